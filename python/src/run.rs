//! The one door for long calls: the interpreter goes on, and Ctrl-C is heard.

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// How long Ctrl-C may go unheard.
const PATIENCE: Duration = Duration::from_millis(50);
const STACK: usize = 16 * 1024 * 1024;

/// Tells the work that nobody waits for it any more.
#[derive(Debug, Default)]
pub(crate) struct Control {
    cancelled: AtomicBool,
}

impl Control {
    /// Whether to stop.
    pub(crate) fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}

/// Does the work on a thread of its own, detached from the interpreter, while this thread looks
/// for signals. The work is never left behind: an interrupt cancels it and waits for its end.
pub(crate) fn run<T: Send>(py: Python<'_>, work: impl FnOnce(&Control) -> T + Send) -> PyResult<T> {
    let control = Control::default();
    thread::scope(|scope| {
        let (sender, mut receiver) = mpsc::sync_channel(1);
        let control = &control;
        let worker = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, move || {
            // The receiver only goes away together with the wish for a result.
            let _ = sender.send(work(control));
        })?;
        let mut interrupted = None;
        let result = loop {
            let (result, back) = py.detach(move || (receiver.recv_timeout(PATIENCE), receiver));
            receiver = back;
            match result {
                Ok(result) => break Some(result),
                Err(RecvTimeoutError::Disconnected) => break None,
                Err(RecvTimeoutError::Timeout) => {
                    if let Err(error) = py.check_signals() {
                        control.cancelled.store(true, Ordering::Relaxed);
                        interrupted.get_or_insert(error);
                    }
                }
            }
        };
        let ended = py.detach(|| worker.join());
        match (interrupted, result, ended) {
            (Some(error), ..) => Err(error),
            (None, Some(result), Ok(())) => Ok(result),
            _ => Err(PyRuntimeError::new_err("internal error: the work ended without a result")),
        }
    })
}

//! What comes out of a decompressor, in proportion to what goes in.

use super::damage::{Damage, MOST_EXPANSION};
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// What is smaller is read in any case.
const SMALL: u64 = 256 << 20;

/// Counts the bytes that are read.
pub(super) struct Counted<R> {
    input: R,
    count: Arc<AtomicU64>,
}

impl<R> Counted<R> {
    pub(super) fn new(input: R) -> (Self, Arc<AtomicU64>) {
        let count = Arc::new(AtomicU64::new(0));
        (Self { input, count: count.clone() }, count)
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(out).map_err(|error| match error.kind() {
            io::ErrorKind::Interrupted => error,
            // What the system says must not look like damage in the file.
            kind => io::Error::new(kind, System(error)),
        })?;
        self.count.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// Marks an error that comes from below the decompressor.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct System(#[source] io::Error);

/// What a decompressor delivers, as far as it is in proportion to what it was given.
pub(super) struct Bounded<R> {
    input: R,
    given: Arc<AtomicU64>,
    delivered: u64,
}

impl<R> Bounded<R> {
    pub(super) fn new(input: R, given: Arc<AtomicU64>) -> Self {
        Self { input, given, delivered: 0 }
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(out).map_err(|error| {
            let from_below = error.get_ref().is_some_and(|inner| inner.is::<System>());
            if from_below || error.kind() == io::ErrorKind::Interrupted {
                return error;
            }
            Damage::Broken(error.to_string()).into_io()
        })?;
        self.delivered += count as u64;
        let given = self.given.load(Ordering::Relaxed).max(1);
        if self.delivered > SMALL && self.delivered / given > MOST_EXPANSION {
            return Err(Damage::Bomb.into_io());
        }
        Ok(count)
    }
}

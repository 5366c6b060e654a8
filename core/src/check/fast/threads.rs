//! Chunks are judged wherever there is a hand free, and merged in their order.

use super::chunk::{Chunk, Chunker};
use super::judge::{Judged, Known};
use super::merge::Merger;
use super::plan::Plan;
use std::collections::{BTreeMap, VecDeque};
use std::io::{Read, Result};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// A chunk on its way.
#[derive(Default)]
pub(super) struct Job {
    ticket: u64,
    chunk: Chunk,
    known: Arc<Known>,
    judged: Judged,
}

impl Job {
    fn work(&mut self, plan: Option<&Plan>) {
        self.chunk.index.flatten();
        self.judged.judge(&self.chunk, plan, &self.known);
    }

    /// Reads, judges and merges one chunk; `false` at the end.
    pub(super) fn alone<R: Read>(
        &mut self,
        chunker: &mut Chunker<R>,
        merger: &mut Merger<'_, '_, '_>,
        plan: Option<&Plan>,
    ) -> Result<bool> {
        if !chunker.next(&mut self.chunk)? {
            return Ok(false);
        }
        self.known = merger.known();
        self.work(plan);
        merger.merge(&self.chunk, &self.judged);
        Ok(true)
    }
}

/// Where jobs lie.
#[derive(Default)]
struct Desk {
    piles: Mutex<Piles>,
    /// There is something to be done, or nothing more will come.
    waiting: Condvar,
    /// Something was done.
    finished: Condvar,
}

#[derive(Default)]
struct Piles {
    waiting: VecDeque<Job>,
    finished: BTreeMap<u64, Job>,
    closed: bool,
}

impl Desk {
    fn piles(&self) -> MutexGuard<'_, Piles> {
        self.piles.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn put(&self, job: Job) {
        self.piles().waiting.push_back(job);
        self.waiting.notify_one();
    }

    fn finish(&self, job: Job) {
        self.piles().finished.insert(job.ticket, job);
        self.finished.notify_one();
    }

    /// The next job, as soon as there is one; none when the desk is closed.
    fn wait(&self) -> Option<Job> {
        let mut piles = self.piles();
        loop {
            if let Some(job) = piles.waiting.pop_front() {
                return Some(job);
            }
            if piles.closed {
                return None;
            }
            piles = self.waiting.wait(piles).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn wait_for(&self, ticket: u64) {
        let mut piles = self.piles();
        while !piles.finished.contains_key(&ticket) {
            piles = self.finished.wait(piles).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Closes the desk whatever happens: others wait at it.
struct Closing<'d>(&'d Desk);

impl Drop for Closing<'_> {
    fn drop(&mut self) {
        self.0.piles().closed = true;
        self.0.waiting.notify_all();
    }
}

/// Reads a file to its end with so many threads, this one included.
pub(super) fn run<R: Read>(
    chunker: &mut Chunker<R>,
    merger: &mut Merger<'_, '_, '_>,
    plan: Option<&Plan>,
    threads: usize,
) -> Result<()> {
    let desk = Desk::default();
    std::thread::scope(|scope| {
        let closing = Closing(&desk);
        for _ in 1..threads {
            scope.spawn(|| {
                while let Some(mut job) = desk.wait() {
                    job.work(plan);
                    desk.finish(job);
                }
            });
        }
        let mut spare: Vec<Job> = Vec::new();
        let (mut handed_out, mut merged, mut ended) = (0, 0, false);
        let mut failure = Ok(());
        loop {
            let mut piles = desk.piles();
            let ready = piles.finished.remove(&merged);
            if let Some(job) = ready {
                drop(piles);
                merger.merge(&job.chunk, &job.judged);
                merged += 1;
                spare.push(job);
            } else if !ended && handed_out - merged < 2 * threads as u64 {
                drop(piles);
                let mut job = spare.pop().unwrap_or_default();
                match chunker.next(&mut job.chunk) {
                    Ok(true) => {
                        job.ticket = handed_out;
                        job.known = merger.known();
                        handed_out += 1;
                        desk.put(job);
                    }
                    // What came before is taken in all the same.
                    other => {
                        failure = other.map(|_| ());
                        ended = true;
                    }
                }
            } else if let Some(mut job) = piles.waiting.pop_front() {
                drop(piles);
                job.work(plan);
                desk.finish(job);
            } else if merged < handed_out {
                drop(piles);
                desk.wait_for(merged);
            } else {
                break;
            }
        }
        drop(closing);
        failure
    })
}

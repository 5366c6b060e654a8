//! The chain of hashes through a log.

use super::issue::{Fault, Issue};
use crate::meeting::canonical::Hash;

/// Walks along the lines and remembers where the chain is broken.
///
/// A line names the hash of the line before. When line `i` names another hash, either the line
/// before was changed or `i` itself was; if it was `i`, the line after it does not fit either.
#[derive(Debug, Default)]
pub(super) struct Chain {
    /// Hash of the last line, when it could be read.
    last: Option<Hash>,
    /// Number and `seq` of the last line.
    at: (u64, u64),
    /// The line before the last one.
    before: (u64, u64),
    /// The last line does not fit the line before it.
    pending: bool,
    /// Nothing can be said about the next line.
    gap: bool,
    changed: Vec<(u64, u64)>,
}

impl Chain {
    #[inline]
    pub(super) fn take(&mut self, line: u64, seq: u64, prev: Option<&str>, hash: Hash) {
        let fits = match (&self.last, prev) {
            _ if self.gap => true,
            (None, prev) => prev.is_none(),
            (Some(last), Some(prev)) => prev.starts_with("sha256:") && last.is(prev.as_bytes()),
            (Some(_), None) => false,
        };
        if self.pending {
            self.changed.push(if fits { self.before } else { self.at });
            self.pending = false;
        } else if !fits {
            if self.last.is_none() {
                // The first line names a line before it.
                self.changed.push((line, seq));
            } else {
                self.pending = true;
            }
        }
        self.before = self.at;
        self.at = (line, seq);
        self.last = Some(hash);
        self.gap = false;
    }

    pub(super) fn unreadable(&mut self, line: u64) {
        self.finish();
        self.before = self.at;
        self.at = (line, self.at.1.saturating_add(1));
        self.gap = true;
    }

    pub(super) fn finish(&mut self) {
        if std::mem::take(&mut self.pending) {
            self.changed.push(self.before);
        }
    }

    pub(super) fn issues(&self) -> impl Iterator<Item = Issue> + '_ {
        let issue = |(line, seq): &(u64, u64)| Issue {
            line: *line,
            seq: *seq,
            task: None,
            fault: Fault::Chain,
        };
        self.changed.iter().map(issue)
    }

    /// Hash of the last line; none when it cannot be read.
    pub(super) fn head(&self) -> Option<Hash> {
        self.last.filter(|_| !self.gap)
    }

    pub(super) fn lines(&self) -> u64 {
        self.at.0
    }
}

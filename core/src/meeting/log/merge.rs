//! Two logs of one record, made apart, become one.

use super::event::{Event, EventError};
use super::state::EventKind;
use crate::meeting::canonical::Hash;
use std::collections::{BTreeMap, HashSet};

/// Why two logs cannot be merged.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MergeError {
    /// A line that is no event.
    #[error("line {line} of the {which} log: {source}")]
    Line {
        /// `first` or `second`.
        which: &'static str,
        /// The 1-based line.
        line: usize,
        /// What is wrong with it.
        source: EventError,
    },
    /// A log is empty or does not begin with `open`.
    #[error("the {0} log does not begin with `open`")]
    NotOpened(&'static str),
    /// A log whose chain is broken would be made whole by a new chain.
    #[error("line {line} of the {which} log does not fit the line before it")]
    Broken {
        /// `first` or `second`.
        which: &'static str,
        /// The 1-based line.
        line: usize,
    },
    /// The logs belong to different records.
    #[error("the logs belong to different records: {0} and {1}")]
    Records(String, String),
    /// A void that takes out no line of its own log.
    #[error("line {line} of the {which} log takes out a line that is not there")]
    Void {
        /// `first` or `second`.
        which: &'static str,
        /// The 1-based line.
        line: usize,
    },
}

/// Merges two logs of one record.
///
/// Lines are put in the order of `(recorded_at, by)`, numbered again and chained again; lines that
/// both logs share from a common beginning stand there once. The new `open` line keeps both old
/// heads under `merged`, so that each of the old logs can still be proved to be in it.
///
/// # Errors
/// When a line cannot be read, a chain is broken, or the logs belong to different records.
pub fn merge(first: &str, second: &str) -> Result<String, MergeError> {
    let a = read(first, "first")?;
    let b = read(second, "second")?;
    let record = |log: &Parsed| log.open.record_sha256.clone().unwrap_or_default().into_owned();
    if record(&a) != record(&b) {
        return Err(MergeError::Records(record(&a), record(&b)));
    }
    let mut open = a.open.clone().min_by_written(b.open.clone());
    let mut heads = [a.head.to_string(), b.head.to_string()];
    heads.sort();
    open.extra.insert("merged".to_owned(), heads.to_vec().into());
    open.seq = 0;
    open.prev = None;
    // Every line by its old hash: the same line in both logs has the same.
    let mut known = HashSet::new();
    let mut all: Vec<(Hash, Event<'static>, Option<Hash>)> = Vec::new();
    for line in a.lines.into_iter().chain(b.lines) {
        if known.insert(line.0) {
            all.push(line);
        }
    }
    all.sort_by(|(h1, e1, _), (h2, e2, _)| {
        let key = |event: &Event<'static>| (event.recorded.seconds, event.by.clone());
        // A log made by one hand within one second keeps its order.
        key(e1).cmp(&key(e2)).then(e1.seq.cmp(&e2.seq)).then(h1.cmp(h2))
    });
    let place: BTreeMap<Hash, u64> =
        (1..).zip(&all).map(|(seq, (hash, ..))| (*hash, seq)).collect();
    let mut text = open.to_line();
    let mut head = Hash::of(text.as_bytes());
    text.push('\n');
    for (seq, (_, mut event, target)) in (1..).zip(all) {
        event.seq = seq;
        event.prev = Some(head.to_string().into());
        if let Some(target) = target {
            event.seq_ref = place.get(&target).copied();
        }
        let line = event.to_line();
        head = Hash::of(line.as_bytes());
        text.push_str(&line);
        text.push('\n');
    }
    Ok(text)
}

impl Event<'static> {
    /// The one that was written first.
    fn min_by_written(self, other: Self) -> Self {
        let key = |event: &Self| (event.recorded.seconds, event.to_line());
        if key(&self) <= key(&other) { self } else { other }
    }
}

struct Parsed {
    open: Event<'static>,
    /// Hash, event, and the hash of the line that it takes out.
    lines: Vec<(Hash, Event<'static>, Option<Hash>)>,
    head: Hash,
}

fn read(text: &str, which: &'static str) -> Result<Parsed, MergeError> {
    let mut open = None;
    let mut lines: Vec<(Hash, Event<'static>, Option<Hash>)> = Vec::new();
    let mut numbers: BTreeMap<u64, Hash> = BTreeMap::new();
    let mut head: Option<Hash> = None;
    for (line, written) in (1..).zip(text.lines()) {
        let (event, hash) =
            Event::read(written).map_err(|source| MergeError::Line { which, line, source })?;
        let fits = match (&head, event.prev.as_deref()) {
            (None, prev) => prev.is_none(),
            (Some(head), Some(prev)) => head.is(prev.as_bytes()),
            (Some(_), None) => false,
        };
        if !fits {
            return Err(MergeError::Broken { which, line });
        }
        let event = event.into_owned();
        let target = match event.seq_ref.filter(|_| event.kind == EventKind::Void) {
            None => None,
            Some(target) => {
                let found = numbers.get(&target).copied();
                Some(found.ok_or(MergeError::Void { which, line })?)
            }
        };
        head = Some(hash);
        if open.is_none() {
            if event.kind != EventKind::Open {
                return Err(MergeError::NotOpened(which));
            }
            open = Some(event);
        } else {
            numbers.insert(event.seq, hash);
            lines.push((hash, event, target));
        }
    }
    let (Some(open), Some(head)) = (open, head) else {
        return Err(MergeError::NotOpened(which));
    };
    Ok(Parsed { open, lines, head })
}

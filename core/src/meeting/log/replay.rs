//! From lines to where every task stands.

use super::base::LogBase;
use super::event::Event;
use super::pass::Pass;
use super::stamp::KnownAt;
use super::state::EventKind;
use super::status::TaskStatus;
use super::timeliness::Policy;
use super::voids::Voids;
use crate::finding::Findings;
use crate::meeting::canonical::Hash;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io::{BufRead, BufReader, Read, Seek};
use std::sync::Arc;

/// As of when, and how.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ReplayOptions {
    /// Events that happened on this day or before count.
    pub as_of: NaiveDate,
    /// Only lines that were written by then count; all unless said.
    pub known_at: Option<KnownAt>,
    /// How timeliness is judged.
    pub policy: Policy,
    /// Report open tasks of which nothing was heard for more days than this (MTG-711).
    pub silent_days: Option<u32>,
    /// Name of the file, for findings.
    pub file: Option<Arc<str>>,
    /// How many findings of one rule are kept; the others are counted.
    pub most_per_rule: usize,
}

impl ReplayOptions {
    /// Everything that is known, by the usual policy.
    pub fn new(as_of: NaiveDate) -> Self {
        Self {
            as_of,
            known_at: None,
            policy: Policy::default(),
            silent_days: None,
            file: None,
            most_per_rule: 10_000,
        }
    }
}

/// A log, replayed.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Replay {
    /// As of when.
    pub as_of: NaiveDate,
    /// Known at which moment; none for everything.
    pub known_at: Option<KnownAt>,
    /// How timeliness was judged.
    pub policy: Policy,
    /// The tasks that were given by then, in the order of the record.
    pub tasks: Vec<TaskStatus>,
    /// What is wrong with the log, by line.
    pub findings: Findings,
    /// Hash of the record, as 64 digits, where it is known.
    pub record: Option<String>,
    /// Hash of the last line.
    pub head: Option<Hash>,
    /// Lines in the log.
    pub lines: u64,
    /// The first line that was changed after it was written, as far as the chain shows it.
    pub first_changed: Option<u64>,
}

impl Replay {
    /// Where one task stands.
    pub fn task(&self, base: &LogBase, id: &str) -> Option<&TaskStatus> {
        let index = base.tasks.iter().position(|task| &*task.id == id)?;
        self.tasks.iter().find(|status| status.index == index)
    }
}

/// Replays a log and audits it in the same pass.
///
/// The state of a task is what its events make of it in the order of `(on, seq)`; events after
/// `as_of` do not count, nor lines that were not known at `known_at`, nor lines taken out by a
/// `void`. Illegal events change nothing and are findings. The log is read once, and again only
/// where tasks have events out of order or taken out: then the lines of these tasks are put in
/// order, of so many tasks at a time that memory grows with the tasks alone, however many events
/// there are. Of one rule [`most_per_rule`](ReplayOptions::most_per_rule) findings are kept; all are
/// counted.
///
/// # Errors
/// When reading fails. Whatever is wrong with what was read is a finding.
///
/// ```
/// use chuan::meeting::log::{LogBase, ReplayOptions, State, TaskBase, Timeliness, replay};
/// use chuan::period::parse_date_iso;
/// use std::io::Cursor;
///
/// let day = |text| parse_date_iso(text).unwrap();
/// let mut task = TaskBase::new("t01", day("2022-05-28"));
/// task.due = Some("2022".parse().unwrap());
/// let base = LogBase { tasks: vec![task], ..Default::default() };
/// let log = r#"{"event":"open","on":"2022-05-28","prev":null,"record_sha256":"00","recorded_at":"2022-05-28T12:00:00Z","seq":0}
/// "#;
/// let replay = replay(Cursor::new(log), &base, &ReplayOptions::new(day("2023-01-03"))).unwrap();
/// assert_eq!(replay.tasks[0].state, State::Assigned);
/// assert_eq!(replay.tasks[0].timeliness, Some(Timeliness::Overdue));
/// assert_eq!(replay.tasks[0].days, Some(3));
/// ```
pub fn replay(
    source: impl Read + Seek,
    base: &LogBase,
    options: &ReplayOptions,
) -> std::io::Result<Replay> {
    let (pass, voids, seen) = walk(source, base, options)?;
    Ok(pass.finish(&voids, &seen))
}

/// Every task where it stands after a log, lines taken out and late ones considered; which lines are
/// taken out; and the numbers of those that name or are one of them.
pub(super) fn walk<'a>(
    mut source: impl Read + Seek,
    base: &'a LogBase,
    options: &'a ReplayOptions,
) -> std::io::Result<(Pass<'a>, Voids, HashSet<u64>)> {
    let mut pass = Pass::new(base, options);
    source.rewind()?;
    each_batch(&mut source, |first, lines| pass.take(first, lines))?;
    let voids = pass.voids();
    let mut seen = HashSet::new();
    let mut again = pass.dirty();
    let mut once_more = !voids.is_empty();
    while once_more || !again.is_empty() {
        once_more = false;
        let now = pass.some_of(&mut again);
        let mut lines: BTreeMap<u32, Vec<(u64, Box<str>)>> = BTreeMap::new();
        let mut more = BTreeSet::new();
        source.rewind()?;
        each_line(&mut source, |number, line| {
            let Some((text, event)) = readable(line).filter(|(_, it)| pass.known(it.recorded))
            else {
                return;
            };
            if event.kind == EventKind::Void {
                seen.insert(event.seq);
                return;
            }
            let task = pass.task_of(&event);
            if voids.takes_out(event.seq) {
                seen.insert(event.seq);
                if let Some(task) = task.filter(|task| !pass.is_dirty(*task)) {
                    more.insert(task);
                }
                return;
            }
            if let Some(task) = task.filter(|task| now.contains(task)) {
                lines.entry(task).or_default().push((number, text.into()));
            }
        })?;
        // A task that has nothing but lines taken out is untouched.
        pass.forget(&now);
        for task in &now {
            let own = lines.remove(task).unwrap_or_default();
            let events =
                own.iter().filter_map(|(line, text)| Some((*line, Event::parse(text).ok()?)));
            pass.redo(*task, events.collect());
        }
        for task in &more {
            pass.soil(*task);
        }
        again.append(&mut more);
    }
    Ok((pass, voids, seen))
}

/// Lines that are looked at together: enough for what they need of memory to be fetched at once, and
/// few enough to stay near.
const BATCH: usize = 64;

/// Every line with its number, without the line break, some at a time. The number is that of the
/// first one.
fn each_batch(source: impl Read, mut take: impl FnMut(u64, &[&[u8]])) -> std::io::Result<()> {
    let mut reader = BufReader::with_capacity(1 << 18, source);
    let mut next = 1;
    let mut give = |lines: &[&[u8]]| {
        take(next, lines);
        next += lines.len() as u64;
    };
    // A line that does not end within the buffer is put together here.
    let mut begun: Vec<u8> = Vec::new();
    loop {
        let buffer = match reader.fill_buf() {
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            read => read?,
        };
        if buffer.is_empty() {
            break;
        }
        let mut lines: Vec<&[u8]> = Vec::with_capacity(BATCH);
        let mut rest = buffer;
        while let Some((line, after)) = first_line(rest) {
            rest = after;
            if begun.is_empty() {
                lines.push(whole(line));
            } else {
                begun.extend_from_slice(line);
                give(&[whole(&begun)]);
                begun.clear();
            }
            if lines.len() == BATCH {
                give(&lines);
                lines.clear();
            }
        }
        if !lines.is_empty() {
            give(&lines);
        }
        begun.extend_from_slice(rest);
        let used = buffer.len();
        reader.consume(used);
    }
    if !begun.is_empty() {
        give(&[whole(&begun)]);
    }
    Ok(())
}

fn first_line(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let (line, rest) = text.split_at_checked(memchr::memchr(b'\n', text)?)?;
    Some((line, rest.get(1..)?))
}

/// A line without the first half of a line break.
fn whole(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\r").unwrap_or(line)
}

/// Every line with its number, one at a time.
fn each_line(source: impl Read, mut take: impl FnMut(u64, &[u8])) -> std::io::Result<()> {
    each_batch(source, |first, lines| {
        for (number, line) in (first..).zip(lines) {
            take(number, line);
        }
    })
}

fn readable(line: &[u8]) -> Option<(&str, Event<'_>)> {
    let text = std::str::from_utf8(line).ok()?;
    Some((text, Event::parse(text).ok()?))
}

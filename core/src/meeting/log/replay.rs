//! From lines to where every task stands.

use super::base::{LogBase, TaskBase};
use super::chain::Chain;
use super::event::{Deadline, Event};
use super::issue::{Fault, Issue};
use super::stamp::KnownAt;
use super::state::{EventKind, State};
use super::timeliness::{Facts, Policy, Timeliness, judge};
use super::track::Track;
use super::voids::{VoidLine, Voids};
use crate::finding::Findings;
use crate::meeting::canonical::Hash;
use chrono::{NaiveDate, TimeDelta};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::io::{BufRead, BufReader, Read, Seek};
use std::sync::Arc;

type Hasher = foldhash::fast::FixedState;

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
}

impl ReplayOptions {
    /// Everything that is known, by the usual policy.
    pub fn new(as_of: NaiveDate) -> Self {
        Self { as_of, known_at: None, policy: Policy::default(), silent_days: None, file: None }
    }
}

/// Where one task stands.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct TaskStatus {
    /// Place of the task in [`LogBase::tasks`].
    pub index: usize,
    /// Where it stands in its work.
    pub state: State,
    /// Whether it is in time; none for a task that was withdrawn.
    pub timeliness: Option<Timeliness>,
    /// Signed days from the last day of the deadline: positive is late.
    pub days: Option<i64>,
    /// Timeliness against the deadline as it was first given.
    pub against_original: Option<Timeliness>,
    /// The deadline, after extensions.
    pub due: Option<Deadline>,
    /// Id of the owner, after reassignments.
    pub owner: Option<Arc<str>>,
    /// Progress as last reported.
    pub percent: Option<f64>,
    /// Day of the submission that stands.
    pub submitted_on: Option<NaiveDate>,
    /// The day on which it counts as done.
    pub completed_on: Option<NaiveDate>,
    /// The day on which it was accepted.
    pub accepted_on: Option<NaiveDate>,
    /// The day of the last event.
    pub heard_on: Option<NaiveDate>,
    /// How often it was sent back.
    pub returns: u32,
    /// How often the deadline was moved.
    pub extensions: u32,
    /// How often it changed hands.
    pub reassignments: u32,
    /// How many events it has.
    pub events: u32,
    /// Whether it was accepted by its own owner.
    pub accepted_by_owner: bool,
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
/// `void`. Illegal events change nothing and are findings. The log is read once, and a second time
/// only where a task has events out of order or taken out; memory grows with the tasks, and with
/// the events of those tasks.
///
/// # Errors
/// When reading fails. Whatever is wrong with what was read is a finding.
///
/// ```
/// use chuan::meeting::log::{Deadline, LogBase, ReplayOptions, State, TaskBase, Timeliness, replay};
/// use chuan::period::parse_date_iso;
/// use std::io::Cursor;
///
/// let day = |text| parse_date_iso(text).unwrap();
/// let mut task = TaskBase::new("t01", day("2022-05-28"));
/// task.due = Deadline::parse("2022");
/// let base = LogBase { tasks: vec![task], ..Default::default() };
/// let log = r#"{"event":"open","on":"2022-05-28","prev":null,"record_sha256":"00","recorded_at":"2022-05-28T12:00:00Z","seq":0}
/// "#;
/// let replay = replay(Cursor::new(log), &base, &ReplayOptions::new(day("2023-01-03"))).unwrap();
/// assert_eq!(replay.tasks[0].state, State::Assigned);
/// assert_eq!(replay.tasks[0].timeliness, Some(Timeliness::Overdue));
/// assert_eq!(replay.tasks[0].days, Some(3));
/// ```
pub fn replay(
    mut source: impl Read + Seek,
    base: &LogBase,
    options: &ReplayOptions,
) -> std::io::Result<Replay> {
    let mut pass = Pass::new(base, options);
    source.rewind()?;
    each_line(&mut source, |number, line| pass.take(number, line))?;
    pass.chain.finish();
    let voids = Voids::resolve(std::mem::take(&mut pass.voids));
    let mut seen = HashSet::new();
    let mut again = pass.dirty();
    while !again.is_empty() || (!voids.is_empty() && seen.is_empty()) {
        let mut events: BTreeMap<u32, Vec<(u64, Event<'static>)>> = BTreeMap::new();
        let mut more = BTreeSet::new();
        source.rewind()?;
        each_line(&mut source, |number, line| {
            let Some(event) = readable(line).filter(|event| pass.known(event)) else { return };
            if event.kind == EventKind::Void {
                seen.insert(event.seq);
                return;
            }
            let task = event.task.as_deref().and_then(|id| pass.ids.get(id).copied());
            if voids.takes_out(event.seq) {
                seen.insert(event.seq);
                if let Some(task) = task.filter(|task| !pass.is_dirty(*task)) {
                    more.insert(task);
                }
                return;
            }
            if let Some(task) = task.filter(|task| again.contains(task)) {
                events.entry(task).or_default().push((number, event.into_owned()));
            }
        })?;
        // A task that has nothing but lines taken out is untouched.
        pass.forget(&again);
        for task in &again {
            pass.redo(*task, events.remove(task).unwrap_or_default());
        }
        for task in &more {
            pass.soil(*task);
        }
        again = more;
        if again.is_empty() {
            break;
        }
    }
    Ok(pass.finish(&voids, &seen))
}

/// Every line with its number, without the line break.
fn each_line(source: impl Read, mut take: impl FnMut(u64, &[u8])) -> std::io::Result<()> {
    let mut reader = BufReader::with_capacity(1 << 18, source);
    let mut buffer = Vec::new();
    let mut number = 0;
    while reader.read_until(b'\n', &mut buffer)? > 0 {
        number += 1;
        let line = buffer.strip_suffix(b"\n").unwrap_or(&buffer);
        take(number, line.strip_suffix(b"\r").unwrap_or(line));
        buffer.clear();
    }
    Ok(())
}

fn readable(line: &[u8]) -> Option<Event<'_>> {
    Event::parse(std::str::from_utf8(line).ok()?).ok()
}

/// What is remembered of a task beside where it stands.
#[derive(Debug, Clone, Default)]
struct Marks {
    /// Day and number of the last event taken.
    key: Option<(NaiveDate, u64)>,
    /// Whether its events have to be sorted first.
    dirty: bool,
}

struct Pass<'a> {
    base: &'a LogBase,
    options: &'a ReplayOptions,
    ids: HashMap<&'a str, u32, Hasher>,
    /// As of the day …
    now: Vec<Track>,
    /// … and after it, for the rules.
    later: Vec<Option<Box<Track>>>,
    marks: Vec<Marks>,
    issues: Vec<Issue>,
    voids: Vec<VoidLine>,
    chain: Chain,
    seq: Option<u64>,
}

impl<'a> Pass<'a> {
    fn new(base: &'a LogBase, options: &'a ReplayOptions) -> Self {
        let count = base.tasks.len();
        let mut ids = HashMap::with_capacity_and_hasher(count, Hasher::default());
        for (place, task) in (0_u32..).zip(&base.tasks) {
            ids.entry(&*task.id).or_insert(place);
        }
        Self {
            base,
            options,
            ids,
            now: vec![Track::default(); count],
            later: vec![None; count],
            marks: vec![Marks::default(); count],
            issues: Vec::new(),
            voids: Vec::new(),
            chain: Chain::default(),
            seq: None,
        }
    }

    fn known(&self, event: &Event<'_>) -> bool {
        self.options.known_at.is_none_or(|known| known.knows(event.recorded))
    }

    fn issue(&mut self, line: u64, seq: u64, task: Option<u32>, fault: Fault) {
        self.issues.push(Issue { line, seq, task, fault });
    }

    fn take(&mut self, line: u64, bytes: &[u8]) {
        let expected = self.seq.map(|seq| seq.saturating_add(1));
        let text = std::str::from_utf8(bytes).map_err(|error| error.to_string());
        let read = text.and_then(|text| Event::read(text).map_err(|error| error.to_string()));
        let (event, hash) = match read {
            Ok(read) => read,
            Err(why) => {
                self.chain.unreadable(line);
                let seq = expected.unwrap_or(0);
                self.seq = Some(seq);
                return self.issue(line, seq, None, Fault::Unreadable(why));
            }
        };
        let seq = event.seq;
        self.chain.take(line, seq, event.prev.as_deref(), hash);
        if let Some(expected) = expected.filter(|expected| *expected != seq) {
            self.issue(line, seq, None, Fault::Seq { expected });
        }
        let first = self.seq.is_none();
        self.seq = Some(seq);
        if first {
            self.opening(line, &event);
        }
        if !self.known(&event) || (first && event.kind == EventKind::Open) {
            return;
        }
        let id = event.task.as_deref();
        let task = id.and_then(|id| self.ids.get(id).copied());
        if let Some(id) = id.filter(|_| task.is_none()) {
            self.issue(line, seq, None, Fault::UnknownTask(id.into()));
        }
        match event.kind {
            EventKind::Open => self.issue(line, seq, None, Fault::OpenLater),
            EventKind::Void => {
                self.voids.push(VoidLine { line, seq, target: event.seq_ref.unwrap_or(seq) });
                if let Some(task) = task {
                    self.soil(task);
                }
            }
            _ => {
                if let Some(task) = task {
                    self.happened(line, &event, task);
                }
            }
        }
    }

    fn opening(&mut self, line: u64, event: &Event<'_>) {
        if event.kind != EventKind::Open {
            return self.issue(line, event.seq, None, Fault::NotOpened);
        }
        let named = event.record_sha256.as_deref().unwrap_or_default();
        let named = named.strip_prefix("sha256:").unwrap_or(named);
        let record = self.base.record_sha256.as_deref();
        let record = record.map(|hash| hash.strip_prefix("sha256:").unwrap_or(hash));
        if record.is_some_and(|record| record != named) {
            self.issue(line, event.seq, None, Fault::Record);
        }
    }

    /// The rules about times, and the event itself while events come in order.
    fn happened(&mut self, line: u64, event: &Event<'_>, task: u32) {
        self.times(line, event, task);
        let Some(marks) = self.marks.get_mut(task as usize) else { return };
        let key = Some((event.on, event.seq));
        if key <= marks.key {
            marks.dirty = true;
        }
        if marks.key.is_some_and(|(on, _)| event.on < on) {
            self.issue(line, event.seq, Some(task), Fault::BackDated);
        } else {
            marks.key = marks.key.max(key);
        }
        self.step(line, event, task);
    }

    fn times(&mut self, line: u64, event: &Event<'_>, task: u32) {
        let Some(base) = self.base.tasks.get(task as usize) else { return };
        if event.on < base.assigned {
            self.issue(line, event.seq, Some(task), Fault::BeforeAssignment);
        }
        if event.recorded.day < event.on {
            self.issue(line, event.seq, Some(task), Fault::RecordedBefore);
        }
    }

    /// Takes the next event of a task.
    fn step(&mut self, line: u64, event: &Event<'_>, task: u32) {
        let place = task as usize;
        let (Some(base), Some(marks)) = (self.base.tasks.get(place), self.marks.get(place)) else {
            return;
        };
        if marks.dirty {
            return;
        }
        let (Some(now), Some(later)) = (self.now.get_mut(place), self.later.get_mut(place)) else {
            return;
        };
        let track = if event.on <= self.options.as_of {
            now
        } else {
            later.get_or_insert_with(|| Box::new(now.clone()))
        };
        let issues = &mut self.issues;
        track.apply(event, base, self.options.policy, |fault| {
            issues.push(Issue { line, seq: event.seq, task: Some(task), fault });
        });
    }

    fn dirty(&self) -> BTreeSet<u32> {
        (0..).zip(&self.marks).filter(|(_, marks)| marks.dirty).map(|(task, _)| task).collect()
    }

    fn is_dirty(&self, task: u32) -> bool {
        self.marks.get(task as usize).is_some_and(|marks| marks.dirty)
    }

    fn soil(&mut self, task: u32) {
        if let Some(marks) = self.marks.get_mut(task as usize) {
            marks.dirty = true;
        }
    }

    /// Forgets what was found about tasks that are looked at again.
    fn forget(&mut self, again: &BTreeSet<u32>) {
        self.issues.retain(|issue| issue.task.is_none_or(|task| !again.contains(&task)));
    }

    /// Takes the events of a task again, in the order of days.
    fn redo(&mut self, task: u32, mut events: Vec<(u64, Event<'static>)>) {
        let place = task as usize;
        if let Some(track) = self.now.get_mut(place) {
            *track = Track::default();
        }
        if let Some(later) = self.later.get_mut(place) {
            *later = None;
        }
        if let Some(marks) = self.marks.get_mut(place) {
            marks.dirty = false;
        }
        let mut last: Option<NaiveDate> = None;
        for (line, event) in &events {
            self.times(*line, event, task);
            if last.is_some_and(|last| event.on < last) {
                self.issue(*line, event.seq, Some(task), Fault::BackDated);
            }
            last = last.max(Some(event.on));
        }
        events.sort_by(|(_, a), (_, b)| {
            (a.on, a.seq).cmp(&(b.on, b.seq)).then_with(|| a.to_line().cmp(&b.to_line()))
        });
        for (line, event) in &events {
            self.step(*line, event, task);
        }
        self.soil(task);
    }

    fn finish(mut self, voids: &Voids, seen: &HashSet<u64>) -> Replay {
        self.issues.extend(self.chain.issues());
        self.issues.extend(voids.issues(seen));
        self.issues.retain(|issue| issue.fault.is_about_the_file() || !voids.takes_out(issue.seq));
        let options = self.options;
        let mut tasks = Vec::with_capacity(self.now.len());
        let mut silent = Vec::new();
        for (place, (track, base)) in self.now.iter().zip(&self.base.tasks).enumerate() {
            if base.assigned > options.as_of {
                continue;
            }
            let heard = track.heard.unwrap_or(base.assigned).max(base.assigned);
            let days = options.as_of.signed_duration_since(heard).num_days();
            let limit = options.silent_days.map(i64::from);
            if track.state.is_open() && limit.is_some_and(|limit| days > limit) {
                let task = u32::try_from(place).ok();
                silent.push(Issue { line: 0, seq: 0, task, fault: Fault::Silent(days) });
            }
            tasks.push(status(place, track, base, options));
        }
        self.issues.sort_by_key(|issue| issue.line);
        self.issues.extend(silent);
        let first_changed = self
            .issues
            .iter()
            .find(|i| matches!(i.fault, Fault::Chain | Fault::Unreadable(_)))
            .map(|issue| issue.line);
        let id = |task: Option<u32>| self.base.tasks.get(task? as usize).map(|task| &task.id);
        let findings = self
            .issues
            .iter()
            .map(|issue| issue.finding(options.file.as_ref(), id(issue.task)))
            .collect();
        Replay {
            as_of: options.as_of,
            known_at: options.known_at,
            policy: options.policy,
            tasks,
            findings,
            head: self.chain.head(),
            lines: self.chain.lines(),
            first_changed,
        }
    }
}

fn status(index: usize, track: &Track, base: &TaskBase, options: &ReplayOptions) -> TaskStatus {
    let until = track.completed.or(track.submitted).unwrap_or(options.as_of);
    let paused = TimeDelta::try_days(track.pause_days(until, options.policy));
    let last = |due: Option<&Deadline>| {
        let last = due?.last?;
        paused.and_then(|days| last.checked_add_signed(days)).or(Some(last))
    };
    let facts = |last| Facts {
        state: track.state,
        last,
        submitted: track.submitted,
        completed: track.completed,
    };
    let judged = |due| judge(facts(last(due)), options.as_of, options.policy);
    let due = track.due(base);
    let (timeliness, days) = judged(due);
    let (against_original, _) = judged(base.due.as_ref());
    TaskStatus {
        index,
        state: track.state,
        timeliness,
        days,
        against_original,
        due: due.cloned(),
        owner: track.owner(base).cloned(),
        percent: track.percent,
        submitted_on: track.submitted,
        completed_on: track.completed.filter(|_| track.state == State::Done),
        accepted_on: track.closed,
        heard_on: track.heard,
        returns: track.returns,
        extensions: track.extensions,
        reassignments: track.reassigned,
        events: track.events,
        accepted_by_owner: track.by_owner,
    }
}

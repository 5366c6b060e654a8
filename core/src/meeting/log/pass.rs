//! One pass over the lines of a log: the chain, the rules, and every task on its way.

use super::base::{LogBase, TaskBase};
use super::chain::Chain;
use super::deed::{Deed, Read};
use super::event::Event;
use super::issue::{Fault, Issue};
use super::places::{Key, Places};
use super::replay::{Replay, ReplayOptions};
use super::stamp::Stamp;
use super::state::EventKind;
use super::status::TaskStatus;
use super::track::Track;
use super::voids::{VoidLine, Voids};
use crate::finding::Findings;
use crate::meeting::canonical::Hash;
use chrono::NaiveDate;
use std::collections::{BTreeSet, HashSet};

/// A task on its way, and what is remembered beside where it stands: one place in memory.
#[derive(Debug, Clone)]
struct Slot {
    /// As of the day …
    now: Track,
    /// … and after it, for the rules.
    later: Option<Box<Track>>,
    /// The day on which the task was given.
    assigned: NaiveDate,
    /// Day and number of the last event taken.
    key: Option<(NaiveDate, u64)>,
    /// How many of the lines are about it.
    lines: u32,
    /// Whether its events have to be sorted first.
    dirty: bool,
}

impl Slot {
    fn new(task: &TaskBase) -> Self {
        let now = Track::new(task);
        Self { now, later: None, assigned: task.assigned, key: None, lines: 0, dirty: false }
    }
}

pub(super) struct Pass<'a> {
    base: &'a LogBase,
    options: &'a ReplayOptions,
    ids: Places<'a>,
    slots: Vec<Slot>,
    issues: Vec<Issue>,
    voids: Vec<VoidLine>,
    chain: Chain,
    seq: Option<u64>,
}

impl<'a> Pass<'a> {
    pub(super) fn new(base: &'a LogBase, options: &'a ReplayOptions) -> Self {
        Self {
            base,
            options,
            ids: Places::of(base),
            slots: base.tasks.iter().map(Slot::new).collect(),
            issues: Vec::new(),
            voids: Vec::new(),
            chain: Chain::default(),
            seq: None,
        }
    }

    pub(super) fn known(&self, written: Stamp) -> bool {
        self.options.known_at.is_none_or(|known| known.knows(written))
    }

    fn issue(&mut self, line: u64, seq: u64, task: Option<u32>, fault: Fault) {
        self.issues.push(Issue { line, seq, task, fault });
    }

    /// Takes the next lines, of which the first one has a number. First all of them are read, then
    /// their tasks are looked up, then they happen: what lies far apart in memory is asked for
    /// together and not one after the other.
    pub(super) fn take(&mut self, first: u64, lines: &[&[u8]]) {
        let read: Vec<Read<'_>> = lines.iter().map(|line| Read::of(line)).collect();
        let ids: Vec<Option<Key<'_>>> = read.iter().map(|read| read.task().map(Key::of)).collect();
        let tasks: Vec<Option<u32>> = ids.into_iter().map(|id| self.ids.find(id?)).collect();
        let near = tasks.iter().flatten().filter_map(|task| self.slots.get(*task as usize));
        std::hint::black_box(near.fold(0, |sum: u32, slot| {
            sum.wrapping_add(slot.now.events).wrapping_add(u32::from(slot.dirty))
        }));
        for ((line, read), task) in (first..).zip(&read).zip(tasks) {
            self.one(line, read.deed(), task);
        }
    }

    fn one(&mut self, line: u64, read: Result<(Deed<'_>, Hash), &str>, task: Option<u32>) {
        let expected = self.seq.map(|seq| seq.saturating_add(1));
        let (event, hash) = match read {
            Ok(read) => read,
            Err(why) => {
                self.chain.unreadable(line);
                let seq = expected.unwrap_or(0);
                self.seq = Some(seq);
                return self.issue(line, seq, None, Fault::Unreadable(why.to_owned()));
            }
        };
        let seq = event.seq;
        self.chain.take(line, seq, event.prev, hash);
        if let Some(expected) = expected.filter(|expected| *expected != seq) {
            self.issue(line, seq, None, Fault::Seq { expected });
        }
        let first = self.seq.is_none();
        self.seq = Some(seq);
        if first {
            self.opening(line, &event);
        }
        if !self.known(event.recorded) || (first && event.kind == EventKind::Open) {
            return;
        }
        if let Some(id) = event.task.filter(|_| task.is_none()) {
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

    fn opening(&mut self, line: u64, event: &Deed<'_>) {
        if event.kind != EventKind::Open {
            return self.issue(line, event.seq, None, Fault::NotOpened);
        }
        let named = event.record_sha256.unwrap_or_default();
        let named = named.strip_prefix("sha256:").unwrap_or(named);
        let record = self.base.record_sha256.as_deref();
        let record = record.map(|hash| hash.strip_prefix("sha256:").unwrap_or(hash));
        if record.is_some_and(|record| record != named) {
            self.issue(line, event.seq, None, Fault::Record);
        }
    }

    /// The rules about times, and the event itself while events come in order.
    fn happened(&mut self, line: u64, event: &Deed<'_>, task: u32) {
        self.times(line, event, task);
        let Some(slot) = self.slots.get_mut(task as usize) else { return };
        slot.lines = slot.lines.saturating_add(1);
        let key = Some((event.on, event.seq));
        if key <= slot.key {
            slot.dirty = true;
        }
        if slot.key.is_some_and(|(on, _)| event.on < on) {
            self.issue(line, event.seq, Some(task), Fault::BackDated);
        } else {
            slot.key = slot.key.max(key);
        }
        self.step(line, event, task);
    }

    fn times(&mut self, line: u64, event: &Deed<'_>, task: u32) {
        let Some(slot) = self.slots.get(task as usize) else { return };
        if event.on < slot.assigned {
            self.issue(line, event.seq, Some(task), Fault::BeforeAssignment);
        }
        if event.recorded.day < event.on {
            self.issue(line, event.seq, Some(task), Fault::RecordedBefore);
        }
    }

    /// Takes the next event of a task.
    fn step(&mut self, line: u64, event: &Deed<'_>, task: u32) {
        let place = task as usize;
        let (Some(base), Some(slot)) = (self.base.tasks.get(place), self.slots.get_mut(place))
        else {
            return;
        };
        if slot.dirty {
            return;
        }
        let Slot { now, later, .. } = slot;
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

    /// After the last line: which lines are taken out once all is said.
    pub(super) fn voids(&mut self) -> Voids {
        self.chain.finish();
        Voids::resolve(std::mem::take(&mut self.voids))
    }

    /// The task that an event is about.
    pub(super) fn task_of(&self, event: &Event<'_>) -> Option<u32> {
        event.task.as_deref().and_then(|id| self.ids.get(id))
    }

    /// The tasks where they stand.
    #[cfg(feature = "csv")]
    pub(super) fn into_tracks(self) -> Vec<Track> {
        self.slots.into_iter().map(|slot| slot.now).collect()
    }

    pub(super) fn dirty(&self) -> BTreeSet<u32> {
        (0..).zip(&self.slots).filter(|(_, slot)| slot.dirty).map(|(task, _)| task).collect()
    }

    /// Takes as many tasks as may be put in order at a time: no more lines are held than a few for
    /// each task of the record.
    pub(super) fn some_of(&self, again: &mut BTreeSet<u32>) -> BTreeSet<u32> {
        let mut room = self.slots.len().saturating_mul(4).max(1 << 16);
        let mut now = BTreeSet::new();
        while let Some(task) = again.first().copied() {
            let lines = self.slots.get(task as usize).map_or(0, |slot| slot.lines as usize);
            if lines > room && !now.is_empty() {
                break;
            }
            room = room.saturating_sub(lines);
            now.extend(again.pop_first());
        }
        now
    }

    pub(super) fn is_dirty(&self, task: u32) -> bool {
        self.slots.get(task as usize).is_some_and(|slot| slot.dirty)
    }

    pub(super) fn soil(&mut self, task: u32) {
        if let Some(slot) = self.slots.get_mut(task as usize) {
            slot.dirty = true;
        }
    }

    /// Forgets what was found about tasks that are looked at again.
    pub(super) fn forget(&mut self, again: &BTreeSet<u32>) {
        self.issues.retain(|issue| issue.task.is_none_or(|task| !again.contains(&task)));
    }

    /// Takes the events of a task again, in the order of days.
    pub(super) fn redo(&mut self, task: u32, mut events: Vec<(u64, Event<'_>)>) {
        let place = task as usize;
        if let (Some(slot), Some(base)) = (self.slots.get_mut(place), self.base.tasks.get(place)) {
            *slot = Slot::new(base);
        }
        let mut last: Option<NaiveDate> = None;
        for (line, event) in &events {
            self.times(*line, &event.into(), task);
            if last.is_some_and(|last| event.on < last) {
                self.issue(*line, event.seq, Some(task), Fault::BackDated);
            }
            last = last.max(Some(event.on));
        }
        events.sort_by(|(_, a), (_, b)| {
            (a.on, a.seq).cmp(&(b.on, b.seq)).then_with(|| a.to_line().cmp(&b.to_line()))
        });
        for (line, event) in &events {
            self.step(*line, &event.into(), task);
        }
        self.soil(task);
    }

    pub(super) fn finish(mut self, voids: &Voids, seen: &HashSet<u64>) -> Replay {
        self.issues.extend(self.chain.issues());
        self.issues.extend(voids.issues(seen));
        self.issues.retain(|issue| issue.fault.is_about_the_file() || !voids.takes_out(issue.seq));
        let options = self.options;
        let mut tasks = Vec::with_capacity(self.slots.len());
        let mut silent = Vec::new();
        for (place, (slot, base)) in self.slots.iter().zip(&self.base.tasks).enumerate() {
            let track = &slot.now;
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
            tasks.push(TaskStatus::of(place, track, base, options));
        }
        self.issues.sort_by_key(|issue| issue.line);
        self.issues.extend(silent);
        let first_changed = self
            .issues
            .iter()
            .find(|i| matches!(i.fault, Fault::Chain | Fault::Unreadable(_)))
            .map(|issue| issue.line);
        let id = |task: Option<u32>| self.base.tasks.get(task? as usize).map(|task| &task.id);
        let mut findings = Findings::new().at_most_per_rule(options.most_per_rule);
        findings.extend(
            self.issues.iter().map(|issue| issue.finding(options.file.as_ref(), id(issue.task))),
        );
        Replay {
            as_of: options.as_of,
            known_at: options.known_at,
            policy: options.policy,
            tasks,
            findings,
            record: self.base.record_sha256.clone(),
            head: self.chain.head(),
            lines: self.chain.lines(),
            first_changed,
        }
    }
}

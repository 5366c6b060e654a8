//! One task on its way through its events.

use super::base::TaskBase;
use super::deed::Deed;
use super::issue::Fault;
use super::state::{EventKind, State};
use super::timeliness::{CountedAt, Policy};
use crate::meeting::Due;
use chrono::NaiveDate;
use std::hash::BuildHasher;
use std::sync::Arc;

/// Where a task stands after some of its events.
#[derive(Debug, Clone)]
pub(super) struct Track {
    pub(super) state: State,
    /// The deadline where it was moved; the task's own until then.
    pub(super) moved: Option<Box<Due>>,
    /// The owner where it was changed; the task's own until then.
    pub(super) given: Option<Arc<str>>,
    /// The number of the owner's id.
    owner: u64,
    /// Day of the submission that stands.
    pub(super) submitted: Option<NaiveDate>,
    /// The day on which it counts as done.
    pub(super) completed: Option<NaiveDate>,
    /// The day on which it was accepted.
    pub(super) closed: Option<NaiveDate>,
    /// The day of the last event.
    pub(super) heard: Option<NaiveDate>,
    /// Since when it is paused.
    paused: Option<NaiveDate>,
    /// Days of pauses that are over, since the deadline was set.
    pauses: i32,
    pub(super) percent: Option<f64>,
    pub(super) returns: u32,
    pub(super) extensions: u32,
    pub(super) reassigned: u32,
    pub(super) events: u32,
    pub(super) by_owner: bool,
}

/// A number that stands for the id of an owner. Two ids may have the same, so it can only say that
/// somebody is not the owner; the id itself lies elsewhere in memory and is seldom needed.
fn key(id: &str) -> u64 {
    foldhash::fast::FixedState::default().hash_one(id)
}

impl Track {
    /// A task to which nothing has happened yet.
    pub(super) fn new(base: &TaskBase) -> Self {
        Self {
            state: State::Assigned,
            moved: None,
            given: None,
            owner: base.owner.as_deref().map_or(0, key),
            submitted: None,
            completed: None,
            closed: None,
            heard: None,
            paused: None,
            pauses: 0,
            percent: None,
            returns: 0,
            extensions: 0,
            reassigned: 0,
            events: 0,
            by_owner: false,
        }
    }

    pub(super) fn due<'a>(&'a self, base: &'a TaskBase) -> Option<&'a Due> {
        self.moved.as_deref().or(base.due.as_ref())
    }

    pub(super) fn owner<'a>(&'a self, base: &'a TaskBase) -> Option<&'a Arc<str>> {
        self.given.as_ref().or(base.owner.as_ref())
    }

    /// Days that pauses add to the deadline, as of a day.
    pub(super) fn pause_days(&self, as_of: NaiveDate, policy: Policy) -> i64 {
        if !policy.pause_stops_clock {
            return 0;
        }
        let running = self.paused.map_or(0, |since| days_between(since, as_of));
        i64::from(self.pauses).saturating_add(running)
    }

    /// Takes the next event, in the order of days. An event that is not legal changes nothing.
    pub(super) fn apply(
        &mut self,
        event: &Deed<'_>,
        base: &TaskBase,
        policy: Policy,
        mut fault: impl FnMut(Fault),
    ) {
        let Some(next) = event.kind.after(self.state) else {
            fault(Fault::Illegal(event.kind, self.state));
            return;
        };
        self.check(event, base, policy, &mut fault);
        let on = event.on;
        match event.kind {
            EventKind::Submit => self.submitted = Some(on),
            EventKind::Accept => {
                self.closed = Some(on);
                self.completed = Some(match policy.counted_at {
                    CountedAt::Submitted => self.submitted.unwrap_or(on),
                    CountedAt::Accepted => on,
                });
                self.by_owner = self.is_owner(event, base);
            }
            EventKind::Return => {
                self.submitted = None;
                self.returns = self.returns.saturating_add(1);
            }
            EventKind::Reopen => {
                self.submitted = None;
                self.completed = None;
                self.closed = None;
                self.by_owner = false;
            }
            EventKind::Pause => self.paused = Some(on),
            EventKind::Resume => {
                let since = self.paused.take().unwrap_or(on);
                self.pauses = self
                    .pauses
                    .saturating_add(i32::try_from(days_between(since, on)).unwrap_or(i32::MAX));
            }
            EventKind::Cancel => self.paused = None,
            EventKind::Extend => {
                self.moved = event.deadline().map(Box::new);
                self.extensions = self.extensions.saturating_add(1);
                self.pauses = 0;
                self.paused = self.paused.map(|_| on);
            }
            EventKind::Reassign => {
                self.given = event.owner.map(Arc::from);
                self.owner = self.given.as_deref().map_or(0, key);
                self.reassigned = self.reassigned.saturating_add(1);
            }
            EventKind::Report => self.percent = event.percent.or(self.percent),
            EventKind::Start | EventKind::Note | EventKind::Open | EventKind::Void => {}
        }
        self.state = next;
        self.heard = Some(on);
        self.events = self.events.saturating_add(1);
    }

    fn is_owner(&self, event: &Deed<'_>, base: &TaskBase) -> bool {
        let by = event.by.and_then(|by| by.strip_prefix("body:"));
        by.is_some_and(|by| key(by) == self.owner) && by == self.owner(base).map(AsRef::as_ref)
    }

    /// The rules about one event that depend on those before it.
    fn check(
        &self,
        event: &Deed<'_>,
        base: &TaskBase,
        policy: Policy,
        fault: &mut impl FnMut(Fault),
    ) {
        if let Some(percent) = event.percent {
            if !(0.0..=100.0).contains(&percent) {
                fault(Fault::Percent);
            } else if event.kind == EventKind::Report && self.percent.is_some_and(|p| percent < p) {
                fault(Fault::Falling);
            }
        }
        match event.kind {
            EventKind::Extend => {
                let old = self.due(base).and_then(Due::last);
                let new = event.deadline().and_then(|due| due.last());
                let pauses = chrono::TimeDelta::try_days(self.pause_days(event.on, policy));
                let judged = old.and_then(|old| old.checked_add_signed(pauses?));
                if !event.evidence {
                    fault(Fault::ExtendNoEvidence);
                }
                if judged.is_some_and(|last| event.on > last) {
                    fault(Fault::ExtendLate);
                } else if old.zip(new).is_some_and(|(old, new)| new < old) {
                    fault(Fault::ExtendEarlier);
                }
            }
            EventKind::Accept | EventKind::Return => {
                if self.is_owner(event, base) {
                    fault(Fault::ByOwner);
                }
                if event.kind == EventKind::Accept && !event.evidence {
                    fault(Fault::NoEvidence);
                }
            }
            _ => {}
        }
    }
}

fn days_between(from: NaiveDate, to: NaiveDate) -> i64 {
    to.signed_duration_since(from).num_days().max(0)
}

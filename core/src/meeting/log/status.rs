//! Where one task stands, as it is told.

use super::base::TaskBase;
use super::replay::ReplayOptions;
use super::state::State;
use super::timeliness::{Facts, Timeliness, judge};
use super::track::Track;
use crate::meeting::Due;
use chrono::{NaiveDate, TimeDelta};
use std::sync::Arc;

/// Where one task stands.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct TaskStatus {
    /// Place of the task in [`LogBase::tasks`](super::LogBase::tasks).
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
    pub due: Option<Due>,
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

impl TaskStatus {
    /// Of a task on its way, as of the day of the options.
    pub(super) fn of(
        index: usize,
        track: &Track,
        base: &TaskBase,
        options: &ReplayOptions,
    ) -> Self {
        let until = track.completed.or(track.submitted).unwrap_or(options.as_of);
        let paused = TimeDelta::try_days(track.pause_days(until, options.policy));
        let last = |due: Option<&Due>| {
            let last = due?.last()?;
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
        Self {
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
}

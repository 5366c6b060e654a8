//! Tasks on their way while events are still being put together.

use super::base::LogBase;
use super::event::Event;
use super::places::Places;
use super::replay::{ReplayOptions, walk};
use super::state::{EventKind, State};
use super::status::TaskStatus;
use super::timeliness::Policy;
use super::track::Track;
use chrono::NaiveDate;
use std::collections::VecDeque;
use std::io::{Read, Seek};

/// The events by which one state becomes another. What moves deadline, owner or words moves no
/// state.
const STEPS: [EventKind; 8] = [
    EventKind::Start,
    EventKind::Submit,
    EventKind::Accept,
    EventKind::Return,
    EventKind::Pause,
    EventKind::Resume,
    EventKind::Cancel,
    EventKind::Reopen,
];

/// The fewest events that lead from one state to another by the table of transitions; none of them
/// when it is the same, and no way at all back to `assigned`.
///
/// ```
/// use chuan::meeting::log::{EventKind, State, way};
///
/// assert_eq!(way(State::Assigned, State::Done), Some(vec![EventKind::Accept]));
/// assert_eq!(
///     way(State::Paused, State::Submitted),
///     Some(vec![EventKind::Resume, EventKind::Submit])
/// );
/// assert_eq!(way(State::Done, State::Assigned), None);
/// ```
pub fn way(from: State, to: State) -> Option<Vec<EventKind>> {
    let mut ways = VecDeque::from([(from, Vec::new())]);
    let mut seen = vec![from];
    while let Some((state, way)) = ways.pop_front() {
        if state == to {
            return Some(way);
        }
        for step in STEPS {
            if let Some(next) = step.after(state).filter(|next| !seen.contains(next)) {
                seen.push(next);
                let mut longer = way.clone();
                longer.push(step);
                ways.push_back((next, longer));
            }
        }
    }
    None
}

/// Where tasks stand after a log and after the events that are put together for it.
pub(in crate::meeting) struct Course<'a> {
    base: &'a LogBase,
    places: Places<'a>,
    tracks: Vec<Track>,
    policy: Policy,
}

impl<'a> Course<'a> {
    /// After a log.
    pub(in crate::meeting) fn new(
        log: impl Read + Seek,
        base: &'a LogBase,
        policy: Policy,
    ) -> std::io::Result<Self> {
        let mut options = ReplayOptions::new(NaiveDate::MAX);
        options.policy = policy;
        let (pass, ..) = walk(log, base, &options)?;
        let tracks = pass.into_tracks();
        Ok(Self { base, places: Places::of(base), tracks, policy })
    }

    /// Where a task stands; none when there is no such task.
    pub(in crate::meeting) fn state(&self, task: &str) -> Option<State> {
        Some(self.tracks.get(self.places.get(task)? as usize)?.state)
    }

    /// Takes an event. One that is not legal moves nothing; the log says so when it is replayed.
    pub(in crate::meeting) fn take(&mut self, event: &Event<'_>) {
        let place = event.task.as_deref().and_then(|task| self.places.get(task));
        let Some(place) = place.map(|place| place as usize) else { return };
        let (base, track) = (self.base.tasks.get(place), self.tracks.get_mut(place));
        if let (Some(base), Some(track)) = (base, track) {
            track.apply(&event.into(), base, self.policy, |_| {});
        }
    }

    /// How a task stands as of a day.
    pub(in crate::meeting) fn status(&self, task: &str, as_of: NaiveDate) -> Option<TaskStatus> {
        let place = self.places.get(task)? as usize;
        let mut options = ReplayOptions::new(as_of);
        options.policy = self.policy;
        let (track, base) = (self.tracks.get(place)?, self.base.tasks.get(place)?);
        Some(TaskStatus::of(place, track, base, &options))
    }
}

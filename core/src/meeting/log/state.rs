//! States of a task, kinds of events, and the table of what may happen when.

use std::fmt;
use std::str::FromStr;

/// Where a task stands in its work. It is never stored: it follows from the events.
///
/// Whether the task is in time is another question, see
/// [`Timeliness`](super::Timeliness).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// Given to somebody, nothing heard yet.
    Assigned,
    /// Work goes on.
    Active,
    /// Handed in, not yet accepted.
    Submitted,
    /// Accepted.
    Done,
    /// Put off; the deadline stands.
    Paused,
    /// Withdrawn by those who gave it.
    Cancelled,
}

impl State {
    /// All states, in the order of [`TRANSITIONS`].
    pub const ALL: [Self; 6] =
        [Self::Assigned, Self::Active, Self::Submitted, Self::Done, Self::Paused, Self::Cancelled];

    /// The word of files and programs: `assigned`, `active`, `submitted`, `done`, `paused`,
    /// `cancelled`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Assigned => "assigned",
            Self::Active => "active",
            Self::Submitted => "submitted",
            Self::Done => "done",
            Self::Paused => "paused",
            Self::Cancelled => "cancelled",
        }
    }

    /// Whether work is still to be done or to be accepted.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Done | Self::Cancelled)
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// What an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EventKind {
    /// The first line: names the record and its hash.
    Open,
    /// Work begins.
    Start,
    /// Progress is reported.
    Report,
    /// The result is handed in.
    Submit,
    /// The result is accepted.
    Accept,
    /// The result is sent back.
    Return,
    /// The task is put off.
    Pause,
    /// A task that was put off goes on.
    Resume,
    /// The deadline is moved.
    Extend,
    /// The task is given to another body.
    Reassign,
    /// The task is withdrawn.
    Cancel,
    /// A task that was done or withdrawn is taken up again.
    Reopen,
    /// Something worth knowing.
    Note,
    /// Takes an earlier event out of every replay.
    Void,
}

impl EventKind {
    /// All kinds, in the order of [`TRANSITIONS`].
    pub const ALL: [Self; 14] = [
        Self::Open,
        Self::Start,
        Self::Report,
        Self::Submit,
        Self::Accept,
        Self::Return,
        Self::Pause,
        Self::Resume,
        Self::Extend,
        Self::Reassign,
        Self::Cancel,
        Self::Reopen,
        Self::Note,
        Self::Void,
    ];

    /// The word of files: `open`, `start`, `report` …
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Start => "start",
            Self::Report => "report",
            Self::Submit => "submit",
            Self::Accept => "accept",
            Self::Return => "return",
            Self::Pause => "pause",
            Self::Resume => "resume",
            Self::Extend => "extend",
            Self::Reassign => "reassign",
            Self::Cancel => "cancel",
            Self::Reopen => "reopen",
            Self::Note => "note",
            Self::Void => "void",
        }
    }

    #[inline]
    pub(super) fn from_bytes(word: &[u8]) -> Option<Self> {
        Some(match word {
            b"open" => Self::Open,
            b"start" => Self::Start,
            b"report" => Self::Report,
            b"submit" => Self::Submit,
            b"accept" => Self::Accept,
            b"return" => Self::Return,
            b"pause" => Self::Pause,
            b"resume" => Self::Resume,
            b"extend" => Self::Extend,
            b"reassign" => Self::Reassign,
            b"cancel" => Self::Cancel,
            b"reopen" => Self::Reopen,
            b"note" => Self::Note,
            b"void" => Self::Void,
            _ => return None,
        })
    }

    /// The state after this event; `None` where the event is not legal.
    ///
    /// ```
    /// use chuan::meeting::log::{EventKind, State};
    ///
    /// assert_eq!(EventKind::Return.after(State::Submitted), Some(State::Active));
    /// assert_eq!(EventKind::Report.after(State::Done), None);
    /// ```
    pub fn after(self, state: State) -> Option<State> {
        let (_, row) = TRANSITIONS.get(self as usize)?;
        *row.get(state as usize)?
    }
}

impl fmt::Display for EventKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A word that names no kind of event.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no kind of event: use open, start, report, submit, accept, return, pause, resume, extend, \
    reassign, cancel, reopen, note or void"
)]
pub struct UnknownEvent(pub String);

impl FromStr for EventKind {
    type Err = UnknownEvent;
    fn from_str(word: &str) -> Result<Self, UnknownEvent> {
        Self::from_bytes(word.as_bytes()).ok_or_else(|| UnknownEvent(word.to_owned()))
    }
}

/// The states after an event, in the order of [`State::ALL`]; `None` where it is not legal.
pub type Row = [Option<State>; 6];

const A: Option<State> = Some(State::Assigned);
const V: Option<State> = Some(State::Active);
const S: Option<State> = Some(State::Submitted);
const D: Option<State> = Some(State::Done);
const P: Option<State> = Some(State::Paused);
const C: Option<State> = Some(State::Cancelled);
const X: Option<State> = None;

/// What may happen in which state, and what comes of it. `open` and `void` are about the log, not
/// about a task, and change no state.
pub const TRANSITIONS: [(EventKind, Row); 14] = [
    //                    assigned active submitted done paused cancelled
    (EventKind::Open, [X, X, X, X, X, X]),
    (EventKind::Start, [V, X, X, X, X, X]),
    (EventKind::Report, [V, V, X, X, X, X]),
    (EventKind::Submit, [S, S, X, X, X, X]),
    (EventKind::Accept, [D, D, D, X, X, X]),
    (EventKind::Return, [X, X, V, X, X, X]),
    (EventKind::Pause, [P, P, X, X, X, X]),
    (EventKind::Resume, [X, X, X, X, V, X]),
    (EventKind::Extend, [A, V, S, X, P, X]),
    (EventKind::Reassign, [A, V, S, X, P, X]),
    (EventKind::Cancel, [C, C, C, X, C, X]),
    (EventKind::Reopen, [X, X, X, V, X, V]),
    (EventKind::Note, [A, V, S, D, P, C]),
    (EventKind::Void, [X, X, X, X, X, X]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_stands_in_the_order_of_kinds_and_states() {
        for (place, (kind, _)) in TRANSITIONS.iter().enumerate() {
            assert_eq!(*kind as usize, place);
            assert_eq!(EventKind::ALL[place], *kind);
            assert_eq!(kind.as_str().parse::<EventKind>().as_ref(), Ok(kind));
        }
        for (place, state) in State::ALL.into_iter().enumerate() {
            assert_eq!(state as usize, place);
        }
    }

    #[test]
    fn only_a_note_or_a_reopening_reaches_a_closed_task() {
        for kind in EventKind::ALL {
            for state in [State::Done, State::Cancelled] {
                let legal = matches!(kind, EventKind::Note | EventKind::Reopen);
                assert_eq!(kind.after(state).is_some(), legal, "{kind} {state}");
            }
        }
    }
}

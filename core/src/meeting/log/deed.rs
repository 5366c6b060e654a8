//! What a replay needs of a line, and no more: it is small, and borrows all of it.

use super::event::{Event, EventError};
use super::line::scan;
use super::stamp::Stamp;
use super::state::EventKind;
use crate::meeting::Due;
use crate::meeting::canonical::Hash;
use chrono::NaiveDate;

/// An event as a replay looks at it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Deed<'a> {
    pub(super) seq: u64,
    pub(super) kind: EventKind,
    pub(super) on: NaiveDate,
    pub(super) recorded: Stamp,
    pub(super) prev: Option<&'a str>,
    pub(super) by: Option<&'a str>,
    pub(super) task: Option<&'a str>,
    pub(super) due: Option<&'a str>,
    pub(super) owner: Option<&'a str>,
    pub(super) percent: Option<f64>,
    /// Whether there is any.
    pub(super) evidence: bool,
    pub(super) seq_ref: Option<u64>,
    pub(super) record_sha256: Option<&'a str>,
}

impl<'a> Deed<'a> {
    /// The new deadline, read.
    pub(super) fn deadline(&self) -> Option<Due> {
        self.due?.parse().ok()
    }

    /// Checks what the kind of event asks for.
    #[inline]
    pub(super) fn complete(&self) -> Result<(), EventError> {
        let need = |there: bool, key| if there { Ok(()) } else { Err(EventError::Missing(key)) };
        match self.kind {
            EventKind::Open => return need(self.record_sha256.is_some(), "record_sha256"),
            EventKind::Void => return need(self.seq_ref.is_some(), "seq_ref"),
            _ => need(self.task.is_some(), "task")?,
        }
        match (self.kind, self.due) {
            (EventKind::Extend, None) => need(false, "due"),
            (EventKind::Extend, Some(due)) if due.parse::<Due>().is_err() => {
                Err(EventError::Wrong { key: "due", value: format!("\"{due}\"") })
            }
            (EventKind::Reassign, _) => need(self.owner.is_some(), "owner"),
            _ => Ok(()),
        }
    }
}

impl<'a> From<&'a Event<'_>> for Deed<'a> {
    fn from(event: &'a Event<'_>) -> Self {
        Self {
            seq: event.seq,
            kind: event.kind,
            on: event.on,
            recorded: event.recorded,
            prev: event.prev.as_deref(),
            by: event.by.as_deref(),
            task: event.task.as_deref(),
            due: event.due.as_deref(),
            owner: event.owner.as_deref(),
            percent: event.percent(),
            evidence: !event.evidence.is_empty(),
            seq_ref: event.seq_ref,
            record_sha256: event.record_sha256.as_deref(),
        }
    }
}

/// A line, read for a replay.
#[derive(Debug)]
pub(super) enum Read<'a> {
    /// In canonical form, as almost all are.
    Line(Deed<'a>, Hash),
    /// In another form.
    Other(Box<Event<'a>>, Hash),
    /// Not an event; why.
    Not(String),
}

impl<'a> Read<'a> {
    #[inline]
    pub(super) fn of(line: &'a [u8]) -> Self {
        let text = match std::str::from_utf8(line) {
            Ok(text) => text,
            Err(error) => return Self::Not(error.to_string()),
        };
        match scan(text) {
            Some(scanned) => Self::Line(scanned.deed, Hash::of(line)),
            None => match Event::read(text) {
                Ok((event, hash)) => Self::Other(Box::new(event), hash),
                Err(error) => Self::Not(error.to_string()),
            },
        }
    }

    /// The event and the hash of the line.
    #[inline]
    pub(super) fn deed(&self) -> Result<(Deed<'_>, Hash), &str> {
        match self {
            Self::Line(deed, hash) => Ok((*deed, *hash)),
            Self::Other(event, hash) => Ok((Deed::from(&**event), *hash)),
            Self::Not(why) => Err(why),
        }
    }

    /// The id of the task.
    #[inline]
    pub(super) fn task(&self) -> Option<&str> {
        match self {
            Self::Line(deed, _) => deed.task,
            Self::Other(event, _) => event.task.as_deref(),
            Self::Not(_) => None,
        }
    }
}

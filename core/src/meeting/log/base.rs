//! What a log has to know of a record: its hash, and its tasks as they were given.

use super::event::Deadline;
use chrono::NaiveDate;
use std::sync::Arc;

/// A task as it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskBase {
    /// Id, unique in the record.
    pub id: Arc<str>,
    /// The day on which it was given.
    pub assigned: NaiveDate,
    /// The deadline; none when none was stated.
    pub due: Option<Deadline>,
    /// Id of the body that answers for it.
    pub owner: Option<Arc<str>>,
    /// Ids of the bodies that help.
    pub support: Vec<Arc<str>>,
    /// Id of the meeting that gave it.
    pub meeting: Option<Arc<str>>,
    /// Ids of the agenda items that it comes from.
    pub items: Vec<Arc<str>>,
    /// What it is about: `level:…`, `target:…`, `indicator:…` and so on.
    pub about: Vec<Arc<str>>,
    /// What it is.
    pub title: Arc<str>,
}

impl TaskBase {
    /// A task with nothing but an id and the day on which it was given.
    pub fn new(id: impl Into<Arc<str>>, assigned: NaiveDate) -> Self {
        Self {
            id: id.into(),
            assigned,
            due: None,
            owner: None,
            support: Vec::new(),
            meeting: None,
            items: Vec::new(),
            about: Vec::new(),
            title: "".into(),
        }
    }
}

/// What a log has to know of a record.
#[derive(Debug, Clone, Default)]
pub struct LogBase {
    /// SHA-256 of the canonical record, as 64 digits; the `open` line has to name it.
    pub record_sha256: Option<String>,
    /// The tasks.
    pub tasks: Vec<TaskBase>,
}

//! What a log has to know of a record: its hash, and its tasks as they were given.

use crate::meeting::spec::Visibility;
use crate::meeting::{Due, Id, Record};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A task as it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskBase {
    /// Id, unique in the record.
    pub id: Arc<str>,
    /// The day on which it was given.
    pub assigned: NaiveDate,
    /// The deadline; none when none was stated.
    pub due: Option<Due>,
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
    /// Id of the record.
    pub record: Option<String>,
    /// The day of the meeting.
    pub meeting_date: Option<NaiveDate>,
    /// Names of bodies by id, and of what the record declares of the outside by reference.
    pub names: BTreeMap<Arc<str>, Arc<str>>,
    /// The tasks.
    pub tasks: Vec<TaskBase>,
}

impl LogBase {
    /// What the log of a record has to know of it. A task is given on the day of the meeting.
    ///
    /// With `public_only` only tasks are there that are in the record as everybody
    /// [may see it](Record::visible): none where the meeting itself is not public.
    pub fn of(record: &Record, public_only: bool) -> Self {
        let id = |id: &Id| -> Arc<str> { id.as_str().into() };
        let public = public_only.then(|| record.visible(Visibility::Public));
        let shown = public.as_ref().map_or(Some(record), Option::as_ref);
        let tasks = shown.into_iter().flat_map(|record| {
            record.spec().tasks.iter().map(move |task| TaskBase {
                id: id(&task.id),
                assigned: record.spec().meeting.date,
                due: task.due.clone(),
                owner: task.owner.as_ref().map(id),
                support: task.support.iter().map(id).collect(),
                meeting: Some(id(&record.spec().meeting.id)),
                items: record.items_of(task).into_iter().map(Into::into).collect(),
                about: task.about.iter().map(|about| about.to_string().into()).collect(),
                title: task.title.as_str().into(),
            })
        });
        let spec = record.spec();
        let bodies = spec.registry.bodies.iter();
        let bodies = bodies.map(|body| (id(&body.id), body.name.as_str().into()));
        let outside = spec.registry.refs.iter();
        let outside =
            outside.map(|one| (one.reference.to_string().into(), one.name.as_str().into()));
        Self {
            record_sha256: Some(record.hash().digits()),
            record: Some(spec.id.to_string()),
            meeting_date: Some(spec.meeting.date),
            names: bodies.chain(outside).collect(),
            tasks: tasks.collect(),
        }
    }
}

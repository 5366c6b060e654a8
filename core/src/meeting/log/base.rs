//! What a log has to know of a record: its hash, and its tasks as they were given.

use super::canonical;
use super::event::Deadline;
use chrono::NaiveDate;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
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
    /// Id of the record.
    pub record: Option<String>,
    /// The day of the meeting.
    pub meeting_date: Option<NaiveDate>,
    /// Names of bodies by id.
    pub names: BTreeMap<Arc<str>, Arc<str>>,
    /// The tasks.
    pub tasks: Vec<TaskBase>,
}

/// Why a record gives no tasks to a log.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BaseError {
    /// It is not JSON, or an object names a key twice.
    #[error("the record cannot be read: {0}")]
    Json(#[from] serde_json::Error),
    /// Something that a log needs is not there, or is not what it should be.
    #[error("the record cannot be followed: `{0}` is missing or wrong")]
    Key(String),
}

impl LogBase {
    /// Reads what a log needs of a record in JSON: its hash, the date of the meeting, the tasks.
    /// Whether the record is right is not asked here.
    ///
    /// # Errors
    /// When it is not JSON, has no date of the meeting, or has a task without an id or with a
    /// deadline that cannot be read.
    ///
    /// ```
    /// use chuan::meeting::log::LogBase;
    ///
    /// let base = LogBase::parse(r#"{"meeting": {"id": "m", "date": "2022-05-28"},
    ///     "tasks": [{"id": "t01", "owner": "school", "due": "2022"}]}"#).unwrap();
    /// assert_eq!(base.tasks[0].owner.as_deref(), Some("school"));
    /// ```
    pub fn parse(record: &str) -> Result<Self, BaseError> {
        let record = canonical::strict(record)?;
        let hash = canonical::Hash::of(canonical::canonical(&record).as_bytes()).to_string();
        let meeting = &record["meeting"];
        let wrong = |key: &str| BaseError::Key(key.to_owned());
        let text = |value: &Value| value.as_str().map(Arc::from);
        let list = |value: &Value| -> Vec<Arc<str>> {
            value.as_array().into_iter().flatten().filter_map(text).collect()
        };
        let date = text(&meeting["date"])
            .and_then(|date: Arc<str>| super::stamp::date(date.as_bytes()))
            .ok_or_else(|| wrong("meeting.date"))?;
        let meeting_id = text(&meeting["id"]);
        let mut sources = HashMap::new();
        sources_of(&meeting["agenda"], None, &mut sources);
        let bodies = record["registry"]["bodies"].as_array().into_iter().flatten();
        let named = |body: &Value| Some((text(&body["id"])?, text(&body["name"])?));
        let mut base = Self {
            record_sha256: hash.strip_prefix("sha256:").map(str::to_owned),
            record: record["id"].as_str().map(str::to_owned),
            meeting_date: Some(date),
            names: bodies.filter_map(named).collect(),
            tasks: Vec::new(),
        };
        for (place, given) in record["tasks"].as_array().into_iter().flatten().enumerate() {
            let id = text(&given["id"]).ok_or_else(|| wrong(&format!("tasks[{place}].id")))?;
            let mut task = TaskBase::new(id, date);
            task.title = text(&given["title"]).unwrap_or_default();
            task.owner = text(&given["owner"]);
            task.support = list(&given["support"]);
            task.about = list(&given["about"]);
            task.meeting = meeting_id.clone();
            let items = list(&given["from"]);
            task.items = items.iter().filter_map(|from| sources.get(&**from).cloned()).collect();
            if let Some(due) = given["due"].as_str() {
                let due = Deadline::parse(due);
                task.due = Some(due.ok_or_else(|| wrong(&format!("tasks[{place}].due")))?);
            }
            base.tasks.push(task);
        }
        Ok(base)
    }
}

/// The agenda item of every statement and decision.
fn sources_of<'a>(
    value: &'a Value,
    item: Option<&Arc<str>>,
    sources: &mut HashMap<&'a str, Arc<str>>,
) {
    match value {
        Value::Array(items) => items.iter().for_each(|value| sources_of(value, item, sources)),
        Value::Object(object) => {
            let own = object.get("id").and_then(Value::as_str);
            let is_item = object.contains_key("decisions") || object.contains_key("statements");
            let own_item = own.filter(|_| is_item).map(Arc::from);
            if let (Some(id), Some(item), false) = (own, item, is_item) {
                sources.entry(id).or_insert_with(|| item.clone());
            }
            let item = own_item.as_ref().or(item);
            object.values().for_each(|value| sources_of(value, item, sources));
        }
        _ => {}
    }
}

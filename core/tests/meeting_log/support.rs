//! Reading reference files.

use chrono::NaiveDate;
use chuan::meeting::log::{Event, Hash, LogBase, TaskBase};
use serde_json::Value;
use std::path::PathBuf;

/// A file of the reference folder for meetings; `None` where there is no such folder.
pub(crate) fn reference(name: &str) -> Option<String> {
    let shared = std::env::var_os("CHUAN_SHARED").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared"),
        PathBuf::from,
    );
    let path = shared.join("reference/meetings").join(name);
    if !path.exists() {
        assert!(std::env::var_os("CI").is_none(), "no reference data");
        return None;
    }
    Some(std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path:?}: {error}")))
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn task(value: &Value, assigned: NaiveDate) -> TaskBase {
    let mut task = TaskBase::new(value["id"].as_str().unwrap(), assigned);
    task.owner = value["owner"].as_str().map(Into::into);
    task.due = value["due"].as_str().map(|due| due.parse().unwrap());
    task
}

pub(crate) fn base(tasks: &[Value], assigned: &str) -> LogBase {
    let assigned = day(assigned);
    LogBase {
        tasks: tasks.iter().map(|value| task(value, assigned)).collect(),
        ..LogBase::default()
    }
}

/// Events of a case as lines of a log, each with the hash of the line before; and the head.
pub(crate) fn chained(events: &[Value]) -> (String, Option<String>) {
    let (mut text, mut head) = (String::new(), None);
    for event in events {
        let mut event = event.clone();
        event["prev"] = head.clone().map_or(Value::Null, Value::String);
        let line = Event::from_value(event).unwrap().to_line();
        head = Some(Hash::of(line.as_bytes()).to_string());
        text.push_str(&line);
        text.push('\n');
    }
    (text, head)
}

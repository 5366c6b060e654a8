//! What importers share: keys that are left behind are counted, records are made of JSON.

use crate::finding::{Bilingual, Finding, Findings, Place, both, catalogue};
use crate::meeting::Record;
use crate::meeting::spec::RecordSpec;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Records that were made of the data of others, and what has to be said about it.
///
/// The records are as good as their sources: [`Record::check`] says what is wrong with them.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Imported {
    /// The records, in the order of the source.
    pub records: Vec<Record>,
    /// What could not be taken over, or not as it stands.
    pub findings: Findings,
}

/// Counts what is left behind.
#[derive(Debug, Default)]
pub(super) struct Left {
    counts: BTreeMap<String, u64>,
    pub(super) findings: Vec<Finding>,
}

impl Left {
    /// Counts the keys of an object that say something and are not in the list of those that are
    /// taken over.
    pub(super) fn keys(&mut self, what: &str, object: &Value, taken: &[&str]) {
        for (key, value) in object.as_object().into_iter().flatten() {
            if !taken.contains(&key.as_str()) && says(value) {
                self.count(format!("{what}.{key}"));
            }
        }
    }

    /// Counts something that is left behind.
    pub(super) fn count(&mut self, what: String) {
        *self.counts.entry(what).or_default() += 1;
    }

    /// The source has nothing of what is asked for.
    pub(super) fn nothing(&mut self, vi: &str, en: &str, source: &str) {
        let finding = Finding::new(&catalogue::IMPORT_FORMAT).with("detail", both(vi, en));
        self.say(finding, source);
    }

    /// Says something about one thing of the source.
    pub(super) fn say(&mut self, finding: Finding, source: &str) {
        let place = Place { path: Some(Arc::from(source)), ..Place::default() };
        self.findings.push(finding.at(place));
    }

    /// Something that the source names and that was not given.
    pub(super) fn dangling(&mut self, what: Bilingual, named: &str, source: &str) {
        let finding = Finding::new(&catalogue::IMPORT_REFERENCE).with("what", what).value(named);
        self.say(finding, source);
    }

    /// A value that no table knows.
    pub(super) fn unmapped(&mut self, value: &str, source: &str) {
        self.say(Finding::new(&catalogue::IMPORT_VALUE).value(value), source);
    }

    pub(super) fn findings(self) -> Findings {
        let left = self.counts.into_iter().map(|(key, count)| {
            Finding::new(&catalogue::IMPORT_LEFT_OUT).value(key).with("count", count)
        });
        self.findings.into_iter().chain(left).collect()
    }
}

/// Whether a value says anything.
fn says(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(object) => !object.is_empty(),
        _ => true,
    }
}

/// A record made of JSON in our own format.
pub(super) fn record(value: Value, left: &mut Left, source: &str) -> Option<Record> {
    match serde_json::from_value::<RecordSpec>(without_nothing(value)) {
        Ok(spec) => Some(Record::unchecked(spec)),
        Err(error) => {
            let finding = Finding::new(&catalogue::IMPORT_FORMAT).with("detail", error.to_string());
            left.say(finding, source);
            None
        }
    }
}

/// The same without keys that say nothing.
pub(super) fn without_nothing(value: Value) -> Value {
    match value {
        Value::Object(object) => Value::Object(
            object
                .into_iter()
                .filter(|(_, value)| !value.is_null())
                .map(|(key, value)| (key, without_nothing(value)))
                .collect(),
        ),
        Value::Array(items) => items.into_iter().map(without_nothing).collect(),
        scalar => scalar,
    }
}

/// A text that says something.
pub(super) fn text<'a>(object: &'a Value, key: &str) -> Option<&'a str> {
    object.get(key)?.as_str().map(str::trim).filter(|text| !text.is_empty())
}

/// The entries of a list; none where there is no list.
pub(super) fn list<'a>(object: &'a Value, key: &str) -> &'a [Value] {
    object.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

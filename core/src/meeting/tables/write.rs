//! A record into tables.

use super::cells::cell_of;
use super::layout::{LAYOUTS, Layout};
use super::place::{Part, vote_out};
use crate::meeting::Record;
use crate::meeting::spec::Visibility;
use serde_json::Value;

impl Record {
    /// The tables of the record, by the names of their files, as far as anything stands in them.
    /// They are the layouts that [`with_tables`](Self::with_tables) reads. What is less visible
    /// than `most` is left out.
    ///
    /// Statements, figures and ballots have no table: the record in JSON holds them.
    pub fn tables(&self, most: Visibility) -> Vec<(String, String)> {
        let Some(record) = self.visible(most) else { return Vec::new() };
        let value = serde_json::to_value(record.spec()).unwrap_or(Value::Null);
        let tables = LAYOUTS.iter().map(|layout| (layout, parts_of(layout, &value)));
        tables
            .filter(|(_, parts)| !parts.is_empty())
            .map(|(layout, parts)| (format!("{}.csv", layout.stem), written(layout, parts)))
            .collect()
    }
}

/// The rows of a table, as objects.
fn parts_of(layout: &Layout, record: &Value) -> Vec<Part> {
    let objects = |pointer: &str| -> Vec<Part> {
        let list = record.pointer(pointer).and_then(Value::as_array).into_iter().flatten();
        list.filter_map(|part| part.as_object().cloned()).collect()
    };
    match layout.stem {
        "bodies" | "persons" | "tenures" => objects(&format!("/registry/{}", layout.stem)),
        "attendance" => {
            let mut parts = objects("/meeting/attendance");
            parts.iter_mut().for_each(|part| name_meeting(part, record));
            parts
        }
        "tasks" | "milestones" => objects(&format!("/{}", layout.stem)),
        "agenda" => items(record).into_iter().map(|(item, _)| item).collect(),
        _ => items(record)
            .into_iter()
            .flat_map(|(item, decisions)| {
                let id = item.get("id").cloned().unwrap_or(Value::Null);
                decisions.into_iter().map(move |mut decision| {
                    vote_out(&mut decision);
                    decision.insert("item".to_owned(), id.clone());
                    name_meeting(&mut decision, record);
                    decision
                })
            })
            .collect(),
    }
}

/// Which meeting a row is about.
fn name_meeting(part: &mut Part, record: &Value) {
    let id = record.pointer("/meeting/id").cloned().unwrap_or(Value::Null);
    part.insert("meeting".to_owned(), id);
}

/// Items, each with its parent in a column, and with its decisions.
fn items(record: &Value) -> Vec<(Part, Vec<Part>)> {
    fn walk(list: &Value, parent: Option<&str>, all: &mut Vec<(Part, Vec<Part>)>) {
        for item in list.as_array().into_iter().flatten() {
            let Some(mut part) = item.as_object().cloned() else { continue };
            let id = part.get("id").and_then(Value::as_str).map(str::to_owned);
            let decisions = part.remove("decisions");
            let below = part.remove("items").unwrap_or(Value::Null);
            if let Some(parent) = parent {
                part.insert("parent".to_owned(), Value::from(parent));
            }
            let decisions = decisions.as_ref().and_then(Value::as_array).into_iter().flatten();
            all.push((part, decisions.filter_map(|d| d.as_object().cloned()).collect()));
            walk(&below, id.as_deref(), all);
        }
    }
    let mut all = Vec::new();
    walk(record.pointer("/meeting/agenda").unwrap_or(&Value::Null), None, &mut all);
    all
}

/// A table of rows in a layout.
pub(super) fn written(layout: &Layout, rows: impl IntoIterator<Item = Part>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing into memory does not fail, and what was written is UTF-8.
    let _ = writer.write_record(layout.columns.iter().map(|column| column.key));
    for row in rows {
        let cell = |key: &str| row.get(key).map(cell_of).unwrap_or_default();
        let _ = writer.write_record(layout.columns.iter().map(|column| cell(column.key)));
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

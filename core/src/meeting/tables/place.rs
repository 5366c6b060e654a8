//! Where the rows of a table go in a record, and where they come from.

use super::layout::Layout;
use super::read::{Row, Rows};
use crate::finding::{Finding, Findings, Place, catalogue};
use crate::source::{Path, Step};
use serde_json::{Map, Value, json};

/// A part of a record as an object.
pub(super) type Part = Map<String, Value>;

/// Keys of a vote that stand in columns of their own.
pub(super) const VOTE: [&str; 7] =
    ["method", "yes", "no", "abstain", "base", "threshold", "result"];

/// The path of the list that a table fills; none for decisions, which lie below the items.
fn list_of(layout: &Layout) -> Option<Path> {
    let path = Path::default();
    Some(match layout.stem {
        "bodies" | "persons" | "tenures" => path.key("registry").key(layout.stem),
        "attendance" | "agenda" => path.key("meeting").key(layout.stem),
        "tasks" | "milestones" => path.key(layout.stem),
        _ => return None,
    })
}

fn at<'v>(value: &'v mut Value, path: &Path) -> Option<&'v mut Value> {
    path.0.iter().try_fold(value, |at, step| match step {
        Step::Key(key) => {
            let map = at.as_object_mut()?;
            Some(map.entry(key.clone()).or_insert(Value::Null))
        }
        Step::Index(index) => at.as_array_mut()?.get_mut(*index),
    })
}

/// Puts the rows of a table in place of a list of the record.
pub(super) fn put(
    value: &mut Value,
    layout: &Layout,
    read: Vec<Row>,
    rows: &mut Rows,
    findings: &mut Findings,
) {
    match list_of(layout) {
        Some(path) if layout.stem == "agenda" => agenda(value, layout, read, &path, rows, findings),
        Some(path) => {
            let Some(list) = at(value, &path) else { return };
            let old = list.take();
            let mut new = Vec::new();
            for row in read {
                note(rows, &path.clone().index(new.len()), &row);
                new.push(Value::Object(merged(&old, layout, &row)));
            }
            *list = Value::Array(new);
        }
        None => decisions(value, layout, read, rows, findings),
    }
}

/// A row over the part of the record with the same id, so that nothing is lost that the table has
/// no column for.
fn merged(old: &Value, layout: &Layout, row: &Row) -> Part {
    let id = row.object.get(layout.id);
    let same = |part: &&Value| id.is_some() && part.get(layout.id) == id;
    let known = old.as_array().into_iter().flatten().find(same).and_then(Value::as_object);
    let mut part = known.cloned().unwrap_or_default();
    // An empty cell takes away what was there; a column that is not there does not.
    part.retain(|key, _| row.columns.iter().all(|(column, _)| column != key));
    part.extend(row.object.clone());
    part
}

fn note(rows: &mut Rows, path: &Path, row: &Row) {
    rows.push((path.clone(), row.place.clone()));
    for (key, name) in row.columns.iter() {
        let place = Place { column: Some(name.clone()), ..row.place.clone() };
        let path = if VOTE.contains(&key.as_str()) && is_decision(path) {
            path.clone().key("vote").key(key)
        } else {
            path.clone().key(key)
        };
        rows.push((path, place));
    }
}

fn is_decision(path: &Path) -> bool {
    path.0.iter().any(|step| *step == Step::Key("decisions".to_owned()))
}

/// Items, each below the one that it names as its parent.
fn agenda(
    value: &mut Value,
    layout: &Layout,
    read: Vec<Row>,
    path: &Path,
    rows: &mut Rows,
    findings: &mut Findings,
) {
    let Some(list) = at(value, path) else { return };
    let old = Value::Array(flat(&list.take()));
    let mut items: Vec<Value> = Vec::new();
    let mut places: Vec<(String, Path)> = Vec::new();
    for mut row in read {
        let parent = row.object.remove("parent");
        let parent = parent.as_ref().and_then(Value::as_str);
        let below = match parent {
            None => Some(path.clone()),
            Some(id) => {
                places.iter().find(|(known, _)| known == id).map(|(_, p)| p.clone().key("items"))
            }
        };
        let Some(below) = below else {
            let id = parent.unwrap_or_default();
            let mut finding = Finding::new(&catalogue::DANGLING_REFERENCE)
                .at(row.place.clone())
                .value(id)
                .with("target", id);
            finding.place.path = Some(id.into());
            findings.push(finding);
            continue;
        };
        let id = row.object.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
        let mut part = merged(&old, layout, &row);
        part.remove("items");
        let mut root = json!({ "meeting": { "agenda": items } });
        if let Some(siblings) = at(&mut root, &below) {
            if !siblings.is_array() {
                *siblings = Value::Array(Vec::new());
            }
            if let Some(siblings) = siblings.as_array_mut() {
                let here = below.index(siblings.len());
                note(rows, &here, &row);
                places.push((id, here));
                siblings.push(Value::Object(part));
            }
        }
        items = match root.pointer_mut("/meeting/agenda").map(Value::take) {
            Some(Value::Array(items)) => items,
            _ => Vec::new(),
        };
    }
    if let Some(list) = at(value, path) {
        *list = Value::Array(items);
    }
}

/// All items, those below others included.
pub(super) fn flat(items: &Value) -> Vec<Value> {
    let mut all = Vec::new();
    for item in items.as_array().into_iter().flatten() {
        all.push(item.clone());
        all.extend(flat(item.get("items").unwrap_or(&Value::Null)));
    }
    all
}

/// Decisions, each below the item that it names.
fn decisions(
    value: &mut Value,
    layout: &Layout,
    read: Vec<Row>,
    rows: &mut Rows,
    findings: &mut Findings,
) {
    let agenda = Path::default().key("meeting").key("agenda");
    let Some(items) = at(value, &agenda) else { return };
    let mut old = Vec::new();
    let mut paths = Vec::new();
    clear(items, &agenda, &mut old, &mut paths);
    let old = Value::Array(old);
    for mut row in read {
        let item = row.object.remove("item");
        let id = item.as_ref().and_then(Value::as_str).unwrap_or_default();
        let Some((_, path)) = paths.iter().find(|(known, _)| known == id) else {
            let known = paths.iter().map(|(id, _)| id.as_str());
            let mut finding = Finding::new(&catalogue::DANGLING_REFERENCE)
                .at(Place { column: Some("item".into()), ..row.place.clone() })
                .value(id)
                .with("target", id)
                .suggest_if(crate::text::suggest(id, known));
            finding.place.path = row.object.get("id").and_then(Value::as_str).map(Into::into);
            findings.push(finding);
            continue;
        };
        let mut part = merged(&old, layout, &row);
        vote_in(&mut part, &row);
        let list = path.clone().key("decisions");
        let Some(target) = at(value, &list) else { continue };
        if !target.is_array() {
            *target = Value::Array(Vec::new());
        }
        if let Some(target) = target.as_array_mut() {
            note(rows, &list.index(target.len()), &row);
            target.push(Value::Object(part));
        }
    }
}

/// Takes the decisions out of all items; the items by id.
fn clear(items: &mut Value, path: &Path, old: &mut Vec<Value>, paths: &mut Vec<(String, Path)>) {
    for (number, item) in items.as_array_mut().into_iter().flatten().enumerate() {
        let here = path.clone().index(number);
        let id = item.get("id").and_then(Value::as_str).unwrap_or_default();
        paths.push((id.to_owned(), here.clone()));
        if let Some(Value::Array(list)) = item.get_mut("decisions").map(Value::take) {
            old.extend(list);
        }
        if let Some(item) = item.as_object_mut() {
            item.remove("decisions");
        }
        if let Some(below) = item.get_mut("items") {
            clear(below, &here.key("items"), old, paths);
        }
    }
}

/// Moves the columns of a vote into it.
fn vote_in(part: &mut Part, row: &Row) {
    let mut vote = match part.remove("vote") {
        Some(Value::Object(vote)) => vote,
        _ => Map::new(),
    };
    for key in VOTE {
        if row.columns.iter().any(|(column, _)| column == key) {
            vote.remove(key);
        }
        if let Some(value) = part.remove(key) {
            vote.insert(key.to_owned(), value);
        }
    }
    if !vote.is_empty() {
        vote.entry("method").or_insert_with(|| Value::from("hands"));
        part.insert("vote".to_owned(), Value::Object(vote));
    }
}

/// The columns of a vote out of it again.
pub(super) fn vote_out(part: &mut Part) {
    if let Some(Value::Object(vote)) = part.remove("vote") {
        part.extend(vote.into_iter().filter(|(key, _)| VOTE.contains(&key.as_str())));
    }
}

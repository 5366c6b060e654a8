//! One cell into a value, and back.

use super::TableOptions;
use super::layout::{Cell, Column};
use crate::finding::{Finding, Severity, catalogue};
use crate::period::Period;
use crate::text::{clean, suggest};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The ids of bodies and persons by their names.
pub(super) struct Names {
    bodies: ByName,
    persons: ByName,
}

#[derive(Default)]
struct ByName {
    ids: Vec<String>,
    by_name: BTreeMap<String, Vec<String>>,
}

impl ByName {
    fn of(list: &Value) -> Self {
        let mut names = Self::default();
        for one in list.as_array().into_iter().flatten() {
            let Some(id) = one.get("id").and_then(Value::as_str) else { continue };
            names.ids.push(id.to_owned());
            let name = one.get("name").and_then(Value::as_str);
            let others = one.get("aliases").and_then(Value::as_array).into_iter().flatten();
            for name in name.into_iter().chain(others.filter_map(Value::as_str)) {
                let ids = names.by_name.entry(clean(name).into_owned()).or_default();
                if !ids.iter().any(|known| known == id) {
                    ids.push(id.to_owned());
                }
            }
        }
        names
    }

    /// The id of what a cell names: its id, or its exact name. Another spelling is suggested, not
    /// taken, and of two with the name none is.
    fn find(&self, written: &str) -> Result<String, Box<Finding>> {
        if self.ids.iter().any(|id| id == written) {
            return Ok(written.to_owned());
        }
        match self.by_name.get(written).map(Vec::as_slice) {
            Some([id]) => Ok(id.clone()),
            Some(ids) if !ids.is_empty() => {
                let mut finding =
                    Finding::new(&catalogue::SAME_NAME).value(written).with("ids", ids.join(", "));
                finding.place.path = Some(written.into());
                finding.severity = Severity::Error;
                Err(Box::new(finding))
            }
            _ => {
                let known = self.by_name.keys().chain(&self.ids).map(String::as_str);
                let mut finding = Finding::new(&catalogue::DANGLING_REFERENCE)
                    .value(written)
                    .with("target", written)
                    .suggest_if(suggest(written, known));
                finding.place.path = Some(written.into());
                Err(Box::new(finding))
            }
        }
    }
}

impl Names {
    pub(super) fn of(record: &Value) -> Self {
        let list =
            |name: &str| record.pointer(&format!("/registry/{name}")).unwrap_or(&Value::Null);
        Self { bodies: ByName::of(list("bodies")), persons: ByName::of(list("persons")) }
    }
}

impl Names {
    /// Who acts: `body:…` or `person:…`, or the exact name of a body or person.
    pub(super) fn actor(&self, written: &str) -> Result<String, Box<Finding>> {
        if written.contains(':') {
            return Ok(written.to_owned());
        }
        let person = self.persons.find(written).map(|id| format!("person:{id}"));
        self.bodies.find(written).map(|id| format!("body:{id}")).or_else(|no| person.or(Err(no)))
    }
}

/// The value of a cell that is not empty. What cannot be read as such stays text, so that the
/// reader of records says what is wrong with it.
pub(super) fn value_of(
    column: &Column,
    written: &str,
    names: &Names,
    options: &TableOptions,
    report: &mut dyn FnMut(Finding),
) -> Option<Value> {
    let mut named = |among: &ByName, written: &str| match among.find(written) {
        Ok(id) => Some(Value::from(id)),
        Err(finding) => {
            report(*finding);
            None
        }
    };
    let parts = || written.split(';').map(str::trim).filter(|part| !part.is_empty());
    let text = || Some(Value::from(written));
    match column.cell {
        Cell::Text => Some(Value::from(column.word(written))),
        Cell::List => Some(parts().map(Value::from).collect()),
        Cell::Body => named(&names.bodies, written),
        Cell::Person => named(&names.persons, written),
        Cell::Bodies => Some(parts().filter_map(|part| named(&names.bodies, part)).collect()),
        Cell::Whole => written.parse::<i64>().map(Value::from).ok().or_else(text),
        Cell::Number => written.parse::<f64>().map(Value::from).ok().or_else(text),
        Cell::YesNo => match written.to_lowercase().as_str() {
            "yes" | "true" | "có" | "x" | "1" => Some(Value::Bool(true)),
            "no" | "false" | "không" | "0" => Some(Value::Bool(false)),
            _ => text(),
        },
        Cell::Day => Some(Value::from(day(written, options))),
        Cell::Due if written == "open" || written == "không đặt hạn" => {
            Some(Value::from("open"))
        }
        Cell::Due => Some(Value::from(day(written, options))),
        Cell::Percent => {
            let number = written.strip_suffix('%').unwrap_or(written).trim().replace(',', ".");
            let whole = number.parse::<u64>().map(Value::from).ok();
            whole.or_else(|| Some(Value::from(number)))
        }
        Cell::Share => share(written).or_else(text),
    }
}

/// A day or period in canonical form, where the form that was declared lets it be read.
fn day(written: &str, options: &TableOptions) -> String {
    if options.day_first
        && let Ok(period) = Period::parse(written)
    {
        return period.to_string();
    }
    written.to_owned()
}

/// `2/3`, or `1/2+` for more than a half.
fn share(written: &str) -> Option<Value> {
    let (share, strict) = match written.strip_suffix('+') {
        Some(share) => (share, true),
        None => (written, false),
    };
    let (num, den) = share.split_once('/')?;
    let (num, den) = (num.trim().parse::<u32>().ok()?, den.trim().parse::<u32>().ok()?);
    Some(json!({ "num": num, "den": den, "strict": strict }))
}

/// A value as a cell.
pub(super) fn cell_of(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Array(items) => items.iter().map(cell_of).collect::<Vec<_>>().join(";"),
        Value::Object(map) if map.contains_key("den") => {
            let number = |key: &str| map.get(key).map_or_else(String::new, Value::to_string);
            let strict = map.get("strict") == Some(&Value::Bool(true));
            format!("{}/{}{}", number("num"), number("den"), if strict { "+" } else { "" })
        }
        other => other.to_string(),
    }
}

//! Tables into a record.

use super::super::Record;
use super::super::rules::Context;
use super::TableOptions;
use super::cells::{Names, value_of};
use super::layout::{LAYOUTS, Layout};
use super::place;
use crate::finding::{Finding, Findings, Place, catalogue};
use crate::source::Path;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A table as it was given.
#[derive(Debug, Clone, Copy)]
pub struct Table<'t> {
    /// Name of the file; its stem says which table it is: `tasks.csv`.
    pub file: &'t str,
    /// Its text.
    pub text: &'t str,
}

/// Where rows stand: by the path of the part that was made of each, and of each of its keys.
pub(super) type Rows = Vec<(Path, Place)>;

/// A row, read.
pub(super) struct Row {
    pub(super) object: Map<String, Value>,
    pub(super) place: Place,
    /// Key and header of every column.
    pub(super) columns: Arc<[(String, Arc<str>)]>,
}

impl Record {
    /// The record with what tables say in place of its own lists: attendance, agenda, decisions,
    /// tasks, milestones, bodies, persons, tenures. What a table has no column for stays, where the
    /// part with the same id has it already.
    ///
    /// Every row is read; what is wrong with one is found at its record, line and column. The
    /// record is there when none of the findings is an error.
    pub fn with_tables(
        &self,
        tables: &[Table<'_>],
        options: &TableOptions,
        context: &Context<'_>,
    ) -> (Option<Self>, Findings) {
        let mut findings = Findings::new();
        let mut value = serde_json::to_value(self.spec()).unwrap_or(Value::Null);
        let mut rows: Rows = Vec::new();
        // Names are looked up among those that the tables bring, so these come first.
        for layout in LAYOUTS {
            for table in tables.iter().filter(|t| is(layout, t)) {
                let names = Names::of(&value);
                let meeting = self.spec().meeting.id.as_str();
                let read = rows_of(layout, table, meeting, &names, options, &mut findings);
                place::put(&mut value, layout, read, &mut rows, &mut findings);
            }
        }
        for table in tables.iter().filter(|table| Layout::of(table.file).is_none()) {
            let stems: Vec<String> = LAYOUTS.iter().map(|l| format!("{}.csv", l.stem)).collect();
            findings.push(
                Finding::new(&catalogue::TABLE_UNKNOWN)
                    .at(Place::in_file(Some(table.file.into())))
                    .value(table.file)
                    .with("tables", stems.join(", ")),
            );
        }
        let (record, more) = Self::from_rows(value, rows, context);
        findings.append(more);
        let record = record.filter(|_| !findings.has_errors());
        (record, findings)
    }
}

fn is(layout: &Layout, table: &Table<'_>) -> bool {
    Layout::of(table.file).is_some_and(|other| other.stem == layout.stem)
}

pub(super) fn rows_of(
    layout: &'static Layout,
    table: &Table<'_>,
    meeting: &str,
    names: &Names,
    options: &TableOptions,
    findings: &mut Findings,
) -> Vec<Row> {
    let file: Arc<str> = table.file.into();
    let text = table.text.strip_prefix('\u{feff}').unwrap_or(table.text);
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .delimiter(options.delimiter)
        .from_reader(text.as_bytes());
    let mut records = reader.records();
    let place = |number: u64, record: &csv::StringRecord| {
        let line = record.position().map_or(0, csv::Position::line);
        Place::in_record(Some(file.clone()), number, line)
    };
    let Some(Ok(header)) = records.next() else {
        let missing = layout.columns.first().map_or("", |column| column.key);
        findings.push(
            Finding::new(&catalogue::TABLE_COLUMN_MISSING)
                .at(Place::in_file(Some(file.clone())))
                .value(missing)
                .with("table", layout.stem),
        );
        return Vec::new();
    };
    let mut columns = Vec::new();
    for name in &header {
        let column = layout.column(name.trim());
        if column.is_none() && !name.trim().is_empty() {
            let keys = layout.columns.iter().map(|column| column.key);
            findings.push(
                Finding::new(&catalogue::TABLE_COLUMN_UNKNOWN)
                    .at(Place { line: Some(1), ..Place::in_file(Some(file.clone())) })
                    .column(name.trim())
                    .value(name.trim())
                    .with("table", layout.stem)
                    .suggest_if(crate::text::suggest(name.trim(), keys)),
            );
        }
        columns.push((column, Arc::<str>::from(name.trim())));
    }
    if !layout.id.is_empty()
        && !columns.iter().any(|(column, _)| column.is_some_and(|c| c.key == layout.id))
    {
        findings.push(
            Finding::new(&catalogue::TABLE_COLUMN_MISSING)
                .at(Place { line: Some(1), ..Place::in_file(Some(file.clone())) })
                .value(layout.id)
                .with("table", layout.stem),
        );
        return Vec::new();
    }
    let headers: Arc<[(String, Arc<str>)]> = columns
        .iter()
        .filter_map(|(column, name)| Some((column.as_ref()?.key.to_owned(), name.clone())))
        .filter(|(key, _)| key != "meeting")
        .collect();
    let mut rows = Vec::new();
    let about = columns.iter().position(|(column, _)| column.is_some_and(|c| c.key == "meeting"));
    // Rows of other meetings: their names are not ours to look up.
    let mut others: BTreeMap<String, u64> = BTreeMap::new();
    for (number, record) in records.enumerate() {
        // A text in UTF-8 has no other fault for a flexible reader.
        let Ok(record) = record else { continue };
        let at = place(number as u64 + 1, &record);
        if record.len() != columns.len() {
            findings.push(
                Finding::new(&catalogue::TABLE_ROW)
                    .at(at)
                    .value(record.len().to_string())
                    .with("found", record.len())
                    .with("expected", columns.len()),
            );
            continue;
        }
        let other = about.and_then(|about| record.get(about)).map(str::trim);
        if let Some(other) = other.filter(|other| !other.is_empty() && *other != meeting) {
            *others.entry(other.to_owned()).or_default() += 1;
            continue;
        }
        let mut object = Map::new();
        for ((column, name), written) in columns.iter().zip(&record) {
            let Some(column) = column.filter(|column| column.key != "meeting") else { continue };
            let written = crate::text::clean(written);
            if written.is_empty() {
                continue;
            }
            let here = Place { column: Some(name.clone()), ..at.clone() };
            let mut report = |finding: Finding| findings.push(finding.at(here.clone()));
            if let Some(value) = value_of(column, &written, names, options, &mut report) {
                object.insert(column.key.to_owned(), value);
            }
        }
        rows.push(Row { object, place: at, columns: headers.clone() });
    }
    for (other, count) in others {
        let left = Finding::new(&catalogue::IMPORT_LEFT_OUT)
            .at(Place::in_file(Some(file.clone())))
            .value(format!("meeting {other}"))
            .with("count", count);
        findings.push(left);
    }
    rows
}

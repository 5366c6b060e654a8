//! Rows of named cells, for people and for programs.

use super::data::{Provenance, document, lines};
use super::number;
use super::table::{Column, Table};
use crate::args::TableFormat;
use crate::failure::Failure;
use crate::session::Session;
use chuan::finding::Bilingual;
use chuan::text::Lang;
use serde::Serialize;
use serde_json::{Map, Value};
use std::io::Write;

/// A column: the key for programs, the header for people, and whether it holds words.
pub(crate) struct Head {
    key: String,
    title: Option<Bilingual>,
    words: bool,
}

/// A column of words.
pub(crate) fn words(key: &str, vi: &'static str, en: &'static str) -> Head {
    Head { key: key.to_owned(), title: Some(Bilingual { vi, en }), words: true }
}

/// A column of numbers.
pub(crate) fn numbers(key: &str, vi: &'static str, en: &'static str) -> Head {
    Head { key: key.to_owned(), title: Some(Bilingual { vi, en }), words: false }
}

/// A column of numbers under a code.
pub(crate) fn coded(key: impl Into<String>) -> Head {
    Head { key: key.into(), title: None, words: false }
}

/// Rows of cells.
pub(crate) struct Sheet {
    heads: Vec<Head>,
    rows: Vec<Vec<Value>>,
}

#[derive(Serialize)]
struct Document {
    #[serde(flatten)]
    provenance: Provenance,
    rows: Vec<Map<String, Value>>,
}

impl Sheet {
    pub(crate) fn new(heads: Vec<Head>) -> Self {
        Self { heads, rows: Vec::new() }
    }

    pub(crate) fn row(&mut self, cells: Vec<Value>) {
        self.rows.push(cells);
    }

    /// Writes the rows.
    pub(crate) fn write(
        self,
        provenance: Provenance,
        format: TableFormat,
        session: &Session,
        out: &mut dyn Write,
    ) -> Result<(), Failure> {
        let Self { heads, rows } = self;
        let object = |row: Vec<Value>| -> Map<String, Value> {
            heads.iter().map(|head| head.key.clone()).zip(row).collect()
        };
        match format {
            TableFormat::Table => {
                let columns = heads.iter().map(|head| {
                    let title = head.title.map_or(head.key.as_str(), |t| t.get(session.lang));
                    if head.words { Column::words(title) } else { Column::numbers(title) }
                });
                let mut table = Table::new(columns.collect());
                for row in &rows {
                    table.row(row.iter().map(|cell| shown(cell, session.lang).into()).collect());
                }
                table.write(session.width, out)?;
                Ok(())
            }
            TableFormat::Json => document(
                &Document { provenance, rows: rows.into_iter().map(object).collect() },
                out,
            ),
            TableFormat::Jsonl => lines(rows.into_iter().map(object), out),
            TableFormat::Csv => {
                let mut writer = csv::Writer::from_writer(out);
                writer.write_record(heads.iter().map(|head| head.key.as_str()))?;
                for row in &rows {
                    writer.write_record(row.iter().map(|cell| match cell {
                        Value::Null => String::new(),
                        Value::String(text) => text.clone(),
                        other => other.to_string(),
                    }))?;
                }
                writer.flush()?;
                Ok(())
            }
        }
    }
}

fn shown(cell: &Value, lang: Lang) -> String {
    match cell {
        Value::Null => number::ABSENT.to_owned(),
        Value::String(text) => text.clone(),
        Value::Bool(yes) => (if *yes { "✓" } else { "" }).to_owned(),
        other => {
            let value = other.as_f64();
            number::show(value, value.map(|value| number::decimals_of([value])), lang)
        }
    }
}

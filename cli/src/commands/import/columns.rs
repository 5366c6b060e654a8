//! Accepted values as columns of Arrow.

use arrow_array::builder::{Date32Builder, Float64Builder, StringBuilder, UInt64Builder};
use arrow_array::types::Date32Type;
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use chuan::check::AcceptedValue;
use chuan::framework::spec::CriterionStatus;
use std::sync::Arc;

/// The columns of an imported table.
pub(super) fn schema() -> SchemaRef {
    let text = |name, null| Field::new(name, DataType::Utf8, null);
    Arc::new(Schema::new(vec![
        text("unit", false),
        text("indicator", false),
        text("period", true),
        text("layer", true),
        text("status", true),
        Field::new("value", DataType::Float64, false),
        Field::new("reported_on", DataType::Date32, true),
        text("source", true),
        text("evidence", true),
        text("note", true),
        text("file", false),
        Field::new("record", DataType::UInt64, false),
        Field::new("line", DataType::UInt64, false),
    ]))
}

/// Values that are collected.
#[derive(Default)]
pub(super) struct Columns {
    unit: StringBuilder,
    indicator: StringBuilder,
    period: StringBuilder,
    layer: StringBuilder,
    status: StringBuilder,
    value: Float64Builder,
    reported_on: Date32Builder,
    source: StringBuilder,
    evidence: StringBuilder,
    note: StringBuilder,
    file: StringBuilder,
    record: UInt64Builder,
    line: UInt64Builder,
    rows: usize,
    scratch: String,
}

impl Columns {
    /// Adds a value of a file.
    pub(super) fn push(&mut self, value: &AcceptedValue<'_>, file: &str) {
        use std::fmt::Write as _;
        self.unit.append_value(value.unit.code.as_str());
        self.indicator.append_value(value.item.code.as_str());
        match value.period {
            Some(period) => {
                self.scratch.clear();
                let _ = write!(self.scratch, "{period}");
                self.period.append_value(&self.scratch);
            }
            None => self.period.append_null(),
        }
        match value.layer {
            "-" => self.layer.append_null(),
            layer => self.layer.append_value(layer),
        }
        match value.status {
            Some(status) => self.status.append_value(word(status)),
            None => self.status.append_null(),
        }
        self.value.append_value(value.value);
        self.reported_on.append_option(value.reported_on.map(Date32Type::from_naive_date));
        self.source.append_option(value.source);
        self.evidence.append_option(value.evidence);
        self.note.append_option(value.note);
        self.file.append_value(file);
        self.record.append_value(value.record);
        self.line.append_value(value.line);
        self.rows += 1;
    }

    pub(super) fn len(&self) -> usize {
        self.rows
    }

    /// The columns as a batch; they are empty after that.
    pub(super) fn take(&mut self) -> Result<RecordBatch, ArrowError> {
        self.rows = 0;
        let arrays: Vec<ArrayRef> = vec![
            Arc::new(self.unit.finish()),
            Arc::new(self.indicator.finish()),
            Arc::new(self.period.finish()),
            Arc::new(self.layer.finish()),
            Arc::new(self.status.finish()),
            Arc::new(self.value.finish()),
            Arc::new(self.reported_on.finish()),
            Arc::new(self.source.finish()),
            Arc::new(self.evidence.finish()),
            Arc::new(self.note.finish()),
            Arc::new(self.file.finish()),
            Arc::new(self.record.finish()),
            Arc::new(self.line.finish()),
        ];
        RecordBatch::try_new(schema(), arrays)
    }
}

/// The word that framework files have for a status.
fn word(status: CriterionStatus) -> String {
    match serde_json::to_value(status) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

//! Imported values as a file.

use super::columns::{Columns, schema};
use super::provenance::{KEY, Provenance};
use crate::args::ImportFormat;
use crate::failure::Failure;
use crate::session::Output;
use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Float64Type, UInt64Type};
use arrow_array::{Array, RecordBatch};
use arrow_ipc::writer::FileWriter;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

enum Form {
    Parquet(Box<ArrowWriter<BufWriter<File>>>),
    Arrow(Box<FileWriter<BufWriter<File>>>),
    Csv(Box<csv::Writer<Hashed>>),
    Jsonl(Hashed),
}

/// Writes batches; each becomes a row group, or a batch, of its own.
pub(super) struct Writer {
    form: Form,
    output: Output,
    groups: usize,
}

/// Where the page of provenance goes, for forms that have no room for it.
pub(super) fn page_beside(path: &Path, format: ImportFormat) -> Option<PathBuf> {
    let text = matches!(format, ImportFormat::Csv | ImportFormat::Jsonl);
    text.then(|| {
        let mut name = path.as_os_str().to_owned();
        name.push(".provenance.json");
        PathBuf::from(name)
    })
}

impl Writer {
    pub(super) fn new(format: ImportFormat, output: Output) -> Result<Self, Failure> {
        let file = BufWriter::with_capacity(1 << 20, output.file()?);
        let broken = |error: &dyn std::error::Error| output.failure(error.to_string());
        let form = match format {
            ImportFormat::Parquet => {
                let level = ZstdLevel::try_new(3).map_err(|error| broken(&error))?;
                let properties = WriterProperties::builder()
                    .set_compression(Compression::ZSTD(level))
                    .set_created_by(concat!("chuan ", env!("CARGO_PKG_VERSION")).to_owned())
                    .build();
                let writer = ArrowWriter::try_new(file, schema(), Some(properties));
                Form::Parquet(Box::new(writer.map_err(|error| broken(&error))?))
            }
            ImportFormat::Arrow => {
                let writer = FileWriter::try_new(file, &schema());
                Form::Arrow(Box::new(writer.map_err(|error| broken(&error))?))
            }
            ImportFormat::Csv => {
                let mut writer = csv::Writer::from_writer(Hashed::new(file));
                writer.write_record(schema().fields().iter().map(|field| field.name()))?;
                Form::Csv(Box::new(writer))
            }
            ImportFormat::Jsonl => Form::Jsonl(Hashed::new(file)),
        };
        Ok(Self { form, output, groups: 0 })
    }

    /// How many row groups or batches were written.
    pub(super) fn groups(&self) -> usize {
        self.groups
    }

    /// Writes what was collected, if anything was.
    pub(super) fn write(&mut self, columns: &mut Columns) -> Result<(), Failure> {
        if columns.len() == 0 {
            return Ok(());
        }
        let broken = |error: &dyn std::error::Error| self.output.failure(error.to_string());
        let batch = columns.take().map_err(|error| broken(&error))?;
        match &mut self.form {
            Form::Parquet(writer) => {
                writer.write(&batch).map_err(|error| broken(&error))?;
                writer.flush().map_err(|error| broken(&error))?;
            }
            Form::Arrow(writer) => {
                writer.write(&batch).map_err(|error| broken(&error))?;
            }
            Form::Csv(writer) => {
                for row in 0..batch.num_rows() {
                    writer
                        .write_record((0..batch.num_columns()).map(|at| cell(&batch, at, row)))?;
                }
            }
            Form::Jsonl(writer) => {
                for row in 0..batch.num_rows() {
                    serde_json::to_writer(&mut *writer, &object(&batch, row))?;
                    writer.write_all(b"\n")?;
                }
            }
        }
        self.groups += 1;
        Ok(())
    }

    /// Completes the file, and the page beside it; they appear only now.
    pub(super) fn finish(
        self,
        provenance: &Provenance,
        page: Option<Output>,
    ) -> Result<(), Failure> {
        let Self { form, output, .. } = self;
        let broken = |error: &dyn std::error::Error| output.failure(error.to_string());
        let mut hash = None;
        match form {
            Form::Parquet(mut writer) => {
                let json = provenance.json(None)?;
                writer.append_key_value_metadata(KeyValue::new(KEY.to_owned(), json));
                let mut file = writer.into_inner().map_err(|error| broken(&error))?;
                file.flush()?;
            }
            Form::Arrow(mut writer) => {
                writer.write_metadata(KEY, provenance.json(None)?);
                writer.finish().map_err(|error| broken(&error))?;
                writer.get_mut().flush()?;
            }
            Form::Csv(writer) => {
                let file = writer.into_inner().map_err(|error| broken(error.error()))?;
                hash = Some(file.finish()?);
            }
            Form::Jsonl(file) => hash = Some(file.finish()?),
        }
        if let Some(page) = page {
            let mut file = page.file()?;
            file.write_all(provenance.json(hash)?.as_bytes())?;
            file.write_all(b"\n")?;
            page.keep()?;
        }
        output.keep()
    }
}

/// A file and the hash of what is written to it.
pub(super) struct Hashed {
    file: BufWriter<File>,
    hash: Sha256,
}

impl Hashed {
    fn new(file: BufWriter<File>) -> Self {
        Self { file, hash: Sha256::new() }
    }

    fn finish(mut self) -> io::Result<String> {
        use std::fmt::Write as _;
        self.file.flush()?;
        Ok(self.hash.finalize().iter().fold(String::with_capacity(64), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        }))
    }
}

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.file.write(bytes)?;
        self.hash.update(bytes.get(..count).unwrap_or_default());
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// A cell as text; empty where there is nothing.
fn cell(batch: &RecordBatch, column: usize, row: usize) -> String {
    match value(batch, column, row) {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(text) => text,
        other => other.to_string(),
    }
}

fn value(batch: &RecordBatch, column: usize, row: usize) -> serde_json::Value {
    let array = batch.column(column);
    if array.is_null(row) {
        return serde_json::Value::Null;
    }
    if let Some(numbers) = array.as_primitive_opt::<Float64Type>() {
        let number = numbers.value(row);
        // Whole numbers without a fraction, as people write them.
        let whole = number.fract() == 0.0 && number.abs() < 1e15;
        return if whole { (number as i64).into() } else { number.into() };
    }
    if let Some(numbers) = array.as_primitive_opt::<UInt64Type>() {
        return numbers.value(row).into();
    }
    if let Some(days) = array.as_primitive_opt::<Date32Type>() {
        return days.value_as_date(row).map(|day| day.to_string()).into();
    }
    array.as_string_opt::<i32>().map(|words| words.value(row)).into()
}

/// A row as an object, without what is not there.
fn object(batch: &RecordBatch, row: usize) -> serde_json::Map<String, serde_json::Value> {
    let schema = batch.schema();
    let each = schema
        .fields()
        .iter()
        .enumerate()
        .map(|(column, field)| (field.name().clone(), value(batch, column, row)));
    each.filter(|(_, value)| !value.is_null()).collect()
}

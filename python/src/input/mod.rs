//! Everything that is accepted as data. These types are never returned.

mod arrow;
mod cell;
mod dicts;

use crate::error::{self, Kind};
use crate::findings::IN_MEMORY;
use crate::run::Control;
use arrow_array::RecordBatchReader;
use chuan::check::Checker;
use chuan::number::NumberFormat;
use chuan::observe::{self, ReadError, TextRecords};
use pyo3::exceptions::{PyImportError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyMapping, PyString, PyTuple};
use pyo3_arrow::input::AnyRecordBatch;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::PathBuf;

/// Data, one source after another.
pub(crate) struct Input {
    sources: Vec<Source>,
}

enum Source {
    /// A CSV file, compressed or not, or a workbook.
    File(PathBuf),
    /// Batches of any library that speaks Arrow.
    Stream(Box<dyn RecordBatchReader + Send>),
    /// A list of dicts.
    Rows(dicts::Rows),
}

/// Why a source could not be read to its end.
pub(crate) enum ReadFailure {
    /// The system refuses.
    System(PathBuf, io::Error),
    /// The stream of another library broke.
    Stream(String),
}

impl ReadFailure {
    pub(crate) fn into_py(self, py: Python<'_>) -> PyErr {
        match self {
            Self::System(path, error) => error::of_io(py, &error, &path),
            Self::Stream(message) => {
                let message = format!("cannot read the data: {message}");
                error::raise(py, Kind::Data, &message, None)
            }
        }
    }
}

impl Input {
    /// What the caller gave.
    pub(crate) fn of(data: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Some(source) = single(data)? {
            return Ok(Self { sources: vec![source] });
        }
        if data.cast::<PyList>().is_err() && data.cast::<PyTuple>().is_err() {
            return Err(not_data(data));
        }
        let members = data.try_iter()?.collect::<PyResult<Vec<_>>>()?;
        if members.iter().all(|member| member.cast::<PyDict>().is_ok()) {
            return Ok(Self { sources: vec![Source::Rows(dicts::Rows::of(&members)?)] });
        }
        let sources = members
            .iter()
            .map(|member| single(member)?.ok_or_else(|| not_data(member)))
            .collect::<PyResult<_>>()?;
        Ok(Self { sources })
    }

    /// Reads everything into a checker.
    pub(crate) fn read(
        self,
        checker: &mut Checker<'_>,
        numbers: NumberFormat,
        control: &Control,
    ) -> Result<(), ReadFailure> {
        for (index, source) in self.sources.into_iter().enumerate() {
            if control.is_cancelled() {
                break;
            }
            let name = match index {
                0 => format!("{IN_MEMORY}>"),
                _ => format!("{IN_MEMORY} {}>", index + 1),
            };
            match source {
                Source::File(path) => {
                    let name = path.display().to_string();
                    let read = File::open(&path).and_then(|file| {
                        let input = Interruptible { input: file, control };
                        let again = path.clone();
                        let input = observe::Input::file(input)
                            .again(move || Ok(Box::new(File::open(&again)?)));
                        checker.read_input(&name, input).map_err(io_error)
                    });
                    read.map_err(|error| ReadFailure::System(path, error))?;
                }
                Source::Stream(reader) => {
                    let mut records = arrow::ArrowRecords::new(reader, numbers, control);
                    let read = checker.read(&name, &mut records);
                    read.map_err(|error| ReadFailure::Stream(io_error(error).to_string()))?;
                }
                Source::Rows(rows) => {
                    let (header, rows) = rows.texts(numbers);
                    let rows = rows.take_while(|_| !control.is_cancelled());
                    let read = checker.read(&name, &mut TextRecords::new(header, rows));
                    read.map_err(|error| ReadFailure::Stream(io_error(error).to_string()))?;
                }
            }
        }
        Ok(())
    }
}

/// A path or a frame; none for anything else.
fn single(data: &Bound<'_, PyAny>) -> PyResult<Option<Source>> {
    if data.cast::<PyString>().is_ok() || data.hasattr("__fspath__")? {
        let path: PathBuf = data.extract()?;
        refuse_other_formats(data.py(), &path)?;
        return Ok(Some(Source::File(path)));
    }
    if !data.hasattr("__arrow_c_stream__")? && !data.hasattr("__arrow_c_array__")? {
        return Ok(None);
    }
    let module = data.get_type().module()?.to_string();
    let data = match module.split('.').next() {
        Some("polars") => {
            data.py().import("chuan._frames")?.call_method1("without_null_columns", (data,))?
        }
        _ => data.clone(),
    };
    match data.extract::<AnyRecordBatch>() {
        Ok(frame) => Ok(Some(Source::Stream(frame.into_reader()?))),
        // pandas needs pyarrow to speak Arrow; without it the rows are read as dicts.
        Err(error) if error.is_instance_of::<PyImportError>(data.py()) => {
            let Ok(to_dict) = data.getattr("to_dict") else { return Err(error) };
            let members = to_dict.call1(("records",))?.try_iter()?.collect::<PyResult<Vec<_>>>()?;
            let names = data.getattr("columns")?.try_iter()?;
            let names = names.map(|name| name?.str()?.extract()).collect::<PyResult<Vec<_>>>()?;
            Ok(Some(Source::Rows(dicts::Rows::with_header(names, &members)?)))
        }
        Err(error) => Err(error),
    }
}

fn not_data(data: &Bound<'_, PyAny>) -> PyErr {
    let hint = match data.cast::<PyMapping>() {
        Ok(_) => ": a dict of columns can be handed over as a data frame",
        Err(_) => "",
    };
    let kind = data.get_type().name().map_or_else(|_| "object".to_owned(), |name| name.to_string());
    PyTypeError::new_err(format!(
        "data must be a path, a data frame (anything with __arrow_c_stream__), a list of dicts, \
         or a list of paths or data frames, not {kind}{hint}"
    ))
}

/// A file of another format would only be read as a very strange CSV file.
fn refuse_other_formats(py: Python<'_>, path: &std::path::Path) -> PyResult<()> {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let reader = match extension.to_ascii_lowercase().as_str() {
        "parquet" => "read_parquet",
        "json" | "jsonl" | "ndjson" => "read_json",
        "arrow" | "feather" => "read_feather",
        _ => return Ok(()),
    };
    let message = format!(
        "`{}` is not a file of text or a workbook: read it with pandas.{reader}, polars or pyarrow and hand over \
         the data frame",
        path.display()
    );
    Err(error::raise(py, Kind::Data, &message, None))
}

fn io_error(error: ReadError) -> io::Error {
    match error {
        ReadError::Io { source, .. } => source,
        other => io::Error::other(other),
    }
}

/// A file that ends when nobody waits for it any more.
struct Interruptible<'c, R> {
    input: R,
    control: &'c Control,
}

impl<R: Read> Read for Interruptible<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.control.is_cancelled() {
            return Ok(0);
        }
        self.input.read(buffer)
    }
}

impl<R: Seek> Seek for Interruptible<'_, R> {
    fn seek(&mut self, place: SeekFrom) -> io::Result<u64> {
        self.input.seek(place)
    }
}

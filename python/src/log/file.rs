//! The files of a log: read, made, added to.

use super::PyLog;
use crate::error::{self, Kind};
use crate::findings::PyFindings;
use chuan::meeting::log::{Event, EventKind, append, merge};
use chuan::meeting::{Context, Record, SharedError, SharedRegistry};
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn read(py: Python<'_>, path: &Path) -> PyResult<Vec<u8>> {
    std::fs::read(path).map_err(|error| error::of_io(py, &error, path))
}

fn record_of(py: Python<'_>, path: &Path) -> PyResult<Record> {
    let bytes = read(py, path)?;
    let text = String::from_utf8_lossy(&bytes);
    let name = path.display().to_string();
    let shared = shared(py, path, &text)?;
    let mut context = Context::default();
    context.shared = shared.as_ref();
    Record::open(&text, Some(&name), &context)
        .map_err(|findings| error::of_findings(py, Kind::Data, PyFindings::new(findings)))
}

/// The registry that a record names, in its folder.
pub(crate) fn shared(py: Python<'_>, path: &Path, text: &str) -> PyResult<Option<SharedRegistry>> {
    let folder = path.parent().unwrap_or(Path::new(""));
    SharedRegistry::load(text, folder).map_err(|error| match error {
        SharedError::Read { path, source } => error::of_io(py, &source, &path),
        SharedError::Wrong(findings) => {
            error::of_findings(py, Kind::Data, PyFindings::new(findings))
        }
        other => refused(other),
    })
}

pub(super) fn refused(error: impl std::fmt::Display) -> PyErr {
    PyRuntimeError::new_err(error.to_string())
}

/// Reads a log and its record.
pub(super) fn load(py: Python<'_>, path: PathBuf, record: &Path) -> PyResult<PyLog> {
    let bytes = read(py, &path)?;
    let record = record_of(py, record)?;
    Ok(PyLog { path: Arc::new(path), record: Arc::new(record), bytes: Arc::new(bytes) })
}

/// Makes a log with its first line.
pub(super) fn create(
    py: Python<'_>,
    path: PathBuf,
    record: &Path,
    recorded_at: &str,
) -> PyResult<PyLog> {
    let record = record_of(py, record)?;
    let day = record.spec().meeting.date;
    let mut event = Event::new(0, EventKind::Open, day, recorded_at).ok_or_else(|| {
        PyValueError::new_err(format!("`{recorded_at}` is not a date-time with an offset"))
    })?;
    event.record = Some(record.spec().id.as_str().to_owned().into());
    event.record_sha256 = Some(record.hash().digits().into());
    append(&path, None, vec![event]).map_err(refused)?;
    let bytes = read(py, &path)?;
    Ok(PyLog { path: Arc::new(path), record: Arc::new(record), bytes: Arc::new(bytes) })
}

/// Writes two logs of one record as one, to a new file.
pub(super) fn merged(
    py: Python<'_>,
    first: &PyLog,
    second: &PyLog,
    path: PathBuf,
) -> PyResult<PyLog> {
    let text = |log: &PyLog| String::from_utf8_lossy(&log.bytes).into_owned();
    let merged = merge(&text(first), &text(second)).map_err(refused)?;
    let written = File::create_new(&path).and_then(|mut file| {
        file.write_all(merged.as_bytes())?;
        file.sync_all()
    });
    written.map_err(|error| error::of_io(py, &error, &path))?;
    let bytes = Arc::new(merged.into_bytes());
    Ok(PyLog { path: Arc::new(path), bytes, ..first.clone() })
}

/// Adds events to the file of a log; the log with the new lines.
pub(super) fn added(py: Python<'_>, log: &PyLog, events: Vec<Event<'_>>) -> PyResult<PyLog> {
    append(log.path.as_path(), log.head_hash()?, events).map_err(refused)?;
    let bytes = Arc::new(read(py, &log.path)?);
    Ok(PyLog { bytes, ..log.clone() })
}

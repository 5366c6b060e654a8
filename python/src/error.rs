//! From what went wrong in Rust to the exceptions of `chuan.exceptions`.

use crate::findings::PyFindings;
use chuan::framework::LoadError;
use pyo3::exceptions::{PyKeyError, PyOSError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;
use std::ffi::CString;
use std::io;
use std::path::Path;

static FRAMEWORK_ERROR: PyOnceLock<Py<PyType>> = PyOnceLock::new();
static DATA_ERROR: PyOnceLock<Py<PyType>> = PyOnceLock::new();
static OPERATION_ERROR: PyOnceLock<Py<PyType>> = PyOnceLock::new();
static WARNING: PyOnceLock<Py<PyType>> = PyOnceLock::new();

/// A `FrameworkError` or a `DataError`.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    Framework,
    Data,
}

/// An exception of the package with the findings that led to it.
pub(crate) fn raise(
    py: Python<'_>,
    kind: Kind,
    message: &str,
    findings: Option<PyFindings>,
) -> PyErr {
    let class = match kind {
        Kind::Framework => FRAMEWORK_ERROR.import(py, "chuan.exceptions", "FrameworkError"),
        Kind::Data => DATA_ERROR.import(py, "chuan.exceptions", "DataError"),
    };
    let exception = class.and_then(|class| class.call1((message, findings)));
    exception.map_or_else(|error| error, PyErr::from_value)
}

/// Findings of which at least one is an error.
pub(crate) fn of_findings(py: Python<'_>, kind: Kind, findings: PyFindings) -> PyErr {
    let message = findings.headline();
    raise(py, kind, &message, Some(findings))
}

/// A step over columns that could not be done: an `OperationError`.
pub(crate) fn operation(py: Python<'_>, message: &str) -> PyErr {
    let class = OPERATION_ERROR.import(py, "chuan.exceptions", "OperationError");
    let exception = class.and_then(|class| class.call1((message,)));
    exception.map_or_else(|error| error, PyErr::from_value)
}

/// Why a framework could not be loaded.
pub(crate) fn of_load(py: Python<'_>, error: LoadError) -> PyErr {
    match error {
        LoadError::Read { path, source } => of_io(py, &source, &path),
        LoadError::Findings(findings) => {
            of_findings(py, Kind::Framework, PyFindings::new(findings))
        }
        other => raise(py, Kind::Framework, &other.to_string(), None),
    }
}

/// An `OSError` or the subclass of it that the number of the error stands for.
pub(crate) fn of_io(py: Python<'_>, error: &io::Error, path: &Path) -> PyErr {
    let Some(number) = error.raw_os_error() else {
        return PyOSError::new_err(format!("{}: {error}", path.display()));
    };
    let text = py
        .import("os")
        .and_then(|os| os.call_method1("strerror", (number,))?.extract::<String>())
        .unwrap_or_else(|_| error.to_string());
    PyOSError::new_err((number, text, path.as_os_str().to_owned()))
}

/// A name that is not there, with the one that may have been meant.
pub(crate) fn unknown<'a>(
    what: &str,
    name: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> PyErr {
    let hint = match chuan::text::suggest(name, known) {
        Some(near) => format!("; did you mean `{near}`?"),
        None => String::new(),
    };
    PyKeyError::new_err(format!("unknown {what} `{name}`{hint}"))
}

/// A `ChuanWarning` at the line that called.
pub(crate) fn warn(py: Python<'_>, message: &str) -> PyResult<()> {
    let category = WARNING.import(py, "chuan.exceptions", "ChuanWarning")?;
    PyErr::warn(py, category.as_any(), &CString::new(message)?, 1)
}

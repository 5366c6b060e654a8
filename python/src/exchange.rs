//! Meetings in the formats of others.

use crate::catalogue::{from_python, to_python};
use crate::error::{self, Kind};
use crate::findings::PyFindings;
use crate::record::PyRecord;
use chuan::exchange::{AttendanceMap, Imported, OutcomeMap, legistar, oparl, popolo};
use chuan::finding::Findings;
use chuan::meeting::Context;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyList, PyTuple};
use serde_json::Value;
use std::path::PathBuf;

/// JSON values: of a file, of an object, or of all in a list of both.
fn values(py: Python<'_>, source: &Bound<'_, PyAny>, into: &mut Vec<Value>) -> PyResult<()> {
    if source.is_instance_of::<PyList>() || source.is_instance_of::<PyTuple>() {
        return source.try_iter()?.try_for_each(|one| values(py, &one?, into));
    }
    let Ok(path) = source.extract::<PathBuf>() else {
        into.push(from_python(py, source)?);
        return Ok(());
    };
    let text = std::fs::read_to_string(&path).map_err(|error| error::of_io(py, &error, &path))?;
    let value = serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| {
        error::raise(py, Kind::Data, &format!("{}: {error}", path.display()), None)
    })?;
    into.push(value);
    Ok(())
}

/// The table that was given, or the one that ships.
fn outcome_map(given: Option<&str>, shipped: fn() -> OutcomeMap) -> PyResult<OutcomeMap> {
    let wrong = |error: chuan::exchange::MapError| PyValueError::new_err(error.to_string());
    given.map_or_else(|| Ok(shipped()), |text| OutcomeMap::parse(text).map_err(wrong))
}

/// Records with what is wrong with them.
fn records(all: impl IntoIterator<Item = Imported>) -> (Vec<PyRecord>, PyFindings) {
    let (mut records, mut findings) = (Vec::new(), Findings::new());
    for imported in all {
        findings.append(imported.findings);
        for record in imported.records {
            findings.append(record.check(&Context::default()));
            records.push(PyRecord::new(record));
        }
    }
    (records, PyFindings::new(findings))
}

pub(crate) fn from_oparl(
    py: Python<'_>,
    source: &Bound<'_, PyAny>,
    outcomes: Option<&str>,
) -> PyResult<(Vec<PyRecord>, PyFindings)> {
    let map = outcome_map(outcomes, OutcomeMap::german)?;
    let mut objects = Vec::new();
    values(py, source, &mut objects)?;
    Ok(records([oparl::import(&objects, &map)]))
}

pub(crate) fn from_legistar(
    py: Python<'_>,
    source: &Bound<'_, PyAny>,
    outcomes: Option<&str>,
) -> PyResult<(Vec<PyRecord>, PyFindings)> {
    let (map, roll) = (outcome_map(outcomes, OutcomeMap::legistar)?, AttendanceMap::legistar());
    let mut events = Vec::new();
    values(py, source, &mut events)?;
    Ok(records(events.iter().map(|event| legistar::import(event, &map, &roll))))
}

pub(crate) fn from_popolo<'py>(
    py: Python<'py>,
    source: &Bound<'py, PyAny>,
) -> PyResult<(Bound<'py, PyAny>, PyFindings)> {
    let mut all = Vec::new();
    values(py, source, &mut all)?;
    let [value] = all.as_slice() else {
        return Err(PyValueError::new_err("one file or dict of Popolo is needed"));
    };
    let imported = popolo::import(value);
    Ok((to_python(py, &imported.registry)?, PyFindings::new(imported.findings)))
}

//! What the catalogue of rules and the types know about themselves.

use crate::error;
use crate::options;
use crate::table::{Columns, PyTable};
use chuan::finding::{Rule, catalogue};
use chuan::text::Lang;
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;

/// Says what a rule is about, why it matters, and what to do.
///
/// Parameters
/// ----------
/// code : str
///     Code (``OBS-101``, in any case) or name (``unknown_unit``) of the rule.
/// lang : {"en", "vi"}
///     Language.
///
/// Returns
/// -------
/// str
///
/// Raises
/// ------
/// KeyError
///     When there is no such rule; the message names the nearest one.
///
/// Examples
/// --------
/// >>> print(chuan.explain("OBS-101").splitlines()[0])
/// OBS-101 unknown_unit (error): Unknown unit
#[pyfunction]
#[pyo3(signature = (code, lang="en"))]
pub(crate) fn explain(code: &str, lang: &str) -> PyResult<String> {
    let lang = options::lang(lang)?;
    let rule = catalogue::find(code.trim()).ok_or_else(|| {
        let known = catalogue::all().flat_map(|rule| [rule.code, rule.name]);
        error::unknown("rule", code, known)
    })?;
    let (why, fix) = match lang {
        Lang::Vi => ("Vì sao", "Cách xử lý"),
        Lang::En => ("Why it matters", "What to do"),
    };
    let Rule { code, name, severity, .. } = rule;
    Ok(format!(
        "{code} {name} ({}): {}\n\n{why}\n  {}\n\n{fix}\n  {}",
        severity.as_str(),
        rule.title.get(lang),
        rule.why.get(lang),
        rule.fix.get(lang),
    ))
}

/// All rules of the catalogue.
///
/// Parameters
/// ----------
/// lang : {"en", "vi"}
///     Language.
///
/// Returns
/// -------
/// Table
///     Columns ``code``, ``name``, ``severity``, ``title``, ``message``, ``why``, ``fix``.
///
/// Examples
/// --------
/// >>> "OBS-101" in chuan.rules()["code"]
/// True
#[pyfunction]
#[pyo3(signature = (lang="en"))]
pub(crate) fn rules(lang: &str) -> PyResult<PyTable> {
    let lang = options::lang(lang)?;
    let all = catalogue::all;
    Columns::default()
        .text("code", all().map(|rule| Some(rule.code)))
        .text("name", all().map(|rule| Some(rule.name)))
        .text("severity", all().map(|rule| Some(rule.severity.as_str())))
        .text("title", all().map(|rule| Some(rule.title.get(lang))))
        .text("message", all().map(|rule| Some(rule.message.get(lang))))
        .text("why", all().map(|rule| Some(rule.why.get(lang))))
        .text("fix", all().map(|rule| Some(rule.fix.get(lang))))
        .table()
}

/// The JSON Schema of a file format.
///
/// Parameters
/// ----------
/// what : {"framework"}
///     The format.
///
/// Returns
/// -------
/// dict
///
/// Examples
/// --------
/// >>> chuan.schema()["title"]
/// 'Chuan framework'
#[pyfunction]
#[pyo3(signature = (what="framework"))]
pub(crate) fn schema<'py>(py: Python<'py>, what: &str) -> PyResult<Bound<'py, PyAny>> {
    match what {
        "framework" => to_python(py, &chuan::framework::framework_schema()),
        "record" => to_python(py, &chuan::meeting::record_schema()),
        _ => Err(PyValueError::new_err(format!(
            "no schema of `{what}`: there are `framework` and `record`"
        ))),
    }
}

/// Python objects as JSON.
pub(crate) fn from_python(
    py: Python<'_>,
    object: &Bound<'_, PyAny>,
) -> PyResult<serde_json::Value> {
    let text: String = py.import("json")?.call_method1("dumps", (object,))?.extract()?;
    serde_json::from_str(&text).map_err(|error| PyValueError::new_err(error.to_string()))
}

/// JSON as Python objects.
pub(crate) fn to_python<'py>(
    py: Python<'py>,
    value: &impl serde::Serialize,
) -> PyResult<Bound<'py, PyAny>> {
    let text =
        serde_json::to_string(value).map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
    py.import("json")?.call_method1("loads", (text,))
}

//! One finding.

use chuan::finding::Finding;
use chuan::text::Lang;
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// One thing that is wrong, or worth knowing.
///
/// What does not apply is ``None``: a missing column has no record.
///
/// Examples
/// --------
/// >>> finding = findings[0]
/// >>> finding.code, finding.severity, finding.record, finding.column
/// ('OBS-101', 'error', 1, 'unit')
/// >>> finding.suggestion
/// '40'
#[pyclass(frozen, name = "Finding", module = "chuan")]
#[derive(Debug, Clone)]
pub(crate) struct PyFinding {
    pub(crate) finding: Finding,
}

#[pymethods]
impl PyFinding {
    /// Stable code of the rule, such as ``OBS-101``; :func:`chuan.explain` says more about it.
    #[getter]
    fn code(&self) -> &'static str {
        self.finding.code()
    }

    /// Name of the rule, such as ``unknown_unit``.
    #[getter]
    fn rule(&self) -> &'static str {
        self.finding.rule().name
    }

    /// ``error``, ``warning`` or ``info``.
    #[getter]
    fn severity(&self) -> &'static str {
        self.finding.severity.as_str()
    }

    /// ``violated`` or ``undetermined``.
    #[getter]
    fn verdict(&self) -> &'static str {
        self.finding.verdict.as_str()
    }

    /// The message in English.
    #[getter]
    fn message(&self) -> String {
        self.finding.message(Lang::En)
    }

    /// The message in English.
    #[getter]
    fn message_en(&self) -> String {
        self.finding.message(Lang::En)
    }

    /// The message in Vietnamese.
    #[getter]
    fn message_vi(&self) -> String {
        self.finding.message(Lang::Vi)
    }

    /// Name of the file; ``<data>`` for data in memory.
    #[getter]
    fn file(&self) -> Option<&str> {
        self.finding.place.file.as_deref()
    }

    /// 1-based number of the record; the header is not counted.
    #[getter]
    fn record(&self) -> Option<u64> {
        self.finding.place.record
    }

    /// 1-based line of the file on which the record, or the value of a framework, starts.
    #[getter]
    fn line(&self) -> Option<u64> {
        self.finding.place.line
    }

    /// 1-based position in the line, in characters (frameworks only).
    #[getter]
    fn position(&self) -> Option<u64> {
        self.finding.place.position
    }

    /// Name of the column.
    #[getter]
    fn column(&self) -> Option<&str> {
        self.finding.place.column.as_deref()
    }

    /// Path of the value in a framework, such as ``indicator[2].range.max``.
    #[getter]
    fn path(&self) -> Option<&str> {
        self.finding.place.path.as_deref()
    }

    /// Code of the unit.
    #[getter]
    fn unit(&self) -> Option<&str> {
        self.finding.unit.as_deref()
    }

    /// Code of the indicator or node.
    #[getter]
    fn indicator(&self) -> Option<&str> {
        self.finding.indicator.as_deref()
    }

    /// The period.
    #[getter]
    fn period(&self) -> Option<&str> {
        self.finding.period.as_deref()
    }

    /// The value that is wrong, as written.
    #[getter]
    fn value(&self) -> Option<&str> {
        self.finding.value.as_deref()
    }

    /// What would be right, ready to be put in place of the value.
    #[getter]
    fn suggestion(&self) -> Option<&str> {
        self.finding.suggestion.as_deref()
    }

    /// The finding as a dict, as in a row of ``Findings.to_dicts``.
    ///
    /// Parameters
    /// ----------
    /// lang : {"en", "vi"}
    ///     Language of the message.
    ///
    /// Returns
    /// -------
    /// dict
    ///
    /// Examples
    /// --------
    /// >>> findings[0].to_dict()["rule"]
    /// 'unknown_unit'
    #[pyo3(signature = (*, lang="en"))]
    fn to_dict<'py>(&self, py: Python<'py>, lang: &str) -> PyResult<Bound<'py, PyDict>> {
        let record = self.finding.record(crate::options::lang(lang)?);
        let dict = PyDict::new(py);
        dict.set_item("code", record.code)?;
        dict.set_item("rule", record.rule)?;
        dict.set_item("severity", record.severity)?;
        dict.set_item("verdict", record.verdict)?;
        dict.set_item("message", record.message)?;
        dict.set_item("file", record.file)?;
        dict.set_item("record", record.record)?;
        dict.set_item("line", record.line)?;
        dict.set_item("position", record.position)?;
        dict.set_item("column", record.column)?;
        dict.set_item("path", record.path)?;
        dict.set_item("unit", record.unit)?;
        dict.set_item("indicator", record.indicator)?;
        dict.set_item("period", record.period)?;
        dict.set_item("value", record.value)?;
        dict.set_item("suggestion", record.suggestion)?;
        Ok(dict)
    }

    fn __repr__(&self) -> String {
        format!("<Finding {}>", line(&self.finding, Lang::En))
    }

    fn __str__(&self) -> String {
        line(&self.finding, Lang::En)
    }
}

/// A finding in one line: place, severity, code, message.
pub(crate) fn line(finding: &Finding, lang: Lang) -> String {
    let place = &finding.place;
    let mut at = place.file.as_deref().unwrap_or_default().to_owned();
    let number = |name: &str, number: Option<u64>| {
        number.map(|number| format!("{name} {number}")).into_iter().collect::<Vec<_>>()
    };
    let mut parts = match place.line {
        Some(_) => number("line", place.line),
        None => number("record", place.record),
    };
    parts.extend(place.column.as_deref().or(place.path.as_deref()).map(str::to_owned));
    if !parts.is_empty() {
        if !at.is_empty() {
            at.push_str(", ");
        }
        at.push_str(&parts.join(", "));
    }
    if !at.is_empty() {
        at.push_str(": ");
    }
    format!("{at}{} {}: {}", finding.severity.as_str(), finding.code(), finding.message(lang))
}

//! Findings: a sequence, and a table.

use crate::error::{self, Kind};
use crate::finding::{self, PyFinding};
use crate::options;
use crate::render::{self, SHOWN};
use crate::table::{Columns, PyTable, tabular};
use chuan::finding::{Finding, FindingRecord, Findings, Severity};
use chuan::text::Lang;
use pyo3::exceptions::{PyIndexError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PySlice};
use std::sync::Arc;

/// How sources in memory are called in findings.
pub(crate) const IN_MEMORY: &str = "<data";
const SEVERITIES: [&str; 3] = ["error", "warning", "info"];

/// Findings about a framework, data, scores or levels: a sequence, and a table.
///
/// Everything is counted, also what is not kept because of ``max_findings``.
///
/// Examples
/// --------
/// >>> findings = framework.check([{"unit": "Nghe An", "a": 1, "b": 0}])
/// >>> len(findings), findings.errors
/// (1, 1)
/// >>> findings.counts
/// {'OBS-101': 1}
/// >>> print(findings)
/// 1 finding: 1 error
///   <data>, record 1, unit: error OBS-101: unit `Nghe An` is not in the register (code list -); did you mean `40`?
#[pyclass(frozen, sequence, name = "Findings", module = "chuan")]
#[derive(Debug, Clone)]
pub(crate) struct PyFindings {
    list: Arc<Vec<Finding>>,
    counts: Arc<Vec<(&'static str, Severity, u64)>>,
    dropped: u64,
}

impl PyFindings {
    /// The findings of the core. Data in memory have no lines, so theirs are forgotten.
    pub(crate) fn new(findings: Findings) -> Self {
        let counts = findings.by_rule().map(|c| (c.rule.code, c.severity, c.count)).collect();
        let dropped = findings.dropped();
        let list = findings.into_iter().map(|mut finding| {
            if finding.place.file.as_deref().is_some_and(|file| file.starts_with(IN_MEMORY)) {
                finding.place.line = None;
            }
            finding
        });
        Self { list: Arc::new(list.collect()), counts: Arc::new(counts), dropped }
    }

    /// The findings of a framework that is a dict or a pickle: its text has no lines.
    pub(crate) fn without_lines(findings: Findings) -> Self {
        let counts = findings.by_rule().map(|c| (c.rule.code, c.severity, c.count)).collect();
        let list = findings.into_iter().map(|mut finding| {
            (finding.place.line, finding.place.position) = (None, None);
            finding
        });
        Self { list: Arc::new(list.collect()), counts: Arc::new(counts), dropped: 0 }
    }

    fn of(list: Vec<Finding>) -> Self {
        Self::new(list.into_iter().collect())
    }

    pub(crate) fn count(&self, severity: Severity) -> u64 {
        self.counts.iter().filter(|(_, s, _)| *s == severity).map(|(.., count)| count).sum()
    }

    /// The counts in words.
    fn summary(&self) -> String {
        let all: u64 = self.counts.iter().map(|(.., count)| count).sum();
        let word = |count: u64, word: &str| match count {
            0 => None,
            1 => Some(format!("1 {word}")),
            _ => Some(format!("{count} {word}s")),
        };
        let parts: Vec<String> = [
            word(self.count(Severity::Error), "error"),
            word(self.count(Severity::Warning), "warning"),
            match self.count(Severity::Info) {
                0 => None,
                count => Some(format!("{count} for information")),
            },
        ]
        .into_iter()
        .flatten()
        .collect();
        match word(all, "finding") {
            None => "no findings".to_owned(),
            Some(all) => format!("{all}: {}", parts.join(", ")),
        }
    }

    /// The counts and the first error: the message of an exception.
    pub(crate) fn headline(&self) -> String {
        let first = self.list.iter().find(|finding| finding.severity == Severity::Error);
        match first {
            None => self.summary(),
            Some(finding) => {
                format!("{}; the first: {}", self.summary(), finding::line(finding, Lang::En))
            }
        }
    }

    /// The summary and the first findings, a line each.
    fn lines(&self, lang: Lang) -> String {
        let mut text = self.summary();
        for finding in self.list.iter().take(SHOWN) {
            text.push_str("\n  ");
            text.push_str(&finding::line(finding, lang));
        }
        let more = (self.list.len() as u64 + self.dropped).saturating_sub(SHOWN as u64);
        if more > 0 {
            text.push_str(&format!("\n  … {more} more"));
        }
        text
    }

    fn as_table(&self, lang: Lang) -> PyResult<PyTable> {
        let records: Vec<FindingRecord> = self.list.iter().map(|f| f.record(lang)).collect();
        type Field = for<'r> fn(&'r FindingRecord) -> Option<&'r str>;
        let text =
            |columns: Columns, name, field: Field| columns.text(name, records.iter().map(field));
        let whole = |columns: Columns, name, field: fn(&FindingRecord) -> Option<u64>| {
            columns.whole(name, records.iter().map(field))
        };
        let mut columns = Columns::default();
        columns = text(columns, "code", |r| Some(r.code));
        columns = text(columns, "rule", |r| Some(r.rule));
        columns = text(columns, "severity", |r| Some(r.severity));
        columns = text(columns, "verdict", |r| Some(r.verdict));
        columns = text(columns, "message", |r| Some(&r.message));
        columns = text(columns, "file", |r| r.file.as_deref());
        columns = whole(columns, "record", |r| r.record);
        columns = whole(columns, "line", |r| r.line);
        columns = whole(columns, "position", |r| r.position);
        columns = text(columns, "column", |r| r.column.as_deref());
        columns = text(columns, "path", |r| r.path.as_deref());
        columns = text(columns, "unit", |r| r.unit.as_deref());
        columns = text(columns, "indicator", |r| r.indicator.as_deref());
        columns = text(columns, "period", |r| r.period.as_deref());
        columns = text(columns, "value", |r| r.value.as_deref());
        columns = text(columns, "suggestion", |r| r.suggestion.as_deref());
        columns.table()
    }
}

#[pymethods]
impl PyFindings {
    /// How many findings of each code were made, kept or not.
    ///
    /// Examples
    /// --------
    /// >>> findings.counts
    /// {'OBS-101': 1}
    #[getter]
    fn counts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        for (code, _, count) in self.counts.iter() {
            let before = dict.get_item(code)?.map_or(Ok(0), |before| before.extract::<u64>())?;
            dict.set_item(code, before + count)?;
        }
        Ok(dict)
    }

    /// How many errors there are, kept or not.
    #[getter]
    fn errors(&self) -> u64 {
        self.count(Severity::Error)
    }

    /// How many warnings there are, kept or not.
    #[getter]
    fn warnings(&self) -> u64 {
        self.count(Severity::Warning)
    }

    /// How many findings were counted but not kept.
    #[getter]
    fn dropped(&self) -> u64 {
        self.dropped
    }

    /// The findings of a code or of a severity.
    ///
    /// Parameters
    /// ----------
    /// code : str, optional
    ///     Code of a rule, or the beginning of codes, such as ``OBS-``.
    /// severity : {"error", "warning", "info"}, optional
    ///     Severity.
    ///
    /// Returns
    /// -------
    /// Findings
    ///     Those that are kept and fit.
    ///
    /// Examples
    /// --------
    /// >>> len(findings.filter(severity="error")), len(findings.filter(code="FWK-"))
    /// (1, 0)
    #[pyo3(signature = (*, code=None, severity=None))]
    fn filter(&self, code: Option<&str>, severity: Option<&str>) -> PyResult<Self> {
        if let Some(word) = severity.filter(|word| !SEVERITIES.contains(word)) {
            return Err(PyValueError::new_err(format!(
                "`{word}` is not a severity: use error, warning or info"
            )));
        }
        let fits = |finding: &&Finding| {
            code.is_none_or(|code| finding.code().starts_with(code))
                && severity.is_none_or(|severity| finding.severity.as_str() == severity)
        };
        Ok(Self::of(self.list.iter().filter(fits).cloned().collect()))
    }

    /// Raises an exception when there are errors.
    ///
    /// Raises
    /// ------
    /// FrameworkError
    ///     When an error is about a framework.
    /// DataError
    ///     When the errors are about data.
    ///
    /// Examples
    /// --------
    /// >>> framework.check([{"unit": "40", "a": 1, "b": 0}]).raise_if_errors()
    fn raise_if_errors(&self, py: Python<'_>) -> PyResult<()> {
        if self.count(Severity::Error) == 0 {
            return Ok(());
        }
        let about_framework = |(code, severity, _): &(&str, Severity, u64)| {
            *severity == Severity::Error && code.starts_with("FWK-")
        };
        let kind =
            if self.counts.iter().any(about_framework) { Kind::Framework } else { Kind::Data };
        Err(error::of_findings(py, kind, self.clone()))
    }

    /// The findings as a table, in a language.
    ///
    /// Parameters
    /// ----------
    /// lang : {"en", "vi"}
    ///     Language of the messages.
    ///
    /// Returns
    /// -------
    /// Table
    ///     Columns ``code``, ``rule``, ``severity``, ``verdict``, ``message``, ``file``,
    ///     ``record``, ``line``, ``position``, ``column``, ``path``, ``unit``, ``indicator``,
    ///     ``period``, ``value``, ``suggestion``.
    ///
    /// Examples
    /// --------
    /// >>> findings.to_table(lang="vi")["message"]
    /// ['đơn vị `Nghe An` không có trong danh mục (bộ mã -); có phải là `40`?']
    #[pyo3(signature = (*, lang="en"))]
    fn to_table(&self, lang: &str) -> PyResult<PyTable> {
        self.as_table(options::lang(lang)?)
    }

    fn __len__(&self) -> usize {
        self.list.len()
    }

    fn __bool__(&self) -> bool {
        !self.counts.is_empty()
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let list = PyList::empty(py);
        for finding in self.list.iter() {
            list.append(PyFinding { finding: finding.clone() })?;
        }
        Ok(list.try_iter()?.into_any())
    }

    fn __getitem__<'py>(&self, index: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let py = index.py();
        if let Ok(slice) = index.cast::<PySlice>() {
            let range = slice.indices(self.list.len() as isize)?;
            let places = (0..range.slicelength as isize).map(|n| range.start + n * range.step);
            let picked = places.filter_map(|place| self.list.get(usize::try_from(place).ok()?));
            return Ok(Self::of(picked.cloned().collect()).into_pyobject(py)?.into_any());
        }
        let Ok(place) = index.extract::<isize>() else {
            return Err(PyTypeError::new_err("findings are indexed by whole numbers and slices"));
        };
        let length = self.list.len() as isize;
        let place = if place < 0 { place + length } else { place };
        let finding = usize::try_from(place).ok().and_then(|place| self.list.get(place));
        let finding = finding.ok_or_else(|| PyIndexError::new_err("no such finding"))?.clone();
        Ok(PyFinding { finding }.into_pyobject(py)?.into_any())
    }

    fn __repr__(&self) -> String {
        format!("<Findings: {}>", self.lines(Lang::En))
    }

    fn __str__(&self) -> String {
        self.lines(Lang::En)
    }

    fn _repr_html_(&self) -> PyResult<String> {
        Ok(render::html(&self.as_table(Lang::En)?, Some(&self.summary())))
    }
}

tabular! {
    PyFindings, "The findings",
    dicts: ">>> findings.to_dicts()[0][\"code\"]\n'OBS-101'",
    pandas: ">>> findings.to_pandas()[\"code\"].tolist()\n['OBS-101']",
    polars: ">>> findings.to_polars()[\"code\"].to_list()\n['OBS-101']"
}

//! Keyword arguments that say how data are read.

use chuan::check::CheckOptions;
use chuan::framework::spec::DateFormat;
use chuan::meeting::spec::Visibility;
use chuan::number::NumberFormat;
use chuan::period::Period;
use chuan::text::Lang;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyMapping, PyMappingMethods};

/// The keyword arguments as they were given.
pub(crate) struct Given<'a, 'py> {
    pub(crate) numbers: Option<&'a str>,
    pub(crate) dates: Option<&'a str>,
    pub(crate) period: Option<&'a Bound<'py, PyAny>>,
    pub(crate) layer: Option<String>,
    pub(crate) columns: Option<&'a Bound<'py, PyMapping>>,
    pub(crate) delimiter: Option<&'a str>,
    pub(crate) max_findings: Option<usize>,
}

impl Given<'_, '_> {
    /// The options of the core; `keep` for observations that will be scored.
    pub(crate) fn options(self, keep: bool) -> PyResult<CheckOptions> {
        let mut options = CheckOptions::default();
        options.numbers = self.numbers.map(number_format).transpose()?;
        options.dates = self.dates.map(date_format).transpose()?;
        options.period = self.period.map(period).transpose()?;
        options.layer = self.layer;
        options.delimiter = self.delimiter.map(delimiter).transpose()?;
        options.max_findings = self.max_findings.unwrap_or(usize::MAX);
        options.keep = keep;
        if let Some(columns) = self.columns {
            for pair in columns.items()? {
                let (from, to): (String, String) = pair.extract()?;
                options.columns.insert(from, to);
            }
        }
        Ok(options)
    }
}

fn number_format(name: &str) -> PyResult<NumberFormat> {
    name.parse().map_err(|error: chuan::number::UnknownNumberFormat| value_error(&error))
}

fn date_format(name: &str) -> PyResult<DateFormat> {
    match name {
        "iso" => Ok(DateFormat::Iso),
        "vi" => Ok(DateFormat::Vi),
        _ => Err(PyValueError::new_err(format!("`{name}` is not a form of dates: use iso or vi"))),
    }
}

pub(crate) fn delimiter(text: &str) -> PyResult<u8> {
    match text.as_bytes() {
        [byte] if byte.is_ascii() && !matches!(byte, b'"' | b'\r' | b'\n') => Ok(*byte),
        _ => Err(PyValueError::new_err(format!(
            "`{text}` cannot delimit fields: use one character such as , ; | or a tab"
        ))),
    }
}

/// A year as a number, or anything whose text is a period: `"2022-Q2"`, a date, `pandas.Period`.
pub(crate) fn period(given: &Bound<'_, PyAny>) -> PyResult<Period> {
    let text = given.str()?.extract::<String>()?;
    Period::parse(&text).map_err(|error| value_error(&error))
}

/// A day: a date, or its text.
pub(crate) fn date(given: &Bound<'_, PyAny>) -> PyResult<chuan::assess::Day> {
    let text = given.str()?.extract::<String>()?;
    // What a datetime says beyond its day does not matter.
    let day = text.split([' ', 'T']).next().unwrap_or_default();
    chuan::period::parse_date(day).map_err(|error| value_error(&error))
}

/// `"en"` or `"vi"`.
pub(crate) fn lang(name: &str) -> PyResult<Lang> {
    name.parse().map_err(|error: chuan::text::UnknownLang| value_error(&error))
}

/// `"public"`, `"internal"` or `"secret"`.
pub(crate) fn visibility(name: &str) -> PyResult<Visibility> {
    match name {
        "public" => Ok(Visibility::Public),
        "internal" => Ok(Visibility::Internal),
        "secret" => Ok(Visibility::Secret),
        _ => Err(PyValueError::new_err(format!(
            "`{name}` is no visibility: use public, internal or secret"
        ))),
    }
}

fn value_error(error: &dyn std::error::Error) -> PyErr {
    PyValueError::new_err(error.to_string())
}

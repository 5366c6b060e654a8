//! What was learned from data, to be kept and applied to other data.

use crate::error;
use crate::options;
use chuan::score::Fit;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyAny, PyTuple};
use std::path::PathBuf;

/// What was learned from data: ends of scales, limits of treatments, weights.
///
/// Examples
/// --------
/// >>> card = framework.score([{"unit": "40", "a": 1, "b": 0}, {"unit": "42", "a": 0, "b": 1}])
/// >>> chuan.Fit.from_json(card.fit.to_json()) == card.fit
/// True
#[pyclass(frozen, eq, name = "Fit", module = "chuan")]
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PyFit {
    fit: Fit,
}

impl PyFit {
    pub(crate) fn new(fit: Fit) -> Self {
        Self { fit }
    }

    pub(crate) fn fit(&self) -> &Fit {
        &self.fit
    }

    fn text(&self) -> PyResult<String> {
        serde_json::to_string(&self.fit).map_err(|error| PyValueError::new_err(error.to_string()))
    }
}

#[pymethods]
impl PyFit {
    /// Reads a fit from a JSON file.
    ///
    /// Raises
    /// ------
    /// OSError
    ///     When the file cannot be read.
    /// ValueError
    ///     When it does not hold a fit.
    ///
    /// Examples
    /// --------
    /// >>> chuan.Fit.load("absent.json")
    /// Traceback (most recent call last):
    /// FileNotFoundError: [Errno 2] No such file or directory: 'absent.json'
    #[staticmethod]
    fn load(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        let text =
            std::fs::read_to_string(&path).map_err(|error| error::of_io(py, &error, &path))?;
        Self::from_json(&text)
    }

    /// Reads a fit from JSON text.
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     When it does not hold a fit.
    ///
    /// Examples
    /// --------
    /// >>> chuan.Fit.from_json("[]").to_json()
    /// '[]'
    #[staticmethod]
    fn from_json(json: &str) -> PyResult<Self> {
        let fit = serde_json::from_str(json)
            .map_err(|error| PyValueError::new_err(format!("this is no fit: {error}")))?;
        Ok(Self { fit })
    }

    /// Writes the fit to a JSON file.
    ///
    /// Raises
    /// ------
    /// OSError
    ///     When the file cannot be written.
    ///
    /// Examples
    /// --------
    /// >>> card.fit.save("absent/fit.json")
    /// Traceback (most recent call last):
    /// FileNotFoundError: [Errno 2] No such file or directory: 'absent/fit.json'
    fn save(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        std::fs::write(&path, self.text()?).map_err(|error| error::of_io(py, &error, &path))
    }

    /// The fit as JSON text.
    ///
    /// Examples
    /// --------
    /// >>> chuan.Fit.from_json(card.fit.to_json()) == card.fit
    /// True
    fn to_json(&self) -> PyResult<String> {
        self.text()
    }

    /// What was learned from one period, to be used for all: the frozen base year.
    ///
    /// Parameters
    /// ----------
    /// period : str, int or date, optional
    ///     The base period; unless said, the records that state none.
    ///
    /// Examples
    /// --------
    /// >>> chuan.Fit.from_json("[]").frozen("2022").to_json()
    /// '[]'
    #[pyo3(signature = (period=None))]
    fn frozen(&self, period: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        let period = period.map(options::period).transpose()?;
        Ok(Self { fit: self.fit.frozen(period) })
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let py = slf.py();
        let maker = py.get_type::<Self>().getattr("from_json")?;
        (maker, (slf.get().text()?,)).into_pyobject(py)
    }

    fn __repr__(&self) -> String {
        if self.fit.is_empty() { "<Fit: nothing learned>" } else { "<Fit>" }.to_owned()
    }
}

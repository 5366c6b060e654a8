//! Layers beside each other.

use crate::assessment::PyAssessment;
use crate::options;
use crate::render;
use crate::table::{Columns, PyTable};
use crate::ways;
use chrono::NaiveDate;
use chuan::assess::recognition::Recognitions;
use chuan::assess::{
    Layer, LayerComparison, LayerCriterion, LayerValue, UnitLayers, compare_layers,
};
use chuan::framework::Framework;
use chuan::text::Lang;
use pyo3::exceptions::{PyKeyError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyMapping, PyMappingMethods};
use std::path::PathBuf;
use std::sync::Arc;

/// What units say of themselves, what was appraised, voted and decided, beside each other.
///
/// The layers are never mixed: each is assessed from its own data. Made by
/// :meth:`Framework.compare_layers`.
///
/// Examples
/// --------
/// >>> own = framework.assess([{"unit": "42", "a": 0.9, "b": 1}])
/// >>> appraised = framework.assess([{"unit": "42", "a": 0.25, "b": 1}])
/// >>> layers = framework.compare_layers({"self": own, "appraised": appraised})
/// >>> layers.levels()["level"]
/// ['two', 'one']
/// >>> layers.differing()["value"]
/// [0.925, 0.4375]
#[pyclass(frozen, name = "Layers", module = "chuan")]
#[derive(Debug, Clone)]
pub(crate) struct PyLayers {
    compared: Arc<LayerComparison>,
    title: String,
}

impl PyLayers {
    /// Compares the assessments of a mapping from the names of layers.
    pub(crate) fn compare(
        framework: &Framework,
        assessments: &Bound<'_, PyMapping>,
        record: Option<PathBuf>,
        as_of: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let mut named: Vec<(String, PyAssessment)> = Vec::new();
        for pair in assessments.items()? {
            let (name, assessment): (String, Bound<'_, PyAny>) = pair.extract()?;
            let assessment = assessment.cast::<PyAssessment>().map_err(|_| {
                PyTypeError::new_err(format!("`{name}` is no Assessment of a layer"))
            })?;
            named.push((name, assessment.get().clone()));
        }
        if named.is_empty() {
            return Err(PyValueError::new_err("there is no layer to compare"));
        }
        let acts: Option<(Recognitions, NaiveDate)> = match (record, as_of) {
            (Some(record), Some(day)) => {
                Some((ways::acts(&record, framework)?, options::date(day)?))
            }
            (Some(_), None) => {
                return Err(PyValueError::new_err("a record of recognition needs `as_of`"));
            }
            _ => None,
        };
        let layers: Vec<Layer<'_>> = named
            .iter()
            .map(|(name, assessment)| Layer { name, assessment: assessment.inner().1 })
            .collect();
        let acts = acts.as_ref().map(|(acts, day)| (acts, *day));
        let compared = compare_layers(framework, &layers, acts);
        let title = format!("Layers by {}: {}", framework.label(), compared.layers.join(", "));
        Ok(Self { compared: Arc::new(compared), title })
    }

    fn cells(&self, lang: Lang, all: bool) -> PyResult<PyTable> {
        type Cell<'c> = (&'c UnitLayers, &'c LayerCriterion, usize);
        let cells: Vec<Cell<'_>> = self
            .compared
            .units
            .iter()
            .flat_map(|unit| unit.criteria.iter().map(move |criterion| (unit, criterion)))
            .filter(|(_, criterion)| all || criterion.differs())
            .flat_map(|(unit, criterion)| {
                (0..criterion.cells.len()).map(move |layer| (unit, criterion, layer))
            })
            .collect();
        let value = |cell: &Cell<'_>| cell.1.cells.get(cell.2).copied().flatten();
        let number = |value: LayerValue| match value {
            LayerValue::Number(value) | LayerValue::Rank(value) => Some(value),
            LayerValue::Tally { met, .. } => Some(f64::from(met)),
            _ => None,
        };
        let status = |value: LayerValue| match value {
            LayerValue::Status(status) => Some(status.name()),
            _ => None,
        };
        let of = |value: LayerValue| match value {
            LayerValue::Tally { of, .. } => Some(u64::from(of)),
            _ => None,
        };
        let named = |cell: &Cell<'_>| Some(cell.1.name.as_ref()?.get(lang).to_owned());
        Columns::default()
            .text("period", cells.iter().map(|cell| cell.0.period.map(|p| p.to_string())))
            .text("scheme", cells.iter().map(|cell| Some(cell.0.scheme.as_str())))
            .text("unit", cells.iter().map(|cell| Some(cell.0.unit.as_str())))
            .text("code", cells.iter().map(|cell| Some(cell.1.code.as_str())))
            .text("name", cells.iter().map(named))
            .text("layer", cells.iter().map(|cell| self.compared.layers.get(cell.2)))
            .text("kind", cells.iter().map(|cell| value(cell).map(LayerValue::kind)))
            .text("status", cells.iter().map(|cell| value(cell).and_then(status)))
            .number("value", cells.iter().map(|cell| value(cell).and_then(number)))
            .whole("of", cells.iter().map(|cell| value(cell).and_then(of)))
            .flag("differs", cells.iter().map(|cell| cell.1.differs()))
            .table()
    }

    fn reached(&self, lang: Lang) -> PyResult<PyTable> {
        let cells: Vec<(&UnitLayers, usize)> = self
            .compared
            .units
            .iter()
            .flat_map(|unit| (0..unit.levels.len()).map(move |layer| (unit, layer)))
            .collect();
        let level = |cell: &(&UnitLayers, usize)| cell.0.levels.get(cell.1)?.clone();
        let code = |code: chuan::id::Code| code.as_str().to_owned();
        let named = |unit: &UnitLayers| Some(unit.unit_name.as_ref()?.get(lang).to_owned());
        Columns::default()
            .text("period", cells.iter().map(|cell| cell.0.period.map(|p| p.to_string())))
            .text("scheme", cells.iter().map(|cell| Some(cell.0.scheme.as_str())))
            .text("unit", cells.iter().map(|cell| Some(cell.0.unit.as_str())))
            .text("name", cells.iter().map(|cell| named(cell.0)))
            .text("layer", cells.iter().map(|cell| self.compared.layers.get(cell.1)))
            .text("level", cells.iter().map(|cell| level(cell)?.reached.map(code)))
            .text("possible", cells.iter().map(|cell| level(cell)?.possible.map(code)))
            .flag("differs", cells.iter().map(|cell| cell.0.levels_differ()))
            .table()
    }
}

#[pymethods]
impl PyLayers {
    /// Names of the layers.
    #[getter]
    fn layers(&self) -> Vec<String> {
        self.compared.layers.clone()
    }

    /// The levels, one row a unit and layer.
    ///
    /// Parameters
    /// ----------
    /// lang : {"en", "vi"}
    ///     Language of the names.
    ///
    /// Returns
    /// -------
    /// Table
    ///     Columns ``period``, ``scheme``, ``unit``, ``name``, ``layer``, ``level`` (reached for
    ///     certain), ``possible``, ``differs`` (whether the layers of the unit lead to different
    ///     levels). A layer that has nothing of a unit has no level.
    ///
    /// Examples
    /// --------
    /// >>> own = framework.assess([{"unit": "42", "a": 0.9, "b": 1}])
    /// >>> framework.compare_layers({"self": own}).levels()["differs"]
    /// [False]
    #[pyo3(signature = (*, lang="en"))]
    fn levels(&self, lang: &str) -> PyResult<PyTable> {
        self.reached(options::lang(lang)?)
    }

    /// What the layers have of every criterion, one row a unit, criterion and layer.
    ///
    /// Parameters
    /// ----------
    /// lang : {"en", "vi"}
    ///     Language of the names.
    ///
    /// Returns
    /// -------
    /// Table
    ///     Columns ``period``, ``scheme``, ``unit``, ``code``, ``name``, ``layer``, ``kind``
    ///     (``status``, ``value``, ``rank`` or ``tally``), ``status``, ``value``, ``of`` (of how
    ///     many, for a tally), ``differs``.
    ///
    /// Examples
    /// --------
    /// >>> own = framework.assess([{"unit": "42", "a": 0.9, "b": 1}])
    /// >>> framework.compare_layers({"self": own}).criteria()["value"]
    /// [0.925]
    #[pyo3(signature = (*, lang="en"))]
    fn criteria(&self, lang: &str) -> PyResult<PyTable> {
        self.cells(options::lang(lang)?, true)
    }

    /// The criteria in which the layers differ; see :meth:`criteria`.
    ///
    /// Examples
    /// --------
    /// >>> own = framework.assess([{"unit": "42", "a": 0.9, "b": 1}])
    /// >>> len(framework.compare_layers({"self": own}).differing())
    /// 0
    #[pyo3(signature = (*, lang="en"))]
    fn differing(&self, lang: &str) -> PyResult<PyTable> {
        self.cells(options::lang(lang)?, false)
    }

    /// How the recognition of a unit stands, where a record was given; the last act of each kind is
    /// in ``steps``.
    ///
    /// Parameters
    /// ----------
    /// unit : str
    ///     Code of the unit.
    /// scheme : str, optional
    ///     Code of the scheme; unless said, the first one.
    /// lang : {"en", "vi"}
    ///     Language of the sentence.
    ///
    /// Returns
    /// -------
    /// dict or None
    ///     As :meth:`Assessment.recognition` has it.
    ///
    /// Raises
    /// ------
    /// KeyError
    ///     When no layer has the unit.
    ///
    /// Examples
    /// --------
    /// >>> import pathlib, tempfile
    /// >>> acts = pathlib.Path(tempfile.mkdtemp()) / "acts.csv"
    /// >>> _ = acts.write_text("unit,act,level,date\n42,recognised,one,2022-03-01\n")
    /// >>> own = framework.assess([{"unit": "42", "a": 0.9, "b": 1}])
    /// >>> layers = framework.compare_layers({"self": own}, record=acts, as_of="2023-01-01")
    /// >>> layers.recognition("42")["level"]
    /// 'one'
    #[pyo3(signature = (unit, scheme=None, *, lang="en"))]
    fn recognition<'py>(
        &self,
        py: Python<'py>,
        unit: &str,
        scheme: Option<&str>,
        lang: &str,
    ) -> PyResult<Option<Bound<'py, PyDict>>> {
        let lang = options::lang(lang)?;
        let mut units = self.compared.units.iter().filter(|one| one.unit == *unit);
        let found = units.find(|one| scheme.is_none_or(|scheme| one.scheme == *scheme));
        let found = found.ok_or_else(|| PyKeyError::new_err(format!("`{unit}` is in no layer")))?;
        let standing = found.recognition.as_ref();
        standing.map(|standing| ways::standing(py, standing, lang)).transpose()
    }

    fn __len__(&self) -> usize {
        self.compared.units.len()
    }

    fn __repr__(&self) -> PyResult<String> {
        Ok(render::text(&self.reached(Lang::En)?, Some(&self.title)))
    }

    fn _repr_html_(&self) -> PyResult<String> {
        Ok(render::html(&self.reached(Lang::En)?, Some(&self.title)))
    }
}

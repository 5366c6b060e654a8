//! Frameworks.

mod data;

use self::data::Scored;
use crate::assessment::PyAssessment;
use crate::catalogue::to_python;
use crate::error::{self, Kind};
use crate::findings::PyFindings;
use crate::fit::PyFit;
use crate::options::Given;
use crate::scorecard::PyScorecard;
use crate::table::{Columns, PyTable};
use crate::tracking::PyTracking;
use chuan::assess::{AssessOptions, Assessment, assess_with};
use chuan::framework::{FileFormat, Framework, Item, LoadError, Loaded};
use chuan::score::ScoreOptions;
use chuan::text::Lang;
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyMapping, PyTuple};
use std::path::PathBuf;
use std::sync::Arc;

/// What is measured, how it is scored, which levels can be reached.
///
/// A framework is made by :meth:`load`, :meth:`from_dict` or :meth:`from_text`. It is always
/// right: what is wrong with a file is said by the findings of the exception. It never changes,
/// can be pickled, and is equal to every framework of the same content.
///
/// Examples
/// --------
/// >>> import chuan
/// >>> framework = chuan.Framework.from_text('''
/// ... code = "demo"
/// ... version = "2022"
/// ... title = { vi = "Ví dụ", en = "Example" }
/// ... [[register.unit]]
/// ... code = "40"
/// ... name = "Nghệ An"
/// ... [[register.unit]]
/// ... code = "42"
/// ... name = "Hà Tĩnh"
/// ... [[node]]
/// ... code = "total"
/// ... [[indicator]]
/// ... code = "a"
/// ... parent = "total"
/// ... weight = 3
/// ... [[indicator]]
/// ... code = "b"
/// ... parent = "total"
/// ... weight = 1
/// ... [[scheme]]
/// ... code = "stars"
/// ... node = "total"
/// ... [[scheme.level]]
/// ... code = "one"
/// ... [[scheme.level]]
/// ... code = "two"
/// ... at_least = 0.5
/// ... ''')
/// >>> framework
/// <Framework demo 2022: 1 node, 2 indicators>
#[pyclass(frozen, name = "Framework", module = "chuan")]
#[derive(Debug, Clone)]
pub(crate) struct PyFramework {
    framework: Arc<Framework>,
    findings: PyFindings,
}

impl PyFramework {
    fn of(py: Python<'_>, framework: Option<Framework>, findings: PyFindings) -> PyResult<Self> {
        match framework {
            Some(framework) => Ok(Self { framework: Arc::new(framework), findings }),
            None => Err(error::of_findings(py, Kind::Framework, findings)),
        }
    }

    fn of_json(py: Python<'_>, json: &str) -> PyResult<Self> {
        let (framework, findings) =
            py.detach(|| Framework::check_text(json, FileFormat::Json, None));
        Self::of(py, framework, PyFindings::without_lines(findings))
    }

    /// The framework of the core.
    pub(crate) fn inner(&self) -> &Framework {
        &self.framework
    }

    fn json(&self) -> PyResult<String> {
        serde_json::to_string(self.framework.spec())
            .map_err(|error| PyRuntimeError::new_err(error.to_string()))
    }
}

#[pymethods]
impl PyFramework {
    /// Reads a framework from a TOML, JSON or YAML file and the tables that it names.
    ///
    /// Parameters
    /// ----------
    /// path : str or os.PathLike
    ///     The file.
    ///
    /// Returns
    /// -------
    /// Framework
    ///
    /// Raises
    /// ------
    /// FrameworkError
    ///     When something is wrong with it; ``.findings`` says what and where.
    /// OSError
    ///     When the file cannot be read: ``FileNotFoundError`` and the like.
    ///
    /// Examples
    /// --------
    /// >>> chuan.Framework.load("absent.toml")
    /// Traceback (most recent call last):
    /// FileNotFoundError: [Errno 2] No such file or directory: 'absent.toml'
    #[staticmethod]
    fn load(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        let loaded: Result<Loaded, LoadError> = py.detach(|| Framework::load(&path));
        let Loaded { framework, findings, .. } =
            loaded.map_err(|error| error::of_load(py, error))?;
        Self::of(py, framework, PyFindings::new(findings))
    }

    /// Makes a framework of a dict that has the shape of a framework file.
    ///
    /// Parameters
    /// ----------
    /// spec : dict
    ///     What :func:`chuan.schema` describes. Dates may be ``datetime.date``.
    ///
    /// Returns
    /// -------
    /// Framework
    ///
    /// Raises
    /// ------
    /// FrameworkError
    ///     When something is wrong with it; ``.findings`` says what and where.
    ///
    /// Examples
    /// --------
    /// >>> chuan.Framework.from_dict({
    /// ...     "code": "small",
    /// ...     "title": "Small",
    /// ...     "indicator": [{"code": "share", "scale": "percent"}],
    /// ... })
    /// <Framework small: 0 nodes, 1 indicator>
    #[staticmethod]
    fn from_dict(spec: &Bound<'_, PyMapping>) -> PyResult<Self> {
        let py = spec.py();
        let keywords = PyDict::new(py);
        keywords.set_item("ensure_ascii", false)?;
        keywords.set_item("default", py.import("chuan._frames")?.getattr("json_default")?)?;
        let spec = py.get_type::<PyDict>().call1((spec,))?;
        let json = py.import("json")?.call_method("dumps", (spec,), Some(&keywords))?;
        Self::of_json(py, &json.extract::<String>()?)
    }

    /// Reads a framework from text.
    ///
    /// Parameters
    /// ----------
    /// text : str
    ///     The text of a framework file without tables beside it.
    /// format : {"toml", "json", "yaml"}
    ///     Its format.
    ///
    /// Returns
    /// -------
    /// Framework
    ///
    /// Raises
    /// ------
    /// FrameworkError
    ///     When something is wrong with it; ``.findings`` says what and where.
    ///
    /// Examples
    /// --------
    /// >>> try:
    /// ...     chuan.Framework.from_text("code = 'x'\ntitle = 'X'\nkode = 1")
    /// ... except chuan.FrameworkError as error:
    /// ...     print(error.findings[0].line, error.findings[0].suggestion)
    /// 3 code
    #[staticmethod]
    #[pyo3(signature = (text, format="toml"))]
    fn from_text(py: Python<'_>, text: &str, format: &str) -> PyResult<Self> {
        let format = FileFormat::of_name(&format!(".{format}")).ok_or_else(|| {
            PyValueError::new_err(format!("`{format}` is not a format: use toml, json or yaml"))
        })?;
        let (framework, findings) = py.detach(|| Framework::check_text(text, format, None));
        Self::of(py, framework, PyFindings::new(findings))
    }

    /// Code.
    #[getter]
    fn code(&self) -> &str {
        self.framework.spec().code.as_str()
    }

    /// Version or edition, where one is stated.
    #[getter]
    fn version(&self) -> Option<&str> {
        self.framework.spec().version.as_ref().map(|version| version.as_str())
    }

    /// Title in English, or in the language that there is.
    #[getter]
    fn title(&self) -> &str {
        self.framework.spec().title.get(Lang::En)
    }

    /// Title in Vietnamese, or in the language that there is.
    #[getter]
    fn title_vi(&self) -> &str {
        self.framework.spec().title.get(Lang::Vi)
    }

    /// SHA-256 of the canonical form, in hexadecimal digits.
    #[getter]
    fn hash(&self) -> &str {
        self.framework.hash()
    }

    /// Warnings and notes about the framework.
    #[getter]
    fn findings(&self) -> PyFindings {
        self.findings.clone()
    }

    /// Nodes and indicators: a table with the columns ``code``, ``name``, ``kind`` (``node`` or
    /// ``indicator``), ``label`` (what the document calls it), ``parents`` (joined by commas),
    /// ``points``, ``scale``, ``direction``, ``scored``.
    ///
    /// Examples
    /// --------
    /// >>> framework.items["kind"]
    /// ['node', 'indicator', 'indicator']
    #[getter]
    fn items(&self) -> PyResult<PyTable> {
        let all = || self.framework.items().iter();
        let parents = |item: &Item| {
            let codes = item.parents.iter().filter_map(|parent| self.framework.item(*parent));
            let codes: Vec<&str> = codes.map(|parent| parent.code.as_str()).collect();
            (!codes.is_empty()).then(|| codes.join(","))
        };
        let word = |value: serde_json::Result<serde_json::Value>| {
            value.ok().and_then(|value| value.as_str().map(str::to_owned))
        };
        let scale = |item: &Item| word(serde_json::to_value(item.indicator()?.scale));
        let direction = |item: &Item| word(serde_json::to_value(item.indicator()?.direction));
        Columns::default()
            .text("code", all().map(|item| Some(item.code.as_str())))
            .text("name", all().map(|item| item.name.as_ref().map(|name| name.get(Lang::En))))
            .text("kind", all().map(|item| Some(kind(item))))
            .text("label", all().map(|item| item.kind.as_deref()))
            .text("parents", all().map(parents))
            .number("points", all().map(|item| item.points))
            .text("scale", all().map(scale))
            .text("direction", all().map(direction))
            .flag("scored", all().map(|item| item.scored))
            .table()
    }

    /// The framework as a dict, tables included; :meth:`from_dict` makes an equal one of it.
    ///
    /// Returns
    /// -------
    /// dict
    ///
    /// Examples
    /// --------
    /// >>> chuan.Framework.from_dict(framework.to_dict()) == framework
    /// True
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        to_python(py, self.framework.spec())
    }

    #[doc = include_str!("check.txt")]
    #[pyo3(signature = (data, *, numbers=None, dates=None, period=None, layer=None, columns=None,
                        delimiter=None, max_findings=None))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn check(
        &self,
        data: &Bound<'_, PyAny>,
        numbers: Option<&str>,
        dates: Option<&str>,
        period: Option<&Bound<'_, PyAny>>,
        layer: Option<String>,
        columns: Option<&Bound<'_, PyMapping>>,
        delimiter: Option<&str>,
        max_findings: Option<usize>,
    ) -> PyResult<PyFindings> {
        let given = Given { numbers, dates, period, layer, columns, delimiter, max_findings };
        let findings =
            self.with_data(data, given.options(false)?, |_, checked| checked.findings)?;
        Ok(PyFindings::new(findings))
    }

    #[doc = include_str!("score.txt")]
    #[pyo3(signature = (data, *, period=None, strict=false, weights=None, fit=None, numbers=None,
                        dates=None, layer=None, columns=None, delimiter=None, max_findings=None))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn score(
        &self,
        data: &Bound<'_, PyAny>,
        period: Option<&Bound<'_, PyAny>>,
        strict: bool,
        weights: Option<String>,
        fit: Option<Bound<'_, PyFit>>,
        numbers: Option<&str>,
        dates: Option<&str>,
        layer: Option<String>,
        columns: Option<&Bound<'_, PyMapping>>,
        delimiter: Option<&str>,
        max_findings: Option<usize>,
    ) -> PyResult<PyScorecard> {
        let given = Given { numbers, dates, period, layer, columns, delimiter, max_findings };
        let mut scoring = ScoreOptions::default();
        scoring.weight_set = weights;
        if let Some(fit) = fit {
            scoring = scoring.fit(fit.get().fit().clone());
        }
        let Scored { mut findings, card, scored, .. } =
            self.scored(data, given.options(true)?, scoring, strict, |_, _, _| ())?;
        findings.append(card.findings().clone());
        Ok(PyScorecard::new(self.framework.clone(), card, PyFindings::new(findings), scored))
    }

    #[doc = include_str!("assess.txt")]
    #[pyo3(signature = (data, *, period=None, strict=false, numbers=None, dates=None, layer=None,
                        columns=None, delimiter=None, max_findings=None, as_of=None))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn assess(
        &self,
        data: &Bound<'_, PyAny>,
        period: Option<&Bound<'_, PyAny>>,
        strict: bool,
        numbers: Option<&str>,
        dates: Option<&str>,
        layer: Option<String>,
        columns: Option<&Bound<'_, PyMapping>>,
        delimiter: Option<&str>,
        max_findings: Option<usize>,
        as_of: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<PyAssessment> {
        let given = Given { numbers, dates, period, layer, columns, delimiter, max_findings };
        let options = AssessOptions { as_of: as_of.map(crate::options::date).transpose()? };
        let assess = |framework: &Framework, observations: &_, card: &_| {
            assess_with(framework, observations, card, &options)
        };
        let Scored { mut findings, card, scored, more } =
            self.scored(data, given.options(true)?, ScoreOptions::default(), strict, assess)?;
        findings.append(card.findings().clone());
        let scoring = PyFindings::new(findings.clone());
        let assessment: Assessment = more;
        findings.append(assessment.findings().clone());
        let card = PyScorecard::new(self.framework.clone(), card, scoring, scored);
        Ok(PyAssessment::new(self.framework.clone(), assessment, card, PyFindings::new(findings)))
    }

    /// Puts the assessments of several layers beside each other, with the acts of recognition.
    ///
    /// Parameters
    /// ----------
    /// assessments : mapping
    ///     The assessment of each layer's data, by the name of the layer: ``self``, ``appraised``,
    ///     ``voted``, ``decided`` …
    /// record : path, optional
    ///     CSV file of acts of recognition, as for :meth:`Assessment.recognition`.
    /// as_of : str or date, optional
    ///     The day as of which the record is looked at.
    ///
    /// Returns
    /// -------
    /// Layers
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     When there is no layer, when a row of the record is wrong, or when it has no ``as_of``.
    ///
    /// Examples
    /// --------
    /// >>> rows = [{"unit": "42", "layer": "self", "a": 1, "b": 1},
    /// ...         {"unit": "42", "layer": "appraised", "a": 0.25, "b": 1}]
    /// >>> layers = framework.compare_layers(
    /// ...     {name: framework.assess(rows, layer=name) for name in ["self", "appraised"]})
    /// >>> layers.levels()["level"]
    /// ['two', 'one']
    #[pyo3(signature = (assessments, *, record=None, as_of=None))]
    fn compare_layers(
        &self,
        assessments: &Bound<'_, PyMapping>,
        record: Option<std::path::PathBuf>,
        as_of: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<crate::layers::PyLayers> {
        crate::layers::PyLayers::compare(&self.framework, assessments, record, as_of)
    }

    #[doc = include_str!("track.txt")]
    #[pyo3(signature = (data, *, as_of, method="linear", range="easier", forecast="theil_sen",
                        confidence=0.8, peers=None, limits=None, strict=false, numbers=None, dates=None,
                        layer=None, columns=None, delimiter=None, max_findings=None))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn track(
        &self,
        data: &Bound<'_, PyAny>,
        as_of: &Bound<'_, PyAny>,
        method: &str,
        range: &str,
        forecast: &str,
        confidence: f64,
        peers: Option<String>,
        limits: Option<Vec<f64>>,
        strict: bool,
        numbers: Option<&str>,
        dates: Option<&str>,
        layer: Option<String>,
        columns: Option<&Bound<'_, PyMapping>>,
        delimiter: Option<&str>,
        max_findings: Option<usize>,
    ) -> PyResult<PyTracking> {
        let mut following =
            crate::tracking::options(as_of, (method, range, forecast), confidence, peers)?;
        if let Some(limits) = limits {
            following.rating = crate::tracking::own(following.rating, &limits)?;
        }
        let given = Given { numbers, dates, period: None, layer, columns, delimiter, max_findings };
        let framework = self.framework.clone();
        let follow = |_: &Framework, observations: &_, card: &_| {
            crate::tracking::Inner::new(framework, observations, card, &following)
        };
        let Scored { mut findings, card, more, .. } =
            self.scored(data, given.options(true)?, ScoreOptions::default(), strict, follow)?;
        findings.append(card.findings().clone());
        Ok(PyTracking::new(more, PyFindings::new(findings)))
    }

    /// Makes a framework of the JSON text that a pickle holds.
    #[staticmethod]
    fn _from_json(py: Python<'_>, json: &str) -> PyResult<Self> {
        Self::of_json(py, json)
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let py = slf.py();
        let maker = py.get_type::<Self>().getattr("_from_json")?;
        let json = slf.get().json()?;
        (maker, (json,)).into_pyobject(py)
    }

    fn __copy__(slf: Bound<'_, Self>) -> Bound<'_, Self> {
        slf
    }

    fn __deepcopy__<'py>(slf: Bound<'py, Self>, _memo: &Bound<'py, PyAny>) -> Bound<'py, Self> {
        slf
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other
            .cast::<Self>()
            .is_ok_and(|other| other.get().framework.hash() == self.framework.hash())
    }

    fn __hash__(&self) -> u64 {
        let first = self.framework.hash().get(..15).unwrap_or_default();
        u64::from_str_radix(first, 16).unwrap_or_default()
    }

    fn __repr__(&self) -> String {
        let indicators = self.framework.indicators().count();
        let nodes = self.framework.items().len() - indicators;
        let s = |count: usize| if count == 1 { "" } else { "s" };
        format!(
            "<Framework {}: {nodes} node{}, {indicators} indicator{}>",
            self.framework.label(),
            s(nodes),
            s(indicators)
        )
    }
}

/// `node` or `indicator`.
pub(crate) fn kind(item: &Item) -> &'static str {
    if item.indicator().is_some() { "indicator" } else { "node" }
}

//! Levels.

use crate::findings::PyFindings;
use crate::options;
use crate::render;
use crate::scorecard::PyScorecard;
use crate::subject;
use crate::table::{Columns, PyTable, tabular};
use crate::ways;
use chuan::assess::{Assessment, LevelResult, UnitAssessment, way_up};
use chuan::framework::Framework;
use chuan::text::Lang;
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyMapping};
use std::path::PathBuf;
use std::sync::Arc;

/// The levels that units have reached, for certain and at best, and what is missing.
///
/// Requirements are evaluated in three-valued logic: what is not known is undetermined, which is
/// not the same as not met.
///
/// Examples
/// --------
/// >>> assessment = framework.assess([{"unit": "40", "a": 1, "b": 0}, {"unit": "42", "a": 0.25, "b": 1}])
/// >>> assessment.to_dicts()[1]["level"]
/// 'one'
/// >>> assessment.missing("42")
/// [{'level': 'two', 'verdict': 'not_met', 'sentence': 'total 0.4375 (required ≥ 0.5)'}]
#[pyclass(frozen, name = "Assessment", module = "chuan")]
#[derive(Debug, Clone)]
pub(crate) struct PyAssessment {
    framework: Arc<Framework>,
    assessment: Arc<Assessment>,
    scorecard: PyScorecard,
    findings: PyFindings,
}

impl PyAssessment {
    pub(crate) fn new(
        framework: Arc<Framework>,
        assessment: Assessment,
        scorecard: PyScorecard,
        findings: PyFindings,
    ) -> Self {
        Self { framework, assessment: Arc::new(assessment), scorecard, findings }
    }

    /// The framework and what was assessed by it.
    pub(crate) fn inner(&self) -> (&Framework, &Assessment) {
        (&self.framework, &self.assessment)
    }

    /// The result of one unit by a scheme in a period: the first scheme and the last period
    /// unless said.
    fn result(
        &self,
        unit: &str,
        scheme: Option<&str>,
        period: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<&UnitAssessment> {
        let number = subject::unit(self.scorecard.card().units(), unit)?;
        let period = period.map(options::period).transpose()?;
        let all = || self.assessment.units().iter();
        let scheme = match scheme {
            Some(scheme) if all().any(|result| result.scheme == *scheme) => scheme,
            Some(scheme) => {
                let known = all().map(|result| result.scheme.as_str());
                return Err(crate::error::unknown("scheme", scheme, known));
            }
            None => all()
                .next()
                .map(|result| result.scheme.as_str())
                .ok_or_else(|| PyKeyError::new_err("nothing was assessed: no scheme applies"))?,
        };
        all()
            .filter(|result| result.scheme == *scheme && result.unit == number)
            .filter(|result| period.is_none() || result.period == period)
            .max_by_key(|result| result.period)
            .ok_or_else(|| {
                PyKeyError::new_err(match period {
                    Some(period) => format!("`{unit}` was not assessed by `{scheme}` in {period}"),
                    None => format!("`{unit}` was not assessed by `{scheme}`"),
                })
            })
    }

    fn table(&self, lang: Lang) -> PyResult<PyTable> {
        let all = || self.assessment.units().iter();
        let name = |result: &UnitAssessment| {
            let unit = self.assessment.unit(result)?;
            unit.name.as_ref().map(|name| name.get(lang).to_owned())
        };
        Columns::default()
            .text("period", all().map(|result| result.period.map(|period| period.to_string())))
            .text("scheme", all().map(|result| Some(result.scheme.as_str())))
            .text("unit", all().map(|result| Some(result.unit_code.as_str())))
            .text("name", all().map(name))
            .number("value", all().map(|result| result.value))
            .text("level", all().map(|result| result.reached().map(code)))
            .text("possible", all().map(|result| result.possible().map(code)))
            .flag("certain", all().map(UnitAssessment::is_certain))
            .table()
    }

    fn title(&self) -> String {
        let count = self.assessment.units().len();
        let s = if count == 1 { "" } else { "s" };
        format!("Assessment by {}: {count} result{s}", self.scorecard.card().framework())
    }
}

fn code(level: &LevelResult) -> &str {
    level.code.as_str()
}

#[pymethods]
impl PyAssessment {
    /// Everything that was found in the data, while scoring and while assessing.
    #[getter]
    fn findings(&self) -> PyFindings {
        self.findings.clone()
    }

    /// The scores that the levels rest on.
    #[getter]
    fn scorecard(&self) -> PyScorecard {
        self.scorecard.clone()
    }

    /// The highest level that a unit has reached for certain.
    ///
    /// Parameters
    /// ----------
    /// unit : str
    ///     Code or exact name of the unit.
    /// scheme : str, optional
    ///     Code of the scheme; unless said, the first one.
    /// period : str, int or date, optional
    ///     The period; unless said, the last one in which the unit was assessed.
    ///
    /// Returns
    /// -------
    /// str or None
    ///     Code of the level; ``None`` when none is reached for certain.
    ///
    /// Raises
    /// ------
    /// KeyError
    ///     When the unit was not assessed.
    ///
    /// Examples
    /// --------
    /// >>> assessment.level("40")
    /// 'two'
    #[pyo3(signature = (unit, scheme=None, period=None))]
    fn level(
        &self,
        unit: &str,
        scheme: Option<&str>,
        period: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Option<&str>> {
        Ok(self.result(unit, scheme, period)?.reached().map(code))
    }

    /// What a unit lacks for a level.
    ///
    /// Parameters
    /// ----------
    /// unit : str
    ///     Code or exact name of the unit.
    /// scheme : str, optional
    ///     Code of the scheme; unless said, the first one.
    /// period : str, int or date, optional
    ///     The period; unless said, the last one in which the unit was assessed.
    /// level : str, optional
    ///     Code of the level; unless said, the one above the level reached.
    /// lang : {"en", "vi"}
    ///     Language of the sentences.
    ///
    /// Returns
    /// -------
    /// list of dict
    ///     Keys ``level``, ``verdict`` (``not_met`` or ``undetermined``) and ``sentence``. Empty
    ///     when nothing is missing.
    ///
    /// Raises
    /// ------
    /// KeyError
    ///     When the unit was not assessed, or when there is no such level.
    ///
    /// Examples
    /// --------
    /// >>> assessment.missing("42", lang="vi")[0]["sentence"]
    /// 'total 0,4375 (yêu cầu ≥ 0,5)'
    /// >>> assessment.missing("40")
    /// []
    #[pyo3(signature = (unit, scheme=None, period=None, *, level=None, lang="en"))]
    fn missing<'py>(
        &self,
        py: Python<'py>,
        unit: &str,
        scheme: Option<&str>,
        period: Option<&Bound<'py, PyAny>>,
        level: Option<&str>,
        lang: &str,
    ) -> PyResult<Bound<'py, PyList>> {
        let lang = options::lang(lang)?;
        let result = self.result(unit, scheme, period)?;
        let list = PyList::empty(py);
        let wanted = match level {
            None => result.next(),
            Some(wanted) => Some(result.level(wanted).ok_or_else(|| {
                crate::error::unknown("level", wanted, result.levels.iter().map(code))
            })?),
        };
        for (level, missing) in wanted.iter().flat_map(|l| l.missing().map(move |m| (*l, m))) {
            let dict = PyDict::new(py);
            dict.set_item("level", code(level))?;
            dict.set_item("verdict", missing.verdict.as_str())?;
            dict.set_item("sentence", missing.sentence(lang))?;
            list.append(dict)?;
        }
        Ok(list)
    }

    /// Why a unit has the level that it has, in sentences.
    ///
    /// Parameters
    /// ----------
    /// unit : str
    ///     Code or exact name of the unit.
    /// scheme : str, optional
    ///     Code of the scheme; unless said, the first one.
    /// period : str, int or date, optional
    ///     The period; unless said, the last one in which the unit was assessed.
    /// lang : {"en", "vi"}
    ///     Language of the sentences.
    ///
    /// Returns
    /// -------
    /// list of str
    ///     What is reached and possible, how each level stands, what binds the next one, and what
    ///     follows from each point that is open.
    ///
    /// Examples
    /// --------
    /// >>> assessment.explain("42")[0]
    /// 'Reached for certain: one.'
    #[pyo3(signature = (unit, scheme=None, period=None, *, lang="en"))]
    fn explain(
        &self,
        unit: &str,
        scheme: Option<&str>,
        period: Option<&Bound<'_, PyAny>>,
        lang: &str,
    ) -> PyResult<Vec<String>> {
        let lang = options::lang(lang)?;
        Ok(self.result(unit, scheme, period)?.explain(&self.framework, lang))
    }

    /// The cheapest way to a level: the smallest or least costly set of changes that reaches it.
    ///
    /// Parameters
    /// ----------
    /// unit : str
    ///     Code or exact name of the unit.
    /// scheme : str, optional
    ///     Code of the scheme; unless said, the first one.
    /// period : str, int or date, optional
    ///     The period; unless said, the last one in which the unit was assessed.
    /// level : str, optional
    ///     Code of the level; unless said, the one above the level reached.
    /// costs : mapping, optional
    ///     What it costs to change a criterion, by its code, in place of the framework's costs; 1
    ///     for those that neither states.
    /// lang : {"en", "vi"}
    ///     Language of the sentences.
    ///
    /// Returns
    /// -------
    /// dict or None
    ///     Keys ``level``, ``reached``, ``cost`` (``None`` when no set of changes reaches it),
    ///     ``ways`` (lists of changes, all of the same cost), ``more``, ``proof``, ``proven`` and
    ///     ``sentence``. ``None`` when the highest level is reached.
    ///
    /// Examples
    /// --------
    /// >>> way = assessment.way_up("42")
    /// >>> way["cost"], way["proven"], way["ways"][0][0]["sentence"]
    /// (1.0, True, 'total from 0.4375 to 0.5 (+0.0625)')
    #[pyo3(signature = (unit, scheme=None, period=None, *, level=None, costs=None, lang="en"))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn way_up<'py>(
        &self,
        py: Python<'py>,
        unit: &str,
        scheme: Option<&str>,
        period: Option<&Bound<'py, PyAny>>,
        level: Option<&str>,
        costs: Option<&Bound<'py, PyMapping>>,
        lang: &str,
    ) -> PyResult<Option<Bound<'py, PyDict>>> {
        let lang = options::lang(lang)?;
        let result = self.result(unit, scheme, period)?;
        let wanted = match level {
            Some(level) => level,
            None => match result.next() {
                Some(next) => code(next),
                None => return Ok(None),
            },
        };
        let options = ways::options(&self.framework, costs)?;
        let way = way_up(&self.framework, result, wanted, &options).ok_or_else(|| {
            crate::error::unknown("level", wanted, result.levels.iter().map(code))
        })?;
        Ok(Some(ways::way(py, &way, lang)?))
    }

    /// How the recognition of a unit stands on a day.
    ///
    /// To meet all criteria and to be recognised are two facts; this is the second.
    ///
    /// Parameters
    /// ----------
    /// record : path
    ///     CSV file of acts: ``unit``, ``scheme``, ``act``, ``level``, ``date``, ``by`` …
    /// unit : str
    ///     Code or exact name of the unit.
    /// as_of : str or date
    ///     The day.
    /// scheme : str, optional
    ///     Code of the scheme; unless said, the first one.
    /// lang : {"en", "vi"}
    ///     Language of the sentence.
    ///
    /// Returns
    /// -------
    /// dict
    ///     Keys ``state``, ``level``, ``since``, ``until``, ``renew_by``, ``criteria_met_for``,
    ///     ``competent``, ``successor``, ``steps``, ``as_of`` and ``sentence``.
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     When a row of the record is wrong.
    ///
    /// Examples
    /// --------
    /// >>> import pathlib, tempfile
    /// >>> acts = pathlib.Path(tempfile.mkdtemp()) / "acts.csv"
    /// >>> _ = acts.write_text("unit,act,level,date\n42,recognised,one,2022-03-01\n")
    /// >>> assessment.recognition(acts, "42", "2023-01-01")["state"]
    /// 'recognised'
    #[pyo3(signature = (record, unit, as_of, *, scheme=None, lang="en"))]
    fn recognition<'py>(
        &self,
        py: Python<'py>,
        record: PathBuf,
        unit: &str,
        as_of: &Bound<'py, PyAny>,
        scheme: Option<&str>,
        lang: &str,
    ) -> PyResult<Bound<'py, PyDict>> {
        let (lang, as_of) = (options::lang(lang)?, options::date(as_of)?);
        let result = self.result(unit, scheme, None)?;
        let acts = ways::acts(&record, &self.framework)?;
        let mut schemes = self.framework.schemes().iter();
        let scheme = schemes.find(|known| known.code == result.scheme);
        let (Some(scheme), Some(subject)) = (scheme, self.assessment.unit(result)) else {
            return Err(PyKeyError::new_err(format!("`{unit}` was not assessed")));
        };
        ways::standing(py, &acts.standing(scheme, subject, as_of, Some(result)), lang)
    }

    /// The levels as a table.
    ///
    /// Parameters
    /// ----------
    /// lang : {"en", "vi"}
    ///     Language of the names.
    ///
    /// Returns
    /// -------
    /// Table
    ///     Columns ``period``, ``scheme``, ``unit``, ``name``, ``value`` (compared with the
    ///     thresholds), ``level`` (reached for certain), ``possible`` (reached when everything
    ///     that is undetermined turns out well), ``certain``.
    ///
    /// Examples
    /// --------
    /// >>> assessment.to_table()["certain"]
    /// [True, True]
    #[pyo3(signature = (*, lang="en"))]
    fn to_table(&self, lang: &str) -> PyResult<PyTable> {
        self.table(options::lang(lang)?)
    }

    fn __len__(&self) -> usize {
        self.assessment.units().len()
    }

    fn __repr__(&self) -> PyResult<String> {
        Ok(render::text(&self.table(Lang::En)?, Some(&self.title())))
    }

    fn _repr_html_(&self) -> PyResult<String> {
        Ok(render::html(&self.table(Lang::En)?, Some(&self.title())))
    }
}

tabular! {
    PyAssessment, "The table",
    dicts: ">>> assessment.to_dicts()[0][\"level\"]\n'two'",
    pandas: ">>> assessment.to_pandas()[\"level\"].tolist()\n['two', 'one']",
    polars: ">>> assessment.to_polars()[\"level\"].to_list()\n['two', 'one']"
}

//! Scores and ranks.

use crate::explanation::PyExplanation;
use crate::findings::PyFindings;
use crate::fit::PyFit;
use crate::framework::kind;
use crate::options;
use crate::render;
use crate::subject;
use crate::table::{Columns, PyTable};
use chuan::framework::{Framework, ItemId};
use chuan::recipe::{Order, Ties};
use chuan::score::panel::Trend;
use chuan::score::{PeriodScores, Scorecard, TrendOf, rank};
use chuan::text::Lang;
use pyo3::exceptions::{PyKeyError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyAny, PyCapsule};
use std::collections::HashSet;
use std::sync::Arc;

/// Scores and ranks of all units in all periods, with everything that led to them.
///
/// Examples
/// --------
/// >>> card = framework.score([{"unit": "40", "a": 1, "b": 0}, {"unit": "42", "a": 0, "b": 1}])
/// >>> card.ranking().to_dicts()[0]
/// {'rank': 1.0, 'unit': '40', 'name': 'Nghệ An', 'score': 0.75, 'a': 1.0, 'b': 0.0}
/// >>> card.to_pandas().query("item == 'total'")["score"].tolist()
/// [0.75, 0.25]
#[pyclass(frozen, name = "Scorecard", module = "chuan")]
#[derive(Debug, Clone)]
pub(crate) struct PyScorecard {
    framework: Arc<Framework>,
    card: Arc<Scorecard>,
    findings: PyFindings,
}

/// One row of the table.
struct Row<'c> {
    scores: &'c PeriodScores,
    unit: usize,
    item: ItemId,
}

impl PyScorecard {
    pub(crate) fn new(framework: Arc<Framework>, card: Scorecard, findings: PyFindings) -> Self {
        Self { framework, card: Arc::new(card), findings }
    }

    /// The scorecard of the core.
    pub(crate) fn card(&self) -> &Scorecard {
        &self.card
    }

    fn table(&self, lang: Lang) -> PyResult<PyTable> {
        let mut rows = Vec::new();
        for scores in self.card.periods() {
            for unit in scores.units() {
                let items = self.framework.iter().map(|(item, _)| item);
                rows.extend(items.map(|item| Row { scores, unit: *unit, item }));
            }
        }
        let unit = |row: &Row<'_>| self.card.units().get(row.unit);
        let item = |row: &Row<'_>| self.framework.item(row.item);
        let all = || rows.iter();
        Columns::default()
            .text("period", all().map(|row| row.scores.period().map(|p| p.to_string())))
            .text("unit", all().map(|row| unit(row).map(|unit| unit.code.as_str())))
            .text("name", all().map(|row| unit(row)?.name.as_ref().map(|name| name.get(lang))))
            .text("item", all().map(|row| item(row).map(|item| item.code.as_str())))
            .text("kind", all().map(|row| item(row).map(kind)))
            .number("value", all().map(|row| row.scores.raw(row.item).get(row.unit)))
            .number("score", all().map(|row| row.scores.score(row.item).get(row.unit)))
            .number("shown", all().map(|row| row.scores.shown(row.item).get(row.unit)))
            .number("rank", all().map(|row| row.scores.rank(row.item, row.unit)))
            .table()
    }

    /// The ranks by an item: those of the framework, or else highest first.
    fn ranks(&self, scores: &PeriodScores, item: ItemId) -> Vec<Option<f64>> {
        if let Some(ranking) = scores.rankings().iter().find(|ranking| ranking.node == item) {
            return ranking.ranks.clone();
        }
        let ranked = self.card.units().iter().map(|unit| unit.ranked);
        let values = scores.score(item).iter().zip(ranked);
        let values: Vec<Option<f64>> =
            values.map(|(value, ranked)| value.filter(|_| ranked)).collect();
        rank(&values, Order::default(), Ties::default())
    }

    fn title(&self) -> String {
        let periods: Vec<String> = self.card.periods().iter().map(subject::label).collect();
        let units = self.card.units().len();
        let s = if units == 1 { "" } else { "s" };
        format!("Scorecard of {}: {units} unit{s}, {}", self.card.framework(), periods.join(", "))
    }

    /// The ranking of the last period, to be shown.
    fn front(&self) -> PyResult<PyTable> {
        self.ranking_of(None, None, Lang::En)
    }

    fn ranking_of(
        &self,
        node: Option<&str>,
        period: Option<&Bound<'_, PyAny>>,
        lang: Lang,
    ) -> PyResult<PyTable> {
        let id = subject::item(&self.framework, node)?;
        let scores = subject::scores(&self.card, period)?;
        let ranks = self.ranks(scores, id);
        let rank_of = |unit: usize| ranks.get(unit).copied().flatten();
        let mut units: Vec<usize> = scores.units().to_vec();
        units.sort_by(|a, b| {
            let key = |unit: &usize| rank_of(*unit).unwrap_or(f64::INFINITY);
            key(a).total_cmp(&key(b))
        });
        let unit = |number: usize| self.card.units().get(number);
        let all = || units.iter().copied();
        let mut columns = Columns::default()
            .number("rank", all().map(rank_of))
            .text("unit", all().map(|n| unit(n).map(|unit| unit.code.as_str())))
            .text("name", all().map(|n| unit(n)?.name.as_ref().map(|name| name.get(lang))))
            .number("score", all().map(|n| scores.shown(id).get(n)));
        let mut names: HashSet<String> =
            ["rank", "unit", "name", "score"].into_iter().map(str::to_owned).collect();
        let children =
            self.framework.item(id).map(|item| item.children.as_slice()).unwrap_or_default();
        for child in children {
            let Some(item) = self.framework.item(child.item) else { continue };
            // A component may be called `score`; its column then says that it is one.
            let mut name = item.code.to_string();
            while !names.insert(name.clone()) {
                name.push_str("_component");
            }
            columns = columns.number(&name, all().map(|n| scores.shown(child.item).get(n)));
        }
        columns.table()
    }
}

#[pymethods]
impl PyScorecard {
    /// Everything that was found in the data and while scoring.
    #[getter]
    fn findings(&self) -> PyFindings {
        self.findings.clone()
    }

    /// Hash of the framework.
    #[getter]
    fn framework_hash(&self) -> &str {
        self.card.framework_hash()
    }

    /// Code and version of the framework.
    #[getter]
    fn framework(&self) -> &str {
        self.card.framework()
    }

    /// Codes of the units.
    #[getter]
    fn units(&self) -> Vec<String> {
        self.card.units().iter().map(|unit| unit.code.to_string()).collect()
    }

    /// The periods in order; ``None`` for records that state none.
    #[getter]
    fn periods(&self) -> Vec<Option<String>> {
        self.card.periods().iter().map(|s| s.period().map(|period| period.to_string())).collect()
    }

    /// All values and scores as a table in long form.
    ///
    /// Parameters
    /// ----------
    /// lang : {"en", "vi"}
    ///     Language of the names.
    ///
    /// Returns
    /// -------
    /// Table
    ///     Columns ``period``, ``unit``, ``name``, ``item``, ``kind`` (``node`` or
    ///     ``indicator``), ``value`` (before the scorer), ``score`` (unrounded), ``shown`` (as
    ///     printed), ``rank``.
    ///
    /// Examples
    /// --------
    /// >>> card.to_table().shape
    /// (6, 9)
    #[pyo3(signature = (*, lang="en"))]
    fn to_table(&self, lang: &str) -> PyResult<PyTable> {
        self.table(options::lang(lang)?)
    }

    /// The units in the order of their ranks.
    ///
    /// Parameters
    /// ----------
    /// node : str, optional
    ///     Code of a node or indicator; unless said, what the framework ranks first.
    /// period : str, int or date, optional
    ///     The period; unless said, the last one.
    /// lang : {"en", "vi"}
    ///     Language of the names.
    ///
    /// Returns
    /// -------
    /// Table
    ///     Columns ``rank``, ``unit``, ``name``, ``score`` and one for each component of the
    ///     node, all as printed. Units without a rank come last.
    ///
    /// Raises
    /// ------
    /// KeyError
    ///     When there is no such node or period.
    ///
    /// Examples
    /// --------
    /// >>> card.ranking("b")["unit"]
    /// ['42', '40']
    #[pyo3(signature = (node=None, period=None, *, lang="en"))]
    fn ranking(
        &self,
        node: Option<&str>,
        period: Option<&Bound<'_, PyAny>>,
        lang: &str,
    ) -> PyResult<PyTable> {
        self.ranking_of(node, period, options::lang(lang)?)
    }

    /// The score of one unit.
    ///
    /// Parameters
    /// ----------
    /// unit : str
    ///     Code or exact name of the unit.
    /// node : str, optional
    ///     Code of a node or indicator; unless said, what the framework ranks first.
    /// period : str, int or date, optional
    ///     The period; unless said, the last one.
    /// rounded : bool
    ///     Whether the score as printed is meant.
    ///
    /// Returns
    /// -------
    /// float or None
    ///     ``None`` when there is no score.
    ///
    /// Raises
    /// ------
    /// KeyError
    ///     When there is no such unit, node or period; the message names the nearest one.
    ///
    /// Examples
    /// --------
    /// >>> card.score("Hà Tĩnh")
    /// 0.25
    #[pyo3(signature = (unit, node=None, period=None, *, rounded=false))]
    fn score(
        &self,
        unit: &str,
        node: Option<&str>,
        period: Option<&Bound<'_, PyAny>>,
        rounded: bool,
    ) -> PyResult<Option<f64>> {
        let item = subject::item(&self.framework, node)?;
        let unit = subject::unit(self.card.units(), unit)?;
        let scores = subject::scores(&self.card, period)?;
        let column = if rounded { scores.shown(item) } else { scores.score(item) };
        Ok(column.get(unit))
    }

    /// Takes a score apart, down to the observed values.
    ///
    /// Parameters
    /// ----------
    /// unit : str
    ///     Code or exact name of the unit.
    /// node : str, optional
    ///     Code of a node or indicator; unless said, what the framework ranks first.
    /// period : str, int or date, optional
    ///     The period; unless said, the last one.
    ///
    /// Returns
    /// -------
    /// Explanation
    ///
    /// Raises
    /// ------
    /// KeyError
    ///     When there is no such unit, node or period.
    ///
    /// Examples
    /// --------
    /// >>> print(card.explain("40"))
    /// total: 0.75, rank 1 (arithmetic)
    /// ├─ a: 1 × 0.75 = 0.75 (identity)
    /// └─ b: 0 × 0.25 = 0 (identity)
    #[pyo3(signature = (unit, node=None, period=None))]
    fn explain(
        &self,
        unit: &str,
        node: Option<&str>,
        period: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<PyExplanation> {
        let item = subject::item(&self.framework, node)?;
        let number = subject::unit(self.card.units(), unit)?;
        let scores = subject::scores(&self.card, period)?;
        let explanation = self
            .card
            .explain(&self.framework, item, number, scores)
            .ok_or_else(|| PyKeyError::new_err(format!("nothing is known about `{unit}`")))?;
        Ok(PyExplanation::new(self.framework.clone(), explanation))
    }

    /// What was learned from the units.
    #[getter]
    fn fit(&self) -> PyFit {
        PyFit::new(self.card.fit().clone())
    }

    /// Code of the set of weights that took the place of those of the framework.
    #[getter]
    fn weight_set(&self) -> Option<&str> {
        self.card.weight_set()
    }

    /// Every figure that led to a score, one row an item, unit and period.
    ///
    /// Returns
    /// -------
    /// Table
    ///     Columns ``period``, ``unit``, ``item``, ``kind``, ``observed``, ``denominated``,
    ///     ``imputed``, ``filled_by`` (the method, where a gap was filled), ``treated``, ``value``
    ///     (before the scorer), ``score``, ``shown``, ``parent``, ``weight``, ``contribution``,
    ///     ``rank``, ``band``, ``coverage``. Where a step does not apply the figure is that of the
    ///     step before.
    ///
    /// Examples
    /// --------
    /// >>> card.steps()["contribution"]
    /// [None, 0.75, 0.0, None, 0.0, 0.25]
    fn steps(&self) -> PyResult<PyTable> {
        let mut rows = Vec::new();
        for scores in self.card.periods() {
            for unit in scores.units() {
                rows.extend(self.framework.iter().map(|(item, _)| {
                    let trace = self.card.trace(&self.framework, scores, item, *unit);
                    (Row { scores, unit: *unit, item }, trace)
                }));
            }
        }
        let item = |row: &Row<'_>| self.framework.item(row.item);
        let all = || rows.iter();
        Columns::default()
            .text("period", all().map(|(row, _)| row.scores.period().map(|p| p.to_string())))
            .text(
                "unit",
                all().map(|(row, _)| Some(self.card.units().get(row.unit)?.code.as_str())),
            )
            .text("item", all().map(|(row, _)| item(row).map(|item| item.code.as_str())))
            .text("kind", all().map(|(row, _)| item(row).map(kind)))
            .number("observed", all().map(|(_, trace)| trace.observed))
            .number("denominated", all().map(|(_, trace)| trace.denominated))
            .number("imputed", all().map(|(_, trace)| trace.imputed))
            .text("filled_by", all().map(|(_, trace)| trace.filled_by))
            .number("treated", all().map(|(_, trace)| trace.treated))
            .number("value", all().map(|(_, trace)| trace.value))
            .number("score", all().map(|(_, trace)| trace.score))
            .number("shown", all().map(|(_, trace)| trace.shown))
            .text("parent", all().map(|(_, trace)| trace.parent.as_ref().map(|code| code.as_str())))
            .number("weight", all().map(|(_, trace)| trace.weight))
            .number("contribution", all().map(|(_, trace)| trace.contribution))
            .number("rank", all().map(|(_, trace)| trace.rank))
            .text("band", all().map(|(_, trace)| trace.band.as_ref().map(|code| code.as_str())))
            .number("coverage", all().map(|(_, trace)| trace.coverage))
            .table()
    }

    /// Change, growth and slope of every score over the periods.
    ///
    /// Parameters
    /// ----------
    /// of : {"score", "shown", "observed"}
    ///     Which figure is followed.
    ///
    /// Returns
    /// -------
    /// Table
    ///     Columns ``unit``, ``item``, ``change`` (last less first), ``cagr`` (compound rate a year,
    ///     as a share), ``slope`` (of the least-squares line, a year). Periods count from their first
    ///     day.
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     When there is no such figure.
    ///
    /// Examples
    /// --------
    /// >>> card.trends().column_names
    /// ['unit', 'item', 'change', 'cagr', 'slope']
    #[pyo3(signature = (*, of="score"))]
    fn trends(&self, of: &str) -> PyResult<PyTable> {
        let of = match of {
            "score" => TrendOf::Score,
            "shown" => TrendOf::Shown,
            "observed" => TrendOf::Observed,
            _ => {
                let message = format!("`{of}` is no figure: use score, shown or observed");
                return Err(PyValueError::new_err(message));
            }
        };
        let mut rows = Vec::new();
        for (id, item) in self.framework.iter() {
            let of = |trend| self.card.trends(id, of, trend);
            let figures = [of(Trend::Change), of(Trend::Cagr), of(Trend::Slope)];
            for (number, unit) in self.card.units().iter().enumerate() {
                let figures = figures.each_ref().map(|column| column.get(number));
                rows.push((unit.code.as_str(), item.code.as_str(), figures));
            }
        }
        let all = || rows.iter();
        Columns::default()
            .text("unit", all().map(|(unit, ..)| Some(*unit)))
            .text("item", all().map(|(_, item, _)| Some(*item)))
            .number("change", all().map(|(.., [change, ..])| *change))
            .number("cagr", all().map(|(.., [_, cagr, _])| *cagr))
            .number("slope", all().map(|(.., [.., slope])| *slope))
            .table()
    }

    /// The table as a list of dicts; see :meth:`to_table`.
    ///
    /// Examples
    /// --------
    /// >>> card.to_dicts()[0]["item"]
    /// 'total'
    #[pyo3(signature = (*, lang="en"))]
    fn to_dicts<'py>(&self, py: Python<'py>, lang: &str) -> PyResult<Bound<'py, PyAny>> {
        self.to_table(lang)?.into_pyobject(py)?.call_method0("to_dicts")
    }

    /// The table as a pandas data frame; see :meth:`to_table`.
    ///
    /// Examples
    /// --------
    /// >>> card.to_pandas().shape
    /// (6, 9)
    #[pyo3(signature = (*, lang="en"))]
    fn to_pandas<'py>(&self, py: Python<'py>, lang: &str) -> PyResult<Bound<'py, PyAny>> {
        self.to_table(lang)?.into_pyobject(py)?.call_method0("to_pandas")
    }

    /// The table as a polars data frame; see :meth:`to_table`.
    ///
    /// Examples
    /// --------
    /// >>> card.to_polars().shape
    /// (6, 9)
    #[pyo3(signature = (*, lang="en"))]
    fn to_polars<'py>(&self, py: Python<'py>, lang: &str) -> PyResult<Bound<'py, PyAny>> {
        self.to_table(lang)?.into_pyobject(py)?.call_method0("to_polars")
    }

    /// The Arrow stream, for other libraries.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        self.table(Lang::En)?.stream(py, requested_schema)
    }

    fn __repr__(&self) -> PyResult<String> {
        Ok(render::text(&self.front()?, Some(&self.title())))
    }

    fn _repr_html_(&self) -> PyResult<String> {
        Ok(render::html(&self.front()?, Some(&self.title())))
    }
}

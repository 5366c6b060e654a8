//! What a scorecard is, and single scores. Ranks and bands are in [`ranking`], what led to them in [`steps`],
//! the statistics in [`analysis`], scorecards beside each other in [`comparison`], and what gaps leave open
//! in [`uncertainty`].

mod analysis;
mod comparison;
mod ranking;
mod steps;
mod uncertainty;

pub(crate) use comparison::PyComparison;

use crate::explanation::PyExplanation;
use crate::findings::PyFindings;
use crate::fit::PyFit;
use crate::framework::kind;
use crate::options;
use crate::render;
use crate::subject;
use crate::table::{Columns, PyTable, tabular};
use chuan::framework::{Framework, ItemId};
use chuan::observe::Observations;
use chuan::score::{PeriodScores, ScoreOptions, Scorecard};
use chuan::text::Lang;
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::types::PyAny;
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
    scored: Arc<Scored>,
}

/// What was scored, and how: so that it can be scored again without an element.
#[derive(Debug)]
pub(crate) struct Scored {
    pub(crate) observations: Observations,
    pub(crate) options: ScoreOptions,
}

/// One row of the table.
struct Row<'c> {
    scores: &'c PeriodScores,
    unit: usize,
    item: ItemId,
}

impl PyScorecard {
    pub(crate) fn new(
        framework: Arc<Framework>,
        card: Scorecard,
        findings: PyFindings,
        scored: Scored,
    ) -> Self {
        Self { framework, card: Arc::new(card), findings, scored: Arc::new(scored) }
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

    fn code(&self, item: ItemId) -> Option<&str> {
        self.framework.item(item).map(|item| item.code.as_str())
    }

    fn unit_code(&self, unit: usize) -> Option<&str> {
        self.card.units().get(unit).map(|unit| unit.code.as_str())
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

    fn __repr__(&self) -> PyResult<String> {
        Ok(render::text(&self.front()?, Some(&self.title())))
    }

    fn _repr_html_(&self) -> PyResult<String> {
        Ok(render::html(&self.front()?, Some(&self.title())))
    }
}

tabular! {
    PyScorecard, "The table",
    dicts: ">>> card.to_dicts()[0][\"item\"]\n'total'",
    pandas: ">>> card.to_pandas().shape\n(6, 9)",
    polars: ">>> card.to_polars().shape\n(6, 9)"
}

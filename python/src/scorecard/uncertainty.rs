//! What gaps leave open: scores and ranks over the completed tables.

use super::PyScorecard;
use crate::error;
use crate::options;
use crate::run::run;
use crate::subject;
use crate::table::{Columns, PyTable};
use chuan::analyse::multiple::replicates;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

#[pymethods]
impl PyScorecard {
    /// What gaps leave open: scores and ranks over the tables that multiple imputation completes.
    ///
    /// The framework says which gaps are filled by draws, how many tables there are and from which seed the
    /// draws follow: ``impute = { method = "multiple", replicates = 20, seed = 0 }``. Each table is scored
    /// as the framework says, and the scores are pooled by Rubin's rules.
    ///
    /// Parameters
    /// ----------
    /// node : str, optional
    ///     Code of a node or indicator; unless said, what the framework ranks first.
    /// period : str, int or date, optional
    ///     The period; unless said, the last one.
    ///
    /// Returns
    /// -------
    /// Table
    ///     Columns ``unit``; ``score`` of this scorecard, with what is expected in place of gaps; ``mean``
    ///     (over the tables), ``sd`` (the root of Rubin's variance, ``(1 + 1/m) B``), ``q5`` and ``q95``
    ///     of the score, in points; ``rank``, ``rank_q5`` and ``rank_q95``, in places.
    ///
    /// Raises
    /// ------
    /// KeyError
    ///     When there is no such node or period.
    /// OperationError
    ///     When no indicator of the framework is filled by draws.
    ///
    /// Notes
    /// -----
    /// Rubin 1987, *Multiple Imputation for Nonresponse in Surveys*; OECD and JRC, *Handbook on
    /// Constructing Composite Indicators* (2008), steps 3 and 7. The same for any number of threads and any
    /// order of rows.
    ///
    /// Examples
    /// --------
    /// >>> drawn = chuan.Framework.from_dict({"code": "d", "title": "D", "node": [{"code": "n"}],
    /// ...     "indicator": [{"code": "a", "parent": "n"},
    /// ...                   {"code": "b", "parent": "n", "required": False,
    /// ...                    "impute": {"method": "multiple", "replicates": 10}}]})
    /// >>> rows = [{"unit": str(x), "a": x, "b": None if x == 4 else 2 * x + x % 3} for x in range(9)]
    /// >>> table = drawn.score(rows).uncertainty("n")
    /// >>> [sd > 0 for sd in table["sd"]].index(True), table["sd"][0]
    /// (4, 0.0)
    #[pyo3(signature = (node=None, period=None))]
    fn uncertainty(
        &self,
        py: Python<'_>,
        node: Option<&str>,
        period: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<PyTable> {
        let item = subject::item(&self.framework, node)?;
        let nominal = subject::scores(&self.card, period)?;
        let ranks = self.ranked(nominal, item).1;
        let period = period.map(options::period).transpose()?;
        let scored = &*self.scored;
        let found = run(py, |_| {
            let (observations, options) = (&scored.observations, &scored.options);
            replicates(&self.framework, observations, options, period.as_ref(), item)
        })?;
        let found = found.map_err(|error| PyValueError::new_err(error.to_string()))?;
        let found = found.ok_or_else(|| {
            error::operation(
                py,
                "no indicator is filled by draws: impute = { method = \"multiple\" }",
            )
        })?;
        let (pooled, scores, places) =
            (found.pooled(), found.score_spreads(), found.rank_spreads());
        let score = nominal.score(item);
        Columns::default()
            .text("unit", (0..pooled.len()).map(|unit| self.unit_code(unit)))
            .number("score", score.iter())
            .number("mean", pooled.iter().map(|pooled| Some(pooled.as_ref()?.estimate)))
            .number("sd", pooled.iter().map(|pooled| Some(pooled.as_ref()?.variance.sqrt())))
            .number("q5", scores.iter().map(|spread| Some(spread.as_ref()?.q5)))
            .number("q95", scores.iter().map(|spread| Some(spread.as_ref()?.q95)))
            .number("rank", ranks)
            .number("rank_q5", places.iter().map(|spread| Some(spread.as_ref()?.q5)))
            .number("rank_q95", places.iter().map(|spread| Some(spread.as_ref()?.q95)))
            .table()
    }
}

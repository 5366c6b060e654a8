//! Statistics of a scorecard: of indicators, of the children of a node, of units.

use super::PyScorecard;
use crate::error;
use crate::subject;
use crate::table::{Columns, PyTable};
use chuan::analyse::multivariate::{Absent, Coefficient, CorrelationOptions, FlagOptions, Side};
use chuan::analyse::results::{Analysis, Place, strengths};
use chuan::framework::ItemId;
use chuan::score::PeriodScores;
use chuan::score::statistics::FlagThresholds;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

/// A coefficient by its name.
pub(super) fn coefficient(name: &str) -> PyResult<Coefficient> {
    match name {
        "pearson" => Ok(Coefficient::Pearson),
        "spearman" => Ok(Coefficient::Spearman),
        "kendall" => Ok(Coefficient::KendallTauB),
        _ => {
            let message = format!("`{name}` is no coefficient: use pearson, spearman or kendall");
            Err(PyValueError::new_err(message))
        }
    }
}

impl PyScorecard {
    fn analysis(&self, period: Option<&Bound<'_, PyAny>>) -> PyResult<Analysis<'_>> {
        Ok(Analysis::new(&self.framework, subject::scores(&self.card, period)?))
    }

    /// Where indicators are asked for: those of a node, or all.
    fn below(&self, node: Option<&str>) -> PyResult<Option<ItemId>> {
        node.map(|node| subject::item(&self.framework, Some(node))).transpose()
    }
}

#[pymethods]
impl PyScorecard {
    /// Statistics of the observed values of every indicator, over the units of a period.
    ///
    /// Parameters
    /// ----------
    /// node : str, optional
    ///     Only indicators that count for this node.
    /// period : str, int or date, optional
    ///     The period; unless said, the last one.
    ///
    /// Returns
    /// -------
    /// Table
    ///     Columns ``item``, ``present`` (units with a value), ``availability`` (as a share),
    ///     ``min``, ``max``, ``mean``, ``median``, ``sd`` (n - 1), ``skewness`` (G1),
    ///     ``kurtosis`` (excess, G2), ``unique`` (different values), ``same`` (units with the most
    ///     frequent value), ``non_zero``, and ``outliers``: skewness above 2 either way and
    ///     kurtosis above 3.5.
    ///
    /// Raises
    /// ------
    /// KeyError
    ///     When there is no such node or period.
    ///
    /// Notes
    /// -----
    /// COINr's ``get_stats``; OECD and JRC, *Handbook on Constructing Composite Indicators* (2008).
    ///
    /// Examples
    /// --------
    /// >>> card.statistics()["mean"]
    /// [0.5, 0.5]
    #[pyo3(signature = (node=None, period=None))]
    fn statistics(
        &self,
        node: Option<&str>,
        period: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<PyTable> {
        let found = self.analysis(period)?.statistics(self.below(node)?);
        let all = || found.iter().map(|(_, statistics)| statistics);
        let outliers = FlagThresholds::default();
        Columns::default()
            .text("item", found.iter().map(|(item, _)| self.code(*item)))
            .whole("present", all().map(|s| Some(s.present as u64)))
            .number("availability", all().map(|s| s.availability()))
            .number("min", all().map(|s| s.min))
            .number("max", all().map(|s| s.max))
            .number("mean", all().map(|s| s.mean))
            .number("median", all().map(|s| s.median))
            .number("sd", all().map(|s| s.sd))
            .number("skewness", all().map(|s| s.skewness))
            .number("kurtosis", all().map(|s| s.kurtosis))
            .whole("unique", all().map(|s| Some(s.unique as u64)))
            .whole("same", all().map(|s| Some(s.same as u64)))
            .whole("non_zero", all().map(|s| Some(s.non_zero as u64)))
            .flag("outliers", all().map(|s| s.flags(&outliers).outliers.unwrap_or(false)))
            .table()
    }

    /// How much data every unit has.
    ///
    /// Parameters
    /// ----------
    /// node : str, optional
    ///     Only indicators that count for this node.
    /// period : str, int or date, optional
    ///     The period; unless said, the last one.
    ///
    /// Returns
    /// -------
    /// Table
    ///     Columns ``unit``, ``missing`` and ``zeros`` (indicators without a value, and with the
    ///     value zero), ``share`` (of the indicators with a value), ``non_zero_share`` (of the
    ///     values).
    ///
    /// Raises
    /// ------
    /// KeyError
    ///     When there is no such node or period.
    ///
    /// Notes
    /// -----
    /// COINr's ``get_data_avail``.
    ///
    /// Examples
    /// --------
    /// >>> card.availability()["non_zero_share"]
    /// [0.5, 0.5]
    #[pyo3(signature = (node=None, period=None))]
    fn availability(
        &self,
        node: Option<&str>,
        period: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<PyTable> {
        let found = self.analysis(period)?.availability(self.below(node)?);
        let all = || found.iter().map(|(_, availability)| availability);
        Columns::default()
            .text("unit", found.iter().map(|(unit, _)| self.unit_code(*unit)))
            .whole("missing", all().map(|a| Some(a.missing as u64)))
            .whole("zeros", all().map(|a| Some(a.zeros as u64)))
            .number("share", all().map(|a| a.share()))
            .number("non_zero_share", all().map(|a| a.non_zero_share()))
            .table()
    }

    /// How the children of a node go together.
    ///
    /// Parameters
    /// ----------
    /// node : str, optional
    ///     Code of the node; unless said, what the framework ranks first.
    /// period : str, int or date, optional
    ///     The period; unless said, the last one.
    /// coefficient : {"pearson", "spearman", "kendall"}
    ///     Of the numbers, of their average ranks, or of the order of pairs (tau-b).
    /// absent : {"pairwise", "listwise"}
    ///     Whether the units count that have both scores, or those that have all.
    /// below, above : float or None
    ///     A correlation strictly beyond these is flagged: 0.92 is where audits of the Joint Research
    ///     Centre speak of redundancy, and children that pull apart are below 0.
    ///
    /// Returns
    /// -------
    /// Table
    ///     A row for every pair: ``a``, ``b``, ``correlation``, ``p_value`` (Student's t; for Kendall
    ///     the normal approximation with ties), ``units``, ``flag`` (``above``, ``below`` or none).
    ///
    /// Raises
    /// ------
    /// KeyError
    ///     When there is no such node or period.
    /// OperationError
    ///     When the node has no children.
    /// ValueError
    ///     When there is no such coefficient.
    ///
    /// Notes
    /// -----
    /// COINr's ``get_corr``, ``get_pvals`` and ``get_corr_flags``.
    ///
    /// Examples
    /// --------
    /// >>> pairs = card.correlations()
    /// >>> pairs["a"], pairs["b"], pairs["units"], pairs["flag"]
    /// (['a'], ['b'], [2], ['below'])
    /// >>> round(pairs["correlation"][0], 9)
    /// -1.0
    #[pyo3(signature = (node=None, period=None, *, coefficient="pearson", absent="pairwise",
                        below=Some(0.0), above=Some(0.92)),
           text_signature = "($self, node=None, period=None, *, coefficient='pearson', \
                             absent='pairwise', below=0.0, above=0.92)")]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn correlations(
        &self,
        py: Python<'_>,
        node: Option<&str>,
        period: Option<&Bound<'_, PyAny>>,
        coefficient: &str,
        absent: &str,
        below: Option<f64>,
        above: Option<f64>,
    ) -> PyResult<PyTable> {
        let id = subject::item(&self.framework, node)?;
        let mut options = CorrelationOptions::from(self::coefficient(coefficient)?);
        options.absent = match absent {
            "pairwise" => Absent::Pairwise,
            "listwise" => Absent::Listwise,
            _ => {
                let message = format!("`{absent}` is not known here: use pairwise or listwise");
                return Err(PyValueError::new_err(message));
            }
        };
        let found = self
            .analysis(period)?
            .correlations(id, &options, &FlagOptions::outside(below, above))
            .map_err(|error| error::operation(py, &error.to_string()))?;
        let all = || found.iter();
        Columns::default()
            .text("a", all().map(|pair| self.code(pair.a)))
            .text("b", all().map(|pair| self.code(pair.b)))
            .number("correlation", all().map(|pair| pair.correlation))
            .number("p_value", all().map(|pair| pair.p_value))
            .whole("units", all().map(|pair| Some(pair.units as u64)))
            .text("flag", all().map(|pair| pair.flag.map(Side::as_str)))
            .table()
    }

    /// The principal components of the scores of the children of a node, over the units that have
    /// all of them.
    ///
    /// Parameters
    /// ----------
    /// node : str, optional
    ///     Code of the node; unless said, what the framework ranks first.
    /// period : str, int or date, optional
    ///     The period; unless said, the last one.
    ///
    /// Returns
    /// -------
    /// Table
    ///     A row for each component, the largest first: ``component`` (its number), ``eigenvalue``
    ///     of the correlation matrix, ``explained`` (its share of the variance), and for each child
    ///     its correlation with the component.
    ///
    /// Raises
    /// ------
    /// KeyError
    ///     When there is no such node or period.
    /// OperationError
    ///     When fewer than two units have all children, or a child has no spread.
    ///
    /// Notes
    /// -----
    /// COINr's ``get_PCA``; OECD and JRC, *Handbook*, step 4.
    ///
    /// Examples
    /// --------
    /// >>> [round(share, 9) for share in card.components()["explained"]]
    /// [1.0, 0.0]
    #[pyo3(signature = (node=None, period=None))]
    fn components(
        &self,
        py: Python<'_>,
        node: Option<&str>,
        period: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<PyTable> {
        let id = subject::item(&self.framework, node)?;
        let (children, found) = self
            .analysis(period)?
            .components(id)
            .map_err(|error| error::operation(py, &error.to_string()))?;
        let loadings = found.correlations();
        let mut columns = Columns::default()
            .whole("component", (1..=found.eigenvalues.len() as u64).map(Some))
            .number("eigenvalue", found.eigenvalues.iter().copied().map(Some))
            .number("explained", found.explained().into_iter().map(Some));
        for (place, child) in children.iter().enumerate() {
            let cells = loadings.iter().map(|component| component.get(place).copied());
            columns = columns.coded(self.code(*child).unwrap_or_default(), cells);
        }
        columns.table()
    }

    /// How reliably the children of every node measure one thing: Cronbach's alpha.
    ///
    /// Parameters
    /// ----------
    /// period : str, int or date, optional
    ///     The period; unless said, the last one.
    ///
    /// Returns
    /// -------
    /// Table
    ///     Columns ``node``, ``children`` (how many) and ``alpha``: ``k² c̄ / S`` with the mean
    ///     covariance of two different children and the sum of all covariances; at most 1.
    ///
    /// Raises
    /// ------
    /// KeyError
    ///     When there is no such period.
    ///
    /// Notes
    /// -----
    /// Cronbach 1951; COINr's ``get_cronbach``.
    ///
    /// Examples
    /// --------
    /// >>> rows = [{"unit": "40", "a": 1, "b": 1}, {"unit": "42", "a": 2, "b": 3}]
    /// >>> round(framework.score(rows).reliability()["alpha"][0], 4)
    /// 0.8889
    #[pyo3(signature = (period=None))]
    fn reliability(&self, period: Option<&Bound<'_, PyAny>>) -> PyResult<PyTable> {
        let found = self.analysis(period)?.reliability();
        Columns::default()
            .text("node", found.iter().map(|row| self.code(row.node)))
            .whole("children", found.iter().map(|row| Some(row.children as u64)))
            .number("alpha", found.iter().map(|row| row.alpha))
            .table()
    }

    /// The indicators by which units stand best and worst.
    ///
    /// Parameters
    /// ----------
    /// unit : str, optional
    ///     Code or exact name of the unit; unless said, all units that are scored.
    /// node : str, optional
    ///     Only indicators that count for this node.
    /// period : str, int or date, optional
    ///     The period; unless said, the last one.
    /// most : int
    ///     How many of either kind.
    ///
    /// Returns
    /// -------
    /// Table
    ///     Columns ``unit``, ``kind`` (``strength`` or ``weakness``), ``item``, ``score``, ``rank``
    ///     (1 for the best score), ``of`` (units with a rank), ``filled`` (whether the value was
    ///     filled in). The strongest and the weakest come first; equal ranks are ordered by the share
    ///     of units that are no better, and then as in the framework.
    ///
    /// Raises
    /// ------
    /// KeyError
    ///     When there is no such unit, node or period.
    ///
    /// Notes
    /// -----
    /// COINr's ``get_str_weak``.
    ///
    /// Examples
    /// --------
    /// >>> card.strengths("42", most=1).to_dicts()[0]
    /// {'unit': '42', 'kind': 'strength', 'item': 'b', 'score': 1.0, 'rank': 1.0, 'of': 2, 'filled': False}
    #[pyo3(signature = (unit=None, node=None, period=None, *, most=5))]
    fn strengths(
        &self,
        unit: Option<&str>,
        node: Option<&str>,
        period: Option<&Bound<'_, PyAny>>,
        most: usize,
    ) -> PyResult<PyTable> {
        let scores = subject::scores(&self.card, period)?;
        let (items, _) = self.analysis(period)?.observed(self.below(node)?);
        let units = match unit {
            Some(unit) => vec![subject::unit(self.card.units(), unit)?],
            None => scores.included().to_vec(),
        };
        let mut rows: Vec<(usize, &str, Place)> = Vec::new();
        for unit in units {
            let found = strengths(&self.framework, scores, &items, unit, most);
            rows.extend(found.strengths.into_iter().map(|place| (unit, "strength", place)));
            rows.extend(found.weaknesses.into_iter().map(|place| (unit, "weakness", place)));
        }
        let all = || rows.iter();
        Columns::default()
            .text("unit", all().map(|(unit, ..)| self.unit_code(*unit)))
            .text("kind", all().map(|(_, kind, _)| Some(*kind)))
            .text("item", all().map(|(.., place)| self.code(place.item)))
            .number("score", all().map(|(.., place)| Some(place.score)))
            .number("rank", all().map(|(.., place)| Some(place.rank)))
            .whole("of", all().map(|(.., place)| Some(place.of as u64)))
            .flag("filled", all().map(|(.., place)| place.filled))
            .table()
    }

    /// The outranking matrix of a node: how strongly every unit is ahead of every other.
    ///
    /// Parameters
    /// ----------
    /// node : str, optional
    ///     Code of the node; unless said, what the framework ranks first. Its aggregation does not
    ///     matter.
    /// period : str, int or date, optional
    ///     The period; unless said, the last one.
    ///
    /// Returns
    /// -------
    /// Table
    ///     Column ``unit`` and one for each unit that is scored, by its code: of the weights of the
    ///     children that both have, the share by which the unit of the row is better, and half of
    ///     that by which they are equal; 0 to 1. None on the diagonal, and for a pair without a
    ///     common child.
    ///
    /// Raises
    /// ------
    /// KeyError
    ///     When there is no such node or period.
    /// OperationError
    ///     When the node has no children that count: an indicator, or a node with a formula.
    ///
    /// Notes
    /// -----
    /// Munda and Nardo 2009; COINr's ``outrankMatrix``. The memory is the square of the number of
    /// units.
    ///
    /// Examples
    /// --------
    /// >>> card.outranking().to_dicts()
    /// [{'unit': '40', '40': None, '42': 0.75}, {'unit': '42', '40': 0.25, '42': None}]
    #[pyo3(signature = (node=None, period=None))]
    fn outranking(
        &self,
        py: Python<'_>,
        node: Option<&str>,
        period: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<PyTable> {
        let id = subject::item(&self.framework, node)?;
        let scores: &PeriodScores = subject::scores(&self.card, period)?;
        let matrix = scores.outranking(&self.framework, id).ok_or_else(|| {
            let code = self.code(id).unwrap_or_default();
            error::operation(py, &format!("`{code}` has no children that count"))
        })?;
        let units = scores.included();
        let mut columns =
            Columns::default().text("unit", units.iter().map(|unit| self.unit_code(*unit)));
        for (place, unit) in units.iter().enumerate() {
            let cells = (0..units.len()).map(|row| matrix.share(row, place));
            columns = columns.coded(self.unit_code(*unit).unwrap_or_default(), cells);
        }
        columns.table()
    }
}

//! Ranks and bands of a scorecard.

use super::PyScorecard;
use crate::options;
use crate::subject;
use crate::table::{Columns, PyTable};
use chuan::framework::ItemId;
use chuan::recipe::{Order, Ties};
use chuan::score::{PeriodScores, rank};
use chuan::text::Lang;
use pyo3::prelude::*;
use pyo3::types::PyAny;

impl PyScorecard {
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

    /// The units of a period in the order of their ranks by an item, those without one last; and the
    /// ranks of all units.
    pub(super) fn ranked(
        &self,
        scores: &PeriodScores,
        item: ItemId,
    ) -> (Vec<usize>, Vec<Option<f64>>) {
        let ranks = self.ranks(scores, item);
        let mut units: Vec<usize> = scores.units().to_vec();
        units.sort_by(|a, b| {
            let key = |unit: &usize| ranks.get(*unit).copied().flatten().unwrap_or(f64::INFINITY);
            key(a).total_cmp(&key(b))
        });
        (units, ranks)
    }

    pub(super) fn ranking_of(
        &self,
        node: Option<&str>,
        period: Option<&Bound<'_, PyAny>>,
        lang: Lang,
    ) -> PyResult<PyTable> {
        let id = subject::item(&self.framework, node)?;
        let scores = subject::scores(&self.card, period)?;
        let (units, ranks) = self.ranked(scores, id);
        let rank_of = |unit: usize| ranks.get(unit).copied().flatten();
        let unit = |number: usize| self.card.units().get(number);
        let all = || units.iter().copied();
        let mut columns = Columns::default()
            .number("rank", all().map(rank_of))
            .text("unit", all().map(|n| unit(n).map(|unit| unit.code.as_str())))
            .text("name", all().map(|n| unit(n)?.name.as_ref().map(|name| name.get(lang))))
            .number("score", all().map(|n| scores.shown(id).get(n)));
        let children =
            self.framework.item(id).map(|item| item.children.as_slice()).unwrap_or_default();
        for child in children {
            let Some(item) = self.framework.item(child.item) else { continue };
            let code = item.code.as_str();
            columns = columns.coded(code, all().map(|n| scores.shown(child.item).get(n)));
        }
        columns.table()
    }
}

#[pymethods]
impl PyScorecard {
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

    /// The rank of one unit.
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
    /// float or None
    ///     As in :meth:`ranking`; ``None`` for a unit that is not ranked.
    ///
    /// Raises
    /// ------
    /// KeyError
    ///     When there is no such unit, node or period.
    ///
    /// Examples
    /// --------
    /// >>> card.rank("42"), card.rank("42", "b")
    /// (2.0, 1.0)
    #[pyo3(signature = (unit, node=None, period=None))]
    fn rank(
        &self,
        unit: &str,
        node: Option<&str>,
        period: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Option<f64>> {
        let item = subject::item(&self.framework, node)?;
        let unit = subject::unit(self.card.units(), unit)?;
        let scores = subject::scores(&self.card, period)?;
        Ok(self.ranks(scores, item).get(unit).copied().flatten())
    }

    /// The band of one unit.
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
    /// str or None
    ///     Code of the band; ``None`` where the framework has no bands for the node, or the unit is
    ///     in none.
    ///
    /// Raises
    /// ------
    /// KeyError
    ///     When there is no such unit, node or period.
    ///
    /// Examples
    /// --------
    /// >>> halves = chuan.Framework.from_dict({"code": "h", "title": "H",
    /// ...     "indicator": [{"code": "a"}],
    /// ...     "ranking": [{"node": "a", "band": [{"code": "high", "from": 0.5},
    /// ...                                        {"code": "low"}]}]})
    /// >>> halves.score([{"unit": "x", "a": 0.5}]).band("x")
    /// 'high'
    #[pyo3(signature = (unit, node=None, period=None))]
    fn band(
        &self,
        unit: &str,
        node: Option<&str>,
        period: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Option<String>> {
        let item = subject::item(&self.framework, node)?;
        let unit = subject::unit(self.card.units(), unit)?;
        let scores = subject::scores(&self.card, period)?;
        Ok(scores.band_of(&self.framework, item, unit).map(|band| band.code.to_string()))
    }

    /// The bands of all units, in the order of their ranks.
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
    ///     Columns ``unit``, ``name``, ``rank``, ``score`` (as printed), ``band`` (its code) and
    ///     ``band_name``.
    ///
    /// Raises
    /// ------
    /// KeyError
    ///     When there is no such node or period.
    ///
    /// Examples
    /// --------
    /// >>> halves = chuan.Framework.from_dict({"code": "h", "title": "H",
    /// ...     "indicator": [{"code": "a"}],
    /// ...     "ranking": [{"node": "a", "band": [{"code": "high", "from": 0.5},
    /// ...                                        {"code": "low"}]}]})
    /// >>> halves.score([{"unit": "x", "a": 0.4}, {"unit": "y", "a": 0.6}]).bands()["band"]
    /// ['high', 'low']
    #[pyo3(signature = (node=None, period=None, *, lang="en"))]
    fn bands(
        &self,
        node: Option<&str>,
        period: Option<&Bound<'_, PyAny>>,
        lang: &str,
    ) -> PyResult<PyTable> {
        let lang = options::lang(lang)?;
        let item = subject::item(&self.framework, node)?;
        let scores = subject::scores(&self.card, period)?;
        let (units, ranks) = self.ranked(scores, item);
        let unit = |number: usize| self.card.units().get(number);
        let band = |number: usize| scores.band_of(&self.framework, item, number);
        let all = || units.iter().copied();
        Columns::default()
            .text("unit", all().map(|n| unit(n).map(|unit| unit.code.as_str())))
            .text("name", all().map(|n| unit(n)?.name.as_ref().map(|name| name.get(lang))))
            .number("rank", all().map(|n| ranks.get(n).copied().flatten()))
            .number("score", all().map(|n| scores.shown(item).get(n)))
            .text("band", all().map(|n| band(n).map(|band| band.code.as_str())))
            .text("band_name", all().map(|n| band(n)?.name.as_ref().map(|name| name.get(lang))))
            .table()
    }
}

//! Scorecards beside each other, and what becomes of ranks when an element is left out.

use super::PyScorecard;
use super::analysis::coefficient;
use crate::error;
use crate::options;
use crate::render;
use crate::run::run;
use crate::subject;
use crate::table::{Columns, PyTable, tabular};
use chuan::analyse::results::{Comparison, Removal, Version, compare, removals_as};
use chuan::framework::ItemId;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyMapping, PyMappingMethods};
use std::sync::Arc;

/// What the scores with all elements are called.
const ALL: &str = "all";

/// Scores and ranks of one item in several versions: scorecards beside each other, or one with
/// elements left out. The first version is what the others are compared with.
///
/// Examples
/// --------
/// >>> other = framework.score([{"unit": "40", "a": 0, "b": 1}, {"unit": "42", "a": 1, "b": 0}])
/// >>> comparison = card.compare({"next": other})
/// >>> comparison.to_dicts()[0]
/// {'unit': '40', 'score base': 0.75, 'rank base': 1.0, 'score next': 0.25, 'rank next': 2.0, 'score change next': -0.5, 'rank change next': 1.0}
#[pyclass(frozen, name = "Comparison", module = "chuan")]
#[derive(Debug, Clone)]
pub(crate) struct PyComparison {
    comparison: Arc<Comparison>,
    item: String,
}

impl PyComparison {
    fn new(versions: &[Version], item: &str) -> Self {
        Self { comparison: Arc::new(compare(versions)), item: item.to_owned() }
    }

    fn title(&self) -> String {
        format!("`{}` in {}", self.item, self.comparison.versions.join(", "))
    }
}

#[pymethods]
impl PyComparison {
    /// Names of the versions; the first is what the others are compared with.
    ///
    /// Examples
    /// --------
    /// >>> card.compare({"next": card}).versions
    /// ['base', 'next']
    #[getter]
    fn versions(&self) -> Vec<String> {
        self.comparison.versions.clone()
    }

    /// Code of the node or indicator that is compared.
    #[getter]
    fn item(&self) -> &str {
        &self.item
    }

    /// Scores and ranks of every unit, side by side.
    ///
    /// Returns
    /// -------
    /// Table
    ///     Column ``unit``, for each version ``score …`` and ``rank …`` with its name, and for each
    ///     but the first ``score change …`` and ``rank change …``: against the first version,
    ///     positive for a higher score and for more places down. (COINr's ``compare_coins`` has the
    ///     opposite sign.) Units are matched by code; one that a version does not have is absent in
    ///     it.
    ///
    /// Examples
    /// --------
    /// >>> card.compare({"same": card}).to_table()["rank change same"]
    /// [0.0, 0.0]
    fn to_table(&self) -> PyResult<PyTable> {
        let found = &*self.comparison;
        let mut columns =
            Columns::default().text("unit", found.units.iter().map(|unit| Some(unit.as_str())));
        for (name, (scores, ranks)) in
            found.versions.iter().zip(found.scores.iter().zip(&found.ranks))
        {
            columns = columns
                .coded(&format!("score {name}"), scores.iter().copied())
                .coded(&format!("rank {name}"), ranks.iter().copied());
        }
        for (version, name) in found.versions.iter().enumerate().skip(1) {
            columns = columns
                .coded(&format!("score change {name}"), found.score_changes(version))
                .coded(&format!("rank change {name}"), found.rank_changes(version));
        }
        columns.table()
    }

    /// How far each version is from the first.
    ///
    /// Returns
    /// -------
    /// Table
    ///     A row for each version but the first: ``version``, ``mean_absolute_rank_change`` and
    ///     ``largest_rank_change`` (in places, over the units that both rank; OECD and JRC,
    ///     *Handbook*, step 7).
    ///
    /// Examples
    /// --------
    /// >>> card.compare({"same": card}).summary().to_dicts()
    /// [{'version': 'same', 'mean_absolute_rank_change': 0.0, 'largest_rank_change': 0.0}]
    fn summary(&self) -> PyResult<PyTable> {
        let found = &*self.comparison;
        let others = || 1..found.versions.len();
        Columns::default()
            .text("version", found.versions.iter().skip(1).map(|name| Some(name.as_str())))
            .number(
                "mean_absolute_rank_change",
                others().map(|version| found.mean_absolute_rank_change(version)),
            )
            .number(
                "largest_rank_change",
                others().map(|version| found.largest_rank_change(version)),
            )
            .table()
    }

    /// Correlations of the scores of all versions with each other.
    ///
    /// Parameters
    /// ----------
    /// coefficient : {"pearson", "spearman", "kendall"}
    ///     Of the numbers, of their average ranks, or of the order of pairs (tau-b).
    ///
    /// Returns
    /// -------
    /// Table
    ///     Columns ``a``, ``b``, ``correlation``, ``p_value``, ``units``: a row for every pair of
    ///     versions, over the units that both have.
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     When there is no such coefficient.
    ///
    /// Notes
    /// -----
    /// COINr's ``compare_coins_corr``.
    ///
    /// Examples
    /// --------
    /// >>> card.compare({"same": card}).correlations("kendall")["correlation"]
    /// [1.0]
    #[pyo3(signature = (coefficient="pearson"))]
    fn correlations(&self, py: Python<'_>, coefficient: &str) -> PyResult<PyTable> {
        let found = self
            .comparison
            .correlations(self::coefficient(coefficient)?)
            .map_err(|error| error::operation(py, &error.to_string()))?;
        let names = &self.comparison.versions;
        let pairs: Vec<(usize, usize)> =
            (0..names.len()).flat_map(|a| (a + 1..names.len()).map(move |b| (a, b))).collect();
        let all = || pairs.iter().copied();
        Columns::default()
            .text("a", all().map(|(a, _)| names.get(a)))
            .text("b", all().map(|(_, b)| names.get(b)))
            .number("correlation", all().map(|(a, b)| found.get(a, b)))
            .number("p_value", all().map(|(a, b)| found.p_value(a, b)))
            .whole("units", all().map(|(a, b)| Some(found.units(a, b) as u64)))
            .table()
    }

    fn __len__(&self) -> usize {
        self.comparison.units.len()
    }

    fn __repr__(&self) -> PyResult<String> {
        Ok(render::text(&self.to_table()?, Some(&self.title())))
    }

    fn _repr_html_(&self) -> PyResult<String> {
        Ok(render::html(&self.to_table()?, Some(&self.title())))
    }
}

tabular! {
    PyComparison, "The comparison", no lang,
    dicts: ">>> card.compare({}).to_dicts()[0]\n{'unit': '40', 'score base': 0.75, 'rank base': 1.0}",
    pandas: ">>> card.compare({}).to_pandas()[\"rank base\"].tolist()\n[1.0, 2.0]",
    polars: ">>> card.compare({}).to_polars()[\"rank base\"].to_list()\n[1.0, 2.0]"
}

impl PyScorecard {
    fn version(
        &self,
        name: String,
        item: ItemId,
        period: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Version> {
        let at = subject::scores(&self.card, period)?.period();
        let wanted = at.filter(|_| period.is_some());
        Version::of(name, &self.framework, &self.card, wanted.as_ref(), item)
            .ok_or_else(|| PyValueError::new_err("there are no scores"))
    }
}

#[pymethods]
impl PyScorecard {
    /// Puts scorecards beside this one: other weights, other methods, other years.
    ///
    /// Parameters
    /// ----------
    /// others : mapping of str to Scorecard
    ///     By the name each is to have; of any framework that has the node.
    /// node : str, optional
    ///     Code of a node or indicator; unless said, what the framework of this one ranks first.
    /// period : str, int or date, optional
    ///     The period; unless said, the last one of each.
    /// name : str
    ///     What this one is called.
    ///
    /// Returns
    /// -------
    /// Comparison
    ///
    /// Raises
    /// ------
    /// KeyError
    ///     When one of them has no such node or period.
    /// TypeError
    ///     When one of them is no scorecard.
    /// ValueError
    ///     When two have the same name.
    ///
    /// Notes
    /// -----
    /// COINr's ``compare_coins`` and ``compare_coins_multi``. Ranks are over all units scored, by the
    /// first ranking of the framework that has the node.
    ///
    /// Examples
    /// --------
    /// >>> other = framework.score([{"unit": "40", "a": 0, "b": 1}, {"unit": "42", "a": 1, "b": 0}])
    /// >>> card.compare({"next": other}).summary()["mean_absolute_rank_change"]
    /// [1.0]
    #[pyo3(signature = (others, node=None, period=None, *, name="base"))]
    fn compare(
        &self,
        others: &Bound<'_, PyMapping>,
        node: Option<&str>,
        period: Option<&Bound<'_, PyAny>>,
        name: &str,
    ) -> PyResult<PyComparison> {
        let item = subject::item(&self.framework, node)?;
        let code = self.code(item).unwrap_or_default();
        let mut versions = vec![self.version(name.to_owned(), item, period)?];
        for pair in others.items()? {
            let (name, other): (String, Bound<'_, PyAny>) = pair.extract()?;
            if versions.iter().any(|version| version.name == name) {
                return Err(PyValueError::new_err(format!("two versions are called `{name}`")));
            }
            let other = other
                .cast::<Self>()
                .map_err(|_| PyTypeError::new_err(format!("`{name}` is no Scorecard")))?;
            let other = other.get();
            let item = subject::item(&other.framework, Some(code))?;
            versions.push(other.version(name, item, period)?);
        }
        Ok(PyComparison::new(&versions, code))
    }

    /// What becomes of scores and ranks when an element is left out, one element at a time.
    ///
    /// Everything is scored again, as this scorecard was. An element that is left out weighs nothing;
    /// the weights of the others stay as stated, and their shares grow. Screening still counts the
    /// element.
    ///
    /// Parameters
    /// ----------
    /// elements : sequence of str, optional
    ///     Codes of nodes and indicators; unless said, everything below the node.
    /// node : str, optional
    ///     Code of the node whose scores are looked at; unless said, what the framework ranks first.
    /// period : str, int or date, optional
    ///     The period; unless said, the last one.
    ///
    /// Returns
    /// -------
    /// Comparison
    ///     The scores with all elements, called ``all``, and those without each, called by its code.
    ///
    /// Raises
    /// ------
    /// KeyError
    ///     When there is no such node, element or period.
    ///
    /// Notes
    /// -----
    /// COINr's ``remove_elements``.
    ///
    /// Examples
    /// --------
    /// >>> card.removals().summary().to_dicts()[0]
    /// {'version': 'a', 'mean_absolute_rank_change': 1.0, 'largest_rank_change': 1.0}
    #[pyo3(signature = (elements=None, node=None, period=None))]
    fn removals(
        &self,
        py: Python<'_>,
        elements: Option<Vec<String>>,
        node: Option<&str>,
        period: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<PyComparison> {
        let item = subject::item(&self.framework, node)?;
        // Says so where there is no such period.
        subject::scores(&self.card, period)?;
        let period = period.map(options::period).transpose()?;
        let elements: Vec<ItemId> = match elements {
            None => self.framework.descendants(item),
            Some(codes) => codes
                .iter()
                .map(|code| subject::item(&self.framework, Some(code)))
                .collect::<PyResult<_>>()?,
        };
        let scored = &*self.scored;
        let found = run(py, |_| {
            removals_as(
                &self.framework,
                &scored.observations,
                &scored.options,
                period.as_ref(),
                item,
                &elements,
            )
        })?;
        let found = found.map_err(|error| PyValueError::new_err(error.to_string()))?;
        let named = |removal: Removal| match removal.element {
            None => Version { name: ALL.to_owned(), ..removal.version },
            Some(_) => removal.version,
        };
        let versions: Vec<Version> = found.into_iter().map(named).collect();
        Ok(PyComparison::new(&versions, self.code(item).unwrap_or_default()))
    }
}

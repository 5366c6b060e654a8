//! Scorecards beside each other.

use super::{scores, way};
use crate::analyse::multivariate::{
    Coefficient, CorrelationOptions, Correlations, StatisticError, correlations,
};
use crate::framework::{Framework, ItemId};
use crate::number;
use crate::observe::Column;
use crate::period::Period;
use crate::score::{Scorecard, rank};

/// One item of one scorecard, with the units by their codes.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// What it is called.
    pub name: String,
    /// Codes of the units.
    pub units: Vec<String>,
    /// Scores.
    pub scores: Vec<Option<f64>>,
    /// Ranks.
    pub ranks: Vec<Option<f64>>,
}

impl Version {
    /// The scores and ranks of an item in a period, the last one when none is named. Ranks are
    /// those of the first ranking of the framework that has the item, over all units scored.
    /// `None` when there is no such period.
    #[must_use]
    pub fn of(
        name: impl Into<String>,
        framework: &Framework,
        card: &Scorecard,
        period: Option<&Period>,
        item: ItemId,
    ) -> Option<Self> {
        let values = scores(card.period(period)?, item, card.units().len());
        let (order, ties) = way(framework, item);
        Some(Self {
            name: name.into(),
            units: card.units().iter().map(|unit| unit.code.to_string()).collect(),
            ranks: rank(&values, order, ties),
            scores: values,
        })
    }
}

/// Versions of scores, over the same units.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Comparison {
    /// Codes of the units: those of the first version, then what others have beside them.
    pub units: Vec<String>,
    /// Names of the versions.
    pub versions: Vec<String>,
    /// For every version the scores of the units.
    pub scores: Vec<Vec<Option<f64>>>,
    /// For every version the ranks of the units.
    pub ranks: Vec<Vec<Option<f64>>>,
}

impl Comparison {
    fn difference(columns: &[Vec<Option<f64>>], version: usize) -> Vec<Option<f64>> {
        let (Some(base), Some(other)) = (columns.first(), columns.get(version)) else {
            return Vec::new();
        };
        base.iter().zip(other).map(|(base, other)| Some((*other)? - (*base)?)).collect()
    }

    /// For every unit how much higher its score is in a version than in the first.
    #[must_use]
    pub fn score_changes(&self, version: usize) -> Vec<Option<f64>> {
        Self::difference(&self.scores, version)
    }

    /// For every unit how many places it goes down in a version against the first; negative for up.
    /// (COINr's `compare_coins` has the opposite sign: first less second.)
    #[must_use]
    pub fn rank_changes(&self, version: usize) -> Vec<Option<f64>> {
        Self::difference(&self.ranks, version)
    }

    /// The mean of the absolute rank changes of a version against the first.
    #[must_use]
    pub fn mean_absolute_rank_change(&self, version: usize) -> Option<f64> {
        mean_absolute_rank_change(self.ranks.first()?, self.ranks.get(version)?)
    }

    /// The largest absolute rank change of a version against the first.
    #[must_use]
    pub fn largest_rank_change(&self, version: usize) -> Option<f64> {
        self.rank_changes(version).into_iter().flatten().map(f64::abs).reduce(f64::max)
    }

    /// Correlations of the scores of all versions with each other, over the units that both have.
    ///
    /// # Errors
    /// No versions.
    pub fn correlations(&self, coefficient: Coefficient) -> Result<Correlations, StatisticError> {
        let columns: Vec<Column> =
            self.scores.iter().map(|scores| scores.iter().copied().collect()).collect();
        let columns: Vec<&Column> = columns.iter().collect();
        correlations(&columns, &CorrelationOptions::from(coefficient))
    }
}

/// Puts versions beside each other: two or many (COINr's `compare_coins` and `compare_coins_multi`).
///
/// Units are matched by code; one that a version does not have is absent in it. Ranks stay those of
/// each version, over all of its units.
///
/// ```
/// use chuan::analyse::results::{Version, compare};
///
/// let version = |name: &str, scores: [f64; 3]| Version {
///     name: name.to_owned(),
///     units: ["x", "y", "z"].map(str::to_owned).into(),
///     scores: scores.map(Some).into(),
///     ranks: chuan::score::rank(&scores.map(Some), Default::default(), Default::default()),
/// };
/// let found = compare(&[version("base", [3.0, 2.0, 1.0]), version("other", [2.0, 3.0, 1.0])]);
/// assert_eq!(found.rank_changes(1), [Some(1.0), Some(-1.0), Some(0.0)]);
/// assert_eq!(found.score_changes(1)[0], Some(-1.0));
/// assert_eq!(found.mean_absolute_rank_change(1), Some(2.0 / 3.0));
/// ```
#[must_use]
pub fn compare(versions: &[Version]) -> Comparison {
    let mut units: Vec<String> = Vec::new();
    let mut places = std::collections::BTreeMap::new();
    for version in versions {
        for unit in &version.units {
            if !places.contains_key(unit.as_str()) {
                places.insert(unit.as_str(), units.len());
                units.push(unit.clone());
            }
        }
    }
    let align = |version: &Version, values: &[Option<f64>]| {
        let mut aligned = vec![None; units.len()];
        for (unit, value) in version.units.iter().zip(values) {
            let cell = places.get(unit.as_str()).and_then(|place| aligned.get_mut(*place));
            if let Some(cell) = cell {
                *cell = *value;
            }
        }
        aligned
    };
    Comparison {
        versions: versions.iter().map(|version| version.name.clone()).collect(),
        scores: versions.iter().map(|version| align(version, &version.scores)).collect(),
        ranks: versions.iter().map(|version| align(version, &version.ranks)).collect(),
        units: units.clone(),
    }
}

/// The mean of the absolute differences of two lists of ranks, over the units that have both; none
/// without one. In places. (OECD and JRC, *Handbook*, step 7: average shift in ranks.)
///
/// ```
/// use chuan::analyse::results::mean_absolute_rank_change;
///
/// let change = mean_absolute_rank_change(&[Some(1.0), Some(2.0), None], &[Some(2.0), Some(1.0), Some(3.0)]);
/// assert_eq!(change, Some(1.0));
/// ```
#[must_use]
pub fn mean_absolute_rank_change(one: &[Option<f64>], other: &[Option<f64>]) -> Option<f64> {
    let changes: Vec<f64> =
        one.iter().zip(other).filter_map(|(a, b)| Some(((*a)? - (*b)?).abs())).collect();
    (!changes.is_empty()).then(|| number::sum(changes.iter().copied()) / changes.len() as f64)
}

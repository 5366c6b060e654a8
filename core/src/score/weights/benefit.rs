//! Benefit of the doubt: every unit with the weights that are best for it.

use super::WeightError;
use super::minimax::Minimax;
use super::table::Table;
use crate::observe::Column;
use crate::recipe::ShareBounds;
use serde::{Deserialize, Serialize};

/// How far value and bound of a solution may be apart, relative to the value.
const GAP: f64 = 1e-9;
/// A score below this is not efficient: its unit limits no other.
const SURELY_BELOW: f64 = 1.0 - 1e-7;

/// Parameters of [`benefit_of_the_doubt`].
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct BenefitOptions {
    /// Bounds of the shares: none, one for all columns, or one for each.
    pub shares: Vec<ShareBounds>,
}

impl BenefitOptions {
    /// The same bounds for all columns.
    pub fn between(min: f64, max: f64) -> Self {
        Self { shares: vec![ShareBounds { min, max }] }
    }
}

/// The best weights of one unit.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Benefit {
    /// Its score, from 0 to 1: `Σ_j w_j y_j`.
    pub score: f64,
    /// Its weights, in units of 1 over those of the columns. Where several sets of weights give the
    /// same score, one of them.
    pub weights: Vec<f64>,
    /// What each column contributes to the score, as a share of it.
    pub shares: Vec<f64>,
    /// Units that keep the score from being higher, and how much each does (the multipliers of their
    /// restrictions, which sum to the score): its benchmarks. An efficient unit is its own.
    pub peers: Vec<(usize, f64)>,
    /// How much higher the score could be at most, by the proof of its optimality.
    pub gap: f64,
}

/// Benefit of the doubt, a data envelopment analysis with a dummy input: each unit gets the weights
/// with which it scores highest, provided that with these weights no unit scores above 1.
///
/// For unit `o`: maximise `Σ_j w_j y_oj` subject to `Σ_j w_j y_ij ≤ 1` for all units `i`, `w ≥ 0`,
/// and `min_j ≤ w_j y_oj / Σ_m w_m y_om ≤ max_j` for the shares. The columns hold non-negative
/// scores where higher is better. A unit with an absent number has no result and limits no other;
/// one whose restrictions leave only weights of zero scores 0. Sources: W. Melyn and W. Moesen,
/// Katholieke Universiteit Leuven research paper 17 (1991); L. Cherchye, W. Moesen, N. Rogge and
/// T. Van Puyenbroeck, *Social Indicators Research* 82 (2007).
///
/// Every result is proved optimal by its multipliers, to 1e-9 of the score.
///
/// # Errors
/// No columns or ones of different lengths, a negative score, bounds that are not shares or that no
/// shares meet, or a unit for which the proof fails.
///
/// ```
/// use chuan::observe::Column;
/// use chuan::score::weights::{BenefitOptions, benefit_of_the_doubt};
///
/// let column = |x: [f64; 3]| -> Column { x.into_iter().map(Some).collect() };
/// let (a, b) = (column([4.0, 1.0, 2.0]), column([1.0, 4.0, 2.0]));
/// let result = benefit_of_the_doubt(&[&a, &b], &BenefitOptions::default())?;
/// let third = result[2].as_ref().unwrap();
/// assert!((third.score - 0.8).abs() < 1e-12); // weights 0.2 and 0.2
/// assert_eq!(third.peers.len(), 2);
/// # Ok::<(), chuan::score::weights::WeightError>(())
/// ```
pub fn benefit_of_the_doubt(
    columns: &[&Column],
    options: &BenefitOptions,
) -> Result<Vec<Option<Benefit>>, WeightError> {
    let bounds = bounds(&options.shares, columns.len())?;
    let units = columns.first().ok_or(WeightError::Empty)?.len();
    let table = Table::complete_rows(columns)?;
    for (place, column) in table.columns.iter().enumerate() {
        if let Some(row) = column.iter().position(|y| *y < 0.0) {
            let unit = table.units.get(row).copied().unwrap_or_default();
            return Err(WeightError::NegativeScore { unit, column: place });
        }
    }
    let free = bounds.iter().all(|bound| *bound == ShareBounds::default());
    let mut results: Vec<Option<Benefit>> = vec![None; units];
    let mut frontier = Frontier::new(&table);
    let mut last: Option<(Vec<f64>, Benefit)> = None;
    for (row, unit) in table.units.iter().enumerate() {
        let scores: Vec<f64> =
            table.columns.iter().filter_map(|column| column.get(row).copied()).collect();
        // Rows are sorted, so equal units follow each other: they share one solution.
        let known = last.take().filter(|(of, _)| *of == scores).map(|(_, benefit)| benefit);
        let benefit = match known {
            Some(benefit) => benefit,
            None => frontier
                .solve(*unit, &scores, &bounds)
                .ok_or(WeightError::Unsolved { place: *unit })?,
        };
        if free && benefit.score < SURELY_BELOW {
            frontier.drop_unit(*unit);
        }
        if let Some(cell) = results.get_mut(*unit) {
            *cell = Some(benefit.clone());
        }
        last = Some((scores, benefit));
    }
    Ok(results)
}

fn bounds(stated: &[ShareBounds], width: usize) -> Result<Vec<ShareBounds>, WeightError> {
    let bounds = match stated {
        [] => vec![ShareBounds::default(); width],
        [all] => vec![*all; width],
        each if each.len() == width => each.to_vec(),
        other => {
            let found = other.len();
            return Err(WeightError::Length { place: 0, expected: width, found });
        }
    };
    for bound in &bounds {
        for (name, value) in [("min", bound.min), ("max", bound.max)] {
            if !(0.0..=1.0).contains(&value) {
                return Err(WeightError::Parameter { name, value });
            }
        }
    }
    let least: f64 = bounds.iter().map(|bound| bound.min).sum();
    let most: f64 = bounds.iter().map(|bound| bound.max).sum();
    let crossed = bounds.iter().any(|bound| bound.min > bound.max);
    if crossed || least > 1.0 + 1e-12 || most < 1.0 - 1e-12 {
        return Err(WeightError::Bounds);
    }
    Ok(bounds)
}

/// The units that may limit others.
struct Frontier {
    columns: Vec<Vec<f64>>,
    units: Vec<usize>,
    dropped: Vec<usize>,
}

impl Frontier {
    /// Without units that another one equals or beats in every column: their restrictions follow.
    fn new(table: &Table) -> Self {
        // The strong come first, so that the weak are soon compared with one that beats them.
        let mut totals: Vec<(f64, usize)> = (0..table.rows()).map(|row| (0.0, row)).collect();
        for column in &table.columns {
            let top = column.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
            totals.iter_mut().zip(column).for_each(|((total, _), y)| *total += y / top);
        }
        totals.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut kept: Vec<(Vec<f64>, usize)> = Vec::new();
        for (_, row) in totals {
            let scores: Vec<f64> =
                table.columns.iter().filter_map(|column| column.get(row).copied()).collect();
            let beaten = kept.iter().any(|(of, _)| of.iter().zip(&scores).all(|(x, y)| x >= y));
            if !beaten {
                kept.push((scores, row));
            }
        }
        kept.sort_by_key(|(_, row)| *row);
        let columns = (0..table.width())
            .map(|j| kept.iter().filter_map(|(scores, _)| scores.get(j).copied()).collect())
            .collect();
        let unit = |row: usize| table.units.get(row).copied().unwrap_or_default();
        let units = kept.iter().map(|(_, row)| unit(*row)).collect();
        Self { columns, units, dropped: Vec::new() }
    }

    /// Leaves a unit out from now on. Rows are moved together only now and then.
    fn drop_unit(&mut self, unit: usize) {
        self.dropped.push(unit);
        if self.dropped.len() < 16.max(self.units.len() / 16) {
            return;
        }
        self.dropped.sort_unstable();
        let keep: Vec<bool> =
            self.units.iter().map(|unit| self.dropped.binary_search(unit).is_err()).collect();
        self.dropped.clear();
        let mut flags = keep.iter();
        self.units.retain(|_| flags.next().copied().unwrap_or(true));
        for column in &mut self.columns {
            let mut flags = keep.iter();
            column.retain(|_| flags.next().copied().unwrap_or(true));
        }
    }

    /// With shares `p_j = w_j y_oj / score` as unknowns, the score is 1 over the smallest possible
    /// `max_i Σ_j p_j y_ij / y_oj`.
    fn solve(&self, unit: usize, scores: &[f64], bounds: &[ShareBounds]) -> Option<Benefit> {
        let width = scores.len();
        let nothing = Benefit {
            score: 0.0,
            weights: vec![0.0; width],
            shares: vec![0.0; width],
            peers: Vec::new(),
            gap: 0.0,
        };
        // A column in which the unit has nothing contributes nothing.
        let used: Vec<usize> = (0..width)
            .filter(|j| scores.get(*j).is_some_and(|y| *y > 0.0 && y.recip().is_finite()))
            .collect();
        let unmet = bounds.iter().enumerate().any(|(j, b)| b.min > 0.0 && !used.contains(&j));
        let pick = |f: &dyn Fn(&ShareBounds) -> f64| -> Vec<f64> {
            used.iter().filter_map(|j| bounds.get(*j)).map(f).collect()
        };
        let (low, high) = (pick(&|b| b.min), pick(&|b| b.max));
        if unmet || used.is_empty() || high.iter().sum::<f64>() < 1.0 - 1e-12 {
            return Some(nothing);
        }
        let columns: Vec<&[f64]> =
            used.iter().filter_map(|j| self.columns.get(*j)).map(Vec::as_slice).collect();
        let scales: Vec<f64> =
            used.iter().filter_map(|j| scores.get(*j)).map(|y| y.recip()).collect();
        // The unit is in its own restrictions, so no value is below 1.
        let optimum = Minimax::new(&columns, &scales, &low, &high)?.solve(Some(1.0))?;
        let value = optimum.value.max(1.0);
        let bound = optimum.bound.max(1.0);
        if value.is_nan() || value - bound > GAP * value {
            return None;
        }
        let mut benefit =
            Benefit { score: value.recip(), gap: bound.recip() - value.recip(), ..nothing };
        for ((j, share), scale) in used.iter().zip(&optimum.shares).zip(&scales) {
            if let (Some(p), Some(w)) = (benefit.shares.get_mut(*j), benefit.weights.get_mut(*j)) {
                (*p, *w) = (*share, share * scale / value);
            }
        }
        if value <= 1.0 + 1e-12 {
            // Its own restriction is proof enough.
            benefit.peers = vec![(unit, 1.0)];
            return Some(benefit);
        }
        let peer = |(row, m): &(usize, f64)| Some((self.units.get(*row).copied()?, m / value));
        benefit.peers = optimum.multipliers.iter().filter_map(peer).collect();
        benefit.peers.sort_by_key(|(unit, _)| *unit);
        Some(benefit)
    }
}

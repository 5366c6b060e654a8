//! Treatment of outliers.
//!
//! Whether a panel is treated as one column of all years or year by year is the caller's choice: a
//! treatment sees the column it is given. What it learned can be applied to others, see [`Curve`].

mod check;
mod curve;
mod fence;
mod transformation;
mod winsorise;

pub use check::Check;
pub use curve::{Clamp, Curve, End, Function};
pub use fence::{interquartile_fence, mad_fence};
pub use winsorise::{Winsorised, winsorise};

pub use crate::recipe::{Thresholds, Transformation, Treatment};

use crate::observe::Column;
use crate::score::statistics::{Moments, sorted};
use serde::{Deserialize, Serialize};

/// What came of a treatment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Outcome {
    /// There was nothing to do.
    Untouched,
    /// Nothing was done, because the column could not be judged or treated: too few values, or too
    /// few different ones.
    Undetermined,
    /// Values at the ends were moved.
    Clamped,
    /// The values were transformed.
    Transformed,
}

/// A treated column, and all that is to be known about it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Treated {
    /// The values; absent where they were absent.
    pub column: Column,
    /// What became of each value.
    pub curve: Curve,
    /// What was done.
    pub outcome: Outcome,
    /// The check of the column as it was, where the method has a check.
    pub before: Option<Check>,
    /// What winsorising found, where it was tried.
    pub winsorised: Option<Winsorised>,
    /// The check of the transformed column, where a transformation followed a check. It may have
    /// failed.
    pub transformed: Option<Check>,
}

impl Treated {
    /// The end at which the value of a unit was moved, for every unit of the original column.
    ///
    /// ```
    /// use chuan::score::treat::{End, Treatment, treat};
    ///
    /// let column = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 90.0].map(Some).into_iter().collect();
    /// let treated = treat(&column, &Treatment::default_two_stage());
    /// assert_eq!(treated.moved(&column).last(), Some(&Some(End::High)));
    /// ```
    #[must_use]
    pub fn moved(&self, original: &Column) -> Vec<Option<End>> {
        original.iter().map(|x| x.and_then(|x| self.curve.clamp.end(x))).collect()
    }
}

/// Treats a column, by the formulas and with the sources that [`Treatment`] and [`Transformation`] state (COINr's
/// `Treat`; OECD and JRC, *Handbook on Constructing Composite Indicators* (2008), steps 3 and 5). Winsorised and
/// fenced values are in the unit of the column, transformed ones have none.
///
/// Absent values stay absent and do not count. A column whose check is unknown (fewer than three
/// values; three of which the skewness is too large; all equal), or which would lose all its
/// spread, stays as it was, and the [`Outcome`] says so.
///
/// ```
/// use chuan::score::treat::{Outcome, Treatment, treat};
///
/// let column = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 90.0].map(Some).into_iter().collect();
/// let treated = treat(&column, &Treatment::default_two_stage());
/// assert_eq!(treated.outcome, Outcome::Clamped);
/// assert_eq!(treated.column.get(6), Some(6.0));
/// assert_eq!(treated.winsorised.unwrap().points(), 1);
/// ```
#[must_use]
pub fn treat(column: &Column, treatment: &Treatment) -> Treated {
    let found = find(column, treatment);
    let outcome = found.outcome(column);
    let curve = found.curve.unwrap_or_default();
    let touches = matches!(outcome, Outcome::Clamped | Outcome::Transformed);
    Treated {
        column: if touches { curve.apply(column) } else { column.clone() },
        curve,
        outcome,
        before: found.before,
        winsorised: found.winsorised,
        transformed: found.transformed,
    }
}

fn find(column: &Column, treatment: &Treatment) -> Found {
    match *treatment {
        Treatment::None => Found::default(),
        Treatment::TwoStage { max_points, thresholds, then, combine } => {
            two_stage(&sorted(column), max_points, &thresholds, then, combine)
        }
        Treatment::Winsorise { max_points, thresholds, force } => {
            let found = winsorise(column, max_points, &thresholds, force);
            Found { curve: kept(&found), ..winsorised(&found) }
        }
        Treatment::Transform { by } => {
            let function = by.learn(column);
            Found {
                curve: function.map(|f| Curve { function: Some(f), ..Curve::default() }),
                ..Found::default()
            }
            .or_undetermined()
        }
        Treatment::Interquartile { factor } => clamped(interquartile_fence(column, factor)),
        Treatment::Mad { factor } => clamped(mad_fence(column, factor)),
    }
}

/// What the treatment of a column does and what came of it, without a record of why: a column that
/// passes its check beyond doubt need not be sorted for it.
pub(super) fn learn(column: &Column, treatment: &Treatment) -> (Curve, Outcome) {
    let thresholds = match treatment {
        Treatment::TwoStage { thresholds, .. }
        | Treatment::Winsorise { thresholds, force: false, .. } => Some(thresholds),
        _ => None,
    };
    if thresholds.is_some_and(|thresholds| thresholds.surely_pass(column)) {
        return (Curve::default(), Outcome::Untouched);
    }
    let found = find(column, treatment);
    let outcome = found.outcome(column);
    (found.curve.unwrap_or_default(), outcome)
}

/// What a method wants done, and why.
#[derive(Default)]
struct Found {
    curve: Option<Curve>,
    undetermined: bool,
    before: Option<Check>,
    winsorised: Option<Winsorised>,
    transformed: Option<Check>,
}

impl Found {
    fn outcome(&self, column: &Column) -> Outcome {
        let curve = self.curve.unwrap_or_default();
        let clamps = curve.clamp != Clamp::default()
            && column.numbers().any(|x| curve.clamp.end(x).is_some());
        match (self.undetermined, curve.function.is_some(), clamps) {
            (true, ..) => Outcome::Undetermined,
            (_, true, _) => Outcome::Transformed,
            (_, _, true) => Outcome::Clamped,
            _ => Outcome::Untouched,
        }
    }

    fn or_undetermined(self) -> Self {
        Self { undetermined: self.curve.is_none(), ..self }
    }
}

fn clamped(fence: Option<Clamp>) -> Found {
    let curve = fence.map(|clamp| Curve { clamp, function: None });
    Found { curve, ..Found::default() }.or_undetermined()
}

/// The record of winsorising, and whether it could be done.
fn winsorised(found: &Winsorised) -> Found {
    let known = found.before.passed.is_some();
    let tried = found.points() > 0;
    Found {
        undetermined: !known || found.levelled || found.after.passed.is_none(),
        before: Some(found.before),
        winsorised: tried.then_some(*found),
        ..Found::default()
    }
}

/// The limits, unless the column would lose all its spread.
fn kept(found: &Winsorised) -> Option<Curve> {
    let judged = found.after.passed.is_some() && !found.levelled;
    judged.then_some(Curve { clamp: found.clamp, function: None })
}

fn two_stage(
    sorted: &[f64],
    max_points: Option<usize>,
    thresholds: &Thresholds,
    then: Transformation,
    combine: bool,
) -> Found {
    let first = winsorise::winsorise_sorted(sorted, max_points, thresholds, false);
    let mut found = Found { curve: kept(&first), ..winsorised(&first) };
    if found.undetermined || first.after.passed == Some(true) {
        return found;
    }
    let clamp = if combine { first.clamp } else { Clamp::default() };
    let moved: Vec<f64> = sorted.iter().map(|x| clamp.value(*x)).collect();
    let function = then.learn_sorted(&moved);
    let Some(function) = function else {
        return Found { curve: None, ..found }.or_undetermined();
    };
    // Rising functions keep the order, so the transformed values are sorted too.
    let values: Vec<f64> = moved.iter().filter_map(|x| function.value(*x)).collect();
    let check = thresholds.judge(&Moments::of_sorted(&values));
    found.transformed = Some(check);
    found.curve = check.passed.map(|_| Curve { clamp, function: Some(function) });
    found.or_undetermined()
}

#[cfg(test)]
mod tests;

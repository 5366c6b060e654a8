//! Treatment of outliers.
//!
//! Whether a panel is treated as one column of all years or year by year is the caller's choice: a
//! treatment sees the column it is given. What it learned can be applied to others, see [`Curve`].

mod check;
mod curve;
mod fence;
mod transformation;
mod winsorise;

pub use check::{Check, Thresholds};
pub use curve::{Clamp, Curve, End, Function};
pub use fence::{interquartile_fence, mad_fence};
pub use transformation::Transformation;
pub use winsorise::{Winsorised, winsorise};

use crate::observe::Column;
use crate::recipe::shorthand;
use crate::score::statistics::{Moments, sorted};
use serde::{Deserialize, Deserializer, Serialize};

/// How outliers are treated.
///
/// ```
/// use chuan::score::treat::{Transformation, Treatment};
///
/// let read = |text| serde_json::from_str::<Treatment>(text);
/// let default = read(r#"{"method": "two_stage", "max_points": 5, "then": "log_shifted_1pc"}"#)?;
/// assert_eq!(default, Treatment::default_two_stage());
/// assert!(read(r#"{"method": "two_stage", "max_point": 5}"#).is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(tag = "method", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Treatment {
    /// The column stays as it is.
    #[default]
    None,
    /// The usual treatment of the Joint Research Centre (COINr's `Treat`): a column that fails the
    /// check is winsorised; one that still fails is transformed.
    TwoStage {
        /// Moving values ends when so many have been moved. `null`, or a number larger than that
        /// of the units: no end.
        #[serde(default = "five")]
        max_points: Option<usize>,
        /// The check.
        #[serde(default)]
        thresholds: Thresholds,
        /// The transformation of a column that winsorising did not help.
        #[serde(default, deserialize_with = "named")]
        then: Transformation,
        /// Whether it transforms the winsorised values rather than the original ones.
        #[serde(default)]
        combine: bool,
    },
    /// Winsorising alone, see [`winsorise`].
    Winsorise {
        /// As with `two_stage`.
        #[serde(default = "five")]
        max_points: Option<usize>,
        /// The check.
        #[serde(default)]
        thresholds: Thresholds,
        /// Whether to go on to `max_points` though the check passes.
        #[serde(default)]
        force: bool,
    },
    /// A transformation, whatever the check says.
    Transform {
        /// Which.
        #[serde(deserialize_with = "named")]
        by: Transformation,
    },
    /// Values beyond `q1 - factor (q3 - q1)` or `q3 + factor (q3 - q1)` are moved there, see
    /// [`interquartile_fence`].
    Interquartile {
        /// The factor: 1.5 by default, 3 for values that are far out.
        #[serde(default = "tukey")]
        factor: f64,
    },
    /// Values further than `factor × 1.4826 × MAD` from the median are moved there, see
    /// [`mad_fence`].
    Mad {
        /// The factor.
        #[serde(default = "three")]
        factor: f64,
    },
}

fn five() -> Option<usize> {
    Some(5)
}
fn tukey() -> f64 {
    1.5
}
fn three() -> f64 {
    3.0
}

/// Reads a transformation from its full form or its name alone.
fn named<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Transformation, D::Error> {
    shorthand(deserializer).map(Option::unwrap_or_default)
}

impl Treatment {
    /// [`Treatment::TwoStage`] with its defaults.
    #[must_use]
    pub fn default_two_stage() -> Self {
        Self::TwoStage {
            max_points: five(),
            thresholds: Thresholds::default(),
            then: Transformation::default(),
            combine: false,
        }
    }
}

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

/// Treats a column.
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
    let found = match *treatment {
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
    };
    let curve = found.curve.unwrap_or_default();
    let clamps =
        curve.clamp != Clamp::default() && column.numbers().any(|x| curve.clamp.end(x).is_some());
    let touches = curve.function.is_some() || clamps;
    let outcome = match (found.undetermined, touches, curve.function) {
        (true, ..) => Outcome::Undetermined,
        (_, false, _) => Outcome::Untouched,
        (_, _, None) => Outcome::Clamped,
        (_, _, Some(_)) => Outcome::Transformed,
    };
    Treated {
        column: if touches { curve.apply(column) } else { column.clone() },
        curve,
        outcome,
        before: found.before,
        winsorised: found.winsorised,
        transformed: found.transformed,
    }
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

//! A normalisation with what it has learned.

use super::{Band, Between, Category, MeanBands, Outside, Places, Share, between::onto, piecewise};
use crate::number::decimals::compare;
use crate::observe::Column;
use crate::recipe::{Direction, Step};
use serde::{Deserialize, Serialize};

/// All that is needed to score a value: the parameters of a normalisation and what it has learned.
///
/// ```
/// use chuan::observe::Column;
/// use chuan::recipe::Direction;
/// use chuan::score::normal::{Fitted, Normalisation};
///
/// let base: Column = [Some(10.0), Some(30.0)].into_iter().collect();
/// let fitted = Normalisation::MinMax { to: [0.0, 100.0] }.fit(&base, Direction::Higher)?;
/// let stored = serde_json::to_string(&fitted).unwrap();
/// // A year later, against the base year:
/// let frozen: Fitted = serde_json::from_str(&stored).unwrap();
/// assert_eq!(frozen.apply(35.0), Some(125.0));
/// # Ok::<(), chuan::score::normal::Unfit>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "method", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Fitted {
    /// `factor × x + offset`.
    Linear {
        /// Multiplier.
        factor: f64,
        /// Added after the multiplication.
        offset: f64,
    },
    /// Linear between two values.
    Between(Between),
    /// `mean + sd (x - centre) / spread`.
    Standard {
        /// The mean of the column.
        centre: f64,
        /// Its standard deviation.
        spread: f64,
        /// The mean of the scores.
        mean: f64,
        /// Their standard deviation; negative where lower is better.
        sd: f64,
    },
    /// Places among the values learned from.
    Places(Places),
    /// The share of a whole, in points.
    Share(Share),
    /// `x / best`, or `best / x` where lower is better.
    Fraction {
        /// The best value, positive.
        best: f64,
        /// Which way is better.
        direction: Direction,
        /// The scores at the shares 0 and 1.
        to: [f64; 2],
    },
    /// A target band.
    Band(Band),
    /// Three bands around the mean.
    MeanBands(MeanBands),
    /// Scores of categories.
    Categories {
        /// Categories and scores.
        table: Vec<Category>,
    },
    /// The points of the step reached.
    Steps {
        /// The steps, in rising order.
        steps: Vec<Step>,
        /// Points below the first step.
        below: f64,
    },
    /// Straight lines between knots.
    Piecewise {
        /// Values and scores, in rising order of values.
        knots: Vec<[f64; 2]>,
        /// What is outside the knots.
        outside: Outside,
    },
}

impl Fitted {
    /// The score of a value; none where the method has no score for it.
    pub fn apply(&self, value: f64) -> Option<f64> {
        match self {
            Self::Linear { factor, offset } => Some(factor * value + offset),
            Self::Between(between) => between.apply(value),
            Self::Standard { centre, spread, mean, sd } => {
                Some(mean + sd * (value - centre) / spread)
            }
            Self::Places(places) => places.apply(value),
            Self::Share(share) => share.apply(value),
            Self::Fraction { best, direction, to } => match direction {
                Direction::Higher => Some(onto(value / best, *to)),
                Direction::Lower => (value > 0.0).then(|| onto(best / value, *to)),
            },
            Self::Band(band) => band.apply(value),
            Self::MeanBands(bands) => bands.apply(value),
            Self::Categories { table } => {
                table.iter().find(|row| compare(row.value, value).is_eq())?.score
            }
            Self::Steps { steps, below } => {
                let reached = steps.iter().rev().find(|step| compare(value, step.from).is_ge());
                Some(reached.map_or(*below, |step| step.points))
            }
            Self::Piecewise { knots, outside } => piecewise(value, knots, *outside),
        }
        .filter(|score| score.is_finite())
    }

    /// The scores of a column; absent stays absent.
    pub fn column(&self, column: &Column) -> Column {
        match self {
            Self::Between(between) => between.column(column),
            _ => column.map(|value| self.apply(value)),
        }
    }
}

//! The methods of normalisation, as data.

use super::{Band, Category, Centre, Outside, RankForm, Reference, Shift, Spread};
use crate::framework::spec::OptionSpec;
use crate::id::Code;
use crate::recipe::{Cap, Divisor, Step, Ties};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// How the values of a column become scores. `x` is a value, `min`, `max`, `mean` and `sd` are of
/// the values present; `to` holds the scores of share 0 and share 1.
///
/// For each method: where lower is better the scale is turned round as said.
///
/// ```
/// use chuan::observe::Column;
/// use chuan::recipe::Direction;
/// use chuan::score::normal::Normalisation;
///
/// let method: Normalisation =
///     serde_json::from_str(r#"{"method": "min_max", "to": [1, 100]}"#).unwrap();
/// let column: Column = [Some(2.0), None, Some(4.0), Some(3.0)].into_iter().collect();
/// let scores = method.fit(&column, Direction::Lower)?.column(&column);
/// assert_eq!(scores.iter().collect::<Vec<_>>(), [Some(100.0), None, Some(1.0), Some(50.5)]);
/// # Ok::<(), chuan::score::normal::Unfit>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "method", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Normalisation {
    /// `x`, or `-x` where lower is better.
    None,
    /// `x`, whichever way is better: the value is its own score.
    Identity,
    /// `factor × x + offset`; the direction does not matter.
    Linear {
        /// Multiplier.
        #[serde(default = "one")]
        factor: f64,
        /// Added after the multiplication.
        #[serde(default)]
        offset: f64,
    },
    /// `points × x` with 1 for yes and 0 for no; turned round `points × (1 - x)`.
    YesNo {
        /// Points of the better answer.
        #[serde(default = "one")]
        points: f64,
    },
    /// The share of a whole, in points: [`Share`](super::Share).
    Ratio {
        /// Points of the whole.
        #[serde(default = "one")]
        points: f64,
        /// The value that is the whole.
        #[serde(default = "one")]
        of: f64,
        /// Whether the share stays between 0 and 1.
        #[serde(default = "yes")]
        cap: bool,
    },
    /// The points of the option chosen; a value is the place of its option, from 0. The direction does
    /// not matter.
    Options {
        /// The options, in their order.
        options: Vec<OptionSpec>,
        /// Points by code; those stated with the options unless said. An option without either has
        /// no score.
        #[serde(default)]
        points: IndexMap<Code, f64>,
    },
    /// `(x - min) / (max - min)`; turned round `(max - x) / (max - min)`.
    MinMax {
        /// Scores of the worst and of the best unit.
        #[serde(default = "unit")]
        to: [f64; 2],
    },
    /// `mean + sd (x - x̄) / s`; turned round with `-sd`.
    ZScore {
        /// Mean of the scores.
        #[serde(default)]
        mean: f64,
        /// Standard deviation of the scores.
        #[serde(default = "one")]
        sd: f64,
        /// Divisor of `s`.
        #[serde(default)]
        divisor: Divisor,
    },
    /// `(x - lower) / (upper - lower) × factor`, nothing cut; turned round `(upper - x) / …`.
    Scaled {
        /// The value with score 0.
        #[serde(default)]
        lower: f64,
        /// The value with score `factor`.
        #[serde(default = "hundred")]
        upper: f64,
        /// Multiplier.
        #[serde(default = "hundred")]
        factor: f64,
    },
    /// The rank: 1 for the worst value.
    Rank {
        /// What equal values get.
        #[serde(default)]
        ties: Ties,
    },
    /// The rank less 1 (Borda 1784).
    Borda {
        /// What equal values get.
        #[serde(default)]
        ties: Ties,
    },
    /// The rank `r` as a share: `(r - 1) / (n - 1)`, or another form.
    PercentileRank {
        /// What equal values get.
        #[serde(default)]
        ties: Ties,
        /// The form of the share.
        #[serde(default = "inclusive")]
        form: RankForm,
        /// Scores at the shares 0 and 1.
        #[serde(default = "unit")]
        to: [f64; 2],
    },
    /// `1 - (max - x) / (max - min)`: the distance to the best unit.
    DistanceToMax {
        /// Scores of the worst and of the best unit.
        #[serde(default = "unit")]
        to: [f64; 2],
    },
    /// `1 - (ref - x) / (ref - min)` with the value `ref` of a unit; turned round
    /// `1 - (x - ref) / (max - ref)`.
    DistanceToReference {
        /// Code of the reference unit.
        unit: String,
        /// Whether units better than the reference count as equal to it.
        #[serde(default)]
        cap: bool,
        /// Scores of the worst and of the reference unit.
        #[serde(default = "unit")]
        to: [f64; 2],
    },
    /// `(x - min) / (target - min)`; turned round `(max - x) / (max - target)`.
    DistanceToTarget {
        /// The target.
        target: f64,
        /// Whether values better than the target count as the target.
        #[serde(default)]
        cap: bool,
        /// Scores of the worst unit and of the target.
        #[serde(default = "unit")]
        to: [f64; 2],
    },
    /// `x / max`; turned round `min / x`, for positive values. The best must be positive.
    FractionOfMax {
        /// Scores at the shares 0 and 1.
        #[serde(default = "unit")]
        to: [f64; 2],
    },
    /// `((t(x) - t(lower)) / (t(upper) - t(lower)))^power` between stated values; turned round
    /// from the upper to the lower.
    Goalposts {
        /// The lower goalpost.
        lower: f64,
        /// The upper goalpost.
        upper: f64,
        /// The transformation `t`.
        #[serde(default)]
        transform: Shift,
        /// Exponent of the share.
        #[serde(default = "one")]
        power: f64,
        /// Which goalpost holds values back.
        #[serde(default)]
        cap: Cap,
        /// Scores at the worst and at the best goalpost.
        #[serde(default = "unit")]
        to: [f64; 2],
    },
    /// Goalposts at quantiles (type 7) of the sample: a min-max that outliers do not stretch.
    PercentileGoalposts {
        /// The lower quantile, as a share: 0.05 for the fifth percentile.
        lower: f64,
        /// The upper quantile, as a share.
        upper: f64,
        /// Which goalpost holds values back.
        #[serde(default)]
        cap: Cap,
        /// Scores at the worst and at the best goalpost.
        #[serde(default = "unit")]
        to: [f64; 2],
    },
    /// Best inside a band, falling on both sides; the direction does not matter.
    Band(Band),
    /// Best at a centre, worst at `min` and at `max`, each side scaled separately; the direction
    /// does not matter (Blavatnik Index of Public Administration 2024).
    TwoSided {
        /// The centre.
        #[serde(default)]
        centre: Centre,
        /// The worst and the best score.
        #[serde(default = "unit")]
        to: [f64; 2],
    },
    /// `(x - (ref - d)) / (2 d) × 60 + 70` with `d = (max - min) / 2`, so that the reference has 100;
    /// turned round `((ref + d) - x) / …`. Not cut. The scale of the adjusted Mazziotta-Pareto index,
    /// learned from all years together (Mazziotta and Pareto 2016).
    Ampi {
        /// What has 100; of one period only where the framework names it.
        #[serde(default)]
        reference: Reference,
    },
    /// Scores of categories; the direction does not matter.
    Categories {
        /// Categories and scores; a value that is not listed has no score.
        table: Vec<Category>,
    },
    /// The points of the step reached, `[from, next from)`; the direction does not matter.
    Steps {
        /// The steps, in rising order.
        steps: Vec<Step>,
        /// Points below the first step.
        #[serde(default)]
        below: f64,
    },
    /// Straight lines between knots; the direction does not matter.
    Piecewise {
        /// Values and scores, in rising order of values.
        knots: Vec<[f64; 2]>,
        /// What is outside the knots.
        #[serde(default)]
        outside: Outside,
    },
    /// Three scores: worse than, about and better than the mean.
    MeanBands {
        /// Half the width of the middle band.
        threshold: f64,
        /// In what it is measured.
        #[serde(default)]
        spread: Spread,
        /// The three scores.
        #[serde(default = "signs")]
        scores: [f64; 3],
    },
}

pub(super) fn one() -> f64 {
    1.0
}
fn yes() -> bool {
    true
}
fn hundred() -> f64 {
    100.0
}
pub(super) fn unit() -> [f64; 2] {
    [0.0, 1.0]
}
fn signs() -> [f64; 3] {
    [-1.0, 0.0, 1.0]
}
fn inclusive() -> RankForm {
    RankForm::Inclusive
}

//! From a value to a score: the scorers.

use super::{Category, Centre, Outside, RankForm, Reference, Spread, Ties};
use crate::id::Code;
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Direction {
    /// Higher values are better.
    #[default]
    #[serde(alias = "higher_is_better")]
    Higher,
    /// Lower values are better: the scorer reverses the scale.
    #[serde(alias = "lower_is_better")]
    Lower,
}

/// The fixed ends of a scale: `min` scores worst and `max` best (reversed where lower is better).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Goalposts {
    /// The lower end.
    pub min: f64,
    /// The upper end.
    pub max: f64,
}

/// An interval `[low, high]`, both ends included; an absent end is open.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Interval {
    /// Smallest value allowed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<f64>,
    /// Largest value allowed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
}

impl Interval {
    /// Whether a value lies inside.
    pub fn contains(&self, value: f64) -> bool {
        self.min.is_none_or(|min| value >= min) && self.max.is_none_or(|max| value <= max)
    }
}

/// A transformation of the value, and of both goalposts, before they are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Transform {
    /// The value as it is.
    #[default]
    None,
    /// The natural logarithm; goalposts must be positive.
    Ln,
}

/// Which end of the goalposts holds a value back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Cap {
    /// Values outside stay outside.
    None,
    /// Values below the lower goalpost count as the goalpost.
    Lower,
    /// Values above the upper goalpost count as the goalpost.
    Upper,
    /// Both.
    #[default]
    Both,
}

/// What the sum of squared deviations is divided by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Divisor {
    /// n - 1, the sample standard deviation.
    #[default]
    Sample,
    /// n, the standard deviation of a whole population.
    Population,
}

/// A step: from this value on (included), up to the next step, so many points.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Step {
    /// The smallest value of the step.
    pub from: f64,
    /// The points it gives.
    pub points: f64,
}

/// How a value becomes a score.
///
/// In a framework file a scorer without parameters may be written as its name alone:
/// `scorer = "ratio"` for `scorer = { method = "ratio" }`. Formulas and sources of those that are functions over
/// columns are with [`Normalisation`](crate::score::normal::Normalisation), which has a method of the same
/// name and the same parameters for each.
///
/// ```
/// use chuan::recipe::Scorer;
///
/// let scorer: Scorer = serde_json::from_str(r#"{"method": "ratio", "of": 80, "points": 10}"#)?;
/// assert_eq!((scorer.name(), scorer.learns()), ("ratio", false));
/// assert!(serde_json::from_str::<Scorer>(r#"{"method": "ratio", "off": 80}"#).is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(tag = "method", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Scorer {
    /// The score is the value.
    #[default]
    Identity,
    /// `factor × value + offset`.
    Linear {
        /// Multiplier.
        #[serde(default = "one")]
        factor: f64,
        /// Added after the multiplication.
        #[serde(default)]
        offset: f64,
    },
    /// Full points for yes, none for no.
    YesNo {
        /// Points for yes; the maximum points of the indicator, or 1, unless said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        points: Option<f64>,
    },
    /// `value / of × points`, between 0 and `points` unless `cap` is false. Where lower is
    /// better, `(1 - value / of) × points`.
    Ratio {
        /// Points of a full share; the maximum points of the indicator, or 1, unless said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        points: Option<f64>,
        /// The value that is a full share: 100 for percent, 1 for every other scale unless said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<f64>,
        /// Whether the score stays between 0 and `points`.
        #[serde(default = "yes")]
        cap: bool,
    },
    /// The points of the step that the value has reached; half-open steps, `[from, next from)`.
    Steps {
        /// The steps, in rising order of `from`.
        steps: Vec<Step>,
        /// Points below the first step.
        #[serde(default)]
        below: f64,
    },
    /// The points of the chosen option.
    Options {
        /// Points by option code; those stated with the options of the indicator unless said.
        #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
        points: IndexMap<Code, f64>,
    },
    /// Linear between the goalposts of the indicator.
    Goalposts {
        /// Transformation of value and goalposts.
        #[serde(default)]
        transform: Transform,
        /// What is added to value and goalposts before the transformation.
        #[serde(default, skip_serializing_if = "is_zero")]
        shift: f64,
        /// The exponent of the share: 0.8 raises those far from the best.
        #[serde(default = "one", skip_serializing_if = "is_one")]
        power: f64,
        /// Which goalpost holds values back.
        #[serde(default)]
        cap: Cap,
        /// The score at the worst and at the best goalpost.
        #[serde(default = "unit_interval")]
        to: [f64; 2],
    },
    /// Linear between the smallest and the largest value among the units of the period.
    MinMax {
        /// The score of the worst and of the best unit.
        #[serde(default = "unit_interval")]
        to: [f64; 2],
    },
    /// `(value - mean) / sd` among the units of the period, scaled to a mean and a standard
    /// deviation.
    ZScore {
        /// Divisor of the standard deviation.
        #[serde(default)]
        divisor: Divisor,
        /// The mean that the scores get.
        #[serde(default)]
        mean: f64,
        /// The standard deviation that the scores get.
        #[serde(default = "one")]
        sd: f64,
    },
    /// `(value - lower) / (upper - lower) × factor`, nothing cut.
    Scaled {
        /// The value with score 0; with score `factor` where lower is better.
        #[serde(default)]
        lower: f64,
        /// The value at the other end.
        #[serde(default = "hundred")]
        upper: f64,
        /// The score at the better end.
        #[serde(default = "hundred")]
        factor: f64,
    },
    /// The rank among the units of the period: 1 for the worst value.
    Rank {
        /// What equal values get.
        #[serde(default)]
        ties: Ties,
    },
    /// The rank less 1.
    Borda {
        /// What equal values get.
        #[serde(default)]
        ties: Ties,
    },
    /// The rank as a share, `(rank - 1) / (n - 1)` or another form.
    PercentileRank {
        /// What equal values get.
        #[serde(default)]
        ties: Ties,
        /// The form of the share.
        #[serde(default = "inclusive")]
        form: RankForm,
        /// The scores at the shares 0 and 1.
        #[serde(default = "unit_interval")]
        to: [f64; 2],
    },
    /// One less the distance to the best unit, as a share of the range.
    DistanceToMax {
        /// The score of the worst and of the best unit.
        #[serde(default = "unit_interval")]
        to: [f64; 2],
    },
    /// From the worst unit to a unit of reference.
    DistanceToReference {
        /// Code of the unit of reference.
        unit: String,
        /// Whether units better than the reference count as equal to it.
        #[serde(default)]
        cap: bool,
        /// The score of the worst unit and of the reference.
        #[serde(default = "unit_interval")]
        to: [f64; 2],
    },
    /// From the worst unit to a target.
    DistanceToTarget {
        /// The target.
        target: f64,
        /// Whether values better than the target count as the target.
        #[serde(default)]
        cap: bool,
        /// The score of the worst unit and of the target.
        #[serde(default = "unit_interval")]
        to: [f64; 2],
    },
    /// `value / max`, or `min / value` where lower is better; the best must be positive.
    FractionOfMax {
        /// The scores at the shares 0 and 1.
        #[serde(default = "unit_interval")]
        to: [f64; 2],
    },
    /// Linear between two quantiles (type 7) of the units of the period.
    PercentileGoalposts {
        /// The lower quantile, as a share: 0.05 for the fifth percentile.
        lower: f64,
        /// The upper quantile, as a share.
        upper: f64,
        /// Which end holds values back.
        #[serde(default)]
        cap: Cap,
        /// The score at the worst and at the best end.
        #[serde(default = "unit_interval")]
        to: [f64; 2],
    },
    /// Best inside a band, falling on both sides; whichever way is better.
    Band {
        /// The ends of the band with the best score.
        inside: [f64; 2],
        /// Where the worst score is reached, below and above.
        zero: [f64; 2],
        /// The worst and the best score.
        #[serde(default = "unit_interval")]
        to: [f64; 2],
    },
    /// Best at a centre, worst at the smallest and at the largest value; whichever way is better.
    TwoSided {
        /// The centre.
        #[serde(default)]
        centre: Centre,
        /// The worst and the best score.
        #[serde(default = "unit_interval")]
        to: [f64; 2],
    },
    /// From 70 to 130 with 100 at a reference: the scale of the adjusted Mazziotta-Pareto index.
    Ampi {
        /// What has 100.
        #[serde(default)]
        reference: Reference,
    },
    /// Straight lines between knots; whichever way is better.
    Piecewise {
        /// Values and scores, in rising order of values.
        knots: Vec<[f64; 2]>,
        /// What is outside the knots.
        #[serde(default)]
        outside: Outside,
    },
    /// Three scores: worse than, about and better than the mean of the units of the period.
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
    /// Scores of values that stand for categories; whichever way is better.
    Categories {
        /// Values and scores; a value without a score is left out.
        table: Vec<Category>,
    },
}

impl Scorer {
    /// The name used in framework files.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Linear { .. } => "linear",
            Self::YesNo { .. } => "yes_no",
            Self::Ratio { .. } => "ratio",
            Self::Steps { .. } => "steps",
            Self::Options { .. } => "options",
            Self::Goalposts { .. } => "goalposts",
            Self::MinMax { .. } => "min_max",
            Self::ZScore { .. } => "z_score",
            Self::Scaled { .. } => "scaled",
            Self::Rank { .. } => "rank",
            Self::Borda { .. } => "borda",
            Self::PercentileRank { .. } => "percentile_rank",
            Self::DistanceToMax { .. } => "distance_to_max",
            Self::DistanceToReference { .. } => "distance_to_reference",
            Self::DistanceToTarget { .. } => "distance_to_target",
            Self::FractionOfMax { .. } => "fraction_of_max",
            Self::PercentileGoalposts { .. } => "percentile_goalposts",
            Self::Band { .. } => "band",
            Self::TwoSided { .. } => "two_sided",
            Self::Ampi { .. } => "ampi",
            Self::Piecewise { .. } => "piecewise",
            Self::MeanBands { .. } => "mean_bands",
            Self::Categories { .. } => "categories",
        }
    }

    /// Whether the scorer has to see all units before it can score one.
    pub fn learns(&self) -> bool {
        matches!(
            self,
            Self::MinMax { .. }
                | Self::ZScore { .. }
                | Self::Rank { .. }
                | Self::Borda { .. }
                | Self::PercentileRank { .. }
                | Self::DistanceToMax { .. }
                | Self::DistanceToReference { .. }
                | Self::DistanceToTarget { .. }
                | Self::FractionOfMax { .. }
                | Self::PercentileGoalposts { .. }
                | Self::TwoSided { .. }
                | Self::Ampi { .. }
                | Self::MeanBands { .. }
        )
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
fn is_zero(number: &f64) -> bool {
    *number == 0.0
}
#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
fn is_one(number: &f64) -> bool {
    *number == 1.0
}
pub(super) fn one() -> f64 {
    1.0
}
pub(super) fn yes() -> bool {
    true
}
fn hundred() -> f64 {
    100.0
}
fn signs() -> [f64; 3] {
    [-1.0, 0.0, 1.0]
}
fn inclusive() -> RankForm {
    RankForm::Inclusive
}
pub(super) fn unit_interval() -> [f64; 2] {
    [0.0, 1.0]
}

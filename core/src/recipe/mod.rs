//! How to score, as data: scorers, aggregations, rules for missing values and for ranking.
//!
//! Nothing here computes; the types are what a framework file says and what the scoring room does.

pub mod formula;

mod aggregation;
mod combination;
mod prepare;
mod ranking;
mod scale;
mod scorer;
mod shorthand;
mod treatment;
mod weighting;

pub use aggregation::{Aggregation, MissingRule};
pub use combination::{Aggregate, Base, Combination, Penalty, Power, Preference, TopsisNorm};
pub use prepare::{Change, ChangeMeasure, Denomination, Imputation, LearnFrom, Middle, Screening};
pub use ranking::{BasedOn, Order, Ties};
pub use scale::{Band, Category, Centre, Outside, RankForm, Reference, Spread};
pub use scorer::{Cap, Direction, Divisor, Goalposts, Interval, Scorer, Step, Transform};
pub(crate) use shorthand::shorthand;
pub use treatment::{Thresholds, Transformation, Treatment};
pub use weighting::{
    BudgetCentre, Comparison, Importance, Priority, ShareBounds, WeightSet, Weighting,
};

use crate::number::Rounding;
use serde::{Deserialize, Serialize};

/// Where the value of a node is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum RoundingPlace {
    /// The rounded value is what the parent aggregates.
    EachTier,
    /// The parent aggregates the unrounded value; rounding is for print, ranks and bands.
    #[default]
    End,
}

/// How the value of a node is rounded, and whether its parent sees the rounded value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NodeRounding {
    /// Digits after the decimal mark; negative digits round to tens, hundreds …
    pub digits: i8,
    /// The rule; `half_up` unless said.
    #[serde(default)]
    pub rule: crate::number::RoundingRule,
    /// Where; `end` unless said.
    #[serde(default)]
    pub place: RoundingPlace,
}

impl NodeRounding {
    /// The rounding itself.
    pub fn rounding(&self) -> Rounding {
        Rounding { digits: self.digits, rule: self.rule }
    }
}

//! From the scores of the children to the score of a node.

use serde::{Deserialize, Serialize};

/// How a node is made from its children. Weights are relative inside the node. In the unit of the children, but for
/// the product. Formulas: OECD and JRC, *Handbook on Constructing Composite Indicators* (2008), step 7.
///
/// ```
/// use chuan::recipe::Aggregation;
///
/// let how: Aggregation = serde_json::from_str(r#"{"method": "geometric"}"#)?;
/// assert_eq!((how.name(), how.is_weighted()), ("geometric", true));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(tag = "method", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Aggregation {
    /// `Σ w x`, where `w` is a stated weight or 1. Maximum points are no weights here.
    Sum,
    /// `Σ w x / Σ w`.
    #[default]
    Arithmetic,
    /// `Π x^(w / Σ w)`; zero if one child is zero, undefined if one is negative.
    Geometric,
    /// `Σ w / Σ (w / x)`; zero if one child is zero, undefined if one is negative.
    Harmonic,
    /// The smallest child.
    Minimum,
    /// The largest child.
    Maximum,
    /// The middle child, or the mean of the two in the middle; unweighted.
    Median,
    /// `Π x`; unweighted.
    Product,
}

impl Aggregation {
    /// The names used in framework files.
    pub const NAMES: [&'static str; 8] =
        ["sum", "arithmetic", "geometric", "harmonic", "minimum", "maximum", "median", "product"];

    /// The name used in framework files.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Sum => "sum",
            Self::Arithmetic => "arithmetic",
            Self::Geometric => "geometric",
            Self::Harmonic => "harmonic",
            Self::Minimum => "minimum",
            Self::Maximum => "maximum",
            Self::Median => "median",
            Self::Product => "product",
        }
    }

    /// Whether weights change the result.
    pub fn is_weighted(&self) -> bool {
        matches!(self, Self::Sum | Self::Arithmetic | Self::Geometric | Self::Harmonic)
    }
}

/// What a node does with children that have no score.
///
/// ```
/// use chuan::recipe::{Aggregation, MissingRule};
/// use chuan::score::aggregate;
///
/// let mean = |rule| {
///     let (cells, weights) = ([Some(4.0), None], [1.0, 3.0]);
///     aggregate(&cells, &weights, Aggregation::Arithmetic, rule, 0.0).map(|(mean, _)| mean)
/// };
/// assert_eq!(mean(MissingRule::Propagate)?, None);
/// assert_eq!(mean(MissingRule::Skip)?, Some(4.0));
/// assert_eq!(mean(MissingRule::Substitute)?, Some(1.0));
/// # Ok::<(), chuan::score::AggregateError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum MissingRule {
    /// The node has no score either.
    #[default]
    Propagate,
    /// Absent children are left out: a mean is taken over the others, a sum adds the others.
    Skip,
    /// As `skip`, and a sum is scaled up to the full weight.
    Renormalise,
    /// Absent children count as the value of `substitute`.
    Substitute,
    /// An absent child is an error: the node has no score, and the finding says why.
    Refuse,
}

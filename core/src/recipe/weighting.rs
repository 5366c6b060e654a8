//! How the children of a node are weighted, as data.

use super::Divisor;
use crate::id::Code;
use crate::text::Text;
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// Where the weights of the children of a node come from. Weights are relative inside the node.
///
/// Sources and formulas are with the functions of [`score::weights`](crate::score::weights), which
/// compute them.
///
/// ```
/// use chuan::recipe::Weighting;
///
/// let read = |text| serde_json::from_str::<Weighting>(text);
/// assert_eq!(read(r#"{"method": "equal"}"#)?, Weighting::Equal);
/// let ahp = read(r#"{"method": "pairwise", "comparisons": [["a", "b", 3]]}"#)?;
/// assert_eq!(ahp.name(), "pairwise");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(tag = "method", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Weighting {
    /// As stated with the children.
    #[default]
    Stated,
    /// All the same.
    Equal,
    /// The maximum points of the children.
    Points,
    /// The analytic hierarchy process: how many times as important one child is as another.
    Pairwise {
        /// Triples of two children and a number: `["a", "b", 3]`. Every pair once.
        comparisons: Vec<Comparison>,
        /// How comparisons become weights.
        #[serde(default)]
        priority: Priority,
        /// The largest consistency ratio that is not reported.
        #[serde(default = "a_tenth")]
        max_inconsistency: f64,
    },
    /// The best-worst method.
    BestWorst {
        /// The most important child.
        best: Code,
        /// The least important child.
        worst: Code,
        /// How many times as important the best is as each of the others.
        best_to_others: IndexMap<Code, f64>,
        /// How many times as important each of the others is as the worst.
        others_to_worst: IndexMap<Code, f64>,
    },
    /// Budget allocation: every expert distributes points over the children.
    Budget {
        /// The points that each expert gives; a child that is not listed gets none.
        experts: Vec<IndexMap<Code, f64>>,
        /// What every expert has to give, where that is stated.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        total: Option<f64>,
        /// How the shares of the experts become one.
        #[serde(default)]
        centre: BudgetCentre,
    },
    /// Entropy of the scores over the units.
    Entropy,
    /// Spread of the scores and their conflict with the others (CRITIC).
    Critic {
        /// Divisor of the standard deviation.
        #[serde(default)]
        divisor: Divisor,
    },
    /// The entries of the first principal component, as COINr has them; refused where one is
    /// negative.
    FirstComponent,
    /// Rotated factors, as the Handbook has them.
    Factor {
        /// A factor is kept when its eigenvalue is above this.
        #[serde(default = "super::scorer::one")]
        min_eigenvalue: f64,
        /// And when it explains more than this share of the variance.
        #[serde(default = "a_tenth")]
        min_explained: f64,
    },
    /// Weights that give every child the importance it is meant to have.
    Optimised {
        /// The importance of every child, relative; the same for all unless said.
        #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
        importance: IndexMap<Code, f64>,
        /// How importance is measured.
        #[serde(default)]
        measure: Importance,
    },
    /// Weights for the largest sum of importances.
    Information {
        /// How importance is measured.
        #[serde(default)]
        measure: Importance,
    },
}

/// How many times as important the first child is as the second.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Comparison(pub Code, pub Code, pub f64);

fn a_tenth() -> f64 {
    0.1
}

impl Weighting {
    /// The names that need no parameter.
    pub const PLAIN: [&'static str; 9] = [
        "stated",
        "equal",
        "points",
        "entropy",
        "critic",
        "first_component",
        "factor",
        "optimised",
        "information",
    ];

    /// The name used in framework files.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Equal => "equal",
            Self::Points => "points",
            Self::Pairwise { .. } => "pairwise",
            Self::BestWorst { .. } => "best_worst",
            Self::Budget { .. } => "budget",
            Self::Entropy => "entropy",
            Self::Critic { .. } => "critic",
            Self::FirstComponent => "first_component",
            Self::Factor { .. } => "factor",
            Self::Optimised { .. } => "optimised",
            Self::Information { .. } => "information",
        }
    }

    /// Whether the weights depend on the data.
    #[must_use]
    pub fn learns(&self) -> bool {
        matches!(
            self,
            Self::Entropy
                | Self::Critic { .. }
                | Self::FirstComponent
                | Self::Factor { .. }
                | Self::Optimised { .. }
                | Self::Information { .. }
        )
    }
}

/// Weights under a name, to be chosen in place of those of the framework.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WeightSet {
    /// Code.
    pub code: Code,
    /// Name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
    /// Weights of nodes and indicators in their parents. What is not listed keeps its own.
    pub weights: IndexMap<Code, f64>,
    /// Anything else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

/// How comparisons become weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Priority {
    /// The principal eigenvector (Saaty 1980).
    #[default]
    Eigenvector,
    /// The geometric means of the rows (Crawford and Williams 1985).
    RowGeometricMean,
}

/// How the importance of a criterion in an index is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Importance {
    /// The linear correlation ratio: the squared correlation of the criterion with the index
    /// (Paruolo, Saisana and Saltelli 2013; Becker et al. 2017).
    #[default]
    CorrelationRatio,
    /// The correlation itself, as COINr uses it.
    Correlation,
}

/// How the shares of the experts become one.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum BudgetCentre {
    /// The mean.
    #[default]
    Mean,
    /// The median.
    Median,
    /// The mean without the lowest and the highest `⌊cut × experts⌋`.
    TrimmedMean {
        /// Part cut off at each end, from 0 to below 0.5.
        cut: f64,
    },
}

/// Bounds of the share that a column contributes to the score of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ShareBounds {
    /// The smallest share, 0 for none.
    pub min: f64,
    /// The largest share, 1 for none.
    pub max: f64,
}

impl Default for ShareBounds {
    fn default() -> Self {
        Self { min: 0.0, max: 1.0 }
    }
}

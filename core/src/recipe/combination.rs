//! Further ways from the children of a node to the node: the methods that need parameters, or all
//! units at once.

use super::{Aggregation, Divisor, ShareBounds};
use serde::{Deserialize, Deserializer, Serialize};

/// The exponent of a generalised mean: a number, or one of its limits.
///
/// ```
/// use chuan::recipe::Power;
///
/// assert_eq!(serde_json::from_str::<Power>("-1").unwrap(), Power::Of(-1.0));
/// assert_eq!(serde_json::from_str::<Power>("\"minimum\"").unwrap(), Power::Minimum);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Power {
    /// The limit at minus infinity: the smallest child.
    Minimum,
    /// The limit at infinity: the largest child.
    Maximum,
    /// An exponent: 1 arithmetic, 0 geometric (the limit), -1 harmonic.
    #[serde(untagged)]
    Of(f64),
}

/// Which way imbalance is punished.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Penalty {
    /// Taken off: for an index of which higher is better.
    #[default]
    Minus,
    /// Added: for an index of which lower is better, such as poverty.
    Plus,
}

/// With what units are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Base {
    /// The geometric mean of all units, child by child.
    #[default]
    GeometricMean,
    /// The unit at this place; not in framework files, where units have no place.
    Unit(usize),
}

/// How raw columns are brought to one scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum TopsisNorm {
    /// Divided by the root of the sum of squares, as in the source.
    #[default]
    Vector,
    /// Not at all: the children are scores already.
    None,
}

/// How strongly a difference in a child is preferred, from 0 to 1 (Brans and Vincke 1985).
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(tag = "method", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Preference {
    /// Any difference is preferred outright (type I). Equal decimals are no difference.
    #[default]
    Usual,
    /// None up to the threshold of indifference, full from that of preference, linear between
    /// (type V); thresholds in the units of the child.
    Linear {
        /// The largest difference that does not count.
        #[serde(default)]
        indifference: f64,
        /// The smallest difference that counts in full; above `indifference`.
        preference: f64,
    },
}

impl Preference {
    /// Whether the thresholds are in order.
    pub fn is_valid(self) -> bool {
        match self {
            Self::Usual => true,
            Self::Linear { indifference, preference } => {
                indifference >= 0.0 && preference > indifference && preference.is_finite()
            }
        }
    }
}

/// How one column is made from those of the children. Sources are with the functions of
/// [`score::combine`](crate::score::combine), which compute it.
///
/// ```
/// use chuan::recipe::Combination;
///
/// let method: Combination = serde_json::from_str(r#"{"method": "owa", "places": [3, 2, 1]}"#)?;
/// assert_eq!((method.name(), method.low_is_good()), ("owa", false));
/// assert!(serde_json::from_str::<Combination>(r#"{"method": "owa"}"#).is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "method", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Combination {
    /// `(Σ w x^p / Σ w)^(1/p)`.
    GeneralisedMean {
        /// The exponent.
        p: Power,
    },
    /// The ordered weighted average: weights belong to places, not to children.
    Owa {
        /// Weights of the places, the best child first; relative, one for each child.
        #[serde(rename = "places", alias = "weights")]
        weights: Vec<f64>,
    },
    /// The Mazziotta-Pareto index `M ∓ S² / M` of the children of a unit.
    MazziottaPareto {
        /// Which way imbalance is punished.
        #[serde(default)]
        penalty: Penalty,
        /// Divisor of the variance; the papers use that of a population.
        #[serde(default = "population")]
        divisor: Divisor,
    },
    /// `M - h S² / M`.
    PenalisedMean {
        /// Weight of the penalty.
        #[serde(default = "half")]
        h: f64,
    },
    /// `M - α (√((M - min)² + β²) - β)`.
    MeanMin {
        /// How far from the mean to the smallest child, 0 to 1.
        alpha: f64,
        /// How smoothly.
        #[serde(default)]
        beta: f64,
    },
    /// The geometric quantity index `Π (x / base)^(w / Σ w)`.
    QuantityIndex {
        /// With what units are compared.
        #[serde(default)]
        base: Base,
    },
    /// The distance to the best of every child over its mean plus two standard deviations; low is
    /// good.
    Wroclaw {
        /// Divisor of the standard deviation of the distances.
        #[serde(default)]
        divisor: Divisor,
    },
    /// The closeness to the best unit, from 0 to 1.
    Topsis {
        /// How raw columns are brought to one scale.
        #[serde(default)]
        norm: TopsisNorm,
    },
    /// The compromise `Q` of group utility and individual regret; low is good.
    Vikor {
        /// Weight of the group utility, 0 to 1.
        #[serde(default = "half")]
        v: f64,
    },
    /// The net flow of PROMETHEE II, from -1 to 1.
    Promethee {
        /// One preference for each child, or one for all.
        #[serde(default = "usual")]
        preferences: Vec<Preference>,
    },
    /// `λ Σ w r / Σ w + (1 - λ) Π r^(w / Σ w)` with the shares `r` of the best.
    Waspas {
        /// Weight of the sum against the product, 0 to 1.
        #[serde(default = "half")]
        lambda: f64,
    },
    /// How many units it beats in the majority of weights, less how many beat it.
    Copeland,
    /// The sum over all other units of the weights in which it is ahead; half where equal.
    Borda,
    /// The mean of its row of the outranking matrix, 0 to 1: over the units with which it is compared,
    /// the share of the weights in which it is ahead; half where equal.
    Outranking,
    /// The place in the orders that agree best with the pairwise comparisons (Kemeny 1959): `n` for
    /// the first of `n` units, 1 for the last; the mean over all such orders where there are several.
    Kemeny {
        /// Steps of the search after which it gives up; not time, so that the result is always the
        /// same.
        #[serde(default = "much_work")]
        work: u64,
    },
    /// Every unit with the weights that are best for it, 0 to 1 (Melyn and Moesen 1991).
    BenefitOfTheDoubt {
        /// Bounds of what children contribute, as shares of the result: none, one for all, or one
        /// for each.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        shares: Vec<ShareBounds>,
    },
}

impl Combination {
    /// The names used in framework files.
    pub const NAMES: [&'static str; 16] = [
        "generalised_mean",
        "owa",
        "mazziotta_pareto",
        "penalised_mean",
        "mean_min",
        "quantity_index",
        "wroclaw",
        "topsis",
        "vikor",
        "promethee",
        "waspas",
        "copeland",
        "borda",
        "outranking",
        "kemeny",
        "benefit_of_the_doubt",
    ];

    /// The name used in framework files.
    pub fn name(&self) -> &'static str {
        match self {
            Self::GeneralisedMean { .. } => "generalised_mean",
            Self::Owa { .. } => "owa",
            Self::MazziottaPareto { .. } => "mazziotta_pareto",
            Self::PenalisedMean { .. } => "penalised_mean",
            Self::MeanMin { .. } => "mean_min",
            Self::QuantityIndex { .. } => "quantity_index",
            Self::Wroclaw { .. } => "wroclaw",
            Self::Topsis { .. } => "topsis",
            Self::Vikor { .. } => "vikor",
            Self::Promethee { .. } => "promethee",
            Self::Waspas { .. } => "waspas",
            Self::Copeland => "copeland",
            Self::Borda => "borda",
            Self::Outranking => "outranking",
            Self::Kemeny { .. } => "kemeny",
            Self::BenefitOfTheDoubt { .. } => "benefit_of_the_doubt",
        }
    }

    /// Whether the unit with the lowest result is best.
    pub fn low_is_good(&self) -> bool {
        matches!(self, Self::Wroclaw { .. } | Self::Vikor { .. })
    }

    /// Whether weights of the children change the result.
    pub fn is_weighted(&self) -> bool {
        !matches!(
            self,
            Self::Owa { .. }
                | Self::GeneralisedMean { p: Power::Minimum | Power::Maximum }
                | Self::BenefitOfTheDoubt { .. }
        )
    }

    /// Whether the result of a unit depends on the other units.
    pub fn compares(&self) -> bool {
        matches!(
            self,
            Self::QuantityIndex { .. }
                | Self::Wroclaw { .. }
                | Self::Topsis { .. }
                | Self::Vikor { .. }
                | Self::Promethee { .. }
                | Self::Waspas { .. }
                | Self::Copeland
                | Self::Borda
                | Self::Outranking
                | Self::Kemeny { .. }
                | Self::BenefitOfTheDoubt { .. }
        )
    }

    /// Whether the method takes raw values of which lower may be better.
    pub fn takes_directions(&self) -> bool {
        self.compares()
            && !matches!(
                self,
                Self::QuantityIndex { .. } | Self::Wroclaw { .. } | Self::BenefitOfTheDoubt { .. }
            )
    }
}

/// The key `aggregate` of a node: unit by unit, or by a method that has parameters or sees all units.
///
/// ```
/// use chuan::recipe::{Aggregate, Aggregation, Combination};
///
/// let sum: Aggregate = serde_json::from_str(r#"{"method": "sum"}"#).unwrap();
/// assert_eq!(sum, Aggregation::Sum);
/// let copeland: Aggregate = serde_json::from_str(r#"{"method": "copeland"}"#).unwrap();
/// assert_eq!(copeland, Aggregate::Combined(Combination::Copeland));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Aggregate {
    /// One of the plain methods.
    Plain(Aggregation),
    /// One of the further methods.
    Combined(Combination),
}

impl Aggregate {
    /// The name used in framework files.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Plain(plain) => plain.name(),
            Self::Combined(combination) => combination.name(),
        }
    }

    /// Whether weights change the result.
    pub fn is_weighted(&self) -> bool {
        match self {
            Self::Plain(plain) => plain.is_weighted(),
            Self::Combined(combination) => combination.is_weighted(),
        }
    }
}

impl Default for Aggregate {
    fn default() -> Self {
        Self::Plain(Aggregation::default())
    }
}

impl From<Aggregation> for Aggregate {
    fn from(plain: Aggregation) -> Self {
        Self::Plain(plain)
    }
}

impl PartialEq<Aggregation> for Aggregate {
    fn eq(&self, other: &Aggregation) -> bool {
        matches!(self, Self::Plain(plain) if plain == other)
    }
}

impl<'de> Deserialize<'de> for Aggregate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error;
        /// Both sorts in one list, so that a mistaken name is told all that there are.
        static NAMES: std::sync::LazyLock<Vec<&'static str>> = std::sync::LazyLock::new(|| {
            Aggregation::NAMES.into_iter().chain(Combination::NAMES).collect()
        });
        let keys = serde_json::Map::deserialize(deserializer)?;
        let plain = match keys.get("method") {
            None => return Err(Error::missing_field("method")),
            Some(serde_json::Value::String(name)) if NAMES.contains(&name.as_str()) => {
                Aggregation::NAMES.contains(&name.as_str())
            }
            Some(serde_json::Value::String(name)) => {
                return Err(Error::unknown_variant(name, &NAMES));
            }
            Some(_) => return Err(Error::custom("the name of a method is needed as `method`")),
        };
        let value = serde_json::Value::Object(keys);
        if plain {
            Aggregation::deserialize(value).map(Self::Plain).map_err(Error::custom)
        } else {
            Combination::deserialize(value).map(Self::Combined).map_err(Error::custom)
        }
    }
}

fn much_work() -> u64 {
    50_000_000
}
fn half() -> f64 {
    0.5
}
fn population() -> Divisor {
    Divisor::Population
}
fn usual() -> Vec<Preference> {
    vec![Preference::Usual]
}

//! The methods of combination, as data.

use super::{
    Base, Children, CombineError, Combined, Gaps, Penalty, Power, Preference, TopsisNorm,
    generalised_mean, mazziotta_pareto, mean_min, owa, penalised_mean, promethee, quantity_index,
    topsis, vikor, waspas, wroclaw,
};
use crate::observe::Column;
use crate::recipe::Divisor;
use crate::score::outrank::Outranking;
use serde::{Deserialize, Serialize};

/// How one column is made from those of the children; formulas and sources are with the functions.
///
/// ```
/// use chuan::observe::Column;
/// use chuan::score::combine::{Children, Combination, Gaps};
///
/// let method: Combination =
///     serde_json::from_str(r#"{"method": "generalised_mean", "p": "minimum"}"#).unwrap();
/// let (a, b): (Column, Column) = ([Some(2.0)].into_iter().collect(), [Some(6.0)].into_iter().collect());
/// let combined = method.combine(&Children::equal([&a, &b])?, &Gaps::SKIP)?;
/// assert_eq!(combined.column.get(0), Some(2.0));
/// assert!(!method.low_is_good());
/// # Ok::<(), chuan::score::combine::CombineError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "method", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Combination {
    /// [`generalised_mean`].
    GeneralisedMean {
        /// The exponent.
        p: Power,
    },
    /// [`owa`].
    Owa {
        /// Weights of the places, the best child first.
        weights: Vec<f64>,
    },
    /// [`mazziotta_pareto`].
    MazziottaPareto {
        /// Which way imbalance is punished.
        #[serde(default)]
        penalty: Penalty,
        /// Divisor of the variance; the papers use that of a population.
        #[serde(default = "population")]
        divisor: Divisor,
    },
    /// [`penalised_mean`].
    PenalisedMean {
        /// Weight of the penalty.
        #[serde(default = "half")]
        h: f64,
    },
    /// [`mean_min`].
    MeanMin {
        /// How far from the mean to the smallest child.
        alpha: f64,
        /// How smoothly.
        #[serde(default)]
        beta: f64,
    },
    /// [`quantity_index`].
    QuantityIndex {
        /// With what units are compared.
        #[serde(default)]
        base: Base,
    },
    /// [`wroclaw`]; low is good.
    Wroclaw {
        /// Divisor of the standard deviation of the distances.
        #[serde(default)]
        divisor: Divisor,
    },
    /// [`topsis`].
    Topsis {
        /// How raw columns are brought to one scale.
        #[serde(default)]
        norm: TopsisNorm,
    },
    /// `Q` of [`vikor`]; low is good.
    Vikor {
        /// Weight of the group utility.
        #[serde(default = "half")]
        v: f64,
    },
    /// Net flow of [`promethee`].
    Promethee {
        /// One preference for each child, or one for all.
        preferences: Vec<Preference>,
    },
    /// [`waspas`].
    Waspas {
        /// Weight of the sum against the product.
        #[serde(default = "half")]
        lambda: f64,
    },
    /// [`Outranking::copeland`].
    Copeland,
    /// [`Outranking::borda`].
    Borda,
}

impl Combination {
    /// Combines the children.
    ///
    /// # Errors
    /// Parameters outside their range, or children that the method cannot take.
    pub fn combine(&self, children: &Children<'_>, gaps: &Gaps) -> Result<Combined, CombineError> {
        let plain = |column: Column| Combined { column, notes: Vec::new() };
        match self {
            Self::GeneralisedMean { p } => generalised_mean(children, *p, gaps),
            Self::Owa { weights } => owa(children, weights, gaps),
            Self::MazziottaPareto { penalty, divisor } => {
                mazziotta_pareto(children, *penalty, *divisor, gaps)
            }
            Self::PenalisedMean { h } => penalised_mean(children, *h, gaps),
            Self::MeanMin { alpha, beta } => mean_min(children, *alpha, *beta, gaps),
            Self::QuantityIndex { base } => quantity_index(children, *base, gaps),
            Self::Wroclaw { divisor } => wroclaw(children, *divisor, gaps),
            Self::Topsis { norm } => topsis(children, *norm, gaps).map(plain),
            Self::Vikor { v } => vikor(children, *v, gaps).map(|vikor| plain(vikor.q)),
            Self::Promethee { preferences } => {
                promethee(children, preferences, gaps).map(|flows| plain(flows.net))
            }
            Self::Waspas { lambda } => waspas(children, *lambda, gaps),
            Self::Copeland => Ok(plain(Outranking::of(children, gaps).copeland())),
            Self::Borda => Ok(plain(Outranking::of(children, gaps).borda())),
        }
    }

    /// Whether the unit with the lowest result is best.
    pub fn low_is_good(&self) -> bool {
        matches!(self, Self::Wroclaw { .. } | Self::Vikor { .. })
    }
}

fn half() -> f64 {
    0.5
}
fn population() -> Divisor {
    Divisor::Population
}

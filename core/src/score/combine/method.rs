//! The methods of combination, as data.

use super::benefit::benefit;
use super::{
    Children, Combination, CombineError, Combined, Gaps, generalised_mean, mazziotta_pareto,
    mean_min, owa, penalised_mean, promethee, quantity_index, topsis, vikor, waspas, wroclaw,
};
use crate::observe::Column;
use crate::score::outrank::{KemenyLimits, Outranking};

impl Combination {
    /// Combines the children.
    ///
    /// # Errors
    /// Parameters outside their range, or children that the method cannot take.
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
            Self::Outranking => Ok(plain(Outranking::of(children, gaps).mean_shares())),
            Self::Kemeny { work } => {
                let limits = KemenyLimits { work: *work, ..KemenyLimits::default() };
                Ok(plain(Outranking::of(children, gaps).kemeny(&limits).places))
            }
            Self::BenefitOfTheDoubt { shares } => benefit(children, shares, gaps),
        }
    }
}

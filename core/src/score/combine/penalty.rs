//! Means that are lowered by imbalance among the children.

use super::children::Term;
use super::mean::weighted;
use super::{Children, CombineError, Combined, Gaps};
use crate::recipe::{Divisor, Penalty};

/// Weighted mean and variance of the children of a unit. The sample variance divides by
/// `Σ w - Σ w² / Σ w`, which is `n - 1` for equal weights.
fn moments(terms: &[Term], divisor: Divisor) -> Option<(f64, f64)> {
    let mean = weighted(terms, |value| value)?;
    let variance = weighted(terms, |value| (value - mean) * (value - mean))?;
    let weight: f64 = terms.iter().map(|term| term.weight).sum();
    let lost = terms.iter().map(|term| term.weight * term.weight).sum::<f64>() / (weight * weight);
    match divisor {
        Divisor::Population => Some((mean, variance)),
        Divisor::Sample => (lost < 1.0).then(|| (mean, variance / (1.0 - lost))),
    }
}

/// The Mazziotta-Pareto index `M ∓ S cv` with `cv = S / M`: mean and standard deviation over the
/// children of a unit (De Muro, Mazziotta and Pareto 2011).
///
/// Children are scores with mean 100 and standard deviation 10 for the MPI
/// ([`Normalisation::ZScore`](crate::score::normal::Normalisation::ZScore)), or on the scale of
/// [`Ampi`](crate::score::normal::Normalisation::Ampi) for the adjusted index, the AMPI (Mazziotta and
/// Pareto 2016). The papers divide by `n`; some packages by `n - 1`. The original index knows no
/// weights; other than equal ones weigh mean and variance. Absent where the mean is not positive.
/// Missing: see [`Gaps`].
///
/// # Errors
/// Children of which lower is better.
///
/// ```
/// use chuan::observe::Column;
/// use chuan::recipe::Divisor;
/// use chuan::score::combine::{Children, Gaps, Penalty, mazziotta_pareto};
///
/// let a: Column = [Some(90.0), Some(100.0)].into_iter().collect();
/// let b: Column = [Some(110.0), Some(100.0)].into_iter().collect();
/// let children = Children::equal([&a, &b])?;
/// let index = mazziotta_pareto(&children, Penalty::Minus, Divisor::Population, &Gaps::SKIP)?;
/// assert_eq!(index.column.get(0), Some(99.0));
/// assert_eq!(index.column.get(1), Some(100.0));
/// # Ok::<(), chuan::score::combine::CombineError>(())
/// ```
pub fn mazziotta_pareto(
    children: &Children<'_>,
    penalty: Penalty,
    divisor: Divisor,
    gaps: &Gaps,
) -> Result<Combined, CombineError> {
    let sign = if penalty == Penalty::Minus { -1.0 } else { 1.0 };
    Ok(children.scores()?.each(gaps, |_, terms, _| {
        let (mean, variance) = moments(terms, divisor)?;
        (mean > 0.0).then(|| mean + sign * variance / mean)
    }))
}

/// The penalised mean `M (1 - h cv²)`: with `h = 1` the Mazziotta-Pareto index, with `h = 1/2` close
/// to the geometric mean, of which it is the second-order approximation, and defined for zeros too.
/// The coefficient of variation `cv` divides by `n`. Absent where the mean is not positive.
/// Missing: see [`Gaps`].
///
/// # Errors
/// A negative `h`; children of which lower is better.
///
/// ```
/// use chuan::observe::Column;
/// use chuan::score::combine::{Children, Gaps, penalised_mean};
///
/// let (a, b): (Column, Column) = ([Some(90.0)].into_iter().collect(), [Some(110.0)].into_iter().collect());
/// let children = Children::equal([&a, &b])?;
/// assert_eq!(penalised_mean(&children, 0.5, &Gaps::SKIP)?.column.get(0), Some(99.5)); // √(90·110) = 99.499
/// # Ok::<(), chuan::score::combine::CombineError>(())
/// ```
pub fn penalised_mean(
    children: &Children<'_>,
    h: f64,
    gaps: &Gaps,
) -> Result<Combined, CombineError> {
    if !h.is_finite() || h < 0.0 {
        return Err(CombineError::Parameter("h"));
    }
    Ok(children.scores()?.each(gaps, |_, terms, _| {
        let (mean, variance) = moments(terms, Divisor::Population)?;
        (mean > 0.0).then(|| mean - h * variance / mean)
    }))
}

/// The mean-min function `M - α (√((M - min)² + β²) - β)` (Casadio Tarabusi and Guarini 2013): from
/// the mean at `α = 0` to the smallest child at `α = 1`, `β = 0`. Weights count for the mean `M`.
/// Missing: see [`Gaps`].
///
/// # Errors
/// `α` outside 0 to 1; a negative `β`; children of which lower is better.
///
/// ```
/// use chuan::observe::Column;
/// use chuan::score::combine::{Children, Gaps, mean_min};
///
/// let (a, b): (Column, Column) = ([Some(2.0)].into_iter().collect(), [Some(6.0)].into_iter().collect());
/// let children = Children::equal([&a, &b])?;
/// assert_eq!(mean_min(&children, 0.5, 0.0, &Gaps::SKIP)?.column.get(0), Some(3.0));
/// # Ok::<(), chuan::score::combine::CombineError>(())
/// ```
pub fn mean_min(
    children: &Children<'_>,
    alpha: f64,
    beta: f64,
    gaps: &Gaps,
) -> Result<Combined, CombineError> {
    if !(0.0..=1.0).contains(&alpha) {
        return Err(CombineError::Parameter("alpha"));
    }
    if !beta.is_finite() || beta < 0.0 {
        return Err(CombineError::Parameter("beta"));
    }
    Ok(children.scores()?.each(gaps, |_, terms, _| {
        let mean = weighted(terms, |value| value)?;
        let least = terms.iter().map(|term| term.value).reduce(f64::min)?;
        Some(mean - alpha * ((mean - least).hypot(beta) - beta))
    }))
}

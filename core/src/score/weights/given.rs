//! Weights that somebody states.

use super::WeightError;
use crate::number;

/// Shares of the weights of one group: `w_j / Σ w`.
///
/// Weights are relative, without a unit; the shares sum to 1.
///
/// # Errors
/// No weight, one that is negative or not finite (with its place), or all zero.
///
/// ```
/// use chuan::score::weights::{WeightError, given};
///
/// assert_eq!(given(&[1.0, 3.0])?, [0.25, 0.75]);
/// assert_eq!(given(&[1.0, -3.0]), Err(WeightError::Negative { place: 1, value: -3.0 }));
/// assert_eq!(given(&[0.0, 0.0]), Err(WeightError::AllZero { place: 0 }));
/// # Ok::<(), WeightError>(())
/// ```
pub fn given(weights: &[f64]) -> Result<Vec<f64>, WeightError> {
    if weights.is_empty() {
        return Err(WeightError::Empty);
    }
    check(weights)?;
    let sum = number::sum(weights.iter().copied());
    if sum <= 0.0 {
        return Err(WeightError::AllZero { place: 0 });
    }
    if sum.is_finite() {
        return Ok(weights.iter().map(|weight| weight / sum).collect());
    }
    // The sum of very large weights overflows: halving their size loses nothing.
    let largest = weights.iter().copied().fold(0.0, f64::max);
    given(&weights.iter().map(|weight| weight / largest).collect::<Vec<_>>())
}

/// Refuses weights that are negative or not finite.
pub(super) fn check(weights: &[f64]) -> Result<(), WeightError> {
    for (place, weight) in weights.iter().enumerate() {
        if !weight.is_finite() {
            return Err(WeightError::NotFinite { place });
        }
        if *weight < 0.0 {
            return Err(WeightError::Negative { place, value: *weight });
        }
    }
    Ok(())
}

/// Equal shares: `1 / count` each. None for a count of zero.
///
/// ```
/// assert_eq!(chuan::score::weights::equal(4), [0.25; 4]);
/// ```
pub fn equal(count: usize) -> Vec<f64> {
    vec![1.0 / count.max(1) as f64; count]
}

/// Shares of points, such as the maximum points of criteria: `p_j / Σ p`. When `total` is stated,
/// the points must add up to it (as decimals of 12 significant digits).
///
/// # Errors
/// Those of [`given`], and a sum that is not the total.
///
/// ```
/// use chuan::score::weights::points;
///
/// assert_eq!(points(&[50.0, 30.0, 20.0], Some(100.0))?, [0.5, 0.3, 0.2]);
/// assert!(points(&[50.0, 30.0], Some(100.0)).is_err());
/// # Ok::<(), chuan::score::weights::WeightError>(())
/// ```
pub fn points(points: &[f64], total: Option<f64>) -> Result<Vec<f64>, WeightError> {
    let shares = given(points)?;
    let found = number::sum(points.iter().copied());
    match total {
        Some(expected) if number::decimals::snap(found) != number::decimals::snap(expected) => {
            Err(WeightError::Total { place: 0, expected, found })
        }
        _ => Ok(shares),
    }
}

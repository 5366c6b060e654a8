//! Limits for values from quartiles and from the median absolute deviation.

use super::Clamp;
use crate::observe::Column;
use crate::score::statistics::{median, quantile, sorted};

/// The fences `q1 - factor (q3 - q1)` and `q3 + factor (q3 - q1)` (Tukey, *Exploratory Data
/// Analysis*, 1977), with quartiles of type 7; in the unit of the values.
///
/// Absent without a value, and when both quartiles are equal: every value but one would count as
/// an outlier.
///
/// ```
/// use chuan::score::treat::interquartile_fence;
///
/// let column = [1.0, 2.0, 3.0, 4.0, 100.0].map(Some).into_iter().collect();
/// let fence = interquartile_fence(&column, 1.5).unwrap();
/// assert_eq!((fence.low, fence.high), (Some(-1.0), Some(7.0)));
/// ```
#[must_use]
pub fn interquartile_fence(column: &Column, factor: f64) -> Option<Clamp> {
    let sorted = sorted(column);
    let (low, high) = (quantile(&sorted, 0.25)?, quantile(&sorted, 0.75)?);
    fence(low, high, factor * (high - low))
}

/// The fences `median ± factor × 1.4826 × MAD`, where MAD is the median of the distances from the
/// median, and 1.4826 makes it the standard deviation of normal data (Leys et al., *Journal of
/// Experimental Social Psychology* 49, 2013); in the unit of the values.
///
/// Absent without a value, and when the MAD is 0, that is when more than half of the values are
/// equal.
///
/// ```
/// use chuan::score::treat::mad_fence;
///
/// let column = [1.0, 2.0, 3.0, 4.0, 100.0].map(Some).into_iter().collect();
/// let fence = mad_fence(&column, 3.0).unwrap();
/// assert!((fence.high.unwrap() - 7.4478).abs() < 1e-9);
/// ```
#[must_use]
pub fn mad_fence(column: &Column, factor: f64) -> Option<Clamp> {
    const CONSISTENT: f64 = 1.4826;
    let numbers = sorted(column);
    let middle = median(&numbers)?;
    let mut distances: Vec<f64> = numbers.iter().map(|x| (x - middle).abs()).collect();
    distances.sort_unstable_by(f64::total_cmp);
    fence(middle, middle, factor * CONSISTENT * median(&distances)?)
}

fn fence(low: f64, high: f64, width: f64) -> Option<Clamp> {
    let clamp = Clamp { low: Some(low - width), high: Some(high + width) };
    (width > 0.0 && width.is_finite()).then_some(clamp)
}

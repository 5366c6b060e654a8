//! How reliably a group of columns measures one thing.

use super::StatisticError;
use crate::observe::Column;
use crate::score::weights::{Rows, Table, centre, common, dot};

/// Cronbach's alpha: `k² c̄ / S`, where `c̄` is the mean covariance of two different columns of `k`
/// and `S` the sum of all entries of the covariance matrix.
///
/// Covariances (n - 1) are those of the units that have both numbers, so units with an absent number
/// count where they can; without absent numbers this is the familiar
/// `k / (k - 1) × (1 - Σ variances / variance of the sum)`. The columns should be on one scale and
/// point the same way; the result has no unit and is at most 1. `None` with fewer than two columns,
/// when a pair has fewer than two units, or when the entries sum to 0. Source: L. J. Cronbach,
/// *Psychometrika* 16 (1951).
///
/// # Errors
/// No columns, or ones of different lengths.
///
/// ```
/// use chuan::analyse::multivariate::cronbach_alpha;
/// use chuan::observe::Column;
///
/// let column = |x: [f64; 3]| -> Column { x.into_iter().map(Some).collect() };
/// let (a, b) = (column([1.0, 2.0, 3.0]), column([1.0, 3.0, 2.0]));
/// let alpha = cronbach_alpha(&[&a, &b])?;
/// assert!((alpha.unwrap() - 2.0 / 3.0).abs() < 1e-12);
/// # Ok::<(), chuan::analyse::multivariate::StatisticError>(())
/// ```
pub fn cronbach_alpha(columns: &[&Column]) -> Result<Option<f64>, StatisticError> {
    let table = Table::read(columns, Rows::new(columns, false)?);
    let count = table.width() as f64;
    let (mut diagonal, mut above) = (0.0, 0.0);
    for (a, left) in table.columns.iter().enumerate() {
        for (b, right) in table.columns.iter().enumerate().skip(a) {
            let (mut x, mut y) = common(left, right);
            if x.len() < 2 {
                return Ok(None);
            }
            centre(&mut x);
            centre(&mut y);
            let covariance = dot(&x, &y) / (x.len() - 1) as f64;
            if a == b { diagonal += covariance } else { above += covariance }
        }
    }
    let sum = diagonal + 2.0 * above;
    let mean = above / (count * (count - 1.0) / 2.0);
    Ok(Some(count * count * mean / sum).filter(|alpha| alpha.is_finite()))
}

//! Weights from how much the units differ: entropy.

use super::table::{Table, dot, mean};
use super::{WeightError, given};
use crate::observe::Column;

/// Entropy weights: a column in which units differ more weighs more.
///
/// `p_ij = x_ij / Σ_i x_ij`, `E_j = -Σ_i p ln p / ln n` with `0 ln 0 = 0`,
/// `w_j = (1 - E_j) / Σ (1 - E)`. The columns hold non-negative numbers on ratio scales; the result
/// does not depend on their units. Absent numbers leave a column, which then counts its own `n`.
/// Sources: C. E. Shannon, *Bell System Technical Journal* 27 (1948); M. Zeleny, *Multiple Criteria
/// Decision Making* (1982).
///
/// # Errors
/// No columns or ones of different lengths, a negative number, a column with fewer than two
/// numbers or with zeros only, or columns that carry no information (all numbers equal in each).
///
/// ```
/// use chuan::observe::Column;
/// use chuan::score::weights::entropy;
///
/// let flat: Column = [Some(1.0), Some(1.0), Some(1.0)].into_iter().collect();
/// let steep: Column = [Some(1.0), Some(5.0), None].into_iter().collect();
/// let weights = entropy(&[&flat, &steep])?;
/// assert!(weights[0] < 1e-12 && weights[1] > 0.999);
/// # Ok::<(), chuan::score::weights::WeightError>(())
/// ```
pub fn entropy(columns: &[&Column]) -> Result<Vec<f64>, WeightError> {
    let table = Table::new(columns)?;
    let mut logs = Vec::with_capacity(table.rows());
    let mut divergences = Vec::with_capacity(table.width());
    for (place, column) in table.columns.iter().enumerate() {
        let gathered: Vec<f64>;
        let numbers: &[f64] = if table.complete {
            column
        } else {
            gathered = column.iter().copied().filter(|x| !x.is_nan()).collect();
            &gathered
        };
        if let Some(row) = column.iter().position(|x| *x < 0.0) {
            let unit = table.units.get(row).copied().unwrap_or_default();
            return Err(WeightError::NegativeScore { unit, column: place });
        }
        divergences.push(divergence(numbers, &mut logs, place)?);
    }
    given(&divergences).map_err(|_| WeightError::NoInformation)
}

/// `1 - E` of one column.
fn divergence(numbers: &[f64], logs: &mut Vec<f64>, column: usize) -> Result<f64, WeightError> {
    let count = numbers.len();
    if count < 2 {
        return Err(WeightError::TooFewUnits { found: count, needed: 2 });
    }
    // Relative to the mean, `q = x / mean = n p`: `1 - E = Σ q ln q / (n ln n)`, where nothing is
    // lost when all numbers are nearly equal, as it is in the difference `1 - E`.
    let mean = mean(numbers);
    if !(mean > 0.0 && mean.is_finite()) {
        return Err(WeightError::NoSpread { column });
    }
    let over = mean.recip();
    logs.clear();
    logs.extend(numbers.iter().map(|x| {
        let ratio = x * over;
        // Smallest positive double instead of zero: `0 ln 0 = 0`.
        ratio.max(f64::MIN_POSITIVE).ln()
    }));
    let n = count as f64;
    Ok((dot(numbers, logs) * over / (n * n.ln())).max(0.0))
}

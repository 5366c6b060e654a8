//! Weights from how much the units differ: entropy.

use super::table::{Rows, dot, mean};
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
    let rows = Rows::new(columns, false)?;
    let (mut numbers, mut logs) = (Vec::new(), Vec::new());
    let mut divergences = Vec::with_capacity(columns.len());
    for (place, column) in columns.iter().enumerate() {
        rows.read(column, &mut numbers);
        if let Some(row) = numbers.iter().position(|x| *x < 0.0) {
            let unit = rows.units.get(row).copied().unwrap_or_default();
            return Err(WeightError::NegativeScore { unit, column: place });
        }
        if !rows.complete {
            numbers.retain(|x| !x.is_nan());
        }
        divergences.push(divergence(&numbers, &mut logs, place)?);
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
    // The smallest positive double instead of zero: `0 ln 0 = 0`.
    logs.extend(numbers.iter().map(|x| ln((x * over).max(f64::MIN_POSITIVE))));
    let n = count as f64;
    Ok((dot(numbers, logs) * over / (n * n.ln())).max(0.0))
}

/// The natural logarithm of a positive number that is not subnormal, to about one unit in the last
/// place. Without a branch and a table, so that several are computed at once, which takes a
/// third of the time of the library's, and with the same bits on every platform.
fn ln(x: f64) -> f64 {
    // Bits of √½ (rounded): with them as origin the mantissa lies between √½ and √2.
    const ORIGIN: u64 = 0x3fe6_a09e_0000_0000;
    const ONE: u64 = 0x3ff0_0000_0000_0000;
    const MANTISSA: u64 = (1 << 52) - 1;
    // 2^52 with a number in its last bits.
    const INTEGER: u64 = 0x4330_0000_0000_0000;
    const BIAS: f64 = 4_503_599_627_370_496.0 + 1023.0;
    // ln 2 in two parts, the first short enough that its multiples are exact.
    const LN2: (f64, f64) = (0.693_147_180_369_123_8, 1.908_214_929_270_587_7e-10);
    let bits = x.to_bits().wrapping_add(ONE - ORIGIN);
    let exponent = f64::from_bits((bits >> 52) | INTEGER) - BIAS;
    let mantissa = f64::from_bits((bits & MANTISSA) + ORIGIN);
    // ln m = 2 (s + s³/3 + s⁵/5 + …) with s = (m - 1) / (m + 1), at most 0.1716 in size.
    let s = (mantissa - 1.0) / (mantissa + 1.0);
    let q = s * s;
    let series = [21.0_f64, 19.0, 17.0, 15.0, 13.0, 11.0, 9.0, 7.0, 5.0, 3.0]
        .iter()
        .fold(0.0, |sum, odd| (sum + odd.recip()) * q);
    exponent * LN2.0 + (2.0 * s + (2.0 * s * series + exponent * LN2.1))
}

#[cfg(test)]
mod tests {
    use super::ln;

    #[test]
    fn logarithms_are_those_of_the_library() {
        let mut x = f64::MIN_POSITIVE;
        let mut count = 0;
        while x < 1e300 {
            let (got, expected) = (ln(x), x.ln());
            assert!((got - expected).abs() <= 4e-16 * expected.abs(), "{x}: {got}, {expected}");
            x *= if (0.5..2.0).contains(&x) { 1.000_1 } else { 1.01 };
            count += 1;
        }
        assert!(count > 10_000);
        assert_eq!(ln(1.0), 0.0);
        assert!((ln(1.0 + 1e-12) / 1e-12_f64.ln_1p() - 1.0).abs() < 1e-3);
    }
}

//! Weights from contrast and conflict: CRITIC.

use super::table::{Rows, Table, centre};
use super::{WeightError, given};
use crate::number;
use crate::observe::Column;
use crate::recipe::Divisor;
use crate::score::normal::Extent;

/// CRITIC weights: a column weighs more the more its scores differ between units and the less it
/// says the same as the others.
///
/// `C_j = sd_j Σ_m (1 - r_jm)`, `w_j = C_j / Σ C`. The columns hold scores on one scale where higher
/// is better, as a rule min-max between 0 and 1. With absent numbers, every standard deviation is
/// that of the numbers there, every correlation that of the units which have both. A column
/// without spread has the weight 0. Source: D. Diakoulaki, G. Mavrotas and L. Papayannakis,
/// *Computers & Operations Research* 22 (1995).
///
/// The divisor of the standard deviation does not matter when no number is absent.
///
/// # Errors
/// No columns or ones of different lengths, a column with fewer than two numbers, or no column
/// that says anything of its own.
///
/// ```
/// use chuan::observe::Column;
/// use chuan::recipe::Divisor;
/// use chuan::score::weights::critic;
///
/// let column = |x: [f64; 4]| -> Column { x.into_iter().map(Some).collect() };
/// let (a, b) = (column([0.0, 1.0, 0.0, 1.0]), column([0.0, 0.5, 0.5, 0.0]));
/// let weights = critic(&[&a, &b], Divisor::Sample)?;
/// assert!((weights[0] - 2.0 / 3.0).abs() < 1e-12);
/// # Ok::<(), chuan::score::weights::WeightError>(())
/// ```
pub fn critic(columns: &[&Column], divisor: Divisor) -> Result<Vec<f64>, WeightError> {
    let count = Rows::count(columns)?;
    let amounts = if columns.iter().all(|column| column.present() == count) {
        complete(columns, count, divisor)?
    } else {
        pairwise(&Table::read(columns, Rows::new(columns, false)?), divisor)?
    };
    given(&amounts).map_err(|_| WeightError::NoInformation)
}

fn sd(norm: f64, count: usize, divisor: Divisor) -> Result<f64, WeightError> {
    if count < 2 {
        return Err(WeightError::TooFewUnits { found: count, needed: 2 });
    }
    let n = match divisor {
        Divisor::Population => count,
        _ => count - 1,
    };
    Ok(norm / (n as f64).sqrt())
}

/// Without the matrix of correlations: the sum of those of one column with all is its product with
/// the sum of the standardised columns. Sums are exact, so the order of the units does not matter.
fn complete(columns: &[&Column], count: usize, divisor: Divisor) -> Result<Vec<f64>, WeightError> {
    // Too few units are refused before anything is computed.
    sd(0.0, count, divisor)?;
    let mut together = vec![0.0; count];
    let mut moments = Vec::with_capacity(columns.len());
    for column in columns {
        let cells = column.cells();
        let Some(ends) = Extent::of_values(cells) else { continue };
        let Extent { min, max } = ends;
        let mean = number::sum_of_each(cells, ends.largest(), |x| x) / count as f64;
        let widest = (min - mean).abs().max((max - mean).abs());
        let square = |x: f64| (x - mean) * (x - mean);
        let squares = number::sum_of_each(cells, widest * widest, square);
        let norm = if min < max { squares.sqrt() } else { 0.0 };
        moments.push((mean, norm, widest));
        if norm > 0.0 {
            let over = norm.recip();
            together.iter_mut().zip(cells).for_each(|(sum, x)| *sum += (*x - mean) * over);
        }
    }
    let varying = moments.iter().filter(|(_, norm, _)| *norm > 0.0).count() as f64;
    let ends = Extent::of_values(&together);
    let most = ends.map_or(0.0, |ends| ends.largest());
    let mut amounts = Vec::with_capacity(columns.len());
    for (column, (mean, norm, widest)) in columns.iter().zip(moments) {
        let sd = sd(norm, count, divisor)?;
        if norm > 0.0 {
            let product = |x: f64, z: f64| (x - mean) * z;
            let shared = number::sum_of_pairs(column.cells(), &together, widest * most, product);
            amounts.push(sd * (varying - shared / norm).max(0.0));
        } else {
            amounts.push(0.0);
        }
    }
    Ok(snapped(amounts))
}

fn pairwise(table: &Table, divisor: Divisor) -> Result<Vec<f64>, WeightError> {
    let width = table.width();
    let (correlations, _) = super::correlate::pairwise(table);
    let mut amounts = Vec::with_capacity(width);
    for (column, row) in table.columns.iter().zip(correlations.chunks_exact(width.max(1))) {
        let mut numbers: Vec<f64> = column.iter().copied().filter(|x| !x.is_nan()).collect();
        let sd = sd(centre(&mut numbers).max(0.0).sqrt(), numbers.len(), divisor)?;
        // A pair without a correlation has no conflict either.
        amounts.push(sd * row.iter().filter(|r| !r.is_nan()).map(|r| 1.0 - r).sum::<f64>());
    }
    Ok(snapped(amounts))
}

/// What rounding leaves of columns that only repeat each other is nothing.
fn snapped(amounts: Vec<f64>) -> Vec<f64> {
    let any = amounts.iter().any(|amount| *amount > 1e-13);
    if any { amounts } else { vec![0.0; amounts.len()] }
}

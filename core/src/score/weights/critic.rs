//! Weights from contrast and conflict: CRITIC.

use super::table::{Rows, Table, centre, product};
use super::{WeightError, given};
use crate::observe::Column;
use crate::recipe::Divisor;

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
    let rows = Rows::new(columns, false)?;
    let amounts = if rows.complete {
        complete(columns, &rows, divisor)?
    } else {
        pairwise(&Table::read(columns, rows), divisor)?
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
/// the sum of the standardised columns.
fn complete(columns: &[&Column], rows: &Rows, divisor: Divisor) -> Result<Vec<f64>, WeightError> {
    let count = rows.units.len();
    let mut norms = Vec::with_capacity(columns.len());
    let mut together = vec![0.0; count];
    let mut varying = 0_usize;
    let mut numbers = Vec::with_capacity(count);
    for column in columns {
        rows.read(column, &mut numbers);
        let norm = centre(&mut numbers).max(0.0).sqrt();
        norms.push(norm);
        if norm > 0.0 {
            varying += 1;
            let over = norm.recip();
            together.iter_mut().zip(&numbers).for_each(|(sum, x)| *sum += *x * over);
        }
    }
    // Centred, it need not be multiplied with deviations: numbers as they are will do, taken from
    // their first one, lest large ones drown what they differ by.
    centre(&mut together);
    let mut amounts = Vec::with_capacity(columns.len());
    for (column, norm) in columns.iter().zip(norms) {
        let sd = sd(norm, count, divisor)?;
        rows.read(column, &mut numbers);
        let first = numbers.first().copied().unwrap_or_default();
        let conflict = varying as f64 - product(&numbers, first, &together) / norm;
        amounts.push(if norm > 0.0 { sd * conflict.max(0.0) } else { 0.0 });
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

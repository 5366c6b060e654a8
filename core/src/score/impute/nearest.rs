//! Gaps filled from the units that are most alike.

use super::Imputed;
use crate::number::sum;
use crate::observe::Column;
use crate::recipe::Divisor;
use crate::score::Learned;

/// Fills every gap with the mean of the column over the `k` nearest units that have a value there,
/// in the unit of the column. (Troyanskaya et al., *Bioinformatics* 17, 2001.)
///
/// The distance of two units is Euclidean on the standardised columns (mean 0, sample standard
/// deviation 1) that both have, scaled up to the number of all columns:
/// `√(columns / shared × Σ d²)`. Units without a shared column have no distance. Of equally near
/// units the earlier ones count. With fewer than `k` such units those that there are count; with
/// none the gap stays. Columns without spread do not count.
///
/// ```
/// use chuan::score::impute::impute_nearest;
///
/// let columns = [
///     [1.0, 1.1, 5.0, 1.05].map(Some).into_iter().collect(),
///     [Some(10.0), Some(12.0), Some(90.0), None].into_iter().collect(),
/// ];
/// let imputed = impute_nearest(&columns, 2);
/// assert_eq!(imputed[1].column.get(3), Some(11.0));
/// assert_eq!(imputed[1].filled, [false, false, false, true]);
/// ```
#[must_use]
pub fn impute_nearest(columns: &[Column], k: usize) -> Vec<Imputed> {
    let units = columns.iter().map(Column::len).max().unwrap_or(0);
    let width = columns.len();
    let table = standardised(columns, units);
    let rows = || table.chunks_exact(width.max(1));
    let mut values: Vec<Vec<Option<f64>>> = vec![vec![None; units]; width];
    for (unit, row) in rows().enumerate() {
        if columns.iter().all(|column| column.get(unit).is_some()) {
            continue;
        }
        let mut near: Vec<(f64, usize)> = rows()
            .enumerate()
            .filter(|(other, _)| *other != unit)
            .filter_map(|(other, cells)| Some((distance(row, cells)?, other)))
            .collect();
        near.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        for (column, filled) in columns.iter().zip(&mut values) {
            if column.get(unit).is_some() {
                continue;
            }
            let donors = near.iter().filter_map(|(_, other)| column.get(*other));
            let donors: Vec<f64> = donors.take(k).collect();
            if let Some(cell) = filled.get_mut(unit).filter(|_| !donors.is_empty()) {
                *cell = Some(sum(donors.iter().copied()) / donors.len() as f64);
            }
        }
    }
    columns
        .iter()
        .zip(&values)
        .map(|(column, filled)| Imputed::fill(column, |unit| filled.get(unit).copied().flatten()))
        .collect()
}

/// The standardised table, unit by unit; NaN stands for absent.
fn standardised(columns: &[Column], units: usize) -> Vec<f64> {
    let learned: Vec<(f64, Option<f64>)> = columns
        .iter()
        .map(|column| {
            let learned = Learned::from(column);
            let sd = learned.sd(Divisor::Sample).filter(|_| !learned.is_constant());
            (learned.mean, sd)
        })
        .collect();
    (0..units)
        .flat_map(|unit| {
            columns.iter().zip(&learned).map(move |(column, (mean, sd))| {
                column.get(unit).zip(*sd).map_or(f64::NAN, |(x, sd)| (x - mean) / sd)
            })
        })
        .collect()
}

fn distance(a: &[f64], b: &[f64]) -> Option<f64> {
    let (mut squares, mut shared) = (0.0, 0_usize);
    for (x, y) in a.iter().zip(b) {
        let d = x - y;
        // Two selections rather than a branch, which gaps would make hard to predict.
        let known = !d.is_nan();
        squares += if known { d * d } else { 0.0 };
        shared += usize::from(known);
    }
    // The number of all columns and the root would not change the order.
    (shared > 0).then(|| squares / shared as f64)
}

//! Gaps filled from the unit's other values.

use super::{Centre, Imputed};
use crate::observe::Column;
use crate::recipe::Direction;

/// The scale on which columns are compared: from 0, the worst value, to 1, the best.
struct Scale {
    sign: f64,
    min: f64,
    range: f64,
}

impl Scale {
    fn of(column: &Column, direction: Direction) -> Option<Self> {
        let sign = if direction == Direction::Lower { -1.0 } else { 1.0 };
        let signed = column.numbers().map(|x| x * sign);
        let min = signed.clone().reduce(f64::min)?;
        let max = signed.reduce(f64::max)?;
        Some(Self { sign, min, range: max - min })
    }

    fn onto(&self, x: f64) -> Option<f64> {
        (self.range > 0.0).then(|| (x * self.sign - self.min) / self.range)
    }

    fn back(&self, z: f64) -> f64 {
        (z * self.range + self.min) * self.sign
    }
}

/// Fills every gap of a unit with the mean or the median of the unit's values in the other columns
/// of a group of indicators, as COINr's `Impute` does by row.
///
/// Columns have different units, so each is multiplied by its direction and scaled to between 0 and
/// 1 by its smallest and largest value; the mean is taken of these, and scaled back to the unit of
/// the gap's column. Higher is better in columns that `directions` does not cover. A unit without
/// any value keeps its gaps, a column without any value too. A column of equal values says nothing
/// about a unit; its own gaps become that value.
///
/// ```
/// use chuan::recipe::Direction;
/// use chuan::score::impute::{Centre, impute_rows};
///
/// let columns = [
///     [Some(0.0), Some(10.0), Some(2.0)].into_iter().collect(),
///     [Some(500.0), Some(100.0), None].into_iter().collect(),
/// ];
/// let imputed = impute_rows(&columns, &[Direction::Higher, Direction::Lower], Centre::Mean);
/// // 2 is a fifth of the way from 0, the worst, to 10; so is 420 from 500 to 100.
/// assert_eq!(imputed[1].column.get(2), Some(420.0));
/// assert_eq!(imputed[1].filled, [false, false, true]);
/// ```
#[must_use]
pub fn impute_rows(columns: &[Column], directions: &[Direction], centre: Centre) -> Vec<Imputed> {
    let directions = directions.iter().copied().chain(std::iter::repeat(Direction::Higher));
    let scales: Vec<Option<Scale>> = columns
        .iter()
        .zip(directions)
        .map(|(column, direction)| Scale::of(column, direction))
        .collect();
    let units = columns.iter().map(Column::len).max().unwrap_or(0);
    let mut scaled = Vec::with_capacity(columns.len());
    let centres: Vec<Option<f64>> = (0..units)
        .map(|unit| {
            scaled.clear();
            let values = columns.iter().map(|column| column.get(unit));
            scaled.extend(
                values.zip(&scales).filter_map(|(value, scale)| scale.as_ref()?.onto(value?)),
            );
            // Most units of a table have no gap.
            if scaled.len() == columns.len() { None } else { centre.of(&mut scaled) }
        })
        .collect();
    columns
        .iter()
        .zip(&scales)
        .map(|(column, scale)| {
            Imputed::fill(column, |unit| Some(scale.as_ref()?.back((*centres.get(unit)?)?)))
        })
        .collect()
}

//! From scores to ranks.

use crate::number::decimals::snap;
use crate::number::key;
use crate::recipe::{Order, Ties};

/// The rank of every unit; none for one without a value (NaN is none).
///
/// Values that are equal as decimals of 12 significant digits are ties.
///
/// ```
/// use chuan::recipe::{Order, Ties};
/// use chuan::score::rank;
///
/// let values = [Some(0.1 + 0.2), Some(0.3), None, Some(0.5), Some(0.1)];
/// let ranks = rank(&values, Order::HighestFirst, Ties::Min);
/// assert_eq!(ranks, [Some(2.0), Some(2.0), None, Some(1.0), Some(4.0)]);
/// ```
pub fn rank(values: &[Option<f64>], order: Order, ties: Ties) -> Vec<Option<f64>> {
    // Whole numbers in the order of the values sort faster than doubles; units stand beside them, so
    // that equal values stay in the order of the units.
    let mut sorted: Vec<(i64, usize)> = values
        .iter()
        .enumerate()
        .filter_map(|(unit, value)| {
            let key = key(snap(value.filter(|value| !value.is_nan())?).to_bits());
            Some((if order == Order::HighestFirst { !key } else { key }, unit))
        })
        .collect();
    sorted.sort_unstable();
    let mut ranks = vec![None; values.len()];
    let (mut place, mut dense) = (0, 0);
    for group in sorted.chunk_by(|a, b| a.0 == b.0) {
        dense += 1;
        let (first, last) = (place + 1, place + group.len());
        let rank = match ties {
            Ties::Min | Ties::Ordinal => first as f64,
            Ties::Max => last as f64,
            Ties::Average => (first + last) as f64 / 2.0,
            Ties::Dense => f64::from(dense),
        };
        for (at, (_, unit)) in group.iter().enumerate() {
            if let Some(cell) = ranks.get_mut(*unit) {
                *cell = Some(if ties == Ties::Ordinal { (first + at) as f64 } else { rank });
            }
        }
        place = last;
    }
    ranks
}

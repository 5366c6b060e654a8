//! From scores to ranks.

use crate::number::decimals::snap;
use crate::number::{key, sort_by_key};
use crate::recipe::{Order, Ties};

/// The rank of every unit; none for one without a value (NaN is none).
///
/// Values that are equal as decimals of 12 significant digits are ties. With `b` units that are better and `e`
/// that are equal, the unit itself among them, a rank is `b + 1` (min), `b + e` (max), `b + (e + 1) / 2`
/// (average), the number of different better values plus 1 (dense), or the place in the order of the units
/// (ordinal). In places, from 1. Sources: R's `rank`, whose names of the rules these are; OECD and JRC,
/// *Handbook on Constructing Composite Indicators* (2008), step 5.
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
    let sign = if order == Order::HighestFirst { u64::MAX } else { 0 };
    let mut sorted: Vec<(u64, u32)> = (0..)
        .zip(values)
        .filter_map(|(unit, value)| {
            // Adding zero makes one zero of the two.
            let value = value.filter(|value| !value.is_nan())? + 0.0;
            let rising = key(value.to_bits()).cast_unsigned() ^ (1 << 63);
            Some((rising ^ sign, unit))
        })
        .collect();
    sort_by_key(&mut sorted);
    // The value that a key stands for: units are in another order, so looking it up would be slow.
    let value = |(of, _): &(u64, u32)| f64::from_bits(key(*of ^ sign ^ (1 << 63)).cast_unsigned());
    let mut ranks = vec![None; values.len()];
    let (mut place, mut dense) = (0, 0);
    // What ties stands beside each other: rounding to decimals keeps the order.
    for group in sorted.chunk_by_mut(|a, b| ties_with(value(a), value(b))) {
        dense += 1;
        let (first, last) = (place + 1, place + group.len());
        let rank = match ties {
            Ties::Min | Ties::Ordinal => first as f64,
            Ties::Max => last as f64,
            Ties::Average => (first + last) as f64 / 2.0,
            Ties::Dense => f64::from(dense),
        };
        if ties == Ties::Ordinal {
            group.sort_unstable_by_key(|(_, unit)| *unit);
        }
        for (at, (_, unit)) in group.iter().enumerate() {
            if let Some(cell) = ranks.get_mut(*unit as usize) {
                *cell = Some(if ties == Ties::Ordinal { (first + at) as f64 } else { rank });
            }
        }
        place = last;
    }
    ranks
}

/// Whether two values are equal as decimals of 12 significant digits.
fn ties_with(a: f64, b: f64) -> bool {
    // Equal decimals are a step apart at the most, which is a part in 10^11 of either.
    let apart = (a - b).abs() > 2e-11 * a.abs().max(b.abs());
    !apart && snap(a) == snap(b)
}

//! Smallest, largest, quantile.
#![allow(clippy::indexing_slicing, reason = "blocks and lanes have the length they are cut to")]

use crate::observe::Column;

/// Values copied at a time; a block stays in the nearest cache.
const BLOCK: usize = 512;
const LANES: usize = 8;

/// Hands a column to `f` in blocks, absent values as NaN.
pub(in crate::score) fn blocks(column: &Column, mut f: impl FnMut(&[f64])) {
    let mut values = column.iter();
    let mut block = [f64::NAN; BLOCK];
    while values.len() > 0 {
        let size = values.len().min(BLOCK);
        // The block comes first: once it is full, no value is taken from the column and lost.
        for (cell, value) in block[..size].iter_mut().zip(&mut values) {
            *cell = value.unwrap_or(f64::NAN);
        }
        f(&block[..size]);
    }
}

/// The smallest and the largest number of a column. They do not depend on the order of the units.
///
/// ```
/// use chuan::observe::Column;
/// use chuan::score::normal::Extent;
///
/// let column: Column = [Some(3.0), None, Some(-1.5)].into_iter().collect();
/// let extent = Extent::of(&column).unwrap();
/// assert_eq!((extent.min, extent.max), (-1.5, 3.0));
/// assert!(Extent::of(&Column::absent(2)).is_none());
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Extent {
    /// The smallest.
    pub min: f64,
    /// The largest.
    pub max: f64,
}

impl Extent {
    /// The extent of the numbers that are there; none without any.
    pub fn of(column: &Column) -> Option<Self> {
        let mut low = [f64::INFINITY; LANES];
        let mut high = [f64::NEG_INFINITY; LANES];
        blocks(column, |block| {
            let mut lanes = block.chunks_exact(LANES);
            // Comparing with NaN is false, so absent values fall through without a branch.
            let mut see = |lane: usize, value: f64| {
                low[lane] = if value < low[lane] { value } else { low[lane] };
                high[lane] = if value > high[lane] { value } else { high[lane] };
            };
            for lane_values in &mut lanes {
                for (lane, value) in lane_values.iter().enumerate() {
                    see(lane, *value);
                }
            }
            for value in lanes.remainder() {
                see(0, *value);
            }
        });
        let min = low.into_iter().fold(f64::INFINITY, f64::min);
        let max = high.into_iter().fold(f64::NEG_INFINITY, f64::max);
        // Adding zero makes one zero of the two, whichever came first.
        (min <= max).then_some(Self { min: min + 0.0, max: max + 0.0 })
    }
}

/// The quantile of type 7 (Hyndman and Fan 1996), the default of R, numpy and spreadsheets, at a
/// `share` between 0 and 1; none for a column without numbers.
///
/// ```
/// use chuan::observe::Column;
/// use chuan::score::normal::quantile;
///
/// let column: Column = [Some(4.0), Some(1.0), None, Some(2.0), Some(3.0)].into_iter().collect();
/// assert_eq!(quantile(&column, 0.5), Some(2.5));
/// assert_eq!(quantile(&column, 1.0), Some(4.0));
/// ```
pub fn quantile(column: &Column, share: f64) -> Option<f64> {
    let mut sorted: Vec<f64> = column.numbers().collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let last = sorted.len().checked_sub(1)?;
    if !(0.0..=1.0).contains(&share) {
        return None;
    }
    let at = share * last as f64;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 <= at <= last")]
    let below = (at.floor() as usize).min(last);
    let above = (below + 1).min(last);
    Some(sorted[below] + (at - below as f64) * (sorted[above] - sorted[below]))
}

//! Smallest, largest, quantile.
#![allow(clippy::indexing_slicing, reason = "blocks and lanes have the length they are cut to")]

use crate::number::decimals::compare;
use crate::observe::Column;
use crate::score::statistics;
use serde::{Deserialize, Serialize};

const LANES: usize = 8;

/// Copies a column into a buffer, absent values as NaN: what follows are plain loops over a slice.
pub(in crate::score) fn copy(column: &Column, into: &mut Vec<f64>) {
    into.clear();
    into.extend(column.iter().map(|value| value.unwrap_or(f64::NAN)));
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
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extent {
    /// The smallest.
    pub min: f64,
    /// The largest.
    pub max: f64,
}

impl Extent {
    /// The extent of the numbers that are there; none without any.
    pub fn of(column: &Column) -> Option<Self> {
        Self::of_values(column.cells())
    }

    /// Whether all numbers are equal, as decimals.
    pub(in crate::score) fn is_constant(&self) -> bool {
        compare(self.min, self.max).is_eq()
    }

    /// The size of the larger end: no number is further from zero.
    pub(in crate::score) fn largest(&self) -> f64 {
        self.min.abs().max(self.max.abs())
    }

    /// The extent of values of which the absent ones are NaN.
    pub(in crate::score) fn of_values(values: &[f64]) -> Option<Self> {
        let mut low = [f64::INFINITY; LANES];
        let mut high = [f64::NEG_INFINITY; LANES];
        // Several running ends, so that one comparison does not wait for the other; comparing with
        // NaN is false, so absent values fall through without a branch.
        let mut lanes = values.chunks_exact(LANES);
        for part in &mut lanes {
            for lane in 0..LANES {
                low[lane] = if part[lane] < low[lane] { part[lane] } else { low[lane] };
                high[lane] = if part[lane] > high[lane] { part[lane] } else { high[lane] };
            }
        }
        for value in lanes.remainder() {
            low[0] = if *value < low[0] { *value } else { low[0] };
            high[0] = if *value > high[0] { *value } else { high[0] };
        }
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
    statistics::quantile(&statistics::sorted(column), share)
}

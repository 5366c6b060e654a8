//! Statistics of a column: what an analyst looks at before anything is changed.

mod moments;

pub use crate::number::{median, quantile};
pub(in crate::score) use moments::Central;
pub use moments::Moments;
pub(in crate::score) use moments::{Frame, Powers, add};

use crate::number;
use crate::number::decimals::compare;
use crate::observe::Column;
use crate::recipe::Divisor;
use serde::{Deserialize, Serialize};

/// The numbers of a column in rising order.
///
/// Everything computed from them is the same in whatever order the units come.
///
/// ```
/// use chuan::observe::Column;
/// use chuan::score::statistics::sorted;
///
/// let column: Column = [Some(3.0), None, Some(1.0)].into_iter().collect();
/// assert_eq!(sorted(&column), [1.0, 3.0]);
/// ```
#[must_use]
pub fn sorted(column: &Column) -> Vec<f64> {
    crate::number::sorted(column.numbers())
}

/// The statistics of a column. A number that cannot be computed is absent.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Statistics {
    /// Units, with a value or without.
    pub units: usize,
    /// Values that are there.
    pub present: usize,
    /// Values that are not zero.
    pub non_zero: usize,
    /// Different values.
    pub unique: usize,
    /// The largest number of units with the same value.
    pub same: usize,
    /// The smallest value.
    pub min: Option<f64>,
    /// The largest value.
    pub max: Option<f64>,
    /// The arithmetic mean.
    pub mean: Option<f64>,
    /// The median.
    pub median: Option<f64>,
    /// The sample standard deviation (divisor n - 1).
    pub sd: Option<f64>,
    /// The sample skewness G1 (type 2).
    pub skewness: Option<f64>,
    /// The sample excess kurtosis G2 (type 2).
    pub kurtosis: Option<f64>,
}

/// Limits for the flags of a column; the defaults are those of COINr's `get_stats`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FlagThresholds {
    /// Least share of units with a value.
    pub availability: f64,
    /// Least share of units with a value that is not zero.
    pub non_zero: f64,
    /// Least number of different values, as a share of the units.
    pub unique: f64,
    /// The skewness above which, either way, a column may have outliers.
    pub skewness: f64,
    /// The kurtosis above which a column may have outliers.
    pub kurtosis: f64,
}

impl Default for FlagThresholds {
    fn default() -> Self {
        Self { availability: 0.65, non_zero: 0.5, unique: 0.5, skewness: 2.0, kurtosis: 3.5 }
    }
}

/// What is conspicuous about a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Flags {
    /// Too few units have a value.
    pub availability: bool,
    /// Too few units have a value that is not zero.
    pub non_zero: bool,
    /// Too few values differ.
    pub unique: bool,
    /// Skewness and kurtosis are both beyond their limits; absent when that cannot be known.
    pub outliers: Option<bool>,
}

/// The statistics of a column, with one sort and one pass.
///
/// Absent values count in `units` only. Formulas: [`Moments`], [`quantile`].
///
/// ```
/// use chuan::observe::Column;
/// use chuan::score::statistics::describe;
///
/// let column: Column = [Some(0.0), Some(4.0), None, Some(4.0)].into_iter().collect();
/// let found = describe(&column);
/// assert_eq!((found.units, found.present, found.non_zero), (4, 3, 2));
/// assert_eq!((found.unique, found.same), (2, 2));
/// assert_eq!((found.median, found.max), (Some(4.0), Some(4.0)));
/// assert_eq!(found.availability(), Some(0.75));
/// ```
#[must_use]
pub fn describe(column: &Column) -> Statistics {
    let sorted = sorted(column);
    let moments = Moments::of_sorted(&sorted);
    let runs = || sorted.chunk_by(|a, b| a == b);
    let present = sorted.len();
    Statistics {
        units: column.len(),
        present,
        non_zero: sorted.iter().filter(|x| **x != 0.0).count(),
        unique: runs().count(),
        same: runs().map(<[f64]>::len).max().unwrap_or(0),
        min: sorted.first().copied(),
        max: sorted.last().copied(),
        mean: (present > 0)
            .then(|| number::sum(sorted.iter().copied()) / present as f64)
            .filter(|mean| mean.is_finite()),
        median: median(&sorted),
        sd: moments.sd(Divisor::Sample),
        skewness: moments.skewness(),
        kurtosis: moments.kurtosis(),
    }
}

fn share(count: usize, of: usize) -> Option<f64> {
    (of > 0).then(|| count as f64 / of as f64)
}

impl Statistics {
    /// The share of units with a value; absent without units.
    #[must_use]
    pub fn availability(&self) -> Option<f64> {
        share(self.present, self.units)
    }

    /// The share of the values present that are not zero; absent without a value.
    #[must_use]
    pub fn non_zero_share(&self) -> Option<f64> {
        share(self.non_zero, self.present)
    }

    /// The number of different values as a share of the values present; absent without a value.
    #[must_use]
    pub fn unique_share(&self) -> Option<f64> {
        share(self.unique, self.present)
    }

    /// The most frequent value's share of the values present; absent without a value.
    #[must_use]
    pub fn same_share(&self) -> Option<f64> {
        share(self.same, self.present)
    }

    /// What is conspicuous. Shares are of all units, a share equal to its limit is enough, and
    /// limits are compared as decimals.
    ///
    /// ```
    /// use chuan::observe::Column;
    /// use chuan::score::statistics::{FlagThresholds, describe};
    ///
    /// let column: Column = [Some(0.0), Some(4.0), None, Some(0.0)].into_iter().collect();
    /// let flags = describe(&column).flags(&FlagThresholds::default());
    /// assert!(!flags.availability && flags.non_zero);
    /// assert_eq!(flags.outliers, Some(false));
    /// ```
    #[must_use]
    pub fn flags(&self, thresholds: &FlagThresholds) -> Flags {
        let low = |count, limit| {
            share(count, self.units).is_none_or(|share| compare(share, limit).is_lt())
        };
        let beyond = |x: Option<f64>, limit| x.map(|x| compare(x, limit).is_gt());
        let skewed = beyond(self.skewness.map(f64::abs), thresholds.skewness);
        let heavy = beyond(self.kurtosis, thresholds.kurtosis);
        Flags {
            availability: low(self.present, thresholds.availability),
            non_zero: low(self.non_zero, thresholds.non_zero),
            unique: low(self.unique, thresholds.unique),
            outliers: match (skewed, heavy) {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (Some(true), Some(true)) => Some(true),
                _ => None,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_there() {
        let found = describe(&Column::absent(3));
        assert_eq!((found.present, found.unique, found.same), (0, 0, 0));
        assert_eq!((found.min, found.mean, found.sd), (None, None, None));
        assert_eq!(found.non_zero_share(), None);
        let flags = found.flags(&FlagThresholds::default());
        assert!(flags.availability && flags.non_zero && flags.unique);
        assert_eq!(flags.outliers, None);
        assert_eq!(describe(&Column::absent(0)).availability(), None);
    }
}

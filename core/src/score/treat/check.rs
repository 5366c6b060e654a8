//! Whether a column has outliers, by skewness and kurtosis.

use crate::number;
use crate::number::decimals::compare;
use crate::observe::Column;
use crate::recipe::Thresholds;
use crate::score::normal::Extent;
use crate::score::statistics::{Central, Moments};
use serde::{Deserialize, Serialize};

const LANES: usize = 4;
/// Nearer than this to a limit, a statistic is computed in the order of the values.
const DOUBT: f64 = 1e-6;

/// What the check of a column found.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Check {
    /// Whether the column passes; absent when that cannot be known.
    pub passed: Option<bool>,
    /// The sample skewness G1.
    pub skewness: Option<f64>,
    /// The sample excess kurtosis G2.
    pub kurtosis: Option<f64>,
}

impl Thresholds {
    /// Checks a column: it passes when `|skewness| < 2` or `kurtosis < 3.5`, so that only failing
    /// both makes outliers (COINr's `check_SkewKurt`; limits compare as decimals).
    ///
    /// A statistic that cannot be computed is unknown, and "or" is that of three-valued logic: with
    /// one known to be within its limit the column passes; otherwise, with one unknown, nobody
    /// knows. Three values have a skewness and no kurtosis; equal values have neither.
    ///
    /// ```
    /// use chuan::score::treat::Thresholds;
    ///
    /// let column = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 90.0].map(Some).into_iter().collect();
    /// assert_eq!(Thresholds::default().check(&column).passed, Some(false));
    /// let three = [1.0, 2.0, 3.0].map(Some).into_iter().collect();
    /// assert_eq!(Thresholds::default().check(&three).passed, Some(true));
    /// let equal = [5.0; 9].map(Some).into_iter().collect();
    /// assert_eq!(Thresholds::default().check(&equal).passed, None);
    /// ```
    #[must_use]
    pub fn check(&self, column: &Column) -> Check {
        self.judge(&Moments::of(column))
    }

    /// Whether a column passes beyond doubt: the same sums in the order of the units, to be had
    /// without sorting, are within the limits by far more than what their rounding could change.
    pub(in crate::score) fn surely_pass(&self, column: &Column) -> bool {
        let cells = column.cells();
        let Some(ends) = Extent::of_values(cells) else { return false };
        let there = |x: f64| if x.is_nan() { 0.0 } else { x };
        let count = column.present();
        if !(4..1_000_000).contains(&count) {
            return false;
        }
        let n = count as f64;
        let size = ends.largest();
        let mean = number::sum_of_each(cells, size, there) / n;
        let mut sums = [[0.0; LANES]; 3];
        let (parts, rest) = cells.as_chunks::<LANES>();
        let [seconds, thirds, fourths] = &mut sums;
        let mut add = |part: &[f64]| {
            let sums = seconds.iter_mut().zip(thirds.iter_mut()).zip(fourths.iter_mut());
            for (x, ((second, third), fourth)) in part.iter().zip(sums) {
                let d = there(x - mean);
                let square = d * d;
                *second += square;
                *third += square * d;
                *fourth += square * square;
            }
        };
        parts.iter().for_each(|part| add(part));
        add(rest);
        let sums = sums.map(|lanes| lanes.into_iter().sum::<f64>());
        // Deviations must be more than what rounding the mean makes of them.
        let firm = (sums[0] / n).sqrt() > 1e-7 * size;
        let central = Central { count, sums };
        let even = |x: f64| x.abs() < self.skewness * (1.0 - DOUBT) - DOUBT;
        let light = |x: f64| x < self.kurtosis - DOUBT * (1.0 + self.kurtosis.abs());
        firm && (central.skewness().is_some_and(even) || central.kurtosis().is_some_and(light))
    }

    /// The check of moments that are known.
    #[must_use]
    pub fn judge(&self, moments: &Moments) -> Check {
        let (skewness, kurtosis) = (moments.skewness(), moments.kurtosis());
        let even = skewness.map(|x| compare(x.abs(), self.skewness).is_lt());
        let light = kurtosis.map(|x| compare(x, self.kurtosis).is_lt());
        let passed = match (even, light) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            (Some(false), Some(false)) => Some(false),
            _ => None,
        };
        Check { passed, skewness, kurtosis }
    }
}

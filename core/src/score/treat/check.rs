//! Whether a column has outliers, by skewness and kurtosis.

use crate::number::decimals::compare;
use crate::observe::Column;
use crate::recipe::Thresholds;
use crate::score::statistics::Moments;
use serde::{Deserialize, Serialize};

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

    /// The same of moments that are known.
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

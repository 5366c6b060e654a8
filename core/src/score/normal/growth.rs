//! Change against an earlier period.

use crate::observe::Column;
use serde::{Deserialize, Serialize};

/// How a value `x` compares with `y`, the value of the same unit some `periods` earlier (Handbook,
/// step 5: percentage of annual differences).
///
/// ```
/// use chuan::score::normal::Growth;
///
/// assert_eq!(Growth::Relative { factor: 100.0 }.apply(55.0, 50.0), Some(10.0));
/// assert_eq!(Growth::Relative { factor: 1.0 }.apply(55.0, 0.0), None);
/// assert_eq!(Growth::Compound { periods: 2.0 }.apply(121.0, 100.0).map(|r| (r * 1e9).round()), Some(1e8));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(tag = "method", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Growth {
    /// `x - y`.
    Difference,
    /// `(x - y) / |y| × factor`; absent where `y` is 0. A factor of 100 gives percent.
    Relative {
        /// Multiplier.
        #[serde(default = "super::method::one")]
        factor: f64,
    },
    /// `ln(x / y)`; absent unless both are positive.
    Log,
    /// `(x / y)^(1 / periods) - 1`, the compound rate; absent unless both are positive.
    Compound {
        /// How many periods lie between.
        periods: f64,
    },
}

impl Growth {
    /// The change from `before` to `now`.
    pub fn apply(&self, now: f64, before: f64) -> Option<f64> {
        let positive = now > 0.0 && before > 0.0;
        match self {
            Self::Difference => Some(now - before),
            Self::Relative { factor } => {
                (before != 0.0).then(|| (now - before) / before.abs() * factor)
            }
            Self::Log => positive.then(|| (now / before).ln()),
            Self::Compound { periods } => {
                (positive && *periods > 0.0).then(|| (now / before).powf(1.0 / periods) - 1.0)
            }
        }
        .filter(|change| change.is_finite())
    }

    /// The changes of a column; absent for a unit that lacks one of the two values.
    ///
    /// ```
    /// use chuan::observe::Column;
    /// use chuan::score::normal::Growth;
    ///
    /// let before: Column = [Some(2.0), None].into_iter().collect();
    /// let now: Column = [Some(5.0), Some(1.0)].into_iter().collect();
    /// let change: Vec<_> = Growth::Difference.column(&now, &before).iter().collect();
    /// assert_eq!(change, [Some(3.0), None]);
    /// ```
    pub fn column(&self, now: &Column, before: &Column) -> Column {
        let pairs = now.iter().enumerate().map(|(unit, now)| Some((now?, before.get(unit)?)));
        pairs.map(|pair| pair.and_then(|(now, before)| self.apply(now, before))).collect()
    }
}

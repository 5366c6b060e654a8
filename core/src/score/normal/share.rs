//! The share of a whole, in points.

use crate::recipe::Direction;
use serde::{Deserialize, Serialize};

/// `x / of × points`; where lower is better `(1 - x / of) × points`. With `cap` the share stays between
/// 0 and 1. (The commonest rule of Vietnamese scoring tables: "tỷ lệ đạt × điểm tối đa".)
///
/// `x` and `of` in the unit of the value, the score in points. A share that is not finite has no score.
///
/// ```
/// use chuan::recipe::Direction;
/// use chuan::score::normal::Share;
///
/// let share = Share { of: 80.0, points: 10.0, cap: true, direction: Direction::Higher };
/// assert_eq!([40.0, 120.0].map(|x| share.apply(x)), [Some(5.0), Some(10.0)]);
/// assert_eq!(Share { direction: Direction::Lower, ..share }.apply(20.0), Some(7.5));
/// assert_eq!(Share { of: 0.0, ..share }.apply(20.0), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Share {
    /// The value that is the whole.
    pub of: f64,
    /// The points of the whole.
    pub points: f64,
    /// Whether less than nothing counts as nothing, and more than the whole as the whole.
    pub cap: bool,
    /// Which way is better.
    pub direction: Direction,
}

impl Share {
    /// The points of a value; none where the share is not finite.
    pub fn apply(&self, value: f64) -> Option<f64> {
        // An infinite share would be capped and pass for a full one.
        let share = Some(value / self.of).filter(|share| share.is_finite())?;
        let share = if self.direction == Direction::Lower { 1.0 - share } else { share };
        let share = if self.cap { share.clamp(0.0, 1.0) } else { share };
        Some(share * self.points)
    }
}

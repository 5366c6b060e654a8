//! Bands: around a target, and around the mean.

use super::between::onto;
use crate::recipe::{Band, Direction};
use serde::{Deserialize, Serialize};

impl Band {
    /// Whether the four limits rise.
    pub fn is_scale(&self) -> bool {
        let ([a, b], [low, high]) = (self.inside, self.zero);
        low <= a && a <= b && b <= high
    }

    /// The score of a value.
    pub fn apply(&self, value: f64) -> Option<f64> {
        let ([a, b], [low, high]) = (self.inside, self.zero);
        let share = if value < a {
            if value <= low { 0.0 } else { (value - low) / (a - low) }
        } else if value > b {
            if value >= high { 0.0 } else { (high - value) / (high - b) }
        } else {
            1.0
        };
        Some(onto(share, self.to)).filter(|score| score.is_finite())
    }
}

/// Three scores: below, about and above the mean (Handbook, step 5: indicators above or below the
/// mean; -1, 0 and 1 there). The limits belong to the middle band.
///
/// ```
/// use chuan::recipe::Direction;
/// use chuan::score::normal::MeanBands;
///
/// let bands = MeanBands {
///     limits: [90.0, 110.0],
///     scores: [-1.0, 0.0, 1.0],
///     direction: Direction::Lower,
/// };
/// assert_eq!(bands.apply(80.0), Some(1.0));
/// assert_eq!(bands.apply(90.0), Some(0.0));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MeanBands {
    /// The ends of the middle band.
    pub limits: [f64; 2],
    /// Scores of a worse, a middling and a better value.
    pub scores: [f64; 3],
    /// Which way is better.
    #[serde(default)]
    pub direction: Direction,
}

impl MeanBands {
    /// The score of a value; limits are compared as decimals.
    pub fn apply(&self, value: f64) -> Option<f64> {
        use crate::number::decimals::compare;
        let ([low, high], [worse, middling, better]) = (self.limits, self.scores);
        let (below, above) = match self.direction {
            Direction::Higher => (worse, better),
            Direction::Lower => (better, worse),
        };
        Some(if compare(value, low).is_lt() {
            below
        } else if compare(value, high).is_gt() {
            above
        } else {
            middling
        })
    }
}

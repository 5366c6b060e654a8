//! Linear between a worst and a best value.

use crate::observe::Column;
use crate::recipe::Cap;
use serde::{Deserialize, Serialize};

/// A transformation of the value, and of both ends of its scale, before they are compared.
///
/// ```
/// use chuan::score::normal::Shift;
///
/// assert_eq!(Shift::Ln { shift: 1.0 }.apply(0.0), Some(0.0));
/// assert_eq!(Shift::Ln { shift: 0.0 }.apply(-2.0), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(tag = "method", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Shift {
    /// The value as it is.
    #[default]
    None,
    /// `ln(x + shift)`; absent where `x + shift` is not positive. UNDP, technical notes of the
    /// Human Development Report (income); Environmental Performance Index, technical appendix.
    Ln {
        /// Added before the logarithm.
        #[serde(default)]
        shift: f64,
    },
}

impl Shift {
    /// The transformed value; none where it is not defined.
    pub fn apply(self, x: f64) -> Option<f64> {
        match self {
            Self::None => Some(x),
            Self::Ln { shift } => (x + shift > 0.0).then(|| (x + shift).ln()),
        }
    }
}

/// Linear between a worst and a best value: with the share `s = (t(x) - t(worst)) / (t(best) -
/// t(worst))`, the score is `to[0] + s^power (to[1] - to[0])`, where `t` is the transformation.
///
/// Most scales are of this kind once their ends are known. A worst value above the best is a scale
/// on which lower is better. Absent stays absent, and so does a value for which the transformation
/// or the power is not defined.
///
/// Powers: World Bank, *Doing Business* (distance to frontier, total tax rate: 0.8).
///
/// ```
/// use chuan::score::normal::Between;
///
/// let scale = Between { worst: 20.0, best: 10.0, to: [0.0, 100.0], ..Between::default() };
/// assert_eq!(scale.apply(12.5), Some(75.0));
/// assert_eq!(scale.apply(5.0), Some(100.0)); // held back by the cap
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Between {
    /// The value that gets `to[0]`.
    pub worst: f64,
    /// The value that gets `to[1]`.
    pub best: f64,
    /// Transformation of the value and of both ends.
    #[serde(default)]
    pub transform: Shift,
    /// Exponent of the share.
    #[serde(default = "super::method::one")]
    pub power: f64,
    /// Which end holds values back; lower and upper are of the value, not of the score.
    #[serde(default)]
    pub cap: Cap,
    /// The scores of the worst and of the best value.
    #[serde(default = "super::method::unit")]
    pub to: [f64; 2],
}

impl Default for Between {
    fn default() -> Self {
        Self {
            worst: 0.0,
            best: 1.0,
            transform: Shift::None,
            power: 1.0,
            cap: Cap::Both,
            to: [0.0, 1.0],
        }
    }
}

impl Between {
    /// Whether the two ends are apart, and the transformation is defined for both.
    pub fn is_scale(&self) -> bool {
        match (self.transform.apply(self.worst), self.transform.apply(self.best)) {
            (Some(worst), Some(best)) => {
                worst.is_finite() && best.is_finite() && worst != best && self.power > 0.0
            }
            _ => false,
        }
    }

    /// Values between which a value is held.
    fn limits(&self) -> (f64, f64) {
        let (low, high) = (self.worst.min(self.best), self.worst.max(self.best));
        (
            if matches!(self.cap, Cap::Lower | Cap::Both) { low } else { f64::NEG_INFINITY },
            if matches!(self.cap, Cap::Upper | Cap::Both) { high } else { f64::INFINITY },
        )
    }

    /// The score of a value.
    pub fn apply(&self, value: f64) -> Option<f64> {
        let (low, high) = self.limits();
        let value = self.transform.apply(value.max(low).min(high))?;
        let (worst, best) = (self.transform.apply(self.worst)?, self.transform.apply(self.best)?);
        let share = (value - worst) / (best - worst);
        let share = if self.power == 1.0 { share } else { share.powf(self.power) };
        Some(onto(share, self.to)).filter(|score| score.is_finite())
    }

    /// The scores of a column.
    pub fn column(&self, column: &Column) -> Column {
        if self.transform != Shift::None || self.power != 1.0 || !self.is_scale() {
            return column.map(|value| self.apply(value));
        }
        // Plain loops over a slice, without branches; NaN passes through every step of them.
        let mut scores = Vec::with_capacity(column.len());
        super::copy(column, &mut scores);
        if self.cap != Cap::None {
            let (low, high) = self.limits();
            for score in &mut scores {
                *score = if *score < low { low } else { *score };
                *score = if *score > high { high } else { *score };
            }
        }
        let (worst, range, [first, last]) = (self.worst, self.best - self.worst, self.to);
        for score in &mut scores {
            *score = first + (*score - worst) / range * (last - first);
        }
        scores.into_iter().map(Some).collect()
    }
}

pub(super) fn onto(share: f64, [worst, best]: [f64; 2]) -> f64 {
    worst + share * (best - worst)
}

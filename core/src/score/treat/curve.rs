//! What a treatment does to a value, once it has seen the column.

use crate::observe::Column;
use serde::{Deserialize, Serialize};

/// An end of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// The low one.
    Low,
    /// The high one.
    High,
}

/// Limits to which values beyond are moved. An absent limit is open.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clamp {
    /// Values below it become this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// Values above it become this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
}

impl Clamp {
    /// The end at which a value is moved, if it is moved.
    ///
    /// ```
    /// use chuan::score::treat::{Clamp, End};
    ///
    /// let clamp = Clamp { low: None, high: Some(6.0) };
    /// assert_eq!(clamp.end(90.0), Some(End::High));
    /// assert_eq!(clamp.end(6.0), None);
    /// ```
    #[must_use]
    pub fn end(&self, x: f64) -> Option<End> {
        if self.high.is_some_and(|high| x > high) {
            Some(End::High)
        } else if self.low.is_some_and(|low| x < low) {
            Some(End::Low)
        } else {
            None
        }
    }

    /// A value within the limits.
    #[must_use]
    pub fn value(&self, x: f64) -> f64 {
        let moved = match self.end(x) {
            Some(End::High) => self.high,
            Some(End::Low) => self.low,
            None => None,
        };
        moved.unwrap_or(x)
    }

    /// A column within the limits; absent values stay absent.
    ///
    /// ```
    /// use chuan::score::treat::Clamp;
    ///
    /// let column = [Some(-5.0), None, Some(7.0)].into_iter().collect();
    /// let moved = Clamp { low: Some(0.0), high: None }.apply(&column);
    /// assert_eq!(moved, [Some(0.0), None, Some(7.0)].into_iter().collect());
    /// ```
    #[must_use]
    pub fn apply(&self, column: &Column) -> Column {
        column.map(|x| Some(self.value(x)))
    }
}

/// A rising function of one value, as learned from a column.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(tag = "function", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Function {
    /// `ln(factor (x - origin) + offset)`.
    Log {
        /// Value that lies at the offset.
        origin: f64,
        /// Multiplier.
        factor: f64,
        /// What is added.
        offset: f64,
    },
    /// `-ln(offset - (x - origin))`, the logarithm that stretches the high end.
    LogMirrored {
        /// Value that lies at the offset.
        origin: f64,
        /// What is added.
        offset: f64,
    },
    /// `((x - origin + offset)^exponent - 1) / exponent`.
    Power {
        /// Value that lies at the offset.
        origin: f64,
        /// What is added.
        offset: f64,
        /// The exponent, not zero.
        exponent: f64,
    },
}

impl Function {
    /// The function of a value; absent where it is not defined.
    ///
    /// ```
    /// use chuan::score::treat::Function;
    ///
    /// let log = Function::Log { origin: 3.0, factor: 1.0, offset: 1.0 };
    /// assert_eq!(log.value(3.0), Some(0.0));
    /// assert_eq!(log.value(1.0), None);
    /// ```
    #[must_use]
    pub fn value(&self, x: f64) -> Option<f64> {
        let y = match *self {
            Self::Log { origin, factor, offset } => (factor * (x - origin) + offset).ln(),
            Self::LogMirrored { origin, offset } => -(origin - x + offset).ln(),
            Self::Power { origin, offset, exponent } => {
                ((x - origin + offset).powf(exponent) - 1.0) / exponent
            }
        };
        Some(y).filter(|y| y.is_finite())
    }
}

/// All that a treatment does to a value: first the limits, then the function.
///
/// It holds what was learned from one column, and can be stored and applied to other data, such as
/// a later year.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Curve {
    /// Limits to which values beyond are moved.
    #[serde(default)]
    pub clamp: Clamp,
    /// What becomes of a value within the limits; itself, when there is no function.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub function: Option<Function>,
}

impl Curve {
    /// The treated value; absent where the function is not defined, which can happen with values
    /// beyond those that it was learned from.
    #[must_use]
    pub fn value(&self, x: f64) -> Option<f64> {
        let x = self.clamp.value(x);
        self.function.map_or(Some(x), |function| function.value(x))
    }

    /// The treated column; absent values stay absent.
    ///
    /// ```
    /// use chuan::score::treat::{Treatment, treat};
    ///
    /// let base = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 90.0].map(Some).into_iter().collect();
    /// let curve = treat(&base, &Treatment::default_two_stage()).curve;
    /// let later = [Some(7.0), None].into_iter().collect();
    /// assert_eq!(curve.apply(&later), [Some(6.0), None].into_iter().collect());
    /// ```
    #[must_use]
    pub fn apply(&self, column: &Column) -> Column {
        if self.is_nothing() {
            return column.clone();
        }
        column.map(|x| self.value(x))
    }

    /// Whether every value stays as it is.
    pub(in crate::score) fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

//! Treatment of outliers, as data.

use super::shorthand;
use serde::{Deserialize, Deserializer, Serialize};

/// Limits of skewness and kurtosis; the defaults, 2 and 3.5, are those of the Joint Research
/// Centre.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Thresholds {
    /// A column passes when its skewness is nearer to zero than this.
    pub skewness: f64,
    /// A column passes when its kurtosis is less than this.
    pub kurtosis: f64,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { skewness: 2.0, kurtosis: 3.5 }
    }
}

/// A transformation that draws in a long tail. All keep the order of the values, apart from
/// `log_gii` where it says so.
///
/// `min` and `max` are the smallest and the largest value of the column. Logarithms are natural;
/// the results have no unit.
///
/// ```
/// use chuan::observe::Column;
/// use chuan::score::treat::{Transformation, Treatment, treat};
///
/// let column: Column = [Some(1.0), Some(2.0), None].into_iter().collect();
/// let by = Treatment::Transform { by: Transformation::LogShifted1 };
/// let treated = treat(&column, &by).column;
/// assert_eq!(treated.iter().collect::<Vec<_>>(), [Some(0.0), Some(2_f64.ln()), None]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(tag = "method", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Transformation {
    /// `ln(x - min + 0.01 (max - min))` (COINr's `log_CT`). Not for equal values.
    #[default]
    #[serde(rename = "log_shifted_1pc")]
    LogShifted1Pc,
    /// `log_shifted_1pc` for a skewness above zero, else the same from the other end:
    /// `-ln(max - x + 0.01 (max - min))` (COINr's `log_CT_plus`). Not where there is no skewness.
    LogSkewDirected,
    /// `ln(x - min + 1)` (COINr's `log_CT_orig`, the COIN Tool).
    #[serde(rename = "log_shifted_1")]
    LogShifted1,
    /// `ln((max - 1) (x - min) / (max - min) + 1)` (Global Innovation Index, as COINr documents
    /// it). Not for equal values, and not for a maximum of 1 or less, which would turn the order
    /// round.
    LogGii,
    /// `(y^lambda - 1) / lambda`, or `ln y` for a lambda of 0 (Box and Cox 1964), with
    /// `y = x - min + 1`, or `y = x` without `shift`. Not where a `y` is zero or less.
    BoxCox {
        /// The exponent.
        lambda: f64,
        /// Whether the smallest value is moved to 1 first.
        #[serde(default = "super::scorer::yes")]
        shift: bool,
    },
}

/// How outliers are treated.
///
/// ```
/// use chuan::score::treat::{Transformation, Treatment};
///
/// let read = |text| serde_json::from_str::<Treatment>(text);
/// let default = read(r#"{"method": "two_stage", "max_points": 5, "then": "log_shifted_1pc"}"#)?;
/// assert_eq!(default, Treatment::default_two_stage());
/// assert!(read(r#"{"method": "two_stage", "max_point": 5}"#).is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(tag = "method", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Treatment {
    /// The column stays as it is.
    #[default]
    None,
    /// The usual treatment of the Joint Research Centre (COINr's `Treat`): a column that fails the
    /// check is winsorised; one that still fails is transformed.
    TwoStage {
        /// Moving values ends when so many have been moved. `null`, or a number larger than that
        /// of the units: no end.
        #[serde(default = "five")]
        max_points: Option<usize>,
        /// The check.
        #[serde(default)]
        thresholds: Thresholds,
        /// The transformation of a column that winsorising did not help.
        #[serde(default, deserialize_with = "named")]
        then: Transformation,
        /// Whether it transforms the winsorised values rather than the original ones.
        #[serde(default)]
        combine: bool,
    },
    /// Winsorising alone, see [`winsorise`](crate::score::treat::winsorise).
    Winsorise {
        /// As with `two_stage`.
        #[serde(default = "five")]
        max_points: Option<usize>,
        /// The check.
        #[serde(default)]
        thresholds: Thresholds,
        /// Whether to go on to `max_points` though the check passes.
        #[serde(default)]
        force: bool,
    },
    /// A transformation, whatever the check says.
    Transform {
        /// Which.
        #[serde(deserialize_with = "named")]
        by: Transformation,
    },
    /// Values beyond `q1 - factor (q3 - q1)` or `q3 + factor (q3 - q1)` are moved there, see
    /// [`interquartile_fence`](crate::score::treat::interquartile_fence).
    Interquartile {
        /// The factor: 1.5 by default, 3 for values that are far out.
        #[serde(default = "tukey")]
        factor: f64,
    },
    /// Values further than `factor × 1.4826 × MAD` from the median are moved there, see
    /// [`mad_fence`](crate::score::treat::mad_fence).
    Mad {
        /// The factor.
        #[serde(default = "three")]
        factor: f64,
    },
}

fn five() -> Option<usize> {
    Some(5)
}
fn tukey() -> f64 {
    1.5
}
fn three() -> f64 {
    3.0
}

/// Reads a transformation from its full form or its name alone.
fn named<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Transformation, D::Error> {
    shorthand(deserializer).map(Option::unwrap_or_default)
}

impl Treatment {
    /// [`Treatment::TwoStage`] with its defaults.
    #[must_use]
    pub fn default_two_stage() -> Self {
        Self::TwoStage {
            max_points: five(),
            thresholds: Thresholds::default(),
            then: Transformation::default(),
            combine: false,
        }
    }
}

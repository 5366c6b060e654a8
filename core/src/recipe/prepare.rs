//! What is done to values before they are scored, as data: denomination, screening, imputation, change
//! against an earlier period.

use crate::id::Code;
use crate::period::Period;
use serde::{Deserialize, Serialize};

/// What a column is divided by.
///
/// ```
/// use chuan::recipe::Denomination;
///
/// let per: Denomination = serde_json::from_str(
///     r#"{"method": "ratio", "denominator": "population", "scale_factor": 1000}"#,
/// )?;
/// assert!(matches!(per, Denomination::Ratio { scale_factor: 1000.0, .. }));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(tag = "method", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Denomination {
    /// Not divided.
    #[default]
    None,
    /// `value / (denominator / scale_factor)` with the value of another indicator of the same unit
    /// and period.
    Ratio {
        /// The indicator to divide by, as it is observed.
        denominator: Code,
        /// How many units of the denominator the result is for: 1,000 for "per 1,000
        /// inhabitants".
        #[serde(default = "super::scorer::one")]
        scale_factor: f64,
    },
    /// The same with an attribute of the unit in the register, such as its population.
    Register {
        /// The attribute. It is a number with a decimal point.
        attribute: String,
        /// How many units of the denominator the result is for.
        #[serde(default = "super::scorer::one")]
        scale_factor: f64,
    },
}

/// The rule by which units are kept. A share equal to its threshold is enough; shares and
/// thresholds are compared as decimals.
///
/// ```
/// use chuan::score::screen::Screening;
///
/// let rule: Screening = serde_json::from_str(r#"{"method": "by_missing", "threshold": 0.65}"#)?;
/// assert_eq!(rule, Screening::ByMissing { threshold: 0.65 });
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(tag = "method", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Screening {
    /// Every unit is kept.
    #[default]
    None,
    /// Kept with enough values: present / columns ≥ threshold.
    ByMissing {
        /// The least share of values present.
        #[serde(default = "two_thirds")]
        threshold: f64,
    },
    /// Kept with enough values that are not zero: 1 - zeros / present ≥ threshold.
    ByZeros {
        /// The least share, among the values present, of those that are not zero.
        #[serde(default = "one_in_twenty")]
        threshold: f64,
    },
    /// Kept when both rules keep it.
    ByBoth {
        /// The least share of values present.
        #[serde(default = "two_thirds")]
        missing: f64,
        /// The least share, among the values present, of those that are not zero.
        #[serde(default = "one_in_twenty")]
        zeros: f64,
    },
}

fn two_thirds() -> f64 {
    2.0 / 3.0
}
fn one_in_twenty() -> f64 {
    0.05
}

/// How gaps are filled. Each variant names the function that does it.
///
/// ```
/// use chuan::recipe::Imputation;
///
/// let read = |text| serde_json::from_str::<Imputation>(text);
/// assert_eq!(read(r#"{"method": "nearest"}"#)?, Imputation::Nearest { k: 5, within: None });
/// assert_eq!(read(r#"{"method": "latest", "max_steps": 2}"#)?, Imputation::Latest { max_steps: Some(2) });
/// assert!(read(r#"{"method": "latest", "steps": 2}"#).is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(tag = "method", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Imputation {
    /// Gaps stay.
    #[default]
    None,
    /// A stated value.
    Value {
        /// The value.
        value: f64,
    },
    /// The mean of the column: [`impute_column`](crate::score::impute::impute_column).
    Mean,
    /// The median of the column: [`impute_column`](crate::score::impute::impute_column).
    Median,
    /// The mean of the column inside the unit's group:
    /// [`impute_groups`](crate::score::impute::impute_groups).
    GroupMean {
        /// The attribute of units that names their group.
        group: String,
    },
    /// The median of the column inside the unit's group:
    /// [`impute_groups`](crate::score::impute::impute_groups).
    GroupMedian {
        /// The attribute of units that names their group.
        group: String,
    },
    /// The mean of the unit over other columns: [`impute_rows`](crate::score::impute::impute_rows).
    RowMean {
        /// The node whose indicators are the columns; that of the indicator unless said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        within: Option<Code>,
    },
    /// The median of the unit over other columns:
    /// [`impute_rows`](crate::score::impute::impute_rows).
    RowMedian {
        /// The node whose indicators are the columns; that of the indicator unless said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        within: Option<Code>,
    },
    /// The last earlier observation of the unit:
    /// [`impute_series`](crate::score::impute::impute_series).
    Latest {
        /// How many times it may lie back; without it, any number.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max_steps: Option<usize>,
    },
    /// The last earlier observation, and before the first one the first:
    /// [`impute_series`](crate::score::impute::impute_series).
    Constant,
    /// On the line between the observations before and after:
    /// [`impute_series`](crate::score::impute::impute_series).
    Linear,
    /// As `linear`, and the only observation where there is but one:
    /// [`impute_series`](crate::score::impute::impute_series).
    LinearConstant,
    /// The last earlier observation, grown as the group has grown since:
    /// [`impute_growth`](crate::score::impute::impute_growth).
    GroupGrowth {
        /// The attribute of units that names their group; all are one group unless said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        group: Option<String>,
        /// A unit that holds the values of the whole, such as a union of countries; the mean of the
        /// group unless said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unit: Option<Code>,
        /// How many times it may lie back; without it, any number.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max_steps: Option<usize>,
    },
    /// Least squares on other columns:
    /// [`impute_regression`](crate::score::impute::impute_regression).
    Regression {
        /// The other columns.
        predictors: Vec<Code>,
    },
    /// The mean of the units that are most alike:
    /// [`impute_nearest`](crate::score::impute::impute_nearest).
    Nearest {
        /// How many.
        #[serde(default = "five")]
        k: usize,
        /// The node whose indicators say how much alike units are; that of the indicator unless
        /// said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        within: Option<Code>,
    },
    /// What a multivariate normal distribution expects, given the unit's other values:
    /// [`impute_em`](crate::score::impute::impute_em).
    Em {
        /// Iterations end when no mean or covariance of the standardised columns changes by more.
        #[serde(default = "tolerance")]
        tolerance: f64,
        /// The most iterations.
        #[serde(default = "many")]
        max_iterations: usize,
        /// The node whose indicators are the columns; that of the indicator unless said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        within: Option<Code>,
    },
    /// Draws from what a multivariate normal distribution leaves open, several times:
    /// `impute_multiple`. A scorecard has what the distribution expects, as with `em`; the uncertainty
    /// analysis scores every completed table and pools the scores.
    Multiple {
        /// How many completed tables, `m`.
        #[serde(default = "twenty")]
        replicates: u32,
        /// From which all draws follow, together with the node and the period.
        #[serde(default)]
        seed: u64,
        /// Iterations end when no mean or covariance of the standardised columns changes by more.
        #[serde(default = "tolerance")]
        tolerance: f64,
        /// The most iterations.
        #[serde(default = "many")]
        max_iterations: usize,
        /// The node whose indicators are the columns; that of the indicator unless said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        within: Option<Code>,
    },
}

fn twenty() -> u32 {
    20
}
fn five() -> usize {
    5
}
fn tolerance() -> f64 {
    1e-8
}
fn many() -> usize {
    1000
}

impl Imputation {
    /// The name used in framework files.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Value { .. } => "value",
            Self::Mean => "mean",
            Self::Median => "median",
            Self::GroupMean { .. } => "group_mean",
            Self::GroupMedian { .. } => "group_median",
            Self::RowMean { .. } => "row_mean",
            Self::RowMedian { .. } => "row_median",
            Self::Latest { .. } => "latest",
            Self::Constant => "constant",
            Self::Linear => "linear",
            Self::LinearConstant => "linear_constant",
            Self::GroupGrowth { .. } => "group_growth",
            Self::Regression { .. } => "regression",
            Self::Nearest { .. } => "nearest",
            Self::Em { .. } => "em",
            Self::Multiple { .. } => "multiple",
        }
    }

    /// The node whose indicators it looks at, where the method looks at several.
    #[must_use]
    pub fn within(&self) -> Option<&Code> {
        match self {
            Self::RowMean { within }
            | Self::RowMedian { within }
            | Self::Nearest { within, .. }
            | Self::Em { within, .. }
            | Self::Multiple { within, .. } => within.as_ref(),
            _ => None,
        }
    }

    /// Whether the value of a unit depends on other units.
    #[must_use]
    pub fn compares(&self) -> bool {
        !matches!(
            self,
            Self::None
                | Self::Value { .. }
                | Self::Latest { .. }
                | Self::Constant
                | Self::Linear
                | Self::LinearConstant
        )
    }
}

/// The value in the middle of others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Middle {
    /// The arithmetic mean.
    #[default]
    Mean,
    /// The median.
    Median,
}

/// How a value is compared with that of an earlier period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum ChangeMeasure {
    /// No change: the value itself, for an indicator that the defaults are not meant for.
    None,
    /// `x - y`, times the factor.
    Difference,
    /// `(x - y) / |y|`, times the factor.
    #[default]
    Relative,
    /// `ln(x / y)`, times the factor.
    Log,
    /// `(x / y)^(1 / years) - 1`, times the factor.
    Compound,
}

/// The change against an earlier period in place of the value (Handbook, step 5).
///
/// ```
/// use chuan::recipe::Change;
///
/// let change: Change = serde_json::from_str(r#"{"measure": "compound", "base": "2018"}"#)?;
/// assert_eq!(change.back, 1);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Change {
    /// How the two are compared.
    #[serde(default)]
    pub measure: ChangeMeasure,
    /// Multiplier; 100 gives percent.
    #[serde(default = "super::scorer::one")]
    pub factor: f64,
    /// How many periods of the data, of the same kind, the earlier one lies back.
    #[serde(default = "one_back")]
    pub back: usize,
    /// A period that all are compared with, in place of `back`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<Period>,
}

fn one_back() -> usize {
    1
}

/// From which periods something is learned: the ends of a scale, the limits of a treatment, weights.
///
/// ```
/// use chuan::period::Period;
/// use chuan::recipe::LearnFrom;
///
/// assert_eq!(serde_json::from_str::<LearnFrom>("\"all\"")?, LearnFrom::All);
/// let base: LearnFrom = serde_json::from_str(r#"{"base": "2018"}"#)?;
/// assert_eq!(base, LearnFrom::Base(Period::from_year(2018).unwrap()));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum LearnFrom {
    /// From each period, for itself.
    #[default]
    Period,
    /// From all periods together, for all of them.
    All,
    /// From one period, for all: the frozen base year.
    Base(Period),
}

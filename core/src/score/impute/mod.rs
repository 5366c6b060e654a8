//! Imputation: values for the gaps of a table, and the record of which they are.
//!
//! Every method keeps the values that are there, bit by bit, and marks every cell it has filled.
//! What it cannot fill stays a gap. The methods differ in what they look at, hence one function for
//! each kind: one column ([`impute_column`], [`impute_groups`]), one column and its predictors
//! ([`impute_regression`]), a table of columns ([`impute_rows`], [`impute_nearest`], [`impute_em`]),
//! or the column of one indicator at several times ([`impute_series`], [`impute_growth`]).
//!
//! There is no multiple imputation (several draws for each gap) yet.

mod column;
mod em;
mod growth;
mod nearest;
mod regression;
mod rows;
mod series;
mod sweep;

pub use column::{impute_column, impute_groups};
pub use em::{EmResult, impute_em};
pub use growth::{group_series, impute_growth};
pub use nearest::impute_nearest;
pub use regression::impute_regression;
pub use rows::impute_rows;
pub use series::{ImputedSeries, SeriesRule, Source, impute_series};

use crate::id::Code;
use crate::number::sum;
use crate::observe::Column;
use crate::score::statistics::median;
use serde::{Deserialize, Serialize};

/// How gaps are filled. Each variant names the function that does it.
///
/// ```
/// use chuan::score::impute::Imputation;
///
/// let read = |text| serde_json::from_str::<Imputation>(text);
/// assert_eq!(read(r#"{"method": "nearest"}"#)?, Imputation::Nearest { k: 5 });
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
    /// The mean of the column: [`impute_column`].
    Mean,
    /// The median of the column: [`impute_column`].
    Median,
    /// The mean of the column inside the unit's group: [`impute_groups`].
    GroupMean,
    /// The median of the column inside the unit's group: [`impute_groups`].
    GroupMedian,
    /// The mean of the unit over other columns: [`impute_rows`].
    RowMean,
    /// The median of the unit over other columns: [`impute_rows`].
    RowMedian,
    /// The last earlier observation of the unit: [`impute_series`].
    Latest {
        /// How many times it may lie back; without it, any number.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max_steps: Option<usize>,
    },
    /// The last earlier observation, and before the first one the first: [`impute_series`].
    Constant,
    /// On the line between the observations before and after: [`impute_series`].
    Linear,
    /// As `linear`, and the only observation where there is but one: [`impute_series`].
    LinearConstant,
    /// The last earlier observation, grown as the group has grown since: [`impute_growth`].
    GroupGrowth {
        /// How many times it may lie back; without it, any number.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max_steps: Option<usize>,
    },
    /// Least squares on other columns: [`impute_regression`].
    Regression {
        /// The other columns.
        predictors: Vec<Code>,
    },
    /// The mean of the units that are most alike: [`impute_nearest`].
    Nearest {
        /// How many.
        #[serde(default = "five")]
        k: usize,
    },
    /// What a multivariate normal distribution expects, given the unit's other values:
    /// [`impute_em`].
    Em {
        /// Iterations end when no mean or covariance of the standardised columns changes by more.
        #[serde(default = "tolerance")]
        tolerance: f64,
        /// The most iterations.
        #[serde(default = "many")]
        max_iterations: usize,
    },
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

/// The value in the middle of others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Centre {
    /// The arithmetic mean.
    #[default]
    Mean,
    /// The median.
    Median,
}

impl Centre {
    /// The centre of numbers, which may be put in another order; absent without a number.
    ///
    /// ```
    /// use chuan::score::impute::Centre;
    ///
    /// assert_eq!(Centre::Mean.of(&mut [1.0, 2.0, 6.0]), Some(3.0));
    /// assert_eq!(Centre::Median.of(&mut [6.0, 1.0, 2.0]), Some(2.0));
    /// assert_eq!(Centre::Mean.of(&mut []), None);
    /// ```
    pub fn of(self, numbers: &mut [f64]) -> Option<f64> {
        let centre = match self {
            _ if numbers.is_empty() => return None,
            Self::Mean => sum(numbers.iter().copied()) / numbers.len() as f64,
            Self::Median => {
                numbers.sort_unstable_by(f64::total_cmp);
                median(numbers)?
            }
        };
        Some(centre).filter(|centre| centre.is_finite())
    }
}

/// A column with its gaps filled.
#[derive(Debug, Clone, PartialEq)]
pub struct Imputed {
    /// The column.
    pub column: Column,
    /// Whether a unit's value was filled in; one for every unit.
    pub filled: Vec<bool>,
}

impl Imputed {
    /// The column with a value for every gap that `value` knows one for.
    pub(super) fn fill(column: &Column, mut value: impl FnMut(usize) -> Option<f64>) -> Self {
        let mut filled = vec![false; column.len()];
        let cells = column.iter().zip(&mut filled).enumerate().map(|(unit, (present, mark))| {
            present.or_else(|| {
                let value = value(unit).filter(|value| value.is_finite());
                *mark = value.is_some();
                value
            })
        });
        let column = cells.collect();
        Self { column, filled }
    }
}

#[cfg(test)]
mod tests;

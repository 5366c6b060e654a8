//! Imputation: values for the gaps of a table, and the record of which they are.
//!
//! Every method keeps the values that are there, bit by bit, and marks every cell it has filled.
//! What it cannot fill stays a gap. The methods differ in what they look at, hence one function for
//! each kind: one column ([`impute_column`], [`impute_groups`]), one column and its predictors
//! ([`impute_regression`]), a table of columns ([`impute_rows`], [`impute_nearest`], [`impute_em`]),
//! or the column of one indicator at several times ([`impute_series`], [`impute_growth`]).
//!
//! [`impute_multiple`] fills a table by draws, several times with several seeds' worth of them: so that
//! what the gaps leave open can be seen in the scores (`analyse::multiple`).

mod column;
mod em;
mod growth;
#[cfg(feature = "analyse")]
mod multiple;
mod nearest;
mod regression;
mod rows;
mod series;
mod sweep;

pub use column::{impute_column, impute_groups, impute_value};
pub use em::{Draw, EmResult, impute_em, impute_em_drawn};
pub use growth::{group_series, impute_growth};
#[cfg(feature = "analyse")]
pub use multiple::{MultipleOptions, impute_multiple};
pub use nearest::impute_nearest;
pub use regression::impute_regression;
pub use rows::impute_rows;
pub use series::{ImputedSeries, SeriesRule, Source, impute_series};

pub use crate::recipe::{Imputation, Middle as Centre};

use crate::number::sum;
use crate::observe::Column;
use crate::score::statistics::median;

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

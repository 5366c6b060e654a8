//! Statistics over many columns: what correlates, what is redundant, what is one dimension.
//!
//! Columns are indicators, or the scores of nodes. [`correlations`] gives the matrix with
//! p-values, [`flags`] the pairs of a group that are too close or too far apart, [`components`] the
//! principal components, [`cronbach_alpha`] the reliability of a group. Each function takes the
//! columns of one group; for several groups it is called for each. All give the same bits in
//! whatever order the units come. Source: OECD and JRC, *Handbook on Constructing Composite
//! Indicators* (2008), step 4.

mod correlation;
mod flag;
mod rank;
mod reliability;

pub use crate::score::weights::{Components, components};
pub use correlation::{Absent, Coefficient, CorrelationOptions, Correlations, correlations};
pub use flag::{Flag, FlagOptions, Side, flags};
pub use reliability::cronbach_alpha;

use crate::score::weights::WeightError;
use thiserror::Error;

/// Why a statistic cannot be computed. Places count from 0.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum StatisticError {
    /// No columns.
    #[error("there are no columns")]
    Empty,
    /// A list is not as long as it should be.
    #[error("place {place} has {found} entries instead of {expected}")]
    Length {
        /// Its place.
        place: usize,
        /// How long it should be.
        expected: usize,
        /// How long it is.
        found: usize,
    },
}

impl From<WeightError> for StatisticError {
    fn from(error: WeightError) -> Self {
        match error {
            WeightError::Length { place, expected, found } => {
                Self::Length { place, expected, found }
            }
            // Reading a table refuses nothing else.
            _ => Self::Empty,
        }
    }
}

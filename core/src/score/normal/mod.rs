//! Normalisation of whole columns: from values on any scale to scores on one.
//!
//! A [`Normalisation`] says how, as data. [`Normalisation::fit`] learns what depends on the units
//! (ends, means, ranks) and gives a [`Fitted`], which scores one value or a column, can be stored,
//! and applied to other data: so a base year is frozen.
//!
//! Parameters are stated in the units of the column, whichever way is better. The direction is given
//! once, to `fit`, and the best value gets the best score. (COINr multiplies the column by its
//! direction instead; the scores are the same if targets and goalposts are multiplied too, as it
//! does with those of its framework.)
//!
//! What is absent stays absent. A column from which nothing can be learned, such as one without
//! range, has no scores at all, and [`Unfit`] says why, for the caller to report.
//!
//! Formulas: OECD and JRC, *Handbook on Constructing Composite Indicators* (2008), step 5, unless
//! another source is named.

mod band;
mod between;
mod extent;
mod fitted;
mod growth;
mod learn;
mod method;
mod order;
mod share;
mod table;

pub use band::MeanBands;
pub use between::{Between, Shift};
pub(in crate::score) use extent::copy;
pub use extent::{Extent, quantile};
pub use fitted::Fitted;
pub use growth::Growth;
pub use method::Normalisation;
pub use order::Places;
pub use share::Share;
pub use table::piecewise;

pub use crate::recipe::{Band, Category, Centre, Outside, RankForm, Reference, Spread};

use thiserror::Error;

/// Why a column has no scores.
///
/// ```
/// use chuan::observe::Column;
/// use chuan::recipe::Direction;
/// use chuan::score::normal::{Normalisation, Unfit};
///
/// let constant: Column = [Some(4.0), None, Some(4.0)].into_iter().collect();
/// let method = Normalisation::MinMax { to: [0.0, 1.0] };
/// assert_eq!(method.fit(&constant, Direction::Higher), Err(Unfit::Constant));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Unfit {
    /// No unit has a value.
    #[error("the column has no value")]
    Empty,
    /// All values are equal, so that none is better than another.
    #[error("all values of the column are equal")]
    Constant,
    /// There are too few values for the statistic.
    #[error("the column has too few values")]
    TooFew,
    /// The reference unit is not there, or has no value.
    #[error("the reference unit has no value")]
    NoReference,
    /// The reference or target is no better than the worst value: there is no way to measure.
    #[error("the reference or target is no better than the worst value")]
    NoRoom,
    /// A share of the best value needs a best value above zero.
    #[error("the best value is not above zero")]
    NotPositive,
    /// The parameters contradict each other: goalposts that coincide, knots out of order.
    #[error("the parameters make no scale")]
    Parameters,
}

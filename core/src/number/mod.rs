//! Numbers as people write, round, compare and add them.
//!
//! A score is decided by decimals on paper, a computer holds binary fractions. This room is the
//! border between the two: [`parse`] reads what is written, [`decimals`] compares as on paper,
//! [`Rounding`] rounds by a declared rule, [`sum`] adds without an error that depends on the order,
//! and [`format`](fn@format) writes for people.

mod certain;
pub mod decimals;
mod digits;
mod format;
mod grid;
mod notation;
mod parse;
mod quantile;
mod radix;
mod round;
mod sum;
mod widely;

pub(crate) use certain::two_sum;
pub use format::format;
pub(crate) use grid::Grid;
pub use notation::{NumberFormat, UnknownNumberFormat};
pub use parse::{NumberError, parse};
pub(crate) use quantile::key;
pub use quantile::{median, quantile, sorted};
pub(crate) use radix::sort_by_key;
pub use round::{Rounding, RoundingRule};
pub use sum::{ExactSum, sum};
pub(crate) use sum::{sum_of, sum_of_each, sum_of_pairs};
pub(crate) use widely::{Work, widely, work_widely};

//! Observations: what was seen, as columns; and the readers that bring records in.
//!
//! Readers deliver [`Record`]s, rows of raw fields with their number and line. The check room makes
//! [`Observations`] of those that are right. Scoring and assessment see nothing else.

mod column;
#[cfg(feature = "csv")]
mod csv;
pub(crate) mod input;
mod observations;
mod record;
#[cfg(test)]
pub(crate) mod testing;

pub use column::Column;
#[cfg(feature = "csv")]
pub(crate) use csv::detect_delimiter;
#[cfg(feature = "csv")]
pub use csv::{CsvOptions, CsvRecords};
pub use input::{Encoding, Form, UnknownEncoding};
#[cfg(feature = "csv")]
pub use input::{Input, is_archive};
pub use observations::{Builder, Observations, Tally};
pub use record::{ReadError, Record, Records, TextRecords};

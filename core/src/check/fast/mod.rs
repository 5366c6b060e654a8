//! The fast way through a CSV file.
//!
//! A file is cut into [chunks](chunk) of whole records. In each, an [index](index) says where fields
//! end, and every record is [judged](judge) by a [plan](plan) that was made for the file: right beyond
//! doubt, or not. That is done on several [threads](threads). In the order of the file the results are
//! then [merged](merge): keys are noted, and whatever was in doubt is read again, alone, by the reader
//! that makes the findings. So the findings are those of a reader that goes record by record, whatever
//! the size of chunks and the number of threads.

mod bits;
#[cfg(feature = "csv")]
mod buffer;
mod calendar;
#[cfg(feature = "csv")]
mod careful;
#[cfg(feature = "csv")]
mod chunk;
#[cfg(feature = "csv")]
mod codes;
#[cfg(feature = "csv")]
mod decimal;
#[cfg(feature = "csv")]
mod index;
#[cfg(feature = "csv")]
mod judge;
#[cfg(feature = "csv")]
mod knowledge;
#[cfg(feature = "csv")]
mod merge;
#[cfg(feature = "csv")]
mod plan;
#[cfg(feature = "csv")]
mod read;
#[cfg(feature = "csv")]
mod reread;
#[cfg(feature = "csv")]
mod sieve;
mod spot;
#[cfg(all(any(test, fuzzing), feature = "csv"))]
pub(super) mod testing;
#[cfg(feature = "csv")]
mod text;
#[cfg(feature = "csv")]
mod threads;

pub(super) use bits::Bits;
pub(super) use calendar::{KINDS, Slot, YEARS};
#[cfg(feature = "csv")]
pub(super) use chunk::{LONGEST_RECORD, Note};
#[cfg(feature = "csv")]
pub(super) use knowledge::{Knowledge, known_of};
#[cfg(feature = "csv")]
pub(super) use reread::Reread;
#[cfg(feature = "csv")]
pub(super) use sieve::Sieve;
pub(super) use spot::Spot;

//! Files as they come: compressed, in old encodings, spreadsheets.
//!
//! An [`Input`] is something that can be read. What is in it shows in its first bytes, not in its
//! name: gzip, Zstandard, a zip archive of tables, a workbook, or text in one of several
//! encodings. Text is delivered as UTF-8, line by line where it was, so that numbers of records and
//! lines stay right.

#[cfg(feature = "csv")]
mod damage;
mod encoding;
mod form;
#[cfg(feature = "csv")]
mod source;
#[cfg(feature = "csv")]
mod table;

#[cfg(all(feature = "csv", feature = "compression"))]
mod bounded;
#[cfg(all(feature = "csv", feature = "encodings"))]
mod decode;
#[cfg(all(feature = "csv", feature = "encodings"))]
mod guess;
#[cfg(all(feature = "csv", feature = "encodings"))]
mod legacy;
#[cfg(all(feature = "csv", feature = "excel"))]
mod sheet;
#[cfg(all(feature = "csv", feature = "encodings"))]
mod syllable;

#[cfg(feature = "csv")]
pub(crate) use damage::Damage;
pub use encoding::{Encoding, UnknownEncoding};
pub use form::Form;
#[cfg(feature = "csv")]
pub use source::{Input, is_archive};
#[cfg(feature = "csv")]
use source::{ReadSeek, Source};
#[cfg(feature = "csv")]
pub(crate) use table::{Body, Heading, InputOptions, Known};

//! Files as they come: compressed, in old encodings, spreadsheets.
//!
//! An [`Input`] is something that can be read. What is in it shows in its first bytes, not in its
//! name: gzip, Zstandard, a zip archive of tables, a workbook, or text in one of several
//! encodings. Text is delivered as UTF-8, line by line where it was, so that numbers of records and
//! lines stay right.

mod encoding;
mod form;
mod table;

#[cfg(feature = "encodings")]
mod decode;
#[cfg(feature = "encodings")]
mod guess;
#[cfg(feature = "encodings")]
mod legacy;
#[cfg(feature = "excel")]
mod sheet;
#[cfg(feature = "encodings")]
mod syllable;
mod unpack;

pub use encoding::{Encoding, UnknownEncoding};
pub use form::Form;
pub(crate) use table::{Body, Heading, InputOptions, Known};
pub(crate) use unpack::Damage;

use std::io::{Read, Seek};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

/// What can be read at any place.
trait ReadSeek: Read + Seek + Send {}
impl<T: Read + Seek + Send> ReadSeek for T {}

enum Source<'a> {
    Stream(Box<dyn Read + Send + 'a>),
    File(Box<dyn ReadSeek + 'a>),
}

/// A file of data, whatever its form.
///
/// ```
/// use chuan::check::{CheckOptions, Checker};
/// use chuan::framework::{FileFormat, Framework};
/// use chuan::observe::Input;
///
/// let framework = Framework::parse(
///     "code = 'demo'\ntitle = 'Demo'\n[[indicator]]\ncode = 'x'\n",
///     FileFormat::Toml,
/// ).unwrap();
/// let mut checker = Checker::new(&framework, CheckOptions::default());
/// let utf16: Vec<u8> = "unit,x\nNghệ An,1\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
/// checker.read_input("data.csv", Input::stream(&utf16[..]))?;
/// let checked = checker.finish();
/// assert_eq!(checked.observations.units()[0].code.as_str(), "Nghệ An");
/// # Ok::<(), chuan::observe::ReadError>(())
/// ```
pub struct Input<'a> {
    source: Source<'a>,
    rows: Option<Arc<AtomicU64>>,
    again: Option<Reopen>,
}

/// Opens a file once more.
pub(crate) type Reopen = Box<dyn Fn() -> std::io::Result<Box<dyn Read + Send>> + Send>;

impl<'a> Input<'a> {
    /// Something that can be read once. An archive or a workbook is held in memory.
    pub fn stream(input: impl Read + Send + 'a) -> Self {
        Self { source: Source::Stream(Box::new(input)), rows: None, again: None }
    }

    /// Something that can be read at any place, from its beginning.
    pub fn file(input: impl Read + Seek + Send + 'a) -> Self {
        Self { source: Source::File(Box::new(input)), rows: None, again: None }
    }

    /// The same, for a file that can be opened once more: that is done when keys occur twice, to
    /// find out where they were met first.
    #[must_use]
    pub fn again(
        mut self,
        open: impl Fn() -> std::io::Result<Box<dyn Read + Send>> + Send + 'static,
    ) -> Self {
        self.again = Some(Box::new(open));
        self
    }

    /// The same, counting lines of text and rows of sheets while they are read.
    #[must_use]
    pub fn counting(mut self, rows: Arc<AtomicU64>) -> Self {
        self.rows = Some(rows);
        self
    }
}

impl std::fmt::Debug for Input<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Input").finish_non_exhaustive()
    }
}

/// Whether a file that begins like this is an archive or a workbook, and has to be read at any
/// place.
pub fn is_archive(beginning: &[u8]) -> bool {
    beginning.starts_with(b"PK\x03\x04")
        || beginning.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
}

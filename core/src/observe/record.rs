//! Rows of raw fields, whatever they were read from.

use thiserror::Error;

/// A row: its fields as bytes, its number and the line on which it starts.
#[derive(Debug, Clone, Default)]
pub struct Record {
    pub(crate) bytes: Vec<u8>,
    pub(crate) ends: Vec<usize>,
    /// 1-based number; the header is not counted.
    pub(crate) number: u64,
    /// 1-based physical line.
    pub(crate) line: u64,
}

impl Record {
    /// How many fields it has.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether it has no field.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// A field.
    pub fn field(&self, index: usize) -> Option<&[u8]> {
        let start = match index.checked_sub(1) {
            None => 0,
            Some(before) => *self.ends.get(before)?,
        };
        self.bytes.get(start..*self.ends.get(index)?)
    }

    /// The fields.
    pub fn fields(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.len()).filter_map(|index| self.field(index))
    }

    /// 1-based number; the header is not counted.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// 1-based physical line on which it starts.
    pub fn line(&self) -> u64 {
        self.line
    }

    pub(crate) fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
    }

    pub(crate) fn push(&mut self, field: &[u8]) {
        self.bytes.extend_from_slice(field);
        self.ends.push(self.bytes.len());
    }
}

/// Why records could not be read on.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The source could not be read.
    #[error("cannot read {file}")]
    Io {
        /// Name of the source.
        file: String,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
}

/// Anything that delivers records one after another.
pub trait Records {
    /// The names of the columns; `None` when there is nothing at all.
    ///
    /// # Errors
    /// When the source cannot be read.
    fn header(&mut self) -> std::io::Result<Option<Record>>;

    /// Reads the next record into `record`; `false` at the end.
    ///
    /// # Errors
    /// When the source cannot be read.
    fn next(&mut self, record: &mut Record) -> std::io::Result<bool>;
}

/// Records made of texts in memory: rows of a table that another program holds.
#[derive(Debug)]
pub struct TextRecords<I> {
    header: Vec<String>,
    rows: I,
    number: u64,
}

impl<I> TextRecords<I>
where
    I: Iterator<Item = Vec<Option<String>>>,
{
    /// Records of a header and rows; an absent text is an empty field.
    pub fn new(header: Vec<String>, rows: I) -> Self {
        Self { header, rows, number: 0 }
    }
}

impl<I> Records for TextRecords<I>
where
    I: Iterator<Item = Vec<Option<String>>>,
{
    fn header(&mut self) -> std::io::Result<Option<Record>> {
        let mut record = Record { line: 1, ..Record::default() };
        for name in &self.header {
            record.push(name.as_bytes());
        }
        Ok((!record.is_empty()).then_some(record))
    }

    fn next(&mut self, record: &mut Record) -> std::io::Result<bool> {
        let Some(row) = self.rows.next() else { return Ok(false) };
        record.clear();
        for field in &row {
            record.push(field.as_deref().unwrap_or_default().as_bytes());
        }
        self.number += 1;
        record.number = self.number;
        record.line = self.number + 1;
        Ok(true)
    }
}

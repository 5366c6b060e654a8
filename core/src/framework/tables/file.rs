//! A CSV file as records of text, each with its physical line.

use crate::framework::load::line_of;
use std::path::Path;
use std::sync::Arc;

/// A table in memory.
pub(super) struct Table {
    pub(super) file: Arc<str>,
    pub(super) header: Vec<String>,
    pub(super) records: Vec<Record>,
}

/// A record and where it starts.
pub(super) struct Record {
    pub(super) fields: Vec<String>,
    /// 1-based, header not counted.
    pub(super) number: u64,
    /// 1-based physical line.
    pub(super) line: u64,
}

/// Why a table cannot be read at all.
pub(super) struct Fault {
    pub(super) line: Option<u64>,
    pub(super) vi: String,
    pub(super) en: String,
}

impl Fault {
    fn new(line: Option<u64>, vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { line, vi: vi.into(), en: en.into() }
    }
}

impl Table {
    pub(super) fn read(path: &Path) -> Result<Self, Fault> {
        let bytes = std::fs::read(path).map_err(|error| {
            Fault::new(
                None,
                format!("không mở được `{}`: {error}", path.display()),
                format!("cannot open `{}`: {error}", path.display()),
            )
        })?;
        let text = String::from_utf8(bytes).map_err(|error| {
            let line = line_of(error.as_bytes(), error.utf8_error().valid_up_to());
            Fault::new(Some(line), "tệp không phải UTF-8", "the file is not in UTF-8")
        })?;
        Self::parse(path.display().to_string().into(), &text)
    }

    pub(super) fn parse(file: Arc<str>, text: &str) -> Result<Self, Fault> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut lines = LineCounter { text: text.as_bytes(), at: 0, line: 1 };
        let mut record = csv::StringRecord::new();
        let mut table = Self { file, header: Vec::new(), records: Vec::new() };
        let mut header_seen = false;
        let mut number = 0;
        loop {
            match reader.read_record(&mut record) {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => {
                    let detail = error.to_string();
                    return Err(Fault::new(Some(lines.line), detail.clone(), detail));
                }
            }
            // The position may be that of the line end before the record, so it is not counted
            // on: the record starts at the next character that ends no line.
            let offset = record.position().map_or(0, csv::Position::byte) as usize;
            let line = lines.line_of_record(offset);
            let fields = record.iter().map(str::to_owned).collect();
            if header_seen {
                number += 1;
                table.records.push(Record { fields, number, line });
            } else {
                table.header = fields;
                header_seen = true;
            }
        }
        if !header_seen {
            return Err(Fault::new(Some(1), "tệp trống", "the file is empty"));
        }
        Ok(table)
    }
}

/// Counts line ends (`\n`, `\r\n` or a lone `\r`) once over the whole text.
struct LineCounter<'a> {
    text: &'a [u8],
    at: usize,
    line: u64,
}

impl LineCounter<'_> {
    fn line_of_record(&mut self, offset: usize) -> u64 {
        while let Some(byte) = self.text.get(self.at).copied() {
            let ends_line = matches!(byte, b'\n' | b'\r');
            if self.at >= offset && !ends_line {
                break;
            }
            // Of the two that end a line together, the second is counted.
            if byte == b'\n' || (byte == b'\r' && self.text.get(self.at + 1) != Some(&b'\n')) {
                self.line += 1;
            }
            self.at += 1;
        }
        self.line
    }
}

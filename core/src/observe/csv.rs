//! Records of a CSV file, with the physical line on which each starts.

use super::{Record, Records};
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use std::io::{Read, Result};

/// How a CSV file is written.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct CsvOptions {
    /// The delimiter; unless said, the one of `,` `;` tab `|` that occurs most often in the header.
    pub delimiter: Option<u8>,
}

impl CsvOptions {
    /// Options with a delimiter.
    pub fn with_delimiter(delimiter: Option<u8>) -> Self {
        Self { delimiter }
    }
}

const BUFFER: usize = 256 * 1024;
const BOM: &[u8] = b"\xef\xbb\xbf";

/// Streams the records of a CSV file: quotes, line breaks in quotes, LF and CRLF, byte order mark.
///
/// Blank lines between records are passed over; they still count as lines.
pub struct CsvRecords<R> {
    input: R,
    core: Reader,
    buffer: Vec<u8>,
    /// The part of the buffer that is not used yet.
    start: usize,
    end: usize,
    finished: bool,
    line: u64,
    number: u64,
    output: Vec<u8>,
    ends: Vec<usize>,
    options: CsvOptions,
}

impl<R: Read> CsvRecords<R> {
    /// Records of anything that can be read.
    pub fn new(input: R, options: CsvOptions) -> Self {
        Self {
            input,
            core: Reader::new(),
            buffer: vec![0; BUFFER],
            start: 0,
            end: 0,
            finished: false,
            line: 1,
            number: 0,
            output: vec![0; 4096],
            ends: vec![0; 64],
            options,
        }
    }

    /// Fills the buffer when it is used up; `false` at the end of the input.
    fn fill(&mut self) -> Result<bool> {
        if self.start < self.end {
            return Ok(true);
        }
        if self.finished {
            return Ok(false);
        }
        self.start = 0;
        self.end = loop {
            match self.input.read(&mut self.buffer) {
                Ok(count) => break count,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        };
        self.finished = self.end == 0;
        Ok(!self.finished)
    }

    /// Passes over line ends before a record, so that the line of the record is known.
    fn skip_blank_lines(&mut self) -> Result<bool> {
        loop {
            if !self.fill()? {
                return Ok(false);
            }
            let unused = self.buffer.get(self.start..self.end).unwrap_or_default();
            let blank = unused.iter().take_while(|byte| matches!(byte, b'\n' | b'\r'));
            let (mut count, mut lines) = (0, 0);
            for byte in blank {
                count += 1;
                lines += u64::from(*byte == b'\n');
            }
            self.start += count;
            self.line += lines;
            if self.start < self.end {
                return Ok(true);
            }
        }
    }

    fn read(&mut self, record: &mut Record) -> Result<bool> {
        if !self.skip_blank_lines()? {
            return Ok(false);
        }
        record.clear();
        record.line = self.line;
        let before = self.core.line();
        let (mut written, mut fields) = (0, 0);
        loop {
            self.fill()?;
            let input = self.buffer.get(self.start..self.end).unwrap_or_default();
            let (result, used, wrote, ended) = self.core.read_record(
                input,
                self.output.get_mut(written..).unwrap_or_default(),
                self.ends.get_mut(fields..).unwrap_or_default(),
            );
            self.start += used;
            written += wrote;
            fields += ended;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => self.output.resize(self.output.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record => break,
                ReadRecordResult::End => return Ok(false),
            }
        }
        self.line += self.core.line() - before;
        record.bytes.extend_from_slice(self.output.get(..written).unwrap_or_default());
        record.ends.extend_from_slice(self.ends.get(..fields).unwrap_or_default());
        Ok(true)
    }

    /// Reads on until the buffer holds the first line, or is full.
    fn peek_first_line(&mut self) -> Result<()> {
        while !self.finished && self.end < self.buffer.len() {
            let so_far = self.buffer.get(..self.end).unwrap_or_default();
            if so_far.contains(&b'\n') {
                break;
            }
            let free = self.buffer.get_mut(self.end..).unwrap_or_default();
            match self.input.read(free) {
                Ok(0) => self.finished = true,
                Ok(count) => self.end += count,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

/// The delimiter that occurs most often outside quotes; a comma when none does.
pub(crate) fn detect_delimiter(text: &[u8]) -> u8 {
    let mut counts = [(b',', 0u32), (b';', 0), (b'\t', 0), (b'|', 0)];
    let mut quoted = false;
    for byte in text {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            byte if !quoted => {
                if let Some((_, count)) = counts.iter_mut().find(|(mark, _)| mark == byte) {
                    *count += 1;
                }
            }
            _ => {}
        }
    }
    // The first of equals: a comma before the others.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(mark, _)| *mark)
}

impl<R: Read> Records for CsvRecords<R> {
    fn header(&mut self) -> Result<Option<Record>> {
        self.peek_first_line()?;
        let so_far = self.buffer.get(..self.end).unwrap_or_default();
        if so_far.starts_with(BOM) {
            self.start = BOM.len();
        }
        let unused = self.buffer.get(self.start..self.end).unwrap_or_default();
        let delimiter = self.options.delimiter.unwrap_or_else(|| detect_delimiter(unused));
        self.core = ReaderBuilder::new().delimiter(delimiter).build();
        let mut record = Record::default();
        Ok(self.read(&mut record)?.then_some(record))
    }

    fn next(&mut self, record: &mut Record) -> Result<bool> {
        if !self.read(record)? {
            return Ok(false);
        }
        self.number += 1;
        record.number = self.number;
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Delivers one byte at a time, so that every boundary is tried.
    struct Drip<'a>(&'a [u8]);

    impl Read for Drip<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
            let (Some((first, rest)), Some(cell)) = (self.0.split_first(), buffer.first_mut())
            else {
                return Ok(0);
            };
            *cell = *first;
            self.0 = rest;
            Ok(1)
        }
    }

    fn all(text: &[u8]) -> Vec<(u64, u64, Vec<String>)> {
        let read = |mut records: Box<dyn Records + '_>| {
            let mut rows = Vec::new();
            let text = |record: &Record| {
                record.fields().map(|f| String::from_utf8_lossy(f).into_owned()).collect()
            };
            if let Some(header) = records.header().unwrap() {
                rows.push((0, header.line(), text(&header)));
            }
            let mut record = Record::default();
            while records.next(&mut record).unwrap() {
                rows.push((record.number(), record.line(), text(&record)));
            }
            rows
        };
        let whole = read(Box::new(CsvRecords::new(text, CsvOptions::default())));
        let dripping = read(Box::new(CsvRecords::new(Drip(text), CsvOptions::default())));
        assert_eq!(whole, dripping);
        whole
    }

    #[test]
    fn lines_count_breaks_in_quotes_and_blank_lines() {
        let rows = all(b"\xef\xbb\xbfa,b\r\n1,\"x\ny\"\r\n\r\n\n2,z\n3,\"q\"\"q\"");
        let places: Vec<(u64, u64)> = rows.iter().map(|(n, l, _)| (*n, *l)).collect();
        assert_eq!(places, [(0, 1), (1, 2), (2, 6), (3, 7)]);
        assert_eq!(rows[0].2, ["a", "b"]);
        assert_eq!(rows[1].2, ["1", "x\ny"]);
        assert_eq!(rows[3].2, ["3", "q\"q"]);
    }

    #[test]
    fn the_delimiter_is_found_in_the_header() {
        assert_eq!(all("đơn vị;\"a,b,c\";x\n1;2;3\n".as_bytes())[1].2, ["1", "2", "3"]);
        assert_eq!(all(b"a\tb\n1\t2\n")[1].2, ["1", "2"]);
        assert_eq!(all(b"one\n1\n")[1].2, ["1"]);
    }

    #[test]
    fn an_empty_file_has_no_header() {
        assert!(all(b"").is_empty());
        assert!(all(b"\n\r\n").is_empty());
    }

    #[test]
    fn long_fields_and_many_columns_fit() {
        let long = "x".repeat(600_000);
        let wide = vec!["c"; 5_000].join(",");
        let text = format!("a,b\n{long},1\n{wide}\n");
        let rows = all(text.as_bytes());
        assert_eq!(rows[1].2[0].len(), 600_000);
        assert_eq!(rows[2].2.len(), 5_000);
    }
}

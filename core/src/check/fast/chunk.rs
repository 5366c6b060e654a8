//! Cuts a file into chunks that begin and end with records.

use super::buffer::Buffer;
use super::careful::{self, FARTHEST_QUOTE};
use super::index::Index;
use memchr::memchr_iter;
use std::io::{ErrorKind, Read, Result};

/// How many bytes are read at a time.
pub(in crate::check) const CHUNK: usize = 256 * 1024;

/// How long a record may be. A longer one is passed over in bounded memory.
pub(in crate::check) const LONGEST_RECORD: usize = 4 << 20;

const BOM: &[u8] = b"\xef\xbb\xbf";

/// What is wrong with the form of a row. Fields are counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::check) enum Note {
    /// A quote that does not begin a field, or something behind a closing one.
    Stray(u32),
    /// A quote that is never closed.
    Unclosed(u32),
    /// More than [`LONGEST_RECORD`] bytes.
    TooLong,
}

/// Whole records, the last of them with its line end.
#[derive(Debug, Default)]
pub(super) struct Chunk {
    /// The text, padded.
    pub(super) text: Buffer,
    pub(super) index: Index,
    /// Whether the file ended without a line end.
    pub(super) cut_off: bool,
}

/// Reads a file chunk by chunk.
pub(super) struct Chunker<R> {
    input: R,
    /// What was read and not handed out.
    rest: Buffer,
    finished: bool,
    /// Why nothing more can be read; said once all whole records before that were handed out.
    failed: Option<std::io::Error>,
    delimiter: u8,
    size: usize,
    /// Within a record that is too long.
    passing_over: bool,
}

/// Where the text of a buffer can be cut.
enum Cut {
    /// After so many bytes.
    At(usize),
    /// More has to be read.
    Nowhere,
    /// The quotes need a closer look.
    Unclear,
}

impl<R: Read> Chunker<R> {
    pub(super) fn new(input: R, size: usize) -> Self {
        Self {
            input,
            rest: Buffer::default(),
            finished: false,
            failed: None,
            delimiter: b',',
            size: size.clamp(1, FARTHEST_QUOTE),
            passing_over: false,
        }
    }

    /// Reads so many bytes at a time from now on.
    pub(super) fn set_size(&mut self, size: usize) {
        self.size = size.clamp(1, FARTHEST_QUOTE);
    }

    #[cfg(any(test, fuzzing))]
    pub(super) fn set_delimiter(&mut self, delimiter: u8) {
        self.delimiter = delimiter;
    }

    /// Whether the file may go on.
    pub(super) fn has_more(&self) -> bool {
        !self.finished || self.failed.is_some()
    }

    /// Reads the header with a delimiter, or with the one that `detect` finds; the bytes of the
    /// header, the delimiter and the number of line breaks before and within it. `None` when there
    /// is nothing; an error of the second kind when the header is too long.
    pub(super) fn header(
        &mut self,
        delimiter: Option<u8>,
        detect: impl Fn(&[u8]) -> u8,
    ) -> Result<Header> {
        let mut index = Index::default();
        let mut begun = false;
        let mut lines = 1;
        loop {
            let more = self.fill((self.rest.len() * 2).max(self.size));
            if !begun {
                if self.rest.len() < BOM.len() && more {
                    self.fail()?;
                    continue;
                }
                if self.rest.starts_with(BOM) {
                    self.rest.advance(BOM.len());
                }
                begun = true;
            }
            let blank = self.rest.iter().take_while(|b| matches!(b, b'\n' | b'\r')).count();
            let blank = blank - usize::from(more && blank == self.rest.len() && blank > 0);
            lines += breaks(self.rest.get(..=blank).unwrap_or(&self.rest), blank);
            self.rest.advance(blank);
            if more && matches!(*self.rest, [b'\n' | b'\r']) {
                // The end of a blank line, and nothing of the header yet.
                self.fail()?;
                continue;
            }
            self.delimiter = delimiter.unwrap_or_else(|| detect(&self.rest));
            let used = careful::scan(&self.rest, !more, self.delimiter, 1, &mut index);
            if used > LONGEST_RECORD || (used == 0 && self.rest.len() > LONGEST_RECORD) {
                return Ok(Header::TooLong { line: lines });
            }
            if used > 0 {
                let end = index.marks().last().map_or(used, |mark| *mark as usize);
                let bytes = self.rest.get(..end).unwrap_or_default().to_vec();
                // The second half of a line end may not have been read yet.
                if self.rest.len() == used && more {
                    self.fill(used + 1);
                }
                let used = match self.rest.get(end..end + 2) {
                    Some(b"\r\n") => end + 2,
                    _ => used,
                };
                let inside = breaks(self.rest.get(..=end).unwrap_or(&bytes), end);
                let next = lines + inside + u64::from(used > end);
                let note = index.notes.first().map(|(_, note)| *note);
                self.rest.advance(used);
                return Ok(Header::Row {
                    bytes,
                    line: lines,
                    next,
                    note,
                    delimiter: self.delimiter,
                });
            }
            if !more {
                return Ok(Header::Nothing);
            }
            self.fail()?;
        }
    }

    /// Reads as far behind a header that is of no use as any size of chunks could have reached, so that
    /// what is said about the encoding does not depend on it.
    pub(super) fn look_on(&mut self) -> Result<()> {
        self.fill(2 * (LONGEST_RECORD + CHUNK));
        self.fail()
    }

    /// Reads until the rest has so many bytes; `false` when the file has ended as it should.
    fn fill(&mut self, wanted: usize) -> bool {
        while !self.finished && self.rest.len() < wanted {
            match self.rest.read(&mut self.input, wanted) {
                Ok(0) => self.finished = true,
                Ok(_) => {}
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => {
                    self.failed = Some(error);
                    self.finished = true;
                }
            }
        }
        !self.finished || self.failed.is_some()
    }

    /// Ends the reading of a file that cannot be read on.
    fn fail(&mut self) -> Result<()> {
        match self.failed.take().filter(|_| self.finished) {
            Some(error) => {
                self.rest.clear();
                Err(error)
            }
            None => Ok(()),
        }
    }

    /// The next chunk, into the buffers of a used one; `false` at the end.
    pub(super) fn next(&mut self, chunk: &mut Chunk) -> Result<bool> {
        chunk.cut_off = false;
        chunk.index.clear();
        let mut wanted = self.size;
        loop {
            let more = self.fill(wanted.min(LONGEST_RECORD + 1));
            if self.passing_over && !self.pass_over(more) {
                self.fail()?;
                continue;
            }
            if self.rest.is_empty() && !more {
                return Ok(false);
            }
            if self.rest.is_empty() {
                self.fail()?;
            }
            let used = match self.cut(more, &mut chunk.index) {
                Cut::At(used) => used,
                Cut::Nowhere => 0,
                Cut::Unclear => {
                    let rows = usize::MAX;
                    careful::scan(&self.rest, !more, self.delimiter, rows, &mut chunk.index)
                }
            };
            if self.rest.len() > LONGEST_RECORD && used == 0 {
                self.give_up(chunk);
                return Ok(true);
            }
            if used == 0 {
                self.fail()?;
                wanted = wanted.max(self.rest.len()) * 2;
                continue;
            }
            self.hand_out(chunk, used, more);
            return Ok(true);
        }
    }

    /// The first `used` bytes become the chunk, and what is behind them the rest.
    fn hand_out(&mut self, chunk: &mut Chunk, used: usize, more: bool) {
        std::mem::swap(&mut chunk.text, &mut self.rest);
        self.rest.set(chunk.text.get(used..).unwrap_or_default());
        chunk.text.truncate(used);
        let ends = matches!(chunk.text.last(), Some(b'\n' | b'\r'));
        if !more && self.rest.is_empty() && (!ends || chunk.index.ends_behind(used)) {
            chunk.text.push(b'\n');
            chunk.index.end_at(used);
            chunk.cut_off = true;
        }
        chunk.text.pad();
    }

    /// A record without an end in sight: a chunk with a row that says so, and what follows is
    /// passed over.
    fn give_up(&mut self, chunk: &mut Chunk) {
        // Only the fact is kept; the text would be of no use.
        let len = self.rest.len().min(64);
        chunk.text.set(&[b'.'; 64]);
        chunk.text.truncate(len);
        chunk.text.push(b'\n');
        chunk.text.pad();
        chunk.index.clear();
        chunk.index.push_row(len as u32);
        chunk.index.notes.push((0, Note::TooLong));
        self.passing_over = true;
    }

    /// Drops what is left of a record that is too long; whether its end was reached.
    fn pass_over(&mut self, more: bool) -> bool {
        let end = self.rest.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
        match end {
            Some(end) => {
                if self.rest.get(end..) == Some(b"\r") && more {
                    // The line end may have a second half.
                    self.rest.advance(end);
                    let wanted = self.rest.len() + 1;
                    let more = self.fill(wanted);
                    return self.pass_over(more && self.rest.len() >= wanted);
                }
                let both = self.rest.get(end..end + 2) == Some(b"\r\n");
                self.rest.advance(end + 1 + usize::from(both));
                self.passing_over = false;
                true
            }
            None => {
                self.rest.clear();
                self.passing_over = more;
                !more
            }
        }
    }

    /// Where the buffer can be cut, as far as its quotes are beyond doubt, and its structure up to
    /// there.
    fn cut(&mut self, more: bool, index: &mut Index) -> Cut {
        let len = self.rest.len();
        // A field in quotes may be too long only where there is so much text.
        if len > FARTHEST_QUOTE {
            return Cut::Unclear;
        }
        self.rest.pad();
        let scan = index.scan(self.rest.padded(), len, self.delimiter);
        if !scan.clear || (scan.open && !more) {
            return Cut::Unclear;
        }
        if !more {
            return Cut::At(len);
        }
        // The second half of a line end may not have been read yet.
        let known = len - usize::from(self.rest.last() == Some(&b'\r'));
        match index.last_end(known) {
            Some(end) => {
                index.cut_at(end);
                Cut::At(end)
            }
            None => Cut::Nowhere,
        }
    }
}

/// What stands at the head of a file.
pub(super) enum Header {
    Nothing,
    TooLong { line: u64 },
    Row { bytes: Vec<u8>, line: u64, next: u64, note: Option<Note>, delimiter: u8 },
}

/// How many line breaks begin within the first `len` bytes: a carriage return counts where no line
/// feed follows.
pub(super) fn breaks(text: &[u8], len: usize) -> u64 {
    let part = text.get(..len).unwrap_or(text);
    let feeds = memchr_iter(b'\n', part).count();
    let returns = memchr_iter(b'\r', part).filter(|at| text.get(at + 1) != Some(&b'\n'));
    (feeds + returns.count()) as u64
}

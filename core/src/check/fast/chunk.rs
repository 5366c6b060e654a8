//! Cuts a file into chunks that begin and end with records.

use super::careful::{self, FARTHEST_QUOTE};
use super::index::{Index, PADDING};
use memchr::{memchr_iter, memrchr};
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
    /// The text, and [`PADDING`] bytes behind it.
    pub(super) bytes: Vec<u8>,
    pub(super) len: usize,
    pub(super) index: Index,
    /// Whether the index is there already, because the quotes needed a closer look.
    pub(super) indexed: bool,
    /// Whether the file ended without a line end.
    pub(super) cut_off: bool,
}

impl Chunk {
    /// Makes sure that the index is there.
    pub(super) fn build_index(&mut self, delimiter: u8) {
        if !self.indexed {
            self.index.build(&self.bytes, self.len, delimiter);
            self.indexed = true;
        }
    }
}

/// Reads a file chunk by chunk.
pub(super) struct Chunker<R> {
    input: R,
    /// What was read and not handed out.
    rest: Vec<u8>,
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
            rest: Vec::new(),
            finished: false,
            failed: None,
            delimiter: b',',
            size: size.clamp(1, LONGEST_RECORD),
            passing_over: false,
        }
    }

    /// Reads so many bytes at a time from now on.
    pub(super) fn set_size(&mut self, size: usize) {
        self.size = size.clamp(1, LONGEST_RECORD);
    }

    #[cfg(test)]
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
                    self.rest.drain(..BOM.len());
                }
                begun = true;
            }
            let blank = self.rest.iter().take_while(|b| matches!(b, b'\n' | b'\r')).count();
            let blank = blank - usize::from(more && blank == self.rest.len() && blank > 0);
            lines += breaks(self.rest.get(..=blank).unwrap_or(&self.rest), blank);
            self.rest.drain(..blank);
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
                self.rest.drain(..used);
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

    /// Reads until the rest has so many bytes; `false` when the file has ended as it should.
    fn fill(&mut self, wanted: usize) -> bool {
        while !self.finished && self.rest.len() < wanted {
            let before = self.rest.len();
            // A source may give little at a time, and all of the room is cleared each time.
            self.rest.resize(wanted.min(before + CHUNK), 0);
            let read = self.input.read(self.rest.get_mut(before..).unwrap_or_default());
            self.rest.truncate(before + read.as_ref().copied().unwrap_or(0));
            match read {
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
        chunk.indexed = false;
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
            let used = match self.cut(more) {
                Cut::At(used) => used,
                Cut::Nowhere if self.rest.len() > LONGEST_RECORD => 0,
                Cut::Nowhere => {
                    self.fail()?;
                    wanted = wanted.max(self.rest.len()) * 2;
                    continue;
                }
                Cut::Unclear => {
                    let rows = usize::MAX;
                    let used =
                        careful::scan(&self.rest, !more, self.delimiter, rows, &mut chunk.index);
                    if used == 0 && self.rest.len() <= LONGEST_RECORD {
                        self.fail()?;
                        wanted = wanted.max(self.rest.len()) * 2;
                        continue;
                    }
                    chunk.indexed = true;
                    used
                }
            };
            if used == 0 {
                self.give_up(chunk);
            } else {
                self.hand_out(chunk, used, more);
            }
            return Ok(true);
        }
    }

    /// The first `used` bytes become the chunk, and what is behind them the rest.
    fn hand_out(&mut self, chunk: &mut Chunk, used: usize, more: bool) {
        std::mem::swap(&mut chunk.bytes, &mut self.rest);
        self.rest.clear();
        self.rest.extend_from_slice(chunk.bytes.get(used..).unwrap_or_default());
        chunk.bytes.truncate(used);
        let ends = matches!(chunk.bytes.last(), Some(b'\n' | b'\r'));
        if !more && self.rest.is_empty() && (!ends || open_at_end(chunk, used)) {
            chunk.bytes.push(b'\n');
            chunk.cut_off = true;
        }
        chunk.len = chunk.bytes.len();
        chunk.bytes.resize(chunk.len + PADDING, 0);
    }

    /// A record without an end in sight: a chunk with a row that says so, and what follows is
    /// passed over.
    fn give_up(&mut self, chunk: &mut Chunk) {
        chunk.bytes.clear();
        chunk.bytes.extend_from_slice(self.rest.get(..64).unwrap_or_default());
        // Only the fact is kept; the text would be of no use.
        chunk.bytes.iter_mut().for_each(|byte| *byte = b'.');
        chunk.bytes.push(b'\n');
        chunk.len = chunk.bytes.len();
        chunk.index.clear();
        chunk.index.push_row(chunk.len as u32 - 1);
        chunk.index.notes.push((0, Note::TooLong));
        chunk.indexed = true;
        chunk.bytes.resize(chunk.len + PADDING, 0);
        self.passing_over = true;
    }

    /// Drops what is left of a record that is too long; whether its end was reached.
    fn pass_over(&mut self, more: bool) -> bool {
        let end = self.rest.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
        match end {
            Some(end) => {
                if self.rest.get(end..) == Some(b"\r") && more {
                    // The line end may have a second half.
                    self.rest.drain(..end);
                    let wanted = self.rest.len() + 1;
                    let more = self.fill(wanted);
                    return self.pass_over(more && self.rest.len() >= wanted);
                }
                let both = self.rest.get(end..end + 2) == Some(b"\r\n");
                self.rest.drain(..end + 1 + usize::from(both));
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

    /// Where the buffer can be cut, as far as its quotes are beyond doubt.
    fn cut(&self, more: bool) -> Cut {
        let text = self.rest.as_slice();
        let bounds = |byte: &u8| *byte == self.delimiter || matches!(byte, b'\n' | b'\r');
        let mut open = None;
        let mut field = 0;
        // Where the last stretch outside quotes begins, and where the one before it lies.
        let mut outside = (0, text.len());
        let mut last_end = None;
        for at in memchr_iter(b'"', text) {
            match open {
                None => {
                    let begins = match at.checked_sub(1).and_then(|before| text.get(before)) {
                        None => true,
                        // The second of two quotes inside quotes.
                        Some(b'"') => outside.0 == at && at > 0,
                        Some(byte) => bounds(byte),
                    };
                    if !begins {
                        return Cut::Unclear;
                    }
                    if let Some(end) = line_end(text, outside.0, at) {
                        last_end = Some(end);
                    }
                    if outside.0 != at || at == 0 {
                        field = at;
                    }
                    open = Some(field);
                }
                Some(opened) => {
                    let ends = text.get(at + 1).is_none_or(|byte| *byte == b'"' || bounds(byte));
                    if !ends || at - opened > FARTHEST_QUOTE {
                        return Cut::Unclear;
                    }
                    open = None;
                    outside.0 = at + 1;
                }
            }
        }
        match open {
            Some(opened) if !more || text.len() - opened > FARTHEST_QUOTE => return Cut::Unclear,
            Some(_) => {}
            None => {
                if !more {
                    return Cut::At(text.len());
                }
                if let Some(end) = line_end(text, outside.0, text.len()) {
                    last_end = Some(end);
                }
            }
        }
        last_end.map_or(Cut::Nowhere, Cut::At)
    }
}

/// Whether the text of a chunk ends inside a quote that is never closed.
fn open_at_end(chunk: &Chunk, used: usize) -> bool {
    chunk.indexed && chunk.index.marks().last().is_some_and(|mark| *mark as usize == used)
}

/// Behind the last line end between two positions. A carriage return counts only where it is known
/// that no line feed follows.
fn line_end(text: &[u8], from: usize, to: usize) -> Option<usize> {
    let part = text.get(from..to)?;
    if let Some(at) = memrchr(b'\n', part) {
        return Some(from + at + 1);
    }
    let at = memrchr(b'\r', part)? + from;
    (at + 1 < text.len()).then_some(at + 1)
}

/// What stands at the head of a file.
pub(super) enum Header {
    Nothing,
    TooLong { line: u64 },
    Row { bytes: Vec<u8>, line: u64, next: u64, note: Option<Note>, delimiter: u8 },
}

/// How many line breaks begin within the first `len` bytes: a carriage return counts where no line
/// feed follows.
fn breaks(text: &[u8], len: usize) -> u64 {
    let is_break = |at: &usize| match text.get(*at) {
        Some(b'\n') => true,
        Some(b'\r') => text.get(at + 1) != Some(&b'\n'),
        _ => false,
    };
    (0..len.min(text.len())).filter(is_break).count() as u64
}

//! Where fields and records end in a chunk: quotes, delimiters and line ends as bit masks.

use super::chunk::Note;
use wide::u8x16;

/// Bytes behind the text of a chunk, so that every look at it may take a whole block.
pub(super) const PADDING: usize = BLOCK;

const BLOCK: usize = 64;

/// The structure of a chunk.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Index {
    /// Positions of the delimiters and line ends that stand outside quotes; valid up to `used`.
    marks: Vec<u32>,
    used: usize,
    /// For every line end: how many marks there are up to it, itself included.
    pub(super) rows: Vec<u32>,
    /// Line breaks inside quotes.
    pub(super) inner: Vec<u32>,
    /// What is wrong with the quotes of a row, by the number of the row.
    pub(super) notes: Vec<(u32, Note)>,
}

impl Index {
    pub(super) fn clear(&mut self) {
        self.used = 0;
        self.rows.clear();
        self.inner.clear();
        self.notes.clear();
    }

    pub(super) fn marks(&self) -> &[u32] {
        self.marks.get(..self.used).unwrap_or_default()
    }

    /// Adds one mark; for splitters that go byte by byte.
    pub(super) fn push(&mut self, position: u32) {
        match self.marks.get_mut(self.used) {
            Some(cell) => *cell = position,
            None => self.marks.push(position),
        }
        self.used += 1;
    }

    /// Adds the end of a row.
    pub(super) fn push_row(&mut self, position: u32) {
        self.push(position);
        self.rows.push(self.used as u32);
    }

    /// Finds the structure of a text in which every quote opens or closes a field or stands for a
    /// quote; `bytes` holds [`PADDING`] bytes more than the text.
    pub(super) fn build(&mut self, bytes: &[u8], len: usize, delimiter: u8) {
        self.clear();
        let wanted = Wanted::new(delimiter);
        let mut open = 0_u64;
        let (blocks, _) = bytes.as_chunks::<BLOCK>();
        for (number, block) in blocks.iter().take(len.div_ceil(BLOCK)).enumerate() {
            let base = number * BLOCK;
            let valid = match len.saturating_sub(base) {
                rest @ 0..BLOCK => (1_u64 << rest) - 1,
                _ => u64::MAX,
            };
            let found = wanted.find(block);
            let quoted = prefix_xor(found.quotes) ^ open;
            // All ones when the last byte of the block is inside quotes.
            open = 0_u64.wrapping_sub(quoted >> 63);
            let ends = found.breaks & !quoted & valid;
            let cuts = (found.delimiters & !quoted & valid) | ends;
            self.write(base as u32, cuts, ends);
            let mut inner = found.breaks & quoted & valid;
            while inner != 0 {
                self.inner.push(base as u32 + inner.trailing_zeros());
                inner &= inner - 1;
            }
        }
    }

    #[inline]
    fn write(&mut self, base: u32, mut cuts: u64, mut ends: u64) {
        if self.marks.len() < self.used + BLOCK {
            self.marks.resize((self.marks.len() * 2).max(4096), 0);
        }
        while ends != 0 {
            let before = cuts & (ends ^ (ends - 1));
            self.rows.push(self.used as u32 + before.count_ones());
            ends &= ends - 1;
        }
        let mut count = 0;
        for cell in self.marks.get_mut(self.used..self.used + BLOCK).unwrap_or_default() {
            if cuts == 0 {
                break;
            }
            *cell = base + cuts.trailing_zeros();
            cuts &= cuts - 1;
            count += 1;
        }
        self.used += count;
    }
}

/// The bytes that are looked for, ready to be compared with sixteen at once.
struct Wanted {
    quote: u8x16,
    delimiter: u8x16,
    line_feed: u8x16,
    carriage_return: u8x16,
}

/// Bit by bit, where the bytes stand in a block.
struct Found {
    quotes: u64,
    delimiters: u64,
    breaks: u64,
}

impl Wanted {
    fn new(delimiter: u8) -> Self {
        Self {
            quote: u8x16::splat(b'"'),
            delimiter: u8x16::splat(delimiter),
            line_feed: u8x16::splat(b'\n'),
            carriage_return: u8x16::splat(b'\r'),
        }
    }

    #[inline]
    fn find(&self, block: &[u8; BLOCK]) -> Found {
        let mut found = Found { quotes: 0, delimiters: 0, breaks: 0 };
        let (parts, _) = block.as_chunks::<16>();
        for (number, part) in parts.iter().enumerate() {
            let part = u8x16::from(*part);
            let mask = |hits: u8x16| u64::from(hits.move_mask() as u16) << (number * 16);
            let breaks = part.cmp_eq(self.line_feed) | part.cmp_eq(self.carriage_return);
            found.quotes |= mask(part.cmp_eq(self.quote));
            found.delimiters |= mask(part.cmp_eq(self.delimiter));
            found.breaks |= mask(breaks);
        }
        found
    }
}

/// Bit `n` is the parity of the bits up to `n`.
fn prefix_xor(mut bits: u64) -> u64 {
    for shift in [1, 2, 4, 8, 16, 32] {
        bits ^= bits << shift;
    }
    bits
}

impl Index {
    /// How many fields of the row in hand have ended.
    pub(super) fn fields_of_row(&self) -> u32 {
        self.used as u32 - self.rows.last().copied().unwrap_or(0)
    }

    /// Forgets what belongs to a row that has not ended.
    pub(super) fn shorten(&mut self, marks: usize) {
        self.used = self.used.min(marks);
        let end = self.marks().last().copied().unwrap_or(0);
        self.inner.retain(|position| *position < end);
        let rows = self.rows.len() as u32;
        self.notes.retain(|(row, _)| *row < rows);
    }
}

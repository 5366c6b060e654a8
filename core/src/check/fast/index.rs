//! Where fields and records end in a chunk: quotes, delimiters and line ends as bit masks.
//!
//! One [pass](Index::scan) over the bytes, a block at a time, finds where the text can be cut and
//! whether its quotes are in order; that has to be done in the order of the file. What it leaves, one
//! bit a byte, is made into [positions](Index::flatten) wherever there is a hand free.

use super::chunk::Note;
use crate::simd::bytes::{self, BLOCK, Bytes, Work};
use crate::simd::widely;

/// Bytes behind the text of a chunk, so that every look at it may take a whole block.
pub(super) const PADDING: usize = BLOCK;

/// So many positions are written without asking whether there are as many.
const GROUP: usize = 8;

/// The structure of a chunk.
#[derive(Debug, Default, Clone)]
pub(super) struct Index {
    /// Block by block, the delimiters and line ends outside quotes.
    cuts: Vec<u64>,
    /// Of these, the line ends.
    breaks: Vec<u64>,
    /// Whether there may be line ends within quotes, or such that are not one line feed.
    odd_breaks: bool,
    /// Whether there may be zeros in the text.
    zeros: bool,
    /// Whether positions have to be made of the bits.
    folded: bool,
    /// A position before the first byte, then those of the delimiters and line ends outside quotes;
    /// valid up to `used`.
    marks: Vec<u32>,
    used: usize,
    /// Positions of the line ends; valid up to `rows`.
    ends: Vec<u32>,
    rows: usize,
    /// How many marks there were up to the last line end; for splitters that go byte by byte.
    closed: usize,
    /// What is wrong with the quotes of a row, by the number of the row.
    pub(super) notes: Vec<(u32, Note)>,
}

/// What a pass over a text found.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scan {
    /// Whether every quote opens or closes a field or stands for a quote.
    pub(super) clear: bool,
    /// Whether the text ends inside quotes.
    pub(super) open: bool,
}

/// What stands before the first mark: its successor is the first byte.
const BEFORE: u32 = u32::MAX;

impl Index {
    pub(super) fn clear(&mut self) {
        self.cuts.clear();
        self.breaks.clear();
        self.folded = false;
        (self.odd_breaks, self.zeros) = (true, true);
        match self.marks.first_mut() {
            Some(first) => *first = BEFORE,
            None => self.marks.push(BEFORE),
        }
        self.used = 1;
        self.rows = 0;
        self.closed = 1;
        self.notes.clear();
    }

    /// A position before the first byte, wrapped around, then the delimiters and line ends.
    pub(super) fn marks(&self) -> &[u32] {
        self.marks.get(..self.used).unwrap_or_default()
    }

    /// The line ends. Where two signs end a line together, each is one, with an empty row between.
    pub(super) fn ends(&self) -> &[u32] {
        self.ends.get(..self.rows).unwrap_or_default()
    }

    /// How many lines have ended, where each line is a row.
    pub(super) fn lines(&self) -> Option<u64> {
        (!self.odd_breaks).then_some(self.rows as u64)
    }

    /// Whether there may be zeros in the text.
    pub(super) fn may_have_zeros(&self) -> bool {
        self.zeros
    }

    /// How many rows have ended.
    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    /// Adds one mark; for splitters that go byte by byte.
    pub(super) fn push(&mut self, position: u32) {
        put(&mut self.marks, &mut self.used, position);
    }

    /// Adds the end of a row.
    pub(super) fn push_row(&mut self, position: u32) {
        self.push(position);
        put(&mut self.ends, &mut self.rows, position);
        self.closed = self.used;
    }

    /// Finds the structure of a text; `bytes` holds [`PADDING`] bytes more.
    pub(super) fn scan(&mut self, bytes: &[u8], len: usize, delimiter: u8) -> Scan {
        self.clear();
        self.folded = true;
        let count = len.div_ceil(BLOCK);
        self.cuts.resize(count, 0);
        self.breaks.resize(count, 0);
        bytes::work(Pass { index: self, bytes, len, delimiter })
    }

    /// Behind the last line end outside quotes before a position.
    pub(super) fn last_end(&self, before: usize) -> Option<usize> {
        let last = before.checked_sub(1)? / BLOCK;
        let rest = before - last * BLOCK;
        let within = u64::MAX >> (BLOCK - rest);
        let ends = self.breaks.get(..=last)?;
        let (block, bits) = ends
            .iter()
            .enumerate()
            .rev()
            .map(|(block, bits)| (block, if block == last { bits & within } else { *bits }))
            .find(|(_, bits)| *bits != 0)?;
        Some(block * BLOCK + 64 - bits.leading_zeros() as usize)
    }

    /// Whether a splitter that goes byte by byte has put a line end behind the text.
    pub(super) fn ends_behind(&self, position: usize) -> bool {
        !self.folded && self.ends().last().is_some_and(|end| *end as usize == position)
    }

    /// Adds a line end behind the text, unless a splitter has done so that goes byte by byte.
    pub(super) fn end_at(&mut self, position: usize) {
        if !self.folded {
            return;
        }
        let block = position / BLOCK;
        let bit = 1_u64 << (position % BLOCK);
        for list in [&mut self.cuts, &mut self.breaks] {
            if list.len() <= block {
                list.resize(block + 1, 0);
            }
            if let Some(bits) = list.get_mut(block) {
                *bits |= bit;
            }
        }
    }

    /// Forgets what lies behind a position.
    pub(super) fn cut_at(&mut self, position: usize) {
        let within = (1_u64 << (position % BLOCK)) - 1;
        for list in [&mut self.cuts, &mut self.breaks] {
            list.truncate(position.div_ceil(BLOCK));
            if let (Some(bits), true) = (list.get_mut(position / BLOCK), within != 0) {
                *bits &= within;
            }
        }
    }

    /// The bits, as long as no positions were made of them.
    pub(super) fn cuts(&self) -> Option<Cuts<'_>> {
        self.folded.then_some(Cuts { cuts: &self.cuts, breaks: &self.breaks })
    }

    /// Makes positions of the bits.
    pub(super) fn flatten(&mut self) {
        if std::mem::take(&mut self.folded) {
            widely(
                #[inline(always)]
                || self.unfold(),
            );
        }
    }

    #[inline(always)]
    fn unfold(&mut self) {
        let (mut used, mut rows) = (self.used, self.rows);
        for (number, (cuts, breaks)) in self.cuts.iter().zip(&self.breaks).enumerate() {
            let base = (number * BLOCK) as u32;
            if self.marks.len() < used + BLOCK {
                self.marks.resize((self.marks.len() * 2).max(4096), 0);
            }
            if self.ends.len() < rows + BLOCK {
                self.ends.resize((self.ends.len() * 2).max(1024), 0);
            }
            let room = self.marks.get_mut(used..).and_then(<[u32]>::first_chunk_mut::<BLOCK>);
            if let Some(room) = room {
                used += write(room, base, *cuts);
            }
            let (first, second) = (*breaks, breaks & breaks.wrapping_sub(1));
            let third = second & second.wrapping_sub(1);
            let room = self.ends.get_mut(rows..).and_then(<[u32]>::first_chunk_mut::<BLOCK>);
            if let Some(room) = room {
                // More than two are rare.
                if third == 0 {
                    let [one, two, ..] = room;
                    (*one, *two) = (base + place(first), base + place(second));
                    rows += usize::from(first != 0) + usize::from(second != 0);
                } else {
                    rows += write(room, base, first);
                }
            }
        }
        (self.used, self.rows) = (used, rows);
    }
}

fn put(list: &mut Vec<u32>, used: &mut usize, position: u32) {
    match list.get_mut(*used) {
        Some(cell) => *cell = position,
        None => list.push(position),
    }
    *used += 1;
}

/// The lowest bit that is set; anything where none is.
#[inline(always)]
fn place(bits: u64) -> u32 {
    // That it is never zero spares the question.
    (bits | 1 << 63).trailing_zeros()
}

/// Writes the positions of bits; how many they are.
#[inline(always)]
fn write(room: &mut [u32; BLOCK], base: u32, mut bits: u64) -> usize {
    let count = bits.count_ones() as usize;
    let (groups, _) = room.as_chunks_mut::<GROUP>();
    for group in groups {
        for cell in group {
            *cell = base + place(bits);
            bits &= bits.wrapping_sub(1);
        }
        if bits == 0 {
            break;
        }
    }
    count
}

/// Where fields and records end, bit by bit.
#[derive(Clone, Copy)]
pub(super) struct Cuts<'i> {
    cuts: &'i [u64],
    breaks: &'i [u64],
}

impl Cuts<'_> {
    /// The end of the field in which a position lies; the end of the text where there is none.
    #[inline(always)]
    pub(super) fn next(&self, from: usize) -> usize {
        let mut block = from / BLOCK;
        let mut bits = self.cuts.get(block).map_or(0, |bits| bits & (u64::MAX << (from % BLOCK)));
        while bits == 0 {
            block += 1;
            match self.cuts.get(block) {
                Some(next) => bits = *next,
                None => return self.cuts.len() * BLOCK,
            }
        }
        block * BLOCK + bits.trailing_zeros() as usize
    }

    /// The ends of the records.
    #[inline(always)]
    pub(super) fn breaks(&self) -> impl Iterator<Item = usize> {
        self.breaks.iter().enumerate().flat_map(|(block, bits)| {
            let mut bits = *bits;
            std::iter::from_fn(move || {
                let end = block * BLOCK + place(bits) as usize;
                (bits != 0).then(|| {
                    bits &= bits.wrapping_sub(1);
                    end
                })
            })
        })
    }
}

/// One pass over a text, into the bits of an index.
struct Pass<'t> {
    index: &'t mut Index,
    bytes: &'t [u8],
    len: usize,
    delimiter: u8,
}

impl Work for Pass<'_> {
    type Output = Scan;

    #[inline(always)]
    fn run<B: Bytes>(self, load: impl Fn(&[u8; BLOCK]) -> B) -> Scan {
        let Self { index, bytes, len, delimiter } = self;
        let mut open = 0_u64;
        let (mut wrong, mut odd_breaks, mut zeros) = (0_u64, 0_u64, 0_u64);
        // Of the block before: whether its last byte bounds a field, or closes one.
        let (mut bounded, mut closed) = (1_u64, 0_u64);
        let (blocks, _) = bytes.as_chunks::<BLOCK>();
        let places = index.cuts.iter_mut().zip(&mut index.breaks);
        for (number, (block, (cuts, breaks))) in blocks.iter().zip(places).enumerate() {
            let base = number * BLOCK;
            let valid = match len.saturating_sub(base) {
                rest @ 0..BLOCK => (1_u64 << rest) - 1,
                _ => u64::MAX,
            };
            let block = load(block);
            let (feeds, returns) = (block.equal(b'\n'), block.equal(b'\r'));
            let (quotes, delimiters) = (block.equal(b'"') & valid, block.equal(delimiter));
            let quoted = prefix_xor(quotes) ^ open;
            // All ones when the last byte of the block is inside quotes.
            open = 0_u64.wrapping_sub(quoted >> 63);
            let bounds = quotes | delimiters | feeds | returns;
            let closing = quotes & !quoted;
            wrong |= quotes & quoted & !(bounds << 1 | bounded);
            wrong |= (closing << 1 | closed) & !bounds & valid;
            bounded = bounds >> 63;
            closed = closing >> 63;
            let outside = !quoted & valid;
            odd_breaks |= (returns | feeds & quoted) & valid;
            zeros |= block.equal(0) & valid;
            *breaks = (feeds | returns) & outside;
            *cuts = (delimiters | feeds | returns) & outside;
        }
        index.odd_breaks = odd_breaks != 0;
        index.zeros = zeros != 0;
        // There are no quotes behind the text: what holds for the last block holds for its end.
        Scan { clear: wrong == 0, open: open != 0 }
    }
}

/// Bit `n` is the parity of the bits up to `n`.
#[inline(always)]
fn prefix_xor(mut bits: u64) -> u64 {
    for shift in [1, 2, 4, 8, 16, 32] {
        bits ^= bits << shift;
    }
    bits
}

impl Index {
    /// How many fields of the row in hand have ended.
    pub(super) fn fields_of_row(&self) -> u32 {
        (self.used - self.closed) as u32
    }

    /// Forgets what belongs to a row that has not ended.
    pub(super) fn shorten(&mut self) {
        self.used = self.closed;
        let rows = self.rows as u32;
        self.notes.retain(|(row, _)| *row < rows);
    }
}

//! Statuses by bits: 64 units in three words, and numbers of levels back into bytes.
//!
//! A status is a number below eight, so 64 of them are three words, one for each bit. Which unit
//! stands at which bit does not matter as long as it is the same in every word; the order taken is
//! the one that is cheapest to make. Of 512 bytes, seen as eight rows of eight words, word `l` of
//! row `j` gives its eight units to bits `j`, `8 + j`, … `56 + j` of the words `l`: a few shifts and
//! no movement of single bytes. The way back is the same one.

#![allow(clippy::indexing_slicing, reason = "rows and words have the length they are cut to")]

use super::compile::Met;

/// Words in a plane: one bit for each unit of a block.
///
/// A block is so long because columns are read in turn: in short pieces memory is read at half its
/// speed. It is no longer because the planes of a block are to stay in the nearer caches.
pub(super) const WORDS: usize = 512;
/// Units that are looked at together.
pub(super) const BLOCK: usize = 64 * WORDS;
/// Words that are made from one stretch of bytes.
pub(super) const LANES: usize = 8;
/// The bytes of such a stretch.
pub(super) const STRETCH: usize = 64 * LANES;

/// One bit for each unit of a block.
pub(super) type Plane = [u64; WORDS];

/// Whether something is met, for each unit of a block: for certain, and possibly.
#[derive(Debug, Clone)]
pub(super) struct Pair {
    pub(super) certain: Plane,
    pub(super) possible: Plane,
    /// So that registers do not all begin at the same place of a page, where they are in each other's way.
    _apart: [u64; 24],
}

impl Pair {
    /// Nothing is known.
    pub(super) const OPEN: Self =
        Self { certain: [0; WORDS], possible: [u64::MAX; WORDS], _apart: [0; 24] };
}

/// The first bit of every byte, and of every half.
const BYTES: u64 = 0x0101_0101_0101_0101;
const HALVES: u64 = 0x1111_1111_1111_1111;

/// Whether the statuses of a stretch are met: for certain, and possibly.
#[inline(always)]
pub(super) fn classify(
    statuses: &[u8; STRETCH],
    met: Met,
    certain: &mut [u64; LANES],
    possible: &mut [u64; LANES],
) {
    // The classes that schemes have as a rule, in fewer operations than any of the 256.
    match met {
        Met::USUAL => by_bits(statuses, certain, possible, |first, second, third| {
            let known = second ^ third;
            (!(known | (first & second)), !known)
        }),
        Met::BASICALLY => by_bits(statuses, certain, possible, |first, second, third| {
            let both = first & second;
            let certain = !(both | (third & !second));
            (certain, certain | (both & third))
        }),
        _ => by_bits(statuses, certain, possible, |first, second, third| {
            let certain = met.of(first, second, third);
            // All three bits are set in "undetermined", which may turn out to be met.
            (certain, certain | (first & second & third))
        }),
    }
}

/// Gives the bits of every status to a function that says what is met for certain, and possibly.
#[inline(always)]
fn by_bits(
    statuses: &[u8; STRETCH],
    certain: &mut [u64; LANES],
    possible: &mut [u64; LANES],
    is_met: impl Fn(u64, u64, u64) -> (u64, u64),
) {
    let words = statuses.as_chunks::<8>().0;
    for lane in 0..LANES {
        let row = |number: usize| u64::from_le_bytes(words[number * LANES + lane]);
        // Two statuses in a byte, four rows of them.
        let pair = |number: usize| row(number) | (row(number + 4) << 4);
        let (a, b, c, d) = (pair(0), pair(1), pair(2), pair(3));
        let first = (a & HALVES) | ((b & HALVES) << 1) | ((c & HALVES) << 2) | ((d & HALVES) << 3);
        let second = ((a >> 1) & HALVES)
            | (b & (HALVES << 1))
            | ((c & (HALVES << 1)) << 1)
            | ((d & (HALVES << 1)) << 2);
        let third = ((a >> 2) & HALVES)
            | ((b >> 1) & (HALVES << 1))
            | (c & (HALVES << 2))
            | ((d & (HALVES << 2)) << 1);
        (certain[lane], possible[lane]) = is_met(first, second, third);
    }
}

/// The bytes whose bits are given, lowest first.
#[inline(always)]
pub(super) fn bytes(bits: &[Plane], out: &mut [u8; BLOCK]) {
    for (number, out) in out.as_chunks_mut::<STRETCH>().0.iter_mut().enumerate() {
        let out = out.as_chunks_mut::<8>().0;
        for row in 0..8 {
            let mut words = [0u64; LANES];
            for (bit, plane) in bits.iter().enumerate() {
                let plane = &plane[number * LANES..][..LANES];
                for (word, plane) in words.iter_mut().zip(plane) {
                    *word |= (plane >> row & BYTES) << bit;
                }
            }
            for (out, word) in out[row * LANES..].iter_mut().zip(words) {
                *out = word.to_le_bytes();
            }
        }
    }
}

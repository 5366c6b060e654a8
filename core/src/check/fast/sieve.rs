//! Which keys are looked for, at a glance.

use super::spot::Spot;

/// Lets all keys through that were put in, and few others.
#[derive(Debug)]
pub(in crate::check) struct Sieve {
    /// Bits by hash: a power of two.
    words: Vec<u64>,
    /// What brings a hash down to the number of a bit.
    shift: u32,
}

/// Bits for each key: of the others, one in so many gets through.
const BITS: usize = 16;

impl Sieve {
    pub(in crate::check) fn of<'s>(count: usize, spots: impl Iterator<Item = &'s Spot>) -> Self {
        let bits = (count * BITS).next_power_of_two().max(64);
        let mut sieve = Self { words: vec![0; bits / 64], shift: 64 - bits.trailing_zeros() };
        for spot in spots {
            let (word, bit) = sieve.place(*spot);
            if let Some(word) = sieve.words.get_mut(word) {
                *word |= bit;
            }
        }
        sieve
    }

    #[inline(always)]
    pub(super) fn lets_through(&self, spot: Spot) -> bool {
        let (word, bit) = self.place(spot);
        self.words.get(word).is_some_and(|word| word & bit != 0)
    }

    #[inline(always)]
    fn place(&self, spot: Spot) -> (usize, u64) {
        let key = u64::from(spot.cell) << 32 | u64::from(spot.bit);
        // Fibonacci hashing (Knuth, The Art of Computer Programming 3, section 6.4).
        let hash = (key ^ key >> 29).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> self.shift;
        ((hash / 64) as usize, 1 << (hash % 64))
    }
}

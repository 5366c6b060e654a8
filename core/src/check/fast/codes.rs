//! What short texts stand for: a table that stays in the cache.

use foldhash::fast::FixedState;
use std::collections::HashMap;

/// Up to this length a text and its length are one number, and comparing it one instruction.
const SHORT: usize = 15;

const EMPTY: u32 = u32::MAX;

/// A map from texts to numbers.
#[derive(Debug, Clone, Default)]
pub(super) struct Codes {
    /// Places in `short` by hash, [`EMPTY`] where there is none; a power of two.
    slots: Vec<u32>,
    short: Vec<(u128, u32)>,
    long: HashMap<Box<[u8]>, u32, FixedState>,
}

impl Codes {
    pub(super) fn len(&self) -> usize {
        self.short.len() + self.long.len()
    }

    /// Adds a text that is not there yet; an empty one is never found.
    pub(super) fn insert(&mut self, text: &[u8], number: u32) {
        if text.is_empty() {
            return;
        }
        let Some(key) = pack(text) else {
            self.long.insert(text.into(), number);
            return;
        };
        if self.slots.len() < (self.short.len() + 1) * 2 {
            self.slots = vec![EMPTY; (self.slots.len() * 2).max(64)];
            for place in 0..self.short.len() {
                if let Some((key, _)) = self.short.get(place) {
                    let slot = self.free_slot(*key);
                    self.fill(slot, place);
                }
            }
        }
        match self.place(key).and_then(|place| self.short.get_mut(place)) {
            Some((_, old)) => *old = number,
            None => {
                let slot = self.free_slot(key);
                self.fill(slot, self.short.len());
                self.short.push((key, number));
            }
        }
    }

    fn fill(&mut self, slot: usize, place: usize) {
        if let Some(cell) = self.slots.get_mut(slot) {
            *cell = place as u32;
        }
    }

    fn free_slot(&self, key: u128) -> usize {
        let mask = self.slots.len().wrapping_sub(1);
        let mut slot = hash(key) & mask;
        while self.slots.get(slot).is_some_and(|place| *place != EMPTY) {
            slot = (slot + 1) & mask;
        }
        slot
    }

    #[inline]
    fn place(&self, key: u128) -> Option<usize> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut slot = hash(key) & mask;
        loop {
            let place = *self.slots.get(slot)?;
            if place == EMPTY {
                return None;
            }
            if self.short.get(place as usize).is_some_and(|(other, _)| *other == key) {
                return Some(place as usize);
            }
            slot = (slot + 1) & mask;
        }
    }

    /// The number of the text from `start` to `end`; sixteen bytes from its start have to be there.
    #[inline]
    pub(super) fn find(&self, bytes: &[u8], start: usize, end: usize) -> Option<u32> {
        let len = end.wrapping_sub(start);
        if len.wrapping_sub(1) < SHORT {
            let word = u128::from_le_bytes(*bytes.get(start..)?.first_chunk()?);
            let key = word & (u128::MAX >> (128 - 8 * len)) | (len as u128) << 120;
            let (_, number) = self.short.get(self.place(key)?)?;
            return Some(*number);
        }
        self.long.get(bytes.get(start..end)?).copied()
    }
}

/// A text and its length as a number, where it is short enough.
fn pack(text: &[u8]) -> Option<u128> {
    if text.len() > SHORT {
        return None;
    }
    let mut word = [0; 16];
    word[15] = text.len() as u8;
    for (cell, byte) in word.iter_mut().zip(text) {
        *cell = *byte;
    }
    Some(u128::from_le_bytes(word))
}

#[inline]
fn hash(key: u128) -> usize {
    let folded = (key as u64) ^ ((key >> 64) as u64).rotate_left(29);
    (folded.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn finds_what_was_put_in_and_nothing_else(
            texts in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..20), 0..200),
            other in proptest::collection::vec(any::<u8>(), 0..20),
        ) {
            let mut codes = Codes::default();
            let mut expected = HashMap::new();
            for (number, text) in texts.iter().chain([&b"1".to_vec()]).enumerate() {
                codes.insert(text, number as u32);
                expected.insert(text.clone(), number as u32);
            }
            for text in texts.iter().chain([&other]) {
                let mut bytes = text.clone();
                bytes.resize(text.len() + 16, b'x');
                let known = expected.get(text).copied().filter(|_| !text.is_empty());
                prop_assert_eq!(codes.find(&bytes, 0, text.len()), known);
            }
        }
    }
}

//! What short texts stand for: a table that stays in the cache.

use foldhash::fast::FixedState;
use std::collections::HashMap;

/// Up to this length a text is two words, and compared at once.
const SHORT: usize = 12;

const NONE: usize = usize::MAX;

/// What is kept of the two words of a text, by its length.
#[allow(clippy::indexing_slicing, reason = "computed when it is compiled")]
const WITHIN: [(u64, u32); SHORT + 1] = {
    let mut masks = [(0, 0); SHORT + 1];
    let mut len = 1;
    while len <= SHORT {
        masks[len] = if len <= 8 {
            (u64::MAX >> (64 - 8 * len), 0)
        } else {
            (u64::MAX, u32::MAX >> (96 - 8 * len))
        };
        len += 1;
    }
    masks
};

/// A short text, padded with zeros, and what it stands for.
#[derive(Debug, Clone, Copy)]
struct Entry {
    low: u64,
    high: u32,
    number: u32,
}

/// Places in the list of entries, in as little memory as will do.
#[derive(Debug, Clone)]
enum Slots {
    Narrow(Vec<u16>),
    Wide(Vec<u32>),
}

/// A map from texts to numbers. A text with a zero in it is never found, and must not be looked for.
#[derive(Debug, Clone)]
pub(super) struct Codes {
    /// Places of entries by hash: a power of two, more than half of them empty.
    slots: Slots,
    /// What brings a hash down to a number of a slot.
    shift: u32,
    /// Short texts.
    entries: Vec<Entry>,
    long: HashMap<Box<[u8]>, u32, FixedState>,
}

impl Default for Codes {
    fn default() -> Self {
        let slots = Slots::Narrow(vec![u16::MAX; 64]);
        Self { slots, shift: 64 - 6, entries: Vec::new(), long: HashMap::default() }
    }
}

impl Slots {
    fn new(len: usize) -> Self {
        // The last number stands for no entry.
        if len / 2 <= u16::MAX as usize {
            Self::Narrow(vec![u16::MAX; len])
        } else {
            Self::Wide(vec![u32::MAX; len])
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Narrow(slots) => slots.len(),
            Self::Wide(slots) => slots.len(),
        }
    }

    /// The place that stands in a slot. Where none does, there is no entry at it either.
    #[inline(always)]
    fn at(&self, slot: usize) -> usize {
        match self {
            Self::Narrow(slots) => slots.get(slot).map_or(NONE, |place| usize::from(*place)),
            Self::Wide(slots) => slots.get(slot).map_or(NONE, |place| *place as usize),
        }
    }

    fn set(&mut self, slot: usize, place: usize) {
        match self {
            Self::Narrow(slots) => {
                if let Some(cell) = slots.get_mut(slot) {
                    *cell = place as u16;
                }
            }
            Self::Wide(slots) => {
                if let Some(cell) = slots.get_mut(slot) {
                    *cell = place as u32;
                }
            }
        }
    }
}

/// A text that is looked for, and where it would be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sought {
    low: u64,
    high: u32,
    /// The entry at which to look first.
    place: u32,
}

impl Sought {
    /// A text that is too short, or too long, for an entry.
    pub(super) const OTHER: Self = Self { low: 0, high: 0, place: 0 };
}

impl Codes {
    pub(super) fn len(&self) -> usize {
        self.entries.len() + self.long.len()
    }

    /// A map with room for so many texts.
    pub(super) fn with_room(count: usize) -> Self {
        let mut codes = Self { entries: Vec::with_capacity(count), ..Self::default() };
        codes.grow((count * 2).next_power_of_two().clamp(64, 1 << 24));
        codes
    }

    /// The number of a text.
    pub(super) fn get(&self, text: &[u8]) -> Option<u32> {
        let Some((low, high)) = pack(text) else { return self.long.get(text).copied() };
        if text.is_empty() || text.contains(&0) {
            return None;
        }
        let place = self.place(low, high, self.slots.at(self.slot(low, high)))?;
        self.entries.get(place).map(|entry| entry.number)
    }

    /// The texts that stand for some numbers. There is so much room that one look mostly tells that
    /// another text is not among them.
    pub(super) fn only(&self, wanted: impl Fn(u32) -> bool) -> Self {
        let entries = self.entries.iter().filter(|entry| wanted(entry.number)).copied();
        let long = self.long.iter().filter(|(_, number)| wanted(**number));
        let long = long.map(|(text, number)| (text.clone(), *number)).collect();
        let mut only = Self { entries: entries.collect(), long, ..Self::default() };
        let slots = (only.entries.len() * 16).next_power_of_two().clamp(64, 1 << 17);
        only.grow(slots.max((only.entries.len() * 2).next_power_of_two()));
        only
    }

    /// Puts all entries into a new table.
    fn grow(&mut self, slots: usize) {
        self.slots = Slots::new(slots);
        self.shift = 64 - slots.trailing_zeros();
        for place in 0..self.entries.len() {
            self.fill(place);
        }
    }

    /// Adds a text; an empty one, or one with a zero in it, is never found.
    pub(super) fn insert(&mut self, text: &[u8], number: u32) {
        if text.is_empty() || text.contains(&0) {
            return;
        }
        let Some((low, high)) = pack(text) else {
            self.long.insert(text.into(), number);
            return;
        };
        if let Some(place) = self.place(low, high, self.slots.at(self.slot(low, high))) {
            if let Some(entry) = self.entries.get_mut(place) {
                entry.number = number;
            }
            return;
        }
        self.entries.push(Entry { low, high, number });
        if self.slots.len() < self.entries.len() * 2 {
            self.grow(self.slots.len() * 2);
        } else {
            self.fill(self.entries.len() - 1);
        }
    }

    /// Puts the place of an entry into a free slot.
    fn fill(&mut self, place: usize) {
        let Some(entry) = self.entries.get(place) else { return };
        let mask = self.slots.len().wrapping_sub(1);
        let mut slot = self.slot(entry.low, entry.high);
        while self.slots.at(slot) < place {
            slot = (slot + 1) & mask;
        }
        self.slots.set(slot, place);
    }

    /// The slot at which the search begins. Only the highest bits of the product depend on all bits
    /// of the text.
    #[inline(always)]
    fn slot(&self, low: u64, high: u32) -> usize {
        let folded = low ^ u64::from(high).rotate_left(29);
        (folded.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (self.shift & 63)) as usize
    }

    /// The place of a text, where a first place is known.
    #[inline(always)]
    fn place(&self, low: u64, high: u32, place: usize) -> Option<usize> {
        let entry = self.entries.get(place)?;
        if (entry.low ^ low) | u64::from(entry.high ^ high) == 0 {
            return Some(place);
        }
        self.place_behind(low, high)
    }

    #[inline(never)]
    fn place_behind(&self, low: u64, high: u32) -> Option<usize> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut slot = self.slot(low, high);
        loop {
            slot = (slot + 1) & mask;
            let place = self.slots.at(slot);
            let entry = self.entries.get(place)?;
            if (entry.low, entry.high) == (low, high) {
                return Some(place);
            }
        }
    }

    /// Begins to look for the text from `start` to `end`; sixteen bytes from its start have to be
    /// there. Many can be begun before the first is [found](Self::found): memory is then waited for
    /// once.
    #[inline(always)]
    pub(super) fn seek(&self, bytes: &[u8], start: usize, end: usize) -> Sought {
        let within = WITHIN.get(end.wrapping_sub(start)).filter(|within| within.0 != 0);
        let words = bytes.get(start..).and_then(<[u8]>::first_chunk::<12>);
        let (Some(within), Some(words)) = (within, words) else { return Sought::OTHER };
        let [a, b, c, d, e, f, g, h, i, j, k, l] = *words;
        let low = u64::from_le_bytes([a, b, c, d, e, f, g, h]) & within.0;
        let high = u32::from_le_bytes([i, j, k, l]) & within.1;
        Sought { low, high, place: self.slots.at(self.slot(low, high)) as u32 }
    }

    /// The number of a text, which is asked for where it is no short one.
    #[inline(always)]
    pub(super) fn found<'t>(
        &self,
        sought: Sought,
        text: impl FnOnce() -> Option<&'t [u8]>,
    ) -> Option<u32> {
        if let Some(entry) = self.entries.get(sought.place as usize)
            && (entry.low ^ sought.low) | u64::from(entry.high ^ sought.high) == 0
        {
            return Some(entry.number);
        }
        if sought.low == 0 {
            return self.long.get(text()?).copied();
        }
        let place = self.place(sought.low, sought.high, sought.place as usize)?;
        self.entries.get(place).map(|entry| entry.number)
    }

    /// The number of the text from `start` to `end`; sixteen bytes from its start have to be there.
    #[inline(always)]
    pub(super) fn find(&self, bytes: &[u8], start: usize, end: usize) -> Option<u32> {
        self.found(self.seek(bytes, start, end), || bytes.get(start..end))
    }
}

/// A text as two words, where it is short enough.
fn pack(text: &[u8]) -> Option<(u64, u32)> {
    if text.len() > SHORT {
        return None;
    }
    let mut word = [0; 16];
    for (cell, byte) in word.iter_mut().zip(text) {
        *cell = *byte;
    }
    let word = u128::from_le_bytes(word);
    Some((word as u64, (word >> 64) as u32))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn finds_what_was_put_in_and_nothing_else(
            texts in proptest::collection::vec(proptest::collection::vec(1..=u8::MAX, 0..20), 0..200),
            other in proptest::collection::vec(1..=u8::MAX, 0..20),
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

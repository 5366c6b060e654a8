//! Keys that were met, one bit each.

#![cfg_attr(not(feature = "csv"), allow(dead_code))] // the fast way is that of CSV files

use super::calendar::{KINDS, YEARS};
use super::spot::Spot;
use foldhash::fast::FixedState;
use std::collections::HashMap;

/// So many words are asked for at once.
const BATCH: usize = 32;

/// A cell gets a page when it has more keys than this: those of wrong periods are few, and a page each
/// would take more than all right ones together.
const FEW: usize = if cfg!(test) { 2 } else { 16 };

/// Pages of bits, one a cell: as many as there can be keys, however many records a file has.
#[derive(Debug)]
pub(in crate::check) struct Bits {
    /// By cell, where its page begins in `words`, and how many words it has.
    pages: Vec<(u32, u32)>,
    /// Bits by unit and place in the year.
    words: Vec<u64>,
    /// Bits of cells without a page, by cell.
    few: HashMap<u32, Vec<u32>, FixedState>,
    cells_per_layer: usize,
    units: usize,
}

impl Bits {
    /// No keys yet, of layers with so many cells and of about so many units.
    pub(in crate::check) fn new(cells_per_layer: usize, units: usize) -> Self {
        Self {
            pages: Vec::new(),
            words: Vec::new(),
            few: HashMap::default(),
            cells_per_layer,
            units,
        }
    }

    /// The place of a key's word, and the bit in it, where there is a page for it.
    #[inline(always)]
    fn place(&self, spot: Spot) -> Option<(usize, u64)> {
        let (start, words) = *self.pages.get(spot.cell as usize)?;
        let word = spot.bit / 64;
        (word < words).then_some(((start + word) as usize, 1 << (spot.bit % 64)))
    }

    /// Whether a key was met.
    #[inline(always)]
    pub(in crate::check) fn has(&self, spot: Spot) -> bool {
        match self.place(spot) {
            Some((at, bit)) => self.words.get(at).is_some_and(|word| word & bit != 0),
            None => self.is_among_few(spot),
        }
    }

    #[cold]
    fn is_among_few(&self, spot: Spot) -> bool {
        self.few.get(&spot.cell).is_some_and(|bits| bits.contains(&spot.bit))
    }

    /// Notes a key; `false` when it was met before.
    #[inline(always)]
    pub(in crate::check) fn insert(&mut self, spot: Spot) -> bool {
        match self.place(spot) {
            Some((at, bit)) => match self.words.get_mut(at) {
                Some(word) => {
                    let new = *word & bit == 0;
                    *word |= bit;
                    new
                }
                None => true,
            },
            None => self.insert_far(spot),
        }
    }

    /// Notes keys up to one that was met before, and says which it is.
    pub(in crate::check) fn insert_all(&mut self, spots: &[Spot]) -> Option<usize> {
        let mut places = [(usize::MAX, 0); BATCH];
        for (number, batch) in spots.chunks(BATCH).enumerate() {
            // All words are asked for before the first is needed, so that memory is waited for once.
            let mut touched = 0;
            for (place, spot) in places.iter_mut().zip(batch) {
                *place = self.place(*spot).unwrap_or((usize::MAX, 0));
                touched |= self.words.get(place.0).copied().unwrap_or(0);
            }
            std::hint::black_box(touched);
            let mut moved = false;
            for (n, ((at, bit), spot)) in places.iter().zip(batch).enumerate() {
                let new = match self.words.get_mut(*at) {
                    Some(word) if !moved => {
                        let new = *word & bit == 0;
                        *word |= bit;
                        new
                    }
                    // A page that grows goes to another place.
                    _ => {
                        moved = true;
                        self.insert(*spot)
                    }
                };
                if !new {
                    return Some(number * BATCH + n);
                }
            }
        }
        None
    }

    /// Forgets a key.
    pub(in crate::check) fn remove(&mut self, spot: Spot) {
        if let Some((at, bit)) = self.place(spot)
            && let Some(word) = self.words.get_mut(at)
        {
            *word &= !bit;
        } else if let Some(bits) = self.few.get_mut(&spot.cell) {
            bits.retain(|bit| *bit != spot.bit);
        }
    }

    /// Notes a key whose page, or that part of it, is not there; `false` when it was met before.
    #[cold]
    fn insert_far(&mut self, spot: Spot) -> bool {
        if self.pages.get(spot.cell as usize).is_none_or(|(_, words)| *words == 0) {
            let few = self.few.entry(spot.cell).or_default();
            if few.contains(&spot.bit) {
                return false;
            }
            few.push(spot.bit);
            if few.len() > FEW {
                for bit in self.few.remove(&spot.cell).unwrap_or_default() {
                    self.insert_in_page(Spot { bit, ..spot });
                }
            }
            return true;
        }
        self.insert_in_page(spot);
        true
    }

    /// Notes a key in its page, which is made, or made larger, where that is needed.
    fn insert_in_page(&mut self, spot: Spot) {
        if self.place(spot).is_none() {
            self.make_room(spot);
        }
        if let Some((at, bit)) = self.place(spot)
            && let Some(word) = self.words.get_mut(at)
        {
            *word |= bit;
        }
    }

    fn make_room(&mut self, spot: Spot) {
        let cell = spot.cell as usize;
        if self.pages.len() <= cell {
            let layers = cell / self.cells_per_layer.max(1) + 1;
            self.pages.resize(layers * self.cells_per_layer, (0, 0));
        }
        let (start, words) = self.pages.get(cell).copied().unwrap_or_default();
        let wanted = (spot.bit / 64 + 1) as usize;
        let parts = [1, 1, 2, 4, 12];
        let kind = cell / YEARS as usize % KINDS as usize;
        let usual = self.units * parts.get(kind).copied().unwrap_or(1) / 64 + 1;
        let wanted = usual.max(if words == 0 { wanted } else { wanted.next_power_of_two() });
        // A page that grows goes to the end: that is rare, where the data alone know the units.
        let begin = self.words.len();
        let old = start as usize..(start + words) as usize;
        self.words.extend_from_within(old);
        self.words.resize(begin + wanted, 0);
        if let Some(page) = self.pages.get_mut(cell) {
            *page = (begin as u32, wanted as u32);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    proptest! {
        #[test]
        fn bits_are_a_set_of_keys(
            steps in proptest::collection::vec((0_u32..600, 0_u32..300, 0_u8..4), 0..200),
        ) {
            let (mut bits, mut set) = (Bits::new(300, 10), HashSet::new());
            for (cell, bit, what) in steps {
                let spot = Spot { cell: cell % 7 * 100, bit };
                match what {
                    0 => {
                        bits.remove(spot);
                        set.remove(&spot);
                    }
                    1 => prop_assert_eq!(bits.has(spot), set.contains(&spot)),
                    2 => prop_assert_eq!(bits.insert(spot), set.insert(spot)),
                    _ => prop_assert_eq!(bits.insert_all(&[spot]).is_none(), set.insert(spot)),
                }
            }
        }
    }
}

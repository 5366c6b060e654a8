//! Keys that were met, one bit each.

#![cfg_attr(not(feature = "csv"), allow(dead_code))] // the fast way is that of CSV files

use super::calendar::{KINDS, YEARS};
use super::spot::Spot;

/// So many words are asked for at once.
const BATCH: usize = 32;

/// Pages of bits, one a cell: as many as there can be keys, however many records a file has.
#[derive(Debug)]
pub(in crate::check) struct Bits {
    /// By cell, where its page begins in `words`, and how many words it has.
    pages: Vec<(u32, u32)>,
    /// Bits by unit and place in the year.
    words: Vec<u64>,
    cells_per_layer: usize,
    units: usize,
}

impl Bits {
    /// No keys yet, of layers with so many cells and of about so many units.
    pub(in crate::check) fn new(cells_per_layer: usize, units: usize) -> Self {
        Self { pages: Vec::new(), words: Vec::new(), cells_per_layer, units }
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
        let word = self.place(spot).and_then(|(at, bit)| Some(self.words.get(at)? & bit));
        word.is_some_and(|bit| bit != 0)
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
        }
    }

    /// Notes a key whose page, or that part of it, is not there yet.
    #[cold]
    fn insert_far(&mut self, spot: Spot) -> bool {
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
        if let Some((at, bit)) = self.place(spot)
            && let Some(word) = self.words.get_mut(at)
        {
            *word |= bit;
        }
        true
    }
}

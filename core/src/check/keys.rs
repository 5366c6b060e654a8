//! Which key was given where.
//!
//! The keys of ordinary data (units of years, quarters, months …) are one bit each, in pages by layer,
//! indicator, kind of period and year: as many as there can be, however many records a file has. Where
//! a key was met first is only asked for when it is met again; see [`first`](super::first).

#![cfg_attr(not(feature = "csv"), allow(dead_code))] // the fast way is that of CSV files

use super::fast::{KINDS, Slot, Spot, YEARS};
use crate::framework::ItemId;
use foldhash::fast::FixedState;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// What makes two records speak of the same thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pub(super) unit: u32,
    pub(super) item: ItemId,
    pub(super) period: u32,
    /// Number of the layer, and for a tally that of the status, so that all parts differ.
    pub(super) part: u32,
}

/// Where a key was met, and with which value: not a number where none could be read.
#[derive(Debug, Clone, Copy)]
pub(super) struct First {
    pub(super) file: u32,
    pub(super) record: u32,
    pub(super) value: f64,
}

impl First {
    pub(super) fn new(file: u32, record: u64, value: f64) -> Self {
        Self { file, record: u32::try_from(record).unwrap_or(u32::MAX), value }
    }

    /// Whether it comes before another.
    pub(super) fn is_before(&self, other: &Self) -> bool {
        (self.file, self.record) < (other.file, other.record)
    }
}

/// A key that was met before.
#[derive(Debug)]
pub(super) enum Before {
    /// It is known where.
    At(Key, First),
    /// Somewhere: [`first`](super::first) knows how to find out.
    Somewhere(Spot),
}

/// A key that was met, and where.
#[derive(Debug, Clone, Copy)]
pub(super) struct Met {
    pub(super) spot: Spot,
    pub(super) first: First,
}

/// All keys.
#[derive(Debug)]
pub(super) struct Keys {
    /// Numbers of pages by cell, from 1.
    table: Vec<u32>,
    /// Bits by unit and place in the year.
    pages: Vec<Vec<u64>>,
    cells_per_layer: usize,
    units: usize,
    /// Keys that have no bit: days, spans, distant years, tallies.
    others: HashMap<Key, First, FixedState>,
    /// Keys whose first place cannot be found by reading the file again.
    pub(super) met: Vec<Met>,
}

/// Layers with a number above have no bits.
const MOST_CELLS: usize = 1 << 24;

impl Keys {
    /// No keys yet, for so many items and about so many units.
    pub(super) fn new(items: usize, units: usize) -> Self {
        let cells_per_layer = items * (KINDS * YEARS) as usize;
        Self {
            table: Vec::new(),
            pages: Vec::new(),
            cells_per_layer,
            units,
            others: HashMap::default(),
            met: Vec::new(),
        }
    }

    /// How many cells one layer takes.
    pub(super) fn cells_per_layer(&self) -> u32 {
        u32::try_from(self.cells_per_layer).unwrap_or(u32::MAX)
    }

    /// The bit of a key, if it has one.
    pub(super) fn spot(&self, layer: usize, item: ItemId, slot: Slot, unit: u32) -> Option<Spot> {
        let end = layer.checked_add(1)?.checked_mul(self.cells_per_layer)?;
        if end > MOST_CELLS {
            return None;
        }
        Spot::new((end - self.cells_per_layer) as u32, item.index() as u32, slot, unit)
    }

    /// Whether a layer has bits.
    pub(super) fn covers(&self, layer: u32) -> bool {
        (layer as usize + 1).saturating_mul(self.cells_per_layer) <= MOST_CELLS
    }

    /// Whether a key was met.
    #[inline]
    pub(super) fn has(&self, spot: Spot) -> bool {
        let word = (spot.bit / 64) as usize;
        let page = self.table.get(spot.cell as usize).and_then(|page| page.checked_sub(1));
        let bits = page.and_then(|page| self.pages.get(page as usize)?.get(word));
        bits.is_some_and(|bits| bits >> (spot.bit % 64) & 1 == 1)
    }

    /// Notes a key; `false` when it was met before.
    #[inline]
    pub(super) fn insert(&mut self, spot: Spot) -> bool {
        let (word, bit) = ((spot.bit / 64) as usize, 1_u64 << (spot.bit % 64));
        let page = self.table.get(spot.cell as usize).copied().unwrap_or(0);
        let known = page.checked_sub(1).and_then(|page| self.pages.get_mut(page as usize));
        if let Some(bits) = known.and_then(|page| page.get_mut(word)) {
            let new = *bits & bit == 0;
            *bits |= bit;
            return new;
        }
        self.insert_far(spot, word, bit)
    }

    /// The same where the page, or that part of it, is not there yet.
    #[cold]
    fn insert_far(&mut self, spot: Spot, word: usize, bit: u64) -> bool {
        let cell = spot.cell as usize;
        if self.table.len() <= cell {
            let layers = cell / self.cells_per_layer.max(1) + 1;
            self.table.resize(layers * self.cells_per_layer, 0);
        }
        if self.table.get(cell) == Some(&0) {
            self.pages.push(Vec::new());
            if let Some(page) = self.table.get_mut(cell) {
                *page = self.pages.len() as u32;
            }
        }
        let page = self.table.get(cell).and_then(|page| page.checked_sub(1)).unwrap_or(0);
        let parts = [1, 1, 2, 4, 12];
        let kind = cell / YEARS as usize % KINDS as usize;
        let usual = self.units * parts.get(kind).copied().unwrap_or(1) / 64 + 1;
        if let Some(page) = self.pages.get_mut(page as usize) {
            if page.len() <= word {
                page.resize(usual.max((word + 1).next_power_of_two()), 0);
            }
            if let Some(bits) = page.get_mut(word) {
                *bits |= bit;
            }
        }
        true
    }

    /// Notes a key with its place; where it was met first, when it is not new.
    pub(super) fn note(&mut self, key: Key, spot: Option<Spot>, here: First) -> Option<Before> {
        let Some(spot) = spot else {
            return match self.others.entry(key) {
                Entry::Vacant(entry) => {
                    entry.insert(here);
                    None
                }
                Entry::Occupied(entry) => Some(Before::At(key, *entry.get())),
            };
        };
        if !self.insert(spot) {
            return Some(Before::Somewhere(spot));
        }
        self.met.push(Met { spot, first: here });
        None
    }
}

//! Which key was given where.
//!
//! The keys of ordinary data (units of years, quarters, months …) are one bit each, in pages by layer,
//! indicator, kind of period and year: as many as there can be, however many records a file has. Where
//! a key was met first is only asked for when it is met again; see [`first`](super::first).

#![cfg_attr(not(feature = "csv"), allow(dead_code))] // the fast way is that of CSV files

use super::fast::{Bits, KINDS, Slot, Spot, YEARS};
use crate::framework::ItemId;
use foldhash::fast::FixedState;
use std::collections::HashMap;

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
    bits: Bits,
    cells_per_layer: usize,
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
            bits: Bits::new(cells_per_layer, units),
            cells_per_layer,
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
        self.bits.has(spot)
    }

    /// Notes a key; `false` when it was met before.
    #[inline]
    pub(super) fn insert(&mut self, spot: Spot) -> bool {
        self.bits.insert(spot)
    }

    /// Notes keys up to one that was met before, and says which it is.
    #[cfg(feature = "csv")]
    pub(super) fn insert_all(&mut self, spots: &[Spot]) -> Option<usize> {
        self.bits.insert_all(spots)
    }

    /// Forgets a key.
    #[cfg(feature = "csv")]
    pub(super) fn remove(&mut self, spot: Spot) {
        self.bits.remove(spot);
    }

    /// Where a key was met, if it was.
    pub(super) fn before(&self, key: Key, spot: Option<Spot>) -> Option<Before> {
        match spot {
            Some(spot) => self.has(spot).then_some(Before::Somewhere(spot)),
            None => self.others.get(&key).map(|first| Before::At(key, *first)),
        }
    }

    /// Notes a key with its place; where it was met first, when it is not new.
    pub(super) fn note(&mut self, key: Key, spot: Option<Spot>, here: First) -> Option<Before> {
        let before = self.before(key, spot);
        if before.is_none() {
            match spot {
                Some(spot) => {
                    self.insert(spot);
                    self.met.push(Met { spot, first: here });
                }
                None => {
                    self.others.insert(key, here);
                }
            }
        }
        before
    }
}

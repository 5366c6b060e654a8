//! Keys as bits.

#![cfg_attr(not(feature = "csv"), allow(dead_code))] // the fast way is that of CSV files

use super::calendar::{KINDS, Slot, YEARS};

/// What a record is about: one bit in one cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::check) struct Spot {
    /// Layer, indicator, kind of period and year.
    pub(in crate::check) cell: u32,
    /// Unit, and place in the year.
    pub(in crate::check) bit: u32,
}

impl Spot {
    #[inline(always)]
    pub(in crate::check) fn new(
        layer_cells: u32,
        item: u32,
        slot: Slot,
        unit: u32,
    ) -> Option<Self> {
        let cell = layer_cells + (item * KINDS + slot.kind) * YEARS + slot.year;
        Some(Self { cell, bit: unit.checked_mul(slot.parts())?.checked_add(slot.part)? })
    }

    /// The same of another item, where this is of the first.
    #[cfg(feature = "csv")]
    #[inline(always)]
    pub(super) fn of_item(self, item: u32) -> Self {
        Self { cell: self.cell + item * KINDS * YEARS, ..self }
    }

    /// Layer, item, period and unit.
    pub(in crate::check) fn parts(self, cells_per_layer: u32) -> (u32, u32, Slot, u32) {
        let layer = self.cell.checked_div(cells_per_layer).unwrap_or(0);
        let rest = self.cell - layer * cells_per_layer;
        let kind = rest / YEARS % KINDS;
        let mut slot = Slot { kind, year: rest % YEARS, part: 0 };
        slot.part = self.bit % slot.parts();
        (layer, rest / (YEARS * KINDS), slot, self.bit / slot.parts())
    }
}

//! The accepted values, each with the place from which it comes.

use crate::finding::{Finding, Rule};
use crate::framework::{Framework, Item, ItemId};
use crate::number::{self, NumberFormat};
use crate::period::Period;
use crate::register::Unit;

/// Where a value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::check) struct Origin {
    /// Number of the file.
    pub(in crate::check) file: u32,
    pub(in crate::check) record: u64,
    pub(in crate::check) line: u64,
}

/// An accepted value.
#[derive(Debug, Clone, Copy)]
pub(in crate::check) struct Cell {
    pub(in crate::check) layer: usize,
    pub(in crate::check) item: ItemId,
    pub(in crate::check) unit: usize,
    /// Number of the period; in a [`Table`], its place in time.
    pub(in crate::check) period: usize,
    pub(in crate::check) value: f64,
    pub(in crate::check) origin: Origin,
}

/// All accepted values, sorted by layer, indicator, unit and time.
pub(in crate::check) struct Table<'a> {
    pub(super) framework: &'a Framework,
    pub(super) units: &'a [Unit],
    /// In time.
    pub(super) periods: Vec<Option<Period>>,
    /// Names of the layers.
    pub(super) layers: Vec<&'a str>,
    cells: Vec<Cell>,
}

impl<'a> Table<'a> {
    pub(in crate::check) fn new(
        framework: &'a Framework,
        units: &'a [Unit],
        periods: &[Option<Period>],
        layers: Vec<&'a str>,
        mut cells: Vec<Cell>,
    ) -> Self {
        let mut in_time: Vec<(Option<Period>, usize)> = periods.iter().copied().zip(0..).collect();
        in_time.sort();
        let mut place = vec![0; periods.len()];
        for (at, (_, number)) in in_time.iter().enumerate() {
            if let Some(place) = place.get_mut(*number) {
                *place = at;
            }
        }
        for cell in &mut cells {
            cell.period = place.get(cell.period).copied().unwrap_or_default();
        }
        let key = |cell: &Cell| (cell.layer, cell.item, cell.unit, cell.period);
        // Where a framework lets a value stand twice, the last one counts.
        cells.sort_by_key(|cell| (key(cell), std::cmp::Reverse(cell.origin)));
        cells.dedup_by_key(|cell| key(cell));
        let periods = in_time.into_iter().map(|(period, _)| period).collect();
        Self { framework, units, periods, layers, cells }
    }

    pub(super) fn cells(&self) -> &[Cell] {
        &self.cells
    }

    pub(super) fn item(&self, cell: &Cell) -> Option<&'a Item> {
        self.framework.item(cell.item)
    }

    pub(super) fn period(&self, cell: &Cell) -> Option<Period> {
        self.periods.get(cell.period).copied().flatten()
    }

    /// The values of one unit and indicator in one layer, in time; periods of different kinds
    /// (years, quarters) are series of their own, and values without a period are none.
    pub(super) fn series(&self) -> impl Iterator<Item = Vec<Cell>> + '_ {
        let same = |a: &Cell, b: &Cell| (a.layer, a.item, a.unit) == (b.layer, b.item, b.unit);
        self.cells.chunk_by(same).flat_map(|cells| {
            let mut kinds: Vec<(_, Vec<Cell>)> = Vec::new();
            for cell in cells {
                let Some(period) = self.period(cell) else { continue };
                match kinds.iter_mut().find(|(kind, _)| *kind == period.kind()) {
                    Some((_, list)) => list.push(*cell),
                    None => kinds.push((period.kind(), vec![*cell])),
                }
            }
            kinds.into_iter().map(|(_, list)| list)
        })
    }

    /// The values in another order, by a key under which they are then grouped.
    pub(super) fn grouped<K: Ord>(&self, key: impl Fn(&Cell) -> K) -> Vec<Vec<Cell>> {
        let mut cells = self.cells.clone();
        cells.sort_by_key(|cell| key(cell));
        cells.chunk_by(|a, b| key(a) == key(b)).map(<[Cell]>::to_vec).collect()
    }

    /// A finding about a value.
    pub(super) fn finding(&self, rule: &'static Rule, cell: &Cell) -> Finding {
        let mut finding = Finding::new(rule).value(written(cell.value));
        if let Some(unit) = self.units.get(cell.unit) {
            finding = finding.unit(unit.code.as_str());
        }
        if let Some(item) = self.item(cell) {
            finding = finding.indicator(item.code.as_str());
        }
        if let Some(period) = self.period(cell) {
            finding = finding.period(period.to_string());
        }
        finding
    }
}

/// A number as findings hold it: the shortest decimal that is the same double.
pub(super) fn written(value: f64) -> String {
    number::format(value, None, NumberFormat::En).replace(',', "")
}

//! Observations that are right, as columns by period and indicator.

use super::Column;
use crate::framework::ItemId;
use crate::framework::spec::CriterionStatus;
use crate::period::Period;
use crate::register::Unit;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Observations as columns: for every period and indicator one number, or none, a unit.
///
/// Units stand in the order of the register, or of their codes where there is none; periods in
/// their own order. So nothing that is computed from observations depends on the order of rows.
#[derive(Debug, Clone, Default)]
pub struct Observations {
    units: Arc<[Unit]>,
    periods: Vec<Option<Period>>,
    columns: BTreeMap<(usize, ItemId), Column>,
    tallies: Vec<Tally>,
}

/// How many criteria below a node have a status, where they are not known one by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Tally {
    /// Number of the period in [`Observations::periods`].
    pub period: usize,
    /// Number of the unit in [`Observations::units`].
    pub unit: usize,
    /// The node.
    pub node: ItemId,
    /// The status.
    pub status: CriterionStatus,
    /// How many criteria have it.
    pub count: u32,
}

impl Observations {
    /// The units of which something is known.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// The units, to be kept by a result without a copy of each.
    pub(crate) fn shared_units(&self) -> Arc<[Unit]> {
        Arc::clone(&self.units)
    }

    /// The periods of which something is known; `None` for records without a period.
    pub fn periods(&self) -> &[Option<Period>] {
        &self.periods
    }

    /// The column of an indicator in a period, by the number of the period.
    pub fn column(&self, period: usize, item: ItemId) -> Option<&Column> {
        self.columns.get(&(period, item))
    }

    /// Numbers of the units that have an observation or a tally in a period, rising.
    pub fn observed(&self, period: usize) -> Vec<usize> {
        let mut seen = vec![false; self.units.len()];
        let of = (period, ItemId::new(0))..(period + 1, ItemId::new(0));
        let mut left = seen.len();
        for (_, column) in self.columns.range(of) {
            if left == 0 {
                break;
            }
            for (seen, cell) in seen.iter_mut().zip(column.cells()) {
                *seen |= !cell.is_nan();
            }
            left = seen.iter().filter(|seen| !**seen).count();
        }
        let of_period = |at: usize| self.tallies.partition_point(|tally| tally.period < at);
        let tallies = self.tallies.get(of_period(period)..of_period(period + 1));
        for tally in tallies.unwrap_or_default() {
            if let Some(seen) = seen.get_mut(tally.unit) {
                *seen = true;
            }
        }
        seen.iter().enumerate().filter(|(_, seen)| **seen).map(|(unit, _)| unit).collect()
    }

    /// The tallies of a unit in a period, by node.
    pub fn tallies_of(&self, period: usize, unit: usize) -> &[Tally] {
        // They are sorted by period and unit: data may hold a great many.
        let before = |at| self.tallies.partition_point(|tally| (tally.period, tally.unit) < at);
        self.tallies.get(before((period, unit))..before((period, unit + 1))).unwrap_or_default()
    }

    /// The tallies, by period, unit and node.
    pub fn tallies(&self) -> &[Tally] {
        &self.tallies
    }

    /// How many numbers there are.
    pub fn len(&self) -> usize {
        self.columns.values().map(Column::present).sum()
    }

    /// Whether nothing was observed.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// The observations of one period alone.
    #[must_use]
    pub fn in_period(&self, period: &Period) -> Self {
        let mut kept = Self { units: self.units.clone(), ..Self::default() };
        let Some(number) = self.periods.iter().position(|p| p.as_ref() == Some(period)) else {
            return kept;
        };
        kept.periods.push(Some(*period));
        kept.columns = self
            .columns
            .iter()
            .filter(|((p, _), _)| *p == number)
            .map(|((_, item), column)| ((0, *item), column.clone()))
            .collect();
        let tallies = self.tallies.iter().filter(|tally| tally.period == number);
        kept.tallies = tallies.map(|tally| Tally { period: 0, ..*tally }).collect();
        kept
    }
}

/// Collects observations row by row.
#[derive(Debug, Clone, Default)]
pub struct Builder {
    units: Vec<Unit>,
    by_place: HashMap<UnitKey, usize>,
    periods: Vec<Option<Period>>,
    period_numbers: HashMap<Option<Period>, usize>,
    /// Rows by number of period, indicator and number of unit.
    cells: Vec<(usize, ItemId, usize, f64)>,
    tallies: Vec<Tally>,
}

/// How units are told apart and ordered: by their place in the register, else by code.
type UnitKey = (u32, crate::id::Code);

impl Builder {
    /// An empty builder.
    pub fn new() -> Self {
        Self::default()
    }

    /// The number of a unit, which stands at `place` of its register (0 where it is open).
    pub fn unit(&mut self, place: u32, unit: &Unit) -> usize {
        let next = self.units.len();
        let number = *self.by_place.entry((place, unit.code.clone())).or_insert(next);
        if number == next {
            self.units.push(unit.clone());
        }
        number
    }

    /// The units so far, by number.
    pub(crate) fn units(&self) -> &[Unit] {
        &self.units
    }

    /// The periods so far, by number.
    pub(crate) fn periods(&self) -> &[Option<Period>] {
        &self.periods
    }

    /// The code of a unit by its number.
    pub fn code_of(&self, unit: usize) -> Option<&crate::id::Code> {
        self.units.get(unit).map(|unit| &unit.code)
    }

    /// The number of a period.
    pub fn period(&mut self, period: Option<Period>) -> usize {
        let next = self.periods.len();
        let number = *self.period_numbers.entry(period).or_insert(next);
        if number == next {
            self.periods.push(period);
        }
        number
    }

    /// Adds a value. Of two different values for the same cell nobody knows which is right: the
    /// cell is left without one, in whatever order they come. The same value twice is one value.
    pub fn push(&mut self, unit: usize, item: ItemId, period: usize, value: f64) {
        if value.is_finite() {
            self.cells.push((period, item, unit, value));
        }
    }

    /// Adds a tally. Of two different counts for the same status the larger holds.
    pub fn push_tally(
        &mut self,
        unit: usize,
        node: ItemId,
        period: usize,
        of: (CriterionStatus, u32),
    ) {
        self.tallies.push(Tally { period, unit, node, status: of.0, count: of.1 });
    }

    /// Sorts units and periods and builds the columns. Units and periods of which nothing was
    /// added are left out.
    pub fn finish(self) -> Observations {
        let mut unit_used = vec![false; self.units.len()];
        let mut period_used = vec![false; self.periods.len()];
        let cells = self.cells.iter().map(|(period, _, unit, _)| (*period, *unit));
        for (period, unit) in cells.chain(self.tallies.iter().map(|t| (t.period, t.unit))) {
            for (used, number) in [(&mut unit_used, unit), (&mut period_used, period)] {
                if let Some(used) = used.get_mut(number) {
                    *used = true;
                }
            }
        }
        let is_used = |used: &[bool], number: usize| used.get(number) == Some(&true);
        let unit_order: BTreeMap<&UnitKey, usize> = self
            .by_place
            .iter()
            .map(|(key, number)| (key, *number))
            .filter(|(_, number)| is_used(&unit_used, *number))
            .collect();
        let mut new_unit = vec![0; self.units.len()];
        let mut units = Vec::with_capacity(unit_order.len());
        for (place, old) in unit_order.into_values().enumerate() {
            if let (Some(cell), Some(unit)) = (new_unit.get_mut(old), self.units.get(old)) {
                *cell = place;
                units.push(unit.clone());
            }
        }
        let mut sorted: Vec<(Option<Period>, usize)> =
            self.periods.iter().copied().zip(0..).collect();
        sorted.retain(|(_, number)| is_used(&period_used, *number));
        sorted.sort();
        let mut new_period = vec![0; self.periods.len()];
        for (place, (_, old)) in sorted.iter().enumerate() {
            if let Some(cell) = new_period.get_mut(*old) {
                *cell = place;
            }
        }
        let place = |list: &[usize], old: usize| list.get(old).copied().unwrap_or(0);
        let mut columns: BTreeMap<(usize, ItemId), Column> = BTreeMap::new();
        let mut contradictory = BTreeSet::new();
        for (period, item, unit, value) in self.cells {
            let (period, unit) = (place(&new_period, period), place(&new_unit, unit));
            let column =
                columns.entry((period, item)).or_insert_with(|| Column::absent(units.len()));
            match column.get(unit) {
                Some(other) if other == value => {}
                Some(_) => {
                    column.set(unit, None);
                    contradictory.insert((period, item, unit));
                }
                None if contradictory.contains(&(period, item, unit)) => {}
                None => column.set(unit, Some(value)),
            }
        }
        let mut tallies: Vec<Tally> = self
            .tallies
            .into_iter()
            .map(|tally| Tally {
                period: place(&new_period, tally.period),
                unit: place(&new_unit, tally.unit),
                ..tally
            })
            .collect();
        tallies.sort_unstable_by(|a, b| b.cmp(a));
        tallies.dedup_by_key(|t| (t.period, t.unit, t.node, t.status));
        tallies.reverse();
        Observations {
            units: units.into(),
            periods: sorted.into_iter().map(|(p, _)| p).collect(),
            columns,
            tallies,
        }
    }
}

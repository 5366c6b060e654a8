//! Gaps of indicators, filled as the framework says.

use super::{Table, year};
use crate::framework::{Framework, ItemId};
use crate::id::Code;
use crate::observe::{Column, Observations};
#[cfg(feature = "analyse")]
use crate::period::Period;
use crate::recipe::{Direction, Imputation, Middle};
use crate::score::impute::{
    Imputed, SeriesRule, group_series, impute_column, impute_em, impute_groups, impute_growth,
    impute_nearest, impute_regression, impute_rows, impute_series,
};
#[cfg(feature = "analyse")]
use crate::score::impute::{MultipleOptions, impute_multiple};
#[cfg(feature = "analyse")]
use sha2::{Digest, Sha256};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// A method, and the node whose indicators it looks at.
type Key = (Imputation, Option<ItemId>, usize);
/// Columns that were filled together.
type Filled = Vec<(ItemId, Column)>;
/// The group of every unit.
type Groups = Rc<[Option<u32>]>;

/// Fills gaps. Tables that several indicators look at are filled once.
pub(super) struct Filler<'a> {
    framework: &'a Framework,
    observations: &'a Observations,
    tables: &'a [Table],
    /// Which of the completed tables is wanted, where gaps are filled by draws; none for expectations.
    replicate: Option<u32>,
    together: RefCell<Vec<(Key, Filled)>>,
    groups: RefCell<Vec<(Option<String>, Groups)>>,
}

impl<'a> Filler<'a> {
    pub(super) fn new(
        framework: &'a Framework,
        observations: &'a Observations,
        tables: &'a [Table],
        replicate: Option<u32>,
    ) -> Self {
        let (together, groups) = (RefCell::default(), RefCell::default());
        Self { framework, observations, tables, replicate, together, groups }
    }

    /// The filled columns of an indicator, one for each period.
    pub(super) fn fill(&self, id: ItemId, method: &Imputation) -> Vec<Option<Column>> {
        let alone = |fill: &dyn Fn(&Column) -> Column| {
            let columns = self.tables.iter().map(|table| table.get(&id));
            columns.map(|column| column.map(fill)).collect()
        };
        match method {
            Imputation::None => alone(&Clone::clone),
            Imputation::Value { value } => {
                alone(&|column| column.iter().map(|x| x.or(Some(*value))).collect())
            }
            Imputation::Mean => alone(&|column| impute_column(column, Middle::Mean).column),
            Imputation::Median => alone(&|column| impute_column(column, Middle::Median).column),
            Imputation::GroupMean { group } => {
                let groups = self.groups(Some(group));
                alone(&|column| impute_groups(column, &groups, Middle::Mean).column)
            }
            Imputation::GroupMedian { group } => {
                let groups = self.groups(Some(group));
                alone(&|column| impute_groups(column, &groups, Middle::Median).column)
            }
            Imputation::Latest { max_steps } => {
                self.series(id, SeriesRule::Latest { max_steps: *max_steps })
            }
            Imputation::Constant => self.series(id, SeriesRule::Constant),
            Imputation::Linear => self.series(id, SeriesRule::Linear),
            Imputation::LinearConstant => self.series(id, SeriesRule::LinearConstant),
            Imputation::GroupGrowth { group, unit, max_steps } => {
                self.growth(id, group.as_ref(), unit.as_ref(), *max_steps)
            }
            Imputation::Regression { predictors } => self
                .tables
                .iter()
                .map(|table| {
                    let others: Option<Vec<&Column>> = predictors
                        .iter()
                        .map(|code| table.get(&self.framework.find(code.as_str())?))
                        .collect();
                    Some(impute_regression(table.get(&id)?, &others?).column)
                })
                .collect(),
            Imputation::RowMean { .. }
            | Imputation::RowMedian { .. }
            | Imputation::Nearest { .. }
            | Imputation::Em { .. }
            | Imputation::Multiple { .. } => {
                (0..self.tables.len()).map(|period| self.table(id, method, period)).collect()
            }
        }
    }

    /// The column of an indicator out of a table that is filled as a whole.
    fn table(&self, id: ItemId, method: &Imputation, period: usize) -> Option<Column> {
        let own_parent = || self.framework.item(id)?.parents.first().copied();
        let stated = method.within().map(|code| self.framework.find(code.as_str()));
        let within = stated.unwrap_or_else(own_parent);
        let key: Key = (method.clone(), within, period);
        let of = |filled: &[(ItemId, Column)]| {
            filled.iter().find(|(item, _)| *item == id).map(|(_, column)| column.clone())
        };
        if let Some((_, filled)) = self.together.borrow().iter().find(|(known, _)| *known == key) {
            return of(filled);
        }
        let members = within.map_or_else(|| vec![id], |node| self.framework.counted_below(node));
        let table = self.tables.get(period)?;
        let (ids, columns): (Vec<ItemId>, Vec<Column>) =
            members.iter().filter_map(|id| Some((*id, table.get(id)?.clone()))).unzip();
        let directions: Vec<Direction> = ids
            .iter()
            .map(|id| self.framework.item(*id).map(|item| item.direction()).unwrap_or_default())
            .collect();
        let filled: Vec<Imputed> = match method {
            Imputation::RowMean { .. } => impute_rows(&columns, &directions, Middle::Mean),
            Imputation::RowMedian { .. } => impute_rows(&columns, &directions, Middle::Median),
            Imputation::Nearest { k, .. } => impute_nearest(&columns, *k),
            Imputation::Multiple { .. } if self.replicate.is_some() => {
                self.drawn(method, within, period, &columns)
            }
            Imputation::Em { tolerance, max_iterations, .. }
            | Imputation::Multiple { tolerance, max_iterations, .. } => {
                impute_em(&columns, *tolerance, *max_iterations).columns
            }
            _ => return None,
        };
        let filled: Filled =
            ids.into_iter().zip(filled.into_iter().map(|imputed| imputed.column)).collect();
        let own = of(&filled);
        self.together.borrow_mut().push((key, filled));
        own
    }

    /// The table as the replicate that is wanted has it. Draws follow from the seed, the node and the period, so
    /// that other nodes and periods change none.
    #[cfg(feature = "analyse")]
    fn drawn(
        &self,
        method: &Imputation,
        within: Option<ItemId>,
        period: usize,
        columns: &[Column],
    ) -> Vec<Imputed> {
        let Imputation::Multiple { replicates, seed, tolerance, max_iterations, .. } = method
        else {
            return Vec::new();
        };
        let node = within.and_then(|id| self.framework.item(id)).map(|item| item.code.as_str());
        let period = self.observations.periods().get(period).copied().flatten();
        let mut options = MultipleOptions::seeded(own_seed(*seed, node, period));
        (options.tolerance, options.max_iterations) = (*tolerance, *max_iterations);
        let number = self.replicate.unwrap_or_default() % (*replicates).max(1);
        impute_multiple(columns, &options, u64::from(number))
    }

    /// Nothing can be drawn without the feature `analyse`; nobody asks for it either.
    #[cfg(not(feature = "analyse"))]
    fn drawn(
        &self,
        _: &Imputation,
        _: Option<ItemId>,
        _: usize,
        columns: &[Column],
    ) -> Vec<Imputed> {
        columns.iter().map(|column| crate::score::impute::impute_value(column, None)).collect()
    }

    /// The columns of the periods that stand in time, with their places and times.
    fn in_time(&self, id: ItemId) -> (Vec<usize>, Vec<f64>, Vec<Column>) {
        let units = self.observations.units().len();
        let (mut places, mut times, mut columns) = (Vec::new(), Vec::new(), Vec::new());
        for (place, period) in self.observations.periods().iter().enumerate() {
            let Some(period) = period else { continue };
            let column = self.tables.get(place).and_then(|table| table.get(&id));
            places.push(place);
            times.push(year(*period));
            columns.push(column.cloned().unwrap_or_else(|| Column::absent(units)));
        }
        (places, times, columns)
    }

    fn back(&self, places: &[usize], filled: Vec<Column>) -> Vec<Option<Column>> {
        let mut all = vec![None; self.tables.len()];
        for (place, column) in places.iter().zip(filled) {
            if let Some(cell) = all.get_mut(*place) {
                *cell = Some(column);
            }
        }
        all
    }

    fn series(&self, id: ItemId, rule: SeriesRule) -> Vec<Option<Column>> {
        let (places, times, columns) = self.in_time(id);
        self.back(&places, impute_series(&times, &columns, rule).columns)
    }

    fn growth(
        &self,
        id: ItemId,
        group: Option<&String>,
        unit: Option<&Code>,
        max_steps: Option<usize>,
    ) -> Vec<Option<Column>> {
        let (places, _, columns) = self.in_time(id);
        let groups = self.groups(group);
        let values: Vec<Vec<Option<f64>>> = match unit {
            Some(code) => {
                let units = self.observations.units();
                let place = units.iter().position(|unit| unit.code == *code);
                let series: Vec<Option<f64>> =
                    columns.iter().map(|column| column.get(place?)).collect();
                let count = groups.iter().flatten().max().map_or(0, |most| most + 1);
                vec![series; count as usize]
            }
            None => {
                let count = groups.iter().flatten().max().map_or(0, |most| most + 1);
                group_series(&columns, &groups, count as usize, Middle::Mean)
            }
        };
        self.back(&places, impute_growth(&columns, &groups, &values, max_steps).columns)
    }

    /// The group of every unit, by an attribute; all are one group without one. Indicators that are
    /// filled by the same groups share them.
    fn groups(&self, attribute: Option<&String>) -> Groups {
        let mut known = self.groups.borrow_mut();
        if let Some((_, groups)) = known.iter().find(|(of, _)| of.as_ref() == attribute) {
            return Rc::clone(groups);
        }
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        let units = self.observations.units().iter();
        let groups: Groups = units
            .map(|unit| {
                let Some(attribute) = attribute else { return Some(0) };
                let value = unit.attribute(attribute).filter(|value| !value.is_empty())?;
                let next = numbers.len() as u32;
                Some(*numbers.entry(value).or_insert(next))
            })
            .collect();
        known.push((attribute.cloned(), Rc::clone(&groups)));
        groups
    }
}

/// The seed of one table: the first bytes of a hash, so that tables have draws of their own.
#[cfg(feature = "analyse")]
fn own_seed(seed: u64, node: Option<&str>, period: Option<Period>) -> u64 {
    let mut hash = Sha256::new();
    hash.update(seed.to_le_bytes());
    hash.update(node.unwrap_or_default());
    hash.update([0]);
    hash.update(period.map(|period| period.to_string()).unwrap_or_default());
    hash.finalize().iter().take(8).fold(0, |seed, byte| seed << 8 | u64::from(*byte))
}

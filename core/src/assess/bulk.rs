//! Levels of very many units from statuses alone, by columns of bytes.
//!
//! The tree of results that [`assess`](super::assess) makes names every requirement of every unit.
//! Where only the levels are wanted, of a million units or more, a scheme over statuses is compiled
//! into operations over columns: two bits say whether something is met for certain and whether it
//! may be, so that *and*, *or* and counting are those of Kleene's logic, many units at a time. The
//! levels are the same as those of the tree, on any number of threads.

mod compile;
mod kernel;

pub use compile::NotColumnar;

use crate::framework::spec::{CriterionStatus, Scale};
use crate::framework::{Framework, ItemId};
use crate::id::Code;
use crate::observe::Observations;
use compile::Level;
use kernel::Scratch;

/// How many units are looked at together: their statuses and results stay in the nearest cache.
const BLOCK: usize = 4096;

/// Statuses of many units: a column of bytes for every criterion, each byte the place of the status
/// in [`CriterionStatus::ALL`]; what is not known is `undetermined`.
#[derive(Debug, Clone, Default)]
pub struct Statuses {
    units: usize,
    columns: Vec<(Code, Vec<u8>)>,
}

impl Statuses {
    /// No criteria yet, of so many units.
    pub fn new(units: usize) -> Self {
        Self { units, columns: Vec::new() }
    }

    /// How many units there are.
    pub fn units(&self) -> usize {
        self.units
    }

    /// Adds a criterion, or replaces it. A column that is too short is filled with `undetermined`.
    pub fn insert(&mut self, criterion: Code, mut statuses: Vec<u8>) {
        statuses.resize(self.units, CriterionStatus::Undetermined as u8);
        match self.columns.iter_mut().find(|(known, _)| *known == criterion) {
            Some((_, column)) => *column = statuses,
            None => self.columns.push((criterion, statuses)),
        }
    }

    /// The column of a criterion.
    pub fn column(&self, criterion: &str) -> Option<&[u8]> {
        let mut columns = self.columns.iter();
        columns.find(|(known, _)| *known == *criterion).map(|(_, column)| column.as_slice())
    }

    /// The statuses of one period of observations, units in the order of the observations.
    pub fn of(framework: &Framework, observations: &Observations, period: usize) -> Self {
        let mut statuses = Self::new(observations.units().len());
        for (id, item, indicator) in framework.indicators() {
            if !matches!(indicator.scale, Scale::Status | Scale::YesNo) {
                continue;
            }
            let Some(column) = observations.column(period, id) else { continue };
            let byte = |value: Option<f64>| match (value, indicator.scale) {
                (None, _) => CriterionStatus::Undetermined as u8,
                (Some(1.0), Scale::YesNo) => CriterionStatus::Met as u8,
                (Some(_), Scale::YesNo) => CriterionStatus::NotMet as u8,
                (Some(status), _) => status as u8,
            };
            statuses.insert(item.code.clone(), column.iter().map(byte).collect());
        }
        statuses
    }
}

/// The levels of many units: 0 for none, else the number of the level counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct BulkLevels {
    /// The highest level that is reached for certain.
    pub certain: Vec<u8>,
    /// The highest level that may be reached.
    pub possible: Vec<u8>,
}

/// A scheme compiled for columns.
#[derive(Debug, Clone)]
pub struct BulkScheme {
    levels: Vec<Level>,
    cumulative: bool,
    criteria: Vec<Code>,
    /// How many blocks of scratch the deepest requirement needs.
    depth: usize,
}

impl BulkScheme {
    /// Compiles a scheme that asks for statuses and nothing else.
    ///
    /// # Errors
    /// When it asks for more: values, ranks, tallies, tables, levels of other schemes, weights, time, or
    /// attributes of units. The first such thing is named.
    ///
    /// ```
    /// use chuan::assess::bulk::{BulkScheme, Statuses};
    /// use chuan::framework::spec::CriterionStatus::{Met, NotMet, Undetermined};
    /// use chuan::framework::{FileFormat, Framework};
    ///
    /// let framework = Framework::parse(r#"
    ///     code = "demo"
    ///     title = "Demo"
    ///     indicator = [{ code = "a", scale = "status" }, { code = "b", scale = "status" }]
    ///     [[scheme]]
    ///     code = "s"
    ///     cumulative = true
    ///     level = [{ code = "1", require = [{ criterion = "a" }] },
    ///              { code = "2", require = [{ criterion = "b" }] }]
    /// "#, FileFormat::Toml).unwrap();
    /// let mut statuses = Statuses::new(3);
    /// let code = |text| chuan::id::Code::new(text).unwrap();
    /// statuses.insert(code("a"), vec![Met as u8, Met as u8, NotMet as u8]);
    /// statuses.insert(code("b"), vec![Met as u8, Undetermined as u8, Met as u8]);
    /// let scheme = BulkScheme::new(&framework, "s").unwrap();
    /// let levels = scheme.levels(&statuses);
    /// assert_eq!(levels.certain, [2, 1, 0]);
    /// assert_eq!(levels.possible, [2, 2, 0]);
    /// ```
    pub fn new(framework: &Framework, scheme: &str) -> Result<Self, NotColumnar> {
        compile::scheme(framework, scheme)
    }

    /// The criteria that it looks at.
    pub fn criteria(&self) -> &[Code] {
        &self.criteria
    }

    /// The levels of all units; in parallel with the feature `parallel`, with the same result.
    pub fn levels(&self, statuses: &Statuses) -> BulkLevels {
        let columns: Vec<Option<&[u8]>> =
            self.criteria.iter().map(|code| statuses.column(code.as_str())).collect();
        let mut certain = vec![0; statuses.units];
        let mut possible = vec![0; statuses.units];
        #[cfg(feature = "parallel")]
        {
            use rayon::prelude::*;
            (certain.par_chunks_mut(BLOCK).zip(possible.par_chunks_mut(BLOCK)))
                .enumerate()
                .for_each_init(
                    || Scratch::new(self.depth, self.levels.len()),
                    |scratch, (block, (certain, possible))| {
                        self.block(&columns, block * BLOCK, certain, possible, scratch);
                    },
                );
        }
        #[cfg(not(feature = "parallel"))]
        {
            let mut scratch = Scratch::new(self.depth, self.levels.len());
            let blocks = certain.chunks_mut(BLOCK).zip(possible.chunks_mut(BLOCK));
            for (block, (certain, possible)) in blocks.enumerate() {
                self.block(&columns, block * BLOCK, certain, possible, &mut scratch);
            }
        }
        BulkLevels { certain, possible }
    }

    /// The same on the thread that calls.
    pub fn levels_on_one_thread(&self, statuses: &Statuses) -> BulkLevels {
        let columns: Vec<Option<&[u8]>> =
            self.criteria.iter().map(|code| statuses.column(code.as_str())).collect();
        let mut certain = vec![0; statuses.units];
        let mut possible = vec![0; statuses.units];
        let mut scratch = Scratch::new(self.depth, self.levels.len());
        let blocks = certain.chunks_mut(BLOCK).zip(possible.chunks_mut(BLOCK));
        for (block, (certain, possible)) in blocks.enumerate() {
            self.block(&columns, block * BLOCK, certain, possible, &mut scratch);
        }
        BulkLevels { certain, possible }
    }
}

/// The place of an item among the criteria of a scheme.
pub(super) fn criterion(framework: &Framework, id: ItemId) -> Option<&Code> {
    let item = framework.item(id)?;
    let scale = item.indicator()?.scale;
    matches!(scale, Scale::Status | Scale::YesNo).then_some(&item.code)
}

#[cfg(test)]
mod tests;

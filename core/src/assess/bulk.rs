//! Levels of very many units from statuses alone, by columns.
//!
//! The tree of results that [`assess`](super::assess) makes names every requirement of every unit.
//! Where only the levels are wanted, of a million units or more, a scheme over statuses is compiled
//! into a programme over bits: one word says of 64 units whether something is met for certain,
//! another whether it may be, so that *and*, *or*, *not* and counting are those of Kleene's logic for
//! 64 units at once. Numbers of criteria and sums of weights are added bit by bit (carry-save adders)
//! and compared bit by bit. The levels are the same as those of the tree, on any number of threads.
//!
//! A scheme that asks for something else than statuses is refused by name ([`NotColumnar`]);
//! [`levels_of`] then takes the tree and says so.

mod compile;
mod kernel;
mod planes;
mod program;

pub use compile::NotColumnar;

use super::context::Context;
use crate::finding::Findings;
use crate::framework::spec::{CriterionStatus, Scale};
use crate::framework::{Framework, ItemId};
use crate::id::Code;
use crate::observe::Observations;
use crate::score::Scorecard;
use kernel::Scratch;
use planes::BLOCK;
use program::Program;

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

    /// Adds a criterion, or replaces it. A column that is too short is filled with `undetermined`,
    /// which also stands for a byte that is no status.
    pub fn insert(&mut self, criterion: Code, mut statuses: Vec<u8>) {
        const UNKNOWN: u8 = CriterionStatus::Undetermined as u8;
        statuses.resize(self.units, UNKNOWN);
        statuses.iter_mut().for_each(|status| *status = (*status).min(UNKNOWN));
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
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct BulkLevels {
    /// The highest level that is reached for certain.
    pub certain: Vec<u8>,
    /// The highest level that may be reached.
    pub possible: Vec<u8>,
}

impl BulkLevels {
    fn none(units: usize) -> Self {
        Self { certain: vec![0; units], possible: vec![0; units] }
    }
}

/// A scheme compiled for columns.
#[derive(Debug, Clone)]
pub struct BulkScheme {
    criteria: Vec<Code>,
    program: Program,
}

impl BulkScheme {
    /// Compiles a scheme that asks for statuses and nothing else.
    ///
    /// # Errors
    /// When it asks for more: values, ranks, shares of the criteria that apply, tables, time, or
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
        // Room that the system has zeroed: each thread is the first to touch its own part.
        let mut levels = BulkLevels::none(statuses.units);
        self.levels_into(statuses, &mut levels);
        levels
    }

    /// The same into the room of earlier results, for those who evaluate again and again: the
    /// system takes its time to hand out fresh memory.
    pub fn levels_into(&self, statuses: &Statuses, levels: &mut BulkLevels) {
        levels.certain.resize(statuses.units, 0);
        levels.possible.resize(statuses.units, 0);
        #[cfg(feature = "parallel")]
        {
            use rayon::prelude::*;
            let columns = self.columns(statuses);
            (levels.certain.par_chunks_mut(BLOCK).zip(levels.possible.par_chunks_mut(BLOCK)))
                .enumerate()
                .for_each_init(
                    || Scratch::new(&self.program),
                    |scratch, (block, (certain, possible))| {
                        scratch.block(&self.program, &columns, block * BLOCK, certain, possible);
                    },
                );
        }
        #[cfg(not(feature = "parallel"))]
        self.on_one_thread(statuses, levels);
    }

    /// The same on the thread that calls.
    pub fn levels_on_one_thread(&self, statuses: &Statuses) -> BulkLevels {
        let mut levels = BulkLevels::none(statuses.units);
        self.on_one_thread(statuses, &mut levels);
        levels
    }

    fn on_one_thread(&self, statuses: &Statuses, levels: &mut BulkLevels) {
        let columns = self.columns(statuses);
        let mut scratch = Scratch::new(&self.program);
        let blocks = levels.certain.chunks_mut(BLOCK).zip(levels.possible.chunks_mut(BLOCK));
        for (block, (certain, possible)) in blocks.enumerate() {
            scratch.block(&self.program, &columns, block * BLOCK, certain, possible);
        }
    }

    fn columns<'a>(&self, statuses: &'a Statuses) -> Vec<Option<&'a [u8]>> {
        self.criteria.iter().map(|code| statuses.column(code.as_str())).collect()
    }
}

/// How levels were found.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Way {
    /// Over columns of statuses.
    Columns,
    /// Unit by unit, as [`assess`](super::assess) does, because columns do not have what is asked for.
    Tree(NotColumnar),
}

/// The levels of all units of the observations in one period: over columns where the scheme and the
/// data allow it, else unit by unit; which of the two is said. A unit of which the period has
/// nothing has no level, and none is possible.
///
/// `card` is the result of scoring the same observations with the same framework.
///
/// ```
/// use chuan::assess::bulk::{Way, levels_of};
/// use chuan::check::{CheckOptions, Checker};
/// use chuan::framework::{FileFormat, Framework};
///
/// let framework = Framework::parse(r#"
///     code = "demo"
///     title = "Demo"
///     indicator = [{ code = "a", scale = "status" }, { code = "p" }]
///     [[scheme]]
///     code = "statuses"
///     level = [{ code = "1", require = [{ criterion = "a" }] }]
///     [[scheme]]
///     code = "values"
///     level = [{ code = "1", require = [{ criterion = "p", at_least = 50 }] }]
/// "#, FileFormat::Toml).unwrap();
/// let mut checker = Checker::new(&framework, CheckOptions::default());
/// checker.read_csv("data.csv", "unit,a,p\nx,met,49\ny,,50\n".as_bytes())?;
/// let observations = checker.finish().observations;
/// let card = chuan::score::score(&framework, &observations);
/// let (levels, way) = levels_of(&framework, &observations, &card, "statuses", 0).unwrap();
/// assert_eq!((levels.certain, levels.possible, way), (vec![1, 0], vec![1, 1], Way::Columns));
/// let (levels, way) = levels_of(&framework, &observations, &card, "values", 0).unwrap();
/// assert_eq!(levels.certain, [0, 1]);
/// let Way::Tree(why) = way else { panic!() };
/// assert_eq!(
///     why.to_string(),
///     "level `1` asks for a comparison, which columns of statuses do not have",
/// );
/// # Ok::<(), chuan::observe::ReadError>(())
/// ```
///
/// # Errors
/// When there is no such scheme.
pub fn levels_of(
    framework: &Framework,
    observations: &Observations,
    card: &Scorecard,
    scheme: &str,
    period: usize,
) -> Result<(BulkLevels, Way), NotColumnar> {
    let counted = observations.tallies().iter().any(|tally| tally.period == period);
    let compiled = BulkScheme::new(framework, scheme);
    let why = match compiled {
        Ok(_) if counted => NotColumnar::Tallies,
        Ok(compiled) => {
            let mut levels = compiled.levels(&Statuses::of(framework, observations, period));
            let there = card.periods().get(period).map(|scores| scores.units());
            let there = there.unwrap_or_default();
            let both = levels.certain.iter_mut().zip(levels.possible.iter_mut());
            for (unit, (certain, possible)) in both.enumerate() {
                if there.binary_search(&unit).is_err() {
                    (*certain, *possible) = (0, 0);
                }
            }
            return Ok((levels, Way::Columns));
        }
        Err(unknown @ NotColumnar::UnknownScheme(_)) => return Err(unknown),
        Err(why) => why,
    };
    let mut levels = BulkLevels::none(observations.units().len());
    let number = framework.schemes().iter().position(|known| known.code == *scheme);
    let context = Context::new(framework, observations, card, None);
    let mut results = Vec::new();
    if let Some(case) = number.and_then(|number| context.case(number, period)) {
        case.assess(&mut results, &mut Findings::new());
    }
    let place =
        |index: Option<usize>| index.map_or(0, |index| u8::try_from(index + 1).unwrap_or(u8::MAX));
    for result in results {
        if let Some(certain) = levels.certain.get_mut(result.unit) {
            *certain = place(result.reached_index());
        }
        if let Some(at_best) = levels.possible.get_mut(result.unit) {
            *at_best = place(result.possible_index());
        }
    }
    Ok((levels, Way::Tree(why)))
}

/// The place of an item among the criteria of a scheme.
pub(super) fn criterion(framework: &Framework, id: ItemId) -> Option<&Code> {
    let item = framework.item(id)?;
    let scale = item.indicator()?.scale;
    matches!(scale, Scale::Status | Scale::YesNo).then_some(&item.code)
}

#[cfg(test)]
mod tests;

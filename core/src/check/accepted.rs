//! Accepted values with their places, for who wants to write them down.

use super::series::Origin;
use super::{Checker, shown};
use crate::framework::spec::CriterionStatus;
use crate::framework::{Item, ItemId};
use crate::period::Period;
use crate::register::Unit;
use chrono::NaiveDate;

/// A status and its count, with its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct PlacedTally {
    pub(super) layer: usize,
    pub(super) item: ItemId,
    pub(super) unit: usize,
    pub(super) period: usize,
    pub(super) status: CriterionStatus,
    pub(super) count: u32,
    pub(super) origin: Origin,
}

/// The texts beside the values of a record, and the day of the report.
#[derive(Debug)]
pub(super) struct Texts {
    /// File and record.
    pub(super) of: (u32, u64),
    pub(super) reported_on: Option<NaiveDate>,
    pub(super) source: Option<Box<str>>,
    pub(super) evidence: Option<Box<str>>,
    pub(super) note: Option<Box<str>>,
}

/// A value that was accepted: what it is about in canonical form, and where it stands.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct AcceptedValue<'c> {
    /// The unit.
    pub unit: &'c Unit,
    /// The indicator; the node, for a tally.
    pub item: &'c Item,
    /// The period; none where the data state none.
    pub period: Option<Period>,
    /// The layer; `-` for values without one.
    pub layer: &'c str,
    /// The status that a tally counts.
    pub status: Option<CriterionStatus>,
    /// The value, or the count.
    pub value: f64,
    /// The day of the report.
    pub reported_on: Option<NaiveDate>,
    /// Where the value comes from, as tidy text: letters composed, single spaces.
    pub source: Option<&'c str>,
    /// What proves it.
    pub evidence: Option<&'c str>,
    /// A note.
    pub note: Option<&'c str>,
    /// Number of the file, from 0, in the order in which they were read.
    pub file: usize,
    /// 1-based number of the data record.
    pub record: u64,
    /// 1-based physical line on which the record starts.
    pub line: u64,
}

impl Checker<'_> {
    /// Hands over the values that were accepted since the last call, in the order of files and
    /// records. They are there when [`CheckOptions::places`](super::CheckOptions::places) is set.
    ///
    /// ```
    /// use chuan::check::{CheckOptions, Checker};
    /// use chuan::framework::{FileFormat, Framework};
    ///
    /// let framework = Framework::parse(
    ///     "code = 'demo'\ntitle = 'Demo'\n[[indicator]]\ncode = 'x'\n",
    ///     FileFormat::Toml,
    /// ).unwrap();
    /// let mut options = CheckOptions::default();
    /// options.places = true;
    /// let mut checker = Checker::new(&framework, options);
    /// checker.read_csv("data.csv", "unit,x\na,1\nb,\nc,3\n".as_bytes())?;
    /// let mut records = Vec::new();
    /// checker.accepted(|value| records.push((value.record, value.value)));
    /// assert_eq!(records, [(1, 1.0), (3, 3.0)]);
    /// # Ok::<(), chuan::observe::ReadError>(())
    /// ```
    pub fn accepted(&mut self, mut take: impl FnMut(AcceptedValue<'_>)) {
        let (units, periods) = (self.builder.units(), self.builder.periods());
        let mut texts = self.texts.iter().peekable();
        let mut give =
            |layer: usize, unit: usize, item, period: usize, status, value, origin: Origin| {
                let (Some(unit), Some(item)) = (units.get(unit), self.framework.item(item)) else {
                    return;
                };
                // Records without texts have none of their own.
                let here = (origin.file, origin.record);
                while texts.next_if(|texts| texts.of < here).is_some() {}
                let texts = texts.peek().filter(|texts| texts.of == here);
                take(AcceptedValue {
                    reported_on: texts.and_then(|texts| texts.reported_on),
                    source: texts.and_then(|texts| texts.source.as_deref()),
                    evidence: texts.and_then(|texts| texts.evidence.as_deref()),
                    note: texts.and_then(|texts| texts.note.as_deref()),
                    unit,
                    item,
                    period: periods.get(period).copied().flatten(),
                    layer: self.layers.get_index(layer).map_or("-", |name| shown(name)),
                    status,
                    value,
                    file: origin.file as usize,
                    record: origin.record,
                    line: origin.line,
                });
            };
        let mut cells = self.cells.get(self.given..).unwrap_or_default().iter().peekable();
        let mut tallies = self.tallies.iter().peekable();
        loop {
            let first = match (cells.peek(), tallies.peek()) {
                (Some(cell), Some(tally)) => cell.origin <= tally.origin,
                (cell, _) => cell.is_some(),
            };
            if let (true, Some(c)) = (first, cells.next_if(|_| first)) {
                give(c.layer, c.unit, c.item, c.period, None, c.value, c.origin);
            } else if let Some(t) = tallies.next() {
                give(
                    t.layer,
                    t.unit,
                    t.item,
                    t.period,
                    Some(t.status),
                    f64::from(t.count),
                    t.origin,
                );
            } else {
                break;
            }
        }
        self.tallies.clear();
        self.texts.clear();
        if super::series::wanted(self.framework) {
            self.given = self.cells.len();
        } else {
            self.cells.clear();
        }
    }
}

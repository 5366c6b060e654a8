//! The records of a chunk: right, or to be looked at again.
//!
//! A record passes only when everything about it is known to be right. What does not pass is read
//! again, alone and thoroughly; so a doubt costs time and never a wrong answer.

use super::calendar::{Slot, is_day, read_period};
use super::chunk::{Chunk, Note, breaks};
use super::codes::{Codes, Sought};
use super::decimal;
use super::plan::{Plan, Shape};
use super::spot::Spot;
use super::text::odd_places;
use crate::number::{self, NumberFormat};
use memchr::memchr_iter;

/// So many records are begun before the first is finished, so that memory is waited for once.
const BATCH: usize = 32;

/// What was known when the chunk was read: units and layers by what is written.
#[derive(Debug, Default, Clone)]
pub(in crate::check) struct Known {
    pub(super) units: Codes,
    pub(super) layers: Codes,
    /// The number of the layer of records without one.
    pub(super) unlayered: Option<u32>,
    /// How many layers there were.
    pub(super) listed: usize,
}

impl Known {
    /// What is needed to find the records of some units.
    pub(super) fn only(&self, wanted: impl Fn(u32) -> bool) -> Self {
        Self { units: self.units.only(wanted), layers: self.layers.clone(), ..*self }
    }
}

/// A record of a chunk.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    /// The last of its marks.
    mark: u32,
    /// Where its spots end.
    pub(super) spots: u32,
}

/// A record that has to be looked at again.
#[derive(Debug, Clone, Copy)]
pub(super) struct Doubtful {
    /// Its number among the records of the chunk, from 0.
    pub(super) row: u32,
    pub(super) doubt: Doubt,
}

/// Why a record has to be looked at again.
#[derive(Debug, Clone, Copy)]
pub(super) enum Doubt {
    /// Something did not pass.
    Content,
    /// Its quotes or its length are wrong.
    Form(Note),
}

/// What became of a chunk.
#[derive(Debug, Default)]
pub(super) struct Judged {
    pub(super) rows: Vec<Row>,
    pub(super) doubtful: Vec<Doubtful>,
    pub(super) spots: Vec<Spot>,
    /// The value of every spot, where values are wanted.
    pub(super) values: Vec<f64>,
    /// Line breaks in the chunk.
    pub(super) lines: u64,
    odd: Vec<u32>,
}

impl Judged {
    /// Finds the keys that are wanted, and their values, in the records of a chunk whose index has
    /// positions, as far as their units are known. A record whose text is in doubt elsewhere is taken
    /// for right.
    pub(super) fn glance(
        &mut self,
        chunk: &Chunk,
        plan: &Plan,
        known: &Known,
        wanted: impl Fn(Spot) -> bool,
    ) {
        self.clear();
        let odd: Vec<u32> = memchr_iter(0, &chunk.text).map(|at| at as u32).collect();
        self.go::<true>(chunk, Some(plan), known, &odd, wanted);
    }

    /// The same of one record, about a unit.
    #[inline]
    pub(super) fn glance_at(
        &mut self,
        record: &Fields<'_>,
        unit: u32,
        plan: &Plan,
        known: &Known,
        wanted: impl Fn(Spot) -> bool,
    ) {
        self.clear();
        if self.passes::<true>(record, plan, known, Some(unit), &wanted).is_none() {
            self.clear();
        }
    }

    fn clear(&mut self) {
        self.rows.clear();
        self.doubtful.clear();
        self.spots.clear();
        self.values.clear();
    }

    /// Judges all records of a chunk whose index has positions.
    pub(super) fn judge(&mut self, chunk: &Chunk, plan: Option<&Plan>, known: &Known) {
        self.clear();
        let mut odd = std::mem::take(&mut self.odd);
        odd_places(&chunk.text, chunk.index.may_have_zeros(), &mut odd);
        let lines = chunk.index.lines();
        self.lines = lines.unwrap_or_else(|| breaks(&chunk.text, chunk.text.len()));
        match plan {
            Some(plan) if plan.values => self.go::<true>(chunk, Some(plan), known, &odd, |_| true),
            plan => self.go::<false>(chunk, plan, known, &odd, |_| true),
        }
        self.odd = odd;
    }

    fn go<const VALUES: bool>(
        &mut self,
        chunk: &Chunk,
        plan: Option<&Plan>,
        known: &Known,
        odd: &[u32],
        wanted: impl Fn(Spot) -> bool,
    ) {
        let (marks, ends) = (chunk.index.marks(), chunk.index.ends());
        let bytes = chunk.text.padded();
        self.rows.reserve(ends.len());
        self.spots.reserve(ends.len());
        let mut doubts = Doubts { odd, notes: &chunk.index.notes };
        let (mut next_odd, mut next_note) = doubts.next();
        let width = plan.map_or(usize::MAX / 2, |plan| plan.width);
        // The mark before the record in hand, and its number.
        let (mut before, mut number) = (0, 0);
        let mut sought = [Sought::OTHER; BATCH];
        let mut units = [None; BATCH];
        while let Some(ends) = ends.get(number..).filter(|ends| !ends.is_empty()) {
            // Records that have as many fields as there are columns, and nothing else that is wrong
            // at a glance.
            let mut run = 0;
            if let Some(plan) = plan {
                let most = (next_note as usize).saturating_sub(number);
                for (end, sought) in ends.iter().take(most).zip(&mut sought) {
                    let first = before + run * width;
                    let marks = marks.get(first..=first + width).unwrap_or_default();
                    if marks.last() != Some(end) || *end >= next_odd {
                        break;
                    }
                    let fields = Fields { bytes, marks };
                    *sought = fields
                        .span(plan.unit)
                        .map_or(Sought::OTHER, |(start, end)| known.units.seek(bytes, start, end));
                    run += 1;
                }
                for (number, (sought, unit)) in sought.iter().zip(&mut units).take(run).enumerate()
                {
                    *unit = known.units.found(*sought, || {
                        let marks = marks.get(before + number * width..)?;
                        let (start, end) = Fields { bytes, marks }.span(plan.unit)?;
                        bytes.get(start..end)
                    });
                }
                for unit in units.iter().take(run) {
                    let last = before + width;
                    let marks = marks.get(before..=last).unwrap_or_default();
                    let spots = self.spots.len();
                    let row = Fields { bytes, marks };
                    if self.passes::<VALUES>(&row, plan, known, *unit, &wanted).is_none() {
                        self.spots.truncate(spots);
                        self.values.truncate(spots);
                        let start = marks.first().map_or(0, |mark| mark.wrapping_add(1));
                        // An empty line is no record, even where a record has one field.
                        if marks.last() == Some(&start) {
                            before = last;
                            continue;
                        }
                        let row = self.rows.len() as u32;
                        self.doubtful.push(Doubtful { row, doubt: Doubt::Content });
                    }
                    self.rows.push(Row { mark: last as u32, spots: self.spots.len() as u32 });
                    before = last;
                }
                number += run;
            }
            let Some(end) = ends.get(run) else { continue };
            if run == units.len() {
                continue;
            }
            // A record that cannot be right, or an empty line.
            let rest = marks.get(before + 1..).unwrap_or_default();
            let last = before + 1 + rest.iter().position(|mark| mark == end).unwrap_or(0);
            let start = marks.get(before).map_or(0, |mark| mark.wrapping_add(1));
            if *end > start {
                let doubt = doubts.take(number as u32, *end);
                let row = self.rows.len() as u32;
                self.doubtful.push(Doubtful { row, doubt });
                self.rows.push(Row { mark: last as u32, spots: self.spots.len() as u32 });
                (next_odd, next_note) = doubts.next();
            }
            before = last;
            number += 1;
        }
    }

    /// Where a record begins and ends.
    pub(super) fn span(&self, chunk: &Chunk, row: usize) -> (usize, usize) {
        let (marks, ends) = (chunk.index.marks(), chunk.index.ends());
        let mark = self.rows.get(row).map_or(0, |row| row.mark as usize);
        let end = marks.get(mark).copied().unwrap_or(0);
        // The line end before.
        let line = ends.partition_point(|other| *other < end);
        let before = line.checked_sub(1).and_then(|line| ends.get(line));
        (before.map_or(0, |before| *before as usize + 1), end as usize)
    }

    /// Notes what a record is about when it is right, as far as that is wanted; `None` when that is not
    /// certain.
    #[inline(always)]
    fn passes<const VALUES: bool>(
        &mut self,
        row: &Fields<'_>,
        plan: &Plan,
        known: &Known,
        unit: Option<u32>,
        wanted: &impl Fn(Spot) -> bool,
    ) -> Option<()> {
        let unit = unit?;
        let slot = match plan.period {
            Ok(column) => {
                let (start, end) = row.span(column)?;
                read_period(row.bytes, start, end)?
            }
            Err(slot) => slot,
        };
        let layer = match plan.layer {
            None => known.unlayered?,
            Some(column) => match row.span(column)? {
                (start, end) if start == end => known.unlayered?,
                (start, end) => known.layers.find(row.bytes, start, end)?,
            },
        };
        let cells = layer * plan.cells_per_layer();
        match &plan.shape {
            Shape::Long { indicator, value } => {
                let (start, end) = row.span(*indicator)?;
                let item = plan.items.find(row.bytes, start, end)?;
                let spot = Spot::new(cells, item, slot, unit)?;
                if wanted(spot) {
                    row.is_right_beside(plan, slot, unit)?;
                    let number = row.value(*value, item, slot, plan)??;
                    self.push::<VALUES>(spot, number);
                }
            }
            Shape::Wide { cells: columns } => {
                row.is_right_beside(plan, slot, unit)?;
                let origin = Spot::new(cells, 0, slot, unit)?;
                for cell in columns {
                    let spot = origin.of_item(cell.item);
                    if wanted(spot) {
                        match row.value(cell.column, cell.item, slot, plan)? {
                            Some(number) => self.push::<VALUES>(spot, number),
                            None if cell.required => return None,
                            None => {}
                        }
                    }
                }
            }
        }
        Some(())
    }

    #[inline(always)]
    fn push<const VALUES: bool>(&mut self, spot: Spot, number: f64) {
        self.spots.push(spot);
        if VALUES {
            self.values.push(number);
        }
    }
}

/// What is known to be wrong before a record is looked at.
struct Doubts<'d> {
    /// Positions, in order.
    odd: &'d [u32],
    /// By number of the row, in order.
    notes: &'d [(u32, Note)],
}

impl Doubts<'_> {
    /// The next odd place and the next row with a note.
    fn next(&self) -> (u32, u32) {
        let odd = self.odd.first().copied().unwrap_or(u32::MAX);
        (odd, self.notes.first().map_or(u32::MAX, |(row, _)| *row))
    }

    /// Why the row is in doubt that has a number and an end; what is behind it is passed.
    fn take(&mut self, number: u32, end: u32) -> Doubt {
        while let [at, rest @ ..] = self.odd
            && *at < end
        {
            self.odd = rest;
        }
        let mut doubt = Doubt::Content;
        while let [(row, note), rest @ ..] = self.notes
            && *row <= number
        {
            if *row == number {
                doubt = Doubt::Form(*note);
            }
            self.notes = rest;
        }
        doubt
    }
}

/// The fields of a record.
pub(super) struct Fields<'c> {
    /// A text in which the record stands.
    pub(super) bytes: &'c [u8],
    /// The end of the record before, then where the fields end.
    pub(super) marks: &'c [u32],
}

impl Fields<'_> {
    /// Where a field lies, without its quotes; none when there are quotes within it.
    #[inline(always)]
    pub(super) fn span(&self, column: usize) -> Option<(usize, usize)> {
        let start = self.marks.get(column)?.wrapping_add(1) as usize;
        let end = *self.marks.get(column + 1)? as usize;
        if self.bytes.get(start) != Some(&b'"') {
            return Some((start, end));
        }
        self.unquoted(start, end)
    }

    #[inline(never)]
    fn unquoted(&self, start: usize, end: usize) -> Option<(usize, usize)> {
        let inside = self.bytes.get(start + 1..end)?;
        let (last, inside) = inside.split_last()?;
        (*last == b'"' && !inside.contains(&b'"')).then_some((start + 1, end - 1))
    }

    /// Whether what stands beside keys and values is right.
    #[inline(always)]
    fn is_right_beside(&self, plan: &Plan, slot: Slot, unit: u32) -> Option<()> {
        if let Some(spans) = &plan.spans {
            let (from, to) = *spans.get(unit as usize)?;
            let (first, last) = slot.days();
            if from > last || to < first {
                return None;
            }
        }
        if let Some(column) = plan.date {
            let (start, end) = self.span(column)?;
            let missing = start == end && plan.date_may_miss;
            if !missing && !is_day(self.bytes, start, end) {
                return None;
            }
        }
        for column in &plan.filled {
            let (start, end) = self.span(*column)?;
            if start == end || !self.bytes.get(start)?.is_ascii_graphic() {
                return None;
            }
        }
        if let Some(column) = plan.empty {
            let (start, end) = self.span(column)?;
            if start != end {
                return None;
            }
        }
        Some(())
    }

    /// The value in a column; `Some(None)` where it is empty.
    #[inline(always)]
    fn value(&self, column: usize, item: u32, slot: Slot, plan: &Plan) -> Option<Option<f64>> {
        let (start, end) = self.span(column)?;
        if start == end {
            return Some(None);
        }
        let rule = plan.rules.get(item as usize)?;
        if !rule.fits(slot) {
            return None;
        }
        if rule.worded {
            return self.word(start, end, item, plan).map(Some);
        }
        let number = match decimal::parse(self.bytes, start, end, plan.mark) {
            Some(number) => number,
            None => self.number(start, end, plan.numbers)?,
        };
        rule.allows(number).then_some(Some(number))
    }

    #[inline(never)]
    fn word(&self, start: usize, end: usize, item: u32, plan: &Plan) -> Option<f64> {
        plan.words.get(&item)?.get(self.bytes.get(start..end)?).copied()
    }

    /// A number that is not of the usual form.
    #[cold]
    fn number(&self, start: usize, end: usize, format: NumberFormat) -> Option<f64> {
        let text = std::str::from_utf8(self.bytes.get(start..end)?).ok()?;
        let plain = text.bytes().all(|byte| byte.is_ascii_graphic());
        number::parse(text, format).ok().filter(|_| plain)
    }
}

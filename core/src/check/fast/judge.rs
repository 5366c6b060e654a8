//! The records of a chunk: right, or to be looked at again.
//!
//! A record passes only when everything about it is known to be right. What does not pass is read
//! again, alone and thoroughly; so a doubt costs time and never a wrong answer.

use super::calendar::{Slot, is_day, read_period};
use super::chunk::{Chunk, Note};
use super::codes::Codes;
use super::decimal;
use super::plan::{Plan, Shape, ValueRule};
use super::spot::Spot;
use super::text::odd_places;
use crate::number::{self, NumberFormat};

/// What was known when the chunk was read: units and layers by what is written.
#[derive(Debug, Default, Clone)]
pub(in crate::check) struct Known {
    pub(super) units: Codes,
    pub(super) layers: Codes,
    /// The number of the layer of records without one.
    pub(super) unlayered: Option<u32>,
    /// How many texts were learned from records.
    pub(super) learned: usize,
    /// How many layers there were.
    pub(super) listed: usize,
}

/// A record of a chunk.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub(super) start: u32,
    pub(super) end: u32,
    /// Line breaks before it in the chunk.
    pub(super) line: u32,
    /// Where its spots end.
    pub(super) spots: u32,
    pub(super) doubtful: Option<Doubt>,
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
    pub(super) spots: Vec<Spot>,
    /// The value of every spot, where values are wanted.
    pub(super) values: Vec<f64>,
    /// Whether they are wanted although the plan needs none.
    pub(super) with_values: bool,
    /// Line breaks in the chunk.
    pub(super) lines: u64,
    odd: Vec<u32>,
}

impl Judged {
    /// Judges all records of a chunk.
    pub(super) fn judge(&mut self, chunk: &Chunk, plan: Option<&Plan>, known: &Known) {
        self.rows.clear();
        self.spots.clear();
        self.values.clear();
        let text = chunk.bytes.get(..chunk.len).unwrap_or_default();
        odd_places(text, &mut self.odd);
        let odd = std::mem::take(&mut self.odd);
        let (mut odd_left, mut inner) = (odd.as_slice(), chunk.index.inner.as_slice());
        let mut notes = chunk.index.notes.as_slice();
        let (mut start, mut first_mark, mut line) = (0_usize, 0_usize, 0_u32);
        let marks = chunk.index.marks();
        for (number, last_mark) in chunk.index.rows.iter().enumerate() {
            let last_mark = *last_mark as usize;
            let row_marks = marks.get(first_mark..last_mark).unwrap_or_default();
            let end = row_marks.last().map_or(start, |mark| *mark as usize);
            let lines = u32::from(is_break(&chunk.bytes, end));
            if end > start {
                let mut doubtful = None;
                if let [(row, note), rest @ ..] = notes
                    && *row as usize == number
                {
                    doubtful = Some(Doubt::Form(*note));
                    notes = rest;
                }
                if odd_left.first().is_some_and(|at| (*at as usize) < end) {
                    doubtful = doubtful.or(Some(Doubt::Content));
                    let passed = odd_left.iter().take_while(|at| (**at as usize) < end).count();
                    odd_left = odd_left.get(passed..).unwrap_or_default();
                }
                let row = Fields { bytes: &chunk.bytes, marks: row_marks, start };
                let before = self.spots.len();
                let passes = doubtful.is_none()
                    && plan.is_some_and(|plan| self.passes(&row, plan, known).is_some());
                if !passes {
                    self.spots.truncate(before);
                    self.values.truncate(before);
                    doubtful = doubtful.or(Some(Doubt::Content));
                }
                self.rows.push(Row {
                    start: start as u32,
                    end: end as u32,
                    line,
                    spots: self.spots.len() as u32,
                    doubtful,
                });
                while let [at, rest @ ..] = inner
                    && (*at as usize) < end
                {
                    line += u32::from(is_break(&chunk.bytes, *at as usize));
                    inner = rest;
                }
            }
            line += lines;
            start = end + 1;
            first_mark = last_mark;
        }
        self.odd = odd;
        self.lines = u64::from(line);
    }

    /// Notes what a record is about when it is right; `None` when that is not certain.
    #[inline]
    fn passes(&mut self, row: &Fields<'_>, plan: &Plan, known: &Known) -> Option<()> {
        if row.marks.len() != plan.width {
            return None;
        }
        let (start, end) = row.span(plan.unit)?;
        let unit = known.units.find(row.bytes, start, end)?;
        let slot = match plan.period {
            Ok(column) => {
                let (start, end) = row.span(column)?;
                read_period(row.bytes, start, end)?
            }
            Err(slot) => slot,
        };
        if let Some(spans) = &plan.spans {
            let (from, to) = *spans.get(unit as usize)?;
            let (first, last) = slot.days();
            if from > last || to < first {
                return None;
            }
        }
        let layer = match plan.layer {
            None => known.unlayered?,
            Some(column) => match row.span(column)? {
                (start, end) if start == end => known.unlayered?,
                (start, end) => known.layers.find(row.bytes, start, end)?,
            },
        };
        if let Some(column) = plan.date {
            let (start, end) = row.span(column)?;
            if start != end && !is_day(row.bytes, start, end) {
                return None;
            }
        }
        for column in &plan.filled {
            let (start, end) = row.span(*column)?;
            if start == end || !row.bytes.get(start)?.is_ascii_graphic() {
                return None;
            }
        }
        if let Some(column) = plan.empty {
            let (start, end) = row.span(column)?;
            if start != end {
                return None;
            }
        }
        let cells = layer * plan.cells_per_layer();
        match &plan.shape {
            Shape::Long { indicator, value } => {
                let (start, end) = row.span(*indicator)?;
                let item = plan.items.find(row.bytes, start, end)?;
                let number = row.value(*value, item, slot, plan)??;
                self.push(plan, Spot::new(cells, item, slot, unit)?, number);
            }
            Shape::Wide { cells: columns } => {
                for cell in columns {
                    match row.value(cell.column, cell.item, slot, plan)? {
                        Some(number) => {
                            self.push(plan, Spot::new(cells, cell.item, slot, unit)?, number);
                        }
                        None if cell.required => return None,
                        None => {}
                    }
                }
            }
        }
        Some(())
    }

    fn push(&mut self, plan: &Plan, spot: Spot, number: f64) {
        self.spots.push(spot);
        if plan.values || self.with_values {
            self.values.push(number);
        }
    }
}

/// Whether a line ends at a position: a carriage return counts where no line feed follows.
fn is_break(bytes: &[u8], at: usize) -> bool {
    bytes.get(at) != Some(&b'\r') || bytes.get(at + 1) != Some(&b'\n')
}

/// The fields of a record.
struct Fields<'c> {
    bytes: &'c [u8],
    /// Where the fields end.
    marks: &'c [u32],
    start: usize,
}

impl Fields<'_> {
    /// Where a field lies, without its quotes; none when there are quotes within it.
    #[inline]
    fn span(&self, column: usize) -> Option<(usize, usize)> {
        let end = *self.marks.get(column)? as usize;
        let start = match column.checked_sub(1) {
            None => self.start,
            Some(before) => *self.marks.get(before)? as usize + 1,
        };
        if self.bytes.get(start) != Some(&b'"') {
            return Some((start, end));
        }
        let inside = self.bytes.get(start + 1..end)?;
        let (last, inside) = inside.split_last()?;
        (*last == b'"' && !inside.contains(&b'"')).then_some((start + 1, end - 1))
    }

    /// The value in a column; `Some(None)` where it is empty.
    #[inline]
    fn value(&self, column: usize, item: u32, slot: Slot, plan: &Plan) -> Option<Option<f64>> {
        let (start, end) = self.span(column)?;
        if start == end {
            return Some(None);
        }
        let rule: &ValueRule = plan.rules.get(item as usize)?.as_ref()?;
        if !rule.fits(slot) {
            return None;
        }
        if let Some(words) = rule.words() {
            return words.get(self.bytes.get(start..end)?).copied().map(Some);
        }
        let number = self.number(start, end, plan.numbers)?;
        rule.allows(number).then_some(Some(number))
    }

    #[inline]
    fn number(&self, start: usize, end: usize, format: NumberFormat) -> Option<f64> {
        let mark = match format {
            NumberFormat::En => b'.',
            NumberFormat::Vi => b',',
            // What may be ambiguous is left to the reader that knows.
            NumberFormat::Auto => 0,
        };
        decimal::parse(self.bytes, start, end, mark).or_else(|| {
            let text = std::str::from_utf8(self.bytes.get(start..end)?).ok()?;
            let plain = text.bytes().all(|byte| byte.is_ascii_graphic());
            number::parse(text, format).ok().filter(|_| plain)
        })
    }
}

//! The results of chunks, in the order of the file.

use super::chunk::{Chunk, breaks};
use super::judge::{Doubt, Judged, Known};
use super::knowledge;
use super::spot::Spot;
use crate::check::keys::{First, Met};
use crate::check::row::{Accepted, Reader, What};
use crate::check::series::{Cell, Origin};
use crate::framework::ItemId;
use crate::observe::Record;
use csv_core::{ReadRecordResult, ReaderBuilder};
use std::sync::Arc;

/// Takes in chunk after chunk.
pub(super) struct Merger<'m, 'r, 'f> {
    pub(super) reader: &'m mut Reader<'r, 'f>,
    parser: Parser,
    record: Record,
    number: u64,
    line: u64,
    /// How many chunks were taken in since what is known was last looked at.
    stale: u32,
    cells_per_layer: u32,
    /// Whether the first place of a key can be found by reading the file again.
    again: bool,
    /// Whether values are kept.
    keeps: bool,
    /// Whether the texts beside them are.
    texts: bool,
}

impl<'m, 'r, 'f> Merger<'m, 'r, 'f> {
    /// Begins at a line.
    pub(super) fn new(
        reader: &'m mut Reader<'r, 'f>,
        delimiter: u8,
        line: u64,
        cells_per_layer: u32,
        again: bool,
    ) -> Self {
        let keeps = reader.placed || reader.checker.options.keep;
        Self {
            texts: reader.keeps_texts(),
            reader,
            parser: Parser::new(delimiter),
            record: Record::default(),
            number: 0,
            line,
            stale: u32::MAX,
            cells_per_layer,
            again,
            keeps,
        }
    }

    /// The first row was no data.
    pub(super) fn pass_over(&mut self, lines: u64) {
        self.number += 1;
        self.line += lines;
    }

    /// How many records there were.
    pub(super) fn records(&self) -> u64 {
        self.number
    }

    /// What is known so far: what records taught that had to be read thoroughly.
    pub(super) fn known(&mut self) -> Arc<Known> {
        let late = self.stale >= 16;
        let (known, renewed) = knowledge::known(self.reader.checker, late);
        if renewed {
            self.stale = 0;
        }
        known
    }

    /// What is known now.
    pub(super) fn learn(&mut self) -> Arc<Known> {
        self.stale = u32::MAX;
        self.known()
    }

    /// Takes in a chunk.
    pub(super) fn merge(&mut self, chunk: &Chunk, judged: &Judged) {
        self.stale = self.stale.saturating_add(1);
        let mut taken = Taken { chunk, judged, row: 0, spot: 0, at: 0, line: self.line };
        for doubtful in &judged.doubtful {
            self.accept(&mut taken, doubtful.row as usize);
            self.look_again(&mut taken, doubtful.doubt);
        }
        self.accept(&mut taken, judged.rows.len());
        self.number += judged.rows.len() as u64;
        self.line += judged.lines;
    }

    /// Takes in the records up to a row, which are right in themselves.
    fn accept(&mut self, taken: &mut Taken<'_>, until: usize) {
        let mut accepted = 0;
        while taken.row < until {
            let first = taken.row;
            let doubtful = if self.reader.is_laid_out_anew() {
                true
            } else if self.again && taken.judged.values.is_empty() && !self.texts {
                self.accept_keys(taken, until)
            } else {
                self.accept_values(taken, until)
            };
            accepted += (taken.row - first) as u64;
            if doubtful {
                self.look_again(taken, Doubt::Content);
            }
        }
        if let Some(summary) = self.reader.checker.files.last_mut() {
            summary.records += accepted;
            summary.accepted += accepted;
        }
    }

    /// Notes keys of records up to a row, or up to one with a key that was met before: then `true`.
    fn accept_keys(&mut self, taken: &mut Taken<'_>, until: usize) -> bool {
        let judged = taken.judged;
        let keys = &mut self.reader.checker.keys;
        let end = until.checked_sub(1).and_then(|last| judged.rows.get(last));
        let end = end.map_or(0, |row| row.spots as usize);
        let spots = judged.spots.get(taken.spot..end).unwrap_or_default();
        match keys.insert_all(spots) {
            None => {
                (taken.row, taken.spot) = (until, end);
                false
            }
            Some(place) => {
                let place = taken.spot + place;
                let row = judged.rows.partition_point(|row| row.spots as usize <= place);
                let first = row.checked_sub(1).and_then(|before| judged.rows.get(before));
                let first = first.map_or(0, |row| row.spots as usize);
                // The record is read thoroughly, and notes its keys itself.
                for spot in judged.spots.get(first..place).unwrap_or_default() {
                    keys.remove(*spot);
                }
                (taken.row, taken.spot) = (row, first);
                true
            }
        }
    }

    /// The same where more than keys is kept.
    fn accept_values(&mut self, taken: &mut Taken<'_>, until: usize) -> bool {
        let judged = taken.judged;
        while let (true, Some(row)) = (taken.row < until, judged.rows.get(taken.row)) {
            let range = taken.spot..row.spots as usize;
            let spots = judged.spots.get(range.clone()).unwrap_or_default();
            let keys = &mut self.reader.checker.keys;
            if spots.iter().any(|spot| keys.has(*spot)) {
                return true;
            }
            for spot in spots {
                keys.insert(*spot);
            }
            let number = self.number + taken.row as u64 + 1;
            taken.spot = range.end;
            let values = judged.values.get(range).unwrap_or_default();
            if !self.again {
                let file = self.reader.file_number as u32;
                keys.met.extend(spots.iter().zip(values).map(|(spot, value)| Met {
                    spot: *spot,
                    first: First::new(file, number, *value),
                }));
            }
            if self.keeps && !values.is_empty() {
                let line = if self.reader.placed { taken.line() } else { 0 };
                self.keep((number, line), spots, values);
            }
            if self.texts {
                self.parse(taken);
                self.reader.note_texts(&self.record);
            }
            taken.row += 1;
        }
        false
    }

    /// Keeps values that are right.
    fn keep(&mut self, (record, line): (u64, u64), spots: &[Spot], values: &[f64]) {
        let checker = &mut *self.reader.checker;
        let origin = Origin { file: self.reader.file_number as u32, record, line };
        for (spot, value) in spots.iter().zip(values) {
            let (layer, item, slot, place) = spot.parts(self.cells_per_layer);
            let number = checker.numbers.get(place as usize).copied().unwrap_or(u32::MAX);
            let register = checker.framework.register();
            let unit = match register.units().get(place as usize) {
                Some(unit) if number == u32::MAX => {
                    checker.number_of(crate::register::UnitId(place), unit)
                }
                Some(_) => number as usize,
                None => place as usize,
            };
            let period = checker.builder.period(slot.period());
            let (layer, item) = (layer as usize, ItemId::new(item as usize));
            if checker.options.keep {
                let what = What::Value(*value);
                checker.kept.push(Accepted { layer, unit, item, period, what });
            }
            if self.reader.placed {
                checker.cells.push(Cell { layer, item, unit, period, value: *value, origin });
            }
        }
    }

    /// Takes the next record apart; where it ends.
    fn parse(&mut self, taken: &mut Taken<'_>) -> usize {
        let (start, end) = taken.judged.span(taken.chunk, taken.row);
        self.parser.parse(taken.chunk.text.get(start..end).unwrap_or_default(), &mut self.record);
        self.record.number = self.number + taken.row as u64 + 1;
        self.record.line = taken.line_of(start);
        end
    }

    /// Reads a record alone and thoroughly.
    fn look_again(&mut self, taken: &mut Taken<'_>, doubt: Doubt) {
        let end = self.parse(taken);
        let (chunk, judged) = (taken.chunk, taken.judged);
        taken.spot = judged.rows.get(taken.row).map_or(taken.spot, |row| row.spots as usize);
        taken.row += 1;
        match doubt {
            Doubt::Content => {
                if chunk.cut_off && end + 1 == chunk.text.len() {
                    self.reader.note_cut_off(&self.record);
                }
                self.reader.read(&self.record);
            }
            Doubt::Form(note) => self.reader.read_noted(&self.record, note),
        }
    }
}

/// How far a chunk was taken in.
struct Taken<'c> {
    chunk: &'c Chunk,
    judged: &'c Judged,
    /// The next record, and the next spot.
    row: usize,
    spot: usize,
    /// A position in the text, and its line.
    at: usize,
    line: u64,
}

impl Taken<'_> {
    /// The line on which the next record begins.
    fn line(&mut self) -> u64 {
        let (start, _) = self.judged.span(self.chunk, self.row);
        self.line_of(start)
    }

    /// The line of a position behind all that were asked for.
    fn line_of(&mut self, start: usize) -> u64 {
        if self.chunk.index.lines().is_some() {
            let ends = self.chunk.index.ends();
            return self.line + ends.partition_point(|end| (*end as usize) < start) as u64;
        }
        let passed = self.chunk.text.get(self.at..start).unwrap_or_default();
        self.line += breaks(passed, passed.len());
        self.at = start;
        self.line
    }
}

/// Takes records apart.
pub(super) struct Parser {
    core: csv_core::Reader,
    output: Vec<u8>,
    ends: Vec<usize>,
}

impl Parser {
    pub(super) fn new(delimiter: u8) -> Self {
        let core = ReaderBuilder::new().delimiter(delimiter).build();
        let mut parser = Self { core, output: vec![0; 4096], ends: vec![0; 64] };
        parser.begin();
        parser
    }

    /// Makes ready for a record in the middle of a file, where no byte order mark can be.
    fn begin(&mut self) {
        self.core.reset();
        self.core.read_record(b"\n", &mut self.output, &mut self.ends);
    }

    /// The fields of a record, without its line end.
    pub(super) fn parse(&mut self, bytes: &[u8], record: &mut Record) {
        record.clear();
        let (mut written, mut fields) = (0, 0);
        // The end of a line, and where that stands inside quotes the end of the file.
        for (part, last) in [(bytes, false), (b"\n", false), (b"", true)] {
            let mut part = part;
            loop {
                let (result, used, wrote, ended) = self.core.read_record(
                    part,
                    self.output.get_mut(written..).unwrap_or_default(),
                    self.ends.get_mut(fields..).unwrap_or_default(),
                );
                part = part.get(used..).unwrap_or_default();
                written += wrote;
                fields += ended;
                match result {
                    ReadRecordResult::InputEmpty if part.is_empty() && !last => break,
                    ReadRecordResult::InputEmpty => {}
                    ReadRecordResult::OutputFull => self.output.resize(self.output.len() * 2, 0),
                    ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                    ReadRecordResult::Record | ReadRecordResult::End => {
                        if last {
                            self.begin();
                        }
                        let bytes = self.output.get(..written).unwrap_or_default();
                        record.bytes.extend_from_slice(bytes);
                        record.ends.extend_from_slice(self.ends.get(..fields).unwrap_or_default());
                        return;
                    }
                }
            }
        }
    }
}

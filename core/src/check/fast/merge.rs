//! The results of chunks, in the order of the file.

use super::chunk::Chunk;
use super::judge::{Doubt, Judged, Known, Row};
use super::spot::Spot;
use crate::check::Checker;
use crate::check::keys::{First, Met};
use crate::check::row::{Accepted, Reader, What};
use crate::check::series::{Cell, Origin};
use crate::framework::{Framework, ItemId};
use crate::observe::Record;
use crate::text::clean;
use csv_core::{ReadRecordResult, ReaderBuilder};
use std::collections::HashMap;
use std::sync::Arc;

/// Takes in chunk after chunk.
pub(super) struct Merger<'m, 'r, 'f> {
    pub(super) reader: &'m mut Reader<'r, 'f>,
    parser: Parser,
    record: Record,
    number: u64,
    line: u64,
    known: Arc<Known>,
    /// How many chunks were taken in since `known` was made.
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
        let known = Arc::new(what_is_known(reader.checker));
        let parser = Parser::new(delimiter);
        let record = Record::default();
        let keeps = reader.placed || reader.checker.options.keep;
        Self {
            texts: reader.keeps_texts(),
            reader,
            parser,
            record,
            number: 0,
            line,
            known,
            stale: 0,
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
        let checker = &self.reader.checker;
        let learned = checker.caches.units.get(&u32::MAX).map_or(0, HashMap::len);
        let layers = checker.layers.len();
        let news = learned.saturating_sub(self.known.learned) + (layers - self.known.listed);
        if news > 0 && (news > self.known.units.len() / 4 || self.stale >= 16) {
            self.known = Arc::new(what_is_known(self.reader.checker));
            self.stale = 0;
        }
        self.known.clone()
    }

    /// What is known now.
    pub(super) fn learn(&mut self) -> Arc<Known> {
        self.stale = u32::MAX;
        self.known()
    }

    /// Takes in a chunk.
    pub(super) fn merge(&mut self, chunk: &Chunk, judged: &Judged) {
        self.stale = self.stale.saturating_add(1);
        let mut first_spot = 0;
        let mut accepted = 0;
        for row in &judged.rows {
            self.number += 1;
            let spots = first_spot..row.spots as usize;
            first_spot = spots.end;
            match row.doubtful {
                None if !self.reader.is_laid_out_anew() && self.accept(row, judged, spots) => {
                    accepted += 1;
                    if self.texts {
                        self.parse(chunk, row);
                        self.reader.note_texts(&self.record);
                    }
                }
                doubt => self.look_again(chunk, row, doubt.unwrap_or(Doubt::Content)),
            }
        }
        self.line += judged.lines;
        if let Some(summary) = self.reader.checker.files.last_mut() {
            summary.records += accepted;
            summary.accepted += accepted;
        }
    }

    /// Takes in a record that is right in itself; `false` when one of its keys was met before.
    fn accept(&mut self, row: &Row, judged: &Judged, range: std::ops::Range<usize>) -> bool {
        let spots = judged.spots.get(range.clone()).unwrap_or_default();
        let keys = &mut self.reader.checker.keys;
        match spots {
            [one] => {
                if !keys.insert(*one) {
                    return false;
                }
            }
            several => {
                if several.iter().any(|spot| keys.has(*spot)) {
                    return false;
                }
                for spot in several {
                    keys.insert(*spot);
                }
            }
        }
        let values = judged.values.get(range).filter(|values| !values.is_empty());
        if !self.again {
            let (file, record) = (self.reader.file_number as u32, self.number);
            keys.met.extend(
                spots.iter().zip(values.unwrap_or_default()).map(|(spot, value)| Met {
                    spot: *spot,
                    first: First::new(file, record, *value),
                }),
            );
        }
        if let Some(values) = values.filter(|_| self.keeps) {
            self.keep(row, spots, values);
        }
        true
    }

    /// Keeps values that are right.
    fn keep(&mut self, row: &Row, spots: &[Spot], values: &[f64]) {
        let checker = &mut *self.reader.checker;
        let (file, record) = (self.reader.file_number as u32, self.number);
        let origin = Origin { file, record, line: self.line + u64::from(row.line) };
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

    /// Takes a record apart.
    fn parse(&mut self, chunk: &Chunk, row: &Row) {
        let bytes = chunk.bytes.get(row.start as usize..row.end as usize).unwrap_or_default();
        self.parser.parse(bytes, &mut self.record);
        self.record.number = self.number;
        self.record.line = self.line + u64::from(row.line);
    }

    /// Reads a record alone and thoroughly.
    fn look_again(&mut self, chunk: &Chunk, row: &Row, doubt: Doubt) {
        self.parse(chunk, row);
        let last = row.end as usize + 1 == chunk.len;
        match doubt {
            Doubt::Content => {
                if chunk.cut_off && last {
                    self.reader.note_cut_off(&self.record);
                }
                self.reader.read(&self.record);
            }
            Doubt::Form(note) => self.reader.read_noted(&self.record, note),
        }
    }
}

/// Units by codes that mean one thing only, what is written for them elsewhere, and layers.
pub(in crate::check) fn what_is_known(checker: &Checker<'_>) -> Known {
    let mut known = Known::default();
    for (place, unit) in unique_codes(checker.framework) {
        known.units.insert(unit.as_bytes(), place);
    }
    if let Some(learned) = checker.caches.units.get(&u32::MAX) {
        let mut learned: Vec<_> = learned.iter().collect();
        learned.sort_unstable();
        for (text, number) in &learned {
            known.units.insert(text, checker.key_of(**number));
        }
        known.learned = learned.len();
    }
    known.listed = checker.layers.len();
    let listed = &checker.framework.spec().data.layers;
    for (number, name) in checker.layers.iter().enumerate() {
        let number = number as u32;
        let right = listed.is_empty() || listed.iter().any(|other| *clean(other) == **name);
        if right && checker.keys.covers(number) {
            if name.is_empty() {
                known.unlayered = Some(number);
            }
            known.layers.insert(name.as_bytes(), number);
        }
    }
    known
}

/// Codes that only one unit ever had, with its place in the register.
fn unique_codes(framework: &Framework) -> Vec<(u32, &str)> {
    let units = framework.register().units().iter().zip(0..);
    let mut codes: Vec<(u32, &str)> =
        units.map(|(unit, place)| (place, unit.code.as_str())).collect();
    codes.sort_unstable_by_key(|(_, code)| *code);
    let groups = codes.chunk_by(|a, b| a.1 == b.1);
    groups.filter(|group| group.len() == 1).flatten().copied().collect()
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

//! A file is read a second time, for some keys.
//!
//! Of nearly all records only the unit is looked at: where fields end is not written down but asked of
//! the [bits](super::index) of the chunk, and the others are taken apart only where the unit is one of
//! those that are sought.

use super::chunk::{Chunk, Chunker, Header};
use super::index::Cuts;
use super::judge::{Fields, Judged, Known};
use super::plan::Plan;
use super::sieve::Sieve;
use super::spot::Spot;
use crate::observe::detect_delimiter;
use crate::simd::widely;
use memchr::memchr;
use std::io::Read;
use std::sync::Arc;

/// What is needed to look for keys in a file a second time.
#[derive(Debug)]
pub(in crate::check) struct Reread {
    pub(super) plan: Arc<Plan>,
    pub(super) delimiter: u8,
    pub(super) size: usize,
    /// Whether the header has two rows.
    pub(super) both: bool,
}

impl Reread {
    /// The keys of the records that pass, are about units that are `known` and get through the sieve,
    /// with the number of the record and the value, until `visit` has seen enough. What is not read as a
    /// whole may be there too.
    pub(in crate::check) fn keys(
        &self,
        input: impl Read,
        known: &Known,
        sieve: &Sieve,
        visit: impl FnMut(Spot, u64, f64) -> bool,
    ) -> std::io::Result<()> {
        let mut chunker = Chunker::new(input, self.size);
        if !matches!(chunker.header(Some(self.delimiter), detect_delimiter)?, Header::Row { .. }) {
            return Ok(());
        }
        let mut records = 0;
        if self.both {
            chunker.header(Some(self.delimiter), detect_delimiter)?;
            records += 1;
        }
        let mut search = Search {
            plan: &self.plan,
            known,
            sieve,
            judged: Judged::default(),
            marks: Vec::new(),
            many: false,
            records,
            visit,
        };
        let mut chunk = Chunk::default();
        while chunker.next(&mut chunk)? {
            let goes_on = match chunk.index.cuts().filter(|_| !search.many) {
                Some(cuts) => widely(
                    #[inline(always)]
                    || search.look_at(chunk.text.padded(), cuts),
                ),
                None => search.look_through(&mut chunk),
            };
            if !goes_on {
                break;
            }
        }
        Ok(())
    }
}

/// Where more than one record in so many is about a unit that is sought, all are taken apart. In tests
/// both ways are gone.
const MANY: u64 = if cfg!(test) { 2 } else { 4 };

/// A search in the chunks of a file.
struct Search<'s, V> {
    plan: &'s Plan,
    known: &'s Known,
    sieve: &'s Sieve,
    judged: Judged,
    marks: Vec<u32>,
    /// Whether so many records are about units that are sought that it is better to take all apart.
    many: bool,
    /// How many records there were.
    records: u64,
    visit: V,
}

impl<V: FnMut(Spot, u64, f64) -> bool> Search<'_, V> {
    /// Searches a chunk whose index has no positions yet; `false` when enough was seen.
    #[inline(always)]
    fn look_at(&mut self, bytes: &[u8], cuts: Cuts<'_>) -> bool {
        let units = &self.known.units;
        let (mut start, mut taken, before) = (0, 0, self.records);
        for end in cuts.breaks() {
            let begin = std::mem::replace(&mut start, end + 1);
            if begin == end {
                // An empty line is no record.
                continue;
            }
            self.records += 1;
            let (mut from, mut until) = (begin, cuts.next(begin));
            for _ in 0..self.plan.unit {
                from = until + 1;
                until = cuts.next(from);
            }
            let mut unit = units.found(units.seek(bytes, from, until), || bytes.get(from..until));
            if unit.is_none() && bytes.get(from) == Some(&b'"') {
                let marks = [(from as u32).wrapping_sub(1), until as u32];
                let inside = Fields { bytes, marks: &marks }.span(0);
                unit = inside.and_then(|(from, until)| units.find(bytes, from, until));
            }
            if let Some(unit) = unit {
                taken += 1;
                if !self.look_into(unit, bytes, begin, end, cuts) {
                    return false;
                }
            }
        }
        self.many = taken * MANY > self.records - before;
        true
    }

    /// Takes a record apart; `false` when enough was seen.
    fn look_into(
        &mut self,
        unit: u32,
        bytes: &[u8],
        begin: usize,
        end: usize,
        cuts: Cuts<'_>,
    ) -> bool {
        self.marks.clear();
        self.marks.push((begin as u32).wrapping_sub(1));
        let mut at = begin;
        while at <= end && self.marks.len() <= self.plan.width {
            at = cuts.next(at);
            self.marks.push(at as u32);
            at += 1;
        }
        let whole = at == end + 1 && self.marks.len() == self.plan.width + 1;
        let record = bytes.get(begin..end).unwrap_or_default();
        if !whole || memchr(0, record).is_some() {
            return true;
        }
        let fields = Fields { bytes, marks: &self.marks };
        let wanted = |spot| self.sieve.lets_through(spot);
        self.judged.glance_at(&fields, unit, self.plan, self.known, wanted);
        for (spot, value) in self.judged.spots.iter().zip(&self.judged.values) {
            if !(self.visit)(*spot, self.records, *value) {
                return false;
            }
        }
        true
    }

    /// Searches a chunk record by record; `false` when enough was seen.
    fn look_through(&mut self, chunk: &mut Chunk) -> bool {
        chunk.index.flatten();
        let judged = &mut self.judged;
        judged.glance(chunk, self.plan, self.known, |spot| self.sieve.lets_through(spot));
        for (place, (spot, value)) in judged.spots.iter().zip(&judged.values).enumerate() {
            let row = judged.rows.partition_point(|row| row.spots as usize <= place);
            if !(self.visit)(*spot, self.records + row as u64 + 1, *value) {
                return false;
            }
        }
        self.records += judged.rows.len() as u64;
        true
    }
}

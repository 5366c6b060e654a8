//! Keys that occur again: where they were met first, and whether what was said then is the same.
//!
//! Keys are bits without places and values. Only when one occurs again is its first place looked for:
//! in what was remembered of records that were read thoroughly, and by reading the files once more.
//! That is done when the files have been read, or earlier when [`MOST_WAITING`] keys wait for it, so
//! that a file full of repetitions needs no more memory than any other.

#![cfg_attr(not(feature = "csv"), allow(dead_code))] // the fast way is that of CSV files

use super::fast::Spot;
use super::keys::{First, Key};
use super::{Checker, words};
use crate::finding::{Argument, Finding, Place, Severity, catalogue};
use crate::framework::spec::Scale;
use crate::framework::{Item, ItemId};
use crate::period::Period;
use foldhash::fast::FixedState;
use std::collections::HashMap;
use std::sync::Arc;

/// How many keys wait at most until their first places are looked for; few in tests, so that it happens.
pub(super) const MOST_WAITING: usize = if cfg!(test) { 5 } else { 1 << 19 };

/// A key that was given again, until it is known what was said first.
#[derive(Debug)]
pub(super) struct Again {
    pub(super) about: About,
    pub(super) value: f64,
    pub(super) file: u32,
    pub(super) record: u64,
    pub(super) line: u64,
    /// How many findings were kept before it.
    pub(super) position: usize,
    /// Whether the record is right but for its keys, and not counted yet.
    pub(super) open: bool,
}

/// Which key.
#[derive(Debug)]
pub(super) enum About {
    Spot(Spot),
    /// One without a bit, and where it was met first.
    Other(Box<(Key, First)>),
}

/// Opens a file once more.
pub(super) type Opener = Box<dyn Fn() -> std::io::Result<Box<dyn std::io::Read>> + Send>;

/// A file that can be read again.
pub(super) struct Source {
    #[cfg(feature = "csv")]
    pub(super) file: u32,
    #[cfg(feature = "csv")]
    pub(super) opener: Opener,
    #[cfg(feature = "csv")]
    pub(super) reread: super::fast::Reread,
    /// The record from which on its columns mean something else.
    #[cfg(feature = "csv")]
    pub(super) until: u64,
}

type Places = HashMap<Spot, Option<First>, FixedState>;

impl Checker<'_> {
    /// Tells keys that were given twice with the same value from those that contradict, and counts
    /// the records in which they stand.
    pub(super) fn settle(&mut self) {
        if self.again.is_empty() {
            return;
        }
        let again = std::mem::take(&mut self.again);
        let spot = |again: &Again| match &again.about {
            About::Spot(spot) => Some((*spot, None)),
            About::Other(_) => None,
        };
        let mut places: Places = again.iter().filter_map(spot).collect();
        for met in &self.keys.met {
            if let Some(place) = places.get_mut(&met.spot)
                && place.is_none_or(|other| met.first.is_before(&other))
            {
                *place = Some(met.first);
            }
        }
        self.read_again(&mut places);
        let names: Vec<Arc<str>> =
            self.files.iter().map(|file| file.name.as_str().into()).collect();
        let mut found = Vec::new();
        for record in again.chunk_by(|a, b| (a.file, a.record) == (b.file, b.record)) {
            let mut right = true;
            for key in record {
                let first = match &key.about {
                    About::Spot(spot) => places.get(spot).copied().flatten(),
                    About::Other(other) => Some(other.1),
                };
                let equal = first.is_some_and(|first| first.value == key.value);
                let rule =
                    if equal { &catalogue::REPEATED_RECORD } else { &catalogue::DUPLICATE_KEY };
                let severity = self.framework.severity_of(rule);
                right &= severity != Severity::Error;
                let file = names.get(key.file as usize).cloned();
                if self.findings.count_one(rule, severity, file.clone()) {
                    let mut finding = self.about_key(key, first, Finding::new(rule));
                    finding.severity = severity;
                    finding.place = Place::in_record(file, key.record, key.line);
                    found.push((key.position, finding));
                }
            }
            if let Some(Again { file, open: true, .. }) = record.first()
                && let Some(summary) = self.files.get_mut(*file as usize)
            {
                *(if right { &mut summary.accepted } else { &mut summary.rejected }) += 1;
            }
        }
        self.findings.insert(found);
    }

    /// What a finding about a key says.
    fn about_key(&self, key: &Again, first: Option<First>, finding: Finding) -> Finding {
        let (item, period, unit) = match &key.about {
            About::Spot(spot) => {
                let (_, item, slot, place) = spot.parts(self.keys.cells_per_layer());
                let listed = self.framework.register().units().get(place as usize);
                let code = listed.map(|unit| &unit.code);
                let code = code.or_else(|| self.builder.code_of(place as usize));
                (ItemId::new(item as usize), slot.period(), code)
            }
            About::Other(other) => {
                let key = &other.0;
                let period = self.builder.periods().get(key.period as usize).copied().flatten();
                (key.item, period, self.builder.code_of(key.unit as usize))
            }
        };
        let item = self.framework.item(item);
        let shown = |place: First| self.shown_place(place.file, u64::from(place.record), key.file);
        let mut finding = finding.value(written(item, key.value));
        finding.unit = unit.map(|code| code.as_str().into());
        finding.indicator = item.map(|item| item.code.as_str().into());
        finding
            .period(period.map_or_else(|| "-".to_owned(), |period: Period| period.to_string()))
            // The file has changed since it was read.
            .with("first", first.map_or_else(|| "?".to_owned(), shown))
            .with("given", said(item, key.value))
            .with("before", first.map_or_else(|| "?".into(), |first| said(item, first.value)))
    }

    #[cfg(feature = "csv")]
    fn read_again(&self, places: &mut Places) {
        if self.sources.is_empty() {
            return;
        }
        let known = super::fast::known_of(self, places.keys());
        let sieve = super::fast::Sieve::of(places.len(), places.keys());
        for source in &self.sources {
            // A key that was met in an earlier file need not be looked for.
            let open = |place: &Option<First>| place.is_none_or(|first| first.file >= source.file);
            let mut left = places.values().filter(|place| open(place)).count();
            if left == 0 {
                break;
            }
            let Ok(input) = (source.opener)() else { continue };
            // What cannot be read a second time leaves a finding without the place.
            let _ = source.reread.keys(input, &known, &sieve, |spot, record, value| {
                if record >= source.until {
                    return false;
                }
                let here = First::new(source.file, record, value);
                if self.spoilt.binary_search(&(here.file, here.record)).is_ok() {
                    return true;
                }
                if let Some(place) = places.get_mut(&spot)
                    && place.is_none_or(|other| here.is_before(&other))
                {
                    *place = Some(here);
                    left -= 1;
                }
                left > 0
            });
        }
    }

    #[cfg(not(feature = "csv"))]
    fn read_again(&self, _: &mut Places) {}
}

/// A value as data would have it.
fn written(item: Option<&Item>, value: f64) -> String {
    match said(item, value) {
        Argument::Text(text) => text,
        _ => value.to_string(),
    }
}

/// A value as a message names it.
fn said(item: Option<&Item>, value: f64) -> Argument {
    if value.is_nan() {
        return "?".into();
    }
    let Some(indicator) = item.and_then(Item::indicator) else { return value.into() };
    match indicator.scale {
        Scale::Status => {
            let is_it = |status: &crate::framework::spec::CriterionStatus| {
                f64::from(*status as u8) == value
            };
            let found = words::STATUSES.iter().find(|(status, _)| is_it(status));
            found.and_then(|(_, words)| words.first()).map_or_else(|| value.into(), |w| (*w).into())
        }
        Scale::YesNo => if value == 0.0 { "no" } else { "yes" }.into(),
        _ => match indicator.option_of(value).filter(|_| indicator.scale.is_worded()) {
            Some(option) => option.code.as_str().into(),
            None => value.into(),
        },
    }
}

//! Where keys that occur again were met first.
//!
//! Keys are bits without places. Only when one occurs again, and the finding about it is kept, is its
//! first place looked for, once the files have been read: in what was remembered of records that were
//! read thoroughly, and by reading the files again.

#![cfg_attr(not(feature = "csv"), allow(dead_code))] // the fast way is that of CSV files

use super::Checker;
use super::fast::Spot;
use foldhash::fast::FixedState;
use std::collections::HashMap;

/// A finding that still has to name the first place of a key.
#[derive(Debug)]
pub(super) struct Again {
    /// Its place among the findings that are kept.
    pub(super) finding: usize,
    pub(super) spot: Spot,
    /// The file that it is about.
    pub(super) file: usize,
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
}

type Places = HashMap<Spot, Option<(u32, u64)>, FixedState>;

impl Checker<'_> {
    /// Completes the findings about keys that occur twice.
    pub(super) fn find_first_places(&mut self) {
        if self.again.is_empty() {
            return;
        }
        let mut places: Places = self.again.iter().map(|again| (again.spot, None)).collect();
        for met in &self.keys.met {
            if let Some(place) = places.get_mut(&met.spot) {
                let here = (met.file, u64::from(met.record));
                *place = Some(place.map_or(here, |other| other.min(here)));
            }
        }
        self.read_again(&mut places);
        for again in std::mem::take(&mut self.again) {
            let first = match places.get(&again.spot).copied().flatten() {
                Some((file, record)) => self.shown_place(file, record, again.file),
                // The file has changed since it was read.
                None => "?".to_owned(),
            };
            if let Some(finding) = self.findings.iter_mut().nth(again.finding) {
                finding.add("first", first);
            }
        }
    }

    #[cfg(feature = "csv")]
    fn read_again(&self, places: &mut Places) {
        for source in &self.sources {
            // A key that was met in an earlier file need not be looked for.
            let open =
                |place: &Option<(u32, u64)>| place.is_none_or(|(file, _)| file >= source.file);
            let mut left = places.values().filter(|place| open(place)).count();
            if left == 0 {
                break;
            }
            let Ok(input) = (source.opener)() else { continue };
            // What cannot be read a second time leaves a finding without the place.
            let wanted = places.keys().copied().collect::<Vec<Spot>>().into_iter();
            let _ = source.reread.keys(input, wanted, |spot, record| {
                let here = (source.file, record);
                if let Some(place) = places.get_mut(&spot)
                    && place.is_none_or(|other| here < other)
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

//! What the fast way knows of the texts in files: learned by the thorough reader, and kept from one file
//! to the next, since thousands of small files mostly say the same.

use super::codes::Codes;
use super::judge::Known;
use super::spot::Spot;
use crate::check::Checker;
use crate::framework::Framework;
use crate::text::clean;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// What is known, and from how much.
#[derive(Debug)]
pub(in crate::check) struct Knowledge {
    /// Codes that only one unit ever had, with its place in the register.
    codes: Codes,
    known: Arc<Known>,
    /// How many texts there were when they were last looked at.
    learned: usize,
}

impl Knowledge {
    fn of(checker: &Checker<'_>) -> Self {
        let codes = unique_codes(checker.framework);
        let known = Arc::new(what_is_known(checker, &codes));
        Self { codes, known, learned: learned(checker) }
    }

    /// Looks at what was learned since; `false` when there was nothing, or too little.
    fn renew(&mut self, checker: &Checker<'_>, late: bool) -> bool {
        let count = learned(checker);
        let more = count.saturating_sub(self.learned);
        let layers = checker.layers.len() > self.known.listed;
        let due = late || more > self.known.units.len() / 4;
        if !due || (more == 0 && !layers) {
            return false;
        }
        // A code of the register that was read thoroughly teaches nothing.
        let mut texts = checker.caches.units.get(&u32::MAX).into_iter().flat_map(HashMap::keys);
        if layers || texts.any(|text| self.known.units.get(text).is_none()) {
            self.known = Arc::new(what_is_known(checker, &self.codes));
        }
        self.learned = count;
        true
    }
}

/// What is known so far, and whether it was looked at again: where that is late, or where much was
/// learned.
pub(super) fn known(checker: &mut Checker<'_>, late: bool) -> (Arc<Known>, bool) {
    let mut knowledge = checker.knowledge.take().unwrap_or_else(|| Knowledge::of(checker));
    let renewed = knowledge.renew(checker, late);
    let known = knowledge.known.clone();
    checker.knowledge = Some(knowledge);
    (known, renewed)
}

/// How many texts for units were read thoroughly.
fn learned(checker: &Checker<'_>) -> usize {
    checker.caches.units.get(&u32::MAX).map_or(0, HashMap::len)
}

/// What is needed to find the records of some keys.
pub(in crate::check) fn known_of<'s>(
    checker: &Checker<'_>,
    keys: impl Iterator<Item = &'s Spot>,
) -> Known {
    let cells = checker.keys.cells_per_layer();
    let mut units: Vec<u32> = keys.map(|spot| spot.parts(cells).3).collect();
    units.sort_unstable();
    units.dedup();
    let known = match &checker.knowledge {
        Some(knowledge) => what_is_known(checker, &knowledge.codes),
        None => what_is_known(checker, &unique_codes(checker.framework)),
    };
    known.only(|unit| units.binary_search(&unit).is_ok())
}

/// Units by codes that mean one thing only, what is written for them elsewhere, and layers.
fn what_is_known(checker: &Checker<'_>, codes: &Codes) -> Known {
    let mut known = Known { units: codes.clone(), ..Known::default() };
    if let Some(learned) = checker.caches.units.get(&u32::MAX) {
        let mut learned: Vec<_> = learned.iter().collect();
        learned.sort_unstable();
        for (text, number) in &learned {
            known.units.insert(text, checker.key_of(**number));
        }
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
fn unique_codes(framework: &Framework) -> Codes {
    let units = framework.register().units();
    let all = || units.iter().zip(0..).map(|(unit, place)| (unit.code.as_str(), place));
    let mut codes = Codes::with_room(units.len());
    let mut twice = HashSet::new();
    for (code, place) in all() {
        if codes.get(code.as_bytes()).is_some() {
            twice.insert(code);
        }
        codes.insert(code.as_bytes(), place);
    }
    if twice.is_empty() {
        return codes;
    }
    let mut codes = Codes::default();
    for (code, place) in all().filter(|(code, _)| !twice.contains(code)) {
        codes.insert(code.as_bytes(), place);
    }
    codes
}

//! From what stands in a file to a unit.

use super::{Register, Unit, UnitId};
use crate::id::Code;
use crate::period::Period;
use crate::text::{Suggester, clean, suggest};
use std::collections::HashMap;

/// What a code or a name leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Lookup {
    /// A unit, by its code or by its exact name.
    Found(UnitId),
    /// The unit is known, but did not exist in the period.
    NotValid(UnitId),
    /// Several units have this name.
    Ambiguous(Vec<UnitId>),
    /// No unit; perhaps the code of one that is spelled alike.
    Unknown {
        /// Code of the unit that may be meant.
        suggestion: Option<String>,
    },
}

impl Register {
    /// The unit that a code or an exact name stands for in a period.
    ///
    /// Names are equal after NFC and folding of white space, and in no other way: another tone
    /// placement, `Ð` for `Đ`, `TP.` for `Thành phố` or missing diacritics only lead to a
    /// suggestion. Where a code has meant different units, the one that existed on the last day
    /// of the period is taken.
    pub fn find(&self, written: &str, period: Option<&Period>) -> Lookup {
        self.find_exact(written, period)
            .unwrap_or_else(|| Lookup::Unknown { suggestion: self.suggestion(&clean(written)) })
    }

    /// As [`find`](Self::find), without looking for what an unknown unit may be, which is slow.
    pub(crate) fn find_exact(&self, written: &str, period: Option<&Period>) -> Option<Lookup> {
        let cleaned;
        let ids = match self.by_code.get(written) {
            Some(ids) => ids,
            None => {
                cleaned = clean(written);
                self.by_code.get(&*cleaned).or_else(|| self.by_name.get(&*cleaned))?
            }
        };
        Some(self.valid(ids, period))
    }

    fn valid(&self, ids: &[UnitId], period: Option<&Period>) -> Lookup {
        let (first, last) = match period {
            Some(period) => (Some(period.first_day()), period.last_day()),
            None => (None, None),
        };
        let exists = |from, to| {
            ids.iter()
                .copied()
                .filter(|id| self.unit(*id).is_some_and(|unit| unit.exists_between(from, to)))
                .collect::<Vec<_>>()
        };
        let mut fitting = exists(first, last);
        if fitting.len() > 1 && last.is_some() {
            let at_the_end = exists(last, last);
            if !at_the_end.is_empty() {
                fitting = at_the_end;
            }
        }
        match (fitting.as_slice(), ids) {
            ([one], _) => Lookup::Found(*one),
            ([], [one, ..]) => Lookup::NotValid(*one),
            _ => Lookup::Ambiguous(fitting),
        }
    }

    /// Code of the unit that may be meant.
    pub(crate) fn suggestion(&self, written: &str) -> Option<String> {
        let code = |unit: &Unit| unit.code.to_string();
        let near = self.near.get_or_init(|| Near {
            lower: self
                .units
                .iter()
                .enumerate()
                .rev()
                .map(|(n, unit)| (unit.code.as_str().to_ascii_lowercase(), n))
                .collect(),
            numbers: self
                .units
                .iter()
                .enumerate()
                .rev()
                .filter_map(|(n, unit)| Some((without_zeros(unit.code.as_str())?.to_owned(), n)))
                .collect(),
            codes: Suggester::new(self.units.iter().map(|unit| unit.code.as_str())),
            names: Suggester::new(self.units.iter().flat_map(names)),
            owners: self
                .units
                .iter()
                .enumerate()
                .flat_map(|(n, u)| names(u).map(move |_| n))
                .collect(),
        });
        if let Some(unit) = near.lower.get(&written.to_ascii_lowercase()) {
            return self.units.get(*unit).map(code);
        }
        let by_number = without_zeros(written).and_then(|number| near.numbers.get(number)).copied();
        // A code one letter away may be any code; a name that is spelled alike says more.
        let by_name = || near.names.nearest(written).and_then(|n| near.owners.get(n)).copied();
        let unit = by_number.or_else(by_name).or_else(|| near.codes.nearest(written))?;
        self.units.get(unit).map(code)
    }
}

/// Codes and names of all units, ready to be compared with what was written.
#[derive(Debug, Clone)]
pub(super) struct Near {
    /// Units by their codes in lower case.
    lower: HashMap<String, usize>,
    /// Units whose codes are numbers, by their codes without zeros in front.
    numbers: HashMap<String, usize>,
    codes: Suggester,
    names: Suggester,
    /// The unit of each name.
    owners: Vec<usize>,
}

/// A number without the zeros in front of it, which spreadsheets drop.
fn without_zeros(code: &str) -> Option<&str> {
    let is_number = !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| code.trim_start_matches('0'))
}

/// The code that was probably meant, where few are asked for.
pub(super) fn near_code<'a>(
    written: &str,
    codes: impl Iterator<Item = &'a Code> + Clone,
) -> Option<&'a str> {
    let number = without_zeros(written);
    let mut same = codes.clone().map(Code::as_str);
    let padded = number.and_then(|_| same.find(|code| without_zeros(code) == number));
    padded.or_else(|| suggest(written, codes.map(Code::as_str)))
}

/// The names of a unit, in both languages.
pub(super) fn names(unit: &Unit) -> impl Iterator<Item = &str> {
    use crate::text::Lang;
    unit.name.iter().flat_map(|name| {
        let (vi, en) = (name.get(Lang::Vi), name.get(Lang::En));
        std::iter::once(vi).chain((vi != en).then_some(en))
    })
}

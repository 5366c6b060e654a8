//! Years, halves, quarters and months in canonical form, and days.

#![cfg_attr(not(feature = "csv"), allow(dead_code))] // the fast way is that of CSV files

use crate::period::Period;

/// Years for which keys are kept as bits.
pub(in crate::check) const FIRST_YEAR: u32 = 1900;
/// How many they are.
pub(in crate::check) const YEARS: u32 = 200;
/// None at all, years, halves, quarters, months.
pub(in crate::check) const KINDS: u32 = 5;

/// A period within the years for which keys are kept as bits, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::check) struct Slot {
    /// 0 for none, 1 for a year, 2, 3, 4 for halves, quarters and months.
    pub(in crate::check) kind: u32,
    /// From [`FIRST_YEAR`].
    pub(in crate::check) year: u32,
    /// Place in the year, from 0.
    pub(in crate::check) part: u32,
}

impl Slot {
    /// No period.
    pub(in crate::check) const NONE: Self = Self { kind: 0, year: 0, part: 0 };

    /// The slot of a period, if it has one.
    pub(in crate::check) fn of(period: Option<Period>) -> Option<Self> {
        let Some(period) = period else { return Some(Self::NONE) };
        let text = period.to_string();
        let mut bytes = text.into_bytes();
        let len = bytes.len();
        bytes.resize(len + 16, 0);
        read_period(&bytes, 0, len)
    }

    /// The period, if it is one.
    pub(in crate::check) fn period(self) -> Option<Period> {
        let year = i32::try_from(FIRST_YEAR + self.year).ok()?;
        match self.kind {
            1 => Period::from_year(year),
            2 => Period::from_half(year, self.part + 1),
            3 => Period::from_quarter(year, self.part + 1),
            4 => Period::from_month(year, self.part + 1),
            _ => None,
        }
    }

    /// How many periods of its kind a year has.
    pub(in crate::check) fn parts(self) -> u32 {
        match self.kind {
            2 => 2,
            3 => 4,
            4 => 12,
            _ => 1,
        }
    }

    /// First and last day as numbers that compare like days: year, month and day as digits. The last
    /// day may be one that the calendar does not have.
    pub(super) fn days(self) -> (u32, u32) {
        if self.kind == 0 {
            return (0, u32::MAX);
        }
        let months = 12 / self.parts();
        let year = (FIRST_YEAR + self.year) * 10_000;
        let first = self.part * months + 1;
        (year + first * 100 + 1, year + (first + months - 1) * 100 + 31)
    }
}

/// A period in canonical form, where it has a slot. Sixteen bytes from its start have to be there.
#[inline]
pub(in crate::check) fn read_period(bytes: &[u8], start: usize, end: usize) -> Option<Slot> {
    let len = end.checked_sub(start)?;
    let [a, b, c, d, dash, e, f] = bytes.get(start..)?.first_chunk::<7>().copied()?;
    let year = (number(a, b)? * 100 + number(c, d)?).checked_sub(FIRST_YEAR)?;
    if year >= YEARS {
        return None;
    }
    let part = |kind, number: u32, most| {
        (number.wrapping_sub(1) < most).then_some(Slot { kind, year, part: number.wrapping_sub(1) })
    };
    match (len, dash, e) {
        (4, ..) => Some(Slot { kind: 1, year, part: 0 }),
        (7, b'-', b'Q') => part(3, digit(f)?, 4),
        (7, b'-', b'H') => part(2, digit(f)?, 2),
        (7, b'-', _) => part(4, number(e, f)?, 12),
        _ => None,
    }
}

/// Whether a text is a day as `2022-05-28`. Sixteen bytes from its start have to be there.
#[inline]
pub(super) fn is_day(bytes: &[u8], start: usize, end: usize) -> bool {
    end.wrapping_sub(start) == 10 && day(bytes, start).is_some()
}

fn day(bytes: &[u8], start: usize) -> Option<()> {
    let [a, b, c, d, b'-', e, f, b'-', g, h] = bytes.get(start..)?.first_chunk::<10>().copied()?
    else {
        return None;
    };
    let year = number(a, b)? * 100 + number(c, d)?;
    let (month, day) = (number(e, f)?, number(g, h)?);
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => return None,
    };
    (year > 0 && day > 0 && day <= last).then_some(())
}

#[inline]
fn digit(byte: u8) -> Option<u32> {
    let value = byte.wrapping_sub(b'0');
    (value < 10).then_some(u32::from(value))
}

#[inline]
fn number(tens: u8, ones: u8) -> Option<u32> {
    Some(digit(tens)? * 10 + digit(ones)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::parse_date_iso;
    use proptest::prelude::*;

    fn padded(text: &str) -> (Vec<u8>, usize) {
        let mut bytes = text.as_bytes().to_vec();
        bytes.extend_from_slice(b"1234567890123456");
        (bytes, text.len())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn days_are_those_of_the_calendar(text in "[0-2][0-9]{3}-[0-1][0-9]-[0-3][0-9]|[-0-9]{8,11}") {
            let (bytes, len) = padded(&text);
            prop_assert_eq!(is_day(&bytes, 0, len), parse_date_iso(&text).is_ok());
        }

        #[test]
        fn periods_are_those_of_the_strict_reader(text in "(19|20)[0-9]{2}(-(Q|H)?[0-9]{1,2})?|[-/0-9QH.]{3,9}") {
            let (bytes, len) = padded(&text);
            let read = Period::parse_iso(&text).ok();
            if let Some(slot) = read_period(&bytes, 0, len) {
                prop_assert_eq!(slot.period(), read);
                let (first, last) = slot.days();
                let code = |date: chrono::NaiveDate| date.format("%Y%m%d").to_string().parse::<u32>().unwrap();
                let period = read.unwrap();
                prop_assert_eq!(first, code(period.first_day()));
                let end = code(period.last_day().unwrap());
                prop_assert!(last >= end && last / 100 == end / 100);
            } else if let Some(period) = read {
                use crate::period::PeriodKind::{Half, Month, Quarter, Year};
                let usual = matches!(period.kind(), Year | Half | Quarter | Month);
                prop_assert!(!usual || !(1900..2100).contains(&period.year()));
            }
        }
    }
}

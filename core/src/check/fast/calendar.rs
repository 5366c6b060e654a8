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

/// What may follow the year of a period, and what it means.
#[derive(Clone, Copy)]
struct Tail {
    text: u32,
    kind: u32,
    part: u32,
}

/// No tail: zeros never follow a year.
const NO_TAIL: Tail = Tail { text: u32::MAX, kind: 0, part: 0 };

/// This multiplier brings every tail to a place of its own.
const SPREAD: u32 = 0xC386_BBC5;
const TAIL_BITS: u32 = 5;

const fn tail_place(text: u32) -> usize {
    (text.wrapping_mul(SPREAD) >> (32 - TAIL_BITS)) as usize
}

#[allow(clippy::indexing_slicing, reason = "computed when it is compiled")]
const TAILS: [Tail; 1 << TAIL_BITS] = {
    let mut tails = [NO_TAIL; 1 << TAIL_BITS];
    tails[tail_place(0)] = Tail { text: 0, kind: 1, part: 0 };
    let mut number = 1;
    while number <= 12 {
        let (tens, ones) = ((b'0' + number / 10) as u32, (b'0' + number % 10) as u32);
        let part = number as u32 - 1;
        let month = b'-' as u32 | tens << 8 | ones << 16;
        tails[tail_place(month)] = Tail { text: month, kind: 4, part };
        if number <= 4 {
            let quarter = b'-' as u32 | (b'Q' as u32) << 8 | ones << 16;
            tails[tail_place(quarter)] = Tail { text: quarter, kind: 3, part };
        }
        if number <= 2 {
            let half = b'-' as u32 | (b'H' as u32) << 8 | ones << 16;
            tails[tail_place(half)] = Tail { text: half, kind: 2, part };
        }
        number += 1;
    }
    tails
};

/// A period in canonical form, where it has a slot. Sixteen bytes from its start have to be there.
///
/// Which kind of period it is makes no branch: in a file with several it cannot be foreseen.
#[inline(always)]
pub(in crate::check) fn read_period(bytes: &[u8], start: usize, end: usize) -> Option<Slot> {
    let len = end.wrapping_sub(start);
    if len.wrapping_sub(1) >= 8 {
        return None;
    }
    let word = u64::from_le_bytes(*bytes.get(start..)?.first_chunk()?);
    let word = word & (u64::MAX >> (64 - 8 * len));
    let (digits, text) = (word as u32 ^ 0x3030_3030, (word >> 32) as u32);
    let tail = TAILS.get(tail_place(text))?;
    let wrong = (digits.wrapping_add(0x7676_7676) | digits) & 0x8080_8080;
    let pairs = digits.wrapping_mul(10).wrapping_add(digits >> 8);
    let year = (pairs & 0xFF) * 100 + (pairs >> 16 & 0xFF);
    let year = year.wrapping_sub(FIRST_YEAR);
    if wrong | (tail.text ^ text) != 0 || year >= YEARS {
        return None;
    }
    Some(Slot { kind: tail.kind, year, part: tail.part })
}

/// The last day of the months; none where there is no month.
#[allow(clippy::indexing_slicing, reason = "computed when it is compiled")]
const LAST_DAY: [u32; 128] = {
    let mut days = [0; 128];
    let known = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut month = 1;
    while month <= 12 {
        days[month] = known[month];
        month += 1;
    }
    days
};

/// Whether a text is a day as `2022-05-28`. Sixteen bytes from its start have to be there.
#[inline(always)]
pub(super) fn is_day(bytes: &[u8], start: usize, end: usize) -> bool {
    end.wrapping_sub(start) == 10 && day(bytes, start).is_some()
}

#[inline(always)]
fn day(bytes: &[u8], start: usize) -> Option<()> {
    let text: &[u8; 10] = bytes.get(start..)?.first_chunk()?;
    let date = u64::from_le_bytes(*text.first_chunk()?) ^ u64::from_le_bytes(*b"0000-00-");
    let day = u16::from_le_bytes(*text.last_chunk()?) ^ 0x3030;
    // A digit is at most nine, and a dash left nothing.
    let wrong = (date.wrapping_add(0x7F76_767F_7676_7676) | date) & 0x8080_8080_8080_8080;
    let wrong_day = (day.wrapping_add(0x7676) | day) & 0x8080;
    let pair = |at: u32| (date >> at & 0xFF) as u32 * 10 + (date >> (at + 8) & 0xFF) as u32;
    let (year, month) = (pair(0) * 100 + pair(16), pair(40));
    let day = u32::from(day & 0xFF) * 10 + u32::from(day >> 8);
    let last = *LAST_DAY.get((month & 127) as usize)?;
    if wrong | u64::from(wrong_day) != 0 || year == 0 || day == 0 {
        return None;
    }
    let is_leap_day = || {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        leap && month == 2 && day == 29
    };
    (day <= last || is_leap_day()).then_some(())
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

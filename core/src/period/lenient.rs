//! Lenient reading: what people write in Vietnamese and English, day first always.

use std::str::FromStr;

use chrono::NaiveDate;

use super::token::Part::{self, M, N, W, Y};
use super::token::{month, parts, roman, tokens};
use super::{Period, PeriodError};

impl Period {
    /// Reads a period as people write it, or in canonical form.
    ///
    /// A deadline (`đến năm 2030`, `cuối năm 2022`) is read as its year; `từ năm 2022` is an open
    /// span; `9 tháng đầu năm 2022` a span of days, while three, six and twelve months are the
    /// quarter, the half and the year that they are.
    ///
    /// # Errors
    ///
    /// [`PeriodError::MissingYear`] where only the year is lacking (`quý I`, `28/5`), otherwise what
    /// is wrong.
    ///
    /// ```
    /// use chuan::period::Period;
    /// for (written, canonical) in [
    ///     ("quý I/2022", "2022-Q1"),
    ///     ("tháng 5 năm 2022", "2022-05"),
    ///     ("6 tháng đầu năm 2022", "2022-H1"),
    ///     ("giai đoạn 2021 – 2025", "2021/2025"),
    ///     ("28.5.2022", "2022-05-28"),
    ///     ("first half of 2022", "2022-H1"),
    /// ] {
    ///     assert_eq!(Period::parse(written).unwrap().to_string(), canonical);
    /// }
    /// ```
    pub fn parse(text: &str) -> Result<Self, PeriodError> {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return Err(PeriodError::Empty { text: text.to_owned() });
        }
        if let Ok(period) = Self::parse_iso(trimmed) {
            return Ok(period);
        }
        read(text, period, |text| PeriodError::NotAPeriod { text })
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

/// Reads a date as people write it, day first, or as `YYYY-MM-DD`.
///
/// # Errors
///
/// [`PeriodError::MissingYear`] where only the year is lacking (`28/5`), otherwise what is wrong.
///
/// ```
/// use chuan::period::parse_date;
/// for written in ["28/5/2022", "28-5-2022", "28.05.2022", "ngày 28 tháng 5 năm 2022", "2022-05-28"] {
///     assert_eq!(parse_date(written).unwrap().to_string(), "2022-05-28");
/// }
/// ```
pub fn parse_date(text: &str) -> Result<NaiveDate, PeriodError> {
    if text.trim().is_empty() {
        return Err(PeriodError::Empty { text: text.to_owned() });
    }
    read(text, date, |text| PeriodError::NotADate { text })
}

/// What a reader finds: the value, or that the form is known and the value is not possible.
type Found<T> = Option<Result<T, Impossible>>;

#[derive(Debug, Clone, Copy)]
enum Impossible {
    NotInCalendar,
    Reversed,
}

/// Runs a reader over the tokens and names what is wrong.
fn read<T>(
    text: &str,
    reader: impl Fn(&[Part<'_>]) -> Found<T>,
    unknown: impl FnOnce(String) -> PeriodError,
) -> Result<T, PeriodError> {
    let owned = || text.to_owned();
    let Some(tokens) = tokens(text) else { return Err(unknown(owned())) };
    let parts = parts(&tokens);
    match reader(&parts) {
        Some(Ok(value)) => return Ok(value),
        Some(Err(Impossible::NotInCalendar)) => {
            return Err(PeriodError::NotInCalendar { text: owned() });
        }
        Some(Err(Impossible::Reversed)) => return Err(PeriodError::Reversed { text: owned() }),
        None => {}
    }
    // If a year makes it readable, the year is what is missing. 2000 has a 29 February.
    let has_year = parts.iter().any(|part| matches!(part, Y(_)));
    let without =
        |word| parts.split_last().filter(|(last, _)| **last == W(word)).map(|(_, rest)| rest);
    let stem = without("năm").unwrap_or(&parts);
    let lacks_year = !has_year
        && [&[Y(2000)][..], &[M('/'), Y(2000)], &[M('-'), Y(2000)], &[M('.'), Y(2000)]]
            .into_iter()
            .any(|year| !stem.is_empty() && reader(&[stem, year].concat()).is_some());
    Err(if lacks_year { PeriodError::MissingYear { text: owned() } } else { unknown(owned()) })
}

fn made<T>(value: Option<T>) -> Found<T> {
    Some(value.ok_or(Impossible::NotInCalendar))
}

fn ymd(year: i32, month: u32, day: u32) -> Found<NaiveDate> {
    made(NaiveDate::from_ymd_opt(year, month, day).filter(|_| year > 0))
}

fn date(parts: &[Part<'_>]) -> Found<NaiveDate> {
    let parts = if let [W("ngày"), rest @ ..] = parts { rest } else { parts };
    match *parts {
        [N(d), M(a @ ('/' | '-' | '.')), N(m), M(b), Y(y)] if a == b => ymd(y, m, d),
        [Y(y), M(a @ ('/' | '-' | '.')), N(m), M(b), N(d)] if a == b => ymd(y, m, d),
        [N(d), W("tháng"), N(m), Y(y)] | [N(d), W("tháng"), N(m), M('/' | '-'), Y(y)] => {
            ymd(y, m, d)
        }
        [N(d), W(name), Y(y)] | [W(name), N(d), Y(y)] | [W(name), N(d), M(','), Y(y)] => {
            ymd(y, month(name)?, d)
        }
        _ => None,
    }
}

fn period(parts: &[Part<'_>]) -> Found<Period> {
    within_a_year(parts).or_else(|| span(parts))
}

/// A year, and its halves, quarters, months and days.
fn within_a_year(parts: &[Part<'_>]) -> Found<Period> {
    if let Some(date) = date(parts) {
        return Some(date.and_then(|date| Period::from_day(date).ok_or(Impossible::NotInCalendar)));
    }
    // What stands between the part and its year: nothing, or one of these.
    let (front, year) = match *parts {
        [ref front @ .., M('/' | '-'), Y(year)] if !front.is_empty() => (front, year),
        [ref front @ .., Y(year)] => (front, year),
        [Y(year), M('-' | '/'), ref back @ ..] | [Y(year), ref back @ ..] => (back, year),
        _ => return None,
    };
    match *front {
        [] | [W("year")] => made(Period::from_year(year)),
        [W("cả" | "trong" | "hết" | "cuối" | "đến" | "by")] => {
            made(Period::from_year(year))
        }
        [W("đến"), W("hết" | "cuối")] | [W("tính"), W("đến")] => {
            made(Period::from_year(year))
        }
        [W("h"), N(half)] => made(Period::from_half(year, half)),
        [W(which @ ("first" | "second")), W("half")] => {
            made(Period::from_half(year, if which == "first" { 1 } else { 2 }))
        }
        [W("nửa"), W(end @ ("đầu" | "cuối"))] => {
            made(Period::from_half(year, if end == "đầu" { 1 } else { 2 }))
        }
        [W("quý" | "quí" | "q" | "quarter"), N(quarter)] => {
            made(Period::from_quarter(year, quarter))
        }
        [W("quý" | "quí" | "q" | "quarter"), W(quarter)] => {
            made(Period::from_quarter(year, roman(quarter)?))
        }
        [W(which), W("quarter")] => {
            let at =
                ["first", "second", "third", "fourth"].iter().position(|word| *word == which)?;
            made(u32::try_from(at + 1).ok().and_then(|quarter| Period::from_quarter(year, quarter)))
        }
        [W("tháng" | "t"), N(month)] | [N(month)] if parts.len() > 2 => {
            made(Period::from_month(year, month))
        }
        [N(count), W("tháng"), W(end @ ("đầu" | "cuối"))] => {
            made(months(year, count, end == "đầu"))
        }
        [W(name)] => month(name).and_then(|month| made(Period::from_month(year, month))),
        _ => None,
    }
}

/// So many months at the beginning or the end of a year.
fn months(year: i32, count: u32, first: bool) -> Option<Period> {
    match (count, first) {
        (12, _) => Period::from_year(year),
        (6, first) => Period::from_half(year, if first { 1 } else { 2 }),
        (3, first) => Period::from_quarter(year, if first { 1 } else { 4 }),
        (1, first) => Period::from_month(year, if first { 1 } else { 12 }),
        (2..=11, first) => {
            let (from, to) = if first { (1, count) } else { (13 - count, 12) };
            let from = Period::from_month(year, from)?;
            Period::from_days(from.first_day(), Period::from_month(year, to)?.last_day()?)
        }
        _ => None,
    }
}

/// From one to another, or from one on.
fn span(parts: &[Part<'_>]) -> Found<Period> {
    let (named, body) = match parts {
        [W("giai"), W("đoạn"), rest @ ..] | [W("nhiệm"), W("kỳ" | "kì"), rest @ ..] => {
            (true, rest)
        }
        _ => (false, parts),
    };
    let (from_word, body) = match body {
        [W("từ" | "from" | "since"), rest @ ..] => (true, rest),
        _ => (false, body),
    };
    let body = match body {
        [rest @ .., W("trở"), W("đi")] | [rest @ .., W("onwards" | "onward")] => rest,
        _ => body,
    };
    // A hyphen is also inside dates: take the first cut whose two sides are both readable.
    for (at, part) in body.iter().enumerate() {
        if matches!(part, M('-' | '/') | W("đến" | "to" | "tới")) {
            let (left, right) = body.split_at(at);
            let right = right.split_first().map_or(right, |(_, rest)| rest);
            if let (Some(left), Some(right)) = (within_a_year(left), within_a_year(right)) {
                return Some(left.and_then(|left| right.and_then(|right| between(left, right))));
            }
        }
    }
    if !from_word || named {
        return None;
    }
    within_a_year(body).map(|from| {
        let from = from?;
        if from == Period::from_year(from.year()).unwrap_or(from) {
            Period::open_from_year(from.year())
        } else {
            Period::open_from_day(from.first_day())
        }
        .ok_or(Impossible::NotInCalendar)
    })
}

fn between(from: Period, to: Period) -> Result<Period, Impossible> {
    let whole = |period: Period| Period::from_year(period.year()) == Some(period);
    if whole(from) && whole(to) {
        Period::from_years(from.year(), to.year())
    } else {
        to.last_day().and_then(|last| Period::from_days(from.first_day(), last))
    }
    .ok_or(Impossible::Reversed)
}

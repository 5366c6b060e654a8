//! The period itself: a value that cannot be invalid.

use std::cmp::{Ordering, Reverse};
use std::fmt;

use chrono::{Datelike, Days, NaiveDate};

/// A stretch of the calendar, years 1 to 9999: a year or a named part of one, or a span.
///
/// The order is by first day, then the longer before the shorter (so a year stands before its first
/// quarter), then by kind. It prints as `2022`, `2022-H1`, `2022-Q1`, `2022-05`, `2022-05-28`,
/// `2021/2025`, `2022-05-01/2022-06-30`, `2022/..`.
///
/// ```
/// use chuan::period::Period;
/// let quarter = Period::parse("quý I/2022").unwrap();
/// assert_eq!(quarter.to_string(), "2022-Q1");
/// assert_eq!(quarter.next().unwrap().to_string(), "2022-Q2");
/// assert!(Period::from_year(2022).unwrap() < quarter);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period(pub(super) Repr);

/// Valid by construction: only the constructors below make one, and they check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Repr {
    Year(i32),
    Half(i32, u32),
    Quarter(i32, u32),
    Month(i32, u32),
    Day(NaiveDate),
    Years(i32, i32),
    Days(NaiveDate, NaiveDate),
    OpenYear(i32),
    OpenDay(NaiveDate),
}

/// What sort of period it is.
///
/// ```
/// use chuan::period::{Period, PeriodKind};
/// assert_eq!(Period::parse_iso("2021/2025").unwrap().kind(), PeriodKind::Span);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PeriodKind {
    /// A calendar year.
    Year,
    /// Half a year.
    Half,
    /// A quarter.
    Quarter,
    /// A month.
    Month,
    /// A day.
    Day,
    /// Years or days, from one to another.
    Span,
    /// From a year or day on, without an end.
    OpenSpan,
}

fn year_ok(year: i32) -> Option<i32> {
    (1..=9999).contains(&year).then_some(year)
}

fn date_ok(date: NaiveDate) -> Option<NaiveDate> {
    year_ok(date.year()).map(|_| date)
}

/// A day that is known to exist; the fallback is never reached.
fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

fn month_end(year: i32, month: u32) -> NaiveDate {
    let last = match month {
        4 | 6 | 9 | 11 => 30,
        2 if day(year, 1, 1).leap_year() => 29,
        2 => 28,
        _ => 31,
    };
    day(year, month, last)
}

impl Period {
    /// The year `year`; `None` outside 1 to 9999.
    ///
    /// ```
    /// assert_eq!(chuan::period::Period::from_year(2022).unwrap().to_string(), "2022");
    /// ```
    #[must_use]
    pub fn from_year(year: i32) -> Option<Self> {
        year_ok(year).map(|year| Self(Repr::Year(year)))
    }

    /// Half 1 or 2 of a year.
    ///
    /// ```
    /// assert!(chuan::period::Period::from_half(2022, 3).is_none());
    /// ```
    #[must_use]
    pub fn from_half(year: i32, half: u32) -> Option<Self> {
        (1..=2).contains(&half).then_some(Self(Repr::Half(year_ok(year)?, half)))
    }

    /// Quarter 1 to 4 of a year.
    ///
    /// ```
    /// assert_eq!(chuan::period::Period::from_quarter(2022, 4).unwrap().to_string(), "2022-Q4");
    /// ```
    #[must_use]
    pub fn from_quarter(year: i32, quarter: u32) -> Option<Self> {
        (1..=4).contains(&quarter).then_some(Self(Repr::Quarter(year_ok(year)?, quarter)))
    }

    /// Month 1 to 12 of a year.
    ///
    /// ```
    /// assert_eq!(chuan::period::Period::from_month(2022, 5).unwrap().to_string(), "2022-05");
    /// ```
    #[must_use]
    pub fn from_month(year: i32, month: u32) -> Option<Self> {
        (1..=12).contains(&month).then_some(Self(Repr::Month(year_ok(year)?, month)))
    }

    /// A day.
    ///
    /// ```
    /// use chuan::period::{parse_date_iso, Period};
    /// let day = Period::from_day(parse_date_iso("2022-05-28").unwrap()).unwrap();
    /// assert_eq!(day.first_day(), day.last_day().unwrap());
    /// ```
    #[must_use]
    pub fn from_day(date: NaiveDate) -> Option<Self> {
        date_ok(date).map(|date| Self(Repr::Day(date)))
    }

    /// The years `from` to `to`, both included; `None` when `to` is the earlier.
    ///
    /// ```
    /// assert_eq!(chuan::period::Period::from_years(2021, 2025).unwrap().to_string(), "2021/2025");
    /// ```
    #[must_use]
    pub fn from_years(from: i32, to: i32) -> Option<Self> {
        (from <= to).then_some(Self(Repr::Years(year_ok(from)?, year_ok(to)?)))
    }

    /// The days `from` to `to`, both included; `None` when `to` is the earlier.
    ///
    /// ```
    /// use chuan::period::{parse_date_iso, Period};
    /// let day = |text| parse_date_iso(text).unwrap();
    /// let span = Period::from_days(day("2022-05-01"), day("2022-06-30")).unwrap();
    /// assert_eq!(span.to_string(), "2022-05-01/2022-06-30");
    /// ```
    #[must_use]
    pub fn from_days(from: NaiveDate, to: NaiveDate) -> Option<Self> {
        (from <= to).then_some(Self(Repr::Days(date_ok(from)?, date_ok(to)?)))
    }

    /// From the year `year` on, without an end.
    ///
    /// ```
    /// let open = chuan::period::Period::open_from_year(2022).unwrap();
    /// assert_eq!((open.to_string().as_str(), open.last_day()), ("2022/..", None));
    /// ```
    #[must_use]
    pub fn open_from_year(year: i32) -> Option<Self> {
        year_ok(year).map(|year| Self(Repr::OpenYear(year)))
    }

    /// From a day on, without an end.
    ///
    /// ```
    /// use chuan::period::{parse_date_iso, Period};
    /// let open = Period::open_from_day(parse_date_iso("2022-05-01").unwrap()).unwrap();
    /// assert_eq!(open.to_string(), "2022-05-01/..");
    /// ```
    #[must_use]
    pub fn open_from_day(date: NaiveDate) -> Option<Self> {
        date_ok(date).map(|date| Self(Repr::OpenDay(date)))
    }

    /// What sort of period it is.
    ///
    /// ```
    /// use chuan::period::{Period, PeriodKind};
    /// assert_eq!(Period::parse_iso("2022-05").unwrap().kind(), PeriodKind::Month);
    /// ```
    #[must_use]
    pub fn kind(&self) -> PeriodKind {
        match self.0 {
            Repr::Year(_) => PeriodKind::Year,
            Repr::Half(..) => PeriodKind::Half,
            Repr::Quarter(..) => PeriodKind::Quarter,
            Repr::Month(..) => PeriodKind::Month,
            Repr::Day(_) => PeriodKind::Day,
            Repr::Years(..) | Repr::Days(..) => PeriodKind::Span,
            Repr::OpenYear(_) | Repr::OpenDay(_) => PeriodKind::OpenSpan,
        }
    }

    /// The year of the first day.
    ///
    /// ```
    /// assert_eq!(chuan::period::Period::parse_iso("2021/2025").unwrap().year(), 2021);
    /// ```
    #[must_use]
    pub fn year(&self) -> i32 {
        match self.0 {
            Repr::Year(year)
            | Repr::Half(year, _)
            | Repr::Quarter(year, _)
            | Repr::Month(year, _)
            | Repr::Years(year, _)
            | Repr::OpenYear(year) => year,
            Repr::Day(date) | Repr::Days(date, _) | Repr::OpenDay(date) => date.year(),
        }
    }

    /// The first day.
    ///
    /// ```
    /// let half = chuan::period::Period::parse_iso("2022-H2").unwrap();
    /// assert_eq!(half.first_day().to_string(), "2022-07-01");
    /// ```
    #[must_use]
    pub fn first_day(&self) -> NaiveDate {
        match self.0 {
            Repr::Year(year) | Repr::Years(year, _) | Repr::OpenYear(year) => day(year, 1, 1),
            Repr::Half(year, half) => day(year, half * 6 - 5, 1),
            Repr::Quarter(year, quarter) => day(year, quarter * 3 - 2, 1),
            Repr::Month(year, month) => day(year, month, 1),
            Repr::Day(date) | Repr::Days(date, _) | Repr::OpenDay(date) => date,
        }
    }

    /// The last day, which an open span has not.
    ///
    /// ```
    /// let month = chuan::period::Period::parse_iso("2024-02").unwrap();
    /// assert_eq!(month.last_day().unwrap().to_string(), "2024-02-29");
    /// ```
    #[must_use]
    pub fn last_day(&self) -> Option<NaiveDate> {
        Some(match self.0 {
            Repr::Year(year) | Repr::Years(_, year) => day(year, 12, 31),
            Repr::Half(year, half) => month_end(year, half * 6),
            Repr::Quarter(year, quarter) => month_end(year, quarter * 3),
            Repr::Month(year, month) => month_end(year, month),
            Repr::Day(date) | Repr::Days(_, date) => date,
            Repr::OpenYear(_) | Repr::OpenDay(_) => return None,
        })
    }

    /// Whether the day is within the period.
    ///
    /// ```
    /// use chuan::period::{parse_date_iso, Period};
    /// let term = Period::parse("nhiệm kỳ 2020 - 2025").unwrap();
    /// assert!(term.contains(parse_date_iso("2025-12-31").unwrap()));
    /// ```
    #[must_use]
    pub fn contains(&self, date: NaiveDate) -> bool {
        self.first_day() <= date && self.last_day().is_none_or(|last| date <= last)
    }

    /// Whether all of the other period is within this one.
    ///
    /// ```
    /// use chuan::period::Period;
    /// let year = Period::from_year(2022).unwrap();
    /// assert!(year.includes(&Period::from_quarter(2022, 4).unwrap()));
    /// ```
    #[must_use]
    pub fn includes(&self, other: &Self) -> bool {
        self.contains(other.first_day())
            && match other.last_day() {
                Some(last) => self.contains(last),
                None => self.last_day().is_none(),
            }
    }

    /// The period of the same kind that follows at once. A span is followed by one of as many years
    /// or as many days. `None` for an open span, and at the end of the calendar.
    ///
    /// ```
    /// use chuan::period::Period;
    /// let next = |text| Period::parse_iso(text).unwrap().next().unwrap().to_string();
    /// assert_eq!(next("2022-12"), "2023-01");
    /// assert_eq!(next("2021/2025"), "2026/2030");
    /// ```
    #[must_use]
    pub fn next(&self) -> Option<Self> {
        self.moved(1)
    }

    /// The period of the same kind just before; the inverse of [`next`](Self::next).
    ///
    /// ```
    /// use chuan::period::Period;
    /// let quarter = Period::parse_iso("2022-Q1").unwrap();
    /// assert_eq!(quarter.previous().unwrap().to_string(), "2021-Q4");
    /// ```
    #[must_use]
    pub fn previous(&self) -> Option<Self> {
        self.moved(-1)
    }

    fn moved(&self, step: i32) -> Option<Self> {
        let part = |year: i32, part: u32, parts: i32| {
            let at = year * parts + i32::try_from(part).ok()? - 1 + step;
            Some((at.div_euclid(parts), u32::try_from(at.rem_euclid(parts)).ok()? + 1))
        };
        let by_days = |date: NaiveDate, days: u64| {
            let days = Days::new(days);
            if step < 0 { date.checked_sub_days(days) } else { date.checked_add_days(days) }
        };
        match self.0 {
            Repr::Year(year) => Self::from_year(year + step),
            Repr::Half(year, half) => part(year, half, 2).and_then(|(y, h)| Self::from_half(y, h)),
            Repr::Quarter(year, quarter) => {
                part(year, quarter, 4).and_then(|(y, q)| Self::from_quarter(y, q))
            }
            Repr::Month(year, month) => {
                part(year, month, 12).and_then(|(y, m)| Self::from_month(y, m))
            }
            Repr::Day(date) => by_days(date, 1).and_then(Self::from_day),
            Repr::Years(from, to) => {
                let length = (to - from + 1) * step;
                Self::from_years(from + length, to + length)
            }
            Repr::Days(from, to) => {
                let length = u64::try_from((to - from).num_days() + 1).ok()?;
                Self::from_days(by_days(from, length)?, by_days(to, length)?)
            }
            Repr::OpenYear(_) | Repr::OpenDay(_) => None,
        }
    }

    /// Equal only for equal periods: periods of one kind and form with the same days are the same.
    fn key(&self) -> (NaiveDate, Reverse<NaiveDate>, PeriodKind, bool) {
        let by_year = matches!(self.0, Repr::Years(..) | Repr::OpenYear(_));
        (
            self.first_day(),
            Reverse(self.last_day().unwrap_or(NaiveDate::MAX)),
            self.kind(),
            !by_year,
        )
    }
}

impl Ord for Period {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Repr::Year(year) => write!(f, "{year:04}"),
            Repr::Half(year, half) => write!(f, "{year:04}-H{half}"),
            Repr::Quarter(year, quarter) => write!(f, "{year:04}-Q{quarter}"),
            Repr::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Repr::Day(date) => write!(f, "{date}"),
            Repr::Years(from, to) => write!(f, "{from:04}/{to:04}"),
            Repr::Days(from, to) => write!(f, "{from}/{to}"),
            Repr::OpenYear(from) => write!(f, "{from:04}/.."),
            Repr::OpenDay(from) => write!(f, "{from}/.."),
        }
    }
}

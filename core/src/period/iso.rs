//! Strict reading: the canonical forms and nothing else, without allocating.

use chrono::NaiveDate;

use super::{Period, PeriodError};

impl Period {
    /// Reads exactly the forms that [`Display`](std::fmt::Display) writes.
    ///
    /// # Errors
    ///
    /// [`PeriodError`] for anything else: a one-digit month, lower case, white space.
    ///
    /// ```
    /// use chuan::period::Period;
    /// assert!(Period::parse_iso("2022-Q1").is_ok());
    /// for wrong in ["2022-Q5", "2022-13", "22-05", "2022-5", "Q1/2022", " 2022"] {
    ///     assert!(Period::parse_iso(wrong).is_err());
    /// }
    /// ```
    pub fn parse_iso(text: &str) -> Result<Self, PeriodError> {
        match period(text.as_bytes()) {
            Ok(period) => Ok(period),
            Err(wrong) => Err(wrong.with(text, |text| PeriodError::NotCanonical { text })),
        }
    }
}

/// Reads a date written `YYYY-MM-DD`, years 1 to 9999.
///
/// # Errors
///
/// [`PeriodError`] for any other form, and for days that the calendar does not have.
///
/// ```
/// use chuan::period::parse_date_iso;
/// assert_eq!(parse_date_iso("2024-02-29").unwrap().to_string(), "2024-02-29");
/// for wrong in ["2023-02-30", "20230105", "31/12/2023"] {
///     assert!(parse_date_iso(wrong).is_err());
/// }
/// ```
pub fn parse_date_iso(text: &str) -> Result<NaiveDate, PeriodError> {
    match date(text.as_bytes()) {
        Ok(date) => Ok(date),
        Err(wrong) => Err(wrong.with(text, |text| PeriodError::NotIsoDate { text })),
    }
}

/// The error before it takes a copy of the text.
#[derive(Debug, Clone, Copy)]
enum Wrong {
    Form,
    Calendar,
    Order,
}

impl Wrong {
    fn with(self, text: &str, form: impl FnOnce(String) -> PeriodError) -> PeriodError {
        let text = text.to_owned();
        match self {
            Self::Form => form(text),
            Self::Calendar => PeriodError::NotInCalendar { text },
            Self::Order => PeriodError::Reversed { text },
        }
    }
}

fn period(bytes: &[u8]) -> Result<Period, Wrong> {
    let found = match bytes {
        [_, _, _, _] => Period::from_year(number(bytes)?),
        [year @ .., b'-', b'H', half] if year.len() == 4 => {
            Period::from_half(number(year)?, unsigned(&[*half])?)
        }
        [year @ .., b'-', b'Q', quarter] if year.len() == 4 => {
            Period::from_quarter(number(year)?, unsigned(&[*quarter])?)
        }
        [year @ .., b'-', a, b] if year.len() == 4 => {
            Period::from_month(number(year)?, unsigned(&[*a, *b])?)
        }
        [_, _, _, _, b'-', _, _, b'-', _, _] => Period::from_day(date(bytes)?),
        [from @ .., b'/', b'.', b'.'] if from.len() == 4 => Period::open_from_year(number(from)?),
        [from @ .., b'/', b'.', b'.'] => Period::open_from_day(date(from)?),
        [a, b, c, d, b'/', to @ ..] if to.len() == 4 => {
            let (from, to) = (number(&[*a, *b, *c, *d])?, number(to)?);
            if from > to {
                return Err(Wrong::Order);
            }
            Period::from_years(from, to)
        }
        _ if bytes.len() == 21 => {
            let (from, rest) = bytes.split_at(10);
            let [b'/', to @ ..] = rest else { return Err(Wrong::Form) };
            let (from, to) = (date(from)?, date(to)?);
            if from > to {
                return Err(Wrong::Order);
            }
            Period::from_days(from, to)
        }
        _ => return Err(Wrong::Form),
    };
    found.ok_or(Wrong::Calendar)
}

fn date(bytes: &[u8]) -> Result<NaiveDate, Wrong> {
    let [a, b, c, d, b'-', e, f, b'-', g, h] = bytes else { return Err(Wrong::Form) };
    let (year, month, day) =
        (number(&[*a, *b, *c, *d])?, unsigned(&[*e, *f])?, unsigned(&[*g, *h])?);
    if year == 0 {
        return Err(Wrong::Calendar);
    }
    NaiveDate::from_ymd_opt(year, month, day).ok_or(Wrong::Calendar)
}

fn unsigned(digits: &[u8]) -> Result<u32, Wrong> {
    digits.iter().try_fold(0, |number, digit| match digit {
        b'0'..=b'9' => Ok(number * 10 + u32::from(digit - b'0')),
        _ => Err(Wrong::Form),
    })
}

/// A year: four digits, so it fits.
fn number(digits: &[u8]) -> Result<i32, Wrong> {
    i32::try_from(unsigned(digits)?).map_err(|_| Wrong::Form)
}

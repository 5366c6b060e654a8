//! Days and moments, read from bytes without detours.

use chrono::NaiveDate;

/// When a line was written: the instant, and the day it was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stamp {
    /// Seconds since 1970-01-01T00:00:00Z; fractions are cut.
    pub seconds: i64,
    /// The day, by the clock of those who wrote.
    pub day: NaiveDate,
}

impl Stamp {
    /// Reads a date-time with an offset, such as `2022-08-22T09:30:00+07:00`, after RFC 3339.
    ///
    /// ```
    /// use chuan::meeting::log::Stamp;
    ///
    /// let here = Stamp::parse("2022-05-28T06:00:00+07:00").unwrap();
    /// assert_eq!(here.seconds, Stamp::parse("2022-05-27T23:00:00Z").unwrap().seconds);
    /// assert_eq!(here.day.to_string(), "2022-05-28");
    /// assert!(Stamp::parse("2022-05-28").is_none());
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        Self::from_bytes(text.as_bytes())
    }

    #[inline]
    pub(super) fn from_bytes(text: &[u8]) -> Option<Self> {
        let (day, rest) = text.split_at_checked(10)?;
        let day = date(day)?;
        let [b'T' | b't', h1, h2, b':', m1, m2, b':', s1, s2, rest @ ..] = rest else {
            return None;
        };
        let (hour, minute, second) = (two(*h1, *h2)?, two(*m1, *m2)?, two(*s1, *s2)?);
        // A leap second is the sixtieth.
        if hour > 23 || minute > 59 || second > 60 {
            return None;
        }
        let rest = match rest {
            [b'.', digits @ ..] => {
                let end = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
                if end == 0 {
                    return None;
                }
                digits.get(end..)?
            }
            _ => rest,
        };
        let offset = match rest {
            [b'Z' | b'z'] => 0,
            [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
                let (hours, minutes) = (two(*h1, *h2)?, two(*m1, *m2)?);
                if hours > 23 || minutes > 59 {
                    return None;
                }
                let size = i64::from(hours) * 3600 + i64::from(minutes) * 60;
                if *sign == b'-' { -size } else { size }
            }
            _ => return None,
        };
        let days = day.signed_duration_since(EPOCH).num_days();
        let clock = i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second);
        Some(Self { seconds: days * 86_400 + clock - offset, day })
    }
}

const EPOCH: NaiveDate = match NaiveDate::from_ymd_opt(1970, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

#[inline]
fn two(a: u8, b: u8) -> Option<u32> {
    (a.is_ascii_digit() && b.is_ascii_digit())
        .then(|| u32::from(a - b'0') * 10 + u32::from(b - b'0'))
}

/// Reads `2022-05-28`, and nothing else.
#[inline]
pub(super) fn date(text: &[u8]) -> Option<NaiveDate> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text else { return None };
    let year = two(*y1, *y2)? * 100 + two(*y3, *y4)?;
    if year == 0 {
        return None;
    }
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, two(*m1, *m2)?, two(*d1, *d2)?)
}

/// Up to when lines are known: a day (by the clock of those who wrote) or an instant.
///
/// ```
/// use chuan::meeting::log::{KnownAt, Stamp};
///
/// let written = Stamp::parse("2022-12-31T09:00:00+07:00").unwrap();
/// assert!(KnownAt::parse("2022-12-31").unwrap().knows(written));
/// assert!(!KnownAt::parse("2022-12-31T00:00:00+07:00").unwrap().knows(written));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KnownAt {
    /// Everything written on the day or before.
    Day(NaiveDate),
    /// Everything written at the instant or before.
    Instant(Stamp),
}

impl KnownAt {
    /// Reads a date or a date-time with an offset.
    pub fn parse(text: &str) -> Option<Self> {
        match date(text.as_bytes()) {
            Some(day) => Some(Self::Day(day)),
            None => Stamp::parse(text).map(Self::Instant),
        }
    }

    /// Whether what was written then is known.
    pub fn knows(self, written: Stamp) -> bool {
        match self {
            Self::Day(day) => written.day <= day,
            Self::Instant(instant) => written.seconds <= instant.seconds,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_strictly() {
        for good in ["2024-02-29T23:59:60Z", "2022-05-28T12:00:00.25-03:30"] {
            assert!(Stamp::parse(good).is_some(), "{good}");
        }
        for bad in [
            "",
            "2022-05-28T12:00:00",
            "2022-02-30T12:00:00Z",
            "2022-05-28T24:00:00Z",
            "2022-05-28T12:00:00.Z",
            "2022-05-28T12:00:00+0700",
            "0000-05-28T12:00:00Z",
            "2022-05-28T12:00:00Zz",
        ] {
            assert!(Stamp::parse(bad).is_none(), "{bad}");
        }
    }
}

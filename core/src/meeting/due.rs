//! Deadlines of any precision.

use crate::finding::{Argument, both};
use crate::period::{Period, parse_date_iso};
use crate::text::Lang;
use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A deadline: a day, a month, a quarter, a half, a year, a span of two of these, or `open`,
/// declared without an end. Whether something is overdue is judged on the last day.
///
/// ```
/// use chuan::meeting::Due;
///
/// let quarter: Due = "2022-Q3".parse().unwrap();
/// assert_eq!(quarter.last().unwrap().to_string(), "2022-09-30");
/// let span: Due = "2022/2023".parse().unwrap();
/// assert_eq!(span.first().unwrap().to_string(), "2022-01-01");
/// assert_eq!("open".parse::<Due>().unwrap().last(), None);
/// assert!("soon".parse::<Due>().is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Due {
    written: Box<str>,
    days: Option<(NaiveDate, NaiveDate)>,
}

/// A text that is no deadline.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a deadline: 2022-12-31, 2022-12, 2022-Q4, 2022-H2, 2022, two of these as A/B, or open"
)]
pub struct NoDue(pub String);

impl Due {
    /// As written.
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// As people read it: in Vietnamese `31/12/2022`, `quý IV/2022`, `2022-2023`; in English as
    /// written.
    ///
    /// ```
    /// use chuan::meeting::Due;
    /// use chuan::text::Lang;
    ///
    /// let words = |due: &str| due.parse::<Due>().unwrap().words(Lang::Vi);
    /// assert_eq!(words("2022-12-31"), "31/12/2022");
    /// assert_eq!(words("2022-Q1/2022-Q3"), "quý I/2022 - quý III/2022");
    /// assert_eq!(words("open"), "không ấn định");
    /// ```
    pub fn words(&self, lang: Lang) -> String {
        let words = |text: &str| Period::parse_iso(text).map(|period| period.words(lang)).ok();
        if lang == Lang::En {
            return self.written.to_string();
        }
        if self.is_open() {
            return "không ấn định".to_owned();
        }
        // Two of a kind are one period; others are named one by one.
        words(&self.written)
            .or_else(|| {
                let (from, to) = self.written.split_once('/')?;
                Some(format!("{} - {}", words(from)?, words(to)?))
            })
            .unwrap_or_else(|| self.written.to_string())
    }

    /// The first day; none when it is declared open.
    pub fn first(&self) -> Option<NaiveDate> {
        self.days.map(|(first, _)| first)
    }

    /// The last day; none when it is declared open.
    pub fn last(&self) -> Option<NaiveDate> {
        self.days.map(|(_, last)| last)
    }

    /// Whether it is declared open.
    pub fn is_open(&self) -> bool {
        self.days.is_none()
    }
}

impl FromStr for Due {
    type Err = NoDue;
    fn from_str(text: &str) -> Result<Self, NoDue> {
        let no = || NoDue(text.to_owned());
        if text == "open" {
            return Ok(Self { written: text.into(), days: None });
        }
        // Most deadlines are a day.
        if text.len() == 10
            && let Ok(day) = parse_date_iso(text)
        {
            return Ok(Self { written: text.into(), days: Some((day, day)) });
        }
        let (from, to) = text.split_once('/').unwrap_or((text, text));
        let first = Period::parse_iso(from).map_err(|_| no())?.first_day();
        let last =
            Period::parse_iso(to).ok().and_then(|period| period.last_day()).ok_or_else(no)?;
        if last < first {
            return Err(no());
        }
        Ok(Self { written: text.into(), days: Some((first, last)) })
    }
}

impl From<&Due> for Argument {
    fn from(due: &Due) -> Self {
        both(due.words(Lang::Vi), due.words(Lang::En))
    }
}

impl fmt::Display for Due {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.written)
    }
}

impl Serialize for Due {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.written)
    }
}

impl<'de> Deserialize<'de> for Due {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Due {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Due".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "examples": ["2022-12-31", "2022-12", "2022-Q4", "2022-H2", "2022", "2022/2023", "open"],
        })
    }
}

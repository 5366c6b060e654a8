//! How often a figure is due.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Period, PeriodKind};

/// How often an indicator is reported: which kind of period its data have.
///
/// Files may also use the codes of SDMX (`A`, `S`, `Q`, `M`, `D`), English adverbs (`annual`,
/// `monthly` …) and Vietnamese (`năm`, `quý`, `tháng` …).
///
/// ```
/// use chuan::period::{Frequency, Period};
/// let frequency: Frequency = serde_json::from_str("\"quý\"").unwrap();
/// assert!(frequency.fits(&Period::parse("quý I/2022").unwrap()));
/// assert!(!frequency.fits(&Period::parse("5/2022").unwrap()));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Frequency {
    /// Once a year.
    #[serde(alias = "A", alias = "annual", alias = "annually", alias = "yearly", alias = "năm")]
    Year,
    /// Twice a year.
    #[serde(alias = "S", alias = "half-yearly", alias = "half_yearly", alias = "nửa năm")]
    #[serde(alias = "6 tháng")]
    Half,
    /// Four times a year.
    #[serde(alias = "Q", alias = "quarterly", alias = "quý")]
    Quarter,
    /// Every month.
    #[serde(alias = "M", alias = "monthly", alias = "tháng")]
    Month,
    /// Every day.
    #[serde(alias = "D", alias = "daily", alias = "ngày")]
    Day,
    /// Whenever: any period fits.
    #[default]
    Any,
}

impl Frequency {
    /// The name used in files.
    ///
    /// ```
    /// assert_eq!(chuan::period::Frequency::Half.as_str(), "half");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Half => "half",
            Self::Quarter => "quarter",
            Self::Month => "month",
            Self::Day => "day",
            Self::Any => "any",
        }
    }

    /// Whether the period is one of this frequency. Spans fit only [`Frequency::Any`].
    ///
    /// ```
    /// use chuan::period::{Frequency, Period};
    /// assert!(Frequency::Year.fits(&Period::from_year(2022).unwrap()));
    /// assert!(!Frequency::Year.fits(&Period::from_years(2021, 2025).unwrap()));
    /// ```
    #[must_use]
    pub fn fits(self, period: &Period) -> bool {
        match self {
            Self::Year => period.kind() == PeriodKind::Year,
            Self::Half => period.kind() == PeriodKind::Half,
            Self::Quarter => period.kind() == PeriodKind::Quarter,
            Self::Month => period.kind() == PeriodKind::Month,
            Self::Day => period.kind() == PeriodKind::Day,
            Self::Any => true,
        }
    }
}

impl fmt::Display for Frequency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_codes_and_words() {
        let read = |word: &str| serde_json::from_str::<Frequency>(&format!("\"{word}\"")).ok();
        for (word, expected) in [
            ("year", Frequency::Year),
            ("A", Frequency::Year),
            ("năm", Frequency::Year),
            ("S", Frequency::Half),
            ("quarterly", Frequency::Quarter),
            ("quý", Frequency::Quarter),
            ("M", Frequency::Month),
            ("tháng", Frequency::Month),
            ("daily", Frequency::Day),
            ("any", Frequency::Any),
        ] {
            assert_eq!(read(word), Some(expected));
            assert_eq!(read(expected.as_str()), Some(expected));
        }
        assert_eq!(read("weekly"), None);
    }
}

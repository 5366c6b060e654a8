//! Days and periods as people read them.

use super::Period;
use super::value::Repr;
use crate::text::Lang;
use chrono::{Datelike, NaiveDate};

/// A day as people read it: `28/05/2022` in Vietnamese, `2022-05-28` in English.
///
/// ```
/// use chuan::period::{day_words, parse_date_iso};
/// use chuan::text::Lang;
/// let day = parse_date_iso("2022-05-28").unwrap();
/// assert_eq!(day_words(day, Lang::Vi), "28/05/2022");
/// assert_eq!(day_words(day, Lang::En), "2022-05-28");
/// ```
#[must_use]
pub fn day_words(day: NaiveDate, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year()),
        Lang::En => day.to_string(),
    }
}

impl Period {
    /// The period as people read it: in Vietnamese as reports write it, in English as it prints.
    ///
    /// ```
    /// use chuan::period::Period;
    /// use chuan::text::Lang;
    /// let words = |text| Period::parse_iso(text).unwrap().words(Lang::Vi);
    /// assert_eq!(words("2022-Q4"), "quý IV/2022");
    /// assert_eq!(words("2022-H1"), "6 tháng đầu năm 2022");
    /// assert_eq!(words("2022-12"), "12/2022");
    /// assert_eq!(words("2021/2025"), "2021-2025");
    /// assert_eq!(words("2022"), "2022");
    /// ```
    #[must_use]
    pub fn words(&self, lang: Lang) -> String {
        if lang == Lang::En {
            return self.to_string();
        }
        let day = |day| day_words(day, lang);
        match self.0 {
            Repr::Year(year) => format!("{year:04}"),
            Repr::Half(year, 1) => format!("6 tháng đầu năm {year:04}"),
            Repr::Half(year, _) => format!("6 tháng cuối năm {year:04}"),
            Repr::Quarter(year, quarter) => {
                let roman = match quarter {
                    1 => "I",
                    2 => "II",
                    3 => "III",
                    _ => "IV",
                };
                format!("quý {roman}/{year:04}")
            }
            Repr::Month(year, month) => format!("{month:02}/{year:04}"),
            Repr::Day(date) => day(date),
            Repr::Years(from, to) => format!("{from:04}-{to:04}"),
            Repr::Days(from, to) => format!("{} - {}", day(from), day(to)),
            Repr::OpenYear(from) => format!("từ {from:04}"),
            Repr::OpenDay(from) => format!("từ {}", day(from)),
        }
    }
}

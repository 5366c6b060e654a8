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
    /// The period as people read it. In Vietnamese as reports write it, in a form that
    /// [`parse`](Self::parse) reads back; in English as it prints, spans with a dash.
    ///
    /// ```
    /// use chuan::period::Period;
    /// use chuan::text::Lang;
    ///
    /// let words = |text, lang| Period::parse_iso(text).unwrap().words(lang);
    /// assert_eq!(words("2022-Q4", Lang::Vi), "quý IV/2022");
    /// assert_eq!(words("2022-H1", Lang::Vi), "6 tháng đầu năm 2022");
    /// assert_eq!(words("2025-09", Lang::Vi), "tháng 9/2025");
    /// assert_eq!(words("2021/2025", Lang::Vi), "2021-2025");
    /// assert_eq!(words("2021/2025", Lang::En), "2021–2025");
    /// assert_eq!(words("2022", Lang::Vi), "2022");
    /// ```
    #[must_use]
    pub fn words(&self, lang: Lang) -> String {
        let vi = lang == Lang::Vi;
        let day = |day| day_words(day, lang);
        let dash = if vi { "-" } else { "–" };
        let (from_year, from_day) = if vi { ("từ", "từ ngày") } else { ("from", "from") };
        match self.0 {
            Repr::Half(year, half) if vi => {
                let which = if half == 1 { "đầu" } else { "cuối" };
                format!("6 tháng {which} năm {year:04}")
            }
            Repr::Quarter(year, quarter) if vi => {
                let roman = match quarter {
                    1 => "I",
                    2 => "II",
                    3 => "III",
                    _ => "IV",
                };
                format!("quý {roman}/{year:04}")
            }
            Repr::Month(year, month) if vi => format!("tháng {month}/{year:04}"),
            Repr::Day(date) => day(date),
            Repr::Years(from, to) => format!("{from:04}{dash}{to:04}"),
            Repr::Days(from, to) => format!("{} {dash} {}", day(from), day(to)),
            Repr::OpenYear(from) => format!("{from_year} {from:04}"),
            Repr::OpenDay(from) => format!("{from_day} {}", day(from)),
            Repr::Year(_) | Repr::Half(..) | Repr::Quarter(..) | Repr::Month(..) => {
                self.to_string()
            }
        }
    }
}

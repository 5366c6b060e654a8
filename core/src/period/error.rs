//! What is wrong with a period or a date, and what would be right.

/// Why a text is not a period or not a date.
///
/// ```
/// use chuan::period::Period;
/// let error = Period::parse("quý I").unwrap_err();
/// assert_eq!(error.text(), "quý I");
/// assert!(error.hint_en().contains("year"));
/// assert!(error.hint_vi().contains("năm"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PeriodError {
    /// Nothing but white space.
    #[error("there is no period, only `{text}`")]
    Empty {
        /// What was written.
        text: String,
    },
    /// Not one of the canonical forms, which is all that a strict reader takes.
    #[error("`{text}` is not a period in canonical form")]
    NotCanonical {
        /// What was written.
        text: String,
    },
    /// Not a date as `YYYY-MM-DD`, which is all that a strict reader takes.
    #[error("`{text}` is not a date of the form YYYY-MM-DD")]
    NotIsoDate {
        /// What was written.
        text: String,
    },
    /// Nothing that is understood as a period.
    #[error("`{text}` is not a period")]
    NotAPeriod {
        /// What was written.
        text: String,
    },
    /// Nothing that is understood as a date.
    #[error("`{text}` is not a date")]
    NotADate {
        /// What was written.
        text: String,
    },
    /// The form is right, but the calendar has no such day, month, quarter, half or year.
    #[error("`{text}` is not in the calendar")]
    NotInCalendar {
        /// What was written.
        text: String,
    },
    /// A period or a date within a year that is not named.
    #[error("`{text}` does not say which year")]
    MissingYear {
        /// What was written.
        text: String,
    },
    /// A span that ends before it begins.
    #[error("`{text}` ends before it begins")]
    Reversed {
        /// What was written.
        text: String,
    },
}

impl PeriodError {
    /// The text as it was written.
    ///
    /// ```
    /// assert_eq!(chuan::period::parse_date_iso("5/2022").unwrap_err().text(), "5/2022");
    /// ```
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Empty { text }
            | Self::NotCanonical { text }
            | Self::NotIsoDate { text }
            | Self::NotAPeriod { text }
            | Self::NotADate { text }
            | Self::NotInCalendar { text }
            | Self::MissingYear { text }
            | Self::Reversed { text } => text,
        }
    }

    /// What would be right, in English.
    ///
    /// ```
    /// let error = chuan::period::parse_date_iso("31/12/2023").unwrap_err();
    /// assert!(error.hint_en().contains("2022-05-28"));
    /// ```
    #[must_use]
    pub const fn hint_en(&self) -> &'static str {
        match self {
            Self::Empty { .. } | Self::NotAPeriod { .. } => {
                "write a period such as 2022, quarter 1 2022, 5/2022 or 2021-2025"
            }
            Self::NotCanonical { .. } => {
                "write 2022, 2022-H1, 2022-Q1, 2022-05, 2022-05-28, 2021/2025, \
                 2022-05-01/2022-06-30 or 2022/.."
            }
            Self::NotIsoDate { .. } => "write year, month and day as 2022-05-28",
            Self::NotADate { .. } => "write a date, day first, such as 28/5/2022, or 2022-05-28",
            Self::NotInCalendar { .. } => {
                "years go from 1 to 9999, halves to 2, quarters to 4, months to 12, \
                 days to the end of their month"
            }
            Self::MissingYear { .. } => "add the year in four digits, as in 5/2022 or 28/5/2022",
            Self::Reversed { .. } => "write the earlier end first",
        }
    }

    /// What would be right, in Vietnamese.
    ///
    /// ```
    /// let error = chuan::period::parse_date("28/5").unwrap_err();
    /// assert!(error.hint_vi().contains("năm"));
    /// ```
    #[must_use]
    pub const fn hint_vi(&self) -> &'static str {
        match self {
            Self::Empty { .. } | Self::NotAPeriod { .. } => {
                "ghi kỳ như 2022, quý I/2022, tháng 5/2022 hoặc giai đoạn 2021 - 2025"
            }
            Self::NotCanonical { .. } => {
                "ghi 2022, 2022-H1, 2022-Q1, 2022-05, 2022-05-28, 2021/2025, \
                 2022-05-01/2022-06-30 hoặc 2022/.."
            }
            Self::NotIsoDate { .. } => "ghi năm, tháng, ngày như 2022-05-28",
            Self::NotADate { .. } => "ghi ngày trước, như 28/5/2022, hoặc 2022-05-28",
            Self::NotInCalendar { .. } => {
                "năm từ 1 đến 9999, nửa năm đến 2, quý đến 4, tháng đến 12, \
                 ngày đến hết tháng"
            }
            Self::MissingYear { .. } => "ghi thêm năm đủ bốn chữ số, như 5/2022 hoặc 28/5/2022",
            Self::Reversed { .. } => "ghi mốc sớm hơn trước",
        }
    }
}

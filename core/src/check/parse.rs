//! Periods and dates as they may be written.

use crate::finding::Bilingual;
use crate::framework::spec::DateFormat;
use crate::period::{Frequency, Period, PeriodError, parse_date, parse_date_iso};
use chrono::NaiveDate;

pub(super) fn period(written: &str, format: DateFormat) -> Result<Period, PeriodError> {
    match format {
        DateFormat::Iso => Period::parse_iso(written),
        DateFormat::Vi => Period::parse(written),
    }
}

pub(super) fn date(written: &str, format: DateFormat) -> Option<NaiveDate> {
    match format {
        DateFormat::Iso => parse_date_iso(written).ok(),
        DateFormat::Vi => parse_date(written).ok(),
    }
}

/// What would be right, where the lenient reading knows it.
pub(super) fn suggested_period(written: &str) -> Option<String> {
    Period::parse(written).ok().map(|period| period.to_string())
}

pub(super) fn suggested_date(written: &str) -> Option<String> {
    parse_date(written).ok().map(|date| date.to_string())
}

pub(super) const PERIOD_FORMS: &str = "2022, 2022-H1, 2022-Q2, 2022-05, 2022-05-28";

pub(super) fn date_forms(format: DateFormat) -> Bilingual {
    match format {
        DateFormat::Iso => Bilingual { vi: "2022-05-28", en: "2022-05-28" },
        DateFormat::Vi => {
            Bilingual { vi: "28/5/2022 hoặc 2022-05-28", en: "28/5/2022 or 2022-05-28" }
        }
    }
}

pub(super) fn frequency_word(frequency: Frequency) -> Bilingual {
    match frequency {
        Frequency::Year => Bilingual { vi: "năm", en: "year" },
        Frequency::Half => Bilingual { vi: "nửa năm", en: "half-year" },
        Frequency::Quarter => Bilingual { vi: "quý", en: "quarter" },
        Frequency::Month => Bilingual { vi: "tháng", en: "month" },
        Frequency::Day => Bilingual { vi: "ngày", en: "day" },
        _ => Bilingual { vi: "kỳ", en: "period" },
    }
}

//! What is read and refused, and the laws that periods keep.

use proptest::prelude::*;

use super::*;
use chrono::NaiveDate;
use std::ops::RangeInclusive;

fn lenient(text: &str) -> String {
    Period::parse(text).unwrap_or_else(|error| panic!("{error}")).to_string()
}

#[test]
fn reads_what_people_write() {
    for (text, expected) in [
        ("2022", "2022"),
        (" 2022-Q1 ", "2022-Q1"),
        ("2022-q1", "2022-Q1"),
        ("Quý I/2022", "2022-Q1"),
        ("quý IV năm 2022", "2022-Q4"),
        ("Quý 1 năm 2022", "2022-Q1"),
        ("quy\u{301} 3/2022", "2022-Q3"),
        ("QUÝ II/2022", "2022-Q2"),
        ("Q1/2022", "2022-Q1"),
        ("Q1 2022", "2022-Q1"),
        ("quarter 1 2022", "2022-Q1"),
        ("third quarter of 2022", "2022-Q3"),
        ("tháng 5/2022", "2022-05"),
        ("tháng 5 năm 2022", "2022-05"),
        ("Tháng 05-2022", "2022-05"),
        ("5/2022", "2022-05"),
        ("05/2022", "2022-05"),
        ("2022-5", "2022-05"),
        ("May 2022", "2022-05"),
        ("sep 2022", "2022-09"),
        ("6 tháng đầu năm 2022", "2022-H1"),
        ("06 tháng cuối năm 2022", "2022-H2"),
        ("9 tháng đầu năm 2022", "2022-01-01/2022-09-30"),
        ("3 tháng cuối năm 2022", "2022-Q4"),
        ("H1 2022", "2022-H1"),
        ("first half of 2022", "2022-H1"),
        ("năm 2022", "2022"),
        ("đến năm 2030", "2030"),
        ("Đến năm 2030", "2030"),
        ("\u{d0}ến năm 2030", "2030"),
        ("cuối năm 2022", "2022"),
        ("từ năm 2022", "2022/.."),
        ("từ năm 2022 trở đi", "2022/.."),
        ("since 2022", "2022/.."),
        ("từ ngày 1/5/2022", "2022-05-01/.."),
        ("giai đoạn 2021 - 2025", "2021/2025"),
        ("giai đoạn 2021–2025", "2021/2025"),
        ("nhiệm kỳ 2020 - 2025", "2020/2025"),
        ("2021-2025", "2021/2025"),
        ("2021–2025", "2021/2025"),
        ("2021 – 2025", "2021/2025"),
        ("từ năm 2021 đến năm 2025", "2021/2025"),
        ("từ ngày 1/5/2022 đến ngày 30/6/2022", "2022-05-01/2022-06-30"),
        ("1/5/2022 - 30/6/2022", "2022-05-01/2022-06-30"),
        ("tháng 1/2022 - tháng 3/2022", "2022-01-01/2022-03-31"),
        ("28/5/2022", "2022-05-28"),
        ("28-5-2022", "2022-05-28"),
        ("28.5.2022", "2022-05-28"),
        ("ngày 03 tháng 4 năm 2018", "2018-04-03"),
        ("28 May 2022", "2022-05-28"),
    ] {
        assert_eq!(lenient(text), expected, "{text}");
    }
}

#[test]
fn says_what_is_wrong() {
    for text in ["tháng 5", "quý I", "28/5", "19.10", "6 tháng đầu năm", "Q1", "29/2", "H1"]
    {
        assert_eq!(Period::parse(text), Err(PeriodError::MissingYear { text: text.into() }));
    }
    for text in ["30/2/2023", "13/2022", "quý 5/2022", "0000", "tháng 0/2022", "5/13/2022"] {
        assert_eq!(Period::parse(text), Err(PeriodError::NotInCalendar { text: text.into() }));
    }
    for text in ["2025-2021", "giai đoạn 2025 - 2021", "2025/2021"] {
        assert_eq!(Period::parse(text), Err(PeriodError::Reversed { text: text.into() }));
    }
    for text in
        ["kỳ tháng", "28/5/22", "20220528", "n/a", "12345", "28/5-2022", "năm", "x 2022", "2022 5"]
    {
        assert_eq!(Period::parse(text), Err(PeriodError::NotAPeriod { text: text.into() }));
    }
    assert!(matches!(Period::parse(" "), Err(PeriodError::Empty { .. })));
}

#[test]
fn strict_takes_only_the_canonical_forms() {
    for text in [
        "0001",
        "9999",
        "2022-H2",
        "2022-Q4",
        "2022-12",
        "2024-02-29",
        "2021/2025",
        "2022/..",
        "2022-05-01/2022-06-30",
        "2022-05-01/..",
    ] {
        assert_eq!(Period::parse_iso(text).unwrap().to_string(), text);
    }
    for text in [
        "",
        "202",
        "20222",
        " 2022",
        "2022-5",
        "22-05",
        "Q1/2022",
        "2022-q1",
        "2022-Q",
        "2022Q1",
        "2022-05-1",
        "2022/25",
        "2022-05/2022-06",
        "../2022",
        "२०२२",
        "+022",
        "2022-+5",
        "/..",
    ] {
        assert_eq!(Period::parse_iso(text), Err(PeriodError::NotCanonical { text: text.into() }));
    }
    for text in ["2022-Q5", "2022-Q0", "2022-H3", "2022-13", "2022-00", "2023-02-29", "0000"] {
        assert_eq!(Period::parse_iso(text), Err(PeriodError::NotInCalendar { text: text.into() }));
    }
    assert!(matches!(Period::parse_iso("2025/2021"), Err(PeriodError::Reversed { .. })));
}

#[test]
fn dates_are_read_strictly_or_leniently() {
    let day = NaiveDate::from_ymd_opt(2013, 7, 30).unwrap();
    for text in ["30/7/2013", "30-7-2013", "30.07.2013", "2013-07-30", "ngày 30 tháng 7 năm 2013"]
    {
        assert_eq!(parse_date(text), Ok(day));
    }
    assert_eq!(parse_date_iso("2013-07-30"), Ok(day));
    for text in ["20130730", "30/07/2013", "2013-7-30", "2013-07-30 ", "2013-07-30T00:00"] {
        assert!(matches!(parse_date_iso(text), Err(PeriodError::NotIsoDate { .. })), "{text}");
    }
    for text in ["2023-02-30", "2023-13-01", "2023-00-10", "0000-01-01"] {
        assert!(matches!(parse_date_iso(text), Err(PeriodError::NotInCalendar { .. })), "{text}");
    }
    assert!(matches!(parse_date("31/2/2022"), Err(PeriodError::NotInCalendar { .. })));
    assert!(matches!(parse_date("28/5"), Err(PeriodError::MissingYear { .. })));
    assert!(matches!(parse_date("5/2022"), Err(PeriodError::NotADate { .. })));
}

#[test]
fn files_may_give_a_year_as_a_number() {
    #[derive(serde::Deserialize)]
    struct File {
        periods: Vec<Period>,
    }
    let file: File = toml::from_str(r#"periods = [2022, "2022-Q1", "quý II/2022"]"#).unwrap();
    let written: Vec<String> = file.periods.iter().map(ToString::to_string).collect();
    assert_eq!(written, ["2022", "2022-Q1", "2022-Q2"]);
    assert!(serde_json::from_str::<Period>("0").is_err());
    let error = serde_json::from_str::<Period>("\"quý I\"").unwrap_err().to_string();
    assert!(error.contains("year"), "{error}");
}

fn dates(years: RangeInclusive<i32>) -> impl Strategy<Value = NaiveDate> {
    (years, 1_u32..=366).prop_filter_map("days", |(y, d)| NaiveDate::from_yo_opt(y, d))
}

fn any_period() -> impl Strategy<Value = Period> {
    periods(1..=9999)
}

fn periods(year: RangeInclusive<i32>) -> impl Strategy<Value = Period> {
    let date = || dates(year.clone());
    prop_oneof![
        year.clone().prop_filter_map("year", Period::from_year),
        (year.clone(), 1_u32..=2).prop_filter_map("half", |(y, n)| Period::from_half(y, n)),
        (year.clone(), 1_u32..=4).prop_filter_map("quarter", |(y, n)| Period::from_quarter(y, n)),
        (year.clone(), 1_u32..=12).prop_filter_map("month", |(y, n)| Period::from_month(y, n)),
        date().prop_filter_map("day", Period::from_day),
        (year.clone(), 0_i32..20).prop_filter_map("years", |(y, n)| Period::from_years(y, y + n)),
        (date(), 0_u64..900)
            .prop_filter_map("days", |(d, n)| Period::from_days(d, d + chrono::Days::new(n))),
        year.clone().prop_filter_map("open", Period::open_from_year),
        date().prop_filter_map("open", Period::open_from_day),
    ]
}

proptest! {
    #[test]
    fn reads_back_what_it_says_in_vietnamese(period in periods(1945..=2100)) {
        let words = period.words(crate::text::Lang::Vi);
        prop_assert_eq!(Period::parse(&words), Ok(period), "{}", words);
    }

    #[test]
    fn reads_back_what_it_prints(period in any_period()) {
        prop_assert_eq!(Period::parse_iso(&period.to_string()), Ok(period));
        prop_assert_eq!(Period::parse(&period.to_string()), Ok(period));
        let json = serde_json::to_string(&period).unwrap();
        prop_assert_eq!(serde_json::from_str::<Period>(&json).unwrap(), period);
    }

    #[test]
    fn never_panics(text in "\\PC{0,24}", words in "(từ |đến |quý |tháng |năm |[0-9]{1,4}|/|-|\\.| ){0,8}") {
        for text in [text, words] {
            if let Ok(period) = Period::parse(&text) {
                prop_assert_eq!(Period::parse_iso(&period.to_string()), Ok(period));
            }
            let _ = (Period::parse_iso(&text), parse_date(&text), parse_date_iso(&text));
        }
    }

    #[test]
    fn first_is_not_after_last(period in any_period()) {
        prop_assert!(period.contains(period.first_day()));
        prop_assert!(period.includes(&period));
        if let Some(last) = period.last_day() {
            prop_assert!(period.first_day() <= last && period.contains(last));
        }
    }

    #[test]
    fn next_follows_at_once_and_previous_undoes_it(period in any_period()) {
        if let Some(next) = period.next() {
            prop_assert_eq!(next.previous(), Some(period));
            prop_assert_eq!(period.last_day().and_then(|day| day.succ_opt()), Some(next.first_day()));
            prop_assert_eq!(next.kind(), period.kind());
            prop_assert!(period < next);
        }
    }

    #[test]
    fn order_agrees_with_equality(a in any_period(), b in any_period()) {
        prop_assert_eq!(a.cmp(&b).is_eq(), a == b);
        prop_assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
    }
}

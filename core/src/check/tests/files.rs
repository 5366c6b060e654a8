//! Files and columns: where things stand, and what rows are left out.

use super::*;
use proptest::prelude::*;

#[test]
fn places_are_record_and_physical_line() {
    let text = "\u{feff}unit,indicator,period,value,note\r\n\
        x,a,2022,1,\"two\r\nlines\"\r\n\
        \r\n\
        y,a,2022,abc,\r\n\
        z,a,2022,101,\"more\n\n\nlines\"\r\n\
        w,q,99,5,";
    let checked = check(&two(""), text);
    let expected = [
        ("OBS-301", 2, 5, "value"),
        ("OBS-402", 3, 6, "value"),
        ("OBS-201", 4, 10, "period"),
        ("OBS-102", 4, 10, "indicator"),
    ];
    assert_eq!(places(&checked), expected.map(|(c, r, l, n)| (c, r, l, n.to_owned())));
    let summary = &checked.files[0];
    assert_eq!((summary.records, summary.accepted, summary.rejected), (4, 1, 3));
}

#[test]
fn all_errors_of_a_row_are_reported_and_the_next_row_is_read() {
    let framework = two("[register]\nunit = [{ code = '01' }]\n[data]\nrequired = ['note']\n");
    let text = "unit,indicator,period,value,reported_on,note\n\
        1,a,2022-13,150,31/4/2022,\n\
        01,a,2022,50,2022-04-30,ok\n";
    let checked = check(&framework, text);
    let mut found = codes(&checked);
    found.sort_unstable();
    assert_eq!(found, ["OBS-011", "OBS-101", "OBS-201", "OBS-203", "OBS-402"]);
    assert_eq!(values(&framework, &checked), ["01 a 2022 50"]);
}

#[test]
fn rows_of_another_width_do_not_hide_the_next() {
    let checked = check(&two(""), "unit,period,a,b\nx,2022,1\ny,2022,1,2,3\nz,2022,1,2\n");
    assert_eq!(codes(&checked), ["OBS-007", "OBS-007"]);
    assert_eq!(values(&two(""), &checked), ["z a 2022 1", "z b 2022 2"]);
}

#[test]
fn duplicates_are_found_across_files() {
    let one = "unit,indicator,period,value\nx,a,2022,1\nx,a,2022,2\n";
    let other = "unit,period,a\ny,2022,3\nx,2022,4\n";
    let framework = two("");
    let checked = check_with(&framework, CheckOptions::default(), &[one, other]);
    let found: Vec<_> = checked
        .findings
        .iter()
        .filter(|f| f.code() == "OBS-501")
        .map(|f| f.message(crate::text::Lang::En))
        .collect();
    assert_eq!(
        found,
        [
            "`x`, `a`, 2022: `2` contradicts `1` in record 1",
            "`x`, `a`, 2022: `4` contradicts `1` in record 1 (0.csv)",
        ]
    );
    assert_eq!(values(&framework, &checked), ["x a 2022 1", "y a 2022 3"]);
}

/// The one that mends a wrong record may stand below it, or in the next file.
#[test]
fn a_wrong_record_gives_no_key() {
    let framework = two("[register]\nunit = [{ code = 'x' }, { code = 'y' }]\n");
    // Not a number, a bad date, text that is no UTF-8, a value out of its range.
    let rows: [&[u8]; 9] = [
        b"x,a,2022,abc,,",
        b"x,b,2022,1,31/4/2022,",
        b"x,a,2022,5,,",
        b"y,a,2022,6,,\xff",
        b"y,a,2022,150,,",
        b"y,a,2022,7,,ok",
        b"x,b,2022,2,,",
        b"y,a,2022,7,,",
        b"y,a,2022,6,,",
    ];
    let head: &[u8] = b"unit,indicator,period,value,reported_on,note";
    let lines: Vec<&[u8]> = std::iter::once(head).chain(rows).collect();
    let text = lines.join(&b'\n');
    for size in [1, 64, 0] {
        let options = CheckOptions { chunk: size, ..CheckOptions::default() };
        let mut checker = Checker::new(&framework, options);
        let bytes = text.clone();
        let again =
            move || Ok(Box::new(std::io::Cursor::new(bytes.clone())) as Box<dyn std::io::Read>);
        checker.read_csv_file("0.csv", text.as_slice(), again).unwrap();
        let checked = checker.finish();
        let found: Vec<_> =
            places(&checked).into_iter().map(|(code, row, ..)| (code, row)).collect();
        assert_eq!(
            found,
            [
                ("OBS-301", 1),
                ("OBS-203", 2),
                ("OBS-001", 4),
                ("OBS-402", 5),
                ("OBS-502", 8),
                ("OBS-501", 9),
            ]
        );
        let last = checked.findings.iter().last().unwrap();
        assert!(last.message(crate::text::Lang::En).ends_with("`6` contradicts `7` in record 6"));
        let file = &checked.files[0];
        assert_eq!((file.accepted, file.rejected), (4, 5));
        let kept = values(&framework, &checked);
        assert_eq!(kept, ["x a 2022 5", "y a 2022 7", "x b 2022 2"]);
    }
}

#[test]
fn footers_are_left_out_unless_a_unit_has_the_name() {
    let text = "unit,name,a\nx,,1\nTổng cộng:,,7\n,Trung vị,4\nMax,,9\n";
    let open = check(&two(""), text);
    assert_eq!(codes(&open), ["OBS-010", "OBS-008", "OBS-008", "OBS-008"]);
    assert_eq!(open.files[0].left_out, 3);
    let listed = two("[register]\nunit = [{ code = 'x' }, { code = 'm', name = 'Max' }]\n");
    let checked = check(&listed, text);
    assert_eq!(codes(&checked), ["OBS-010", "OBS-008", "OBS-008"]);
    assert_eq!(values(&listed, &checked), ["x a - 1", "m a - 9"]);
}

#[test]
fn a_repeated_header_is_left_out() {
    let checked = check(&two(""), "unit,a,b\nx,1,2\nunit,a,b\ny,3,4\n");
    assert_eq!(codes(&checked), ["OBS-009"]);
    assert_eq!(checked.observations.len(), 4);
}

#[test]
fn headers_may_be_vietnamese_with_and_without_diacritics() {
    let framework = two("");
    for header in [
        "unit,indicator,period,value",
        "Đơn vị,Chỉ tiêu,Kỳ,Giá trị",
        "don vi,chi tieu,ky,gia tri",
        "Mã đơn vị,Mã chỉ tiêu,Năm,Giá trị",
        "MA_DON_VI,MA_CHI_TIEU,NAM,GIA_TRI",
    ] {
        let checked = check(&framework, &format!("{header}\nx,a,2022,5\n"));
        assert_eq!(codes(&checked), [""; 0], "{header}");
        assert_eq!(values(&framework, &checked), ["x a 2022 5"], "{header}");
    }
    // An indicator by its exact name, in either form.
    let long = check(&framework, "unit,indicator,value\nx,Tỷ lệ,5\ny,ty le,5\n");
    assert_eq!(codes(&long), ["OBS-102"]);
    let wide = check(&framework, "Đơn vị,Tỷ lệ,b\nx,5,6\n");
    assert_eq!(values(&framework, &wide), ["x a - 5", "x b - 6"]);
}

#[test]
fn columns_are_mapped_and_options_come_before_the_framework() {
    let framework = two("[data.columns]\n'Mã tỉnh' = 'unit'\n'Điểm' = 'a'\n'STT' = '-'\n");
    let checked = check(&framework, "STT,Mã tỉnh,Điểm,b\n1,x,5,6\n");
    assert_eq!(codes(&checked), [""; 0]);
    assert_eq!(values(&framework, &checked), ["x a - 5", "x b - 6"]);
    let mut options = CheckOptions::default();
    options.columns.insert("Điểm".into(), "b".into());
    let checked = check_with(&framework, options, &["STT,Mã tỉnh,Điểm\n1,x,5\n"]);
    assert_eq!(values(&framework, &checked), ["x b - 5"]);
}

/// An indicator may be called like a column; in a long file the column is the column.
#[test]
fn an_indicator_called_year_is_no_period() {
    let framework = framework("[[indicator]]\ncode = 'year'\n");
    let long = check(&framework, "unit,indicator,year,value\nx,year,2022,5\n");
    assert_eq!(values(&framework, &long), ["x year 2022 5"]);
    let wide = check(&framework, "unit,year\nx,5\n");
    assert_eq!(values(&framework, &wide), ["x year - 5"]);
}

#[test]
fn columns_that_are_missing_twice_or_without_a_name() {
    let framework = two("");
    assert_eq!(codes(&check(&framework, "indicator,value\na,1\n")), ["OBS-004"]);
    assert_eq!(codes(&check(&framework, "unit,indicator\nx,a\n")), ["OBS-004"]);
    assert_eq!(codes(&check(&framework, "unit,nothing\nx,1\n")), ["OBS-005", "OBS-004", "OBS-004"]);
    let twice = check(&framework, "unit,a,b,a\nx,1,2,3\ny,4,5,6\n");
    assert_eq!(codes(&twice), ["OBS-006", "OBS-501", "OBS-501"], "the second is a second value");
    assert_eq!(values(&framework, &twice), ["x a - 1", "y a - 4", "x b - 2", "y b - 5"]);
    assert_eq!(codes(&check(&framework, "unit,a,b,,,,\nx,1,2,,,,\n")), ["OBS-005"]);
    assert_eq!(codes(&check(&framework, "")), ["OBS-003"]);
    assert_eq!(codes(&check(&framework, "\u{feff}\n")), ["OBS-003"]);
    assert_eq!(codes(&check(&framework, "unit,a,b\n")), ["OBS-012"]);
}

#[test]
fn two_indicators_of_one_name_are_no_indicator_by_that_name() {
    let framework =
        framework("[[indicator]]\ncode = 'a'\nname = 'N'\n[[indicator]]\ncode = 'b'\nname = 'N'\n");
    let checked = check(&framework, "unit,indicator,value\nx,N,1\nx,a,2\n");
    assert_eq!(codes(&checked), ["OBS-102"]);
}

#[test]
fn layers_are_kept_apart() {
    let framework = two("");
    let text = "unit,indicator,value,layer\nx,a,1,self\nx,a,2,appraised\nx,b,3,\n";
    let with = |layer: Option<&str>| {
        let options = CheckOptions { layer: layer.map(str::to_owned), ..CheckOptions::default() };
        check_with(&framework, options, &[text])
    };
    let none = with(None);
    assert_eq!((codes(&none), none.observations.len()), (vec!["OBS-013"], 0));
    assert_eq!(values(&framework, &with(Some("appraised"))), ["x a - 2"]);
    assert_eq!(values(&framework, &with(Some(""))), ["x b - 3"]);
    let unknown = with(Some("apraised"));
    assert_eq!(codes(&unknown), ["OBS-014"]);
    assert_eq!(unknown.findings.iter().next().unwrap().suggestion.as_deref(), Some("appraised"));
}

#[test]
fn white_space_of_any_kind_is_empty() {
    let framework = two("");
    let checked = check(&framework, "unit,indicator,value\nx,a,\u{a0}\ny,a, \nz,b,\u{a0}\n");
    assert_eq!(codes(&checked), ["OBS-011", "OBS-011"]);
    assert_eq!(checked.files[0].accepted, 1, "`b` need not be there");
}

#[test]
fn everything_is_counted_though_little_is_kept() {
    let rows: String = (0..100).map(|n| format!("u{n},a,abc\n")).collect();
    let options = CheckOptions { max_findings: 3, ..CheckOptions::default() };
    let checked = check_with(&two(""), options, &[&format!("unit,indicator,value\n{rows}")]);
    assert_eq!((checked.findings.len(), checked.findings.errors()), (3, 100));
    assert_eq!(checked.findings.dropped(), 97);
}

#[test]
fn rejected_rows_leave_no_unit_and_no_period_behind() {
    let checked = check(&two(""), "unit,indicator,period,value\nx,a,2022,5\ny,a,2023,abc\n");
    assert_eq!(checked.observations.periods().len(), 1);
    assert_eq!(checked.observations.units().len(), 1);
}

#[test]
fn unknown_codes_are_named_in_every_row() {
    let units: String = (0..3000).map(|n| format!("q{n},a,1\n")).collect();
    let framework = two("[register]\nunit = [{ code = 'q' }]\n");
    let checked = check(&framework, &format!("unit,indicator,value\n{units}"));
    assert_eq!(checked.findings.errors(), 3000);
}

proptest! {
    /// Whatever bytes come, they are read to the end.
    #[test]
    fn nothing_makes_the_check_fail(bytes in prop::collection::vec(
        prop_oneof![Just(b','), Just(b'\n'), Just(b'"'), Just(b'x'), Just(b'a'), Just(b'1'), any::<u8>()],
        0..200,
    )) {
        let framework = two("");
        for start in ["", "unit,a,b\n", "unit,indicator,period,value,layer,status\n"] {
            let mut checker = Checker::new(&framework, CheckOptions::default());
            let whole = [start.as_bytes(), &bytes].concat();
            checker.read_csv("x", whole.as_slice()).unwrap();
            let checked = checker.finish();
            let summary = &checked.files[0];
            prop_assert_eq!(
                summary.records,
                summary.accepted + summary.rejected + summary.left_out
            );
        }
    }

    /// The same content in long and in wide form, the rows in any order, gives the same columns.
    #[test]
    fn wide_and_long_say_the_same(
        cells in prop::collection::btree_map((0..5u8, 2020..2023u16, 0..2usize), -50..150i32, 1..25),
        seed in any::<u64>(),
    ) {
        let framework = two("");
        let mut long: Vec<String> = cells
            .iter()
            .map(|((unit, year, item), value)| format!("u{unit},{},{year},{value}", ["a", "b"][*item]))
            .collect();
        let turn = (seed as usize) % long.len();
        long.rotate_left(turn);
        let mut rows: Vec<(u8, u16)> = cells.keys().map(|(unit, year, _)| (*unit, *year)).collect();
        rows.dedup();
        let text = |unit, year, item| {
            cells.get(&(unit, year, item)).map_or(String::new(), i32::to_string)
        };
        let mut wide: Vec<String> = rows
            .iter()
            .map(|&(u, y)| format!("u{u},{y},{},{}", text(u, y, 0), text(u, y, 1)))
            .collect();
        wide.reverse();
        let long = check(&framework, &format!("unit,indicator,period,value\n{}\n", long.join("\n")));
        let wide = check(&framework, &format!("unit,period,a,b\n{}\n", wide.join("\n")));
        prop_assert_eq!(values(&framework, &long), values(&framework, &wide));
        let count = |c: &Checked| c.findings.errors();
        prop_assert_eq!(count(&long), count(&wide));
    }
}

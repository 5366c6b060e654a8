//! Headers of two rows, and several tables in one file.

use super::*;

fn wide() -> Framework {
    framework(
        "[register]\nunit = [{ code = '40' }, { code = '42' }]\n\
         [[indicator]]\ncode = 'dti'\nname = 'Chuyển đổi số'\n\
         [[indicator]]\ncode = 'par'\nname = 'Cải cách hành chính'\nscale = 'percent'\n",
    )
}

#[test]
fn a_row_of_units_of_measure_is_no_record() {
    let framework = wide();
    for text in [
        "Đơn vị;Kỳ;dti;par\n;;điểm;%\n40;2024;0,7;1\n",
        "Đơn vị;Kỳ;Chuyển đổi số;Cải cách hành chính\nĐơn vị;;(điểm);1.000 %\n40;2024;0,7;1\n",
    ] {
        let options =
            CheckOptions { numbers: Some(crate::number::NumberFormat::Vi), ..Default::default() };
        let checked = check_with(&framework, options, &[text]);
        assert_eq!(codes(&checked), ["OBS-016"], "{text}");
        assert_eq!(values(&framework, &checked), ["40 dti 2024 0.7", "40 par 2024 1"]);
        assert_eq!((checked.files[0].records, checked.files[0].left_out), (2, 1));
    }
}

#[test]
fn a_row_that_lacks_its_unit_is_still_a_record() {
    let framework = wide();
    for (text, expected) in [
        ("unit,period,dti,par\n,2024,abc,\n", vec!["OBS-011", "OBS-301"]),
        ("unit,dti,par\n,5,6\n", vec!["OBS-011"]),
        ("unit,period,indicator,value\n,,dti,x\n", vec!["OBS-011", "OBS-011", "OBS-301"]),
    ] {
        assert_eq!(codes(&check(&framework, text)), expected, "{text}");
    }
}

/// The names of columns in two rows: each column has one name that means something.
#[test]
fn a_header_in_two_rows_is_joined_where_it_is_certain() {
    let framework = wide();
    let expected = ["40 dti 2024 1", "42 dti 2024 3", "40 par 2024 2", "42 par 2024 4"];
    let rows = "40,2024,1,2\n42,2024,3,4\n";
    // The first row alone is no header; its group covers both columns.
    for head in ["Đơn vị,Kỳ,Chỉ số,\n,,dti,par\n", "\n\nĐơn vị,Kỳ,,\n,,dti,par\n"] {
        let checked = check(&framework, &format!("{head}{rows}"));
        assert_eq!(codes(&checked), ["OBS-016"], "{head}");
        assert_eq!(values(&framework, &checked), expected, "{head}");
        assert_eq!((checked.files[0].records, checked.files[0].accepted), (3, 2));
        let finding = checked.findings.iter().next().unwrap();
        let blank = head.len() - head.trim_start().len();
        assert_eq!((finding.place.record, finding.place.line), (Some(1), Some(2 + blank as u64)));
    }
    // Here it is a header, but the second row has a name for the column without one.
    let checked = check(&framework, &format!("Đơn vị,Kỳ,dti,\n,,,par\n{rows}"));
    assert_eq!(codes(&checked), ["OBS-005", "OBS-016"]);
    assert_eq!(values(&framework, &checked), expected);
}

#[test]
fn columns_divided_into_years_or_parts_are_not_read() {
    let framework = wide();
    for text in [
        "Đơn vị,dti,,par,\n,2023,2024,2023,2024\n40,1,2,3,4\n42,1,2,3,4\n",
        "Đơn vị,dti,\n,Nam,Nữ\n40,1,2\n42,1,2\n",
        "Đơn vị,dti,\n,par,\n40,1,2\n42,1,2\n",
    ] {
        let checked = check(&framework, text);
        let found: Vec<_> = codes(&checked).into_iter().filter(|c| *c > "OBS-010").collect();
        assert_eq!(found, ["OBS-017"], "{text}");
        assert!(checked.observations.is_empty(), "{text}");
        assert_eq!(checked.files[0].left_out, 3, "{text}");
    }
}

#[test]
fn several_tables_are_read_each_by_its_own_header() {
    let framework = wide();
    // The columns stand the other way round, with numbers that would pass for the first table.
    let text = "unit,period,dti,par\n40,2023,1,2\nunit,period,par,dti\n40,2024,3,4\n\
        Đơn vị,Chỉ tiêu,Giá trị,Năm\n42,dti,5,2024\nunit,period,dti,par\n42,2023,6,7\n";
    for chunk in [0, 1, 30] {
        let options = CheckOptions { chunk, ..CheckOptions::default() };
        let checked = check_with(&framework, options, &[text]);
        assert_eq!(codes(&checked), ["OBS-018"; 3], "{chunk}");
        assert_eq!(
            values(&framework, &checked),
            [
                "40 dti 2023 1",
                "42 dti 2023 6",
                "40 par 2023 2",
                "42 par 2023 7",
                "40 dti 2024 4",
                "42 dti 2024 5",
                "40 par 2024 3",
            ],
        );
        assert_eq!((checked.files[0].accepted, checked.files[0].left_out), (4, 3));
    }
}

#[test]
fn a_table_without_the_columns_it_needs_is_left_out() {
    let framework = wide();
    let text = "unit,period,dti,par\n40,2023,1,2\nĐơn vị,Ghi chú\n40,tốt\n42,\n\
        unit,period,dti,par\n42,2023,1,2\n";
    let checked = check(&framework, text);
    assert_eq!(codes(&checked), ["OBS-019", "OBS-009"]);
    assert_eq!((checked.files[0].accepted, checked.files[0].left_out), (2, 4));
}

/// A unit may be called like a column.
#[test]
fn a_record_is_no_header() {
    let framework = two("");
    let text = "unit,indicator,period,value\nunit,a,2022,5\nđơn vị,b,2022,6\n";
    let checked = check(&framework, text);
    assert_eq!(codes(&checked), [""; 0]);
    assert_eq!(checked.files[0].accepted, 2);
}

/// Keys of a later table are not looked for where the first table would have them.
#[test]
fn keys_are_found_again_across_tables() {
    let framework = wide();
    let text = "unit,period,dti,par\n40,2023,1,2\nunit,period,par,dti\n42,2023,3,4\n\
        40,2023,2,9\n42,2023,3,4\n";
    let mut checker = Checker::new(&framework, CheckOptions::default());
    let again = || Ok(Box::new(text.as_bytes()) as Box<dyn std::io::Read>);
    checker.read_csv_file("a.csv", text.as_bytes(), again).unwrap();
    let checked = checker.finish();
    let found: Vec<String> =
        checked.findings.iter().map(|f| f.message(crate::text::Lang::En)).collect();
    assert_eq!(
        found[1..],
        [
            "`40`, `par`, 2023 was given already in record 1, as `2`",
            "`40`, `dti`, 2023: `9` contradicts `1` in record 1",
            "`42`, `par`, 2023 was given already in record 3, as `3`",
            "`42`, `dti`, 2023 was given already in record 3, as `4`",
        ]
    );
    assert_eq!((checked.files[0].accepted, checked.files[0].rejected), (3, 1));
}

//! Numbers, dates, periods, words.

use super::*;
use crate::framework::spec::DateFormat;
use crate::number::NumberFormat;

fn reading(written: &str, numbers: NumberFormat) -> Result<f64, (&'static str, Option<String>)> {
    let framework = framework("[[indicator]]\ncode = 'b'\n");
    let options = CheckOptions { numbers: Some(numbers), ..CheckOptions::default() };
    let text = format!("unit;indicator;value\nx;b;{written}\n");
    let checked = check_with(&framework, options, &[&text]);
    match checked.findings.iter().next() {
        Some(finding) => Err((finding.code(), finding.suggestion.clone())),
        None => Ok(checked
            .observations
            .column(0, framework.find("b").unwrap())
            .unwrap()
            .get(0)
            .unwrap()),
    }
}

#[test]
fn numbers_are_read_in_the_declared_form_only() {
    use NumberFormat::{Auto, En, Vi};
    assert_eq!(reading("65.43", En), Ok(65.43));
    assert_eq!(reading("65,43", Vi), Ok(65.43));
    assert_eq!(reading("1.234,5", Vi), Ok(1234.5));
    assert_eq!(reading("1,234.5", En), Ok(1234.5));
    assert_eq!(reading("0,727", En), Err(("OBS-302", Some("0.727".into()))));
    assert_eq!(reading("65.43", Vi).unwrap_err().0, "OBS-304");
    assert_eq!(reading("1.234", Auto), Err(("OBS-303", None)));
    assert_eq!(reading("0,727", Auto), Ok(0.727));
    for wrong in ["trên 50%", "15-20%", "53/55", "01 (0,727)", "≥01", "n/a", "1e999"] {
        assert_eq!(reading(wrong, En).unwrap_err().0, "OBS-301", "{wrong}");
    }
    assert_eq!(reading("53.3 %", En), Err(("OBS-301", Some("53.3".into()))));
}

#[test]
fn periods_are_iso_unless_the_framework_says_vi() {
    let framework = two("");
    for (written, period) in
        [("quý II/2022", "2022-Q2"), ("tháng 5/2022", "2022-05"), ("28/5/2022", "2022-05-28")]
    {
        let text = format!("unit,indicator,period,value\nx,b,{written},1\n");
        let iso = check(&framework, &text);
        let finding = iso.findings.iter().next().unwrap();
        assert_eq!((finding.code(), finding.suggestion.as_deref()), ("OBS-201", Some(period)));
        let options = CheckOptions { dates: Some(DateFormat::Vi), ..CheckOptions::default() };
        let vi = check_with(&framework, options, &[&text]);
        assert_eq!(values(&framework, &vi), [format!("x b {period} 1")]);
    }
    // 2022-05 is a month, and the indicator `a` is yearly.
    assert_eq!(codes(&check(&framework, "unit,period,a,b\nx,2022-05,1,1\n")), ["OBS-202"]);
}

#[test]
fn a_default_period_is_for_files_without_the_column() {
    let framework = two("[data]\nperiod = '2021'\n");
    assert_eq!(values(&framework, &check(&framework, "unit,b\nx,1\n")), ["x b 2021 1"]);
    let options =
        CheckOptions { period: crate::period::Period::from_year(2022), ..CheckOptions::default() };
    let checked = check_with(&framework, options, &["unit,b\nx,1\n", "unit,period,b\nx,,1\n"]);
    assert_eq!(values(&framework, &checked), ["x b 2022 1"]);
    assert!(codes(&checked).contains(&"OBS-011"), "an empty cell is not an absent column");
}

#[test]
fn words_of_closed_lists() {
    let framework = framework(
        "[[indicator]]\ncode = 'y'\nscale = 'yes_no'\n[[indicator]]\ncode = 's'\nscale = 'status'\n\
         [[indicator]]\ncode = 'o'\nscale = 'ordinal'\n\
         option = [{ code = 'thap', name = 'Thấp' }, { code = 'cao', name = 'Cao' }]\n\
         [[indicator]]\ncode = 'c'\nscale = 'count'\n",
    );
    let one = |item: &str, written: &str| {
        let checked = check(&framework, &format!("unit,indicator,value\nx,{item},{written}\n"));
        codes(&checked).first().copied().ok_or_else(|| values(&framework, &checked)[0].clone())
    };
    assert_eq!(one("y", "Có"), Err("x y - 1".into()));
    assert_eq!(one("y", "không"), Err("x y - 0".into()));
    assert_eq!(one("y", "khong"), Ok("OBS-306"), "diacritics carry meaning");
    assert_eq!(one("s", "Chưa đạt"), Err("x s - 5".into()));
    assert_eq!(one("s", "Dat"), Ok("OBS-307"));
    assert_eq!(one("o", "Cao"), Err("x o - 1".into()));
    assert_eq!(one("o", "thap"), Err("x o - 0".into()));
    assert_eq!(one("o", "Trung bình"), Ok("OBS-306"));
    assert_eq!(one("c", "12.5"), Ok("OBS-305"));
    assert_eq!(one("c", "-1"), Ok("OBS-401"));
    // A status may stand in the column of statuses, where the one of values is empty.
    let checked = check(&framework, "unit,indicator,value,status\nx,s,,đạt\n");
    assert_eq!((codes(&checked).len(), values(&framework, &checked)), (0, vec!["x s - 0".into()]));
}

#[test]
fn tallies_are_whole_numbers_by_status() {
    let framework = framework("[[node]]\ncode = 'total'\nstated_count = 3\n");
    let text = "unit,indicator,value,status\nx,total,43,đạt\nx,total,7,đang hoàn thiện\n\
        x,total,6.5,chưa đạt\nx,total,1,gone\nx,total,44,met\nx,total,5,\n";
    let checked = check(&framework, text);
    assert_eq!(codes(&checked), ["LVL-005", "OBS-307", "OBS-501", "OBS-102"]);
    let counts: Vec<u32> = checked.observations.tallies().iter().map(|t| t.count).collect();
    assert_eq!(counts, [43, 7]);
}

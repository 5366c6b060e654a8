//! Units of a closed list: codes, exact names, validity.

use super::*;

/// Before 2025-07-01 code 24 was Bắc Giang and 27 Bắc Ninh; since then 24 is Bắc Ninh.
const PROVINCES: &str = "
[register]
[[register.unit]]
code = '24'
name = 'Bắc Giang'
list = '63'
valid_to = 2025-06-30
[[register.unit]]
code = '27'
name = 'Bắc Ninh'
list = '63'
valid_to = 2025-06-30
[[register.unit]]
code = '24'
name = 'Bắc Ninh'
list = '34'
valid_from = 2025-07-01
[[register.unit]]
code = '48'
name = 'Đà Nẵng'
alias = ['TP. Đà Nẵng']
[[register.unit]]
code = '17'
name = 'Hòa Bình'
[[register.unit]]
code = 'p1'
name = 'Xã Tân Lập'
[[register.unit]]
code = 'p2'
name = 'Xã Tân Lập'
";

fn name_of(written: &str, period: &str) -> Result<String, (String, Option<String>)> {
    let framework = two(PROVINCES);
    let row = format!("unit,indicator,period,value\n{written},b,{period},1\n");
    let checked = check(&framework, &row);
    match checked.findings.iter().next() {
        None => {
            let unit = &checked.observations.units()[0];
            Ok(unit.name.as_ref().unwrap().get(crate::text::Lang::Vi).to_owned())
        }
        Some(finding) => {
            assert_eq!((codes(&checked).len(), checked.observations.len()), (1, 0));
            Err((finding.code().to_owned(), finding.suggestion.clone()))
        }
    }
}

#[test]
fn a_code_means_what_it_meant_in_the_period() {
    assert_eq!(name_of("24", "2024").unwrap(), "Bắc Giang");
    assert_eq!(name_of("24", "2025-06").unwrap(), "Bắc Giang");
    assert_eq!(name_of("24", "2025-Q3").unwrap(), "Bắc Ninh");
    assert_eq!(name_of("24", "2026").unwrap(), "Bắc Ninh");
    // In the year of the change, the unit of its last day.
    assert_eq!(name_of("24", "2025").unwrap(), "Bắc Ninh");
    assert_eq!(name_of("27", "2026"), Err(("OBS-103".into(), None)));
    assert_eq!(name_of("Bắc Ninh", "2024").unwrap(), "Bắc Ninh");
}

#[test]
fn without_a_period_such_a_code_is_ambiguous_and_with_a_wrong_one_only_the_period_is_wrong() {
    let framework = two(PROVINCES);
    let none = check(&framework, "unit,indicator,value\n24,b,1\n");
    assert_eq!(codes(&none), ["OBS-104"]);
    let wrong = check(&framework, "unit,indicator,period,value\n24,b,soon,1\n");
    assert_eq!(codes(&wrong), ["OBS-201"]);
}

#[test]
fn names_are_exact_and_near_ones_are_suggested() {
    assert_eq!(name_of("Đà  Nẵng", "2024").unwrap(), "Đà Nẵng");
    assert_eq!(name_of("TP. Đà Nẵng", "2024").unwrap(), "Đà Nẵng");
    for (written, code) in [
        ("\u{d0}à Nẵng", "48"), // the letter eth, which looks the same
        ("Hoà Bình", "17"),
        ("Da Nang", "48"),
        ("Tỉnh Hòa Bình", "17"),
    ] {
        assert_eq!(name_of(written, "2024"), Err(("OBS-101".into(), Some(code.into()))));
    }
    assert_eq!(name_of("Xã Tân Lập", "2024"), Err(("OBS-104".into(), None)));
    assert_eq!(name_of("Huế", "2024"), Err(("OBS-101".into(), None)));
}

#[test]
fn an_open_list_takes_any_unit_that_can_have_a_code() {
    let framework = two("");
    let checked = check(&framework, "unit,name,a,b\n01,Một,1,2\n1,Hai,3,4\nx\u{1}y,Ba,5,6\n");
    assert_eq!(codes(&checked), ["OBS-101"], "a control character is no part of a code");
    let units: Vec<&str> = checked.observations.units().iter().map(|u| u.code.as_str()).collect();
    assert_eq!(units.len(), 2);
    assert!(units.contains(&"01") && units.contains(&"1"), "text, not numbers");
}

#[test]
fn units_come_in_the_order_of_the_register() {
    let framework = two("[register]\nunit = [{ code = 'z' }, { code = 'a1' }, { code = 'm' }]\n");
    let checked = check(&framework, "unit,a,b\nm,1,1\na1,1,1\nz,1,1\n");
    let units: Vec<&str> = checked.observations.units().iter().map(|u| u.code.as_str()).collect();
    assert_eq!(units, ["z", "a1", "m"]);
}

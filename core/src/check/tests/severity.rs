//! What becomes of rows when the framework makes less, or more, of a rule.

use super::*;

#[test]
fn a_wrong_shared_part_keeps_every_cell_out() {
    let framework = two("[register]\nunit = [{ code = 'x' }]\n");
    for row in ["q,2022,1,2,2022-01-01", "x,22x,1,2,2022-01-01", "x,2022,1,2,32/1/2022"] {
        let checked = check(&framework, &format!("unit,period,a,b,reported_on\n{row}\n"));
        assert_eq!((checked.findings.errors(), checked.observations.len()), (1, 0), "{row}");
        assert_eq!(checked.files[0].rejected, 1);
    }
}

#[test]
fn a_wrong_cell_keeps_only_itself_out() {
    let framework = two("");
    let checked = check(&framework, "unit,a,b\nx,abc,2\n");
    assert_eq!(values(&framework, &checked), ["x b - 2"]);
    assert_eq!(checked.files[0].rejected, 1);
    let mut checker = Checker::new(&framework, CheckOptions::default());
    checker.read_csv("x", b"unit,a,b\nx,\xff,2\n".as_slice()).unwrap();
    let checked = checker.finish();
    assert_eq!(codes(&checked), ["OBS-001"]);
    assert_eq!(values(&framework, &checked), ["x b - 2"]);
}

fn lowered(rule: &str) -> Framework {
    two(&format!(
        "[severity]\n{rule} = 'warning'\n[register]\nunit = [{{ code = 'x', valid_to = 2022-12-31 }}]\n"
    ))
}

#[test]
fn what_can_be_read_under_a_warning_is_kept() {
    for (rule, row, value) in [
        ("percent_over_100", "x,a,2022,101", Some("x a 2022 101")),
        ("out_of_range", "x,a,2022,-1", Some("x a 2022 -1")),
        ("decimal_comma", "x,a,2022,\"65,43\"", Some("x a 2022 65.43")),
        ("unit_not_valid", "x,a,2023,5", Some("x a 2023 5")),
        ("period_frequency", "x,a,2022-05,5", Some("x a 2022-05 5")),
        ("not_a_number", "x,a,2022,abc", None),
        ("unknown_unit", "y,a,2022,5", None),
        ("unknown_indicator", "x,q,2022,5", None),
        ("missing_required", "x,a,2022,", None),
        ("missing_required", "x,,2022,5", None),
    ] {
        let framework = lowered(rule);
        let checked = check(&framework, &format!("unit,indicator,period,value\n{row}\n"));
        assert_eq!((checked.findings.errors(), checked.findings.len()), (0, 1), "{rule}");
        assert_eq!(checked.files[0].accepted, 1, "{rule}");
        assert_eq!(values(&framework, &checked), Vec::from_iter(value), "{rule}");
        let strict = check(&two(""), &format!("unit,indicator,period,value\n{row}\n"));
        assert!(strict.observations.is_empty() || rule.starts_with("un"), "{rule}");
    }
}

/// Under a warning both records are accepted; of two different values neither is taken, so that
/// the order of the rows decides nothing.
#[test]
fn of_two_values_under_a_warning_neither_is_taken() {
    let framework = lowered("duplicate_key");
    let rows = |rows: &str| {
        let checked = check(&framework, &format!("unit,indicator,period,value\n{rows}"));
        assert_eq!((checked.findings.errors(), checked.files[0].accepted), (0, 3));
        (codes(&checked).concat(), values(&framework, &checked))
    };
    let is = |code: &str, values: &[&str]| {
        (code.to_owned(), values.iter().map(|value| (*value).to_owned()).collect::<Vec<_>>())
    };
    let same = is("OBS-502", &["x a 2022 5", "x b 2022 1"]);
    assert_eq!(rows("x,a,2022,5\nx,a,2022,5\nx,b,2022,1\n"), same);
    let other = is("OBS-501", &["x b 2022 1"]);
    assert_eq!(rows("x,a,2022,5\nx,a,2022,6\nx,b,2022,1\n"), other);
    assert_eq!(rows("x,a,2022,6\nx,a,2022,5\nx,b,2022,1\n"), other);
}

#[test]
fn a_warning_made_an_error_rejects() {
    let framework = two("[severity]\nnot_nfc = 'error'\n");
    let checked = check(&framework, "unit,a,b,note\nx,1,2,Kha\u{301}\ny,1,2,Khá\n");
    assert_eq!((codes(&checked), checked.findings.errors()), (vec!["OBS-002"], 1));
    assert_eq!(checked.observations.units().len(), 1);
}

//! Political schools (Regulation 11) and primary schools (Circular 17/2018).

use super::{assessed, levels, one, pair, scheme_file};
use chuan::assess::recognition::{RecognitionState, Recognitions};
use chuan::assess::{WayUpOptions, way_up};
use chuan::framework::Framework;
use chuan_tests::root;
use std::fmt::Write;

/// A1, A16: all criteria, exceeding counts as met; the seed's 43, 7 and 6.
#[test]
fn a1_all_criteria_of_a_political_school() {
    let file = root().join("examples/political-school/framework.toml");
    let framework = Framework::load(&file).unwrap().into_result().unwrap();
    let csv =
        std::fs::read_to_string(root().join("examples/political-school/assessments.csv")).unwrap();
    let assessment = assessed(&framework, &csv);
    assert_eq!(levels(&assessment, "nghe-an", "standard"), pair("-", "-"));
    assert_eq!(levels(&assessment, "cao-bang", "standard"), pair("1", "2"));
    assert_eq!(levels(&assessment, "quang-tri", "standard"), pair("1", "2"));
    assert_eq!(levels(&assessment, "phu-tho", "standard"), pair("-", "-"));
    let way =
        way_up(&framework, one(&assessment, "nghe-an", "standard"), "1", &WayUpOptions::default());
    assert_eq!(way.unwrap().cost, Some(13.0));
}

/// A1, A12: the criterion whose threshold is known beside those that are counted.
#[test]
fn regulation_11_criterion_by_criterion() {
    let framework = scheme_file("reg11-itemised");
    let assessment = assessed(
        &framework,
        "unit,indicator,period,value,status\n\
         a,lecturers,2025-08-27,89.9,\na,criteria,2025-08-27,47,met\na,criteria,2025-08-27,8,exceeding\n\
         b,lecturers,2025-08-27,74.9,\nb,criteria,2025-08-27,55,met\n\
         c,criteria,2025-08-27,54,met\nc,lecturers,2025-08-27,75,\n\
         d,level_2_thresholds,2021-01-10,,met\nd,lecturers,2025-12-31,80,\nd,criteria,2025-12-31,55,met\n\
         e,level_2_thresholds,2020-06-30,,met\ne,lecturers,2025-12-31,80,\ne,criteria,2025-12-31,55,met\n",
    );
    assert_eq!(levels(&assessment, "a", "standard"), pair("1", "2"));
    assert_eq!(levels(&assessment, "b", "standard"), pair("-", "-"));
    // One of 55 was not reported: that is not "not met".
    assert_eq!(levels(&assessment, "c", "standard"), pair("-", "2"));
    // Evidence of January 2021 lies in the five years before the end of 2025, that of June 2020 does not.
    assert_eq!(levels(&assessment, "d", "standard"), pair("2", "2"));
    assert_eq!(levels(&assessment, "e", "standard"), pair("1", "2"));
}

/// A2, A4: levels include the preceding ones; titles follow from them, with a precondition.
#[test]
fn a2_a4_levels_and_titles_of_a_primary_school() {
    let framework = scheme_file("schools");
    let mut csv = String::from("unit,indicator,value,status\n");
    let mut school = |name: &str, met: [bool; 4], class: &str| {
        for (n, met) in met.into_iter().enumerate() {
            let status = if met { "met" } else { "not_met" };
            writeln!(csv, "{name},criteria_{},1,{status}", n + 1).unwrap();
        }
        if !class.is_empty() {
            writeln!(csv, "{name},one_class_completed,{class},").unwrap();
        }
    };
    school("a", [true, true, true, false], "yes");
    school("b", [true, true, false, true], "yes");
    school("c", [true, true, true, true], "no");
    school("d", [false, true, true, true], "yes");
    school("e", [true, true, false, false], "");
    let assessment = assessed(&framework, &csv);
    let both = |unit| {
        (levels(&assessment, unit, "accreditation").0, levels(&assessment, unit, "national"))
    };
    assert_eq!(both("a"), ("3".to_owned(), pair("2", "2")));
    // A rung that is missing is not made up for by a higher one.
    assert_eq!(both("b"), ("2".to_owned(), pair("1", "1")));
    assert_eq!(both("c"), ("4".to_owned(), pair("-", "-")));
    assert_eq!(both("d"), ("-".to_owned(), pair("-", "-")));
    assert_eq!(both("e"), ("2".to_owned(), pair("-", "1")));
}

/// A13: five years, and the renewal at least five months before they end.
#[test]
fn a13_schools_register_again_five_months_before() {
    let framework = scheme_file("schools");
    let csv = "unit,scheme,act,level,date\ns,accreditation,recognised,2,2020-03-10\n";
    let (acts, _) = Recognitions::read_csv(csv.as_bytes(), &framework).unwrap();
    let assessment = assessed(&framework, "unit,indicator,value,status\ns,criteria_1,1,met\n");
    let unit = assessment.unit(one(&assessment, "s", "accreditation")).unwrap();
    let on = |day: &str| acts.standing(&framework.schemes()[0], unit, day.parse().unwrap(), None);
    assert_eq!(on("2024-10-09").state, RecognitionState::Recognised);
    assert_eq!(on("2024-10-10").state, RecognitionState::RenewalDue);
    assert_eq!(on("2025-03-09").state, RecognitionState::RenewalDue);
    assert_eq!(on("2025-03-10").state, RecognitionState::Expired);
}

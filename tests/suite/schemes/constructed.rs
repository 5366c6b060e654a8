//! Patterns of which no scheme that could be read has all figures: constructed, and said so.

use super::{assessed, constructed, levels, one, pair};
use chuan::assess::recognition::{RecognitionState, Recognitions};
use chuan::assess::{WayUpOptions, way_up};
use chuan::text::Lang;

/// A3 is constructed: Regulation 11 has higher thresholds at level 2, but which is not sourced.
#[test]
fn a3_the_same_indicator_with_a_higher_threshold() {
    let framework = constructed(
        "[[indicator]]\ncode = 'lecturers'\nunit = '%'\n[[scheme]]\ncode = 's'\ncumulative = true\n\
         level = [{ code = '1', require = [{ criterion = 'lecturers', at_least = 75 }] }, \
         { code = '2', require = [{ criterion = 'lecturers', at_least = 85 }] }]\n",
    );
    let assessment = assessed(&framework, "unit,lecturers\na,74.9\nb,75\nc,84.9\nd,85\n");
    let found: Vec<_> = ["a", "b", "c", "d"].map(|u| levels(&assessment, u, "s").0).to_vec();
    assert_eq!(found, ["-", "1", "1", "2"]);
    let way =
        way_up(&framework, one(&assessment, "a", "s"), "2", &WayUpOptions::default()).unwrap();
    assert_eq!(way.ways[0][0].sentence(Lang::En), "lecturers from 74.9 to 85 (+10.1)");
}

/// A5: work files processed online by 2030, by level of government (Resolution 09-NQ/TU).
#[test]
fn a5_one_indicator_three_thresholds() {
    let framework = constructed(
        "[register]\nunit = [{ code = 'p', kind = 'province' }, { code = 'd', kind = 'district' }, \
         { code = 'c', kind = 'commune' }, { code = 'x' }]\n[[indicator]]\ncode = 'files'\nunit = '%'\n\
         [[scheme]]\ncode = 's'\n[[scheme.level]]\ncode = '1'\n[[scheme.level.require]]\ncriterion = 'files'\n\
         at_least = { by = 'kind', values = { province = 100, district = 95, commune = 85 } }\n",
    );
    let assessment = assessed(&framework, "unit,files\np,95\nd,95\nc,84.9\nx,100\n");
    let found: Vec<_> = ["p", "d", "c", "x"].map(|unit| levels(&assessment, unit, "s")).to_vec();
    assert_eq!(found, [pair("-", "-"), pair("1", "1"), pair("-", "-"), pair("-", "1")]);
}

/// A8 is constructed: one item sets the criterion to its lowest level whatever else is met.
#[test]
fn a8_a_blocking_item() {
    let framework = constructed(
        "indicator = [{ code = 'i1', scale = 'yes_no' }, { code = 'i2', scale = 'yes_no' }, { code = 'incident', scale = 'yes_no' }]\n\
         [[scheme]]\ncode = 's'\ncumulative = true\n\
         level = [{ code = '1' }, { code = '2', require = [{ criterion = 'i1' }] }, { code = '3', require = [{ criterion = 'i2' }] }]\n\
         [[scheme.cap]]\nlevel = '1'\nunless = { not = { criterion = 'incident' } }\n",
    );
    let csv = "unit,i1,i2,incident\na,yes,yes,no\nb,yes,yes,yes\nc,yes,yes,\nd,yes,no,no\n";
    let assessment = assessed(&framework, csv);
    let found: Vec<_> = ["a", "b", "c", "d"].map(|unit| levels(&assessment, unit, "s")).to_vec();
    assert_eq!(found, [pair("3", "3"), pair("1", "1"), pair("1", "3"), pair("2", "2")]);
    let way =
        way_up(&framework, one(&assessment, "b", "s"), "3", &WayUpOptions::default()).unwrap();
    assert_eq!(way.ways[0][0].sentence(Lang::En), "incident: met → not met");
}

/// A17 is constructed: no Vietnamese scheme that was read has a share rule.
#[test]
fn a17_a_share_of_the_criteria() {
    let framework = constructed(
        "indicator = [{ code = 'a', scale = 'status', parent = 'all' }, { code = 'b', scale = 'status', parent = 'all' }, \
         { code = 'c', scale = 'status', parent = 'all' }, { code = 'd', scale = 'status', parent = 'all' }]\n\
         [[node]]\ncode = 'all'\n[[scheme]]\ncode = 's'\nlevel = [{ code = '1', require = [{ criteria_met = 'all', percent = true, at_least = 75 }] }]\n",
    );
    let csv = "unit,a,b,c,d\nu,met,met,exceeding,not_met\nv,met,met,not_met,not_met\nw,met,met,not_applicable,not_met\nx,met,met,,not_met\n";
    let assessment = assessed(&framework, csv);
    let found: Vec<_> = ["u", "v", "w", "x"].map(|unit| levels(&assessment, unit, "s")).to_vec();
    // Of three that apply two are 66.7%.
    assert_eq!(found, [pair("1", "1"), pair("-", "-"), pair("-", "-"), pair("-", "1")]);
}

/// A14 is constructed (the merger of 2025 is real, its units are made up): a recognition belongs to a
/// legal subject and ends with it; the successor is assessed anew.
#[test]
fn a14_a_recognition_ends_with_its_unit() {
    let framework = constructed(
        "[register]\nunit = [{ code = 'old', valid_to = 2025-06-30, successor = 'new' }, \
         { code = 'new', valid_from = 2025-07-01 }]\n[[indicator]]\ncode = 'i'\n[[scheme]]\ncode = 's'\n\
         level = [{ code = '1', require = [{ criterion = 'i', at_least = 50 }] }]\n",
    );
    let csv = "unit,act,level,date\nold,recognised,1,2023-05-01\n";
    let (acts, faults) = Recognitions::read_csv(csv.as_bytes(), &framework).unwrap();
    assert_eq!(faults, []);
    let on = |number: usize, day: &str| {
        let unit = &framework.register().units()[number];
        acts.standing(&framework.schemes()[0], unit, day.parse().unwrap(), None)
    };
    assert_eq!(on(0, "2025-06-30").state, RecognitionState::Recognised);
    let ended = on(0, "2025-07-01");
    assert_eq!(ended.state, RecognitionState::Ended);
    assert_eq!(ended.successor.unwrap().as_str(), "new");
    assert_eq!(on(1, "2025-07-01").state, RecognitionState::None);
}

/// A16 is constructed: every status of a criterion, in a scheme that says nothing (met and exceeding
/// count), and in one in which "basically met" counts too. What does not apply asks for nothing.
#[test]
fn a16_what_each_status_counts_as() {
    let framework = constructed(
        "[[indicator]]\ncode = 'c'\nscale = 'status'\n[[indicator]]\ncode = 'other'\n\
         [[scheme]]\ncode = 'plain'\nlevel = [{ code = '1', require = [{ criterion = 'c' }] }]\n\
         [[scheme]]\ncode = 'basic'\ncounts_as_met = ['met', 'exceeding', 'basically_met']\n\
         level = [{ code = '1', require = [{ criterion = 'c' }] }]\n",
    );
    let (met, not, open) = (pair("1", "1"), pair("-", "-"), pair("-", "1"));
    let cases = [
        ("met", &met, &met),
        ("exceeding", &met, &met),
        ("basically_met", &not, &met),
        ("in_completion", &not, &not),
        ("opinion_requested", &not, &not),
        ("not_met", &not, &not),
        ("not_applicable", &met, &met),
        ("undetermined", &open, &open),
        ("", &open, &open),
    ];
    let mut csv = String::from("unit,c,other\n");
    for (number, (status, ..)) in cases.iter().enumerate() {
        csv += &format!("u{number},{status},1\n");
    }
    let assessment = assessed(&framework, &csv);
    for (number, (status, plain, basic)) in cases.into_iter().enumerate() {
        let unit = format!("u{number}");
        assert_eq!(levels(&assessment, &unit, "plain"), *plain, "{status}");
        assert_eq!(levels(&assessment, &unit, "basic"), *basic, "{status}");
    }
}

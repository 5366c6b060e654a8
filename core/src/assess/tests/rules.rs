//! The rule language: thresholds, ranks, weights, tables, caps, holding. All schemes here are
//! constructed; real ones are in `examples/schemes`.

use super::Truth::{Met, NotMet, Undetermined};
use super::*;

fn verdict_of(text: &str, csv: &str) -> Vec<Truth> {
    let framework = framework(text);
    run(&framework, csv).units().iter().flat_map(verdicts).collect()
}

fn scheme(requirement: &str) -> String {
    format!(
        "[[node]]\ncode = 'all'\n\
         [[indicator]]\ncode = 'p'\nparent = 'all'\n\
         [[indicator]]\ncode = 'q'\nscale = 'status'\nscored = false\nparent = 'all'\n\
         [[indicator]]\ncode = 'r'\nscale = 'status'\nscored = false\nparent = 'all'\n\
         [[indicator]]\ncode = 't'\nscale = 'status'\nscored = false\nparent = 'all'\n\
         [[scheme]]\ncode = 's'\n[[scheme.level]]\ncode = '1'\n[[scheme.level.require]]\n{requirement}\n"
    )
}

/// A threshold relative to an earlier value of the same unit.
#[test]
fn relative_thresholds() {
    let csv = "unit,period,p\nx,2019,40\nx,2021,50\nx,2022,60\nx,2023,75\n";
    let with = |threshold: &str| {
        verdict_of(&scheme(&format!("criterion = 'p'\nat_least = {threshold}")), csv)
    };
    assert_eq!(with("{ of = 'previous', times = 1.2 }"), [Undetermined, Met, Met, Met]);
    assert_eq!(with("{ of = 'previous', times = 1.25 }"), [Undetermined, Met, NotMet, Met]);
    assert_eq!(with("{ of = 'first', times = 1.5 }"), [NotMet, NotMet, Met, Met]);
    assert_eq!(with("{ of = '2021', plus = 10 }"), [NotMet, NotMet, Met, Met]);
    assert_eq!(with("{ of = '2020' }"), [Undetermined; 4]);
}

/// The value at the time of recognition, which every unit has of its own.
#[test]
fn relative_to_a_period_of_the_unit() {
    let text = format!(
        "[register]\nunit = [{{ code = 'x', attributes = {{ recognised = '2019' }} }}, \
         {{ code = 'y', attributes = {{ recognised = '2020-05-02' }} }}, {{ code = 'z' }}]\n{}",
        scheme("criterion = 'p'\nat_least = { of_attribute = 'recognised', times = 1.5 }")
    );
    let csv = "unit,period,p\nx,2019,40\ny,2020,40\nx,2023,60\ny,2023,59.9\nz,2023,99\n";
    let found = verdict_of(&text, csv);
    assert_eq!(found[2..], [Met, NotMet, Undetermined]);
}

#[test]
fn delegated_thresholds_name_who_is_to_set_them() {
    let text = scheme(
        "criterion = 'p'\nat_least = { set_by = { vi = 'UBND tỉnh', en = 'the province' } }",
    );
    let framework = framework(&text);
    let assessment = run(&framework, "unit,p\nx,5\n");
    let requirement = &assessment.units()[0].levels[0].requirements[0];
    assert_eq!(requirement.verdict, Undetermined);
    assert_eq!(requirement.sentence(Lang::En), "p 5 (the threshold is to be set by the province)");
    assert_eq!(requirement.sentence(Lang::Vi), "p 5 (ngưỡng do UBND tỉnh quy định, chưa có)");
}

/// The first attribute whose value is listed decides.
#[test]
fn thresholds_fall_back() {
    let text = format!(
        "[register]\nunit = [{{ code = 'a', attributes = {{ special = 'poor', region = 'delta' }} }}, \
         {{ code = 'b', attributes = {{ special = 'none', region = 'delta' }} }}, \
         {{ code = 'c', attributes = {{ region = 'sea' }} }}]\n{}",
        scheme(
            "criterion = 'p'\nat_least = { by = ['special', 'region'], values = { poor = 10, delta = 20 } }"
        )
    );
    assert_eq!(verdict_of(&text, "unit,p\na,10\nb,10\nc,10\n"), [Met, NotMet, Undetermined]);
}

/// The scorer turns 8 of 10 into 0.8: which of the two is compared has to be said.
#[test]
fn scores_and_values_are_told_apart() {
    let text = |requirement: &str, level: &str| {
        format!(
            "[[indicator]]\ncode = 'i'\nscorer = 'goalposts'\ngoalposts = {{ min = 0, max = 10 }}\n\
             [[scheme]]\ncode = 's'\n[[scheme.level]]\ncode = '1'\n\
             require = [{{ criterion = 'i', {requirement} }}]\n\
             [[scheme]]\ncode = 'n'\nnode = 'i'\n{level}\n"
        )
    };
    let of = |requirement, level| verdict_of(&text(requirement, level), "unit,i\nx,8\n");
    let level = |keys: &str| format!("{keys}\n[[scheme.level]]\ncode = '1'\n");
    let score = level("") + "at_least = 0.8";
    let value = level("reads = 'value'") + "at_least = 9";
    let eight = value.replace('9', "8");
    assert_eq!(of("at_least = 8", &score), [Met, Met]);
    assert_eq!(of("at_least = 9, reads = 'value'", &value), [NotMet, NotMet]);
    assert_eq!(of("at_least = 0.8, reads = 'score'", &eight), [Met, Met]);
    assert_eq!(of("at_least = 0.81, reads = 'score'", &score), [NotMet, Met]);
}

#[test]
fn so_many_criteria_or_a_share_of_them() {
    let csv = "unit,q,r,t\na,met,met,not_met\nb,met,,\nc,met,not_applicable,not_met\nd,not_met,not_met,\n";
    let of = |rest: &str| verdict_of(&scheme(&format!("criteria_met = 'all'\n{rest}")), csv);
    // `p` is a number and has no status, so four criteria are counted and one is never known.
    assert_eq!(of("at_least = 2"), [Met, Undetermined, Undetermined, Undetermined]);
    assert_eq!(of("at_least = 1"), [Met, Met, Met, Undetermined]);
    assert_eq!(
        of("percent = true\nat_least = 50"),
        [Met, Undetermined, Undetermined, Undetermined]
    );
    assert_eq!(of("at_most = 3"), [Met, Undetermined, Met, Met]);
}

#[test]
fn weights_shares_and_vetoes() {
    let sort = |extra: &str| {
        scheme(&format!(
            "share = 60\nany = [{{ criterion = 'p', at_least = 50, weight = 4 }}, \
             {{ criterion = 'q', weight = 3{extra} }}, {{ criterion = 'r', weight = 3 }}]"
        ))
    };
    let csv = "unit,p,q,r\na,50,met,not_met\nb,50,not_met,not_met\nc,49,met,met\nd,50,,not_met\ne,49,,not_met\n";
    assert_eq!(verdict_of(&sort(""), csv), [Met, NotMet, Met, Undetermined, NotMet]);
    let veto = ", veto = { criterion = 'p', less_than = 50 }";
    assert_eq!(verdict_of(&sort(veto), csv), [Met, NotMet, NotMet, Undetermined, NotMet]);
    let sum = scheme(
        "weight_at_least = 0.6\nany = [{ criterion = 'p', at_least = 50, weight = 0.1 }, \
         { criterion = 'q', weight = 0.2 }, { criterion = 'r', weight = 0.3 }]",
    );
    // 0.1 + 0.2 + 0.3 is 0.6 on paper.
    assert_eq!(verdict_of(&sum, "unit,p,q,r\na,50,met,met\nb,49,met,met\n"), [Met, NotMet]);
}

#[test]
fn what_is_unknown_counts_as_each_requirement_says() {
    let of = |unknown: &str| {
        verdict_of(
            &scheme(&format!(
                "all = [{{ criterion = 'q' }}, {{ criterion = 'r', unknown = '{unknown}' }}]"
            )),
            "unit,q,r\na,met,\nb,not_met,\n",
        )
    };
    assert_eq!(of("undetermined"), [Undetermined, NotMet]);
    assert_eq!(of("not_met"), [NotMet, NotMet]);
    assert_eq!(of("met"), [Met, NotMet]);
    assert_eq!(of("left_out"), [Met, NotMet]);
    let of_two =
        scheme("count = 1\nany = [{ criterion = 'q', unknown = 'left_out' }, { criterion = 'r' }]");
    assert_eq!(verdict_of(&of_two, "unit,q,r\na,,not_met\n"), [NotMet]);
}

#[test]
fn a_requirement_for_some_units_only() {
    let text = format!(
        "[register]\nunit = [{{ code = 'a', kind = 'big' }}, {{ code = 'b', kind = 'small' }}]\n{}",
        scheme("criterion = 'q'\nwhere = { kind = 'big' }")
    );
    assert_eq!(verdict_of(&text, "unit,q,r\na,not_met,met\nb,not_met,met\n"), [NotMet, Met]);
}

/// Evidence counts as long as it lies in the window that ends with the assessment.
#[test]
fn windows_of_evidence() {
    let text = scheme("criterion = 'q'\nwithin_months = 60");
    let csv = "unit,period,q,r\nx,2017-12-31,met,\nx,2018-03-01,,met\nx,2023-01-15,,met\nx,2022-12-31,,met\n";
    // 2022-12-31 less 60 months is 2017-12-31, which still counts.
    assert_eq!(verdict_of(&text, csv), [Met, Met, Met, Undetermined]);
    let framework = framework(&text);
    let observations = observations(&framework, csv);
    let card = crate::score::score(&framework, &observations);
    let day = chrono::NaiveDate::from_ymd_opt(2022, 12, 31);
    let options = AssessOptions { as_of: day };
    let assessment = assess_with(&framework, &observations, &card, &options);
    assert_eq!(assessment.units().len(), 3, "what begins later is not assessed");
}

/// PAPI forms four groups of 63 provinces: 16, 16, 15, 16 (constructed ranks, real sizes).
#[test]
fn quarters_of_sixty_three() {
    let text = "[[indicator]]\ncode = 'i'\n[[scheme]]\ncode = 's'\nnode = 'i'\n\
        level = [{ code = '4', rank_share_at_most = 100 }, { code = '3', rank_share_at_most = 75 }, \
        { code = '2', rank_share_at_most = 50 }, { code = '1', rank_share_at_most = 25 }]\n";
    let mut csv = String::from("unit,i\n");
    for unit in 0..63 {
        csv += &format!("u{unit:02},{}\n", 100 - unit);
    }
    let levels = reached(&framework(text), &csv);
    let size = |level: &str| levels.iter().filter(|found| **found == level).count();
    assert_eq!([size("1"), size("2"), size("3"), size("4")], [16, 16, 15, 16]);
    assert_eq!(levels[15], "1");
    assert_eq!(levels[16], "2");
}

/// Who ties on the limit is in with `min` and out with `max`.
#[test]
fn ties_and_groups_of_a_quota() {
    let text = |keys: &str| {
        format!(
            "[register]\nunit = [{{ code = 'a', kind = 'x' }}, {{ code = 'b', kind = 'x' }}, \
             {{ code = 'c', kind = 'x' }}, {{ code = 'd', kind = 'y' }}]\n[[indicator]]\ncode = 'i'\n\
             [[scheme]]\ncode = 's'\nnode = 'i'\n{keys}\nlevel = [{{ code = '0' }}, {{ code = '1', rank_at_most = 1 }}]\n\
             [[scheme]]\ncode = 'r'\n[[scheme.level]]\ncode = '1'\n\
             require = [{{ criterion = 'i', rank_at_most = 2 }}]\n"
        )
    };
    let csv = "unit,i\na,9\nb,9\nc,5\nd,1\n";
    let of = |keys: &str| {
        reached(&framework(&format!("ranking = []\n{}", text(keys))), csv)[..4].to_vec()
    };
    assert_eq!(of(""), ["1", "1", "0", "0"]);
    assert_eq!(of("ties = 'max'"), ["0", "0", "0", "0"]);
    assert_eq!(of("order = 'lowest_first'"), ["0", "0", "0", "1"]);
    assert_eq!(of("rank_within = 'kind'"), ["1", "1", "0", "1"]);
    let all = reached(&framework(&format!("ranking = []\n{}", text(""))), csv);
    assert_eq!(all[4..], ["1", "1", "-", "-"]);
}

const TABLE: &str = "
[[indicator]]
code = 'a'
[[indicator]]
code = 'b'
[[scheme]]
code = 's'
level = [{ code = 'no' }, { code = 'part' }, { code = 'free' }]
[scheme.table]
rows = { criterion = 'a', from = [10, 20] }
columns = { criterion = 'b', from = [5] }
levels = [['no', 'no'], ['no', 'part'], ['part', 'free']]
";

#[test]
fn two_values_looked_up_jointly() {
    let csv = "unit,a,b\nu,9.9,9\nv,10,4.9\nw,10,5\nx,20,4\ny,20,5\nz,,9\nzz,5,\n";
    let framework = framework(TABLE);
    let assessment = run(&framework, csv);
    let of =
        |unit: &UnitAssessment| (code(unit.reached()).to_owned(), code(unit.possible()).to_owned());
    let found: Vec<_> = assessment.units().iter().map(of).collect();
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(
        found,
        [
            pair("no", "no"),
            pair("no", "no"),
            pair("part", "part"),
            pair("part", "part"),
            pair("free", "free"),
            pair("no", "free"),
            // Whatever `b` is, the first row has no higher level.
            pair("no", "no"),
        ]
    );
}

#[test]
fn a_cap_limits_what_is_reached() {
    let text = format!(
        "{}[[scheme.level]]\ncode = '2'\n[[scheme.cap]]\nlevel = '1'\nunless = {{ criterion = 'r' }}\n\
         [[scheme.cap]]\nunless = {{ criterion = 't' }}\n",
        scheme("criterion = 'q'")
    );
    let framework = framework(&text);
    let csv = "unit,q,r,t\na,met,met,met\nb,met,not_met,met\nc,met,met,not_met\nd,met,,met\n";
    assert_eq!(reached(&framework, csv), ["2", "1", "-", "1"]);
}

#[test]
fn levels_hold_over_time() {
    let text = "[[indicator]]\ncode = 'i'\n[[scheme]]\ncode = 's'\nnode = 'i'\n\
        hold = { reach = 2, keep = 2 }\n[[scheme.level]]\ncode = '1'\nat_least = 50\n";
    let csv = "unit,period,i\nx,2019,60\nx,2020,60\nx,2021,40\nx,2022,60\nx,2023,40\nx,2024,40\n";
    assert_eq!(verdict_of(text, csv), [NotMet, Met, Met, Met, Met, NotMet]);
}

#[test]
fn a_title_rests_on_a_level_of_another_scheme() {
    let text = format!(
        "{}[[scheme]]\ncode = 'title'\n[[scheme.level]]\ncode = 'A'\n\
         require = [{{ scheme = 's', level = '1' }}, {{ criterion = 't' }}]\n",
        scheme("criterion = 'q'")
    );
    let csv = "unit,q,t\na,met,met\nb,met,not_met\nc,not_met,met\nd,,met\n";
    let found = verdict_of(&text, csv);
    assert_eq!(found[4..], [Met, NotMet, NotMet, Undetermined]);
}

#[test]
fn circles_of_levels_are_refused() {
    let text = "code = 't'\ntitle = 'T'\n[[indicator]]\ncode = 'i'\n\
        [[scheme]]\ncode = 'a'\nlevel = [{ code = '1', require = [{ scheme = 'b', level = '1' }] }]\n\
        [[scheme]]\ncode = 'b'\nlevel = [{ code = '1', require = [{ scheme = 'a', level = '1' }] }]\n";
    let (framework, findings) = Framework::check_text(text, FileFormat::Toml, None);
    assert!(framework.is_none());
    assert_eq!(findings.iter().filter(|finding| finding.code() == "FWK-003").count(), 2);
}

#[test]
fn a_level_may_count_other_statuses_as_met() {
    let text = "[[node]]\ncode = 'all'\n[[indicator]]\ncode = 'q'\nscale = 'status'\nparent = 'all'\n\
        [[scheme]]\ncode = 's'\n\
        level = [{ code = 'basic', counts_as_met = ['met', 'basically_met'], require = [{ all_criteria = 'all' }] }, \
        { code = 'full', require = [{ all_criteria = 'all' }] }]\n";
    let csv = "unit,q\na,basically_met\nb,met\nc,in_completion\n";
    assert_eq!(reached(&framework(text), csv), ["basic", "full", "-"]);
}

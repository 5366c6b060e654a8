//! Columns give what the tree gives.

use super::*;
use crate::assess::truth::Truth;
use crate::framework::FileFormat;
use crate::observe::testing::observations;

const RULES: &str = "
code = 't'
title = 'T'
node = [{ code = 'all' }]
indicator = [
    { code = 'a', scale = 'status', parent = 'all' },
    { code = 'b', scale = 'status', parent = 'all' },
    { code = 'c', scale = 'yes_no', parent = 'all' },
    { code = 'd', scale = 'status' },
]
[[scheme]]
code = 'flat'
counts_as_met = ['met', 'basically_met']
level = [
    { code = '1', require = [{ criterion = 'a' }] },
    { code = '2', counts_as_met = ['met', 'exceeding', 'in_completion', 'opinion_requested'], require = [{ criterion = 'a' }, { criterion = 'b' }] },
    { code = '3', require = [{ all_criteria = 'all' }] },
]
[[scheme]]
code = 'ladder'
cumulative = true
level = [
    { code = '1', require = [{ any = [{ criterion = 'a' }, { criterion = 'b' }, { criterion = 'c' }], count = 2 }] },
    { code = '2', require = [{ not = { criterion = 'd' } }, { criterion = 'a', unknown = 'met' }] },
    { code = '3', require = [{ any = [{ all = [{ criterion = 'b' }, { criterion = 'c', unknown = 'not_met' }] }, { not = { any = [{ criterion = 'd' }, { criterion = 'a' }] } }] }] },
]
[[scheme.cap]]
level = '1'
unless = { criterion = 'b' }
";

#[test]
fn every_combination_of_statuses() {
    let framework = Framework::parse(RULES, FileFormat::Toml).unwrap();
    let words: Vec<&str> = CriterionStatus::ALL.iter().map(|s| s.name()).chain([""]).collect();
    let mut csv = String::from("unit,a,b,c,d\n");
    let mut number = 0;
    for a in &words {
        for b in &words {
            for c in ["yes", "no", ""] {
                for d in &words {
                    csv += &format!("u{number:05},{a},{b},{c},{d}\n");
                    number += 1;
                }
            }
        }
    }
    let observations = observations(&framework, &csv);
    let card = crate::score::score(&framework, &observations);
    let assessment = crate::assess::assess(&framework, &observations, &card);
    let statuses = Statuses::of(&framework, &observations, 0);
    for code in ["flat", "ladder"] {
        let scheme = BulkScheme::new(&framework, code).unwrap();
        let levels = scheme.levels(&statuses);
        assert_eq!(levels, scheme.levels_on_one_thread(&statuses));
        let mut compared = 0;
        for unit in assessment.units().iter().filter(|unit| unit.scheme == *code) {
            let place = |index: Option<usize>| index.map_or(0, |index| index as u8 + 1);
            let possible = unit.levels.iter().rposition(|level| level.verdict != Truth::NotMet);
            assert_eq!(
                levels.certain[unit.unit],
                place(unit.reached_index()),
                "{}",
                unit.unit_code
            );
            assert_eq!(levels.possible[unit.unit], place(possible), "{}", unit.unit_code);
            compared += 1;
        }
        assert!(compared >= 9 * 9 * 3 * 9 - 1, "{compared}");
    }
}

#[test]
fn other_rules_are_refused_by_name() {
    let with = |level: &str| {
        let text = format!("{RULES}[[scheme]]\ncode = 'x'\nlevel = [{{ code = '1', {level} }}]\n");
        let framework = Framework::parse(&text, FileFormat::Toml).unwrap();
        BulkScheme::new(&framework, "x").unwrap_err().to_string()
    };
    assert_eq!(
        with("require = [{ criteria_met = 'all', at_least = 2 }]"),
        "level `1` asks for a comparison, which columns of statuses do not have"
    );
    assert_eq!(
        with("require = [{ criterion = 'a', within_months = 12 }]"),
        "level `1` asks for a window of evidence, which columns of statuses do not have"
    );
    assert_eq!(
        with("require = [{ scheme = 'flat', level = '2' }]"),
        "level `1` asks for a level of another scheme, which columns of statuses do not have"
    );
}

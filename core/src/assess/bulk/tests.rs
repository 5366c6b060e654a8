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
        let why = BulkScheme::new(&framework, "x").unwrap_err().to_string();
        // They are assessed all the same, and it is said how.
        let observations = observations(&framework, "unit,a,b,c,d\nu,met,met,yes,not_met\n");
        let card = crate::score::score(&framework, &observations);
        let (levels, way) = levels_of(&framework, &observations, &card, "x", 0).unwrap();
        assert_eq!(way, Way::Tree(BulkScheme::new(&framework, "x").unwrap_err()));
        assert_eq!(levels.certain, [1], "{level}");
        why
    };
    assert_eq!(
        with("require = [{ criteria_met = 'all', percent = true, at_least = 50 }]"),
        "level `1` asks for a share of the criteria that apply, which columns of statuses do not have"
    );
    assert_eq!(
        with("require = [{ criterion = 'a', within_months = 12 }]"),
        "level `1` asks for a window of evidence, which columns of statuses do not have"
    );
    assert_eq!(
        with(
            "require = [{ any = [{ criterion = 'a', weight = 0.1234567 }], weight_at_least = 0.1 }]"
        ),
        "level `1` asks for weights that take more than six digits, decimals included, which columns of statuses do not have"
    );
    let framework = Framework::parse(RULES, FileFormat::Toml).unwrap();
    let unknown = BulkScheme::new(&framework, "y").unwrap_err();
    assert_eq!(unknown, NotColumnar::UnknownScheme("y".to_owned()));
}

/// Tallies are no statuses of single criteria, whatever the scheme asks for.
#[test]
fn data_with_tallies_are_not_looked_at_by_columns() {
    let framework = Framework::parse(RULES, FileFormat::Toml).unwrap();
    let csv = "unit,indicator,value,status\nx,all,3,met\nx,a,met,\nx,b,met,\n";
    let observations = observations(&framework, csv);
    let card = crate::score::score(&framework, &observations);
    let (levels, way) = levels_of(&framework, &observations, &card, "flat", 0).unwrap();
    assert_eq!(way, Way::Tree(NotColumnar::Tallies));
    assert_eq!(levels.certain, [3]);
}

#[test]
fn bytes_that_are_no_status_are_not_known() {
    let framework = Framework::parse(RULES, FileFormat::Toml).unwrap();
    let scheme = BulkScheme::new(&framework, "flat").unwrap();
    let mut statuses = Statuses::new(3);
    for code in ["a", "b", "c", "d"] {
        statuses.insert(Code::new(code).unwrap(), vec![0, 8, 255]);
    }
    let levels = scheme.levels(&statuses);
    assert_eq!((levels.certain, levels.possible), (vec![3, 0, 0], vec![3, 3, 3]));
    // Of a criterion without a column nothing is known either.
    let levels = scheme.levels(&Statuses::new(2));
    assert_eq!((levels.certain, levels.possible), (vec![0, 0], vec![3, 3]));
}

mod random {
    use super::*;
    use crate::assess::bulk::planes::BLOCK;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    const CRITERIA: usize = 12;

    fn status() -> impl Strategy<Value = Value> {
        let counts = prop_oneof![
            3 => Just(None),
            1 => Just(Some(json!(["met", "basically_met", "in_completion"]))),
        ];
        let unknown = prop_oneof![
            4 => Just(None),
            1 => prop_oneof![Just("met"), Just("not_met"), Just("left_out"), Just("undetermined")]
                .prop_map(Some),
        ];
        (0..CRITERIA, counts, unknown).prop_map(|(number, counts, unknown)| {
            let mut spec = json!({ "criterion": format!("c{number:02}") });
            if let Some(counts) = counts {
                spec["counts_as_met"] = counts;
            }
            if let Some(unknown) = unknown {
                spec["unknown"] = json!(unknown);
            }
            spec
        })
    }

    fn counted() -> impl Strategy<Value = Value> {
        let sign = prop_oneof![
            Just("at_least"),
            Just("more_than"),
            Just("at_most"),
            Just("less_than"),
            Just("exactly")
        ];
        let node = prop_oneof![Just("all"), Just("half")];
        (node, sign, 0..13u32, any::<bool>()).prop_map(|(node, sign, limit, all)| match all {
            true => json!({ "all_criteria": node }),
            false => {
                json!({ "criteria_met": node, sign: f64::from(limit) - 0.5 * f64::from(limit % 3) })
            }
        })
    }

    /// Any requirement over statuses.
    fn rule() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![6 => status(), 1 => counted()];
        leaf.prop_recursive(3, 40, 9, |inner| {
            let parts = || prop::collection::vec(inner.clone(), 1..9);
            let weighted = (
                prop::collection::vec(
                    (inner.clone(), 1..60u32, prop::option::weighted(0.2, inner.clone())),
                    1..9,
                ),
                1..=100u32,
                any::<bool>(),
            );
            prop_oneof![
                parts().prop_map(|parts| json!({ "all": parts })),
                (parts(), 1..9usize).prop_map(|(parts, count)| {
                    json!({ "count": count.min(parts.len()), "any": parts })
                }),
                inner.clone().prop_map(|part| json!({ "not": part })),
                weighted.prop_map(|(parts, share, by_share)| {
                    let total: u32 = parts.iter().map(|(_, weight, _)| weight).sum();
                    let parts: Vec<Value> = parts
                        .into_iter()
                        .map(|(mut part, weight, veto)| {
                            // What is left out of a share is refused by columns.
                            if part["unknown"] == "left_out" {
                                part["unknown"] = json!("met");
                            }
                            part["weight"] = json!(f64::from(weight) / 10.0);
                            if let Some(veto) = veto {
                                part["veto"] = veto;
                            }
                            part
                        })
                        .collect();
                    match by_share {
                        true => json!({ "share": share, "any": parts }),
                        false => json!({
                            "weight_at_least": f64::from((total * share / 100).max(1)) / 10.0, "any": parts
                        }),
                    }
                }),
            ]
        })
    }

    /// None where the framework is refused: a number of criteria that cannot be.
    fn framework(levels: &[Vec<Value>], cumulative: bool, cap: Option<Value>) -> Option<Framework> {
        let indicators: Vec<Value> = (0..CRITERIA)
            .map(|number| {
                let node = if number % 2 == 0 { "half" } else { "all" };
                json!({ "code": format!("c{number:02}"), "scale": "status", "parent": node })
            })
            .collect();
        let spec_of = |level: &[Value]| level.to_vec();
        let levels: Vec<Value> = levels
            .iter()
            .enumerate()
            .map(|(n, level)| json!({ "code": format!("l{n}"), "require": spec_of(level) }))
            .collect();
        let caps: Vec<Value> =
            cap.into_iter().map(|unless| json!({ "level": "l0", "unless": unless })).collect();
        let spec = json!({
            "code": "t", "title": "T",
            "node": [{ "code": "all" }, { "code": "half", "parent": "all" }],
            "indicator": indicators,
            "scheme": [
                { "code": "s", "cumulative": cumulative, "level": levels, "cap": caps },
                { "code": "title", "level": [
                    { "code": "t0", "require": [{ "scheme": "s", "level": "l0" }] },
                    { "code": "t1", "require": [{ "not": { "scheme": "s", "level": "l0" } }, { "criterion": "c03" }] },
                ] },
            ],
            "severity": { "level_order": "info" },
        });
        Framework::from_spec(serde_json::from_value(spec).unwrap()).ok()
    }

    proptest! {
        #![proptest_config(crate::observe::testing::cases(150))]

        /// For every rule that columns take, they give what the tree gives, for every unit.
        #[test]
        fn columns_give_what_the_tree_gives(
            levels in prop::collection::vec(prop::collection::vec(rule(), 1..4), 1..5),
            cumulative in any::<bool>(),
            cap in prop::option::weighted(0.3, rule()),
            units in prop::collection::vec(prop::collection::vec(0..9usize, CRITERIA), 1..80),
        ) {
            let framework = framework(&levels, cumulative, cap);
            prop_assume!(framework.is_some());
            let framework = framework.unwrap();
            let mut csv = String::from("unit");
            (0..CRITERIA).for_each(|n| csv += &format!(",c{n:02}"));
            for (number, statuses) in units.iter().enumerate() {
                csv += &format!("\nu{number:03}");
                for status in statuses {
                    csv += ",";
                    csv += CriterionStatus::ALL.get(*status).map_or("", |status| status.name());
                }
            }
            let observations = observations(&framework, &(csv + "\n"));
            let card = crate::score::score(&framework, &observations);
            let assessment = crate::assess::assess(&framework, &observations, &card);
            for scheme in ["s", "title"] {
                prop_assert!(BulkScheme::new(&framework, scheme).is_ok());
                if observations.units().is_empty() { continue }
                let (levels, way) = levels_of(&framework, &observations, &card, scheme, 0).unwrap();
                prop_assert_eq!(way, Way::Columns);
                for unit in assessment.units().iter().filter(|unit| unit.scheme == *scheme) {
                    let place = |index: Option<usize>| index.map_or(0, |index| index as u8 + 1);
                    let possible = unit.levels.iter().rposition(|level| level.verdict != Truth::NotMet);
                    prop_assert_eq!(levels.certain[unit.unit], place(unit.reached_index()), "{}", unit.unit_code);
                    prop_assert_eq!(levels.possible[unit.unit], place(possible), "{}", unit.unit_code);
                }
            }
        }
    }

    /// Blocks, and what is left after the last one, on one thread and on many.
    #[test]
    fn any_number_of_units() {
        let rules = vec![
            vec![json!({ "criteria_met": "all", "at_least": 4 })],
            vec![json!({ "criteria_met": "all", "at_least": 6 })],
            vec![json!({ "share": 60, "any": (0..CRITERIA).map(|n| {
                json!({ "criterion": format!("c{n:02}"), "weight": n + 1 })
            }).collect::<Vec<_>>() })],
        ];
        let framework = framework(&rules, false, None).unwrap();
        let scheme = BulkScheme::new(&framework, "s").unwrap();
        for units in [1, 63, 64, 511, 512, 513, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK + 77] {
            let mut statuses = Statuses::new(units);
            let status = |unit: usize, n: usize| {
                (unit.wrapping_mul(2_654_435_761).wrapping_add(n * 40_503) >> 7) as u8 % 8
            };
            for n in 0..CRITERIA {
                let column = (0..units).map(|unit| status(unit, n)).collect();
                statuses.insert(Code::new(format!("c{n:02}")).unwrap(), column);
            }
            let levels = scheme.levels(&statuses);
            assert_eq!(levels, scheme.levels_on_one_thread(&statuses));
            for unit in 0..units {
                let has = |n: usize, open: bool| {
                    let status = status(unit, n);
                    status < 2 || (open && status == 7)
                };
                let level = |open: bool| {
                    // Met and exceeding count; what does not apply is met in a weighted sum only.
                    let count = (0..CRITERIA).filter(|n| has(*n, open)).count();
                    let weight: usize = (0..CRITERIA)
                        .filter(|n| has(*n, open) || status(unit, *n) == 6)
                        .map(|n| n + 1)
                        .sum();
                    // 60 % of 1 + 2 + … + 12 = 78 are 46.8.
                    if weight >= 47 {
                        3
                    } else if count >= 6 {
                        2
                    } else {
                        u8::from(count >= 4)
                    }
                };
                assert_eq!(levels.certain[unit], level(false), "{unit} of {units}");
                assert_eq!(levels.possible[unit], level(true), "{unit} of {units}");
            }
        }
    }
}

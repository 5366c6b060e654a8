//! The cheapest way up against brute force over all subsets of sixteen criteria.

use super::super::bulk::{BulkScheme, Statuses};
use super::*;
use crate::framework::spec::{CriterionStatus, FrameworkSpec};
use crate::id::Code;
use proptest::prelude::*;
use serde_json::{Value, json};

const CRITERIA: usize = 16;

fn code_of(number: usize) -> String {
    format!("c{number:02}")
}

/// Requirements over sixteen criteria: all, so many, so much weight, and not.
fn rule() -> impl Strategy<Value = Value> {
    let leaf = (0..CRITERIA).prop_map(|number| json!({ "criterion": code_of(number) }));
    leaf.prop_recursive(3, 24, 6, |inner| {
        let parts = prop::collection::vec(inner.clone(), 1..7);
        let weighed = prop::collection::vec((inner.clone(), 1..9u32), 1..7);
        prop_oneof![
            2 => parts.clone().prop_map(|parts| json!({ "all": parts })),
            3 => (parts, 0..7usize).prop_map(|(parts, count)| {
                json!({ "count": 1 + count % parts.len(), "any": parts })
            }),
            2 => (weighed, 1..=100u32).prop_map(|(parts, share)| {
                let weigh = |(mut part, weight): (Value, u32)| {
                    part["weight"] = json!(weight);
                    part
                };
                json!({ "share": share, "any": parts.into_iter().map(weigh).collect::<Vec<_>>() })
            }),
            1 => inner.prop_map(|part| json!({ "not": part })),
        ]
    })
}

fn framework_of(levels: &[Vec<Value>], cumulative: bool, costs: &[u32]) -> Framework {
    let levels: Vec<Value> = levels
        .iter()
        .enumerate()
        .map(|(number, rules)| json!({ "code": format!("l{number}"), "require": rules }))
        .collect();
    let costs: serde_json::Map<_, _> =
        costs.iter().enumerate().map(|(n, cost)| (code_of(n), json!(cost))).collect();
    let indicators: Vec<Value> =
        (0..CRITERIA).map(|n| json!({ "code": code_of(n), "scale": "status" })).collect();
    let spec = json!({
        "code": "t", "title": "T", "indicator": indicators,
        "scheme": [{ "code": "s", "cumulative": cumulative, "level": levels, "cost": costs }],
    });
    let spec: FrameworkSpec = serde_json::from_value(spec).unwrap();
    Framework::from_spec(spec).unwrap()
}

/// The level of every subset of the criteria: bit `n` of the number says whether criterion `n` is met.
fn of_all_subsets(framework: &Framework) -> Vec<u8> {
    let mut statuses = Statuses::new(1 << CRITERIA);
    for n in 0..CRITERIA {
        let status = |subset: usize| match subset >> n & 1 == 1 {
            true => CriterionStatus::Met as u8,
            false => CriterionStatus::NotMet as u8,
        };
        statuses.insert(Code::new(code_of(n)).unwrap(), (0..1 << CRITERIA).map(status).collect());
    }
    BulkScheme::new(framework, "s").unwrap().levels(&statuses).certain
}

proptest! {
    #![proptest_config(crate::observe::testing::cases(30))]

    /// On random schemes with random costs, from random starts, no subset of the 65,536 is cheaper
    /// than the way that is found, by the search and by the integer programme.
    #[test]
    fn no_subset_of_sixteen_is_cheaper(
        levels in prop::collection::vec(prop::collection::vec(rule(), 1..4), 1..3),
        cumulative in any::<bool>(),
        costs in prop::collection::vec(1..9u32, CRITERIA),
        start in 0..1usize << CRITERIA,
    ) {
        let framework = framework_of(&levels, cumulative, &costs);
        let reached = of_all_subsets(&framework);
        let cells = (0..CRITERIA).map(|n| if start >> n & 1 == 1 { ",met" } else { ",not_met" });
        let header: String = (0..CRITERIA).map(|n| format!(",{}", code_of(n))).collect();
        let csv = format!("unit{header}\nx{}\n", cells.collect::<String>());
        let unit = run(&framework, &csv).units()[0].clone();
        for target in 0..levels.len() {
            let cost = |subset: usize| -> u32 {
                (0..CRITERIA).filter(|n| (subset ^ start) >> n & 1 == 1).map(|n| costs[n]).sum()
            };
            let enough = (0..1 << CRITERIA).filter(|subset| usize::from(reached[*subset]) > target);
            let brute = enough.map(cost).min().map(f64::from);
            let level = format!("l{target}");
            let exact =
                super::super::way_up(&framework, &unit, &level, &WayUpOptions::default()).unwrap();
            prop_assert_eq!(exact.cost, brute, "search");
            prop_assert!(exact.proof.is_proven());
            let options = WayUpOptions { enumerate: 0, ..WayUpOptions::default() };
            let solved = super::super::way_up(&framework, &unit, &level, &options).unwrap();
            prop_assert_eq!(solved.cost, brute, "programme");
        }
    }
}

/// Sixteen criteria, of which eleven are needed and two of which exclude each other: brute force
/// over all 65,536 subsets.
#[test]
fn sixteen_criteria_by_brute_force() {
    let costs: Vec<u32> = (0..16).map(|n| 1 + (n * 7 + 3) % 11).collect();
    let code = |n: usize| format!("c{n:02}");
    let spec = json!({
        "code": "t", "title": "T",
        "indicator": (0..16).map(|n| json!({ "code": code(n), "scale": "status" })).collect::<Vec<_>>(),
        "scheme": [{
            "code": "s",
            "cost": (0..16).map(|n| (code(n), json!(costs[n]))).collect::<serde_json::Map<_, _>>(),
            "level": [{ "code": "1", "require": [
                { "count": 11, "any": (0..16).map(|n| json!({ "criterion": code(n) })).collect::<Vec<_>>() },
                { "not": { "all": [{ "criterion": code(1) }, { "criterion": code(3) }] } },
                { "share": 55, "any": (0..8).map(|n| json!({ "criterion": code(n), "weight": n + 1 })).collect::<Vec<_>>() },
            ] }],
        }],
    });
    let framework = Framework::from_spec(serde_json::from_value(spec).unwrap()).unwrap();
    let header = (0..16).map(|n| format!(",{}", code(n))).collect::<String>();
    let row = |name: &str, met: u32| {
        let cells = (0..16).map(|n| if met >> n & 1 == 1 { ",met" } else { ",not_met" });
        format!("{name}{}\n", cells.collect::<String>())
    };
    let csv = format!("unit{header}\n{}", row("x", 0));
    let start = run(&framework, &csv).units()[0].clone();
    let brute = (0..1u32 << 16)
        .filter(|met| {
            let has = |n: u32| met >> n & 1 == 1;
            let weight: u32 = (0..8).filter(|n| has(*n)).map(|n| n + 1).sum();
            met.count_ones() >= 11 && !(has(1) && has(3)) && f64::from(weight) >= 36.0 * 0.55
        })
        .map(|met| (0..16).filter(|n| met >> n & 1 == 1).map(|n| costs[n]).sum::<u32>())
        .min();
    let brute = brute.map(f64::from);
    let exact = super::super::way_up(&framework, &start, "1", &WayUpOptions::default()).unwrap();
    assert_eq!((exact.cost, exact.proof), (brute, Proof::Enumeration));
    let options = WayUpOptions { enumerate: 0, ..WayUpOptions::default() };
    let solved = super::super::way_up(&framework, &start, "1", &options).unwrap();
    assert_eq!(solved.cost, brute);
    assert_ne!(solved.proof, Proof::Unproven);
}

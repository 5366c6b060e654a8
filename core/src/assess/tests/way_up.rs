//! The cheapest way up, what follows from open points, and that more met is never less.

use super::*;
use crate::framework::spec::{CostSpec, FrameworkSpec};
use proptest::prelude::*;

/// A requirement over criteria `c0`, `c1` … and values `v0`, `v1` …
#[derive(Debug, Clone)]
enum Rule {
    Status(usize),
    Value(usize, u8),
    Both(Vec<Rule>),
    Some(u8, Vec<Rule>),
    Weighted(u8, Vec<(u8, Rule)>),
    Not(Box<Rule>),
}

const STATUSES: usize = 6;
const VALUES: usize = 3;

impl Rule {
    fn json(&self) -> serde_json::Value {
        use serde_json::json;
        match self {
            Self::Status(number) => json!({ "criterion": format!("c{number}") }),
            Self::Value(number, limit) => {
                json!({ "criterion": format!("v{number}"), "at_least": f64::from(*limit) / 10.0 })
            }
            Self::Both(parts) => json!({ "all": parts.iter().map(Self::json).collect::<Vec<_>>() }),
            Self::Some(count, parts) => json!({
                "any": parts.iter().map(Self::json).collect::<Vec<_>>(),
                "count": 1 + usize::from(*count) % parts.len(),
            }),
            Self::Weighted(share, parts) => json!({
                "any": parts.iter().map(|(weight, part)| {
                    let mut part = part.json();
                    part["weight"] = json!(f64::from(1 + weight % 5) / 10.0);
                    part
                }).collect::<Vec<_>>(),
                "share": 1 + share % 100,
            }),
            Self::Not(part) => json!({ "not": part.json() }),
        }
    }
}

fn rules(with_not: bool) -> impl Strategy<Value = Rule> {
    let leaf = prop_oneof![
        3 => (0..STATUSES).prop_map(Rule::Status),
        1 => (0..VALUES, 1..10u8).prop_map(|(number, limit)| Rule::Value(number, limit)),
    ];
    leaf.prop_recursive(3, 16, 4, move |inner| {
        let parts = prop::collection::vec(inner.clone(), 1..4);
        let weighed = prop::collection::vec((any::<u8>(), inner.clone()), 1..4);
        let base = prop_oneof![
            parts.clone().prop_map(Rule::Both),
            (any::<u8>(), parts).prop_map(|(count, parts)| Rule::Some(count, parts)),
            (any::<u8>(), weighed).prop_map(|(share, parts)| Rule::Weighted(share, parts)),
        ];
        if with_not {
            prop_oneof![3 => base, 1 => inner.prop_map(|part| Rule::Not(Box::new(part)))].boxed()
        } else {
            base.boxed()
        }
    })
}

fn scheme_of(rules: &[Rule], cumulative: bool, costs: &[u8]) -> Framework {
    use serde_json::json;
    let codes =
        || (0..STATUSES).map(|n| format!("c{n}")).chain((0..VALUES).map(|n| format!("v{n}")));
    let indicators: Vec<_> = codes()
        .map(|code| match code.starts_with('c') {
            true => json!({ "code": code, "scale": "status" }),
            false => json!({ "code": code, "scale": "ratio" }),
        })
        .collect();
    let levels: Vec<_> = rules
        .iter()
        .enumerate()
        .map(|(n, rule)| json!({ "code": format!("l{n}"), "require": [rule.json()] }))
        .collect();
    let costs: serde_json::Map<_, _> = codes().zip(costs).map(|(c, n)| (c, json!(n))).collect();
    let spec = json!({
        "code": "t", "title": "T", "indicator": indicators,
        "scheme": [{ "code": "s", "cumulative": cumulative, "level": levels, "cost": costs }],
    });
    let spec: FrameworkSpec = serde_json::from_value(spec).unwrap();
    Framework::from_spec(spec).unwrap()
}

/// What a criterion or value stands at: met, not met or unknown; a value in tenths or unknown.
type State = Vec<Option<u8>>;

fn csv_of(states: &[State]) -> String {
    let mut csv = String::from("unit");
    (0..STATUSES).for_each(|n| csv += &format!(",c{n}"));
    (0..VALUES).for_each(|n| csv += &format!(",v{n}"));
    csv += "\n";
    for (number, state) in states.iter().enumerate() {
        csv += &format!("u{number:05}");
        for (place, value) in state.iter().enumerate() {
            csv += &match (place < STATUSES, value) {
                (_, None) => ",".to_owned(),
                (true, Some(0)) => ",not_met".to_owned(),
                (true, Some(_)) => ",met".to_owned(),
                (false, Some(tenths)) => format!(",{}", f64::from(*tenths) / 10.0),
            };
        }
        csv += "\n";
    }
    csv
}

/// All states that could be reached from one: criteria either way, values at every tenth.
fn reachable(start: &State, used: &[bool]) -> Vec<State> {
    let mut states = vec![Vec::new()];
    for (place, now) in start.iter().enumerate() {
        let mut next: Vec<Option<u8>> = vec![*now];
        if used[place] {
            let high = if place < STATUSES { 1 } else { 10 };
            next.extend((0..=high).map(Some).filter(|value| value != now));
        }
        states = states
            .into_iter()
            .flat_map(|state: State| {
                next.iter().map(move |value| {
                    let mut state = state.clone();
                    state.push(*value);
                    state
                })
            })
            .collect();
    }
    states
}

fn mentions(rule: &Rule, used: &mut [bool]) {
    match rule {
        Rule::Status(number) => used[*number] = true,
        Rule::Value(number, _) => used[STATUSES + *number] = true,
        Rule::Both(parts) | Rule::Some(_, parts) => parts.iter().for_each(|p| mentions(p, used)),
        Rule::Weighted(_, parts) => parts.iter().for_each(|(_, p)| mentions(p, used)),
        Rule::Not(part) => mentions(part, used),
    }
}

fn state() -> impl Strategy<Value = State> {
    let status = prop::collection::vec(
        prop_oneof![2 => Just(Some(0)), 1 => Just(Some(1)), 1 => Just(None)],
        STATUSES,
    );
    let value = prop::collection::vec(prop::option::weighted(0.8, 0..=10u8), VALUES);
    (status, value).prop_map(|(mut status, value)| {
        status.extend(value);
        status
    })
}

proptest! {
    #![proptest_config(crate::observe::testing::cases(120))]

    /// The search, the programme and brute force through the whole engine agree, and every way
    /// that is listed leads there.
    #[test]
    fn the_cheapest_way_is_the_cheapest(
        rules in prop::collection::vec(rules(true), 1..3),
        cumulative in any::<bool>(),
        costs in prop::collection::vec(1..6u8, STATUSES + VALUES),
        start in state(),
    ) {
        let framework = scheme_of(&rules, cumulative, &costs);
        let mut used = vec![false; STATUSES + VALUES];
        rules.iter().for_each(|rule| mentions(rule, &mut used));
        let states = reachable(&start, &used);
        prop_assume!(states.len() <= 20_000);
        let mut all = vec![start.clone()];
        all.extend(states.iter().cloned());
        // A unit of which nothing is known is no unit; one value that no rule mentions stands in.
        prop_assume!(all.iter().all(|state| state.iter().any(Option::is_some)));
        let assessment = run(&framework, &csv_of(&all));
        let cost = |state: &State| -> f64 {
            let changed = state.iter().zip(&start).zip(&costs).filter(|((a, b), _)| a != b);
            changed.map(|(_, cost)| f64::from(*cost)).sum()
        };
        for target in 0..rules.len() {
            let brute = assessment
                .units()
                .iter()
                .zip(&all)
                .filter(|(unit, _)| unit.reached_index().is_some_and(|index| index >= target))
                .map(|(_, state)| cost(state))
                .min_by(f64::total_cmp);
            let level = format!("l{target}");
            let unit = &assessment.units()[0];
            let exact = super::super::way_up(&framework, unit, &level, &WayUpOptions::default()).unwrap();
            prop_assert_eq!(exact.cost, brute, "search");
            prop_assert!(exact.proof.is_proven());
            let options = WayUpOptions { enumerate: 0, ..WayUpOptions::default() };
            let solved = super::super::way_up(&framework, unit, &level, &options).unwrap();
            prop_assert_eq!(solved.cost, brute, "programme");
            prop_assert_ne!(solved.proof, Proof::Unproven);
            // Both list the same ways where they list them all.
            if !exact.more && !solved.more && cumulative {
                let sets = |way: &WayUp| {
                    let mut sets: Vec<Vec<String>> = way.ways.iter().map(|changes| {
                        changes.iter().map(|change| format!("{} {:?}", change.code, change.movement)).collect()
                    }).collect();
                    sets.iter_mut().for_each(|set| set.sort());
                    sets.sort();
                    sets
                };
                prop_assert_eq!(sets(&exact), sets(&solved));
            }
        }
    }

    /// Meeting one more criterion never lowers a level, unless a rule says so by `not`.
    #[test]
    fn more_met_is_never_less(
        rules in prop::collection::vec(rules(false), 1..4),
        cumulative in any::<bool>(),
        start in state(),
        place in 0..STATUSES + VALUES,
    ) {
        let framework = scheme_of(&rules, cumulative, &[1; STATUSES + VALUES]);
        let mut better = start.clone();
        better[place] = Some(if place < STATUSES { 1 } else { 10 });
        prop_assume!(start.iter().any(Option::is_some));
        let assessment = run(&framework, &csv_of(&[start, better]));
        let [before, after] = assessment.units() else { panic!("two units") };
        prop_assert!(after.reached_index() >= before.reached_index());
        let possible = |unit: &UnitAssessment| {
            unit.levels.iter().rposition(|level| level.verdict != Truth::NotMet)
        };
        prop_assert!(possible(after) >= possible(before));
    }

    /// What is said to follow from an open criterion is what follows when it is observed.
    #[test]
    fn open_points_tell_what_follows(rules in prop::collection::vec(rules(true), 1..4), start in state()) {
        let framework = scheme_of(&rules, true, &[1; STATUSES + VALUES]);
        prop_assume!(start.iter().any(Option::is_some));
        let unit = run(&framework, &csv_of(std::slice::from_ref(&start))).units()[0].clone();
        for point in unit.open_points(&framework) {
            let Some(number) = point.code.strip_prefix('c') else { continue };
            let number: usize = number.parse().unwrap();
            for (value, outlook) in [(1, point.if_met), (0, point.if_not)] {
                let mut then = start.clone();
                then[number] = Some(value);
                let observed = run(&framework, &csv_of(&[then])).units()[0].clone();
                prop_assert_eq!(observed.reached_index(), outlook.certain);
                let possible = observed.levels.iter().rposition(|l| l.verdict != Truth::NotMet);
                prop_assert_eq!(possible, outlook.possible);
            }
        }
    }
}

#[test]
fn values_move_as_little_as_they_must() {
    let framework = framework(
        "[[indicator]]\ncode = 'p'\nunit = '%'\n[[indicator]]\ncode = 'n'\nscale = 'count'\n\
         [[indicator]]\ncode = 'd'\n[[scheme]]\ncode = 's'\ncumulative = true\n\
         cost = { p = { fixed = 1, per_unit = 0.5 } }\n\
         [[scheme.level]]\ncode = '1'\nrequire = [{ criterion = 'p', at_least = 50 }, { criterion = 'n', more_than = 2 }]\n\
         [[scheme.level]]\ncode = '2'\nrequire = [{ criterion = 'p', at_least = 75 }, { criterion = 'd', less_than = 3 }]\n",
    );
    let assessment = run(&framework, "unit,p,n,d\nx,44.5,1,3\n");
    let way = |level: &str| {
        super::super::way_up(&framework, &assessment.units()[0], level, &WayUpOptions::default())
            .unwrap()
    };
    let one = way("1");
    assert_eq!((one.cost, one.proof, one.ways.len()), (Some(4.75), Proof::Direct, 1));
    let sentences: Vec<_> = one.ways[0].iter().map(|change| change.sentence(Lang::En)).collect();
    assert_eq!(sentences, ["p from 44.5 to 50 (+5.5)", "n from 1 to 3 (+2)"]);
    // The second level needs the first, and 75 is enough for both.
    let two = way("2");
    let sentences: Vec<_> = two.ways[0].iter().map(|change| change.sentence(Lang::Vi)).collect();
    assert_eq!(sentences, ["p từ 44,5 lên 75 (+30,5)", "n từ 1 lên 3 (+2)", "d từ 3 xuống dưới 3"]);
    assert_eq!(two.cost, Some(1.0 + 30.5 / 2.0 + 1.0 + 1.0));
    let mut options = WayUpOptions::default();
    options.costs.insert(crate::id::Code::new("p").unwrap(), CostSpec::Fixed(10.0));
    let dear = super::super::way_up(&framework, &assessment.units()[0], "1", &options).unwrap();
    assert_eq!(dear.cost, Some(11.0));
}

#[test]
fn what_cannot_be_done_is_said() {
    let framework = framework(
        "[[indicator]]\ncode = 'p'\nunit = '%'\n[[scheme]]\ncode = 's'\n[[scheme.level]]\ncode = '1'\n\
         require = [{ criterion = 'p', at_least = { of = 'previous', times = 1.5 } }]\n\
         [[scheme]]\ncode = 'd'\n[[scheme.level]]\ncode = '1'\n\
         require = [{ criterion = 'p', at_least = { set_by = 'the province' } }]\n",
    );
    let assessment = run(&framework, "unit,period,p\nx,2021,80\nx,2022,90\n");
    let last =
        |scheme: &str| assessment.units().iter().rfind(|unit| unit.scheme == *scheme).unwrap();
    for scheme in ["s", "d"] {
        let way =
            super::super::way_up(&framework, last(scheme), "1", &WayUpOptions::default()).unwrap();
        assert_eq!((way.cost, way.ways.len(), way.reached), (None, 0, false), "{scheme}");
        assert_eq!(way.sentence(Lang::En), "1: no set of changes reaches it");
    }
}

/// The seed's question: 43 of 56 met, what is missing for level 1?
#[test]
fn tallies_need_so_many_more() {
    let framework = framework(
        "[[node]]\ncode = 'all'\nscored = false\nstated_count = 56\n[[scheme]]\ncode = 's'\n\
         [[scheme.level]]\ncode = '1'\nrequire = [{ all_criteria = 'all' }]\n",
    );
    let csv = "unit,indicator,value,status\nx,all,43,met\nx,all,7,in_completion\nx,all,6,not_met\n";
    let assessment = run(&framework, csv);
    let unit = &assessment.units()[0];
    let way = super::super::way_up(&framework, unit, "1", &WayUpOptions::default()).unwrap();
    assert_eq!(way.cost, Some(13.0));
    assert_eq!(way.ways[0][0].sentence(Lang::En), "all: 13 more criteria met (43 → 56)");
    assert_eq!(way.ways[0][0].sentence(Lang::Vi), "all: thêm 13 tiêu chí đạt (43 → 56)");
}

#[test]
fn an_assessment_explains_itself() {
    let framework = framework(
        "[[indicator]]\ncode = 'p'\nname = { vi = 'Tỷ lệ', en = 'Share' }\n[[indicator]]\ncode = 'q'\nscale = 'yes_no'\n\
         [[indicator]]\ncode = 'r'\nscale = 'yes_no'\n[[scheme]]\ncode = 's'\ncumulative = true\n\
         [[scheme.level]]\ncode = '1'\nrequire = [{ criterion = 'q' }]\n\
         [[scheme.level]]\ncode = '2'\nrequire = [{ criterion = 'p', at_least = 75 }, { any = [{ criterion = 'q' }, { criterion = 'r' }] }]\n",
    );
    let assessment = run(&framework, "unit,p,q,r\nx,74,,no\n");
    let unit = &assessment.units()[0];
    assert_eq!(
        unit.explain(&framework, Lang::En),
        [
            "Reached for certain: no level; possible: 1.",
            "1: 0 hold, 0 fail, 1 undetermined.",
            "2: 0 hold, 1 fail, 2 undetermined.",
            "Binding for 1: q: nothing is known.",
            "q is open: if met, 1; if not, no level.",
        ]
    );
    assert_eq!(
        unit.explain(&framework, Lang::Vi)[3..],
        [
            "Vướng ở 1: q: chưa có thông tin.",
            "q chưa rõ: nếu đạt thì 1, nếu không thì chưa đạt mức nào."
        ]
    );
    let second = &unit.levels[1];
    let binding: Vec<_> = second.binding().iter().map(|one| one.sentence(Lang::En)).collect();
    assert_eq!(
        binding,
        [
            "Share 74 (required ≥ 75)",
            "r: not met",
            "q: nothing is known",
            "the level below is undetermined"
        ]
    );
}

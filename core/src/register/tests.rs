use super::*;
use crate::finding::Findings;
use proptest::prelude::*;

fn spec(units: &str) -> RegisterSpec {
    serde_json::from_str(&format!("{{\"unit\": [{units}]}}")).unwrap()
}

fn faults(units: &str) -> Vec<(&'static str, String)> {
    let findings: Findings = match Register::new(&spec(units)) {
        Ok(_) => return Vec::new(),
        Err(findings) => findings,
    };
    findings.iter().map(|f| (f.code(), f.message(crate::text::Lang::En))).collect()
}

#[test]
fn cycles_are_reported_once_each() {
    let found = faults(
        r#"{"code": "a", "parent": "b"}, {"code": "b", "parent": "c"}, {"code": "c", "parent": "a"},
           {"code": "d", "parent": "a"}, {"code": "e", "parent": "e"}"#,
    );
    let codes: Vec<_> = found.iter().map(|(code, _)| *code).collect();
    assert_eq!(codes, ["FWK-084", "FWK-084"]);
    assert!(found[0].1.contains("a → b → c → a"), "{}", found[0].1);
    assert!(found[1].1.contains("e → e"), "{}", found[1].1);
}

#[test]
fn a_code_means_one_unit_at_a_time() {
    let at = |first: &str, second: &str| {
        faults(&format!(r#"{{"code": "24", {first}}}, {{"code": "24", {second}}}"#)).len()
    };
    assert_eq!(at(r#""valid_to": "2025-06-30""#, r#""valid_from": "2025-07-01""#), 0);
    assert_eq!(at(r#""valid_to": "2025-06-30""#, r#""valid_from": "2025-06-30""#), 1);
    assert_eq!(at(r#""name": "x""#, r#""name": "y""#), 1);
    // The same code in two lists is no clash; only data without a period cannot tell them apart.
    assert_eq!(at(r#""list": "63""#, r#""list": "34""#), 0);
    assert_eq!(
        faults(r#"{"code": "1", "valid_from": "2022-01-02", "valid_to": "2022-01-01"}"#).len(),
        1
    );
}

#[test]
fn parents_are_those_of_their_time() {
    let register = Register::new(&spec(
        r#"{"code": "24", "name": "Bắc Giang", "valid_to": "2025-06-30"},
           {"code": "24", "name": "Bắc Ninh", "valid_from": "2025-07-01"},
           {"code": "old", "parent": "24", "valid_to": "2024-12-31"},
           {"code": "new", "parent": "24", "valid_from": "2026-01-01"}"#,
    ))
    .unwrap();
    let parents: Vec<_> =
        register.units().iter().map(|unit| unit.parent.map(UnitId::index)).collect();
    assert_eq!(parents, [None, None, Some(0), Some(1)]);
    let missing = faults(r#"{"code": "x", "parent": "Nghe An"}, {"code": "Nghệ An"}"#);
    assert_eq!(missing[0].0, "FWK-081");
}

#[test]
fn names_that_several_units_have_are_ambiguous() {
    let register = Register::new(&spec(
        r#"{"code": "1", "name": "Tân Lập"}, {"code": "2", "name": "Tân Lập", "alias": ["Lập"]},
           {"code": "3", "name": {"vi": "Huế", "en": "Hue"}, "alias": ["Huế", "1"]}"#,
    ))
    .unwrap();
    assert_eq!(register.find("Tân Lập", None), Lookup::Ambiguous(vec![UnitId(0), UnitId(1)]));
    assert_eq!(register.find("Lập", None), Lookup::Found(UnitId(1)));
    assert_eq!(register.find("Huế", None), Lookup::Found(UnitId(2)), "a name said twice is one");
    assert_eq!(register.find("Hue", None), Lookup::Found(UnitId(2)));
    assert_eq!(register.find("1", None), Lookup::Found(UnitId(0)), "codes before names");
    assert_eq!(register.find(" Huê\u{301} ", None), Lookup::Found(UnitId(2)), "NFC, trimmed");
}

proptest! {
    /// A chain of any parents ends in findings or in a register without cycles.
    #[test]
    fn any_parents_are_checked(parents in prop::collection::vec(prop::option::of(0..12usize), 12)) {
        let units: Vec<String> = parents
            .iter()
            .enumerate()
            .map(|(unit, parent)| match parent {
                Some(parent) => format!(r#"{{"code": "u{unit}", "parent": "u{parent}"}}"#),
                None => format!(r#"{{"code": "u{unit}"}}"#),
            })
            .collect();
        let cyclic = (0..12).any(|start| {
            let mut at = Some(start);
            (0..13).for_each(|_| at = at.and_then(|unit: usize| parents[unit]));
            at.is_some()
        });
        prop_assert_eq!(Register::new(&spec(&units.join(","))).is_err(), cyclic);
    }
}

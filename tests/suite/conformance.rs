//! The cases of the reference manifest, done by the engine.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use chuan_tests::conformance::manifest::Manifest;
use chuan_tests::conformance::{Outcome, run};
use chuan_tests::shared;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// Every case passes at its stated tolerance; those whose expected values are random, in distribution.
#[test]
fn every_case_passes() {
    let Some(shared) = shared() else { return };
    let folder = shared.join("reference/coinr");
    let manifest = Manifest::read(&folder.join("manifest.json")).unwrap();
    let out = tempfile::tempdir().unwrap();
    let report = run(&folder, Some(out.path())).unwrap();
    let mut passed = 0;
    for (case, (id, outcome)) in manifest.cases.iter().zip(&report.cases) {
        assert_eq!(case.id, *id);
        match outcome {
            Outcome::Pass(_) => passed += 1,
            other => panic!("{id}: {other:?}"),
        }
        if case.expected.kind == "table" {
            assert!(out.path().join(format!("{id}.csv")).is_file(), "{id} was not written");
        }
    }
    assert!(passed >= 87, "{passed}");
}

/// A directory of cases: one table of observations, and for each case its operation, its parameters, the
/// key of its rows and the rows that are expected.
fn directory(
    observations: &str,
    units: &str,
    cases: &[(&str, Value, &str, String)],
) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("observations.csv", observations);
    write("units.csv", units);
    let list: Vec<Value> = cases
        .iter()
        .enumerate()
        .map(|(number, (operation, parameters, key, rows))| {
            let file = format!("{number}.csv");
            write(&file, &format!("{key},value\n{rows}\n"));
            json!({
                "id": format!("{number}-{operation}"), "operation": operation,
                "inputs": { "observations": "observations", "units": "units" },
                "parameters": parameters, "tolerance": { "rel": 1e-9, "abs": 1e-10 },
                "expected": {
                    "kind": "table", "file": file, "value": ["value"],
                    "key": key.split(',').collect::<Vec<_>>(),
                },
            })
        })
        .collect();
    let input = |id: &str| json!({ "id": id, "kind": id, "file": format!("{id}.csv") });
    let manifest = json!({ "inputs": [input("observations"), input("units")], "cases": list });
    write("manifest.json", &manifest.to_string());
    folder
}

fn passes(folder: &Path) {
    let report = run(folder, None).unwrap();
    let failed: Vec<_> =
        report.cases.iter().filter(|(_, outcome)| !matches!(outcome, Outcome::Pass(_))).collect();
    assert!(failed.is_empty(), "{failed:#?}");
}

/// Steps that COINr does not have are called by their names in framework files; figures by hand.
#[test]
fn steps_of_the_engine_are_called_by_their_names() {
    let values = |list: [&str; 5]| {
        let rows = ["u1", "u2", "u3", "u4", "u5"].iter().zip(list);
        rows.map(|(unit, value)| format!("{unit},x,{value}")).collect::<Vec<_>>().join("\n")
    };
    let listed = |rows: &[&str]| rows.join("\n");
    let bands =
        json!([{ "code": "best", "count": 1 }, { "code": "good", "from": 5 }, { "code": "rest" }]);
    let grades = json!([{ "code": "A", "bar": true }, { "code": "B" }]);
    let cases = [
        ("rank.average", json!({}), "unit,indicator", values(["3.5", "2", "3.5", "", "1"])),
        (
            "rank.dense",
            json!({ "order": "lowest_first" }),
            "unit,indicator",
            values(["1", "2", "1", "", "3"]),
        ),
        (
            "rank.min",
            json!({ "within": "region" }),
            "unit,indicator",
            values(["2", "1", "2", "", "1"]),
        ),
        (
            "bands.of",
            json!({ "bands": bands }),
            "unit,indicator",
            values(["rest", "good", "rest", "", "best"]),
        ),
        (
            "screen.grades",
            json!({ "bars": [4.5], "grades": grades }),
            "unit",
            listed(&["u1,B", "u2,A", "u3,B", "u4,", "u5,A"]),
        ),
        (
            "round.half_up",
            json!({ "digits": 0 }),
            "unit,indicator",
            values(["3", "5", "3", "", "10"]),
        ),
        (
            "round.half_even",
            json!({ "digits": 0 }),
            "unit,indicator",
            values(["2", "5", "2", "", "10"]),
        ),
        (
            "impute.value",
            json!({ "value": 7 }),
            "unit,indicator",
            values(["2.5", "5", "2.5", "7", "10"]),
        ),
        ("impute.median", json!({}), "unit,indicator", values(["2.5", "5", "2.5", "3.75", "10"])),
        ("treat.none", json!({}), "unit,indicator", values(["2.5", "5", "2.5", "", "10"])),
        // Quartiles 2.5 and 6.25: the fence is at 6.25 + 0.5 × 3.75.
        (
            "treat.interquartile",
            json!({ "factor": 0.5 }),
            "unit,indicator",
            values(["2.5", "5", "2.5", "", "8.125"]),
        ),
        // Median 3.75, deviations 1.25, 1.25, 1.25, 6.25: the fence is at 3.75 + 1.4826 × 1.25.
        (
            "treat.mad",
            json!({ "factor": 1 }),
            "unit,indicator",
            values(["2.5", "5", "2.5", "", "5.60325"]),
        ),
        (
            "normalise.mean_bands",
            json!({ "threshold": 0.1 }),
            "unit,indicator",
            values(["-1", "0", "-1", "", "1"]),
        ),
        (
            "normalise.ampi",
            json!({ "reference": { "value": 5 } }),
            "unit,indicator",
            values(["80", "100", "80", "", "140"]),
        ),
        ("weights.equal", json!({ "codes": ["a", "b"] }), "code", listed(&["a,0.5", "b,0.5"])),
        (
            "weights.points",
            json!({ "codes": ["a", "b"], "weights": [30, 10], "total": 40 }),
            "code",
            listed(&["a,0.75", "b,0.25"]),
        ),
        (
            "weights.budget",
            json!({ "codes": ["a", "b"], "points": [[50, 50], [100, 0]], "total": 100 }),
            "code",
            listed(&["a,0.75", "b,0.25"]),
        ),
        (
            "weights.pairwise",
            json!({ "codes": ["a", "b"], "comparisons": [[1, 3], [0.3333333333333333, 1]] }),
            "code",
            listed(&["a,0.75", "b,0.25"]),
        ),
    ];
    let folder = directory(
        "unit,indicator,value\nu1,x,2.5\nu2,x,5\nu3,x,2.5\nu4,x,\nu5,x,10\n",
        "unit,region\nu1,north\nu2,north\nu3,south\nu4,south\nu5,south\n",
        &cases,
    );
    passes(folder.path());
}

/// Methods over several columns, against figures that others computed.
#[test]
fn methods_of_the_engine_give_the_golden_figures() {
    let Some(shared) = shared() else { return };
    let text = fs::read_to_string(shared.join("reference/methods_golden/golden.json")).unwrap();
    let golden: Value = serde_json::from_str(&text).unwrap();
    let names = |of: &str| -> Vec<String> { serde_json::from_value(golden[of].clone()).unwrap() };
    let numbers = |of: &str| -> Vec<f64> { serde_json::from_value(golden[of].clone()).unwrap() };
    let (units, codes) = (names("units"), names("indicators"));
    let rows = |keys: &[String], of: &str| {
        let rows = keys.iter().zip(numbers(of)).map(|(key, value)| format!("{key},{value}"));
        rows.collect::<Vec<_>>().join("\n")
    };
    let table = |of: &str| {
        let table: Vec<Vec<f64>> = serde_json::from_value(golden[of].clone()).unwrap();
        let mut text = "unit,indicator,value\n".to_owned();
        for (unit, row) in units.iter().zip(&table) {
            for (code, value) in codes.iter().zip(row) {
                text += &format!("{unit},{code},{value}\n");
            }
        }
        text
    };
    let weights = &golden["weights"];
    let of = |operation: &'static str, parameters: Value, expected: &str| {
        (operation, parameters, "unit", rows(&units, expected))
    };
    let scores = [
        of("aggregate.owa", json!({ "places": weights }), "owa_weights_on_descending_sorted"),
        of("aggregate.minimum", json!({}), "minimum"),
        of("aggregate.median", json!({}), "median_unweighted"),
        of("aggregate.copeland", json!({ "weights": weights }), "copeland"),
    ];
    passes(directory(&table("scores_1_100"), "unit\n", &scores).path());
    let unit = [
        ("weights.critic", json!({}), "code", rows(&codes, "weights_critic")),
        (
            "weights.pairwise",
            json!({ "codes": codes, "comparisons": golden["ahp_matrix"], "options": { "tolerance": 1e-3 } }),
            "code",
            rows(&codes, "ahp_eigenvector_weights"),
        ),
        (
            "weights.best_worst",
            json!({
                "codes": codes, "best": 0, "worst": 3, "best_to_others": golden["bwm_best_to_others"],
                "others_to_worst": golden["bwm_others_to_worst"],
            }),
            "code",
            rows(&codes, "bwm_weights"),
        ),
    ];
    passes(directory(&table("minmax_0_1"), "unit\n", &unit).path());
    let raw = [("weights.entropy", json!({}), "code", rows(&codes, "weights_entropy"))];
    passes(directory(&table("X_edition0"), "unit\n", &raw).path());
    let doubt = [of("aggregate.benefit_of_the_doubt", json!({}), "bod_free")];
    passes(directory(&table("bod_input"), "unit\n", &doubt).path());
}

/// A case that the engine cannot do, or whose figures are others, is not passed over.
#[test]
fn what_is_not_done_or_differs_is_told() {
    let wrong = "u1,x,3".to_owned();
    let cases = [
        ("impute.no_such_method", json!({}), "unit,indicator", wrong.clone()),
        ("no_such_step", json!({}), "unit,indicator", wrong.clone()),
        ("impute.value", json!({ "value": 7 }), "unit,indicator", wrong),
    ];
    let folder = directory("unit,indicator,value\nu1,x,2\n", "unit\n", &cases);
    let report = run(folder.path(), None).unwrap();
    assert_eq!(report.counts(), (0, 1, 2));
    assert!(!report.all_passed());
}

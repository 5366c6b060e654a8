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

/// Scorers that need nothing but the value, by the names of framework files; figures by hand.
#[test]
fn scorers_of_single_values_are_called_by_their_names() {
    let values = |list: [&str; 4]| {
        let rows = ["u1", "u2", "u3", "u4"].iter().zip(list);
        rows.map(|(unit, value)| format!("{unit},x,{value}")).collect::<Vec<_>>().join("\n")
    };
    let options = json!([
        { "code": "none", "points": 0 }, { "code": "partly", "points": 4 }, { "code": "unknown" },
    ]);
    let key = "unit,indicator";
    let lower = json!({ "points": 10, "of": 4, "direction": -1 });
    let cases = [
        ("normalise.identity", json!({}), key, values(["0", "1", "", "5"])),
        ("normalise.identity", json!({ "direction": -1 }), key, values(["0", "1", "", "5"])),
        (
            "normalise.linear",
            json!({ "factor": 3, "offset": -1 }),
            key,
            values(["-1", "2", "", "14"]),
        ),
        ("normalise.ratio", json!({ "points": 10, "of": 4 }), key, values(["0", "2.5", "", "10"])),
        (
            "normalise.ratio",
            json!({ "points": 10, "of": 4, "cap": false }),
            key,
            values(["0", "2.5", "", "12.5"]),
        ),
        ("normalise.ratio", lower, key, values(["10", "7.5", "", "0"])),
        (
            "normalise.steps",
            json!({ "below": -1, "steps": [{ "from": 1, "points": 2 }, { "from": 5, "points": 9 }] }),
            key,
            values(["-1", "2", "", "9"]),
        ),
        ("normalise.options", json!({ "options": options }), key, values(["0", "4", "", ""])),
        (
            "normalise.options",
            json!({ "options": options, "points": { "partly": 7 } }),
            key,
            values(["0", "7", "", ""]),
        ),
    ];
    let data = "unit,indicator,value\nu1,x,0\nu2,x,1\nu3,x,\nu4,x,5\n";
    passes(directory(data, "unit\n", &cases).path());
    let answers = [
        ("normalise.yes_no", json!({ "points": 3 }), key, "u1,x,0\nu2,x,3\nu3,x,".to_owned()),
        (
            "normalise.yes_no",
            json!({ "points": 3, "direction": -1 }),
            key,
            "u1,x,3\nu2,x,0\nu3,x,".to_owned(),
        ),
    ];
    let data = "unit,indicator,value\nu1,x,0\nu2,x,1\nu3,x,\n";
    passes(directory(data, "unit\n", &answers).path());
}

/// What gaps leave open, and what a change is made of; figures by hand.
#[test]
fn replicates_pooling_and_contributions_are_called_by_name() {
    // b is twice a: nothing is left open, so every replicate of every seed has the value on the line.
    let mut data = "unit,indicator,value\n".to_owned();
    let mut wanted = Vec::new();
    for unit in 1..=12 {
        let b = if unit == 5 { String::new() } else { (2 * unit).to_string() };
        data += &format!("u{unit},a,{unit}\nu{unit},b,{b}\n");
        wanted.push(format!("u{unit},a,{unit}\nu{unit},b,{}", 2 * unit));
    }
    let wanted = wanted.join("\n");
    let of = |mut parameters: Value| {
        // Until what the distribution leaves open has gone, which takes its time.
        (parameters["tolerance"], parameters["max_iterations"]) = (1e-15.into(), 5000.into());
        ("impute.multiple", parameters, "unit,indicator", wanted.clone())
    };
    let pooled = [
        // Rubin (1987) by hand: B = ((-1)² + 0 + 1²) / 2 = 1, T = 1/2 + (1 + 1/3) 1, and
        // ν = 2 (1 + (1/2) / (4/3))² = 2 (11/8)² = 121/32, share (4/3) / (11/6) = 8/11.
        "estimate,2",
        "within,0.5",
        "between,1",
        "variance,1.8333333333333333",
        "degrees,3.78125",
        "missing_share,0.7272727272727273",
    ];
    let cases = [
        of(json!({ "seed": 1 })),
        of(json!({ "seed": 1, "number": 9 })),
        of(json!({ "seed": 77 })),
        (
            "pool.rubin",
            json!({ "estimates": [1, 2, 3], "variances": [0.5, 0.25, 0.75] }),
            "statistic",
            pooled.join("\n"),
        ),
    ];
    let folder = directory(&data, "unit\n", &cases);
    passes(folder.path());
    // √(1 · 4) = 2 becomes √(4 · 4) = 4: all of it is a's. With the two exchanged
    // the mean stays at 2, and each has 2 · ½ · ln 4 one way or the other.
    let panel = "unit,time,indicator,value\nx,2020,a,1\nx,2020,b,4\nx,2021,a,4\nx,2021,b,4\n\
                 y,2020,a,1\ny,2020,b,4\ny,2021,a,4\ny,2021,b,1\n";
    let wanted =
        "x,2021,a,2\nx,2021,b,0\ny,2021,a,1.3862943611198906\ny,2021,b,-1.3862943611198906";
    let change = [(
        "contributions.geometric_change",
        json!({ "weights": [1, 1] }),
        "unit,time,indicator",
        wanted.to_owned(),
    )];
    passes(directory(panel, "unit\n", &change).path());
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
    let by_cell = |of: &str| {
        let table: Vec<Vec<f64>> = serde_json::from_value(golden[of].clone()).unwrap();
        let cells = units.iter().zip(&table).flat_map(|(unit, row)| {
            codes.iter().zip(row).map(move |(code, value)| (unit, code, *value))
        });
        cells.collect::<Vec<_>>()
    };
    let shares = by_cell("shapley_linear_w_times_deviation_from_mean");
    let shares: Vec<String> =
        shares.into_iter().map(|(unit, code, value)| format!("{unit},{code},{value}")).collect();
    let parts = [(
        "contributions.deviations",
        json!({ "weights": weights }),
        "unit,indicator",
        shares.join("\n"),
    )];
    passes(directory(&table("scores_1_100"), "unit\n", &parts).path());
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

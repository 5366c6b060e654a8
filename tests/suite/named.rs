//! Whatever a framework can name is on the page of methods, and is done by the conformance runner: a method that
//! is added and not named there fails here.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use chuan_tests::conformance::{Outcome, run};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::fs;

/// The methods of a kind of step, from the schema of framework files; or its names, where it is only a name.
fn methods(schema: &Value, kind: &str) -> Vec<String> {
    let found = &schema["$defs"][kind];
    let all =
        ["oneOf", "anyOf"].iter().flat_map(|key| found[*key].as_array().into_iter().flatten());
    let name = |one: &Value| {
        let method = &one["properties"]["method"]["const"];
        method.as_str().or_else(|| one["const"].as_str()).map(str::to_owned)
    };
    let names: Vec<String> = all.filter_map(name).collect();
    assert!(!names.is_empty(), "the schema has no methods of `{kind}`");
    names
}

const KINDS: [(&str, &str); 9] = [
    ("denominate", "Denomination"),
    ("impute", "Imputation"),
    ("growth", "ChangeMeasure"),
    ("treat", "Treatment"),
    ("treat", "Transformation"),
    ("normalise", "Scorer"),
    ("weights", "Weighting"),
    ("aggregate", "Aggregation"),
    ("aggregate", "Combination"),
];

#[test]
fn the_page_of_methods_has_every_method() {
    let schema = chuan::framework::framework_schema();
    let page = chuan_tests::root().join("core/src/score/methods.md");
    let page = fs::read_to_string(page).unwrap();
    let further = ["Ties", "MissingRule", "RoundingRule"].map(|kind| ("", kind));
    let mut lost = Vec::new();
    for (_, kind) in KINDS.into_iter().chain(further) {
        for method in methods(&schema, kind) {
            if !page.contains(&format!("`{method}`")) && !page.contains(&format!("\"{method}\"")) {
                lost.push(format!("{kind} {method}"));
            }
        }
    }
    assert!(lost.is_empty(), "not on the page of methods: {lost:?}");
}

/// The parameters without which a method means nothing.
fn needed() -> Map<String, Value> {
    let list = json!({
        "denominate.ratio": { "columns": { "a": "size" } },
        "denominate.register": { "columns": { "a": "size" } },
        "impute.value": { "value": 3 },
        "impute.group_mean": { "group": "region" },
        "impute.group_median": { "group": "region" },
        "impute.regression": { "predictors": ["a"] },
        "treat.box_cox": { "lambda": 0.5 },
        "treat.transform": { "by": "log_shifted_1pc" },
        "normalise.steps": { "steps": [{ "from": 2, "points": 1 }] },
        "normalise.options": { "options": [{ "code": "no", "points": 0 }] },
        "normalise.goalposts": { "lower": 0, "upper": 10 },
        "normalise.distance_to_reference": { "unit": "u1" },
        "normalise.distance_to_target": { "target": 99 },
        "normalise.percentile_goalposts": { "lower": 0.1, "upper": 0.9 },
        "normalise.band": { "inside": [2, 4], "zero": [0, 9] },
        "normalise.piecewise": { "knots": [[0, 0], [9, 1]] },
        "normalise.mean_bands": { "threshold": 0.1 },
        "normalise.categories": { "table": [{ "value": 1, "score": 2 }] },
        "weights.stated": { "codes": ["a", "b"], "weights": [1, 3] },
        "weights.equal": { "codes": ["a", "b"] },
        "weights.points": { "codes": ["a", "b"], "weights": [1, 3] },
        "weights.pairwise": { "codes": ["a", "b"], "comparisons": [[1, 2], [0.5, 1]] },
        "weights.budget": { "codes": ["a", "b"], "points": [[60, 40]] },
        "weights.best_worst": {
            "codes": ["a", "b"], "best": 0, "worst": 1, "best_to_others": [1, 3],
            "others_to_worst": [3, 1],
        },
        "weights.optimised": { "goal": { "goal": "stated", "importance": [2, 1] } },
        "aggregate.generalised_mean": { "p": 2 },
        "aggregate.owa": { "places": [2, 1] },
        "aggregate.mean_min": { "alpha": 0.5 },
    });
    list.as_object().unwrap().clone()
}

#[test]
fn the_conformance_runner_does_every_method() {
    let schema = chuan::framework::framework_schema();
    let needed = needed();
    let in_time = ["latest", "constant", "linear", "linear_constant", "group_growth"];
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let rows = [
        "u1,a,1", "u2,a,4", "u3,a,2", "u4,a,7", "u5,a,5", "u1,b,3", "u2,b,9", "u3,b,8", "u4,b,2",
        "u5,b,",
    ];
    let full = rows.map(|row| row.replace("u5,b,", "u5,b,6"));
    write("gaps.csv", &format!("unit,indicator,value\n{}\n", rows.join("\n")));
    write("full.csv", &format!("unit,indicator,value\n{}\n", full.join("\n")));
    let years = [2020, 2021, 2022]
        .map(|year| rows.map(|row| row.replacen(',', &format!(",{year},"), 1)).join("\n"));
    write("panel.csv", &format!("unit,time,indicator,value\n{}\n", years.join("\n")));
    write("units.csv", "unit,region,size\nu1,n,2\nu2,n,4\nu3,s,5\nu4,s,8\nu5,s,1\n");
    let mut cases = Vec::new();
    for (family, kind) in KINDS {
        for method in methods(&schema, kind).into_iter().filter(|method| method != "none") {
            let (family, data) = match family {
                "impute" if in_time.contains(&method.as_str()) => ("impute_panel", "panel"),
                "impute" => (family, "gaps"),
                "growth" => (family, "panel"),
                _ => (family, "full"),
            };
            let operation = format!("{family}.{method}");
            let parameters = needed.get(&operation).cloned().unwrap_or_else(|| json!({}));
            let mut inputs = BTreeMap::from([("observations", data), ("units", "units")]);
            inputs.retain(|role, _| *role != "units" || family != "normalise");
            cases.push(json!({
                "id": operation, "operation": operation, "inputs": inputs, "parameters": parameters,
                // The figures are the matter of other tests: here an answer has to come.
                "expected": { "kind": "error" },
            }));
        }
    }
    let input = |id: &str| json!({ "id": id, "kind": id, "file": format!("{id}.csv") });
    let inputs = ["gaps", "full", "panel", "units"].map(input);
    write("manifest.json", &json!({ "inputs": inputs, "cases": cases }).to_string());
    let report = run(folder.path(), None).unwrap();
    assert!(report.cases.len() > 80, "{}", report.cases.len());
    let answered =
        |outcome: &Outcome| matches!(outcome, Outcome::Fail(why) if why.contains("there was none"));
    let lost: Vec<_> = report.cases.iter().filter(|(_, outcome)| !answered(outcome)).collect();
    assert!(lost.is_empty(), "{lost:#?}");
}

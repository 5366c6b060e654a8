//! Whatever a framework can name is on the page of methods, and is done by the conformance runner: a method that
//! is added and not named there fails here.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use chuan::check::{CheckOptions, Checker};
use chuan::framework::{FileFormat, Framework};
use chuan::score::score;
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

/// Scores of all items, bit by bit, for a framework whose step stands at one of the places where it may.
fn scored(framework: &Value, data: &str) -> Vec<Option<u64>> {
    let text = framework.to_string();
    let framework = Framework::parse(&text, FileFormat::Json).unwrap_or_else(|found| {
        let said: Vec<_> = found.iter().map(|f| f.message(chuan::text::Lang::En)).collect();
        panic!("{text}: {said:?}")
    });
    let mut checker = Checker::new(&framework, CheckOptions::default());
    checker.read_csv("data.csv", data.as_bytes()).unwrap();
    let card = score(&framework, &checker.finish().observations);
    let columns = card.periods().iter().flat_map(|scores| {
        framework.iter().map(|(item, _)| scores.score(item).iter().map(|x| x.map(f64::to_bits)))
    });
    columns.flatten().collect()
}

/// A step named for all, for what is below a node, or for each indicator does the same.
#[test]
fn a_step_is_named_globally_by_node_or_by_indicator() {
    let schema = chuan::framework::framework_schema();
    let data = "unit,period,a,b,size\nu1,2020,1,3,2\nu2,2020,4,9,4\nu3,2020,2,8,5\nu4,2020,7,2,8\nu5,2020,5,,1\n\
                u1,2021,2,3,2\nu2,2021,5,8,4\nu3,2021,2,,5\nu4,2021,9,1,8\nu5,2021,5,6,1\n";
    let needed = json!({
        "ratio": { "denominator": "size" }, "register": { "attribute": "people" }, "value": { "value": 3 },
        "group_mean": { "group": "region" }, "group_median": { "group": "region" },
        "regression": { "predictors": ["size"] }, "transform": { "by": "log_shifted_1pc" },
        "steps": { "steps": [{ "from": 2, "points": 1 }] }, "distance_to_reference": { "unit": "u1" },
        "distance_to_target": { "target": 99 }, "percentile_goalposts": { "lower": 0.1, "upper": 0.9 },
        "band": { "inside": [2, 4], "zero": [0, 9] }, "piecewise": { "knots": [[0, 0], [9, 1]] },
        "mean_bands": { "threshold": 0.1 }, "categories": { "table": [{ "value": 1, "score": 2 }] },
    });
    let mut seen = 0;
    for (key, kind) in [
        ("denominate", "Denomination"),
        ("impute", "Imputation"),
        ("growth", "ChangeMeasure"),
        ("treat", "Treatment"),
        ("scorer", "Scorer"),
    ] {
        for method in methods(&schema, kind).into_iter().filter(|method| method != "none") {
            let mut step = json!({ (if key == "growth" { "measure" } else { "method" }): method });
            if let Some(more) = needed[&method]
                .as_object()
                .filter(|_| (key, method.as_str()) != ("scorer", "ratio"))
            {
                step.as_object_mut().unwrap().extend(more.clone());
            }
            // What only an indicator can say: its goalposts, its options, that it is answered by yes or no.
            let own = match method.as_str() {
                "goalposts" => json!({ "goalposts": { "min": 0, "max": 10 } }),
                "options" => json!({ "scale": "category", "option": (0..10)
                    .map(|n| json!({ "code": n.to_string(), "points": 3 * n })).collect::<Vec<_>>() }),
                "yes_no" => json!({ "scale": "yes_no" }),
                _ => json!({}),
            };
            let data = if method == "yes_no" { YES_NO } else { data };
            let build = |place: &str| {
                let here = |there: bool| if there { json!({ key: step }) } else { json!({}) };
                let indicator = |code: &str| {
                    let mut indicator = json!({ "code": code, "parent": "n", "required": false });
                    let keys = indicator.as_object_mut().unwrap();
                    keys.extend(own.as_object().unwrap().clone());
                    keys.extend(here(place == "indicator").as_object().unwrap().clone());
                    indicator
                };
                // What a column is divided by, or filled from, has no step of its own.
                let mut size = json!({ "code": "size", "scored": false });
                if place == "global" {
                    size["scorer"] = json!("identity");
                }
                let people = |code: &str, people: u32, region: &str| json!({ "code": code, "attributes": { "people": people.to_string(), "region": region } });
                let mut node = json!({ "code": "n", "missing": "skip" });
                if place == "node" {
                    node["defaults"] = here(true);
                }
                json!({
                    "code": "t", "title": "T", "defaults": here(place == "global"), "node": [node],
                    "indicator": [indicator("a"), indicator("b"), size],
                    "register": { "unit": [
                        people("u1", 2, "n"), people("u2", 4, "n"), people("u3", 5, "s"),
                        people("u4", 8, "s"), people("u5", 1, "s"),
                    ] },
                })
            };
            let [global, node, single] =
                ["global", "node", "indicator"].map(|place| scored(&build(place), data));
            assert!(single.iter().any(Option::is_some), "{key} {method} scores nothing");
            assert_eq!(global, single, "{key} {method}: for all, and by indicator");
            assert_eq!(node, single, "{key} {method}: by node, and by indicator");
            seen += 1;
        }
    }
    assert!(seen >= 50, "{seen}");
}

const YES_NO: &str =
    "unit,period,a,b,size\nu1,2020,1,0,2\nu2,2020,0,1,4\nu3,2020,1,1,5\nu4,2021,0,0,8\n";

/// Weights and aggregation named for all, or at the node, do the same.
#[test]
fn a_method_of_nodes_is_named_globally_or_at_the_node() {
    let schema = chuan::framework::framework_schema();
    let data = "unit,a,b\nu1,1,3\nu2,4,9\nu3,2,8\nu4,7,2\nu5,5,6\nu6,3,3\n";
    let needed = json!({
        "generalised_mean": { "p": 2 }, "owa": { "places": [2, 1] }, "mean_min": { "alpha": 0.5 },
        "optimised": { "importance": { "a": 2, "b": 1 } },
    });
    let by_people = ["pairwise", "best_worst", "budget"];
    for (key, kind) in
        [("weights", "Weighting"), ("aggregate", "Aggregation"), ("aggregate", "Combination")]
    {
        for method in methods(&schema, kind) {
            // What people say is about the children of one node.
            if by_people.contains(&method.as_str()) {
                continue;
            }
            let mut step = json!({ "method": method });
            if let Some(more) = needed[&method].as_object() {
                step.as_object_mut().unwrap().extend(more.clone());
            }
            if method == "optimised" {
                step = json!("optimised");
            }
            let build = |global: bool| {
                let mut node = json!({ "code": "n" });
                if !global {
                    node[key] = step.clone();
                }
                let defaults = if global { json!({ key: step }) } else { json!({}) };
                json!({
                    "code": "t", "title": "T", "defaults": defaults, "node": [node],
                    "indicator": [
                        { "code": "a", "parent": "n", "points": 3 }, { "code": "b", "parent": "n", "points": 1 },
                    ],
                })
            };
            let [global, node] = [true, false].map(|global| scored(&build(global), data));
            assert!(node.iter().any(Option::is_some), "{key} {method} scores nothing");
            assert_eq!(global, node, "{key} {method}");
        }
    }
}

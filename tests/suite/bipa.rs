//! The Blavatnik Index of Public Administration 2024 beyond its scores: grades of coverage, and the tests of its
//! robustness that its publisher prints, each as a framework that the format can say.

#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, clippy::indexing_slicing)]

use chuan::analyse::multivariate::{Coefficient, correlations};
use chuan::check::{CheckOptions, Checker};
use chuan::framework::Framework;
use chuan::framework::spec::FrameworkSpec;
use chuan::number::{Rounding, RoundingRule};
use chuan::observe::Column;
use chuan::recipe::{Order, Ties};
use chuan::score::{rank, score};
use chuan_tests::{root, rows, run, shared};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn source(shared: &Path) -> PathBuf {
    shared.join("reference/published/bipa_2024")
}

#[test]
fn coverage_grades_and_decisions() {
    let Some(shared) = shared() else { return };
    let file = source(&shared).join("expected_coverage_grades.csv");
    let framework = root().join("tests/frameworks/bipa-2024-coverage.toml");
    let result = run(&framework, std::slice::from_ref(&file)).unwrap();
    assert_eq!(result.errors(), Vec::<String>::new());
    let scores = &result.card.periods()[0];
    let grades = &result.framework.spec().screen.as_ref().unwrap().grades;
    let (mut graded, mut decided) = (0, 0);
    for row in rows(&file).unwrap() {
        let unit = result.card.unit(&row["unit"]).unwrap();
        let grade = scores.grade(unit).map_or("", |number| grades[number].code.as_str());
        assert_eq!(grade, row["dq_grade"], "{row:?}");
        graded += usize::from(!grade.is_empty());
        let included = scores.included().contains(&unit);
        assert_eq!(included, row["included"].eq_ignore_ascii_case("true"), "{row:?}");
        decided += 1;
    }
    assert_eq!((graded, decided), (212, 255));
}

/// Index scores by the framework that `change` makes of the one of the index, in the order of units.
fn index(shared: &Path, change: impl FnOnce(&mut Value)) -> Vec<f64> {
    let text = std::fs::read_to_string(root().join("tests/frameworks/bipa-2024.toml")).unwrap();
    let spec: FrameworkSpec = toml::from_str(&text).unwrap();
    let mut spec = serde_json::to_value(spec).unwrap();
    spec.as_object_mut().unwrap().remove("ranking");
    change(&mut spec);
    let framework = Framework::from_spec(serde_json::from_value(spec).unwrap())
        .unwrap_or_else(|findings| panic!("{findings:#?}"));
    let mut checker = Checker::new(&framework, CheckOptions::default());
    let data = std::fs::read(source(shared).join("inputs_metrics.csv")).unwrap();
    checker.read_csv("metrics.csv", data.as_slice()).unwrap();
    let checked = checker.finish();
    assert!(!checked.findings.has_errors());
    let card = score(&framework, &checked.observations);
    let index = framework.find("0.00").unwrap();
    card.periods()[0].shown(index).iter().map(Option::unwrap).collect()
}

/// Puts a node between every item that `of` chooses and its parent: it takes the item's place, with its
/// own keys.
fn wrap(spec: &mut Value, of: &str, keys: impl Fn(&str) -> Value) {
    let mut wrappers = Vec::new();
    for item in spec[of].as_array_mut().unwrap() {
        let (code, parent) = (item["code"].as_str().unwrap().to_owned(), item["parent"].clone());
        let Some(parent) = parent.as_str() else { continue };
        let inner = format!("{code} inside");
        let mut wrapper = keys(&code);
        wrapper["code"] = inner.clone().into();
        wrapper["parent"] = parent.into();
        item["parent"] = inner.into();
        wrappers.push(wrapper);
    }
    spec["node"].as_array_mut().unwrap().extend(wrappers);
}

/// Compares with the published line of a test: how many scores differ by 0.05 or more, how many ranks
/// differ, how many units gain five places or more, and two correlations to three digits.
fn published(shared: &Path, test: &str, base: &[f64], other: &[f64]) {
    let lines = rows(&source(shared).join("expected_sensitivity.csv")).unwrap();
    let line = lines.iter().find(|row| row["sens_test"] == test).unwrap();
    let number = |column: &str| line[column].parse::<f64>().unwrap();
    let column = |values: &[f64]| -> Column { values.iter().copied().map(Some).collect() };
    let ranks = |values: &[f64]| {
        let values: Vec<Option<f64>> = values.iter().copied().map(Some).collect();
        rank(&values, Order::HighestFirst, Ties::Min)
    };
    let count = |test: &dyn Fn(f64) -> bool, pairs: &[(f64, f64)]| {
        pairs.iter().filter(|(a, b)| test(a - b)).count() as f64
    };
    let values: Vec<(f64, f64)> = base.iter().copied().zip(other.iter().copied()).collect();
    let places: Vec<(f64, f64)> =
        ranks(base).into_iter().zip(ranks(other)).map(|(a, b)| (a.unwrap(), b.unwrap())).collect();
    assert_eq!(count(&|d| d.abs() >= 0.05, &values), number("n_value_diff5"), "{test}");
    assert_eq!(count(&|d| d != 0.0, &places), number("n_rank_diff"), "{test}");
    assert_eq!(count(&|d| d >= 5.0, &places), number("n_rank_diff5"), "{test}");
    let printed =
        [(Coefficient::Pearson, "out_pearson"), (Coefficient::KendallTauB, "out_kendall")];
    for (coefficient, name) in printed {
        let columns = [column(base), column(other)];
        let columns: Vec<&Column> = columns.iter().collect();
        let found = correlations(&columns, &coefficient.into()).unwrap().get(0, 1).unwrap();
        let rounded = (found * 1000.0).round() / 1000.0;
        assert_eq!(rounded, number(name), "{test} {name}");
    }
}

#[test]
fn published_tests_of_robustness() {
    let Some(shared) = shared() else { return };
    let base = index(&shared, |_| {});
    assert_eq!(base.len(), 120);

    // 1.4: geometric means of the values plus one.
    let geometric = index(&shared, |spec| {
        spec["defaults"]["aggregate"] = json!({ "method": "geometric" });
        spec["defaults"]["scorer"] = json!({ "method": "linear", "offset": 1 });
        for indicator in spec["indicator"].as_array_mut().unwrap() {
            indicator.as_object_mut().unwrap().remove("scorer");
        }
    });
    let geometric: Vec<f64> = geometric.iter().map(|value| value - 1.0).collect();
    published(&shared, "1_4_geomean", &base, &geometric);

    // 4.1: the plain mean of all metrics.
    let flat = index(&shared, |spec| {
        for indicator in spec["indicator"].as_array_mut().unwrap() {
            indicator["parent"] = "0.00".into();
        }
        spec["node"].as_array_mut().unwrap().retain(|node| node["code"] == "0.00");
    });
    published(&shared, "4_1_nowgt", &base, &flat);

    // 1.3: every tier below the index is stretched to 0 to 1.
    let stretched = index(&shared, |spec| {
        wrap(
            spec,
            "node",
            |_| json!({ "scorer": { "method": "min_max" }, "rounding": { "digits": 15, "rule": "r" } }),
        );
    });
    let stretch = |values: &[f64]| -> Vec<f64> {
        let low = values.iter().copied().fold(f64::INFINITY, f64::min);
        let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        values.iter().map(|value| (value - low) / (high - low)).collect()
    };
    let two = Rounding { digits: 2, rule: RoundingRule::R };
    let rounded: Vec<f64> = stretch(&stretched).iter().map(|value| two.apply(*value)).collect();
    published(&shared, "1_3_tier01", &stretch(&base), &rounded);

    // 1.2: ranks in place of values, stretched to where the source of a metric is mapped.
    let tree: Value = serde_json::from_str(
        &std::fs::read_to_string(source(&shared).join("framework.json")).unwrap(),
    )
    .unwrap();
    let transformations: BTreeMap<&str, &str> = tree["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|node| Some((node["id"].as_str()?, node["transformation"].as_str()?)))
        .collect();
    let ranked = index(&shared, |spec| {
        for indicator in spec["indicator"].as_array_mut().unwrap() {
            indicator["scorer"] = json!({ "method": "rank", "ties": "max" });
        }
        wrap(spec, "indicator", |code| {
            let to = match transformations.get(code).copied() {
                Some("bti_rescale") => [0.0, 0.8],
                Some("sgi_rescale") => [0.3, 1.0],
                _ => [0.0, 1.0],
            };
            json!({ "scorer": { "method": "min_max", "to": to } })
        });
    });
    published(&shared, "1_2_ranked", &base, &ranked);
}

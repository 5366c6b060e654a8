//! Weights and multivariate statistics against reference results.

#![cfg(all(feature = "analyse", feature = "csv"))]
#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "helpers of tests, which clippy does not take for tests"
)]

use chuan::analyse::multivariate::{
    Absent, Coefficient, CorrelationOptions, correlations, cronbach_alpha,
};
use chuan::observe::Column;
use chuan::recipe::Divisor;
use chuan::score::weights::{
    BenefitOptions, BestWorst, HierarchyOptions, Importance, Priority, benefit_of_the_doubt,
    best_worst, components, critic, effective, entropy, hierarchy, importance,
};
use serde_json::Value;
use std::collections::HashMap;
use std::path::PathBuf;

// scipy 1.x, spearmanr and kendalltau(method="asymptotic") of the lists in `rank_correlations`.
const SPEARMAN: (f64, f64) = (0.13471506281091267, 0.7106008805223829);
const KENDALL: (f64, f64) = (0.13041013273932525, 0.6325202921884683);

/// A file of the reference data; none when they are not there, which a build server must not accept.
fn shared(path: &str) -> Option<String> {
    let root = std::env::var_os("CHUAN_SHARED").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared"),
        PathBuf::from,
    );
    let file = root.join(path);
    let text = std::fs::read_to_string(&file).ok();
    if text.is_none() {
        assert!(std::env::var_os("CI").is_none(), "{} is not there", file.display());
        eprintln!("SKIPPED: {} is not there", file.display());
    }
    text
}

fn golden() -> Option<Value> {
    let text = shared("reference/methods_golden/golden.json")?;
    Some(serde_json::from_str(&text).unwrap())
}

fn list(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).collect()
}

fn rows(value: &Value) -> Vec<Vec<f64>> {
    value.as_array().unwrap().iter().map(list).collect()
}

fn columns(rows: &[Vec<f64>]) -> Vec<Column> {
    (0..rows[0].len()).map(|j| rows.iter().map(|row| Some(row[j])).collect()).collect()
}

fn refs(columns: &[Column]) -> Vec<&Column> {
    columns.iter().collect()
}

#[track_caller]
fn close(got: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(got.len(), expected.len());
    for (place, (x, y)) in got.iter().zip(expected).enumerate() {
        assert!((x - y).abs() <= tolerance, "place {place}: {x} instead of {y}");
    }
}

#[track_caller]
fn relative(got: f64, expected: f64, rel: f64, abs: f64, what: &str) {
    let off = (got - expected).abs();
    assert!(off <= abs.max(rel * expected.abs()), "{what}: {got} instead of {expected}");
}

#[test]
fn data_driven_weights() {
    let Some(golden) = golden() else { return };
    let raw = columns(&rows(&golden["X_edition0"]));
    close(&entropy(&refs(&raw)).unwrap(), &list(&golden["weights_entropy"]), 1e-9);
    let scores = columns(&rows(&golden["minmax_0_1"]));
    for divisor in [Divisor::Population, Divisor::Sample] {
        let weights = critic(&refs(&scores), divisor).unwrap();
        close(&weights, &list(&golden["weights_critic"]), 1e-9);
    }
    let polarity = list(&golden["polarity"]);
    let turned: Vec<Column> =
        raw.iter().zip(&polarity).map(|(c, sign)| c.map(|x| Some(x * sign))).collect();
    let found = components(&refs(&turned)).unwrap();
    close(&found.eigenvalues, &list(&golden["pca_eigenvalues_descending"]), 1e-9);
    let squares: Vec<f64> = found.vectors[0].iter().map(|x| x * x).collect();
    close(&squares, &list(&golden["pca_first_component_squared_loadings"]), 1e-9);
    let y = columns(&rows(&golden["scores_1_100"]));
    let ratios =
        importance(&refs(&y), &list(&golden["weights"]), Importance::CorrelationRatio).unwrap();
    close(&ratios, &list(&golden["correlation_ratio_linear_r2"]), 1e-9);
}

#[test]
fn weights_from_judgements() {
    let Some(golden) = golden() else { return };
    let matrix = rows(&golden["ahp_matrix"]);
    let mut options = HierarchyOptions::default();
    let result = hierarchy(&matrix, &options).unwrap();
    close(&result.weights, &list(&golden["ahp_eigenvector_weights"]), 1e-9);
    let ratio = result.consistency_ratio.unwrap();
    close(
        &[result.lambda_max, ratio],
        &[
            golden["ahp_lambda_max"].as_f64().unwrap(),
            golden["ahp_consistency_ratio_RI_0.90"].as_f64().unwrap(),
        ],
        1e-9,
    );
    options.priority = Priority::RowGeometricMean;
    let result = hierarchy(&matrix, &options).unwrap();
    close(&result.weights, &list(&golden["ahp_row_geometric_mean_weights"]), 1e-9);
    let result = best_worst(&BestWorst {
        best: 0,
        worst: 3,
        best_to_others: list(&golden["bwm_best_to_others"]),
        others_to_worst: list(&golden["bwm_others_to_worst"]),
    })
    .unwrap();
    close(&result.weights, &list(&golden["bwm_weights"]), 1e-9);
    close(&[result.deviation], &[golden["bwm_xi"].as_f64().unwrap()], 1e-9);
}

#[test]
fn benefit_of_the_doubt_as_published() {
    let Some(golden) = golden() else { return };
    let input = columns(&rows(&golden["bod_input"]));
    for (name, options) in [
        ("bod_free", BenefitOptions::default()),
        ("bod_shares_between_0.10_and_0.50", BenefitOptions::between(0.1, 0.5)),
    ] {
        let result = benefit_of_the_doubt(&refs(&input), &options).unwrap();
        let scores: Vec<f64> = result.iter().map(|unit| unit.as_ref().unwrap().score).collect();
        close(&scores, &list(&golden[name]), 1e-9);
    }
}

/// A CSV without quoted cells, as rows of cells by name.
fn csv(path: &str) -> Option<Vec<HashMap<String, String>>> {
    let text = shared(&format!("reference/coinr/{path}"))?;
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    Some(reader.deserialize().map(Result::unwrap).collect())
}

fn number(text: &str) -> Option<f64> {
    text.parse().ok().filter(|x: &f64| !x.is_nan())
}

/// The columns of long observations, with the indicators in the order of the framework.
fn observed(data: &[HashMap<String, String>], codes: &[String]) -> Vec<Column> {
    let mut units: Vec<&String> = Vec::new();
    let mut places = HashMap::new();
    for row in data {
        places.entry(&row["unit"]).or_insert_with(|| {
            units.push(&row["unit"]);
            units.len() - 1
        });
    }
    codes
        .iter()
        .map(|code| {
            let mut column = Column::absent(units.len());
            for row in data.iter().filter(|row| row["indicator"] == *code) {
                column.set(places[&row["unit"]], number(&row["value"]));
            }
            column
        })
        .collect()
}

#[test]
fn effective_weights_of_coinr() {
    for name in ["asem", "synth_a"] {
        let Some(framework) = csv(&format!("inputs/{name}_framework.csv")) else { return };
        let expected = if name == "asem" { "asem" } else { "synth" };
        let Some(expected) = csv(&format!("expected/{expected}_effective_weights.csv")) else {
            return;
        };
        let kept: Vec<_> = framework
            .iter()
            .filter(|row| matches!(row["type"].as_str(), "Indicator" | "Aggregate"))
            .collect();
        let place = |code: &str| kept.iter().position(|row| row["code"] == code);
        let parents: Vec<Option<usize>> = kept.iter().map(|row| place(&row["parent"])).collect();
        let weights: Vec<f64> = kept.iter().map(|row| number(&row["weight"]).unwrap()).collect();
        let found = effective(&parents, &weights).unwrap();
        assert_eq!(expected.len(), kept.len());
        for row in expected {
            let got = found[place(&row["code"]).unwrap()];
            relative(got, number(&row["value"]).unwrap(), 1e-9, 1e-12, &row["code"]);
        }
    }
}

#[test]
fn correlations_of_coinr() {
    let Some(data) = csv("inputs/asem_observations.csv") else { return };
    for (file, rel, abs, p_values) in
        [("asem_corr_level1", 1e-9, 1e-12, false), ("asem_corr_pvalues", 1e-7, 1e-14, true)]
    {
        let Some(expected) = csv(&format!("expected/{file}.csv")) else { return };
        let mut codes: Vec<String> = Vec::new();
        for row in &expected {
            if !codes.contains(&row["a"]) {
                codes.push(row["a"].clone());
            }
        }
        let place = |code: &String| codes.iter().position(|other| other == code).unwrap();
        let columns = observed(&data, &codes);
        let found = correlations(&refs(&columns), &Coefficient::Pearson.into()).unwrap();
        assert!(!expected.is_empty());
        for row in &expected {
            let (a, b) = (place(&row["a"]), place(&row["b"]));
            let got = if p_values { found.p_value(a, b) } else { found.get(a, b) };
            let what = format!("{file} {} {}", row["a"], row["b"]);
            match number(&row["value"]) {
                Some(value) => relative(got.unwrap(), value, rel, abs, &what),
                None => assert_eq!(got, None, "{what}"),
            }
        }
    }
}

#[test]
fn cronbach_of_coinr_on_raw_data() {
    let Some(data) = csv("inputs/asem_observations.csv") else { return };
    let Some(framework) = csv("inputs/asem_framework.csv") else { return };
    let Some(expected) = csv("expected/asem_cronbach.csv") else { return };
    let raw: Vec<_> = expected.iter().filter(|row| row["data"] == "raw").collect();
    assert_eq!(raw.len(), 8);
    for row in raw {
        let codes: Vec<String> = framework
            .iter()
            .filter(|item| item["parent"] == row["group"] && item["level"] == "1")
            .map(|item| item["code"].clone())
            .collect();
        let columns = observed(&data, &codes);
        let alpha = cronbach_alpha(&refs(&columns)).unwrap().unwrap();
        relative(alpha, number(&row["value"]).unwrap(), 1e-9, 1e-12, &row["group"]);
    }
}

#[test]
fn rank_correlations() {
    let a = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0, 5.0, 3.0];
    let b = [2.0, 7.0, 1.0, 8.0, 2.0, 8.0, 1.0, 8.0, 2.0, 8.0];
    let columns: Vec<Column> =
        [a, b].iter().map(|x| x.iter().copied().map(Some).collect()).collect();
    for (coefficient, value, p) in [
        (Coefficient::Spearman, SPEARMAN.0, SPEARMAN.1),
        (Coefficient::KendallTauB, KENDALL.0, KENDALL.1),
    ] {
        for absent in [Absent::Pairwise, Absent::Listwise] {
            let mut options = CorrelationOptions::from(coefficient);
            options.absent = absent;
            let found = correlations(&refs(&columns), &options).unwrap();
            relative(found.get(0, 1).unwrap(), value, 1e-12, 0.0, "coefficient");
            relative(found.p_value(1, 0).unwrap(), p, 1e-9, 0.0, "p-value");
        }
    }
}

//! The Blavatnik Index of Public Administration 2024 beyond its scores: grades of coverage, and the tests of its
//! robustness that its publisher prints, each as a framework that the format can say.
//!
//! Of the 15 tests these come out as printed: 1.2, 1.3, 1.4 and 4.1. The others need what is not published:
//!
//! | test | state | what is missing |
//! | --- | --- | --- |
//! | 1.1 z-scores | not done | raw values of 47 of the 82 metrics: of a metric with two decimals a z-score on the old scale is the metric again |
//! | 2.1, 2.2 one measure of coverage | not done | the metrics of the seven countries that come in |
//! | 2.3 information at two thirds, 2.4 grades A to C | within what the missing digits decide | raw values: the scale of 85 countries is learned from metrics of two decimals. The countries themselves come out |
//! | 3.1 simple imputation | not done | which rule: means and medians of all countries, of regions and of income groups all change more than printed |
//! | 3.2, 3.3 imputation by draws | not done | the draws: their seed, their predictors and the raw values |
//! | 3.4, 3.5 complete metrics, indicators | not done | which they are: no limit on gaps, of metrics, of indicators or of both, gives the printed counts |
//! | 4.2 capped weights | not done | the cap: none on the weights of metrics from 1/80 to 1/16 gives the printed counts |

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
    scores(shared, change).into_iter().map(|(_, score)| score.unwrap()).collect()
}

/// The same with the codes of the units; none for those that are screened out.
fn scores(shared: &Path, change: impl FnOnce(&mut Value)) -> Vec<(String, Option<f64>)> {
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
    let units = card.units().iter().map(|unit| unit.code.to_string());
    units.zip(card.periods()[0].shown(index).iter()).collect()
}

/// What a test is printed with.
fn line(shared: &Path, test: &str) -> impl Fn(&str) -> f64 {
    let lines = rows(&source(shared).join("expected_sensitivity.csv")).unwrap();
    let line = lines.into_iter().find(|row| row["sens_test"] == test).unwrap();
    move |column| line[column].parse().unwrap()
}

/// The correlation of two lists of scores.
fn correlation(a: &[f64], b: &[f64], coefficient: Coefficient) -> f64 {
    let column = |values: &[f64]| -> Column { values.iter().copied().map(Some).collect() };
    let columns = [column(a), column(b)];
    let columns: Vec<&Column> = columns.iter().collect();
    correlations(&columns, &coefficient.into()).unwrap().get(0, 1).unwrap()
}

const PRINTED: [(Coefficient, &str); 2] =
    [(Coefficient::Pearson, "out_pearson"), (Coefficient::KendallTauB, "out_kendall")];

/// Where the source of a metric is mapped.
fn ranges(shared: &Path) -> BTreeMap<String, [f64; 2]> {
    let text = std::fs::read_to_string(source(shared).join("framework.json")).unwrap();
    let tree: Value = serde_json::from_str(&text).unwrap();
    let nodes = tree["nodes"].as_array().unwrap().iter();
    let ranges = nodes.filter_map(|node| {
        let to = match node["transformation"].as_str()? {
            "bti_rescale" => [0.0, 0.8],
            "sgi_rescale" => [0.3, 1.0],
            _ => [0.0, 1.0],
        };
        Some((node["id"].as_str()?.to_owned(), to))
    });
    ranges.collect()
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

/// Compares with the published line of a test: how many scores differ, and by 0.05 or more; how many ranks
/// differ, and gain five places or more; the means of the differences; and two correlations to three digits.
fn published(shared: &Path, test: &str, base: &[f64], other: &[f64]) {
    let number = line(shared, test);
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
    // Means of differences, printed with two digits for scores and one for ranks.
    let mean = |pairs: &[(f64, f64)], size: bool| {
        let differences = pairs.iter().map(|(a, b)| if size { (a - b).abs() } else { a - b });
        differences.sum::<f64>() / pairs.len() as f64
    };
    let printed = |value: f64, digits: i32| {
        let unit = 10f64.powi(digits);
        (value * unit).round_ties_even() / unit
    };
    // A score that is off by a bit counts as another, here as there.
    assert_eq!(count(&|d| d != 0.0, &values), number("n_value_diff"), "{test}");
    for (pairs, size, digits, name) in [
        (&values, false, 2, "value_diff"),
        (&values, true, 2, "value_diff_abs"),
        (&places, false, 1, "rank_diff"),
        (&places, true, 1, "rank_diff_abs"),
    ] {
        assert_eq!(printed(mean(pairs, size), digits) + 0.0, number(name) + 0.0, "{test} {name}");
    }
    for (coefficient, name) in PRINTED {
        let rounded = (correlation(base, other, coefficient) * 1000.0).round() / 1000.0;
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
    let ranges = ranges(&shared);
    let ranked = index(&shared, |spec| {
        for indicator in spec["indicator"].as_array_mut().unwrap() {
            indicator["scorer"] = json!({ "method": "rank", "ties": "max" });
        }
        wrap(spec, "indicator", |code| {
            let to = ranges[code];
            json!({ "scorer": { "method": "min_max", "to": to } })
        });
    });
    published(&shared, "1_2_ranked", &base, &ranked);
}

/// A row of a table, by its header.
type Row = BTreeMap<String, String>;

/// Whether a unit stays.
type Kept = fn(&Row) -> bool;

#[test]
fn published_tests_of_stricter_coverage() {
    let Some(shared) = shared() else { return };
    let coverage = rows(&source(&shared).join("expected_coverage_grades.csv")).unwrap();
    let base: BTreeMap<String, Option<f64>> = scores(&shared, |_| {}).into_iter().collect();
    let ranges = ranges(&shared);
    // 2.3: two thirds of the highest possible information score in place of half; 2.4: grades A to C.
    let enough = |row: &Row| row["x_a"].parse::<f64>().unwrap() >= 161.0833 * 2.0 / 3.0;
    let graded = |row: &Row| matches!(row["dq_grade"].as_str(), "A" | "B" | "C");
    let tests: [(&str, Kept); 2] = [("2_3_dq23rds", enough), ("2_4_dqABC", graded)];
    for (test, kept) in tests {
        let number = line(&shared, test);
        let out: Vec<&str> = coverage
            .iter()
            .filter(|row| base.contains_key(&row["unit"]) && !kept(row))
            .map(|row| row["unit"].as_str())
            .collect();
        assert_eq!(-(out.len() as f64), number("n_countries"), "{test}");
        // The others are scored on their own scale.
        let found = scores(&shared, |spec| {
            let force =
                out.iter().map(|unit| json!({ "unit": unit, "keep": false, "reason": test }));
            spec["screen"] = json!({ "force": force.collect::<Vec<_>>() });
            for indicator in spec["indicator"].as_array_mut().unwrap() {
                let to = ranges[indicator["code"].as_str().unwrap()];
                indicator["scorer"] = json!({ "method": "min_max", "to": to });
            }
        });
        let pairs = found.iter().filter_map(|(unit, score)| Some((base[unit]?, (*score)?)));
        let (before, after): (Vec<f64>, Vec<f64>) = pairs.unzip();
        assert_eq!(after.len(), 85);
        // Metrics have two decimals, so a score on the new scale may be out by 0.01: changes of 0.06
        // are among those of 0.05 that are printed, and all of these are among those of 0.04.
        let changed = |least: f64| {
            let far = |(a, b): &(&f64, &f64)| (*a - *b).abs() > least - 1e-9;
            before.iter().zip(&after).filter(far).count() as f64
        };
        let printed = number("n_value_diff5");
        assert!(changed(0.06) <= printed && printed <= changed(0.04), "{test}: {printed}");
        for (coefficient, name) in PRINTED {
            let found = correlation(&before, &after, coefficient);
            assert!((found - number(name)).abs() < 0.005, "{test} {name}: {found}");
        }
    }
}

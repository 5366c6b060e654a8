//! The methods of combination and normalisation, from a framework file to a score, against golden
//! values computed elsewhere.

#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, clippy::indexing_slicing)]

use chuan::analyse::attribution::{deviations, geometric_change};
use chuan::check::{CheckOptions, Checker};
use chuan::framework::{FileFormat, Framework};
use chuan::observe::Column;
use chuan::recipe::{Cap, Direction, Importance};
use chuan::score::normal::{Extent, Normalisation, Shift};
use chuan::score::weights::importance;
use chuan::score::{Fit, Learning, score_with};
use serde_json::Value;
use std::fmt::Write;

const CODES: [&str; 4] = ["A", "B", "C", "D"];

struct Golden(Value);

impl Golden {
    fn read() -> Option<Self> {
        let file = chuan_tests::shared()?.join("reference/methods_golden/golden.json");
        let text = std::fs::read_to_string(file).expect("the golden values can be read");
        Some(Self(serde_json::from_str(&text).expect("golden values are JSON")))
    }

    fn row(&self, name: &str) -> Vec<f64> {
        numbers(&self.0[name])
    }

    /// A table, unit by unit, as observations.
    fn csv(&self, name: &str) -> String {
        let mut csv = "unit,A,B,C,D\n".to_owned();
        for (number, row) in self.0[name].as_array().expect(name).iter().enumerate() {
            let cells: Vec<String> = numbers(row).iter().map(f64::to_string).collect();
            writeln!(csv, "U{},{}", number + 1, cells.join(",")).unwrap();
        }
        csv
    }
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().expect("a list").iter().map(|x| x.as_f64().expect("a number")).collect()
}

/// A framework with the four indicators below one node; D is better when lower, if so wanted.
fn framework(aggregate: &str, scorer: &str, weights: [f64; 4], polarity: bool) -> String {
    let mut text = format!(
        "code = \"golden\"\ntitle = \"Golden\"\n[defaults]\nscorer = {scorer}\n\
         [[node]]\ncode = \"total\"\naggregate = {aggregate}\n"
    );
    for (code, weight) in CODES.iter().zip(weights) {
        let direction = if polarity && *code == "D" { "lower" } else { "higher" };
        write!(
            text,
            "[[indicator]]\ncode = \"{code}\"\nparent = \"total\"\nweight = {weight}\n\
             direction = \"{direction}\"\n"
        )
        .unwrap();
    }
    text
}

/// The scores of an item, unit by unit.
fn scores(text: &str, csv: &str, code: &str) -> Vec<Option<f64>> {
    let framework = Framework::parse(text, FileFormat::Toml).expect(text);
    let mut checker = Checker::new(&framework, CheckOptions::default());
    checker.read_csv("data.csv", csv.as_bytes()).expect("data");
    let checked = checker.finish();
    let card = chuan::score::score(&framework, &checked.observations);
    assert!(card.findings().is_empty(), "{text}: {:?}", card.findings());
    card.periods()[0].score(framework.find(code).expect(code)).iter().collect()
}

fn close(found: &[Option<f64>], expected: &[f64], what: &str) {
    assert_eq!(found.len(), expected.len(), "{what}");
    for (found, expected) in found.iter().zip(expected) {
        let found = found.expect(what);
        assert!((found - expected).abs() <= 1e-9, "{what}: {found} is not {expected}");
    }
}

const EQUAL: [f64; 4] = [1.0; 4];

#[test]
fn methods_over_raw_values() {
    let Some(golden) = Golden::read() else { return };
    let weights: [f64; 4] = golden.row("weights").try_into().expect("four weights");
    let raw = golden.csv("X_edition0");
    for (method, expected) in [("topsis", "topsis_vector_norm"), ("copeland", "copeland")] {
        let text = framework(&format!("\"{method}\""), "\"identity\"", weights, true);
        close(&scores(&text, &raw, "total"), &golden.row(expected), method);
    }
    // The directions are there already in scores, which order the units alike.
    let text = framework("\"copeland\"", "\"min_max\"", weights, true);
    close(&scores(&text, &raw, "total"), &golden.row("copeland"), "copeland of scores");
}

#[test]
fn methods_over_scores_from_1_to_100() {
    let Some(golden) = Golden::read() else { return };
    let weights: [f64; 4] = golden.row("weights").try_into().expect("four weights");
    let raw = golden.csv("X_edition0");
    let places = "{ method = \"owa\", places = [0.4, 0.3, 0.2, 0.1] }";
    for (aggregate, expected) in [
        ("{ method = \"generalised_mean\", p = 2 }", "power_mean_p2"),
        ("{ method = \"generalised_mean\", p = -2.0 }", "power_mean_p_minus2"),
        ("{ method = \"generalised_mean\", p = 1 }", "arithmetic"),
        ("{ method = \"generalised_mean\", p = 0 }", "geometric"),
        ("{ method = \"generalised_mean\", p = \"minimum\" }", "minimum"),
        (places, "owa_weights_on_descending_sorted"),
    ] {
        let scorer = "{ method = \"min_max\", to = [1, 100] }";
        let text = framework(aggregate, scorer, weights, true);
        close(&scores(&text, &raw, "total"), &golden.row(expected), expected);
    }
}

#[test]
fn methods_over_standardised_scores() {
    let Some(golden) = Golden::read() else { return };
    let raw = golden.csv("X_edition0");
    let sample = "{ method = \"z_score\", mean = 100, sd = 10 }";
    let population = "{ method = \"z_score\", mean = 100, sd = 10, divisor = \"population\" }";
    for (aggregate, scorer, expected) in [
        ("\"mazziotta_pareto\"", population, "mpi_minus_population"),
        (
            "{ method = \"mazziotta_pareto\", penalty = \"plus\" }",
            population,
            "mpi_plus_population",
        ),
        ("{ method = \"mazziotta_pareto\", divisor = \"sample\" }", sample, "mpi_minus_sample"),
        (
            "{ method = \"mazziotta_pareto\", divisor = \"sample\", penalty = \"plus\" }",
            sample,
            "mpi_plus_sample",
        ),
        ("{ method = \"mean_min\", alpha = 1 }", sample, "mean_min_alpha1.0_beta0.0"),
        ("{ method = \"mean_min\", alpha = 0.5, beta = 2 }", sample, "mean_min_alpha0.5_beta2.0"),
        ("\"wroclaw\"", "\"z_score\"", "wroclaw_distance_over_mean_plus_2sd"),
    ] {
        let text = framework(aggregate, scorer, EQUAL, true);
        close(&scores(&text, &raw, "total"), &golden.row(expected), expected);
    }
}

#[test]
fn scorers_from_a_file() {
    let Some(golden) = Golden::read() else { return };
    let raw = golden.csv("X_edition0");
    let ranks = "{ method = \"rank\", ties = \"average\" }";
    let text = framework("\"sum\"", ranks, EQUAL, true);
    for (number, code) in CODES.iter().enumerate() {
        let expected = numbers(&golden.0["rank_average_ties"][number]);
        close(&scores(&text, &raw, code), &expected, "ranks");
    }
    let text = framework("\"sum\"", "\"distance_to_max\"", EQUAL, true);
    for (number, code) in CODES.iter().enumerate() {
        let rows = golden.0["minmax_0_1"].as_array().expect("rows");
        let expected: Vec<f64> = rows.iter().map(|row| numbers(row)[number]).collect();
        close(&scores(&text, &raw, code), &expected, "distance to the best");
    }
}

/// Columns of a table of the golden file, indicator by indicator.
fn columns(golden: &Golden, name: &str) -> Vec<Column> {
    let rows: Vec<Vec<f64>> = golden.0[name].as_array().unwrap().iter().map(numbers).collect();
    (0..rows[0].len()).map(|j| rows.iter().map(|row| Some(row[j])).collect()).collect()
}

#[test]
fn attributions_add_up_to_what_they_explain() {
    let Some(golden) = Golden::read() else { return };
    let weights = golden.row("weights");
    let scores = columns(&golden, "scores_1_100");
    let borrowed: Vec<&Column> = scores.iter().collect();
    let found = deviations(&borrowed, &weights);
    let wanted = columns(&golden, "shapley_linear_w_times_deviation_from_mean");
    for (found, wanted) in found.iter().zip(&wanted) {
        for (found, wanted) in found.numbers().zip(wanted.numbers()) {
            assert!((found - wanted).abs() < 1e-9, "{found} {wanted}");
        }
    }

    let wanted = columns(&golden, "geometric_change_by_indicator_log_mean");
    let total = golden.row("geometric_change_edition1_minus_0");
    // Both editions on the scale of the first, from 1 to 100, held at its ends.
    let directions = golden.row("polarity");
    let scored = |edition: &str| -> Vec<Column> {
        columns(&golden, "X_edition0")
            .iter()
            .zip(columns(&golden, edition))
            .zip(&directions)
            .map(|((base, column), sign)| {
                let way = if *sign > 0.0 { Direction::Higher } else { Direction::Lower };
                let extent = Extent::of(base).unwrap();
                let (lower, upper) = (extent.min, extent.max);
                let method = Normalisation::Goalposts {
                    lower,
                    upper,
                    transform: Shift::None,
                    power: 1.0,
                    cap: Cap::Both,
                    to: [1.0, 100.0],
                };
                method.fit(&column, way).unwrap().column(&column)
            })
            .collect()
    };
    let (before, after) = (scored("X_edition0"), scored("X_edition1"));
    for (unit, total) in total.iter().enumerate() {
        let of = |columns: &[Column]| -> Vec<f64> {
            columns.iter().map(|column| column.get(unit).unwrap()).collect()
        };
        let parts = geometric_change(&of(&before), &of(&after), &weights).unwrap();
        assert!((parts.iter().sum::<f64>() - total).abs() < 1e-9, "unit {unit}");
        for (part, wanted) in parts.iter().zip(of(&wanted)) {
            assert!((part - wanted).abs() < 1e-9, "unit {unit}: {part} {wanted}");
        }
    }

    let ratios = importance(&borrowed, &weights, Importance::CorrelationRatio).unwrap();
    for (ratio, wanted) in ratios.iter().zip(golden.row("correlation_ratio_linear_r2")) {
        assert!((ratio - wanted).abs() < 1e-9, "{ratio} {wanted}");
    }
}

/// The adjusted Mazziotta-Pareto index over two years, on a scale that is learned from both and has 100 at
/// the mean of the first: as published, stored and used for a year by itself, and learned year by year.
#[test]
fn the_scale_of_the_adjusted_index_is_stored_and_learned_from_parts() {
    let Some(golden) = Golden::read() else { return };
    let scorer = "{ method = \"ampi\", reference = { base = \"2020\" } }";
    let text = framework("\"mazziotta_pareto\"", scorer, EQUAL, true)
        .replace("[defaults]\n", "[defaults]\nfit = \"all\"\n");
    let framework = Framework::parse(&text, FileFormat::Toml).expect("a framework");
    let observe = |years: &[(&str, &str)]| {
        let mut csv = "unit,period,A,B,C,D\n".to_owned();
        for (table, year) in years {
            for line in golden.csv(table).lines().skip(1) {
                csv += &format!("{}\n", line.replacen(',', &format!(",{year},"), 1));
            }
        }
        let mut checker = Checker::new(&framework, CheckOptions::default());
        checker.read_csv("data.csv", csv.as_bytes()).expect("data");
        checker.finish().observations
    };
    let (first, second) = (("X_edition0", "2020"), ("X_edition1", "2021"));
    let card = chuan::score::score(&framework, &observe(&[first, second]));
    assert!(card.findings().is_empty(), "{:?}", card.findings());
    let total = framework.find("total").unwrap();
    for (period, name) in card.periods().iter().zip(["ampi_minus_edition0", "ampi_minus_edition1"])
    {
        close(&period.score(total).iter().collect::<Vec<_>>(), &golden.row(name), name);
    }

    let stored = serde_json::to_string(card.fit()).unwrap();
    let fit: Fit = serde_json::from_str(&stored).unwrap();
    assert_eq!(&fit, card.fit());
    let later = score_with(&framework, &observe(&[second]), &fit);
    assert!(later.findings().is_empty(), "{:?}", later.findings());
    assert_eq!(later.periods()[0].score(total), card.periods()[1].score(total));

    let part = |year| {
        let learning = Learning::of(&framework, &observe(&[year])).unwrap();
        let stored = serde_json::to_string(&learning).unwrap();
        serde_json::from_str::<Learning>(&stored).unwrap()
    };
    assert_eq!(&part(second).merge(&part(first)).fit(&framework), card.fit());
}

/// Frozen to a base year: 0 and 10 then, so that d is 5 and the mean 5. A 15 a year later has
/// 70 + 60 · 15 / 10 = 160, and 70 + 60 · (10 - 15) / 10 = 40 where lower is better.
#[test]
fn the_scale_of_the_adjusted_index_is_frozen_to_a_base_year() {
    let text = "code = 'f'\ntitle = 'F'\n[defaults]\nscorer = 'ampi'\nfit = { base = '2020' }\n\
                [[indicator]]\ncode = 'up'\n[[indicator]]\ncode = 'down'\ndirection = 'lower'\n";
    let framework = Framework::parse(text, FileFormat::Toml).expect(text);
    let observe = |rows: &str| {
        let mut checker = Checker::new(&framework, CheckOptions::default());
        checker.read_csv("data.csv", format!("unit,period,up,down\n{rows}").as_bytes()).unwrap();
        checker.finish().observations
    };
    let base = "x,2020,0,0\ny,2020,10,10\n";
    let later = "x,2021,15,15\ny,2021,5,5\n";
    let whole = chuan::score::score(&framework, &observe(&format!("{base}{later}")));
    let learned = Learning::of(&framework, &observe(base)).unwrap().fit(&framework);
    let alone = score_with(&framework, &observe(later), &learned);
    for (code, wanted) in [("up", [160.0, 100.0]), ("down", [40.0, 100.0])] {
        let item = framework.find(code).unwrap();
        for scores in [&whole.periods()[1], &alone.periods()[0]] {
            close(&scores.score(item).iter().collect::<Vec<_>>(), &wanted, code);
        }
    }
    // Without the base year, or what it taught, there is nothing to score with; and that is said.
    let lost = chuan::score::score(&framework, &observe(later));
    assert!(!lost.findings().is_empty());
    assert_eq!(lost.periods()[0].score(framework.find("up").unwrap()).present(), 0);
}

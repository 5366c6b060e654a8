//! Where COINr 1.1.14 is at fault: what its user meant comes out here. The page of methods lists the same
//! faults (`core/src/score/methods.md`); figures are by hand.

#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, clippy::indexing_slicing)]

use chuan::analyse::multiple::replicates;
use chuan::analyse::results::{removals, removals_as};
use chuan::check::{CheckOptions, Checker};
use chuan::framework::{FileFormat, Framework};
use chuan::observe::Column;
use chuan::period::Period;
use chuan::recipe::Transformation;
use chuan::score::combine::{Children, Combination, Gaps, Power};
use chuan::score::impute::{SeriesRule, impute_series};
use chuan::score::outrank::Outranking;
use chuan::score::panel::{Trend, trends};
use chuan::score::screen::{Reason, Screening, availability, screen};
use chuan::score::treat::{Treatment, treat};
use chuan::score::weights::{Goal, OptimiseOptions, importance, optimise};
use chuan::score::{ScoreOptions, Scorecard, score, score_as};
use chuan_tests::conformance::{Outcome, run};
use serde_json::{Value, json};

const NONE: f64 = f64::NAN;

fn column(values: &[f64]) -> Column {
    Column::from_cells(values.to_vec())
}

fn close(got: &Column, wanted: &[f64]) {
    assert_eq!(got.len(), wanted.len());
    for (unit, (got, wanted)) in got.cells().iter().zip(wanted).enumerate() {
        let alike = (got - wanted).abs() < 1e-9 || (got.is_nan() && wanted.is_nan());
        assert!(alike, "unit {unit}: {got}, not {wanted}");
    }
}

fn scored(text: &str, data: &str) -> (Framework, Scorecard) {
    let framework = Framework::parse(text, FileFormat::Toml).unwrap_or_else(|f| panic!("{f:#?}"));
    let mut checker = Checker::new(&framework, CheckOptions::default());
    checker.read_csv("data.csv", data.as_bytes()).unwrap();
    let checked = checker.finish();
    assert!(!checked.findings.has_errors(), "{:#?}", checked.findings);
    let card = score(&framework, &checked.observations);
    (framework, card)
}

fn scores(card: &Scorecard, framework: &Framework, period: Option<&str>, item: &str) -> Column {
    let period = period.map(|period| Period::parse(period).unwrap());
    card.period(period.as_ref()).unwrap().score(framework.find(item).unwrap()).clone()
}

/// The codes of what is found in a framework.
fn found(text: &str) -> Vec<String> {
    let findings = Framework::parse(text, FileFormat::Toml).err().unwrap_or_default();
    findings.iter().map(|finding| finding.code().to_owned()).collect()
}

/// `log_GII` returns its input.
#[test]
fn log_gii_transforms() {
    let by = Treatment::Transform { by: Transformation::LogGii };
    let treated = treat(&column(&[1.0, 3.0, 5.0]), &by).column;
    // ln((max - 1) (x - min) / (max - min) + 1) with min 1 and max 5.
    close(&treated, &[0.0, 3_f64.ln(), 5_f64.ln()]);
}

/// `a_genmean` has no result as soon as a value is missing.
#[test]
fn the_generalised_mean_takes_what_is_there() {
    let (a, b, c) = (column(&[1.0]), column(&[NONE]), column(&[7.0]));
    let children = Children::new([&a, &b, &c], &[1.0, 5.0, 1.0]).unwrap();
    let mean = Combination::GeneralisedMean { p: Power::Of(2.0) };
    close(&mean.combine(&children, &Gaps::SKIP).unwrap().column, &[5.0]); // √((1 + 49) / 2)
}

const TWO: &str = "code = 't'\ntitle = 'T'\n[[indicator]]\ncode = 'a'\nparent = 'n'\n\
                   [[indicator]]\ncode = 'b'\nparent = 'n'\n";

/// `a_copeland` cannot be called from `Aggregate`.
#[test]
fn copeland_is_a_method_of_a_node() {
    let text = format!("{TWO}[[node]]\ncode = 'n'\naggregate = 'copeland'\n");
    let (framework, card) = scored(&text, "unit,a,b\nx,3,3\ny,2,2\nz,1,1\n");
    close(&scores(&card, &framework, None, "n"), &[2.0, 0.0, -2.0]);
}

const YEARS: &str = "unit,period,a,b\nx,2020,0,10\ny,2020,10,0\nx,2021,4,10\ny,2021,8,0\nx,2022,9,0\ny,2022,19,50\n";

/// `new_coin(split_to = …)` takes all years or none; `get_trends(Time = …)` fails or takes wrong rows for
/// some of the years.
#[test]
fn some_of_the_years() {
    let text = format!("{TWO}[[node]]\ncode = 'n'\n");
    let some: String = YEARS
        .lines()
        .filter(|line| !line.contains("2021"))
        .map(|line| format!("{line}\n"))
        .collect();
    let (framework, card) = scored(&text, YEARS);
    let (_, few) = scored(&text, &some);
    assert_eq!((card.periods().len(), few.periods().len()), (3, 2));
    for year in ["2020", "2022"] {
        let of = |card: &Scorecard| scores(card, &framework, Some(year), "n");
        assert_eq!(of(&card), of(&few));
    }
    // Trends over the times that are named, whatever others there are.
    let years: Vec<Column> =
        ["2020", "2022"].map(|year| scores(&card, &framework, Some(year), "a")).to_vec();
    close(&trends(&[2020.0, 2022.0], &years, Trend::Change), &[9.0, 9.0]);
    close(&trends(&[2020.0, 2022.0], &years, Trend::Slope), &[4.5, 4.5]);
}

/// `impute_panel` with `cols` on a table that is not sorted by time puts values into other rows.
#[test]
fn the_order_of_rows_does_not_matter_to_a_panel() {
    let text = "code = 't'\ntitle = 'T'\n[[indicator]]\ncode = 'a'\nrequired = false\nimpute = 'latest'\n\
                [[indicator]]\ncode = 'b'\n";
    let rows = ["x,2020,1,0", "y,2020,2,0", "x,2021,,0", "y,2021,4,0", "x,2022,5,0", "y,2022,,0"];
    let data = |rows: &[&str]| format!("unit,period,a,b\n{}\n", rows.join("\n"));
    let (framework, card) = scored(text, &data(&rows));
    let mut turned = rows;
    turned.reverse();
    turned.swap(0, 3);
    let (_, other) = scored(text, &data(&turned));
    for (year, wanted) in [("2020", [1.0, 2.0]), ("2021", [1.0, 4.0]), ("2022", [5.0, 4.0])] {
        for card in [&card, &other] {
            let found = scores(card, &framework, Some(year), "a");
            let of = |unit: &str| found.get(card.unit(unit).unwrap()).unwrap();
            assert_eq!([of("x"), of("y")], wanted, "{year}");
        }
    }
    // The same as a function over columns, with the time that each value comes from.
    let filled = impute_series(
        &[2020.0, 2021.0],
        &[column(&[1.0]), column(&[NONE])],
        SeriesRule::Latest { max_steps: None },
    );
    assert_eq!(filled.source(1, 0).map(|source| source.from), Some(0));
}

/// `Normalise` on a panel with parameters of the framework is an error.
#[test]
fn goalposts_of_the_framework_in_a_panel() {
    let text = "code = 't'\ntitle = 'T'\n[defaults]\nscorer = 'goalposts'\n[[node]]\ncode = 'n'\n\
                [[indicator]]\ncode = 'a'\nparent = 'n'\ngoalposts = { min = 0, max = 20 }\n\
                [[indicator]]\ncode = 'b'\nparent = 'n'\ndirection = 'lower'\ngoalposts = { min = 0, max = 50 }\n";
    let (framework, card) = scored(text, YEARS);
    close(&scores(&card, &framework, Some("2022"), "a"), &[0.45, 0.95]);
    close(&scores(&card, &framework, Some("2022"), "b"), &[1.0, 0.0]);
}

/// `f_ag_para` with as many entries as there are steps is taken as one list for each step.
#[test]
fn each_node_has_its_own_method_and_parameters() {
    let text = "code = 't'\ntitle = 'T'\n[[node]]\ncode = 'top'\naggregate = { method = 'mean_min', alpha = 0.5, beta = 0 }\n\
                [[node]]\ncode = 'n'\nparent = 'top'\naggregate = { method = 'generalised_mean', p = 2 }\n\
                [[node]]\ncode = 'm'\nparent = 'top'\naggregate = 'minimum'\n\
                [[indicator]]\ncode = 'a'\nparent = 'n'\n[[indicator]]\ncode = 'b'\nparent = 'n'\n\
                [[indicator]]\ncode = 'c'\nparent = 'm'\n";
    let (framework, card) = scored(text, "unit,a,b,c\nx,1,7,3\n");
    // 5 and 3: their mean is 4, half way to the smaller is 3.5.
    close(&scores(&card, &framework, None, "top"), &[3.5]);
}

/// `Screen(byzeros)` has a row without a code for a unit without data.
#[test]
fn a_unit_without_data_is_dropped_by_name() {
    let found = availability(&[column(&[1.0, NONE]), column(&[0.0, NONE])]);
    let screened = screen(&found, &Screening::ByZeros { threshold: 0.5 }, &[]);
    assert_eq!(screened.len(), 2);
    assert!(screened[0].kept && !screened[1].kept);
    assert_eq!(screened[1].reason, Reason::NoData);
}

/// `check_iMeta` does not see a parent of the top, and accepts weights that are negative or all zero.
#[test]
fn faulty_frameworks_are_refused() {
    let tree = |top: &str, weight: &str| {
        format!(
            "code = 't'\ntitle = 'T'\n[[node]]\ncode = 'n'\n{top}\n\
             [[indicator]]\ncode = 'a'\nparent = 'n'\nweight = {weight}\n\
             [[indicator]]\ncode = 'b'\nparent = 'n'\nweight = 0\n"
        )
    };
    assert_eq!(found(&tree("", "1")), Vec::<String>::new());
    assert_eq!(found(&tree("parent = 'x'", "1")), ["FWK-011"]);
    assert_eq!(found(&tree("parent = 'n'", "1")), ["FWK-012"]);
    assert_eq!(found(&tree("", "-1")), ["FWK-022"]);
    let zero = found(&tree("", "0"));
    assert!(zero.contains(&"FWK-023".to_owned()), "{zero:?}");
}

/// A sensitivity analysis of a step that is not in the pipeline asks on the console, or changes nothing.
#[test]
fn a_step_that_does_not_exist_is_refused() {
    // Wherever a framework names steps, a name that is none is refused, and so is a method that is none.
    let key = "treet = 'two_stage'";
    for text in [
        format!("{TWO}[[node]]\ncode = 'n'\n[defaults]\n{key}\n"),
        format!("{TWO}[[node]]\ncode = 'n'\n{key}\n"),
        format!("{TWO}[[node]]\ncode = 'n'\n[node.defaults]\n{key}\n"),
        format!("{TWO}{key}\n[[node]]\ncode = 'n'\n"),
    ] {
        assert_eq!(found(&text), ["FWK-002"], "{text}");
    }
    for step in ["denominate", "impute", "treat", "scorer"] {
        let text = format!("{TWO}[[node]]\ncode = 'n'\n[defaults]\n{step} = 'no_such_method'\n");
        assert!(!found(&text).is_empty(), "{text}");
    }
    assert!(
        !found(&format!("{TWO}[[node]]\ncode = 'n'\naggregate = 'no_such_method'\n")).is_empty()
    );
}

/// The same: with the check off, COINr adds the step at the end of its log. Here a step has its place: that
/// of treatment is before the scale is learned, wherever the key stands.
#[test]
fn a_step_that_is_added_stands_in_its_place() {
    let data = "unit,a,b\n1,0,0\n2,1,1\n3,2,2\n4,3,3\n5,4,4\n6,100,5\n";
    let of = |more: &str| {
        let text = format!(
            "code = 't'\ntitle = 'T'\n[[node]]\ncode = 'n'\n[[indicator]]\ncode = 'a'\nparent = 'n'\n\
             scorer = 'min_max'\n{more}[[indicator]]\ncode = 'b'\nparent = 'n'\n"
        );
        let (framework, card) = scored(&text, data);
        scores(&card, &framework, None, "a")
    };
    close(&of(""), &[0.0, 0.01, 0.02, 0.03, 0.04, 1.0]);
    // Quartiles 1.25 and 3.75: the fence is at 3.75 + 0.1 · 2.5 = 4, and the scale from 0 to 4.
    let treat = "treat = { method = 'interquartile', factor = 0.1 }\n";
    close(&of(treat), &[0.25, 0.25, 0.5, 0.75, 1.0, 1.0].map(|x| (x - 0.25) / 0.75));
}

/// The same: every analysis of what is not there is refused, none answers that nothing changes.
#[test]
fn an_analysis_of_what_is_not_there_is_refused() {
    let text = format!("{TWO}[[node]]\ncode = 'n'\n");
    let (framework, card) = scored(&text, "unit,a,b\nx,1,2\ny,3,4\n");
    let mut checker = Checker::new(&framework, CheckOptions::default());
    checker.read_csv("data.csv", "unit,a,b\nx,1,2\ny,3,4\n".as_bytes()).unwrap();
    let observations = checker.finish().observations;
    let node = framework.find("n").unwrap();
    // Weights that the framework does not have.
    let unknown = ScoreOptions::default().weight_set("experts");
    assert!(score_as(&framework, &observations, &unknown).is_err());
    assert!(removals_as(&framework, &observations, &unknown, None, node, &[]).is_err());
    // Draws, where no gap is filled by any.
    let none = ScoreOptions::default();
    assert_eq!(replicates(&framework, &observations, &none, None, node), Ok(None));
    // A period without data.
    let year = Period::parse("2030").unwrap();
    assert!(card.period(Some(&year)).is_none());
    assert!(removals(&framework, &observations, Some(&year), node, &[]).is_empty());
}

/// The same in the runner: an uncertain input whose step is not in the pipeline.
#[test]
fn a_sensitivity_analysis_of_a_step_that_is_not_there_is_refused() {
    let normalise = json!({ "step": "normalise", "method": "minmax" });
    let aggregate = json!({ "step": "aggregate", "method": "arithmetic" });
    let of = |steps: &[&Value], input: &str, alternatives: Value| {
        let folder = tempfile::tempdir().unwrap();
        let write =
            |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        write("observations.csv", "unit,indicator,value\nx,a,1\ny,a,3\nx,b,2\ny,b,1\n");
        write(
            "framework.csv",
            "type,code,level,parent,direction,weight\nIndicator,a,1,n,1,1\nIndicator,b,1,n,1,1\n\
             Aggregate,n,2,,1,1\n",
        );
        write("design.csv", &format!("combination,{input}\n1,1\n2,2\n"));
        write("expected.csv", "combination,unit,value\n");
        let names = ["observations", "framework", "design"];
        let inputs = names.map(|id| json!({ "id": id, "kind": id, "file": format!("{id}.csv") }));
        let roles: std::collections::BTreeMap<&str, &str> = names.map(|id| (id, id)).into();
        let manifest = json!({ "inputs": inputs, "cases": [{
            "id": "one", "operation": "sensitivity.factorial", "inputs": roles,
            "parameters": {
                "steps": steps, "target": "n", "output": "scores", "inputs": { input: alternatives },
            },
            "expected": {
                "kind": "table", "file": "expected.csv", "key": ["combination", "unit"],
                "value": ["value"],
            },
        }] });
        write("manifest.json", &manifest.to_string());
        run(folder.path(), None).unwrap().cases.remove(0).1
    };
    let scales = json!(["minmax(0,100)", "minmax(1,100)"]);
    let means = json!(["arithmetic", "geometric"]);
    for outcome in [
        of(&[&aggregate], "normalisation", scales.clone()),
        of(&[&normalise], "aggregation", means.clone()),
    ] {
        assert!(matches!(&outcome, Outcome::Fail(why) if why.contains("no step")), "{outcome:?}");
    }
    // A step that no analysis varies.
    let outcome = of(&[&normalise, &aggregate], "treatment", json!(["none", "two_stage"]));
    assert!(matches!(outcome, Outcome::NotSupported(_)), "{outcome:?}");
    // With the steps there, only the figures are looked at: none is expected here.
    let outcome = of(&[&normalise, &aggregate], "normalisation", scales);
    assert!(matches!(&outcome, Outcome::Fail(why) if !why.contains("no step")), "{outcome:?}");
}

/// The result of `outrankMatrix` with missing values depends on the order of the units.
#[test]
fn outranking_does_not_depend_on_the_order_of_units() {
    let table = [[3.0, NONE, 1.0], [1.0, 2.0, NONE], [2.0, 5.0, 0.5]];
    let of = |order: [usize; 3]| {
        let columns: Vec<Column> =
            (0..3).map(|j| column(&order.map(|unit| table[unit][j]))).collect();
        let children = Children::new(&columns, &[0.5, 0.3, 0.2]).unwrap();
        let matrix = Outranking::of(&children, &Gaps::SKIP);
        let place = |unit: usize| order.iter().position(|other| *other == unit).unwrap();
        let share = |a: usize, b: usize| matrix.share(place(a), place(b));
        let scores: Vec<Option<f64>> =
            (0..3).map(|unit| matrix.copeland().get(place(unit))).collect();
        ([share(0, 1), share(1, 0), share(0, 2), share(2, 0), share(1, 2), share(2, 1)], scores)
    };
    let wanted = of([0, 1, 2]);
    // What one lacks counts for neither: the first has only one column in common with the second.
    assert_eq!(wanted.0[..2], [Some(1.0), Some(0.0)]);
    for order in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        assert_eq!(of(order), wanted, "{order:?}");
    }
}

/// `get_opt_weights` pairs targets by the alphabet with weights in the order of the framework; on a level
/// with several groups its weights drift to where some are negative.
#[test]
fn targets_belong_to_their_columns_and_weights_stay_shares() {
    let a = column(&[1.0, 5.0, 2.0, 8.0, 4.0, 9.0, 3.0, 7.0]);
    let b = column(&[4.0, 1.0, 7.0, 3.0, 9.0, 2.0, 6.0, 5.0]);
    let stated = vec![3.0, 1.0];
    let mut options = OptimiseOptions::default();
    options.goal = Goal::Stated { importance: stated.clone() };
    let found = optimise(&[&a, &b], &options).unwrap();
    let shares = |importance: &[f64]| importance[0] / (importance[0] + importance[1]);
    assert!((shares(&found.importance) - 0.75).abs() < 1e-6, "{found:?}");
    let again = importance(&[&a, &b], &found.weights, options.measure).unwrap();
    assert!((shares(&again) - 0.75).abs() < 1e-6);
    options.goal = Goal::Stated { importance: vec![1.0, 3.0] };
    let turned = optimise(&[&b, &a], &options).unwrap();
    assert!((turned.weights[1] - found.weights[0]).abs() < 1e-5, "{turned:?} {found:?}");

    // Two groups of one level, each for itself.
    let text = "code = 't'\ntitle = 'T'\n[defaults]\nweights = 'optimised'\n[[node]]\ncode = 'top'\nweights = 'equal'\n\
                [[node]]\ncode = 'n'\nparent = 'top'\n[[node]]\ncode = 'm'\nparent = 'top'\n\
                [[indicator]]\ncode = 'a'\nparent = 'n'\n[[indicator]]\ncode = 'b'\nparent = 'n'\n\
                [[indicator]]\ncode = 'c'\nparent = 'm'\n[[indicator]]\ncode = 'd'\nparent = 'm'\n";
    let data =
        "unit,a,b,c,d\n1,1,4,10,1\n2,5,1,50,3\n3,2,7,30,2\n4,8,3,20,9\n5,4,9,70,4\n6,9,2,60,7\n";
    let (framework, card) = scored(text, data);
    for node in ["n", "m"] {
        let weights = card.periods()[0].counting(framework.find(node).unwrap());
        let sum: f64 = weights.iter().map(|(_, weight)| weight).sum();
        assert!((sum - 1.0).abs() < 1e-9, "{weights:?}");
        assert!(weights.iter().all(|(_, weight)| *weight > 0.01), "{weights:?}");
    }
}

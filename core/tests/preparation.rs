//! The kernels of denomination, screening, imputation, treatment, statistics and trends against
//! reference outputs of COINr. Parameters come from the manifest; nothing is decided by case id.
#![cfg(feature = "csv")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, clippy::indexing_slicing)]

#[path = "preparation/case.rs"]
mod case;

use std::collections::BTreeMap;

use case::{Case, Cell, Results, Table, distinct, records, shared};
use chuan::observe::Column;
use chuan::recipe::Direction;
use chuan::score::denominate::denominate;
use chuan::score::impute::{
    Centre, Imputation, SeriesRule, impute_column, impute_groups, impute_growth, impute_rows,
    impute_series,
};
use chuan::score::panel::{Trend, trends};
use chuan::score::screen::{Screening, availability, availability_by_group, screen};
use chuan::score::statistics::{FlagThresholds, Moments, describe};
use chuan::score::treat::{Check, End, Outcome, Transformation, Treatment, treat, winsorise};
use serde_json::{Value, json};

/// Results by unit and indicator.
fn put(results: &mut Results, table: &Table, indicator: &str, column: &Column) {
    for (unit, value) in table.units.iter().zip(column.iter()) {
        results.insert(vec![unit.clone(), indicator.to_owned()], value.into());
    }
}

fn each_column(table: &Table, mut f: impl FnMut(&Column) -> Column) -> Results {
    let mut results = Results::new();
    for indicator in &table.indicators {
        put(&mut results, table, indicator, &f(&table.column(indicator)));
    }
    results
}

fn denominated(case: &Case) -> Results {
    let (table, mut results) = (case.table(), Results::new());
    for (indicator, by) in case.parameter("columns").as_object().unwrap() {
        let by = case.attribute(&table, by.as_str().unwrap());
        let by: Column = by.iter().map(|text| text.parse().ok()).collect();
        let column = denominate(&table.column(indicator), &by, case.typed("scale_factor", 1.0));
        put(&mut results, &table, indicator, &column);
    }
    results
}

fn screened(case: &Case) -> Results {
    let (table, mut results) = (case.table(), Results::new());
    let columns: Vec<Column> = table.indicators.iter().map(|i| table.column(i)).collect();
    let (missing, zeros) =
        (case.typed("data_threshold", 2.0 / 3.0), case.typed("nonzero_threshold", 0.05));
    let by_missing = Screening::ByMissing { threshold: missing };
    let by_zeros = Screening::ByZeros { threshold: zeros };
    let rule = match case.operation().strip_prefix("screen.").unwrap() {
        "by_missing" => by_missing,
        "by_zeros" => by_zeros,
        _ => Screening::ByBoth { missing, zeros },
    };
    let found = availability(&columns);
    for ((name, unit), judged) in table.units.iter().zip(&found).zip(screen(&found, &rule, &[])) {
        let low_data = !by_missing.judge(unit).kept;
        let low_non_zero = unit.non_zero_share().map(|_| !by_zeros.judge(unit).kept);
        let either = match (low_data, low_non_zero) {
            (true, _) | (_, Some(true)) => Some(true),
            (false, other) => other,
        };
        for (statistic, cell) in [
            ("N_missing", unit.missing.into()),
            ("N_zero", unit.zeros.into()),
            ("N_miss_or_zero", (unit.missing + unit.zeros).into()),
            ("Dat_Avail", unit.share().into()),
            ("Non_Zero", unit.non_zero_share().into()),
            ("LowData", Some(low_data).into()),
            ("LowNonZero", low_non_zero.into()),
            ("LowDatOrZeroFlag", either.into()),
            ("Included", Some(judged.kept).into()),
        ] {
            let cell: Cell = cell;
            results.insert(vec![name.clone(), statistic.to_owned()], cell);
        }
    }
    results
}

fn available(case: &Case) -> Results {
    let (table, framework, mut results) = (case.table(), case.input("framework"), Results::new());
    let columns: Vec<Column> = table.indicators.iter().map(|i| table.column(i)).collect();
    let parents: BTreeMap<&str, &str> =
        framework.iter().map(|row| (row["code"].as_str(), row["parent"].as_str())).collect();
    let below = |node: &str, code: &str| {
        std::iter::successors(Some(code), |at| parents.get(at).copied()).any(|at| at == node)
    };
    let nodes: Vec<&str> = framework
        .iter()
        .filter(|row| row["type"] == "Aggregate")
        .map(|row| row["code"].as_str())
        .collect();
    let members = |node: &&str| -> Vec<usize> {
        (0..columns.len()).filter(|place| below(node, &table.indicators[*place])).collect()
    };
    let groups: Vec<Vec<usize>> = nodes.iter().map(members).collect();
    for (node, shares) in nodes.iter().zip(availability_by_group(&columns, &groups)) {
        put(&mut results, &table, node, &shares);
    }
    results
}

fn imputed(case: &Case) -> Results {
    let table = case.table();
    let method = case.operation().strip_prefix("impute.").unwrap();
    let written = match case.parameter("group").as_str() {
        Some(group) => json!({ "method": method, "group": group }),
        None => json!({ "method": method }),
    };
    let method: Imputation = serde_json::from_value(written).unwrap();
    let centre = match method {
        Imputation::Median | Imputation::GroupMedian { .. } => Centre::Median,
        _ => Centre::Mean,
    };
    if case.parameter("by") == "row" {
        let mut results = Results::new();
        let columns: Vec<Column> = table.indicators.iter().map(|i| table.column(i)).collect();
        let direction = |indicator: &String| match &case.parameter("directions")[indicator] {
            sign if sign.as_i64() == Some(-1) => Direction::Lower,
            _ => Direction::Higher,
        };
        let directions: Vec<Direction> = table.indicators.iter().map(direction).collect();
        let imputed = impute_rows(&columns, &directions, centre);
        for (indicator, imputed) in table.indicators.iter().zip(imputed) {
            put(&mut results, &table, indicator, &imputed.column);
        }
        return results;
    }
    match method {
        Imputation::Mean | Imputation::Median => {
            each_column(&table, |column| impute_column(column, centre).column)
        }
        Imputation::GroupMean { .. } | Imputation::GroupMedian { .. } => {
            let names = case.attribute(&table, case.parameter("group").as_str().unwrap());
            let all = distinct(names.iter());
            let group = |name: &String| {
                let place = all.iter().position(|other| other == name)?;
                u32::try_from(place).ok().filter(|_| !name.is_empty())
            };
            let groups: Vec<Option<u32>> = names.iter().map(group).collect();
            each_column(&table, |column| impute_groups(column, &groups, centre).column)
        }
        other => panic!("{other:?}"),
    }
}

fn imputed_panel(case: &Case) -> Results {
    let (table, mut results) = (case.table(), Results::new());
    let years = table.years();
    let rule = match case.operation().strip_prefix("impute_panel.").unwrap() {
        "latest" => SeriesRule::Latest { max_steps: case.typed("max_steps", None) },
        "constant" => SeriesRule::Constant,
        "linear" => SeriesRule::Linear,
        "linear_constant" => SeriesRule::LinearConstant,
        other => panic!("{other}"),
    };
    for indicator in &table.indicators {
        let imputed = impute_series(&years, &table.series(indicator), rule);
        for (time, column) in imputed.columns.iter().enumerate() {
            for (unit, name) in table.units.iter().enumerate() {
                let value = if case.output() == "source_time" {
                    imputed.source(time, unit).map(|source| years[source.from])
                } else {
                    column.get(unit)
                };
                let key = vec![name.clone(), table.times[time].clone(), indicator.clone()];
                results.insert(key, value.into());
            }
        }
    }
    results
}

fn treated(case: &Case) -> Results {
    let (table, mut results) = (case.table(), Results::new());
    let treatment = Treatment::TwoStage {
        max_points: serde_json::from_value(case.parameter("winsorise_max").clone()).unwrap(),
        thresholds: case.thresholds(),
        then: serde_json::from_value(json!({ "method": case.parameter("then") })).unwrap(),
        combine: case.typed("combine", false),
    };
    let mut rows: Vec<(&str, Vec<(&str, Cell)>)> = Vec::new();
    let mut second = false;
    for indicator in &table.indicators {
        let column = table.column(indicator);
        let found = treat(&column, &treatment);
        if case.output() == "treated_points" {
            for (unit, end) in table.units.iter().zip(found.moved(&column)) {
                let Some(end) = end else { continue };
                let text = if end == End::High { "winhi" } else { "winlo" };
                results.insert(vec![unit.clone(), indicator.clone()], text.into());
            }
        } else if case.output() == "treatment_details" {
            let first = found.before.unwrap();
            let levelled = found.winsorised.is_some_and(|w| w.levelled);
            if first.passed.is_none() || levelled {
                assert_eq!(found.outcome, Outcome::Undetermined);
                continue;
            }
            let after = found.winsorised.map(|w| w.after);
            second |= found.transformed.is_some();
            let mut cells =
                vec![("winsorise.nwin", found.winsorised.map(|w| w.points() as f64).into())];
            cells.extend(check(0, Some(first)));
            cells.extend(check(1, after));
            cells.extend(check(2, found.transformed));
            rows.push((indicator, cells));
        } else {
            put(&mut results, &table, indicator, &found.column);
        }
    }
    for (indicator, cells) in rows {
        // The table has a column for the second stage only when some indicator reached it.
        for (name, cell) in cells.into_iter().filter(|(name, _)| second || !name.contains("Kurt2"))
        {
            results.insert(vec![indicator.to_owned(), name.to_owned()], cell);
        }
    }
    results
}

fn check(stage: usize, check: Option<Check>) -> [(&'static str, Cell); 3] {
    let names = [
        ["check_SkewKurt0.Pass", "check_SkewKurt0.Skew", "check_SkewKurt0.Kurt"],
        ["check_SkewKurt1.Pass", "check_SkewKurt1.Skew", "check_SkewKurt1.Kurt"],
        ["check_SkewKurt2.Pass", "check_SkewKurt2.Skew", "check_SkewKurt2.Kurt"],
    ];
    let [pass, skew, kurt] = names[stage];
    [
        (pass, check.and_then(|c| c.passed).into()),
        (skew, check.and_then(|c| c.skewness).into()),
        (kurt, check.and_then(|c| c.kurtosis).into()),
    ]
}

fn winsorised(case: &Case) -> Results {
    let table = case.table();
    let column = table.column(case.parameter("column").as_str().unwrap());
    let max_points = case.typed("max_points", None);
    let found = winsorise(&column, max_points, &case.thresholds(), case.typed("force", false));
    if let Some(notes) = case.case["notes"].as_str() {
        assert_eq!(notes.rsplit(' ').next(), Some(found.points().to_string().as_str()));
    }
    let moved = found.clamp.apply(&column);
    let rows = table.units.iter().zip(moved.iter());
    rows.map(|(unit, value)| (vec![unit.clone()], value.into())).collect()
}

fn transformed(case: &Case) -> Results {
    let name = case.operation().strip_prefix("treat.").unwrap();
    let mut parameters = json!({ "method": name });
    for key in ["lambda", "shift"] {
        if !case.parameter(key).is_null() {
            parameters[key] = case.parameter(key).clone();
        }
    }
    let by: Transformation = serde_json::from_value(parameters).unwrap();
    each_column(&case.table(), |column| treat(column, &Treatment::Transform { by }).column)
}

fn statistics(case: &Case) -> Results {
    let (table, mut results) = (case.table(), Results::new());
    let defaults = FlagThresholds::default();
    let thresholds = FlagThresholds {
        availability: case.typed("availability_threshold", defaults.availability),
        non_zero: case.typed("nonzero_threshold", defaults.non_zero),
        unique: case.typed("unique_threshold", defaults.unique),
        skewness: case.typed("skew_threshold", defaults.skewness),
        kurtosis: case.typed("kurtosis_threshold", defaults.kurtosis),
    };
    let low = |low: bool| Cell::from(if low { "LOW" } else { "ok" });
    for indicator in &table.indicators {
        let found = describe(&table.column(indicator));
        let flags = found.flags(&thresholds);
        let out =
            flags.outliers.map_or(Cell::Number(None), |out| if out { "OUT" } else { "ok" }.into());
        for (statistic, cell) in [
            ("Min", found.min.into()),
            ("Max", found.max.into()),
            ("Mean", found.mean.into()),
            ("Median", found.median.into()),
            ("Std", found.sd.into()),
            ("Skew", found.skewness.into()),
            ("Kurt", found.kurtosis.into()),
            ("N.Avail", found.present.into()),
            ("N.NonZero", found.non_zero.into()),
            ("N.Unique", found.unique.into()),
            ("N.Same", found.same.into()),
            ("Frc.Avail", found.availability().into()),
            ("Frc.NonZero", found.non_zero_share().into()),
            ("Frc.Unique", found.unique_share().into()),
            ("Frc.Same", found.same_share().into()),
            ("Flag.Avail", low(flags.availability)),
            ("Flag.NonZero", low(flags.non_zero)),
            ("Flag.Unique", low(flags.unique)),
            ("Flag.SkewKurt", out),
        ] {
            results.insert(vec![indicator.clone(), statistic.to_owned()], cell);
        }
    }
    results
}

fn skew_kurtosis(case: &Case) -> Results {
    let (table, mut results) = (case.table(), Results::new());
    for indicator in &table.indicators {
        let moments = Moments::of(&table.column(indicator));
        let mut put = |name: &str, x: Option<f64>| {
            results.insert(vec![indicator.clone(), name.to_owned()], x.into());
        };
        put("skewness", moments.skewness());
        put("kurtosis", moments.kurtosis());
    }
    results
}

fn trend(case: &Case) -> Results {
    let (table, mut results) = (case.table(), Results::new());
    let mut parameters = json!({ "method": case.parameter("method") });
    if !case.parameter("per").is_null() {
        parameters["per"] = case.parameter("per").clone();
    }
    let trend: Trend = serde_json::from_value(parameters).unwrap();
    for indicator in case.typed("indicators", table.indicators.clone()) {
        let column = trends(&table.years(), &table.series(&indicator), trend);
        put(&mut results, &table, &indicator, &column);
    }
    results
}

#[test]
fn as_coinr_does() {
    let Some(shared) = shared() else { return };
    let root = shared.join("reference/coinr");
    let text = std::fs::read_to_string(root.join("manifest.json")).unwrap();
    let manifest: Value = serde_json::from_str(&text).unwrap();
    let (mut done, mut fails) = (0, Vec::new());
    for entry in manifest["cases"].as_array().unwrap() {
        let case = Case { case: entry.clone(), root: root.clone(), manifest: manifest.clone() };
        let (step, operation) = case.operation().split_once('.').unwrap();
        let results = match (step, operation) {
            ("denominate", _) => denominated(&case),
            ("screen", _) => screened(&case),
            ("availability", _) => available(&case),
            ("impute", _) => imputed(&case),
            ("impute_panel", _) => imputed_panel(&case),
            ("treat", "default") => treated(&case),
            ("treat", "winsorise") => winsorised(&case),
            ("treat", _) => transformed(&case),
            ("statistics", "table") => statistics(&case),
            ("statistics", _) => skew_kurtosis(&case),
            ("panel", "trend") => trend(&case),
            // Whole pipelines, and the steps of other kernels.
            _ => continue,
        };
        done += 1;
        let id = entry["id"].as_str().unwrap();
        fails.extend(case.fails(&results).into_iter().map(|fail| format!("{id} {fail}")));
    }
    assert!(done > 0, "no case of these steps");
    assert!(fails.is_empty(), "{} of {done} cases' values:\n{}", fails.len(), fails.join("\n"));
}

/// The Digital Economy and Society Index 2022 fills the use of big data in Greece (3b7) with its
/// last own value and the growth of the European Union since.
#[test]
fn as_desi_does() {
    let Some(shared) = shared() else { return };
    let folder = shared.join("reference/published/desi_2022");
    if !folder.exists() {
        eprintln!("SKIPPED: no published data");
        return;
    }
    let gaps = records(&folder.join("inputs_before_imputation.csv"));
    let complete = records(&folder.join("inputs.csv"));
    let (unit, indicator) = ("EL", "3b7");
    let of = |rows: &[BTreeMap<String, String>], unit: &str, year: &str| -> Option<f64> {
        let row = rows.iter().find(|row| row["unit"] == unit && row["year"] == year)?;
        row.get(indicator)?.parse().ok()
    };
    let mut years = distinct(gaps.iter().map(|row| &row["year"]));
    years.sort();
    let union: Vec<Option<f64>> = years.iter().map(|year| of(&complete, "EU", year)).collect();
    let columns: Vec<Column> =
        years.iter().map(|year| [of(&gaps, unit, year)].into_iter().collect()).collect();
    let grown = impute_growth(&columns, &[Some(0)], &[union], None);
    let last = years.len() - 1;
    assert!(grown.is_filled(last, 0));
    let (got, wanted) = (grown.columns[last].get(0), of(&complete, unit, &years[last]));
    assert!((got.unwrap() - wanted.unwrap()).abs() <= 1e-6 * wanted.unwrap(), "{got:?} {wanted:?}");
}

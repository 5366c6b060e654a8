//! All cases of normalisation and aggregation in the manifest of COINr's results. Parameters come
//! from the manifest; nothing is decided by the name of a case.

use super::reference;
use chuan::observe::Column;
use chuan::recipe::{Cap, Direction, Divisor, MissingRule};
use chuan::score::combine::{Children, Combined, Gaps, Power, Remark, generalised_mean};
use chuan::score::normal::{Normalisation, RankForm, Shift};
use chuan::score::outrank::Outranking;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A table of named columns; rows are units, or the places of a vector.
#[derive(Default)]
struct Frame {
    units: Vec<String>,
    columns: Vec<(String, Vec<Option<f64>>)>,
}

fn number(text: &str) -> Option<f64> {
    // 0/0 in a column without range: missing, like an empty field.
    text.parse::<f64>().ok().filter(|x| !x.is_nan())
}

fn rows(path: &Path) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

struct Folder {
    path: PathBuf,
    manifest: Value,
}

impl Folder {
    fn open() -> Option<Self> {
        let path = reference("coinr")?;
        let text = std::fs::read_to_string(path.join("manifest.json")).unwrap();
        Some(Self { path, manifest: serde_json::from_str(&text).unwrap() })
    }

    fn cases(&self, step: &str) -> Vec<Value> {
        let all = self.manifest["cases"].as_array().unwrap();
        all.iter().filter(|case| case["step"] == step).cloned().collect()
    }

    fn input(&self, id: &Value) -> Vec<BTreeMap<String, String>> {
        let inputs = self.manifest["inputs"].as_array().unwrap();
        let input = inputs.iter().find(|input| input["id"] == *id).unwrap();
        rows(&self.path.join(input["file"].as_str().unwrap()))
    }

    /// Observations as columns of indicators, or the vectors that the case names.
    fn frame(&self, case: &Value) -> Frame {
        let inputs = &case["inputs"];
        let mut frame = Frame::default();
        if !inputs["vectors"].is_null() {
            let table = self.input(&inputs["vectors"]);
            for name in case["parameters"]["vectors"].as_array().unwrap() {
                let of = table.iter().filter(|row| row["vector"] == name.as_str().unwrap());
                let values = of.map(|row| number(&row["value"])).collect();
                frame.columns.push((name.as_str().unwrap().to_owned(), values));
            }
            return frame;
        }
        for row in self.input(&inputs["observations"]) {
            if !frame.units.contains(&row["unit"]) {
                frame.units.push(row["unit"].clone());
            }
            if frame.columns.last().is_none_or(|(name, _)| *name != row["indicator"]) {
                frame.columns.push((row["indicator"].clone(), Vec::new()));
            }
            frame.columns.last_mut().unwrap().1.push(number(&row["value"]));
        }
        frame
    }

    fn compare(&self, case: &Value, got: &BTreeMap<Vec<String>, Option<f64>>) {
        let (id, expected) = (&case["id"], &case["expected"]);
        let texts = |list: &Value| -> Vec<String> { serde_json::from_value(list.clone()).unwrap() };
        let (keys, value) = (texts(&expected["key"]), &texts(&expected["value"])[0]);
        let (rel, abs) = (&case["tolerance"]["rel"], &case["tolerance"]["abs"]);
        let (rel, abs) = (rel.as_f64().unwrap(), abs.as_f64().unwrap());
        let table = rows(&self.path.join(expected["file"].as_str().unwrap()));
        assert_eq!(table.len() as u64, expected["rows"].as_u64().unwrap(), "{id}");
        for row in &table {
            let key: Vec<String> = keys.iter().map(|key| row[key].clone()).collect();
            let got = got.get(&key).unwrap_or_else(|| panic!("{id}: nothing for {key:?}"));
            match (number(&row[value]), got) {
                (None, None) => {}
                (Some(expected), Some(got)) => assert!(
                    (got - expected).abs() <= abs.max(rel * expected.abs()),
                    "{id}: {key:?}: {got} for {expected}"
                ),
                (expected, got) => panic!("{id}: {key:?}: {got:?} for {expected:?}"),
            }
        }
    }
}

fn float(value: &Value) -> Option<f64> {
    value.as_f64()
}

/// COINr's name and parameters, as ours. `target` is that of the framework, if it is one.
fn method(name: &str, p: &Value, target: Option<f64>) -> Normalisation {
    let at = |key: &str| float(&p[key]).unwrap_or_else(|| panic!("{name}: no {key}"));
    let unit = [0.0, 1.0];
    match name {
        "none" => Normalisation::None,
        "minmax" => Normalisation::MinMax { to: [at("lower"), at("upper")] },
        "zscore" => {
            Normalisation::ZScore { mean: at("mean"), sd: at("sd"), divisor: Divisor::Sample }
        }
        "scaled" => {
            Normalisation::Scaled { lower: at("lower"), upper: at("upper"), factor: at("factor") }
        }
        "rank" => Normalisation::Rank { ties: serde_json::from_value(p["ties"].clone()).unwrap() },
        "borda" => {
            Normalisation::Borda { ties: serde_json::from_value(p["ties"].clone()).unwrap() }
        }
        "percentile_rank" => Normalisation::PercentileRank {
            ties: serde_json::from_value(p["ties"].clone()).unwrap(),
            form: RankForm::Inclusive,
            to: unit,
        },
        "distance_to_max" => Normalisation::DistanceToMax { to: unit },
        "distance_to_target" => Normalisation::DistanceToTarget {
            target: target.or(float(&p["target"])).unwrap(),
            cap: p["cap"].as_bool().unwrap(),
            to: unit,
        },
        "fraction_of_max" => Normalisation::FractionOfMax { to: unit },
        "goalposts" => Normalisation::Goalposts {
            lower: at("lower"),
            upper: at("upper"),
            transform: Shift::None,
            power: 1.0,
            cap: if p["truncate"].as_bool().unwrap() { Cap::Both } else { Cap::None },
            to: [0.0, at("scale")],
        },
        other => panic!("no method {other}"),
    }
}

/// The column normalised; without scores where nothing can be learned from it.
fn normalise(method: &Normalisation, column: &Column, direction: Direction) -> Column {
    let fitted = method.fit(column, direction);
    fitted.map_or(Column::absent(column.len()), |fitted| fitted.column(column))
}

#[test]
fn normalise_cases() {
    let Some(folder) = Folder::open() else { return };
    let cases = folder.cases("normalise");
    assert!(cases.len() >= 17);
    for case in &cases {
        let operation = case["operation"].as_str().unwrap().strip_prefix("normalise.").unwrap();
        let parameters = &case["parameters"];
        let frame = folder.frame(case);
        let framework = match &case["inputs"]["framework"] {
            Value::Null => Vec::new(),
            id => folder.input(id),
        };
        let mut got = BTreeMap::new();
        for (name, values) in &frame.columns {
            let of = framework.iter().find(|row| row["code"] == *name);
            let sign = match of {
                Some(row) if parameters["apply_direction"] == true => number(&row["direction"]),
                _ => None,
            };
            let sign = sign.unwrap_or(1.0);
            // "framework column target"
            let by_indicator = parameters["target"].as_str().map(|text| {
                let key = text.strip_prefix("framework column ").unwrap();
                number(&of.unwrap()[key]).unwrap()
            });
            let (name_of_method, p) = if operation == "mixed" {
                let own = &parameters["columns"][name.as_str()];
                let p = if own.is_null() { &parameters["default"] } else { own };
                (p["method"].as_str().unwrap(), p)
            } else {
                (operation, parameters)
            };
            let direction = if float(&p["direction"]) == Some(-1.0) {
                Direction::Lower
            } else {
                Direction::Higher
            };
            let signed: Column = values.iter().map(|x| x.map(|x| sign * x)).collect();
            let ours = method(name_of_method, p, by_indicator.map(|target| sign * target));
            let scores = normalise(&ours, &signed, direction);
            // Limits of the framework and those that are learned follow the direction: there the
            // raw column with its direction gives the same.
            let stated = p.get("target").is_some_and(Value::is_number) || p.get("lower").is_some();
            if sign < 0.0 && (name_of_method == "minmax" || !stated) {
                let ours = method(name_of_method, p, by_indicator);
                let raw: Column = values.iter().copied().collect();
                let direct = normalise(&ours, &raw, Direction::Lower);
                for (direct, signed) in direct.iter().zip(scores.iter()) {
                    let near = |(a, b): (f64, f64)| (a - b).abs() <= 1e-12 * b.abs().max(1.0);
                    assert!(direct.is_some() == signed.is_some(), "{name}");
                    assert!(direct.zip(signed).is_none_or(near), "{name}: {direct:?} {signed:?}");
                }
            }
            for (place, score) in scores.iter().enumerate() {
                let key = match frame.units.get(place) {
                    Some(unit) => vec![unit.clone(), name.clone()],
                    None => vec![name.clone(), (place + 1).to_string()],
                };
                got.insert(key, score);
            }
        }
        folder.compare(case, &got);
    }
}

fn weights_of(folder: &Folder, given: &Value, codes: &[String]) -> Vec<f64> {
    match given {
        Value::String(id) => {
            let table = folder.input(&json!(id));
            let weight = |code: &String| {
                number(&table.iter().find(|row| row["code"] == *code).unwrap()["value"]).unwrap()
            };
            codes.iter().map(weight).collect()
        }
        Value::Array(list) => list.iter().map(|weight| float(weight).unwrap()).collect(),
        _ => vec![1.0; codes.len()],
    }
}

#[test]
fn aggregate_cases() {
    let Some(folder) = Folder::open() else { return };
    let mut done = 0;
    for case in &folder.cases("aggregate") {
        let operation = case["operation"].as_str().unwrap().strip_prefix("aggregate.").unwrap();
        if operation == "framework" {
            continue; // the way up a tree is not that of a kernel
        }
        let parameters = &case["parameters"];
        let mut frame = folder.frame(case);
        if frame.units.is_empty() {
            // One vector is one unit, and its places are the children.
            let values = frame.columns[0].1.clone();
            let name = |(place, value)| (format!("{}", place + 1), vec![value]);
            frame.columns = values.into_iter().enumerate().map(name).collect();
            frame.units.push("vector".to_owned());
        }
        let codes: Vec<String> = frame.columns.iter().map(|(code, _)| code.clone()).collect();
        let columns: Vec<Column> =
            frame.columns.iter().map(|(_, values)| values.iter().copied().collect()).collect();
        let weights = weights_of(&folder, &parameters["weights"], &codes);
        let children = Children::new(&columns, &weights).unwrap();
        let complete = parameters["rows"] == "complete";
        let rule = if complete { MissingRule::Propagate } else { MissingRule::Skip };
        let at_least = float(&parameters["data_threshold"]);
        let gaps = Gaps { rule, substitute: 0.0, at_least };
        let mean = |p| generalised_mean(&children, Power::Of(p), &gaps).unwrap();
        let combined = match operation {
            "arithmetic_mean" => mean(1.0),
            "geometric_mean" => mean(0.0),
            "harmonic_mean" => mean(-1.0),
            "copeland" => {
                Combined { column: Outranking::of(&children, &gaps).copeland(), notes: Vec::new() }
            }
            other => panic!("no operation {other}"),
        };
        done += 1;
        if case["expected"]["kind"] == "error" {
            assert_eq!(combined.column.present(), 0);
            assert_eq!(combined.notes[0].remark, Remark::Negative);
            continue;
        }
        let units = frame.units.iter().map(|unit| vec![unit.clone()]);
        folder.compare(case, &units.zip(combined.column.iter()).collect());
    }
    assert!(done >= 6);
}

//! Cases of a manifest: their inputs, their parameters, and what is expected of them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chuan::observe::Column;
use chuan::score::treat::Thresholds;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The folder with the reference data, if there is one here. In CI there must be.
pub(super) fn shared() -> Option<PathBuf> {
    let shared = std::env::var_os("CHUAN_SHARED").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared"),
        PathBuf::from,
    );
    if shared.join("reference/coinr/manifest.json").exists() {
        return Some(shared);
    }
    assert!(std::env::var_os("CI").is_none(), "no reference data");
    eprintln!("SKIPPED: no reference data");
    None
}

/// What a case yields: the key of a row, and its value as text or number.
pub(super) type Results = BTreeMap<Vec<String>, Cell>;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    Number(Option<f64>),
    Text(String),
}

impl From<Option<f64>> for Cell {
    fn from(x: Option<f64>) -> Self {
        Self::Number(x)
    }
}

impl From<usize> for Cell {
    fn from(x: usize) -> Self {
        Self::Number(Some(x as f64))
    }
}

impl From<Option<bool>> for Cell {
    fn from(x: Option<bool>) -> Self {
        x.map_or(Self::Number(None), |x| Self::Text(x.to_string()))
    }
}

impl From<&str> for Cell {
    fn from(x: &str) -> Self {
        Self::Text(x.to_owned())
    }
}

impl Cell {
    fn read(text: &str) -> Self {
        match text {
            "" | "NaN" => Self::Number(None),
            _ => {
                text.parse().map_or_else(|_| Self::Text(text.to_owned()), |x| Self::Number(Some(x)))
            }
        }
    }

    fn agrees(&self, expected: &Self, rel: f64, abs: f64) -> bool {
        match (self, expected) {
            (Self::Number(Some(got)), Self::Number(Some(wanted))) => {
                (got - wanted).abs() <= abs.max(rel * wanted.abs())
            }
            _ => self == expected,
        }
    }
}

/// A table in long form: the values by time, indicator and unit, all in the order of the file.
pub(super) struct Table {
    pub(super) units: Vec<String>,
    pub(super) times: Vec<String>,
    pub(super) indicators: Vec<String>,
    values: BTreeMap<(String, String, String), f64>,
}

pub(super) fn records(path: &Path) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_path(path).unwrap().deserialize().map(Result::unwrap).collect()
}

pub(super) fn distinct<'a>(values: impl Iterator<Item = &'a String>) -> Vec<String> {
    let mut seen = Vec::new();
    for value in values {
        if !seen.contains(value) {
            seen.push(value.clone());
        }
    }
    seen
}

impl Table {
    fn of(rows: &[BTreeMap<String, String>]) -> Self {
        let key =
            |row: &BTreeMap<String, String>, name: &str| row.get(name).cloned().unwrap_or_default();
        let mut times = distinct(rows.iter().map(|row| row.get("time").unwrap_or(&row["unit"])));
        if rows.iter().all(|row| !row.contains_key("time")) {
            times = vec![String::new()];
        }
        let values = rows.iter().filter_map(|row| {
            let place = (key(row, "time"), key(row, "indicator"), key(row, "unit"));
            Some((place, row["value"].parse().ok()?))
        });
        Self {
            units: distinct(rows.iter().map(|row| &row["unit"])),
            indicators: distinct(rows.iter().map(|row| &row["indicator"])),
            values: values.collect(),
            times,
        }
    }

    pub(super) fn at(&self, time: &str, indicator: &str) -> Column {
        let place = |unit: &String| (time.to_owned(), indicator.to_owned(), unit.clone());
        self.units.iter().map(|unit| self.values.get(&place(unit)).copied()).collect()
    }

    pub(super) fn column(&self, indicator: &str) -> Column {
        self.at(&self.times[0], indicator)
    }

    pub(super) fn series(&self, indicator: &str) -> Vec<Column> {
        self.times.iter().map(|time| self.at(time, indicator)).collect()
    }

    pub(super) fn years(&self) -> Vec<f64> {
        self.times.iter().map(|time| time.parse().unwrap()).collect()
    }
}

/// A case of the manifest, its parameters and its inputs.
pub(super) struct Case {
    pub(super) case: Value,
    pub(super) root: PathBuf,
    pub(super) manifest: Value,
}

impl Case {
    pub(super) fn operation(&self) -> &str {
        self.case["operation"].as_str().unwrap()
    }

    pub(super) fn parameter(&self, name: &str) -> &Value {
        &self.case["parameters"][name]
    }

    /// A parameter as a value of the library, or its default where the case does not state it.
    pub(super) fn typed<T: DeserializeOwned>(&self, name: &str, default: T) -> T {
        let value = self.parameter(name).clone();
        if value.is_null() { default } else { serde_json::from_value(value).unwrap() }
    }

    pub(super) fn input(&self, role: &str) -> Vec<BTreeMap<String, String>> {
        let id = &self.case["inputs"][role];
        let inputs = self.manifest["inputs"].as_array().unwrap();
        let input = inputs.iter().find(|input| input["id"] == *id).unwrap();
        records(&self.root.join(input["file"].as_str().unwrap()))
    }

    pub(super) fn table(&self) -> Table {
        let left_out: Vec<String> = self.typed("leave_out", Vec::new());
        let kept = |row: &BTreeMap<String, String>| {
            ["unit", "indicator"].iter().all(|key| !left_out.contains(&row[*key]))
        };
        Table::of(&self.input("observations").into_iter().filter(kept).collect::<Vec<_>>())
    }

    /// An attribute of the units, in the order of the table.
    pub(super) fn attribute(&self, table: &Table, name: &str) -> Vec<String> {
        let rows = self.input("units");
        let of =
            |unit: &String| rows.iter().find(|row| row["unit"] == *unit).unwrap()[name].clone();
        table.units.iter().map(of).collect()
    }

    pub(super) fn thresholds(&self) -> Thresholds {
        let stated = |name, default| self.typed(name, default);
        Thresholds {
            skewness: stated("skew_threshold", 2.0),
            kurtosis: stated("kurtosis_threshold", 3.5),
        }
    }

    pub(super) fn output(&self) -> &str {
        self.parameter("output").as_str().unwrap_or_default()
    }

    pub(super) fn fails(&self, results: &Results) -> Vec<String> {
        let expected = &self.case["expected"];
        let key: Vec<&str> =
            expected["key"].as_array().unwrap().iter().map(|k| k.as_str().unwrap()).collect();
        let (rel, abs) = (&self.case["tolerance"]["rel"], &self.case["tolerance"]["abs"]);
        let (rel, abs) = (rel.as_f64().unwrap(), abs.as_f64().unwrap());
        let rows = records(&self.root.join(expected["file"].as_str().unwrap()));
        let mut fails = Vec::new();
        for row in &rows {
            let place: Vec<String> = key.iter().map(|name| row[*name].clone()).collect();
            let wanted = Cell::read(&row["value"]);
            match results.get(&place) {
                Some(got) if got.agrees(&wanted, rel, abs) => {}
                got => fails.push(format!("{place:?}: {got:?}, not {wanted:?}")),
            }
        }
        if rows.len() != results.len() {
            fails.push(format!("{} rows, not {}", results.len(), rows.len()));
        }
        fails
    }
}

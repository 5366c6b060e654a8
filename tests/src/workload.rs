//! The workloads of the generator of scoring benchmarks, ready to be scored.

#![allow(clippy::indexing_slicing, reason = "JSON that is put together here")]

use chuan::check::{CheckOptions, Checker};
use chuan::framework::{FileFormat, Framework};
use chuan::observe::{Column, Observations};
use serde_json::{Value, json};
use std::error::Error;
use std::fs::File;
use std::path::Path;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// A framework and observations of the generator.
pub struct Workload {
    /// The framework.
    pub framework: Framework,
    /// What was read.
    pub observations: Observations,
}

impl Workload {
    /// As the generator wrote it.
    ///
    /// # Errors
    /// Files that cannot be read, or are no workload.
    pub fn read(path: &Path) -> Outcome<Self> {
        Self::with(path, &json!({}))
    }

    /// With further defaults of the framework.
    ///
    /// # Errors
    /// Files that cannot be read, or are no workload.
    pub fn with(path: &Path, defaults: &Value) -> Outcome<Self> {
        let text = Self::framework(path, defaults)?.to_string();
        let framework = Framework::parse(&text, FileFormat::Json).map_err(|findings| {
            format!(
                "{:?}",
                findings.iter().map(|f| f.message(chuan::text::Lang::En)).collect::<Vec<_>>()
            )
        })?;
        let observations = read(&framework, &path.join("observations.csv"))?;
        Ok(Self { framework, observations })
    }

    fn framework(path: &Path, defaults: &Value) -> Outcome<Value> {
        let (mut nodes, mut indicators) = (Vec::new(), Vec::new());
        for row in crate::rows(&path.join("framework.csv"))? {
            let of = |key: &str| row.get(key).cloned().unwrap_or_default();
            let mut item = json!({ "code": of("code") });
            if !of("parent").is_empty() {
                item["parent"] = json!(of("parent"));
                item["weight"] = json!(of("weight").parse::<f64>()?);
            }
            if of("type") == "Indicator" {
                if of("direction") == "-1" {
                    item["direction"] = json!("lower");
                }
                indicators.push(item);
            } else {
                nodes.push(item);
            }
        }
        nodes.reverse();
        let mut all = json!({
            "aggregate": "arithmetic", "missing": "skip",
            "scorer": { "method": "min_max", "to": [0, 100] },
        });
        if let (Some(all), Some(more)) = (all.as_object_mut(), defaults.as_object()) {
            all.extend(more.clone());
        }
        Ok(json!({
            "code": "bench", "title": "Bench", "defaults": all, "node": nodes,
            "indicator": indicators, "ranking": [{ "node": "index" }],
        }))
    }

    /// The columns of the indicators.
    #[must_use]
    pub fn columns(&self) -> Vec<Column> {
        let indicators = self.framework.indicators();
        indicators.filter_map(|(id, ..)| self.observations.column(0, id).cloned()).collect()
    }
}

/// Observations of a file, checked.
///
/// # Errors
/// A file that cannot be read.
pub fn read(framework: &Framework, file: &Path) -> Outcome<Observations> {
    let mut checker = Checker::new(framework, CheckOptions::default());
    checker.read_csv(&file.display().to_string(), File::open(file)?)?;
    Ok(checker.finish().observations)
}

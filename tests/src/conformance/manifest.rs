//! The manifest: inputs and cases.

use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;

/// A directory of cases.
#[derive(Debug, Clone, Deserialize)]
pub struct Manifest {
    /// The input files.
    #[serde(default)]
    pub inputs: Vec<Input>,
    /// The cases.
    pub cases: Vec<Case>,
}

/// An input file.
#[derive(Debug, Clone, Deserialize)]
pub struct Input {
    /// Id by which cases name it.
    pub id: String,
    /// Kind: observations, framework, units, vectors …
    pub kind: String,
    /// File, relative to the directory.
    pub file: String,
}

/// A case.
#[derive(Debug, Clone, Deserialize)]
pub struct Case {
    /// Id.
    pub id: String,
    /// The operation, such as `normalise.minmax`.
    pub operation: String,
    /// Inputs by role.
    #[serde(default)]
    pub inputs: BTreeMap<String, String>,
    /// Parameters.
    #[serde(default)]
    pub parameters: Map<String, Value>,
    /// What should come out.
    pub expected: Expected,
    /// How near it has to be.
    #[serde(default)]
    pub tolerance: Option<Tolerance>,
    /// Key columns whose rows may be negated together.
    #[serde(default)]
    pub sign_free_per: Vec<String>,
}

/// What should come out of a case.
#[derive(Debug, Clone, Deserialize)]
pub struct Expected {
    /// `table`, `error`, `validation`, `statistical` or `optimum`.
    pub kind: String,
    /// File of the values, relative to the directory.
    #[serde(default)]
    pub file: Option<String>,
    /// Columns that identify a row.
    #[serde(default)]
    pub key: Vec<String>,
    /// Columns that are compared.
    #[serde(default)]
    pub value: Vec<String>,
    /// Whether the input should be accepted.
    #[serde(default)]
    pub accepted: Option<bool>,
}

/// A value passes when `|got - expected| <= max(abs, rel * |expected|)`.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Tolerance {
    /// Relative.
    #[serde(default)]
    pub rel: f64,
    /// Absolute.
    #[serde(default)]
    pub abs: f64,
}

impl Default for Tolerance {
    fn default() -> Self {
        Self { rel: 1e-9, abs: 1e-12 }
    }
}

impl Manifest {
    /// Reads a manifest.
    ///
    /// # Errors
    /// When the file cannot be read or is not a manifest.
    pub fn read(file: &Path) -> Result<Self, Box<dyn Error>> {
        let text = fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))?;
        serde_json::from_str(&text).map_err(|e| format!("{}: {e}", file.display()).into())
    }
}

impl Case {
    /// A parameter that is a number.
    pub fn number(&self, name: &str) -> Option<f64> {
        self.parameters.get(name).and_then(Value::as_f64)
    }

    /// A parameter that is a text.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.parameters.get(name).and_then(Value::as_str)
    }

    /// A parameter that is true or false.
    pub fn flag(&self, name: &str) -> Option<bool> {
        self.parameters.get(name).and_then(Value::as_bool)
    }

    /// A parameter that is a list of texts.
    pub fn texts(&self, name: &str) -> Option<Vec<String>> {
        let list = self.parameters.get(name)?.as_array()?;
        list.iter().map(|item| item.as_str().map(str::to_owned)).collect()
    }
}

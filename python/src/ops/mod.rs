//! The single steps of the engine over columns: the one door of `chuan.ops`.
//!
//! A step gets named lists of columns and parameters as JSON, read by the types of the engine; it
//! gives named lists of columns back, and JSON. Nothing is computed here.

mod analysis;
mod input;
mod statistics;
mod steps;
mod weights;

use crate::error;
use crate::run::run;
use chuan::observe::Column;
use pyo3::prelude::*;
use pyo3::types::{PyAny, PyBytes};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Why a step could not be done.
pub(super) struct Fault(String);

impl<E: std::error::Error> From<E> for Fault {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

type Answered = Result<Answer, Fault>;

/// What a step gives back.
#[derive(Default)]
pub(super) struct Answer {
    columns: Vec<(&'static str, Vec<Column>)>,
    value: Value,
}

impl Answer {
    pub(super) fn of(name: &'static str, columns: Vec<Column>) -> Self {
        Self { columns: vec![(name, columns)], value: json!({}) }
    }

    pub(super) fn value(value: Value) -> Self {
        Self { columns: Vec::new(), value }
    }

    pub(super) fn and(mut self, name: &'static str, columns: Vec<Column>) -> Self {
        self.columns.push((name, columns));
        self
    }

    pub(super) fn with(self, value: Value) -> Self {
        Self { value, ..self }
    }
}

/// What a step is given.
pub(super) struct Given {
    columns: BTreeMap<String, Vec<Column>>,
    parameters: Value,
}

impl Given {
    /// A list of columns; empty where it was not given.
    pub(super) fn list(&self, name: &str) -> &[Column] {
        self.columns.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    pub(super) fn borrowed(&self, name: &str) -> Vec<&Column> {
        self.list(name).iter().collect()
    }

    /// A single column.
    pub(super) fn one(&self, name: &str) -> Result<&Column, Fault> {
        self.list(name).first().ok_or_else(|| Fault(format!("`{name}` is missing")))
    }

    /// The parameters as a type of the engine.
    pub(super) fn read<T: DeserializeOwned>(&self) -> Result<T, Fault> {
        Self::parse(&self.parameters)
    }

    /// One parameter; its default where it was not given.
    pub(super) fn get<T: DeserializeOwned + Default>(&self, name: &str) -> Result<T, Fault> {
        match self.parameters.get(name) {
            None | Some(Value::Null) => Ok(T::default()),
            Some(value) => {
                Self::parse(value).map_err(|Fault(text)| Fault(format!("{name}: {text}")))
            }
        }
    }

    /// One parameter that has to be given.
    pub(super) fn need<T: DeserializeOwned>(&self, name: &str) -> Result<T, Fault> {
        let value =
            self.parameters.get(name).ok_or_else(|| Fault(format!("`{name}` is missing")))?;
        Self::parse(value).map_err(|Fault(text)| Fault(format!("{name}: {text}")))
    }

    fn parse<T: DeserializeOwned>(value: &Value) -> Result<T, Fault> {
        serde_json::from_value(value.clone()).map_err(Fault::from)
    }
}

/// Columns by name, as Python gets them: the doubles of each as bytes.
type Tables<'py> = Vec<(&'static str, Vec<Bound<'py, PyBytes>>)>;

/// Does one step; `chuan.ops` has a function for each.
#[pyfunction]
#[pyo3(name = "_operate")]
pub(crate) fn operate<'py>(
    py: Python<'py>,
    step: &str,
    columns: Vec<(String, Vec<Bound<'py, PyAny>>)>,
    parameters: &str,
) -> PyResult<(Tables<'py>, String)> {
    let mut read = BTreeMap::new();
    for (name, list) in columns {
        let list: PyResult<Vec<Column>> = list.iter().map(input::column).collect();
        read.insert(name, list?);
    }
    let parameters = serde_json::from_str(parameters)
        .map_err(|error| error::operation(py, &error.to_string()))?;
    let given = Given { columns: read, parameters };
    let answer = run(py, |_| {
        let answer = dispatch(step, &given)?;
        let tables: Vec<(&'static str, Vec<Vec<u8>>)> = answer
            .columns
            .into_iter()
            .map(|(name, columns)| (name, columns.iter().map(bytes).collect()))
            .collect();
        Ok::<_, Fault>((tables, answer.value.to_string()))
    })?;
    let (tables, value) = answer.map_err(|Fault(text)| error::operation(py, &text))?;
    let tables = tables.into_iter().map(|(name, columns)| {
        (name, columns.iter().map(|column| PyBytes::new(py, column)).collect())
    });
    Ok((tables.collect(), value))
}

fn bytes(column: &Column) -> Vec<u8> {
    column.cells().iter().flat_map(|cell| cell.to_ne_bytes()).collect()
}

fn dispatch(step: &str, given: &Given) -> Answered {
    match step {
        "normalise" => steps::normalise(given),
        "apply_scale" => steps::apply_scale(given),
        "growth" => steps::growth(given),
        "treat" => steps::treat(given),
        "denominate" => steps::denominate(given),
        "availability" => steps::availability(given),
        "screen" => steps::screen(given),
        "impute" => steps::impute(given),
        "impute_series" => steps::impute_series(given),
        "rank" => steps::rank(given),
        "bands" => steps::bands(given),
        "grades" => steps::grades(given),
        "rounded" => steps::rounded(given),
        "impute_multiple" => analysis::impute_multiple(given),
        "pool" => analysis::pool(given),
        "contributions" => analysis::contributions(given),
        "geometric_change" => analysis::geometric_change(given),
        "aggregate" => steps::aggregate(given),
        "vikor" => steps::vikor(given),
        "promethee" => steps::promethee(given),
        "outranking" => steps::outranking(given),
        "kemeny" => steps::kemeny(given),
        "trends" => steps::trends(given),
        "statistics" => statistics::statistics(given),
        "correlations" => statistics::correlations(given),
        "components" => statistics::components(given),
        "cronbach_alpha" => statistics::cronbach_alpha(given),
        "shares" => weights::shares(given),
        "budget_allocation" => weights::budget_allocation(given),
        "hierarchy" => weights::hierarchy(given),
        "best_worst" => weights::best_worst(given),
        "entropy" => weights::entropy(given),
        "critic" => weights::critic(given),
        "first_component" => weights::first_component(given),
        "factor" => weights::factor(given),
        "optimise" => weights::optimise(given),
        "importance" => weights::importance(given),
        "effective" => weights::effective(given),
        "benefit_of_the_doubt" => weights::benefit_of_the_doubt(given),
        _ => Err(Fault(format!("there is no step `{step}`"))),
    }
}

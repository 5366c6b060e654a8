//! The operations, by name.

pub mod aggregate;
pub mod analysis;
pub mod factorial;
pub mod multivariate;
pub mod normalise;
pub mod own;
pub mod pipeline;
pub mod prepare;
pub mod results;
pub mod sensitivity;
pub mod statistics;
pub mod validate;
pub mod weights;

use super::inputs::Inputs;
use super::manifest::Case;
use super::table::Table;

/// What an operation gives.
#[derive(Debug, Clone)]
pub enum Answer {
    /// A table.
    Table(Table),
    /// Whether an input was accepted, and what was found.
    Verdict {
        /// Accepted.
        accepted: bool,
        /// What was found.
        findings: Vec<String>,
    },
}

/// Why there is no answer.
#[derive(Debug, Clone)]
pub enum Refusal {
    /// The engine does not do this, or not with these parameters.
    NotSupported(String),
    /// The engine refused, or the input could not be read.
    Failed(String),
}

impl From<Box<dyn std::error::Error>> for Refusal {
    fn from(error: Box<dyn std::error::Error>) -> Self {
        Self::Failed(error.to_string())
    }
}

/// A refusal of something that the engine, or this runner, does not do.
pub fn not_supported(what: &str) -> Refusal {
    Refusal::NotSupported(what.to_owned())
}

/// Does a case.
///
/// # Errors
/// When the engine does not do it, or refuses.
pub fn perform(case: &Case, inputs: &Inputs<'_>) -> Result<Answer, Refusal> {
    let operation = case.operation.as_str();
    let (family, method) = operation.split_once('.').unwrap_or((operation, ""));
    match (family, method) {
        ("denominate", "ratio" | "register") => prepare::ratio(case, inputs),
        ("screen", "grades") => own::graded(case, inputs),
        ("screen", rule) => prepare::screened(rule, case, inputs),
        ("availability", "by_group") => prepare::available(case, inputs),
        ("impute", "mean" | "median" | "group_mean" | "group_median") => {
            prepare::imputed(method, case, inputs)
        }
        ("impute", "multiple") => analysis::replicate(case, inputs),
        ("impute", method) => own::imputed(method, case, inputs),
        ("impute_panel", "group_growth") => own::grown(case, inputs),
        ("impute_panel", rule) => prepare::imputed_panel(rule, case, inputs),
        ("pipeline", "run") => pipeline::perform(case, inputs),
        ("results", "table") => results::table(case, inputs),
        ("remove", "elements") => results::remove(case, inputs),
        ("adjust", "drop_indicators") => results::drop_indicators(case, inputs),
        ("compare", "two") => results::compare(case, inputs),
        ("panel", "pipeline") => results::panel(case, inputs),
        ("panel", "trend") => prepare::trend(case, inputs),
        ("treat", "default") => prepare::treated(case, inputs),
        ("treat", "winsorise") if case.parameters.contains_key("column") => {
            prepare::winsorised(case, inputs)
        }
        ("treat", "none" | "two_stage" | "interquartile" | "mad" | "transform" | "winsorise") => {
            own::treated(method, case, inputs)
        }
        ("treat", name) => prepare::transformed(name, case, inputs),
        ("validate", "input") => validate::input(case, inputs),
        ("statistics", "table") => statistics::describe_all(case, inputs),
        ("statistics", "skew_kurtosis") => statistics::skew_kurtosis(case, inputs),
        ("normalise", method) => normalise::perform(method, case, inputs).map(Answer::Table),
        ("aggregate", method) => aggregate::perform(method, case, inputs).map(Answer::Table),
        ("weights", "effective" | "pca") => {
            weights::perform(method, case, inputs).map(Answer::Table)
        }
        ("weights", "benefit_of_the_doubt") => own::doubted(case, inputs),
        ("weights", method) => own::weighted(method, case, inputs),
        ("rank", ties) => own::ranked(ties, case, inputs),
        ("bands", "of") => own::banded(case, inputs),
        ("round", rule) => own::rounded(rule, case, inputs),
        ("growth", measure) => own::growth(measure, case, inputs),
        ("pca" | "correlation" | "reliability", what) => {
            multivariate::perform(what, case, inputs).map(Answer::Table)
        }
        ("pool", "rubin") => analysis::pooled(case),
        ("contributions", "deviations") => analysis::deviations(case, inputs),
        ("contributions", "geometric_change") => analysis::geometric_change(case, inputs),
        ("sensitivity", what) => sensitivity::perform(what, case, inputs).map(Answer::Table),
        _ => Err(not_supported(&format!("operation `{operation}`"))),
    }
}

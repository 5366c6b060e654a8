//! The operations, by name.

pub mod aggregate;
pub mod multivariate;
pub mod normalise;
pub mod sensitivity;
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

/// Does a case.
///
/// # Errors
/// When the engine does not do it, or refuses.
pub fn perform(case: &Case, inputs: &Inputs<'_>) -> Result<Answer, Refusal> {
    let (family, rest) = case.operation.split_once('.').unwrap_or((&case.operation, ""));
    match family {
        "normalise" => normalise::perform(rest, case, inputs).map(Answer::Table),
        "aggregate" => aggregate::perform(rest, case, inputs).map(Answer::Table),
        "weights" => weights::perform(rest, case, inputs).map(Answer::Table),
        "pca" | "correlation" | "reliability" => {
            multivariate::perform(rest, case, inputs).map(Answer::Table)
        }
        "sensitivity" => sensitivity::perform(rest, case, inputs).map(Answer::Table),
        _ => Err(Refusal::NotSupported(format!("operation `{}`", case.operation))),
    }
}

//! The operations, by name.

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
pub fn perform(case: &Case, _inputs: &Inputs<'_>) -> Result<Answer, Refusal> {
    Err(Refusal::NotSupported(format!("operation `{}`", case.operation)))
}

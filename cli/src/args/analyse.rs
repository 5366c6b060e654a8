//! `analyse FRAMEWORK DATA…`

use super::{Reading, TableFormat};
use chuan::analyse::multivariate::Coefficient;
use chuan::period::Period;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// `analyse FRAMEWORK DATA…`
#[derive(Debug, Args)]
pub(crate) struct AnalyseArgs {
    /// Framework file: TOML, JSON or YAML
    pub(crate) framework: PathBuf,
    /// Observations: CSV files, folders of them, or - for standard input
    #[arg(required = true)]
    pub(crate) data: Vec<PathBuf>,
    /// What is looked at
    #[arg(id = "aspect", long = "show", value_name = "WHAT", default_value = "statistics")]
    pub(crate) aspect: Aspect,
    /// The unit whose strengths and weaknesses are shown (code or name)
    #[arg(id = "whom", long = "unit", value_name = "UNIT")]
    pub(crate) whom: Option<String>,
    /// The node that is compared, or whose children are looked at [default: the first]
    #[arg(id = "target", long = "node", value_name = "CODE")]
    pub(crate) target: Option<String>,
    /// Only this period [default: the last]
    #[arg(id = "when", long = "period", value_name = "PERIOD")]
    pub(crate) when: Option<Period>,
    /// Another framework to compare with, on the same data; may be repeated
    #[arg(id = "other", long = "with", value_name = "FRAMEWORK")]
    pub(crate) other: Vec<PathBuf>,
    /// A set of weights of the framework to compare with; may be repeated
    #[arg(id = "set", long = "weights", value_name = "NAME")]
    pub(crate) set: Vec<String>,
    /// How many strengths and weaknesses
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub(crate) top: usize,
    /// Which correlation
    #[arg(long, value_name = "WHICH", default_value = "pearson")]
    pub(crate) coefficient: CoefficientArg,
    /// Form of the result
    #[arg(long, default_value = "table")]
    pub(crate) format: TableFormat,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// What `analyse` looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Aspect {
    /// Statistics of the observed values of every indicator
    Statistics,
    /// Availability of data, unit by unit
    Availability,
    /// Correlations of the children of a node, with p-values; above 0.92 or below 0 with a flag
    Correlations,
    /// Principal components of the children of a node
    Components,
    /// Cronbach's alpha of the children of every node
    Reliability,
    /// Strengths and weaknesses of a unit
    Strengths,
    /// How strongly every unit is ahead of every other by the children of a node
    Outranking,
    /// What becomes of ranks when an element is left out
    Removal,
    /// What gaps leave open: scores and ranks over the tables completed by `impute = { method = "multiple" }`
    Uncertainty,
    /// Scores and ranks beside those of other frameworks or weights
    Comparison,
}

/// Which correlation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CoefficientArg {
    /// Of the numbers
    Pearson,
    /// Of their ranks
    Spearman,
    /// Of the order of pairs (tau-b)
    Kendall,
}

impl From<CoefficientArg> for Coefficient {
    fn from(coefficient: CoefficientArg) -> Self {
        match coefficient {
            CoefficientArg::Pearson => Self::Pearson,
            CoefficientArg::Spearman => Self::Spearman,
            CoefficientArg::Kendall => Self::KendallTauB,
        }
    }
}

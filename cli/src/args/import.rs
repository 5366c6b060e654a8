//! `import FRAMEWORK DATA…`

use super::Reading;
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

/// `import FRAMEWORK DATA… -o OUT`
#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    /// Framework file: TOML, JSON or YAML
    pub(crate) framework: PathBuf,
    /// Observations: files (CSV, also .gz .zst .zip, .xlsx .xlsb .ods), folders, or - for standard input
    #[arg(required = true)]
    pub(crate) data: Vec<PathBuf>,
    /// Form of the file [default: by the ending of its name]
    #[arg(long)]
    pub(crate) format: Option<ImportFormat>,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// Forms of imported data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ImportFormat {
    /// Apache Parquet, one row group or more a file
    Parquet,
    /// Arrow IPC, also called Feather
    Arrow,
    /// CSV
    Csv,
    /// One JSON object a line
    Jsonl,
}

impl ImportFormat {
    /// The form that the name of a file asks for.
    pub(crate) fn of(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        Some(match extension.as_str() {
            "parquet" => Self::Parquet,
            "arrow" | "feather" | "ipc" => Self::Arrow,
            "csv" => Self::Csv,
            "jsonl" | "ndjson" => Self::Jsonl,
            _ => return None,
        })
    }
}

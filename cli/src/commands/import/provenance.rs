//! Where imported values come from.

use chuan::check::FileSummary;
use chuan::framework::Framework;
use serde::Serialize;
use std::ops::Range;

/// The key under which it is kept in the metadata of a file.
pub(super) const KEY: &str = "chuan.provenance";

/// Framework, program and files.
#[derive(Debug, Serialize)]
pub(super) struct Provenance {
    framework: Origin,
    engine: &'static str,
    sources: Vec<Part>,
}

#[derive(Debug, Serialize)]
struct Origin {
    code: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<String>,
    hash: String,
}

#[derive(Debug, Serialize)]
struct Part {
    source: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    sha256: Option<String>,
    rows: u64,
    /// First row group or batch, from 0.
    first_group: usize,
    /// How many there are.
    groups: usize,
    files: Vec<File>,
}

#[derive(Debug, Serialize)]
struct File {
    file: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    read_as: Option<String>,
    records: u64,
    accepted: u64,
    rejected: u64,
    left_out: u64,
}

/// One source, and what became of it.
pub(super) struct Source {
    pub(super) name: String,
    pub(super) sha256: Option<String>,
    pub(super) rows: u64,
    pub(super) groups: Range<usize>,
}

impl Provenance {
    pub(super) fn new(framework: &Framework) -> Self {
        let spec = framework.spec();
        let framework = Origin {
            code: spec.code.to_string(),
            version: spec.version.as_ref().map(ToString::to_string),
            hash: framework.hash().to_string(),
        };
        let engine = concat!("chuan ", env!("CARGO_PKG_VERSION"));
        Self { framework, engine, sources: Vec::new() }
    }

    pub(super) fn add(&mut self, source: Source, files: &[FileSummary]) {
        let files: Vec<File> = files
            .iter()
            .map(|file| File {
                file: file.name.clone(),
                read_as: file.form.as_ref().map(ToString::to_string),
                records: file.records,
                accepted: file.accepted,
                rejected: file.rejected,
                left_out: file.left_out,
            })
            .collect();
        let (first_group, groups) = (source.groups.start, source.groups.len());
        let Source { name, sha256, rows, .. } = source;
        self.sources.push(Part { source: name, sha256, rows, first_group, groups, files });
    }

    pub(super) fn rows(&self) -> u64 {
        self.sources.iter().map(|source| source.rows).sum()
    }

    /// As JSON; with the hash of the table, where it stands beside it.
    pub(super) fn json(&self, table_sha256: Option<String>) -> serde_json::Result<String> {
        let mut value = serde_json::to_value(self)?;
        if let (Some(object), Some(hash)) = (value.as_object_mut(), table_sha256) {
            object.insert("table_sha256".to_owned(), hash.into());
        }
        serde_json::to_string_pretty(&value)
    }
}

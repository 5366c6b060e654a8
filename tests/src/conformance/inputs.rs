//! The inputs of cases, read when a case asks for them.

use super::manifest::{Case, Manifest};
use super::operations::Refusal;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The inputs of a directory.
#[derive(Debug)]
pub struct Inputs<'a> {
    directory: &'a Path,
    files: BTreeMap<&'a str, &'a str>,
}

/// A row of an input, by column.
pub type InputRow = BTreeMap<String, String>;

impl<'a> Inputs<'a> {
    /// The inputs that a manifest names.
    pub fn new(directory: &'a Path, manifest: &'a Manifest) -> Self {
        let files = manifest.inputs.iter().map(|i| (i.id.as_str(), i.file.as_str())).collect();
        Self { directory, files }
    }

    /// The file that plays a role in a case.
    ///
    /// # Errors
    /// When the case names none, or one that the manifest does not know.
    pub fn path(&self, case: &Case, role: &str) -> Result<PathBuf, Refusal> {
        let id = case
            .inputs
            .get(role)
            .ok_or_else(|| Refusal::Failed(format!("the case names no input `{role}`")))?;
        let file = self
            .files
            .get(id.as_str())
            .ok_or_else(|| Refusal::Failed(format!("the manifest has no input `{id}`")))?;
        Ok(self.directory.join(file))
    }

    /// The rows of the file that plays a role in a case.
    ///
    /// # Errors
    /// As [`path`](Self::path), and when the file cannot be read.
    pub fn rows(&self, case: &Case, role: &str) -> Result<Vec<InputRow>, Refusal> {
        let path = self.path(case, role)?;
        crate::rows(&path).map_err(|e| Refusal::Failed(format!("{}: {e}", path.display())))
    }
}

//! Frameworks from files, with the tables that stand beside them.

#[cfg(feature = "csv")]
#[cfg(test)]
mod tests;

use super::{FileFormat, Framework, compile};
use crate::finding::{Findings, Severity};
use crate::text::Lang;
use std::io;
use std::path::{Path, PathBuf};

/// A framework that was read from a file, and what was found in it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Loaded {
    /// The framework, when none of the findings is an error.
    pub framework: Option<Framework>,
    /// Everything that is wrong, or worth knowing.
    pub findings: Findings,
}

impl Loaded {
    /// The framework, warnings forgotten.
    ///
    /// # Errors
    /// [`LoadError::Findings`] when one of the findings is an error.
    pub fn into_result(self) -> Result<Framework, LoadError> {
        self.framework.ok_or(LoadError::Findings(self.findings))
    }
}

/// Why a framework could not be loaded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LoadError {
    /// The file cannot be read.
    #[error("cannot read `{}`", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The name of the file tells no format.
    #[error(
        "`{}`: the name must end in .toml, .json, .yaml or .yml to tell the format",
        path.display()
    )]
    UnknownFormat {
        /// The file.
        path: PathBuf,
    },
    /// The file is not text in UTF-8.
    #[error("`{}` is not in UTF-8: line {line} holds a byte that cannot be read", path.display())]
    NotUtf8 {
        /// The file.
        path: PathBuf,
        /// 1-based line of the first such byte.
        line: u64,
    },
    /// The framework is wrong.
    #[error("{}", summary(.0))]
    Findings(Findings),
}

/// How many errors, and the first of them.
fn summary(findings: &Findings) -> String {
    let count = findings.errors();
    let errors = if count == 1 { "error" } else { "errors" };
    let Some(first) = findings.iter().find(|finding| finding.severity == Severity::Error) else {
        return format!("the framework has {count} {errors}");
    };
    let file = first.place.file.as_deref().map_or_else(String::new, |file| format!("{file}: "));
    let line = first.place.line.map_or_else(String::new, |line| format!("line {line}: "));
    let which = if count == 1 { "" } else { "the first: " };
    let message = first.message(Lang::En);
    format!("the framework has {count} {errors}; {which}{file}{line}{}: {message}", first.code())
}

impl Framework {
    /// Reads a framework from a TOML, JSON or YAML file, together with the tables that it names.
    /// Findings name the file as it is given here.
    ///
    /// # Errors
    /// When the file cannot be read, is not text, or has a name that tells no format. What is
    /// wrong with the framework itself is told by the findings of [`Loaded`].
    ///
    /// ```no_run
    /// use chuan::framework::Framework;
    ///
    /// let framework = Framework::load("dti.toml")?.into_result()?;
    /// println!("{} has {} indicators", framework.label(), framework.indicators().count());
    /// # Ok::<(), chuan::framework::LoadError>(())
    /// ```
    pub fn load(path: impl AsRef<Path>) -> Result<Loaded, LoadError> {
        let path = path.as_ref();
        let name = path.display().to_string();
        let format = FileFormat::of_name(&name)
            .ok_or_else(|| LoadError::UnknownFormat { path: path.to_owned() })?;
        let bytes = std::fs::read(path)
            .map_err(|source| LoadError::Read { path: path.to_owned(), source })?;
        let text = String::from_utf8(bytes).map_err(|error| LoadError::NotUtf8 {
            path: path.to_owned(),
            line: line_of(error.as_bytes(), error.utf8_error().valid_up_to()),
        })?;
        let (framework, findings) = compile::from_text(
            &text,
            format,
            Some(&name),
            Some(&|spec, places, rows, findings| {
                super::tables::read(path.parent(), spec, places, rows, findings);
            }),
        );
        Ok(Loaded { framework, findings })
    }
}

/// The 1-based line of a byte.
pub(super) fn line_of(bytes: &[u8], offset: usize) -> u64 {
    bytes.iter().take(offset).filter(|byte| **byte == b'\n').count() as u64 + 1
}

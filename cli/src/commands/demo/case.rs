//! The cases, as they stand in the folder of examples.

use crate::failure::Failure;
use crate::input;
use chuan::check::{CheckOptions, Checker};
use chuan::finding::{Finding, Findings};
use chuan::framework::Framework;
use chuan::observe::{Observations, ReadError};
use std::collections::BTreeMap;
use std::fs;

/// A folder of files.
pub(super) struct Folder {
    name: &'static str,
    files: &'static [(&'static str, &'static str)],
}

macro_rules! folder {
    ($name:literal: $($file:literal),*) => {
        Folder {
            name: $name,
            files: &[$((
                $file,
                include_str!(concat!("../../../../examples/", $name, "/", $file)),
            )),*],
        }
    };
}

/// Provinces on the digital transformation index.
pub(super) static DTI: Folder = folder!(
    "dti-2022": "framework.toml", "units.csv", "observations.csv", "published.csv", "ranking.csv"
);
/// Standard political schools.
pub(super) static SCHOOL: Folder =
    folder!("political-school": "framework.toml", "units.csv", "assessments.csv");
/// The digital transformation of a province.
pub(super) static DIGITAL: Folder = folder!("digital-nghe-an": "framework.toml");
/// A meeting that set levels and gave tasks.
pub(super) static MEETING: Folder = folder!(
    "meeting-nghe-an": "framework.toml", "assessments.csv", "record.json", "log.jsonl"
);

/// A case that was read.
pub(super) struct Case {
    folder: &'static Folder,
    /// Its framework.
    pub(super) framework: Framework,
    /// What was found in the framework; files are named as below `examples`.
    pub(super) findings: Findings,
    /// Texts of framework files by that name.
    pub(super) texts: BTreeMap<String, String>,
}

impl Case {
    /// Reads the framework, from a temporary folder, because it names tables beside it.
    pub(super) fn unpack(folder: &'static Folder) -> Result<Self, Failure> {
        let temporary = tempfile::tempdir()
            .map_err(|error| Failure::cannot_write(&std::env::temp_dir(), error))?;
        let mut texts = BTreeMap::new();
        for (file, text) in folder.files {
            let path = temporary.path().join(file);
            fs::write(&path, text).map_err(|error| Failure::cannot_write(&path, error))?;
            texts.insert(folder.path(file), (*text).to_owned());
        }
        let loaded = input::framework(&temporary.path().join("framework.toml"))?;
        let prefix = temporary.path().join("").display().to_string();
        let rename = |mut finding: Finding| {
            let file = finding.place.file.as_deref().and_then(|file| file.strip_prefix(&prefix));
            if let Some(file) = file {
                finding.place.file = Some(folder.path(file).into());
            }
            finding
        };
        let findings: Findings = loaded.findings.into_iter().map(rename).collect();
        let wrong = || Failure::cannot_read(folder.path("framework.toml"), folder.name);
        let framework = loaded.framework.ok_or_else(wrong)?;
        Ok(Self { folder, framework, findings, texts })
    }

    /// The text of one of its files.
    pub(super) fn text(&self, file: &str) -> &'static str {
        let found = self.folder.files.iter().find(|(name, _)| *name == file);
        found.map_or("", |(_, text)| *text)
    }

    /// The observations of some of its files.
    pub(super) fn read(&self, files: &[&str]) -> Result<Observations, Failure> {
        let mut checker = Checker::new(&self.framework, CheckOptions::default());
        for (file, text) in self.folder.files.iter().filter(|(file, _)| files.contains(file)) {
            let name = self.folder.path(file);
            let read: Result<(), ReadError> = checker.read_csv(&name, text.as_bytes());
            read.map_err(|error| Failure::cannot_read(name, error))?;
        }
        Ok(checker.finish().observations)
    }
}

impl Folder {
    fn path(&self, file: &str) -> String {
        format!("examples/{}/{file}", self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cases_are_right() {
        for folder in [&DTI, &SCHOOL, &DIGITAL, &MEETING] {
            let case = Case::unpack(folder).unwrap();
            assert!(!case.findings.has_errors(), "{}", folder.name);
            let named = |finding: &Finding| {
                finding.place.file.as_deref().is_none_or(|file| file.starts_with("examples/"))
            };
            assert!(case.findings.iter().all(named), "{}", folder.name);
        }
    }
}

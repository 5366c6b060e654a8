//! Findings in the forms that people and programs read: one file each.

mod csv;
mod excerpt;
mod github;
pub(crate) mod html;
pub(crate) mod json;
mod junit;
mod sarif;
mod snippet;
pub(crate) mod text;

pub(crate) use excerpt::Excerpts;

use crate::args::FindingsFormat;
use crate::failure::Failure;
use crate::session::{Session, Sink};
use chuan::check::FileSummary;
use chuan::finding::{Finding, Findings};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

/// Everything that a check has to say.
pub(crate) struct Report {
    /// The framework file, as given.
    pub(crate) framework: String,
    /// What is wrong with the framework.
    pub(crate) about_framework: Findings,
    /// What is wrong with data and scores.
    pub(crate) about_data: Findings,
    /// The files of data.
    pub(crate) files: Vec<FileSummary>,
    /// Texts of framework files by name, where they are not to be read from disk.
    pub(crate) texts: BTreeMap<String, String>,
    /// The records of data that are shown beside findings.
    pub(crate) excerpts: Excerpts,
    /// How many findings of one rule in one file are listed for people.
    pub(crate) most: usize,
    /// For rules of which only some findings are listed, how many there are.
    pub(crate) unlisted: Vec<Finding>,
}

impl Report {
    /// All findings that are kept, those about the framework first.
    pub(crate) fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.about_framework.iter().chain(self.about_data.iter()).chain(&self.unlisted)
    }

    /// Says as findings which rules have more findings than are listed, for forms that have no
    /// other place for it.
    pub(crate) fn note_unlisted(&mut self) {
        self.unlisted = self.about_data.unlisted();
    }

    /// Whether one of the findings is an error.
    pub(crate) fn has_errors(&self) -> bool {
        self.about_framework.has_errors() || self.about_data.has_errors()
    }

    /// Opens the place where it goes in a format.
    pub(crate) fn open(
        format: FindingsFormat,
        session: &Session,
        inputs: &[PathBuf],
    ) -> Result<Sink, Failure> {
        match format {
            FindingsFormat::Text => session.open(inputs),
            _ => session.open_data(inputs),
        }
    }

    /// Writes it in a format.
    pub(crate) fn write(
        &self,
        format: FindingsFormat,
        session: &Session,
        out: &mut dyn Write,
    ) -> Result<(), Failure> {
        match format {
            FindingsFormat::Text => text::write(self, session, out)?,
            FindingsFormat::Json => json::write(self, session.lang, out)?,
            FindingsFormat::Jsonl => json::write_lines(self, session.lang, out)?,
            FindingsFormat::Csv => csv::write(self, session.lang, out)?,
            FindingsFormat::Sarif => sarif::write(self, session.lang, out)?,
            FindingsFormat::Junit => junit::write(self, session.lang, out)?,
            FindingsFormat::Github => github::write(self, session.lang, out)?,
            FindingsFormat::Html => html::write(self, session.lang, out)?,
        }
        Ok(())
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::Report;
    use chuan::check::FileSummary;
    use chuan::finding::{Finding, Findings, Place, catalogue};
    use chuan::text::Lang;
    use std::io::Write;

    /// A report with an unknown unit in the 7th record of `data.csv`.
    pub(crate) fn report() -> Report {
        let finding = Finding::new(&catalogue::UNKNOWN_UNIT)
            .at(Place::in_record(Some("data.csv".into()), 7, 8))
            .column("unit")
            .value("4O")
            .suggest("40")
            .with("list", "63");
        let mut file = FileSummary::default();
        file.name = "data.csv".to_owned();
        file.records = 9;
        file.accepted = 8;
        file.rejected = 1;
        Report {
            framework: "framework.toml".to_owned(),
            about_framework: Findings::new(),
            about_data: [finding].into_iter().collect(),
            files: vec![file],
            texts: Default::default(),
            excerpts: Default::default(),
            most: 20,
            unlisted: Vec::new(),
        }
    }

    /// What a writer writes about that report.
    pub(crate) fn written<E: std::fmt::Debug>(
        write: impl Fn(&Report, Lang, &mut dyn Write) -> Result<(), E>,
    ) -> String {
        let mut out = Vec::new();
        write(&report(), Lang::En, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }
}

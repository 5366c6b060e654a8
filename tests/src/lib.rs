//! What the test suites share: where reference data lie, and the whole chain in one call.

pub mod conformance;
pub mod workload;

use chuan::assess::{Assessment, assess};
use chuan::check::{CheckOptions, Checked, Checker};
use chuan::framework::Framework;
use chuan::score::{Scorecard, score};
use std::collections::BTreeMap;
use std::error::Error;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The folder of reference data beside the repository, or where `CHUAN_SHARED` says.
///
/// Where it is absent a suite that needs it is skipped, and says so; under continuous integration
/// (`CI` is set) its absence is a failure.
pub fn shared() -> Option<PathBuf> {
    let folder =
        std::env::var_os("CHUAN_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from);
    let found = folder.join("reference").is_dir();
    assert!(
        found || std::env::var_os("CI").is_none(),
        "no reference data at {}, and continuous integration demands them",
        folder.display()
    );
    if !found {
        let notice = format!("SKIPPED: no reference data at {}", folder.display());
        // The suite has no other way to be heard; the lint is about libraries.
        #[allow(clippy::print_stderr)]
        {
            eprintln!("{notice}");
        }
    }
    found.then_some(folder)
}

/// Framework, data, scores and levels of one run.
#[derive(Debug)]
pub struct Run {
    /// The framework.
    pub framework: Framework,
    /// What the check said and kept.
    pub checked: Checked,
    /// Scores and ranks.
    pub card: Scorecard,
    /// Levels.
    pub assessment: Assessment,
}

/// Loads a framework and checks, scores and assesses files with it.
///
/// # Errors
/// When a file cannot be read or the framework is wrong.
pub fn run(framework: &Path, data: &[PathBuf]) -> Result<Run, Box<dyn Error>> {
    let framework = Framework::load(framework)?.into_result()?;
    let mut checker = Checker::new(&framework, CheckOptions::default());
    for file in data {
        checker.read_csv(&file.display().to_string(), File::open(file)?)?;
    }
    let checked = checker.finish();
    let card = score(&framework, &checked.observations);
    let assessment = assess(&framework, &checked.observations, &card);
    Ok(Run { framework, checked, card, assessment })
}

/// Copies a framework beside the tables that it names, which stay where they are published, and
/// returns the path of the copy.
///
/// # Errors
/// When a file cannot be read or written.
pub fn beside(framework: &Path, tables: &[PathBuf], folder: &Path) -> std::io::Result<PathBuf> {
    for table in tables {
        let name = table.file_name().unwrap_or_default();
        fs::copy(table, folder.join(name))?;
    }
    let copy = folder.join(framework.file_name().unwrap_or_default());
    fs::copy(framework, &copy)?;
    Ok(copy)
}

impl Run {
    /// The unrounded score of a unit by a node in a period.
    pub fn score(&self, unit: &str, node: &str, period: Option<&str>) -> Option<f64> {
        let (scores, id, number) = self.locate(unit, node, period)?;
        scores.score(id).get(number)
    }

    /// The score as printed.
    pub fn shown(&self, unit: &str, node: &str, period: Option<&str>) -> Option<f64> {
        let (scores, id, number) = self.locate(unit, node, period)?;
        scores.shown(id).get(number)
    }

    /// The rank of a unit.
    pub fn rank(&self, unit: &str, node: &str, period: Option<&str>) -> Option<f64> {
        let (scores, id, number) = self.locate(unit, node, period)?;
        scores.rank(id, number)
    }

    /// Code of the level that a unit has reached for certain.
    pub fn level(&self, unit: &str, scheme: &str, period: Option<&str>) -> Option<String> {
        let period = period.and_then(|period| period.parse().ok());
        let result = self.assessment.units().iter().find(|result| {
            result.unit_code == *unit
                && result.scheme == *scheme
                && (period.is_none() || result.period == period)
        })?;
        result.reached().map(|level| {
            level.name.as_ref().map_or_else(
                || level.code.to_string(),
                |name| name.get(chuan::text::Lang::Vi).to_owned(),
            )
        })
    }

    fn locate(
        &self,
        unit: &str,
        node: &str,
        period: Option<&str>,
    ) -> Option<(&chuan::score::PeriodScores, chuan::framework::ItemId, usize)> {
        let period = period.and_then(|period| period.parse().ok());
        let scores = self.card.period(period.as_ref())?;
        Some((scores, self.framework.find(node)?, self.card.unit(unit)?))
    }

    /// The findings of the check that are errors, as text.
    pub fn errors(&self) -> Vec<String> {
        self.checked
            .findings
            .iter()
            .filter(|finding| finding.severity == chuan::finding::Severity::Error)
            .map(|f| {
                format!("{} {:?} {}", f.code(), f.place.line, f.message(chuan::text::Lang::En))
            })
            .collect()
    }
}

/// The rows of a CSV file, by the names of its columns.
///
/// # Errors
/// When the file cannot be read.
pub fn rows(file: &Path) -> Result<Vec<BTreeMap<String, String>>, Box<dyn Error>> {
    let mut reader = csv::Reader::from_path(file)?;
    Ok(reader.deserialize().collect::<Result<_, _>>()?)
}

//! One file for each verb.

mod analyse;
mod assess;
mod check;
mod completions;
mod demo;
mod explain;
mod import;
mod layers;
pub(crate) mod meeting;
mod new;
mod schema;
mod score;
mod track;

use crate::args::{Reading, Verb};
use crate::failure::{Failure, Status};
use crate::input::{self, Data};
use crate::locale;
use crate::output::{Excerpts, json::File, text};
use crate::session::Session;
use crate::source::Source;
use chuan::check::{Checked, Checker};
use chuan::finding::Findings;
use chuan::framework::Framework;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Does what a verb asks for.
pub(crate) fn run(verb: &Verb, session: &Session) -> Result<Status, Failure> {
    match verb {
        Verb::Demo => demo::run(session),
        Verb::Check(args) => check::run(args, session),
        Verb::Import(args) => import::run(args, session),
        Verb::Score(args) => score::run(args, session),
        Verb::Assess(args) => assess::run(args, session),
        Verb::Track(args) => track::run(args, session),
        Verb::Analyse(args) => analyse::run(args, session),
        Verb::Meeting(args) => meeting::run(args, session),
        Verb::Explain(args) => explain::run(args, session),
        Verb::Schema(args) => schema::run(args, session),
        Verb::New(args) => new::run(args, session),
        Verb::Completions(args) => completions::run(args, session),
    }
}

/// Findings of one rule in one file that are listed beside a result.
const LISTED: usize = 5;

/// A framework and data that were read for a result.
struct Job {
    framework: Framework,
    about_framework: Findings,
    data: Data,
    inputs: Vec<PathBuf>,
}

impl Job {
    /// Reads framework and data. `None` when the framework is wrong; what is wrong has been said.
    fn read(
        framework: &Path,
        data: &[PathBuf],
        reading: &Reading,
        hash: bool,
        session: &Session,
    ) -> Result<Option<Self>, Failure> {
        let finish = |checker: Checker<'_>| (checker.finish(), ());
        let job = Self::read_as(framework, data, reading, hash, session, finish)?;
        Ok(job.map(|(job, ())| job))
    }

    /// The same, where `finish` ends the check of the data.
    fn read_as<T>(
        framework: &Path,
        data: &[PathBuf],
        reading: &Reading,
        hash: bool,
        session: &Session,
        finish: impl FnOnce(Checker<'_>) -> (Checked, T),
    ) -> Result<Option<(Self, T)>, Failure> {
        let sources: Vec<Source> = input::sources(data)?;
        let loaded = input::framework(framework)?;
        let inputs = input::files(framework, loaded.framework.as_ref(), &sources);
        let Some(framework) = loaded.framework else {
            tell(&loaded.findings, &Findings::new(), &[], text::SHOWN, session);
            return Ok(None);
        };
        let mut options = reading.options();
        if reading.max_findings.is_none() {
            options.max_per_rule = LISTED;
        }
        let (data, more) = input::check_as(&framework, &sources, options, hash, session, finish)?;
        Ok(Some((Self { framework, about_framework: loaded.findings, data, inputs }, more)))
    }

    /// What the data were, for a result in JSON.
    fn files(&self) -> Vec<File> {
        let hashes = self.data.hashes.iter().cloned();
        self.data.checked.files.iter().zip(hashes).map(|(f, hash)| File::new(f, hash)).collect()
    }

    /// Says on standard error what was found beside the result, and how the run ends.
    fn report(&self, later: &Findings, session: &Session) -> Status {
        let mut all = Findings::new();
        all.append(self.data.checked.findings.clone());
        all.append(later.clone());
        let wrong = all.has_errors();
        let silent = session.quiet || (all.is_empty() && self.about_framework.is_empty());
        if !silent {
            tell(&self.about_framework, &all, &self.data.checked.files, LISTED, session);
            if self.data.checked.findings.has_errors() {
                session.note(locale::RESULT_WITHOUT.get(session.lang));
            }
        }
        Status::of(wrong)
    }
}

/// Lists findings on standard error: errors about data, everything about a framework that is
/// wrong, and counts by rule.
fn tell(
    about_framework: &Findings,
    about_data: &Findings,
    files: &[chuan::check::FileSummary],
    most: usize,
    session: &Session,
) {
    let mut out = Vec::new();
    let mut texts = BTreeMap::new();
    let none = Excerpts::default();
    let mut listed = || {
        if about_framework.has_errors() {
            text::list(about_framework, &mut texts, &none, session, most, &mut out)?;
        }
        text::list(about_data, &mut texts, &none, session, most, &mut out)?;
        text::summary(&[about_framework, about_data], files, session, &mut out)
    };
    // Writing to memory does not fail.
    if listed().is_ok() {
        session.tell(&format!("\n{}", String::from_utf8_lossy(&out)));
    }
}

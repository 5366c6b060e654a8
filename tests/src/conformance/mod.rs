//! The conformance runner: does the cases of a manifest with the engine and compares the results.
//!
//! A manifest names inputs and cases; a case names an operation, its inputs, its parameters and
//! the file of expected values. Nothing is decided by the name of a case, so a directory that was
//! never seen before works as well.

pub mod compare;
pub mod frame;
pub mod inputs;
pub mod manifest;
pub mod operations;
pub mod table;
pub mod tree;

use compare::{Comparison, compare, compare_random};
use inputs::Inputs;
use manifest::{Case, Expected, Manifest};
use operations::{Answer, Refusal};
use std::error::Error;
use std::fs;
use std::path::Path;
use table::Table;

/// What became of a case.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// The result agrees; the largest deviation as a share of what is tolerated, and in itself.
    Pass(Comparison),
    /// The result does not agree.
    Fail(String),
    /// The engine does not do this.
    NotSupported(String),
}

/// Case by case, what came out.
#[derive(Debug, Clone)]
pub struct Report {
    /// Id of the case and outcome.
    pub cases: Vec<(String, Outcome)>,
}

impl Report {
    /// How many cases passed, failed, and are not supported.
    pub fn counts(&self) -> (usize, usize, usize) {
        let count = |is: fn(&Outcome) -> bool| self.cases.iter().filter(|(_, o)| is(o)).count();
        (
            count(|o| matches!(o, Outcome::Pass(_))),
            count(|o| matches!(o, Outcome::Fail(_))),
            count(|o| matches!(o, Outcome::NotSupported(_))),
        )
    }

    /// Whether every case passed.
    pub fn all_passed(&self) -> bool {
        self.cases.iter().all(|(_, outcome)| matches!(outcome, Outcome::Pass(_)))
    }
}

/// Does all cases of a directory; results go to `out` where it is given.
///
/// # Errors
/// When the manifest cannot be read or results cannot be written.
pub fn run(directory: &Path, out: Option<&Path>) -> Result<Report, Box<dyn Error>> {
    let manifest = Manifest::read(&directory.join("manifest.json"))?;
    let inputs = Inputs::new(directory, &manifest);
    if let Some(out) = out {
        fs::create_dir_all(out)?;
    }
    let mut cases = Vec::with_capacity(manifest.cases.len());
    for case in &manifest.cases {
        let answer = operations::perform(case, &inputs);
        if let (Some(out), Ok(Answer::Table(table))) = (out, &answer) {
            let header = expected_header(directory, case).unwrap_or_else(|| table.columns.clone());
            table.write(&out.join(format!("{}.csv", case.id)), &header)?;
        }
        cases.push((case.id.clone(), judge(directory, case, answer)));
    }
    Ok(Report { cases })
}

fn expected_header(directory: &Path, case: &Case) -> Option<Vec<String>> {
    Table::header(&directory.join(case.expected.file.as_ref()?)).ok()
}

fn judge(directory: &Path, case: &Case, answer: Result<Answer, Refusal>) -> Outcome {
    let expected = &case.expected;
    match (expected.kind.as_str(), answer) {
        (_, Err(Refusal::NotSupported(what))) => Outcome::NotSupported(what),
        ("error", Err(Refusal::Failed(_))) => Outcome::Pass(Comparison::default()),
        ("error", Ok(_)) => Outcome::Fail("an error is expected, and there was none".to_owned()),
        (_, Err(Refusal::Failed(why))) => Outcome::Fail(why),
        ("validation", Ok(Answer::Verdict { accepted, findings })) => {
            if Some(accepted) == expected.accepted {
                Outcome::Pass(Comparison::default())
            } else {
                Outcome::Fail(format!("accepted: {accepted}; {}", findings.join("; ")))
            }
        }
        (_, Ok(Answer::Table(table))) => judge_table(directory, case, expected, &table),
        (kind, Ok(_)) => Outcome::Fail(format!("the answer has not the form of `{kind}`")),
    }
}

fn judge_table(directory: &Path, case: &Case, expected: &Expected, got: &Table) -> Outcome {
    let Some(file) = &expected.file else {
        return Outcome::Fail("the case names no expected file".to_owned());
    };
    let wanted = match Table::read(&directory.join(file), expected.key.len()) {
        Ok(table) => table,
        Err(error) => return Outcome::Fail(format!("{file}: {error}")),
    };
    let compared = match expected.kind.as_str() {
        "statistical" => compare_random(&wanted, got, case),
        _ => compare(&wanted, got, case),
    };
    match compared {
        Ok(comparison) => Outcome::Pass(comparison),
        Err(why) => Outcome::Fail(why),
    }
}

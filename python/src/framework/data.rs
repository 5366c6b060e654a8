//! What check, score and assess share: data are read, and what is wrong with them is told.

use super::PyFramework;
use crate::error::{self, Kind};
use crate::findings::PyFindings;
use crate::input::{Input, ReadFailure};
use crate::run::run;
use chuan::check::{CheckOptions, Checked, Checker};
use chuan::finding::Findings;
use chuan::framework::Framework;
use chuan::observe::Observations;
use chuan::period::Period;
use chuan::score::{Scorecard, score};
use pyo3::prelude::*;

/// The result of scoring, and what was made of it.
pub(super) struct Scored<T> {
    pub(super) findings: Findings,
    pub(super) card: Scorecard,
    pub(super) more: T,
}

impl PyFramework {
    /// Reads and checks data, and goes on with what is right.
    pub(super) fn with_data<T: Send>(
        &self,
        data: &Bound<'_, PyAny>,
        options: CheckOptions,
        then: impl FnOnce(&Framework, Checked) -> T + Send,
    ) -> PyResult<T> {
        let py = data.py();
        let input = Input::of(data)?;
        let numbers = options.numbers.unwrap_or(self.framework.spec().data.numbers);
        let framework = &*self.framework;
        let result = run(py, |control| {
            let mut checker = Checker::new(framework, options);
            input.read(&mut checker, numbers, control)?;
            Ok(then(framework, checker.finish()))
        })?;
        result.map_err(|failure: ReadFailure| failure.into_py(py))
    }

    /// Scores data; says what was not accepted as a warning, or as an error when `strict`.
    pub(super) fn scored<T: Send>(
        &self,
        data: &Bound<'_, PyAny>,
        options: CheckOptions,
        strict: bool,
        then: impl FnOnce(&Framework, &Observations, &Scorecard) -> T + Send,
    ) -> PyResult<Scored<T>> {
        let py = data.py();
        let wanted = options.period;
        let outcome = self.with_data(data, options, |framework, checked| {
            let Checked { findings, observations, files, .. } = checked;
            let observations = match &wanted {
                Some(period) => observations.in_period(period),
                None => observations,
            };
            let records: u64 = files.iter().map(|file| file.records).sum();
            let rejected: u64 = files.iter().map(|file| file.rejected).sum();
            let refused = strict && findings.has_errors();
            let result = (!refused && !observations.periods().is_empty()).then(|| {
                let card = score(framework, &observations);
                let more = then(framework, &observations, &card);
                (card, more)
            });
            (findings, result, records, rejected)
        })?;
        let (findings, result, records, rejected) = outcome;
        let has_errors = findings.has_errors();
        let errors = findings.errors();
        let Some((card, more)) = result else {
            let findings = PyFindings::new(findings);
            if has_errors {
                return Err(error::of_findings(py, Kind::Data, findings));
            }
            return Err(error::raise(py, Kind::Data, &nothing(wanted.as_ref()), Some(findings)));
        };
        if has_errors {
            let message = format!(
                "{rejected} of {records} records were rejected because of {errors} {}: see \
                 `.findings` of the result, or give strict=True",
                if errors == 1 { "error" } else { "errors" }
            );
            error::warn(py, &message)?;
        }
        Ok(Scored { findings, card, more })
    }
}

fn nothing(period: Option<&Period>) -> String {
    match period {
        Some(period) => format!("there is nothing to score: no observation is of {period}"),
        None => "there is nothing to score: the data hold no observation".to_owned(),
    }
}

//! What check, score and assess share: data are read, and what is wrong with them is told.

use super::PyFramework;
use crate::error::{self, Kind};
use crate::findings::PyFindings;
use crate::input::{Input, ReadFailure};
use crate::run::run;
use crate::scorecard;
use chuan::check::{CheckOptions, Checked, Checker};
use chuan::finding::Findings;
use chuan::framework::Framework;
use chuan::observe::Observations;
use chuan::period::Period;
use chuan::score::{ScoreError, ScoreOptions, Scorecard, score_as};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

/// The result of scoring, and what was made of it.
pub(super) struct Scored<T> {
    pub(super) findings: Findings,
    pub(super) card: Scorecard,
    /// What was scored, and how.
    pub(super) scored: scorecard::Scored,
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
        scoring: ScoreOptions,
        strict: bool,
        then: impl FnOnce(&Framework, &Observations, &Scorecard) -> T + Send,
    ) -> PyResult<Scored<T>> {
        let py = data.py();
        if let Some(code) = &scoring.weight_set {
            let sets = || self.framework.spec().weight_sets.iter().map(|set| set.code.as_str());
            if !sets().any(|known| known == code) {
                return Err(error::unknown("set of weights", code, sets()));
            }
        }
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
            let wanted = !refused && !observations.periods().is_empty();
            let result = wanted.then(|| {
                let card = score_as(framework, &observations, &scoring)?;
                let more = then(framework, &observations, &card);
                Ok((card, more, scorecard::Scored { observations, options: scoring }))
            });
            let result: Result<Option<_>, ScoreError> = result.transpose();
            (findings, result, records, rejected)
        })?;
        let (findings, result, records, rejected) = outcome;
        let result = result.map_err(|error| PyValueError::new_err(error.to_string()))?;
        let has_errors = findings.has_errors();
        let errors = findings.errors();
        let Some((card, more, scored)) = result else {
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
        Ok(Scored { findings, card, scored, more })
    }
}

fn nothing(period: Option<&Period>) -> String {
    match period {
        Some(period) => format!("there is nothing to score: no observation is of {period}"),
        None => "there is nothing to score: the data hold no observation".to_owned(),
    }
}

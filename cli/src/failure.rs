//! How a run ends.

use crate::locale::{self, say};
use chuan::finding::Bilingual;
use chuan::text::Lang;
use std::error::Error;
use std::fmt::Write as _;
use std::io;
use std::path::Path;

/// The end of a run that did its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    /// Nothing is wrong.
    Fine,
    /// Something is wrong with what was looked at.
    Findings,
}

impl Status {
    /// The status of a run that may have found errors.
    pub(crate) fn of(wrong: bool) -> Self {
        if wrong { Self::Findings } else { Self::Fine }
    }

    /// The worse of two.
    pub(crate) fn and(self, other: Self) -> Self {
        Self::of(self == Self::Findings || other == Self::Findings)
    }
}

type Cause = Box<dyn Error + Send + Sync>;

/// The end of a run that could not do its work.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Nobody reads the output any more.
    BrokenPipe,
    /// Something that can be said in one sentence.
    Because(Box<Reason>),
}

/// What could not be done, and why.
#[derive(Debug)]
pub(crate) struct Reason {
    /// What could not be done; `{what}` stands for its object.
    message: Bilingual,
    /// The object: a path, a code.
    what: String,
    /// Why.
    cause: Option<Cause>,
    /// What to do next.
    hint: Option<(Bilingual, String)>,
}

impl Failure {
    /// A failure without a deeper cause.
    pub(crate) fn new(message: Bilingual, what: impl Into<String>) -> Self {
        Self::Because(Box::new(Reason { message, what: what.into(), cause: None, hint: None }))
    }

    /// A file or folder that cannot be read.
    pub(crate) fn cannot_read(what: impl Into<String>, cause: impl Into<Cause>) -> Self {
        Self::new(locale::CANNOT_READ, what).because(cause)
    }

    /// A file that cannot be written.
    pub(crate) fn cannot_write(path: &Path, cause: impl Into<Cause>) -> Self {
        Self::new(locale::CANNOT_WRITE, path.display().to_string()).because(cause)
    }

    fn because(mut self, reason: impl Into<Cause>) -> Self {
        if let Self::Because(because) = &mut self {
            because.cause = Some(reason.into());
        }
        self
    }

    /// Adds "did you mean …?", where something is near.
    pub(crate) fn suggest(self, suggestion: Option<&str>) -> Self {
        match suggestion {
            Some(suggestion) => self.hint(locale::DID_YOU_MEAN, suggestion),
            None => self,
        }
    }

    /// Adds what to do next.
    pub(crate) fn hint(mut self, text: Bilingual, what: &str) -> Self {
        if let Self::Because(because) = &mut self {
            because.hint = Some((text, what.to_owned()));
        }
        self
    }

    /// The text for standard error.
    pub(crate) fn text(&self, lang: Lang) -> String {
        let Self::Because(reason) = self else { return String::new() };
        let Reason { message, what, cause, hint } = reason.as_ref();
        let mut text = format!("chuan: {}\n", say(*message, lang, &[("what", what)]));
        let mut next: Option<&(dyn Error + 'static)> = cause.as_deref().map(|cause| cause as _);
        let mut said = String::new();
        while let Some(cause) = next {
            let why = cause.to_string();
            // Some errors repeat what caused them.
            if !said.ends_with(&why) {
                let _ = writeln!(text, "{}: {why}", locale::CAUSE.get(lang));
            }
            said = why;
            next = cause.source();
        }
        if let Some((hint, what)) = hint {
            let _ = writeln!(text, "{}", say(*hint, lang, &[("what", what)]));
        }
        text
    }
}

/// Only writing to the output gives bare I/O errors.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::BrokenPipe;
        }
        Self::new(locale::CANNOT_WRITE, "-").because(error)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        io::Error::from(error).into()
    }
}

impl From<csv::Error> for Failure {
    fn from(error: csv::Error) -> Self {
        io::Error::from(error).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_name_the_object_and_every_cause() {
        let failure = Failure::cannot_read("data.csv", io::Error::other("no such file"));
        assert_eq!(failure.text(Lang::En), "chuan: cannot read data.csv\ncause: no such file\n");
        assert!(failure.text(Lang::Vi).starts_with("chuan: không đọc được data.csv\n"));
    }

    #[test]
    fn a_broken_pipe_is_told_apart() {
        let error = io::Error::from(io::ErrorKind::BrokenPipe);
        assert!(matches!(Failure::from(error), Failure::BrokenPipe));
    }
}

//! What a record may ask of a framework and of assessments, without knowing either.

use super::Ref;
use chrono::NaiveDate;

/// Whether something is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// It is.
    Yes,
    /// It is not.
    No,
    /// That cannot be told.
    Unknown,
}

/// What a framework knows of the things that records name.
pub trait Outside {
    /// Whether there is such a thing: `indicator:…`, `target:…`, `level:scheme/level` …
    fn exists(&self, reference: &Ref) -> Known;

    /// The place of a level in its scheme, from the lowest; none where there is no order.
    fn rank(&self, _reference: &Ref) -> Option<usize> {
        None
    }

    /// How many criteria a level or scheme has.
    fn count(&self, _reference: &Ref) -> Option<u32> {
        None
    }
}

/// What assessments say of the levels that bodies have reached.
pub trait Assessments {
    /// What is known of a level and the body that is to reach it, up to a day.
    fn reached(&self, reach: &Ref, subject: &Ref, as_of: NaiveDate) -> Reached;
}

/// Whether a level was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reached {
    /// It was, first on this day.
    On(NaiveDate),
    /// It was assessed, and not reached.
    NotYet,
    /// There is no assessment.
    NotAssessed,
}

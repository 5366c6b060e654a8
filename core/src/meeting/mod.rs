//! Meetings: what was decided, who was asked to do what by when, and what became of it.
//!
//! A [`Record`] is what a meeting left behind: who was there, the agenda as a tree with what was
//! said and concluded, the tasks and milestones that came of it. It knows no framework: references
//! to indicators, targets and levels are judged through the trait [`Outside`]. The rules `MTG-`
//! have three verdicts, because most records are incomplete: a rule holds, is broken, or cannot be
//! decided.
//!
//! The page [`mod@format`] has every key of both, with examples.
//!
//! A [`log`] is what happened to its tasks afterwards, one line an event, never rewritten.

mod canonical;
mod due;
pub mod format;
mod id;
pub mod log;
mod outside;
mod record;
mod rules;
mod share;
mod shared;
pub mod spec;
#[cfg(feature = "csv")]
pub mod tables;
mod visible;
mod vote;

pub use canonical::{Hash, NoHash};
pub use due::{Due, NoDue};
pub use id::{Id, Kind, NoId, NoRef, Ref};
pub use outside::{Assessments, Known, Outside, Reached};
pub use record::Record;
#[cfg(feature = "schema")]
pub use record::record_schema;
pub use rules::{Context, Profile};
pub use share::{Enough, enough, required};
pub use shared::{SharedError, SharedRegistry};
pub use vote::{MAJORITY, Tally, carried};

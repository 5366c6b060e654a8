//! A record as it is written in a file: everything may still be wrong.

mod agenda;
mod attendance;
mod meeting;
mod registry;
mod said;
mod task;
mod vote;

pub use agenda::*;
pub use attendance::*;
pub use meeting::*;
pub use registry::*;
pub use said::*;
pub use task::*;
pub use vote::*;

use super::Id;
use serde::{Deserialize, Serialize};

/// The format of records that this version reads and writes.
pub const FORMAT: &str = "meeting-record/1";

/// The record of one meeting.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RecordSpec {
    /// `meeting-record/1`.
    pub format: String,
    /// Id of the record.
    pub id: Id,
    /// Language of its texts: `vi`, `en` …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Hash of the record that this one corrects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<String>,
    /// Who and what it speaks of.
    #[serde(default)]
    pub registry: Registry,
    /// The meeting.
    pub meeting: Meeting,
    /// Tasks that came of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<Task>,
    /// Levels and targets to be reached by a date.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub milestones: Vec<Milestone>,
    /// Anything else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

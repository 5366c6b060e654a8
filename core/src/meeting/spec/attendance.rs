//! Who was there.

use super::super::Id;
use serde::{Deserialize, Serialize};

/// Somebody on the list of attendance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Attendance {
    /// The person.
    pub person: Id,
    /// In which role.
    pub role: AttendanceRole,
    /// Whether they were there.
    pub status: AttendanceStatus,
    /// Titles as recorded: tenures are seldom dated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub titles: Vec<String>,
    /// Why they were not there, or did not vote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Items of the agenda for which they were not in the room.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub away: Vec<Id>,
    /// The person or body that they stood in for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_behalf_of: Option<Id>,
    /// Anything else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The role of somebody at a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum AttendanceRole {
    /// In the chair.
    Chair,
    /// Member of the body.
    Member,
    /// Keeps the record.
    Secretary,
    /// Invited.
    Invited,
    /// Presents a paper.
    Presenter,
    /// Observes.
    Observer,
}

/// Whether somebody was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum AttendanceStatus {
    /// Present.
    Present,
    /// Absent.
    Absent,
    /// Absent with leave.
    Excused,
}

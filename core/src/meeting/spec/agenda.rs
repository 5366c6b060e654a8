//! The agenda: a tree of items, each with what was said and concluded about it.

use super::super::{Id, Ref};
use super::{Decision, Statement, Visibility};
use serde::{Deserialize, Serialize};

/// An item of the agenda, with what was said and concluded about it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AgendaItem {
    /// Id.
    pub id: Id,
    /// Number as printed.
    pub no: String,
    /// Title.
    pub title: String,
    /// Kind.
    pub kind: ItemKind,
    /// Documents that were before the meeting.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub papers: Vec<Id>,
    /// Who presented it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub presenter: Option<Id>,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<Ref>,
    /// How it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// How the source says that it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome_text: Option<String>,
    /// By which majority.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub majority: Option<Majority>,
    /// The body that it was referred to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refer_to: Option<Id>,
    /// Who may see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visibility: Option<Visibility>,
    /// Statements, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statements: Vec<Statement>,
    /// Decisions, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<Decision>,
    /// Items below it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<AgendaItem>,
    /// Id in the system that it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_id: Option<String>,
    /// Anything else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The kind of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum ItemKind {
    /// A draft is reviewed.
    ReviewDraft,
    /// Something is decided.
    Decide,
    /// Tasks are given.
    AssignTasks,
    /// A report is heard.
    Report,
    /// Somebody is elected.
    Elect,
    /// The meeting is informed.
    Inform,
    /// Another kind.
    Other,
}

/// How an item ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Outcome {
    /// Adopted.
    Adopted,
    /// Adopted with amendments.
    AdoptedAmended,
    /// Adopted in part.
    PartlyAdopted,
    /// Rejected.
    Rejected,
    /// Somebody was elected.
    Elected,
    /// Taken note of.
    Noted,
    /// Opinions were given; that is no approval.
    Commented,
    /// Returned to be revised.
    ReturnedForRevision,
    /// Tasks were given.
    TasksAssigned,
    /// Referred to another body.
    Referred,
    /// Put off.
    Postponed,
    /// Withdrawn.
    Withdrawn,
    /// Taken off the agenda.
    Removed,
    /// Settled otherwise.
    Settled,
    /// No vote was taken.
    NoVote,
}

/// By which majority something was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Majority {
    /// By all.
    Unanimous,
    /// By a majority.
    Majority,
    /// The votes were equal.
    Tie,
    /// Without a vote, nobody objecting.
    Consensus,
}

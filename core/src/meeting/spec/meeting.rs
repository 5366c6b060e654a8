//! A meeting: which body met, when, on what the record rests.

use super::super::Id;
use super::{AgendaItem, Attendance};
use crate::period::Period;
use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

/// A meeting.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Meeting {
    /// Id.
    pub id: Id,
    /// The body that met.
    pub body: Id,
    /// Title.
    pub title: String,
    /// Kind.
    pub kind: MeetingKind,
    /// Day.
    pub date: NaiveDate,
    /// Whether it took place.
    pub status: MeetingStatus,
    /// What the record rests on and what of it is complete.
    pub record: RecordBasis,
    /// When it began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<NaiveTime>,
    /// When it ended; none when that is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<NaiveTime>,
    /// Part of the day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<Session>,
    /// The period of which it is the regular meeting, such as `2022-05`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// Place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The person in the chair.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chair: Option<Id>,
    /// The person who keeps the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secretary: Option<Id>,
    /// How many must be there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quorum: Option<Quorum>,
    /// How many members the body has, where their list is not complete.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entitled: Option<u32>,
    /// How far the minutes are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<Minutes>,
    /// Who may see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visibility: Option<Visibility>,
    /// Where the facts come from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<MeetingSource>,
    /// Who was there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attendance: Vec<Attendance>,
    /// The agenda, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agenda: Vec<AgendaItem>,
    /// Anything else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The kind of a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum MeetingKind {
    /// A regular session.
    Regular,
    /// An extraordinary session.
    Extraordinary,
    /// A session on one theme.
    Thematic,
    /// A joint session of several bodies.
    Joint,
    /// A working session.
    Working,
    /// Another kind.
    Other,
}

/// Whether a meeting took place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum MeetingStatus {
    /// It is to take place.
    Scheduled,
    /// It took place.
    Held,
    /// It was put off.
    Postponed,
    /// It did not take place.
    Cancelled,
}

/// A part of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Session {
    /// The morning.
    Morning,
    /// The afternoon.
    Afternoon,
    /// The evening.
    Evening,
    /// The whole day.
    AllDay,
}

/// What a record rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RecordBasis {
    /// What it was made from.
    pub basis: RecordSource,
    /// Which of its parts are complete.
    pub complete: Complete,
    /// What a reader has to know.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// What a record was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum RecordSource {
    /// The minutes.
    Minutes,
    /// The notice of conclusions.
    ConclusionNotice,
    /// A report in the press.
    PressReport,
    /// The agenda alone.
    Agenda,
    /// Another system.
    Service,
}

/// Which parts of a record are complete. What is not complete decides nothing by its absence.
#[derive(Debug, Clone, Copy, Eq, PartialEq, Serialize, Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Complete {
    /// Everybody who was there is listed.
    pub attendance: bool,
    /// Every item is listed.
    pub agenda: bool,
    /// Every statement is listed.
    pub statements: bool,
    /// Every decision is listed.
    pub decisions: bool,
    /// Every task is listed.
    pub tasks: bool,
}

/// How many must be there: at least `num/den` of a base, or more than that where it is strict.
#[derive(Debug, Clone, Copy, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Quorum {
    /// Numerator.
    pub num: u32,
    /// Denominator.
    pub den: u32,
    /// More than the share, not just the share.
    #[serde(default)]
    pub strict: bool,
    /// Of whom.
    pub base: QuorumBase,
}

/// Of whom a share must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum QuorumBase {
    /// All members of the body.
    Members,
    /// The members with a vote.
    VotingMembers,
    /// Those who were summoned: everybody on the list of attendance as chair, member or secretary.
    Summoned,
}

/// The minutes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Minutes {
    /// How far they are.
    pub state: MinutesState,
    /// When they were approved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_on: Option<NaiveDate>,
    /// The document that they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Id>,
}

/// How far minutes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum MinutesState {
    /// There are none.
    None,
    /// There is a draft.
    Draft,
    /// They are approved; the record is frozen.
    Approved,
}

/// Who may see a thing. Exports leave out what is not public unless they are told otherwise.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default,
)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Visibility {
    /// Everybody.
    #[default]
    Public,
    /// Those who work with it.
    Internal,
    /// Those who are named for it.
    Secret,
}

/// Where facts come from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MeetingSource {
    /// Kind: `press_report`, `minutes` …
    pub kind: String,
    /// Title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Where it can be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// When it was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retrieved: Option<NaiveDate>,
    /// The document that it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Id>,
    /// Anything else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

//! A meeting: who was there, what was on the agenda, what was said and concluded.

use super::super::{Id, Ref};
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

/// Something that was said.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Statement {
    /// Id.
    pub id: Id,
    /// Who said it: persons, bodies, or the paper itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<Ref>,
    /// Kind.
    pub kind: StatementKind,
    /// What was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// By how many of the body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extent: Option<Extent>,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<Ref>,
    /// Figures in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<Figure>,
    /// Who may see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visibility: Option<Visibility>,
    /// Anything else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The kind of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum StatementKind {
    /// A report.
    Report,
    /// An opinion.
    Opinion,
    /// A proposal.
    Proposal,
    /// A commitment: a task can come from it.
    Commitment,
    /// A question.
    Question,
    /// A remark.
    Remark,
    /// A reserved opinion of the minority.
    Dissent,
}

/// By how many something was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Extent {
    /// By all.
    All,
    /// By common consent.
    Consensus,
    /// By some.
    Some,
    /// Not said by how many.
    Unspecified,
}

/// A figure, as a decimal in text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Figure {
    /// What it is.
    pub label: String,
    /// The decimal, as text: `60`, `89.5`.
    pub value: String,
    /// Unit of measure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<Ref>,
    /// Name of the total that it is a part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of: Option<String>,
    /// Name of the total that it states.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total_of: Option<String>,
    /// Anything else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A conclusion. There may be several about one item, mostly without a vote.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Decision {
    /// Id.
    pub id: Id,
    /// Kind.
    pub kind: DecisionKind,
    /// Who concluded: the person in the chair, or the body.
    pub by: Ref,
    /// What was concluded.
    pub text: String,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<Ref>,
    /// The document by which it was issued.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Id>,
    /// The vote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vote: Option<Vote>,
    /// Figures in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<Figure>,
    /// The decision that it replaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<Id>,
    /// Who may see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visibility: Option<Visibility>,
    /// Anything else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The kind of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum DecisionKind {
    /// A conclusion.
    Conclusion,
    /// A directive.
    Directive,
    /// A task is given.
    Assignment,
    /// Something is approved.
    Approval,
    /// A target is set.
    Target,
    /// Something is referred.
    Referral,
    /// Somebody is elected.
    Election,
}

/// A vote.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Vote {
    /// How it was taken.
    pub method: VoteMethod,
    /// Votes for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub yes: Option<u32>,
    /// Votes against.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no: Option<u32>,
    /// Abstentions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub abstain: Option<u32>,
    /// Present and not voting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_voting: Option<u32>,
    /// Of whom the majority is counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<VoteBase>,
    /// The share that is needed; more than half unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threshold: Option<Threshold>,
    /// Who voted how.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ballots: Vec<Ballot>,
    /// The result as published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<VoteResult>,
    /// Anything else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// How a vote was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum VoteMethod {
    /// By show of hands.
    Hands,
    /// By secret ballot.
    Ballot,
    /// By roll call.
    RollCall,
    /// Nobody objected.
    Consensus,
}

/// Of whom a majority is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum VoteBase {
    /// All members of the body.
    Members,
    /// Those who were summoned.
    Summoned,
    /// Those who were present.
    Present,
    /// Votes for, against and abstentions.
    Cast,
    /// Votes for and against.
    YesNo,
}

/// A share: at least `num/den`, or more than that where it is strict.
#[derive(Debug, Clone, Copy, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Threshold {
    /// Numerator.
    pub num: u32,
    /// Denominator.
    pub den: u32,
    /// More than the share.
    #[serde(default)]
    pub strict: bool,
}

/// How somebody voted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Ballot {
    /// The person.
    pub person: Id,
    /// How.
    pub option: BallotOption,
}

/// How somebody voted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum BallotOption {
    /// For.
    Yes,
    /// Against.
    No,
    /// Abstained.
    Abstain,
    /// Present and not voting.
    NotVoting,
    /// Absent.
    Absent,
    /// Absent with leave.
    Excused,
}

/// The result of a vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum VoteResult {
    /// Passed.
    Passed,
    /// Failed.
    Failed,
}

//! A vote: how it was taken, the counts, the ballots.

use super::super::Id;
use serde::{Deserialize, Serialize};

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

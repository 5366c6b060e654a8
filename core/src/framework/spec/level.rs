//! Levels, requirements and milestones as written.

use super::{OneOrMany, Source, Stage};
use crate::id::Code;
use crate::period::Period;
use crate::recipe::BasedOn;
use crate::text::Text;
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// A scheme: levels, from the lowest to the highest, and what each of them asks for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SchemeSpec {
    /// Code.
    pub code: Code,
    /// Name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
    /// The node or indicator whose value the levels' thresholds are about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub node: Option<Code>,
    /// Whether the rounded or the unrounded value is compared.
    #[serde(default)]
    pub on: BasedOn,
    /// Whether a level is reached only together with all levels below it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cumulative: bool,
    /// Which statuses of a criterion count as met; `met` and `exceeding` unless said.
    #[serde(default = "met_and_exceeding")]
    pub counts_as_met: Vec<CriterionStatus>,
    /// Only units whose attributes have one of these values are assessed.
    #[serde(default, rename = "where", skip_serializing_if = "IndexMap::is_empty")]
    pub filter: IndexMap<String, OneOrMany>,
    /// The levels, lowest first.
    #[serde(default, rename = "level")]
    pub levels: Vec<LevelSpec>,
    /// Source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// Anything else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

fn met_and_exceeding() -> Vec<CriterionStatus> {
    vec![CriterionStatus::Met, CriterionStatus::Exceeding]
}

/// A level and what it asks for. Everything that is stated must hold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LevelSpec {
    /// Code, such as `1`.
    pub code: Code,
    /// Name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
    /// Value of the scheme's node from which the level is reached, included: half-open bands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<Threshold>,
    /// Value of the scheme's node above which the level is reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub more_than: Option<Threshold>,
    /// Value of the scheme's node up to which the level is reached, included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<Threshold>,
    /// Place of the unit among all, by the scheme's node, up to which the level is reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank_at_most: Option<u32>,
    /// Requirements; all of them must hold.
    #[serde(default, rename = "require", skip_serializing_if = "Vec::is_empty")]
    pub requirements: Vec<Requirement>,
    /// Anything else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

/// A number, or one that depends on the period or on an attribute of the unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged, expecting = "a number, or a table { by, values, otherwise }")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Threshold {
    /// The same for all.
    Fixed(f64),
    /// By period or attribute.
    By(ThresholdTable),
}

/// Thresholds by period or by an attribute of the unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ThresholdTable {
    /// `period`, `kind`, or the name of an attribute.
    pub by: String,
    /// The thresholds.
    pub values: IndexMap<String, f64>,
    /// The threshold where none is listed; without it the requirement is undetermined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub otherwise: Option<f64>,
}

/// A requirement of a level.
///
/// Exactly one of the subjects is stated: a `criterion` (an indicator or node whose status is asked
/// for, or whose value is compared), `all_criteria` below a node, or one of the combinations.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Requirement {
    /// Name, for messages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
    /// An indicator or node: its value is compared where a comparison is stated, else its status
    /// must count as met.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub criterion: Option<Code>,
    /// All criteria below this node must count as met.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub all_criteria: Option<Code>,
    /// Comparison: `≥`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_least: Option<Threshold>,
    /// Comparison: `>`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub more_than: Option<Threshold>,
    /// Comparison: `≤`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_most: Option<Threshold>,
    /// Comparison: `<`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub less_than: Option<Threshold>,
    /// Comparison: `=`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exactly: Option<Threshold>,
    /// All of these.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub all: Vec<Requirement>,
    /// At least one of these, or `count` of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub any: Vec<Requirement>,
    /// How many of `any` are needed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    /// Not this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not: Option<Box<Requirement>>,
}

/// The status of a criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum CriterionStatus {
    /// Met.
    Met,
    /// Met, and more than that.
    Exceeding,
    /// Met in the main.
    BasicallyMet,
    /// Being completed.
    InCompletion,
    /// An opinion has been asked for.
    OpinionRequested,
    /// Not met.
    NotMet,
    /// Does not apply to the unit.
    NotApplicable,
    /// Not known.
    Undetermined,
}

impl CriterionStatus {
    /// All statuses, in the order of the numbers that stand for them in columns.
    pub const ALL: [Self; 8] = [
        Self::Met,
        Self::Exceeding,
        Self::BasicallyMet,
        Self::InCompletion,
        Self::OpinionRequested,
        Self::NotMet,
        Self::NotApplicable,
        Self::Undetermined,
    ];

    /// The name used in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Exceeding => "exceeding",
            Self::BasicallyMet => "basically_met",
            Self::InCompletion => "in_completion",
            Self::OpinionRequested => "opinion_requested",
            Self::NotMet => "not_met",
            Self::NotApplicable => "not_applicable",
            Self::Undetermined => "undetermined",
        }
    }
}

/// A level that a unit is to reach by a date.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MilestoneSpec {
    /// Scheme.
    pub scheme: Code,
    /// Level.
    pub level: Code,
    /// Unit; all unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Code>,
    /// When it is due: the last day of the period.
    pub period: Period,
    /// Proposed, questioned, decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<Stage>,
    /// Source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// Anything else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

//! Levels, requirements and milestones as written.

use super::rule::{
    CapSpec, CostSpec, HoldSpec, LookupSpec, Reads, RecognitionSpec, ShareRounding, Unknown,
};
use super::{OneOrMany, Source, Stage};
use crate::id::Code;
use crate::period::Period;
use crate::recipe::{BasedOn, Order, Ties};
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
    /// Which value of the node the levels' thresholds look at; its score unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reads: Option<Reads>,
    /// Which end of the list is rank 1, where a level asks for a rank and no ranking of the
    /// framework says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<Order>,
    /// What equal values get, where no ranking of the framework says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ties: Option<Ties>,
    /// Attribute of the units among whose equals they are ranked; among all unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank_within: Option<String>,
    /// How the last place of a share of the units is made whole.
    #[serde(default, skip_serializing_if = "ShareRounding::is_default")]
    pub share_rounding: ShareRounding,
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
    /// Limits: what must hold for levels above one.
    #[serde(default, rename = "cap", skip_serializing_if = "Vec::is_empty")]
    pub caps: Vec<CapSpec>,
    /// A table in which the level is looked up by two values.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<LookupSpec>,
    /// How long a level must hold or fail before it is awarded or lost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold: Option<HoldSpec>,
    /// What it costs to change a criterion; 1 for each unless said.
    #[serde(default, rename = "cost", skip_serializing_if = "IndexMap::is_empty")]
    pub costs: IndexMap<Code, CostSpec>,
    /// How levels are recognised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recognition: Option<RecognitionSpec>,
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
    /// Share of the ranked units, in percent, among which the unit must be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank_share_at_most: Option<f64>,
    /// Which statuses count as met for this level; those of the scheme unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counts_as_met: Option<Vec<CriterionStatus>>,
    /// Requirements; all of them must hold.
    #[serde(default, rename = "require", skip_serializing_if = "Vec::is_empty")]
    pub requirements: Vec<Requirement>,
    /// Anything else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

/// A number, or one that depends on the period or on an attribute of the unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(
    untagged,
    expecting = "a number, or a table { by, values, otherwise }, { of, times, plus } or { set_by }"
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Threshold {
    /// The same for all.
    Fixed(f64),
    /// By period or attribute.
    By(ThresholdTable),
    /// Relative to another value.
    Relative(RelativeThreshold),
    /// Left to somebody who has not set it yet.
    Delegated(DelegatedThreshold),
}

/// A threshold that somebody is to set; until then the requirement is undetermined.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DelegatedThreshold {
    /// Who is to set it.
    pub set_by: Text,
}

/// A threshold relative to another value of the same unit: `times × value + plus`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RelativeThreshold {
    /// When the other value was observed: `previous`, `first`, `same`, or a period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// The attribute of the unit that says when, such as the year of its recognition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of_attribute: Option<String>,
    /// The item that it is a value of; the one compared unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub criterion: Option<Code>,
    /// Factor; 1 unless said.
    #[serde(default = "once", skip_serializing_if = "is_once")]
    pub times: f64,
    /// Addend; 0 unless said.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub plus: f64,
}

fn once() -> f64 {
    1.0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
fn is_once(value: &f64) -> bool {
    *value == 1.0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
fn is_zero(value: &f64) -> bool {
    *value == 0.0
}

/// Thresholds by period or by an attribute of the unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ThresholdTable {
    /// `period`, `kind`, or the name of an attribute; of several the first one whose value is
    /// listed decides.
    pub by: OneOrMany,
    /// The thresholds.
    pub values: IndexMap<String, f64>,
    /// The threshold where none is listed; without it the requirement is undetermined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub otherwise: Option<f64>,
    /// Who sets those that are not listed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set_by: Option<Text>,
}

/// A requirement of a level.
///
/// Exactly one of the subjects is stated: a `criterion` (an indicator or node whose status is asked
/// for, or whose value is compared), `all_criteria` below a node, how many `criteria_met` there are
/// below it, a `level` of another scheme, or one of the combinations.
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
    /// The number of criteria below this node that count as met is compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub criteria_met: Option<Code>,
    /// Whether the share in percent of the criteria that apply is compared, not their number.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub percent: bool,
    /// Level of a `scheme` that must be reached.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<Code>,
    /// The scheme of the `level`; this one unless said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheme: Option<Code>,
    /// Which value of the `criterion` is compared: as observed for an indicator and the score for a
    /// node unless said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reads: Option<Reads>,
    /// Which statuses count as met here; those of the level unless said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counts_as_met: Option<Vec<CriterionStatus>>,
    /// How many months back the `criterion` may have been observed last; only in the period
    /// assessed unless said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within_months: Option<u32>,
    /// What it counts as while it is undetermined.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unknown: Option<Unknown>,
    /// Only units whose attributes have one of these values need it.
    #[serde(rename = "where", skip_serializing_if = "IndexMap::is_empty")]
    pub filter: IndexMap<String, OneOrMany>,
    /// Place of the unit among all, by the `criterion`, that suffices.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank_at_most: Option<u32>,
    /// Share of the ranked units, in percent, among which the unit must be by the `criterion`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank_share_at_most: Option<f64>,
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
    /// Share of the weights of `any`, in percent, that is needed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<f64>,
    /// Sum of the weights of `any` that is needed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight_at_least: Option<f64>,
    /// Weight among the parts of an `any`; 1 unless said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<f64>,
    /// Something that, when it holds, blocks the `any` that this is a part of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub veto: Option<Box<Requirement>>,
    /// Not this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not: Option<Box<Requirement>>,
}

impl Requirement {
    /// The requirements that it is made of, with what may block it.
    pub fn parts(&self) -> impl Iterator<Item = &Self> {
        let listed = self.all.iter().chain(&self.any);
        listed.chain(self.not.as_deref()).chain(self.veto.as_deref())
    }
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

//! What schemes may state beside plain levels: caps, joint tables, holding over time, costs of
//! change, and how a level is recognised.

use super::level::Requirement;
use crate::id::Code;
use crate::text::Text;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Which value of an item a threshold looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Reads {
    /// What its scorer made of it.
    Score,
    /// As observed, or as made from the children, before the scorer.
    Value,
}

/// What a requirement that is undetermined counts as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Unknown {
    /// As what it is: undetermined.
    Undetermined,
    /// As not met.
    NotMet,
    /// As met, for the time being.
    Met,
    /// As if it were not listed.
    LeftOut,
}

/// How the place that a share of the units stands for is made whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum ShareRounding {
    /// To the nearest whole number, halves up.
    #[default]
    HalfUp,
    /// Upwards.
    Up,
    /// Downwards.
    Down,
}

impl ShareRounding {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
    pub(super) fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// A limit to the level: unless a requirement holds, no level above the one named is reached.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CapSpec {
    /// What must hold for the levels above.
    pub unless: Requirement,
    /// The highest level that is reached without it; no level at all unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Code>,
}

/// A level looked up by two values, each put into bands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LookupSpec {
    /// The value that chooses the row.
    pub rows: BandsSpec,
    /// The value that chooses the column.
    pub columns: BandsSpec,
    /// The codes of the levels, row by row; an empty text where no level is reached.
    pub levels: Vec<Vec<String>>,
}

/// A value put into half-open bands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BandsSpec {
    /// The indicator or node.
    pub criterion: Code,
    /// Which of its values; as with a `criterion` of a requirement unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reads: Option<Reads>,
    /// The values from which the second band, the third … begin, rising. A value on a limit
    /// belongs to the higher band.
    pub from: Vec<f64>,
}

/// How long a level must hold before it is awarded and fail before it is lost, in periods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HoldSpec {
    /// Periods in a row, this one included, in which the requirements must hold.
    #[serde(default = "one")]
    pub reach: u32,
    /// Periods in a row, this one included, in which they must fail before the level is lost.
    #[serde(default = "one")]
    pub keep: u32,
}

fn one() -> u32 {
    1
}

/// What it costs to change one criterion, in any unit as long as it is the same for all.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(untagged, expecting = "a number, or a table { fixed, per_unit }")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum CostSpec {
    /// So much, however far it has to move.
    Fixed(f64),
    /// A part that does not depend on the way and one that does.
    Split(SplitCost),
}

/// A cost that depends on how far a value has to move.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SplitCost {
    /// For any change at all.
    pub fixed: f64,
    /// For every unit that the value moves.
    pub per_unit: f64,
}

/// How levels are recognised: by whom, for how long, and in which steps.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RecognitionSpec {
    /// How many months a recognition is valid; without an end unless said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub validity_months: Option<u32>,
    /// How many months before its end the renewal must be asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub renewal_months: Option<u32>,
    /// Who recognises which level, and since when.
    #[serde(rename = "authority", skip_serializing_if = "Vec::is_empty")]
    pub authorities: Vec<AuthoritySpec>,
    /// Names of others who act, such as the council that appraises.
    #[serde(rename = "body", skip_serializing_if = "Vec::is_empty")]
    pub bodies: Vec<BodySpec>,
}

/// Somebody who acts and does not recognise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BodySpec {
    /// Code, as records of recognition write it.
    pub code: Code,
    /// Name.
    pub name: Text,
}

/// Who recognises a level.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AuthoritySpec {
    /// The level; all levels unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Code>,
    /// Who recognises it, as records of recognition write it.
    pub by: Code,
    /// Name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
    /// First day on which it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Last day on which it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
}

//! Which units have enough data, and bands of ranked units, as written.

use super::Threshold;
use crate::id::Code;
use crate::text::Text;
use serde::{Deserialize, Serialize};

/// Which units, and which indicators, have enough data to be scored. Everything that is stated must
/// hold; limits count as enough, and compare as decimals.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ScreenSpec {
    /// Share of the indicators of which a unit must have a value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub available: Option<f64>,
    /// Share of the values of a unit that must not be zero.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub non_zero: Option<f64>,
    /// Share of the units that must have a value of an indicator; else nobody is scored by it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub indicators: Option<f64>,
    /// Nodes and indicators whose indicators are looked at; all that count unless said.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub of: Vec<Code>,
    /// After which step values are looked at.
    #[serde(skip_serializing_if = "is_default")]
    pub after: ScreenAfter,
    /// What is measured of every unit; the bar of all measures has to be met.
    #[serde(rename = "measure", skip_serializing_if = "Vec::is_empty")]
    pub measures: Vec<MeasureSpec>,
    /// Grades of coverage by the measures, best first.
    #[serde(rename = "grade", skip_serializing_if = "Vec::is_empty")]
    pub grades: Vec<GradeSpec>,
    /// Units that are kept or left out whatever the rules say.
    #[serde(rename = "force", skip_serializing_if = "Vec::is_empty")]
    pub forced: Vec<ForcedUnit>,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// After which step values are looked at for screening.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum ScreenAfter {
    /// As observed.
    Observe,
    /// After denomination, before gaps are filled.
    #[default]
    Denominate,
    /// After gaps are filled.
    Impute,
}

/// Something that is measured of every unit, and its bar.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MeasureSpec {
    /// An indicator, whose observed value is the measure; or a node, of which it is the share of the
    /// indicators below that have a value.
    pub of: Code,
    /// The bar.
    pub at_least: f64,
}

/// A grade of coverage. It is reached when every measure reaches its limit.
///
/// With `above` the limits are quantiles of the units that meet the bar of all measures, with `below`
/// of those that do not; with neither the limits are the bars. The last grade may be without a limit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GradeSpec {
    /// Code, such as `A`.
    pub code: Code,
    /// Name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
    /// The limit of every measure is this quantile (type 7) of the units that meet all bars.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub above: Option<f64>,
    /// The limit of every measure is this quantile (type 7) of the units that do not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<f64>,
    /// The limits are the bars themselves.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub bar: bool,
}

/// A unit that is kept or left out whatever the rules say.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ForcedUnit {
    /// Code of the unit.
    pub unit: Code,
    /// Whether it is kept.
    pub keep: bool,
    /// Why. It is shown with the result.
    pub reason: String,
}

/// A band of a ranking. A unit is in the first band that it reaches; a band without a condition takes
/// everybody who is ranked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BandSpec {
    /// Code.
    pub code: Code,
    /// Name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
    /// So many places, after those of the bands before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    /// Such a share of the places, after those of the bands before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<f64>,
    /// The score from which it is reached: fixed, or by period or attribute. With
    /// `order = "lowest_first"` up to which.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Threshold>,
    /// The score from which it is reached is this quantile (type 7) of the scores of the units that
    /// are ranked: 0.75 for the best quarter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantile: Option<f64>,
}

//! What data are held against beyond the range of one value: plausibility, totals, coverage, and
//! rules that the framework writes itself.

use crate::finding::Severity;
use crate::id::Code;
use crate::text::Text;
use serde::{Deserialize, Serialize};

/// What a value of a series has to look like to be believed. Every limit is a suspicion, not a
/// proof: what exceeds it is a warning.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlausibleSpec {
    /// Largest change against the value before it, as a share of that value: `0.5` for a half.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<f64>,
    /// Largest change against the value before it, in the unit of the indicator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<f64>,
    /// From how many equal values in a row on they are not believed; at least 2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub constant: Option<usize>,
    /// Largest robust z-score of a value within the series of its unit:
    /// `0.6745 · |x − median| / MAD` (Iglewicz and Hoaglin 1993, who advise 3.5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outlier: Option<f64>,
    /// The same among all units in one period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outlier_among_units: Option<f64>,
}

/// That a value is the total of others.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TotalSpec {
    /// The indicators whose sum it states.
    pub of: Vec<Code>,
    /// How far the stated total may be from the sum, in the unit of the indicator; 0 unless said.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub tolerance: f64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
fn is_zero(value: &f64) -> bool {
    *value == 0.0
}

/// What has to be there.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CoverageSpec {
    /// Every unit of the register that exists in a period has a value in it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub units: bool,
    /// Every indicator that counts has a value in every period.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub indicators: bool,
    /// The values of a unit have no gap between its first and its last period.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub periods: bool,
    /// An attribute of the units; groups of units with the same value are compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// How much smaller the share of values present may be in a group than in all the others;
    /// 0.2 unless said.
    #[serde(default = "a_fifth", skip_serializing_if = "is_a_fifth")]
    pub group_gap: f64,
}

fn a_fifth() -> f64 {
    0.2
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
fn is_a_fifth(value: &f64) -> bool {
    *value == a_fifth()
}

/// A rule that the framework writes itself, in the Common Expression Language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RuleSpec {
    /// Code of the rule in this framework.
    pub code: Code,
    /// What the rule looks at.
    #[serde(default)]
    pub over: Over,
    /// Only these indicators; all unless said. Not for rules over a unit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub indicators: Vec<Code>,
    /// Only where this is true, in CEL.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// What has to be true, in CEL.
    pub check: String,
    /// How grave it is when it is not; a warning unless said.
    #[serde(default = "warning", skip_serializing_if = "is_warning")]
    pub severity: Severity,
    /// What to say when it is not true.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<Text>,
}

fn warning() -> Severity {
    Severity::Warning
}

fn is_warning(severity: &Severity) -> bool {
    *severity == Severity::Warning
}

/// What a rule looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Over {
    /// One value with the record in which it stands.
    #[default]
    Row,
    /// All values of a unit in a period.
    Unit,
    /// All values of a unit and indicator, period by period.
    Series,
}

impl Over {
    /// The variables that an expression can use.
    pub fn variables(self) -> &'static [&'static str] {
        match self {
            Self::Row => {
                &["unit", "attributes", "indicator", "period", "year", "value", "layer", "fields"]
            }
            Self::Unit => &["unit", "attributes", "period", "year", "values"],
            Self::Series => &["unit", "attributes", "indicator", "values", "periods", "years"],
        }
    }
}

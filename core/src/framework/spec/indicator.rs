//! Indicators, their baselines and targets, as written.

use super::node::{is_true, yes};
use super::{PlausibleSpec, Source, TotalSpec};
use crate::finding::Bilingual;
use crate::id::Code;
use crate::period::{Frequency, Period};
use crate::recipe::{
    Change, Denomination, Direction, Goalposts, Imputation, Interval, LearnFrom, Scorer, Treatment,
    shorthand,
};
use crate::text::Text;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// An indicator: what is observed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct IndicatorSpec {
    /// Code, unique among nodes and indicators.
    pub code: Code,
    /// Name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
    /// What the document calls it: indicator, criterion, component index …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The node that it is a part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Code>,
    /// Unit of measure, such as `%`, `điểm`, `tỷ đồng`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Text>,
    /// Scale of the values.
    #[serde(default, skip_serializing_if = "Scale::is_default")]
    pub scale: Scale,
    /// The values that can occur, by themselves; by scale unless said (0 to 100 for percent).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<Interval>,
    /// Which way is better.
    #[serde(default, skip_serializing_if = "is_default")]
    pub direction: Direction,
    /// How often it is observed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub frequency: Frequency,
    /// The closed list of answers of an ordinal scale (worst first) or of categories.
    #[serde(default, rename = "option", skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<OptionSpec>,
    /// Whether every record must have a value; unless said, an empty cell of a long file is an
    /// error and one of a wide file is a missing value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required: Option<bool>,
    /// What its values have to look like to be believed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plausible: Option<PlausibleSpec>,
    /// The indicators of which it states the total.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<TotalSpec>,
    /// Whether it counts for its parent. One that is not scored is collected and shown.
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    pub scored: bool,
    /// Weight in its parent, relative to the other children; the points, or 1, unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<f64>,
    /// Maximum points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<f64>,
    /// What its values are divided by.
    #[serde(default, deserialize_with = "shorthand", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "schema",
        schemars(schema_with = "crate::framework::schema::denomination")
    )]
    pub denominate: Option<Denomination>,
    /// How its gaps are filled.
    #[serde(default, deserialize_with = "shorthand", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::framework::schema::imputation"))]
    pub impute: Option<Imputation>,
    /// The change against an earlier period takes the place of its values.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub growth: Option<Change>,
    /// How its outliers are treated.
    #[serde(default, deserialize_with = "shorthand", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::framework::schema::treatment"))]
    pub treat: Option<Treatment>,
    /// From which periods the treatment is learned; from each for itself unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub treat_fit: Option<LearnFrom>,
    /// From which periods its scorer learns; from each for itself unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fit: Option<LearnFrom>,
    /// Scorer.
    #[serde(default, deserialize_with = "shorthand", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::framework::schema::scorer"))]
    pub scorer: Option<Scorer>,
    /// Fixed ends of the scale, for a scorer that needs them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goalposts: Option<Goalposts>,
    /// Where things stood when targets were set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<Baseline>,
    /// Targets.
    #[serde(default, rename = "target", skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<TargetSpec>,
    /// Whether targets need a baseline that rests on a survey.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub survey_required: bool,
    /// How many items the document says the indicator has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated_count: Option<u32>,
    /// The items that the document lists.
    #[serde(default, rename = "item", skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Text>,
    /// Source, where it differs from that of the framework.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// Anything else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// The scale of an indicator: which values make sense and how they are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Scale {
    /// Any number.
    #[default]
    Number,
    /// A share between 0 and 1.
    Ratio,
    /// A share in percent, between 0 and 100.
    Percent,
    /// A whole number from 0.
    Count,
    /// Yes or no: `1`/`0`, `yes`/`no`, `có`/`không`, `true`/`false`.
    YesNo,
    /// One of the options, in rising order.
    Ordinal,
    /// One of the options, without an order.
    Category,
    /// A place in a ranking: a whole number from 1.
    Rank,
    /// The status of a criterion: met, not met, in completion …
    Status,
}

impl Scale {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
    fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// The name used in framework files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Ratio => "ratio",
            Self::Percent => "percent",
            Self::Count => "count",
            Self::YesNo => "yes_no",
            Self::Ordinal => "ordinal",
            Self::Category => "category",
            Self::Rank => "rank",
            Self::Status => "status",
        }
    }

    /// Whether values are words of a closed list.
    pub fn is_worded(self) -> bool {
        matches!(self, Self::YesNo | Self::Ordinal | Self::Category | Self::Status)
    }

    /// The range that holds unless the indicator states one.
    pub fn range(self) -> Interval {
        let between = |min, max| Interval { min, max };
        match self {
            Self::Ratio | Self::YesNo => between(Some(0.0), Some(1.0)),
            Self::Percent => between(Some(0.0), Some(100.0)),
            Self::Count => between(Some(0.0), None),
            Self::Rank => between(Some(1.0), None),
            _ => Interval::default(),
        }
    }
}

/// One answer of a closed list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OptionSpec {
    /// Code, as it stands in the data.
    pub code: Code,
    /// Name; it may stand in the data as well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
    /// Points of the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<f64>,
}

/// Where an indicator stood when its targets were set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Baseline {
    /// The value.
    pub value: f64,
    /// When it was measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// What it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Evidence>,
}

/// What a figure rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Evidence {
    /// Kind.
    pub kind: EvidenceKind,
    /// Date of the survey, report or record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<NaiveDate>,
    /// Source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

/// Kinds of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum EvidenceKind {
    /// A survey.
    Survey,
    /// Administrative records.
    Records,
    /// A report.
    Report,
    /// An estimate.
    Estimate,
}

/// A target of an indicator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TargetSpec {
    /// When it is due: the last day of the period.
    pub period: Period,
    /// How the value is compared.
    #[serde(default)]
    pub compare: Compare,
    /// The value to be compared with (all comparisons but `range` and `completed`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// Out of how many: the units of a `rank`, the things of a `count`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<u32>,
    /// Lower end of a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// Upper end of a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// Units it holds for, by attribute (`kind = "commune"`); all unless said.
    #[serde(default, rename = "where", skip_serializing_if = "indexmap::IndexMap::is_empty")]
    pub filter: indexmap::IndexMap<String, super::OneOrMany>,
    /// The indicators, or nodes of them, for each of which it holds: a breakdown, such as sectors.
    /// The indicator that it stands with is the heading, and is not followed itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub each: Vec<Code>,
    /// Proposed, commented, questioned, decided: how far it has come by now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<Stage>,
    /// How it came to be, in order of time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<TargetEvent>,
    /// The text, as the document has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written: Option<String>,
    /// The document that sets it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// Anything else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

/// Something that happened to a target: it was proposed, commented, questioned or decided.
///
/// What an event does not state stays as it was; the last event that is not after a day says what
/// the target was on that day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TargetEvent {
    /// When.
    pub on: NaiveDate,
    /// What happened.
    pub stage: Stage,
    /// The value from then on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// The lower end of a range from then on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// The upper end of a range from then on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// What was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

/// How a value is compared with a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Compare {
    /// `≥ value`.
    #[default]
    AtLeast,
    /// `> value`.
    MoreThan,
    /// `≤ value`.
    AtMost,
    /// `< value`.
    LessThan,
    /// `= value`.
    Exactly,
    /// From `low` to `high`.
    Range,
    /// So many things done, `≥ value` of `of`.
    Count,
    /// Done: yes, met, 100 percent, or the best of the options.
    Completed,
    /// Among the first: a rank `≤ value` of `of`.
    Rank,
}

/// How far a target or milestone has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Stage {
    /// Put forward in a draft.
    Proposed,
    /// Spoken about, neither doubted nor adopted.
    Commented,
    /// Doubted in discussion.
    Questioned,
    /// Adopted.
    Decided,
}

impl Stage {
    /// In words.
    pub fn words(self) -> Bilingual {
        let (vi, en) = match self {
            Self::Proposed => ("đề xuất", "proposed"),
            Self::Commented => ("góp ý", "commented"),
            Self::Questioned => ("cần xem xét lại", "questioned"),
            Self::Decided => ("đã quyết định", "decided"),
        };
        Bilingual { vi, en }
    }
}

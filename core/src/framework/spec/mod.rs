//! A framework as it is written in a file: everything may still be wrong.
//!
//! The types here are the file format. `chuan schema framework` prints the JSON Schema derived from
//! them. [`Framework`](crate::framework::Framework) is what becomes of a spec that is right.

mod checks;
mod indicator;
mod level;
mod node;
mod rule;
mod screen;

pub use checks::{CoverageSpec, Over, PlausibleSpec, RuleSpec, TotalSpec};
pub use indicator::{
    Baseline, Compare, Evidence, EvidenceKind, IndicatorSpec, OptionSpec, Scale, Stage,
    TargetEvent, TargetSpec,
};
pub use level::{
    CriterionStatus, DelegatedThreshold, LevelSpec, MilestoneSpec, RelativeThreshold, Requirement,
    SchemeSpec, Threshold, ThresholdTable,
};
pub use node::{ChildSpec, NodeSpec};
pub use rule::{
    AuthoritySpec, BandsSpec, BodySpec, CapSpec, CostSpec, HoldSpec, LookupSpec, Reads,
    RecognitionSpec, ShareRounding, SplitCost, Unknown,
};
pub use screen::{BandSpec, ForcedUnit, GradeSpec, MeasureSpec, ScreenAfter, ScreenSpec};

use crate::finding::Severity;
use crate::id::Code;
use crate::number::NumberFormat;
use crate::recipe::{
    Aggregate, BasedOn, Change, Denomination, Imputation, LearnFrom, MissingRule, NodeRounding,
    Order, Scorer, Ties, Treatment, WeightSet, Weighting, shorthand,
};
use crate::register::RegisterSpec;
use crate::text::Text;
use chrono::NaiveDate;
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// A framework as written: nodes, indicators, levels, targets, and how to score them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(title = "Chuan framework"))]
pub struct FrameworkSpec {
    /// Version of the file format. This version of Chuan reads format 1.
    #[serde(default = "format_version")]
    pub format: u32,
    /// Short code of the framework, such as `dti`.
    pub code: Code,
    /// Version or edition, such as `2022`. Scores of different versions are not compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<Code>,
    /// Title.
    pub title: Text,
    /// Level of government or kind of unit that it is made for, such as `province`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Text>,
    /// The document that sets it up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// Further sources.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
    /// The total of points that the document states.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total_points: Option<f64>,
    /// How observation files are written.
    #[serde(default, skip_serializing_if = "DataFormat::is_default")]
    pub data: DataFormat,
    /// What holds for every node and indicator that does not say otherwise.
    #[serde(default, skip_serializing_if = "Defaults::is_default")]
    pub defaults: Defaults,
    /// Which units, and which indicators, have enough data to be scored; all unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub screen: Option<ScreenSpec>,
    /// Weights by name, to be chosen in place of those of nodes and indicators.
    #[serde(default, rename = "weight_set", skip_serializing_if = "Vec::is_empty")]
    pub weight_sets: Vec<WeightSet>,
    /// Tables beside this file.
    #[serde(default, skip_serializing_if = "Tables::is_default")]
    pub tables: Tables,
    /// The units and their code list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub register: Option<RegisterSpec>,
    /// Nodes: pillars, groups, main indices, the total.
    #[serde(default, rename = "node", skip_serializing_if = "Vec::is_empty")]
    pub nodes: Vec<NodeSpec>,
    /// Indicators.
    #[serde(default, rename = "indicator", skip_serializing_if = "Vec::is_empty")]
    pub indicators: Vec<IndicatorSpec>,
    /// What is ranked; every root that is not a view unless said.
    #[serde(default, rename = "ranking", skip_serializing_if = "Option::is_none")]
    pub rankings: Option<Vec<RankingSpec>>,
    /// Schemes of levels or bands.
    #[serde(default, rename = "scheme", skip_serializing_if = "Vec::is_empty")]
    pub schemes: Vec<SchemeSpec>,
    /// Levels to be reached by a date.
    #[serde(default, rename = "milestone", skip_serializing_if = "Vec::is_empty")]
    pub milestones: Vec<MilestoneSpec>,
    /// What has to be there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coverage: Option<CoverageSpec>,
    /// Rules that the framework writes itself.
    #[serde(default, rename = "rule", skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<RuleSpec>,
    /// Severity by rule (code or name) where the framework wants another than the rule's own.
    /// Errors of the framework itself (`FWK-`) stay errors.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub severity: IndexMap<String, Severity>,
}

fn format_version() -> u32 {
    1
}

/// A document or page that something rests on.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Source {
    /// Number of the document, such as `922/QĐ-BTTTT`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// Title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
    /// The body that issued it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<Text>,
    /// Date of issue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued: Option<NaiveDate>,
    /// Web address or name of the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// Anything else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

/// What holds unless a node or an indicator says otherwise: for the whole framework, or for what is
/// below a node.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Defaults {
    /// Scorer of indicators; `identity` unless said.
    #[serde(default, deserialize_with = "shorthand", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::framework::schema::scorer"))]
    pub scorer: Option<Scorer>,
    /// What the values of indicators are divided by; nothing unless said.
    #[serde(default, deserialize_with = "shorthand", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "schema",
        schemars(schema_with = "crate::framework::schema::denomination")
    )]
    pub denominate: Option<Denomination>,
    /// How gaps of indicators are filled; they stay unless said.
    #[serde(default, deserialize_with = "shorthand", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::framework::schema::imputation"))]
    pub impute: Option<Imputation>,
    /// The change against an earlier period in place of the values of indicators; not unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub growth: Option<Change>,
    /// How outliers of indicators are treated; not unless said.
    #[serde(default, deserialize_with = "shorthand", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::framework::schema::treatment"))]
    pub treat: Option<Treatment>,
    /// From which periods treatments are learned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub treat_fit: Option<LearnFrom>,
    /// From which periods scorers and weights are learned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fit: Option<LearnFrom>,
    /// Where the weights of the children of nodes come from.
    #[serde(default, deserialize_with = "shorthand", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::framework::schema::weighting"))]
    pub weights: Option<Weighting>,
    /// Aggregation of nodes; `arithmetic` unless said.
    #[serde(default, deserialize_with = "shorthand", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "schema",
        schemars(schema_with = "crate::framework::schema::aggregation")
    )]
    pub aggregate: Option<Aggregate>,
    /// What nodes do with absent children; `propagate` unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<MissingRule>,
    /// What stands for an absent child under `missing = "substitute"`; 0 unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub substitute: Option<f64>,
    /// Share of the children of nodes that must be there for a score; none unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_available: Option<f64>,
    /// Rounding of nodes; none unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rounding: Option<NodeRounding>,
    /// What values of indicators have to look like to be believed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plausible: Option<PlausibleSpec>,
}

impl Defaults {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// How observation files are written.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DataFormat {
    /// Number format; `en` (decimal point) unless said.
    #[serde(default)]
    pub numbers: NumberFormat,
    /// Form of dates and periods; `iso` unless said.
    #[serde(default)]
    pub dates: DateFormat,
    /// The period of every record, for files that do not have the column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<crate::period::Period>,
    /// Columns by the names that the files use: `"Mã" = "indicator"`; `"-"` for a column that is
    /// known and not to be read.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub columns: IndexMap<String, String>,
    /// The layers that records may have, from the first to the last: `self`, `appraised`,
    /// `decided`. Any, in no order, unless said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub layers: Vec<String>,
    /// Columns that may not be empty, beside unit, indicator, period and value.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub required: Vec<String>,
}

impl DataFormat {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// In which forms dates and periods are accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum DateFormat {
    /// `2022-05-28`, `2022-05`, `2022-Q2`, `2022-H1`, `2022`, and nothing else.
    #[default]
    Iso,
    /// Also `28/5/2022`, `tháng 5/2022`, `quý II/2022` …; the day comes first.
    Vi,
}

/// Tables beside the framework file, for frameworks with many indicators or units.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Tables {
    /// A CSV file with one indicator a row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub indicators: Option<TableSpec>,
    /// A CSV file with one unit a row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub units: Option<TableSpec>,
}

/// A table beside the framework file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged, expecting = "the name of a file, or a table { file, columns }")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum TableSpec {
    /// The name of the file.
    File(String),
    /// The name of the file and what its columns mean.
    Mapped(MappedTable),
}

/// What a column is mapped to when it is known and not to be read.
pub const IGNORED_COLUMN: &str = "-";

/// A table whose columns have names of their own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MappedTable {
    /// The name of the file, relative to the framework file.
    pub file: String,
    /// Keys by the names that the file uses: `iso3 = "code"`; `"-"` for a column that is known and
    /// not to be read.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub columns: IndexMap<String, String>,
}

impl TableSpec {
    /// The name of the file.
    pub fn file(&self) -> &str {
        match self {
            Self::File(file) => file,
            Self::Mapped(table) => &table.file,
        }
    }

    /// The key that a column stands for.
    pub fn key_of(&self, column: &str) -> Option<&str> {
        match self {
            Self::File(_) => None,
            Self::Mapped(table) => table.columns.get(column).map(String::as_str),
        }
    }
}

impl Tables {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// One ranking of the units by a node.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RankingSpec {
    /// The node or indicator that is ranked.
    pub node: Code,
    /// Whether the rounded or the unrounded value is ranked.
    #[serde(default)]
    pub on: BasedOn,
    /// Which end is rank 1.
    #[serde(default)]
    pub order: Order,
    /// What equal values get.
    #[serde(default)]
    pub ties: Ties,
    /// Only units whose attributes have one of these values; others are scored but not ranked.
    #[serde(default, rename = "where", skip_serializing_if = "IndexMap::is_empty")]
    pub filter: IndexMap<String, OneOrMany>,
    /// The attribute within whose values units are ranked, each group by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
    /// Bands of the units ranked, best first.
    #[serde(default, rename = "band", skip_serializing_if = "Vec::is_empty")]
    pub bands: Vec<BandSpec>,
}

/// One value or a list of values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum OneOrMany {
    /// One.
    One(String),
    /// Any of several.
    Many(Vec<String>),
}

/// Whether a unit has, for every attribute named, one of the values listed: what `where` means
/// everywhere.
pub(crate) fn is_chosen(
    unit: &crate::register::Unit,
    filter: &IndexMap<String, OneOrMany>,
) -> bool {
    filter.iter().all(|(attribute, values)| {
        unit.attribute(attribute).is_some_and(|value| values.contains(value))
    })
}

impl OneOrMany {
    /// The values.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let (one, many) = match self {
            Self::One(one) => (Some(one.as_str()), &[][..]),
            Self::Many(many) => (None, many.as_slice()),
        };
        one.into_iter().chain(many.iter().map(String::as_str))
    }

    /// Whether a value is among them.
    pub fn contains(&self, value: &str) -> bool {
        match self {
            Self::One(one) => one == value,
            Self::Many(many) => many.iter().any(|one| one == value),
        }
    }
}

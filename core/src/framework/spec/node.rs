//! Nodes as written.

use super::{Defaults, Source};
use crate::id::Code;
use crate::recipe::formula::Formula;
use crate::recipe::{
    Aggregate, Goalposts, LearnFrom, MissingRule, NodeRounding, Scorer, Weighting, shorthand,
};
use crate::text::Text;
use serde::{Deserialize, Serialize};

/// A node: a pillar, a group, a main index, the total.
///
/// Children are named in two ways that may be mixed: a child says its `parent`, or the node lists
/// its `children`. A child may be listed by several nodes; then all but one of them should be
/// views.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NodeSpec {
    /// Code, unique among nodes and indicators.
    pub code: Code,
    /// Name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
    /// What the document calls it: pillar, main index, group, criterion …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The node that it is a part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Code>,
    /// Children, beside those that name this node as their parent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<ChildSpec>,
    /// A view shows children that belong elsewhere; it is scored, but no part of a total.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub view: bool,
    /// Whether it counts for its parent. A node that is not scored is collected and shown.
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    pub scored: bool,
    /// Weight in its parent, relative to the other children; the points, or 1, unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<f64>,
    /// Maximum points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<f64>,
    /// How it is made from its children.
    #[serde(default, deserialize_with = "shorthand", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "schema",
        schemars(schema_with = "crate::framework::schema::aggregation")
    )]
    pub aggregate: Option<Aggregate>,
    /// Where the weights of its children come from; from the children unless said.
    #[serde(default, deserialize_with = "shorthand", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::framework::schema::weighting"))]
    pub weights: Option<Weighting>,
    /// From which periods its scorer and its weights are learned; from each for itself unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fit: Option<LearnFrom>,
    /// A formula over other nodes and indicators, in place of an aggregation of children.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formula: Option<Formula>,
    /// Scorer of the aggregated value; `identity` unless said.
    #[serde(default, deserialize_with = "shorthand", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::framework::schema::scorer"))]
    pub scorer: Option<Scorer>,
    /// Goalposts for a scorer that needs them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goalposts: Option<Goalposts>,
    /// What it does with absent children.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<MissingRule>,
    /// The value that stands for an absent child under `missing = "substitute"`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub substitute: Option<f64>,
    /// Share of the children (by count) that must be there for a score, the limit included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_available: Option<f64>,
    /// Rounding.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rounding: Option<NodeRounding>,
    /// What holds for every node and indicator below it that does not say otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub defaults: Option<Box<Defaults>>,
    /// How many indicators the document says there are below.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated_count: Option<u32>,
    /// What the document says the weights of the children add up to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated_weight: Option<f64>,
    /// What the document says the points of the children add up to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated_points: Option<f64>,
    /// Source, where it differs from that of the framework.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// Anything else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

/// A child listed by a node: its code, or its code with what differs here.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(from = "ChildForm", into = "ChildForm")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(with = "ChildForm"))]
pub struct ChildSpec {
    /// Code of the child.
    pub code: Code,
    /// Weight under this parent.
    pub weight: Option<f64>,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged, expecting = "the code of a child, or a table { code, weight }")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
enum ChildForm {
    Code(Code),
    Full(FullChild),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct FullChild {
    code: Code,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    weight: Option<f64>,
}

impl From<ChildForm> for ChildSpec {
    fn from(form: ChildForm) -> Self {
        match form {
            ChildForm::Code(code) => Self { code, weight: None },
            ChildForm::Full(FullChild { code, weight }) => Self { code, weight },
        }
    }
}

impl From<ChildSpec> for ChildForm {
    fn from(child: ChildSpec) -> Self {
        match child.weight {
            None => Self::Code(child.code),
            weight => Self::Full(FullChild { code: child.code, weight }),
        }
    }
}

pub(super) fn yes() -> bool {
    true
}

pub(super) fn is_true(value: &bool) -> bool {
    *value
}

//! The small registry that a record embeds: bodies, persons, tenures, documents, outside things.

use super::super::{Id, Ref};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Who and what a record speaks of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Registry {
    /// A registry that several records share; what it has is read as if it stood here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shared: Option<SharedFile>,
    /// Bodies: committees, departments, groups of bodies.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bodies: Vec<Body>,
    /// Persons.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub persons: Vec<Person>,
    /// Who held which post when.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tenures: Vec<Tenure>,
    /// Documents.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<Document>,
    /// Outside things named in the record, so that it stands alone until a framework is loaded.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub refs: Vec<RefDeclaration>,
}

/// A file with a registry, as a record names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SharedFile {
    /// Its path, from the folder of the record.
    pub file: String,
    /// SHA-256 of its canonical form, 64 digits.
    pub sha256: String,
}

/// A body. A group of bodies that is spoken of as a whole is a body of kind `group`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Body {
    /// Id.
    pub id: Id,
    /// Name.
    pub name: String,
    /// Kind: `party_body`, `government`, `school`, `group` …
    pub kind: String,
    /// Other names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// The body that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Id>,
    /// The bodies of a group, where they are known one by one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<Id>,
    /// What its documents end in: `TU`, `UBND`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc_suffix: Option<String>,
    /// First day of its existence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Last day of its existence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// Anything else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A person. Nothing about them but the name: no birth date, no contact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Person {
    /// Id.
    pub id: Id,
    /// Name. It never identifies.
    pub name: String,
    /// Other forms of the name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Anything else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What a fact rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Basis {
    /// The source says so.
    Stated,
    /// It was concluded from other facts.
    Inferred,
}

/// A post that a person held.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Tenure {
    /// The person.
    pub person: Id,
    /// Title.
    pub title: String,
    /// What it rests on.
    pub basis: Basis,
    /// The body in which it is held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Id>,
    /// First day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// Whether the post has a vote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voting: Option<bool>,
    /// Order among the posts, the first one lowest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<i64>,
    /// Anything else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// How far a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum DocumentStatus {
    /// A draft.
    Draft,
    /// Issued.
    Issued,
    /// Replaced by another.
    Replaced,
}

/// A document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Document {
    /// Id.
    pub id: Id,
    /// Kind: `nghi_quyet`, `ke_hoach`, `de_an` …
    pub kind: String,
    /// Title.
    pub title: String,
    /// How far it is.
    pub status: DocumentStatus,
    /// Number and symbol, such as `26-NQ/TW`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The number as the source has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number_as_written: Option<String>,
    /// The body that issued it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<Id>,
    /// Date of issue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<NaiveDate>,
    /// Where it can be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The document that it replaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<Id>,
    /// The term of office in which a Party number was given: numbers begin anew in each.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<String>,
    /// Anything else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// How far an outside thing had come at the meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum RefState {
    /// Proposed.
    Proposed,
    /// Directed.
    Directed,
    /// Asked for.
    Requested,
    /// Decided.
    Decided,
}

/// Something outside the record: an indicator, a target, a level, a pillar.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RefDeclaration {
    /// The reference by which the record names it.
    #[serde(rename = "ref")]
    pub reference: Ref,
    /// Name.
    pub name: String,
    /// A figure that goes with it, as a decimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Unit of measure of the figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// How far it had come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<RefState>,
    /// What it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// Anything else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

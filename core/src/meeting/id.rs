//! Ids, and references by them.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Borrow;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// The id of a thing in a record: small letters of ASCII, digits, `.`, `_` and `-`, the first one a
/// letter or digit. A name never identifies; an id does.
///
/// ```
/// use chuan::meeting::Id;
///
/// assert_eq!("btv-tinh-uy".parse::<Id>().unwrap().as_str(), "btv-tinh-uy");
/// assert!("Tỉnh ủy".parse::<Id>().is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Arc<str>);

/// A text that is no id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an id: small letters, digits, `.`, `_` and `-`, a letter or digit first")]
pub struct NoId(pub String);

impl Id {
    /// The id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Id {
    type Err = NoId;
    fn from_str(text: &str) -> Result<Self, NoId> {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        let starts = text.bytes().next().is_some_and(plain);
        let right = starts && text.bytes().all(|byte| plain(byte) || b"._-".contains(&byte));
        if right { Ok(Self(text.into())) } else { Err(NoId(text.to_owned())) }
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// What a reference leads to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A body of the registry.
    Body,
    /// A person of the registry.
    Person,
    /// A document of the registry.
    Document,
    /// An item of the agenda.
    Item,
    /// A statement.
    Statement,
    /// A decision.
    Decision,
    /// A task.
    Task,
    /// A milestone.
    Milestone,
    /// Something outside the record: `indicator`, `target`, `criterion`, `level`, `scheme`,
    /// `pillar`, `field` …
    Outside(Arc<str>),
}

impl Kind {
    /// The name of the kind.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Body => "body",
            Self::Person => "person",
            Self::Document => "document",
            Self::Item => "item",
            Self::Statement => "statement",
            Self::Decision => "decision",
            Self::Task => "task",
            Self::Milestone => "milestone",
            Self::Outside(name) => name,
        }
    }

    fn of(name: &str) -> Self {
        match name {
            "body" => Self::Body,
            "person" => Self::Person,
            "document" => Self::Document,
            "item" => Self::Item,
            "statement" => Self::Statement,
            "decision" => Self::Decision,
            "task" => Self::Task,
            "milestone" => Self::Milestone,
            other => Self::Outside(other.into()),
        }
    }
}

/// A reference, `kind:id`: `body:btv-tinh-uy`, `level:truong-chinh-tri-chuan/muc-1`.
///
/// ```
/// use chuan::meeting::{Kind, Ref};
///
/// let level: Ref = "level:school/1".parse().unwrap();
/// assert_eq!(level.kind, Kind::Outside("level".into()));
/// assert_eq!((&*level.id, level.to_string().as_str()), ("school/1", "level:school/1"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ref {
    /// What it leads to.
    pub kind: Kind,
    /// The id there. Outside a record it may have any form.
    pub id: Arc<str>,
}

/// A text that is no reference.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a reference: `kind:id` is needed, such as `body:ubnd-tinh`")]
pub struct NoRef(pub String);

impl Ref {
    /// Whether it leads out of the record.
    pub fn is_outside(&self) -> bool {
        matches!(self.kind, Kind::Outside(_))
    }
}

impl FromStr for Ref {
    type Err = NoRef;
    fn from_str(text: &str) -> Result<Self, NoRef> {
        match text.split_once(':') {
            Some((kind, id)) if !kind.is_empty() && !id.is_empty() => {
                Ok(Self { kind: Kind::of(kind), id: id.into() })
            }
            _ => Err(NoRef(text.to_owned())),
        }
    }
}

impl fmt::Display for Ref {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind.as_str(), self.id)
    }
}

impl Serialize for Ref {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Ref {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "schema")]
mod schema {
    use super::{Id, Ref};
    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

    impl JsonSchema for Id {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "Id".into()
        }
        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({ "type": "string", "pattern": "^[a-z0-9][a-z0-9._-]*$" })
        }
    }

    impl JsonSchema for Ref {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "Ref".into()
        }
        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({
                "type": "string",
                "pattern": "^[^:]+:.+$",
                "examples": ["body:btv-tinh-uy", "level:truong-chinh-tri-chuan/muc-1"],
            })
        }
    }
}

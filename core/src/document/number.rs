//! The number of a document.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::read::read;
use super::{DocumentNote, DocumentType, types};

/// Which system of numbering a document belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum System {
    /// An administrative document of the State: `number/TYPE-ISSUER`.
    State,
    /// A normative document of the State: `number/year/TYPE-ISSUER`, for laws without a type.
    StateNormative,
    /// An official letter: `number/ISSUER-UNIT`.
    OfficialLetter,
    /// A document of the Party: `number-TYPE/ISSUER`.
    Party,
}

/// The number and symbol of a document, read leniently.
///
/// Equality and order look at the [canonical](Self::canonical) form alone. Note that a Party
/// number says little by itself: every province has a `09-NQ/TU`, in every term.
///
/// ```
/// use chuan::document::{DocumentNote, DocumentNumber, System};
///
/// let number: DocumentNumber = "12 - ĐA/TU".parse()?;
/// assert_eq!(number.system(), System::Party);
/// assert_eq!((number.number(), number.kind(), number.issuer()), ("12", Some("ĐA"), "TU"));
/// assert_eq!(number.canonical(), "12-ĐA/TU");
/// assert_eq!(number.written(), "12 - ĐA/TU");
/// assert_eq!(number.notes(), [DocumentNote::Spaces]);
/// # Ok::<(), chuan::document::DocumentNumberError>(())
/// ```
///
/// In a file it is a string; it is written in canonical form.
#[derive(Debug, Clone)]
pub struct DocumentNumber {
    written: String,
    canonical: String,
    parts: Parts,
    notes: Vec<DocumentNote>,
}

/// What reading finds.
#[derive(Debug, Clone)]
pub(super) struct Parts {
    pub(super) system: System,
    pub(super) number: String,
    pub(super) year: Option<i32>,
    pub(super) kind: Option<String>,
    pub(super) issuer: String,
}

/// Why a text is not the number of a document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DocumentNumberError {
    /// There is nothing.
    #[error("a document number must not be empty")]
    Empty,
    /// It does not begin with a number.
    #[error("the document number `{written}` does not begin with a number")]
    NoNumber {
        /// The text as it was given.
        written: String,
    },
    /// It ends after the type.
    #[error("the document number `{written}` does not say who issued the document")]
    NoIssuer {
        /// The text as it was given.
        written: String,
    },
    /// It has none of the known forms.
    #[error(
        "the document number `{written}` has none of the known forms: 586/KH-UBND, 30/2020/NĐ-CP, 4336/BTTTT-THH, 26-NQ/TW"
    )]
    UnknownForm {
        /// The text as it was given.
        written: String,
    },
}

impl DocumentNumber {
    /// Reads a document number.
    ///
    /// # Errors
    /// When the text has none of the known forms.
    pub fn parse(written: &str) -> Result<Self, DocumentNumberError> {
        let mut notes = Vec::new();
        let parts = read(written, &mut notes)?;
        Ok(Self { written: written.to_owned(), canonical: parts.canonical(), parts, notes })
    }

    /// The text it was read from, unchanged.
    #[must_use]
    pub fn written(&self) -> &str {
        &self.written
    }

    /// The form it should have: `26-NQ/TW`, `586/KH-UBND`, `51/2025/QĐ-TTg`.
    #[must_use]
    pub fn canonical(&self) -> &str {
        &self.canonical
    }

    /// The system of numbering.
    #[must_use]
    pub fn system(&self) -> System {
        self.parts.system
    }

    /// The number as text, with its leading zeros.
    #[must_use]
    pub fn number(&self) -> &str {
        &self.parts.number
    }

    /// The year, where the symbol has one.
    #[must_use]
    pub fn year(&self) -> Option<i32> {
        self.parts.year
    }

    /// The abbreviation of the type: `NQ`, `QĐ`. Laws and official letters have none.
    #[must_use]
    pub fn kind(&self) -> Option<&str> {
        self.parts.kind.as_deref()
    }

    /// What is known about that type; `None` where there is none or it is not in [`types`].
    #[must_use]
    pub fn document_type(&self) -> Option<&'static DocumentType> {
        self.kind().and_then(types::known)
    }

    /// Whether the symbol tells the type of the document.
    ///
    /// It does not for `QĐ` of the Party, which stands for decisions and for regulations, for
    /// abbreviations nobody knows, and for the National Assembly's, which have no type at all.
    ///
    /// ```
    /// use chuan::document::DocumentNumber;
    ///
    /// assert!(!DocumentNumber::parse("11-QĐ/TW")?.type_is_certain());
    /// assert!(DocumentNumber::parse("749/QĐ-TTg")?.type_is_certain());
    /// # Ok::<(), chuan::document::DocumentNumberError>(())
    /// ```
    #[must_use]
    pub fn type_is_certain(&self) -> bool {
        match (self.system(), self.kind()) {
            (System::OfficialLetter, _) => true,
            (System::Party, Some("QĐ")) | (_, None) => false,
            (_, Some(kind)) => types::known(kind).is_some(),
        }
    }

    /// The body that issued it, with its unit where the symbol has one: `TTg`, `BTTTT-THH`.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.parts.issuer
    }

    /// How the text as written departs from the canonical form; empty when it does not.
    #[must_use]
    pub fn notes(&self) -> &[DocumentNote] {
        &self.notes
    }
}

impl Parts {
    fn canonical(&self) -> String {
        let Self { system, number, year, kind, issuer } = self;
        let kind = kind.as_deref();
        match (system, kind) {
            (System::Party, Some(kind)) => format!("{number}-{kind}/{issuer}"),
            _ => {
                let year = year.map(|year| format!("/{year}")).unwrap_or_default();
                let kind = kind.map(|kind| format!("{kind}-")).unwrap_or_default();
                format!("{number}{year}/{kind}{issuer}")
            }
        }
    }
}

impl fmt::Display for DocumentNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.canonical)
    }
}

impl PartialEq for DocumentNumber {
    fn eq(&self, other: &Self) -> bool {
        self.canonical == other.canonical
    }
}

impl Eq for DocumentNumber {}

impl Hash for DocumentNumber {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.canonical.hash(state);
    }
}

impl Ord for DocumentNumber {
    fn cmp(&self, other: &Self) -> Ordering {
        self.canonical.cmp(&other.canonical)
    }
}

impl PartialOrd for DocumentNumber {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl FromStr for DocumentNumber {
    type Err = DocumentNumberError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl Serialize for DocumentNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.canonical)
    }
}

impl<'de> Deserialize<'de> for DocumentNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = String::deserialize(deserializer)?;
        Self::parse(&written).map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for DocumentNumber {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "DocumentNumber".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "The number and symbol of a document: 586/KH-UBND, 30/2020/NĐ-CP, 26-NQ/TW.",
            "type": "string",
            "pattern": "\\S"
        })
    }
}

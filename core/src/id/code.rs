//! The code type.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::natural;
use crate::text::nfc;

/// The code of a unit, indicator, node or level: a text that is never read as a number.
///
/// It is kept as written, but for Unicode form NFC and white space around it. Codes sort
/// naturally, and `01` is not `1`.
///
/// ```
/// use chuan::id::Code;
///
/// let mut codes: Vec<Code> =
///     ["4.22.11", "4.10", "4.2", "4.22.2"].iter().map(|code| code.parse()).collect::<Result<_, _>>()?;
/// codes.sort();
/// assert_eq!(codes, ["4.2", "4.10", "4.22.2", "4.22.11"]);
/// assert_ne!("01".parse::<Code>()?, "1".parse::<Code>()?);
/// # Ok::<(), chuan::id::CodeError>(())
/// ```
///
/// Cloning is cheap: clones share the text. There is deliberately no `Borrow<str>`, because codes
/// sort differently from strings and a `BTreeMap` would look in the wrong place.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Code(Arc<str>);

/// Why a code is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CodeError {
    /// Nothing, or only white space.
    #[error("a code must not be empty")]
    Empty,
    /// A line break, a tab or another control character inside.
    #[error("the code `{}` contains the control character U+{:04X}", .code.escape_debug(), u32::from(*.character))]
    ControlCharacter {
        /// The code as it was given.
        code: String,
        /// The character that does not belong.
        character: char,
    },
}

impl Code {
    /// Reads a code.
    ///
    /// # Errors
    /// When it is empty or contains a control character.
    pub fn new(text: impl AsRef<str>) -> Result<Self, CodeError> {
        let written = text.as_ref();
        // What cannot be seen at the ends (a byte order mark, say) is not part of a code either.
        let invisible =
            |letter: char| letter.is_whitespace() || matches!(letter, '\u{200b}' | '\u{feff}');
        let code = nfc(written.trim_matches(invisible));
        if code.is_empty() {
            return Err(CodeError::Empty);
        }
        if let Some(character) = code.chars().find(|letter| letter.is_control()) {
            return Err(CodeError::ControlCharacter { code: code.into_owned(), character });
        }
        Ok(Self(code.into()))
    }

    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The parts between dots: `4.22.11` has `4`, `22` and `11`.
    pub fn segments(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.0.split('.')
    }
}

impl Ord for Code {
    fn cmp(&self, other: &Self) -> Ordering {
        natural::compare(&self.0, &other.0)
    }
}

impl PartialOrd for Code {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl AsRef<str> for Code {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for Code {
    fn eq(&self, other: &str) -> bool {
        *self.0 == *other
    }
}

impl PartialEq<&str> for Code {
    fn eq(&self, other: &&str) -> bool {
        *self.0 == **other
    }
}

impl FromStr for Code {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        Self::new(text)
    }
}

impl TryFrom<&str> for Code {
    type Error = CodeError;

    fn try_from(text: &str) -> Result<Self, CodeError> {
        Self::new(text)
    }
}

impl TryFrom<String> for Code {
    type Error = CodeError;

    fn try_from(text: String) -> Result<Self, CodeError> {
        Self::new(text)
    }
}

impl From<Code> for String {
    fn from(code: Code) -> Self {
        code.as_str().to_owned()
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Any, not str: a number has to arrive here for its message to help.
        deserializer.deserialize_any(CodeVisitor)
    }
}

struct CodeVisitor;

/// Says no to numbers. The number itself is not repeated: it may have lost a zero already.
fn not_a_number<E: serde::de::Error>() -> E {
    E::custom(
        "a code is text and must be quoted, not a number: \"01\" and \"1\" are different codes, and so are \"4.10\" and \"4.1\"",
    )
}

impl Visitor<'_> for CodeVisitor {
    type Value = Code;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a code, which is text and must be quoted")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Code, E> {
        Code::new(text).map_err(E::custom)
    }

    fn visit_i64<E: serde::de::Error>(self, _: i64) -> Result<Code, E> {
        Err(not_a_number())
    }

    fn visit_u64<E: serde::de::Error>(self, _: u64) -> Result<Code, E> {
        Err(not_a_number())
    }

    fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<Code, E> {
        Err(not_a_number())
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Code {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Code".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A code: text, always quoted, even when it consists of digits.",
            "type": "string",
            "pattern": "\\S"
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn code(text: &str) -> Code {
        Code::new(text).unwrap()
    }

    #[test]
    fn codes_stay_as_written() {
        assert_eq!(code(" 01\t"), "01");
        assert_eq!(code("\u{feff}H41"), "H41");
        assert_eq!(code("Đ\u{1ea1}\u{302}t"), "Đật");
        assert_eq!(code("4.22.11").segments().collect::<Vec<_>>(), ["4", "22", "11"]);
        assert_eq!(String::from(code("P27")), "P27");
    }

    #[test]
    fn what_is_not_a_code_is_refused() {
        assert_eq!(Code::new(" \u{a0}"), Err(CodeError::Empty));
        let error = Code::new("1\n2").unwrap_err();
        assert_eq!(error.to_string(), "the code `1\\n2` contains the control character U+000A");
    }

    #[test]
    fn digits_compare_by_value() {
        let ascending = [
            "1",
            "01",
            "1.1",
            "1.01",
            "01.1",
            "2",
            "4.2",
            "4.10",
            "4.22.2",
            "4.22.11",
            "4a",
            "99999999999999999999999998",
            "99999999999999999999999999",
            "A",
            "A2",
            "A10",
            "Đ1",
        ];
        for pair in ascending.windows(2) {
            assert_eq!(code(pair[0]).cmp(&code(pair[1])), Ordering::Less, "{pair:?}");
        }
    }

    #[test]
    fn numbers_must_be_quoted() {
        for json in ["1", "-1", "4.10"] {
            let message = serde_json::from_str::<Code>(json).unwrap_err().to_string();
            assert!(message.contains("must be quoted"), "{message}");
        }
        let message = toml::from_str::<BTreeMap<String, Code>>("unit = 1").unwrap_err().to_string();
        assert!(message.contains("must be quoted"), "{message}");
        let message = serde_json::from_str::<Code>("true").unwrap_err().to_string();
        assert!(message.contains("must be quoted"), "{message}");
    }

    #[test]
    fn codes_are_keys_of_tables() {
        let table: BTreeMap<Code, u8> = toml::from_str("\"01\" = 1\n1 = 2").unwrap();
        assert_eq!(serde_json::to_string(&table).unwrap(), r#"{"1":2,"01":1}"#);
        let again: BTreeMap<Code, u8> = serde_json::from_str(r#"{"1":2,"01":1}"#).unwrap();
        assert_eq!(table, again);
    }

    proptest! {
        #[test]
        fn the_order_is_total_and_agrees_with_equality(
            a in "[0-2.aĐ/:]{1,6}", b in "[0-2.aĐ/:]{1,6}", c in "[0-2.aĐ/:]{1,6}"
        ) {
            let (a, b, c) = (code(&a), code(&b), code(&c));
            prop_assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
            prop_assert_eq!(a.cmp(&b).is_eq(), a == b);
            if a <= b && b <= c {
                prop_assert!(a <= c);
            }
        }

        #[test]
        fn reading_again_changes_nothing(text in "\\PC{1,10}") {
            if let Ok(first) = Code::new(&text) {
                prop_assert_eq!(Code::new(first.as_str()), Ok(first));
            }
        }
    }
}

//! Text in one or two languages.

use std::fmt;

use serde::de::{Error as _, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Lang, nfc};

/// A name or a sentence, in Vietnamese, in English, in both, or in a language that is not stated.
///
/// In a file it is a plain string, or a table with `vi` and `en`, of which one may be absent.
/// Its content is in Unicode form NFC whatever the file had, and never blank.
///
/// ```
/// use chuan::text::{Lang, Text};
///
/// let both = Text::new(Some("Chính quyền số"), Some("Digital government"))?;
/// assert_eq!(both.get(Lang::En), "Digital government");
///
/// let one = Text::new(Some("Xã hội số"), None)?;
/// assert_eq!(one.get(Lang::En), "Xã hội số"); // better than nothing
/// assert_eq!(one.stated(Lang::En), None);
///
/// let read: Text = serde_json::from_str(r#"{"vi": "Kinh tế số"}"#)?;
/// assert_eq!(read.get(Lang::Vi), "Kinh tế số");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(Form);

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Form {
    Plain(Box<str>),
    Vi(Box<str>),
    En(Box<str>),
    Both { vi: Box<str>, en: Box<str> },
}

/// Why a text is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TextError {
    /// The text, or the text in one language, is blank.
    #[error("the text is empty")]
    Empty,
    /// Neither language is given.
    #[error("a text needs `vi` or `en`, or both")]
    NoLanguage,
}

const KEYS: &[&str] = &["vi", "en"];

impl Text {
    /// A text whose language is not stated.
    ///
    /// # Errors
    /// [`TextError::Empty`] when it is blank.
    pub fn plain(text: impl AsRef<str>) -> Result<Self, TextError> {
        content(text.as_ref()).map(Form::Plain).map(Self)
    }

    /// A text in Vietnamese, English, or both.
    ///
    /// # Errors
    /// [`TextError::Empty`] when one of them is given but blank, [`TextError::NoLanguage`] when
    /// both are `None`.
    pub fn new(vi: Option<&str>, en: Option<&str>) -> Result<Self, TextError> {
        let form = match (vi, en) {
            (Some(vi), Some(en)) => Form::Both { vi: content(vi)?, en: content(en)? },
            (Some(vi), None) => Form::Vi(content(vi)?),
            (None, Some(en)) => Form::En(content(en)?),
            (None, None) => return Err(TextError::NoLanguage),
        };
        Ok(Self(form))
    }

    /// The text in that language, or else whatever there is.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        match (&self.0, lang) {
            (Form::Plain(text) | Form::Vi(text) | Form::En(text), _)
            | (Form::Both { vi: text, .. }, Lang::Vi)
            | (Form::Both { en: text, .. }, Lang::En) => text,
        }
    }

    /// The text in that language if it was stated to be in that language.
    #[must_use]
    pub fn stated(&self, lang: Lang) -> Option<&str> {
        match (&self.0, lang) {
            (Form::Vi(text) | Form::Both { vi: text, .. }, Lang::Vi)
            | (Form::En(text) | Form::Both { en: text, .. }, Lang::En) => Some(text),
            _ => None,
        }
    }

    /// Every spelling there is, the Vietnamese one first: to match a name in a file against.
    pub fn spellings(&self) -> impl Iterator<Item = &str> {
        let (first, second) = match &self.0 {
            Form::Plain(text) | Form::Vi(text) | Form::En(text) => (text, None),
            Form::Both { vi, en } => (vi, Some(en)),
        };
        std::iter::once(&**first).chain(second.map(|text| &**text))
    }
}

fn content(text: &str) -> Result<Box<str>, TextError> {
    if text.trim().is_empty() {
        return Err(TextError::Empty);
    }
    Ok(nfc(text).into())
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Form::Plain(text) = &self.0 {
            return serializer.serialize_str(text);
        }
        let mut map = serializer.serialize_map(None)?;
        for lang in Lang::ALL {
            if let Some(text) = self.stated(lang) {
                map.serialize_entry(lang.as_str(), text)?;
            }
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // By hand: an untagged enum would only say "did not match any variant".
        deserializer.deserialize_any(TextVisitor)
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Text;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text in quotes, or a table with `vi` and `en`")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Text, E> {
        Text::plain(text).map_err(E::custom)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Text, A::Error> {
        let (mut vi, mut en) = (None::<String>, None::<String>);
        while let Some(key) = map.next_key::<String>()? {
            let (slot, name) = match key.as_str() {
                "vi" => (&mut vi, "vi"),
                "en" => (&mut en, "en"),
                _ => return Err(A::Error::unknown_field(&key, KEYS)),
            };
            if slot.is_some() {
                return Err(A::Error::duplicate_field(name));
            }
            let text: String = map.next_value()?;
            if text.trim().is_empty() {
                return Err(A::Error::custom(format_args!("the text in `{name}` is empty")));
            }
            *slot = Some(text);
        }
        Text::new(vi.as_deref(), en.as_deref()).map_err(A::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Text {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A text, or the text in Vietnamese (vi) and English (en).",
            "anyOf": [
                { "type": "string", "pattern": "\\S" },
                {
                    "type": "object",
                    "properties": {
                        "vi": { "type": "string", "pattern": "\\S" },
                        "en": { "type": "string", "pattern": "\\S" }
                    },
                    "additionalProperties": false,
                    "minProperties": 1
                }
            ]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<Text, String> {
        serde_json::from_str(json).map_err(|error| error.to_string())
    }

    #[test]
    fn both_forms_survive_a_round_trip() {
        for json in
            [r#""Kh\u00e1""#, r#"{"vi":"Khá"}"#, r#"{"en":"Good"}"#, r#"{"vi":"Khá","en":"Good"}"#]
        {
            let text = read(json).unwrap();
            let again = read(&serde_json::to_string(&text).unwrap()).unwrap();
            assert_eq!(text, again);
        }
        let toml: std::collections::BTreeMap<String, Text> =
            toml::from_str("name = { vi = \"Khá\", en = \"Good\" }\nother = \"x\"").unwrap();
        assert_eq!(toml["name"].get(Lang::En), "Good");
        assert_eq!(toml["other"].get(Lang::En), "x");
    }

    #[test]
    fn content_is_composed() {
        let text = Text::plain("Kha\u{301}").unwrap();
        assert_eq!(text.get(Lang::Vi), "Khá");
        assert_eq!(text, Text::plain("Khá").unwrap());
    }

    #[test]
    fn what_is_missing_falls_back() {
        let text = Text::new(None, Some("Good")).unwrap();
        assert_eq!(text.get(Lang::Vi), "Good");
        assert_eq!(text.stated(Lang::Vi), None);
        assert_eq!(text.spellings().collect::<Vec<_>>(), ["Good"]);
    }

    #[test]
    fn errors_say_what_is_wrong() {
        let has = |json: &str, part: &str| {
            let message = read(json).unwrap_err();
            assert!(message.contains(part), "{message}");
        };
        has("5", "expected a text in quotes, or a table with `vi` and `en`");
        has(r#""  ""#, "the text is empty");
        has(r#"{"vi": ""}"#, "the text in `vi` is empty");
        has("{}", "a text needs `vi` or `en`");
        has(r#"{"vn": "x"}"#, "unknown field `vn`, expected `vi` or `en`");
        has(r#"{"vi": "x", "vi": "y"}"#, "duplicate field `vi`");
    }

    #[cfg(feature = "schema")]
    #[test]
    fn the_schema_knows_both_forms() {
        let schema = serde_json::to_value(schemars::schema_for!(Text)).unwrap();
        assert_eq!(schema["anyOf"].as_array().unwrap().len(), 2);
    }
}

//! The two languages in which Chuan speaks.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A language of names and messages.
///
/// ```
/// use chuan::text::Lang;
///
/// assert_eq!("vi".parse::<Lang>()?, Lang::Vi);
/// assert_eq!(Lang::En.to_string(), "en");
/// # Ok::<(), chuan::text::UnknownLang>(())
/// ```
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Lang {
    /// Vietnamese.
    #[default]
    Vi,
    /// English.
    En,
}

impl Lang {
    /// Both languages, Vietnamese first.
    pub const ALL: [Self; 2] = [Self::Vi, Self::En];

    /// The language tag, `vi` or `en`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Lang {
    type Err = UnknownLang;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let tag = text.trim();
        Self::ALL
            .into_iter()
            .find(|lang| tag.eq_ignore_ascii_case(lang.as_str()))
            .ok_or_else(|| UnknownLang { tag: tag.to_owned() })
    }
}

/// A language tag that is neither `vi` nor `en`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown language `{tag}`: expected `vi` or `en`")]
#[non_exhaustive]
pub struct UnknownLang {
    /// The tag as it was given.
    pub tag: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_and_written() {
        for lang in Lang::ALL {
            assert_eq!(lang.to_string().parse(), Ok(lang));
            assert_eq!(serde_json::to_string(&lang).unwrap(), format!("\"{lang}\""));
        }
        assert_eq!("VI".parse(), Ok(Lang::Vi));
        assert_eq!(
            "fr".parse::<Lang>().unwrap_err().to_string(),
            "unknown language `fr`: expected `vi` or `en`"
        );
    }
}

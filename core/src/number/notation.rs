//! Which marks a file uses for decimals and for thousands.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// How numbers are written in a file.
///
/// ```
/// use chuan::number::NumberFormat;
/// assert_eq!("vi".parse(), Ok(NumberFormat::Vi));
/// assert_eq!(NumberFormat::default().to_string(), "en");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum NumberFormat {
    /// `1,234,567.89`: a decimal point, commas between thousands. What programs write.
    #[default]
    En,
    /// `1.234.567,89`: a decimal comma, points between thousands.
    Vi,
    /// Either, decided number by number; what can be read both ways is an error, never a guess.
    Auto,
}

/// The text names no number format.
///
/// ```
/// use chuan::number::NumberFormat;
/// assert!("fr".parse::<NumberFormat>().is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not a number format: use en, vi or auto")]
#[non_exhaustive]
pub struct UnknownNumberFormat {
    /// What was written.
    pub text: String,
}

impl NumberFormat {
    /// The name used in files: `en`, `vi` or `auto`.
    ///
    /// ```
    /// assert_eq!(chuan::number::NumberFormat::Vi.as_str(), "vi");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Vi => "vi",
            Self::Auto => "auto",
        }
    }
}

impl fmt::Display for NumberFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for NumberFormat {
    type Err = UnknownNumberFormat;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "en" => Ok(Self::En),
            "vi" => Ok(Self::Vi),
            "auto" => Ok(Self::Auto),
            _ => Err(UnknownNumberFormat { text: text.to_owned() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_agree_between_serde_and_display() {
        for format in [NumberFormat::En, NumberFormat::Vi, NumberFormat::Auto] {
            assert_eq!(format.to_string().parse(), Ok(format));
            assert_eq!(serde_json::to_string(&format).unwrap(), format!("\"{format}\""));
        }
    }
}

//! How the characters of a text file are written as bytes.

use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// An encoding of text.
///
/// ```
/// use chuan::observe::Encoding;
///
/// assert_eq!("TCVN3".parse(), Ok(Encoding::Tcvn3));
/// assert_eq!("utf8".parse(), Ok(Encoding::Utf8));
/// assert_eq!(Encoding::Windows1258.to_string(), "windows-1258");
/// assert!("latin-vietnamese".parse::<Encoding>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-16, the lower byte first.
    Utf16Le,
    /// UTF-16, the higher byte first.
    Utf16Be,
    /// The Vietnamese code page of Windows.
    Windows1258,
    /// The code page of Windows for Western European languages.
    Windows1252,
    /// TCVN 5712:1993, also called ABC: fonts such as `.VnTime`.
    Tcvn3,
    /// VNI for Windows: fonts such as `VNI-Times`.
    Vni,
}

impl Encoding {
    const ALL: [Self; 7] = [
        Self::Utf8,
        Self::Utf16Le,
        Self::Utf16Be,
        Self::Windows1258,
        Self::Windows1252,
        Self::Tcvn3,
        Self::Vni,
    ];

    /// The name that people know.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Windows1258 => "windows-1258",
            Self::Windows1252 => "windows-1252",
            Self::Tcvn3 => "TCVN3",
            Self::Vni => "VNI",
        }
    }

    /// The word by which it is chosen: the name in lower case.
    pub fn word(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Windows1258 => "windows-1258",
            Self::Windows1252 => "windows-1252",
            Self::Tcvn3 => "tcvn3",
            Self::Vni => "vni",
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A word that names no encoding.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error(
    "`{0}` is not an encoding: use utf-8, utf-16le, utf-16be, windows-1258, windows-1252, tcvn3 or vni"
)]
pub struct UnknownEncoding(pub String);

impl FromStr for Encoding {
    type Err = UnknownEncoding;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        let bare = |word: &str| word.to_ascii_lowercase().replace(['-', '_', ' '], "");
        let wanted = match bare(word).as_str() {
            "abc" => "tcvn3".to_owned(),
            "cp1258" => "windows1258".to_owned(),
            "cp1252" => "windows1252".to_owned(),
            "utf16" => "utf16le".to_owned(),
            other => other.to_owned(),
        };
        let found = Self::ALL.into_iter().find(|encoding| bare(encoding.word()) == wanted);
        found.ok_or_else(|| UnknownEncoding(word.to_owned()))
    }
}

//! Files that can be opened and cannot be read.

use std::io;

/// Tables do not shrink to less than a 250th; a file that does is made to fill a disk.
pub(super) const MOST_EXPANSION: u64 = 250;

/// Why a file that can be opened cannot be read to its end.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Damage {
    /// The decompressor, or the reader of spreadsheets, says so.
    #[error("{0}")]
    Broken(String),
    /// It grows beyond all measure.
    #[error("it expands to more than {MOST_EXPANSION} times its size")]
    Bomb,
    /// It would have to be held in memory, and is too large for that.
    #[error("it is larger than {0} MB, which have to be held in memory")]
    TooLarge(u64),
}

impl Damage {
    /// What is the matter, in one of the two languages.
    pub(crate) fn text(&self, vietnamese: bool) -> String {
        match self {
            Self::Bomb if vietnamese => format!("giải nén ra lớn hơn {MOST_EXPANSION} lần"),
            Self::TooLarge(most) if vietnamese => {
                format!("lớn hơn {most} MB, phải giữ toàn bộ trong bộ nhớ")
            }
            other => other.to_string(),
        }
    }

    /// What is damaged is told apart from what the system cannot read.
    pub(crate) fn into_io(self) -> io::Error {
        io::Error::new(io::ErrorKind::InvalidData, self)
    }
}

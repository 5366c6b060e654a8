//! What was odd about a number as it was written.

use crate::text::Lang;

/// A way in which a number as written differs from its canonical form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum DocumentNote {
    /// The word "số" stands before the number.
    LeadingWord,
    /// Spaces round a hyphen, a slash or an ampersand.
    Spaces,
    /// A dash or a slash that only looks like the one of the keyboard.
    LookalikeSign,
    /// Two separators where one belongs: `586-/KH-UBND`.
    StraySeparator,
    /// The separators of the State on a Party document: `22/NQ-TU`.
    StateSeparators,
    /// The separators of the Party on a State document: `586-KH/UBND`.
    PartySeparators,
    /// Separators of neither form: `26/NQ/TW`.
    MixedSeparators,
    /// Eth or another letter that only looks like Đ.
    LookalikeLetter,
    /// Capitals and small letters mixed up: `TTG` for `TTg`.
    LetterCase,
    /// `TƯ` for `TW`.
    CentralSpelling,
    /// The abbreviation of the type is not a known one.
    UnknownType,
}

impl DocumentNote {
    /// A sentence for people.
    #[must_use]
    pub fn message(self, lang: Lang) -> &'static str {
        let (vi, en) = self.messages();
        match lang {
            Lang::Vi => vi,
            Lang::En => en,
        }
    }

    fn messages(self) -> (&'static str, &'static str) {
        match self {
            Self::LeadingWord => {
                ("có chữ \"số\" đứng trước số văn bản", "the word \"số\" stands before the number")
            }
            Self::Spaces => (
                "có khoảng trắng quanh dấu nối hoặc dấu gạch chéo",
                "there are spaces round a separator",
            ),
            Self::LookalikeSign => (
                "dấu gạch không phải là dấu nối hoặc dấu gạch chéo thông thường",
                "a dash or slash is not the ordinary hyphen or slash",
            ),
            Self::StraySeparator => ("thừa dấu phân cách", "there is a separator too many"),
            Self::StateSeparators => (
                "văn bản của Đảng nhưng dùng dấu phân cách của văn bản nhà nước",
                "a Party document is written with the separators of the State",
            ),
            Self::PartySeparators => (
                "văn bản nhà nước nhưng dùng dấu phân cách của văn bản Đảng",
                "a State document is written with the separators of the Party",
            ),
            Self::MixedSeparators => (
                "dấu phân cách không theo mẫu của Nhà nước hay của Đảng",
                "the separators follow neither the State's form nor the Party's",
            ),
            Self::LookalikeLetter => ("có chữ cái chỉ giống chữ Đ", "a letter only looks like Đ"),
            Self::LetterCase => {
                ("chữ hoa, chữ thường không đúng", "capital and small letters are mixed up")
            }
            Self::CentralSpelling => {
                ("viết \"TƯ\" thay cho \"TW\"", "\"TƯ\" is written for \"TW\"")
            }
            Self::UnknownType => (
                "chữ viết tắt tên loại văn bản không có trong danh mục",
                "the abbreviation of the document type is not a known one",
            ),
        }
    }
}

//! TCVN3 and VNI: the encodings of Vietnamese fonts before Unicode.
//!
//! TCVN3 is one byte a letter: the upper half of TCVN 5712:1993 (VSCII-2), which holds every letter
//! of the smaller VN3 at the same place. VNI is a base letter and, for most letters, a second byte
//! for what stands above and below it. Both leave ASCII alone, and what is no letter is
//! windows-1252.

use std::sync::LazyLock;

/// TCVN 5712 from 0x80 on. 0xB0 to 0xB4 are tones that combine with the letter before them.
const TCVN3: [char; 128] = [
    'À', 'Ả', 'Ã', 'Á', 'Ạ', 'Ặ', 'Ậ', 'È', 'Ẻ', 'Ẽ', 'É', 'Ẹ', 'Ệ', 'Ì', 'Ỉ', 'Ĩ', //
    'Í', 'Ị', 'Ò', 'Ỏ', 'Õ', 'Ó', 'Ọ', 'Ộ', 'Ờ', 'Ở', 'Ỡ', 'Ớ', 'Ợ', 'Ù', 'Ủ', 'Ũ', //
    '\u{a0}', 'Ă', 'Â', 'Ê', 'Ô', 'Ơ', 'Ư', 'Đ', 'ă', 'â', 'ê', 'ô', 'ơ', 'ư', 'đ', 'Ằ', //
    '\u{300}', '\u{309}', '\u{303}', '\u{301}', '\u{323}', 'à', 'ả', 'ã', 'á', 'ạ', 'Ẳ', 'ằ', 'ẳ',
    'ẵ', 'ắ', 'Ẵ', //
    'Ắ', 'Ầ', 'Ẩ', 'Ẫ', 'Ấ', 'Ề', 'ặ', 'ầ', 'ẩ', 'ẫ', 'ấ', 'ậ', 'è', 'Ể', 'ẻ', 'ẽ', //
    'é', 'ẹ', 'ề', 'ể', 'ễ', 'ế', 'ệ', 'ì', 'ỉ', 'Ễ', 'Ế', 'Ồ', 'ĩ', 'í', 'ị', 'ò', //
    'Ổ', 'ỏ', 'õ', 'ó', 'ọ', 'ồ', 'ổ', 'ỗ', 'ố', 'ộ', 'ờ', 'ở', 'ỡ', 'ớ', 'ợ', 'ù', //
    'Ỗ', 'ủ', 'ũ', 'ú', 'ụ', 'ừ', 'ử', 'ữ', 'ứ', 'ự', 'ỳ', 'ỷ', 'ỹ', 'ý', 'ỵ', 'Ố',
];

/// Which table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Table {
    Tcvn3,
    Vni,
}

/// Turns bytes into text, not yet composed. What was begun at the end of a piece is kept.
#[derive(Debug, Clone)]
pub(super) struct Legacy {
    table: Table,
    /// The letter before, where a mark of VNI may follow it.
    base: Option<char>,
}

impl Legacy {
    pub(super) fn new(table: Table) -> Self {
        Self { table, base: None }
    }

    /// Reads bytes.
    pub(super) fn bytes(&mut self, bytes: &[u8], text: &mut String) {
        for byte in bytes {
            self.byte(*byte, text);
        }
    }

    /// Reads text in which every byte is shown as the letter of windows-1252 that it would be:
    /// so fonts of TCVN3 and VNI stand in spreadsheets and in files saved as Unicode. Letters that
    /// windows-1252 does not have stay.
    pub(super) fn shown(&mut self, shown: &str, text: &mut String) {
        for letter in shown.chars() {
            match byte_of(letter) {
                Some(byte) => self.byte(byte, text),
                None => {
                    self.base = None;
                    text.push(letter);
                }
            }
        }
    }

    fn byte(&mut self, byte: u8, text: &mut String) {
        match self.table {
            Table::Tcvn3 => text.push(tcvn3(byte)),
            Table::Vni => {
                let base = self.base.take();
                if let Some(marks) = base.and_then(|base| vni_marks(base, byte)) {
                    text.extend(marks.iter().filter(|mark| **mark != '\0'));
                    return;
                }
                let letter = vni_letter(byte);
                self.base = takes_marks(letter).then_some(letter);
                text.push(letter);
            }
        }
    }
}

fn tcvn3(byte: u8) -> char {
    byte.checked_sub(0x80)
        .and_then(|high| TCVN3.get(usize::from(high)).copied())
        .unwrap_or(char::from(byte))
}

/// A byte of VNI that stands alone.
fn vni_letter(byte: u8) -> char {
    match byte {
        0xcc => 'Ì',
        0xcd => 'Í',
        0xce => 'Ỵ',
        0xc6 => 'Ỉ',
        0xd1 => 'Đ',
        0xd2 => 'Ị',
        0xd3 => 'Ĩ',
        0xd4 => 'Ơ',
        0xd6 => 'Ư',
        0xec => 'ì',
        0xed => 'í',
        0xee => 'ỵ',
        0xe6 => 'ỉ',
        0xf1 => 'đ',
        0xf2 => 'ị',
        0xf3 => 'ĩ',
        0xf4 => 'ơ',
        0xf6 => 'ư',
        byte => western(byte),
    }
}

fn takes_marks(letter: char) -> bool {
    "aeouyơưAEOUYƠƯ".contains(letter)
}

/// What a byte of VNI puts on the letter before it; none where it cannot.
fn vni_marks(base: char, byte: u8) -> Option<[char; 2]> {
    const GRAVE: char = '\u{300}';
    const ACUTE: char = '\u{301}';
    const TILDE: char = '\u{303}';
    const HOOK: char = '\u{309}';
    const DOT: char = '\u{323}';
    const ROOF: char = '\u{302}';
    const BREVE: char = '\u{306}';
    // Marks of capitals are the same bytes less 0x20.
    let marks = match byte | 0x20 {
        _ if byte < 0xc0 => return None,
        0xf8 => ['\0', GRAVE],
        0xf9 => ['\0', ACUTE],
        0xf5 => ['\0', TILDE],
        0xfb => ['\0', HOOK],
        0xef => ['\0', DOT],
        0xe2 => [ROOF, '\0'],
        0xe0 => [ROOF, GRAVE],
        0xe1 => [ROOF, ACUTE],
        0xe3 => [ROOF, TILDE],
        0xe5 => [ROOF, HOOK],
        0xe4 => [ROOF, DOT],
        0xea => [BREVE, '\0'],
        0xe8 => [BREVE, GRAVE],
        0xe9 => [BREVE, ACUTE],
        0xfc => [BREVE, TILDE],
        0xfa => [BREVE, HOOK],
        0xeb => [BREVE, DOT],
        _ => return None,
    };
    let fits = match marks[0] {
        ROOF => "aeoAEO".contains(base),
        BREVE => "aA".contains(base),
        _ => true,
    };
    fits.then_some(marks)
}

/// The bytes in which windows-1252 is not Latin-1: those from 0x80 to 0x9f.
static OWN: LazyLock<[char; 32]> = LazyLock::new(|| {
    let mut own = ['\u{fffd}'; 32];
    for (byte, own) in (0x80..=0x9f_u8).zip(&mut own) {
        let bytes = [byte];
        let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
        *own = text.chars().next().unwrap_or('\u{fffd}');
    }
    own
});

/// A byte as windows-1252 has it.
pub(super) fn western(byte: u8) -> char {
    let own = byte.checked_sub(0x80).and_then(|place| OWN.get(usize::from(place)));
    own.copied().unwrap_or(char::from(byte))
}

/// The byte that windows-1252 has for a letter.
pub(super) fn byte_of(letter: char) -> Option<u8> {
    match u8::try_from(u32::from(letter)) {
        Ok(byte @ (..=0x7f | 0xa0..)) => Some(byte),
        _ => (0x80..).zip(OWN.iter()).find_map(|(byte, own)| (*own == letter).then_some(byte)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::nfc;

    fn decoded(table: Table, bytes: &[u8]) -> String {
        let mut text = String::new();
        Legacy::new(table).bytes(bytes, &mut text);
        nfc(&text).into_owned()
    }

    /// Every letter of the Vietnamese alphabet with every tone.
    pub(crate) fn alphabet() -> Vec<char> {
        let mut letters = vec!['đ', 'Đ'];
        for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY".chars() {
            for tone in ["", "\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}"] {
                letters.extend(nfc(&format!("{base}{tone}")).chars().next());
            }
        }
        letters
    }

    /// TCVN 5712 as the C library of Debian 12 has it (`iconv -f TCVN5712-1`): a fact that is
    /// written down here by code point.
    const TCVN5712_1: &str = "00C0 1EA2 00C3 00C1 1EA0 1EB6 1EAC 00C8 1EBA 1EBC 00C9 1EB8 1EC6 \
        00CC 1EC8 0128 00CD 1ECA 00D2 1ECE 00D5 00D3 1ECC 1ED8 1EDC 1EDE 1EE0 1EDA 1EE2 00D9 1EE6 \
        0168 00A0 0102 00C2 00CA 00D4 01A0 01AF 0110 0103 00E2 00EA 00F4 01A1 01B0 0111 1EB0 0300 \
        0309 0303 0301 0323 00E0 1EA3 00E3 00E1 1EA1 1EB2 1EB1 1EB3 1EB5 1EAF 1EB4 1EAE 1EA6 1EA8 \
        1EAA 1EA4 1EC0 1EB7 1EA7 1EA9 1EAB 1EA5 1EAD 00E8 1EC2 1EBB 1EBD 00E9 1EB9 1EC1 1EC3 1EC5 \
        1EBF 1EC7 00EC 1EC9 1EC4 1EBE 1ED2 0129 00ED 1ECB 00F2 1ED4 1ECF 00F5 00F3 1ECD 1ED3 1ED5 \
        1ED7 1ED1 1ED9 1EDD 1EDF 1EE1 1EDB 1EE3 00F9 1ED6 1EE7 0169 00FA 1EE5 1EEB 1EED 1EEF 1EE9 \
        1EF1 1EF3 1EF7 1EF9 00FD 1EF5 1ED0";

    #[test]
    fn tcvn3_is_the_table_of_the_c_library() {
        let expected: Vec<char> = TCVN5712_1
            .split_whitespace()
            .map(|code| char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap())
            .collect();
        assert_eq!(TCVN3.as_slice(), expected);
    }

    #[test]
    fn windows_1252_is_that_of_the_library() {
        for byte in 0..=u8::MAX {
            let bytes = [byte];
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
            assert_eq!(text.chars().collect::<Vec<_>>(), [western(byte)]);
            assert_eq!(byte_of(western(byte)), Some(byte));
        }
        assert_eq!(byte_of('ế'), None);
        assert_eq!(byte_of('\u{100}'), None);
    }

    #[test]
    fn well_known_words() {
        // A search copy of official letters shows the first; the others are how keyboard programs
        // write out the two encodings.
        let shown = |table, shown: &str| {
            let mut text = String::new();
            Legacy::new(table).shown(shown, &mut text);
            nfc(&text).into_owned()
        };
        assert_eq!(shown(Table::Tcvn3, "Uû ban nh©n d©n"), "Uỷ ban nhân dân");
        assert_eq!(shown(Table::Tcvn3, "Mêng Kh\u{ad}¬ng"), "Mờng Khương");
        assert_eq!(shown(Table::Vni, "Xin chaøo caùc baïn"), "Xin chào các bạn");
        assert_eq!(shown(Table::Vni, "Vieät Nam, Ñaø Naüng, ñöôøng"), "Việt Nam, Đà Nẵng, đường");
        assert_eq!(shown(Table::Vni, "UÛY BAN NHAÂN DAÂN"), "ỦY BAN NHÂN DÂN");
    }

    /// The two bytes of VNI for a letter, from the published order of marks.
    fn vni(letter: char) -> Vec<u8> {
        use unicode_normalization::UnicodeNormalization;
        let alone = "ÌÍỴỈĐỊĨƠƯìíỵỉđịĩơư".chars().zip([
            0xcc, 0xcd, 0xce, 0xc6, 0xd1, 0xd2, 0xd3, 0xd4, 0xd6, 0xec, 0xed, 0xee, 0xe6, 0xf1,
            0xf2, 0xf3, 0xf4, 0xf6,
        ]);
        if let Some((_, byte)) = alone.clone().find(|(one, _)| *one == letter) {
            return vec![byte];
        }
        if letter.is_ascii() {
            return vec![letter as u8];
        }
        let parts: Vec<char> = letter.nfd().collect();
        let upper = if letter.is_uppercase() { 0x20 } else { 0 };
        let tone = |of: char, order: [u8; 6]| {
            let at = "\u{300}\u{301}\u{303}\u{309}\u{323}".chars().position(|t| t == of);
            order[at.map_or(0, |at| at + 1)]
        };
        let has = |mark: char| parts.contains(&mark);
        let last = *parts.last().unwrap();
        let last = if has('\u{323}') { '\u{323}' } else { last };
        let mark = if has('\u{302}') {
            tone(last, [0xe2, 0xe0, 0xe1, 0xe3, 0xe5, 0xe4])
        } else if has('\u{306}') {
            tone(last, [0xea, 0xe8, 0xe9, 0xfc, 0xfa, 0xeb])
        } else {
            tone(last, [0, 0xf8, 0xf9, 0xf5, 0xfb, 0xef])
        };
        let base = match (parts[0], has('\u{31b}')) {
            ('o', true) => 0xf4,
            ('O', true) => 0xd4,
            ('u', true) => 0xf6,
            ('U', true) => 0xd6,
            (base, _) => base as u8,
        };
        vec![base, mark - upper]
    }

    #[test]
    fn every_letter_comes_back() {
        for letter in alphabet() {
            let byte = TCVN3.iter().position(|one| *one == letter).map(|at| at as u8 + 0x80);
            match byte {
                Some(byte) => {
                    assert_eq!(decoded(Table::Tcvn3, &[byte]), letter.to_string());
                }
                // Letters that stand where control characters do.
                None => assert!(letter.is_ascii() || "ÚỤỪỬỮỨỰỲỶỸÝỴ".contains(letter), "{letter}"),
            }
            assert_eq!(decoded(Table::Vni, &vni(letter)), letter.to_string());
        }
    }

    #[test]
    fn ascii_is_left_alone() {
        let ascii: Vec<u8> = (0..0x80).collect();
        for table in [Table::Tcvn3, Table::Vni] {
            assert_eq!(decoded(table, &ascii).as_bytes(), ascii);
        }
    }
}

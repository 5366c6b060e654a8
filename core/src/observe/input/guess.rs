//! Which encoding a text without a mark is in.

use super::Encoding;
use super::legacy::{Legacy, Table, byte_of};
use super::syllable::is_syllable;
use crate::text::nfc;

/// What a sample looks like.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Guess {
    /// How it is read.
    pub(super) encoding: Encoding,
    /// What it may be instead, and how certain that is, from 0 to 1.
    pub(super) proposal: Option<(Encoding, f64)>,
    /// How certain the reading is, where it was guessed.
    pub(super) certainty: Option<f64>,
}

impl Guess {
    pub(super) fn plain() -> Self {
        Self { encoding: Encoding::Utf8, proposal: None, certainty: None }
    }
}

/// From here on a guess is worth mentioning.
const LIKELY: f64 = 0.6;

/// Judges a sample that holds letters beyond ASCII. UTF-8 and windows-1258 are read when they are
/// found; TCVN3, VNI and windows-1252 are proposed only, because a wrong guess would make wrong
/// letters without a sound.
pub(super) fn guess(sample: &[u8]) -> Guess {
    let (valid, invalid) = multibyte(sample);
    if invalid == 0 || valid * 3 >= invalid {
        let text = String::from_utf8_lossy(sample);
        return Guess { proposal: shown_in_western(&text), ..Guess::plain() };
    }
    let mut candidates = [
        (Encoding::Windows1258, windows_1258(sample)),
        (Encoding::Tcvn3, legacy(Table::Tcvn3, sample)),
        (Encoding::Vni, legacy(Table::Vni, sample)),
    ]
    .map(|(encoding, text)| (encoding, certainty(&text)));
    candidates.sort_by(|a, b| b.1.total_cmp(&a.1));
    let [best, second, _] = candidates;
    if best.1 >= LIKELY && best.1 > second.1 {
        if best.0 == Encoding::Windows1258 {
            return Guess { encoding: best.0, proposal: None, certainty: Some(best.1) };
        }
        return Guess { proposal: Some(best), ..Guess::plain() };
    }
    Guess { proposal: western(sample).map(|encoding| (encoding, 0.0)), ..Guess::plain() }
}

/// The code page that a detector for all languages names, where it is one that can be read.
fn western(sample: &[u8]) -> Option<Encoding> {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let found = detector.guess(Some(b"vn"), chardetng::Utf8Detection::Deny);
    match found {
        found if found == encoding_rs::WINDOWS_1258 => Some(Encoding::Windows1258),
        found if found == encoding_rs::WINDOWS_1252 => Some(Encoding::Windows1252),
        _ => None,
    }
}

/// How many letters of several bytes are right UTF-8, and how many bytes are not. What is cut off
/// at the end does not count.
pub(super) fn multibyte(mut sample: &[u8]) -> (usize, usize) {
    let (mut valid, mut invalid) = (0, 0);
    let letters = |text: &str| text.chars().filter(|letter| !letter.is_ascii()).count();
    loop {
        match std::str::from_utf8(sample) {
            Ok(text) => return (valid + letters(text), invalid),
            Err(error) => {
                let (right, rest) = sample.split_at(error.valid_up_to());
                valid += std::str::from_utf8(right).map_or(0, letters);
                let Some(length) = error.error_len() else { return (valid, invalid) };
                invalid += length;
                sample = rest.get(length..).unwrap_or_default();
            }
        }
    }
}

/// Text that is right UTF-8, but shows the bytes of an old encoding.
fn shown_in_western(text: &str) -> Option<(Encoding, f64)> {
    let as_it_is = certainty(text);
    if as_it_is >= 0.5 {
        return None;
    }
    let best = [Table::Tcvn3, Table::Vni]
        .into_iter()
        .map(|table| (encoding_of(table), certainty(&shown(table, text))))
        .max_by(|a, b| a.1.total_cmp(&b.1))?;
    (best.1 >= LIKELY && best.1 > as_it_is + 0.3).then_some(best)
}

fn encoding_of(table: Table) -> Encoding {
    match table {
        Table::Tcvn3 => Encoding::Tcvn3,
        Table::Vni => Encoding::Vni,
    }
}

fn windows_1258(sample: &[u8]) -> String {
    let (text, _) = encoding_rs::WINDOWS_1258.decode_without_bom_handling(sample);
    nfc(&text).into_owned()
}

fn legacy(table: Table, sample: &[u8]) -> String {
    let mut text = String::with_capacity(sample.len() * 2);
    Legacy::new(table).bytes(sample, &mut text);
    nfc(&text).into_owned()
}

fn shown(table: Table, text: &str) -> String {
    // Letters that the western code page does not have come from Unicode.
    let foreign = text.chars().filter(|letter| byte_of(*letter).is_none()).count();
    if foreign * 10 > text.chars().filter(|letter| !letter.is_ascii()).count() {
        return String::new();
    }
    let mut out = String::with_capacity(text.len() * 2);
    Legacy::new(table).shown(text, &mut out);
    nfc(&out).into_owned()
}

/// The share of letters beyond ASCII that stand in words which can be Vietnamese. One letter more
/// is taken to be wrong, so that little text is never certain.
fn certainty(text: &str) -> f64 {
    let strange = |word: &str| word.chars().filter(|letter| !letter.is_ascii()).count();
    let all = strange(text);
    if all == 0 {
        return 0.0;
    }
    let right: usize = text
        .split(|letter: char| !letter.is_alphabetic() && !is_mark(letter))
        .filter(|word| !word.is_ascii() && is_syllable(word))
        .map(strange)
        .sum();
    right as f64 / (all + 1) as f64
}

fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_of_vietnamese_are_told_apart() {
        let text = "Thừa Thiên Huế, Quảng Trị, Nghệ An";
        assert_eq!(guess(text.as_bytes()), Guess::plain());
        // `Thừa Thiên Huế, Quảng Trị, Nghệ An` in the three encodings.
        let tcvn3 = b"Th\xf5a Thi\xaan Hu\xd5, Qu\xb6ng Tr\xde, Ngh\xd6 An";
        let vni = b"Th\xf6\xf8a Thie\xe2n Hue\xe1, Qua\xfbng Tr\xf2, Nghe\xe4 An";
        let windows = b"Th\xfd\xcca Thi\xean Hu\xea\xec, Qua\xd2ng Tri\xf2, Ngh\xea\xf2 An";
        let proposed = |bytes: &[u8]| guess(bytes).proposal.map(|(encoding, _)| encoding);
        assert_eq!(proposed(tcvn3), Some(Encoding::Tcvn3));
        assert_eq!(proposed(vni), Some(Encoding::Vni));
        assert_eq!(guess(windows).encoding, Encoding::Windows1258);
        for (table, written) in [(Table::Tcvn3, &tcvn3[..]), (Table::Vni, &vni[..])] {
            assert_eq!(legacy(table, written), text);
        }
        assert_eq!(windows_1258(windows), text);
    }

    #[test]
    fn old_encodings_are_seen_through_unicode() {
        let proposal = guess("Uû ban nh©n d©n tØnh NghÖ An".as_bytes()).proposal;
        assert_eq!(proposal.map(|(encoding, _)| encoding), Some(Encoding::Tcvn3));
        assert_eq!(
            guess("Vieät Nam, Ñaø Naüng, ñöôøng".as_bytes()).proposal.unwrap().0,
            Encoding::Vni
        );
        assert_eq!(guess("Đắk Lắk, Huế, café".as_bytes()), Guess::plain());
        assert_eq!(guess("élève à l'école, Zürich".as_bytes()).proposal, None);
    }

    #[test]
    fn one_wrong_byte_makes_no_other_encoding() {
        assert_eq!(guess("Nghệ An, Huế, H\u{e0}".as_bytes()).encoding, Encoding::Utf8);
        let mut bytes = "Nghệ An, Huế".as_bytes().to_vec();
        bytes.push(0xff);
        bytes.push(b',');
        assert_eq!(guess(&bytes), Guess::plain());
    }
}

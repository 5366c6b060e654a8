//! Vietnamese alphabetical order.

use std::cmp::Ordering;

use unicode_normalization::char::decompose_canonical;

use super::nfc;
use super::tone::{mend_eth, split_tone, tone_rank};

/// The Vietnamese alphabet, with f, j, w and z where other Latin alphabets have them.
const ALPHABET: &str = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";

/// Compares in Vietnamese alphabetical order.
///
/// First by letters (a ă â b c d đ e ê … o ô ơ … u ư …; spaces and signs, then digits, come
/// before letters), then by tones (ngang, huyền, hỏi, ngã, sắc, nặng), then small before
/// capital. Only texts that are equal in form NFC are `Equal`.
///
/// ```
/// let mut names = ["Đà Nẵng", "Ea Súp", "Điện Biên", "An Giang", "Cần Thơ", "Dak Lak", "Ân Thi"];
/// names.sort_by(|a, b| chuan::text::compare_vi(a, b));
/// assert_eq!(names, ["An Giang", "Ân Thi", "Cần Thơ", "Dak Lak", "Đà Nẵng", "Điện Biên", "Ea Súp"]);
/// ```
#[must_use]
pub fn compare_vi(left: &str, right: &str) -> Ordering {
    let (left, right) = (nfc(left), nfc(right));
    let by = |level: fn(char) -> (u8, u32)| left.chars().map(level).cmp(right.chars().map(level));
    by(letter_level)
        .then_with(|| by(tone_level))
        .then_with(|| by(case_level))
        .then_with(|| left.cmp(&right))
}

fn letter_level(letter: char) -> (u8, u32) {
    if letter.is_ascii_digit() {
        return (1, letter.into());
    }
    if let Some(place) = place(toneless(letter)).or_else(|| place(base(letter))) {
        return (2, place);
    }
    (if letter.is_alphanumeric() { 3 } else { 0 }, letter.into())
}

fn tone_level(letter: char) -> (u8, u32) {
    let tone = split_tone(letter).1.and_then(tone_rank).unwrap_or(0);
    // Foreign letters after all the tones of the letter they resemble.
    let foreign = tone == 0 && !letter.is_ascii() && place(toneless(letter)).is_none();
    (if foreign { 6 } else { tone }, 0)
}

fn case_level(letter: char) -> (u8, u32) {
    (u8::from(letter.is_uppercase()), 0)
}

fn toneless(letter: char) -> char {
    lower(mend_eth(split_tone(letter).0))
}

fn base(letter: char) -> char {
    let mut first = None;
    decompose_canonical(letter, |part| {
        first.get_or_insert(part);
    });
    lower(first.unwrap_or(letter))
}

fn lower(letter: char) -> char {
    letter.to_lowercase().next().unwrap_or(letter)
}

fn place(letter: char) -> Option<u32> {
    ALPHABET.chars().zip(0..).find_map(|(known, place)| (known == letter).then_some(place))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ascending(names: &[&str]) {
        for pair in names.windows(2) {
            assert_eq!(compare_vi(pair[0], pair[1]), Ordering::Less, "{pair:?}");
            assert_eq!(compare_vi(pair[1], pair[0]), Ordering::Greater, "{pair:?}");
        }
    }

    #[test]
    fn letters_then_tones_then_case() {
        ascending(&[
            "a", "A", "à", "ả", "ã", "á", "ạ", "ă", "ằ", "â", "b", "c", "d", "đ", "Đ", "e", "ê",
            "f",
        ]);
        ascending(&["o", "ọ", "ô", "ơ", "p", "u", "ụ", "ư", "ự", "v"]);
        ascending(&["", " ", "1", "2", "a"]);
    }

    #[test]
    fn a_tone_matters_less_than_a_later_letter() {
        ascending(&["ma", "mà", "má", "mạ", "mai", "mài"]);
        ascending(&[
            "Hà Giang",
            "Hạ Long",
            "Hà Nam",
            "Hà Nội",
            "Hà Tĩnh",
            "Hải Dương",
            "Hậu Giang",
        ]);
        ascending(&["Bắc Ninh", "Bến Tre", "Bình Định", "Bình Phước"]);
    }

    #[test]
    fn both_forms_of_unicode_are_equal() {
        assert_eq!(compare_vi("Kha\u{301}", "Khá"), Ordering::Equal);
    }

    proptest! {
        #[test]
        fn the_order_is_total(a in "[a-dA-Dàảãáạăâđê 1ñ]{0,5}", b in "[a-dA-Dàảãáạăâđê 1ñ]{0,5}", c in "[a-dA-Dàảãáạăâđê 1ñ]{0,5}") {
            prop_assert_eq!(compare_vi(&a, &b), compare_vi(&b, &a).reverse());
            prop_assert_eq!(compare_vi(&a, &b) == Ordering::Equal, nfc(&a) == nfc(&b));
            if compare_vi(&a, &b).is_le() && compare_vi(&b, &c).is_le() {
                prop_assert!(compare_vi(&a, &c).is_le());
            }
        }
    }
}

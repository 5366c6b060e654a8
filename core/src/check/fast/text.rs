//! Which places of a text need a closer look: bytes that are no UTF-8, zeros, and signs that may not
//! be NFC.

use memchr::memchr_iter;

const HIGHS: u64 = 0x8080_8080_8080_8080;

/// Positions, in order, of what may be wrong. Letters of Vietnamese and of the languages of Europe
/// in composed form, and ordinary punctuation, are right for certain.
pub(super) fn odd_places(text: &[u8], odd: &mut Vec<u32>) {
    odd.clear();
    odd.extend(memchr_iter(0, text).map(|at| at as u32));
    if simdutf8::basic::from_utf8(text).is_err() {
        no_utf8(text, odd);
    }
    let (words, rest) = text.as_chunks::<8>();
    for (number, word) in words.iter().enumerate() {
        let mut high = u64::from_le_bytes(*word) & HIGHS;
        while high != 0 {
            let at = number * 8 + high.trailing_zeros() as usize / 8;
            high &= high - 1;
            if !is_plain(text, at) {
                odd.push(at as u32);
            }
        }
    }
    let begin = text.len() - rest.len();
    odd.extend((begin..text.len()).filter(|at| !is_plain(text, *at)).map(|at| at as u32));
    odd.sort_unstable();
    odd.dedup();
}

/// Whether the byte begins no sign, or one that is NFC wherever it stands.
#[inline]
fn is_plain(text: &[u8], at: usize) -> bool {
    match text.get(at) {
        // Continuations belong to a sign that was looked at. U+0080 to U+02FF.
        Some(0x00..=0xBF | 0xC2..=0xCB) | None => true,
        // U+1E00 to U+1EFF.
        Some(0xE1) => matches!(text.get(at + 1), Some(0xB8..=0xBB)),
        // U+2010 to U+203F, U+2080 to U+20BF.
        Some(0xE2) => match text.get(at + 1) {
            Some(0x80) => text.get(at + 2).is_some_and(|byte| *byte >= 0x90),
            Some(0x82) => true,
            _ => false,
        },
        _ => false,
    }
}

/// The places where the text is not UTF-8.
fn no_utf8(text: &[u8], odd: &mut Vec<u32>) {
    let mut from = 0;
    while let Err(error) = std::str::from_utf8(text.get(from..).unwrap_or_default()) {
        let at = from + error.valid_up_to();
        odd.push(at as u32);
        from = at + error.error_len().unwrap_or(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    fn odd(text: &[u8]) -> Vec<u32> {
        let mut places = Vec::new();
        odd_places(text, &mut places);
        places
    }

    #[test]
    fn faults_have_their_places() {
        assert!(odd("Ủy ban nhân dân xã Đại Lộc – “số 5”, 3 ₫, café".as_bytes()).is_empty());
        assert_eq!(odd(b"abc\xff, \xe1\xbb x\0"), [3, 6, 10]);
        assert_eq!(odd("e\u{301}a".as_bytes()), [1]);
    }

    proptest! {
        #[test]
        fn texts_without_an_odd_place_are_nfc(text in "[a-zA-Z\\u{80}-\\u{400}\\u{1e00}-\\u{1fff}\\u{2000}-\\u{2200}]{0,30}") {
            if odd(text.as_bytes()).is_empty() {
                prop_assert_eq!(text.nfc().collect::<String>(), text);
            }
        }

        #[test]
        fn texts_without_an_odd_place_are_utf8(text in proptest::collection::vec(any::<u8>(), 0..40)) {
            if odd(&text).is_empty() {
                prop_assert!(std::str::from_utf8(&text).is_ok());
            }
        }
    }
}

//! Which places of a text need a closer look: bytes that are no UTF-8, zeros, and signs that may not
//! be NFC.

use crate::simd::bytes::{self, BLOCK, Bytes, Work};
use memchr::memchr_iter;

/// Positions, in order, of what may be wrong. Letters of Vietnamese and of the languages of Europe
/// in composed form, and ordinary punctuation, are right for certain.
pub(super) fn odd_places(text: &[u8], zeros: bool, odd: &mut Vec<u32>) {
    odd.clear();
    if zeros {
        odd.extend(memchr_iter(0, text).map(|at| at as u32));
    }
    if simdutf8::basic::from_utf8(text).is_err() {
        no_utf8(text, odd);
    }
    bytes::work(Signs { text, odd });
    odd.sort_unstable();
    odd.dedup();
}

/// Looks for signs that may not be NFC.
struct Signs<'t> {
    text: &'t [u8],
    odd: &'t mut Vec<u32>,
}

impl Work for Signs<'_> {
    type Output = ();

    #[inline(always)]
    fn run<B: Bytes>(self, load: impl Fn(&[u8; BLOCK]) -> B) {
        let Self { text, odd } = self;
        let (blocks, rest) = text.as_chunks::<BLOCK>();
        for (number, block) in blocks.iter().enumerate() {
            let block = load(block);
            if block.high() == 0 {
                continue;
            }
            let mut some = suspects(block);
            while some != 0 {
                let at = number * BLOCK + some.trailing_zeros() as usize;
                some &= some - 1;
                if !is_plain(text, at) {
                    odd.push(at as u32);
                }
            }
        }
        let begin = text.len() - rest.len();
        odd.extend((begin..text.len()).filter(|at| !is_plain(text, *at)).map(|at| at as u32));
    }
}

/// Bit by bit, the bytes that [`is_plain`] has to judge: all others are plain.
#[inline(always)]
fn suspects(block: impl Bytes) -> u64 {
    // U+1E00 to U+1EFF, where both bytes are here.
    let second = block.at_least(0xB8) & !block.at_least(0xBC);
    let letters = block.equal(0xE1) & second >> 1;
    // The bytes from 0xCC on, and the two that begin no sign.
    block.at_least(0xCC) & !letters | block.equal(0xC0) | block.equal(0xC1)
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
    while let Err(error) = simdutf8::compat::from_utf8(text.get(from..).unwrap_or_default()) {
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
        odd_places(text, true, &mut places);
        places
    }

    /// What has to be judged in the first block of a text.
    struct First<'t>(&'t [u8]);

    impl Work for First<'_> {
        type Output = u64;

        #[inline(always)]
        fn run<B: Bytes>(self, load: impl Fn(&[u8; BLOCK]) -> B) -> u64 {
            suspects(load(self.0.first_chunk().unwrap()))
        }
    }

    #[test]
    fn all_that_is_not_plain_is_suspect() {
        for first in 0..=u8::MAX {
            for second in 0..=u8::MAX {
                for third in [0, 0x8F, 0x90, 0xBF, 0xFF] {
                    for at in [0, 14, 15, 16, 30, 31, 63] {
                        let mut text = [b'a'; BLOCK + 2];
                        text[at..at + 3].copy_from_slice(&[first, second, third]);
                        let plain = is_plain(&text, at);
                        assert!(
                            plain || bytes::work(First(&text)) >> at & 1 == 1,
                            "{first:x} {second:x} {at}"
                        );
                    }
                }
            }
        }
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

//! Vietnamese tones as marks apart from their letters.

use unicode_normalization::char::{compose, decompose_canonical};

/// The rank of a combining tone mark in Vietnamese order: huyền, hỏi, ngã, sắc, nặng.
pub(super) fn tone_rank(mark: char) -> Option<u8> {
    match mark {
        '\u{300}' => Some(1),
        '\u{309}' => Some(2),
        '\u{303}' => Some(3),
        '\u{301}' => Some(4),
        '\u{323}' => Some(5),
        _ => None,
    }
}

/// The letter without its tone (`ậ` is `â` with nặng), and the tone's combining mark.
pub(super) fn split_tone(letter: char) -> (char, Option<char>) {
    if letter.is_ascii() {
        return (letter, None);
    }
    let (mut base, mut tone, mut whole) = (None, None, true);
    decompose_canonical(letter, |part| match base {
        None => base = Some(part),
        Some(_) if tone.is_none() && tone_rank(part).is_some() => tone = Some(part),
        Some(so_far) => match compose(so_far, part) {
            Some(composed) => base = Some(composed),
            None => whole = false,
        },
    });
    match (base, tone) {
        (Some(base), Some(tone)) if whole => (base, Some(tone)),
        _ => (letter, None),
    }
}

/// The letters that look like Đ and đ but are not, made Đ and đ.
///
/// Eth (U+00D0, U+00F0) and African D (U+0189, U+0256) come from old keyboards and web pages.
pub(crate) fn mend_eth(letter: char) -> char {
    match letter {
        '\u{d0}' | '\u{189}' => 'Đ',
        '\u{f0}' | '\u{256}' => 'đ',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tones_come_off_and_letters_stay() {
        assert_eq!(split_tone('ậ'), ('â', Some('\u{323}')));
        assert_eq!(split_tone('Ử'), ('Ư', Some('\u{309}')));
        assert_eq!(split_tone('ằ'), ('ă', Some('\u{300}')));
        assert_eq!(split_tone('ơ'), ('ơ', None));
        assert_eq!(split_tone('đ'), ('đ', None));
    }
}

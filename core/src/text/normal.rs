//! The exact form of names: composed, with tidy white space.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The text in Unicode form NFC; borrowed when it already is.
///
/// Files with decomposed letters look the same and compare differently; windows-1258 always
/// decodes to such text.
///
/// ```
/// assert_eq!(chuan::text::nfc("Kha\u{301}"), "Khá");
/// ```
#[must_use]
pub fn nfc(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_nfc(text) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    }
}

/// The form in which names match exactly: NFC, trimmed, every run of white space (no-break
/// spaces included) one space, zero-width spaces gone.
///
/// ```
/// assert_eq!(chuan::text::clean("  Nghệ\u{a0} An\u{200b}\n"), "Nghệ An");
/// ```
#[must_use]
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Cow::Borrowed(text);
    }
    let trimmed = text.trim();
    if is_tidy(trimmed) {
        return nfc(trimmed);
    }
    let mut tidy = String::with_capacity(trimmed.len());
    let mut gap = false;
    for letter in trimmed.chars().filter(|&letter| !is_zero_width(letter)) {
        if letter.is_whitespace() {
            gap = true;
            continue;
        }
        if gap && !tidy.is_empty() {
            tidy.push(' ');
        }
        gap = false;
        tidy.push(letter);
    }
    // After the removal, not before: what stood between a letter and its mark is gone now.
    if is_nfc(&tidy) { Cow::Owned(tidy) } else { Cow::Owned(tidy.nfc().collect()) }
}

fn is_zero_width(letter: char) -> bool {
    matches!(letter, '\u{200b}' | '\u{feff}')
}

fn is_tidy(trimmed: &str) -> bool {
    let mut after_space = false;
    trimmed.chars().all(|letter| {
        let is_space = letter.is_whitespace();
        let fine = !is_zero_width(letter) && (!is_space || (letter == ' ' && !after_space));
        after_space = is_space;
        fine
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_clean_is_borrowed() {
        assert!(matches!(clean(" Hà Nội "), Cow::Borrowed("Hà Nội")));
        assert!(matches!(nfc("Hà Nội"), Cow::Borrowed(_)));
    }

    #[test]
    fn white_space_of_every_kind_is_folded() {
        assert_eq!(clean("\u{feff}Bà\u{202f}Rịa\t-\r\nVũng  Tàu\u{3000}"), "Bà Rịa - Vũng Tàu");
        assert_eq!(clean("\u{200b} \u{a0}"), "");
        assert_eq!(clean("a\u{200b}\u{301}"), "á");
    }

    proptest! {
        #[test]
        fn cleaning_twice_is_cleaning_once(text in "([a-cA-C \u{a0}\u{200b}\u{feff}\u{2000}\u{301}\u{323}\u{302}]|\\PC){0,20}") {
            let once = clean(&text);
            prop_assert_eq!(clean(&once), once.as_ref());
            prop_assert!(is_nfc(&once));
        }
    }
}

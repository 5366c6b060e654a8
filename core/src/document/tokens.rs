//! A number cut into words and separators.

use unicode_normalization::char::is_combining_mark;

use super::DocumentNote;

/// A separator and the word after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) separator: char,
    pub(super) word: String,
}

/// `number`, then parts; what had to be mended on the way is noted.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tokens {
    pub(super) number: String,
    pub(super) parts: Vec<Part>,
}

/// The separator that this sign is or looks like.
pub(super) fn separator(sign: char) -> Option<char> {
    match sign {
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ad}' => Some('-'),
        '/' | '\u{2044}' | '\u{2215}' | '\u{ff0f}' => Some('/'),
        '.' => Some('.'),
        _ => None,
    }
}

pub(super) fn is_word_letter(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '&' || is_combining_mark(letter)
}

/// Cuts clean text; `None` when it does not consist of words with separators between them.
pub(super) fn cut(text: &str, notes: &mut Vec<DocumentNote>) -> Option<Tokens> {
    let mut words = vec![String::new()];
    let mut separators: Vec<char> = Vec::new();
    let mut open: Option<char> = None;
    let mut spaced = false;
    for letter in text.chars() {
        if letter.is_whitespace() {
            spaced = true;
        } else if let Some(sign) = separator(letter) {
            mark(notes, DocumentNote::Spaces, spaced);
            mark(notes, DocumentNote::LookalikeSign, sign != letter);
            mark(notes, DocumentNote::StraySeparator, open.is_some());
            // Of two, the slash is the one that somebody had to reach for.
            open = if open == Some('/') { open } else { Some(sign) };
            spaced = false;
        } else if is_word_letter(letter) {
            if let Some(sign) = open.take() {
                separators.push(sign);
                words.push(String::new());
                mark(notes, DocumentNote::Spaces, spaced);
            } else if spaced {
                // Two words with nothing between them, unless an ampersand joins them.
                let joined = letter == '&' || words.last().is_some_and(|word| word.ends_with('&'));
                if !joined {
                    return None;
                }
                mark(notes, DocumentNote::Spaces, true);
            }
            spaced = false;
            words.last_mut()?.push(letter);
        } else {
            return None;
        }
    }
    let mut words = words.into_iter();
    let number = words.next().filter(|number| is_number(number))?;
    let parts: Vec<Part> = separators
        .into_iter()
        .zip(words)
        .map(|(separator, word)| Part { separator, word })
        .collect();
    (open.is_none() && !parts.is_empty()).then_some(Tokens { number, parts })
}

pub(super) fn mark(notes: &mut Vec<DocumentNote>, note: DocumentNote, is_so: bool) {
    if is_so && !notes.contains(&note) {
        notes.push(note);
    }
}

/// Digits, and perhaps one letter as in `30a/2008/NQ-CP`.
pub(super) fn is_number(word: &str) -> bool {
    let mut rest = word.trim_start_matches(|digit: char| digit.is_ascii_digit()).chars();
    word.starts_with(|digit: char| digit.is_ascii_digit())
        && rest.next().is_none_or(char::is_alphabetic)
        && rest.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_separators_come_apart() {
        let mut notes = Vec::new();
        let tokens = cut("586-/KH – UBND", &mut notes).unwrap();
        assert_eq!(tokens.number, "586");
        let parts: Vec<_> =
            tokens.parts.iter().map(|part| (part.separator, part.word.as_str())).collect();
        assert_eq!(parts, [('/', "KH"), ('-', "UBND")]);
        assert_eq!(
            notes,
            [DocumentNote::StraySeparator, DocumentNote::Spaces, DocumentNote::LookalikeSign]
        );
        for text in ["", "26", "26-", "NQ-26", "26 NQ/TW", "26-NQ/TW!", "-26/NQ"] {
            assert_eq!(cut(text, &mut Vec::new()), None, "{text}");
        }
    }

    #[test]
    fn a_number_may_end_in_a_letter() {
        assert!(is_number("09") && is_number("30a"));
        assert!(!is_number("") && !is_number("a30") && !is_number("30ab"));
    }
}

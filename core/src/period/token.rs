//! Cutting what people write into words, numbers and marks.

use unicode_normalization::UnicodeNormalization;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    Word(String),
    /// One or two digits, as days, months and quarters have.
    Small(u32),
    /// Exactly four digits.
    Year(i32),
    Mark(char),
}

/// The tokens, or nothing when there is a sign or number that no period has.
///
/// The text is brought to NFC and lower case first, because decomposed Vietnamese is common in
/// files. All dashes are hyphens; white space only separates. `năm` before a year and `of` say
/// nothing more, and are left out.
pub(super) fn tokens(text: &str) -> Option<Vec<Token>> {
    let text: String = text.nfc().flat_map(char::to_lowercase).collect();
    let mut tokens = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(&c) = chars.peek() {
        let token = if c.is_ascii_digit() {
            let mut digits = String::new();
            while let Some(d) = chars.next_if(char::is_ascii_digit) {
                digits.push(d);
            }
            match digits.len() {
                1 | 2 => Token::Small(digits.parse().ok()?),
                4 => Token::Year(digits.parse().ok()?),
                _ => return None,
            }
        } else if c.is_alphabetic() {
            let mut word = String::new();
            while let Some(c) = chars.next_if(|c| c.is_alphabetic()) {
                // Eth looks the same as Đ, and is what some keyboards write.
                word.push(if c == 'ð' { 'đ' } else { c });
            }
            Token::Word(word)
        } else {
            chars.next();
            match c {
                '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => Token::Mark('-'),
                '/' | '.' | ',' => Token::Mark(c),
                c if c.is_whitespace() => continue,
                _ => return None,
            }
        };
        if matches!(&token, Token::Year(_)) {
            tokens.pop_if(|last| *last == Token::Word("năm".to_owned()));
        }
        if token != Token::Word("of".to_owned()) {
            tokens.push(token);
        }
    }
    Some(tokens)
}

/// A token that borrows its word, so that slices of them can be matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part<'a> {
    W(&'a str),
    N(u32),
    Y(i32),
    M(char),
}

pub(super) fn parts(tokens: &[Token]) -> Vec<Part<'_>> {
    tokens
        .iter()
        .map(|token| match token {
            Token::Word(word) => Part::W(word),
            Token::Small(number) => Part::N(*number),
            Token::Year(year) => Part::Y(*year),
            Token::Mark(mark) => Part::M(*mark),
        })
        .collect()
}

/// `i` to `iv`.
pub(super) fn roman(word: &str) -> Option<u32> {
    Some(match word {
        "i" => 1,
        "ii" => 2,
        "iii" => 3,
        "iv" => 4,
        _ => return None,
    })
}

/// An English month, in full or by its first three letters.
pub(super) fn month(word: &str) -> Option<u32> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let at = NAMES.iter().position(|name| *name == word || name.get(..3) == Some(word))?;
    u32::try_from(at + 1).ok()
}

//! Natural order: digits count by value, so that `4.2` stands before `4.10`.

use std::cmp::Ordering;

/// Compares naturally; `Equal` only for equal strings.
///
/// Runs of ASCII digits compare by value, whatever their length; everything else by code point.
/// Strings that differ in leading zeros only are told apart last: `1` before `01`.
pub(super) fn compare(left: &str, right: &str) -> Ordering {
    Tokens(left).cmp(Tokens(right)).then_with(|| zeros(left).cmp(zeros(right)))
}

/// A run of digits without its leading zeros (which its order does not look at), or a letter.
enum Token<'a> {
    Number { digits: &'a str, zeros: usize },
    Letter(char),
}

impl Ord for Token<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Number { digits: left, .. }, Self::Number { digits: right, .. }) => {
                // Without leading zeros the longer one is the larger one: no value to overflow.
                left.len().cmp(&right.len()).then_with(|| left.cmp(right))
            }
            // No letter lies between '0' and '9', so one digit may stand for all.
            (Self::Number { .. }, Self::Letter(letter)) => '0'.cmp(letter),
            (Self::Letter(letter), Self::Number { .. }) => letter.cmp(&'0'),
            (Self::Letter(left), Self::Letter(right)) => left.cmp(right),
        }
    }
}

impl PartialEq for Token<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Token<'_> {}

impl PartialOrd for Token<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

struct Tokens<'a>(&'a str);

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let rest = self.0.trim_start_matches(|letter: char| letter.is_ascii_digit());
        let run = self.0.strip_suffix(rest).unwrap_or_default();
        if run.is_empty() {
            let mut letters = rest.chars();
            let letter = letters.next()?;
            self.0 = letters.as_str();
            return Some(Token::Letter(letter));
        }
        self.0 = rest;
        let digits = run.trim_start_matches('0');
        Some(Token::Number { digits, zeros: run.len().saturating_sub(digits.len()) })
    }
}

fn zeros(text: &str) -> impl Iterator<Item = usize> {
    Tokens(text).filter_map(|token| match token {
        Token::Number { zeros, .. } => Some(zeros),
        Token::Letter(_) => None,
    })
}

//! From text to tokens, each with its place.

use std::fmt;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::error::{FormulaError, FormulaErrorKind};

/// What a token is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum TokenKind {
    Number(f64),
    /// A bare word: a code, or the name of a function when a parenthesis follows.
    Name(String),
    /// A code in square brackets.
    Code(String),
    Symbol(Symbol),
}

/// Operators and punctuation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Symbol {
    Plus,
    Minus,
    Times,
    Divide,
    Power,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    And,
    Or,
    Not,
    Open,
    Close,
    Comma,
}

impl Symbol {
    /// How the symbol is written.
    pub(super) fn text(self) -> &'static str {
        match self {
            Self::Plus => "+",
            Self::Minus => "-",
            Self::Times => "*",
            Self::Divide => "/",
            Self::Power => "^",
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::And => "and",
            Self::Or => "or",
            Self::Not => "not",
            Self::Open => "(",
            Self::Close => ")",
            Self::Comma => ",",
        }
    }
}

/// A token and the byte at which it starts.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) offset: usize,
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            TokenKind::Number(number) => write!(f, "{number}"),
            TokenKind::Name(name) => f.write_str(name),
            TokenKind::Code(code) => write!(f, "[{code}]"),
            TokenKind::Symbol(symbol) => f.write_str(symbol.text()),
        }
    }
}

/// Cuts a whole formula into tokens.
pub(super) fn tokens(source: &str) -> Result<Vec<Token>, FormulaError> {
    let mut lexer = Lexer { source, at: 0 };
    let mut tokens = Vec::new();
    loop {
        lexer.take_while(char::is_whitespace);
        let offset = lexer.at;
        let Some(first) = lexer.peek() else { return Ok(tokens) };
        let kind = if first.is_alphabetic() || first == '_' {
            lexer.word()
        } else if first.is_ascii_digit() || (first == '.' && lexer.digit_follows_point()) {
            lexer.number()?
        } else if first == '[' {
            lexer.bracketed()?
        } else {
            TokenKind::Symbol(lexer.symbol(first)?)
        };
        tokens.push(Token { kind, offset });
    }
}

fn continues_a_word(c: char) -> bool {
    // A mark stands where a letter with a tone was typed in decomposed form.
    c.is_alphanumeric() || c == '_' || is_combining_mark(c)
}

struct Lexer<'a> {
    source: &'a str,
    /// The byte that comes next; always on a character boundary.
    at: usize,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        self.source.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn take_while(&mut self, belongs: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let length = rest.find(|c| !belongs(c)).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    fn accept(&mut self, text: &str) -> bool {
        let found = self.rest().starts_with(text);
        if found {
            self.at += text.len();
        }
        found
    }

    fn digit_follows_point(&self) -> bool {
        self.rest().chars().nth(1).is_some_and(|c| c.is_ascii_digit())
    }

    fn error(&self, offset: usize, kind: FormulaErrorKind) -> FormulaError {
        FormulaError::new(self.source, offset, kind)
    }

    fn word(&mut self) -> TokenKind {
        match self.take_while(continues_a_word) {
            "and" => TokenKind::Symbol(Symbol::And),
            "or" => TokenKind::Symbol(Symbol::Or),
            "not" => TokenKind::Symbol(Symbol::Not),
            name => TokenKind::Name(name.nfc().collect()),
        }
    }

    fn number(&mut self) -> Result<TokenKind, FormulaError> {
        let start = self.at;
        self.take_while(|c| c.is_ascii_digit());
        if self.peek() == Some('.') && self.digit_follows_point() {
            self.at += 1;
            self.take_while(|c| c.is_ascii_digit());
        }
        let before_exponent = self.at;
        if self.accept("e") || self.accept("E") {
            let _ = self.accept("+") || self.accept("-");
            if self.take_while(|c| c.is_ascii_digit()).is_empty() {
                self.at = before_exponent;
            }
        }
        let end = self.at;
        // What sticks to a number makes it none: most often a code like 4.22.2 without brackets.
        self.take_while(|c| continues_a_word(c) || c == '.');
        let text = self.source.get(start..self.at).unwrap_or_default();
        match text.parse::<f64>() {
            Ok(number) if self.at == end && number.is_finite() => Ok(TokenKind::Number(number)),
            Ok(_) if self.at == end => {
                Err(self.error(start, FormulaErrorKind::NumberTooLarge { text: text.into() }))
            }
            _ => Err(self.error(start, FormulaErrorKind::MalformedNumber { text: text.into() })),
        }
    }

    fn bracketed(&mut self) -> Result<TokenKind, FormulaError> {
        let start = self.at;
        self.at += 1;
        let code = self.take_while(|c| c != ']').trim();
        if !self.accept("]") {
            return Err(self.error(start, FormulaErrorKind::UnclosedBracket));
        }
        if code.is_empty() {
            return Err(self.error(start, FormulaErrorKind::EmptyCode));
        }
        Ok(TokenKind::Code(code.nfc().collect()))
    }

    fn symbol(&mut self, first: char) -> Result<Symbol, FormulaError> {
        // The longer spelling first, so that `<=` is not read as `<`.
        const SPELLINGS: [(&str, Symbol); 19] = [
            ("==", Symbol::Equal),
            ("!=", Symbol::NotEqual),
            ("<=", Symbol::LessOrEqual),
            (">=", Symbol::GreaterOrEqual),
            ("&&", Symbol::And),
            ("||", Symbol::Or),
            ("<>", Symbol::NotEqual),
            ("<", Symbol::Less),
            (">", Symbol::Greater),
            ("!", Symbol::Not),
            ("**", Symbol::Power),
            ("+", Symbol::Plus),
            ("-", Symbol::Minus),
            ("*", Symbol::Times),
            ("/", Symbol::Divide),
            ("^", Symbol::Power),
            ("(", Symbol::Open),
            (")", Symbol::Close),
            (",", Symbol::Comma),
        ];
        let offset = self.at;
        let spelling = SPELLINGS.into_iter().find(|(text, _)| self.rest().starts_with(text));
        match spelling {
            // Habits of other languages: told, not guessed, so that a file has one spelling.
            Some(("<>" | "**", symbol)) => Err(self.unexpected(offset, first, Some(symbol.text()))),
            Some((text, symbol)) => {
                self.at += text.len();
                Ok(symbol)
            }
            None => Err(self.unexpected(offset, first, meant(first))),
        }
    }

    fn unexpected(
        &self,
        offset: usize,
        character: char,
        suggestion: Option<&'static str>,
    ) -> FormulaError {
        let character = self
            .rest()
            .get(..2)
            .filter(|two| matches!(*two, "<>" | "**"))
            .map_or_else(|| character.to_string(), str::to_owned);
        self.error(offset, FormulaErrorKind::UnexpectedCharacter { character, suggestion })
    }
}

/// What stands in this language for a sign that a word processor or a habit put there.
fn meant(c: char) -> Option<&'static str> {
    match c {
        '=' => Some("=="),
        '≠' => Some("!="),
        '≤' => Some("<="),
        '≥' => Some(">="),
        '−' | '–' | '—' => Some("-"),
        '×' | '·' | '⋅' => Some("*"),
        '÷' | '∕' | ':' => Some("/"),
        '&' => Some("and"),
        '|' => Some("or"),
        ';' => Some(","),
        '{' => Some("("),
        '}' => Some(")"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(source: &str) -> Vec<TokenKind> {
        tokens(source).unwrap().into_iter().map(|token| token.kind).collect()
    }

    #[test]
    fn reads_words_numbers_and_codes() {
        assert_eq!(
            kinds("điểm_1 <= .5e-1 && [ 4.22.2 ]"),
            [
                TokenKind::Name("điểm_1".into()),
                TokenKind::Symbol(Symbol::LessOrEqual),
                TokenKind::Number(0.05),
                TokenKind::Symbol(Symbol::And),
                TokenKind::Code("4.22.2".into()),
            ]
        );
    }

    #[test]
    fn composes_what_was_typed_decomposed() {
        assert_eq!(kinds("e\u{302}\u{301}"), [TokenKind::Name("ế".into())]);
    }

    #[test]
    fn says_what_was_meant() {
        for (source, suggestion) in
            [("a = b", "=="), ("a <> b", "!="), ("a ** b", "^"), ("a × b", "*"), ("a ≥ b", ">=")]
        {
            let error = tokens(source).unwrap_err();
            assert_eq!(error.offset(), 2);
            assert!(error.message_en().ends_with(&format!("did you mean `{suggestion}`?")));
        }
    }

    #[test]
    fn refuses_what_sticks_to_a_number() {
        for source in ["4.22.2", "5.", "2e", "1abc", "3đ"] {
            let error = tokens(source).unwrap_err();
            assert_eq!(error.kind(), &FormulaErrorKind::MalformedNumber { text: source.into() });
        }
        let error = tokens("1e999").unwrap_err();
        assert_eq!(error.kind(), &FormulaErrorKind::NumberTooLarge { text: "1e999".into() });
    }
}

//! From tokens to a checked program.
//!
//! The parser emits instructions for a small stack machine instead of building a tree: a sum of
//! thousands of terms is then a flat list, and nothing that comes later has to recurse.

use super::Known;
use super::error::{FormulaError, FormulaErrorKind as Kind, ValueType};
use super::evaluate::{Binary, Instruction, Step};
use super::function::{signature, similar};
use super::lexer::{Symbol, Token, TokenKind};

/// How deeply parentheses, calls, prefixes and powers may be nested.
pub(super) const MAX_NESTING: usize = 64;

/// How tightly operators bind.
pub(super) mod level {
    pub(in super::super) const OR: u8 = 1;
    pub(in super::super) const AND: u8 = 2;
    pub(in super::super) const NOT: u8 = 3;
    pub(in super::super) const COMPARISON: u8 = 4;
    pub(in super::super) const SUM: u8 = 5;
    pub(in super::super) const PRODUCT: u8 = 6;
    pub(in super::super) const SIGN: u8 = 7;
    pub(in super::super) const POWER: u8 = 8;
}

/// Parses a whole formula.
pub(super) fn program(
    source: &str,
    tokens: &[Token],
) -> Result<(Vec<Step>, Vec<Known>), FormulaError> {
    let mut parser =
        Parser { source, tokens, next: 0, nesting: 0, steps: Vec::new(), known: Vec::new() };
    if tokens.is_empty() {
        return Err(parser.error(0, Kind::Empty));
    }
    let whole = parser.expression(level::OR)?;
    if let Some(token) = parser.peek() {
        return Err(parser.error(token.offset, Kind::ExpectedOperator { found: token.to_string() }));
    }
    parser.require(whole, ValueType::Number, None)?;
    Ok((parser.steps, parser.known))
}

/// What a parsed expression yields, and where it starts.
#[derive(Clone, Copy)]
pub(super) struct Typed {
    pub(super) value_type: ValueType,
    offset: usize,
}

pub(super) struct Parser<'a> {
    source: &'a str,
    tokens: &'a [Token],
    pub(super) next: usize,
    nesting: usize,
    pub(super) steps: Vec<Step>,
    known: Vec<Known>,
}

impl<'a> Parser<'a> {
    pub(super) fn error(&self, offset: usize, kind: Kind) -> FormulaError {
        FormulaError::new(self.source, offset, kind)
    }

    pub(super) fn peek(&self) -> Option<&'a Token> {
        self.tokens.get(self.next)
    }

    pub(super) fn peek_symbol(&self) -> Option<Symbol> {
        match self.peek()?.kind {
            TokenKind::Symbol(symbol) => Some(symbol),
            _ => None,
        }
    }

    pub(super) fn accept(&mut self, symbol: Symbol) -> bool {
        let found = self.peek_symbol() == Some(symbol);
        if found {
            self.next += 1;
        }
        found
    }

    /// Where the next token starts, or the text ends.
    pub(super) fn offset(&self) -> usize {
        self.peek().map_or(self.source.len(), |token| token.offset)
    }

    pub(super) fn emit(&mut self, offset: usize, instruction: Instruction) {
        self.steps.push(Step { instruction, offset });
    }

    /// Replaces a jump that was emitted before its targets were known.
    pub(super) fn patch(&mut self, at: usize, instruction: Instruction) {
        if let Some(step) = self.steps.get_mut(at) {
            step.instruction = instruction;
        }
    }

    pub(super) fn require(
        &self,
        found: Typed,
        expected: ValueType,
        operator: Option<&'static str>,
    ) -> Result<(), FormulaError> {
        if found.value_type == expected {
            return Ok(());
        }
        Err(self.error(found.offset, Kind::WrongType { operator, expected }))
    }

    /// Runs `parse` one level deeper, so that hostile nesting ends in an error.
    fn nested<T>(
        &mut self,
        offset: usize,
        parse: impl FnOnce(&mut Self) -> Result<T, FormulaError>,
    ) -> Result<T, FormulaError> {
        if self.nesting == MAX_NESTING {
            return Err(self.error(offset, Kind::TooDeep));
        }
        self.nesting += 1;
        let parsed = parse(self);
        self.nesting -= 1;
        parsed
    }

    /// Parses operators that bind at least as tightly as `loosest`, and their operands.
    pub(super) fn expression(&mut self, loosest: u8) -> Result<Typed, FormulaError> {
        let mut left = self.prefixed()?;
        let mut after_comparison = false;
        while let Some((operator, binds)) = self.peek_symbol().and_then(binary) {
            if binds < loosest {
                break;
            }
            let offset = self.offset();
            self.next += 1;
            let name = operator.name();
            let (wanted, yielded) = operator.types();
            if after_comparison && binds == level::COMPARISON {
                return Err(self.error(offset, Kind::ChainedComparison));
            }
            self.require(left, wanted, Some(name))?;
            let right = if operator == Binary::Power {
                // The right side may carry a sign and further powers: 2 ^ -3 ^ 2.
                self.nested(offset, |parser| parser.expression(level::SIGN))?
            } else {
                self.expression(binds + 1)?
            };
            self.require(right, wanted, Some(name))?;
            self.emit(offset, Instruction::Binary(operator));
            left.value_type = yielded;
            after_comparison = binds == level::COMPARISON;
        }
        Ok(left)
    }

    fn prefixed(&mut self) -> Result<Typed, FormulaError> {
        let (name, operand_level, value_type, instruction) = match self.peek_symbol() {
            Some(Symbol::Minus) => ("-", level::SIGN, ValueType::Number, Instruction::Negate),
            Some(Symbol::Not) => ("not", level::NOT, ValueType::Boolean, Instruction::Not),
            _ => return self.primary(),
        };
        let offset = self.offset();
        self.next += 1;
        let operand = self.nested(offset, |parser| parser.expression(operand_level))?;
        self.require(operand, value_type, Some(name))?;
        self.emit(offset, instruction);
        Ok(Typed { value_type, offset })
    }

    fn primary(&mut self) -> Result<Typed, FormulaError> {
        let Some(token) = self.peek() else {
            return Err(self.error(self.source.len(), Kind::ExpectedValue { found: None }));
        };
        let offset = token.offset;
        self.next += 1;
        let value_type = match &token.kind {
            TokenKind::Number(number) => {
                self.emit(offset, Instruction::Number(*number));
                ValueType::Number
            }
            TokenKind::Name(name) if self.peek_symbol() == Some(Symbol::Open) => {
                let Some(signature) = signature(name) else {
                    let suggestion = similar(name);
                    let kind = Kind::UnknownFunction { name: name.clone(), suggestion };
                    return Err(self.error(offset, kind));
                };
                self.nested(offset, |parser| parser.call(offset, signature))?
            }
            TokenKind::Name(code) | TokenKind::Code(code) => {
                let reference = self.reference(code, false, offset);
                self.emit(offset, Instruction::Load(reference));
                ValueType::Number
            }
            TokenKind::Symbol(Symbol::Open) => {
                let inner = self.nested(offset, |parser| parser.expression(level::OR))?;
                self.close(offset)?;
                inner.value_type
            }
            TokenKind::Symbol(_) => {
                return Err(
                    self.error(offset, Kind::ExpectedValue { found: Some(token.to_string()) })
                );
            }
        };
        Ok(Typed { value_type, offset })
    }

    /// Takes the parenthesis that closes the one at `open`.
    pub(super) fn close(&mut self, open: usize) -> Result<(), FormulaError> {
        if self.accept(Symbol::Close) {
            return Ok(());
        }
        Err(match self.peek() {
            None => self.error(open, Kind::UnclosedParenthesis),
            Some(token) => {
                self.error(token.offset, Kind::ExpectedOperator { found: token.to_string() })
            }
        })
    }

    /// The number of a reference, new or known.
    pub(super) fn reference(&mut self, code: &str, raw: bool, offset: usize) -> usize {
        let known = self.known.iter().position(|known| known.code == code && known.raw == raw);
        known.unwrap_or_else(|| {
            self.known.push(Known { code: code.to_owned(), raw, offset });
            self.known.len() - 1
        })
    }
}

/// The binary operator that a symbol stands for, and how tightly it binds.
fn binary(symbol: Symbol) -> Option<(Binary, u8)> {
    Some(match symbol {
        Symbol::Or => (Binary::Or, level::OR),
        Symbol::And => (Binary::And, level::AND),
        Symbol::Equal => (Binary::Equal, level::COMPARISON),
        Symbol::NotEqual => (Binary::NotEqual, level::COMPARISON),
        Symbol::Less => (Binary::Less, level::COMPARISON),
        Symbol::LessOrEqual => (Binary::LessOrEqual, level::COMPARISON),
        Symbol::Greater => (Binary::Greater, level::COMPARISON),
        Symbol::GreaterOrEqual => (Binary::GreaterOrEqual, level::COMPARISON),
        Symbol::Plus => (Binary::Add, level::SUM),
        Symbol::Minus => (Binary::Subtract, level::SUM),
        Symbol::Times => (Binary::Multiply, level::PRODUCT),
        Symbol::Divide => (Binary::Divide, level::PRODUCT),
        Symbol::Power => (Binary::Power, level::POWER),
        Symbol::Not | Symbol::Open | Symbol::Close | Symbol::Comma => return None,
    })
}

//! Calls of functions, each with its own way with arguments.

use super::error::{FormulaError, FormulaErrorKind as Kind, ValueType};
use super::evaluate::Instruction;
use super::function::{Callee, Signature, signature};
use super::lexer::{Symbol, TokenKind};
use super::parser::{Parser, level};

impl Parser<'_> {
    /// Parses what follows the name of a function.
    pub(super) fn call(
        &mut self,
        name: usize,
        of: &'static Signature,
    ) -> Result<ValueType, FormulaError> {
        let open = self.offset();
        self.next += 1;
        match of.callee {
            Callee::Raw | Callee::Present => {
                let reference = self.code(of)?;
                let (instruction, yielded) = match of.callee {
                    Callee::Raw => (Instruction::Load(reference), ValueType::Number),
                    _ => (Instruction::Present(reference), ValueType::Boolean),
                };
                self.emit(name, instruction);
                // Anything but `)` makes the argument something else than a code.
                if self.peek().is_some() && !matches!(self.peek_symbol(), Some(Symbol::Close)) {
                    return Err(self.error(self.offset(), Kind::ExpectedCode { function: of.name }));
                }
                self.close(open)?;
                Ok(yielded)
            }
            Callee::Plain(function) => {
                let count = self.arguments(name, open, of, |parser, _| {
                    let argument = parser.expression(level::OR)?;
                    parser.require(argument, ValueType::Number, Some(of.name))
                })?;
                self.emit(name, Instruction::Call { function, count });
                Ok(ValueType::Number)
            }
            Callee::Round => {
                let mut digits = 0;
                self.arguments(name, open, of, |parser, index| {
                    if index == 1 {
                        digits = parser.digits()?;
                        return Ok(());
                    }
                    let argument = parser.expression(level::OR)?;
                    parser.require(argument, ValueType::Number, Some(of.name))
                })?;
                self.emit(name, Instruction::Round(digits));
                Ok(ValueType::Number)
            }
            Callee::If => self.conditional(name, open, of),
            Callee::Coalesce => self.coalesce(name, open, of),
        }
    }

    /// Parses arguments up to the closing parenthesis and checks their number.
    fn arguments(
        &mut self,
        name: usize,
        open: usize,
        of: &'static Signature,
        mut argument: impl FnMut(&mut Self, usize) -> Result<(), FormulaError>,
    ) -> Result<usize, FormulaError> {
        let mut found = 0;
        if !self.accept(Symbol::Close) {
            loop {
                argument(self, found)?;
                found += 1;
                if !self.accept(Symbol::Comma) {
                    break;
                }
            }
            self.close(open)?;
        }
        if found < of.least || of.most.is_some_and(|most| found > most) {
            let Signature { name: function, least, most, .. } = *of;
            return Err(self.error(name, Kind::WrongArity { function, least, most, found }));
        }
        Ok(found)
    }

    fn conditional(
        &mut self,
        name: usize,
        open: usize,
        of: &'static Signature,
    ) -> Result<ValueType, FormulaError> {
        let mut yielded = ValueType::Number;
        let (mut branch, mut skip) = (0, 0);
        self.arguments(name, open, of, |parser, index| {
            let argument = parser.expression(level::OR)?;
            match index {
                0 => {
                    parser.require(argument, ValueType::Boolean, Some(of.name))?;
                    branch = parser.steps.len();
                    parser.emit(name, Instruction::Jump { to: 0 });
                }
                1 => {
                    yielded = argument.value_type;
                    skip = parser.steps.len();
                    parser.emit(name, Instruction::Jump { to: 0 });
                }
                _ => parser.require(argument, yielded, Some(of.name))?,
            }
            Ok(())
        })?;
        let end = self.steps.len();
        self.patch(branch, Instruction::Branch { otherwise: skip + 1, end });
        self.patch(skip, Instruction::Jump { to: end });
        Ok(yielded)
    }

    fn coalesce(
        &mut self,
        name: usize,
        open: usize,
        of: &'static Signature,
    ) -> Result<ValueType, FormulaError> {
        let mut yielded = ValueType::Number;
        let mut jumps = Vec::new();
        self.arguments(name, open, of, |parser, index| {
            if index > 0 {
                jumps.push(parser.steps.len());
                parser.emit(name, Instruction::Jump { to: 0 });
            }
            let argument = parser.expression(level::OR)?;
            if index == 0 {
                yielded = argument.value_type;
            }
            parser.require(argument, yielded, Some(of.name))
        })?;
        let end = self.steps.len();
        for jump in jumps {
            self.patch(jump, Instruction::JumpIfPresent { to: end });
        }
        Ok(yielded)
    }

    /// The digits of `round`: written out, so that a reader of the framework sees them.
    fn digits(&mut self) -> Result<i32, FormulaError> {
        let offset = self.offset();
        let sign = if self.accept(Symbol::Minus) { -1 } else { 1 };
        let digits = match self.peek().map(|token| &token.kind) {
            Some(TokenKind::Number(number)) => {
                (0..=15).find(|&digits| f64::from(digits) == *number)
            }
            _ => None,
        };
        self.next += 1;
        let ends = matches!(self.peek_symbol(), None | Some(Symbol::Close | Symbol::Comma));
        match digits {
            Some(digits) if ends => Ok(sign * digits),
            _ => Err(self.error(offset, Kind::ExpectedDigits)),
        }
    }

    /// The code that `raw` and `present` take; `present` takes a `raw(…)`, too.
    fn code(&mut self, of: &'static Signature) -> Result<usize, FormulaError> {
        let expected = self.error(self.offset(), Kind::ExpectedCode { function: of.name });
        let Some(token) = self.peek() else { return Err(expected) };
        let (TokenKind::Name(code) | TokenKind::Code(code)) = &token.kind else {
            return Err(expected);
        };
        self.next += 1;
        let called = matches!(token.kind, TokenKind::Name(_)) && self.accept(Symbol::Open);
        if !called {
            return Ok(self.reference(code, of.callee == Callee::Raw, token.offset));
        }
        match signature(code) {
            Some(raw) if raw.callee == Callee::Raw && of.callee == Callee::Present => {
                let reference = self.code(raw)?;
                if self.accept(Symbol::Close) { Ok(reference) } else { Err(expected) }
            }
            _ => Err(expected),
        }
    }
}

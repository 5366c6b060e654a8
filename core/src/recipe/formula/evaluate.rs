//! The stack machine that runs a formula, once per unit.

use std::cmp::Ordering;

use super::decimal::{compare, round_half_up};
use super::error::ValueType;
use super::function::Function;

/// An instruction and the byte of the formula that it stems from.
#[derive(Debug, Clone)]
pub(super) struct Step {
    pub(super) instruction: Instruction,
    pub(super) offset: usize,
}

/// What the machine can do. Conditions are 1 and 0: the parser has kept them apart from numbers.
/// Jumps lead forward only, so every program ends.
#[derive(Debug, Clone)]
pub(super) enum Instruction {
    Number(f64),
    /// Pushes the value of a reference (in a formula) or slot (when bound).
    Load(usize),
    /// Pushes whether a reference or slot has a value.
    Present(usize),
    Negate,
    Not,
    Binary(Binary),
    Call {
        function: Function,
        count: usize,
    },
    Round(i32),
    /// Takes a condition: true goes on, false goes to `otherwise`, absent stays and goes to `end`.
    Branch {
        otherwise: usize,
        end: usize,
    },
    Jump {
        to: usize,
    },
    /// Leaves a present value where it is and jumps; drops an absent one and goes on.
    JumpIfPresent {
        to: usize,
    },
}

/// Operators with two operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Binary {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
}

impl Binary {
    /// How the operator is written.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Or => "or",
            Self::And => "and",
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Power => "^",
        }
    }

    /// What the operands are, and what the operator yields.
    pub(super) fn types(self) -> (ValueType, ValueType) {
        match self {
            Self::Or | Self::And => (ValueType::Boolean, ValueType::Boolean),
            Self::Add | Self::Subtract | Self::Multiply | Self::Divide | Self::Power => {
                (ValueType::Number, ValueType::Number)
            }
            _ => (ValueType::Number, ValueType::Boolean),
        }
    }

    fn apply(self, a: f64, b: f64) -> Result<f64, Failure> {
        let truth = |condition| Ok(if condition { 1.0 } else { 0.0 });
        match self {
            Self::Or => truth(a != 0.0 || b != 0.0),
            Self::And => truth(a != 0.0 && b != 0.0),
            Self::Equal => truth(compare(a, b) == Ordering::Equal),
            Self::NotEqual => truth(compare(a, b) != Ordering::Equal),
            Self::Less => truth(compare(a, b) == Ordering::Less),
            Self::LessOrEqual => truth(compare(a, b) != Ordering::Greater),
            Self::Greater => truth(compare(a, b) == Ordering::Greater),
            Self::GreaterOrEqual => truth(compare(a, b) != Ordering::Less),
            Self::Add => Ok(a + b),
            Self::Subtract => Ok(a - b),
            Self::Multiply => Ok(a * b),
            Self::Divide if b == 0.0 => Err(Failure::DivisionByZero),
            Self::Divide => Ok(a / b),
            Self::Power if a == 0.0 && b < 0.0 => Err(Failure::DivisionByZero),
            Self::Power if a < 0.0 && b.fract() != 0.0 => {
                Err(Failure::OutsideDomain { function: "^", argument: a })
            }
            Self::Power => Ok(a.powf(b)),
        }
    }
}

/// What went wrong in a single step; the machine adds the place.
#[derive(Debug, Clone, Copy)]
pub(super) enum Failure {
    DivisionByZero,
    OutsideDomain { function: &'static str, argument: f64 },
    ReversedBounds { low: f64, high: f64 },
}

/// Why a formula has no value for a unit although all that it needs is present.
///
/// The offset is the byte of the formula at which the failing operator or function stands.
///
/// ```
/// use chuan::recipe::formula::{EvaluationError, Formula};
///
/// let formula = Formula::parse("hdi_f / hdi_m").unwrap();
/// let slots = ["hdi_f", "hdi_m"];
/// let bound = formula.bind(|reference| slots.iter().position(|c| *c == reference.code)).unwrap();
/// let error = bound.evaluate(&[Some(0.7), Some(0.0)]).unwrap_err();
/// assert_eq!(error, EvaluationError::DivisionByZero { offset: 6 });
/// assert_eq!(error.message_en(), "division by zero");
/// assert_eq!(error.message_vi(), "chia cho 0");
/// ```
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{}", self.message_en())]
#[non_exhaustive]
pub enum EvaluationError {
    /// A division by zero, or zero to a negative power.
    DivisionByZero {
        /// Where in the formula.
        offset: usize,
    },
    /// A function or power has no real value at this argument.
    OutsideDomain {
        /// The function, or `^`.
        function: &'static str,
        /// The argument.
        argument: f64,
        /// Where in the formula.
        offset: usize,
    },
    /// The lower bound of `clamp` lies above the upper one.
    ReversedBounds {
        /// The lower bound.
        low: f64,
        /// The upper bound.
        high: f64,
        /// Where in the formula.
        offset: usize,
    },
    /// A value is infinite or not a number: a result beyond the range of a double, or an input.
    NotFinite {
        /// Where in the formula.
        offset: usize,
    },
    /// The formula was bound to a slot that the given values do not have.
    NoSuchSlot {
        /// The slot.
        slot: usize,
        /// Where in the formula.
        offset: usize,
    },
}

impl EvaluationError {
    /// The byte of the formula at which the failing operator, function or code stands.
    pub fn offset(&self) -> usize {
        match *self {
            Self::DivisionByZero { offset }
            | Self::OutsideDomain { offset, .. }
            | Self::ReversedBounds { offset, .. }
            | Self::NotFinite { offset }
            | Self::NoSuchSlot { offset, .. } => offset,
        }
    }

    /// The message in English.
    pub fn message_en(&self) -> String {
        match self {
            Self::DivisionByZero { .. } => "division by zero".into(),
            Self::OutsideDomain { function, argument, .. } => {
                format!("`{function}` has no value at {argument}")
            }
            Self::ReversedBounds { low, high, .. } => {
                format!("the bounds of `clamp` are reversed: {low} is above {high}")
            }
            Self::NotFinite { .. } => "the value is not a finite number".into(),
            Self::NoSuchSlot { slot, .. } => format!("there is no value number {slot}"),
        }
    }

    /// The message in Vietnamese.
    pub fn message_vi(&self) -> String {
        match self {
            Self::DivisionByZero { .. } => "chia cho 0".into(),
            Self::OutsideDomain { function, argument, .. } => {
                format!("`{function}` không xác định tại {argument}")
            }
            Self::ReversedBounds { low, high, .. } => {
                format!("hai cận của `clamp` bị đảo: {low} lớn hơn {high}")
            }
            Self::NotFinite { .. } => "giá trị không phải là số hữu hạn".into(),
            Self::NoSuchSlot { slot, .. } => format!("không có giá trị thứ {slot}"),
        }
    }

    fn from_failure(failure: Failure, offset: usize) -> Self {
        match failure {
            Failure::DivisionByZero => Self::DivisionByZero { offset },
            Failure::OutsideDomain { function, argument } => {
                Self::OutsideDomain { function, argument, offset }
            }
            Failure::ReversedBounds { low, high } => Self::ReversedBounds { low, high, offset },
        }
    }
}

/// A formula whose codes stand for slots of a row of values; made by
/// [`Formula::bind`](super::Formula::bind), and cheap to evaluate once per unit.
///
/// ```
/// use chuan::recipe::formula::Formula;
///
/// let formula = Formula::parse("if(osi == 0, 0, (osi + tii + hci) / 3)").unwrap();
/// let slots = ["osi", "tii", "hci"];
/// let bound = formula.bind(|reference| slots.iter().position(|c| *c == reference.code)).unwrap();
/// assert_eq!(bound.evaluate(&[Some(0.25), Some(0.5), Some(0.75)]), Ok(Some(0.5)));
/// assert_eq!(bound.evaluate(&[Some(0.0), None, Some(0.75)]), Ok(Some(0.0)));
/// assert_eq!(bound.evaluate(&[Some(0.25), None, Some(0.75)]), Ok(None));
/// ```
#[derive(Debug, Clone)]
pub struct Bound {
    pub(super) steps: Vec<Step>,
}

impl Bound {
    /// Evaluates the formula for a row of values; `None` in, where a value is absent, and out,
    /// where the result is.
    ///
    /// # Errors
    ///
    /// [`EvaluationError`] where there is no finite result: never NaN, never infinity.
    ///
    /// ```
    /// use chuan::recipe::formula::Formula;
    ///
    /// let bound = Formula::parse("ln(gni)").unwrap().bind(|_| Some(0)).unwrap();
    /// assert_eq!(bound.evaluate(&[Some(1.0)]), Ok(Some(0.0)));
    /// assert_eq!(bound.evaluate(&[None]), Ok(None));
    /// let error = bound.evaluate(&[Some(-1.0)]).unwrap_err();
    /// assert_eq!(error.to_string(), "`ln` has no value at -1");
    /// ```
    pub fn evaluate(&self, values: &[Option<f64>]) -> Result<Option<f64>, EvaluationError> {
        let mut stack = Vec::with_capacity(8);
        let mut next = 0;
        while let Some(Step { instruction, offset }) = self.steps.get(next) {
            next += 1;
            match *instruction {
                Instruction::Jump { to } => next = to,
                Instruction::JumpIfPresent { to } => match stack.last() {
                    Some(Some(_)) => next = to,
                    _ => drop(stack.pop()),
                },
                Instruction::Branch { otherwise, end } => match stack.last() {
                    Some(Some(condition)) => {
                        if *condition == 0.0 {
                            next = otherwise;
                        }
                        stack.pop();
                    }
                    _ => next = end,
                },
                ref instruction => {
                    let result = operate(instruction, *offset, &mut stack, values)?;
                    if result.is_some_and(|x| !x.is_finite()) {
                        return Err(EvaluationError::NotFinite { offset: *offset });
                    }
                    stack.push(result);
                }
            }
        }
        // Adding zero turns -0 into 0.
        Ok(stack.pop().flatten().map(|x| x + 0.0))
    }
}

/// Takes the operands of an instruction from the stack and computes it.
///
/// The parser only emits programs that find their operands there. Were one missing, the result
/// would be absent.
fn operate(
    instruction: &Instruction,
    offset: usize,
    stack: &mut Vec<Option<f64>>,
    values: &[Option<f64>],
) -> Result<Option<f64>, EvaluationError> {
    let slot =
        |slot: usize| values.get(slot).copied().ok_or(EvaluationError::NoSuchSlot { slot, offset });
    let mut pop = || stack.pop().flatten();
    let result = match *instruction {
        Instruction::Number(number) => Ok(Some(number)),
        Instruction::Load(from) => return slot(from),
        Instruction::Present(from) => {
            return slot(from).map(|value| Some(if value.is_some() { 1.0 } else { 0.0 }));
        }
        Instruction::Negate => Ok(pop().map(|x| -x)),
        Instruction::Not => Ok(pop().map(|x| 1.0 - x)),
        Instruction::Round(digits) => Ok(pop().map(|x| round_half_up(x, digits))),
        Instruction::Binary(operator) => {
            let (right, left) = (pop(), pop());
            left.zip(right).map(|(a, b)| operator.apply(a, b)).transpose()
        }
        Instruction::Call { function, count } => {
            let arguments: Option<Vec<f64>> =
                stack.drain(stack.len().saturating_sub(count)..).collect();
            arguments.map(|arguments| function.apply(&arguments)).transpose()
        }
        Instruction::Jump { .. }
        | Instruction::JumpIfPresent { .. }
        | Instruction::Branch { .. } => Ok(None),
    };
    result.map_err(|failure| EvaluationError::from_failure(failure, offset))
}

//! Programmes over planes: operations on bits of 64 units at a time, each made once.
//!
//! The builder gives a value to every operation and the same value to the same operation, so what
//! several levels ask for is looked at once. Numbers are added bit by bit: three bits of one weight
//! are one bit of it and one of the next (a full adder). Values then get registers, each as long as
//! it is needed.

use super::compile::Met;
use std::collections::HashMap;

/// What is known before any status is looked at, or a value of the programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Signal {
    /// The same for all units.
    Known(bool),
    /// The result of an operation.
    Value(Value),
}

/// The number of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Value(usize);

/// An operation on values. Of a pair, both planes are treated alike unless said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Op {
    /// Whether the status of a criterion is met.
    Load(usize, Met),
    And(Value, Value),
    Or(Value, Value),
    /// What is possible is no longer certain to fail, and the other way round.
    Not(Value),
    /// What is undetermined counts as met, or as not met.
    Settle(bool, Value),
    /// The sum of two bits, and what is carried.
    Half(Value, Value),
    /// The sum of three bits, and what is carried.
    Full(Value, Value, Value),
}

impl Op {
    fn operands(self) -> impl Iterator<Item = Value> {
        let operands = match self {
            Self::Load(..) => [None; 3],
            Self::Not(a) | Self::Settle(_, a) => [Some(a), None, None],
            Self::And(a, b) | Self::Or(a, b) | Self::Half(a, b) => [Some(a), Some(b), None],
            Self::Full(a, b, c) => [Some(a), Some(b), Some(c)],
        };
        operands.into_iter().flatten()
    }

    fn results(self) -> usize {
        if matches!(self, Self::Half(..) | Self::Full(..)) { 2 } else { 1 }
    }
}

/// Collects operations.
#[derive(Debug, Default)]
pub(super) struct Builder {
    /// Each with the first of its values.
    ops: Vec<(Op, Value)>,
    known: HashMap<Op, Value>,
    values: usize,
}

impl Builder {
    fn push(&mut self, op: Op) -> Value {
        if let Some(value) = self.known.get(&op) {
            return *value;
        }
        let value = Value(self.values);
        self.values += op.results();
        self.ops.push((op, value));
        self.known.insert(op, value);
        value
    }

    /// Whether the status of a criterion is met.
    pub(super) fn load(&mut self, criterion: usize, met: Met) -> Signal {
        Signal::Value(self.push(Op::Load(criterion, met)))
    }

    /// Both.
    pub(super) fn and(&mut self, a: Signal, b: Signal) -> Signal {
        match (a, b) {
            (Signal::Known(true), other) | (other, Signal::Known(true)) => other,
            (Signal::Known(false), _) | (_, Signal::Known(false)) => Signal::Known(false),
            (Signal::Value(a), Signal::Value(b)) if a == b => Signal::Value(a),
            (Signal::Value(a), Signal::Value(b)) => {
                Signal::Value(self.push(Op::And(a.min(b), a.max(b))))
            }
        }
    }

    /// At least one of them.
    pub(super) fn or(&mut self, a: Signal, b: Signal) -> Signal {
        match (a, b) {
            (Signal::Known(false), other) | (other, Signal::Known(false)) => other,
            (Signal::Known(true), _) | (_, Signal::Known(true)) => Signal::Known(true),
            (Signal::Value(a), Signal::Value(b)) if a == b => Signal::Value(a),
            (Signal::Value(a), Signal::Value(b)) => {
                Signal::Value(self.push(Op::Or(a.min(b), a.max(b))))
            }
        }
    }

    /// Not this.
    pub(super) fn not(&mut self, a: Signal) -> Signal {
        match a {
            Signal::Known(truth) => Signal::Known(!truth),
            Signal::Value(a) => Signal::Value(self.push(Op::Not(a))),
        }
    }

    /// This, and what it counts as while it is undetermined.
    pub(super) fn settle(&mut self, met: bool, a: Signal) -> Signal {
        match a {
            Signal::Known(_) => a,
            Signal::Value(a) => Signal::Value(self.push(Op::Settle(met, a))),
        }
    }

    fn half(&mut self, a: Signal, b: Signal) -> (Signal, Signal) {
        match (a, b) {
            (Signal::Known(false), other) | (other, Signal::Known(false)) => {
                (other, Signal::Known(false))
            }
            (Signal::Value(a), Signal::Value(b)) if a != b => {
                let Value(sum) = self.push(Op::Half(a.min(b), a.max(b)));
                (Signal::Value(Value(sum)), Signal::Value(Value(sum + 1)))
            }
            (Signal::Value(_), Signal::Value(_)) => (Signal::Known(false), a),
            // Known truths are no parts of a sum: `Sum::add` takes them as numbers.
            (Signal::Known(true), other) | (other, Signal::Known(true)) => {
                (Signal::Known(false), other)
            }
        }
    }

    fn full(&mut self, a: Signal, b: Signal, c: Signal) -> (Signal, Signal) {
        match (a, b, c) {
            (Signal::Value(x), Signal::Value(y), Signal::Value(z)) => {
                // Twice the same is itself in the next weight.
                if x == y {
                    return (c, a);
                }
                if x == z {
                    return (b, a);
                }
                if y == z {
                    return (a, b);
                }
                let mut sorted = [x, y, z];
                sorted.sort();
                let [x, y, z] = sorted;
                let Value(sum) = self.push(Op::Full(x, y, z));
                (Signal::Value(Value(sum)), Signal::Value(Value(sum + 1)))
            }
            (Signal::Known(_), other, another)
            | (other, Signal::Known(_), another)
            | (other, another, Signal::Known(_)) => self.half(other, another),
        }
    }
}

/// A sum of weighted truths, kept as a few bits of every weight.
#[derive(Debug, Default)]
pub(super) struct Sum {
    bits: Vec<Vec<Signal>>,
    /// What is certain from the beginning.
    constant: u64,
    /// The largest that it can be.
    most: u64,
}

impl Sum {
    /// Adds a weight where something is met.
    pub(super) fn add(&mut self, builder: &mut Builder, weight: u32, truth: Signal) {
        self.most += u64::from(weight);
        match truth {
            Signal::Known(true) => self.constant += u64::from(weight),
            Signal::Known(false) => {}
            Signal::Value(_) => {
                for bit in (0..32).filter(|bit| weight >> bit & 1 == 1) {
                    self.add_bit(builder, bit, truth);
                }
            }
        }
    }

    fn add_bit(&mut self, builder: &mut Builder, bit: usize, truth: Signal) {
        if self.bits.len() <= bit {
            self.bits.resize_with(bit + 1, Vec::new);
        }
        let Some(waiting) = self.bits.get_mut(bit) else { return };
        waiting.push(truth);
        if let [a, b, c] = **waiting {
            waiting.clear();
            let (sum, carry) = builder.full(a, b, c);
            // A sum that is nothing, or a carry that never is, waits for nothing.
            waiting.extend(Some(sum).filter(|sum| *sum != Signal::Known(false)));
            if carry != Signal::Known(false) {
                self.add_bit(builder, bit + 1, carry);
            }
        }
    }

    /// Whether it is at least so large.
    pub(super) fn at_least(&self, builder: &mut Builder, limit: u64) -> Signal {
        let Some(limit) = limit.checked_sub(self.constant).filter(|limit| *limit > 0) else {
            return Signal::Known(true);
        };
        if limit > self.most - self.constant {
            return Signal::Known(false);
        }
        let mut left = Self { bits: self.bits.clone(), ..Self::default() };
        let mut enough = Signal::Known(true);
        let mut bit = 0;
        // From the lowest bit: what is equal so far is enough.
        while bit < left.bits.len() {
            let here = match left.bits.get(bit).map(Vec::as_slice) {
                Some([one]) => *one,
                Some([one, other]) => {
                    let (sum, carry) = builder.half(*one, *other);
                    if carry != Signal::Known(false) {
                        left.add_bit(builder, bit + 1, carry);
                    }
                    sum
                }
                _ => Signal::Known(false),
            };
            enough = match limit >> bit & 1 == 1 {
                true => builder.and(here, enough),
                false => builder.or(here, enough),
            };
            bit += 1;
        }
        // Higher bits of the limit are bits of no sum.
        if bit < 64 && limit >> bit != 0 { Signal::Known(false) } else { enough }
    }
}

/// So many columns are read side by side: memory brings several streams at once, but their planes
/// are all to stay in the nearer caches.
const SIDE_BY_SIDE: usize = 4;

/// A look at the statuses of a criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Load {
    pub(super) to: usize,
    pub(super) criterion: usize,
    pub(super) met: Met,
}

/// An instruction of the finished programme, on registers; it changes the first ones named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// Looks at criteria, side by side.
    Load(Vec<Load>),
    Copy {
        to: usize,
        from: usize,
    },
    And {
        to: usize,
        with: usize,
    },
    Or {
        to: usize,
        with: usize,
    },
    Not {
        to: usize,
    },
    Settle {
        to: usize,
        met: bool,
    },
    Half {
        sum: usize,
        carry: usize,
    },
    Full {
        sum: usize,
        carry: usize,
        with: usize,
    },
}

/// What is done, and where the results are.
#[derive(Debug, Clone)]
pub(super) struct Program {
    pub(super) steps: Vec<Step>,
    pub(super) registers: usize,
    /// The truth of each level: known, or in a register.
    pub(super) levels: Vec<Result<usize, bool>>,
}

impl Builder {
    /// The programme that makes the levels; what none of them needs is left out.
    pub(super) fn finish(self, levels: &[Signal]) -> Program {
        // The last operation that needs a value; results are needed to the end.
        let mut last: Vec<Option<usize>> = vec![None; self.values];
        let end = self.ops.len();
        let need = |last: &mut Vec<Option<usize>>, Value(value): Value, at: usize| {
            if let Some(last) = last.get_mut(value) {
                *last = Some(last.unwrap_or(0).max(at));
            }
        };
        for level in levels {
            if let Signal::Value(value) = level {
                need(&mut last, *value, end);
            }
        }
        let needed = |last: &[Option<usize>], op: Op, Value(first): Value| {
            (first..first + op.results()).any(|value| last.get(value).copied().flatten().is_some())
        };
        for (at, (op, first)) in self.ops.iter().enumerate().rev() {
            if needed(&last, *op, *first) {
                op.operands().for_each(|operand| need(&mut last, operand, at));
            }
        }
        let mut registers = Registers { at: vec![None; self.values], ..Registers::default() };
        let mut loads = self.ops.iter().filter_map(|(op, first)| match *op {
            Op::Load(criterion, met) if needed(&last, *op, *first) => {
                Some((*first, criterion, met))
            }
            _ => None,
        });
        for (at, (op, first)) in self.ops.iter().enumerate() {
            if needed(&last, *op, *first) {
                if matches!(op, Op::Load(..)) {
                    // Criteria come in the order of the operations: the first of a few brings the rest.
                    if !registers.has(*first) {
                        registers.load(loads.by_ref().take(SIDE_BY_SIDE));
                    }
                    continue;
                }
                let dies = |Value(value): Value| {
                    last.get(value).copied().flatten().is_none_or(|last| last <= at)
                };
                registers.step(*op, *first, dies);
            }
        }
        let place = |level: &Signal| match level {
            Signal::Known(truth) => Err(*truth),
            Signal::Value(Value(value)) => registers.at.get(*value).copied().flatten().ok_or(false),
        };
        let levels = levels.iter().map(place).collect();
        Program { levels, registers: registers.count, steps: registers.steps }
    }
}

/// Which value is where.
#[derive(Debug, Default)]
struct Registers {
    steps: Vec<Step>,
    at: Vec<Option<usize>>,
    free: Vec<usize>,
    count: usize,
}

impl Registers {
    fn fresh(&mut self) -> usize {
        self.free.pop().unwrap_or_else(|| {
            self.count += 1;
            self.count - 1
        })
    }

    /// Takes the register of a value that is needed no longer, or a copy of one that is.
    fn take(&mut self, Value(value): Value, dies: bool) -> usize {
        let place = self.at.get_mut(value);
        let from = place.and_then(|place| if dies { place.take() } else { *place }).unwrap_or(0);
        if dies {
            return from;
        }
        let to = self.fresh();
        self.steps.push(Step::Copy { to, from });
        to
    }

    /// Where a value is that is only read.
    fn read(&self, Value(value): Value) -> usize {
        self.at.get(value).copied().flatten().unwrap_or(0)
    }

    fn has(&self, Value(value): Value) -> bool {
        self.at.get(value).is_some_and(Option::is_some)
    }

    /// Criteria that are looked at side by side.
    fn load(&mut self, criteria: impl Iterator<Item = (Value, usize, Met)>) {
        let mut loads = Vec::with_capacity(SIDE_BY_SIDE);
        for (value, criterion, met) in criteria {
            let to = self.fresh();
            self.put(value, to, false);
            loads.push(Load { to, criterion, met });
        }
        self.steps.push(Step::Load(loads));
    }

    fn release(&mut self, Value(value): Value) {
        if let Some(register) = self.at.get_mut(value).and_then(Option::take) {
            self.free.push(register);
        }
    }

    fn put(&mut self, Value(value): Value, register: usize, unused: bool) {
        if unused {
            self.free.push(register);
        } else if let Some(place) = self.at.get_mut(value) {
            *place = Some(register);
        }
    }

    fn step(&mut self, op: Op, first: Value, dies: impl Fn(Value) -> bool) {
        let second = Value(first.0 + 1);
        match op {
            // They are made several at a time: see `load`.
            Op::Load(..) => {}
            Op::Not(a) | Op::Settle(_, a) => {
                let to = self.take(a, dies(a));
                self.steps.push(match op {
                    Op::Settle(met, _) => Step::Settle { to, met },
                    _ => Step::Not { to },
                });
                self.put(first, to, false);
            }
            Op::And(a, b) | Op::Or(a, b) => {
                // The one that is needed no longer is changed.
                let (a, b) = if dies(a) { (a, b) } else { (b, a) };
                let with = self.read(b);
                let to = self.take(a, dies(a));
                self.steps.push(match op {
                    Op::Or(..) => Step::Or { to, with },
                    _ => Step::And { to, with },
                });
                if dies(b) {
                    self.release(b);
                }
                self.put(first, to, false);
            }
            Op::Half(a, b) => {
                let (sum, carry) = (self.take(a, dies(a)), self.take(b, dies(b)));
                self.steps.push(Step::Half { sum, carry });
                // A value that nothing needs has no last need: it dies where it is made.
                self.put(first, sum, dies(first));
                self.put(second, carry, dies(second));
            }
            Op::Full(a, b, c) => {
                let mut three = [a, b, c];
                three.sort_by_key(|value| !dies(*value));
                let [a, b, c] = three;
                let with = self.read(c);
                let (sum, carry) = (self.take(a, dies(a)), self.take(b, dies(b)));
                self.steps.push(Step::Full { sum, carry, with });
                if dies(c) {
                    self.release(c);
                }
                self.put(first, sum, dies(first));
                self.put(second, carry, dies(second));
            }
        }
    }
}

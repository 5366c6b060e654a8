//! Runs a programme over blocks of units.

use super::planes::{BLOCK, LANES, Pair, Plane, STRETCH, WORDS, bytes, classify};
use super::program::{Load, Program, Step};
use crate::framework::spec::CriterionStatus;
use crate::simd::{Work, work_widely};

/// Room for what is in between, kept from block to block.
pub(super) struct Scratch {
    registers: Vec<Pair>,
    /// The bits of the numbers of levels: certain, possible.
    numbers: [Vec<Plane>; 2],
    padded: Box<[u8; BLOCK]>,
}

impl Scratch {
    pub(super) fn new(program: &Program) -> Self {
        let levels = program.levels.len();
        let bits = (usize::BITS - levels.leading_zeros()) as usize;
        Self {
            registers: vec![Pair::OPEN; program.registers],
            numbers: [vec![[0; WORDS]; bits], vec![[0; WORDS]; bits]],
            padded: Box::new([0; BLOCK]),
        }
    }

    /// The levels of one block of units.
    pub(super) fn block(
        &mut self,
        program: &Program,
        columns: &[Option<&[u8]>],
        start: usize,
        certain: &mut [u8],
        possible: &mut [u8],
    ) {
        work_widely(Block { scratch: self, program, columns, start, certain, possible });
    }

    #[inline(always)]
    fn steps(
        &mut self,
        program: &Program,
        columns: &[Option<&[u8]>],
        start: usize,
        certain: &mut [u8],
        possible: &mut [u8],
    ) {
        let len = certain.len();
        for step in &program.steps {
            match *step {
                Step::Load(ref loads) => self.load(loads, columns, start, len),
                Step::Copy { to, from } => self.two(to, from, |to, from| *to = *from),
                Step::And { to, with } => self.two(to, with, |to, with| *to &= *with),
                Step::Or { to, with } => self.two(to, with, |to, with| *to |= *with),
                Step::Half { sum, carry } => self.two(sum, carry, |sum, carry| {
                    (*sum, *carry) = (*sum ^ *carry, *sum & *carry);
                }),
                Step::Full { sum, carry, with } => self.three(sum, carry, with),
                Step::Not { to } => self.one(to, |certain, possible| {
                    (*certain, *possible) = (!*possible, !*certain);
                }),
                Step::Settle { to, met: true } => {
                    self.one(to, |certain, possible| *certain = *possible);
                }
                Step::Settle { to, met: false } => {
                    self.one(to, |certain, possible| *possible = *certain);
                }
            }
        }
        self.number(program);
        let [low, high] = &self.numbers;
        for (bits, out) in [(low, certain), (high, possible)] {
            match <&mut [u8; BLOCK]>::try_from(&mut *out) {
                Ok(out) => bytes(bits, out),
                Err(_) => {
                    bytes(bits, &mut self.padded);
                    out.iter_mut().zip(self.padded.iter()).for_each(|(out, byte)| *out = *byte);
                }
            }
        }
    }

    /// Looks at the statuses of a block; what is not there is undetermined.
    ///
    /// The columns are read side by side, a stretch of each in turn: memory then brings several of
    /// them at once, and is read nearly as fast as from end to end.
    #[inline(always)]
    fn load(&mut self, loads: &[Load], columns: &[Option<&[u8]>], start: usize, len: usize) {
        for stretch in 0..len.div_ceil(STRETCH) {
            let from = start + stretch * STRETCH;
            let to = (from + STRETCH).min(start + len);
            for load in loads {
                let Some(pair) = self.registers.get_mut(load.to) else { continue };
                let certain = pair.certain.as_chunks_mut::<LANES>().0.get_mut(stretch);
                let possible = pair.possible.as_chunks_mut::<LANES>().0.get_mut(stretch);
                let (Some(certain), Some(possible)) = (certain, possible) else { continue };
                let column = columns.get(load.criterion).copied().flatten();
                let Some(statuses) = column.and_then(|column| column.get(from..to)) else {
                    (*certain, *possible) = ([0; LANES], [u64::MAX; LANES]);
                    continue;
                };
                if let Ok(statuses) = <&[u8; STRETCH]>::try_from(statuses) {
                    classify(statuses, load.met, certain, possible);
                    continue;
                }
                let mut padded = [CriterionStatus::Undetermined as u8; STRETCH];
                padded.iter_mut().zip(statuses).for_each(|(there, status)| *there = *status);
                classify(&padded, load.met, certain, possible);
            }
        }
    }

    #[inline(always)]
    fn one(&mut self, to: usize, change: impl Fn(&mut u64, &mut u64)) {
        let Some(to) = self.registers.get_mut(to) else { return };
        for (certain, possible) in to.certain.iter_mut().zip(&mut to.possible) {
            change(certain, possible);
        }
    }

    #[inline(always)]
    fn two(&mut self, to: usize, with: usize, change: impl Fn(&mut u64, &mut u64)) {
        let Ok([to, with]) = self.registers.get_disjoint_mut([to, with]) else { return };
        for (to, with) in to.certain.iter_mut().zip(&mut with.certain) {
            change(to, with);
        }
        for (to, with) in to.possible.iter_mut().zip(&mut with.possible) {
            change(to, with);
        }
    }

    #[inline(always)]
    fn three(&mut self, sum: usize, carry: usize, with: usize) {
        let registers = self.registers.get_disjoint_mut([sum, carry, with]);
        let Ok([sum, carry, with]) = registers else { return };
        let add = |sum: &mut Plane, carry: &mut Plane, with: &Plane| {
            for ((sum, carry), with) in sum.iter_mut().zip(carry).zip(with) {
                let odd = *sum ^ *carry;
                *carry = *sum & *carry | *with & odd;
                *sum = odd ^ *with;
            }
        };
        add(&mut sum.certain, &mut carry.certain, &with.certain);
        add(&mut sum.possible, &mut carry.possible, &with.possible);
    }

    /// The number of the highest level that holds, by bits.
    #[inline(always)]
    fn number(&mut self, program: &Program) {
        let [low, high] = &mut self.numbers;
        for plane in low.iter_mut().chain(high.iter_mut()) {
            plane.fill(0);
        }
        const EVERYWHERE: &Plane = &[u64::MAX; WORDS];
        for (number, level) in (1usize..).zip(&program.levels) {
            let (certain, possible) = match level {
                Err(false) => continue,
                Err(true) => (EVERYWHERE, EVERYWHERE),
                Ok(register) => match self.registers.get(*register) {
                    Some(pair) => (&pair.certain, &pair.possible),
                    None => continue,
                },
            };
            for (numbers, holds) in [(&mut *low, certain), (&mut *high, possible)] {
                for (bit, plane) in numbers.iter_mut().enumerate() {
                    let set = number >> bit & 1 == 1;
                    for (plane, holds) in plane.iter_mut().zip(holds) {
                        *plane = if set { *plane | *holds } else { *plane & !*holds };
                    }
                }
            }
        }
    }
}

/// One block of units to be evaluated.
struct Block<'a> {
    scratch: &'a mut Scratch,
    program: &'a Program,
    columns: &'a [Option<&'a [u8]>],
    start: usize,
    certain: &'a mut [u8],
    possible: &'a mut [u8],
}

impl Work for Block<'_> {
    #[inline(always)]
    fn run(self) {
        let Self { scratch, program, columns, start, certain, possible } = self;
        scratch.steps(program, columns, start, certain, possible);
    }
}

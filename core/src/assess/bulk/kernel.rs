//! Operations over blocks of units: a byte each, bit 0 for certain, bit 1 for possible.

use super::compile::{Class, Expr};
use super::{BLOCK, BulkScheme};
use crate::framework::spec::CriterionStatus;

/// Met for certain.
const MET: u8 = 0b11;
/// Perhaps.
const OPEN: u8 = 0b10;

/// Room for results in between, kept from block to block.
pub(super) struct Scratch {
    blocks: Vec<Vec<u8>>,
    levels: Vec<Vec<u8>>,
    code: Vec<u8>,
}

impl Scratch {
    pub(super) fn new(depth: usize, levels: usize) -> Self {
        Self {
            blocks: vec![vec![0; BLOCK]; depth + 1],
            levels: vec![vec![0; BLOCK]; levels],
            code: vec![0; BLOCK],
        }
    }
}

/// What statuses mean in a class.
fn classify(statuses: &[u8], class: Class, out: &mut [u8]) {
    const UNKNOWN: u8 = CriterionStatus::Undetermined as u8;
    let open = if class.unknown { MET } else { OPEN };
    let [a, b, c, d] = class.ranges;
    let inside = |status: u8, (first, more): (u8, u8)| {
        0u8.wrapping_sub(u8::from(status.wrapping_sub(first) <= more)) & MET
    };
    let unknown = |status: u8| 0u8.wrapping_sub(u8::from(status >= UNKNOWN)) & open;
    match class.len {
        0 => {
            for (out, status) in out.iter_mut().zip(statuses) {
                *out = unknown(*status);
            }
        }
        1 => {
            for (out, status) in out.iter_mut().zip(statuses) {
                *out = inside(*status, a) | unknown(*status);
            }
        }
        2 => {
            for (out, status) in out.iter_mut().zip(statuses) {
                *out = inside(*status, a) | inside(*status, b) | unknown(*status);
            }
        }
        _ => {
            let d = if class.len > 3 { d } else { c };
            for (out, status) in out.iter_mut().zip(statuses) {
                *out = inside(*status, a)
                    | inside(*status, b)
                    | inside(*status, c)
                    | inside(*status, d)
                    | unknown(*status);
            }
        }
    }
}

fn and(into: &mut [u8], other: &[u8]) {
    for (into, other) in into.iter_mut().zip(other) {
        *into &= other;
    }
}

impl BulkScheme {
    /// The levels of one block of units.
    pub(super) fn block(
        &self,
        columns: &[Option<&[u8]>],
        start: usize,
        certain: &mut [u8],
        possible: &mut [u8],
        scratch: &mut Scratch,
    ) {
        let len = certain.len();
        let Scratch { blocks, levels, code } = scratch;
        let part = |criterion: usize| {
            let column = columns.get(criterion).copied().flatten();
            column.and_then(|column| column.get(start..start + len))
        };
        for block in levels.iter_mut() {
            block.iter_mut().take(len).for_each(|byte| *byte = MET);
        }
        let mut code_of: Option<(usize, Class)> = None;
        // By criterion first: its statuses are looked at once for all levels that need it.
        for criterion in 0..self.criteria.len() {
            for (level, block) in self.levels.iter().zip(levels.iter_mut()) {
                for (_, class) in level.all.iter().filter(|(needed, _)| *needed == criterion) {
                    if code_of != Some((criterion, *class)) {
                        status(part(criterion), *class, code, len);
                        code_of = Some((criterion, *class));
                    }
                    if let (Some(into), Some(code)) = (block.get_mut(..len), code.get(..len)) {
                        and(into, code);
                    }
                }
            }
        }
        for (level, into) in self.levels.iter().zip(levels.iter_mut()) {
            for expr in &level.others {
                if let Some((out, rest)) = blocks.split_first_mut() {
                    evaluate(expr, &part, len, out, rest);
                    if let (Some(into), Some(out)) = (into.get_mut(..len), out.get(..len)) {
                        and(into, out);
                    }
                }
            }
        }
        certain.fill(0);
        possible.fill(0);
        let mut below: Option<&Vec<u8>> = None;
        let mut number = 0u8;
        for level in levels.iter_mut() {
            if let (true, Some(below)) = (self.cumulative, below) {
                and(level, below);
            }
            number = number.saturating_add(1);
            for ((certain, possible), truth) in
                certain.iter_mut().zip(possible.iter_mut()).zip(level.iter())
            {
                let is_certain = 0u8.wrapping_sub(truth & 1);
                let is_possible = 0u8.wrapping_sub((truth >> 1) & 1);
                *certain = (*certain & !is_certain) | (number & is_certain);
                *possible = (*possible & !is_possible) | (number & is_possible);
            }
            below = Some(level);
        }
    }
}

fn status(statuses: Option<&[u8]>, class: Class, out: &mut [u8], len: usize) {
    let Some(out) = out.get_mut(..len) else { return };
    match statuses {
        Some(statuses) => classify(statuses, class, out),
        None => out.fill(if class.unknown { MET } else { OPEN }),
    }
}

/// Evaluates an expression into `out`; `rest` is room for what is in between.
fn evaluate<'a>(
    expr: &Expr,
    part: &dyn Fn(usize) -> Option<&'a [u8]>,
    len: usize,
    out: &mut [u8],
    rest: &mut [Vec<u8>],
) {
    match expr {
        Expr::Status(criterion, class) => status(part(*criterion), *class, out, len),
        Expr::All(parts) => {
            out.iter_mut().take(len).for_each(|byte| *byte = MET);
            let Some((own, rest)) = rest.split_first_mut() else { return };
            for one in parts {
                evaluate(one, part, len, own, rest);
                and(out, own);
            }
        }
        Expr::AtLeast(count, parts) => {
            let [met, open, own, rest @ ..] = rest else { return };
            met.fill(0);
            open.fill(0);
            for one in parts {
                evaluate(one, part, len, own, rest);
                for ((met, open), truth) in met.iter_mut().zip(open.iter_mut()).zip(own.iter()) {
                    *met += truth & 1;
                    *open += (truth >> 1) & 1;
                }
            }
            for ((out, met), open) in out.iter_mut().zip(met.iter()).zip(open.iter()) {
                *out = u8::from(*met >= *count) | (u8::from(*open >= *count) << 1);
            }
        }
        Expr::Not(one) => {
            evaluate(one, part, len, out, rest);
            for byte in out.iter_mut() {
                // What was possible is no longer certain to fail, and the other way round.
                *byte = ((*byte ^ MET) & 1) << 1 | ((*byte ^ MET) >> 1) & 1;
            }
        }
        Expr::Assume(met, one) => {
            evaluate(one, part, len, out, rest);
            for byte in out.iter_mut() {
                let bit = if *met { (*byte >> 1) & 1 } else { *byte & 1 };
                *byte = bit | (bit << 1);
            }
        }
    }
}

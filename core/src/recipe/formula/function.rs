//! The functions of the language: names, numbers of arguments, and what the plain ones compute.

use super::decimal::tidy;
use super::evaluate::Failure;

/// What may be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Callee {
    /// Numbers in, a number out, absent when any argument is.
    Plain(Function),
    /// `round`, whose digits are part of the program and not a value.
    Round,
    /// `if`, which leaves a branch out.
    If,
    /// `coalesce`, which stops at the first present value.
    Coalesce,
    /// `present`, which takes a code.
    Present,
    /// `raw`, which takes a code.
    Raw,
}

/// Functions from numbers to a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Function {
    Min,
    Max,
    Sum,
    Mean,
    Median,
    Sd,
    Abs,
    Sqrt,
    Ln,
    Log10,
    Exp,
    Floor,
    Ceil,
    Clamp,
}

/// A row of the table of functions.
#[derive(Debug)]
pub(super) struct Signature {
    pub(super) name: &'static str,
    pub(super) callee: Callee,
    pub(super) least: usize,
    pub(super) most: Option<usize>,
}

const fn row(name: &'static str, callee: Callee, least: usize, most: Option<usize>) -> Signature {
    Signature { name, callee, least, most }
}

const SIGNATURES: [Signature; 19] = [
    row("min", Callee::Plain(Function::Min), 1, None),
    row("max", Callee::Plain(Function::Max), 1, None),
    row("sum", Callee::Plain(Function::Sum), 1, None),
    row("mean", Callee::Plain(Function::Mean), 1, None),
    row("median", Callee::Plain(Function::Median), 1, None),
    // A single value has no sample standard deviation.
    row("sd", Callee::Plain(Function::Sd), 2, None),
    row("abs", Callee::Plain(Function::Abs), 1, Some(1)),
    row("sqrt", Callee::Plain(Function::Sqrt), 1, Some(1)),
    row("ln", Callee::Plain(Function::Ln), 1, Some(1)),
    row("log10", Callee::Plain(Function::Log10), 1, Some(1)),
    row("exp", Callee::Plain(Function::Exp), 1, Some(1)),
    row("floor", Callee::Plain(Function::Floor), 1, Some(1)),
    row("ceil", Callee::Plain(Function::Ceil), 1, Some(1)),
    row("clamp", Callee::Plain(Function::Clamp), 3, Some(3)),
    row("round", Callee::Round, 2, Some(2)),
    row("if", Callee::If, 3, Some(3)),
    row("coalesce", Callee::Coalesce, 1, None),
    row("present", Callee::Present, 1, Some(1)),
    row("raw", Callee::Raw, 1, Some(1)),
];

/// The function with this name.
pub(super) fn signature(name: &str) -> Option<&'static Signature> {
    const TABLE: &[Signature] = &SIGNATURES;
    TABLE.iter().find(|signature| signature.name == name)
}

/// The function whose name is most like this one, if any is like it at all.
pub(super) fn similar(name: &str) -> Option<&'static str> {
    // What people bring along from spreadsheets and from R.
    let lower = name.to_lowercase();
    let known = match lower.as_str() {
        "average" | "avg" => Some("mean"),
        "stdev" | "stddev" | "std" => Some("sd"),
        "log" => Some("ln"),
        "ceiling" => Some("ceil"),
        "iif" | "ifelse" => Some("if"),
        _ => None,
    };
    known.or_else(|| {
        SIGNATURES
            .iter()
            .map(|signature| (strsim::jaro_winkler(&lower, signature.name), signature.name))
            .filter(|(likeness, _)| *likeness >= 0.75)
            .max_by(|(a, _), (b, _)| a.total_cmp(b))
            .map(|(_, name)| name)
    })
}

impl Function {
    /// The name under which the function is called.
    fn name(self) -> &'static str {
        SIGNATURES
            .iter()
            .find(|signature| signature.callee == Callee::Plain(self))
            .map_or("", |signature| signature.name)
    }

    /// Computes the function; the parser has seen to the number of arguments.
    pub(super) fn apply(self, arguments: &[f64]) -> Result<f64, Failure> {
        let outside = |argument| Failure::OutsideDomain { function: self.name(), argument };
        // A missing argument cannot occur; NaN would be refused as "not finite".
        let first = arguments.first().copied().unwrap_or(f64::NAN);
        let count = arguments.len() as f64;
        Ok(match self {
            Self::Min => arguments.iter().copied().fold(first, f64::min),
            Self::Max => arguments.iter().copied().fold(first, f64::max),
            Self::Sum => arguments.iter().sum(),
            Self::Mean => arguments.iter().sum::<f64>() / count,
            Self::Median => median(arguments),
            Self::Sd => {
                let mean = arguments.iter().sum::<f64>() / count;
                let squares: f64 = arguments.iter().map(|x| (x - mean) * (x - mean)).sum();
                (squares / (count - 1.0)).sqrt()
            }
            Self::Abs => first.abs(),
            Self::Sqrt if first < 0.0 => return Err(outside(first)),
            Self::Sqrt => first.sqrt(),
            Self::Ln | Self::Log10 if first <= 0.0 => return Err(outside(first)),
            Self::Ln => first.ln(),
            Self::Log10 => first.log10(),
            Self::Exp => first.exp(),
            // What is a whole number on paper must not fall short of it by a bit.
            Self::Floor => tidy(first).floor(),
            Self::Ceil => tidy(first).ceil(),
            Self::Clamp => match arguments {
                [_, low, high] if low > high => {
                    return Err(Failure::ReversedBounds { low: *low, high: *high });
                }
                [x, low, high] => x.max(*low).min(*high),
                _ => f64::NAN,
            },
        })
    }
}

fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    let upper = sorted.get(middle).copied().unwrap_or(f64::NAN);
    match sorted.get(middle.wrapping_sub(1)) {
        // Halves first: the sum of two large numbers may not be finite.
        Some(lower) if sorted.len().is_multiple_of(2) => lower / 2.0 + upper / 2.0,
        _ => upper,
    }
}

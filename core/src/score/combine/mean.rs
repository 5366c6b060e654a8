//! Means of a power.
#![allow(clippy::indexing_slicing, reason = "blocks have the length they are cut to")]

use super::children::{BLOCK, Term};
use super::steady::{Steady, two_sum};
use super::{Children, CombineError, Combined, Gaps, Note, Remark};
use crate::number;
use crate::observe::Column;
use crate::recipe::MissingRule;
use serde::{Deserialize, Serialize};

/// The exponent of a generalised mean: a number, or one of its limits.
///
/// ```
/// use chuan::score::combine::Power;
///
/// assert_eq!(serde_json::from_str::<Power>("-1").unwrap(), Power::Of(-1.0));
/// assert_eq!(serde_json::from_str::<Power>("\"minimum\"").unwrap(), Power::Minimum);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Power {
    /// The limit at minus infinity: the smallest child.
    Minimum,
    /// The limit at infinity: the largest child.
    Maximum,
    /// An exponent: 1 arithmetic, 0 geometric (the limit), -1 harmonic.
    #[serde(untagged)]
    Of(f64),
}

/// The generalised mean `(Σ w x^p / Σ w)^(1/p)`, over the children that are there (Hardy, Littlewood
/// and Pólya 1934). For `p = 0` it is `exp(Σ w ln x / Σ w)`.
///
/// Only `p = 1`, the minimum and the maximum take negative children; otherwise the unit has no
/// result, and a note. A zero under `p <= 0` makes the mean zero, which is noted too. A child
/// without weight counts for nothing, but for the minimum and the maximum, which know no weights.
/// Missing: see [`Gaps`].
///
/// # Errors
/// An exponent that is not a number; children of which lower is better.
///
/// ```
/// use chuan::observe::Column;
/// use chuan::score::combine::{Children, Gaps, Power, generalised_mean};
///
/// let a: Column = [Some(1.0), Some(8.0)].into_iter().collect();
/// let b: Column = [Some(4.0), None].into_iter().collect();
/// let children = Children::equal([&a, &b])?;
/// let mean = generalised_mean(&children, Power::Of(0.0), &Gaps::SKIP)?;
/// assert_eq!(mean.column.get(0), Some(2.0));
/// assert_eq!(mean.column.get(1), Some(8.0));
/// # Ok::<(), chuan::score::combine::CombineError>(())
/// ```
pub fn generalised_mean(
    children: &Children<'_>,
    p: Power,
    gaps: &Gaps,
) -> Result<Combined, CombineError> {
    let children = children.scores()?;
    let values = |terms: &[Term]| terms.iter().map(|term| term.value).collect::<Vec<_>>();
    match p {
        Power::Of(p) if p.is_nan() => Err(CombineError::Parameter("p")),
        Power::Of(1.0) => Ok(Combined { column: arithmetic(children, gaps), notes: Vec::new() }),
        Power::Of(p) if p.is_finite() => {
            Ok(children.each(gaps, |unit, terms, notes| mean_of(p, unit, terms, notes)))
        }
        Power::Of(p) if p < 0.0 => generalised_mean(children, Power::Minimum, gaps),
        Power::Of(_) => generalised_mean(children, Power::Maximum, gaps),
        Power::Minimum => {
            Ok(children.each(gaps, |_, terms, _| values(terms).into_iter().reduce(f64::min)))
        }
        Power::Maximum => {
            Ok(children.each(gaps, |_, terms, _| values(terms).into_iter().reduce(f64::max)))
        }
    }
}

/// `Σ w x / Σ w` of the terms.
pub(super) fn weighted(terms: &[Term], f: impl Fn(f64) -> f64) -> Option<f64> {
    let weight = terms.iter().map(|term| term.weight).collect::<Steady>().value();
    let sum = terms.iter().map(|term| term.weight * f(term.value)).collect::<Steady>().value();
    (weight > 0.0).then_some(sum / weight)
}

/// The first child with weight that is below, or at, zero.
pub(super) fn not_positive(terms: &[Term]) -> Option<&Term> {
    let counted = || terms.iter().filter(|term| term.weight > 0.0);
    counted().find(|term| term.value < 0.0).or_else(|| counted().find(|term| term.value == 0.0))
}

fn mean_of(p: f64, unit: usize, terms: &[Term], notes: &mut Vec<Note>) -> Option<f64> {
    if let Some(Term { value, child, .. }) = not_positive(terms).copied() {
        if value < 0.0 {
            notes.push(Note { unit, child, remark: Remark::Negative });
            return None;
        }
        if p <= 0.0 {
            notes.push(Note { unit, child, remark: Remark::Zero });
            return Some(0.0);
        }
    }
    // Relative to the largest term, so that no power overflows and equal children give their value.
    let counted: Vec<Term> = terms.iter().copied().filter(|term| term.weight > 0.0).collect();
    let values = counted.iter().map(|term| term.value);
    let lead = values.reduce(if p >= 0.0 { f64::max } else { f64::min })?;
    if lead == 0.0 {
        return Some(0.0);
    }
    if p == 0.0 {
        return weighted(&counted, |value| (value / lead).ln()).map(|mean| lead * mean.exp());
    }
    weighted(&counted, |value| (value / lead).powf(p)).map(|mean| lead * mean.powf(1.0 / p))
}

/// The arithmetic mean, a block of units at a time.
fn arithmetic(children: &Children<'_>, gaps: &Gaps) -> Column {
    let (strict, count) = (gaps.is_strict(), children.len());
    let fill = if gaps.rule == MissingRule::Substitute { gaps.substitute } else { 0.0 };
    let fills = gaps.rule == MissingRule::Substitute;
    let all = number::sum(children.weights.iter().copied());
    // Whether so many children are enough, asked once for each number of them.
    let allowed: Vec<bool> = (0..=count).map(|present| gaps.allows(present, count)).collect();
    let mut results = Vec::with_capacity(children.units());
    children.blocks(|_, size, block| {
        let mut sums = [0.0; BLOCK];
        let mut lost = [0.0; BLOCK];
        let mut weights = [0.0; BLOCK];
        let mut present = [0.0; BLOCK];
        for (child, weight) in children.weights.iter().enumerate() {
            let values = &block[child * BLOCK..child * BLOCK + size];
            let running = sums.iter_mut().zip(&mut lost).zip(&mut weights).zip(&mut present);
            for (value, (((sum, lost), weights), present)) in values.iter().zip(running) {
                let absent = value.is_nan();
                let value = if absent { fill } else { *value };
                let (next, error) = two_sum(*sum, weight * value);
                *sum = next;
                *lost += error;
                *weights += if absent { 0.0 } else { *weight };
                *present += if absent { 0.0 } else { 1.0 };
            }
        }
        for at in 0..size {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count")]
            let found = present[at] as usize;
            // Where nothing is left out the weight is summed exactly, once.
            let weight = if strict || fills || found == count { all } else { weights[at] };
            let fine = allowed[found] && weight > 0.0;
            results.push(fine.then(|| (sums[at] + lost[at]) / weight));
        }
    });
    results.into_iter().collect()
}

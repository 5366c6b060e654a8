//! Means of a power.

use super::children::Term;
use super::steady::Steady;
use super::{Children, CombineError, Combined, Gaps, Note, Power, Remark};
use crate::number::two_sum;
use crate::observe::Column;
use crate::recipe::MissingRule;
use crate::score::normal::copy;

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

/// What the children that are there weigh, and how many they are, unit by unit.
struct Present {
    weights: Vec<f64>,
    /// As doubles, so that counting and weighing share their vector registers.
    counts: Vec<f64>,
}

/// The arithmetic mean, a column at a time.
fn arithmetic(children: &Children<'_>, gaps: &Gaps) -> Column {
    let (units, all) = (children.units(), children.len());
    let fill = (gaps.rule == MissingRule::Substitute).then_some(gaps.substitute);
    let (mut sums, mut lost) = (vec![0.0; units], vec![0.0; units]);
    // Kept from the first child with a gap on. Weights are added in the order of the children either
    // way, so that the mean of a unit does not depend on the gaps of others.
    let mut present: Option<Present> = None;
    let mut weight_so_far = 0.0;
    let filling = fill.unwrap_or(0.0);
    let mut values = Vec::with_capacity(units);
    for (child, (column, weight)) in children.columns.iter().zip(&children.weights).enumerate() {
        copy(column, &mut values);
        if values.iter().fold(false, |absent, value| absent | value.is_nan()) {
            present.get_or_insert_with(|| Present {
                weights: vec![weight_so_far; units],
                counts: vec![child as f64; units],
            });
        }
        if let Some(Present { weights, counts }) = &mut present {
            // Two short loops: each keeps to what vector registers hold.
            for (value, count) in values.iter().zip(counts) {
                *count += if value.is_nan() { 0.0 } else { 1.0 };
            }
            let absent_weight = if fill.is_some() { *weight } else { 0.0 };
            for (value, total) in values.iter().zip(weights) {
                *total += if value.is_nan() { absent_weight } else { *weight };
            }
        }
        weight_so_far += weight;
        for ((value, sum), lost) in values.iter().zip(&mut sums).zip(&mut lost) {
            let value = if value.is_nan() { filling } else { *value };
            let (next, error) = two_sum(*sum, weight * value);
            *sum = next;
            *lost += error;
        }
    }
    let mean = |sum: f64, weight: f64, count: usize| {
        (gaps.allows(count, all) && weight > 0.0).then(|| sum / weight)
    };
    let totals = sums.iter().zip(&lost).map(|(sum, lost)| sum + lost);
    match present {
        None => totals.map(|sum| mean(sum, weight_so_far, all)).collect(),
        Some(Present { weights, counts }) => totals
            .zip(weights.iter().zip(&counts))
            .map(|(sum, (weight, count))| {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a count"
                )]
                mean(sum, *weight, *count as usize)
            })
            .collect(),
    }
}

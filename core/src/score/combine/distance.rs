//! The distance to an ideal unit, in the Wroclaw taxonomy.

use super::children::Term;
use super::mean::weighted;
use super::{Children, CombineError, Combined, Gaps};
use crate::recipe::Divisor;
use crate::score::Learned;
use crate::score::normal::Extent;

/// The development measure of the Wroclaw taxonomy (Florek et al. 1951; Harbison 1970):
/// `D / (mean(D) + 2 sd(D))`, where `D_i = √(k Σ w_j (z_ij - max_i z_ij)² / Σ w)` is the distance to
/// the best of every child. **Low is good.**
///
/// Children are standardised scores, usually z-scores. With equal weights `D` is the plain Euclidean
/// distance. A unit that lacks some children is measured over those it has, to the scale of all
/// (under [`Gaps::SKIP`]).
///
/// # Errors
/// Children of which lower is better.
///
/// ```
/// use chuan::observe::Column;
/// use chuan::recipe::Divisor;
/// use chuan::score::combine::{Children, Gaps, wroclaw};
///
/// let a: Column = [Some(0.0), Some(3.0)].into_iter().collect();
/// let b: Column = [Some(0.0), Some(4.0)].into_iter().collect();
/// let distance = wroclaw(&Children::equal([&a, &b])?, Divisor::Population, &Gaps::SKIP)?.column;
/// assert_eq!(distance.get(1), Some(0.0));
/// assert_eq!(distance.get(0), Some(5.0 / (2.5 + 2.0 * 2.5)));
/// # Ok::<(), chuan::score::combine::CombineError>(())
/// ```
pub fn wroclaw(
    children: &Children<'_>,
    divisor: Divisor,
    gaps: &Gaps,
) -> Result<Combined, CombineError> {
    let children = children.scores()?;
    let filled = children.filled(gaps);
    let best: Vec<f64> = match &filled {
        Some(filled) => filled.iter().map(best).collect(),
        None => children.columns.iter().map(|column| best(column)).collect(),
    };
    let mut parts: Vec<Term> = Vec::with_capacity(children.len());
    let mut combined = children.each(gaps, |_, terms, _| {
        parts.clear();
        parts.extend(terms.iter().filter_map(|term| {
            let away = term.value - best.get(term.child)?;
            Some(Term { value: away * away, ..*term })
        }));
        weighted(&parts, |square| square).map(|mean| (children.len() as f64 * mean).sqrt())
    });
    let learned = Learned::from(&combined.column);
    let scale = learned.sd(divisor).map(|sd| learned.mean + 2.0 * sd).filter(|scale| *scale > 0.0);
    combined.column = combined.column.map(|distance| scale.map(|scale| distance / scale));
    Ok(combined)
}

fn best(column: &crate::observe::Column) -> f64 {
    Extent::of(column).map_or(f64::NAN, |extent| extent.max)
}

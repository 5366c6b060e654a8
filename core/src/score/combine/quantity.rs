//! The geometric quantity index.

use super::mean::{not_positive, weighted};
use super::{Base, Children, CombineError, Combined, Gaps, Note, Remark};
use crate::number;
use crate::observe::Column;

/// The geometric quantity index `Π (x_j / b_j)^(w_j / Σ w)` against a base `b` (Van Puyenbroeck and
/// Rogge 2017): the ratio of two units does not depend on the base, nor on the units of measurement.
///
/// A child that is not positive leaves the unit without a result, and a note. Against the geometric
/// mean of all units, only positive values enter the mean. A child that the base lacks counts as
/// absent in every unit. Missing: see [`Gaps`].
///
/// # Errors
/// A base unit that is not there; children of which lower is better.
///
/// ```
/// use chuan::observe::Column;
/// use chuan::score::combine::{Base, Children, Gaps, quantity_index};
///
/// let a: Column = [Some(1.0), Some(4.0)].into_iter().collect();
/// let b: Column = [Some(50.0), Some(50.0)].into_iter().collect();
/// let children = Children::equal([&a, &b])?;
/// let index = quantity_index(&children, Base::Unit(0), &Gaps::SKIP)?.column;
/// assert_eq!((index.get(0), index.get(1)), (Some(1.0), Some(2.0)));
/// # Ok::<(), chuan::score::combine::CombineError>(())
/// ```
pub fn quantity_index(
    children: &Children<'_>,
    base: Base,
    gaps: &Gaps,
) -> Result<Combined, CombineError> {
    let children = children.scores()?;
    let centre = |column: &Column| match base {
        Base::Unit(unit) => column.get(unit).filter(|value| *value > 0.0).map(f64::ln),
        Base::GeometricMean => {
            let logs = column.numbers().filter(|value| *value > 0.0).map(f64::ln);
            let count = logs.clone().count();
            (count > 0).then(|| number::sum(logs) / count as f64)
        }
    };
    if matches!(base, Base::Unit(unit) if unit >= children.units()) {
        return Err(CombineError::Parameter("base"));
    }
    let centres: Vec<Option<f64>> = children.columns.iter().map(|column| centre(column)).collect();
    let mut ratios = Vec::with_capacity(children.len());
    Ok(children.each(gaps, |unit, terms, notes| {
        if let Some(term) = not_positive(terms) {
            let remark = if term.value < 0.0 { Remark::Negative } else { Remark::NotPositive };
            notes.push(Note { unit, child: term.child, remark });
            return None;
        }
        ratios.clear();
        ratios.extend(terms.iter().filter(|term| term.weight > 0.0).filter_map(|term| {
            let mut ratio = *term;
            ratio.value = term.value.ln() - centres.get(term.child).copied().flatten()?;
            Some(ratio)
        }));
        let complete = ratios.len() == terms.iter().filter(|term| term.weight > 0.0).count();
        if gaps.is_strict() && !complete {
            return None;
        }
        weighted(&ratios, |log| log).map(f64::exp)
    }))
}

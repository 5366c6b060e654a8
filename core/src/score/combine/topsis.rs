//! TOPSIS.

use super::steady::Binned;
use super::{Children, CombineError, Gaps, TopsisNorm};
use crate::number;
use crate::observe::Column;
use crate::score::normal::{Extent, copy};

/// TOPSIS (Hwang and Yoon 1981): `d⁻ / (d⁺ + d⁻)`, where `d⁺` and `d⁻` are the Euclidean distances of
/// the weighted, normed values to the best and to the worst value of every child; 1 for a unit that
/// is best in everything. Directions of the children say what is best.
///
/// A unit that lacks some children is measured over those it has, to both ends (under
/// [`Gaps::SKIP`]). Absent when no child tells units apart.
///
/// # Errors
/// None at present; parameters may come to need checks.
///
/// ```
/// use chuan::observe::Column;
/// use chuan::recipe::Direction;
/// use chuan::score::combine::{Children, Gaps, TopsisNorm, topsis};
///
/// let income: Column = [Some(3.0), Some(4.0)].into_iter().collect();
/// let debt: Column = [Some(10.0), Some(20.0)].into_iter().collect();
/// let children = Children::new([&income, &debt], &[0.5, 0.5])?
///     .with_directions(&[Direction::Higher, Direction::Lower])?;
/// let closeness = topsis(&children, TopsisNorm::Vector, &Gaps::PROPAGATE)?;
/// assert!((closeness.get(0).unwrap() - 0.6909830).abs() < 1e-6);
/// # Ok::<(), chuan::score::combine::CombineError>(())
/// ```
pub fn topsis(
    children: &Children<'_>,
    norm: TopsisNorm,
    gaps: &Gaps,
) -> Result<Column, CombineError> {
    let filled = children.filled(gaps);
    match &filled {
        // The ends and norms are those of the filled columns.
        Some(filled) => {
            let full =
                Children::new(filled, &children.weights)?.with_directions(&children.directions)?;
            Ok(closeness(&full, norm, &children.enough(gaps)))
        }
        None => Ok(closeness(children, norm, &children.enough(gaps))),
    }
}

/// The best and worst value of a child, and the square of weight over norm.
struct Scale {
    factor: f64,
    best: f64,
    worst: f64,
}

fn scale(values: &[f64], weight: f64, sign: f64, norm: TopsisNorm) -> Option<Scale> {
    let Extent { min, max } = Extent::of_values(values)?;
    let factor = match norm {
        TopsisNorm::None => weight * weight,
        TopsisNorm::Vector => weight * weight / squares(values, min.abs().max(max.abs())),
    };
    let (worst, best) = if sign > 0.0 { (min, max) } else { (max, min) };
    // A column of zeros has no norm, and tells nobody apart.
    (factor.is_finite() && min < max).then_some(Scale { factor, best, worst })
}

/// The sum of squares of numbers that are at most `bound` away from zero, in any order.
fn squares(values: &[f64], bound: f64) -> f64 {
    let square = |x: f64| if x.is_nan() { 0.0 } else { x * x };
    let Some(mut sum) = Binned::new(values.len(), bound * bound) else {
        return number::sum(values.iter().copied().map(square));
    };
    sum.extend(values, square);
    sum.value()
}

fn closeness(children: &Children<'_>, norm: TopsisNorm, enough: &[bool]) -> Column {
    let mut to_best = vec![0.0; children.units()];
    let mut to_worst = vec![0.0; children.units()];
    let mut values = Vec::with_capacity(children.units());
    for (child, (column, weight)) in children.columns.iter().zip(&children.weights).enumerate() {
        copy(column, &mut values);
        let Some(scale) = scale(&values, *weight, children.sign(child), norm) else { continue };
        let Scale { factor, best, worst } = scale;
        for ((value, near), far) in values.iter().zip(&mut to_best).zip(&mut to_worst) {
            let (up, down) = (value - best, value - worst);
            let (up, down) = (up * up * factor, down * down * factor);
            *near += if value.is_nan() { 0.0 } else { up };
            *far += if value.is_nan() { 0.0 } else { down };
        }
    }
    let distances = to_best.iter().zip(&to_worst).zip(enough);
    distances
        .map(|((near, far), enough)| {
            let (near, far): (f64, f64) = (near.sqrt(), far.sqrt());
            (*enough && near + far > 0.0).then(|| far / (near + far))
        })
        .collect()
}

//! TOPSIS.
#![allow(clippy::indexing_slicing, reason = "blocks have the length they are cut to")]

use super::children::BLOCK;
use super::steady::Binned;
use super::{Children, CombineError, Gaps};
use crate::number;
use crate::observe::Column;
use crate::score::normal::{Extent, blocks};
use serde::{Deserialize, Serialize};

/// How raw columns are brought to one scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum TopsisNorm {
    /// Divided by the root of the sum of squares, as in the source.
    #[default]
    Vector,
    /// Not at all: the children are scores already.
    None,
}

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
    let present = children.present();
    match filled {
        // The ends and norms are those of the filled columns.
        Some(filled) => {
            let full =
                Children::new(&filled, &children.weights)?.with_directions(&children.directions)?;
            Ok(closeness(&full, norm, &present, gaps))
        }
        None => Ok(closeness(children, norm, &present, gaps)),
    }
}

/// The best and worst value of a child, and the square of weight over norm.
struct Scale {
    factor: f64,
    best: f64,
    worst: f64,
}

fn scale(column: &Column, weight: f64, sign: f64, norm: TopsisNorm) -> Option<Scale> {
    let Extent { min, max } = Extent::of(column)?;
    let factor = match norm {
        TopsisNorm::None => weight * weight,
        TopsisNorm::Vector => weight * weight / squares(column, min.abs().max(max.abs())),
    };
    let (worst, best) = if sign > 0.0 { (min, max) } else { (max, min) };
    // A column of zeros has no norm, and tells nobody apart.
    (factor.is_finite() && min < max).then_some(Scale { factor, best, worst })
}

/// The sum of squares of a column whose numbers are at most `bound` away from zero, in any order.
fn squares(column: &Column, bound: f64) -> f64 {
    let Some(mut sum) = Binned::new(column.len(), bound * bound) else {
        return number::sum(column.numbers().map(|x| x * x));
    };
    blocks(column, |block| {
        sum.extend(block.iter().map(|x| if x.is_nan() { 0.0 } else { x * x }));
    });
    sum.value()
}

fn closeness(children: &Children<'_>, norm: TopsisNorm, present: &[usize], gaps: &Gaps) -> Column {
    let scales: Vec<Option<Scale>> = children
        .columns
        .iter()
        .zip(&children.weights)
        .enumerate()
        .map(|(child, (column, weight))| scale(column, *weight, children.sign(child), norm))
        .collect();
    let mut results = Vec::with_capacity(children.units());
    let allowed: Vec<bool> =
        (0..=children.len()).map(|count| gaps.allows(count, children.len())).collect();
    children.blocks(|first, size, block| {
        let mut to_best = [0.0; BLOCK];
        let mut to_worst = [0.0; BLOCK];
        for (child, scale) in scales.iter().enumerate() {
            let Some(Scale { factor, best, worst }) = scale else { continue };
            let values = &block[child * BLOCK..child * BLOCK + size];
            for ((value, near), far) in values.iter().zip(&mut to_best).zip(&mut to_worst) {
                let (up, down) = (value - best, value - worst);
                let (up, down) = (up * up * factor, down * down * factor);
                *near += if value.is_nan() { 0.0 } else { up };
                *far += if value.is_nan() { 0.0 } else { down };
            }
        }
        for at in 0..size {
            let (near, far) = (to_best[at].sqrt(), to_worst[at].sqrt());
            let fine = allowed[present[first + at]] && near + far > 0.0;
            results.push(fine.then(|| far / (near + far)));
        }
    });
    results.into_iter().collect()
}

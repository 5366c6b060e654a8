//! TOPSIS.
#![allow(clippy::indexing_slicing, reason = "all columns have the length of the first")]

use super::children::{BLOCK, Presence};
use super::{Children, CombineError, Gaps, TopsisNorm};
use crate::number;
use crate::observe::Column;
use crate::score::normal::Extent;

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
            Ok(closeness(&full, norm, |_| children.enough(gaps)))
        }
        None => Ok(closeness(children, norm, |presence| presence.enough(gaps))),
    }
}

/// The best and worst value of a child, and the square of weight over norm.
struct Scale {
    factor: f64,
    best: f64,
    worst: f64,
}

impl Scale {
    /// The squares of the distances of a value to the best and to the worst.
    fn squares(&self, value: f64) -> (f64, f64) {
        let (up, down) = (value - self.best, value - self.worst);
        (up * up * self.factor, down * down * self.factor)
    }
}

fn scale(values: &[f64], weight: f64, sign: f64, norm: TopsisNorm) -> Option<Scale> {
    let ends = Extent::of_values(values)?;
    let Extent { min, max } = ends;
    let factor = match norm {
        TopsisNorm::None => weight * weight,
        TopsisNorm::Vector => {
            let square = |x: f64| if x.is_nan() { 0.0 } else { x * x };
            let largest = square(ends.largest());
            weight * weight / number::sum_of_each(values, largest, square)
        }
    };
    let (worst, best) = if sign > 0.0 { (min, max) } else { (max, min) };
    // A column of zeros has no norm, and tells nobody apart.
    (factor.is_finite() && min < max).then_some(Scale { factor, best, worst })
}

fn closeness(
    children: &Children<'_>,
    norm: TopsisNorm,
    enough: impl FnOnce(&Presence) -> Vec<bool>,
) -> Column {
    // Everything about a column at once, while it is in the nearest cache.
    let mut presence = Presence::new(children.units());
    let mut to_best = vec![0.0; children.units()];
    let mut to_worst = vec![0.0; children.units()];
    let parts = children.columns.iter().zip(&children.weights).enumerate();
    let scaled: Vec<(&[f64], Scale)> = parts
        .filter_map(|(child, (column, weight))| {
            let values = column.cells();
            presence.add(column);
            Some((values, scale(values, *weight, children.sign(child), norm)?))
        })
        .collect();
    if presence.is_complete() {
        add_up::<true>(&scaled, &mut to_best, &mut to_worst);
    } else {
        add_up::<false>(&scaled, &mut to_best, &mut to_worst);
    }
    let distances = to_best.iter().zip(&to_worst).zip(enough(&presence));
    distances
        .map(|((near, far), enough)| {
            let (near, far): (f64, f64) = (near.sqrt(), far.sqrt());
            (enough && near + far > 0.0).then(|| far / (near + far))
        })
        .collect()
}

/// Adds up the squares of the distances to the best and to the worst, child by child in their order; the
/// units of `COMPLETE` columns have all values. A few children and units at a time, so that the sums are
/// read and written less often, and stay in the nearest cache.
fn add_up<const COMPLETE: bool>(
    scaled: &[(&[f64], Scale)],
    to_best: &mut [f64],
    to_worst: &mut [f64],
) {
    let parts = to_best.chunks_mut(BLOCK).zip(to_worst.chunks_mut(BLOCK)).enumerate();
    for (part, (to_best, to_worst)) in parts {
        let units = part * BLOCK..part * BLOCK + to_best.len();

        let add = |(value, on): (f64, &Scale), near: &mut f64, far: &mut f64| {
            let (up, down) = on.squares(value);
            *near += if !COMPLETE && value.is_nan() { 0.0 } else { up };
            *far += if !COMPLETE && value.is_nan() { 0.0 } else { down };
        };
        let (fours, rest) = scaled.as_chunks::<4>();
        for [(a, on_a), (b, on_b), (c, on_c), (d, on_d)] in fours {
            let cells = a[units.clone()]
                .iter()
                .zip(&b[units.clone()])
                .zip(c[units.clone()].iter().zip(&d[units.clone()]));
            let sums = to_best.iter_mut().zip(to_worst.iter_mut());
            for (((a, b), (c, d)), (near, far)) in cells.zip(sums) {
                let (mut up, mut down) = (*near, *far);
                for child in [(*a, on_a), (*b, on_b), (*c, on_c), (*d, on_d)] {
                    add(child, &mut up, &mut down);
                }
                (*near, *far) = (up, down);
            }
        }
        for (values, scale) in rest {
            let sums = to_best.iter_mut().zip(to_worst.iter_mut());
            for (value, (near, far)) in values[units.clone()].iter().zip(sums) {
                add((*value, scale), near, far);
            }
        }
    }
}

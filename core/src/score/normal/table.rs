//! Scores from tables: categories, and straight lines between knots.

use serde::{Deserialize, Serialize};

/// A category and its score.
///
/// ```
/// use chuan::observe::Column;
/// use chuan::recipe::Direction;
/// use chuan::score::normal::{Category, Normalisation};
///
/// let method = Normalisation::Categories {
///     table: vec![
///         Category { value: 1.0, score: Some(100.0) },
///         Category { value: 2.0, score: Some(67.0) },
///         Category { value: 9.0, score: None }, // does not apply
///     ],
/// };
/// let fitted = method.fit(&Column::absent(0), Direction::Higher)?;
/// assert_eq!([1.0, 2.0, 9.0, 4.0].map(|x| fitted.apply(x)), [Some(100.0), Some(67.0), None, None]);
/// # Ok::<(), chuan::score::normal::Unfit>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Category {
    /// The value that stands for the category.
    pub value: f64,
    /// Its score; without one the category is left out, as "does not apply" is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
}

/// What a value outside the first and the last knot gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Outside {
    /// The score of the nearest knot.
    #[default]
    Hold,
    /// What the nearest line gives, drawn on.
    Extend,
    /// No score.
    Absent,
}

/// The height at `x` of the line through knots `[value, score]`, which rise in their values; none
/// without two knots.
///
/// ```
/// use chuan::score::normal::{Outside, piecewise};
///
/// let knots = [[0.0, 0.0], [10.0, 80.0], [20.0, 100.0]];
/// assert_eq!(piecewise(5.0, &knots, Outside::Hold), Some(40.0));
/// assert_eq!(piecewise(30.0, &knots, Outside::Hold), Some(100.0));
/// assert_eq!(piecewise(30.0, &knots, Outside::Extend), Some(120.0));
/// assert_eq!(piecewise(30.0, &knots, Outside::Absent), None);
/// ```
pub fn piecewise(x: f64, knots: &[[f64; 2]], outside: Outside) -> Option<f64> {
    let ([first, low], [last, high]) = (*knots.first()?, *knots.last()?);
    let beyond = x < first || x > last;
    match outside {
        Outside::Absent if beyond => return None,
        Outside::Hold if x <= first => return Some(low),
        Outside::Hold if x >= last => return Some(high),
        _ => {}
    }
    let segments = knots.len().checked_sub(1).filter(|segments| *segments > 0)?;
    let segment = knots.partition_point(|[at, _]| *at <= x).clamp(1, segments);
    let ([x0, y0], [x1, y1]) = (*knots.get(segment - 1)?, *knots.get(segment)?);
    let share = (x - x0) / (x1 - x0);
    // At a knot its own score comes out, to the bit.
    let height = if x == x1 { y1 } else { y0 + share * (y1 - y0) };
    Some(height).filter(|score| score.is_finite())
}

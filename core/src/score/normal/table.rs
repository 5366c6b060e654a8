//! Scores from tables: categories, and straight lines between knots.

use crate::recipe::Outside;

/// The height at `x` of the line through knots `[value, score]`, which rise in their values; none
/// without two knots. In the unit of the scores; a value function of multi-attribute utility (R. L. Keeney and
/// H. Raiffa, *Decisions with Multiple Objectives*, 1976).
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

//! Ordered weighted averages.

use super::steady::Steady;
use super::{Children, CombineError, Combined, Gaps};
use crate::number;

/// The ordered weighted average `Σ v_r x_(r)`, where `x_(1)` is the best child: the weights belong
/// to places, not to children, whose own weights do not count (Yager 1988).
///
/// `places` are relative, one for each child. When only `m` of `k` children are there (under
/// [`Gaps::SKIP`]), their places get the weight that the function of cumulated weights, linear
/// between its points, gives to `m` equal parts (Yager 1996): weights that stress the worst child
/// still do.
///
/// # Errors
/// Another number of weights than of children; weights that are negative or all zero; children of
/// which lower is better.
///
/// ```
/// use chuan::observe::Column;
/// use chuan::score::combine::{Children, Gaps, owa};
///
/// let a: Column = [Some(1.0), Some(1.0)].into_iter().collect();
/// let b: Column = [Some(4.0), Some(3.0)].into_iter().collect();
/// let c: Column = [Some(2.0), None].into_iter().collect();
/// let children = Children::equal([&a, &b, &c])?;
/// let worst_two = owa(&children, &[0.0, 0.5, 0.5], &Gaps::SKIP)?.column;
/// assert_eq!(worst_two.get(0), Some(1.5));
/// assert_eq!(worst_two.get(1), Some(1.5)); // a quarter of the best, three quarters of the worst
/// # Ok::<(), chuan::score::combine::CombineError>(())
/// ```
pub fn owa(children: &Children<'_>, places: &[f64], gaps: &Gaps) -> Result<Combined, CombineError> {
    let children = children.scores()?;
    let (expected, found) = (children.len(), places.len());
    if expected != found {
        return Err(CombineError::Count { what: "weights of places", expected, found });
    }
    let all = number::sum(places.iter().copied());
    if places.iter().any(|weight| !weight.is_finite() || *weight < 0.0) || all <= 0.0 {
        return Err(CombineError::Parameter("weights"));
    }
    let by_count: Vec<Vec<f64>> = (0..=expected).map(|m| shared(places, all, m)).collect();
    let mut sorted = Vec::with_capacity(expected);
    Ok(children.each(gaps, |_, terms, _| {
        sorted.clear();
        sorted.extend(terms.iter().map(|term| term.value));
        sorted.sort_unstable_by(|a: &f64, b| b.total_cmp(a));
        let weights = by_count.get(sorted.len())?;
        let sum: Steady =
            sorted.iter().zip(weights).map(|(value, weight)| weight * value).collect();
        Some(sum.value())
    }))
}

/// The weights of `m` places.
fn shared(places: &[f64], all: f64, m: usize) -> Vec<f64> {
    if m == places.len() {
        return places.iter().map(|weight| weight / all).collect();
    }
    let cumulated = |share: f64| {
        let at = share * places.len() as f64;
        let covered = places
            .iter()
            .enumerate()
            .map(|(place, weight)| weight * (at - place as f64).clamp(0.0, 1.0));
        covered.collect::<Steady>().value() / all
    };
    (0..m)
        .map(|place| cumulated((place + 1) as f64 / m as f64) - cumulated(place as f64 / m as f64))
        .collect()
}

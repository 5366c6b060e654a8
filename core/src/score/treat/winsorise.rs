//! Winsorising: the most extreme values move to the next one, until the column passes.

use super::{Check, Clamp, Thresholds};
use crate::observe::Column;
use crate::score::statistics::{Frame, Moments, Powers, add, sorted};
use serde::{Deserialize, Serialize};

/// What winsorising found. Nothing is changed by it: the values go where [`Clamp`] puts them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Winsorised {
    /// Where values beyond are moved to.
    pub clamp: Clamp,
    /// How many values have been moved up, at the low end.
    pub low: usize,
    /// How many values have been moved down, at the high end.
    pub high: usize,
    /// The check of the column as it was.
    pub before: Check,
    /// The check of the column after moving.
    pub after: Check,
    /// All values had become equal while more points might have been moved: the column has too few
    /// different values to be treated like this.
    pub levelled: bool,
}

impl Winsorised {
    /// How many values have been moved.
    #[must_use]
    pub fn points(&self) -> usize {
        self.low + self.high
    }
}

/// Winsorises a column until it passes the check or enough points have been moved.
///
/// While the check fails, or `force` is set, and fewer than `max_points` values have been moved:
/// if the skewness is not below zero, every value equal to the maximum becomes the next lower one,
/// else every value equal to the minimum the next higher one. Ties move together and so can pass
/// `max_points`; without it there is no limit. (OECD and JRC, *Handbook on Constructing Composite
/// Indicators* (2008); COINr's `winsorise`.)
///
/// Absent values stay absent. A column whose check is unknown is not touched. One sort, one pass
/// over the values, and then a constant time for every step.
///
/// ```
/// use chuan::observe::Column;
/// use chuan::score::treat::{Thresholds, winsorise};
///
/// let column: Column = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 90.0].map(Some).into_iter().collect();
/// let found = winsorise(&column, Some(5), &Thresholds::default(), false);
/// assert_eq!((found.points(), found.clamp.high), (1, Some(6.0)));
/// let moved: Vec<_> = found.clamp.apply(&column).numbers().collect();
/// assert_eq!(moved, [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 6.0]);
/// ```
#[must_use]
pub fn winsorise(
    column: &Column,
    max_points: Option<usize>,
    thresholds: &Thresholds,
    force: bool,
) -> Winsorised {
    winsorise_sorted(&sorted(column), max_points, thresholds, force)
}

/// The same for sorted numbers.
pub(super) fn winsorise_sorted(
    sorted: &[f64],
    max_points: Option<usize>,
    thresholds: &Thresholds,
    force: bool,
) -> Winsorised {
    let before = thresholds.judge(&Moments::of_sorted(sorted));
    let mut found = Winsorised {
        clamp: Clamp::default(),
        low: 0,
        high: 0,
        before,
        after: before,
        levelled: false,
    };
    let wanted = |found: &Winsorised| {
        let below = max_points.is_none_or(|max| found.points() < max);
        below && (force || found.after.passed != Some(true))
    };
    if before.passed.is_none() || !wanted(&found) {
        return found;
    }
    let sums = Outward::of(sorted);
    let (mut first, mut last) = (0, sorted.len().saturating_sub(1));
    while wanted(&found) {
        let (Some(skewness), Some(_)) = (found.after.skewness, found.after.passed) else {
            found.levelled = true;
            break;
        };
        let (Some(lowest), Some(highest)) = (sorted.get(first), sorted.get(last)) else { break };
        if skewness >= 0.0 {
            let tied_from = sorted.partition_point(|x| x < highest);
            found.high = sorted.len() - tied_from;
            last = tied_from.saturating_sub(1).max(first);
            found.clamp.high = sorted.get(last).copied();
        } else {
            found.low = sorted.partition_point(|x| x <= lowest);
            first = found.low.min(last);
            found.clamp.low = sorted.get(first).copied();
        }
        found.after = thresholds.judge(&sums.moments(first, last));
    }
    found
}

/// The power sums of every stretch of sorted numbers that has the median in it.
///
/// They grow outwards from the median, so that nothing has to be subtracted when an extreme value
/// is moved: what a huge outlier leaves of a sum, once it is taken away again, is noise.
struct Outward<'a> {
    sorted: &'a [f64],
    frame: Frame,
    middle: usize,
    /// The sums from a place below the middle up to the middle, the middle not included.
    lower: Vec<Powers>,
    /// The sums from the middle to a place at or above it, both included.
    upper: Vec<Powers>,
}

impl<'a> Outward<'a> {
    fn of(sorted: &'a [f64]) -> Self {
        let (frame, middle) = (Frame::of(sorted), sorted.len() / 2);
        let (below, above) = sorted.split_at(middle);
        let grow = |sum: &mut Powers, x: &f64| {
            *sum = add(*sum, frame.powers(*x), 1.0);
            Some(*sum)
        };
        let mut lower: Vec<Powers> = below.iter().rev().scan([0.0; 4], grow).collect();
        lower.reverse();
        let upper = above.iter().scan([0.0; 4], grow).collect();
        Self { sorted, frame, middle, lower, upper }
    }

    /// The moments when all before the place `first` are moved to it, and all behind `last`.
    fn moments(&self, first: usize, last: usize) -> Moments {
        self.updated(first, last).unwrap_or_else(|| {
            // More than half of the values are moved to one place: the median has changed.
            let low = self.sorted.get(first).copied().unwrap_or(f64::MIN);
            let high = self.sorted.get(last).copied().unwrap_or(f64::MAX);
            let moved: Vec<f64> = self.sorted.iter().map(|x| x.min(high).max(low)).collect();
            Moments::of_sorted(&moved)
        })
    }

    fn updated(&self, first: usize, last: usize) -> Option<Moments> {
        let (lower, upper) =
            (self.lower.get(first)?, self.upper.get(last.checked_sub(self.middle)?)?);
        let behind = self.sorted.len() - 1 - last;
        let low = self.frame.powers(*self.sorted.get(first)?);
        let high = self.frame.powers(*self.sorted.get(last)?);
        let sums = add(add(*lower, low, first as f64), add(*upper, high, behind as f64), 1.0);
        Some(Moments::new(self.sorted.len(), self.frame, sums))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn column(v: &[f64]) -> Column {
        v.iter().copied().map(Some).collect()
    }

    /// The rule as it is written down, one step after the other on the values themselves; nothing
    /// where rounding decides which end goes first.
    fn literally(
        v: &[f64],
        limit: Option<usize>,
        t: &Thresholds,
        force: bool,
    ) -> Option<(Vec<f64>, usize)> {
        let (mut v, mut low, mut high) = (v.to_vec(), 0, 0);
        loop {
            let check = t.check(&column(&v));
            let Some(passed) = check.passed else { break };
            if (passed && !force) || limit.is_some_and(|limit| low + high >= limit) {
                break;
            }
            let skewness = check.skewness.filter(|s| s.abs() > 1e-9)?;
            let min = v.iter().copied().fold(f64::INFINITY, f64::min);
            let max = v.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let (end, next) = if skewness > 0.0 {
                (max, v.iter().copied().filter(|x| *x < max).fold(f64::NEG_INFINITY, f64::max))
            } else {
                (min, v.iter().copied().filter(|x| *x > min).fold(f64::INFINITY, f64::min))
            };
            let tied = v.iter().filter(|x| **x == end).count();
            *(if end == max { &mut high } else { &mut low }) = tied;
            v.iter_mut().filter(|x| **x == end).for_each(|x| *x = next);
        }
        Some((v, low + high))
    }

    #[test]
    fn two_values_are_levelled() {
        let mut v = vec![0.0; 39];
        v.push(1.0);
        let found = winsorise(&column(&v), Some(5), &Thresholds::default(), false);
        assert!(found.levelled);
        let found = winsorise(&column(&v), Some(1), &Thresholds::default(), false);
        assert_eq!((found.levelled, found.points(), found.after.passed), (false, 1, None));
    }

    #[test]
    fn unknown_is_left() {
        for v in [&[][..], &[1.0], &[1.0, 2.0], &[3.0; 8]] {
            let found = winsorise(&column(v), Some(5), &Thresholds::default(), true);
            assert_eq!((found.points(), found.clamp), (0, Clamp::default()));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        #[test]
        fn as_written_down(
            v in proptest::collection::vec((-20_i32..20, 0_i32..6), 3..40),
            max in proptest::option::of(0_usize..9),
            skewness in 0.0..2.0_f64,
            force: bool,
        ) {
            // Odd powers give heavy tails on both sides, whole numbers give ties.
            let v: Vec<f64> = v.iter().map(|(x, e)| f64::from(*x).powi(2 * (e / 4) + 1)).collect();
            let t = Thresholds { skewness, kurtosis: 0.5 };
            let found = winsorise(&column(&v), max, &t, force);
            let Some((expected, points)) = literally(&v, max, &t, force) else { return Ok(()) };
            prop_assert_eq!(found.clamp.apply(&column(&v)), column(&expected));
            prop_assert_eq!(found.points(), points);
        }

        #[test]
        fn never_widens_the_range(v in proptest::collection::vec(-1e3..1e3_f64, 3..40), force: bool) {
            let found = winsorise(&column(&v), Some(4), &Thresholds { skewness: 0.3, kurtosis: -1.0 }, force);
            let moved = sorted(&found.clamp.apply(&column(&v)));
            let before = sorted(&column(&v));
            prop_assert!(moved.first() >= before.first() && moved.last() <= before.last());
            let changed = v.iter().filter(|x| found.clamp.end(**x).is_some()).count();
            prop_assert_eq!(changed, found.points());
        }

        #[test]
        fn updated_moments_are_the_moments(v in proptest::collection::vec(-6.0..6.0_f64, 4..60), a in 0_usize..9, b in 0_usize..9) {
            let mut v: Vec<f64> = v.iter().map(|x| x.exp()).collect();
            v.sort_by(f64::total_cmp);
            let (first, last) = (a.min(v.len() / 2), v.len() - 1 - b.min(v.len() / 2 - 1));
            let updated = Outward::of(&v).moments(first, last);
            let moved: Vec<f64> = v.iter().map(|x| x.clamp(v[first], v[last])).collect();
            let afresh = Moments::of_sorted(&moved);
            if let (Some(g), Some(h)) = (updated.skewness(), afresh.skewness()) {
                prop_assert!((g - h).abs() <= 1e-9 * h.abs().max(1.0), "{} {}", g, h);
            }
            if let (Some(g), Some(h)) = (updated.kurtosis(), afresh.kurtosis()) {
                prop_assert!((g - h).abs() <= 1e-9 * h.abs().max(1.0), "{} {}", g, h);
            }
        }
    }
}

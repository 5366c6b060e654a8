//! Mean, spread, skewness and kurtosis.

use crate::number::{median, sorted};
use crate::observe::Column;
use crate::recipe::Divisor;

/// The first four power sums of a column, from which mean, standard deviation, skewness and
/// kurtosis follow.
///
/// The sums are taken about the median, outwards on either side. The mean is never further from the
/// median than one standard deviation, so moving the sums to the mean loses no more than a bit or
/// two; and adding small terms first, in sorted order, makes the result exact enough without
/// compensation and independent of the order of units.
///
/// ```
/// use chuan::observe::Column;
/// use chuan::score::statistics::Moments;
///
/// let column: Column = [1.0, 2.0, 2.0, 3.0, 12.0].map(Some).into_iter().collect();
/// let moments = Moments::of(&column);
/// assert_eq!(moments.mean(), Some(4.0));
/// assert!((moments.skewness().unwrap() - 2.1009).abs() < 1e-4);
/// assert!((moments.kurtosis().unwrap() - 4.5223).abs() < 1e-4);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moments {
    count: usize,
    frame: Frame,
    sums: Powers,
}

/// The sums of `d`, `d²`, `d³`, `d⁴`.
pub(in crate::score) type Powers = [f64; 4];

/// Where deviations are counted from and in what unit: `d = (x - pivot) / scale`.
///
/// The scale is a power of two, so dividing is exact; it keeps fourth powers of very large and very
/// small values within the range of doubles.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::score) struct Frame {
    pivot: f64,
    scale: f64,
    inverse: f64,
}

impl Frame {
    /// The frame for sorted numbers.
    pub(in crate::score) fn of(sorted: &[f64]) -> Self {
        let pivot = median(sorted).unwrap_or(0.0);
        let ends = [sorted.first(), sorted.last()].into_iter().flatten();
        let widest = ends.map(|end| (end - pivot).abs()).fold(0.0, f64::max);
        // The exponent alone, which is a power of two.
        let scale = f64::from_bits(widest.to_bits() & (0x7ff << 52));
        let usable = (2f64.powi(-1000)..=2f64.powi(1000)).contains(&scale);
        let scale = if usable { scale } else { 1.0 };
        Self { pivot, scale, inverse: 1.0 / scale }
    }

    /// The powers of the deviation of one value.
    pub(in crate::score) fn powers(&self, x: f64) -> Powers {
        let d = (x - self.pivot) * self.inverse;
        let square = d * d;
        [d, square, square * d, square * square]
    }
}

/// `a + times × b`.
pub(in crate::score) fn add(a: Powers, b: Powers, times: f64) -> Powers {
    let ([a1, a2, a3, a4], [b1, b2, b3, b4]) = (a, b);
    [a1 + b1 * times, a2 + b2 * times, a3 + b3 * times, a4 + b4 * times]
}

impl Moments {
    /// The moments of the numbers of a column; absent ones do not count.
    #[must_use]
    pub fn of(column: &Column) -> Self {
        Self::of_sorted(&sorted(column.numbers()))
    }

    /// The same, of numbers that are sorted.
    #[must_use]
    pub fn of_sorted(sorted: &[f64]) -> Self {
        let frame = Frame::of(sorted);
        let (lower, upper) = sorted.split_at(sorted.len() / 2);
        let outwards = |sums, x: &f64| add(sums, frame.powers(*x), 1.0);
        let lower = lower.iter().rev().fold([0.0; 4], outwards);
        let upper = upper.iter().fold([0.0; 4], outwards);
        Self::new(sorted.len(), frame, add(lower, upper, 1.0))
    }

    pub(in crate::score) fn new(count: usize, frame: Frame, sums: Powers) -> Self {
        Self { count, frame, sums }
    }

    /// How many numbers there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count
    }

    /// The arithmetic mean, in the unit of the values; absent without a number.
    #[must_use]
    pub fn mean(&self) -> Option<f64> {
        let [first, ..] = self.sums;
        (self.count > 0)
            .then(|| self.frame.pivot + first / self.count as f64 * self.frame.scale)
            .filter(|mean| mean.is_finite())
    }

    /// The standard deviation, `√(Σ (x - mean)² / (n - 1))` or with divisor `n`, in the unit of the
    /// values; absent when there are too few numbers.
    #[must_use]
    pub fn sd(&self, divisor: Divisor) -> Option<f64> {
        let n = match divisor {
            Divisor::Sample => self.count.checked_sub(1)?,
            Divisor::Population => self.count,
        };
        let [second, ..] = self.central().sums;
        let sd = (second / n as f64).sqrt() * self.frame.scale;
        (n > 0 && sd.is_finite()).then_some(sd)
    }

    /// The sample skewness G1 (type 2: Excel, SAS, SPSS; Joanes and Gill 1998):
    /// `√n Σd³ / (Σd²)^1.5 × √(n (n - 1)) / (n - 2)` with `d = x - mean`. Without unit.
    ///
    /// Absent with fewer than three numbers, and when all are equal.
    #[must_use]
    pub fn skewness(&self) -> Option<f64> {
        self.central().skewness()
    }

    /// The sample excess kurtosis G2 (type 2): `((n + 1) (r - 3) + 6) (n - 1) / ((n - 2) (n - 3))`
    /// with `r = n Σd⁴ / (Σd²)²` and `d = x - mean`. Without unit.
    ///
    /// Absent with fewer than four numbers, and when all are equal.
    #[must_use]
    pub fn kurtosis(&self) -> Option<f64> {
        self.central().kurtosis()
    }

    /// The sums of the second, third and fourth powers of deviations from the mean, scaled.
    fn central(&self) -> Central {
        let n = (self.count as f64).max(1.0);
        let [first, second, third, fourth] = self.sums;
        let m = first / n;
        let sums = [
            // Zero, not just below it, where rounding would have it so.
            (second - m * first).max(0.0),
            third - 3.0 * m * second + 2.0 * m * m * first,
            fourth - 4.0 * m * third + 6.0 * m * m * second - 3.0 * m * m * m * first,
        ];
        Central { count: self.count, sums }
    }
}

/// The sums of the second, third and fourth powers of deviations from the mean, in any unit.
#[derive(Debug, Clone, Copy)]
pub(in crate::score) struct Central {
    pub(in crate::score) count: usize,
    pub(in crate::score) sums: [f64; 3],
}

impl Central {
    /// See [`Moments::skewness`].
    pub(in crate::score) fn skewness(self) -> Option<f64> {
        let n = self.count as f64;
        let [second, third, _] = self.sums;
        if self.count < 3 || second <= 0.0 {
            return None;
        }
        let biased = n.sqrt() * third / (second * second.sqrt());
        Some(biased * (n * (n - 1.0)).sqrt() / (n - 2.0)).filter(|g| g.is_finite())
    }

    /// See [`Moments::kurtosis`].
    pub(in crate::score) fn kurtosis(self) -> Option<f64> {
        let n = self.count as f64;
        let [second, _, fourth] = self.sums;
        if self.count < 4 || second <= 0.0 {
            return None;
        }
        let ratio = n * fourth / (second * second);
        let excess = ((n + 1.0) * (ratio - 3.0) + 6.0) * (n - 1.0) / ((n - 2.0) * (n - 3.0));
        Some(excess).filter(|g| g.is_finite())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The textbook formulas, in two passes.
    fn textbook(v: &[f64]) -> (f64, f64, f64) {
        let n = v.len() as f64;
        let mean = crate::number::sum(v.iter().copied()) / n;
        let sum = |k: i32| crate::number::sum(v.iter().map(|x| (x - mean).powi(k)));
        let g1 = n.sqrt() * sum(3) / sum(2).powf(1.5) * (n * (n - 1.0)).sqrt() / (n - 2.0);
        let r = n * sum(4) / sum(2).powi(2);
        let g2 = ((n + 1.0) * (r - 3.0) + 6.0) * (n - 1.0) / ((n - 2.0) * (n - 3.0));
        ((sum(2) / (n - 1.0)).sqrt(), g1, g2)
    }

    fn of(v: &[f64]) -> Moments {
        Moments::of(&v.iter().copied().map(Some).collect())
    }

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() <= 1e-9 * b.abs().max(1.0)
    }

    #[test]
    fn too_few_or_all_equal() {
        assert_eq!(of(&[]).mean(), None);
        assert_eq!(of(&[4.0]).sd(Divisor::Sample), None);
        assert_eq!(of(&[4.0]).sd(Divisor::Population), Some(0.0));
        assert_eq!(of(&[1.0, 2.0]).skewness(), None);
        assert!(of(&[1.0, 2.0, 5.0]).skewness().is_some());
        assert_eq!(of(&[1.0, 2.0, 5.0]).kurtosis(), None);
        assert_eq!(of(&[0.1; 7]).skewness(), None);
        assert_eq!(of(&[0.1; 7]).kurtosis(), None);
        assert_eq!(of(&[0.1; 7]).mean(), Some(0.1));
    }

    #[test]
    fn far_from_zero_and_of_any_size() {
        let plain = of(&[1.0, 2.0, 4.0, 9.0]);
        for unit in [2f64.powi(600), 2f64.powi(-600), 1e-200, 1e200] {
            let scaled = of(&[1.0, 2.0, 4.0, 9.0].map(|x| x * unit));
            assert!(near(scaled.skewness().unwrap(), plain.skewness().unwrap()));
            assert!(near(scaled.kurtosis().unwrap(), plain.kurtosis().unwrap()));
        }
        let moved = of(&[1.0, 2.0, 4.0, 9.0].map(|x| x + 1e9));
        assert!(near(moved.skewness().unwrap(), plain.skewness().unwrap()));
    }

    #[test]
    fn heavy_tails() {
        let mut v: Vec<f64> = (0..1000).map(f64::from).collect();
        v.push(1e12);
        let (sd, g1, g2) = textbook(&v);
        let m = of(&v);
        assert!(near(m.sd(Divisor::Sample).unwrap() / sd, 1.0));
        assert!(near(m.skewness().unwrap(), g1));
        assert!(near(m.kurtosis().unwrap(), g2));
    }

    proptest! {
        #[test]
        fn as_in_the_textbook(v in proptest::collection::vec(-1e4..1e4_f64, 4..60)) {
            let (sd, g1, g2) = textbook(&v);
            let m = of(&v);
            prop_assert!(near(m.sd(Divisor::Sample).unwrap(), sd));
            prop_assert!(near(m.skewness().unwrap(), g1));
            prop_assert!(near(m.kurtosis().unwrap(), g2));
        }

        #[test]
        fn affine_invariance(v in proptest::collection::vec(-100_i32..100, 4..40), a in 0.1..50.0_f64, b in -1e3..1e3_f64) {
            let plain: Vec<f64> = v.iter().map(|x| f64::from(*x)).collect();
            let moved: Vec<f64> = plain.iter().map(|x| a * x + b).collect();
            let mirrored: Vec<f64> = plain.iter().map(|x| -x).collect();
            let (p, m, r) = (of(&plain), of(&moved), of(&mirrored));
            prop_assume!(p.skewness().is_some());
            prop_assert!(near(m.skewness().unwrap(), p.skewness().unwrap()));
            prop_assert!(near(m.kurtosis().unwrap(), p.kurtosis().unwrap()));
            prop_assert!(near(r.skewness().unwrap(), -p.skewness().unwrap()));
        }

        #[test]
        fn order_of_units_does_not_matter((v, w) in proptest::collection::vec(-1e3..1e3_f64, 3..30)
            .prop_flat_map(|v| (Just(v.clone()), Just(v).prop_shuffle()))) {
            prop_assert_eq!(of(&v), of(&w));
        }
    }
}

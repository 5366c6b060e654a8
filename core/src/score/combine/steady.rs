//! Sums that are fast and do not depend on the order of their terms, or hardly.

use crate::number::{self, two_sum};

/// A compensated sum (Neumaier 1974).
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Steady {
    sum: f64,
    lost: f64,
}

impl Steady {
    /// Adds a term.
    pub(super) fn add(&mut self, term: f64) {
        let (sum, lost) = two_sum(self.sum, term);
        self.sum = sum;
        self.lost += lost;
    }

    /// The sum.
    pub(super) fn value(self) -> f64 {
        self.sum + self.lost
    }
}

impl FromIterator<f64> for Steady {
    fn from_iter<T: IntoIterator<Item = f64>>(terms: T) -> Self {
        let mut sum = Self::default();
        terms.into_iter().for_each(|term| sum.add(term));
        sum
    }
}

/// Sums many terms from 0 to a bound known beforehand, to the same bits in any order.
///
/// Adding a large constant and taking it off again rounds a term to a grid so coarse that the
/// rounded terms add up without an error; what is left of the terms goes to a second, finer grid
/// (Demmel and Nguyen 2013, with two bins). What the second grid loses is below 2^-60 of the bound.
/// Unlike an exact sum it is a handful of vector operations for each term.
#[derive(Debug, Clone)]
pub(super) struct Binned {
    grids: [f64; 2],
    sums: [[f64; 4]; 2],
}

impl Binned {
    /// For `count` terms from 0 to `bound`; none if the bound is out of range for the method.
    pub(super) fn new(count: usize, bound: f64) -> Option<Self> {
        if !(1e-200..1e200).contains(&bound) || count > 1 << 24 {
            return None;
        }
        let room = (count.max(2) as f64).log2().ceil() + 1.0;
        let top = bound.log2().ceil() + room;
        let grid = |power: f64| 1.5 * power.exp2();
        Some(Self { grids: [grid(top), grid(top - 53.0 + room)], sums: [[0.0; 4]; 2] })
    }

    /// Adds `f` of every value.
    pub(super) fn extend(&mut self, values: &[f64], f: impl Fn(f64) -> f64) {
        let [coarse, fine] = self.grids;
        let [mut sums, mut rests] = self.sums;
        let mut lanes = values.chunks_exact(4);
        // Four running sums, so that one does not wait for the other; all are exact.
        let mut add = |part: &[f64]| {
            for ((value, sum), rest) in part.iter().zip(&mut sums).zip(&mut rests) {
                let term = f(*value);
                let head = (term + coarse) - coarse;
                *sum += head;
                *rest += ((term - head) + fine) - fine;
            }
        };
        (&mut lanes).for_each(&mut add);
        add(lanes.remainder());
        self.sums = [sums, rests];
    }

    /// The sum.
    pub(super) fn value(&self) -> f64 {
        number::sum(self.sums.iter().flatten().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn binned_sums_do_not_depend_on_order(
            mut terms in proptest::collection::vec(0.0..1e9_f64, 1..300),
            scale in -40..40_i32,
        ) {
            let factor = f64::from(scale).exp2();
            terms.iter_mut().for_each(|term| *term *= factor);
            let bound = terms.iter().copied().fold(0.0, f64::max);
            prop_assume!(bound > 0.0);
            let of = |terms: &[f64]| {
                let mut sum = Binned::new(terms.len(), bound).unwrap();
                sum.extend(terms, |x| x);
                sum.value()
            };
            let forward = of(&terms);
            let exact = number::sum(terms.iter().copied());
            prop_assert!((forward - exact).abs() <= 2.0 * f64::EPSILON * exact);
            terms.reverse();
            prop_assert_eq!(forward.to_bits(), of(&terms).to_bits());
            terms.sort_by(f64::total_cmp);
            prop_assert_eq!(forward.to_bits(), of(&terms).to_bits());
        }

        #[test]
        fn compensation_is_almost_exact(terms in proptest::collection::vec(-1e9..1e9_f64, 0..100)) {
            let steady = terms.iter().copied().collect::<Steady>().value();
            let exact = number::sum(terms.iter().copied());
            let size: f64 = terms.iter().map(|term| term.abs()).sum();
            prop_assert!((steady - exact).abs() <= f64::EPSILON * exact.abs() + 1e-29 * size);
        }
    }
}

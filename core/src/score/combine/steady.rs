//! Sums that are fast and do not depend on the order of their terms, or hardly.

use crate::number::two_sum;

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn compensation_is_almost_exact(terms in proptest::collection::vec(-1e9..1e9_f64, 0..100)) {
            let steady = terms.iter().copied().collect::<Steady>().value();
            let exact = number::sum(terms.iter().copied());
            let size: f64 = terms.iter().map(|term| term.abs()).sum();
            prop_assert!((steady - exact).abs() <= f64::EPSILON * exact.abs() + 1e-29 * size);
        }
    }
}

//! Sums that are certain without exact arithmetic.
#![allow(clippy::indexing_slicing, reason = "lanes have the length they are cut to")]

/// Running sums beside each other, so that one does not wait for the other.
const LANES: usize = 4;

/// The rounded sum of two doubles, and exactly what rounding took away (Knuth 1969).
pub(crate) fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let part = sum - a;
    (sum, (a - (sum - part)) + (b - part))
}

/// A sum in three steps: the rounded sum, the sum of what rounding took away, and how much of that
/// may be lost.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Running {
    sum: f64,
    rest: f64,
    lost: f64,
}

impl Running {
    /// Adds a term.
    pub(super) fn add(&mut self, x: f64) {
        let (sum, taken) = two_sum(self.sum, x);
        self.sum = sum;
        self.keep(taken);
    }

    /// Adds a small term.
    pub(super) fn keep(&mut self, taken: f64) {
        let (rest, lost) = two_sum(self.rest, taken);
        self.rest = rest;
        self.lost += lost.abs();
    }

    /// The sum, rounded once, if it is certain when the terms may be off by as much.
    pub(super) fn value(self, off: f64) -> Option<f64> {
        let (high, low) = two_sum(self.sum, self.rest);
        if !high.is_finite() {
            return None;
        }
        let lost = self.lost + off;
        if lost == 0.0 {
            return Some(high);
        }
        // Twice the bound, and a little more than their sum: what rounding did to either is in it.
        let reach = (low.abs() + 2.0 * lost) * (1.0 + 4.0 * f64::EPSILON);
        (high + reach == high && high - reach == high).then_some(high)
    }
}

/// The exact sum of the values rounded once to the nearest double, where that is certain.
///
/// What the running sums take away is added up beside them; what that sum loses in turn is only
/// bounded. Where nothing is lost the sum of both is exact, so its rounding is right; where
/// something is, the rounding is right if nothing within the bound would round to another double.
/// That leaves ties that are not quite ties, and terms of very different size. (Ogita, Rump and
/// Oishi 2005 give the error bounds.)
pub(super) fn certain(values: &[f64]) -> Option<f64> {
    let (mut sums, mut rests, mut losses) = ([0.0; LANES], [0.0; LANES], [0.0_f64; LANES]);
    let (parts, remainder) = values.as_chunks::<LANES>();
    for part in parts {
        for lane in 0..LANES {
            let (sum, taken) = two_sum(sums[lane], part[lane]);
            let (rest, lost) = two_sum(rests[lane], taken);
            sums[lane] = sum;
            rests[lane] = rest;
            losses[lane] += lost.abs();
        }
    }
    let mut all = Running::default();
    remainder.iter().for_each(|x| all.add(*x));
    for lane in 0..LANES {
        all.add(sums[lane]);
        all.keep(rests[lane]);
        all.lost += losses[lane];
    }
    all.value(0.0)
}

//! Sums by cutting terms at a grid: exact, as long as it is certain, and a handful of operations for
//! each term.
//!
//! Adding a large constant to a term and taking it off again cuts the term at a grid so coarse that
//! the heads add up without an error, in any order (Demmel and Nguyen 2013). The tails that are left
//! are so small that how far their sum can be off is known.
#![allow(clippy::indexing_slicing, reason = "lanes have the length they are cut to")]

use super::certain::Running;

/// Where terms are cut.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Grid {
    /// The constant.
    cut: f64,
    /// How far the sum of the tails can be off, and more.
    off: f64,
}

impl Grid {
    /// For `count` terms whose sizes add up to four times `most` at the most.
    pub(crate) fn new(count: usize, most: f64) -> Option<Self> {
        if most.is_nan() || most > 1e250 {
            return None;
        }
        // Sizes below count as this one: the grid is coarser than it need be.
        let most = most.max(1e-250);
        // A power of two that is sixteen times as much or more: with any term added, the constant
        // stays below the next one, and doubles in between are one grid, on which the sum of the
        // heads is.
        let power = f64::from_bits(((most.to_bits() >> 52) + 5) << 52);
        let count = count as f64;
        // A tail is half a step of the grid at most, and the sum of n tails loses less than n
        // roundings of n such; sixteen times that leaves room for the roundings that come after.
        let off = 4.0 * count * count * power * f64::EPSILON * f64::EPSILON;
        Some(Self { cut: 1.5 * power, off })
    }

    /// Head and tail of a term, which add up to it.
    #[inline(always)]
    pub(crate) fn split(self, term: f64) -> (f64, f64) {
        let head = (term + self.cut) - self.cut;
        (head, term - head)
    }

    /// The rounded sum of heads and tails lies between these.
    #[inline(always)]
    pub(crate) fn between(self, heads: f64, tails: f64) -> (f64, f64) {
        (heads + (tails - self.off), heads + (tails + self.off))
    }
}

/// Terms that are cut at one grid.
const CHUNK: usize = 512;
const LANES: usize = 8;

/// The largest size of a value; a NaN has none.
pub(super) fn largest(values: &[f64]) -> f64 {
    let mut largest = [0.0_f64; LANES];
    let (parts, rest) = values.as_chunks::<LANES>();
    let mut look = |lane: usize, value: f64| {
        let size = value.abs();
        // Comparing with NaN is false.
        largest[lane] = if size > largest[lane] { size } else { largest[lane] };
    };
    for part in parts {
        part.iter().enumerate().for_each(|(lane, value)| look(lane, *value));
    }
    rest.iter().for_each(|value| look(0, *value));
    largest.into_iter().fold(0.0, f64::max)
}

/// The sum of `f` of pairs of values from two lists of one length, to the nearest double; none where
/// that is not certain. No term is larger than `largest`.
pub(super) fn sum_of_pairs(
    left: &[f64],
    right: &[f64],
    largest: f64,
    f: impl Fn(f64, f64) -> f64,
) -> Option<f64> {
    if largest == 0.0 {
        return left.iter().zip(right).all(|(a, b)| f(*a, *b) == 0.0).then_some(0.0);
    }
    let grid = Grid::new(CHUNK / LANES + 1, CHUNK as f64 * largest)?;
    let (mut all, mut off) = (Running::default(), 0.0);
    for (left, right) in left.chunks(CHUNK).zip(right.chunks(CHUNK)) {
        let (mut heads, mut tails) = ([0.0; LANES], [0.0; LANES]);
        let (left, left_rest) = left.as_chunks::<LANES>();
        let (right, right_rest) = right.as_chunks::<LANES>();
        let mut add = |lane: usize, a: f64, b: f64| {
            let (head, tail) = grid.split(f(a, b));
            heads[lane] += head;
            tails[lane] += tail;
        };
        for (a, b) in left.iter().zip(right) {
            for lane in 0..LANES {
                add(lane, a[lane], b[lane]);
            }
        }
        for (lane, (a, b)) in left_rest.iter().zip(right_rest).enumerate() {
            add(lane, *a, *b);
        }
        all.add(heads.into_iter().sum());
        all.keep(tails.into_iter().sum());
        // Every lane may be off as much.
        off += LANES as f64 * grid.off;
    }
    all.value(off)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_grid_for_what_has_no_size() {
        assert!(Grid::new(2, f64::NAN).is_none());
        assert!(Grid::new(2, f64::INFINITY).is_none());
        assert!(Grid::new(2, 0.0).is_some());
    }
}

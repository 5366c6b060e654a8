//! Arithmetic means of many units at a time.
#![allow(clippy::indexing_slicing, reason = "blocks and lanes have the length they are cut to")]

use super::combine::Gaps;
use super::line::Source;
use super::{AggregateError, aggregate};
use crate::number;
use crate::observe::Column;
use crate::recipe::{Aggregation, MissingRule};
use foldhash::fast::FixedState;
use std::collections::HashMap;

/// Units handled at a time: few enough that the scores of their children stay in the nearest cache.
const BLOCK: usize = 128;
/// Units whose sums grow beside each other.
const LANES: usize = 4;
/// Children that have a bit each in a mask.
const MOST: usize = 64;

/// The weighted arithmetic mean of the children for every unit, to the bits that
/// [`aggregate`](fn@aggregate) has for each. None where the children are too many or too large for
/// it, or one has no weight.
///
/// The mean of a unit is `m + Σ w (x - m) / W` with `m = Σ w x / W`, each sum exact before it is
/// rounded once. Adding a large constant to a term and taking it off again cuts the term at a grid so
/// coarse that the heads add up without an error, in any order (Demmel and Nguyen 2013); the tails
/// are so small that how far their sum can be off is known. Where that could change the mean, the
/// unit is done again on its own.
pub(super) fn means(sources: &[Source<'_>], weights: &[f64], gaps: &Gaps) -> Option<Column> {
    let units = sources.first()?.len();
    let fills = (gaps.rule == MissingRule::Substitute).then_some(gaps.substitute);
    let alike = sources.len() == weights.len() && sources.iter().all(|s| s.len() == units);
    let fair = weights.iter().all(|weight| weight.is_finite() && *weight >= 0.0);
    if !alike || !fair || sources.len() > MOST || fills.is_some_and(|fill| !fill.is_finite()) {
        return None;
    }
    let all = number::sum(weights.iter().copied());
    let of = |(source, weight): (&Source<'_>, &f64)| {
        weight * source.largest.max(fills.unwrap_or_default().abs())
    };
    let most: f64 = sources.iter().zip(weights).map(of).sum();
    let grid = Grid::new(sources.len(), most)?;
    (all > 0.0 && all.is_finite())
        .then(|| Means { sources, weights, gaps: *gaps, fills, all, grid }.column())
}

/// Where terms are cut.
#[derive(Debug, Clone, Copy)]
struct Grid {
    /// The constant.
    cut: f64,
    /// How far the sum of the tails can be off, and more.
    off: f64,
}

impl Grid {
    /// For `count` terms whose sizes add up to `most` at most, and their deviations from a mean.
    fn new(count: usize, most: f64) -> Option<Self> {
        // Sizes below count as this one: the grid is coarser than it need be.
        let most = most.max(1e-250);
        if most.is_nan() || most > 1e250 {
            return None;
        }
        // Deviations are up to twice as large. A power of two that is sixteen times the sum or more:
        // with any term added, the constant stays below the next one, and doubles in between are one
        // grid, on which the sum of the heads is.
        let power = f64::from_bits(((most.to_bits() >> 52) + 5) << 52);
        let count = count as f64;
        // A tail is half a step of the grid at most, and the sum of n tails loses less than n
        // roundings of n such; sixteen times that leaves room for the roundings that come after.
        let off = 4.0 * count * count * power * f64::EPSILON * f64::EPSILON;
        Some(Self { cut: 1.5 * power, off })
    }

    /// Head and tail of a term, which add up to it.
    fn split(self, term: f64) -> (f64, f64) {
        let head = (term + self.cut) - self.cut;
        (head, term - head)
    }

    /// The rounded sum of heads and tails lies between these.
    fn between(self, heads: f64, tails: f64) -> (f64, f64) {
        (heads + (tails - self.off), heads + (tails + self.off))
    }
}

struct Means<'a> {
    sources: &'a [Source<'a>],
    weights: &'a [f64],
    gaps: Gaps,
    /// The score of an absent child, where it has one.
    fills: Option<f64>,
    /// The weight of all children.
    all: f64,
    grid: Grid,
}

/// What is known of a few units.
struct Few {
    /// Which children each has.
    masks: [u64; LANES],
    /// The mean; NaN where it is not certain.
    means: [f64; LANES],
}

impl Means<'_> {
    fn column(self) -> Column {
        let units = self.sources.first().map_or(0, Source::len);
        let full = u64::MAX >> (MOST - self.sources.len().min(MOST));
        let whole = self.weight_of(full, full);
        let mut known: HashMap<u64, f64, FixedState> = HashMap::default();
        let mut weight = |mask: u64| {
            if mask == full {
                whole
            } else {
                *known.entry(mask).or_insert_with(|| self.weight_of(mask, full))
            }
        };
        let mut block = vec![f64::NAN; BLOCK * self.sources.len()];
        let mut results = Vec::with_capacity(units + LANES);
        for first in (0..units).step_by(BLOCK) {
            let size = BLOCK.min(units - first);
            for (source, row) in self.sources.iter().zip(block.chunks_exact_mut(BLOCK)) {
                source.read(first, &mut row[..size]);
            }
            for at in (0..size).step_by(LANES) {
                let few = self.few(&block[at..], &mut weight);
                for (lane, mean) in few.means.iter().enumerate().take(size - at) {
                    results.push(if mean.is_nan() && !weight(few.masks[lane]).is_nan() {
                        self.alone(first + at + lane)
                    } else {
                        *mean
                    });
                }
            }
        }
        Column::from_cells(results)
    }

    /// The means of the units at the beginning of the block.
    fn few(&self, block: &[f64], weight: &mut impl FnMut(u64) -> f64) -> Few {
        let absent = [self.fills.unwrap_or_default(); LANES];
        let (sums, masks) = self.sums(block, absent, |_, value| value);
        let weights = masks.map(weight);
        let (mut least, mut most) = ([0.0; LANES], [0.0; LANES]);
        for lane in 0..LANES {
            least[lane] = sums[lane].0 / weights[lane];
            most[lane] = sums[lane].1 / weights[lane];
        }
        let mut means = [f64::NAN; LANES];
        let middle = least;
        let absent = self.fills.map_or(middle, |fill| [fill; LANES]);
        let (rests, _) = self.sums(block, absent, |lane, value| value - middle[lane]);
        for lane in 0..LANES {
            let low = middle[lane] + rests[lane].0 / weights[lane];
            let high = middle[lane] + rests[lane].1 / weights[lane];
            let certain = least[lane] == most[lane] && low == high;
            means[lane] = if certain { low } else { f64::NAN };
        }
        Few { masks, means }
    }

    /// Between what the sums of the weighted terms of some units lie, once they are rounded; and which
    /// children each unit has.
    #[inline(always)]
    fn sums(
        &self,
        block: &[f64],
        absent: [f64; LANES],
        of: impl Fn(usize, f64) -> f64,
    ) -> ([(f64, f64); LANES], [u64; LANES]) {
        let (mut heads, mut tails, mut masks) = ([0.0; LANES], [0.0; LANES], [0_u64; LANES]);
        let mut bit = 1_u64;
        for (row, weight) in block.chunks(BLOCK).zip(self.weights) {
            let Some(cells) = row.first_chunk::<LANES>() else { break };
            for lane in 0..LANES {
                let there = !cells[lane].is_nan();
                let value = if there { cells[lane] } else { absent[lane] };
                let (head, tail) = self.grid.split(weight * of(lane, value));
                heads[lane] += head;
                tails[lane] += tail;
                masks[lane] |= if there { bit } else { 0 };
            }
            bit <<= 1;
        }
        let mut sums = [(0.0, 0.0); LANES];
        for lane in 0..LANES {
            sums[lane] = self.grid.between(heads[lane], tails[lane]);
        }
        (sums, masks)
    }

    /// The weight of the children of a unit; NaN where it has no mean.
    fn weight_of(&self, mask: u64, full: u64) -> f64 {
        let there = |child: usize| mask >> child & 1 == 1;
        let present = (0..self.weights.len()).filter(|child| there(*child)).count();
        if !self.gaps.allows(present, self.weights.len()) {
            return f64::NAN;
        }
        let seen = if self.fills.is_some() { full } else { mask };
        if seen == full {
            return self.all;
        }
        let weights = self.weights.iter().enumerate();
        let sum = number::sum(weights.filter(|(child, _)| there(*child)).map(|(_, w)| *w));
        if sum > 0.0 { sum } else { f64::NAN }
    }

    /// The mean of one unit by exact sums.
    fn alone(&self, unit: usize) -> f64 {
        let values: Vec<Option<f64>> = self.sources.iter().map(|source| source.get(unit)).collect();
        // Nothing but zeros is not certain, and needs no arithmetic.
        if self.fills.is_none() && values.iter().flatten().all(|value| *value == 0.0) {
            return 0.0;
        }
        let Gaps { rule, substitute, .. } = self.gaps;
        match aggregate(&values, self.weights, Aggregation::Arithmetic, rule, substitute) {
            Ok((value, _)) => value.unwrap_or(f64::NAN),
            Err(AggregateError::Negative { .. }) => f64::NAN,
        }
    }
}

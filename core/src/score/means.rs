//! Arithmetic means of many units at a time.
#![allow(clippy::indexing_slicing, reason = "blocks have the length they are cut to")]

use super::combine::Gaps;
use super::line::Source;
use crate::number::{self, Grid};
use crate::observe::Column;
use crate::recipe::MissingRule;
use crate::simd::widely;

/// Units handled at a time: few enough that the scores of their children stay in the nearest cache.
const BLOCK: usize = 32;
/// Children that have a bit each in a mask.
const MOST: usize = 64;

/// The weighted arithmetic mean of the children for every unit, to the bits that
/// [`aggregate`](fn@super::aggregate) has for each. None where children are too many or too large for
/// it, or have no weight at all.
///
/// The mean of a unit is `m + Σ w (x - m) / W` with `m = Σ w x / W`, each sum exact before it is
/// rounded once. Terms are cut at a [`Grid`]; where what it leaves open could change the mean, the
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
    // Deviations from the mean are up to twice as large.
    let grid = Grid::new(sources.len(), most)?;
    let means = Means { sources, weights, gaps: *gaps, fills, all, grid };
    (all > 0.0 && all.is_finite()).then(|| means.column())
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

impl Means<'_> {
    fn column(self) -> Column {
        widely(
            #[inline(always)]
            || self.blocks(),
        )
    }

    #[inline(always)]
    fn blocks(&self) -> Column {
        let units = self.sources.first().map_or(0, Source::len);
        let mut known = Known::new(self);
        let mut block = vec![f64::NAN; BLOCK * self.sources.len()];
        let mut results = vec![f64::NAN; units];
        for (part, results) in results.chunks_mut(BLOCK).enumerate() {
            let (sums, masks) = self.read(&mut block, part * BLOCK, results.len());
            let mut weights = [f64::NAN; BLOCK];
            for (weight, mask) in weights.iter_mut().zip(masks).take(results.len()) {
                *weight = known.weight(mask);
            }
            let (least, most) = sums.between(self.grid);
            let mut middle = [0.0; BLOCK];
            for at in 0..BLOCK {
                middle[at] = least[at] / weights[at];
            }
            let rests = self.rests(&block, &middle);
            let (mut low, mut high) = rests.between(self.grid);
            for at in 0..BLOCK {
                low[at] = middle[at] + low[at] / weights[at];
                high[at] = middle[at] + high[at] / weights[at];
            }
            for (at, result) in results.iter_mut().enumerate() {
                let certain = least[at] == most[at] && low[at] == high[at];
                *result = if certain { low[at] } else { self.alone(&block[at..], weights[at]) };
            }
        }
        Column::from_cells(results)
    }

    /// Reads a block of units, child by child, adds up the weighted scores, and says which children
    /// each unit has.
    #[inline(always)]
    fn read(&self, block: &mut [f64], first: usize, size: usize) -> (Sums, [u64; BLOCK]) {
        let (mut sums, mut masks) = (Sums::default(), [0; BLOCK]);
        let parts = self.sources.iter().zip(self.weights).zip(block.chunks_exact_mut(BLOCK));
        for (child, ((source, weight), row)) in parts.enumerate() {
            let bit = 1 << child;
            let cells = source.cells(first, size).iter().zip(row.iter_mut()).zip(&mut masks);
            let note = |score: f64, cell: &mut f64, mask: &mut u64| {
                *mask |= if score.is_nan() { 0 } else { bit };
                *cell = score;
            };
            match (source.line, self.fills) {
                (Some(line), None) => {
                    for (((value, cell), mask), sum) in cells.zip(sums.each()) {
                        let score = line.at(*value);
                        note(score, cell, mask);
                        add(sum, weight * score, self.grid);
                    }
                    continue;
                }
                (Some(line), _) => {
                    cells.for_each(|((value, cell), mask)| note(line.at(*value), cell, mask));
                }
                (None, _) => cells.for_each(|((score, cell), mask)| note(*score, cell, mask)),
            }
            if let Some(fill) = self.fills {
                for cell in &mut row[..size] {
                    *cell = if cell.is_nan() { fill } else { *cell };
                }
            }
            for (score, sum) in row[..size].iter().zip(sums.each()) {
                add(sum, weight * score, self.grid);
            }
        }
        (sums, masks)
    }

    /// The sums of the weighted deviations from the middle of each unit.
    #[inline(always)]
    fn rests(&self, block: &[f64], middle: &[f64; BLOCK]) -> Sums {
        let mut sums = Sums::default();
        for (row, weight) in block.chunks_exact(BLOCK).zip(self.weights) {
            for ((score, middle), sum) in row.iter().zip(middle).zip(sums.each()) {
                add(sum, weight * (score - middle), self.grid);
            }
        }
        sums
    }

    /// The mean of one unit by exact sums; its children stand a block apart.
    #[cold]
    fn alone(&self, children: &[f64], weight: f64) -> f64 {
        if weight.is_nan() {
            return f64::NAN;
        }
        let there = || {
            let children = children.iter().step_by(BLOCK).zip(self.weights);
            children.filter(|(score, _)| !score.is_nan())
        };
        // Nothing but zeros is not certain, and needs no arithmetic.
        if there().all(|(score, _)| *score == 0.0) {
            return 0.0;
        }
        let mean = number::sum(there().map(|(score, weight)| weight * score)) / weight;
        mean + number::sum(there().map(|(score, weight)| weight * (score - mean))) / weight
    }

    /// The weight of the children of a unit; NaN where it has no mean.
    #[cold]
    fn weight_of(&self, mask: u64) -> f64 {
        let there = |child: usize| mask >> child & 1 == 1;
        let present = (0..self.weights.len()).filter(|child| there(*child)).count();
        if !self.gaps.allows(present, self.weights.len()) {
            return f64::NAN;
        }
        if self.fills.is_some() || present == self.weights.len() {
            return self.all;
        }
        let weights = self.weights.iter().enumerate();
        let sum = number::sum(weights.filter(|(child, _)| there(*child)).map(|(_, w)| *w));
        if sum > 0.0 { sum } else { f64::NAN }
    }
}

/// Sums of the terms of a block of units, cut at a grid.
struct Sums {
    heads: [f64; BLOCK],
    tails: [f64; BLOCK],
}

impl Default for Sums {
    fn default() -> Self {
        Self { heads: [0.0; BLOCK], tails: [0.0; BLOCK] }
    }
}

impl Sums {
    /// Head and tail of every unit.
    #[inline(always)]
    fn each(&mut self) -> impl Iterator<Item = (&mut f64, &mut f64)> {
        self.heads.iter_mut().zip(&mut self.tails)
    }

    /// Between what each sum lies, once it is rounded.
    #[inline(always)]
    fn between(&self, grid: Grid) -> ([f64; BLOCK], [f64; BLOCK]) {
        let (mut low, mut high) = ([0.0; BLOCK], [0.0; BLOCK]);
        for at in 0..BLOCK {
            (low[at], high[at]) = grid.between(self.heads[at], self.tails[at]);
        }
        (low, high)
    }
}

/// Adds a term to the sum of a unit; NaN is none.
#[inline(always)]
fn add((heads, tails): (&mut f64, &mut f64), term: f64, grid: Grid) {
    let (head, tail) = grid.split(if term.is_nan() { 0.0 } else { term });
    *heads += head;
    *tails += tail;
}

/// Weights of units by the children that they have: most units have those of many others.
struct Known<'a> {
    means: &'a Means<'a>,
    places: Vec<(u64, f64)>,
}

impl<'a> Known<'a> {
    /// Bits of a place.
    const BITS: u32 = 9;

    fn new(means: &'a Means<'a>) -> Self {
        Self { means, places: vec![(0, means.weight_of(0)); 1 << Self::BITS] }
    }

    #[inline(always)]
    fn weight(&mut self, mask: u64) -> f64 {
        // Fibonacci hashing: the upper bits of a product have something of every bit of a factor.
        let place = mask.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (u64::BITS - Self::BITS);
        let (of, weight) = &mut self.places[place as usize];
        if *of != mask {
            (*of, *weight) = (mask, self.means.weight_of(mask));
        }
        *weight
    }
}

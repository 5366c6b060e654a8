//! Kemeny orders by dynamic programming over subsets (Held and Karp 1962).
#![allow(clippy::indexing_slicing, reason = "subsets are below 2^size, places below size")]

use super::kemeny::{EQUAL, Found, Shares};

/// The largest component solved this way: 2^20 scores take 8 MB.
const LARGEST: usize = 20;
const HALF: usize = 10;

/// Whether a component is small enough, and the work allowed.
pub(super) fn fits(size: usize, work: u64) -> bool {
    size <= LARGEST && ((1_u64 << size) * size as u64 <= work || size <= HALF)
}

/// Sums of shares over subsets, from two tables of half the bits each.
struct Gains {
    low: Vec<f64>,
    high: Vec<f64>,
}

impl Gains {
    fn new(shares: &Shares) -> Self {
        let table = |from: usize| {
            let mut table = vec![0.0; shares.size << HALF];
            for last in 0..shares.size {
                let part = &mut table[last << HALF..(last + 1) << HALF];
                for set in 1..part.len() {
                    let above = from + set.trailing_zeros() as usize;
                    let share = if above < shares.size && above != last {
                        shares.of(above, last)
                    } else {
                        0.0
                    };
                    part[set] = part[set & (set - 1)] + share;
                }
            }
            table
        };
        Self { low: table(0), high: table(HALF) }
    }

    /// What it adds to put a unit right below a set.
    fn of(&self, set: usize, last: usize) -> f64 {
        let at = last << HALF;
        self.low[at + (set & ((1 << HALF) - 1))] + self.high[at + (set >> HALF)]
    }
}

pub(super) fn search(shares: &Shares, limit: usize) -> Found {
    let gains = Gains::new(shares);
    let full = (1_usize << shares.size) - 1;
    // The best score of an order of each set, which comes before all others.
    let mut best = vec![0.0_f64; full + 1];
    for set in 1..=full {
        let mut most = f64::NEG_INFINITY;
        let mut left = set;
        while left != 0 {
            let last = left.trailing_zeros() as usize;
            left &= left - 1;
            let before = set & !(1 << last);
            let score = best[before] + gains.of(before, last);
            most = if score > most { score } else { most };
        }
        best[set] = most;
    }
    let mut walk = Walk { best: &best, gains: &gains, limit, orders: Vec::new(), all: true };
    walk.back(full, 0.0, &mut Vec::with_capacity(shares.size));
    let Walk { mut orders, all, .. } = walk;
    orders.sort();
    let score = orders.first().map_or(0.0, |order| shares.score(order));
    if all {
        return Found::listed(orders, score, score, all);
    }
    let (count, sums) = counted(&best, &gains, shares.size);
    Found { orders, score, bound: score, all, count, sums }
}

/// How many orders reach the best score, and the sum of the places of every unit in them: for each step
/// of an order the ways that lead there, times those that lead on. Of 20 units there are fewer than 2^62
/// orders.
fn counted(best: &[f64], gains: &Gains, size: usize) -> (u128, Vec<u128>) {
    let full = best.len() - 1;
    // Each step may fall short by its part of what a whole order may.
    let step = EQUAL / size as f64;
    let tight = |set: usize| {
        (0..size).filter(move |last| set & (1 << last) != 0).filter(move |last| {
            let before = set & !(1 << last);
            best[set] - (best[before] + gains.of(before, *last)) <= step
        })
    };
    let mut on = vec![0_u64; full + 1];
    on[full] = 1;
    for set in (1..=full).rev() {
        if on[set] > 0 {
            for last in tight(set) {
                on[set & !(1 << last)] += on[set];
            }
        }
    }
    let mut there = vec![0_u64; full + 1];
    there[0] = 1;
    let mut sums = vec![0; size];
    for set in 1..=full {
        if on[set] > 0 {
            for last in tight(set) {
                let ways = there[set & !(1 << last)];
                there[set] += ways;
                let place = u128::from(set.count_ones() - 1);
                sums[last] += place * u128::from(ways) * u128::from(on[set]);
            }
        }
    }
    (u128::from(there[full]), sums)
}

/// The way back from the full set through all orders that reach the best score.
struct Walk<'a> {
    best: &'a [f64],
    gains: &'a Gains,
    limit: usize,
    orders: Vec<Vec<usize>>,
    all: bool,
}

impl Walk<'_> {
    /// `lost` is by how much the choices so far fall short: rounding, and no more.
    fn back(&mut self, set: usize, lost: f64, tail: &mut Vec<usize>) {
        if self.orders.len() == self.limit {
            self.all = false;
            return;
        }
        if set == 0 {
            self.orders.push(tail.iter().rev().copied().collect());
            return;
        }
        let mut left = set;
        while left != 0 {
            let last = left.trailing_zeros() as usize;
            left &= left - 1;
            let before = set & !(1 << last);
            let short = lost + self.best[set] - (self.best[before] + self.gains.of(before, last));
            if short <= EQUAL {
                tail.push(last);
                self.back(before, short, tail);
                tail.pop();
            }
        }
    }
}

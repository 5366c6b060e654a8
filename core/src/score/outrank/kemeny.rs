//! The order of Condorcet, Kemeny, Young and Levenglick.
#![allow(clippy::indexing_slicing, reason = "places are those of a component or of the matrix")]

use super::matrix::TIE;
use super::{Outranking, alike, bound, subsets};
use crate::observe::Column;
use serde::{Deserialize, Serialize};

/// Scores this close are equal: a score is a sum of many shares.
pub(super) const EQUAL: f64 = 1e-9;

/// How much work a search may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KemenyLimits {
    /// How many optimal orders are reported.
    pub orders: usize,
    /// Steps of the search in one component; not time, so that the result is always the same.
    pub work: u64,
}

impl Default for KemenyLimits {
    fn default() -> Self {
        Self { orders: 100, work: 50_000_000 }
    }
}

/// The orders that agree best with the pairwise comparisons.
///
/// Of all orders of the units, those with the largest sum of shares `e(i, m)` over the pairs with `i`
/// before `m` (Kemeny 1959; Young and Levenglick 1978). There may be several, and none of them is
/// better founded than the others: all are given, up to a limit.
///
/// Units fall into components such that every unit of one beats every unit of the next; an optimal
/// order keeps them apart (Truchon 1998), so each is solved by itself: up to 20 units by dynamic
/// programming over subsets, more by branch and bound. Where the work runs out, the best order found
/// comes with a bound that no order can exceed, and is not called proven.
///
/// Units that are compared with none are left out; a pair that is not compared counts as a tie.
///
/// ```
/// use chuan::observe::Column;
/// use chuan::score::combine::{Children, Gaps};
/// use chuan::score::outrank::{KemenyLimits, Outranking};
///
/// // A cycle: each of three units beats the next by two thirds.
/// let a: Column = [Some(3.0), Some(2.0), Some(1.0)].into_iter().collect();
/// let b: Column = [Some(1.0), Some(3.0), Some(2.0)].into_iter().collect();
/// let c: Column = [Some(2.0), Some(1.0), Some(3.0)].into_iter().collect();
/// let matrix = Outranking::of(&Children::equal([&a, &b, &c])?, &Gaps::SKIP);
/// let kemeny = matrix.kemeny(&KemenyLimits::default());
/// assert_eq!(kemeny.orders, [[0, 1, 2], [1, 2, 0], [2, 0, 1]]);
/// assert!(kemeny.proven && kemeny.all);
/// assert_eq!(kemeny.places.iter().collect::<Vec<_>>(), [Some(2.0); 3]);
/// # Ok::<(), chuan::score::combine::CombineError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Kemeny {
    /// The best orders found, best unit first, sorted.
    pub orders: Vec<Vec<usize>>,
    /// Their score.
    pub score: f64,
    /// A score that no order exceeds; the same as `score` when proven.
    pub bound: f64,
    /// Whether no better order exists.
    pub proven: bool,
    /// Whether `orders` are all there are with that score.
    pub all: bool,
    /// The place of every unit as a score: `n` for the first of `n` units, 1 for the last, and where
    /// there are several best orders the mean over all of them, whether they are listed or not.
    /// Absent for units that are in no order. In whatever order the units come, it is the same; after a
    /// search by branch and bound it is the mean over the orders found, units that nothing tells apart
    /// taken together.
    pub places: Column,
}

/// What was found for one component.
pub(super) struct Found {
    pub(super) orders: Vec<Vec<usize>>,
    pub(super) score: f64,
    pub(super) bound: f64,
    pub(super) all: bool,
    /// How many best orders there are, and for every unit the sum of its places in them, from 0; whole
    /// numbers, so that nothing depends on the order of units.
    pub(super) count: u128,
    pub(super) sums: Vec<u128>,
}

impl Found {
    /// With the places of the orders that were found.
    pub(super) fn listed(orders: Vec<Vec<usize>>, score: f64, bound: f64, all: bool) -> Self {
        let mut sums = vec![0; orders.first().map_or(0, Vec::len)];
        for order in &orders {
            for (place, unit) in order.iter().enumerate() {
                sums[*unit] += place as u128;
            }
        }
        Self { count: orders.len() as u128, orders, score, bound, all, sums }
    }
}

/// Shares within a component, by place in it.
pub(super) struct Shares {
    pub(super) size: usize,
    shares: Vec<f64>,
}

impl Shares {
    pub(super) fn of(&self, above: usize, below: usize) -> f64 {
        self.shares[above * self.size + below]
    }

    pub(super) fn score(&self, order: &[usize]) -> f64 {
        let pairs = order.iter().enumerate().flat_map(|(place, above)| {
            order[place + 1..].iter().map(move |below| self.of(*above, *below))
        });
        crate::number::sum(pairs)
    }
}

impl Outranking {
    /// The orders of Kemeny.
    pub fn kemeny(&self, limits: &KemenyLimits) -> Kemeny {
        let units: Vec<usize> = (0..self.units()).filter(|unit| self.is_counted(*unit)).collect();
        let rows: Vec<&[f64]> = self.rows().collect();
        let share = |a: usize, b: usize| if rows[a][b].is_nan() { 0.5 } else { rows[a][b] };
        let components = components(&units, |a, b| share(a, b) >= 0.5 - TIE);
        let mut result = Kemeny {
            orders: vec![Vec::new()],
            score: 0.0,
            bound: 0.0,
            proven: true,
            all: true,
            places: Column::absent(self.units()),
        };
        let mut below = units.len();
        let limit = limits.orders.max(1);
        let mut cross = Vec::new();
        for (at, component) in components.iter().enumerate() {
            for above in component {
                for below in components[at + 1..].iter().flatten() {
                    cross.push(share(*above, *below));
                }
            }
            let size = component.len();
            let fits = subsets::fits(size, limits.work);
            let (component, kinds) = match fits {
                true => (component.clone(), (0..size).collect()),
                false => alike::sorted(component, share),
            };
            let pairs = component.iter().flat_map(|a| component.iter().map(|b| share(*a, *b)));
            let shares = Shares { size, shares: pairs.collect() };
            let found = if fits {
                subsets::search(&shares, limit)
            } else {
                bound::search(&shares, limit, limits.work)
            };
            result.all &= found.all;
            result.proven &= found.bound <= found.score + EQUAL;
            for (kind, place) in alike::means(&kinds, &found.sums, found.count) {
                for (unit, _) in component.iter().zip(&kinds).filter(|(_, of)| **of == kind) {
                    result.places.set(*unit, Some(below as f64 - place));
                }
            }
            below -= size;
            result.score += found.score;
            result.bound += found.bound;
            let mut orders = Vec::new();
            'full: for head in &result.orders {
                for tail in &found.orders {
                    if orders.len() == limit {
                        result.all = false;
                        break 'full;
                    }
                    let tail = tail.iter().map(|place| component[*place]);
                    orders.push(head.iter().copied().chain(tail).collect());
                }
            }
            result.orders = orders;
        }
        let cross = crate::number::sum(cross);
        result.score += cross;
        result.bound = if result.proven { result.score } else { result.bound + cross };
        result.orders.sort();
        result
    }
}

/// The units in components, best first: every unit of one beats every unit of those after it.
///
/// Every pair is connected by `not_beaten` one way or the other, so the number of units that a unit
/// reaches orders the strongly connected components; and a component ends wherever the units so far
/// beat all others.
fn components(units: &[usize], not_beaten: impl Fn(usize, usize) -> bool) -> Vec<Vec<usize>> {
    let wins = |unit: usize| {
        units.iter().filter(|other| **other != unit && not_beaten(unit, **other)).count()
    };
    let losses = |unit: usize| {
        units.iter().filter(|other| **other != unit && not_beaten(**other, unit)).count()
    };
    let mut order: Vec<(usize, usize, usize)> =
        units.iter().map(|unit| (wins(*unit), losses(*unit), *unit)).collect();
    // A unit of a better component is not beaten by more units, and beaten by fewer.
    order.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut result: Vec<Vec<usize>> = Vec::new();
    let mut current: Vec<usize> = Vec::new();
    for (place, (.., unit)) in order.iter().enumerate() {
        current.push(*unit);
        let rest = &order[place + 1..];
        let closed = current.iter().all(|a| rest.iter().all(|(.., b)| !not_beaten(*b, *a)));
        if closed {
            current.sort_unstable();
            result.push(std::mem::take(&mut current));
        }
    }
    result
}

//! From the columns of the children to the column of their node.
#![allow(clippy::indexing_slicing, reason = "blocks have the length they are cut to")]

use super::combine::{Children, Combined, Gaps, Note, Remark};
use super::{AggregateError, aggregate};
use crate::number::{self, two_sum};
use crate::observe::Column;
use crate::recipe::{Aggregation, MissingRule};
use std::collections::BTreeMap;

/// Units handled at a time: few enough that the running sums stay in the nearest cache.
const BLOCK: usize = 256;

/// Aggregates the children of all units: [`aggregate`](fn@aggregate) for each, to the same bits, after
/// the rule for gaps has said who gets a result. Notes tell which child was negative, or zero, under
/// a geometric or harmonic mean.
///
/// Formulas: OECD and JRC, *Handbook on Constructing Composite Indicators* (2008), step 7. In the unit
/// of the children. The directions of the children do not count: they are scores.
///
/// ```
/// use chuan::observe::Column;
/// use chuan::recipe::Aggregation;
/// use chuan::score::aggregate_columns;
/// use chuan::score::combine::{Children, Gaps};
///
/// let a: Column = [Some(4.0), Some(2.0)].into_iter().collect();
/// let b: Column = [Some(1.0), None].into_iter().collect();
/// let children = Children::new([&a, &b], &[1.0, 3.0])?;
/// let mean = aggregate_columns(&children, Aggregation::Arithmetic, &Gaps::SKIP);
/// assert_eq!(mean.column, [Some(1.75), Some(2.0)].into_iter().collect());
/// # Ok::<(), chuan::score::combine::CombineError>(())
/// ```
#[must_use]
pub fn aggregate_columns(
    children: &Children<'_>,
    aggregation: Aggregation,
    gaps: &Gaps,
) -> Combined {
    if aggregation == Aggregation::Arithmetic
        && let Some(column) = Means::new(children, gaps).map(Means::column)
    {
        return Combined { column, notes: Vec::new() };
    }
    let mut combined = Combined { column: Column::absent(children.units()), notes: Vec::new() };
    let mut values = Vec::with_capacity(children.len());
    for unit in 0..children.units() {
        let (value, note) = one(children, aggregation, gaps, unit, &mut values);
        combined.column.set(unit, value);
        combined.notes.extend(note);
    }
    combined
}

/// The result of one unit.
fn one(
    children: &Children<'_>,
    aggregation: Aggregation,
    gaps: &Gaps,
    unit: usize,
    values: &mut Vec<Option<f64>>,
) -> (Option<f64>, Option<Note>) {
    values.clear();
    values.extend(children.columns.iter().map(|column| column.get(unit)));
    let present = values.iter().flatten().count();
    if !gaps.allows(present, values.len()) {
        return (None, None);
    }
    match aggregate(values, &children.weights, aggregation, gaps.rule, gaps.substitute) {
        Ok((value, zero)) => (value, zero.map(|child| Note { unit, child, remark: Remark::Zero })),
        Err(AggregateError::Negative { place, .. }) => {
            (None, Some(Note { unit, child: place, remark: Remark::Negative }))
        }
    }
}

/// Arithmetic means of many units at a time.
///
/// The mean of a unit is `m + Σ w (x - m) / W` with `m = Σ w x / W`, each sum exact before it is
/// rounded once. Here the sums of a block of units grow side by side, child by child, with what
/// rounding takes away beside them. The first is exact, because the sizes of the terms are near
/// enough; how far the second can be off is known, and where that could change the mean the unit is
/// done again on its own.
struct Means<'a> {
    children: &'a Children<'a>,
    gaps: Gaps,
    /// The value of an absent child.
    fill: f64,
    /// Whether a unit with so many children has a mean.
    allowed: Vec<bool>,
    /// The weight of all children.
    all: f64,
    /// How far the second sum can be off.
    off: f64,
}

impl<'a> Means<'a> {
    /// None where the children are too many or too unlike for it.
    fn new(children: &'a Children<'a>, gaps: &Gaps) -> Option<Self> {
        let count = children.len();
        let fills = gaps.rule == MissingRule::Substitute;
        if count == 0
            || count > 64
            || children.units() < 4
            || (fills && !gaps.substitute.is_finite())
        {
            return None;
        }
        let (mut most, mut least, mut largest) = (0.0, f64::INFINITY, 0.0_f64);
        for (column, weight) in children.columns.iter().zip(&children.weights) {
            let (mut small, mut large) = sizes(column.cells());
            if fills && gaps.substitute != 0.0 {
                small = small.min(gaps.substitute.abs());
                large = large.max(gaps.substitute.abs());
            }
            if *weight > 0.0 {
                most += weight * large;
                least = f64::min(least, weight * small);
                largest = largest.max(large);
            }
        }
        let all = number::sum(children.weights.iter().copied());
        let terms = count as f64;
        // Every term is a multiple of the last place of the smallest, and what is taken away from
        // all sums together has no more places than a double.
        let near = terms * most <= least * 2f64.powi(49) && least > 1e-280;
        let spread = 2.0 * all * largest;
        (all > 0.0 && spread.is_finite() && most.is_finite() && (near || most == 0.0)).then(|| {
            Self {
                children,
                gaps: *gaps,
                fill: if fills { gaps.substitute } else { f64::NAN },
                allowed: (0..=count).map(|present| gaps.allows(present, count)).collect(),
                all,
                off: (terms * f64::EPSILON) * (terms * f64::EPSILON) * spread,
            }
        })
    }

    fn column(self) -> Column {
        let children = self.children;
        let units = children.units();
        let full = u64::MAX >> (64 - children.len().min(64));
        let mut weights: BTreeMap<u64, f64> = BTreeMap::new();
        let mut results = Vec::with_capacity(units);
        let mut alone = Vec::new();
        let mut first = 0;
        while first < units {
            let size = BLOCK.min(units - first);
            let (sums, masks) = self.sums(first, size);
            let (mut means, mut weight) = ([0.0; BLOCK], [0.0; BLOCK]);
            for at in 0..size {
                let seen = if self.gaps.rule == MissingRule::Substitute { full } else { masks[at] };
                weight[at] = if seen == full {
                    self.all
                } else {
                    *weights.entry(seen).or_insert_with(|| self.weight_of(seen))
                };
                means[at] = sums[at] / weight[at];
            }
            let rests = self.rests(first, size, &means);
            for at in 0..size {
                let present = masks[at].count_ones() as usize;
                if !self.allowed.get(present).copied().unwrap_or(false) || weight[at] <= 0.0 {
                    results.push(f64::NAN);
                    continue;
                }
                // What rounding the second sum once could do is in the reach too.
                let reach = self.off + rests[at].abs() * (2.0 * f64::EPSILON);
                let low = means[at] + (rests[at] - reach) / weight[at];
                let high = means[at] + (rests[at] + reach) / weight[at];
                results.push(if low == high {
                    low
                } else {
                    let unit = first + at;
                    one(children, Aggregation::Arithmetic, &self.gaps, unit, &mut alone)
                        .0
                        .unwrap_or(f64::NAN)
                });
            }
            first += size;
        }
        Column::from_cells(results)
    }

    fn weight_of(&self, seen: u64) -> f64 {
        let weights = self.children.weights.iter().enumerate();
        number::sum(weights.filter(|(child, _)| seen >> child & 1 == 1).map(|(_, w)| *w))
    }

    /// `Σ w x` of a block of units, and which children each has.
    fn sums(&self, first: usize, size: usize) -> ([f64; BLOCK], [u64; BLOCK]) {
        let (mut sums, mut rests) = ([0.0; BLOCK], [0.0; BLOCK]);
        let mut masks = [0_u64; BLOCK];
        for (child, (column, weight)) in self.parts(first, size).enumerate() {
            let cells = column.iter().zip(&mut sums).zip(&mut rests).zip(&mut masks);
            for (((cell, sum), rest), mask) in cells {
                let there = !cell.is_nan();
                let value = if there { *cell } else { self.fill };
                let term = weight * value;
                let term = if term.is_nan() { 0.0 } else { term };
                let (next, taken) = two_sum(*sum, term);
                *sum = next;
                *rest += taken;
                *mask |= u64::from(there) << child;
            }
        }
        for (sum, rest) in sums.iter_mut().zip(&rests) {
            *sum += rest;
        }
        (sums, masks)
    }

    /// `Σ w (x - m)` of a block of units.
    fn rests(&self, first: usize, size: usize, means: &[f64; BLOCK]) -> [f64; BLOCK] {
        let (mut sums, mut rests) = ([0.0; BLOCK], [0.0; BLOCK]);
        for (column, weight) in self.parts(first, size) {
            let cells = column.iter().zip(means).zip(&mut sums).zip(&mut rests);
            for (((cell, mean), sum), rest) in cells {
                let value = if cell.is_nan() { self.fill } else { *cell };
                let term = weight * (value - mean);
                let term = if term.is_nan() { 0.0 } else { term };
                let (next, taken) = two_sum(*sum, term);
                *sum = next;
                *rest += taken;
            }
        }
        for (sum, rest) in sums.iter_mut().zip(&rests) {
            *sum += rest;
        }
        sums
    }

    /// The cells of a block of units, child by child, with the weight of the child.
    fn parts(&self, first: usize, size: usize) -> impl Iterator<Item = (&'a [f64], f64)> {
        let columns = self.children.columns.iter().zip(&self.children.weights);
        columns.map(move |(column, weight)| (&column.cells()[first..first + size], *weight))
    }
}

/// The smallest size that is not zero, and the largest.
fn sizes(cells: &[f64]) -> (f64, f64) {
    const LANES: usize = 4;
    let (mut small, mut large) = ([f64::INFINITY; LANES], [0.0_f64; LANES]);
    let (parts, rest) = cells.as_chunks::<LANES>();
    let mut look = |lane: usize, cell: f64| {
        let size = cell.abs();
        // Comparing with NaN is false.
        let (least, most) = (small[lane], large[lane]);
        small[lane] = if size < least && size > 0.0 { size } else { least };
        large[lane] = if size > most { size } else { most };
    };
    for part in parts {
        for (lane, cell) in part.iter().enumerate() {
            look(lane, *cell);
        }
    }
    rest.iter().for_each(|cell| look(0, *cell));
    (small.into_iter().fold(f64::INFINITY, f64::min), large.into_iter().fold(0.0, f64::max))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cell() -> impl Strategy<Value = Option<f64>> {
        prop_oneof![
            1 => Just(None),
            3 => (-1000_i32..1000).prop_map(|x| Some(f64::from(x) / 10.0)),
            3 => (0.0..100.0_f64).prop_map(Some),
            1 => (-1e12..1e12_f64).prop_map(Some),
            1 => Just(Some(0.0)),
        ]
    }

    proptest! {
        #[test]
        fn many_units_at_a_time_are_each_on_its_own(
            table in (1_usize..8, 4_usize..40).prop_flat_map(|(children, units)| {
                proptest::collection::vec(proptest::collection::vec(cell(), units), children)
            }),
            weights in proptest::collection::vec(prop_oneof![Just(1.0), Just(0.0), 0.1..3.0_f64], 8),
            rule in prop_oneof![
                Just(MissingRule::Skip),
                Just(MissingRule::Propagate),
                Just(MissingRule::Substitute),
            ],
            at_least in proptest::option::of(0.0..1.0_f64),
            repeat in 1_usize..30,
        ) {
            let columns: Vec<Column> = table
                .iter()
                .map(|cells| cells.iter().copied().cycle().take(cells.len() * repeat).collect())
                .collect();
            let gaps = Gaps { rule, substitute: 12.5, at_least };
            let children = Children::new(&columns, &weights[..columns.len()]).unwrap();
            let found = aggregate_columns(&children, Aggregation::Arithmetic, &gaps).column;
            let mut values = Vec::new();
            for unit in 0..children.units() {
                let (alone, _) = one(&children, Aggregation::Arithmetic, &gaps, unit, &mut values);
                prop_assert_eq!(
                    found.get(unit).map(f64::to_bits),
                    alone.filter(|x| x.is_finite()).map(f64::to_bits)
                );
            }
        }
    }
}

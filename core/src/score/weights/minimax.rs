//! The linear programme behind benefit of the doubt and best-worst weights.
//!
//! Given rows `a_i`, find shares `p` with `Σ p = 1` and `low ≤ p ≤ high` for which the largest
//! `a_i · p` is smallest. A primal simplex walks from corner to corner. A corner is a set of *free*
//! shares, all others being at a bound, and as many *tight* rows, all equal to the largest: a
//! linear system no larger than the number of shares, factored anew at every corner, so that errors
//! do not add up over the walk. All other work is one pass over the rows in use.

// Kernel: sizes are checked at the entry of `Minimax::new`, and places come from its own lists.
#![allow(clippy::indexing_slicing)]

use super::lu::Lu;
use super::ratio::first_row;
use super::table::dot;

/// Where a share stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stand {
    Low,
    High,
    Free,
}

/// What stops a move.
#[derive(Debug, Clone, Copy)]
enum Stop {
    /// The moving share reaches its other bound.
    Across,
    /// A free share (place among the free) reaches a bound.
    Bound(usize, Stand),
    /// A row becomes tight.
    Row(usize),
}

/// What moves.
#[derive(Debug, Clone, Copy)]
enum Move {
    /// A share leaves its bound, up or down.
    Share(usize, f64),
    /// A tight row (place among the tight) falls behind.
    Row(usize),
}

/// An optimal corner.
#[derive(Debug, Clone)]
pub(crate) struct Optimum {
    /// The shares.
    pub(crate) shares: Vec<f64>,
    /// The largest row, computed from the shares.
    pub(crate) value: f64,
    /// What no shares can get below, proved by the multipliers: equal to the value but for rounding.
    pub(crate) bound: f64,
    /// Rows and their multipliers, which are positive and sum to 1.
    pub(crate) multipliers: Vec<(usize, f64)>,
}

/// The problem: column `j` of the rows is `columns[j] × scales[j]`.
pub(crate) struct Minimax<'a> {
    columns: &'a [&'a [f64]],
    scales: &'a [f64],
    low: &'a [f64],
    high: &'a [f64],
    rows: usize,
    /// The largest number of every column, by size, and at least 1: the size of its rounding errors.
    sizes: Vec<f64>,
}

/// Moves that gain nothing before the choice becomes Bland's (1977), which cannot go in circles.
const STALLS: usize = 60;
/// A move counts as a gain from here on, relative to the size of the numbers.
const GAIN: f64 = 1e-12;

impl<'a> Minimax<'a> {
    /// A problem; `None` when sizes differ or no shares are within the bounds.
    pub(crate) fn new(
        columns: &'a [&'a [f64]],
        scales: &'a [f64],
        low: &'a [f64],
        high: &'a [f64],
    ) -> Option<Self> {
        let rows = columns.first()?.len();
        let width = columns.len();
        let fits = [scales.len(), low.len(), high.len()].iter().all(|len| *len == width)
            && columns.iter().all(|column| column.len() == rows)
            && rows > 0;
        let (least, most) = (low.iter().sum::<f64>(), high.iter().sum::<f64>());
        let ordered = low.iter().zip(high).all(|(low, high)| 0.0 <= *low && low <= high);
        if !(fits && ordered && least <= 1.0 + 1e-12 && most >= 1.0 - 1e-12) {
            return None;
        }
        let sizes = columns.iter().zip(scales).map(|(column, scale)| {
            (column.iter().fold(0.0_f64, |top, y| top.max(y.abs())) * scale).max(1.0)
        });
        let sizes: Vec<f64> = sizes.collect();
        Some(Self { columns, scales, low, high, rows, sizes })
    }

    fn cell(&self, row: usize, share: usize) -> f64 {
        self.columns[share][row] * self.scales[share]
    }

    /// The corner of an order of preference: the shares liked best at their upper bounds.
    fn greedy(&self, likes: &[f64]) -> (Vec<f64>, usize) {
        let mut order: Vec<usize> = (0..likes.len()).collect();
        order.sort_by(|a, b| likes[*a].total_cmp(&likes[*b]));
        let mut shares = self.low.to_vec();
        let mut left = 1.0 - self.low.iter().sum::<f64>();
        let mut last = order.first().copied().unwrap_or_default();
        for share in order {
            last = share;
            let room = self.high[share] - self.low[share];
            if left <= room {
                shares[share] += left;
                return (shares, last);
            }
            shares[share] = self.high[share];
            left -= room;
        }
        (shares, last)
    }

    /// Value minus row, for all rows; and the value.
    fn slacks(&self, shares: &[f64], slacks: &mut Vec<f64>) -> f64 {
        slacks.clear();
        slacks.resize(self.rows, 0.0);
        for (share, p) in shares.iter().enumerate() {
            self.subtract(share, *p, slacks);
        }
        let value = -slacks.iter().copied().fold(f64::INFINITY, f64::min);
        slacks.iter_mut().for_each(|slack| *slack += value);
        value
    }

    fn subtract(&self, share: usize, amount: f64, from: &mut [f64]) {
        let factor = amount * self.scales[share];
        if factor != 0.0 {
            for (cell, y) in from.iter_mut().zip(self.columns[share]) {
                *cell -= factor * y;
            }
        }
    }

    /// Walks to an optimal corner. A value of `floor` ends it at once: the caller knows that none
    /// can be lower.
    pub(crate) fn solve(&self, floor: Option<f64>) -> Option<Optimum> {
        let width = self.columns.len();
        let (shares, first) = self.greedy(&self.sizes);
        let mut slacks = Vec::new();
        let value = self.slacks(&shares, &mut slacks);
        let top = slacks.iter().position(|slack| *slack <= 0.0)?;
        let stands = (0..width).map(|j| match shares[j] {
            _ if j == first => Stand::Free,
            p if p > self.low[j] => Stand::High,
            _ => Stand::Low,
        });
        let mut corner = Corner {
            stands: stands.collect(),
            free: vec![first],
            tight: vec![top],
            shares,
            value,
            slacks,
            lu: Lu::default(),
            matrix: Vec::new(),
        };
        let mut direction = vec![0.0; self.rows];
        let (mut best, mut stalls) = (f64::INFINITY, 0);
        for _ in 0..200 * (width + 10) {
            if !self.factor(&mut corner) {
                return None;
            }
            let duals = self.duals(&mut corner);
            if corner.value < best - 1e-14 * best.abs() {
                (best, stalls) = (corner.value, 0);
            } else {
                stalls += 1;
            }
            let reached = floor.is_some_and(|floor| corner.value <= floor * (1.0 + 1e-13));
            let next = if reached { None } else { self.choose(&corner, &duals, stalls > STALLS) };
            let Some(next) = next else { return Some(self.finish(&corner, &duals)) };
            if !self.walk(&mut corner, next, &mut direction, stalls > STALLS) {
                return None;
            }
        }
        None
    }

    /// The system of a corner: for every tight row `Σ a_ij p_j - value = …`, and `Σ p = …`. Solves
    /// it for the free shares and the value.
    fn factor(&self, corner: &mut Corner) -> bool {
        let size = corner.free.len() + 1;
        corner.matrix.clear();
        for row in &corner.tight {
            corner.matrix.extend(corner.free.iter().map(|j| self.cell(*row, *j)));
            corner.matrix.push(-1.0);
        }
        corner.matrix.extend(std::iter::repeat_n(1.0, size - 1));
        corner.matrix.push(0.0);
        if corner.tight.len() + 1 != size || !corner.lu.factor(&corner.matrix, size) {
            return false;
        }
        let bound: Vec<usize> =
            (0..self.columns.len()).filter(|j| corner.stands[*j] != Stand::Free).collect();
        let mut right: Vec<f64> = corner
            .tight
            .iter()
            .map(|row| -bound.iter().map(|j| self.cell(*row, *j) * corner.shares[*j]).sum::<f64>())
            .collect();
        right.push(1.0 - bound.iter().map(|j| corner.shares[*j]).sum::<f64>());
        corner.lu.solve(&mut right);
        for (j, p) in corner.free.iter().zip(&right) {
            corner.shares[*j] = p.clamp(self.low[*j], self.high[*j]);
        }
        corner.value = right[size - 1];
        true
    }

    /// The multipliers of the tight rows, which sum to 1, and last that of `Σ p = 1`.
    fn duals(&self, corner: &mut Corner) -> Vec<f64> {
        let mut duals = vec![0.0; corner.free.len()];
        duals.push(-1.0);
        corner.lu.solve_transposed(&mut duals);
        duals
    }

    /// What a share that leaves its bound upwards adds to the value.
    fn rate(&self, corner: &Corner, duals: &[f64], share: usize) -> f64 {
        let rows = corner.tight.iter().zip(duals).map(|(row, d)| self.cell(*row, share) * d);
        rows.sum::<f64>() + duals[corner.tight.len()]
    }

    /// The move that gains most by unit of itself, or by Bland's rule the first that gains at all.
    fn choose(&self, corner: &Corner, duals: &[f64], bland: bool) -> Option<Move> {
        let mut best: Option<(f64, usize, Move)> = None;
        let mut offer = |gain: f64, order: usize, of: Move| {
            let better = match &best {
                None => true,
                Some((_, first, _)) if bland => order < *first,
                Some((most, ..)) => gain > *most,
            };
            if better {
                best = Some((gain, order, of));
            }
        };
        for (share, stand) in corner.stands.iter().enumerate() {
            let sign = match stand {
                Stand::Free => continue,
                Stand::Low => 1.0,
                Stand::High => -1.0,
            };
            // A share with large numbers moves little: gains are compared by the way it can go.
            let size = self.sizes[share].max(corner.value.abs());
            let gain = -sign * self.rate(corner, duals, share) / size;
            if gain > GAIN && self.high[share] > self.low[share] {
                offer(gain, share, Move::Share(share, sign));
            }
        }
        for (place, row) in corner.tight.iter().enumerate() {
            let gain = -duals[place];
            if gain > GAIN {
                offer(gain, self.columns.len() + row, Move::Row(place));
            }
        }
        best.map(|(.., of)| of)
    }

    /// Makes a move as far as it goes; false if nothing stops it, which only rounding can bring about.
    fn walk(&self, corner: &mut Corner, of: Move, direction: &mut [f64], bland: bool) -> bool {
        let count = corner.free.len();
        let mut step = vec![0.0; count + 1];
        match of {
            Move::Share(share, sign) => {
                for (cell, row) in step.iter_mut().zip(&corner.tight) {
                    *cell = -self.cell(*row, share) * sign;
                }
                step[count] = -sign;
            }
            Move::Row(place) => step[place] = -1.0,
        }
        corner.lu.solve(&mut step);
        // How fast every row falls behind the value; negative where it catches up.
        direction.fill(step[count]);
        for (j, p) in corner.free.iter().zip(&step) {
            self.subtract(*j, *p, direction);
        }
        let (mut far, mut stop, mut stopped) = (f64::INFINITY, Stop::Across, usize::MAX);
        if let Move::Share(share, sign) = of {
            self.subtract(share, sign, direction);
            far = self.high[share] - self.low[share];
        }
        for (place, (j, p)) in corner.free.iter().zip(&step).enumerate() {
            let (room, stand) = if *p < 0.0 {
                (corner.shares[*j] - self.low[*j], Stand::Low)
            } else {
                (self.high[*j] - corner.shares[*j], Stand::High)
            };
            let distance = room.max(0.0) / p.abs();
            if p.abs() > 1e-14 && (distance < far || (bland && distance == far && *j < stopped)) {
                (far, stop, stopped) = (distance, Stop::Bound(place, stand), *j);
            }
        }
        for row in &corner.tight {
            direction[*row] = 0.0;
        }
        if let Some((row, distance)) =
            first_row(&corner.slacks, direction, far, corner.value, bland)
        {
            (far, stop) = (distance, Stop::Row(row));
        }
        if !far.is_finite() {
            return false;
        }
        for (slack, speed) in corner.slacks.iter_mut().zip(direction.iter()) {
            *slack = (*slack + far * speed).max(0.0);
        }
        for row in &corner.tight {
            corner.slacks[*row] = 0.0;
        }
        for (j, p) in corner.free.iter().zip(&step) {
            corner.shares[*j] += far * p;
        }
        if let Move::Row(place) = of {
            let row = corner.tight.swap_remove(place);
            corner.slacks[row] = far;
        }
        self.exchange(corner, of, stop);
        true
    }

    fn exchange(&self, corner: &mut Corner, of: Move, stop: Stop) {
        if let Stop::Bound(place, stand) = stop {
            let j = corner.free.swap_remove(place);
            corner.stands[j] = stand;
            corner.shares[j] = if stand == Stand::Low { self.low[j] } else { self.high[j] };
        }
        if let Stop::Row(row) = stop {
            corner.tight.push(row);
        }
        if let Move::Share(share, sign) = of {
            if matches!(stop, Stop::Across) {
                let up = sign > 0.0;
                corner.stands[share] = if up { Stand::High } else { Stand::Low };
                corner.shares[share] = if up { self.high[share] } else { self.low[share] };
            } else {
                corner.stands[share] = Stand::Free;
                corner.free.push(share);
            }
        }
    }

    /// The corner with its value and the bound that proves it, from the rows as they were given.
    fn finish(&self, corner: &Corner, duals: &[f64]) -> Optimum {
        let mut slacks = Vec::new();
        let value = self.slacks(&corner.shares, &mut slacks);
        let positive: Vec<f64> =
            duals[..corner.tight.len()].iter().map(|d| if *d > GAIN { *d } else { 0.0 }).collect();
        let all: f64 = positive.iter().sum();
        let mut multipliers: Vec<(usize, f64)> = corner
            .tight
            .iter()
            .zip(&positive)
            .filter(|(_, d)| **d > 0.0)
            .map(|(row, d)| (*row, d / all))
            .collect();
        multipliers.sort_by_key(|(row, _)| *row);
        // No shares make the weighted rows smaller than those that take the smallest first.
        let weighted: Vec<f64> = (0..self.columns.len())
            .map(|j| multipliers.iter().map(|(row, d)| self.cell(*row, j) * d).sum())
            .collect();
        let (cheapest, _) = self.greedy(&weighted);
        let bound = dot(&cheapest, &weighted);
        Optimum { shares: corner.shares.clone(), value, bound, multipliers }
    }
}

/// A corner, and the matrix of its system.
struct Corner {
    stands: Vec<Stand>,
    free: Vec<usize>,
    tight: Vec<usize>,
    shares: Vec<f64>,
    value: f64,
    slacks: Vec<f64>,
    lu: Lu,
    matrix: Vec<f64>,
}

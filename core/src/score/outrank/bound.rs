//! Kemeny orders by branch and bound, for components too large for subsets.
#![allow(clippy::indexing_slicing, reason = "places are below the size of the component")]

use super::kemeny::{EQUAL, Found, Shares};

pub(super) fn search(shares: &Shares, limit: usize, work: u64) -> Found {
    let start = improved(shares, by_wins(shares));
    let best = shares.score(&start);
    let mut search = Search {
        shares,
        limit,
        work,
        best,
        orders: Vec::new(),
        all: true,
        placed: vec![false; shares.size],
        order: Vec::with_capacity(shares.size),
    };
    let open = (0..shares.size).flat_map(|a| (0..a).map(move |b| (a, b)));
    let all = crate::number::sum(open.map(|(a, b)| shares.of(a, b).max(shares.of(b, a))));
    let bound = search.down(0.0, all);
    let complete = search.work > 0;
    let (mut orders, all) = (search.orders, search.all && complete);
    if orders.is_empty() {
        orders.push(start);
    }
    orders.sort();
    let score = orders.first().map_or(best, |order| shares.score(order));
    Found::listed(orders, score, if complete { score } else { bound.max(score) }, all)
}

/// Most wins first.
fn by_wins(shares: &Shares) -> Vec<usize> {
    let sum = |unit: usize| -> f64 {
        (0..shares.size).filter(|other| *other != unit).map(|other| shares.of(unit, other)).sum()
    };
    let mut order: Vec<(f64, usize)> = (0..shares.size).map(|unit| (sum(unit), unit)).collect();
    order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    order.into_iter().map(|(_, unit)| unit).collect()
}

/// Moves units to better places until no single move helps.
fn improved(shares: &Shares, mut order: Vec<usize>) -> Vec<usize> {
    let gain = |a: usize, b: usize| shares.of(a, b) - shares.of(b, a);
    loop {
        let mut most = (EQUAL, 0, 0);
        for from in 0..order.len() {
            let unit = order[from];
            let mut sum = 0.0;
            for to in (0..from).rev() {
                sum += gain(unit, order[to]);
                most = if sum > most.0 { (sum, from, to) } else { most };
            }
            sum = 0.0;
            for (to, other) in order.iter().enumerate().skip(from + 1) {
                sum += gain(*other, unit);
                most = if sum > most.0 { (sum, from, to) } else { most };
            }
        }
        let (gained, from, to) = most;
        if gained <= EQUAL {
            return order;
        }
        let unit = order.remove(from);
        order.insert(to, unit);
    }
}

struct Search<'a> {
    shares: &'a Shares,
    limit: usize,
    /// Steps left.
    work: u64,
    best: f64,
    orders: Vec<Vec<usize>>,
    all: bool,
    placed: Vec<bool>,
    order: Vec<usize>,
}

impl Search<'_> {
    /// Completes the order begun, whose pairs score `score`, while the pairs among the units not
    /// yet placed can give `open` at most. Returns a bound on what lies below.
    fn down(&mut self, score: f64, open: f64) -> f64 {
        let size = self.shares.size;
        if self.order.len() == size {
            if score > self.best + EQUAL {
                self.best = score;
                self.orders.clear();
                self.all = true;
            }
            if self.orders.len() < self.limit {
                self.orders.push(self.order.clone());
            } else {
                self.all = false;
            }
            return score;
        }
        // Every unit that may come next, with the score and bound it leads to.
        let mut next: Vec<(f64, f64, usize)> = Vec::new();
        for unit in (0..size).filter(|unit| !self.placed[*unit]) {
            // A candidate costs a look at each other unit.
            self.work = self.work.saturating_sub(size as u64);
            if !self.is_better_earlier(unit) {
                let others = (0..size).filter(|other| !self.placed[*other] && *other != unit);
                let (mut won, mut most) = (0.0, 0.0);
                for other in others {
                    let (ahead, behind) =
                        (self.shares.of(unit, other), self.shares.of(other, unit));
                    won += ahead;
                    most += ahead.max(behind);
                }
                next.push((score + won, open - most, unit));
            }
        }
        let limit = |entry: &(f64, f64, usize)| entry.0 + entry.1;
        next.sort_by(|a, b| limit(b).total_cmp(&limit(a)).then(a.2.cmp(&b.2)));
        let mut bound = self.best;
        for (score, open, unit) in next {
            let full = self.orders.len() == self.limit;
            let reach = score + open;
            if reach < self.best - EQUAL {
                continue;
            }
            // Once enough equal orders are known, only better ones are of interest.
            if full && reach <= self.best + EQUAL {
                self.all = false;
                continue;
            }
            if self.work == 0 {
                bound = bound.max(reach);
                continue;
            }
            self.placed[unit] = true;
            self.order.push(unit);
            let below = self.down(score, open);
            self.order.pop();
            self.placed[unit] = false;
            bound = bound.max(below);
        }
        bound
    }

    /// Whether an order in which `unit` follows those placed can be bettered by moving it up before
    /// some of them.
    fn is_better_earlier(&self, unit: usize) -> bool {
        let mut gained = 0.0;
        for above in self.order.iter().rev() {
            gained += self.shares.of(unit, *above) - self.shares.of(*above, unit);
            if gained > EQUAL {
                return true;
            }
        }
        false
    }
}

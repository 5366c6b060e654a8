//! Ways that need no solver: everything at once, and all combinations of few.

use super::{Found, Problem, Proof, Way, keep_minimal};
use crate::assess::model::Expr;
use crate::assess::truth::Truth;
use crate::number::decimals::compare;
use std::collections::BTreeMap;

/// A test that has to hold (true) or fail (false).
type Literal = (usize, bool);

/// The tests that an expression needs, by item, where it needs them all.
fn literals(expr: &Expr, wanted: bool, found: &mut BTreeMap<usize, Vec<Literal>>) -> Option<()> {
    match expr {
        Expr::Leaf { item, test } => {
            found.entry(*item).or_default().push((*test, wanted));
            Some(())
        }
        Expr::All(parts) if wanted || parts.len() == 1 => {
            parts.iter().try_for_each(|part| literals(part, wanted, found))
        }
        Expr::AtLeast { needed, parts } => match parts.as_slice() {
            [(weight, part)] if compare(*weight, *needed).is_ge() && *needed > 0.0 => {
                literals(part, wanted, found)
            }
            _ => None,
        },
        Expr::Not(part) => literals(part, !wanted, found),
        Expr::Known(Truth::Met) if wanted => Some(()),
        Expr::Known(Truth::NotMet) if !wanted => Some(()),
        _ => None,
    }
}

impl Problem<'_> {
    /// Where everything is needed: each item at its least cost.
    pub(super) fn direct(&self, expr: &Expr) -> Option<Found> {
        let mut needed = BTreeMap::new();
        literals(expr, true, &mut needed)?;
        let mut way: Way = Vec::new();
        for (item, tests) in needed {
            let fits = |truth: &dyn Fn(usize) -> Truth| {
                tests.iter().all(|(test, wanted)| {
                    truth(*test) == if *wanted { Truth::Met } else { Truth::NotMet }
                })
            };
            if fits(&|test| self.model.now(item, test)) {
                continue;
            }
            let candidates = self.candidates.get(item)?.iter().enumerate();
            let cheapest = candidates
                .filter(|(number, _)| fits(&|test| self.truth_with(item, test, Some(*number))))
                .min_by(|(_, a), (_, b)| a.cost.total_cmp(&b.cost));
            match cheapest {
                Some((number, _)) => way.push((item, number)),
                // Nothing that can be done about it is enough.
                None => {
                    return Some(Found {
                        cost: None,
                        ways: Vec::new(),
                        more: false,
                        proof: Proof::Direct,
                    });
                }
            }
        }
        let found = Found {
            cost: Some(self.cost(&way)),
            ways: vec![way.clone()],
            more: false,
            proof: Proof::Direct,
        };
        self.holds(expr, &way).then_some(found)
    }

    /// All combinations, where there are few.
    pub(super) fn enumerate(&self, expr: &Expr) -> Option<Found> {
        let mut items = Vec::new();
        mentioned(expr, &mut items);
        let combinations = items.iter().try_fold(1usize, |product, item| {
            product.checked_mul(self.candidates.get(*item).map_or(0, Vec::len) + 1)
        });
        if combinations.is_none_or(|count| count > self.options.enumerate) {
            return None;
        }
        let mut search =
            Search { problem: self, expr, items: &items, best: None, ways: Vec::new() };
        search.step(0, &mut Vec::new());
        let Search { best, mut ways, .. } = search;
        keep_minimal(&mut ways);
        let more = ways.len() > self.options.alternatives.max(1);
        ways.truncate(self.options.alternatives.max(1));
        Some(Found { cost: best, ways, more, proof: Proof::Enumeration })
    }
}

/// The items that an expression looks at, rising.
pub(super) fn mentioned(expr: &Expr, items: &mut Vec<usize>) {
    match expr {
        Expr::Leaf { item, .. } => {
            if let Err(place) = items.binary_search(item) {
                items.insert(place, *item);
            }
        }
        Expr::All(parts) => parts.iter().for_each(|part| mentioned(part, items)),
        Expr::AtLeast { parts, .. } => parts.iter().for_each(|(_, part)| mentioned(part, items)),
        Expr::Not(part) | Expr::Assume(part, _) => mentioned(part, items),
        Expr::Known(_) => {}
    }
}

struct Search<'a> {
    problem: &'a Problem<'a>,
    expr: &'a Expr,
    items: &'a [usize],
    best: Option<f64>,
    ways: Vec<Way>,
}

impl Search<'_> {
    fn step(&mut self, at: usize, way: &mut Way) {
        let cost = self.problem.cost(way);
        if self.best.is_some_and(|best| compare(cost, best).is_gt()) {
            return;
        }
        let Some(item) = self.items.get(at).copied() else {
            if self.problem.holds(self.expr, way) {
                if self.best.is_none_or(|best| compare(cost, best).is_lt()) {
                    self.best = Some(cost);
                    self.ways.clear();
                }
                self.ways.push(way.clone());
            }
            return;
        };
        self.step(at + 1, way);
        for number in 0..self.problem.candidates.get(item).map_or(0, Vec::len) {
            way.push((item, number));
            self.step(at + 1, way);
            way.pop();
        }
    }
}

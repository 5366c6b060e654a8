//! A lower bound of the cost that does not come from the solver.

use super::Problem;
use super::search::mentioned;
use crate::assess::model::Expr;
use crate::assess::truth::Truth;

impl Problem<'_> {
    /// No way to make an expression hold (or fail) costs less. Infinite where there is none.
    ///
    /// A test costs its cheapest candidate. Of parts that share no item the costs add up; of parts
    /// that share one the dearest counts. Of parts of which some are needed the cheapest count, by
    /// weight as in a knapsack that may be filled with fractions.
    pub(super) fn lower_bound(&self, expr: &Expr, wanted: bool) -> f64 {
        match expr {
            Expr::Known(truth) => match (*truth == Truth::Met, *truth == Truth::NotMet) {
                (true, _) if wanted => 0.0,
                (_, true) if !wanted => 0.0,
                _ => f64::INFINITY,
            },
            Expr::Leaf { item, test } => {
                let right = if wanted { Truth::Met } else { Truth::NotMet };
                if self.model.now(*item, *test) == right {
                    return 0.0;
                }
                let candidates = self.candidates.get(*item).into_iter().flatten();
                let fitting = candidates.filter(|one| one.truths.get(*test) == Some(&right));
                fitting.map(|one| one.cost).fold(f64::INFINITY, f64::min)
            }
            Expr::Not(part) => self.lower_bound(part, !wanted),
            Expr::Assume(part, instead) => {
                let right = if wanted { Truth::Met } else { Truth::NotMet };
                if *instead == right { 0.0 } else { self.lower_bound(part, wanted) }
            }
            Expr::All(parts) if wanted => self.together(parts.iter(), true),
            Expr::All(parts) => {
                let each = parts.iter().map(|part| self.lower_bound(part, false));
                each.fold(f64::INFINITY, f64::min)
            }
            Expr::AtLeast { needed, parts } => {
                let total: f64 = parts.iter().map(|(weight, _)| weight).sum();
                // To fail, more weight must fail than is left over.
                let whole = parts.iter().all(|(weight, _)| weight.fract() == 0.0);
                let needed = match (wanted, whole) {
                    (true, _) => *needed,
                    (false, true) => (total - needed.ceil() + 1.0).max(0.0),
                    (false, false) => (total - needed).max(0.0),
                };
                let weighed =
                    parts.iter().map(|(weight, part)| (*weight, self.lower_bound(part, wanted)));
                let mut weighed: Vec<(f64, f64)> = weighed.collect();
                let disjoint = self.disjoint(parts.iter().map(|(_, part)| part));
                weighed.sort_by(|a, b| (a.1 * b.0).total_cmp(&(b.1 * a.0)));
                if disjoint {
                    return fractional(&weighed, needed);
                }
                // With shared items only this is sure: the dearest of those that are needed counts.
                weighed.sort_by(|a, b| a.1.total_cmp(&b.1));
                let mut weight = 0.0;
                for (own, cost) in &weighed {
                    weight += own;
                    if weight >= needed {
                        return *cost;
                    }
                }
                f64::INFINITY
            }
        }
    }

    /// All of several: groups that share no item add up.
    fn together<'e>(&self, parts: impl Iterator<Item = &'e Expr>, wanted: bool) -> f64 {
        let mut groups: Vec<(Vec<usize>, f64)> = Vec::new();
        for part in parts {
            let mut items = Vec::new();
            mentioned(part, &mut items);
            let mut cost = self.lower_bound(part, wanted);
            let (touching, apart): (Vec<_>, Vec<_>) = groups
                .into_iter()
                .partition(|(others, _)| others.iter().any(|item| items.contains(item)));
            groups = apart;
            for (others, dearest) in touching {
                items.extend(others);
                cost = cost.max(dearest);
            }
            groups.push((items, cost));
        }
        groups.iter().map(|(_, cost)| cost).sum()
    }

    fn disjoint<'e>(&self, parts: impl Iterator<Item = &'e Expr>) -> bool {
        let mut seen: Vec<usize> = Vec::new();
        for part in parts {
            let mut items = Vec::new();
            mentioned(part, &mut items);
            if items.iter().any(|item| seen.contains(item)) {
                return false;
            }
            seen.extend(items);
        }
        true
    }
}

/// The least cost of so much weight, the cheapest by weight first, the last of them in part; with
/// equal weights whole parts are counted, which is exact.
fn fractional(weighed: &[(f64, f64)], needed: f64) -> f64 {
    let equal = weighed.iter().all(|(weight, _)| Some(weight) == weighed.first().map(|(w, _)| w));
    let (mut missing, mut cost) = (needed, 0.0);
    for (weight, price) in weighed {
        if missing <= 1e-9 {
            break;
        }
        let part = if equal { 1.0 } else { (missing / weight).min(1.0) };
        cost += price * part;
        missing -= weight;
    }
    if missing > 1e-9 { f64::INFINITY } else { cost }
}

//! Larger cases as an integer programme.

use super::{Found, Problem, Proof, Way};
use crate::assess::model::Expr;
use crate::assess::truth::Truth;
use crate::number::decimals::compare;
use microlp::{
    ComparisonOp, Error, OptimizationDirection, SolutionStatus, SolveOptions, SolveOutcome,
    Variable,
};

/// A sum of variables and a constant: at most 1 where the expression holds.
#[derive(Debug, Clone, Default)]
struct Sum {
    terms: Vec<(Variable, f64)>,
    constant: f64,
}

/// The programme while it is built.
struct Builder<'a> {
    problem: &'a Problem<'a>,
    programme: microlp::Problem,
    /// A variable for every candidate of every item that is mentioned.
    chosen: Vec<Vec<Variable>>,
}

impl Builder<'_> {
    /// A sum that is 1 only where the expression is as wanted.
    fn sum(&mut self, expr: &Expr, wanted: bool) -> Sum {
        match expr {
            Expr::Known(truth) => constant(right(*truth, wanted)),
            Expr::Leaf { item, test } => {
                let now = right(self.problem.model.now(*item, *test), wanted);
                self.leaf(*item, *test, wanted, now)
            }
            Expr::Assume(part, instead) => match (&**part, right(*instead, wanted)) {
                (Expr::Leaf { item, test }, instead) => {
                    let now = match self.problem.model.now(*item, *test) {
                        Truth::Undetermined => instead,
                        known => right(known, wanted),
                    };
                    self.leaf(*item, *test, wanted, now)
                }
                // What a larger part counts as while it is unknown holds as long as it is.
                (part, true) => {
                    let model = self.problem.model;
                    match part.eval(&|item, test| model.now(item, test)) {
                        Truth::Undetermined => constant(true),
                        _ => self.sum(part, wanted),
                    }
                }
                (part, false) => self.sum(part, wanted),
            },
            Expr::Not(part) => self.sum(part, !wanted),
            Expr::All(parts) => {
                let sums: Vec<(f64, Sum)> =
                    parts.iter().map(|part| (1.0, self.sum(part, wanted))).collect();
                let needed = if wanted { sums.len() as f64 } else { 1.0 };
                self.at_least(&sums, needed)
            }
            Expr::AtLeast { needed, parts } => {
                let sums: Vec<(f64, Sum)> =
                    parts.iter().map(|(weight, part)| (*weight, self.sum(part, wanted))).collect();
                let total: f64 = parts.iter().map(|(weight, _)| weight).sum();
                let whole = parts.iter().all(|(weight, _)| weight.fract() == 0.0);
                let needed = match (wanted, whole) {
                    (true, _) => *needed - 1e-9 * total,
                    // To fail, more must fail than is left over.
                    (false, true) => total - needed.ceil() + 1.0,
                    (false, false) => total - needed + 1e-6 * total,
                };
                self.at_least(&sums, needed)
            }
        }
    }

    fn leaf(&self, item: usize, test: usize, wanted: bool, now: bool) -> Sum {
        let mut sum = constant(now);
        let variables = self.chosen.get(item).into_iter().flatten();
        let candidates = self.problem.candidates.get(item).into_iter().flatten();
        for (variable, candidate) in variables.zip(candidates) {
            let then = candidate.truths.get(test).is_some_and(|truth| right(*truth, wanted));
            let change = f64::from(u8::from(then)) - f64::from(u8::from(now));
            if change != 0.0 {
                sum.terms.push((*variable, change));
            }
        }
        sum
    }

    /// A variable that is 1 only where so much of the weight is.
    fn at_least(&mut self, sums: &[(f64, Sum)], needed: f64) -> Sum {
        if needed <= 0.0 {
            return constant(true);
        }
        let holds = self.programme.add_binary_var(0.0);
        let mut terms: Vec<(Variable, f64)> = vec![(holds, -needed)];
        let mut given = 0.0;
        for (weight, sum) in sums {
            given += weight * sum.constant;
            terms.extend(sum.terms.iter().map(|(variable, factor)| (*variable, weight * factor)));
        }
        self.programme.add_constraint(merged(terms), ComparisonOp::Ge, -given);
        Sum { terms: vec![(holds, 1.0)], constant: 0.0 }
    }
}

/// Each variable once.
fn merged(mut terms: Vec<(Variable, f64)>) -> Vec<(Variable, f64)> {
    terms.sort_by_key(|(variable, _)| variable.idx());
    let mut once: Vec<(Variable, f64)> = Vec::with_capacity(terms.len());
    for (variable, factor) in terms {
        match once.last_mut() {
            Some((last, sum)) if last.idx() == variable.idx() => *sum += factor,
            _ => once.push((variable, factor)),
        }
    }
    once
}

fn constant(holds: bool) -> Sum {
    Sum { terms: Vec::new(), constant: f64::from(u8::from(holds)) }
}

fn right(truth: Truth, wanted: bool) -> bool {
    truth == if wanted { Truth::Met } else { Truth::NotMet }
}

impl Problem<'_> {
    /// The cheapest way by an integer programme, evaluated again by the rules.
    pub(super) fn programme(&self, expr: &Expr) -> Found {
        let mut builder = Builder {
            problem: self,
            programme: microlp::Problem::new(OptimizationDirection::Minimize),
            chosen: Vec::new(),
        };
        for candidates in &self.candidates {
            let variables: Vec<Variable> = candidates
                .iter()
                .map(|candidate| builder.programme.add_binary_var(candidate.cost))
                .collect();
            if variables.len() > 1 {
                let terms: Vec<(Variable, f64)> = variables.iter().map(|v| (*v, 1.0)).collect();
                builder.programme.add_constraint(terms, ComparisonOp::Le, 1.0);
            }
            builder.chosen.push(variables);
        }
        let root = builder.sum(expr, true);
        let needed = 1.0 - root.constant;
        builder.programme.add_constraint(merged(root.terms), ComparisonOp::Ge, needed);
        let Builder { mut programme, chosen, .. } = builder;

        let mut best: Option<f64> = None;
        let mut ways: Vec<Way> = Vec::new();
        let mut proof = Proof::Solver;
        let mut more = false;
        for round in 0..=self.options.alternatives.max(1) {
            let mut options = SolveOptions::default();
            options.node_limit = Some(self.options.nodes);
            let solution = match programme.solve_with(options) {
                Ok(SolveOutcome::Solution(solution)) => solution,
                Ok(_) => {
                    more = true;
                    if best.is_none() {
                        proof = Proof::Unproven;
                    }
                    break;
                }
                Err(Error::Infeasible) => break,
                Err(_) => {
                    more = true;
                    if best.is_none() {
                        proof = Proof::Unproven;
                    }
                    break;
                }
            };
            let mut way: Way = Vec::new();
            for (item, variables) in chosen.iter().enumerate() {
                for (number, variable) in variables.iter().enumerate() {
                    if solution.var_value(*variable) > 0.5 {
                        way.push((item, number));
                    }
                }
            }
            self.prune(expr, &mut way);
            // The rules have the last word: what they do not confirm is no way.
            if !self.holds(expr, &way) {
                proof = Proof::Unproven;
                more = true;
                break;
            }
            let cost = self.cost(&way);
            if best.is_some_and(|best| compare(cost, best).is_gt()) {
                break;
            }
            if round == self.options.alternatives.max(1) {
                more = true;
                break;
            }
            if solution.status() != SolutionStatus::Optimal && best.is_none() {
                proof = Proof::Unproven;
            }
            if best.is_some_and(|best| compare(cost, best).is_lt()) {
                // The solver had said that nothing cheaper will do.
                ways.clear();
                proof = Proof::Unproven;
            }
            best = Some(cost);
            let terms: Vec<(Variable, f64)> = way
                .iter()
                .filter_map(|(item, number)| Some((*chosen.get(*item)?.get(*number)?, 1.0)))
                .collect();
            let without = terms.len() as f64 - 1.0;
            ways.push(way);
            programme.add_constraint(terms, ComparisonOp::Le, without);
        }
        let bound = self.lower_bound(expr, true);
        match best {
            Some(best) if compare(best, bound).is_le() => proof = Proof::Bound,
            None if bound.is_infinite() => proof = Proof::Bound,
            _ => {}
        }
        Found { cost: best, ways, more, proof }
    }

    /// Drops changes without which the way still leads there.
    fn prune(&self, expr: &Expr, way: &mut Way) {
        let mut at = way.len();
        while at > 0 {
            at -= 1;
            let mut without = way.clone();
            without.remove(at);
            if self.holds(expr, &without) {
                *way = without;
            }
        }
    }
}

//! One score, taken apart.

use super::node::passed_up;
use super::{PeriodScores, Scorecard};
use crate::framework::{Framework, Item, ItemId};
use crate::number;
use crate::recipe::{Aggregation, Denomination, MissingRule};
use serde::Serialize;

/// How one unit came to the score of one item.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Explanation {
    /// Code of the item.
    pub code: String,
    /// The item.
    #[serde(skip)]
    pub item: Option<ItemId>,
    /// The value before the scorer.
    pub value: Option<f64>,
    /// The score, unrounded.
    pub score: Option<f64>,
    /// The score as printed.
    pub shown: Option<f64>,
    /// Rank among the units, where the item is ranked.
    pub rank: Option<f64>,
    /// The share that it weighs in its parent, between 0 and 1; in a sum, the factor. None where it
    /// does not count: not scored, absent and left out, or under a formula.
    pub weight: Option<f64>,
    /// What it adds to its parent before the parent's own scorer, where that is additive. The
    /// contributions of all children add up to the value of the parent.
    pub contribution: Option<f64>,
    /// Whether it counts for its parent.
    pub scored: bool,
    /// How the value was made: scorer, aggregation or formula.
    pub method: String,
    /// The value of an indicator as observed, where something was done to it before it was scored.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub observed: Option<f64>,
    /// The value after denomination, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub denominated: Option<f64>,
    /// The method by which a gap was filled, where it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filled_by: Option<&'static str>,
    /// The value with gaps filled, before it was treated, where treatment moved it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub untreated: Option<f64>,
    /// The share of the indicators that count for a node of which the unit has an observed value.
    pub coverage: Option<f64>,
    /// Its parts.
    pub children: Vec<Explanation>,
}

impl Scorecard {
    /// Takes the score of a unit apart, from an item down to the observed values, 64 tiers deep at
    /// most.
    pub fn explain(
        &self,
        framework: &Framework,
        item: ItemId,
        unit: usize,
        scores: &PeriodScores,
    ) -> Option<Explanation> {
        explain(framework, item, unit, scores, 0)
    }
}

/// Deeper than any real framework; a hostile one must not use up the stack.
const DEEPEST: usize = 64;

fn explain(
    framework: &Framework,
    id: ItemId,
    unit: usize,
    scores: &PeriodScores,
    depth: usize,
) -> Option<Explanation> {
    let item = framework.item(id)?;
    let shares = Shares::of(framework, id, unit, scores);
    let parts = if depth < DEEPEST { item.children.as_slice() } else { &[] };
    let children = parts
        .iter()
        .filter_map(|child| {
            let mut part = explain(framework, child.item, unit, scores, depth + 1)?;
            part.scored = child.scored;
            part.weight = shares.weight(child.item);
            part.contribution = shares.contribution(child.item);
            Some(part)
        })
        .collect();
    let method = match item.node() {
        Some(node) if node.formula.is_some() => "formula",
        Some(node) => node.aggregate.name(),
        None => item.scorer.name(),
    };
    let steps = scores.steps(id);
    let preparation = item.indicator().map(|indicator| &indicator.preparation);
    let filled_by = preparation.filter(|_| scores.is_filled(id, unit)).map(|p| p.impute.name());
    let divides = preparation.is_some_and(|p| p.denominate != Denomination::None);
    Some(Explanation {
        observed: steps.and_then(|steps| steps.as_observed().get(unit)),
        denominated: steps.filter(|_| divides).and_then(|steps| steps.denominated().get(unit)),
        filled_by,
        untreated: steps
            .filter(|steps| steps.is_treated(unit))
            .and_then(|steps| steps.changed().get(unit)),
        coverage: scores.coverage(framework, id, unit),
        code: item.code.to_string(),
        item: Some(id),
        value: scores.raw(id).get(unit),
        score: scores.score(id).get(unit),
        shown: scores.shown(id).get(unit),
        rank: scores.rank(id, unit),
        weight: None,
        contribution: None,
        scored: true,
        method: method.to_owned(),
        children,
    })
}

/// What the children of a node weigh in its value for one unit.
pub(super) struct Shares {
    /// Child, factor, and what it hands up.
    parts: Vec<(ItemId, f64, f64)>,
    additive: bool,
}

impl Shares {
    pub(super) fn of(
        framework: &Framework,
        id: ItemId,
        unit: usize,
        scores: &PeriodScores,
    ) -> Self {
        let none = Self { parts: Vec::new(), additive: false };
        let item = framework.item(id);
        let Some(node) = item.and_then(Item::node).filter(|node| node.formula.is_none()) else {
            return none;
        };
        let all = scores.counting(id);
        let substitute = (node.missing == MissingRule::Substitute).then_some(node.substitute);
        let mut parts: Vec<(ItemId, f64, f64)> = all
            .iter()
            .filter_map(|(id, weight)| {
                let score = passed_up(framework, *id, scores).get(unit).or(substitute)?;
                Some((*id, *weight, score))
            })
            .collect();
        let there = number::sum(parts.iter().map(|(_, weight, _)| *weight));
        let whole = number::sum(all.iter().map(|(_, weight)| *weight));
        let sum = node.aggregate == Aggregation::Sum;
        let scale = match (sum, node.missing) {
            (true, MissingRule::Renormalise) => whole / there,
            (true, _) => 1.0,
            _ => 1.0 / there,
        };
        if !scale.is_finite() {
            return none;
        }
        for (_, weight, _) in &mut parts {
            *weight *= scale;
        }
        let value = scores.raw(id).get(unit);
        let sums = sum || node.aggregate == Aggregation::Arithmetic;
        Self { parts, additive: sums && value.is_some() }
    }

    fn part(&self, child: ItemId) -> Option<&(ItemId, f64, f64)> {
        self.parts.iter().find(|(id, ..)| *id == child)
    }

    pub(super) fn weight(&self, child: ItemId) -> Option<f64> {
        self.part(child).map(|(_, weight, _)| *weight)
    }

    pub(super) fn contribution(&self, child: ItemId) -> Option<f64> {
        self.part(child).filter(|_| self.additive).map(|(_, weight, score)| weight * score)
    }
}

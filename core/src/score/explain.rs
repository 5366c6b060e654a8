//! One score, taken apart.

use super::{PeriodScores, Scorecard};
use crate::framework::{Framework, ItemId};
use crate::recipe::Aggregation;
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
    /// The share that it weighs in its parent, between 0 and 1; in a sum, the factor.
    pub weight: Option<f64>,
    /// What it adds to its parent before the parent's own scorer, where that is additive.
    pub contribution: Option<f64>,
    /// Whether it counts for its parent.
    pub scored: bool,
    /// How the value was made: scorer, aggregation or formula.
    pub method: String,
    /// Its parts.
    pub children: Vec<Explanation>,
}

impl Scorecard {
    /// Takes the score of a unit apart, from an item down to the observed values.
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

fn explain(
    framework: &Framework,
    id: ItemId,
    unit: usize,
    scores: &PeriodScores,
    depth: usize,
) -> Option<Explanation> {
    let item = framework.item(id)?;
    let aggregate = item.node().map(|node| node.aggregate);
    let counted: Vec<(ItemId, f64)> = item.weights(framework.items()).collect();
    let there = counted.iter().filter(|(child, _)| scores.score(*child).get(unit).is_some());
    let whole = crate::number::sum(there.map(|(_, weight)| *weight));
    let children = item
        .children
        .iter()
        .filter_map(|child| {
            let mut part = explain(framework, child.item, unit, scores, depth + 1)?;
            let weight = counted.iter().find(|(id, _)| *id == child.item).map(|(_, w)| *w);
            part.scored = weight.is_some();
            part.weight = weight.map(|weight| match aggregate {
                Some(Aggregation::Sum) => weight,
                _ if whole > 0.0 => weight / whole,
                _ => weight,
            });
            let additive = matches!(aggregate, Some(Aggregation::Sum | Aggregation::Arithmetic));
            part.contribution = match (part.weight, part.score) {
                (Some(weight), Some(score)) if additive => Some(weight * score),
                _ => None,
            };
            Some(part)
        })
        .collect();
    let method = match item.node() {
        Some(node) if node.formula.is_some() => "formula",
        Some(node) => node.aggregate.name(),
        None => item.scorer.name(),
    };
    Some(Explanation {
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

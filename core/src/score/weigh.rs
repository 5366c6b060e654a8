//! What the children of a node weigh, in every period.

use super::prepare::{taught, when};
use super::weights::{
    BestWorst, FactorOptions, Goal, HierarchyOptions, OptimiseOptions, WeightError, best_worst,
    budget_allocation, critic, entropy, factor_weights, first_component, hierarchy, optimise,
};
use super::{Engine, PeriodScores};
use crate::finding::{Finding, catalogue};
use crate::framework::{Item, ItemId, Node};
use crate::id::Code;
use crate::observe::Column;
use crate::recipe::{Comparison, Weighting};
use crate::score::node::{both, passed_up};
use indexmap::IndexMap;

/// The children that count, with what they weigh.
pub(super) type Weights = Vec<(ItemId, f64)>;

/// What comparisons of pairs lead to.
const TOLERANCE: f64 = 1e-6;

impl Engine<'_> {
    /// The weights of the children of a node in every period; none where they cannot be had, which
    /// has then been said.
    pub(super) fn weigh(
        &mut self,
        item: &Item,
        node: &Node,
        scores: &[PeriodScores],
    ) -> Vec<Option<Weights>> {
        let framework = self.framework;
        let stated: Weights = match self.set_weights(item) {
            Some(weights) => return vec![Some(weights); scores.len()],
            None => item.weights(framework.items()).collect(),
        };
        if node.formula.is_some() || stated.is_empty() || node.weights == Weighting::Stated {
            return vec![Some(stated); scores.len()];
        }
        let children: Vec<(ItemId, &Item)> =
            stated.iter().filter_map(|(id, _)| Some((*id, framework.item(*id)?))).collect();
        let codes: Vec<&Code> = children.iter().map(|(_, child)| &child.code).collect();
        if !node.weights.learns() {
            let weights = self.stated_by_people(&node.weights, &children, item);
            let weights = weights.map(|weights| Self::pair(&stated, &weights));
            return vec![self.kept(item, 0, weights); scores.len()];
        }
        // What each child passes up in every period.
        let passed: Vec<Vec<Column>> = children
            .iter()
            .map(|(id, _)| {
                let of = |scores: &PeriodScores| {
                    passed_up(framework, *id, scores).of_units(&scores.included)
                };
                scores.iter().map(of).collect()
            })
            .collect();
        let periods = self.observations.periods();
        (0..scores.len())
            .map(|number| {
                let period = periods.get(number).copied().flatten();
                let learned = self.fit.weights(&item.code, when(item.fit, period), || {
                    let columns: Vec<_> = passed
                        .iter()
                        .map(|columns| taught(item.fit, number, periods, columns))
                        .collect();
                    let columns: Vec<&Column> = columns.iter().map(AsRef::as_ref).collect();
                    let weights = from_data(&node.weights, &columns, &codes)?;
                    Ok(codes.iter().map(|code| (*code).clone()).zip(weights).collect())
                });
                let weights = learned.map(|known: IndexMap<Code, f64>| {
                    let of = |code: &Code| known.get(code).copied().unwrap_or(0.0);
                    Self::pair(&stated, &codes.iter().map(|code| of(code)).collect::<Vec<_>>())
                });
                self.kept(item, number, weights)
            })
            .collect()
    }

    fn pair(children: &Weights, weights: &[f64]) -> Weights {
        children.iter().zip(weights).map(|((id, _), weight)| (*id, *weight)).collect()
    }

    /// Weights, or the finding that there are none.
    fn kept(
        &mut self,
        item: &Item,
        number: usize,
        weights: Result<Weights, WeightError>,
    ) -> Option<Weights> {
        match weights {
            Ok(weights) => Some(weights),
            Err(error) => {
                let mut finding =
                    Finding::new(&catalogue::NO_WEIGHTS).indicator(item.code.as_str());
                if item.node().is_some_and(|node| node.weights.learns()) {
                    finding.period = self.period_text(number);
                }
                let children: Vec<String> = item
                    .weights(self.framework.items())
                    .filter_map(|(id, _)| Some(self.framework.item(id)?.code.to_string()))
                    .collect();
                let (vi, en) = error.said(&children);
                self.findings.push(finding.with("detail", both(vi, en)));
                None
            }
        }
    }

    /// The weights of a set that was chosen, where it says anything about the children of a node.
    fn set_weights(&self, item: &Item) -> Option<Weights> {
        let set = self.weight_set?;
        let code = |id: ItemId| self.framework.item(id).map(|item| &item.code);
        let listed = |id: ItemId| code(id).and_then(|code| set.weights.get(code).copied());
        if !item.children.iter().any(|child| listed(child.item).is_some()) {
            return None;
        }
        let own: Weights = item.weights(self.framework.items()).collect();
        let weights = item.children.iter().filter_map(|child| {
            let id = child.item;
            match listed(id) {
                Some(weight) => {
                    let child = self.framework.item(id)?;
                    let view = child.node().is_some_and(|node| node.view);
                    (weight > 0.0 && child.scored && !view).then_some((id, weight))
                }
                None => own.iter().find(|(other, _)| *other == id).copied(),
            }
        });
        Some(weights.collect())
    }

    /// Weights that people state in some way.
    fn stated_by_people(
        &mut self,
        weighting: &Weighting,
        children: &[(ItemId, &Item)],
        item: &Item,
    ) -> Result<Vec<f64>, WeightError> {
        let codes: Vec<&Code> = children.iter().map(|(_, child)| &child.code).collect();
        let place = |code: &Code| codes.iter().position(|other| *other == code);
        match weighting {
            Weighting::Points => {
                Ok(children.iter().map(|(_, child)| child.points.unwrap_or(0.0)).collect())
            }
            Weighting::Pairwise { comparisons, priority, max_inconsistency } => {
                let mut matrix = vec![vec![f64::NAN; codes.len()]; codes.len()];
                let mut set = |row: usize, column: usize, value: f64| {
                    if let Some(cell) = matrix.get_mut(row).and_then(|row| row.get_mut(column)) {
                        *cell = value;
                    }
                };
                for at in 0..codes.len() {
                    set(at, at, 1.0);
                }
                for Comparison(one, other, times) in comparisons {
                    if let (Some(row), Some(column)) = (place(one), place(other)) {
                        set(row, column, *times);
                        set(column, row, times.recip());
                    }
                }
                let options = HierarchyOptions { priority: *priority, tolerance: TOLERANCE };
                let found = hierarchy(&matrix, &options)?;
                if let Some(ratio) = found.consistency_ratio.filter(|r| r > max_inconsistency) {
                    self.findings.push(
                        Finding::new(&catalogue::INCONSISTENT_COMPARISONS)
                            .indicator(item.code.as_str())
                            .with("ratio", (ratio * 1000.0).round() / 1000.0)
                            .with("most", *max_inconsistency),
                    );
                }
                Ok(found.weights)
            }
            Weighting::BestWorst { best, worst, best_to_others, others_to_worst } => {
                let list = |of: &IndexMap<Code, f64>, itself: &Code| -> Vec<f64> {
                    let one = |code: &Code| if code == itself { 1.0 } else { f64::NAN };
                    codes.iter().map(|c| of.get(*c).copied().unwrap_or_else(|| one(c))).collect()
                };
                let found = best_worst(&BestWorst {
                    best: place(best).unwrap_or(usize::MAX),
                    worst: place(worst).unwrap_or(usize::MAX),
                    best_to_others: list(best_to_others, best),
                    others_to_worst: list(others_to_worst, worst),
                })?;
                Ok(found.weights)
            }
            Weighting::Budget { experts, total, centre } => {
                let points = |expert: &IndexMap<Code, f64>| -> Vec<f64> {
                    codes.iter().map(|code| expert.get(*code).copied().unwrap_or(0.0)).collect()
                };
                let points: Vec<Vec<f64>> = experts.iter().map(points).collect();
                Ok(budget_allocation(&points, *centre, *total)?.weights)
            }
            _ => Ok(vec![1.0; codes.len()]),
        }
    }
}

/// Weights that depend on the scores of the children.
fn from_data(
    weighting: &Weighting,
    columns: &[&Column],
    codes: &[&Code],
) -> Result<Vec<f64>, WeightError> {
    let optimised = |goal: Goal, measure| {
        let options = OptimiseOptions { goal, measure, ..OptimiseOptions::default() };
        Ok(optimise(columns, &options)?.weights)
    };
    match weighting {
        Weighting::Entropy => entropy(columns),
        Weighting::Critic { divisor } => critic(columns, *divisor),
        Weighting::FirstComponent => {
            let weights = first_component(columns)?;
            match weights.iter().position(|weight| *weight < 0.0) {
                Some(place) => {
                    let value = weights.get(place).copied().unwrap_or_default();
                    Err(WeightError::Negative { place, value })
                }
                None => Ok(weights),
            }
        }
        Weighting::Factor { min_eigenvalue, min_explained } => {
            let options = FactorOptions {
                min_eigenvalue: *min_eigenvalue,
                min_explained: *min_explained,
                ..FactorOptions::default()
            };
            Ok(factor_weights(columns, &options)?.weights)
        }
        Weighting::Optimised { importance, measure } if importance.is_empty() => {
            optimised(Goal::Balance, *measure)
        }
        Weighting::Optimised { importance, measure } => {
            let stated = |code: &&Code| importance.get(*code).copied().unwrap_or(0.0);
            let importance = codes.iter().map(stated).collect();
            optimised(Goal::Stated { importance }, *measure)
        }
        Weighting::Information { measure } => optimised(Goal::Information, *measure),
        _ => Ok(vec![1.0; columns.len()]),
    }
}

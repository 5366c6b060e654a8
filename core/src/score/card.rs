//! The result of scoring: every intermediate value, by unit, item and period.

use super::Fit;
use super::line::{Scored, Source};
use super::prepare::{Prepared, Steps, Table};
use super::screen::Screened;
use super::weigh::Weights;
use crate::finding::Findings;
use crate::framework::spec::BandSpec;
use crate::framework::{Framework, ItemId};
use crate::observe::{Column, Observations};
use crate::period::Period;
use crate::register::Unit;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Scores and ranks of all units in all periods, with everything that led to them.
#[derive(Debug, Clone)]
pub struct Scorecard {
    framework: String,
    framework_hash: String,
    units: Arc<[Unit]>,
    periods: Vec<PeriodScores>,
    fit: Fit,
    findings: Findings,
    weight_set: Option<String>,
}

/// Scores of one period.
#[derive(Debug, Clone)]
pub struct PeriodScores {
    period: Option<Period>,
    /// Numbers of the units observed, rising.
    pub(super) units: Vec<usize>,
    raw: Vec<Column>,
    score: Vec<Scored>,
    /// Rounded scores, for items that are rounded.
    shown: Vec<Option<Column>>,
    pub(super) rankings: Vec<Ranking>,
    none: Column,
    /// Numbers of the units that are scored, rising.
    pub(super) included: Vec<usize>,
    /// What is scored, until it is.
    values: Table,
    steps: BTreeMap<ItemId, Steps>,
    weights: BTreeMap<ItemId, Weights>,
    screened: Vec<Option<Screened>>,
    grades: Vec<Option<usize>>,
    dropped: Vec<ItemId>,
}

/// Ranks by one node.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Ranking {
    /// The node.
    pub node: ItemId,
    /// The rank of every unit; none for units that are not ranked.
    pub ranks: Vec<Option<f64>>,
    /// The number of the band of every unit in the ranking's list; empty where it has no bands.
    pub bands: Vec<Option<usize>>,
}

impl PeriodScores {
    pub(super) fn empty(
        period: Option<Period>,
        prepared: Prepared,
        items: usize,
        units: usize,
    ) -> Self {
        let none = Column::absent(units);
        Self {
            period,
            units: prepared.observed,
            // Every item is scored; until it is there is nothing to keep room for.
            raw: vec![Column::default(); items],
            score: vec![Scored::default(); items],
            shown: vec![None; items],
            rankings: Vec::new(),
            none,
            included: prepared.included,
            values: prepared.values,
            steps: prepared.steps,
            weights: BTreeMap::new(),
            screened: prepared.screened,
            grades: prepared.grades,
            dropped: prepared.dropped,
        }
    }

    /// What is scored of an indicator.
    pub(super) fn take_value(&mut self, id: ItemId) -> Column {
        self.values.remove(&id).unwrap_or_else(|| self.none.clone())
    }

    /// Keeps what the children of a node weigh; those of which nobody is scored do not count.
    pub(super) fn set_weights(&mut self, id: ItemId, mut weights: Weights) {
        if !self.dropped.is_empty() {
            weights.retain(|(child, _)| !self.dropped.contains(child));
        }
        self.weights.insert(id, weights);
    }

    pub(super) fn set(&mut self, id: ItemId, raw: Column, score: Scored, shown: Option<Column>) {
        if let (Some(a), Some(b), Some(c)) = (
            self.raw.get_mut(id.index()),
            self.score.get_mut(id.index()),
            self.shown.get_mut(id.index()),
        ) {
            *a = raw;
            *b = score;
            *c = shown;
        }
    }

    /// The period.
    pub fn period(&self) -> Option<Period> {
        self.period
    }

    /// Numbers of the units that were observed in the period, as in [`Scorecard::units`].
    pub fn units(&self) -> &[usize] {
        &self.units
    }

    /// Values before the scorer: as observed, or as aggregated.
    pub fn raw(&self, item: ItemId) -> &Column {
        self.raw.get(item.index()).unwrap_or(&self.none)
    }

    /// Values as they were observed; those of a node are none.
    pub fn observed(&self, item: ItemId) -> &Column {
        match self.steps.get(&item) {
            Some(steps) => steps.as_observed(),
            None if self.weights.contains_key(&item) => &self.none,
            None => self.raw(item),
        }
    }

    /// What became of the values of an indicator, step by step; none where nothing was done to them.
    pub fn steps(&self, item: ItemId) -> Option<&Steps> {
        self.steps.get(&item)
    }

    /// Whether the value of an indicator was filled in.
    pub fn is_filled(&self, item: ItemId, unit: usize) -> bool {
        self.steps.get(&item).is_some_and(|steps| steps.is_filled(unit))
    }

    /// The children of a node that count, with what they weigh; relative, unless the node is a sum.
    pub fn counting(&self, node: ItemId) -> &[(ItemId, f64)] {
        self.weights.get(&node).map(Vec::as_slice).unwrap_or_default()
    }

    /// Numbers of the units that are scored: those observed, less those that were screened out.
    pub fn included(&self) -> &[usize] {
        &self.included
    }

    /// What screening found of a unit; none where the framework screens nobody.
    pub fn screened(&self, unit: usize) -> Option<&Screened> {
        self.screened.get(unit)?.as_ref()
    }

    /// The number of the grade of coverage of a unit, in the list of the framework.
    pub fn grade(&self, unit: usize) -> Option<usize> {
        self.grades.get(unit).copied().flatten()
    }

    /// Indicators by which nobody is scored, because too few units have a value.
    pub fn dropped(&self) -> &[ItemId] {
        &self.dropped
    }

    /// The share of the indicators that count for an item of which a unit has an observed value.
    /// Filled gaps do not count. None where no indicator counts.
    pub fn coverage(&self, framework: &Framework, item: ItemId, unit: usize) -> Option<f64> {
        let below = framework.counted_below(item);
        let there = below.iter().filter(|id| self.observed(**id).get(unit).is_some()).count();
        (!below.is_empty()).then(|| there as f64 / below.len() as f64)
    }

    /// The band of a unit by a node as the framework has it, see [`Self::band`].
    pub fn band_of<'f>(
        &self,
        framework: &'f Framework,
        node: ItemId,
        unit: usize,
    ) -> Option<&'f BandSpec> {
        let rankings = self.rankings.iter().zip(framework.rankings());
        rankings
            .filter(|(ranking, _)| ranking.node == node)
            .find_map(|(ranking, spec)| spec.bands.get(ranking.bands.get(unit).copied().flatten()?))
    }

    /// The band of a unit by a node, in the first ranking by that node that puts it into one: its
    /// number in the list of that ranking.
    pub fn band(&self, node: ItemId, unit: usize) -> Option<usize> {
        let by_node = self.rankings.iter().filter(|ranking| ranking.node == node);
        by_node.filter_map(|ranking| ranking.bands.get(unit).copied().flatten()).next()
    }

    /// Scores, unrounded. Those of an indicator that nothing else needed as a column are made the
    /// first time they are asked for, from its values and what its scorer has learned.
    pub fn score(&self, item: ItemId) -> &Column {
        self.score.get(item.index()).map_or(&self.none, Scored::column)
    }

    /// Scores to be read block by block.
    pub(super) fn source(&self, item: ItemId) -> Source<'_> {
        self.score.get(item.index()).map_or_else(|| Source::from(&self.none), Scored::source)
    }

    /// Scores as they are printed: rounded where the framework says so.
    pub fn shown(&self, item: ItemId) -> &Column {
        match self.shown.get(item.index()) {
            Some(Some(column)) => column,
            _ => self.score(item),
        }
    }

    /// The rankings, in the order of the framework.
    pub fn rankings(&self) -> &[Ranking] {
        &self.rankings
    }

    /// The rank of a unit by a node, in the first ranking by that node that has the unit.
    pub fn rank(&self, node: ItemId, unit: usize) -> Option<f64> {
        let by_node = self.rankings.iter().filter(|ranking| ranking.node == node);
        by_node.filter_map(|ranking| ranking.ranks.get(unit).copied().flatten()).next()
    }
}

impl Scorecard {
    pub(super) fn new(
        framework: &Framework,
        observations: &Observations,
        periods: Vec<PeriodScores>,
        fit: Fit,
        findings: Findings,
    ) -> Self {
        Self {
            framework: framework.label(),
            framework_hash: framework.hash().to_owned(),
            units: observations.shared_units(),
            periods,
            fit,
            findings,
            weight_set: None,
        }
    }

    pub(super) fn weighted_by(self, weight_set: Option<String>) -> Self {
        Self { weight_set, ..self }
    }

    /// The set of weights that took the place of those of the framework.
    pub fn weight_set(&self) -> Option<&str> {
        self.weight_set.as_deref()
    }

    /// Code and version of the framework.
    pub fn framework(&self) -> &str {
        &self.framework
    }

    /// Hash of the framework.
    pub fn framework_hash(&self) -> &str {
        &self.framework_hash
    }

    /// The units.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// The number of the unit with a code.
    pub fn unit(&self, code: &str) -> Option<usize> {
        self.units.iter().position(|unit| unit.code == *code)
    }

    /// The periods, in order.
    pub fn periods(&self) -> &[PeriodScores] {
        &self.periods
    }

    /// The scores of a period; of the last one when none is named.
    pub fn period(&self, period: Option<&Period>) -> Option<&PeriodScores> {
        match period {
            None => self.periods.last(),
            Some(_) => self.periods.iter().find(|scores| scores.period.as_ref() == period),
        }
    }

    /// What was learned from the units.
    pub fn fit(&self) -> &Fit {
        &self.fit
    }

    /// What was found while scoring.
    pub fn findings(&self) -> &Findings {
        &self.findings
    }
}

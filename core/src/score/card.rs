//! The result of scoring: every intermediate value, by unit, item and period.

use super::Fit;
use crate::finding::Findings;
use crate::framework::{Framework, ItemId};
use crate::observe::{Column, Observations};
use crate::period::Period;
use crate::register::Unit;

/// Scores and ranks of all units in all periods, with everything that led to them.
#[derive(Debug, Clone)]
pub struct Scorecard {
    framework: String,
    framework_hash: String,
    units: Vec<Unit>,
    periods: Vec<PeriodScores>,
    fit: Fit,
    findings: Findings,
}

/// Scores of one period.
#[derive(Debug, Clone)]
pub struct PeriodScores {
    period: Option<Period>,
    /// Numbers of the units observed, rising.
    pub(super) units: Vec<usize>,
    raw: Vec<Column>,
    score: Vec<Column>,
    /// Rounded scores, for items that are rounded.
    shown: Vec<Option<Column>>,
    pub(super) rankings: Vec<Ranking>,
    none: Column,
}

/// Ranks by one node.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Ranking {
    /// The node.
    pub node: ItemId,
    /// The rank of every unit; none for units that are not ranked.
    pub ranks: Vec<Option<f64>>,
}

impl PeriodScores {
    pub(super) fn empty(
        period: Option<Period>,
        observed: Vec<usize>,
        items: usize,
        units: usize,
    ) -> Self {
        let none = Column::absent(units);
        Self {
            period,
            units: observed,
            raw: vec![none.clone(); items],
            score: vec![none.clone(); items],
            shown: vec![None; items],
            rankings: Vec::new(),
            none,
        }
    }

    pub(super) fn set(&mut self, id: ItemId, raw: Column, score: Column, shown: Option<Column>) {
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

    /// Scores, unrounded.
    pub fn score(&self, item: ItemId) -> &Column {
        self.score.get(item.index()).unwrap_or(&self.none)
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
            units: observations.units().to_vec(),
            periods,
            fit,
            findings,
        }
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

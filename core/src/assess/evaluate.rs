//! The levels of one unit by one scheme.

use super::context::Case;
use super::result::{Banded, LevelResult, RequirementResult, Subject, UnitAssessment};
use super::threshold::Comparison;
use super::truth::Truth;
use crate::finding::Findings;
use crate::framework::ItemId;
use crate::framework::spec::{BandsSpec, HoldSpec, LevelSpec, LookupSpec, Reads};
use crate::register::Unit;
use std::cmp::Ordering;

impl<'a> Case<'a> {
    pub(super) fn node(&self) -> Option<ItemId> {
        self.scheme.node.as_ref().and_then(|code| self.framework.find(code.as_str()))
    }

    /// The value of the scheme's node that thresholds are compared with.
    fn node_value(&self, node: ItemId, number: usize) -> Option<f64> {
        self.value(node, Some(self.scheme.reads.unwrap_or(Reads::Score)), number, None)
    }

    pub(super) fn unit(
        &self,
        number: usize,
        unit: &Unit,
        findings: &mut Findings,
    ) -> UnitAssessment {
        let value = self.node().and_then(|node| self.node_value(node, number));
        let mut levels = self.levels(number, unit, findings);
        if let Some(hold) = self.scheme.hold {
            self.hold(hold, number, unit, &mut levels);
        }
        let milestones = self.framework.spec().milestones.iter().filter(|milestone| {
            milestone.scheme == self.scheme.code
                && milestone.unit.as_ref().is_none_or(|code| *code == unit.code)
        });
        UnitAssessment {
            scheme: self.scheme.code.clone(),
            scheme_name: self.scheme.name.clone(),
            unit: number,
            unit_code: unit.code.clone(),
            period: self.scores.period(),
            value,
            levels,
            milestones: milestones.cloned().collect(),
        }
    }

    /// All levels, as the requirements of this period say.
    pub(super) fn levels(
        &self,
        number: usize,
        unit: &Unit,
        findings: &mut Findings,
    ) -> Vec<LevelResult> {
        let mut levels: Vec<LevelResult> = Vec::with_capacity(self.scheme.levels.len());
        for (place, spec) in self.scheme.levels.iter().enumerate() {
            let counts = spec.counts_as_met.as_deref().unwrap_or(&self.scheme.counts_as_met);
            let mut requirements =
                self.with_counts(counts).level(spec, place, number, unit, findings);
            if let (true, Some(below)) = (self.scheme.cumulative, levels.last()) {
                requirements.push(RequirementResult::new(Subject::LevelsBelow, below.verdict));
            }
            let verdict = all(&requirements);
            levels.push(LevelResult {
                code: spec.code.clone(),
                name: spec.name.clone(),
                verdict,
                rule: verdict,
                requirements,
            });
        }
        levels
    }

    fn level(
        &self,
        spec: &LevelSpec,
        place: usize,
        number: usize,
        unit: &Unit,
        findings: &mut Findings,
    ) -> Vec<RequirementResult> {
        let mut results = Vec::new();
        if let Some(node) = self.node() {
            let value = self.node_value(node, number);
            let comparisons: [Comparison<'_>; 3] = [
                ("≥", &spec.at_least, &[Ordering::Greater, Ordering::Equal]),
                (">", &spec.more_than, &[Ordering::Greater]),
                ("≤", &spec.at_most, &[Ordering::Less, Ordering::Equal]),
            ];
            for comparison in comparisons {
                results.extend(self.compare_value(node, value, comparison, number, unit));
            }
            let reads = self.scheme.reads.unwrap_or(Reads::Score);
            results.extend(self.place_needed(
                node,
                reads,
                (spec.rank_at_most, spec.rank_share_at_most),
                number,
            ));
            // A level without conditions is the lowest band: it holds for whoever has a value.
            if results.is_empty() && spec.requirements.is_empty() && value.is_none() {
                results.extend(self.value_needed(node));
            }
        }
        let required = spec.requirements.iter();
        results.extend(required.map(|r| self.requirement(r, number, unit, findings)));
        if let Some(table) = &self.scheme.table {
            results.extend(self.looked_up(table, place, number));
        }
        for cap in &self.scheme.caps {
            let limit = cap.level.as_ref().map(|code| self.place_of(code.as_str()));
            // Levels up to the limit do not need it.
            if limit.is_some_and(|limit| limit.is_none_or(|limit| place <= limit)) {
                continue;
            }
            let inner = self.requirement(&cap.unless, number, unit, findings);
            results.push(RequirementResult {
                verdict: inner.verdict,
                left_out: inner.left_out,
                subject: Subject::Cap { level: cap.level.clone() },
                name: None,
                parts: vec![inner],
            });
        }
        results
    }

    fn place_of(&self, level: &str) -> Option<usize> {
        self.scheme.levels.iter().position(|known| known.code == *level)
    }

    fn value_needed(&self, node: ItemId) -> Option<RequirementResult> {
        let item = self.framework.item(node)?;
        Some(RequirementResult::new(
            Subject::Value {
                code: item.code.clone(),
                name: item.name.clone(),
                comparison: "≥",
                value: None,
                threshold: None,
                waiting_for: None,
            },
            Truth::Undetermined,
        ))
    }

    /// Whether the table gives this level or a higher one, whatever is not known.
    fn looked_up(
        &self,
        table: &LookupSpec,
        place: usize,
        number: usize,
    ) -> Option<RequirementResult> {
        let band = |spec: &BandsSpec| -> Option<(ItemId, Option<f64>)> {
            let id = self.framework.find(spec.criterion.as_str())?;
            Some((id, self.value(id, spec.reads, number, None)))
        };
        let (row_item, row) = band(&table.rows)?;
        let (column_item, column) = band(&table.columns)?;
        let good = |r: usize, c: usize| {
            let code = table.levels.get(r).and_then(|row| row.get(c));
            code.and_then(|code| self.place_of(code)).is_some_and(|level| level >= place)
        };
        let open = |spec: &BandsSpec, value: Option<f64>| match value {
            Some(value) => vec![band_of(&spec.from, value)],
            None => (0..=spec.from.len()).collect(),
        };
        let (rows, columns) = (open(&table.rows, row), open(&table.columns, column));
        let mut outcomes = rows.iter().flat_map(|r| columns.iter().map(|c| good(*r, *c)));
        let first = outcomes.next()?;
        let verdict = match outcomes.all(|outcome| outcome == first) {
            true => first.into(),
            false => Truth::Undetermined,
        };
        let mut parts = Vec::new();
        for c in 0..=table.columns.from.len() {
            let mut r = 0;
            while r <= table.rows.from.len() {
                let mut end = r;
                while end <= table.rows.from.len() && good(end, c) {
                    end += 1;
                }
                if end > r {
                    let mut cell = self.run(row_item, row, &table.rows.from, r..end);
                    cell.extend(self.run(column_item, column, &table.columns.from, c..c + 1));
                    let verdict = all(&cell);
                    parts.push(RequirementResult {
                        parts: cell,
                        ..RequirementResult::new(Subject::All, verdict)
                    });
                }
                r = end.max(r + 1);
            }
        }
        let banded = |id: ItemId, value: Option<f64>, spec: &BandsSpec| Banded {
            code: spec.criterion.clone(),
            name: self.framework.item(id).and_then(|item| item.name.clone()),
            value,
            band: value.map(|value| band_of(&spec.from, value)),
        };
        let subject = Subject::Table {
            rows: banded(row_item, row, &table.rows),
            columns: banded(column_item, column, &table.columns),
        };
        Some(RequirementResult { parts, ..RequirementResult::new(subject, verdict) })
    }

    /// The comparisons that say that a value lies in a run of bands.
    fn run(
        &self,
        id: ItemId,
        value: Option<f64>,
        from: &[f64],
        bands: std::ops::Range<usize>,
    ) -> Vec<RequirementResult> {
        let low = bands.start.checked_sub(1).and_then(|at| from.get(at)).map(|limit| {
            self.compared(id, value, "≥", &[Ordering::Greater, Ordering::Equal], *limit)
        });
        let high = bands.end.checked_sub(1).and_then(|at| from.get(at));
        let high = high.map(|limit| self.compared(id, value, "<", &[Ordering::Less], *limit));
        low.into_iter().chain(high).flatten().collect()
    }

    /// Replaces verdicts by what holds over time: awarded once the requirements have held for some
    /// periods, lost once they have failed for some.
    fn hold(&self, hold: HoldSpec, number: usize, unit: &Unit, levels: &mut [LevelResult]) {
        let mut silent = Findings::new();
        let earlier: Vec<Vec<Truth>> = (0..self.period)
            .filter_map(|period| self.in_period(period))
            .filter(|case| case.scores.units().binary_search(&number).is_ok())
            .map(|case| {
                let levels = case.levels(number, unit, &mut silent);
                levels.iter().map(|level| level.rule).collect()
            })
            .collect();
        for (place, level) in levels.iter_mut().enumerate() {
            let mut history: Vec<Truth> =
                earlier.iter().filter_map(|verdicts| verdicts.get(place).copied()).collect();
            history.push(level.rule);
            level.verdict = held(&history, hold);
            level.requirements.push(RequirementResult::new(
                Subject::Held {
                    reach: hold.reach,
                    keep: hold.keep,
                    now: level.rule,
                    for_periods: run_length(&history),
                },
                level.verdict,
            ));
        }
    }
}

/// What holds at the end of a history of verdicts.
///
/// `a(t) = up(t) or (a(t-1) and not down(t))`, where `up` says that the last `reach` verdicts hold
/// and `down` that the last `keep` ones fail; so nothing that is unknown is taken for known.
fn held(history: &[Truth], hold: HoldSpec) -> Truth {
    let mut state = Truth::NotMet;
    for end in 1..=history.len() {
        let last = |count: u32, wanted: fn(Truth) -> Truth| match end
            .checked_sub((count.max(1)) as usize)
            .and_then(|start| history.get(start..end))
        {
            Some(run) => run.iter().fold(Truth::Met, |truth, one| truth.and(wanted(*one))),
            None => Truth::NotMet,
        };
        let up = last(hold.reach, |truth| truth);
        let down = last(hold.keep, Truth::not);
        state = up.or(state.and(down.not()));
    }
    state
}

/// How many verdicts at the end are the same.
fn run_length(history: &[Truth]) -> u32 {
    let last = history.last();
    history.iter().rev().take_while(|truth| Some(*truth) == last).count() as u32
}

/// The band that a value belongs to: half-open, a limit belongs to the higher one.
fn band_of(from: &[f64], value: f64) -> usize {
    from.iter().filter(|limit| crate::number::decimals::compare(value, **limit).is_ge()).count()
}

pub(super) fn all(results: &[RequirementResult]) -> Truth {
    results.iter().fold(Truth::Met, |truth, result| truth.and(result.verdict))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Truth::{Met, NotMet, Undetermined};

    #[test]
    fn a_level_is_awarded_after_some_periods_and_lost_after_others() {
        let hold = HoldSpec { reach: 2, keep: 3 };
        assert_eq!(held(&[Met], hold), NotMet);
        assert_eq!(held(&[Met, Met], hold), Met);
        assert_eq!(held(&[Met, Met, NotMet, NotMet], hold), Met);
        assert_eq!(held(&[Met, Met, NotMet, NotMet, NotMet], hold), NotMet);
        assert_eq!(held(&[Met, NotMet, Met], hold), NotMet);
        assert_eq!(held(&[Met, Undetermined], hold), Undetermined);
        assert_eq!(held(&[Met, Met, Undetermined], hold), Met);
        assert_eq!(held(&[Met, Met, NotMet, NotMet, Undetermined], hold), Undetermined);
    }

    #[test]
    fn one_period_each_is_no_holding_at_all() {
        let all = [Met, NotMet, Undetermined];
        let hold = HoldSpec { reach: 1, keep: 1 };
        for first in all {
            for second in all {
                assert_eq!(held(&[first, second], hold), second, "{first:?} {second:?}");
            }
        }
    }
}

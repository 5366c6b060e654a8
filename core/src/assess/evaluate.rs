//! Requirements and thresholds of one unit.

use super::{Case, LevelResult, RequirementResult, Subject, Truth, UnitAssessment};
use crate::finding::Findings;
use crate::framework::ItemId;
use crate::framework::spec::{LevelSpec, Requirement, Threshold};
use crate::number::decimals::compare;
use crate::observe::Column;
use crate::recipe::{BasedOn, Order, Ties};
use crate::register::Unit;
use std::cmp::Ordering;

/// A comparison: its sign, and the orders of value and threshold in which it holds.
type Comparison<'t> = (&'static str, &'t Option<Threshold>, &'static [Ordering]);

impl Case<'_> {
    fn node(&self) -> Option<ItemId> {
        self.scheme.node.as_ref().and_then(|code| self.framework.find(code.as_str()))
    }

    /// The column of scores that a scheme compares: rounded or not.
    fn column(&self, item: ItemId) -> &Column {
        match self.scheme.on {
            BasedOn::Rounded => self.scores.shown(item),
            BasedOn::Unrounded => self.scores.score(item),
        }
    }

    /// Ranks by the scheme's node, where a level asks for one: those of the framework's ranking,
    /// else among all units.
    pub(super) fn ranks(&self) -> Vec<Option<f64>> {
        let asked = self.scheme.levels.iter().any(|level| level.rank_at_most.is_some());
        let Some(node) = self.node().filter(|_| asked) else { return Vec::new() };
        if self.scores.rankings().iter().any(|ranking| ranking.node == node) {
            let units = 0..self.observations.units().len();
            return units.map(|unit| self.scores.rank(node, unit)).collect();
        }
        let values: Vec<Option<f64>> = self.column(node).iter().collect();
        crate::score::rank(&values, Order::HighestFirst, Ties::Min)
    }

    pub(super) fn unit(
        &self,
        number: usize,
        unit: &Unit,
        ranks: &[Option<f64>],
        findings: &mut Findings,
    ) -> UnitAssessment {
        let value = self.node().and_then(|node| self.column(node).get(number));
        let mut levels: Vec<LevelResult> = Vec::with_capacity(self.scheme.levels.len());
        for spec in &self.scheme.levels {
            let mut requirements =
                self.level(spec, number, unit, ranks.get(number).copied().flatten(), findings);
            if let (true, Some(below)) = (self.scheme.cumulative, levels.last()) {
                requirements.push(RequirementResult {
                    name: None,
                    subject: Subject::LevelsBelow,
                    verdict: below.verdict,
                    parts: Vec::new(),
                });
            }
            levels.push(LevelResult {
                code: spec.code.clone(),
                name: spec.name.clone(),
                verdict: all(&requirements),
                requirements,
            });
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

    fn level(
        &self,
        spec: &LevelSpec,
        number: usize,
        unit: &Unit,
        rank: Option<f64>,
        findings: &mut Findings,
    ) -> Vec<RequirementResult> {
        let mut results = Vec::new();
        if let Some(node) = self.node() {
            let value = self.column(node).get(number);
            let comparisons: [Comparison<'_>; 3] = [
                ("≥", &spec.at_least, &[Ordering::Greater, Ordering::Equal]),
                (">", &spec.more_than, &[Ordering::Greater]),
                ("≤", &spec.at_most, &[Ordering::Less, Ordering::Equal]),
            ];
            for comparison in comparisons {
                results.extend(self.compare_value(node, value, comparison, unit));
            }
            if let Some(at_most) = spec.rank_at_most {
                results.push(RequirementResult {
                    name: None,
                    verdict: rank.map_or(Truth::Undetermined, |rank| {
                        compare(rank, f64::from(at_most)).is_le().into()
                    }),
                    subject: Subject::Rank { rank, at_most },
                    parts: Vec::new(),
                });
            }
            // A level without conditions is the lowest band: it holds for whoever has a value.
            if results.is_empty() && spec.requirements.is_empty() && value.is_none() {
                results.extend(self.value_needed(node));
            }
        }
        let required = spec.requirements.iter();
        results.extend(required.map(|r| self.requirement(r, number, unit, findings)));
        results
    }

    fn value_needed(&self, node: ItemId) -> Option<RequirementResult> {
        let item = self.framework.item(node)?;
        Some(RequirementResult {
            name: None,
            verdict: Truth::Undetermined,
            subject: Subject::Value {
                code: item.code.clone(),
                name: item.name.clone(),
                comparison: "≥",
                value: None,
                threshold: None,
            },
            parts: Vec::new(),
        })
    }

    fn requirement(
        &self,
        spec: &Requirement,
        number: usize,
        unit: &Unit,
        findings: &mut Findings,
    ) -> RequirementResult {
        let (subject, verdict, parts) = if let Some(code) = &spec.criterion {
            self.criterion_requirement(spec, code.as_str(), number, unit)
        } else if let Some(node) =
            spec.all_criteria.as_ref().and_then(|code| self.framework.find(code.as_str()))
        {
            let count = self.criteria(node, number, findings);
            let item = self.framework.item(node);
            let verdict = count.verdict();
            let subject = Subject::Criteria {
                code: spec.all_criteria.clone().unwrap_or_else(|| self.scheme.code.clone()),
                name: item.and_then(|item| item.name.clone()),
                count,
            };
            (subject, verdict, Vec::new())
        } else if let Some(part) = &spec.not {
            let part = self.requirement(part, number, unit, findings);
            (Subject::Not, part.verdict.not(), vec![part])
        } else {
            let listed = if spec.any.is_empty() { &spec.all } else { &spec.any };
            let parts: Vec<RequirementResult> =
                listed.iter().map(|r| self.requirement(r, number, unit, findings)).collect();
            if spec.any.is_empty() {
                (Subject::All, all(&parts), parts)
            } else {
                let count = spec.count.map_or(1, |count| count as usize);
                let verdict = Truth::at_least(count, parts.iter().map(|part| part.verdict));
                (Subject::Any { count }, verdict, parts)
            }
        };
        RequirementResult { name: spec.name.clone(), subject, verdict, parts }
    }

    fn criterion_requirement(
        &self,
        spec: &Requirement,
        code: &str,
        number: usize,
        unit: &Unit,
    ) -> (Subject, Truth, Vec<RequirementResult>) {
        let id = self.framework.find(code);
        let item = id.and_then(|id| self.framework.item(id));
        let (Some(id), Some(item)) = (id, item) else {
            // A framework that is right names only criteria that exist.
            return (Subject::All, Truth::Undetermined, Vec::new());
        };
        let comparisons: [Comparison<'_>; 5] = [
            ("≥", &spec.at_least, &[Ordering::Greater, Ordering::Equal]),
            (">", &spec.more_than, &[Ordering::Greater]),
            ("≤", &spec.at_most, &[Ordering::Less, Ordering::Equal]),
            ("<", &spec.less_than, &[Ordering::Less]),
            ("=", &spec.exactly, &[Ordering::Equal]),
        ];
        let value = match item.indicator() {
            Some(_) => self.scores.raw(id).get(number),
            None => self.column(id).get(number),
        };
        let mut parts: Vec<RequirementResult> = comparisons
            .into_iter()
            .filter_map(|comparison| self.compare_value(id, value, comparison, unit))
            .collect();
        match parts.len() {
            0 => {
                let subject = Subject::Criterion {
                    code: item.code.clone(),
                    name: item.name.clone(),
                    status: self.status(id, number),
                };
                (subject, self.criterion(id, number), Vec::new())
            }
            1 => match parts.pop() {
                Some(part) => (part.subject, part.verdict, Vec::new()),
                None => (Subject::All, Truth::Undetermined, Vec::new()),
            },
            _ => (Subject::All, all(&parts), parts),
        }
    }

    fn compare_value(
        &self,
        id: ItemId,
        value: Option<f64>,
        (sign, threshold, holds): Comparison<'_>,
        unit: &Unit,
    ) -> Option<RequirementResult> {
        let item = self.framework.item(id)?;
        let threshold = self.threshold(threshold.as_ref()?, unit);
        let verdict = match (value, threshold) {
            (Some(value), Some(threshold)) => holds.contains(&compare(value, threshold)).into(),
            _ => Truth::Undetermined,
        };
        let subject = Subject::Value {
            code: item.code.clone(),
            name: item.name.clone(),
            comparison: sign,
            value,
            threshold,
        };
        Some(RequirementResult { name: None, subject, verdict, parts: Vec::new() })
    }

    /// The threshold for a unit; none when it is not set for it.
    fn threshold(&self, threshold: &Threshold, unit: &Unit) -> Option<f64> {
        match threshold {
            Threshold::Fixed(value) => Some(*value),
            Threshold::By(table) => {
                let key = if table.by == "period" {
                    self.scores.period().map(|period| period.to_string())
                } else {
                    unit.attribute(&table.by).map(str::to_owned)
                };
                key.and_then(|key| table.values.get(&key).copied()).or(table.otherwise)
            }
        }
    }
}

fn all(results: &[RequirementResult]) -> Truth {
    results.iter().fold(Truth::Met, |truth, result| truth.and(result.verdict))
}

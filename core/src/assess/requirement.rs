//! Requirements of one unit.

use super::CriteriaCount;
use super::context::Case;
use super::evaluate::all;
use super::result::{RequirementResult, Subject};
use super::threshold::Comparison;
use super::truth::Truth;
use crate::finding::Findings;
use crate::framework::ItemId;
use crate::framework::spec::{Requirement, Threshold, Unknown, is_chosen};
use crate::number::decimals::compare;
use crate::register::Unit;
use std::cmp::Ordering;

/// Subject, verdict and parts of a requirement.
type Found = (Subject, Truth, Vec<RequirementResult>);

impl Case<'_> {
    pub(super) fn requirement(
        &self,
        spec: &Requirement,
        number: usize,
        unit: &Unit,
        findings: &mut Findings,
    ) -> RequirementResult {
        let counts = spec.counts_as_met.as_deref().unwrap_or(self.counts);
        let case = self.with_counts(counts);
        let (subject, verdict, parts) = case.found(spec, number, unit, findings);
        let mut result =
            RequirementResult { name: spec.name.clone(), subject, verdict, left_out: false, parts };
        if result.verdict == Truth::Undetermined {
            match spec.unknown {
                Some(Unknown::NotMet) => result.verdict = Truth::NotMet,
                Some(Unknown::Met) => result.verdict = Truth::Met,
                Some(Unknown::LeftOut) => result.left_out = true,
                _ => {}
            }
        }
        result.left_out |= !is_chosen(unit, &spec.filter);
        if result.left_out {
            result.verdict = Truth::Met;
        }
        result
    }

    fn found(
        &self,
        spec: &Requirement,
        number: usize,
        unit: &Unit,
        findings: &mut Findings,
    ) -> Found {
        let node_of = |code: &Option<crate::id::Code>| {
            code.as_ref().and_then(|code| self.framework.find(code.as_str()))
        };
        if let Some(code) = &spec.criterion {
            return self.criterion_requirement(spec, code.as_str(), number, unit);
        }
        if let Some(node) = node_of(&spec.all_criteria) {
            let count = self.criteria(node, number, findings);
            let item = self.framework.item(node);
            let verdict = count.verdict();
            let subject = Subject::Criteria {
                code: spec.all_criteria.clone().unwrap_or_else(|| self.scheme.code.clone()),
                name: item.and_then(|item| item.name.clone()),
                count,
            };
            return (subject, verdict, Vec::new());
        }
        if let Some(node) = node_of(&spec.criteria_met) {
            return self.criteria_met(spec, node, number, unit, findings);
        }
        if let Some(level) = &spec.level {
            return self.level_of(spec, level.as_str(), number, unit, findings);
        }
        if let Some(part) = &spec.not {
            let part = self.requirement(part, number, unit, findings);
            return (Subject::Not, part.verdict.not(), vec![part]);
        }
        if spec.any.is_empty() {
            let parts: Vec<RequirementResult> =
                spec.all.iter().map(|r| self.requirement(r, number, unit, findings)).collect();
            return (Subject::All, all(&parts), parts);
        }
        self.any(spec, number, unit, findings)
    }

    /// So many of the parts, or so much of their weight, and no veto.
    fn any(
        &self,
        spec: &Requirement,
        number: usize,
        unit: &Unit,
        findings: &mut Findings,
    ) -> Found {
        let mut parts = Vec::with_capacity(spec.any.len());
        let mut weights = Vec::with_capacity(spec.any.len());
        let mut vetoes = Vec::new();
        for part in &spec.any {
            parts.push(self.requirement(part, number, unit, findings));
            weights.push(part.weight.unwrap_or(1.0));
            if let Some(veto) = &part.veto {
                let veto = self.requirement(veto, number, unit, findings);
                let verdict = veto.verdict.not();
                vetoes.push(RequirementResult {
                    parts: vec![veto],
                    ..RequirementResult::new(Subject::Veto, verdict)
                });
            }
        }
        let counted = || parts.iter().zip(&weights).filter(|(part, _)| !part.left_out);
        let (subject, verdict) = if spec.share.is_some() || spec.weight_at_least.is_some() {
            let weigh = |wanted: fn(Truth) -> bool| {
                let chosen = counted().filter(|(part, _)| wanted(part.verdict));
                crate::number::sum(chosen.map(|(_, weight)| *weight))
            };
            let total = weigh(|_| true);
            let needed = match (spec.share, spec.weight_at_least) {
                (Some(share), _) => share * total / 100.0,
                (None, weight) => weight.unwrap_or(0.0),
            };
            let met = weigh(|truth| truth == Truth::Met);
            let possible = weigh(|truth| truth != Truth::NotMet);
            let verdict = if total <= 0.0 {
                Truth::Undetermined
            } else if compare(met, needed).is_ge() {
                Truth::Met
            } else if compare(possible, needed).is_ge() {
                Truth::Undetermined
            } else {
                Truth::NotMet
            };
            let subject = Subject::Weighted {
                share: spec.share,
                needed,
                met,
                possible,
                total,
                weights: weights.clone(),
            };
            (subject, verdict)
        } else {
            let count = spec.count.map_or(1, |count| count as usize);
            let verdict = Truth::at_least(count, counted().map(|(part, _)| part.verdict));
            (Subject::Any { count }, verdict)
        };
        if vetoes.is_empty() {
            return (subject, verdict, parts);
        }
        let mut joined =
            vec![RequirementResult { parts, ..RequirementResult::new(subject, verdict) }];
        joined.append(&mut vetoes);
        (Subject::All, all(&joined), joined)
    }

    /// A level of this scheme or another.
    fn level_of(
        &self,
        spec: &Requirement,
        level: &str,
        number: usize,
        unit: &Unit,
        findings: &mut Findings,
    ) -> Found {
        let schemes = self.framework.schemes();
        let scheme = match &spec.scheme {
            Some(code) => schemes.iter().position(|scheme| scheme.code == *code),
            None => Some(self.number),
        };
        let case = scheme.and_then(|scheme| self.by_scheme(scheme));
        let place = case.and_then(|case| case.scheme.levels.iter().position(|l| l.code == *level));
        let (Some(case), Some(place)) = (case, place) else {
            // A framework that is right names only levels that exist.
            return (Subject::All, Truth::Undetermined, Vec::new());
        };
        let name = case.scheme.levels.get(place).and_then(|level| level.name.clone());
        let subject = Subject::Level {
            scheme: case.scheme.code.clone(),
            scheme_name: case.scheme.name.clone(),
            level: spec.level.clone().unwrap_or_else(|| case.scheme.code.clone()),
            level_name: name,
        };
        if !is_chosen(unit, &case.scheme.filter) {
            return (subject, Truth::NotMet, Vec::new());
        }
        let levels = case.unit(number, unit, findings).levels;
        let mut parts: Vec<RequirementResult> = Vec::new();
        for (n, level) in levels.iter().enumerate() {
            // With a ladder the level itself says all; else any level from it upwards will do.
            let wanted = if case.scheme.cumulative { n == place } else { n >= place };
            if !wanted {
                continue;
            }
            let own = level.requirements.iter();
            let mut below = levels.get(..n).unwrap_or_default().iter().rev();
            let lower = below.by_ref().take(if case.scheme.cumulative { n } else { 0 });
            let inner: Vec<RequirementResult> = own
                .chain(lower.flat_map(|level| level.requirements.iter()))
                .filter(|result| result.subject != Subject::LevelsBelow)
                .cloned()
                .collect();
            parts.push(RequirementResult {
                name: level.name.clone(),
                parts: inner,
                ..RequirementResult::new(Subject::All, level.verdict)
            });
        }
        let verdict = parts.iter().fold(Truth::NotMet, |truth, part| truth.or(part.verdict));
        (subject, verdict, parts)
    }

    fn criterion_requirement(
        &self,
        spec: &Requirement,
        code: &str,
        number: usize,
        unit: &Unit,
    ) -> Found {
        let id = self.framework.find(code);
        let item = id.and_then(|id| self.framework.item(id));
        let (Some(id), Some(item)) = (id, item) else {
            // A framework that is right names only criteria that exist.
            return (Subject::All, Truth::Undetermined, Vec::new());
        };
        let value = self.value(id, spec.reads, number, spec.within_months);
        let mut parts: Vec<RequirementResult> = comparisons(spec)
            .into_iter()
            .filter_map(|comparison| self.compare_value(id, value, comparison, number, unit))
            .collect();
        let reads = self.context.reads(id, spec.reads);
        let ranks = (spec.rank_at_most, spec.rank_share_at_most);
        parts.extend(self.place_needed(id, reads, ranks, number));
        match parts.len() {
            0 => {
                let status = self.status_within(id, number, spec.within_months);
                let verdict = status.map_or(Truth::Undetermined, |status| self.standing(status));
                let subject = Subject::Criterion {
                    code: item.code.clone(),
                    name: item.name.clone(),
                    status,
                    counts_as_met: self.counts.to_vec(),
                };
                (subject, verdict, Vec::new())
            }
            1 => match parts.pop() {
                Some(part) => (part.subject, part.verdict, Vec::new()),
                None => (Subject::All, Truth::Undetermined, Vec::new()),
            },
            _ => (Subject::All, all(&parts), parts),
        }
    }

    /// How many criteria below a node are met, or which share of those that apply.
    fn criteria_met(
        &self,
        spec: &Requirement,
        node: ItemId,
        number: usize,
        unit: &Unit,
        findings: &mut Findings,
    ) -> Found {
        let count = self.criteria(node, number, findings);
        let item = self.framework.item(node);
        let bounds = count.bounds();
        let scale = |met: u32| match (spec.percent, count.of_which()) {
            (false, _) => Some(f64::from(met)),
            (true, 0) => None,
            (true, of) => Some(f64::from(met) * 100.0 / f64::from(of)),
        };
        let (low, high) = (scale(bounds.0), scale(bounds.1));
        let mut parts: Vec<RequirementResult> = Vec::new();
        for (sign, threshold, holds) in comparisons(spec) {
            let Some(threshold) = threshold else { continue };
            let limit = self.threshold(threshold, node, number, unit);
            let verdict = match (low, high, limit.value) {
                (Some(low), Some(high), Some(limit)) => between(low, high, limit, holds),
                _ => Truth::Undetermined,
            };
            let subject = Subject::CriteriaMet {
                code: spec.criteria_met.clone().unwrap_or_else(|| self.scheme.code.clone()),
                name: item.and_then(|item| item.name.clone()),
                count: count.clone(),
                comparison: sign,
                low,
                high,
                threshold: limit.value,
                percent: spec.percent,
                waiting_for: limit.waiting_for,
            };
            parts.push(RequirementResult::new(subject, verdict));
        }
        match (parts.len(), parts.pop()) {
            (1, Some(part)) => (part.subject, part.verdict, Vec::new()),
            (_, last) => {
                parts.extend(last);
                (Subject::All, all(&parts), parts)
            }
        }
    }
}

/// Whether a number that lies between two others compares as asked, for all that is known.
fn between(low: f64, high: f64, limit: f64, holds: &[Ordering]) -> Truth {
    let (low, high) = (compare(low, limit), compare(high, limit));
    // The orders that can come out: all from that of the lower end to that of the higher.
    let possible = [Ordering::Less, Ordering::Equal, Ordering::Greater];
    let mut outcomes = possible
        .into_iter()
        .filter(|order| *order >= low && *order <= high)
        .map(|order| holds.contains(&order));
    let first = outcomes.next().unwrap_or(false);
    if outcomes.all(|outcome| outcome == first) { first.into() } else { Truth::Undetermined }
}

fn comparisons(spec: &Requirement) -> [(&'static str, &Option<Threshold>, &'static [Ordering]); 5] {
    let all: [Comparison<'_>; 5] = [
        ("≥", &spec.at_least, &[Ordering::Greater, Ordering::Equal]),
        (">", &spec.more_than, &[Ordering::Greater]),
        ("≤", &spec.at_most, &[Ordering::Less, Ordering::Equal]),
        ("<", &spec.less_than, &[Ordering::Less]),
        ("=", &spec.exactly, &[Ordering::Equal]),
    ];
    all
}

impl CriteriaCount {
    /// The smallest and the largest number that can be met.
    pub(super) fn bounds(&self) -> (u32, u32) {
        let unknown = self.expected.unwrap_or(0).saturating_sub(self.known());
        let high = self.met.saturating_add(self.undetermined).saturating_add(unknown);
        match self.contradicted {
            // Nobody knows which of two numbers is right.
            true => (0, self.expected.unwrap_or(high).max(high)),
            false => (self.met, high),
        }
    }

    /// How many criteria there are that apply, known or not.
    pub(super) fn of_which(&self) -> u32 {
        let all = self.expected.unwrap_or(0).max(self.known());
        all.saturating_sub(self.of(crate::framework::spec::CriterionStatus::NotApplicable))
    }
}

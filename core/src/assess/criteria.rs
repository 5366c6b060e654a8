//! Criteria and their statuses: one by one, or as a tally.

use super::context::Case;
use super::truth::Truth;
use crate::finding::{Bilingual, Finding, Findings, catalogue};
use crate::framework::ItemId;
use crate::framework::spec::{CriterionStatus, Scale};
use std::collections::{BTreeMap, BTreeSet};

/// How many criteria have which status.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct CriteriaCount {
    /// Counts by status.
    pub by_status: BTreeMap<CriterionStatus, u32>,
    /// How many criteria the framework counts, where it does.
    pub expected: Option<u32>,
    /// Codes of the criteria that are known one by one and do not count as met.
    pub open_criteria: Vec<String>,
    /// Codes of the criteria of which nothing is known, where there is no tally.
    pub unknown_criteria: Vec<String>,
    /// Whether the counts are those of a tally.
    pub tallied: bool,
    /// Statuses of the criteria known one by one, where there is no tally.
    pub one_by_one: Vec<(String, CriterionStatus)>,
    /// Which statuses count as met.
    pub counts_as_met: Vec<CriterionStatus>,
    /// How many count as met; those that do not apply are not among them.
    pub met: u32,
    /// How many are undetermined.
    pub undetermined: u32,
    /// How many are not met; counted by itself, so that no sum that overflows can hide one.
    not_met: u32,
    /// Whether a tally says something else than the criteria, or the tallies, below it.
    pub contradicted: bool,
    /// Whether the parts have a criterion that is not met, whatever the tally of the whole says.
    open_in_parts: bool,
}

type Counts = BTreeMap<CriterionStatus, u32>;

fn add(counts: &mut Counts, status: CriterionStatus, number: u32) {
    let count = counts.entry(status).or_default();
    *count = count.saturating_add(number);
}

fn total<'a>(counts: impl IntoIterator<Item = &'a u32>) -> u32 {
    counts.into_iter().fold(0, |sum, count| sum.saturating_add(*count))
}

impl CriteriaCount {
    /// How many criteria are known.
    pub fn known(&self) -> u32 {
        total(self.by_status.values())
    }

    /// How many have a status.
    pub fn of(&self, status: CriterionStatus) -> u32 {
        self.by_status.get(&status).copied().unwrap_or(0)
    }

    /// How many apply, of those that are known.
    pub fn applying(&self) -> u32 {
        self.known().saturating_sub(self.of(CriterionStatus::NotApplicable))
    }

    /// How many apply and do not count as met, of those that are known.
    pub fn open(&self) -> u32 {
        self.not_met.saturating_add(self.undetermined)
    }

    /// Whether all criteria are met. Where tallies and criteria contradict each other, nobody knows
    /// which of them is right: it is undetermined unless both have an open criterion.
    pub fn verdict(&self) -> Truth {
        if self.contradicted && !self.open_in_parts {
            Truth::Undetermined
        } else if self.not_met > 0 {
            Truth::NotMet
        } else if self.contradicted
            || self.undetermined > 0
            || self.known() == 0
            || self.expected.is_some_and(|expected| self.known() < expected)
        {
            Truth::Undetermined
        } else {
            Truth::Met
        }
    }
}

impl Case<'_> {
    /// Whether a status counts as met in the scheme.
    pub(super) fn standing(&self, status: CriterionStatus) -> Truth {
        match status {
            CriterionStatus::NotApplicable => Truth::Met,
            status if self.counts.contains(&status) => Truth::Met,
            CriterionStatus::Undetermined => Truth::Undetermined,
            _ => Truth::NotMet,
        }
    }

    /// The status of one criterion.
    pub(super) fn status(&self, item: ItemId, unit: usize) -> Option<CriterionStatus> {
        self.status_in(self.period, item, unit)
    }

    /// The status of one criterion; with a window the last one observed in it.
    pub(super) fn status_within(
        &self,
        item: ItemId,
        unit: usize,
        within_months: Option<u32>,
    ) -> Option<CriterionStatus> {
        let mut periods = self.window(within_months).into_iter();
        periods.find_map(|period| self.status_in(period, item, unit))
    }

    fn status_in(&self, period: usize, item: ItemId, unit: usize) -> Option<CriterionStatus> {
        let indicator = self.framework.item(item)?.indicator()?;
        let value = self.observations.column(period, item)?.get(unit)?;
        match indicator.scale {
            Scale::Status => CriterionStatus::ALL.get(value as usize).copied(),
            Scale::YesNo if value == 1.0 => Some(CriterionStatus::Met),
            Scale::YesNo => Some(CriterionStatus::NotMet),
            _ => None,
        }
    }

    /// Whether one criterion is met.
    pub(super) fn criterion(&self, item: ItemId, unit: usize) -> Truth {
        self.status(item, unit).map_or(Truth::Undetermined, |status| self.standing(status))
    }

    /// Counts the criteria below a node: from the tally of the node, or from those of its parts and
    /// the criteria that are known one by one and stand under none of these tallies.
    pub(super) fn criteria(
        &self,
        node: ItemId,
        unit: usize,
        findings: &mut Findings,
    ) -> CriteriaCount {
        let mut count = CriteriaCount { expected: self.expected(node), ..Default::default() };
        let below = self.framework.descendants(node);
        for id in std::iter::once(node).chain(below) {
            if self.status(id, unit).is_some() && self.criterion(id, unit) != Truth::Met {
                count.open_criteria.extend(self.framework.item(id).map(|i| i.code.to_string()));
            }
            count.contradicted |= self.compare(id, unit, findings);
        }
        let tally = self.tally(node, unit);
        let (counts, tallied) = match tally.is_empty() {
            true => self.parts(node, unit),
            false => (tally, true),
        };
        count.tallied = tallied;
        count.counts_as_met = self.counts.to_vec();
        if !tallied {
            for id in self.framework.descendants(node) {
                let Some(item) = self.framework.item(id).filter(|i| i.indicator().is_some()) else {
                    continue;
                };
                match self.status(id, unit) {
                    Some(status) => count.one_by_one.push((item.code.to_string(), status)),
                    None => count.unknown_criteria.push(item.code.to_string()),
                }
            }
        }
        let parts = if count.contradicted { self.parts(node, unit).0 } else { Counts::new() };
        count.open_in_parts = parts
            .iter()
            .any(|(status, number)| *number > 0 && self.standing(*status) == Truth::NotMet);
        count.by_status = counts;
        for (status, number) in &count.by_status {
            let part = match self.standing(*status) {
                Truth::Met if *status == CriterionStatus::NotApplicable => continue,
                Truth::Met => &mut count.met,
                Truth::Undetermined => &mut count.undetermined,
                Truth::NotMet => &mut count.not_met,
            };
            *part = part.saturating_add(*number);
        }
        if let Some(expected) = count.expected.filter(|e| tallied && count.known() != *e) {
            findings.push(
                self.about(&catalogue::TALLY_TOTAL, node, unit)
                    .with("sum", u64::from(count.known()))
                    .with("stated", u64::from(expected)),
            );
        }
        count
    }

    /// The number of criteria that the framework counts below a node: as stated, or as listed, each
    /// once. None when a part has neither.
    fn expected(&self, node: ItemId) -> Option<u32> {
        let mut count = 0u32;
        let mut seen = BTreeSet::from([node]);
        let mut stack = vec![node];
        while let Some(id) = stack.pop() {
            let item = self.framework.item(id)?;
            if let Some(stated) = item.node().and_then(|node| node.stated_count) {
                count = count.saturating_add(stated);
            } else if item.indicator().is_some() {
                count = count.saturating_add(1);
            } else if item.children.is_empty() {
                return None;
            } else {
                stack.extend(item.children.iter().map(|c| c.item).filter(|c| seen.insert(*c)));
            }
        }
        Some(count)
    }

    /// What the parts of a node say: the tallies that stand highest, and beside them the criteria
    /// one by one; and whether there was a tally.
    fn parts(&self, node: ItemId, unit: usize) -> (Counts, bool) {
        let mut counts = Counts::new();
        let children = |id: ItemId| {
            let item = self.framework.item(id);
            item.map(|item| item.children.as_slice()).unwrap_or_default().iter().map(|c| c.item)
        };
        // Without the tallies first: an item may stand below several nodes.
        let mut tallied = BTreeSet::new();
        let mut reached = BTreeSet::from([node]);
        let mut stack: Vec<ItemId> = vec![node];
        while let Some(id) = stack.pop() {
            if id != node && !self.tally(id, unit).is_empty() {
                tallied.insert(id);
            } else {
                stack.extend(children(id).filter(|child| reached.insert(*child)));
            }
        }
        let mut covered = BTreeSet::new();
        let mut stack: Vec<ItemId> = tallied.iter().copied().collect();
        while let Some(id) = stack.pop() {
            stack.extend(children(id).filter(|child| covered.insert(*child)));
        }
        for id in reached.difference(&covered) {
            if tallied.contains(id) {
                for (status, number) in self.tally(*id, unit) {
                    add(&mut counts, status, number);
                }
            } else if let Some(status) = self.status(*id, unit) {
                add(&mut counts, status, 1);
            }
        }
        (counts, !tallied.is_empty())
    }

    fn tally(&self, node: ItemId, unit: usize) -> Counts {
        self.observations
            .tallies_of(self.period, unit)
            .iter()
            .filter(|tally| tally.node == node)
            .map(|tally| (tally.status, tally.count))
            .collect()
    }

    /// Whether the parts of a node have more criteria of a status than its tally: one of the two
    /// is wrong.
    fn compare(&self, node: ItemId, unit: usize, findings: &mut Findings) -> bool {
        let tally = self.tally(node, unit);
        if tally.is_empty() {
            return false;
        }
        let mut contradicted = false;
        for (status, number) in self.parts(node, unit).0 {
            let stated = tally.get(&status).copied().unwrap_or(0);
            if number > stated {
                contradicted = true;
                findings.push(
                    self.about(&catalogue::TALLY_CONTRADICTS, node, unit)
                        .with("sum", u64::from(number))
                        .with("stated", u64::from(stated))
                        .with("status", word(status)),
                );
            }
        }
        contradicted
    }

    pub(super) fn about(
        &self,
        rule: &'static crate::finding::Rule,
        item: ItemId,
        unit: usize,
    ) -> Finding {
        let mut finding = Finding::new(rule);
        finding.unit = self.observations.units().get(unit).map(|unit| unit.code.as_str().into());
        finding.indicator = self.framework.item(item).map(|item| item.code.as_str().into());
        finding.period = self.scores.period().map(|period| period.to_string().into());
        finding
    }
}

/// The word for a status.
pub(super) fn word(status: CriterionStatus) -> Bilingual {
    match status {
        CriterionStatus::Met => Bilingual { vi: "đạt", en: "met" },
        CriterionStatus::Exceeding => Bilingual { vi: "vượt", en: "exceeding" },
        CriterionStatus::BasicallyMet => Bilingual { vi: "cơ bản đạt", en: "basically met" },
        CriterionStatus::InCompletion => {
            Bilingual { vi: "đang hoàn thiện", en: "in completion" }
        }
        CriterionStatus::OpinionRequested => {
            Bilingual { vi: "xin ý kiến", en: "opinion requested" }
        }
        CriterionStatus::NotMet => Bilingual { vi: "chưa đạt", en: "not met" },
        CriterionStatus::NotApplicable => {
            Bilingual { vi: "không áp dụng", en: "not applicable" }
        }
        CriterionStatus::Undetermined => Bilingual { vi: "chưa xác định", en: "undetermined" },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_hold_statuses_by_their_order() {
        for (number, status) in CriterionStatus::ALL.iter().enumerate() {
            assert_eq!(*status as usize, number);
        }
    }
}

//! Criteria and their statuses: one by one, or as a tally.

use super::{Case, Truth};
use crate::finding::{Bilingual, Finding, Findings, catalogue};
use crate::framework::ItemId;
use crate::framework::spec::{CriterionStatus, Scale};
use std::collections::BTreeMap;

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
    /// How many count as met.
    pub met: u32,
}

impl CriteriaCount {
    /// How many criteria are known.
    pub fn known(&self) -> u32 {
        self.by_status.values().sum()
    }

    /// How many have a status.
    pub fn of(&self, status: CriterionStatus) -> u32 {
        self.by_status.get(&status).copied().unwrap_or(0)
    }

    /// How many apply and do not count as met, of those that are known.
    pub fn open(&self) -> u32 {
        self.known()
            .saturating_sub(self.met)
            .saturating_sub(self.of(CriterionStatus::NotApplicable))
    }

    /// Whether all criteria are met.
    pub fn verdict(&self) -> Truth {
        let undetermined = self.of(CriterionStatus::Undetermined);
        if self.open() > undetermined {
            Truth::NotMet
        } else if undetermined > 0
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
    pub(super) fn counts_as_met(&self, status: CriterionStatus) -> bool {
        self.scheme.counts_as_met.contains(&status)
    }

    /// The status of one criterion.
    pub(super) fn status(&self, item: ItemId, unit: usize) -> Option<CriterionStatus> {
        let indicator = self.framework.item(item)?.indicator()?;
        let value = self.observations.column(self.period, item)?.get(unit)?;
        match indicator.scale {
            Scale::Status => STATUSES.get(value as usize).copied(),
            Scale::YesNo if value == 1.0 => Some(CriterionStatus::Met),
            Scale::YesNo => Some(CriterionStatus::NotMet),
            _ => None,
        }
    }

    /// Whether one criterion is met.
    pub(super) fn criterion(&self, item: ItemId, unit: usize) -> Truth {
        match self.status(item, unit) {
            None | Some(CriterionStatus::Undetermined) => Truth::Undetermined,
            Some(CriterionStatus::NotApplicable) => Truth::Met,
            Some(status) => self.counts_as_met(status).into(),
        }
    }

    /// Counts the criteria below a node: from the tally of the node, or from those of its parts and
    /// the criteria that are known one by one.
    pub(super) fn criteria(
        &self,
        node: ItemId,
        unit: usize,
        findings: &mut Findings,
    ) -> CriteriaCount {
        let mut count = CriteriaCount { expected: self.expected(node), ..Default::default() };
        let listed = self.listed(node, unit, &mut count.open_criteria);
        let tally = self.tally(node, unit);
        if tally.is_empty() {
            count.by_status = listed;
            for child in self.framework.item(node).map(|item| &item.children).into_iter().flatten()
            {
                for (status, number) in self.tally_below(child.item, unit) {
                    *count.by_status.entry(status).or_default() += number;
                }
            }
        } else {
            self.compare(node, unit, &listed, &tally, findings);
            count.by_status = tally;
        }
        count.met = count
            .by_status
            .iter()
            .filter(|(status, _)| self.counts_as_met(**status))
            .map(|(_, number)| number)
            .sum();
        if let Some(expected) = count.expected {
            if count.known() != expected && !self.tally_below(node, unit).is_empty() {
                findings.push(
                    self.about(&catalogue::TALLY_TOTAL, node, unit)
                        .with("sum", u64::from(count.known()))
                        .with("stated", u64::from(expected)),
                );
            }
        }
        count
    }

    /// The number of criteria that the framework counts below a node: as stated, or as listed.
    fn expected(&self, node: ItemId) -> Option<u32> {
        let item = self.framework.item(node)?;
        let stated = item.node().and_then(|node| node.stated_count);
        stated.or_else(|| {
            let parts: Vec<ItemId> = item.children.iter().map(|child| child.item).collect();
            if parts.is_empty() {
                return item.indicator().map(|_| 1);
            }
            parts.into_iter().map(|part| self.expected(part)).sum()
        })
    }

    fn listed(
        &self,
        node: ItemId,
        unit: usize,
        open: &mut Vec<String>,
    ) -> BTreeMap<CriterionStatus, u32> {
        let mut counts = BTreeMap::new();
        for id in self.framework.descendants(node) {
            if let Some(status) = self.status(id, unit) {
                *counts.entry(status).or_default() += 1;
                if self.criterion(id, unit) != Truth::Met {
                    open.extend(self.framework.item(id).map(|item| item.code.to_string()));
                }
            }
        }
        counts
    }

    fn tally(&self, node: ItemId, unit: usize) -> BTreeMap<CriterionStatus, u32> {
        self.observations
            .tallies()
            .iter()
            .filter(|tally| (tally.period, tally.unit, tally.node) == (self.period, unit, node))
            .map(|tally| (tally.status, tally.count))
            .collect()
    }

    /// The tally of a node, or the sum of those of its parts.
    fn tally_below(&self, node: ItemId, unit: usize) -> BTreeMap<CriterionStatus, u32> {
        let mut counts = self.tally(node, unit);
        if counts.is_empty() {
            for child in self.framework.item(node).map(|item| &item.children).into_iter().flatten()
            {
                for (status, number) in self.tally_below(child.item, unit) {
                    *counts.entry(status).or_default() += number;
                }
            }
        }
        counts
    }

    /// More criteria one by one than the tally has: one of the two is wrong.
    fn compare(
        &self,
        node: ItemId,
        unit: usize,
        listed: &BTreeMap<CriterionStatus, u32>,
        tally: &BTreeMap<CriterionStatus, u32>,
        findings: &mut Findings,
    ) {
        for (status, number) in listed {
            let stated = tally.get(status).copied().unwrap_or(0);
            if *number > stated {
                findings.push(
                    self.about(&catalogue::TALLY_CONTRADICTS, node, unit)
                        .with("sum", u64::from(*number))
                        .with("stated", u64::from(stated))
                        .with("status", word(*status)),
                );
            }
        }
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

/// Statuses in the order of their numbers in columns.
const STATUSES: [CriterionStatus; 8] = [
    CriterionStatus::Met,
    CriterionStatus::Exceeding,
    CriterionStatus::BasicallyMet,
    CriterionStatus::InCompletion,
    CriterionStatus::OpinionRequested,
    CriterionStatus::NotMet,
    CriterionStatus::NotApplicable,
    CriterionStatus::Undetermined,
];

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
        for (number, status) in STATUSES.iter().enumerate() {
            assert_eq!(*status as usize, number);
        }
    }
}

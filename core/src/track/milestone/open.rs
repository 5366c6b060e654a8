//! Which criteria of a level are open.

use crate::assess::{CriteriaCount, RequirementResult, Subject, Truth};
use crate::framework::spec::CriterionStatus;
use std::collections::{BTreeMap, BTreeSet};

/// The criteria that requirements look at, each once where it is known by its code.
#[derive(Default)]
pub(super) struct Open {
    /// Criteria that are known by their codes, and whether they are open.
    known: BTreeMap<String, bool>,
    /// Criteria that are only counted, by the node that counts them: how many are open, and how many
    /// there are.
    counted: BTreeMap<String, (u32, u32)>,
    /// Open criteria that are among those counted.
    among: BTreeSet<String>,
}

impl Open {
    pub(super) fn look_at(&mut self, requirement: &RequirementResult) {
        if requirement.left_out {
            return;
        }
        match &requirement.subject {
            Subject::Criteria { code, count, .. } | Subject::CriteriaMet { code, count, .. } => {
                self.look_at_all(code.as_str(), count);
            }
            // A value or a place that has to reach a threshold is a criterion too.
            Subject::Criterion { code, .. }
            | Subject::Value { code, .. }
            | Subject::Rank { code: Some(code), .. } => {
                self.one(code.as_str(), requirement.verdict != Truth::Met);
            }
            _ => requirement.parts.iter().for_each(|part| self.look_at(part)),
        }
    }

    fn look_at_all(&mut self, node: &str, count: &CriteriaCount) {
        let all = count.expected.unwrap_or(0).max(count.known());
        let applying = all.saturating_sub(count.of(CriterionStatus::NotApplicable));
        let (mut open, mut rest) = (applying.saturating_sub(count.met), applying);
        let listed = count.open_criteria.iter().chain(&count.unknown_criteria);
        if count.tallied {
            self.among.extend(listed.cloned());
        } else {
            // What the framework counts beyond the criteria that it lists is open.
            let applying = |status| status != CriterionStatus::NotApplicable;
            for (code, status) in &count.one_by_one {
                if applying(*status) {
                    self.one(code, !count.counts_as_met.contains(status));
                    rest = rest.saturating_sub(1);
                }
            }
            for code in &count.unknown_criteria {
                self.one(code, true);
                rest = rest.saturating_sub(1);
            }
            open = rest;
        }
        if rest > 0 {
            let known = self.counted.entry(node.to_owned()).or_default();
            *known = (known.0.max(open), known.1.max(rest));
        }
    }

    fn one(&mut self, code: &str, open: bool) {
        *self.known.entry(code.to_owned()).or_default() |= open;
    }

    /// The codes of those that are open.
    pub(super) fn codes(&self) -> Vec<String> {
        let open = self.known.iter().filter(|(_, open)| **open).map(|(code, _)| code);
        let all: BTreeSet<&String> = open.chain(&self.among).collect();
        all.into_iter().cloned().collect()
    }

    /// How many are open, of how many.
    pub(super) fn count(&self) -> Option<(u32, u32)> {
        let one_by_one = self.known.values().map(|open| (u32::from(*open), 1));
        let all = one_by_one.chain(self.counted.values().copied());
        all.reduce(|(open, of), (more, and)| (open.saturating_add(more), of.saturating_add(and)))
    }
}

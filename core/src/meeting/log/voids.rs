//! Lines that later lines take out.

#[cfg(feature = "csv")]
use super::event::Event;
use super::issue::{Fault, Issue};
#[cfg(feature = "csv")]
use super::state::EventKind;
use std::collections::{BTreeMap, HashSet};

/// A line that takes another one out.
#[derive(Debug, Clone, Copy)]
pub(super) struct VoidLine {
    pub(super) line: u64,
    pub(super) seq: u64,
    pub(super) target: u64,
}

/// The events that stand once all is said, without the lines that take others out.
#[cfg(feature = "csv")]
pub(in crate::meeting) fn standing(mut events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let voids = Voids::of(events.iter());
    events.retain(|event| event.kind != EventKind::Void && !voids.takes_out(event.seq));
    events
}

/// Which lines are taken out once all is said. A `void` may itself be taken out by a later one;
/// then what it took out stands again.
#[derive(Debug, Default)]
pub(super) struct Voids {
    active: Vec<VoidLine>,
    /// Every target with the numbers of the lines that take it out.
    out: BTreeMap<u64, u64>,
}

impl Voids {
    pub(super) fn resolve(mut lines: Vec<VoidLine>) -> Self {
        lines.sort_by_key(|void| (std::cmp::Reverse(void.seq), void.line));
        let mut voids = Self::default();
        for void in lines {
            if voids.out.contains_key(&void.seq) {
                continue;
            }
            voids.active.push(void);
            // The first line of a log cannot be taken out, nor can a later one.
            if void.target > 0 && void.target < void.seq {
                voids.out.insert(void.target, void.seq);
            }
        }
        voids.active.reverse();
        voids
    }

    #[cfg(feature = "csv")]
    fn of<'e>(events: impl Iterator<Item = &'e Event<'e>>) -> Self {
        let voids = events.filter(|event| event.kind == EventKind::Void);
        let line = |event: &Event<'_>| {
            let target = event.seq_ref?;
            Some(VoidLine { line: event.seq, seq: event.seq, target })
        };
        Self::resolve(voids.filter_map(line).collect())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.out.is_empty()
    }

    pub(super) fn takes_out(&self, seq: u64) -> bool {
        !self.out.is_empty() && self.out.contains_key(&seq)
    }

    /// What is wrong with the lines that take out, given the numbers of lines that are there.
    pub(super) fn issues(&self, seen: &HashSet<u64>) -> Vec<Issue> {
        let mut done = HashSet::new();
        let mut issues = Vec::new();
        for void in &self.active {
            let fault = if void.target == void.seq {
                Fault::VoidItself
            } else if void.target == 0 || void.target > void.seq || !seen.contains(&void.target) {
                Fault::VoidNothing(void.target)
            } else if done.insert(void.target) {
                continue;
            } else {
                Fault::VoidTwice(void.target)
            };
            issues.push(Issue { line: void.line, seq: void.seq, task: None, fault });
        }
        issues
    }
}

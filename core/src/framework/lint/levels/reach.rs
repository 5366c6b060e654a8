//! Levels that nobody can reach.

use super::bounds::Bounds;
use super::requirements::{comparisons, parts};
use super::{Scheme, both, thresholds, values, written};
use crate::finding::{Argument, Findings};
use crate::framework::lint::index::Written;
use crate::framework::source::Path;
use crate::framework::spec::{LevelSpec, Reads, Requirement, Threshold};
use crate::number::decimals::compare;
use std::cmp::Ordering;
use std::collections::HashMap;

/// A comparison that cannot hold.
struct Fault {
    path: Path,
    detail: Argument,
}

/// The limits that a level sets to the value of one item.
#[derive(Default, Clone)]
struct Limits {
    /// The largest lower limit, and whether the limit itself is allowed.
    low: Option<(f64, bool)>,
    high: Option<(f64, bool)>,
}

impl Limits {
    fn add(&mut self, key: &str, value: f64) {
        let allowed = matches!(key, "at_least" | "at_most" | "exactly");
        if matches!(key, "at_least" | "more_than" | "exactly") {
            self.low = Some(match self.low {
                Some(low) if !tighter(value, allowed, low, Ordering::Greater) => low,
                _ => (value, allowed),
            });
        }
        if matches!(key, "at_most" | "less_than" | "exactly") {
            self.high = Some(match self.high {
                Some(high) if !tighter(value, allowed, high, Ordering::Less) => high,
                _ => (value, allowed),
            });
        }
    }

    /// The two limits, where no value lies between them.
    fn contradict(&self) -> Option<(f64, f64)> {
        let ((low, low_allowed), (high, high_allowed)) = (self.low?, self.high?);
        let empty = match compare(low, high) {
            Ordering::Greater => true,
            Ordering::Equal => !(low_allowed && high_allowed),
            Ordering::Less => false,
        };
        empty.then_some((low, high))
    }
}

fn tighter(value: f64, allowed: bool, (limit, limit_allowed): (f64, bool), way: Ordering) -> bool {
    let order = compare(value, limit);
    order == way || (order == Ordering::Equal && limit_allowed && !allowed)
}

impl Scheme<'_> {
    pub(super) fn reach(&self, findings: &mut Findings) {
        let node = self.scheme.node.as_ref().and_then(|node| self.item(node.as_str()));
        let mut limits: HashMap<usize, Limits> = HashMap::new();
        for (number, level) in self.scheme.levels.iter().enumerate() {
            let path = self.level_path(number);
            if !self.scheme.cumulative {
                limits.clear();
            }
            let before = findings.len();
            let mut faults = Vec::new();
            if let Some(node) = node {
                for (key, threshold) in thresholds(level) {
                    let path = path.clone().key(key);
                    let bounds = match self.scheme.reads {
                        Some(Reads::Value) if self.is_node(node) => None,
                        Some(Reads::Value) => self.bounds.values.get(node).copied(),
                        _ => self.bounds.scores.get(node).copied(),
                    };
                    faults.extend(self.beyond(node, bounds, key, threshold, &path));
                    self.limit(node, key, threshold, &path, &mut limits, level, findings);
                }
            }
            if level.rank_at_most == Some(0) {
                let detail = both("thứ hạng bắt đầu từ 1", "ranks begin at 1");
                faults.push(Fault { path: path.clone().key("rank_at_most"), detail });
            }
            for (place, requirement) in level.requirements.iter().enumerate() {
                let path = path.clone().key("require").index(place);
                faults.extend(self.faults(requirement, &path));
                self.conjunction(requirement, &path, &mut limits, level, findings);
            }
            // A level that contradicts itself often asks for the impossible too: once is enough.
            if findings.len() == before {
                for fault in faults {
                    findings
                        .push(self.unreachable(level, &fault.path).with("detail", fault.detail));
                }
            }
        }
    }

    fn item(&self, code: &str) -> Option<usize> {
        self.linter.index.get(code)
    }

    fn is_node(&self, item: usize) -> bool {
        matches!(self.linter.index.item(item), Some(Written::Node(_)))
    }

    /// Why a requirement can never be met; empty when it can, for all that is known.
    fn faults(&self, requirement: &Requirement, path: &Path) -> Vec<Fault> {
        let mut faults = Vec::new();
        if let Some(item) = requirement.criterion.as_ref().and_then(|code| self.item(code.as_str()))
        {
            for (key, threshold) in comparisons(requirement) {
                let bounds = match requirement.reads {
                    Some(Reads::Score) => self.bounds.scores.get(item).copied(),
                    Some(Reads::Value) if self.is_node(item) => None,
                    _ => self.bounds.values.get(item).copied(),
                };
                faults.extend(self.beyond(item, bounds, key, threshold, &path.clone().key(key)));
            }
        }
        let mut possible = 0;
        let mut alternatives = Vec::new();
        for (part, path) in parts(requirement, path) {
            // What must not hold may well be impossible.
            let barred = [requirement.not.as_deref(), requirement.veto.as_deref()];
            if barred.into_iter().flatten().any(|one| std::ptr::eq(one, part)) {
                continue;
            }
            let found = self.faults(part, &path);
            if requirement.all.iter().any(|one| std::ptr::eq(one, part)) {
                faults.extend(found);
            } else if found.is_empty() {
                possible += 1;
            } else {
                alternatives.extend(found);
            }
        }
        let weighed = requirement.share.is_some() || requirement.weight_at_least.is_some();
        let needed = if weighed { 1 } else { requirement.count.unwrap_or(1) as usize };
        if possible < needed {
            faults.extend(alternatives);
        }
        faults
    }

    /// The numbers of a threshold that an item within bounds cannot reach.
    fn beyond(
        &self,
        item: usize,
        bounds: Option<Bounds>,
        key: &str,
        threshold: &Threshold,
        path: &Path,
    ) -> Vec<Fault> {
        let Some(Bounds { low, high }) = bounds else { return Vec::new() };
        let code = self.linter.index.code(item);
        let mut faults = Vec::new();
        for (path, value) in values(threshold, path) {
            let (to_high, to_low) = (compare(value, high), compare(value, low));
            let above = match key {
                "more_than" => to_high != Ordering::Less,
                "at_least" | "exactly" => to_high == Ordering::Greater,
                _ => false,
            };
            let below = match key {
                "less_than" => to_low != Ordering::Greater,
                "at_most" | "exactly" => to_low == Ordering::Less,
                _ => false,
            };
            let (value_vi, value_en) = written(value);
            let detail = if above {
                let (high_vi, high_en) = written(high);
                both(
                    format!("`{code}` cao nhất là {high_vi}, ngưỡng là {value_vi}"),
                    format!("`{code}` is {high_en} at most, the threshold is {value_en}"),
                )
            } else if below {
                let (low_vi, low_en) = written(low);
                both(
                    format!("`{code}` thấp nhất là {low_vi}, ngưỡng là {value_vi}"),
                    format!("`{code}` is {low_en} at least, the threshold is {value_en}"),
                )
            } else {
                continue;
            };
            faults.push(Fault { path, detail });
        }
        faults
    }

    /// Adds the limits of everything that must hold together.
    fn conjunction(
        &self,
        requirement: &Requirement,
        path: &Path,
        limits: &mut HashMap<usize, Limits>,
        level: &LevelSpec,
        findings: &mut Findings,
    ) {
        // What concerns some units only, or another value of the item, contradicts nothing.
        let general = requirement.filter.is_empty() && requirement.reads.is_none();
        let criterion = requirement.criterion.as_ref().filter(|_| general);
        if let Some(item) = criterion.and_then(|code| self.item(code.as_str())) {
            for (key, threshold) in comparisons(requirement) {
                let path = path.clone().key(key);
                self.limit(item, key, threshold, &path, limits, level, findings);
            }
        }
        for (number, part) in requirement.all.iter().enumerate() {
            let path = path.clone().key("all").index(number);
            self.conjunction(part, &path, limits, level, findings);
        }
    }

    #[expect(clippy::too_many_arguments, reason = "what is compared, where, and what is known")]
    fn limit(
        &self,
        item: usize,
        key: &str,
        threshold: &Threshold,
        path: &Path,
        limits: &mut HashMap<usize, Limits>,
        level: &LevelSpec,
        findings: &mut Findings,
    ) {
        let Threshold::Fixed(value) = threshold else { return };
        let limits = limits.entry(item).or_default();
        if limits.contradict().is_some() {
            return;
        }
        limits.add(key, *value);
        if let Some((low, high)) = limits.contradict() {
            let code = self.linter.index.code(item);
            let ((low_vi, low_en), (high_vi, high_en)) = (written(low), written(high));
            let detail = both(
                format!("`{code}` không thể vừa từ {low_vi} trở lên vừa không quá {high_vi}"),
                format!("`{code}` cannot be both {low_en} or above and {high_en} or below"),
            );
            findings.push(self.unreachable(level, path).with("detail", detail));
        }
    }
}

//! Levels, requirements and milestones: that what they name exists and that they can be reached.

mod bounds;
mod reach;
mod requirements;
mod rules;
#[cfg(test)]
mod tests;

use super::{Linter, both, kinds, written};
use crate::finding::{Finding, Findings, catalogue};
use crate::framework::source::Path;
use crate::framework::spec::{LevelSpec, SchemeSpec, Threshold};
use crate::number::decimals::compare;
use crate::text::suggest;
use std::cmp::Ordering;
use std::collections::HashMap;

pub(super) fn check(linter: &Linter<'_>, findings: &mut Findings) {
    let bounds = bounds::of_all(linter);
    let mut first: HashMap<&str, usize> = HashMap::new();
    for (number, scheme) in linter.spec.schemes.iter().enumerate() {
        let path = scheme_path(number);
        let earlier = *first.entry(scheme.code.as_str()).or_insert(number);
        if earlier != number {
            let first = linter.places.of(&scheme_path(earlier).key("code"));
            findings.push(
                Linter::duplicate(scheme.code.as_str(), &first)
                    .at(linter.places.of(&path.clone().key("code"))),
            );
        }
        let scheme = Scheme { linter, scheme, path, bounds: &bounds };
        scheme.shape(findings);
        scheme.order(findings);
        for (number, level) in scheme.scheme.levels.iter().enumerate() {
            for (place, requirement) in level.requirements.iter().enumerate() {
                let path = scheme.level_path(number).key("require").index(place);
                scheme.requirement(requirement, &path, level, findings);
            }
        }
        scheme.rules(findings);
        scheme.reach(findings);
    }
    rules::circles(linter, findings);
    milestones(linter, findings);
}

fn scheme_path(number: usize) -> Path {
    Path::default().key("scheme").index(number)
}

/// A scheme and where it is written.
struct Scheme<'a> {
    linter: &'a Linter<'a>,
    scheme: &'a SchemeSpec,
    path: Path,
    bounds: &'a bounds::AllBounds,
}

impl<'a> Scheme<'a> {
    fn level_path(&self, number: usize) -> Path {
        self.path.clone().key("level").index(number)
    }

    fn missing(&self, path: &Path, key: &str) -> Finding {
        Finding::new(&catalogue::MISSING_KEY)
            .at(self.linter.places.of(path))
            .with("path", path.to_string())
            .with("key", key)
    }

    fn unreachable(&self, level: &LevelSpec, path: &Path) -> Finding {
        Finding::new(&catalogue::LEVEL_UNREACHABLE)
            .at(self.linter.places.of(path))
            .with("level", level.code.as_str())
            .with("scheme", self.scheme.code.as_str())
    }

    /// Levels that are there, once each, and the node that they are about.
    fn shape(&self, findings: &mut Findings) {
        let linter = self.linter;
        if self.scheme.levels.is_empty() {
            findings.push(self.missing(&self.path, "level"));
        }
        if let Some(node) = &self.scheme.node
            && linter.index.get(node.as_str()).is_none()
        {
            let place = linter.places.of(&self.path.clone().key("node"));
            findings.push(linter.unknown_item(node.as_str()).at(place));
        }
        let mut first: HashMap<&str, usize> = HashMap::new();
        for (number, level) in self.scheme.levels.iter().enumerate() {
            let earlier = *first.entry(level.code.as_str()).or_insert(number);
            if earlier != number {
                let first = linter.places.of(&self.level_path(earlier).key("code"));
                let place = linter.places.of(&self.level_path(number).key("code"));
                findings.push(Linter::duplicate(level.code.as_str(), &first).at(place));
            }
            for (key, threshold) in thresholds(level) {
                self.threshold(threshold, &self.level_path(number).key(key), findings);
            }
        }
        let has_threshold =
            |level: &LevelSpec| !thresholds(level).is_empty() || asks_for_rank(level);
        if self.scheme.node.is_none() && self.scheme.levels.iter().any(has_threshold) {
            findings.push(self.missing(&self.path, "node"));
        }
    }

    /// A threshold is a number, or has at least one.
    fn threshold(&self, threshold: &Threshold, path: &Path, findings: &mut Findings) {
        let finite = || both("phải là một số hữu hạn", "a finite number is needed");
        for (path, value) in values(threshold, path) {
            if !value.is_finite() {
                findings.push(self.linter.wrong_at(&path, finite()).value(value.to_string()));
            }
        }
        if let Threshold::By(table) = threshold
            && table.values.is_empty()
            && table.otherwise.is_none()
            && table.set_by.is_none()
        {
            findings.push(self.missing(path, "values"));
        }
        if let Threshold::Relative(relative) = threshold {
            self.relative(relative, path, findings);
        }
    }

    /// Thresholds that do not rise from level to level, or do not fall where less is better.
    fn order(&self, findings: &mut Findings) {
        let mut below: [Option<f64>; 2] = [None; 2];
        for (number, level) in self.scheme.levels.iter().enumerate() {
            let lower = [("at_least", &level.at_least), ("more_than", &level.more_than)];
            let lower = lower.into_iter().find_map(|(key, limit)| Some((key, fixed(limit)?)));
            let stated = match lower {
                Some((key, value)) => Some((0, key, value)),
                // An upper limit closes a band that has a lower one; alone, it is the threshold.
                None if level.at_least.is_some() || level.more_than.is_some() => None,
                None => fixed(&level.at_most).map(|value| (1, "at_most", value)),
            };
            let Some((kind, key, value)) = stated else { continue };
            let Some(last) = below.get_mut(kind) else { continue };
            let harder = if kind == 0 { Ordering::Greater } else { Ordering::Less };
            if let Some(last) = *last {
                let order = compare(value, last);
                // The same threshold is fine where a level asks for something else as well.
                let more_is_asked = !level.requirements.is_empty() || asks_for_rank(level);
                if order != harder && !(order == Ordering::Equal && more_is_asked) {
                    findings.push(
                        Finding::new(&catalogue::LEVEL_ORDER)
                            .at(self.linter.places.of(&self.level_path(number).key(key)))
                            .value(value.to_string())
                            .with("scheme", self.scheme.code.as_str())
                            .with("level", level.code.as_str())
                            .with("value", value),
                    );
                }
            }
            *last = Some(value);
        }
    }
}

/// Whether a level is about a place in a ranking.
fn asks_for_rank(level: &LevelSpec) -> bool {
    level.rank_at_most.is_some() || level.rank_share_at_most.is_some()
}

/// The thresholds of a level, by their keys.
fn thresholds(level: &LevelSpec) -> Vec<(&'static str, &Threshold)> {
    let all = [
        ("at_least", &level.at_least),
        ("more_than", &level.more_than),
        ("at_most", &level.at_most),
    ];
    all.into_iter().filter_map(|(key, threshold)| Some((key, threshold.as_ref()?))).collect()
}

fn fixed(threshold: &Option<Threshold>) -> Option<f64> {
    match threshold {
        Some(Threshold::Fixed(value)) => Some(*value),
        _ => None,
    }
}

/// The numbers of a threshold and where they are written.
fn values(threshold: &Threshold, path: &Path) -> Vec<(Path, f64)> {
    match threshold {
        Threshold::Fixed(value) => vec![(path.clone(), *value)],
        Threshold::By(table) => {
            let listed = (table.values.iter())
                .map(|(key, value)| (path.clone().key("values").key(key), *value));
            let otherwise = table.otherwise.map(|value| (path.clone().key("otherwise"), value));
            listed.chain(otherwise).collect()
        }
        Threshold::Relative(_) | Threshold::Delegated(_) => Vec::new(),
    }
}

fn milestones(linter: &Linter<'_>, findings: &mut Findings) {
    let units = linter.spec.register.as_ref().map(|register| register.units.as_slice());
    let units = units.unwrap_or_default();
    for (number, milestone) in linter.spec.milestones.iter().enumerate() {
        let unknown = |key: &str, code: &str, kind| {
            let path = Path::default().key("milestone").index(number).key(key);
            Finding::new(&catalogue::UNKNOWN_REFERENCE)
                .at(linter.places.of(&path))
                .value(code)
                .with("kind", kind)
        };
        let scheme = linter.spec.schemes.iter().find(|scheme| scheme.code == milestone.scheme);
        match scheme {
            None => {
                let code = milestone.scheme.as_str();
                let known = linter.spec.schemes.iter().map(|scheme| scheme.code.as_str());
                findings
                    .push(unknown("scheme", code, kinds::SCHEME).suggest_if(suggest(code, known)));
            }
            Some(scheme) if scheme.levels.iter().all(|level| level.code != milestone.level) => {
                let code = milestone.level.as_str();
                let known = scheme.levels.iter().map(|level| level.code.as_str());
                findings
                    .push(unknown("level", code, kinds::LEVEL).suggest_if(suggest(code, known)));
            }
            Some(_) => {}
        }
        if let Some(unit) = &milestone.unit
            && !units.is_empty()
            && units.iter().all(|known| known.code != *unit)
        {
            let known = units.iter().map(|unit| unit.code.as_str());
            findings.push(
                unknown("unit", unit.as_str(), kinds::UNIT)
                    .unit(unit.as_str())
                    .suggest_if(suggest(unit.as_str(), known)),
            );
        }
    }
}

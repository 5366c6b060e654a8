//! A list of findings that counts everything, even what it does not keep.

use super::{Finding, Place, Rule, Severity, catalogue};
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

/// Findings in the order in which they were made.
///
/// At most [`limit`](Self::with_limit) of them are kept, and at most
/// [`per_rule`](Self::at_most_per_rule) of one rule in one file; all of them are counted.
///
/// ```
/// use chuan::finding::{catalogue, Finding, Findings};
///
/// let mut findings = Findings::with_limit(1);
/// findings.push(Finding::new(&catalogue::NOT_A_NUMBER).value("abc"));
/// findings.push(Finding::new(&catalogue::NOT_A_NUMBER).value("n/a"));
/// assert_eq!(findings.len(), 1);
/// assert_eq!(findings.errors(), 2);
/// assert_eq!(findings.dropped(), 1);
/// ```
#[derive(Debug, Clone)]
pub struct Findings {
    list: Vec<Finding>,
    limit: usize,
    per_rule: usize,
    counts: BTreeMap<Key, u64>,
}

/// What is counted apart: code, severity, and file.
type Key = (&'static str, Severity, Option<Arc<str>>);

fn key(finding: &Finding) -> Key {
    (finding.code(), finding.severity, finding.place.file.clone())
}

/// How often a rule fired.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct RuleCount {
    /// The rule.
    pub rule: &'static Rule,
    /// The severity with which it was reported.
    pub severity: Severity,
    /// How many findings, kept or not.
    pub count: u64,
}

impl Default for Findings {
    fn default() -> Self {
        Self::with_limit(usize::MAX)
    }
}

impl Findings {
    /// An empty list without a limit.
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty list that keeps at most `limit` findings.
    pub fn with_limit(limit: usize) -> Self {
        Self { list: Vec::new(), limit, per_rule: usize::MAX, counts: BTreeMap::new() }
    }

    /// The same list, keeping at most so many findings of one rule in one file from now on.
    #[must_use]
    pub fn at_most_per_rule(mut self, per_rule: usize) -> Self {
        self.per_rule = per_rule;
        self
    }

    /// Counts a finding, and keeps it while there is room.
    pub fn push(&mut self, finding: Finding) {
        let count = self.counts.entry(key(&finding)).or_default();
        *count += 1;
        if self.list.len() < self.limit && *count <= self.per_rule as u64 {
            self.list.push(finding);
        }
    }

    /// Counts a finding that is made later than its turn; whether it is worth
    /// [inserting](Self::insert).
    pub(crate) fn count_one(
        &mut self,
        rule: &'static Rule,
        severity: Severity,
        file: Option<Arc<str>>,
    ) -> bool {
        let count = self.counts.entry((rule.code, severity, file)).or_default();
        *count += 1;
        *count <= self.per_rule as u64
    }

    /// Puts findings that were counted where they belong: each with the number of findings that
    /// stand before it, in that order.
    pub(crate) fn insert(&mut self, later: Vec<(usize, Finding)>) {
        if later.is_empty() {
            return;
        }
        // Round and round in one piece of memory: the list may be most of what there is.
        let count = self.list.len();
        let mut ring = VecDeque::from(std::mem::take(&mut self.list));
        ring.reserve_exact(later.len());
        let mut later = later.into_iter().peekable();
        for position in 0..count {
            while let Some((_, finding)) = later.next_if(|(before, _)| *before <= position) {
                ring.push_back(finding);
            }
            ring.rotate_left(1);
        }
        ring.extend(later.map(|(_, finding)| finding));
        ring.truncate(self.limit);
        self.list = ring.into();
    }

    /// Takes over all findings of another list, its counts included.
    pub fn append(&mut self, other: Self) {
        let mut dropped = other.counts;
        for finding in other.list {
            if let Some(count) = dropped.get_mut(&key(&finding)) {
                *count = count.saturating_sub(1);
            }
            self.push(finding);
        }
        for (key, count) in dropped {
            if count > 0 {
                *self.counts.entry(key).or_default() += count;
            }
        }
    }

    /// How many findings are kept.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether nothing was found at all.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// The findings that are kept.
    pub fn iter(&self) -> std::slice::Iter<'_, Finding> {
        self.list.iter()
    }

    /// The findings that are kept, to be changed in place.
    pub(crate) fn iter_mut(&mut self) -> std::slice::IterMut<'_, Finding> {
        self.list.iter_mut()
    }

    /// How many findings of a severity were made, kept or not.
    pub fn count(&self, severity: Severity) -> u64 {
        self.counts.iter().filter(|((_, s, _), _)| *s == severity).map(|(_, count)| count).sum()
    }

    /// How many findings of a rule were made in a file with a severity, kept or not.
    pub fn count_in(&self, rule: &Rule, severity: Severity, file: Option<&Arc<str>>) -> u64 {
        let key = (rule.code, severity, file.cloned());
        self.counts.get(&key).copied().unwrap_or(0)
    }

    /// How many errors were found, kept or not.
    pub fn errors(&self) -> u64 {
        self.count(Severity::Error)
    }

    /// Whether an error was found.
    pub fn has_errors(&self) -> bool {
        self.errors() > 0
    }

    /// How many findings were counted but not kept.
    pub fn dropped(&self) -> u64 {
        let all: u64 = self.counts.values().sum();
        all.saturating_sub(self.list.len() as u64)
    }

    /// Counts by rule and severity, in the order of the codes.
    pub fn by_rule(&self) -> impl Iterator<Item = RuleCount> + '_ {
        let mut counts: BTreeMap<(&'static str, Severity), u64> = BTreeMap::new();
        for ((code, severity, _), count) in &self.counts {
            *counts.entry((code, *severity)).or_default() += count;
        }
        counts.into_iter().filter_map(|((code, severity), count)| {
            let rule = super::catalogue::find(code)?;
            Some(RuleCount { rule, severity, count })
        })
    }

    /// Says of rules of which not every finding is kept how many there are, file by file: for forms
    /// that list findings and have no other place for it.
    ///
    /// ```
    /// use chuan::finding::{catalogue, Finding, Findings};
    /// use chuan::text::Lang;
    ///
    /// let mut findings = Findings::new().at_most_per_rule(1);
    /// findings.extend((0..3).map(|_| Finding::new(&catalogue::NOT_A_NUMBER)));
    /// let said = findings.unlisted();
    /// assert_eq!(said[0].code(), "OBS-024");
    /// assert_eq!(said[0].message(Lang::En), "3 findings OBS-301 of severity error, of which 1 are listed");
    /// ```
    pub fn unlisted(&self) -> Vec<Finding> {
        if self.dropped() == 0 {
            return Vec::new();
        }
        let mut kept: BTreeMap<Key, u64> = BTreeMap::new();
        for finding in &self.list {
            *kept.entry(key(finding)).or_default() += 1;
        }
        let mut said = Vec::new();
        for (key, count) in &self.counts {
            let listed = kept.get(key).copied().unwrap_or(0);
            if listed < *count {
                let finding = Finding::new(&catalogue::MORE_FINDINGS)
                    .at(Place::in_file(key.2.clone()))
                    .value(key.0)
                    .with("found", *count)
                    .with("listed", listed)
                    .with("rule", key.0)
                    .with("severity", key.1.word());
                said.push(finding);
            }
        }
        said
    }

    /// Sorts the kept findings by file, line and position, keeping the order of equals. Those
    /// of the main file, and those without a file, come first.
    pub(crate) fn sort_by_place(&mut self, main: Option<&str>) {
        self.list.sort_by(|a, b| {
            let file = |f: &Finding| f.place.file.clone().filter(|file| Some(&**file) != main);
            let key = |f: &Finding| (file(f), f.place.line, f.place.position);
            key(a).cmp(&key(b))
        });
    }
}

impl IntoIterator for Findings {
    type Item = Finding;
    type IntoIter = std::vec::IntoIter<Finding>;
    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl<'a> IntoIterator for &'a Findings {
    type Item = &'a Finding;
    type IntoIter = std::slice::Iter<'a, Finding>;
    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}

impl Extend<Finding> for Findings {
    fn extend<T: IntoIterator<Item = Finding>>(&mut self, iter: T) {
        for finding in iter {
            self.push(finding);
        }
    }
}

impl FromIterator<Finding> for Findings {
    fn from_iter<T: IntoIterator<Item = Finding>>(iter: T) -> Self {
        let mut findings = Self::new();
        findings.extend(iter);
        findings
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(file: &str) -> Finding {
        Finding::new(&catalogue::NOT_A_NUMBER).at(Place::in_file(Some(file.into())))
    }

    #[test]
    fn a_rule_that_fires_everywhere_leaves_room_for_others() {
        let mut findings = Findings::new().at_most_per_rule(2);
        findings.extend((0..5).map(|_| finding("a.csv")));
        findings.extend((0..3).map(|_| finding("b.csv")));
        assert_eq!((findings.len(), findings.errors(), findings.dropped()), (4, 8, 4));
        let file = "b.csv".into();
        let rule = &catalogue::NOT_A_NUMBER;
        assert_eq!(findings.count_in(rule, Severity::Error, Some(&file)), 3);
        assert_eq!(findings.by_rule().map(|rule| rule.count).collect::<Vec<_>>(), [8]);
    }

    #[test]
    fn what_is_found_out_later_stands_where_it_belongs() {
        let mut findings = Findings::with_limit(3).at_most_per_rule(2);
        findings.push(finding("a.csv"));
        let found = |file: &str| {
            Finding::new(&catalogue::DUPLICATE_KEY).at(Place::in_file(Some(file.into())))
        };
        let position = findings.len();
        findings.push(finding("b.csv"));
        findings.push(finding("c.csv"));
        let file = || Some("x.csv".into());
        assert!(findings.count_one(&catalogue::DUPLICATE_KEY, Severity::Error, file()));
        assert!(findings.count_one(&catalogue::DUPLICATE_KEY, Severity::Error, file()));
        assert!(!findings.count_one(&catalogue::DUPLICATE_KEY, Severity::Error, file()));
        findings.insert(vec![(position, found("x.csv")), (3, found("x.csv"))]);
        let files: Vec<_> = findings.iter().filter_map(|f| f.place.file.as_deref()).collect();
        assert_eq!(files, ["a.csv", "x.csv", "b.csv"]);
        assert_eq!((findings.errors(), findings.dropped()), (6, 3));
    }

    #[test]
    fn lists_that_are_joined_count_what_either_dropped() {
        let mut all = Findings::new().at_most_per_rule(3);
        all.push(finding("a.csv"));
        let mut other = Findings::with_limit(4);
        other.extend((0..6).map(|_| finding("a.csv")));
        all.append(other);
        assert_eq!((all.len(), all.errors(), all.dropped()), (3, 7, 4));
    }
}

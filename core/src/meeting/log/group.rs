//! Tasks by owner, supporter, meeting, item, period, or what they are about.

use super::base::LogBase;
use super::rates::Counts;
use super::replay::Replay;
use super::status::TaskStatus;
use crate::period::{Frequency, Period};
use chrono::Datelike;
use std::collections::BTreeMap;
use std::sync::Arc;

/// By what tasks are grouped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Grouping {
    /// The body that answers for them, after reassignments.
    Owner,
    /// The bodies that help. A task counts for each of them: never mix this with owners.
    Support,
    /// The meeting that gave them.
    Meeting,
    /// The agenda items they come from.
    Item,
    /// The period in which they were given.
    Assigned(Frequency),
    /// What they are about, of one kind: `level`, `target`, `indicator`, `criterion` …
    About(String),
}

/// A word that names no grouping.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no grouping: use owner, support, meeting, item, year, half, quarter, month, or the \
    kind of what tasks are about, such as level, target or indicator"
)]
pub struct UnknownGrouping(pub String);

impl std::str::FromStr for Grouping {
    type Err = UnknownGrouping;
    fn from_str(word: &str) -> Result<Self, UnknownGrouping> {
        Ok(match word {
            "owner" => Self::Owner,
            "support" => Self::Support,
            "meeting" => Self::Meeting,
            "item" => Self::Item,
            "year" => Self::Assigned(Frequency::Year),
            "half" => Self::Assigned(Frequency::Half),
            "quarter" => Self::Assigned(Frequency::Quarter),
            "month" => Self::Assigned(Frequency::Month),
            "level" | "target" | "indicator" | "criterion" | "pillar" | "field" | "document"
            | "body" | "scheme" => Self::About(word.to_owned()),
            _ => return Err(UnknownGrouping(word.to_owned())),
        })
    }
}

impl Replay {
    /// The groups of one task. None at all, for a task without an owner, say, is one group: `None`.
    pub fn groups_of(
        &self,
        base: &LogBase,
        task: &TaskStatus,
        grouping: &Grouping,
    ) -> Vec<Option<Arc<str>>> {
        let Some(given) = base.tasks.get(task.index) else { return Vec::new() };
        let some = |groups: &[Arc<str>]| -> Vec<Option<Arc<str>>> {
            let mut groups: Vec<_> = groups.iter().cloned().map(Some).collect();
            groups.sort();
            groups.dedup();
            if groups.is_empty() { vec![None] } else { groups }
        };
        match grouping {
            Grouping::Owner => vec![task.owner.clone()],
            Grouping::Support => some(&given.support),
            Grouping::Meeting => vec![given.meeting.clone()],
            Grouping::Item => some(&given.items),
            Grouping::Assigned(frequency) => {
                let day = given.assigned;
                let (year, month) = (day.year(), day.month());
                let period = match frequency {
                    Frequency::Month => Period::from_month(year, month),
                    Frequency::Quarter => Period::from_quarter(year, month.div_ceil(3)),
                    Frequency::Half => Period::from_half(year, month.div_ceil(6)),
                    _ => Period::from_year(year),
                };
                vec![period.map(|period| period.to_string().into())]
            }
            Grouping::About(kind) => {
                let of_kind = |about: &&Arc<str>| {
                    about.split_once(':').is_some_and(|(known, _)| known == kind)
                };
                some(&given.about.iter().filter(of_kind).cloned().collect::<Vec<_>>())
            }
        }
    }

    /// Some of its tasks by group, in the order of their names; those without one come first.
    /// Without a grouping all of them are one group, `None`.
    pub fn grouped<'t>(
        &self,
        base: &LogBase,
        tasks: impl IntoIterator<Item = &'t TaskStatus>,
        grouping: Option<&Grouping>,
    ) -> BTreeMap<Option<Arc<str>>, Vec<&'t TaskStatus>> {
        let mut groups: BTreeMap<Option<Arc<str>>, Vec<&TaskStatus>> = BTreeMap::new();
        let Some(grouping) = grouping else {
            groups.insert(None, tasks.into_iter().collect());
            return groups;
        };
        for task in tasks {
            for group in self.groups_of(base, task, grouping) {
                groups.entry(group).or_default().push(task);
            }
        }
        groups
    }

    /// Counts for each group.
    pub fn counts_by(
        &self,
        base: &LogBase,
        grouping: &Grouping,
    ) -> BTreeMap<Option<Arc<str>>, Counts> {
        let groups = self.grouped(base, &self.tasks, Some(grouping));
        groups.into_iter().map(|(group, tasks)| (group, Counts::of(tasks))).collect()
    }

    /// Counts of all tasks.
    pub fn counts(&self) -> Counts {
        Counts::of(&self.tasks)
    }
}

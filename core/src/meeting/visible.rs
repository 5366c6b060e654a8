//! What may leave the house: every export goes through here.

use super::Record;
use super::spec::{AgendaItem, Visibility};
use std::collections::BTreeSet;

impl Record {
    /// The record without what is less visible than `most`; none where the meeting itself is.
    ///
    /// Items go with everything below them; tasks and milestones go when nothing that they come
    /// from is left. Tasks that waited for one that went no longer name it.
    #[must_use]
    pub fn visible(&self, most: Visibility) -> Option<Self> {
        let shown = |visibility: Option<Visibility>| visibility.unwrap_or_default() <= most;
        let mut spec = self.spec().clone();
        if !shown(spec.meeting.visibility) {
            return None;
        }
        prune(&mut spec.meeting.agenda, &shown);
        let mut left = BTreeSet::new();
        collect(&spec.meeting.agenda, &mut left);
        let has = |id: &super::Id| left.contains(id.as_str());
        spec.tasks.retain(|task| shown(task.visibility) && task.from.iter().any(has));
        let tasks: BTreeSet<String> = spec.tasks.iter().map(|task| task.id.to_string()).collect();
        for task in &mut spec.tasks {
            task.from.retain(has);
            task.after.retain(|id| tasks.contains(id.as_str()));
            task.parent = task.parent.take().filter(|id| tasks.contains(id.as_str()));
        }
        spec.milestones.retain(|milestone| has(&milestone.from));
        let milestones: BTreeSet<String> =
            spec.milestones.iter().map(|milestone| milestone.id.to_string()).collect();
        for milestone in &mut spec.milestones {
            let kept = |id: &super::Id| milestones.contains(id.as_str());
            milestone.replaces = milestone.replaces.take().filter(kept);
        }
        for entry in &mut spec.meeting.attendance {
            entry.away.retain(|id| left.contains(&format!("item:{id}")));
        }
        Some(if spec == *self.spec() { self.clone() } else { Self::unchecked(spec) })
    }
}

fn prune(items: &mut Vec<AgendaItem>, shown: &impl Fn(Option<Visibility>) -> bool) {
    items.retain(|item| shown(item.visibility));
    for item in items {
        item.statements.retain(|statement| shown(statement.visibility));
        item.decisions.retain(|decision| shown(decision.visibility));
        prune(&mut item.items, shown);
    }
}

/// Ids of statements and decisions, and of items behind `item:`.
fn collect(items: &[AgendaItem], ids: &mut BTreeSet<String>) {
    for item in items {
        ids.insert(format!("item:{}", item.id));
        ids.extend(item.statements.iter().map(|statement| statement.id.to_string()));
        ids.extend(item.decisions.iter().map(|decision| decision.id.to_string()));
        collect(&item.items, ids);
    }
}

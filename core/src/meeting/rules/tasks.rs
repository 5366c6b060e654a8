//! `MTG-601` to `612`: tasks.

use super::{Look, root};
use crate::finding::{Finding, Rule, catalogue};
use crate::meeting::spec::{DecisionKind, StatementKind, Task};
use crate::meeting::{Due, Kind};
use crate::source::Path;
use chrono::{Datelike, NaiveDate};
use std::collections::{BTreeSet, HashMap};

fn tasks<'a>(look: &Look<'a>) -> impl Iterator<Item = (Path, &'a Task)> {
    look.record.tasks.iter().enumerate().map(|(n, task)| (root("tasks").index(n), task))
}

/// Who answers, who helps, and what is handed in.
pub(super) fn responsibility(look: &Look<'_>, found: &mut Vec<Finding>) {
    let bodies = look.record.registry.bodies.iter();
    let undivided: BTreeSet<&str> = bodies
        .filter(|body| body.kind == "group" && body.members.is_empty())
        .map(|body| body.id.as_str())
        .collect();
    for (path, task) in tasks(look) {
        let id = task.id.as_str();
        let mut report = |rule: &'static Rule, key: &str, body: &str| {
            found.push(look.found(rule, id, &path.clone().key(key)).value(body).with("body", body));
        };
        match &task.owner {
            None => report(&catalogue::TASK_WITHOUT_OWNER, "owner", ""),
            Some(owner) => {
                if task.support.contains(owner) {
                    report(&catalogue::OWNER_SUPPORTS, "support", owner.as_str());
                }
                if undivided.contains(owner.as_str()) {
                    report(&catalogue::OWNER_IS_GROUP, "owner", owner.as_str());
                }
            }
        }
        let assigners: BTreeSet<&str> = task
            .from
            .iter()
            .filter_map(|from| look.index.decision(from.as_str()))
            .map(|at| &at.part.by)
            .filter(|by| by.kind == Kind::Body)
            .map(|by| &*by.id)
            .collect();
        for support in task.support.iter().filter(|body| assigners.contains(body.as_str())) {
            report(&catalogue::SUPPORTER_ASSIGNS, "support", support.as_str());
        }
        if task.deliverable.as_deref().is_none_or(|text| text.trim().is_empty()) {
            let finding =
                look.found(&catalogue::NO_DELIVERABLE, id, &path.clone().key("deliverable"));
            found.push(finding);
        }
    }
}

fn last(task: &Task) -> Option<NaiveDate> {
    task.due.as_ref().and_then(Due::last)
}

pub(super) fn deadlines(look: &Look<'_>, found: &mut Vec<Finding>) {
    let by_id: HashMap<&str, &Task> =
        look.record.tasks.iter().map(|task| (task.id.as_str(), task)).collect();
    let given = look.meeting().date;
    for (path, task) in tasks(look) {
        let id = task.id.as_str();
        let path = path.key("due");
        let Some(due) = &task.due else {
            found.push(look.found(&catalogue::TASK_WITHOUT_DUE, id, &path));
            continue;
        };
        let Some(day) = due.last() else { continue };
        if day < given {
            found.push(
                look.found(&catalogue::DUE_BEFORE_ASSIGNMENT, id, &path)
                    .value(due.as_str())
                    .with("due", due)
                    .with("date", given),
            );
            // What its text says differs for the same reason.
            continue;
        }
        if let Some(text) = &task.due_text
            && let Some(year) = year_that_lacks(text, due)
        {
            found.push(
                look.found(&catalogue::DUE_TEXT_YEAR, id, &path)
                    .value(text.as_str())
                    .with("year", year.to_string())
                    .with("due", due),
            );
        }
        let later = |target: &str| {
            by_id.get(target).and_then(|other| last(other)).map(|other| (other, day))
        };
        if let Some(parent) = &task.parent
            && later(parent.as_str()).is_some_and(|(other, day)| day > other)
        {
            let finding = look.found(&catalogue::SUBTASK_LATER, id, &path);
            found.push(finding.value(due.as_str()).with("target", parent.as_str()));
        }
        for before in &task.after {
            if later(before.as_str()).is_some_and(|(other, day)| other > day) {
                let finding = look.found(&catalogue::WAITS_FOR_LATER, id, &path);
                found.push(finding.value(due.as_str()).with("target", before.as_str()));
            }
        }
    }
}

/// A year of which a text speaks and which a deadline does not reach.
fn year_that_lacks(text: &str, due: &Due) -> Option<i32> {
    let (first, last) = (due.first()?.year(), due.last()?.year());
    text.split(|c: char| !c.is_ascii_digit())
        .filter(|digits| digits.len() == 4)
        .filter_map(|digits| digits.parse::<i32>().ok())
        .filter(|year| (1900..2200).contains(year))
        .find(|year| !(first..=last).contains(year))
}

/// A task comes from a decision, or from a commitment.
pub(super) fn sources(look: &Look<'_>, found: &mut Vec<Finding>) {
    for (path, task) in tasks(look) {
        let known = |id: &crate::meeting::Id| {
            look.index.has(&Kind::Decision, id.as_str())
                || look
                    .index
                    .statement(id.as_str())
                    // A reference to nothing is another rule's.
                    .is_none_or(|at| at.part.kind == StatementKind::Commitment)
        };
        if task.from.is_empty() || !task.from.iter().all(known) {
            let path = path.key("from");
            found.push(look.found(&catalogue::TASK_WITHOUT_SOURCE, task.id.as_str(), &path));
        }
    }
}

pub(super) fn assignments(look: &Look<'_>, found: &mut Vec<Finding>) {
    let used: BTreeSet<&str> =
        look.record.tasks.iter().flat_map(|task| &task.from).map(|from| from.as_str()).collect();
    for at in &look.index.decisions {
        let id = at.part.id.as_str();
        if at.part.kind == DecisionKind::Assignment && !used.contains(id) {
            found.push(look.found(&catalogue::ASSIGNMENT_WITHOUT_TASK, id, &at.path));
        }
    }
}

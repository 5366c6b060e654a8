//! `MTG-801` to `807`: milestones.

use super::references::judge;
use super::{Look, root, undetermined};
use crate::finding::{Bilingual, Finding, catalogue};
use crate::meeting::outside::Reached;
use crate::meeting::spec::{Milestone, MilestoneState};
use crate::meeting::{Due, Ref};
use crate::source::Path;
use chrono::NaiveDate;

fn milestones<'a>(look: &Look<'a>) -> impl Iterator<Item = (Path, &'a Milestone)> {
    let all = look.record.milestones.iter().enumerate();
    all.map(|(n, milestone)| (root("milestones").index(n), milestone))
}

const EARLIER: Bilingual = Bilingual { vi: "sớm hơn", en: "earlier" };
const LATER: Bilingual = Bilingual { vi: "muộn hơn", en: "later" };

/// Milestones that stand: not withdrawn, and not replaced by another in the same state.
fn standing<'a>(look: &Look<'a>) -> Vec<(Path, &'a Milestone)> {
    let replaced = |milestone: &Milestone| {
        look.record.milestones.iter().any(|other| {
            other.replaces.as_ref() == Some(&milestone.id) && other.state == milestone.state
        })
    };
    milestones(look).filter(|(_, m)| m.state != MilestoneState::Withdrawn && !replaced(m)).collect()
}

pub(super) fn known(look: &Look<'_>, found: &mut Vec<Finding>) {
    for (path, milestone) in milestones(look) {
        if milestone.reach.is_outside() {
            let path = path.key("reach");
            let finding = look.found(&catalogue::MILESTONE_UNKNOWN, milestone.id.as_str(), &path);
            found.extend(judge(look, &milestone.reach, finding));
        }
    }
}

/// The place of a level in its scheme: as the framework says, else by the number at the end of its
/// code, where the codes are otherwise the same.
fn rank(look: &Look<'_>, reference: &Ref) -> Option<(String, usize)> {
    let name = reference.to_string();
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let by_framework = look.context.outside.and_then(|outside| outside.rank(reference));
    let number = by_framework.or_else(|| name.get(stem.len()..)?.parse().ok())?;
    let scheme = name.rsplit_once('/').map_or(stem, |(scheme, _)| scheme);
    Some((if by_framework.is_some() { scheme } else { stem }.to_owned(), number))
}

pub(super) fn order(look: &Look<'_>, found: &mut Vec<Finding>) {
    let all = standing(look);
    for (path, higher) in &all {
        let Some((scheme, above)) = rank(look, &higher.reach) else { continue };
        for (_, lower) in &all {
            let same = lower.subject == higher.subject && lower.state == higher.state;
            let Some((other, below)) = rank(look, &lower.reach).filter(|_| same) else { continue };
            let (Some(early), Some(late)) = (higher.due.last(), lower.due.last()) else { continue };
            if other == scheme && below < above && early < late {
                found.push(
                    look.found(
                        &catalogue::HIGHER_LEVEL_EARLIER,
                        higher.id.as_str(),
                        &path.clone().key("due"),
                    )
                    .value(higher.due.as_str())
                    .with("higher", higher.reach.to_string())
                    .with("lower", lower.reach.to_string())
                    .with("target", lower.id.as_str()),
                );
            }
        }
    }
}

/// What was decided in place of what was proposed, on another day.
pub(super) fn decided(look: &Look<'_>, found: &mut Vec<Finding>) {
    for (path, milestone) in milestones(look) {
        let proposed = milestone.replaces.as_ref().and_then(|id| {
            let all = look.record.milestones.iter();
            all.into_iter().find(|m| m.id == *id && m.state == MilestoneState::Proposed)
        });
        let Some(proposed) = proposed.filter(|_| milestone.state == MilestoneState::Decided) else {
            continue;
        };
        let (Some(now), Some(then)) = (milestone.due.last(), proposed.due.last()) else { continue };
        let days = (now - then).num_days();
        if days != 0 {
            found.push(
                look.found(&catalogue::DECIDED_OTHERWISE, milestone.id.as_str(), &path.key("due"))
                    .value(milestone.due.as_str())
                    .with("due", now)
                    .with("proposed", then)
                    .with("days", days.abs().to_string())
                    .with("than", if days < 0 { EARLIER } else { LATER }),
            );
        }
    }
}

/// Tasks work on a milestone when they are about it, or about what it is to reach.
pub(super) fn work(look: &Look<'_>, found: &mut Vec<Finding>) {
    for (path, milestone) in standing(look) {
        if milestone.state != MilestoneState::Decided {
            continue;
        }
        let serves = |about: &Ref| {
            *about == milestone.reach
                || (about.kind == crate::meeting::Kind::Milestone
                    && &*about.id == milestone.id.as_str())
        };
        let tasks = || {
            let all = look.record.tasks.iter().enumerate();
            all.filter(|(_, task)| task.about.iter().any(serves))
        };
        if tasks().next().is_none() {
            found.push(look.found(
                &catalogue::MILESTONE_WITHOUT_TASK,
                milestone.id.as_str(),
                &path,
            ));
        }
        for (number, task) in tasks() {
            let day = task.due.as_ref().and_then(Due::last);
            if day > milestone.due.last() && milestone.due.last().is_some() {
                let Some(due) = &task.due else { continue };
                found.push(
                    look.found(
                        &catalogue::TASK_AFTER_MILESTONE,
                        task.id.as_str(),
                        &root("tasks").index(number).key("due"),
                    )
                    .value(due.as_str())
                    .with("due", due)
                    .with("target", milestone.id.as_str()),
                );
            }
        }
    }
}

/// How decided milestones stand as of the day asked about.
pub(super) fn standing_as_of(look: &Look<'_>, as_of: NaiveDate, found: &mut Vec<Finding>) {
    for (path, milestone) in standing(look) {
        let Some(due) = milestone.due.last().filter(|_| milestone.state == MilestoneState::Decided)
        else {
            continue;
        };
        let reached = match look.context.assessments {
            Some(all) => all.reached(&milestone.reach, &milestone.subject, as_of),
            None => Reached::NotAssessed,
        };
        let id = milestone.id.as_str();
        let path = path.key("due");
        match reached {
            Reached::NotYet if as_of > due => found.push(
                look.found(&catalogue::MILESTONE_MISSED, id, &path)
                    .value(milestone.due.as_str())
                    .with("days", (as_of - due).num_days().to_string())
                    .with("as_of", as_of),
            ),
            Reached::NotAssessed => found.push(undetermined(
                look.found(&catalogue::MILESTONE_UNASSESSED, id, &path)
                    .value(milestone.due.as_str())
                    .with("as_of", as_of),
            )),
            _ => {}
        }
    }
}

pub(super) fn standing_rule(look: &Look<'_>, found: &mut Vec<Finding>) {
    if let Some(as_of) = look.context.as_of {
        standing_as_of(look, as_of, found);
    }
}

//! `MTG-401` to `404`, `409` to `411`: items and how they ended.

use super::{Look, listed, root, undetermined};
use crate::finding::{Argument, Finding, both, catalogue};
use crate::meeting::Kind;
use crate::meeting::spec::{AgendaItem, DecisionKind, MinutesState, Outcome};
use crate::source::Path;
use serde::Serialize;
use std::collections::BTreeMap;

pub(super) fn numbers(look: &Look<'_>, found: &mut Vec<Finding>) {
    let mut by_number: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, at) in look.index.items.iter().enumerate() {
        by_number.entry(at.part.no.trim()).or_default().push(place);
    }
    for (number, places) in by_number.into_iter().filter(|(_, places)| places.len() > 1) {
        let items = || places.iter().filter_map(|place| look.index.items.get(*place));
        let ids = listed(items().map(|at| at.part.id.as_str()));
        if let Some(second) = items().nth(1) {
            let path = second.path.clone().key("no");
            found.push(
                look.found(&catalogue::ITEM_NUMBER_TWICE, second.part.id.as_str(), &path)
                    .value(number)
                    .with("ids", ids),
            );
        }
    }
}

/// The word of a closed list, as files have it.
pub(super) fn word<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

pub(super) fn outcomes(look: &Look<'_>, found: &mut Vec<Finding>) {
    let minutes = look.meeting().minutes.as_ref();
    let approved = minutes.is_some_and(|minutes| minutes.state == MinutesState::Approved);
    for at in &look.index.items {
        let (item, id) = (at.part, at.part.id.as_str());
        let path = at.path.clone().key("outcome");
        match (item.outcome, &item.outcome_text) {
            (None, Some(text)) => found.push(
                look.found(&catalogue::TEXT_NOT_MAPPED, id, &at.path.clone().key("outcome_text"))
                    .value(text)
                    .with("kind", both("kết quả", "outcome")),
            ),
            (None, None) if approved => {
                found.push(look.found(&catalogue::ITEM_WITHOUT_OUTCOME, id, &path));
            }
            _ => {}
        }
        if let Some(outcome) = item.outcome {
            if let Some((detail, certain)) = contradiction(look, item, outcome) {
                let finding = look
                    .found(&catalogue::OUTCOME_AGAINST_CONTENT, id, &path)
                    .value(word(&outcome))
                    .with("outcome", word(&outcome))
                    .with("detail", detail);
                found.push(if certain { finding } else { undetermined(finding) });
            }
            let approval = item.decisions.iter().find(|d| d.kind == DecisionKind::Approval);
            if let (Outcome::Commented, Some(approval)) = (outcome, approval) {
                found.push(
                    look.found(&catalogue::COMMENTED_WITH_APPROVAL, id, &path)
                        .value("commented")
                        .with("decision", approval.id.as_str()),
                );
            }
        }
    }
}

/// What an outcome asks for and the item lacks; whether that is certain: a list that is not
/// complete may hold it.
fn contradiction(look: &Look<'_>, item: &AgendaItem, outcome: Outcome) -> Option<(Argument, bool)> {
    let complete = look.meeting().record.complete;
    match outcome {
        Outcome::Adopted | Outcome::AdoptedAmended | Outcome::PartlyAdopted | Outcome::Elected => {
            let detail = both("không có kết luận nào", "has no decision");
            item.decisions.is_empty().then_some((detail, complete.decisions))
        }
        Outcome::TasksAssigned => {
            let given = look.record.tasks.iter().any(|task| {
                task.from.iter().any(|from| item.decisions.iter().any(|one| one.id == *from))
            });
            let detail = both("không có nhiệm vụ nào", "has no task");
            (!given).then_some((detail, complete.tasks))
        }
        Outcome::Referred => {
            let detail = both("không ghi chuyển cho ai", "does not say to whom");
            item.refer_to.is_none().then_some((detail, true))
        }
        Outcome::Withdrawn | Outcome::Removed => {
            let detail = both("lại có kết luận", "has decisions");
            (!item.decisions.is_empty()).then_some((detail, true))
        }
        _ => None,
    }
}

pub(super) fn conclusions(look: &Look<'_>, found: &mut Vec<Finding>) {
    for at in &look.index.decisions {
        let by = &at.part.by;
        let entitled = match by.kind {
            Kind::Person => look.chairs(&by.id),
            Kind::Body => look.meeting().body.as_str() == &*by.id,
            _ => false,
        };
        if !entitled && look.index.leads(by) {
            let path = at.path.clone().key("by");
            found.push(
                look.found(&catalogue::CONCLUSION_BY_ANOTHER, at.part.id.as_str(), &path)
                    .value(by.to_string())
                    .with("by", by.to_string()),
            );
        }
    }
}

/// Only what came before can be replaced.
pub(super) fn replaced(look: &Look<'_>, found: &mut Vec<Finding>) {
    let mut report = |kind: &Kind, number: usize, id: &str, target: &str, path: Path| {
        if look.index.number(kind, target).is_some_and(|other| other >= number) {
            let finding = look.found(&catalogue::REPLACES_LATER, id, &path);
            found.push(finding.value(target).with("target", target));
        }
    };
    for (number, at) in look.index.decisions.iter().enumerate() {
        if let Some(target) = &at.part.replaces {
            let path = at.path.clone().key("replaces");
            report(&Kind::Decision, number, at.part.id.as_str(), target.as_str(), path);
        }
    }
    for (number, milestone) in look.record.milestones.iter().enumerate() {
        if let Some(target) = &milestone.replaces {
            let path = root("milestones").index(number).key("replaces");
            report(&Kind::Milestone, number, milestone.id.as_str(), target.as_str(), path);
        }
    }
    for (number, document) in look.record.registry.documents.iter().enumerate() {
        if document.replaces.as_ref() == Some(&document.id) {
            let path = root("registry").key("documents").index(number).key("replaces");
            let id = document.id.as_str();
            let finding = look.found(&catalogue::REPLACES_LATER, id, &path);
            found.push(finding.value(id).with("target", id));
        }
    }
}

//! `MTG-301` to `309`: who was there, and whether they were enough.

use super::{Look, root, undetermined};
use crate::finding::{Argument, Finding, Severity, both, catalogue};
use crate::meeting::share::{Enough, enough, required};
use crate::meeting::spec::{
    Attendance, AttendanceRole, AttendanceStatus, BallotOption, QuorumBase, RecordSource, Tenure,
};
use crate::meeting::{Kind, Ref};
use crate::source::Path;
use crate::text::clean;
use std::collections::{BTreeMap, BTreeSet};

fn list() -> Path {
    root("meeting").key("attendance")
}

fn entries<'a>(look: &Look<'a>) -> impl Iterator<Item = (String, Path, &'a Attendance)> {
    look.meeting().attendance.iter().enumerate().map(|(number, entry)| {
        (format!("attendance/{}", entry.person), list().index(number), entry)
    })
}

/// Whether all that is known comes from a service, which may not tell roles and tenures.
fn is_service(look: &Look<'_>) -> bool {
    look.meeting().record.basis == RecordSource::Service
}

fn is_member(entry: &Attendance) -> bool {
    matches!(entry.role, AttendanceRole::Chair | AttendanceRole::Member | AttendanceRole::Secretary)
}

pub(super) fn chair(look: &Look<'_>, found: &mut Vec<Finding>) {
    let meeting = look.meeting();
    let in_chair = || meeting.attendance.iter().filter(|entry| entry.role == AttendanceRole::Chair);
    let count = in_chair().count();
    if look.is_held() && count != 1 {
        let finding = look
            .found(&catalogue::ONE_CHAIR, "attendance", &list())
            .value(count.to_string())
            .with("count", count);
        // Of a list that nobody kept nothing can be said, nor of one that tells no roles.
        let no_list = meeting.attendance.is_empty() && !meeting.record.complete.attendance;
        let unknown = no_list || (count == 0 && is_service(look));
        found.push(if unknown { undetermined(finding) } else { finding });
    }
    for entry in in_chair().filter(|entry| entry.status != AttendanceStatus::Present) {
        found.push(
            look.found(&catalogue::CHAIR_ABSENT, "attendance", &list())
                .value(entry.person.as_str())
                .with("person", entry.person.as_str()),
        );
    }
}

pub(super) fn twice(look: &Look<'_>, found: &mut Vec<Finding>) {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, path, entry) in entries(look) {
        let count = seen.entry(entry.person.as_str()).or_default();
        *count += 1;
        if *count == 2 {
            found.push(
                look.found(&catalogue::PERSON_TWICE, "attendance", &path)
                    .value(entry.person.as_str())
                    .with("person", entry.person.as_str()),
            );
        }
    }
}

fn tenures<'a>(look: &Look<'a>, person: &str) -> Vec<&'a Tenure> {
    let all = look.record.registry.tenures.iter();
    all.filter(|tenure| tenure.person.as_str() == person).collect()
}

/// Members have a tenure in the body on the day. Most tenures are undated: those decide nothing.
pub(super) fn membership(look: &Look<'_>, found: &mut Vec<Finding>) {
    let meeting = look.meeting();
    let nothing_known = is_service(look) && look.record.registry.tenures.is_empty();
    for (subject, path, entry) in entries(look).filter(|(_, _, entry)| is_member(entry)) {
        if entry.on_behalf_of.is_some() {
            continue;
        }
        let here = tenures(look, entry.person.as_str());
        let here = here.iter().filter(|tenure| tenure.body.as_ref() == Some(&meeting.body));
        let mut undated = false;
        let mut valid = false;
        for tenure in here {
            let ended = tenure.to.is_some_and(|to| to < meeting.date);
            match tenure.from {
                Some(from) if from <= meeting.date && !ended => valid = true,
                None if !ended => undated = true,
                _ => {}
            }
        }
        if valid {
            continue;
        }
        let detail = match (undated, nothing_known) {
            (true, _) => both(
                "không rõ nhiệm kỳ từ ngày nào; chưa kết luận được là thành viên",
                "their tenure has no date, so whether it covered the day is not known",
            ),
            (_, true) => both("nguồn không cho biết nhiệm kỳ nào", "the source tells no tenures"),
            _ => both("không có nhiệm kỳ nào vào ngày đó", "they have no tenure on that day"),
        };
        let finding = look
            .found(&catalogue::MEMBERSHIP, &subject, &path)
            .value(entry.person.as_str())
            .with("person", entry.person.as_str())
            .with("body", meeting.body.as_str())
            .with("date", meeting.date)
            .with("detail", detail);
        found.push(if undated || nothing_known { undetermined(finding) } else { finding });
    }
}

pub(super) fn titles(look: &Look<'_>, found: &mut Vec<Finding>) {
    for (subject, path, entry) in entries(look) {
        let held = tenures(look, entry.person.as_str());
        if held.is_empty() {
            continue;
        }
        for (number, title) in entry.titles.iter().enumerate() {
            if held.iter().all(|tenure| clean(&tenure.title) != clean(title)) {
                let path = path.clone().key("titles").index(number);
                found.push(
                    look.found(&catalogue::TITLE_WITHOUT_TENURE, &subject, &path)
                        .value(title)
                        .with("person", entry.person.as_str()),
                );
            }
        }
    }
}

/// The number of people of which a share is asked for.
pub(super) fn base(look: &Look<'_>, base: QuorumBase) -> Option<u32> {
    let meeting = look.meeting();
    let complete = meeting.record.complete.attendance;
    let summoned = || {
        let people: BTreeSet<_> = meeting
            .attendance
            .iter()
            .filter(|entry| is_member(entry))
            .map(|entry| entry.person.as_str())
            .collect();
        complete.then(|| u32::try_from(people.len()).ok()).flatten()
    };
    match base {
        QuorumBase::Members | QuorumBase::VotingMembers => meeting.entitled,
        QuorumBase::Summoned => summoned(),
    }
}

/// How many members were there.
pub(super) fn present(look: &Look<'_>) -> u32 {
    let people: BTreeSet<_> = look
        .meeting()
        .attendance
        .iter()
        .filter(|entry| is_member(entry) && entry.status == AttendanceStatus::Present)
        .map(|entry| entry.person.as_str())
        .collect();
    u32::try_from(people.len()).unwrap_or(u32::MAX)
}

pub(super) fn quorum(look: &Look<'_>, found: &mut Vec<Finding>) {
    let meeting = look.meeting();
    if !look.is_held() {
        return;
    }
    let rule = meeting.quorum;
    let needed = rule.and_then(|rule| {
        base(look, rule.base).and_then(|of| required(of, rule.num, rule.den, rule.strict))
    });
    let present = present(look);
    let verdict = enough(present, needed, meeting.record.complete.attendance);
    let detail: Argument = match (verdict, rule, needed) {
        (Enough::Yes, _, _) => return,
        (_, None, _) => both("chưa rõ quy định túc số", "the rule of the quorum is not known"),
        (_, _, None) => both("chưa rõ tổng số thành viên", "the number of members is not known"),
        (Enough::No, _, Some(needed)) => {
            both(format!("cần {needed}, không đủ"), format!("{needed} needed: not enough"))
        }
        (_, _, Some(needed)) => both(
            format!("cần {needed}, danh sách dự họp chưa đầy đủ"),
            format!("{needed} needed, and the list is not complete"),
        ),
    };
    let finding = look
        .found(&catalogue::QUORUM, "meeting", &root("meeting"))
        .value(present.to_string())
        .with("present", present.to_string())
        .with("detail", detail);
    found.push(if verdict == Enough::No { finding } else { undetermined(finding) });
}

/// Who speaks, concludes or votes is there. Whether the person in the chair was is another rule.
pub(super) fn actors(look: &Look<'_>, found: &mut Vec<Finding>) {
    let meeting = look.meeting();
    let there: BTreeSet<&str> = meeting
        .attendance
        .iter()
        .filter(|entry| entry.status == AttendanceStatus::Present)
        .map(|entry| entry.person.as_str())
        .collect();
    // A record without any list cannot say who was not on it.
    if meeting.attendance.is_empty() {
        return;
    }
    // Who is missing from a complete list was not there.
    let severity = match meeting.record.complete.attendance {
        true => Severity::Error,
        false => catalogue::ACTOR_ABSENT.severity,
    };
    let mut report = |person: &str, subject: &str, path: &Path| {
        if !there.contains(person) && !look.chairs(person) && look.index.has(&Kind::Person, person)
        {
            found.push(
                look.found(&catalogue::ACTOR_ABSENT, subject, path)
                    .severity(severity)
                    .value(person)
                    .with("person", person),
            );
        }
    };
    let person = |by: &Ref| (by.kind == Kind::Person).then(|| by.id.clone());
    for at in &look.index.statements {
        for by in at.part.by.iter().filter_map(person) {
            report(&by, at.part.id.as_str(), &at.path.clone().key("by"));
        }
    }
    for at in &look.index.decisions {
        if let Some(by) = person(&at.part.by) {
            report(&by, at.part.id.as_str(), &at.path.clone().key("by"));
        }
        for ballot in at.part.vote.iter().flat_map(|vote| &vote.ballots) {
            let voted = matches!(
                ballot.option,
                BallotOption::Yes | BallotOption::No | BallotOption::Abstain
            );
            let listed = meeting.attendance.iter().any(|entry| entry.person == ballot.person);
            // Those on the list who were absent and voted are another rule's.
            if voted && !listed {
                let path = at.path.clone().key("vote").key("ballots");
                report(ballot.person.as_str(), at.part.id.as_str(), &path);
            }
        }
    }
}

pub(super) fn away(look: &Look<'_>, found: &mut Vec<Finding>) {
    for (subject, path, entry) in entries(look) {
        for (number, item) in entry.away.iter().enumerate() {
            if !look.index.has(&Kind::Item, item.as_str()) {
                let path = path.clone().key("away").index(number);
                found.push(
                    look.found(&catalogue::AWAY_UNKNOWN_ITEM, &subject, &path)
                        .value(item.as_str())
                        .with("person", entry.person.as_str())
                        .with("target", item.as_str()),
                );
            }
        }
    }
}

pub(super) fn proxies(look: &Look<'_>, found: &mut Vec<Finding>) {
    const WORDS: [&str; 4] = ["dự thay", "họp thay", "thay mặt", "proxy"];
    for (subject, path, entry) in entries(look) {
        let reason = entry.reason.as_deref().unwrap_or_default().to_lowercase();
        let is_proxy = WORDS.iter().any(|word| reason.contains(word));
        if is_proxy && entry.status == AttendanceStatus::Present && entry.on_behalf_of.is_none() {
            found.push(
                look.found(&catalogue::PROXY_WITHOUT_PRINCIPAL, &subject, &path)
                    .value(entry.person.as_str())
                    .with("person", entry.person.as_str()),
            );
        }
    }
}

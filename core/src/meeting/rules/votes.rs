//! `MTG-405` to `408`: votes.

use super::attendance::{base, present};
use super::index::At;
use super::{Look, undetermined};
use crate::finding::{Argument, Finding, both, catalogue};
use crate::meeting::share::Enough;
use crate::meeting::spec::{
    Attendance, AttendanceRole, AttendanceStatus, BallotOption, Decision, Majority, QuorumBase,
    Vote, VoteBase, VoteResult,
};
use crate::meeting::vote::{MAJORITY, Tally, carried};
use std::collections::BTreeSet;

fn votes<'l, 'a>(look: &'l Look<'a>) -> impl Iterator<Item = (&'l At<'a, Decision>, &'a Vote)> {
    look.index.decisions.iter().filter_map(|at| at.part.vote.as_ref().map(|vote| (at, vote)))
}

/// Counts and ballots agree, nobody votes twice, and no more vote than may.
pub(super) fn arithmetic(look: &Look<'_>, found: &mut Vec<Finding>) {
    for (at, vote) in votes(look) {
        let path = at.path.clone().key("vote");
        let mut report = |detail: Argument, value: String| {
            found.push(
                look.found(&catalogue::VOTE_ARITHMETIC, at.part.id.as_str(), &path)
                    .value(value)
                    .with("detail", detail),
            );
        };
        let ballots = Tally::of_ballots(vote);
        if !vote.ballots.is_empty() {
            let stated = [
                ("tán thành", "for", vote.yes, ballots.yes),
                ("không tán thành", "against", vote.no, ballots.no),
                ("trắng", "in abstention", vote.abstain, ballots.abstain),
                ("không biểu quyết", "not voting", vote.not_voting, ballots.not_voting),
            ];
            for (vi, en, stated, listed) in stated {
                if let Some(stated) = stated.filter(|stated| *stated != listed) {
                    report(
                        both(
                            format!("ghi {stated} phiếu {vi}, danh sách có {listed}"),
                            format!("{stated} are stated {en}, {listed} are listed"),
                        ),
                        stated.to_string(),
                    );
                }
            }
        }
        let mut seen = BTreeSet::new();
        for ballot in &vote.ballots {
            if !seen.insert(ballot.person.as_str()) {
                report(
                    both(
                        format!("`{}` có hai phiếu", ballot.person),
                        format!("`{}` has two ballots", ballot.person),
                    ),
                    ballot.person.to_string(),
                );
            }
        }
        let cast = Tally::of(vote).cast();
        if let Some(entitled) = look.meeting().entitled.filter(|entitled| cast > *entitled) {
            report(
                both(
                    format!("{cast} phiếu, chỉ {entitled} người có quyền"),
                    format!("{cast} votes, and only {entitled} may vote"),
                ),
                cast.to_string(),
            );
        }
        if vote.threshold.is_some_and(|share| share.den == 0 || share.num > share.den) {
            report(
                both("ngưỡng không phải là một phần của tổng", "the threshold is no share"),
                "threshold".to_owned(),
            );
        }
    }
}

/// The published result is that of the votes.
pub(super) fn results(look: &Look<'_>, found: &mut Vec<Finding>) {
    for (at, vote) in votes(look) {
        let path = at.path.clone().key("vote").key("result");
        let id = at.part.id.as_str();
        let tally = Tally::of(vote);
        let others = tally.no + tally.abstain;
        if at.item.majority == Some(Majority::Unanimous) && others > 0 {
            found.push(
                look.found(&catalogue::UNANIMOUS_WITH_NOES, id, &path)
                    .value(others.to_string())
                    .with("count", others.to_string()),
            );
        }
        let Some(result) = vote.result else { continue };
        let counted = vote.yes.is_some() || !vote.ballots.is_empty();
        let entitled = match vote.base {
            Some(VoteBase::Members) => look.meeting().entitled,
            Some(VoteBase::Summoned) => base(look, QuorumBase::Summoned),
            _ => None,
        };
        let carried = match vote.base {
            Some(base) if counted => {
                let threshold = vote.threshold.unwrap_or(MAJORITY);
                // What is listed of the ballots may be less than those who were there.
                let tally = match base {
                    VoteBase::Present if look.meeting().record.complete.attendance => {
                        let more = present(look).saturating_sub(tally.present());
                        Tally { not_voting: tally.not_voting + more, ..tally }
                    }
                    _ => tally,
                };
                carried(&tally, base, threshold, entitled)
            }
            _ => Enough::Unknown,
        };
        let says = match (carried, result) {
            (Enough::Yes, VoteResult::Passed) | (Enough::No, VoteResult::Failed) => continue,
            // Nothing passes without a single vote for it, whatever the base.
            (Enough::Unknown, VoteResult::Passed) if counted && tally.yes == 0 => Enough::No,
            (other, _) => other,
        };
        let (vi, en) = (
            format!("{} tán thành, {} không, {} trắng", tally.yes, tally.no, tally.abstain),
            format!("{} for, {} against, {} abstained", tally.yes, tally.no, tally.abstain),
        );
        let published = match result {
            VoteResult::Passed => ("thông qua", "passed"),
            VoteResult::Failed => ("không thông qua", "failed"),
        };
        let detail = match says {
            Enough::Unknown => both(
                format!("chưa rõ cơ sở tính hoặc số phiếu ({vi}), công bố {}", published.0),
                format!("base or votes are not known ({en}), published as {}", published.1),
            ),
            _ => both(
                format!("{vi}, công bố {}", published.0),
                format!("{en}, published as {}", published.1),
            ),
        };
        let finding = look
            .found(&catalogue::VOTE_RESULT, id, &path)
            .value(published.1)
            .with("detail", detail);
        found.push(if says == Enough::Unknown { undetermined(finding) } else { finding });
    }
}

/// Only those vote who are in the room and have a vote.
pub(super) fn voters(look: &Look<'_>, found: &mut Vec<Finding>) {
    let meeting = look.meeting();
    let listed = |person: &str| meeting.attendance.iter().find(|e| e.person.as_str() == person);
    for (at, vote) in votes(look) {
        for (number, ballot) in vote.ballots.iter().enumerate() {
            if !matches!(
                ballot.option,
                BallotOption::Yes | BallotOption::No | BallotOption::Abstain
            ) {
                continue;
            }
            let Some(entry) = listed(ballot.person.as_str()) else { continue };
            let Some(detail) = no_vote(look, entry, at) else { continue };
            let path = at.path.clone().key("vote").key("ballots").index(number);
            found.push(
                look.found(&catalogue::VOTER_WITHOUT_VOTE, at.part.id.as_str(), &path)
                    .value(ballot.person.as_str())
                    .with("person", ballot.person.as_str())
                    .with("detail", detail),
            );
        }
    }
}

/// Why somebody on the list has no vote about an item.
fn no_vote(look: &Look<'_>, entry: &Attendance, at: &At<'_, Decision>) -> Option<Argument> {
    if entry.status != AttendanceStatus::Present {
        return Some(both("vắng mặt", "was not there"));
    }
    if entry.away.contains(&at.item.id) {
        return Some(both("vắng ở mục này", "was away for the item"));
    }
    if matches!(
        entry.role,
        AttendanceRole::Invited | AttendanceRole::Presenter | AttendanceRole::Observer
    ) {
        return Some(both("không phải thành viên", "is no member"));
    }
    let meeting = look.meeting();
    let tenures = look.record.registry.tenures.iter();
    let mut here = tenures
        .filter(|tenure| {
            tenure.person == entry.person
                && tenure.body.as_ref() == Some(&meeting.body)
                && tenure.from.is_none_or(|from| from <= meeting.date)
                && tenure.to.is_none_or(|to| to >= meeting.date)
        })
        .peekable();
    let without = here.peek().is_some() && here.all(|tenure| tenure.voting == Some(false));
    without.then(|| both("không có quyền biểu quyết", "has no vote"))
}

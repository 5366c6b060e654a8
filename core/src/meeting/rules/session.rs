//! `MTG-201` to `207`: the meeting itself.

use super::{Look, root};
use crate::finding::{Finding, both, catalogue};
use crate::meeting::spec::{MeetingStatus, MinutesState};

pub(super) fn times(look: &Look<'_>, found: &mut Vec<Finding>) {
    let meeting = look.meeting();
    if let (Some(start), Some(end)) = (meeting.start, meeting.end)
        && end < start
    {
        found.push(
            look.found(&catalogue::MEETING_TIMES, "meeting", &root("meeting").key("end"))
                .value(end.to_string())
                .with("start", start.to_string())
                .with("end", end.to_string()),
        );
    }
}

pub(super) fn body(look: &Look<'_>, found: &mut Vec<Finding>) {
    let meeting = look.meeting();
    let body = look.record.registry.bodies.iter().find(|body| body.id == meeting.body);
    let Some(body) = body else { return };
    let early = body.from.is_some_and(|from| meeting.date < from);
    let late = body.to.is_some_and(|to| meeting.date > to);
    if early || late {
        found.push(
            look.found(&catalogue::BODY_NOT_VALID, "meeting", &root("meeting").key("body"))
                .value(body.id.as_str())
                .with("body", body.id.as_str())
                .with("date", meeting.date),
        );
    }
}

fn word(status: MeetingStatus) -> &'static str {
    match status {
        MeetingStatus::Scheduled => "scheduled",
        MeetingStatus::Held => "held",
        MeetingStatus::Postponed => "postponed",
        MeetingStatus::Cancelled => "cancelled",
    }
}

/// What did not take place has no results; what took place is not in the future.
pub(super) fn status(look: &Look<'_>, found: &mut Vec<Finding>) {
    let meeting = look.meeting();
    let path = root("meeting").key("status");
    let status = word(meeting.status);
    if !look.is_held() {
        let what = if !meeting.attendance.is_empty() {
            Some(both("danh sách dự họp", "a list of attendance"))
        } else if look.index.items.iter().any(|at| at.part.outcome.is_some()) {
            Some(both("kết quả", "outcomes"))
        } else if !look.index.decisions.is_empty() {
            Some(both("kết luận", "decisions"))
        } else {
            None
        };
        if let Some(what) = what {
            found.push(
                look.found(&catalogue::NOT_HELD_BUT_RECORDED, "meeting", &path)
                    .value(status)
                    .with("status", status)
                    .with("what", what),
            );
        }
    }
    let Some(as_of) = look.context.as_of else { return };
    let stale = match meeting.status {
        MeetingStatus::Scheduled => meeting.date < as_of,
        MeetingStatus::Held => meeting.date > as_of,
        _ => false,
    };
    if stale {
        found.push(
            look.found(&catalogue::MEETING_DATE_AGAINST_STATUS, "meeting", &path)
                .value(status)
                .with("status", status)
                .with("date", meeting.date)
                .with("as_of", as_of),
        );
    }
}

pub(super) fn minutes(look: &Look<'_>, found: &mut Vec<Finding>) {
    let meeting = look.meeting();
    let path = root("meeting").key("minutes");
    let state = meeting.minutes.as_ref().map_or(MinutesState::None, |minutes| minutes.state);
    if let (MinutesState::None, true, Some(days)) = (state, look.is_held(), look.days_since())
        && days > i64::from(look.context.profile.patience)
    {
        found.push(
            look.found(&catalogue::NO_MINUTES, "meeting", &path).with("days", days.to_string()),
        );
    }
    let approved =
        meeting.minutes.as_ref().filter(|minutes| minutes.state == MinutesState::Approved);
    if let Some(minutes) = approved
        && minutes.approved_on.is_none_or(|day| day < meeting.date)
    {
        let day = minutes.approved_on.map_or_else(|| "-".to_owned(), |day| day.to_string());
        found.push(
            look.found(&catalogue::MINUTES_APPROVED_WHEN, "meeting", &path.key("approved_on"))
                .value(day),
        );
    }
}

pub(super) fn period(look: &Look<'_>, found: &mut Vec<Finding>) {
    let meeting = look.meeting();
    if let Some(period) = meeting.period.filter(|period| !period.contains(meeting.date)) {
        found.push(
            look.found(&catalogue::PERIOD_WITHOUT_DATE, "meeting", &root("meeting").key("period"))
                .value(period.to_string())
                .period(period.to_string())
                .with("date", meeting.date),
        );
    }
}

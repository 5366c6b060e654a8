//! iCalendar (RFC 5545): the meeting, its tasks as they stand, its milestones.
//!
//! The library that writes it draws an id and reads the clock where UID or DTSTAMP is left out; both
//! are always given here, so that the same record and log give the same bytes.

use super::write::{flatten, papers};
use crate::meeting::log::{Replay, State, TaskStatus};
use crate::meeting::spec::{
    AttendanceRole, AttendanceStatus, MeetingStatus, Milestone, MilestoneState, Task, Visibility,
};
use crate::meeting::{Id, Record};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use icalendar::{
    Attendee, Calendar, Component, Event, EventLike, EventStatus, Property, Todo, TodoStatus,
};
use icalendar::{CUType, PartStat, Role};
use std::collections::BTreeSet;

/// A record as a calendar: one VEVENT, a VTODO for each task and each milestone that was decided.
///
/// With a `replay` of the log, tasks have their state, deadline and owner as of its day; without,
/// they are as they were given. The same record and log always give the same bytes: DTSTAMP is the
/// day of the replay, or of the meeting.
pub fn export(record: &Record, replay: Option<&Replay>, most: Visibility) -> String {
    let spec = record.spec();
    let stamp = replay.map_or(spec.meeting.date, |replay| replay.as_of);
    let mut calendar = Calendar::empty();
    for (key, value) in
        [("VERSION", "2.0"), ("PRODID", "-//Chuan//Meetings//VI"), ("CALSCALE", "GREGORIAN")]
    {
        calendar.append_property((key, value));
    }
    if let Some(shown) = record.visible(most) {
        calendar.push(event(&shown, stamp, most));
        // A replay has its tasks in the order of the whole record.
        let tasks: BTreeSet<_> = shown.spec().tasks.iter().map(|task| task.id.as_str()).collect();
        for (place, task) in spec.tasks.iter().enumerate() {
            if tasks.contains(task.id.as_str()) {
                let status = replay.and_then(|replay| of(replay, place));
                calendar.push(todo(record, task, status, stamp));
            }
        }
        let decided = |milestone: &&Milestone| milestone.state == MilestoneState::Decided;
        for milestone in shown.spec().milestones.iter().filter(decided) {
            calendar.push(goal(record, milestone, stamp));
        }
    }
    folded(&calendar.to_string())
}

/// Folds lines at 75 octets, between characters: the library lets the last piece of a line be one
/// octet longer.
fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 64);
    for line in text.replace("\r\n ", "").split_terminator("\r\n") {
        let mut used = 0;
        for letter in line.chars() {
            if used + letter.len_utf8() > 75 {
                out.push_str("\r\n ");
                used = 1;
            }
            out.push(letter);
            used += letter.len_utf8();
        }
        out.push_str("\r\n");
    }
    out
}

/// How a task stands. A replay of a record has its tasks in the order of the record.
fn of(replay: &Replay, place: usize) -> Option<&TaskStatus> {
    replay.tasks.iter().find(|status| status.index == place)
}

fn event(record: &Record, stamp: NaiveDate, most: Visibility) -> Event {
    let spec = record.spec();
    let meeting = &spec.meeting;
    let mut event = Event::new();
    event.uid(&uid(record, &meeting.id)).timestamp(at(stamp, NaiveTime::MIN));
    match meeting.start {
        Some(start) => {
            event.starts(in_vietnam(meeting.date, start));
            if let Some(end) = meeting.end.filter(|end| *end > start) {
                event.ends(in_vietnam(meeting.date, end));
            }
        }
        None => {
            event.starts(meeting.date);
        }
    }
    event.summary(&clean(&meeting.title));
    if let Some(place) = &meeting.place {
        event.location(&clean(place));
    }
    event.status(match meeting.status {
        MeetingStatus::Held => EventStatus::Confirmed,
        MeetingStatus::Cancelled | MeetingStatus::Postponed => EventStatus::Cancelled,
        MeetingStatus::Scheduled => EventStatus::Tentative,
    });
    let mut items = Vec::new();
    flatten(&meeting.agenda, &mut items);
    let agenda: Vec<String> =
        items.iter().map(|item| format!("{}. {}", item.no, item.title)).collect();
    if !agenda.is_empty() {
        event.description(&clean(&agenda.join("\n")));
    }
    for url in papers(record, &items, most).filter_map(|document| document.url.as_deref()) {
        event.append_multi_property(Property::new("ATTACH", clean(url)));
    }
    for one in &meeting.attendance {
        let known = spec.registry.persons.iter().find(|person| person.id == one.person);
        let name = known.map_or(one.person.as_str(), |person| &person.name);
        let role = match one.role {
            AttendanceRole::Chair => Role::Chair,
            AttendanceRole::Invited | AttendanceRole::Observer => Role::NonParticipant,
            _ => Role::ReqParticipant,
        };
        let part = match one.status {
            AttendanceStatus::Present => PartStat::Accepted,
            _ => PartStat::Declined,
        };
        let person = attendee("person", one.person.as_str(), name);
        event.attendee(person.cutype(CUType::Individual).role(role).partstat(part));
    }
    event.done()
}

fn todo(record: &Record, task: &Task, status: Option<&TaskStatus>, stamp: NaiveDate) -> Todo {
    let spec = record.spec();
    let state = status.map_or(State::Assigned, |status| status.state);
    let last = match status {
        Some(status) => status.due.as_ref().and_then(|due| due.last()),
        None => task.due.as_ref().and_then(|due| due.last()),
    };
    let mut todo = Todo::new();
    todo.uid(&uid(record, &task.id)).timestamp(at(stamp, NaiveTime::MIN));
    todo.sequence(
        status.map_or(0, |status| status.extensions.saturating_add(status.reassignments)),
    );
    // A deadline has to lie after the start.
    if let Some(start) = task.start.filter(|start| last.is_none_or(|last| *start < last)) {
        todo.starts(start);
    }
    if let Some(last) = last {
        todo.due(last);
    }
    todo.summary(&clean(&task.title));
    if let Some(deliverable) = &task.deliverable {
        todo.description(&clean(deliverable));
    }
    todo.status(match state {
        State::Assigned | State::Paused => TodoStatus::NeedsAction,
        State::Active | State::Submitted => TodoStatus::InProcess,
        State::Done => TodoStatus::Completed,
        State::Cancelled => TodoStatus::Cancelled,
    });
    todo.add_property("X-STATE", state.as_str());
    let percent = status.and_then(|status| status.percent).filter(|p| (0.0..=100.0).contains(p));
    match (state, percent) {
        (State::Done, _) => {
            todo.percent_complete(100);
        }
        (_, Some(percent)) => {
            // In range, so nothing is cut but the fraction.
            todo.percent_complete(percent.floor() as u8);
        }
        _ => {}
    }
    if let Some(day) = status.and_then(|status| status.completed_on) {
        // Noon in UTC is the same date in Việt Nam.
        todo.completed(at(day, NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default()));
    }
    let owner = match status {
        Some(status) => status.owner.as_deref(),
        None => task.owner.as_ref().map(Id::as_str),
    };
    let support = task.support.iter().map(|body| (body.as_str(), Role::OptParticipant));
    for (body, role) in owner.map(|owner| (owner, Role::ReqParticipant)).into_iter().chain(support)
    {
        let known = spec.registry.bodies.iter().find(|known| known.id.as_str() == body);
        let name = known.map_or(body, |body| &body.name);
        let body = attendee("body", body, name);
        todo.attendee(body.cutype(CUType::Group).role(role).partstat(PartStat::NeedsAction));
    }
    todo.done()
}

fn goal(record: &Record, milestone: &Milestone, stamp: NaiveDate) -> Todo {
    let mut todo = Todo::new();
    todo.uid(&uid(record, &milestone.id)).timestamp(at(stamp, NaiveTime::MIN));
    if let Some(last) = milestone.due.last() {
        todo.due(last);
    }
    todo.summary(&clean(&format!("{} → {}", milestone.subject, milestone.reach)));
    todo.add_property("CATEGORIES", "MILESTONE");
    todo.status(TodoStatus::NeedsAction);
    todo.done()
}

fn uid(record: &Record, id: &Id) -> String {
    format!("{id}@{}", record.spec().id)
}

fn at(day: NaiveDate, time: NaiveTime) -> DateTime<Utc> {
    day.and_time(time).and_utc()
}

/// A time in Việt Nam, which is seven hours ahead all year, in UTC.
fn in_vietnam(day: NaiveDate, time: NaiveTime) -> DateTime<Utc> {
    let moment = at(day, time);
    moment.checked_sub_signed(chrono::TimeDelta::hours(7)).unwrap_or(moment)
}

/// Line breaks are the only control characters that a text may hold.
fn clean(text: &str) -> String {
    text.chars().filter(|letter| *letter == '\n' || !letter.is_control()).collect()
}

/// Somebody who takes part. A quote cannot stand in a name at all.
fn attendee(space: &str, id: &str, name: &str) -> Attendee {
    let name = name.chars().filter(|letter| *letter != '"' && !letter.is_control()).collect();
    Attendee::new(format!("urn:x-chuan:{space}:{id}")).cn(name)
}

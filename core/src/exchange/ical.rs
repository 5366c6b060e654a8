//! iCalendar (RFC 5545): the meeting, its tasks as they stand, its milestones.
//!
//! Written by hand: the rules that matter here are three (escape, fold at 75 octets, fixed order),
//! and the libraries at hand read the clock and draw random ids where something is left out.

use super::Audience;
use super::oparl::flatten;
use crate::meeting::log::{Replay, State, TaskStatus};
use crate::meeting::spec::{AttendanceRole, AttendanceStatus, MeetingStatus, MilestoneState, Task};
use crate::meeting::{Id, Record};
use chrono::{NaiveDate, NaiveTime};
use std::collections::BTreeSet;

/// A record as a calendar: one VEVENT, a VTODO for each task and each milestone that was decided.
///
/// With a `replay` of the log, tasks have their state, deadline and owner as of its day; without,
/// they are as they were given. The same record and log always give the same bytes: DTSTAMP is the
/// day of the replay, or of the meeting.
pub fn export(record: &Record, replay: Option<&Replay>, audience: Audience) -> String {
    let spec = record.spec();
    let meeting = &spec.meeting;
    let stamp = replay.map_or(meeting.date, |replay| replay.as_of);
    let mut out = Lines::default();
    out.put("BEGIN", "VCALENDAR");
    out.put("VERSION", "2.0");
    out.put("PRODID", "-//Chuan//Meetings//VI");
    out.put("CALSCALE", "GREGORIAN");
    if let Some(shown) = audience.shown(record) {
        event(record, stamp, audience, &mut out);
        // A replay has its tasks in the order of the whole record.
        let tasks: BTreeSet<_> = shown.spec().tasks.iter().map(|task| task.id.as_str()).collect();
        for (place, task) in spec.tasks.iter().enumerate() {
            if tasks.contains(task.id.as_str()) {
                let status = replay.and_then(|replay| of(replay, place));
                todo(record, task, status, stamp, &mut out);
            }
        }
        let decided = |state| state == MilestoneState::Decided;
        let milestones = shown.spec().milestones.iter();
        for milestone in milestones.filter(|milestone| decided(milestone.state)) {
            out.put("BEGIN", "VTODO");
            out.put("UID", &uid(record, &milestone.id));
            out.put("DTSTAMP", &utc(stamp));
            if let Some(last) = milestone.due.last() {
                out.put("DUE;VALUE=DATE", &basic(last));
            }
            let what = format!("{} → {}", milestone.subject, milestone.reach);
            out.text("SUMMARY", &what);
            out.put("CATEGORIES", "MILESTONE");
            out.put("STATUS", "NEEDS-ACTION");
            out.put("END", "VTODO");
        }
    }
    out.put("END", "VCALENDAR");
    out.0
}

/// How a task stands. A replay of a record has its tasks in the order of the record.
fn of(replay: &Replay, place: usize) -> Option<&TaskStatus> {
    replay.tasks.iter().find(|status| status.index == place)
}

fn event(record: &Record, stamp: NaiveDate, audience: Audience, out: &mut Lines) {
    let spec = record.spec();
    let meeting = &spec.meeting;
    out.put("BEGIN", "VEVENT");
    out.put("UID", &uid(record, &meeting.id));
    out.put("DTSTAMP", &utc(stamp));
    match meeting.start {
        Some(start) => {
            out.put("DTSTART", &in_vietnam(meeting.date, start));
            if let Some(end) = meeting.end.filter(|end| *end > start) {
                out.put("DTEND", &in_vietnam(meeting.date, end));
            }
        }
        None => out.put("DTSTART;VALUE=DATE", &basic(meeting.date)),
    }
    out.text("SUMMARY", &meeting.title);
    if let Some(place) = &meeting.place {
        out.text("LOCATION", place);
    }
    let status = match meeting.status {
        MeetingStatus::Held => "CONFIRMED",
        MeetingStatus::Cancelled | MeetingStatus::Postponed => "CANCELLED",
        MeetingStatus::Scheduled => "TENTATIVE",
    };
    out.put("STATUS", status);
    let mut items = Vec::new();
    flatten(&meeting.agenda, audience, &mut items);
    let agenda: Vec<String> =
        items.iter().map(|item| format!("{}. {}", item.no, item.title)).collect();
    if !agenda.is_empty() {
        out.text("DESCRIPTION", &agenda.join("\n"));
    }
    for one in &meeting.attendance {
        let known = spec.registry.persons.iter().find(|person| person.id == one.person);
        let name = known.map_or(one.person.as_str(), |person| &person.name);
        let role = match one.role {
            AttendanceRole::Chair => "CHAIR",
            AttendanceRole::Invited | AttendanceRole::Observer => "NON-PARTICIPANT",
            _ => "REQ-PARTICIPANT",
        };
        let part = match one.status {
            AttendanceStatus::Present => "ACCEPTED",
            _ => "DECLINED",
        };
        out.attendee("INDIVIDUAL", "person", one.person.as_str(), name, Some((role, part)));
    }
    out.put("END", "VEVENT");
}

fn todo(
    record: &Record,
    task: &Task,
    status: Option<&TaskStatus>,
    stamp: NaiveDate,
    out: &mut Lines,
) {
    let spec = record.spec();
    let state = status.map_or(State::Assigned, |status| status.state);
    let last = match status {
        Some(status) => status.due.as_ref().and_then(|due| due.last()),
        None => task.due.as_ref().and_then(|due| due.last()),
    };
    out.put("BEGIN", "VTODO");
    out.put("UID", &uid(record, &task.id));
    out.put("DTSTAMP", &utc(stamp));
    let changes = status.map_or(0, |status| status.extensions.saturating_add(status.reassignments));
    out.put("SEQUENCE", &changes.to_string());
    // A deadline has to lie after the start.
    if let Some(start) = task.start.filter(|start| last.is_none_or(|last| *start < last)) {
        out.put("DTSTART;VALUE=DATE", &basic(start));
    }
    if let Some(last) = last {
        out.put("DUE;VALUE=DATE", &basic(last));
    }
    out.text("SUMMARY", &task.title);
    if let Some(deliverable) = &task.deliverable {
        out.text("DESCRIPTION", deliverable);
    }
    let word = match state {
        State::Assigned | State::Paused => "NEEDS-ACTION",
        State::Active | State::Submitted => "IN-PROCESS",
        State::Done => "COMPLETED",
        State::Cancelled => "CANCELLED",
    };
    out.put("STATUS", word);
    out.put("X-STATE", state.as_str());
    let percent = status.and_then(|status| status.percent).filter(|p| (0.0..=100.0).contains(p));
    match (state, percent) {
        (State::Done, _) => out.put("PERCENT-COMPLETE", "100"),
        (_, Some(percent)) => out.put("PERCENT-COMPLETE", &format!("{:.0}", percent.floor())),
        _ => {}
    }
    if let Some(day) = status.and_then(|status| status.completed_on) {
        // Noon in UTC is the same date in Việt Nam.
        out.put("COMPLETED", &format!("{}T120000Z", basic(day)));
    }
    let owner = match status {
        Some(status) => status.owner.as_deref(),
        None => task.owner.as_ref().map(Id::as_str),
    };
    let support = task.support.iter().map(|body| (body.as_str(), "OPT-PARTICIPANT"));
    for (body, role) in owner.map(|owner| (owner, "REQ-PARTICIPANT")).into_iter().chain(support) {
        let known = spec.registry.bodies.iter().find(|known| known.id.as_str() == body);
        let name = known.map_or(body, |body| &body.name);
        out.attendee("GROUP", "body", body, name, Some((role, "NEEDS-ACTION")));
    }
    out.put("END", "VTODO");
}

fn uid(record: &Record, id: &Id) -> String {
    format!("{id}@{}", record.spec().id)
}

fn basic(day: NaiveDate) -> String {
    day.format("%Y%m%d").to_string()
}

fn utc(day: NaiveDate) -> String {
    format!("{}T000000Z", basic(day))
}

/// A time in Việt Nam, which is seven hours ahead all year, in UTC.
fn in_vietnam(day: NaiveDate, time: NaiveTime) -> String {
    let moment = day.and_time(time);
    let moment = moment.checked_sub_signed(chrono::TimeDelta::hours(7)).unwrap_or(moment);
    moment.format("%Y%m%dT%H%M%SZ").to_string()
}

/// Content lines.
#[derive(Default)]
struct Lines(String);

impl Lines {
    /// A line whose value needs no escapes.
    fn put(&mut self, name: &str, value: &str) {
        self.line(&format!("{name}:{value}"));
    }

    /// A line whose value is a text.
    fn text(&mut self, name: &str, value: &str) {
        let mut line = format!("{name}:");
        for letter in value.chars() {
            match letter {
                '\\' | ';' | ',' => line.extend(['\\', letter]),
                '\n' => line.push_str("\\n"),
                letter if letter.is_control() => {}
                letter => line.push(letter),
            }
        }
        self.line(&line);
    }

    fn attendee(
        &mut self,
        kind: &str,
        space: &str,
        id: &str,
        name: &str,
        role: Option<(&str, &str)>,
    ) {
        // A quote cannot stand in a parameter at all.
        let name: String =
            name.chars().filter(|letter| *letter != '"' && !letter.is_control()).collect();
        let (role, part) = role.unwrap_or(("REQ-PARTICIPANT", "NEEDS-ACTION"));
        self.line(&format!(
            "ATTENDEE;CUTYPE={kind};ROLE={role};PARTSTAT={part};CN=\"{name}\":urn:x-chuan:{space}:{id}"
        ));
    }

    /// Folds at 75 octets, between characters.
    fn line(&mut self, line: &str) {
        let mut used = 0;
        for letter in line.chars() {
            if used + letter.len_utf8() > 75 {
                self.0.push_str("\r\n ");
                used = 1;
            }
            self.0.push(letter);
            used += letter.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

//! Legistar: the system of many councils in the United States.

use super::ids::Ids;
use super::maps::{AttendanceMap, OutcomeMap};
use super::read::{Imported, Left, list, record, text};
use crate::finding::{Bilingual, Finding, Findings, catalogue};
use crate::meeting::spec::{
    AttendanceStatus, Ballot, BallotOption, Majority, Vote, VoteBase, VoteMethod, VoteResult,
};
use crate::period::parse_date_iso;
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const EVENT: &[&str] = &[
    "ID",
    "GUID",
    "BodyID",
    "BodyName",
    "Date",
    "Location",
    "AgendaStatusID",
    "AgendaStatusName",
    "MinutesStatusID",
    "MinutesStatusName",
    "MinutesFile",
    "InSiteURL",
    "Comment",
    "Items",
    "LastModified",
    "AgendaLastPublished",
    "MinutesLastPublished",
];
const ITEM: &[&str] = &[
    "ID",
    "GUID",
    "Title",
    "AgendaSequence",
    "MinutesSequence",
    "ActionID",
    "ActionName",
    "ActionText",
    "MatterFile",
    "MatterID",
    "MatterName",
    "PassedFlag",
    "PassedFlagName",
    "RollCall",
    "RollCallFlag",
    "MinutesNote",
    "AgendaNote",
    "LastModified",
    "Version",
    "Votes",
];
const ROLL: Bilingual = Bilingual { vi: "người", en: "person" };

/// Makes a record of an event with its items, roll calls and votes.
///
/// Items stand in the order of the minutes, those that the minutes do not have behind them in the
/// order of the agenda: Legistar numbers an item apart in each, and neither number identifies. Of
/// several roll calls the best status of a person is kept, and said.
pub fn import(event: &Value, outcomes: &OutcomeMap, roll: &AttendanceMap) -> Imported {
    let mut left = Left::default();
    let mut ids = Ids::default();
    let value = read(event, outcomes, roll, &mut ids, &mut left);
    let source = text(event, "InSiteURL").unwrap_or("Legistar").to_owned();
    let record = value.and_then(|value| record(value, &mut left, &source));
    Imported { records: record.into_iter().collect(), findings: left.findings() }
}

fn read(
    event: &Value,
    outcomes: &OutcomeMap,
    roll: &AttendanceMap,
    ids: &mut Ids,
    left: &mut Left,
) -> Option<Value> {
    left.keys("Event", event, EVENT);
    let number = |object: &Value, key: &str| object.get(key).and_then(Value::as_i64).unwrap_or(0);
    let source = text(event, "InSiteURL").unwrap_or("Legistar");
    let written = text(event, "Date").unwrap_or_default();
    let (day, time) = written.split_once('T').unwrap_or((written, ""));
    if parse_date_iso(day).is_err() {
        let finding = Finding::new(&catalogue::IMPORT_FORMAT).with("detail", "Date");
        left.say(finding, source);
        return None;
    }
    let body_name = text(event, "BodyName").unwrap_or("?");
    let body = ids.get(&format!("body-{}", number(event, "BodyID")));
    let mut persons: BTreeMap<String, Value> = BTreeMap::new();
    let mut attendance: Vec<(String, AttendanceStatus, Value)> = Vec::new();
    let mut items: Vec<&Value> = list(event, "Items").iter().collect();
    items.sort_by_key(|item| {
        let (minutes, agenda) = (number(item, "MinutesSequence"), number(item, "AgendaSequence"));
        (minutes == 0, minutes, agenda)
    });
    let mut agenda = Vec::new();
    for (place, item) in items.into_iter().enumerate() {
        left.keys("Item", item, ITEM);
        for one in list(item, "RollCall") {
            let name = text(one, "FullName").unwrap_or("?");
            let id = person(one, ids, &mut persons);
            let value = text(one, "Value").unwrap_or_default();
            let Some((status, reason)) = roll.roll(value) else {
                left.unmapped(value, name);
                continue;
            };
            let new = json!({"person": id, "role": "member", "status": status, "reason": reason});
            match attendance.iter_mut().find(|(known, ..)| *known == id) {
                None => attendance.push((id, status, new)),
                Some((_, old, kept)) => {
                    left.say(Finding::new(&catalogue::IMPORT_ROLL).value(name), source);
                    if status == AttendanceStatus::Present && *old != status {
                        *old = status;
                        *kept = new;
                    }
                }
            }
        }
        // A roll call is no item of its own, unless something was voted on in it.
        if number(item, "RollCallFlag") == 1 && list(item, "Votes").is_empty() {
            continue;
        }
        let action = text(item, "ActionName");
        let mapped = action.and_then(|action| outcomes.get(action));
        let majority: Option<Majority> = mapped.and_then(|mapped| mapped.majority);
        let id = ids.get(&format!("item-{}", number(item, "ID")));
        let cast = list(item, "Votes");
        let decision = (!cast.is_empty()).then(|| {
            let vote = ballots(cast, text(item, "PassedFlagName"), roll, ids, &mut persons, left);
            json!({
                "id": format!("{id}-d1"),
                "kind": "conclusion",
                "by": format!("body:{body}"),
                "text": text(item, "ActionText").or(action).unwrap_or("-"),
                "vote": vote,
            })
        });
        let title = text(item, "Title")
            .or_else(|| text(item, "MatterName"))
            .or_else(|| text(item, "MinutesNote"))
            .or_else(|| text(item, "AgendaNote"));
        // The title is one of these, and the vote has the text of the action; the others are notes.
        let mut notes: Vec<&str> = vec![text(item, "MatterFile").unwrap_or_default()];
        for key in ["MatterName", "ActionText", "MinutesNote", "AgendaNote"] {
            let used = key == "ActionText" && decision.is_some();
            notes.extend(text(item, key).filter(|note| !used && Some(*note) != title));
        }
        let note = notes.into_iter().filter(|note| !note.is_empty()).collect::<Vec<_>>().join("; ");
        let note = Some(note).filter(|note| !note.is_empty());
        let referred =
            mapped.and_then(|m| m.outcome) == Some(crate::meeting::spec::Outcome::Referred);
        agenda.push(json!({
            "id": id,
            "no": (place + 1).to_string(),
            "title": title.unwrap_or("-"),
            "kind": "other",
            // To whom it was referred is not said.
            "outcome": mapped.and_then(|mapped| mapped.outcome).filter(|_| !referred),
            "outcome_text": action,
            "majority": majority,
            "decisions": decision.into_iter().collect::<Vec<_>>(),
            "source_id": text(item, "GUID"),
            "note": note,
        }));
    }
    let minutes = text(event, "MinutesStatusName");
    let agenda_status = text(event, "AgendaStatusName");
    let cancelled = minutes == Some("Cancelled") || agenda_status == Some("Cancelled");
    let deferred = agenda_status == Some("Deferred");
    // Both words are kept: a record knows of approved minutes only by their day.
    let comment = text(event, "Comment").map(str::to_owned);
    let states = [("agenda", agenda_status), ("minutes", minutes)];
    let states = states.into_iter().filter_map(|(what, word)| Some(format!("{what}: {}", word?)));
    let note = comment.into_iter().chain(states).collect::<Vec<_>>().join("; ");
    let mut sources = vec![json!({"kind": "legistar", "url": source})];
    let file = text(event, "MinutesFile");
    sources.extend(file.map(|url| json!({"kind": "minutes", "url": url})));
    let status = match (cancelled, deferred, attendance.is_empty()) {
        (true, ..) => "cancelled",
        (_, true, _) => "postponed",
        (_, _, false) => "held",
        _ if minutes == Some("Final") => "held",
        _ => "scheduled",
    };
    let id = format!("legistar-{}", number(event, "ID"));
    Some(json!({
        "format": crate::meeting::spec::FORMAT,
        "id": id,
        "language": "en",
        "registry": {
            "bodies": [{"id": body, "name": body_name, "kind": "committee"}],
            "persons": persons.into_values().collect::<Vec<_>>(),
        },
        "meeting": {
            "id": id,
            "body": body,
            "title": format!("{body_name}, {day}"),
            "kind": "other",
            "date": day,
            "start": time.get(..8),
            "status": status,
            "place": text(event, "Location"),
            "record": {
                "basis": "service",
                "complete": {"agenda": true, "attendance": !attendance.is_empty()},
            },
            "minutes": minutes.map(|_| json!({"state": "draft"})),
            "sources": sources,
            "attendance": attendance.into_iter().map(|(.., one)| one).collect::<Vec<_>>(),
            "agenda": agenda,
            "note": Some(note).filter(|note| !note.is_empty()),
        },
    }))
}

/// The id of a person, who is put on the list. The number identifies, the name never does.
fn person(one: &Value, ids: &mut Ids, persons: &mut BTreeMap<String, Value>) -> String {
    let number = one.get("ID").and_then(Value::as_i64).unwrap_or(0);
    let id = ids.get(&format!("person-{number}"));
    let name = text(one, "FullName").unwrap_or("?");
    persons.entry(id.clone()).or_insert_with(|| json!({"id": id, "name": name}));
    id
}

/// A vote in the history of a matter.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct MatterVote {
    /// Number of the entry.
    pub history_id: i64,
    /// The body that voted.
    pub body: String,
    /// The day.
    pub date: Option<NaiveDate>,
    /// What was done, as written.
    pub action: String,
    /// The vote.
    pub vote: Vote,
}

/// The votes in the history of a matter, with their ballots.
pub fn votes(matter: &Value, roll: &AttendanceMap) -> (Vec<MatterVote>, Findings) {
    let mut left = Left::default();
    let mut ids = Ids::default();
    let mut persons = BTreeMap::new();
    let mut votes = Vec::new();
    for entry in list(matter, "History") {
        let cast = list(entry, "Votes");
        if cast.is_empty() {
            continue;
        }
        let flag = text(entry, "PassedFlagName");
        let day = text(entry, "Date").and_then(|date| date.get(..10));
        votes.push(MatterVote {
            history_id: entry.get("ID").and_then(Value::as_i64).unwrap_or(0),
            body: text(entry, "BodyName").unwrap_or("?").to_owned(),
            date: day.and_then(|day| parse_date_iso(day).ok()),
            action: text(entry, "Action").unwrap_or_default().to_owned(),
            vote: ballots(cast, flag, roll, &mut ids, &mut persons, &mut left),
        });
    }
    (votes, left.findings())
}

/// A vote by roll call. Absent and excused are on the list and cast nothing; the counts are those
/// of the ballots, and the result is the one that was published.
fn ballots(
    cast: &[Value],
    flag: Option<&str>,
    roll: &AttendanceMap,
    ids: &mut Ids,
    persons: &mut BTreeMap<String, Value>,
    left: &mut Left,
) -> Vote {
    let mut ballots: Vec<Ballot> = Vec::new();
    for one in cast {
        let name = text(one, "FullName").unwrap_or("?");
        let value = text(one, "Vote").unwrap_or_default();
        let Some(option) = roll.vote(value) else {
            left.unmapped(value, name);
            continue;
        };
        match person(one, ids, persons).parse() {
            Ok(person) => ballots.push(Ballot { person, option }),
            Err(_) => left.dangling(ROLL, name, "Votes"),
        }
    }
    let count = |wanted: BallotOption| {
        let count = ballots.iter().filter(|ballot| ballot.option == wanted).count();
        u32::try_from(count).ok()
    };
    let result = match flag {
        Some("Pass") => Some(VoteResult::Passed),
        Some("Fail") => Some(VoteResult::Failed),
        Some(other) => {
            left.unmapped(other, "PassedFlagName");
            None
        }
        None => None,
    };
    Vote {
        method: VoteMethod::RollCall,
        yes: count(BallotOption::Yes),
        no: count(BallotOption::No),
        abstain: count(BallotOption::Abstain),
        not_voting: count(BallotOption::NotVoting),
        base: Some(VoteBase::YesNo),
        threshold: None,
        ballots,
        result,
        note: None,
    }
}

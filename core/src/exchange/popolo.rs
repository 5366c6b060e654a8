//! Popolo 1.0: people and organizations, and what they said and voted.

use super::ids::Ids;
use super::read::{Left, list, text, without_nothing};
use super::write::{flatten, object, word};
use crate::finding::{Bilingual, Finding, Findings, catalogue};
use crate::meeting::spec::{
    AttendanceStatus, BallotOption, Decision, MeetingStatus, Registry, Visibility, VoteResult,
};
use crate::meeting::{Kind, Record, Ref};
use crate::period::parse_date_iso;
use serde_json::{Value, json};

const ORGANIZATION: Bilingual = Bilingual { vi: "tổ chức", en: "organization" };
const PERSON: Bilingual = Bilingual { vi: "người", en: "person" };
const POST: Bilingual = Bilingual { vi: "chức vụ", en: "post" };

/// Bodies, persons and tenures that were made of Popolo, and what has to be said about it.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct ImportedRegistry {
    /// The registry of a record, ready to be embedded.
    pub registry: Registry,
    /// What could not be taken over, or not as it stands.
    pub findings: Findings,
}

/// Reads `persons`, `organizations`, `memberships` and `posts`. Dates of memberships that are not
/// whole days (`2013`, `2013-05`) are left out and said: nobody knows the day.
pub fn import(value: &Value) -> ImportedRegistry {
    let mut left = Left::default();
    let (mut bodies, mut persons) = (Ids::default(), Ids::default());
    left.keys("Popolo", value, &["persons", "organizations", "memberships", "posts"]);
    if list(value, "persons").is_empty() && list(value, "organizations").is_empty() {
        left.nothing(
            "không có `persons` và `organizations`",
            "there are neither `persons` nor `organizations`",
            "Popolo",
        );
    }
    let mut registry = json!({"bodies": [], "persons": [], "tenures": []});
    let mut known: std::collections::BTreeSet<&str> = Default::default();
    let mut push = |kind: &str, value: Value| {
        if let Some(Value::Array(values)) = registry.get_mut(kind) {
            values.push(value);
        }
    };
    for one in list(value, "organizations") {
        let Some(source) = text(one, "id") else {
            left.count("Organization (without id)".to_owned());
            continue;
        };
        known.insert(source);
        left.keys(
            "Organization",
            one,
            &["id", "name", "classification", "parent_id", "founding_date", "dissolution_date"],
        );
        let mut whole = |key| day(one, key, source, &mut left);
        push(
            "bodies",
            without_nothing(json!({
                "id": bodies.get(source),
                "name": text(one, "name").unwrap_or(source),
                "kind": text(one, "classification").unwrap_or("organization"),
                "parent": text(one, "parent_id").map(|parent| bodies.get(parent)),
                "from": whole("founding_date"),
                "to": whole("dissolution_date"),
                "note": source,
            })),
        );
    }
    for one in list(value, "persons") {
        let Some(source) = text(one, "id") else {
            left.count("Person (without id)".to_owned());
            continue;
        };
        known.insert(source);
        left.keys("Person", one, &["id", "name", "other_names", "sort_name"]);
        let aliases: Vec<&str> =
            list(one, "other_names").iter().filter_map(|name| text(name, "name")).collect();
        push(
            "persons",
            json!({
                "id": persons.get(source),
                "name": text(one, "name").unwrap_or(source),
                "aliases": aliases,
                "note": source,
            }),
        );
    }
    let posts: std::collections::BTreeMap<&str, &Value> =
        list(value, "posts").iter().filter_map(|post| Some((text(post, "id")?, post))).collect();
    for one in list(value, "memberships") {
        left.keys(
            "Membership",
            one,
            &[
                "id",
                "person_id",
                "organization_id",
                "post_id",
                "role",
                "label",
                "start_date",
                "end_date",
            ],
        );
        let source = text(one, "id").unwrap_or_default();
        let Some(person) = text(one, "person_id") else {
            left.dangling(PERSON, "-", source);
            continue;
        };
        let post = text(one, "post_id");
        if let Some(post) = post.filter(|post| !posts.contains_key(post)) {
            left.dangling(POST, post, source);
        }
        let post = post.and_then(|post| posts.get(post));
        let body = text(one, "organization_id")
            .or_else(|| post.and_then(|post| text(post, "organization_id")));
        if !known.contains(person) {
            left.dangling(PERSON, person, source);
            continue;
        }
        if let Some(body) = body.filter(|body| !known.contains(body)) {
            left.dangling(ORGANIZATION, body, source);
        }
        let title = text(one, "label")
            .or_else(|| text(one, "role"))
            .or_else(|| post.and_then(|post| text(post, "label")));
        let mut whole = |key| day(one, key, person, &mut left);
        let (from, to) = (whole("start_date"), whole("end_date"));
        push(
            "tenures",
            without_nothing(json!({
                "person": persons.get(person),
                "title": title.unwrap_or("member"),
                "basis": "stated",
                "body": body.filter(|body| known.contains(body)).map(|body| bodies.get(body)),
                "from": from,
                "to": to,
            })),
        );
    }
    let registry = match serde_json::from_value(registry) {
        Ok(registry) => registry,
        Err(error) => {
            let finding = Finding::new(&catalogue::IMPORT_FORMAT).with("detail", error.to_string());
            left.say(finding, "Popolo");
            Registry::default()
        }
    };
    ImportedRegistry { registry, findings: left.findings() }
}

/// A whole day; of any other date it is said that nobody knows the day.
fn day<'a>(one: &'a Value, key: &str, source: &str, left: &mut Left) -> Option<&'a str> {
    let written = text(one, key)?;
    if parse_date_iso(written).is_err() {
        left.unmapped(written, &format!("{source} {key}"));
        return None;
    }
    Some(written)
}

/// A record as Popolo: one object with `events`, `speeches`, `motions`, `vote_events`, `persons`,
/// `organizations` and `memberships`. Nothing in it says that somebody was absent, and there are no
/// tasks: the format has no place for them.
pub fn export(record: &Record, most: Visibility) -> Value {
    let Some(record) = &record.visible(most) else { return json!({}) };
    let spec = record.spec();
    let meeting = &spec.meeting;
    let reference = |kind: Kind, by: &[Ref]| {
        by.iter().find(|one| one.kind == kind).map(|one| one.id.to_string())
    };
    let at = |time: Option<chrono::NaiveTime>| match time {
        None => meeting.date.to_string(),
        Some(time) => format!("{}T{}+07:00", meeting.date, time.format("%H:%M:%S")),
    };
    let moment = moment(record);
    let person = |id: &str| {
        let known = spec.registry.persons.iter().find(|person| person.id.as_str() == id);
        object([("id", id.into()), ("name", known.map(|person| person.name.as_str()).into())])
    };
    let attendees: Vec<Value> = meeting
        .attendance
        .iter()
        .filter(|one| one.status == AttendanceStatus::Present)
        .map(|one| person(one.person.as_str()))
        .collect();
    let status = match meeting.status {
        MeetingStatus::Scheduled => "tentative",
        MeetingStatus::Held => "confirmed",
        MeetingStatus::Postponed | MeetingStatus::Cancelled => "cancelled",
    };
    let mut events = vec![object([
        ("id", meeting.id.as_str().into()),
        ("name", meeting.title.as_str().into()),
        ("start_date", at(meeting.start).into()),
        ("end_date", meeting.end.map(|end| at(Some(end))).into()),
        ("location", meeting.place.as_deref().into()),
        ("status", status.into()),
        ("organization_id", meeting.body.as_str().into()),
        ("attendees", attendees.into()),
    ])];
    let (mut speeches, mut motions, mut votes) = (Vec::new(), Vec::new(), Vec::new());
    let mut items = Vec::new();
    flatten(&meeting.agenda, &mut items);
    for item in items {
        events.push(object([
            ("id", item.id.as_str().into()),
            ("name", item.title.as_str().into()),
            ("start_date", meeting.date.to_string().into()),
            ("status", item.outcome.map(word).into()),
            ("classification", "agenda item".into()),
            ("parent_id", meeting.id.as_str().into()),
            ("organization_id", meeting.body.as_str().into()),
        ]));
        for (place, statement) in item.statements.iter().enumerate() {
            let creator = reference(Kind::Person, &statement.by);
            let by: Vec<String> = statement.by.iter().map(ToString::to_string).collect();
            speeches.push(object([
                ("id", statement.id.as_str().into()),
                ("creator_id", creator.into()),
                ("attribution_text", by.join(", ").into()),
                ("text", statement.text.as_deref().into()),
                ("event_id", item.id.as_str().into()),
                ("date", moment.as_deref().into()),
                ("position", place.into()),
            ]));
        }
        for decision in &item.decisions {
            motions.push(motion(record, decision));
            votes.extend(vote(record, decision));
        }
    }
    let bodies = spec.registry.bodies.iter().map(|body| {
        object([
            ("id", body.id.as_str().into()),
            ("name", body.name.as_str().into()),
            ("classification", body.kind.as_str().into()),
            ("parent_id", body.parent.as_ref().map(|parent| parent.to_string()).into()),
        ])
    });
    let memberships = spec.registry.tenures.iter().map(|tenure| {
        object([
            ("person_id", tenure.person.as_str().into()),
            ("organization_id", tenure.body.as_ref().map(|body| body.to_string()).into()),
            ("role", tenure.title.as_str().into()),
            ("start_date", tenure.from.map(|day| day.to_string()).into()),
            ("end_date", tenure.to.map(|day| day.to_string()).into()),
        ])
    });
    let persons = spec.registry.persons.iter().map(|one| person(one.id.as_str()));
    json!({
        "events": events,
        "speeches": speeches,
        "motions": motions,
        "vote_events": votes,
        "persons": persons.collect::<Vec<_>>(),
        "organizations": bodies.collect::<Vec<_>>(),
        "memberships": memberships.collect::<Vec<_>>(),
    })
}

/// Some dates of the format are moments: without a time there is none.
fn moment(record: &Record) -> Option<String> {
    let meeting = &record.spec().meeting;
    meeting.start.map(|start| format!("{}T{}+07:00", meeting.date, start.format("%H:%M:%S")))
}

fn result(decision: &Decision) -> Option<&'static str> {
    decision.vote.as_ref()?.result.map(|result| match result {
        VoteResult::Passed => "pass",
        VoteResult::Failed => "fail",
    })
}

fn motion(record: &Record, decision: &Decision) -> Value {
    let meeting = &record.spec().meeting;
    let creator = (decision.by.kind == Kind::Person).then(|| decision.by.id.to_string());
    object([
        ("id", decision.id.as_str().into()),
        ("organization_id", meeting.body.as_str().into()),
        ("legislative_session_id", meeting.id.as_str().into()),
        ("creator_id", creator.into()),
        ("text", decision.text.as_str().into()),
        ("classification", serde_json::to_value(decision.kind).unwrap_or(Value::Null)),
        ("date", moment(record).into()),
        ("result", result(decision).into()),
    ])
}

fn vote(record: &Record, decision: &Decision) -> Option<Value> {
    let vote = decision.vote.as_ref()?;
    let meeting = &record.spec().meeting;
    let count = |option: &str, value: Option<u32>| {
        value.map(|value| json!({"option": option, "value": value}))
    };
    let counts = [
        count("yes", vote.yes),
        count("no", vote.no),
        count("abstain", vote.abstain),
        count("not voting", vote.not_voting),
    ];
    let ballots = vote.ballots.iter().map(|ballot| {
        let option = match ballot.option {
            BallotOption::Yes => "yes",
            BallotOption::No => "no",
            BallotOption::Abstain => "abstain",
            BallotOption::NotVoting => "not voting",
            BallotOption::Absent | BallotOption::Excused => "absent",
        };
        json!({"voter_id": ballot.person.as_str(), "option": option})
    });
    Some(object([
        ("id", format!("{}-vote", decision.id).into()),
        ("motion_id", decision.id.as_str().into()),
        ("organization_id", meeting.body.as_str().into()),
        ("start_date", moment(record).into()),
        ("result", result(decision).into()),
        ("counts", counts.into_iter().flatten().collect::<Vec<_>>().into()),
        ("votes", ballots.collect::<Vec<_>>().into()),
    ]))
}

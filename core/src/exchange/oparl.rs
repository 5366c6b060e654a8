//! OParl 1.1: the open interface of councils in Germany.

use super::Audience;
use super::ids::Ids;
use super::maps::OutcomeMap;
use super::named::Named;
use super::read::{Imported, Left, list, record, text};
use crate::finding::{Bilingual, Finding, catalogue};
use crate::meeting::Record;
use crate::meeting::spec::{
    AgendaItem, AttendanceStatus, MeetingStatus, Outcome, Task, Visibility,
};
use crate::period::parse_date_iso;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

const ORGANIZATION: Bilingual = Bilingual { vi: "tổ chức", en: "organization" };
const PERSON: Bilingual = Bilingual { vi: "người", en: "person" };
const PAPER: Bilingual = Bilingual { vi: "tài liệu", en: "paper" };
const CONSULTATION: Bilingual = Bilingual { vi: "lần xem xét", en: "consultation" };

/// Keys that are taken over, or say nothing about a meeting.
const MEETING: &[&str] = &[
    "id",
    "type",
    "name",
    "meetingState",
    "cancelled",
    "start",
    "end",
    "location",
    "organization",
    "participant",
    "agendaItem",
    "resultsProtocol",
    "created",
    "modified",
    "deleted",
];
const ITEM: &[&str] = &[
    "id",
    "type",
    "meeting",
    "number",
    "order",
    "name",
    "public",
    "consultation",
    "result",
    "resolutionText",
    "created",
    "modified",
    "deleted",
];

/// Makes a record of every meeting among OParl objects.
///
/// `objects` are objects, lists of objects, or pages of lists (`data`), in any order: meetings, and
/// what they name (organizations, persons, papers, consultations), each known by its id. An end at
/// midnight of the day a meeting starts is read as unknown. `order` only sorts. A meeting without a
/// state is held when something came of it, and scheduled otherwise.
pub fn import(objects: &[Value], map: &OutcomeMap) -> Imported {
    let mut pool = BTreeMap::new();
    for object in objects {
        collect(object, &mut pool);
    }
    let mut left = Left::default();
    let mut records = Vec::new();
    for meeting in pool.values().filter(|object| is(object, "Meeting")) {
        let mut one = Meeting {
            pool: &pool,
            map,
            ids: Ids::default(),
            left: &mut left,
            registry: Registry::default(),
        };
        let value = one.read(meeting);
        let source = text(meeting, "id").unwrap_or_default();
        records.extend(value.and_then(|value| record(value, &mut left, source)));
    }
    Imported { records, findings: left.findings() }
}

fn is(object: &Value, kind: &str) -> bool {
    text(object, "type").is_some_and(|of| of.rsplit('/').next() == Some(kind))
}

/// Every object with an id, those inside others too.
fn collect<'a>(value: &'a Value, pool: &mut BTreeMap<&'a str, &'a Value>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, pool)),
        Value::Object(object) => {
            if let (Some(id), Some(_)) = (text(value, "id"), text(value, "type")) {
                pool.entry(id).or_insert(value);
            }
            object.values().for_each(|value| collect(value, pool));
        }
        _ => {}
    }
}

#[derive(Default)]
struct Registry {
    bodies: Map<String, Value>,
    persons: Map<String, Value>,
    documents: Map<String, Value>,
}

struct Meeting<'a> {
    pool: &'a BTreeMap<&'a str, &'a Value>,
    map: &'a OutcomeMap,
    ids: Ids,
    left: &'a mut Left,
    registry: Registry,
}

impl<'a> Meeting<'a> {
    fn read(&mut self, meeting: &'a Value) -> Option<Value> {
        let source = text(meeting, "id")?;
        self.left.keys("Meeting", meeting, MEETING);
        let Some(start) = text(meeting, "start").and_then(moment) else {
            let finding = Finding::new(&catalogue::IMPORT_FORMAT).with("detail", "start");
            self.left.say(finding, source);
            return None;
        };
        let end = self.end(meeting, start, source);
        let mut bodies: Vec<String> = Vec::new();
        for organization in list(meeting, "organization").iter().filter_map(Value::as_str) {
            bodies.push(self.body(organization, source));
        }
        let body = match bodies.first() {
            Some(body) => body.clone(),
            None => {
                self.left.dangling(ORGANIZATION, "-", source);
                self.named_body("unknown", "?")
            }
        };
        let mut items: Vec<&Value> = list(meeting, "agendaItem").iter().collect();
        items.sort_by_key(|item| item.get("order").and_then(Value::as_i64));
        let agenda: Vec<Value> =
            items.into_iter().enumerate().map(|(n, item)| self.item(n, item, &body)).collect();
        let participants = meeting.get("participant").is_some();
        let attendance: Vec<Value> = list(meeting, "participant")
            .iter()
            .filter_map(Value::as_str)
            .map(|person| {
                let person = self.person(person, source);
                json!({"person": person, "role": "member", "status": "present"})
            })
            .collect();
        let protocol = meeting.get("resultsProtocol");
        let cancelled = meeting.get("cancelled").and_then(Value::as_bool) == Some(true);
        let came_of_it = protocol.is_some()
            || participants
            || agenda.iter().any(|item| !item["outcome_text"].is_null());
        let state = text(meeting, "meetingState").map(str::to_lowercase);
        let status = match state.as_deref() {
            _ if cancelled => "cancelled",
            Some("durchgeführt" | "held" | "stattgefunden") => "held",
            Some("terminiert" | "eingeladen" | "planned" | "invited") => "scheduled",
            Some(other) => {
                self.left.unmapped(other, source);
                if came_of_it { "held" } else { "scheduled" }
            }
            None if came_of_it => "held",
            None => "scheduled",
        };
        let id = self.ids.get(source);
        let place = meeting.get("location").and_then(|location| {
            text(location, "description").or_else(|| text(location, "streetAddress"))
        });
        let url = protocol.and_then(|file| text(file, "accessUrl"));
        let mut sources = vec![json!({ "kind": "oparl", "url": source })];
        sources.extend(url.map(|url| json!({ "kind": "minutes", "url": url })));
        let registry = std::mem::take(&mut self.registry);
        let all = |map: Map<String, Value>| map.into_iter().map(|(_, v)| v).collect::<Vec<_>>();
        Some(json!({
            "format": crate::meeting::spec::FORMAT,
            "id": id,
            "registry": {
                "bodies": all(registry.bodies),
                "persons": all(registry.persons),
                "documents": all(registry.documents),
            },
            "meeting": {
                "id": id,
                "body": body,
                "title": text(meeting, "name").unwrap_or(source),
                "kind": "other",
                "date": start.0.to_string(),
                "start": start.1,
                "end": end,
                "status": status,
                "place": place,
                "record": {
                    "basis": "service",
                    "complete": { "agenda": !agenda.is_empty(), "attendance": false },
                },
                "sources": sources,
                "attendance": attendance,
                "agenda": agenda,
                "note": (bodies.len() > 1).then(|| format!("bodies: {}", bodies.join(", "))),
            },
        }))
    }

    /// The end, where it is known and on the same day.
    fn end(
        &mut self,
        meeting: &Value,
        start: (chrono::NaiveDate, &str),
        source: &str,
    ) -> Option<String> {
        let written = text(meeting, "end")?;
        let end = moment(written);
        let unknown = end.is_none_or(|(day, time)| {
            day != start.0 || (time == "00:00:00" && start.1 != "00:00:00")
        });
        if unknown {
            self.left.say(Finding::new(&catalogue::IMPORT_END).value(written), source);
            return None;
        }
        end.map(|(_, time)| time.to_owned())
    }

    fn named_body(&mut self, source: &str, name: &str) -> String {
        let id = self.ids.get(source);
        let body = json!({"id": id, "name": name, "kind": "group"});
        self.registry.bodies.entry(id.clone()).or_insert(body);
        id
    }

    fn body(&mut self, source: &str, named_by: &str) -> String {
        let id = self.ids.get(source);
        if self.registry.bodies.contains_key(&id) {
            return id;
        }
        let organization = self.pool.get(source).filter(|object| is(object, "Organization"));
        if organization.is_none() {
            self.left.dangling(ORGANIZATION, source, named_by);
        }
        let get = |key| organization.and_then(|organization| text(organization, key));
        let kind = get("organizationType").or(get("classification")).unwrap_or("organization");
        let body = json!({
            "id": id,
            "name": get("name").unwrap_or(source),
            "aliases": get("shortName").into_iter().collect::<Vec<_>>(),
            "kind": kind,
            "from": get("startDate").filter(|day| parse_date_iso(day).is_ok()),
            "to": get("endDate").filter(|day| parse_date_iso(day).is_ok()),
            "note": source,
        });
        self.registry.bodies.insert(id.clone(), body);
        id
    }

    fn person(&mut self, source: &str, named_by: &str) -> String {
        let id = self.ids.get(source);
        let person = self.pool.get(source).filter(|object| is(object, "Person"));
        if person.is_none() {
            self.left.dangling(PERSON, source, named_by);
        }
        let name = person.and_then(|person| text(person, "name")).unwrap_or(source);
        let person = json!({"id": id, "name": name, "note": source});
        self.registry.persons.entry(id.clone()).or_insert(person);
        id
    }

    fn item(&mut self, place: usize, item: &'a Value, body: &str) -> Value {
        self.left.keys("AgendaItem", item, ITEM);
        let source = text(item, "id").unwrap_or_default();
        let id = self.ids.get(if source.is_empty() { "item" } else { source });
        let order = item.get("order").and_then(Value::as_i64);
        let no = text(item, "number").map(str::to_owned).or(order.map(|order| order.to_string()));
        let result = text(item, "result");
        let mapped = result.and_then(|result| self.map.get(result));
        let refer_to = mapped.and_then(|mapped| mapped.refer_to.clone());
        let refer_to = refer_to.map(|name| self.named_body(&name, &name));
        let outcome = mapped.and_then(|mapped| mapped.outcome);
        let resolution = text(item, "resolutionText");
        let decisions: Vec<Value> = resolution
            .map(|text| {
                json!({
                    "id": format!("{id}-d1"),
                    "kind": "conclusion",
                    "by": format!("body:{body}"),
                    "text": text,
                })
            })
            .into_iter()
            .collect();
        let public = item.get("public").and_then(Value::as_bool).unwrap_or(true);
        json!({
            "id": id,
            "no": no.unwrap_or_else(|| (place + 1).to_string()),
            "title": text(item, "name").unwrap_or("-"),
            "kind": "other",
            "papers": self.papers(item, source),
            "outcome": outcome,
            "outcome_text": result,
            "majority": mapped.and_then(|mapped| mapped.majority),
            "refer_to": refer_to,
            "visibility": (!public).then_some(Visibility::Internal),
            "decisions": decisions,
            "source_id": (!source.is_empty()).then_some(source),
        })
    }

    fn papers(&mut self, item: &'a Value, named_by: &str) -> Vec<String> {
        let named = match item.get("consultation") {
            Some(Value::String(id)) => match self.pool.get(id.as_str()) {
                Some(consultation) => Some(*consultation),
                None => {
                    self.left.dangling(CONSULTATION, id, named_by);
                    return Vec::new();
                }
            },
            other => other,
        };
        let Some(consultation) = named else { return Vec::new() };
        let Some(source) = text(consultation, "paper") else { return Vec::new() };
        let paper = self.pool.get(source).filter(|object| is(object, "Paper"));
        if paper.is_none() {
            self.left.dangling(PAPER, source, named_by);
        }
        let get = |key| paper.and_then(|paper| text(paper, key));
        let id = self.ids.get(source);
        let document = json!({
            "id": id,
            "kind": get("paperType").unwrap_or("paper"),
            "title": get("name").unwrap_or(source),
            "number_as_written": get("reference"),
            "date": get("date").filter(|day| parse_date_iso(day).is_ok()),
            "status": "issued",
            "url": source,
        });
        self.registry.documents.entry(id.clone()).or_insert(document);
        vec![id]
    }
}

/// The day and the time of a date-time; a date alone is no moment.
fn moment(written: &str) -> Option<(chrono::NaiveDate, &str)> {
    let (day, rest) = written.split_once(['T', ' '])?;
    let day = parse_date_iso(day).ok()?;
    let time = rest.get(..8)?;
    time.parse::<chrono::NaiveTime>().ok()?;
    Some((day, time))
}

/// A record as an OParl meeting, with the bodies, persons and papers that it names; what stands in
/// the registry and concerns nothing of the meeting is left out.
///
/// `base` is the address below which ids are made, such as `https://example.org/oparl/`. A time
/// that is not known becomes midnight: the format asks for a date-time. Several decisions of an
/// item become one text. Tasks stand in the vendor's field `x:task`.
pub fn export(record: &Record, base: &str, audience: Audience) -> Vec<Value> {
    let Some(record) = &audience.shown(record) else { return Vec::new() };
    let spec = record.spec();
    let meeting = &spec.meeting;
    let base = base.trim_end_matches('/');
    let url = |kind: &str, id: &str| format!("{base}/{kind}/{id}");
    let kind = |name: &str| format!("https://schema.oparl.org/1.1/{name}");
    let at = |time: Option<chrono::NaiveTime>| {
        let time = time.unwrap_or_default();
        format!("{}T{}+07:00", meeting.date, time.format("%H:%M:%S"))
    };
    let mut items = Vec::new();
    flatten(&meeting.agenda, audience, &mut items);
    let meeting_url = url("meeting", meeting.id.as_str());
    let agenda: Vec<Value> = items
        .iter()
        .enumerate()
        .map(|(order, item)| {
            let texts: Vec<&str> = item
                .decisions
                .iter()
                .filter(|decision| audience.sees(decision.visibility))
                .map(|decision| decision.text.as_str())
                .collect();
            let result = item.outcome_text.clone().or_else(|| item.outcome.map(outcome));
            object([
                ("id", url("agendaitem", item.id.as_str()).into()),
                ("type", kind("AgendaItem").into()),
                ("meeting", meeting_url.as_str().into()),
                ("number", item.no.as_str().into()),
                ("order", (order + 1).into()),
                ("name", item.title.as_str().into()),
                ("public", (item.visibility.unwrap_or_default() == Visibility::Public).into()),
                ("result", result.into()),
                ("resolutionText", Some(texts.join("\n")).filter(|t| !t.is_empty()).into()),
            ])
        })
        .collect();
    let tasks: Vec<Value> =
        spec.tasks.iter().filter(|task| audience.sees(task.visibility)).map(task).collect();
    let state = match meeting.status {
        MeetingStatus::Held => "held",
        _ => "planned",
    };
    let present: Vec<String> = meeting
        .attendance
        .iter()
        .filter(|one| one.status == AttendanceStatus::Present)
        .map(|one| url("person", one.person.as_str()))
        .collect();
    let mut objects = vec![object([
        ("id", meeting_url.as_str().into()),
        ("type", kind("Meeting").into()),
        ("name", meeting.title.as_str().into()),
        ("meetingState", state.into()),
        ("cancelled", (meeting.status == MeetingStatus::Cancelled).into()),
        ("start", at(meeting.start).into()),
        ("end", meeting.end.map(|end| at(Some(end))).into()),
        ("organization", vec![url("organization", meeting.body.as_str())].into()),
        ("participant", present.into()),
        ("agendaItem", agenda.into()),
        ("x:task", tasks.into()),
    ])];
    let named = Named::of(record, audience);
    let bodies = spec.registry.bodies.iter();
    for body in bodies.filter(|body| named.bodies.contains(body.id.as_str())) {
        objects.push(object([
            ("id", url("organization", body.id.as_str()).into()),
            ("type", kind("Organization").into()),
            ("name", body.name.as_str().into()),
            ("organizationType", body.kind.as_str().into()),
            ("startDate", body.from.map(|day| day.to_string()).into()),
            ("endDate", body.to.map(|day| day.to_string()).into()),
        ]));
    }
    let persons = spec.registry.persons.iter();
    for person in persons.filter(|person| named.persons.contains(person.id.as_str())) {
        objects.push(object([
            ("id", url("person", person.id.as_str()).into()),
            ("type", kind("Person").into()),
            ("name", person.name.as_str().into()),
        ]));
    }
    // A paper may be named by nothing but what is hidden.
    let shown = |id: &crate::meeting::Id| {
        audience == Audience::All || items.iter().any(|item| item.papers.contains(id))
    };
    for document in spec.registry.documents.iter().filter(|document| shown(&document.id)) {
        objects.push(object([
            ("id", url("paper", document.id.as_str()).into()),
            ("type", kind("Paper").into()),
            ("name", document.title.as_str().into()),
            ("reference", document.number.as_deref().into()),
            ("date", document.date.map(|day| day.to_string()).into()),
            ("paperType", document.kind.as_str().into()),
        ]));
    }
    objects
}

/// The items of an agenda in order, sub-items after their item, those that may be seen.
pub(super) fn flatten<'a>(
    items: &'a [AgendaItem],
    audience: Audience,
    into: &mut Vec<&'a AgendaItem>,
) {
    for item in items.iter().filter(|item| audience.sees(item.visibility)) {
        into.push(item);
        flatten(&item.items, audience, into);
    }
}

/// An object without keys that say nothing.
pub(super) fn object<const N: usize>(pairs: [(&str, Value); N]) -> Value {
    let says = |value: &Value| match value {
        Value::Null => false,
        Value::Array(items) => !items.is_empty(),
        _ => true,
    };
    let kept = pairs.into_iter().filter(|(_, value)| says(value));
    Value::Object(kept.map(|(key, value)| (key.to_owned(), value)).collect())
}

/// A word of ours for an outcome.
pub(super) fn outcome(outcome: Outcome) -> String {
    match serde_json::to_value(outcome) {
        Ok(Value::String(word)) => word,
        _ => String::new(),
    }
}

/// A task as it stands in a vendor's field.
fn task(task: &Task) -> Value {
    let mut value = serde_json::to_value(task).unwrap_or(Value::Null);
    if let Value::Object(object) = &mut value {
        object.shift_remove("note");
        object.shift_remove("visibility");
    }
    value
}

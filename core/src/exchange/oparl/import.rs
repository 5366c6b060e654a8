//! From OParl objects to records.

use crate::exchange::ids::Ids;
use crate::exchange::maps::OutcomeMap;
use crate::exchange::read::{Imported, Left, list, record, text};
use crate::finding::{Bilingual, Finding, catalogue};
use crate::meeting::spec::Visibility;
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
    let mut left = Left::default();
    let mut pool = BTreeMap::new();
    for object in objects {
        collect(object, &mut pool, &mut left);
    }
    let mut records = Vec::new();
    if !pool.values().any(|object| is(object, "Meeting")) {
        left.nothing(
            "không có đối tượng Meeting nào",
            "there is no object of type Meeting",
            "OParl",
        );
    }
    for meeting in pool.values().filter(|object| is(object, "Meeting")) {
        if meeting.get("deleted").and_then(Value::as_bool) == Some(true) {
            left.count("Meeting (deleted)".to_owned());
            continue;
        }
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

/// Types of objects that are read wherever they stand. Those below are read through what holds them,
/// or only once something names them.
const READ: &[&str] = &["Meeting", "Organization", "Person", "Paper"];
const WITHIN: &[&str] = &["AgendaItem", "Consultation", "Location", "File"];

fn kind(object: &Value) -> Option<&str> {
    text(object, "type")?.rsplit('/').next()
}

fn is(object: &Value, wanted: &str) -> bool {
    kind(object) == Some(wanted)
}

/// Every object with an id, those inside others too. What will never be looked at is counted.
fn collect<'a>(value: &'a Value, pool: &mut BTreeMap<&'a str, &'a Value>, left: &mut Left) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, pool, left)),
        Value::Object(object) => {
            match (text(value, "id"), kind(value)) {
                (_, Some(kind)) if !READ.contains(&kind) && !WITHIN.contains(&kind) => {
                    left.count(kind.to_owned());
                }
                (Some(id), Some(_)) => {
                    pool.entry(id).or_insert(value);
                }
                (None, Some(kind)) if READ.contains(&kind) => {
                    left.count(format!("{kind} (without id)"));
                }
                _ => {}
            }
            object.values().for_each(|value| collect(value, pool, left));
        }
        _ => {}
    }
}

/// The id of what is named, or stands there itself.
fn named(value: &Value) -> &str {
    value.as_str().or_else(|| text(value, "id")).unwrap_or("-")
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
        for organization in list(meeting, "organization").iter().map(named) {
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
            .map(named)
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

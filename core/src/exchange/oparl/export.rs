//! From a record to OParl objects.

use crate::exchange::named::Named;
use crate::exchange::write::{flatten, object, papers, word};
use crate::meeting::Record;
use crate::meeting::spec::{AttendanceStatus, MeetingStatus, Task, Visibility};
use serde_json::Value;

/// A record as an OParl meeting, with the bodies, persons and papers that it names; what stands in
/// the registry and concerns nothing of the meeting is left out.
///
/// `base` is the address below which ids are made, such as `https://example.org/oparl/`. A time
/// that is not known becomes midnight: the format asks for a date-time. Several decisions of an
/// item become one text. Tasks stand in the vendor's field `x:task`.
pub fn export(record: &Record, base: &str, most: Visibility) -> Vec<Value> {
    let Some(record) = &record.visible(most) else { return Vec::new() };
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
    flatten(&meeting.agenda, &mut items);
    let meeting_url = url("meeting", meeting.id.as_str());
    let agenda: Vec<Value> = items
        .iter()
        .enumerate()
        .map(|(order, item)| {
            let texts: Vec<&str> =
                item.decisions.iter().map(|decision| decision.text.as_str()).collect();
            let result = item.outcome_text.clone().or_else(|| item.outcome.map(word));
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
    let tasks: Vec<Value> = spec.tasks.iter().map(task).collect();
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
    let named = Named::of(record);
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
    for document in papers(record, &items, most) {
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

/// A task as it stands in a vendor's field.
fn task(task: &Task) -> Value {
    let mut value = serde_json::to_value(task).unwrap_or(Value::Null);
    if let Value::Object(object) = &mut value {
        object.shift_remove("note");
        object.shift_remove("visibility");
    }
    value
}

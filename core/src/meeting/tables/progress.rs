//! What became of tasks as a table: events, or the labels of a tracker, and a log as such a table.

use super::TableOptions;
use super::cells::Names;
use super::layout::PROGRESS;
use super::read::{Row, Table, rows_of};
use super::write::written;
use crate::finding::{Argument, Bilingual, Finding, Findings, Place, catalogue};
use crate::meeting::Record;
use crate::meeting::log::{
    Course, Event, EventKind, Label, Labels, LogBase, Policy, Stamp, TaskStatus, label, standing,
    way,
};
use crate::meeting::spec::Visibility;
use crate::period::parse_date_iso;
use crate::text::Lang;
use chrono::NaiveDate;
use serde_json::{Map, Value};
use std::collections::HashSet;
use std::io::{Read, Seek};

/// How a table of progress is read.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ProgressOptions {
    /// How the table is written.
    pub table: TableOptions,
    /// When rows without a `recorded_at` of their own are written down.
    pub recorded_at: String,
    /// What labels say.
    pub labels: Labels,
    /// By which timeliness is computed that labels are compared with.
    pub policy: Policy,
}

impl ProgressOptions {
    /// Rows that are written down at a moment, with the labels of Vietnamese trackers.
    pub fn new(recorded_at: impl Into<String>) -> Self {
        Self {
            table: TableOptions::default(),
            recorded_at: recorded_at.into(),
            labels: Labels::vietnamese(),
            policy: Policy::default(),
        }
    }
}

/// Events that were made of a table, ready to be appended to the log.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Progress {
    /// The events, in the order of the rows. They are not numbered and not chained.
    pub events: Vec<Event<'static>>,
    /// What is wrong with rows, at their places; labels that differ from what is computed.
    pub findings: Findings,
}

impl Record {
    /// The events of a table of progress: `task`, `event` (an event or a label), `on`, `by`,
    /// `percent`, `due`, `owner`, `evidence`, `note`, and where they are known `seq_ref` and
    /// `recorded_at`.
    ///
    /// A label is what a tracker shows on a day. It becomes the events by which the task comes to
    /// that state from where it stands after `log` and the rows before, and keeps its words in the
    /// note; where the task stands there already, a `note`. Its timeliness is compared with what is
    /// computed on that day (MTG-714). A label without a day gives no event, as nobody knows when it
    /// was so; neither does one that no table knows (MTG-409).
    ///
    /// # Errors
    /// When the log cannot be read. What is wrong with rows is a finding.
    pub fn progress(
        &self,
        log: impl Read + Seek,
        table: &Table<'_>,
        options: &ProgressOptions,
    ) -> std::io::Result<Progress> {
        let base = LogBase::of(self, false);
        let mut findings = Findings::new();
        let names = Names::of(&serde_json::to_value(self.spec()).unwrap_or(Value::Null));
        let rows = rows_of(&PROGRESS, table, "", &names, &options.table, &mut findings);
        let mut reader = Reader {
            course: Course::new(log, &base, options.policy)?,
            names,
            options,
            events: Vec::new(),
            findings,
        };
        for row in rows {
            reader.row(row);
        }
        Ok(Progress { events: reader.events, findings: reader.findings })
    }

    /// The events of the record's log as a table of progress, those of tasks that are less visible
    /// than `most` left out. Where some are, numbers of lines hold no longer: then what was taken
    /// back is left out too, and so is the taking back.
    pub fn progress_table(&self, mut events: Vec<Event<'_>>, most: Visibility) -> String {
        let shown = self.visible(most);
        let tasks = shown.iter().flat_map(|record| &record.spec().tasks);
        let ids: HashSet<&str> = tasks.map(|task| task.id.as_str()).collect();
        let is_shown = |event: &Event<'_>| event.task.as_deref().is_none_or(|id| ids.contains(id));
        if shown.is_none() || !events.iter().all(is_shown) {
            events = standing(events);
            events.retain(|event| shown.is_some() && is_shown(event));
        }
        progress_table(&events)
    }
}

struct Reader<'a> {
    course: Course<'a>,
    names: Names,
    options: &'a ProgressOptions,
    events: Vec<Event<'static>>,
    findings: Findings,
}

impl Reader<'_> {
    fn say(&mut self, finding: Finding, row: &Row, column: Option<&str>) {
        let name = column.and_then(|key| row.columns.iter().find(|(known, _)| known == key));
        let column = name.map(|(_, header)| header.clone());
        self.findings.push(finding.at(Place { column, ..row.place.clone() }));
    }

    fn row(&mut self, row: Row) {
        let text = |key: &str| row.object.get(key).and_then(Value::as_str);
        let task = text("task").map(str::to_owned);
        if let Some(id) = task.as_deref().filter(|id| self.course.state(id).is_none()) {
            let finding = Finding::new(&catalogue::LOG_TASK).value(id).with("seq", number(&row));
            return self.say(finding, &row, Some("task"));
        }
        let Some(written) = text("event").map(str::to_owned) else {
            return self.unread("event: –", &row, Some("event"));
        };
        if let Ok(kind) = written.to_lowercase().parse::<EventKind>() {
            match self.day(&row) {
                Ok(Some(on)) => self.event(kind, on, None, &row),
                Ok(None) => self.unread("on: –", &row, Some("on")),
                Err(()) => {}
            }
            return;
        }
        let Some(said) = self.options.labels.get(&written) else {
            let kind = Bilingual { vi: "sự kiện hay trạng thái", en: "event and no state" };
            return self.not_mapped(&written, kind, &row);
        };
        let Some(task) = task else { return self.unread("task: –", &row, Some("task")) };
        match self.day(&row) {
            Ok(Some(on)) => self.label(&task, &written, said, on, &row),
            Ok(None) => {
                let kind = Bilingual {
                    vi: "sự kiện, vì không ghi ngày",
                    en: "event, as it has no day",
                };
                self.not_mapped(&written, kind, &row);
            }
            Err(()) => {}
        }
    }

    fn not_mapped(&mut self, written: &str, kind: Bilingual, row: &Row) {
        let task = row.object.get("task").and_then(Value::as_str).unwrap_or("–");
        let mut finding =
            Finding::new(&catalogue::TEXT_NOT_MAPPED).value(written).with("kind", kind);
        finding.place.path = Some(task.into());
        let path = finding.place.path.clone();
        let name = row.columns.iter().find(|(known, _)| known == "event");
        let column = name.map(|(_, header)| header.clone());
        self.findings.push(finding.at(Place { column, path, ..row.place.clone() }));
    }

    fn unread(&mut self, why: &str, row: &Row, column: Option<&str>) {
        let finding = Finding::new(&catalogue::LOG_LINE).with("seq", number(row)).with("why", why);
        self.say(finding, row, column);
    }

    /// The day of a row; an error when what stands there is none, which has been said.
    fn day(&mut self, row: &Row) -> Result<Option<NaiveDate>, ()> {
        let Some(written) = row.object.get("on").and_then(Value::as_str) else { return Ok(None) };
        match parse_date_iso(written) {
            Ok(day) => Ok(Some(day)),
            Err(error) => {
                self.unread(&error.to_string(), row, Some("on"));
                Err(())
            }
        }
    }

    /// The events by which a task comes to where a label says that it stands.
    fn label(&mut self, task: &str, written: &str, said: Label, on: NaiveDate, row: &Row) {
        let stands = self.course.state(task);
        let way = match (stands, said.state) {
            (Some(from), Some(to)) => way(from, to),
            _ => Some(Vec::new()),
        };
        let Some(mut steps) = way else {
            let finding = Finding::new(&catalogue::LOG_TRANSITION)
                .value(written)
                .with("seq", number(row))
                .with("task", task)
                .with("event", written)
                .with("state", stands.map_or("?", |state| state.as_str()));
            return self.say(finding.unit(task), row, Some("event"));
        };
        if steps.is_empty() {
            steps.push(EventKind::Note);
        }
        for step in steps {
            self.event(step, on, Some(written), row);
        }
        let Some(status) = self.course.status(task, on) else { return };
        if !said.agrees(status.timeliness) {
            let computed = |lang| label(status.state, status.timeliness, lang);
            let finding = Finding::new(&catalogue::LOG_LABEL)
                .value(written)
                .with("task", task)
                .with("date", on)
                .with("due", due_of(&status))
                .with("computed", crate::finding::both(computed(Lang::Vi), computed(Lang::En)));
            self.say(finding.unit(task), row, Some("event"));
        }
    }

    /// One event of a row; of a label, with its words in the note.
    fn event(&mut self, kind: EventKind, on: NaiveDate, label: Option<&str>, row: &Row) {
        let text = |key: &str| row.object.get(key).and_then(Value::as_str);
        if kind == EventKind::Open {
            return self.unread("open", row, Some("event"));
        }
        let at = text("recorded_at").unwrap_or(&self.options.recorded_at).to_owned();
        if Stamp::parse(&at).is_none() {
            return self.unread(&format!("recorded_at: `{at}`"), row, Some("recorded_at"));
        }
        let by = match text("by") {
            None => None,
            Some(by) => match self.names.actor(by) {
                Ok(by) => Some(by),
                Err(finding) => return self.say(*finding, row, Some("by")),
            },
        };
        let mut object: Map<String, Value> = Map::new();
        let keys = ["task", "percent", "due", "owner", "evidence", "note", "seq_ref"];
        for key in keys {
            if let Some(value) = row.object.get(key) {
                object.insert(key.to_owned(), value.clone());
            }
        }
        if let Some(label) = label {
            let words = text("note").map_or_else(String::new, |note| format!(" {note}"));
            object.insert("note".to_owned(), format!("[{label}]{words}").into());
        }
        object.insert("seq".to_owned(), 0.into());
        object.insert("event".to_owned(), kind.as_str().into());
        object.insert("on".to_owned(), on.to_string().into());
        object.insert("recorded_at".to_owned(), at.into());
        if let Some(by) = by {
            object.insert("by".to_owned(), by.into());
        }
        match Event::from_value(Value::Object(object)) {
            Err(error) => self.unread(&error.to_string(), row, None),
            Ok(event) => {
                self.course.take(&event);
                self.events.push(event);
            }
        }
    }
}

fn number(row: &Row) -> u64 {
    row.place.record.unwrap_or(0)
}

fn due_of(status: &TaskStatus) -> Argument {
    status.due.as_ref().map_or_else(|| "–".into(), Argument::from)
}

/// The events of a log as a table of progress, which [`Record::progress`] reads. The opening line
/// is about the log, not about a task, and is not in it; numbers and hashes are made anew.
pub fn progress_table<'e>(events: impl IntoIterator<Item = &'e Event<'e>>) -> String {
    let tasks = events.into_iter().filter(|event| event.kind != EventKind::Open);
    written(
        &PROGRESS,
        tasks.filter_map(|event| match event.to_value() {
            Value::Object(row) => Some(row),
            _ => None,
        }),
    )
}

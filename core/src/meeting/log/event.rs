//! One event: a line of a log.

use super::deed::Deed;
use super::stamp::{self, Stamp};
use super::state::EventKind;
use crate::meeting::canonical::{Hash, canonical, strict};
use chrono::NaiveDate;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// Something that happened to a task, or to the log.
///
/// It borrows from the line it was read from where it can; [`into_owned`](Self::into_owned) lets
/// go of the line.
///
/// ```
/// use chuan::meeting::log::{Event, EventKind};
///
/// let line = r#"{"seq": 1, "event": "submit", "task": "t01", "on": "2022-12-31", "prev": null,
///     "recorded_at": "2023-01-02T09:00:00+07:00", "by": "body:school"}"#;
/// let event = Event::parse(line).unwrap();
/// assert_eq!(event.kind, EventKind::Submit);
/// let written = event.to_line();
/// assert_eq!(Event::parse(&written).unwrap(), event);
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Event<'a> {
    /// Number of the line, counted from 0.
    pub seq: u64,
    /// What happened.
    pub kind: EventKind,
    /// The day on which it happened.
    pub on: NaiveDate,
    /// When it was written down, as written.
    pub recorded_at: Cow<'a, str>,
    /// The same, read.
    pub recorded: Stamp,
    /// Hash of the line before, as written; none in the first line.
    pub prev: Option<Cow<'a, str>>,
    /// Who did it, or says so: `body:…` or `person:…`.
    pub by: Option<Cow<'a, str>>,
    /// Id of the task.
    pub task: Option<Cow<'a, str>>,
    /// The new deadline (`extend`), as written.
    pub due: Option<Cow<'a, str>>,
    /// The new owner (`reassign`).
    pub owner: Option<Cow<'a, str>>,
    /// Progress in percent (`report`): a number, or a decimal in quotes.
    pub percent: Option<Value>,
    /// What shows it: documents, sources.
    pub evidence: Vec<Cow<'a, str>>,
    /// In words.
    pub note: Option<Cow<'a, str>>,
    /// The line that is taken out (`void`).
    pub seq_ref: Option<u64>,
    /// Id of the record (`open`).
    pub record: Option<Cow<'a, str>>,
    /// SHA-256 of the canonical record (`open`).
    pub record_sha256: Option<Cow<'a, str>>,
    /// Keys that this version does not know. They are kept, and are part of the hash.
    pub extra: Map<String, Value>,
}

/// Why a line is no event.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EventError {
    /// It is not one JSON object, or a key stands there twice.
    #[error("not a JSON object: {0}")]
    Json(#[from] serde_json::Error),
    /// It is JSON, but no object.
    #[error("not a JSON object")]
    NoObject,
    /// A key that every line needs, or that this event needs.
    #[error("`{0}` is missing")]
    Missing(&'static str),
    /// A value that cannot be what its key says.
    #[error("`{key}` cannot be {value}")]
    Wrong {
        /// The key.
        key: &'static str,
        /// The value, as JSON.
        value: String,
    },
}

impl<'a> Event<'a> {
    /// An event of a kind with nothing but its place, day and time.
    pub fn new(seq: u64, kind: EventKind, on: NaiveDate, recorded_at: &'a str) -> Option<Self> {
        let recorded = Stamp::parse(recorded_at)?;
        Some(Self::bare(seq, kind, on, Cow::Borrowed(recorded_at), recorded))
    }

    #[inline]
    pub(super) fn bare(
        seq: u64,
        kind: EventKind,
        on: NaiveDate,
        recorded_at: Cow<'a, str>,
        recorded: Stamp,
    ) -> Self {
        Self {
            seq,
            kind,
            on,
            recorded_at,
            recorded,
            prev: None,
            by: None,
            task: None,
            due: None,
            owner: None,
            percent: None,
            evidence: Vec::new(),
            note: None,
            seq_ref: None,
            record: None,
            record_sha256: None,
            extra: Map::new(),
        }
    }

    /// Reads a line.
    ///
    /// # Errors
    /// When it is not an event: see [`EventError`].
    pub fn parse(line: &'a str) -> Result<Self, EventError> {
        Self::read(line).map(|(event, _)| event)
    }

    /// Reads a line, and gives its hash.
    #[inline]
    pub(super) fn read(line: &'a str) -> Result<(Self, Hash), EventError> {
        if let Some(scanned) = super::line::scan(line) {
            return Ok((scanned.into(), Hash::of(line.as_bytes())));
        }
        let value = strict(line)?;
        let hash = Hash::of(canonical(&value).as_bytes());
        Ok((Event::from_value(value)?, hash))
    }

    /// Reads an object.
    ///
    /// # Errors
    /// When it is not an event: see [`EventError`].
    pub fn from_value(value: Value) -> Result<Event<'static>, EventError> {
        let Value::Object(mut object) = value else { return Err(EventError::NoObject) };
        let mut text = |key: &'static str| -> Result<Option<Cow<'static, str>>, EventError> {
            match object.shift_remove(key) {
                None | Some(Value::Null) => Ok(None),
                Some(Value::String(text)) => Ok(Some(Cow::Owned(text))),
                Some(value) => Err(wrong(key, &value)),
            }
        };
        let kind = need(text("event")?, "event")?;
        let kind = EventKind::from_bytes(kind.as_bytes())
            .ok_or_else(|| wrong("event", &Value::from(kind.as_ref())))?;
        let on = need(text("on")?, "on")?;
        let on =
            stamp::date(on.as_bytes()).ok_or_else(|| wrong("on", &Value::from(on.as_ref())))?;
        let at = need(text("recorded_at")?, "recorded_at")?;
        let stamp =
            Stamp::parse(&at).ok_or_else(|| wrong("recorded_at", &Value::from(at.to_string())))?;
        let mut event = Event::bare(0, kind, on, at, stamp);
        event.prev = text("prev")?;
        event.by = text("by")?;
        event.task = text("task")?;
        event.due = text("due")?;
        event.owner = text("owner")?;
        event.note = text("note")?;
        event.record = text("record")?;
        event.record_sha256 = text("record_sha256")?;
        let mut whole = |key: &'static str| match object.shift_remove(key) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => value.as_u64().map(Some).ok_or_else(|| wrong(key, &value)),
        };
        event.seq = need(whole("seq")?, "seq")?;
        event.seq_ref = whole("seq_ref")?;
        event.percent = object.shift_remove("percent").filter(|value| !value.is_null());
        event.evidence = match object.shift_remove("evidence") {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::Array(items)) => {
                let text = |item| match item {
                    Value::String(text) => Ok(Cow::Owned(text)),
                    other => Err(wrong("evidence", &other)),
                };
                items.into_iter().map(text).collect::<Result<_, _>>()?
            }
            Some(value) => return Err(wrong("evidence", &value)),
        };
        event.extra = object;
        event.complete()?;
        Ok(event)
    }

    /// Checks what the kind of event asks for.
    pub(super) fn complete(&self) -> Result<(), EventError> {
        Deed::from(self).complete()?;
        if let Some(value) = &self.percent
            && self.percent().is_none()
        {
            return Err(wrong("percent", value));
        }
        Ok(())
    }

    /// Progress in percent, as a number.
    pub fn percent(&self) -> Option<f64> {
        let number = match self.percent.as_ref()? {
            Value::Number(number) => number.as_f64()?,
            Value::String(text) => text.parse().ok()?,
            _ => return None,
        };
        number.is_finite().then_some(number)
    }

    /// The event as an object. `prev` is always there, other keys where they say something.
    pub fn to_value(&self) -> Value {
        let mut object = self.extra.clone();
        let mut put = |key: &str, value: Value| object.insert(key.to_owned(), value);
        put("seq", self.seq.into());
        put("event", self.kind.as_str().into());
        put("on", self.on.to_string().into());
        put("recorded_at", self.recorded_at.as_ref().into());
        put("prev", self.prev.as_deref().into());
        let texts = [
            ("by", &self.by),
            ("task", &self.task),
            ("due", &self.due),
            ("owner", &self.owner),
            ("note", &self.note),
            ("record", &self.record),
            ("record_sha256", &self.record_sha256),
        ];
        for (key, text) in texts {
            if let Some(text) = text {
                put(key, text.as_ref().into());
            }
        }
        if let Some(percent) = &self.percent {
            put("percent", percent.clone());
        }
        if !self.evidence.is_empty() {
            put("evidence", self.evidence.iter().map(AsRef::as_ref).collect::<Vec<&str>>().into());
        }
        if let Some(seq) = self.seq_ref {
            put("seq_ref", seq.into());
        }
        Value::Object(object)
    }

    /// The event as a line in canonical form, without the line break.
    pub fn to_line(&self) -> String {
        canonical(&self.to_value())
    }

    /// The same event, on its own.
    pub fn into_owned(self) -> Event<'static> {
        let own = |text: Cow<'a, str>| Cow::Owned(text.into_owned());
        Event {
            seq: self.seq,
            kind: self.kind,
            on: self.on,
            recorded_at: own(self.recorded_at),
            recorded: self.recorded,
            prev: self.prev.map(own),
            by: self.by.map(own),
            task: self.task.map(own),
            due: self.due.map(own),
            owner: self.owner.map(own),
            percent: self.percent,
            evidence: self.evidence.into_iter().map(own).collect(),
            note: self.note.map(own),
            seq_ref: self.seq_ref,
            record: self.record.map(own),
            record_sha256: self.record_sha256.map(own),
            extra: self.extra,
        }
    }
}

fn need<T>(value: Option<T>, key: &'static str) -> Result<T, EventError> {
    value.ok_or(EventError::Missing(key))
}

fn wrong(key: &'static str, value: &Value) -> EventError {
    EventError::Wrong { key, value: value.to_string() }
}

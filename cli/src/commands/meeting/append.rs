//! `chuan meeting append`: adds an event to a log.

use super::{now, record};
use crate::args::meeting::AppendArgs;
use crate::failure::{Failure, Status};
use crate::locale;
use crate::session::Session;
use chuan::finding::{Findings, Severity};
use chuan::meeting::Record;
use chuan::meeting::log::{
    self, AppendError, Event, EventError, EventKind, Hash, Labels, LogBase, ReplayOptions,
};
use chuan::meeting::tables::{ProgressOptions, Table};
use std::io::{Cursor, Write};
use std::path::Path;

/// Runs the verb.
pub(super) fn run(args: &AppendArgs, session: &Session) -> Result<Status, Failure> {
    let name = || args.log.display().to_string();
    let Some(record) = record(&args.record, session)? else { return Ok(Status::Findings) };
    let base = LogBase::of(&record, false);
    let read = |error: AppendError| Failure::cannot_read(name(), error);
    let last = log::head(&args.log).map_err(read)?;
    let at = args.recorded_at.clone().unwrap_or_else(stamp);
    let (events, mut findings) = match &args.progress {
        Some(path) => progress(args, path, &record, &at)?,
        None => (vec![event(args, &base, &at)?], Findings::new()),
    };
    findings.append(judge(args, &base, last, &events)?);
    let wrong = findings.iter().any(|finding| finding.severity == Severity::Error) && !args.force;
    if !findings.is_empty() && !session.quiet {
        super::super::tell(&Findings::new(), &findings, &[], super::super::LISTED, session);
    }
    if wrong || events.is_empty() {
        session.note(locale::LOG_NOTHING_WRITTEN.get(session.lang));
        return Ok(if wrong { Status::Findings } else { Status::Fine });
    }
    let expected = args.head.or(last.map(|(head, _)| head));
    let appended =
        log::append(&args.log, expected, events).map_err(|error| refused(&args.log, error))?;
    let inputs: Vec<_> =
        [&args.record, &args.log].into_iter().chain(&args.progress).cloned().collect();
    let mut out = session.open(&inputs)?;
    for line in &appended.lines {
        writeln!(out, "{line}")?;
    }
    out.finish()?;
    session.note(&locale::say(
        locale::LOG_HEAD,
        session.lang,
        &[("hash", &appended.head.to_string())],
    ));
    Ok(Status::Fine)
}

/// Why nothing was added.
fn refused(log: &Path, error: AppendError) -> Failure {
    match error {
        AppendError::Moved { .. } => Failure::new(locale::LOG_MOVED, log.display().to_string()),
        AppendError::Event { source: EventError::Missing(key), .. } => {
            Failure::new(locale::EVENT_LACKS, key)
        }
        other => Failure::cannot_write(log, other),
    }
}

/// The events of a table of progress.
fn progress(
    args: &AppendArgs,
    path: &Path,
    record: &Record,
    at: &str,
) -> Result<(Vec<Event<'static>>, Findings), Failure> {
    let mut options = ProgressOptions::new(at);
    options.table = args.written.options();
    if let Some(labels) = &args.labels {
        options.labels = Labels::parse(&super::text(labels)?)
            .map_err(|error| Failure::cannot_read(labels.display().to_string(), error))?;
    }
    let text = super::text(path)?;
    let file = path.display().to_string();
    let table = Table { file: &file, text: &text };
    let log = Cursor::new(if args.log.exists() { written(&args.log)? } else { Vec::new() });
    let progress = record.progress(log, &table, &options)?;
    Ok((progress.events, progress.findings))
}

fn written(log: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(log).map_err(|error| Failure::cannot_read(log.display().to_string(), error))
}

fn stamp() -> String {
    let (day, clock) = now();
    let (hour, minute, second) = (clock / 3600, clock / 60 % 60, clock % 60);
    format!("{day}T{hour:02}:{minute:02}:{second:02}+07:00")
}

fn event(args: &AppendArgs, base: &LogBase, at: &str) -> Result<Event<'static>, Failure> {
    let kind = args.event.unwrap_or(EventKind::Note);
    let given = base.meeting_date.filter(|_| kind == EventKind::Open);
    let incomplete = || Failure::new(locale::LOG_NEEDS_DAY, kind.as_str());
    let on = args.on.or(given).ok_or_else(incomplete)?;
    let mut event = Event::new(0, kind, on, at).ok_or_else(incomplete)?;
    let text = |text: &Option<String>| text.as_deref().map(|text| text.to_owned().into());
    event.task = text(&args.task);
    event.by = text(&args.who);
    event.due = text(&args.due);
    event.owner = text(&args.owner);
    event.percent = args.percent.map(Into::into);
    event.evidence = args.evidence.iter().map(|text| text.clone().into()).collect();
    event.note = text(&args.note);
    event.seq_ref = args.seq_ref;
    if kind == EventKind::Open {
        event.record = text(&base.record);
        event.record_sha256 = text(&base.record_sha256);
    }
    Ok(event.into_owned())
}

/// What would be wrong with the log, at the new lines, if the events were added.
fn judge(
    args: &AppendArgs,
    base: &LogBase,
    last: Option<(Hash, u64)>,
    events: &[Event<'static>],
) -> Result<Findings, Failure> {
    if events.is_empty() {
        return Ok(Findings::new());
    }
    let lines = log::chain(last, events.to_vec()).map_err(|error| refused(&args.log, error))?.lines;
    let mut text = if last.is_none() { Vec::new() } else { written(&args.log)? };
    if !text.is_empty() && !text.ends_with(b"\n") {
        text.push(b'\n');
    }
    let before = text.iter().filter(|byte| **byte == b'\n').count() as u64;
    for line in lines {
        text.extend_from_slice(line.as_bytes());
        text.push(b'\n');
    }
    let day = events.iter().map(|event| event.on).max().unwrap_or_default();
    let mut options = ReplayOptions::new(day);
    options.file = Some(args.log.display().to_string().into());
    let replay = log::replay(Cursor::new(text), base, &options)?;
    let new = replay.findings.iter().filter(|f| f.place.line.is_some_and(|line| line > before));
    Ok(new.cloned().collect())
}

//! `chuan meeting append`: adds an event to a log.

use super::{base, now};
use crate::args::meeting::AppendArgs;
use crate::failure::{Failure, Status};
use crate::locale;
use crate::session::Session;
use chuan::finding::{Findings, Severity};
use chuan::meeting::log::{self, AppendError, Event, EventKind, Hash, LogBase, ReplayOptions};
use std::io::{Cursor, Write};

/// Runs the verb.
pub(super) fn run(args: &AppendArgs, session: &Session) -> Result<Status, Failure> {
    let name = || args.log.display().to_string();
    let Some(base) = base(&args.record, session)? else { return Ok(Status::Findings) };
    let read = |error: AppendError| Failure::cannot_read(name(), error);
    let last = log::head(&args.log).map_err(read)?;
    let at = args.recorded_at.clone().unwrap_or_else(stamp);
    let event = event(args, &base, &at)?;
    let findings = judge(args, &base, last, &event)?;
    if findings.iter().any(|finding| finding.severity == Severity::Error) && !args.force {
        super::super::tell(&Findings::new(), &findings, &[], super::super::LISTED, session);
        session.note(locale::LOG_NOTHING_WRITTEN.get(session.lang));
        return Ok(Status::Findings);
    }
    let expected = args.head.or(last.map(|(head, _)| head));
    let appended = log::append(&args.log, expected, vec![event])
        .map_err(|error| Failure::cannot_write(&args.log, error))?;
    if !findings.is_empty() && !session.quiet {
        super::super::tell(&Findings::new(), &findings, &[], super::super::LISTED, session);
    }
    let mut out = session.open(&[args.record.clone(), args.log.clone()])?;
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

fn stamp() -> String {
    let (day, clock) = now();
    let (hour, minute, second) = (clock / 3600, clock / 60 % 60, clock % 60);
    format!("{day}T{hour:02}:{minute:02}:{second:02}+07:00")
}

fn event<'a>(args: &'a AppendArgs, base: &'a LogBase, at: &'a str) -> Result<Event<'a>, Failure> {
    let given = base.meeting_date.filter(|_| args.event == EventKind::Open);
    let incomplete = || Failure::new(locale::LOG_NEEDS_DAY, args.event.as_str());
    let on = args.on.or(given).ok_or_else(incomplete)?;
    let mut event = Event::new(0, args.event, on, at).ok_or_else(incomplete)?;
    let text = |text: &'a Option<String>| text.as_deref().map(Into::into);
    event.task = text(&args.task);
    event.by = text(&args.who);
    event.due = text(&args.due);
    event.owner = text(&args.owner);
    event.percent = args.percent.map(Into::into);
    event.evidence = args.evidence.iter().map(|text| text.as_str().into()).collect();
    event.note = text(&args.note);
    event.seq_ref = args.seq_ref;
    if args.event == EventKind::Open {
        event.record = base.record.as_deref().map(Into::into);
        event.record_sha256 = base.record_sha256.as_deref().map(Into::into);
    }
    Ok(event)
}

/// What would be wrong with the log, at the new line, if the event were added.
fn judge(
    args: &AppendArgs,
    base: &LogBase,
    last: Option<(Hash, u64)>,
    event: &Event<'_>,
) -> Result<Findings, Failure> {
    let mut text = match last {
        None => Vec::new(),
        Some(_) => std::fs::read(&args.log)
            .map_err(|error| Failure::cannot_read(args.log.display().to_string(), error))?,
    };
    if !text.is_empty() && !text.ends_with(b"\n") {
        text.push(b'\n');
    }
    let mut event = event.clone();
    event.seq = last.map_or(0, |(_, seq)| seq.saturating_add(1));
    event.prev = last.map(|(head, _)| head.to_string().into());
    text.extend_from_slice(event.to_line().as_bytes());
    text.push(b'\n');
    let lines = text.iter().filter(|byte| **byte == b'\n').count() as u64;
    let mut options = ReplayOptions::new(event.on);
    options.file = Some(args.log.display().to_string().into());
    let replay = log::replay(Cursor::new(text), base, &options)?;
    let new = replay.findings.iter().filter(|finding| finding.place.line == Some(lines));
    Ok(new.cloned().collect())
}

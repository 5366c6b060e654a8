//! `chuan meeting audit`: what is wrong with a log.

use super::{base, followed, today};
use crate::args::FindingsFormat;
use crate::args::meeting::AuditArgs;
use crate::failure::{Failure, Status};
use crate::locale::{self, say};
use crate::output::{Excerpts, Report, text};
use crate::render::text::wrap;
use crate::session::Session;
use chuan::finding::Findings;
use chuan::meeting::log::ReplayOptions;
use std::collections::BTreeMap;
use std::io::Write;

/// Runs the verb.
pub(super) fn run(args: &AuditArgs, session: &Session) -> Result<Status, Failure> {
    let Some(base) = base(&args.record, session)? else { return Ok(Status::Findings) };
    let mut options = ReplayOptions::new(args.as_of.unwrap_or_else(today));
    options.silent_days = args.silent_after;
    let replay = followed(Some(&args.log), &base, options)?;
    let mut report = Report {
        framework: args.record.display().to_string(),
        about_framework: Findings::new(),
        about_data: replay.findings.clone(),
        files: Vec::new(),
        texts: BTreeMap::new(),
        excerpts: Excerpts::default(),
        most: text::SHOWN,
        unlisted: Vec::new(),
    };
    match args.format {
        // These say it in their own way.
        FindingsFormat::Text | FindingsFormat::Html | FindingsFormat::Json => {}
        _ => report.note_unlisted(),
    }
    let mut out = Report::open(args.format, session, &[args.record.clone(), args.log.clone()])?;
    let lang = session.lang;
    let head = replay.head.map_or_else(|| "–".to_owned(), |head| head.to_string());
    let moved = args.head.is_some_and(|expected| Some(expected) != replay.head);
    if args.format == FindingsFormat::Text {
        let lines = crate::render::number::count(replay.lines, lang);
        let values = [("lines", &*lines), ("tasks", &*base.tasks.len().to_string())];
        writeln!(out, "{}", say(locale::LOG_READ, lang, &values))?;
        match replay.first_changed {
            Some(line) => {
                writeln!(out, "{}", say(locale::LOG_CHANGED, lang, &[("n", &line.to_string())]))?;
            }
            None => writeln!(out, "{}", locale::LOG_WHOLE.get(lang))?,
        }
        writeln!(out, "{}\n", say(locale::LOG_HEAD, lang, &[("hash", &head)]))?;
    }
    let other = say(locale::LOG_OTHER_HEAD, lang, &[("hash", &head)]);
    // A log that was cut off is not one in which nothing is wrong.
    if moved && args.format == FindingsFormat::Text && replay.findings.is_empty() {
        wrap(&other, session.width, 0).iter().try_for_each(|line| writeln!(out, "{line}"))?;
        out.finish()?;
        return Ok(Status::Findings);
    }
    report.write(args.format, session, &mut out)?;
    out.finish()?;
    if moved {
        session.tell(&other);
    }
    Ok(Status::of(report.has_errors() || moved))
}

//! `chuan meeting import` and `export`: records from and for other systems.

use super::{followed, record, today};
use crate::args::meeting::{ExportArgs, ExportFormat, ImportArgs, ImportFormat};
use crate::failure::{Failure, Status};
use crate::session::Session;
use chuan::exchange::{
    AttendanceMap, Audience, Imported, OutcomeMap, ical, legistar, oparl, popolo,
};
use chuan::finding::Findings;
use chuan::meeting::Context;
use chuan::meeting::log::{LogBase, ReplayOptions};
use serde_json::Value;
use std::io::Write;
use std::path::Path;

fn text(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path)
        .map_err(|error| Failure::cannot_read(path.display().to_string(), error))
}

fn json(path: &Path) -> Result<Value, Failure> {
    let text = text(path)?;
    serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| Failure::cannot_read(path.display().to_string(), error))
}

/// Runs `import`. One record is written over several lines, several one a line.
pub(super) fn import(args: &ImportArgs, session: &Session) -> Result<Status, Failure> {
    let outcomes = match &args.outcomes {
        Some(path) => OutcomeMap::parse(&text(path)?)
            .map_err(|error| Failure::cannot_read(path.display().to_string(), error))?,
        None if args.from == ImportFormat::Legistar => OutcomeMap::legistar(),
        None => OutcomeMap::german(),
    };
    let values = args.files.iter().map(|path| json(path)).collect::<Result<Vec<_>, _>>()?;
    let mut findings = Findings::new();
    let mut written = Vec::new();
    let mut take = |imported: Imported, findings: &mut Findings| {
        findings.append(imported.findings);
        for record in imported.records {
            findings.append(record.check(&Context::default()));
            written.push(record);
        }
    };
    let mut out = session.open(&args.files)?;
    match args.from {
        ImportFormat::Oparl => take(oparl::import(&values, &outcomes), &mut findings),
        ImportFormat::Legistar => {
            let roll = AttendanceMap::legistar();
            for event in &values {
                take(legistar::import(event, &outcomes, &roll), &mut findings);
            }
        }
        ImportFormat::Popolo => {
            for value in &values {
                let imported = popolo::import(value);
                findings.append(imported.findings);
                serde_json::to_writer_pretty(&mut out, &imported.registry)?;
                writeln!(out)?;
            }
        }
    }
    match &written[..] {
        [one] => write!(out, "{}", one.to_json())?,
        many => {
            for record in many {
                writeln!(out, "{}", record.canonical())?;
            }
        }
    }
    out.finish()?;
    if !findings.is_empty() && !session.quiet {
        super::super::tell(&Findings::new(), &findings, &[], super::super::LISTED, session);
    }
    Ok(Status::of(findings.has_errors()))
}

/// Runs `export`.
pub(super) fn export(args: &ExportArgs, session: &Session) -> Result<Status, Failure> {
    let Some(record) = record(&args.followed.record, session)? else {
        return Ok(Status::Findings);
    };
    let audience = if args.confidential { Audience::All } else { Audience::Public };
    let inputs: Vec<_> =
        std::iter::once(&args.followed.record).chain(&args.followed.log).cloned().collect();
    let mut out = session.open(&inputs)?;
    match args.to {
        ExportFormat::Oparl => {
            serde_json::to_writer_pretty(&mut out, &oparl::export(&record, &args.base, audience))?;
            writeln!(out)?;
        }
        ExportFormat::Popolo => {
            serde_json::to_writer_pretty(&mut out, &popolo::export(&record, audience))?;
            writeln!(out)?;
        }
        ExportFormat::Ical => {
            let replay = match &args.followed.log {
                None => None,
                Some(log) => {
                    // Tasks of a replay stand in the order of the record.
                    let base = LogBase::of(&record, false);
                    let as_of = args.followed.as_of.unwrap_or_else(today);
                    let mut options = ReplayOptions::new(as_of);
                    options.known_at = args.followed.known_at;
                    options.policy = args.followed.policy();
                    Some(followed(Some(log), &base, &options)?)
                }
            };
            write!(out, "{}", ical::export(&record, replay.as_ref(), audience))?;
        }
    }
    out.finish()?;
    Ok(Status::Fine)
}

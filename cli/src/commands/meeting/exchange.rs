//! `chuan meeting import` and `export`: records from and for other systems.

use super::{record, replayed, text};
use crate::args::meeting::{ExportArgs, ExportFormat, ImportArgs, ImportFormat};
use crate::failure::{Failure, Status};
use crate::locale;
use crate::session::Session;
use chuan::exchange::{AttendanceMap, Imported, OutcomeMap, ical, legistar, oparl, popolo};
use chuan::finding::Findings;
use chuan::meeting::log::{Event, LogBase};
use chuan::meeting::spec::Visibility;
use chuan::meeting::tables::Table;
use chuan::meeting::{Context, Record};
use chuan::text::suggest;
use serde_json::Value;
use std::io::Write;
use std::path::Path;

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
    if args.from == ImportFormat::Csv {
        return tables(args, session);
    }
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
        // Read above.
        ImportFormat::Csv => {}
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

/// A record with tables in place of its lists.
fn tables(args: &ImportArgs, session: &Session) -> Result<Status, Failure> {
    let Some((first, rest)) = args.files.split_first() else { return Ok(Status::Findings) };
    let Some(base) = record(first, session)? else { return Ok(Status::Findings) };
    let texts = rest.iter().map(|path| Ok((path.display().to_string(), text(path)?)));
    let texts = texts.collect::<Result<Vec<_>, Failure>>()?;
    let given: Vec<Table<'_>> = texts.iter().map(|(file, text)| Table { file, text }).collect();
    let (record, findings) = base.with_tables(&given, &args.tables.options(), &Context::default());
    if let Some(record) = record {
        let mut out = session.open(&args.files)?;
        write!(out, "{}", record.to_json())?;
        out.finish()?;
    }
    if !findings.is_empty() && !session.quiet {
        super::super::tell(&Findings::new(), &findings, &[], super::super::LISTED, session);
    }
    Ok(Status::of(findings.has_errors()))
}

/// The least visible that may be written.
fn most(args: &ExportArgs) -> Visibility {
    if args.confidential { Visibility::Secret } else { Visibility::Public }
}

/// The tables of a record; with a log also what became of its tasks.
fn written(args: &ExportArgs, record: &Record) -> Result<Vec<(String, String)>, Failure> {
    let mut tables = record.tables(most(args));
    if let Some(log) = &args.followed.log {
        let lines = text(log)?;
        let events = lines.lines().map(Event::parse).collect::<Result<Vec<_>, _>>();
        let events =
            events.map_err(|error| Failure::cannot_read(log.display().to_string(), error))?;
        tables.push(("progress.csv".to_owned(), record.progress_table(events, most(args))));
    }
    Ok(tables)
}

/// Writes the tables into a folder, or one of them to where results go.
fn csv(args: &ExportArgs, record: &Record, session: &Session) -> Result<Status, Failure> {
    let tables = written(args, record)?;
    if let Some(folder) = &args.folder {
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |error: std::io::Error| Failure::cannot_write(&path, error)
        };
        std::fs::create_dir_all(folder).map_err(failed(folder))?;
        for (file, text) in &tables {
            let path = folder.join(file);
            std::fs::write(&path, text).map_err(failed(&path))?;
            session.note(&path.display().to_string());
        }
        return Ok(Status::Fine);
    }
    let names = || tables.iter().map(|(file, _)| file.trim_end_matches(".csv"));
    let Some(wanted) = &args.table else {
        let there = names().collect::<Vec<_>>().join(", ");
        return Err(Failure::new(locale::WHICH_TABLE, there));
    };
    let wanted = wanted.trim_end_matches(".csv");
    let Some((_, text)) = tables.iter().find(|(file, _)| file.trim_end_matches(".csv") == wanted)
    else {
        let near = suggest(wanted, names());
        return Err(Failure::new(locale::NO_TABLE, wanted).suggest(near));
    };
    let mut out = session.open(&args.followed.inputs())?;
    write!(out, "{text}")?;
    out.finish()?;
    Ok(Status::Fine)
}

/// Runs `export`.
pub(super) fn export(args: &ExportArgs, session: &Session) -> Result<Status, Failure> {
    let Some(record) = record(&args.followed.record, session)? else {
        return Ok(Status::Findings);
    };
    if args.to == ExportFormat::Csv {
        return csv(args, &record, session);
    }
    let most = most(args);
    let mut out = session.open(&args.followed.inputs())?;
    match args.to {
        ExportFormat::Oparl => {
            serde_json::to_writer_pretty(&mut out, &oparl::export(&record, &args.base, most))?;
            writeln!(out)?;
        }
        ExportFormat::Popolo => {
            serde_json::to_writer_pretty(&mut out, &popolo::export(&record, most))?;
            writeln!(out)?;
        }
        // Written above.
        ExportFormat::Csv => {}
        ExportFormat::Ical => {
            // Tasks of a replay stand in the order of the record.
            let base = LogBase::of(&record, false);
            let replay = match args.followed.log {
                None => None,
                Some(_) => Some(replayed(&args.followed, &base)?),
            };
            write!(out, "{}", ical::export(&record, replay.as_ref(), most))?;
        }
    }
    out.finish()?;
    Ok(Status::Fine)
}

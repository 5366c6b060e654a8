//! `chuan import`: the accepted values of many files as one table.

mod columns;
mod provenance;
mod write;

use super::{LISTED, tell};
use crate::args::{ImportArgs, ImportFormat};
use crate::failure::{Failure, Status};
use crate::input;
use crate::locale::{self, say};
use crate::output::text;
use crate::progress::Progress;
use crate::render::number;
use crate::session::Session;
use chuan::check::Checker;
use chuan::finding::Findings;
use columns::Columns;
use provenance::{Provenance, Source};
use std::ops::Range;
use write::Writer;

/// Values that are put together before they are written.
const BATCH: usize = 256 * 1024;

/// Runs the verb.
pub(super) fn run(args: &ImportArgs, session: &Session) -> Result<Status, Failure> {
    let sources = input::sources(&args.data)?;
    let path = session.output().ok_or_else(|| Failure::new(locale::NO_OUTPUT, "-o"))?;
    let format = args.format.or_else(|| ImportFormat::of(path));
    let unknown = || Failure::new(locale::WHICH_FORMAT, path.display().to_string());
    let format = format.ok_or_else(unknown)?;
    let loaded = input::framework(&args.framework)?;
    let inputs = input::files(&args.framework, loaded.framework.as_ref(), &sources);
    let Some(framework) = loaded.framework else {
        tell(&loaded.findings, &Findings::new(), &[], text::SHOWN, session);
        return Ok(Status::Findings);
    };
    // The page of provenance beside a file of text must not overwrite an input either.
    let page = write::page_beside(path, format);
    let page = page.map(|page| session.create(&page, &inputs)).transpose()?;
    let output = session.create(path, &inputs)?;

    let mut options = args.reading.options();
    options.keep = false;
    options.places = true;
    if args.reading.max_findings.is_none() {
        options.max_per_rule = LISTED;
    }
    let mut checker = Checker::new(&framework, options);
    let mut progress = Progress::new(session.lang, session.quiet, input::size(&sources));
    let mut provenance = Provenance::new(&framework);
    let mut writer = Writer::new(format, output)?;
    let mut read = Vec::new();
    for source in &sources {
        let hash = input::read(&mut checker, source, true, &mut progress)?;
        let first = read.last().map_or(0, |(_, files): &(_, Range<usize>)| files.end);
        let files: Vec<String> =
            checker.files().iter().skip(first).map(|file| file.name.clone()).collect();
        let mut columns = Columns::default();
        let mut failed = None;
        let before = writer.groups();
        let mut rows = 0_u64;
        checker.accepted(|value| {
            let name = files.get(value.file.saturating_sub(first)).map_or("", String::as_str);
            columns.push(&value, name);
            rows += 1;
            if columns.len() >= BATCH && failed.is_none() {
                failed = writer.write(&mut columns).err();
            }
        });
        if let Some(failure) = failed {
            return Err(failure);
        }
        writer.write(&mut columns)?;
        let groups = before..writer.groups();
        let source = Source { name: source.name(), sha256: hash, rows, groups };
        read.push((source, first..checker.files().len()));
    }
    drop(progress);
    let checked = checker.finish();
    // Only now it is known which records contradict others.
    for (source, files) in read {
        provenance.add(source, checked.files.get(files).unwrap_or_default());
    }
    writer.finish(&provenance, page)?;

    let silent = session.quiet || (checked.findings.is_empty() && loaded.findings.is_empty());
    if !silent {
        tell(&loaded.findings, &checked.findings, &checked.files, LISTED, session);
    }
    let rows = number::count(provenance.rows(), session.lang);
    let values = [("n", rows.as_str()), ("what", &path.display().to_string())];
    session.note(&say(locale::IMPORTED, session.lang, &values));
    Ok(Status::of(checked.findings.has_errors()))
}

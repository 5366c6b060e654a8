//! `chuan check --fix` and `--diff`: repairs that cannot be wrong, in new files.

use crate::args::CheckArgs;
use crate::failure::{Failure, Status};
use crate::input;
use crate::locale::{self, say};
use crate::progress::Progress;
use crate::render::number;
use crate::session::{Output, Session};
use crate::source::Source;
use chuan::check::{self, Checker, Row};
use chuan::finding::catalogue;
use chuan::framework::Framework;
use chuan::observe::{Input, ReadError, Record};
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Codes that are meant, by file, record and column.
type Codes = HashMap<(String, u64), Vec<(String, String)>>;

/// Repairs every source; the files that were written.
pub(super) fn fix(
    framework: &Framework,
    sources: &[Source],
    args: &CheckArgs,
    inputs: &[PathBuf],
    session: &Session,
) -> Result<Vec<Source>, Failure> {
    let codes = codes(framework, sources, args, session)?;
    if let Some(folder) = &args.into {
        std::fs::create_dir_all(folder).map_err(|error| Failure::cannot_write(folder, error))?;
    }
    let mut written = Vec::new();
    for source in sources {
        let target = target(source, args.into.as_deref(), "fixed.csv")?;
        let log = target.with_extension("log.csv");
        let mut changes = csv::Writer::from_writer(Vec::new());
        changes.write_record(["file", "record", "line", "column", "before", "after", "repair"])?;
        let mut files = Files::new(&target, inputs, session);
        let mut header = Vec::new();
        let mut count = 0_u64;
        repair(framework, source, args, &codes, &mut |row| {
            if row.record.number() == 0 {
                header = row.record.fields().map(shown).collect();
            }
            for repair in row.repairs {
                count += 1;
                changes.write_record([
                    row.file,
                    &row.record.number().to_string(),
                    &row.record.line().to_string(),
                    header.get(repair.column).map_or("", String::as_str),
                    &repair.before,
                    &repair.after,
                    &kinds(repair),
                ])?;
            }
            files.write(row)
        })?;
        let log_file = session.create(&log, inputs)?;
        let bytes = changes.into_inner().map_err(|error| log_file.failure(error.to_string()))?;
        log_file.file()?.write_all(&bytes)?;
        let parts = files.keep()?;
        log_file.keep()?;
        let n = number::count(count, session.lang);
        let what = parts.iter().map(|path| path.display().to_string()).collect::<Vec<_>>();
        let values =
            [("n", n.as_str()), ("what", &what.join(", ")), ("log", &log.display().to_string())];
        session.note(&say(locale::FIXED, session.lang, &values));
        written.extend(parts.into_iter().map(Source::File));
    }
    Ok(written)
}

/// Shows what would be repaired, and writes nothing.
pub(super) fn diff(
    framework: &Framework,
    sources: &[Source],
    args: &CheckArgs,
    inputs: &[PathBuf],
    session: &Session,
) -> Result<Status, Failure> {
    let codes = codes(framework, sources, args, session)?;
    let mut out = session.open(inputs)?;
    let mut count = 0_u64;
    for source in sources {
        let mut header = Vec::new();
        repair(framework, source, args, &codes, &mut |row| {
            if row.record.number() == 0 {
                header = row.record.fields().map(shown).collect();
            }
            for repair in row.repairs {
                count += 1;
                let column = header.get(repair.column).map_or("", String::as_str);
                let record = row.record.number().to_string();
                let record = say(locale::RECORD, session.lang, &[("n", &record)]);
                let (file, line) = (row.file, row.record.line());
                writeln!(out, "{file}:{line} {record} {column} ({})", kinds(repair))?;
                writeln!(out, "- {}", visible(&repair.before))?;
                writeln!(out, "+ {}", visible(&repair.after))?;
            }
            Ok(())
        })?;
    }
    out.finish()?;
    let n = number::count(count, session.lang);
    session.note(&say(locale::WOULD_FIX, session.lang, &[("n", &n)]));
    Ok(Status::of(count > 0))
}

/// The codes that findings suggest, where they were asked for.
fn codes(
    framework: &Framework,
    sources: &[Source],
    args: &CheckArgs,
    session: &Session,
) -> Result<Codes, Failure> {
    let mut codes = Codes::new();
    if !args.fix_codes {
        return Ok(codes);
    }
    let mut options = args.reading.options();
    options.keep = false;
    options.max_findings = usize::MAX;
    let mut checker = Checker::new(framework, options);
    let mut progress = Progress::new(session.lang, true, None);
    for source in sources {
        input::read(&mut checker, source, false, &mut progress)?;
    }
    for finding in &checker.finish().findings {
        let of_codes = [&catalogue::UNKNOWN_UNIT, &catalogue::UNKNOWN_INDICATOR];
        let place = &finding.place;
        if let (true, Some(file), Some(record), Some(column), Some(meant)) = (
            of_codes.contains(&finding.rule()),
            &place.file,
            place.record,
            &place.column,
            &finding.suggestion,
        ) {
            let of_record = codes.entry((file.to_string(), record)).or_default();
            of_record.push((column.to_string(), meant.clone()));
        }
    }
    Ok(codes)
}

fn repair(
    framework: &Framework,
    source: &Source,
    args: &CheckArgs,
    codes: &Codes,
    take: &mut dyn FnMut(&Row<'_>) -> io::Result<()>,
) -> Result<(), Failure> {
    let name = source.name();
    let replace = |file: &str, record: &Record, column: &str, _: &str| {
        let of_record = codes.get(&(file.to_owned(), record.number()))?;
        of_record.iter().find(|(of, _)| of == column).map(|(_, meant)| meant.clone())
    };
    let replace: check::Replace<'_> = if codes.is_empty() { &|_, _, _, _| None } else { &replace };
    let failed = |error| Failure::cannot_read(name.clone(), error);
    let input = match source {
        Source::File(path) => Input::file(File::open(path).map_err(failed)?),
        Source::Once(spool) => Input::stream(spool.open().map_err(failed)?),
    };
    let options = args.reading.options();
    check::repair(framework, &options, &name, input, replace, take).map_err(|error| match error {
        ReadError::Io { source, .. } => Failure::cannot_read(name.clone(), source),
        other => Failure::cannot_read(name.clone(), other),
    })
}

/// The files that a source is written to: one, or one for each file of an archive.
struct Files<'a> {
    target: &'a Path,
    inputs: &'a [PathBuf],
    session: &'a Session,
    current: Option<(String, csv::Writer<BufWriter<File>>)>,
    outputs: Vec<(Output, PathBuf)>,
}

impl<'a> Files<'a> {
    fn new(target: &'a Path, inputs: &'a [PathBuf], session: &'a Session) -> Self {
        Self { target, inputs, session, current: None, outputs: Vec::new() }
    }

    fn write(&mut self, row: &Row<'_>) -> io::Result<()> {
        if self.current.as_ref().is_none_or(|(file, _)| file != row.file) {
            self.close()?;
            let number = self.outputs.len() + 1;
            let path = match number {
                1 => self.target.to_owned(),
                _ => self.target.with_extension(format!("{number}.csv")),
            };
            let fault = |failure: Failure| io::Error::other(failure.text(self.session.lang));
            let output = self.session.create(&path, self.inputs).map_err(fault)?;
            let file = BufWriter::new(output.file()?);
            let writer =
                csv::WriterBuilder::new().delimiter(row.delimiter).flexible(true).from_writer(file);
            self.outputs.push((output, path));
            self.current = Some((row.file.to_owned(), writer));
        }
        if let Some((_, writer)) = &mut self.current {
            writer.write_record(row.fields())?;
        }
        Ok(())
    }

    fn close(&mut self) -> io::Result<()> {
        match self.current.take() {
            Some((_, mut writer)) => writer.flush(),
            None => Ok(()),
        }
    }

    fn keep(mut self) -> Result<Vec<PathBuf>, Failure> {
        self.close()?;
        let mut paths = Vec::new();
        for (output, path) in self.outputs {
            output.keep()?;
            paths.push(path);
        }
        Ok(paths)
    }
}

/// The file that belongs to a source: beside it, or in a folder.
pub(super) fn target(
    source: &Source,
    folder: Option<&Path>,
    ending: &str,
) -> Result<PathBuf, Failure> {
    let (beside, name) = match source.given() {
        None => (None, "stdin".to_owned()),
        Some(path) => {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            (path.parent().map(Path::to_owned), name)
        }
    };
    let folder = folder.map(Path::to_owned).or(beside);
    let folder = folder.ok_or_else(|| Failure::new(locale::WHERE_TO, "--into"))?;
    let stem = [".gz", ".zst", ".csv", ".tsv", ".zip", ".xlsx", ".xlsb", ".ods"]
        .iter()
        .fold(name.as_str(), |name, ending| name.strip_suffix(ending).unwrap_or(name));
    Ok(folder.join(format!("{stem}.{ending}")))
}

fn kinds(repair: &check::Repair) -> String {
    repair.kinds.iter().map(|kind| kind.as_str()).collect::<Vec<_>>().join("+")
}

fn shown(field: &[u8]) -> String {
    String::from_utf8_lossy(field).trim().to_owned()
}

/// White space at the ends, and letters that are not composed, made visible.
fn visible(text: &str) -> String {
    let inner = text.trim();
    let escaped = |part: &str| {
        part.chars()
            .map(|c| if c == ' ' { '·'.to_string() } else { c.escape_default().to_string() })
            .collect::<String>()
    };
    let start = text.len() - text.trim_start().len();
    let end = start + inner.len();
    let (before, after) =
        (text.get(..start).unwrap_or_default(), text.get(end..).unwrap_or_default());
    let marks = |c: char| ('\u{300}'..='\u{36f}').contains(&c);
    let inner: String = inner
        .chars()
        .map(|c| {
            if marks(c) || c.is_control() { c.escape_unicode().to_string() } else { c.to_string() }
        })
        .collect();
    format!("{}{inner}{}", escaped(before), escaped(after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_shown() {
        assert_eq!(visible(" a b\u{a0}"), "·a b\\u{a0}");
        assert_eq!(visible("Kha\u{301}"), "Kha\\u{301}");
        assert_eq!(visible("   "), "···");
    }

    #[test]
    fn files_are_written_beside_their_source_or_in_a_folder() {
        let of = |name: &str, folder: Option<&str>| {
            target(&Source::File(name.into()), folder.map(Path::new), "fixed.csv").unwrap()
        };
        assert_eq!(of("a/b.csv.gz", None), Path::new("a/b.fixed.csv"));
        assert_eq!(of("a/b.xlsx", Some("out")), Path::new("out/b.fixed.csv"));
        assert!(target(&Source::stdin().unwrap(), None, "x").is_err());
    }
}

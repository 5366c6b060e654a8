//! `chuan check --split`: accepted rows, rejected rows, and why.

use super::fix::target;
use crate::args::CheckArgs;
use crate::failure::Failure;
use crate::locale::{self, say};
use crate::render::number;
use crate::session::{Output, Session};
use crate::source::Source;
use chuan::check::{self, Row};
use chuan::finding::{FindingRecord, Findings, Severity, catalogue};
use chuan::framework::Framework;
use chuan::observe::{Input, ReadError};
use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

/// Writes the rows of every source to two files, and all findings to a third.
///
/// A row is rejected when a finding about it is an error, or when it is no data: a total, a
/// repeated header, a row of a table that is not read. Rows stand as they were, in UTF-8; rejected
/// ones begin with their number. The headers of further tables stand in both files.
pub(super) fn split(
    framework: &Framework,
    sources: &[Source],
    findings: &Findings,
    folder: &Path,
    args: &CheckArgs,
    inputs: &[PathBuf],
    session: &Session,
) -> Result<(), Failure> {
    let fault = |error: io::Error| Failure::cannot_write(folder, error);
    std::fs::create_dir_all(folder).map_err(fault)?;
    let no_data = [&catalogue::FOOTER_ROW, &catalogue::REPEATED_HEADER];
    let rejected: HashSet<(&str, u64)> = findings
        .iter()
        .filter(|f| f.severity == Severity::Error || no_data.contains(&f.rule()))
        .filter_map(|f| Some((f.place.file.as_deref()?, f.place.record?)))
        .collect();
    // What the rows below a header are.
    let mut heads: HashMap<(&str, u64), Head> = HashMap::new();
    for finding in findings {
        let (Some(file), Some(record)) = (finding.place.file.as_deref(), finding.place.record)
        else {
            continue;
        };
        let rule = finding.rule();
        let head = if rule == &catalogue::ANOTHER_TABLE || rule == &catalogue::SECOND_HEADER_ROW {
            Head::Read
        } else if rule == &catalogue::DIVIDED_COLUMNS || rule == &catalogue::TABLE_NOT_READ {
            Head::NotRead
        } else if rule == &catalogue::REPEATED_HEADER {
            Head::Repeated
        } else {
            continue;
        };
        heads.insert((file, record), head);
    }
    let mut names = HashSet::new();
    for source in sources {
        let name = source.name();
        let mut parts = Parts {
            open: None,
            folder,
            source,
            inputs,
            session,
            done: Vec::new(),
            names: &mut names,
        };
        let file =
            File::open(source.kept()).map_err(|error| Failure::cannot_read(name.clone(), error))?;
        let options = args.reading.options();
        let input = Input::file(file);
        let none: check::Replace<'_> = &|_, _, _, _| None;
        let mut counts = [0_u64; 2];
        let mut passing_over = false;
        let done = check::repair(framework, &options, &name, input, none, &mut |row| {
            let here = (row.file, row.record.number());
            let head = heads.get(&here).copied();
            passing_over = match head {
                Some(Head::NotRead) => true,
                Some(Head::Read | Head::Repeated) => false,
                None => passing_over && here.1 > 0,
            };
            let wrong = passing_over || rejected.contains(&here);
            if head == Some(Head::Read) {
                return parts.write_header(row);
            }
            if row.record.number() > 0 {
                let [right, left] = &mut counts;
                *(if wrong { left } else { right }) += 1;
            }
            if here.1 == 0 { parts.write_header(row) } else { parts.write(row, wrong) }
        });
        match done {
            // What is damaged has been reported; what came before is split all the same.
            Ok(()) => {}
            Err(ReadError::Io { source, .. }) if source.kind() == io::ErrorKind::InvalidData => {}
            Err(ReadError::Io { source, .. }) => return Err(Failure::cannot_read(name, source)),
            Err(other) => return Err(Failure::cannot_read(name, other)),
        }
        parts.keep()?;
        let [right, left] = counts.map(|count| number::count(count, session.lang));
        let values = [("file", name.as_str()), ("accepted", &right), ("rejected", &left)];
        session.note(&say(locale::SPLIT, session.lang, &values));
    }
    let output = session.create(&folder.join("findings.csv"), inputs)?;
    let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(output.file()?);
    writer.write_record(FindingRecord::FIELDS)?;
    for finding in findings {
        writer.serialize(finding.record(session.lang))?;
    }
    writer.flush()?;
    drop(writer);
    output.keep()
}

/// What begins with a row that is a header.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Head {
    /// A table that is read.
    Read,
    /// One that is not.
    NotRead,
    /// The first one goes on.
    Repeated,
}

type Writer = csv::Writer<BufWriter<File>>;

/// The two files of one table.
struct Parts<'a> {
    open: Option<(String, Writer, Writer)>,
    folder: &'a Path,
    source: &'a Source,
    inputs: &'a [PathBuf],
    session: &'a Session,
    done: Vec<Output>,
    names: &'a mut HashSet<PathBuf>,
}

impl Parts<'_> {
    /// Writes the header of a table, into both files.
    fn write_header(&mut self, row: &Row<'_>) -> io::Result<()> {
        if self.open.as_ref().is_none_or(|(file, ..)| file != row.file) {
            self.close()?;
            let accepted = self.create("accepted", row.delimiter)?;
            let rejected = self.create("rejected", row.delimiter)?;
            self.open = Some((row.file.to_owned(), accepted, rejected));
        }
        let Some((_, accepted, rejected)) = &mut self.open else { return Ok(()) };
        accepted.write_record(row.record.fields())?;
        let first: &[u8] = b"row_number";
        rejected.write_record(std::iter::once(first).chain(row.record.fields()))?;
        Ok(())
    }

    fn write(&mut self, row: &Row<'_>, wrong: bool) -> io::Result<()> {
        let Some((_, accepted, rejected)) = &mut self.open else { return Ok(()) };
        if wrong {
            let number = row.record.number().to_string();
            let fields = std::iter::once(number.as_bytes()).chain(row.record.fields());
            rejected.write_record(fields)?;
        } else {
            accepted.write_record(row.record.fields())?;
        }
        Ok(())
    }

    fn create(&mut self, what: &str, delimiter: u8) -> io::Result<Writer> {
        let fault = |failure: Failure| io::Error::other(failure.text(self.session.lang));
        // Files of one name from several folders, and of one archive, are told apart by a number.
        let mut path = PathBuf::new();
        for number in 1.. {
            let ending = match number {
                1 => format!("{what}.csv"),
                number => format!("{number}.{what}.csv"),
            };
            path = target(self.source, Some(self.folder), &ending).map_err(fault)?;
            if self.names.insert(path.clone()) {
                break;
            }
        }
        let output = self.session.create(&path, self.inputs).map_err(fault)?;
        let file = BufWriter::new(output.file()?);
        self.done.push(output);
        Ok(csv::WriterBuilder::new().delimiter(delimiter).flexible(true).from_writer(file))
    }

    fn close(&mut self) -> io::Result<()> {
        if let Some((_, mut accepted, mut rejected)) = self.open.take() {
            accepted.flush()?;
            rejected.flush()?;
        }
        Ok(())
    }

    fn keep(mut self) -> Result<(), Failure> {
        self.close()?;
        for output in std::mem::take(&mut self.done) {
            output.keep()?;
        }
        Ok(())
    }
}

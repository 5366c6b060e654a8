//! The records that findings are about, as they stand in their files.
//!
//! Only what is going to be shown is looked up: in plain text at the line that is known, elsewhere
//! (compressed, in another encoding, a sheet) by reading the file once more up to the last record.

use crate::render::text;
use crate::source::Source;
use chuan::check::{self, CheckOptions, FileSummary};
use chuan::finding::{Finding, Findings};
use chuan::framework::Framework;
use chuan::observe::{Encoding, Input};
use memchr::memchr2_iter;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::Path;

/// So many bytes of a record are looked at.
const MOST_BYTES: u64 = 64 * 1024;
/// So many letters are shown on each side of a cell.
const MOST_LETTERS: usize = 200;

/// Records by file and number.
#[derive(Debug, Default)]
pub(crate) struct Excerpts {
    files: BTreeMap<String, Excerpted>,
}

#[derive(Debug, Default)]
struct Excerpted {
    header: Vec<String>,
    records: BTreeMap<u64, Quoted>,
}

/// A record as text, and where its fields are.
#[derive(Debug)]
struct Quoted {
    line: u64,
    bytes: Vec<u8>,
    fields: Vec<Range<usize>>,
}

/// A line with the part that a finding is about.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Marked {
    pub(super) line: usize,
    pub(super) text: String,
    pub(super) span: Range<usize>,
}

type Wanted<'f> = BTreeMap<&'f str, BTreeMap<u64, u64>>;

impl Excerpts {
    /// Looks up the records that findings are about. What cannot be read again is shown without.
    pub(crate) fn gather(
        findings: &Findings,
        files: &[FileSummary],
        sources: &[Source],
        framework: &Framework,
        options: &CheckOptions,
    ) -> Self {
        let mut wanted = Wanted::new();
        for finding in findings {
            let place = &finding.place;
            if let (Some(file), Some(record), Some(line)) = (&place.file, place.record, place.line)
            {
                wanted.entry(file).or_default().insert(record, line);
            }
        }
        let mut excerpts = Self::default();
        for source in sources {
            let path = source.kept();
            let name = source.name();
            let plain = files.iter().find(|file| file.name == name).and_then(|file| {
                let form = file.form.as_ref().filter(|form| form.is_plain())?;
                form.delimiter.filter(|_| options.encoding.is_none_or(|e| e == Encoding::Utf8))
            });
            let inside = format!("{name}/");
            let is_ours = |file: &str| file == name || file.starts_with(&inside);
            let wanted: Wanted<'_> = wanted
                .iter()
                .filter(|(file, _)| is_ours(file))
                .map(|(f, w)| (*f, w.clone()))
                .collect();
            if wanted.is_empty() {
                continue;
            }
            // What went wrong while a file was read has been said already.
            match (plain, wanted.get(name.as_str())) {
                (Some(delimiter), Some(lines)) => {
                    if let Ok(excerpted) = plain_text(path, delimiter, lines) {
                        excerpts.files.insert(name, excerpted);
                    }
                }
                _ => excerpts.read_again(path, &name, &wanted, framework, options),
            }
        }
        excerpts
    }

    /// Reads a file once more, up to the last record that is wanted.
    fn read_again(
        &mut self,
        path: &Path,
        name: &str,
        wanted: &Wanted<'_>,
        framework: &Framework,
        options: &CheckOptions,
    ) {
        let Ok(file) = File::open(path) else { return };
        let mut left: usize = wanted.values().map(BTreeMap::len).sum();
        let none: check::Replace<'_> = &|_, _, _, _| None;
        let files = &mut self.files;
        let _ = check::repair(framework, options, name, Input::file(file), none, &mut |row| {
            let number = row.record.number();
            if number == 0 {
                let header = row.record.fields().map(header_name).collect();
                files.insert(row.file.to_owned(), Excerpted { header, ..Excerpted::default() });
            } else if wanted.get(row.file).is_some_and(|records| records.contains_key(&number))
                && let Some(excerpted) = files.get_mut(row.file)
            {
                left -= 1;
                let quoted = Quoted::of(row.record.fields(), row.delimiter, row.record.line());
                excerpted.records.insert(number, quoted);
            }
            // Nothing else is of interest.
            if left == 0 { Err(io::Error::other("enough")) } else { Ok(()) }
        });
    }

    /// The line of a finding with the cell that it is about; the whole line where it is about none.
    pub(super) fn of(&self, finding: &Finding) -> Option<Marked> {
        let place = &finding.place;
        let excerpted = self.files.get(&**place.file.as_ref()?)?;
        let quoted = excerpted.records.get(&place.record?)?;
        let column = place.column.as_deref().and_then(|column| {
            let at = excerpted.header.iter().position(|name| name == column)?;
            quoted.fields.get(at).cloned()
        });
        quoted.marked(column)
    }
}

fn header_name(field: &[u8]) -> String {
    chuan::text::clean(&String::from_utf8_lossy(field)).into_owned()
}

impl Quoted {
    /// A record of fields, written as one line.
    fn of<'r>(fields: impl Iterator<Item = &'r [u8]>, delimiter: u8, line: u64) -> Self {
        let mut quoted = Self { line, bytes: Vec::new(), fields: Vec::new() };
        for field in fields {
            if !quoted.fields.is_empty() {
                quoted.bytes.push(delimiter);
            }
            let start = quoted.bytes.len();
            let field = field.get(..field.len().min(1_000)).unwrap_or_default();
            // Line breaks would begin a line that is not there.
            quoted.bytes.extend(field.iter().map(|b| if b"\r\n".contains(b) { b' ' } else { *b }));
            quoted.fields.push(start..quoted.bytes.len());
        }
        quoted
    }

    /// The line in which a field begins, as much of it as can be looked at.
    fn marked(&self, field: Option<Range<usize>>) -> Option<Marked> {
        let breaks = |part: &[u8]| {
            let mut count = 0;
            for at in memchr2_iter(b'\n', b'\r', part) {
                count +=
                    usize::from(part.get(at) == Some(&b'\n') || part.get(at + 1) != Some(&b'\n'));
            }
            count
        };
        let is_break = |byte: &u8| matches!(byte, b'\n' | b'\r');
        let start = field.as_ref().map_or(0, |field| field.start);
        let before = self.bytes.get(..start)?;
        let begins = before.iter().rposition(is_break).map_or(0, |at| at + 1);
        let ends = self.bytes.get(start..)?.iter().position(is_break);
        let ends = ends.map_or(self.bytes.len(), |at| start + at);
        let end = field.map_or(ends, |field| field.end.min(ends));
        let shown = |range: Range<usize>| {
            let bytes = self.bytes.get(range).unwrap_or_default();
            // A tab would be shown as several columns.
            text::printable(&String::from_utf8_lossy(bytes).replace('\t', " "))
        };
        let (mut head, cell, mut tail) =
            (shown(begins..start), shown(start..end), shown(end..ends));
        let cell = first_letters(&cell, MOST_LETTERS);
        if head.chars().count() > MOST_LETTERS {
            let skipped = head.chars().count() - MOST_LETTERS;
            head = format!("…{}", head.chars().skip(skipped).collect::<String>());
        }
        tail = first_letters(&tail, MOST_LETTERS);
        let span = head.len()..head.len() + cell.len();
        let line = usize::try_from(self.line).ok()? + breaks(self.bytes.get(..begins)?);
        let text = format!("{head}{cell}{tail}");
        let span = if span.end == text.len() {
            span.start..text.trim_end().len().max(span.start)
        } else {
            span
        };
        Some(Marked { line, text: text.trim_end().to_owned(), span })
    }
}

fn first_letters(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// Records at known lines of a file in UTF-8.
fn plain_text(path: &Path, delimiter: u8, wanted: &BTreeMap<u64, u64>) -> io::Result<Excerpted> {
    let mut file = File::open(path)?;
    let lines: BTreeSet<u64> = wanted.values().copied().collect();
    let starts = starts_of(&mut file, &lines)?;
    let mut piece = |start: u64| {
        file.seek(SeekFrom::Start(start))?;
        let mut bytes = Vec::new();
        (&file).take(MOST_BYTES).read_to_end(&mut bytes)?;
        Ok::<_, io::Error>(bytes)
    };
    let mut excerpted = Excerpted::default();
    let bytes = piece(0)?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let blank = bytes.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
    let head = bytes.get(blank..).unwrap_or_default();
    for field in fields(head, delimiter) {
        let field = head.get(field).unwrap_or_default();
        let inside = field.strip_prefix(b"\"").and_then(|field| field.strip_suffix(b"\""));
        let field = String::from_utf8_lossy(inside.unwrap_or(field)).replace("\"\"", "\"");
        excerpted.header.push(header_name(field.as_bytes()));
    }
    for (record, line) in wanted {
        let Some(start) = starts.get(line) else { continue };
        let mut bytes = piece(*start)?;
        let fields = fields(&bytes, delimiter);
        bytes.truncate(fields.last().map_or(0, |field| field.end));
        excerpted.records.insert(*record, Quoted { line: *line, bytes, fields });
    }
    Ok(excerpted)
}

/// Where lines begin, by number; a carriage return ends one where no line feed follows.
fn starts_of(file: &mut File, wanted: &BTreeSet<u64>) -> io::Result<BTreeMap<u64, u64>> {
    let mut starts = BTreeMap::new();
    let mut buffer = vec![0; 1 << 18];
    let (mut line, mut offset, mut after_return) = (1_u64, 0_u64, false);
    let mut wanted = wanted.iter().copied().peekable();
    if wanted.next_if_eq(&1).is_some() {
        starts.insert(1, 0);
    }
    while wanted.peek().is_some() {
        let count = file.read(&mut buffer)?;
        let part = buffer.get(..count).unwrap_or_default();
        if count == 0 {
            break;
        }
        let mut begin = |line: u64, at: u64| {
            if wanted.next_if_eq(&line).is_some() {
                starts.insert(line, at);
            }
        };
        if std::mem::take(&mut after_return) && part.first() != Some(&b'\n') {
            line += 1;
            begin(line, offset);
        }
        for at in memchr2_iter(b'\n', b'\r', part) {
            if part.get(at) == Some(&b'\r') {
                match part.get(at + 1) {
                    Some(b'\n') => continue,
                    Some(_) => {}
                    None => {
                        after_return = true;
                        continue;
                    }
                }
            }
            line += 1;
            begin(line, offset + at as u64 + 1);
        }
        offset += count as u64;
    }
    Ok(starts)
}

/// Where the fields of the first record of a text are, quotes included.
fn fields(text: &[u8], delimiter: u8) -> Vec<Range<usize>> {
    let ends = |byte: &u8| *byte == delimiter || matches!(byte, b'\n' | b'\r');
    let mut fields = Vec::new();
    let mut start = 0;
    loop {
        let mut from = start;
        if text.get(start) == Some(&b'"') {
            let mut at = start + 1;
            while let Some(byte) = text.get(at) {
                match (byte, text.get(at + 1)) {
                    (b'"', Some(b'"')) => at += 2,
                    (b'"', _) => {
                        from = at;
                        break;
                    }
                    _ => at += 1,
                }
            }
        }
        let rest = text.get(from..).unwrap_or_default();
        let end = rest.iter().position(ends).map_or(text.len(), |at| from + at);
        fields.push(start..end);
        if text.get(end) != Some(&delimiter) {
            return fields;
        }
        start = end + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, field: usize) -> (usize, String, String) {
        let bytes = text.as_bytes().to_vec();
        let fields = fields(&bytes, b';');
        let quoted = Quoted { line: 7, fields: fields.clone(), bytes };
        let marked = quoted.marked(fields.get(field).cloned()).unwrap();
        (marked.line, marked.text[marked.span.clone()].to_owned(), marked.text)
    }

    #[test]
    fn cells_are_found_in_the_line_where_they_stand() {
        let text = "Nghệ An;\"một;\"\"hai\"\"\nba\";0,7;\r\nsau";
        assert_eq!(marked(text, 0).1, "Nghệ An");
        assert_eq!(
            marked(text, 1),
            (7, "\"một;\"\"hai\"\"".into(), "Nghệ An;\"một;\"\"hai\"\"".into())
        );
        assert_eq!(marked(text, 2), (8, "0,7".into(), "ba\";0,7;".into()));
        assert_eq!(marked(text, 3), (8, String::new(), "ba\";0,7;".into()));
        assert_eq!(marked("a;\"never closed\nb;c", 1).1, "\"never closed");
    }

    #[test]
    fn long_lines_and_signs_that_cannot_be_seen() {
        let long = format!("{};x\u{1b}[2Jy;{}", "ề".repeat(900), "b".repeat(900));
        let (_, cell, text) = marked(&long, 1);
        assert_eq!(cell, "x␤[2Jy");
        assert!(text.chars().count() < 420, "{text}");
        assert!(text.starts_with("…ề") && text.ends_with('…'), "{text}");
    }

    #[test]
    fn lines_are_counted_as_the_check_counts_them() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        std::fs::write(&path, "a\r\nb\rc\n\nd").unwrap();
        let mut file = File::open(path).unwrap();
        let wanted = (1..=6).collect();
        let starts = starts_of(&mut file, &wanted).unwrap();
        assert_eq!(
            starts.into_iter().collect::<Vec<_>>(),
            [(1, 0), (2, 3), (3, 5), (4, 7), (5, 8)]
        );
    }
}

//! Files as they come, each of their tables checked.

use super::layout::{Layout, mapped};
use super::words::Role;
use super::{Checker, FileSummary, row};
use crate::finding::{Argument, Finding, Place, both, catalogue};
use crate::observe::input::{Body, Damage, Heading, InputOptions, Known};
use crate::observe::{Encoding, Form, Input, ReadError, Record};
use crate::text::{Lang, clean};
use std::io::{self, Cursor, Read};

impl Checker<'_> {
    /// Reads and checks a file, whatever its form: CSV in several encodings, compressed, an archive
    /// of CSV files, a workbook. `name` is what findings call it; a file in an archive is called
    /// `archive.zip/file.csv`.
    ///
    /// # Errors
    /// When the source cannot be read. A file that is damaged is a finding, not an error.
    pub fn read_input(&mut self, name: &str, input: Input<'_>) -> Result<(), ReadError> {
        let options = InputOptions {
            encoding: self.options.encoding,
            sheet: self.options.sheet.clone(),
            header_row: self.options.header_row,
            numbers: self.options.numbers.unwrap_or(self.framework.spec().data.numbers),
        };
        let (framework, check) = (self.framework, self.options.clone());
        let judge = |record: &Record| heading(record, framework, &check);
        let result = input.tables(&options, &judge, &mut |table| {
            let name = match &table.inside {
                Some(inside) => format!("{name}/{inside}"),
                None => name.to_owned(),
            };
            let mut form = table.form;
            let mut known = Known::default();
            let read = match table.body {
                Body::Text(text) => {
                    let later = text.later();
                    let (delimiter, reader) = delimited(text.reader, self.options.delimiter)?;
                    let before = self.options.delimiter.replace(delimiter);
                    let read = self.read_chunks(&name, reader, table.again);
                    self.options.delimiter = before;
                    known = later();
                    form.encoding = Some(known.encoding.unwrap_or(Encoding::Utf8));
                    form.certainty = known.certainty;
                    form.delimiter = Some(delimiter);
                    read
                }
                #[cfg(feature = "excel")]
                Body::Rows(mut rows) => self.read(&name, &mut rows),
                Body::Damaged(damage) => {
                    self.files.push(FileSummary { name: name.clone(), ..FileSummary::default() });
                    let file = name.clone();
                    Err(ReadError::Io { file, source: damage.into_io() })
                }
            };
            if let Err(ReadError::Io { source, .. }) = read {
                let damage = source.get_ref().and_then(|inner| inner.downcast_ref::<Damage>());
                let Some(damage) = damage.cloned() else { return Err(source) };
                let reason = both(damage.text(true), damage.text(false));
                self.report_damage(&name, reason);
            }
            self.report_form(&name, &form, &known);
            if let Some(file) = self.files.last_mut() {
                file.form = Some(form);
            }
            Ok(())
        });
        result.map_err(|source| ReadError::Io { file: name.to_owned(), source })
    }

    fn report_damage(&mut self, name: &str, reason: Argument) {
        let finding = Finding::new(&catalogue::DAMAGED_FILE)
            .at(Place::in_file(Some(name.into())))
            .with("reason", reason);
        self.report(finding);
    }

    fn report_form(&mut self, name: &str, form: &Form, known: &Known) {
        let place = || Place::in_file(Some(name.into()));
        if known.malformed {
            let encoding = form.encoding.map_or("", Encoding::name);
            let vi = format!("có byte không thuộc {encoding}");
            self.report_damage(name, both(vi, format!("bytes that {encoding} does not have")));
        }
        if !form.is_plain() {
            let text = both(form.text(Lang::Vi), form.text(Lang::En));
            self.report(Finding::new(&catalogue::READ_AS).at(place()).with("form", text));
        }
        if let Some((encoding, certainty)) = known.proposal {
            let finding = Finding::new(&catalogue::OTHER_ENCODING)
                .at(place())
                .suggest(format!("--encoding {}", encoding.word()))
                .with("encoding", encoding.name())
                .with("certainty", f64::from(certainty));
            self.report(finding);
        }
    }
}

/// The delimiter of a text, and the text from its beginning.
pub(super) fn delimited<'t>(
    mut reader: Box<dyn Read + Send + 't>,
    wanted: Option<u8>,
) -> io::Result<(u8, impl Read + Send + 't)> {
    const MOST: usize = 64 * 1024;
    let mut beginning = vec![0; MOST];
    let mut filled = 0;
    let mut failed = None;
    while let Some(room) = beginning.get_mut(filled..).filter(|room| !room.is_empty()) {
        match reader.read(room) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            // What came before it is read all the same.
            Err(error) => {
                failed = Some(error);
                break;
            }
        }
        if beginning.iter().take(filled).any(|byte| *byte == b'\n') {
            break;
        }
    }
    beginning.truncate(filled);
    let found = crate::observe::detect_delimiter(&beginning);
    let delimiter = wanted.unwrap_or(found);
    Ok((delimiter, Cursor::new(beginning).chain(Failing(failed)).chain(reader)))
}

/// Fails once.
struct Failing(Option<io::Error>);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// What a row of a sheet would be worth as a header.
pub(super) fn heading(
    record: &Record,
    framework: &crate::framework::Framework,
    options: &super::CheckOptions,
) -> Heading {
    let mut heading = Heading::default();
    for field in record.fields() {
        let name = clean(std::str::from_utf8(field).unwrap_or_default());
        let known = row::is_known(&name, framework, options);
        heading.score += usize::from(known);
        heading.known.push(known);
        let meaning = mapped(&name, framework, options);
        let role = Role::of(meaning.as_deref().unwrap_or(&name));
        heading.shared.push(matches!(
            role,
            Some(Role::Unit | Role::Name | Role::Indicator | Role::Period | Role::Layer)
        ));
    }
    // A row that can be a header is better than one in which many words are known.
    let (layout, _) = Layout::of(record, framework, options, None);
    if layout.is_some() {
        heading.score += 1_000;
        heading.whole = true;
    }
    heading
}

//! The tables in a file.

#[cfg(feature = "compression")]
use super::bounded::{Bounded, Counted};
use super::damage::Damage;
use super::{Encoding, Form, Input, ReadSeek, Source};
use crate::number::NumberFormat;
use crate::observe::Record;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// An archive or a workbook that cannot be read at any place is held in memory up to this size.
const MOST_HELD: u64 = 512 << 20;

/// What is said about a file, instead of being found out.
#[derive(Debug, Clone, Default)]
pub(crate) struct InputOptions {
    pub(crate) encoding: Option<Encoding>,
    /// Name of a sheet, or its number from 1.
    pub(crate) sheet: Option<String>,
    /// Row of a sheet, from 1.
    pub(crate) header_row: Option<u32>,
    /// How numbers of a sheet are written as text.
    pub(crate) numbers: NumberFormat,
}

/// What a row would be worth as a header.
#[derive(Debug, Clone, Default)]
pub(crate) struct Heading {
    pub(crate) score: usize,
    /// Column by column: whether a merged cell in it stands for every row that it covers.
    pub(crate) shared: Vec<bool>,
    /// Column by column: whether its name means something.
    pub(crate) known: Vec<bool>,
    /// Whether it is a header by itself.
    pub(crate) whole: bool,
    /// Whether it is one together with the row below.
    pub(crate) two_rows: bool,
}

/// A table, and where it stands.
pub(crate) struct Table<'t> {
    /// Its name in an archive.
    pub(crate) inside: Option<String>,
    pub(crate) form: Form,
    pub(crate) body: Body<'t>,
    /// The same text once more.
    pub(crate) again: Option<Again>,
}

/// Opens a text once more, as UTF-8.
pub(crate) type Again = Box<dyn Fn() -> io::Result<Box<dyn Read>> + Send>;

pub(crate) enum Body<'t> {
    /// CSV in UTF-8.
    Text(Text<'t>),
    #[cfg(feature = "excel")]
    Rows(super::sheet::SheetRecords),
    /// It cannot be read.
    Damaged(Damage),
}

/// Text as UTF-8, and what becomes known while it is read.
pub(crate) struct Text<'t> {
    pub(crate) reader: Box<dyn Read + Send + 't>,
    #[cfg(feature = "encodings")]
    seen: super::decode::Seen,
}

/// What became known about a text.
#[derive(Debug, Default, Clone)]
pub(crate) struct Known {
    pub(crate) encoding: Option<Encoding>,
    /// In percent, where it was guessed.
    pub(crate) certainty: Option<u8>,
    /// What it may be instead, with the certainty in percent.
    pub(crate) proposal: Option<(Encoding, u8)>,
    /// Whether bytes were met that the encoding does not have.
    pub(crate) malformed: bool,
}

impl Text<'_> {
    /// A question to be asked when the text was read.
    pub(crate) fn later(&self) -> impl Fn() -> Known + use<> {
        #[cfg(feature = "encodings")]
        {
            let seen = self.seen.clone();
            move || {
                let percent = |share: f64| (share * 100.0).round().clamp(0.0, 100.0) as u8;
                let guess = seen.guess();
                Known {
                    encoding: guess.map(|guess| guess.encoding),
                    certainty: guess.and_then(|guess| guess.certainty).map(percent),
                    proposal: guess
                        .and_then(|guess| guess.proposal)
                        .map(|(encoding, share)| (encoding, percent(share))),
                    malformed: seen.malformed(),
                }
            }
        }
        #[cfg(not(feature = "encodings"))]
        Known::default
    }
}

/// What is done with each table.
pub(crate) type Take<'f> = &'f mut dyn FnMut(Table<'_>) -> io::Result<()>;

impl<'a> Input<'a> {
    /// Hands over every table.
    pub(crate) fn tables(
        self,
        options: &InputOptions,
        judge: &dyn Fn(&Record) -> Heading,
        take: Take<'_>,
    ) -> io::Result<()> {
        let (rows, again) = (self.rows, self.again);
        let mut beginning = Vec::new();
        let source = match self.source {
            Source::Stream(mut stream) => {
                stream.by_ref().take(8).read_to_end(&mut beginning)?;
                Source::Stream(Box::new(Cursor::new(beginning.clone()).chain(stream)))
            }
            Source::File(mut file) => {
                file.by_ref().take(8).read_to_end(&mut beginning)?;
                file.seek(SeekFrom::Start(0))?;
                Source::File(file)
            }
        };
        if super::is_archive(&beginning) {
            let file: Box<dyn ReadSeek + 'a> = match source {
                Source::File(file) => file,
                Source::Stream(stream) => match held(stream, MOST_HELD)? {
                    Ok(bytes) => Box::new(Cursor::new(bytes)),
                    Err(damage) => return take(damaged(damage)),
                },
            };
            return archive(file, &beginning, options, judge, rows, take);
        }
        let stream: Box<dyn Read + Send + 'a> = match source {
            Source::Stream(stream) => stream,
            Source::File(file) => Box::new(file),
        };
        let (container, stream) = match unpacked(&beginning, stream) {
            Ok(found) => found,
            Err(damage) => return take(damaged(damage)),
        };
        let mut table = text_table(None, container, stream, options, rows);
        let encoding = options.encoding;
        table.again = again.map(|open| -> Again {
            Box::new(move || {
                let (_, stream) = unpacked(&beginning, open()?).map_err(Damage::into_io)?;
                Ok(decoded(stream, encoding))
            })
        });
        take(table)
    }
}

fn damaged(damage: Damage) -> Table<'static> {
    Table { inside: None, form: Form::default(), body: Body::Damaged(damage), again: None }
}

fn held(input: impl Read, most: u64) -> io::Result<Result<Vec<u8>, Damage>> {
    let mut bytes = Vec::new();
    input.take(most + 1).read_to_end(&mut bytes)?;
    Ok(if bytes.len() as u64 > most { Err(Damage::TooLarge(most >> 20)) } else { Ok(bytes) })
}

type Unpacked<'a> = (Option<&'static str>, Box<dyn Read + Send + 'a>);

#[cfg(feature = "compression")]
fn unpacked<'a>(
    beginning: &[u8],
    stream: Box<dyn Read + Send + 'a>,
) -> Result<Unpacked<'a>, Damage> {
    if beginning.starts_with(b"\x1f\x8b") {
        let (stream, count) = Counted::new(stream);
        let plain = flate2::read::MultiGzDecoder::new(stream);
        return Ok((Some("gzip"), Box::new(Bounded::new(plain, count))));
    }
    if beginning.starts_with(b"\x28\xb5\x2f\xfd") {
        let (stream, count) = Counted::new(stream);
        let broken = |error: io::Error| Damage::Broken(error.to_string());
        let mut plain = zstd::stream::read::Decoder::new(stream).map_err(broken)?;
        // A window of 128 MB is the most that a file may ask for.
        plain.window_log_max(27).map_err(broken)?;
        return Ok((Some("zstd"), Box::new(Bounded::new(plain, count))));
    }
    not_a_table(beginning).map_or(Ok((None, stream)), Err)
}

#[cfg(not(feature = "compression"))]
fn unpacked<'a>(
    beginning: &[u8],
    stream: Box<dyn Read + Send + 'a>,
) -> Result<Unpacked<'a>, Damage> {
    if beginning.starts_with(b"\x1f\x8b") || beginning.starts_with(b"\x28\xb5\x2f\xfd") {
        return Err(Damage::Broken("compressed files are not read by this build".to_owned()));
    }
    not_a_table(beginning).map_or(Ok((None, stream)), Err)
}

/// Formats that would only be read as a very strange CSV file.
fn not_a_table(beginning: &[u8]) -> Option<Damage> {
    let known: [(&[u8], &str); 4] =
        [(b"PAR1", "Parquet"), (b"ARROW1", "Arrow IPC"), (b"%PDF", "PDF"), (b"BZh", "bzip2")];
    let (_, name) = known.into_iter().find(|(mark, _)| beginning.starts_with(mark))?;
    Some(Damage::Broken(format!("{name} is not a format that is read")))
}

fn text_table<'t>(
    inside: Option<String>,
    container: Option<&'static str>,
    stream: impl Read + Send + 't,
    options: &InputOptions,
    rows: Option<Arc<AtomicU64>>,
) -> Table<'t> {
    #[cfg(feature = "encodings")]
    let (stream, seen) = {
        let decoded = super::decode::Decoded::new(stream, options.encoding);
        let seen = decoded.seen();
        (decoded, seen)
    };
    #[cfg(not(feature = "encodings"))]
    if options.encoding.is_some_and(|encoding| encoding != Encoding::Utf8) {
        let damage = Damage::Broken("only UTF-8 is read by this build".to_owned());
        return Table { inside, ..damaged(damage) };
    }
    let reader: Box<dyn Read + Send + 't> = match rows {
        Some(rows) => Box::new(Lines { input: stream, rows }),
        None => Box::new(stream),
    };
    let form = Form { container, kind: "csv", ..Form::default() };
    let text = Text {
        reader,
        #[cfg(feature = "encodings")]
        seen,
    };
    Table { inside, form, body: Body::Text(text), again: None }
}

/// A text as UTF-8.
fn decoded(stream: Box<dyn Read + Send>, encoding: Option<Encoding>) -> Box<dyn Read> {
    #[cfg(feature = "encodings")]
    return Box::new(super::decode::Decoded::new(stream, encoding));
    #[cfg(not(feature = "encodings"))]
    {
        let _ = encoding;
        stream
    }
}

/// Counts lines.
struct Lines<R> {
    input: R,
    rows: Arc<AtomicU64>,
}

impl<R: Read> Read for Lines<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(out)?;
        let bytes = out.get(..count).unwrap_or_default();
        let lines = bytes.iter().filter(|byte| **byte == b'\n').count();
        self.rows.fetch_add(lines as u64, Ordering::Relaxed);
        Ok(count)
    }
}

#[cfg(feature = "excel")]
fn workbook(
    file: Box<dyn ReadSeek + '_>,
    kind: &'static str,
    options: &InputOptions,
    judge: &dyn Fn(&Record) -> Heading,
    rows: Option<Arc<AtomicU64>>,
    take: Take<'_>,
) -> io::Result<()> {
    match super::sheet::open(file, kind, options, judge, rows)? {
        Ok((form, records)) => {
            take(Table { inside: None, form, body: Body::Rows(records), again: None })
        }
        Err(damage) => {
            let form = Form { kind, ..Form::default() };
            take(Table { form, ..damaged(damage) })
        }
    }
}

#[cfg(not(feature = "excel"))]
fn workbook(
    _: Box<dyn ReadSeek + '_>,
    _: &'static str,
    _: &InputOptions,
    _: &dyn Fn(&Record) -> Heading,
    _: Option<Arc<AtomicU64>>,
    take: Take<'_>,
) -> io::Result<()> {
    take(damaged(Damage::Broken("spreadsheets are not read by this build".to_owned())))
}

#[cfg(feature = "compression")]
fn archive(
    file: Box<dyn ReadSeek + '_>,
    beginning: &[u8],
    options: &InputOptions,
    judge: &dyn Fn(&Record) -> Heading,
    rows: Option<Arc<AtomicU64>>,
    take: Take<'_>,
) -> io::Result<()> {
    if !beginning.starts_with(b"PK") {
        return workbook(file, "xls", options, judge, rows, take);
    }
    let broken = |error: &dyn std::error::Error| damaged(Damage::Broken(error.to_string()));
    let mut archive = match zip::ZipArchive::new(file) {
        Ok(archive) => archive,
        Err(error) => return take(broken(&error)),
    };
    let names: Vec<Option<String>> = (0..archive.len())
        .map(|index| Some(archive.name_for_index(index)?.ok()?.into_owned()))
        .collect();
    let has = |wanted: &str| names.iter().flatten().any(|name| name == wanted);
    let kind = if has("xl/workbook.bin") {
        Some("xlsb")
    } else if has("[Content_Types].xml") && has("xl/workbook.xml") {
        Some("xlsx")
    } else {
        (has("content.xml") && has("mimetype")).then_some("ods")
    };
    if let Some(kind) = kind {
        return match measure(&mut archive, &names) {
            Ok(()) => workbook(archive.into_inner(), kind, options, judge, rows, take),
            Err(damage) => {
                take(Table { form: Form { kind, ..Form::default() }, ..damaged(damage) })
            }
        };
    }
    let mut tables: Vec<(String, usize)> = (names.into_iter().zip(0..))
        .filter_map(|(name, index)| Some((name.filter(|name| is_table(name))?, index)))
        .collect();
    tables.sort();
    if tables.is_empty() {
        let none = Damage::Broken("the archive holds no .csv, .tsv or .txt file".to_owned());
        return take(damaged(none));
    }
    for (name, index) in tables {
        match archive.by_index(index) {
            Ok(entry) => {
                let size = Arc::new(AtomicU64::new(entry.compressed_size()));
                let plain = Bounded::new(entry, size);
                take(text_table(Some(name), Some("zip"), plain, options, rows.clone()))?;
            }
            Err(error) => take(Table { inside: Some(name), ..broken(&error) })?,
        }
    }
    Ok(())
}

#[cfg(not(feature = "compression"))]
fn archive(
    file: Box<dyn ReadSeek + '_>,
    beginning: &[u8],
    options: &InputOptions,
    judge: &dyn Fn(&Record) -> Heading,
    rows: Option<Arc<AtomicU64>>,
    take: Take<'_>,
) -> io::Result<()> {
    let _ = (file, beginning, options, judge, rows);
    take(damaged(Damage::Broken("archives are not read by this build".to_owned())))
}

/// Reads a workbook once without keeping it: what an archive says about its size may be wrong.
#[cfg(feature = "compression")]
fn measure(
    archive: &mut zip::ZipArchive<Box<dyn ReadSeek + '_>>,
    names: &[Option<String>],
) -> Result<(), Damage> {
    const MOST: u64 = 2 << 30;
    let mut left = MOST;
    for (index, name) in names.iter().enumerate() {
        // Pictures are not looked at.
        if name.as_deref().is_none_or(|name| !(name.ends_with(".xml") || name.ends_with(".bin"))) {
            continue;
        }
        let broken = |error: &dyn std::error::Error| Damage::Broken(error.to_string());
        let entry = archive.by_index(index).map_err(|error| broken(&error))?;
        let count = Arc::new(AtomicU64::new(entry.compressed_size()));
        let mut entry = Bounded::new(entry, count).take(left + 1);
        let size = io::copy(&mut entry, &mut io::sink()).map_err(|error| broken(&error))?;
        left = left.checked_sub(size).ok_or(Damage::TooLarge(MOST >> 20))?;
    }
    Ok(())
}

#[cfg(feature = "compression")]
fn is_table(name: &str) -> bool {
    let (_, extension) = name.rsplit_once('.').unwrap_or_default();
    let hidden = name.starts_with("__MACOSX/")
        || name.rsplit('/').next().is_some_and(|n| n.starts_with('.'));
    !hidden && ["csv", "tsv", "txt"].iter().any(|known| extension.eq_ignore_ascii_case(known))
}

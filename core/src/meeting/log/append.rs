//! Adding to a log on disk: all or nothing, one writer at a time.
//!
//! Beside [`Framework::load`](crate::framework::Framework::load) this is the only place of the core
//! that touches files.

use super::event::{Event, EventError};
use super::state::EventKind;
use crate::meeting::canonical::Hash;
use fs4::FileExt;
use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Why nothing was added. The log is as it was.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AppendError {
    /// Reading, writing or locking failed.
    #[error("{path}: {source}", path = .path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What went wrong.
        source: io::Error,
    },
    /// Somebody else has added to the log since it was read.
    #[error("the log ends with {found}, not with {expected}: somebody else has added to it")]
    Moved {
        /// The head that the caller knew; `nothing` for a log that was to be new.
        expected: String,
        /// The head that is there.
        found: String,
    },
    /// The last line of the log cannot be read, so nothing can be chained to it.
    #[error("the last line of the log cannot be read: {0}")]
    LastLine(String),
    /// A new event lacks something.
    #[error("event {place}: {source}")]
    Event {
        /// Which of the new events, from 1.
        place: usize,
        /// What it lacks.
        source: EventError,
    },
    /// A log begins with `open`, and has no other.
    #[error("a log begins with an `open` event, and has no other")]
    Open,
}

/// What was added.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Appended {
    /// The new lines, as written.
    pub lines: Vec<String>,
    /// The hash of the last one: whoever adds next has to know it.
    pub head: Hash,
}

/// The last line of a log on disk: its hash and its number; none when there is no log.
///
/// # Errors
/// When the file cannot be read, or its last line is no event.
pub fn head(path: impl AsRef<Path>) -> Result<Option<(Hash, u64)>, AppendError> {
    Ok(last(path.as_ref())?.map(|last| (last.hash, last.seq)))
}

/// Adds events to a log on disk, if it still ends where the caller believes it to end.
///
/// `expected` is the hash of the last line, none for a log that is not there yet and is made. The
/// events are numbered and chained here; what they bring as `seq` and `prev` is overwritten.
///
/// The log is complete before or after, whatever happens in between: the new log is written beside
/// the old one, made durable (`fsync`), and put in its place in one step (`rename`). A lock on
/// `NAME.lock` keeps other writers out meanwhile, and the comparison with `expected` keeps out those
/// that read before and write after. The cost is a copy of the log, on file systems that share
/// blocks between files next to nothing.
///
/// # Errors
/// When the log has moved on, an event is incomplete, or the disk refuses. Nothing is added then.
///
/// ```
/// use chuan::meeting::log::{Event, EventKind, append};
/// use chuan::period::parse_date_iso;
///
/// let folder = tempfile::tempdir().unwrap();
/// let path = folder.path().join("log.jsonl");
/// let day = parse_date_iso("2022-05-28").unwrap();
/// let mut open = Event::new(0, EventKind::Open, day, "2022-05-28T12:00:00+07:00").unwrap();
/// open.record_sha256 = Some("00".into());
/// let first = append(&path, None, vec![open.clone()]).unwrap();
/// assert!(append(&path, None, vec![open]).is_err()); // it is there already
///
/// let mut note = Event::new(0, EventKind::Note, day, "2022-05-28T13:00:00+07:00").unwrap();
/// note.task = Some("t01".into());
/// append(&path, Some(first.head), vec![note.clone()]).unwrap();
/// assert!(append(&path, Some(first.head), vec![note]).is_err()); // the log has moved on
/// ```
pub fn append(
    path: impl AsRef<Path>,
    expected: Option<Hash>,
    events: Vec<Event<'_>>,
) -> Result<Appended, AppendError> {
    let path = path.as_ref();
    let lock_path = beside(path, "", ".lock");
    let fault = |path: &Path| {
        let path = path.to_owned();
        move |source| AppendError::Io { path, source }
    };
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true);
    let lock = options.open(&lock_path).map_err(fault(&lock_path))?;
    FileExt::lock(&lock).map_err(fault(&lock_path))?;
    // The lock ends with `lock`, at the latest with the process.
    let last = last(path)?;
    let found = last.as_ref().map(|last| last.hash);
    if found != expected {
        let word = |hash: Option<Hash>| hash.map_or("nothing".to_owned(), |hash| hash.to_string());
        return Err(AppendError::Moved { expected: word(expected), found: word(found) });
    }
    let appended = chain(last.as_ref().map(|last| (last.hash, last.seq)), events)?;
    let new_path = beside(path, ".", ".new");
    let write = || -> io::Result<()> {
        let mut new = File::create(&new_path)?;
        if let Some(last) = &last {
            let mut old = File::open(path)?;
            new.set_permissions(old.metadata()?.permissions())?;
            io::copy(&mut old, &mut new)?;
            if !last.ended {
                new.write_all(b"\n")?;
            }
        }
        let mut text = appended.lines.join("\n");
        text.push('\n');
        new.write_all(text.as_bytes())?;
        new.sync_all()
    };
    write().map_err(fault(&new_path))?;
    std::fs::rename(&new_path, path).map_err(fault(path))?;
    sync_folder(path).map_err(fault(path))?;
    Ok(appended)
}

/// The lines that [`append`] would add after a last line, of which [`head`] gives hash and number;
/// none for a log that is to be new. Nothing is written.
///
/// # Errors
/// When an event is incomplete, or the log does not begin with `open`.
pub fn chain(last: Option<(Hash, u64)>, events: Vec<Event<'_>>) -> Result<Appended, AppendError> {
    let mut head = last.map(|(hash, _)| hash);
    let mut seq = last.map_or(0, |(_, seq)| seq.saturating_add(1));
    let mut lines = Vec::with_capacity(events.len());
    for (place, event) in (1..).zip(events) {
        let mut event = event.into_owned();
        if head.is_none() != (event.kind == EventKind::Open) {
            return Err(AppendError::Open);
        }
        event.seq = seq;
        event.prev = head.map(|hash| hash.to_string().into());
        let line = event.to_line();
        // What was put together by a program is read as everybody else will read it.
        Event::parse(&line).map_err(|source| AppendError::Event { place, source })?;
        head = Some(Hash::of(line.as_bytes()));
        seq = seq.saturating_add(1);
        lines.push(line);
    }
    match head {
        Some(head) => Ok(Appended { lines, head }),
        None => Err(AppendError::Open),
    }
}

/// A file beside another one.
fn beside(path: &Path, before: &str, after: &str) -> PathBuf {
    let mut name = OsString::from(before);
    name.push(path.file_name().unwrap_or_default());
    name.push(after);
    path.with_file_name(name)
}

#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

struct Last {
    hash: Hash,
    seq: u64,
    /// Whether a line break follows.
    ended: bool,
}

/// The last line, read from the end of the file.
fn last(path: &Path) -> Result<Option<Last>, AppendError> {
    let fault = |source| AppendError::Io { path: path.to_owned(), source };
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(fault(error)),
    };
    let length = file.seek(SeekFrom::End(0)).map_err(fault)?;
    let mut size = 4096_u64;
    let mut tail = Vec::new();
    loop {
        let from = length.saturating_sub(size);
        file.seek(SeekFrom::Start(from)).map_err(fault)?;
        tail.clear();
        (&mut file).take(size).read_to_end(&mut tail).map_err(fault)?;
        let body = tail.strip_suffix(b"\n").unwrap_or(&tail);
        let begins = body.iter().rposition(|byte| *byte == b'\n').map(|place| place + 1);
        let Some(begins) = begins.or((from == 0).then_some(0)) else {
            size = size.saturating_mul(2);
            continue;
        };
        let line = body.get(begins..).unwrap_or_default();
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let wrong = |why: String| AppendError::LastLine(why);
        let text = std::str::from_utf8(line).map_err(|error| wrong(error.to_string()))?;
        let (event, hash) = Event::read(text).map_err(|error| wrong(error.to_string()))?;
        return Ok(Some(Last { hash, seq: event.seq, ended: body.len() < tail.len() }));
    }
}

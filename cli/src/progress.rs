//! What is being read, how far, how fast: on a terminal, and only when it takes a while.

use crate::locale::{self, say};
use chuan::number::{self, NumberFormat};
use chuan::text::Lang;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::io::{self, IsTerminal, Read, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_millis(500);
const PACE: Duration = Duration::from_millis(100);

/// A line on the terminal that is written over and over, and erased at the end.
pub(crate) struct Progress {
    active: bool,
    lang: Lang,
    started: Instant,
    last: Option<Instant>,
    rows: Arc<AtomicU64>,
    /// Bytes read so far, as they are in the files.
    done: u64,
    /// Bytes in all; none where that is not known.
    all: Option<u64>,
}

impl Progress {
    /// A line that appears only on a terminal.
    pub(crate) fn new(lang: Lang, quiet: bool, all: Option<u64>) -> Self {
        let active = !quiet && io::stderr().is_terminal();
        let rows = Arc::new(AtomicU64::new(0));
        Self { active, lang, started: Instant::now(), last: None, rows, done: 0, all }
    }

    /// The number of rows, to be counted by who reads them; none where nobody looks.
    pub(crate) fn rows(&self) -> Option<Arc<AtomicU64>> {
        self.active.then(|| self.rows.clone())
    }

    /// How long the rest will take, at the pace so far.
    fn left(&self, elapsed: Duration) -> Option<Duration> {
        let all = self.all.filter(|_| self.done > 0)?;
        let rest = all.saturating_sub(self.done) as f64 / self.done as f64;
        Some(Duration::from_secs_f64((elapsed.as_secs_f64() * rest).min(1e6)))
    }

    fn advance(&mut self, file: &str, bytes: u64) {
        self.done += bytes;
        let now = Instant::now();
        let due = self.last.map_or(self.started + PATIENCE, |last| last + PACE);
        if !self.active || now < due {
            return;
        }
        self.last = Some(now);
        let elapsed = now - self.started;
        let rows = self.rows.load(Ordering::Relaxed) as f64;
        let rate = rows / elapsed.as_secs_f64();
        let format = match self.lang {
            Lang::Vi => NumberFormat::Vi,
            Lang::En => NumberFormat::En,
        };
        let rows = number::format(rows, Some(0), format);
        let rate = number::format(rate, Some(0), format);
        let values = [("file", file), ("rows", rows.as_str()), ("rate", rate.as_str())];
        let mut line = say(locale::PROGRESS, self.lang, &values);
        if let Some(left) = self.left(elapsed) {
            let seconds = left.as_secs();
            let left = format!("{}:{:02}", seconds / 60, seconds % 60);
            line.push_str(&say(locale::TIME_LEFT, self.lang, &[("left", &left)]));
        }
        let _ = write!(io::stderr(), "\r\x1b[2K{line}");
        let _ = io::stderr().flush();
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.last.is_some() {
            let _ = write!(io::stderr(), "\r\x1b[2K");
            let _ = io::stderr().flush();
        }
    }
}

/// Counts what passes through, and hashes it.
pub(crate) struct Watched<'p, R> {
    inner: R,
    file: &'p str,
    progress: &'p mut Progress,
    hash: Option<Sha256>,
}

impl<'p, R> Watched<'p, R> {
    /// Watches a reader.
    pub(crate) fn new(inner: R, file: &'p str, progress: &'p mut Progress, hash: bool) -> Self {
        Self { inner, file, progress, hash: hash.then(Sha256::new) }
    }

    /// The SHA-256 of what has passed, in hexadecimal digits.
    pub(crate) fn hash(self) -> Option<String> {
        let digest = self.hash?.finalize();
        Some(digest.iter().fold(String::with_capacity(64), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        }))
    }
}

impl<R: Read> Read for Watched<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        let bytes = buffer.get(..count).unwrap_or_default();
        if let Some(hash) = &mut self.hash {
            hash.update(bytes);
        }
        self.progress.advance(self.file, count as u64);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_passes_is_counted_and_hashed() {
        let mut progress = Progress::new(Lang::En, true, Some(12));
        let mut watched = Watched::new("a\nb\n".as_bytes(), "x", &mut progress, true);
        let mut text = String::new();
        watched.read_to_string(&mut text).unwrap();
        let hash = watched.hash().unwrap();
        assert!(hash.starts_with("911169dd"), "{hash}");
        assert_eq!(progress.left(Duration::from_secs(1)), Some(Duration::from_secs(2)));
    }
}

//! Where data come from: files, and what can be read only once, which is kept while it is read.

use crate::failure::Failure;
use crate::leftover;
use std::fmt;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use tempfile::NamedTempFile;

/// Where data come from.
#[derive(Debug, Clone)]
pub(crate) enum Source {
    /// A file.
    File(PathBuf),
    /// Standard input, or a pipe.
    Once(Spool),
}

impl Source {
    /// Standard input.
    pub(crate) fn stdin() -> Result<Self, Failure> {
        Ok(Self::Once(Spool::new(None)?))
    }

    /// What a path leads to.
    pub(crate) fn at(path: PathBuf) -> Result<Self, Failure> {
        // What is not there is said when it is read.
        if path.metadata().is_ok_and(|metadata| !metadata.is_file()) {
            return Ok(Self::Once(Spool::new(Some(path))?));
        }
        Ok(Self::File(path))
    }

    /// Whether it is standard input.
    pub(crate) fn is_stdin(&self) -> bool {
        self.given().is_none()
    }

    /// What findings call it.
    pub(crate) fn name(&self) -> String {
        self.given().map_or_else(|| "<stdin>".to_owned(), |path| path.display().to_string())
    }

    /// The path that was given.
    pub(crate) fn given(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Once(spool) => spool.path.as_deref(),
        }
    }

    /// Where it lies once it has been read: there it can be read at any place.
    pub(crate) fn kept(&self) -> &Path {
        match self {
            Self::File(path) => path,
            Self::Once(spool) => spool.kept.path(),
        }
    }
}

/// What can be read only once, with a temporary file for what was read.
#[derive(Clone)]
pub(crate) struct Spool {
    /// Standard input where there is none.
    path: Option<PathBuf>,
    kept: Arc<NamedTempFile>,
    stream: Arc<Mutex<Option<Box<dyn Read + Send>>>>,
}

impl Spool {
    fn new(path: Option<PathBuf>) -> Result<Self, Failure> {
        let kept = leftover::private()
            .map_err(|error| Failure::cannot_write(&std::env::temp_dir(), error))?;
        Ok(Self { path, kept: Arc::new(kept), stream: Arc::default() })
    }

    /// All of it, from the beginning; what has not been read yet is kept meanwhile.
    pub(crate) fn open(&self) -> io::Result<impl Read + Send + 'static> {
        Ok(File::open(self.kept.path())?.chain(self.clone()))
    }
}

impl fmt::Debug for Spool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Spool").field(&self.path).finish()
    }
}

/// What has not been read yet.
impl Read for Spool {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut stream = self.stream.lock().unwrap_or_else(PoisonError::into_inner);
        let stream = match (&mut *stream, &self.path) {
            (Some(stream), _) => stream,
            (none, Some(path)) => none.insert(Box::new(File::open(path)?)),
            (none, None) => none.insert(Box::new(io::stdin())),
        };
        let count = stream.read(buffer)?;
        let mut kept: &File = self.kept.as_file();
        kept.write_all(buffer.get(..count).unwrap_or_default())?;
        Ok(count)
    }
}

//! What holds for a whole run: language, width, colours, and where the result goes.

use crate::args::{ColorWhen, Global};
use crate::failure::Failure;
use crate::leftover;
use crate::locale;
use anstream::{AutoStream, ColorChoice};
use chuan::text::Lang;
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// What holds for a whole run.
#[derive(Debug, Clone)]
pub(crate) struct Session {
    /// Language of everything for people.
    pub(crate) lang: Lang,
    /// Columns of text.
    pub(crate) width: usize,
    /// Whether notes are left out.
    pub(crate) quiet: bool,
    color: ColorChoice,
    output: Option<PathBuf>,
}

/// Narrower than this, nothing can be laid out.
const NARROWEST: usize = 40;
const USUAL: usize = 80;

impl Session {
    /// A session as the arguments and the environment want it.
    pub(crate) fn new(global: &Global, lang: Lang) -> Self {
        let color = match global.color {
            ColorWhen::Auto => ColorChoice::Auto,
            ColorWhen::Always => ColorChoice::Always,
            ColorWhen::Never => ColorChoice::Never,
        };
        Self {
            lang: global.lang.map_or(lang, Into::into),
            width: width(global.output.is_none() && io::stdout().is_terminal()),
            quiet: global.quiet,
            color,
            output: global.output.clone().filter(|path| path.as_os_str() != "-"),
        }
    }

    /// Opens the place where a result for people goes. A file that was read is never written.
    pub(crate) fn open(&self, inputs: &[PathBuf]) -> Result<Sink, Failure> {
        let in_file = match self.color {
            ColorChoice::Always => ColorChoice::AlwaysAnsi,
            _ => ColorChoice::Never,
        };
        self.open_with(
            inputs,
            |stdout| Box::new(AutoStream::new(stdout, self.color)),
            |file| Box::new(AutoStream::new(file, in_file)),
        )
    }

    /// The same for a result that programs read: every byte of it stays, an escape sign within a value too.
    pub(crate) fn open_data(&self, inputs: &[PathBuf]) -> Result<Sink, Failure> {
        self.open_with(inputs, |stdout| Box::new(stdout), |file| Box::new(file))
    }

    fn open_with(
        &self,
        inputs: &[PathBuf],
        to_stdout: impl FnOnce(io::StdoutLock<'static>) -> Box<dyn Write>,
        to_file: impl FnOnce(File) -> Box<dyn Write>,
    ) -> Result<Sink, Failure> {
        let Some(path) = &self.output else {
            let writer = BufWriter::new(to_stdout(io::stdout().lock()));
            return Ok(Sink { writer, file: None });
        };
        let output = self.create(path, inputs)?;
        let file = output.file().map_err(|error| Failure::cannot_write(path, error))?;
        Ok(Sink { writer: BufWriter::new(to_file(file)), file: Some(output) })
    }

    /// The file in which the result goes, if it goes in one.
    pub(crate) fn output(&self) -> Option<&Path> {
        self.output.as_deref()
    }

    /// A file that appears only when it is complete. A file that was read is never written.
    pub(crate) fn create(&self, path: &Path, inputs: &[PathBuf]) -> Result<Output, Failure> {
        if let Ok(target) = path.canonicalize() {
            let same = |input: &PathBuf| input.canonicalize().is_ok_and(|input| input == target);
            if inputs.iter().any(same) {
                return Err(Failure::new(locale::OUTPUT_IS_INPUT, path.display().to_string()));
            }
        }
        let fault = |error: io::Error| Failure::cannot_write(path, error);
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let temporary = leftover::temporary(folder.unwrap_or(Path::new(".")), path);
        Ok(Output { temporary: temporary.map_err(fault)?, path: path.to_owned() })
    }

    /// Says something on standard error, unless the run is quiet.
    pub(crate) fn note(&self, text: &str) {
        if !self.quiet {
            self.tell(text);
        }
    }

    /// Says something on standard error. Whether somebody listens is not our concern.
    pub(crate) fn tell(&self, text: &str) {
        let mut stderr = AutoStream::new(io::stderr().lock(), self.color);
        let _ = stderr.write_all(text.as_bytes());
        if !text.ends_with('\n') {
            let _ = stderr.write_all(b"\n");
        }
        let _ = stderr.flush();
    }

    /// Says why the run failed.
    pub(crate) fn fail(&self, failure: &Failure) {
        self.tell(&failure.text(self.lang));
    }
}

fn width(terminal: bool) -> usize {
    let stated = std::env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse().ok());
    let measured = || {
        let (width, _) = terminal.then(terminal_size::terminal_size).flatten()?;
        Some(usize::from(width.0))
    };
    stated.or_else(measured).unwrap_or(USUAL).max(NARROWEST)
}

/// Where a result goes: standard output, or a file that appears only when it is complete.
pub(crate) struct Sink {
    writer: BufWriter<Box<dyn Write>>,
    file: Option<Output>,
}

/// A file that appears under its name only when it is complete.
pub(crate) struct Output {
    temporary: NamedTempFile,
    path: PathBuf,
}

impl Output {
    /// The file to be written.
    pub(crate) fn file(&self) -> io::Result<File> {
        self.temporary.reopen()
    }

    /// Why it cannot be written.
    pub(crate) fn failure(&self, why: String) -> Failure {
        Failure::cannot_write(&self.path, why)
    }

    /// Gives the file its name, once every byte is on the disk: whatever happens, there is the old
    /// file or the new one.
    pub(crate) fn keep(self) -> Result<(), Failure> {
        let Self { temporary, path } = self;
        let fault = |error: io::Error| Failure::cannot_write(&path, error);
        // A device or a pipe has nothing to be synchronised.
        match temporary.as_file().sync_all() {
            Err(error) if error.kind() != io::ErrorKind::InvalidInput => return Err(fault(error)),
            _ => {}
        }
        temporary.persist(&path).map_err(|error| fault(error.error))?;
        // The name is on the disk when the folder is; not every system can do that.
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        if let Ok(folder) = File::open(folder.unwrap_or(Path::new("."))) {
            let _ = folder.sync_all();
        }
        Ok(())
    }
}

impl Sink {
    /// Completes the output.
    pub(crate) fn finish(mut self) -> Result<(), Failure> {
        self.writer.flush()?;
        drop(self.writer);
        self.file.map_or(Ok(()), Output::keep)
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

//! Frameworks and data as the arguments name them.

use crate::failure::Failure;
use crate::locale;
use crate::progress::{Progress, Watched};
use crate::session::Session;
use crate::source::Source;
use chuan::check::{CheckOptions, Checked, Checker};
use chuan::framework::{Framework, LoadError, Loaded};
use chuan::observe::{Input, ReadError, is_archive};
use std::fs::{File, Metadata};
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};

/// Reads a framework file and the tables that it names.
pub(crate) fn framework(path: &Path) -> Result<Loaded, Failure> {
    Framework::load(path).map_err(|error| match error {
        LoadError::Read { path, source } => {
            Failure::cannot_read(path.display().to_string(), source)
        }
        other => Failure::cannot_read(path.display().to_string(), other),
    })
}

/// The sources that arguments name: `-` is standard input, a folder all tables below it.
pub(crate) fn sources(arguments: &[PathBuf]) -> Result<Vec<Source>, Failure> {
    let mut sources = Vec::new();
    for argument in arguments {
        if argument.as_os_str() == "-" {
            if sources.iter().any(Source::is_stdin) {
                return Err(Failure::new(locale::STDIN_TWICE, "-"));
            }
            sources.push(Source::stdin()?);
        } else if argument.is_dir() {
            let mut files = Vec::new();
            collect(argument, &mut files)?;
            if files.is_empty() {
                return Err(Failure::new(locale::NO_FILES, argument.display().to_string()));
            }
            files.sort();
            sources.extend(files.into_iter().map(Source::File));
        } else if !argument.exists() && is_pattern(argument) {
            sources.extend(matching(argument)?.into_iter().map(Source::File));
        } else {
            sources.push(Source::at(argument.clone())?);
        }
    }
    Ok(sources)
}

fn is_pattern(argument: &Path) -> bool {
    argument.to_string_lossy().contains(['*', '?', '['])
}

/// The files that a pattern stands for, for shells that leave it as it is.
fn matching(pattern: &Path) -> Result<Vec<PathBuf>, Failure> {
    let shown = || pattern.display().to_string();
    let paths = glob::glob(&pattern.to_string_lossy())
        .map_err(|error| Failure::cannot_read(shown(), error))?;
    let mut files = Vec::new();
    for path in paths {
        let path = path.map_err(|error| Failure::cannot_read(shown(), io::Error::from(error)))?;
        if path.is_file() {
            files.push(path);
        }
    }
    if files.is_empty() {
        return Err(Failure::new(locale::NO_MATCH, shown()));
    }
    files.sort();
    Ok(files)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let fault = |error: io::Error| Failure::cannot_read(folder.display().to_string(), error);
    for entry in folder.read_dir().map_err(fault)? {
        let entry = entry.map_err(fault)?;
        let path = entry.path();
        // Links to folders are not followed: they may lead in a circle.
        if entry.file_type().map_err(fault)?.is_dir() {
            collect(&path, files)?;
        } else if is_table(&path) && path.is_file() {
            files.push(path);
        }
    }
    Ok(())
}

/// Tables by their names: what a folder is searched for.
fn is_table(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    // What a spreadsheet program leaves while a file is open.
    if name.starts_with("~$") || name.starts_with(".~lock.") {
        return false;
    }
    let bare = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(&name);
    let text = [".csv", ".tsv"].iter().any(|end| bare.ends_with(end));
    text || [".zip", ".xlsx", ".xlsb", ".ods"].iter().any(|end| name.ends_with(end))
}

/// All files that are read: what `-o` must not overwrite.
pub(crate) fn files(framework: &Path, loaded: Option<&Framework>, data: &[Source]) -> Vec<PathBuf> {
    let mut files = vec![framework.to_owned()];
    let folder = framework.parent().unwrap_or(Path::new(""));
    let tables = loaded.map(|framework| &framework.spec().tables);
    let tables = tables.into_iter().flat_map(|t| [&t.indicators, &t.units]).flatten();
    files.extend(tables.map(|table| folder.join(table.file())));
    files.extend(data.iter().filter_map(Source::given).map(Path::to_owned));
    files
}

/// Data that were read and checked, and the hash of each source where it was asked for.
pub(crate) struct Data {
    /// What became of the check.
    pub(crate) checked: Checked,
    /// SHA-256 of each source, in order.
    pub(crate) hashes: Vec<Option<String>>,
}

/// Reads and checks all sources as one body of data.
pub(crate) fn check(
    framework: &Framework,
    sources: &[Source],
    options: CheckOptions,
    hash: bool,
    session: &Session,
) -> Result<Data, Failure> {
    let finish = |checker: Checker<'_>| (checker.finish(), ());
    Ok(check_as(framework, sources, options, hash, session, finish)?.0)
}

/// The same, where `finish` ends the check.
pub(crate) fn check_as<T>(
    framework: &Framework,
    sources: &[Source],
    options: CheckOptions,
    hash: bool,
    session: &Session,
    finish: impl FnOnce(Checker<'_>) -> (Checked, T),
) -> Result<(Data, T), Failure> {
    let mut checker = Checker::new(framework, options);
    let mut progress = Progress::new(session.lang, session.quiet, size(sources));
    let mut hashes = Vec::with_capacity(sources.len());
    for source in sources {
        hashes.push(read(&mut checker, source, hash, &mut progress)?);
    }
    drop(progress);
    let (checked, more) = finish(checker);
    Ok((Data { checked, hashes }, more))
}

/// How many bytes there are to be read; none where nobody knows.
pub(crate) fn size(sources: &[Source]) -> Option<u64> {
    let of = |source: &Source| match source {
        Source::Once(_) => None,
        Source::File(path) => Some(path.metadata().ok().filter(Metadata::is_file)?.len()),
    };
    sources.iter().map(of).sum()
}

/// Reads and checks one source; its hash, where it is asked for.
pub(crate) fn read(
    checker: &mut Checker<'_>,
    source: &Source,
    hash: bool,
    progress: &mut Progress,
) -> Result<Option<String>, Failure> {
    let name = source.name();
    let fault = |error: io::Error| Failure::cannot_read(name.clone(), error);
    let failed = |error: ReadError| match error {
        ReadError::Io { source, .. } => fault(source),
        other => Failure::cannot_read(name.clone(), other),
    };
    let rows = progress.rows();
    let counted = |input| match rows {
        Some(rows) => Input::counting(input, rows),
        None => input,
    };
    let stream: Box<dyn Read + Send> = match source {
        Source::Once(spool) => Box::new(spool.open().map_err(fault)?),
        Source::File(path) => {
            let mut file = File::open(path).map_err(fault)?;
            let mut beginning = Vec::new();
            file.by_ref().take(8).read_to_end(&mut beginning).map_err(fault)?;
            file.rewind().map_err(fault)?;
            if is_archive(&beginning) {
                let mut hashed = None;
                if hash {
                    let mut watched = Watched::new(&mut file, &name, progress, true);
                    io::copy(&mut watched, &mut io::sink()).map_err(fault)?;
                    hashed = watched.hash();
                    file.rewind().map_err(fault)?;
                }
                checker.read_input(&name, counted(Input::file(file))).map_err(failed)?;
                return Ok(hashed);
            }
            Box::new(file)
        }
    };
    let mut watched = Watched::new(stream, &name, progress, hash);
    let again = source.clone();
    let input = Input::stream(&mut watched).again(move || Ok(Box::new(File::open(again.kept())?)));
    checker.read_input(&name, counted(input)).map_err(failed)?;
    if hash {
        // A file whose header makes no sense is not read to its end.
        io::copy(&mut watched, &mut io::sink()).map_err(fault)?;
    }
    Ok(watched.hash())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_give_their_tables_in_order() {
        let folder = tempfile::tempdir().unwrap();
        let below = folder.path().join("b");
        std::fs::create_dir(&below).unwrap();
        for name in ["c.csv", "b/a.tsv", "notes.txt", "a.CSV", "d.csv.gz", "e.xlsx", "~$e.xlsx"] {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        let names: Vec<String> = sources(&[folder.path().to_owned()])
            .unwrap()
            .iter()
            .map(|source| source.name().rsplit('/').next().unwrap().to_owned())
            .collect();
        assert_eq!(names, ["a.CSV", "a.tsv", "c.csv", "d.csv.gz", "e.xlsx"]);
        assert_eq!(sources(&[folder.path().join("*.c*")]).unwrap().len(), 2);
        assert!(sources(&[folder.path().join("*.parquet")]).is_err());
    }

    #[test]
    fn standard_input_is_read_once_and_empty_folders_are_refused() {
        assert!(sources(&["-".into(), "-".into()]).is_err());
        let folder = tempfile::tempdir().unwrap();
        assert!(sources(&[folder.path().to_owned()]).is_err());
    }
}

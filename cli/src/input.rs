//! Frameworks and data as the arguments name them.

use crate::failure::Failure;
use crate::locale;
use crate::progress::{Progress, Watched};
use crate::session::Session;
use chuan::check::{CheckOptions, Checked, Checker};
use chuan::framework::{Framework, LoadError, Loaded};
use chuan::observe::ReadError;
use std::fs::File;
use std::io;
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

/// Where data come from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Source {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
}

impl Source {
    /// What findings call it.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Stdin => "<stdin>".to_owned(),
            Self::File(path) => path.display().to_string(),
        }
    }
}

/// The sources that arguments name: `-` is standard input, a folder all tables below it.
pub(crate) fn sources(arguments: &[PathBuf]) -> Result<Vec<Source>, Failure> {
    let mut sources = Vec::new();
    for argument in arguments {
        if argument.as_os_str() == "-" {
            if sources.contains(&Source::Stdin) {
                return Err(Failure::new(locale::STDIN_TWICE, "-"));
            }
            sources.push(Source::Stdin);
        } else if argument.is_dir() {
            let mut files = Vec::new();
            collect(argument, &mut files)?;
            if files.is_empty() {
                return Err(Failure::new(locale::NO_FILES, argument.display().to_string()));
            }
            files.sort();
            sources.extend(files.into_iter().map(Source::File));
        } else {
            sources.push(Source::File(argument.clone()));
        }
    }
    Ok(sources)
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

fn is_table(path: &Path) -> bool {
    let extension = path.extension().map(|extension| extension.to_ascii_lowercase());
    extension.is_some_and(|extension| extension == "csv" || extension == "tsv")
}

/// All files that are read: what `-o` must not overwrite.
pub(crate) fn files(framework: &Path, loaded: Option<&Framework>, data: &[Source]) -> Vec<PathBuf> {
    let mut files = vec![framework.to_owned()];
    let folder = framework.parent().unwrap_or(Path::new(""));
    let tables = loaded.map(|framework| &framework.spec().tables);
    let tables = tables.into_iter().flat_map(|t| [&t.indicators, &t.units]).flatten();
    files.extend(tables.map(|table| folder.join(table.file())));
    files.extend(data.iter().filter_map(|source| match source {
        Source::Stdin => None,
        Source::File(path) => Some(path.clone()),
    }));
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
    let mut checker = Checker::new(framework, options);
    let mut progress = Progress::new(session.lang, session.quiet);
    let mut hashes = Vec::with_capacity(sources.len());
    for source in sources {
        let name = source.name();
        let fault = |error: io::Error| Failure::cannot_read(name.clone(), error);
        let input: Box<dyn io::Read> = match source {
            Source::Stdin => Box::new(io::stdin().lock()),
            Source::File(path) => Box::new(File::open(path).map_err(fault)?),
        };
        let mut watched = Watched::new(input, &name, &mut progress, hash);
        let read = match source {
            Source::Stdin => checker.read_csv(&name, &mut watched),
            Source::File(path) => {
                let path = path.clone();
                let again = move || Ok(Box::new(File::open(&path)?) as Box<dyn io::Read>);
                checker.read_csv_file(&name, &mut watched, again)
            }
        };
        read.map_err(|error| match error {
            ReadError::Io { source, .. } => fault(source),
            other => Failure::cannot_read(name.clone(), other),
        })?;
        if hash {
            // A file whose header makes no sense is not read to its end.
            io::copy(&mut watched, &mut io::sink()).map_err(fault)?;
        }
        hashes.push(watched.hash());
    }
    drop(progress);
    Ok(Data { checked: checker.finish(), hashes })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_give_their_tables_in_order() {
        let folder = tempfile::tempdir().unwrap();
        let below = folder.path().join("b");
        std::fs::create_dir(&below).unwrap();
        for name in ["c.csv", "b/a.tsv", "notes.txt", "a.CSV"] {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        let names: Vec<String> = sources(&[folder.path().to_owned()])
            .unwrap()
            .iter()
            .map(|source| source.name().rsplit('/').next().unwrap().to_owned())
            .collect();
        assert_eq!(names, ["a.CSV", "a.tsv", "c.csv"]);
    }

    #[test]
    fn standard_input_is_read_once_and_empty_folders_are_refused() {
        assert!(sources(&["-".into(), "-".into()]).is_err());
        let folder = tempfile::tempdir().unwrap();
        assert!(sources(&[folder.path().to_owned()]).is_err());
    }
}

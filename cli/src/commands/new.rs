//! `chuan new`: a small framework and observations to start from.

use crate::args::NewArgs;
use crate::failure::{Failure, Status};
use crate::locale::{self, say};
use crate::output::text;
use crate::session::Session;
use chuan::finding::Findings;
use chuan::framework::from_coinr;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

const FILES: [(&str, &str); 2] = [
    ("framework.toml", include_str!("new/framework.toml")),
    ("observations.csv", include_str!("new/observations.csv")),
];

/// Runs the verb. Nothing is written when one of the files is there.
pub(super) fn run(args: &NewArgs, session: &Session) -> Result<Status, Failure> {
    let folder = &args.folder;
    if let Some(table) = &args.from_coinr {
        return from_table(table, folder, session);
    }
    for (name, _) in FILES {
        let path = folder.join(name);
        if path.symlink_metadata().is_ok() {
            return Err(Failure::new(locale::EXISTS, path.display().to_string()));
        }
    }
    fs::create_dir_all(folder).map_err(|error| Failure::cannot_write(folder, error))?;
    let mut out = session.open(&[])?;
    for (name, text) in FILES {
        let path = folder.join(name);
        let written = || -> io::Result<()> {
            // Somebody may have been faster.
            OpenOptions::new().write(true).create_new(true).open(&path)?.write_all(text.as_bytes())
        };
        written().map_err(|error| Failure::cannot_write(&path, error))?;
        let path = path.display().to_string();
        writeln!(out, "{}", say(locale::WRITTEN, session.lang, &[("what", &path)]))?;
    }
    out.finish()?;
    let prefix = if folder.as_os_str() == "." { String::new() } else { shown(folder) };
    let next = ["check", "score", "assess"]
        .map(|verb| format!("  chuan {verb} {prefix}framework.toml {prefix}observations.csv"));
    session.note(&format!("{}\n{}", locale::NEXT_STEPS.get(session.lang), next.join("\n")));
    Ok(Status::Fine)
}

/// Makes a framework of a table that describes an index in the form of COINr.
fn from_table(table: &Path, folder: &Path, session: &Session) -> Result<Status, Failure> {
    let name = table.display().to_string();
    let text =
        fs::read_to_string(table).map_err(|error| Failure::cannot_read(name.as_str(), error))?;
    let stem = table.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let (toml, findings) = from_coinr(&text, &name, stem.as_deref().unwrap_or("framework"));
    let Some(toml) = toml else {
        super::tell(&findings, &Findings::new(), &[], text::SHOWN, session);
        return Ok(Status::Findings);
    };
    let path = folder.join("framework.toml");
    if path.symlink_metadata().is_ok() {
        return Err(Failure::new(locale::EXISTS, path.display().to_string()));
    }
    fs::create_dir_all(folder).map_err(|error| Failure::cannot_write(folder, error))?;
    let written = || -> io::Result<()> {
        OpenOptions::new().write(true).create_new(true).open(&path)?.write_all(toml.as_bytes())
    };
    written().map_err(|error| Failure::cannot_write(&path, error))?;
    let mut out = session.open(&[])?;
    let path = path.display().to_string();
    writeln!(out, "{}", say(locale::WRITTEN, session.lang, &[("what", &path)]))?;
    out.finish()?;
    session.note(&format!("{}\n  chuan check {path}", locale::NEXT_STEPS.get(session.lang)));
    Ok(Status::Fine)
}

/// The folder as the beginning of a path.
fn shown(folder: &std::path::Path) -> String {
    let with_slash = folder.join("");
    with_slash.display().to_string()
}

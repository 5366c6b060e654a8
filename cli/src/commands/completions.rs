//! `chuan completions`: for bash, zsh, fish, PowerShell and elvish.

use crate::args::{Cli, CompletionsArgs};
use crate::failure::{Failure, Status};
use crate::session::Session;
use clap::CommandFactory;
use std::io::Write;

/// Runs the verb.
pub(super) fn run(args: &CompletionsArgs, session: &Session) -> Result<Status, Failure> {
    // The generator gives up on a closed pipe by panicking, so it writes to memory.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "chuan", &mut script);
    let mut out = session.open(&[])?;
    out.write_all(&script)?;
    out.finish()?;
    Ok(Status::Fine)
}

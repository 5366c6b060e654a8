//! `chuan meeting merge`: one log of two.

use super::text;
use crate::args::meeting::MergeArgs;
use crate::failure::{Failure, Status};
use crate::session::Session;
use chuan::meeting::log::merge;
use std::io::Write;

/// Runs the verb.
pub(super) fn run(args: &MergeArgs, session: &Session) -> Result<Status, Failure> {
    let name = format!("{}, {}", args.log.display(), args.second.display());
    let merged = merge(&text(&args.log)?, &text(&args.second)?)
        .map_err(|error| Failure::cannot_read(name, error))?;
    let mut out = session.open(&[args.log.clone(), args.second.clone()])?;
    write!(out, "{merged}")?;
    out.finish()?;
    Ok(Status::Fine)
}

//! `chuan meeting status`: where every task stands.

use super::Job;
use crate::args::TableFormat;
use crate::args::meeting::{Only, StatusArgs};
use crate::failure::{Failure, Status};
use crate::render::{meeting, meeting_data};
use crate::session::Session;
use chuan::meeting::log::{List, TaskStatus};

/// Runs the verb.
pub(super) fn run(args: &StatusArgs, session: &Session) -> Result<Status, Failure> {
    let Some(job) = Job::read(&args.followed, session)? else { return Ok(Status::Findings) };
    let tasks: Vec<&TaskStatus> = match args.only {
        None => job.replay.tasks.iter().collect(),
        Some(only) => job.replay.list(&job.base, list(only, args.silent)),
    };
    let mut out = session.open(&job.inputs)?;
    let board =
        meeting::Board { base: &job.base, replay: &job.replay, tasks, sorted: args.only.is_some() };
    if args.format == TableFormat::Table {
        meeting::board(&board, &args.group, session, &mut out)?;
    } else {
        meeting_data::board(&board, args.format, session.lang, &mut out)?;
    }
    out.finish()?;
    Ok(job.report(session))
}

fn list(only: Only, silent: u32) -> List {
    match only {
        Only::Overdue => List::Overdue,
        Only::DueSoon => List::DueSoon,
        Only::NoDeadline => List::NoDeadline,
        Only::NoOwner => List::NoOwner,
        Only::ReturnedTwice => List::ReturnedTwice,
        Only::ExtendedTwice => List::ExtendedTwice,
        Only::Silent => List::Silent(silent),
        Only::AcceptedByOwner => List::AcceptedByOwner,
    }
}

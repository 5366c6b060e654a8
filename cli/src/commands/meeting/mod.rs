//! `chuan meeting`: records of meetings and their logs.

mod append;
mod audit;
mod check;
mod exchange;
mod merge;
mod milestones;
pub(crate) mod rates;
mod status;

use crate::args::meeting::{Followed, MeetingArgs, MeetingVerb};
use crate::failure::{Failure, Status};
use crate::output::text::SHOWN;
use crate::session::Session;
use chrono::{NaiveDate, TimeDelta};
use chuan::finding::Findings;
use chuan::meeting::log::{LogBase, Replay, ReplayOptions, replay};
use chuan::meeting::{Context, Record, SharedError, SharedRegistry};
use std::fs::File;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// Runs the verb.
pub(super) fn run(args: &MeetingArgs, session: &Session) -> Result<Status, Failure> {
    match &args.verb {
        MeetingVerb::Check(args) => check::run(args, session),
        MeetingVerb::Status(args) => status::run(args, session),
        MeetingVerb::Rates(args) => rates::run(args, session),
        MeetingVerb::Milestones(args) => milestones::run(args, session),
        MeetingVerb::Audit(args) => audit::run(args, session),
        MeetingVerb::Append(args) => append::run(args, session),
        MeetingVerb::Merge(args) => merge::run(args, session),
        MeetingVerb::Import(args) => exchange::import(args, session),
        MeetingVerb::Export(args) => exchange::export(args, session),
    }
}

/// The text of a file.
fn text(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path)
        .map_err(|error| Failure::cannot_read(path.display().to_string(), error))
}

/// Reads a record. `None` when it is wrong; what is wrong has been said.
pub(super) fn record(path: &Path, session: &Session) -> Result<Option<Record>, Failure> {
    let name = path.display().to_string();
    let text = text(path)?;
    let read = match shared(path, &text)? {
        Ok(shared) => {
            let mut context = Context::default();
            context.shared = shared.as_ref();
            Record::open(&text, Some(&name), &context)
        }
        Err(findings) => Err(findings),
    };
    match read {
        Ok(record) => Ok(Some(record)),
        Err(findings) => {
            super::tell(&findings, &Findings::new(), &[], SHOWN, session);
            Ok(None)
        }
    }
}

/// The registry that a record names, in its folder; what is wrong with it.
fn shared(path: &Path, text: &str) -> Result<Result<Option<SharedRegistry>, Findings>, Failure> {
    let folder = path.parent().unwrap_or(Path::new(""));
    match SharedRegistry::load(text, folder) {
        Ok(shared) => Ok(Ok(shared)),
        Err(SharedError::Wrong(findings)) => Ok(Err(findings)),
        Err(SharedError::Read { path, source }) => {
            Err(Failure::cannot_read(path.display().to_string(), source))
        }
        Err(other) => Err(Failure::cannot_read(path.display().to_string(), other)),
    }
}

/// What a log needs of a record.
fn base(path: &Path, session: &Session) -> Result<Option<LogBase>, Failure> {
    Ok(record(path, session)?.map(|record| LogBase::of(&record, false)))
}

/// Replays the log as the arguments say.
fn replayed(args: &Followed, base: &LogBase) -> Result<Replay, Failure> {
    let mut options = ReplayOptions::new(args.as_of.unwrap_or_else(today));
    options.known_at = args.known_at;
    options.policy = args.policy();
    followed(args.log.as_deref(), base, options)
}

/// Replays a log; without one, nothing has happened.
pub(super) fn followed(
    path: Option<&Path>,
    base: &LogBase,
    mut options: ReplayOptions,
) -> Result<Replay, Failure> {
    let Some(path) = path else {
        return replay(Cursor::new(b""), base, &options).map_err(Failure::from);
    };
    options.file = Some(path.display().to_string().into());
    let fault = |error: std::io::Error| Failure::cannot_read(path.display().to_string(), error);
    if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).map_err(fault)?;
        return replay(Cursor::new(bytes), base, &options).map_err(fault);
    }
    let file = File::open(path).map_err(fault)?;
    replay(file, base, &options).map_err(fault)
}

/// A record and its log as of when the arguments say.
struct Job {
    base: LogBase,
    replay: Replay,
    inputs: Vec<PathBuf>,
}

impl Job {
    fn read(args: &Followed, session: &Session) -> Result<Option<Self>, Failure> {
        let Some(record) = record(&args.record, session)? else { return Ok(None) };
        let base = LogBase::of(&record, args.public);
        let replay = replayed(args, &base)?;
        Ok(Some(Self { base, replay, inputs: args.inputs() }))
    }

    /// Says on standard error what is wrong with the log, and how the run ends.
    fn report(&self, session: &Session) -> Status {
        let findings = &self.replay.findings;
        if !session.quiet && !findings.is_empty() {
            super::tell(&Findings::new(), findings, &[], super::LISTED, session);
        }
        Status::of(findings.has_errors())
    }
}

/// Vietnam keeps one time all year.
const OFFSET: i64 = 7 * 3600;

/// Now, by the clock of Vietnam: day and time of day in seconds.
fn now() -> (NaiveDate, u32) {
    let passed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let seconds = i64::try_from(passed.as_secs()).unwrap_or(0).saturating_add(OFFSET);
    let epoch = NaiveDate::from_ymd_opt(1970, 1, 1).unwrap_or_default();
    let days = TimeDelta::try_days(seconds / 86_400).unwrap_or_default();
    let clock = u32::try_from(seconds % 86_400).unwrap_or(0);
    (epoch.checked_add_signed(days).unwrap_or(epoch), clock)
}

fn today() -> NaiveDate {
    now().0
}

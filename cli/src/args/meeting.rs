//! The arguments of `chuan meeting`.

use super::{FindingsFormat, Reading, TableFormat};
use chrono::NaiveDate;
use chuan::meeting::log::{CountedAt, EventKind, Grouping, Hash, KnownAt, Policy, RateKind, Stamp};
use chuan::meeting::tables::TableOptions;
use chuan::number::{Rounding, RoundingRule};
use chuan::period::{Period, parse_date_iso};
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

/// `meeting …`
#[derive(Debug, Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub(crate) struct MeetingArgs {
    #[command(subcommand)]
    pub(crate) verb: MeetingVerb,
}

/// What to do with records and logs.
#[derive(Debug, Subcommand)]
pub(crate) enum MeetingVerb {
    /// Say what a record holds and what is wrong with it
    Check(CheckRecordArgs),
    /// Say where every task stands as of a day, body by body
    Status(StatusArgs),
    /// Count tasks and give the named rates
    Rates(RatesArgs),
    /// Join the milestones with the levels that were reached: decision, task, criterion, level
    Milestones(MilestonesArgs),
    /// Walk the chain of a log and say what is wrong with it
    Audit(AuditArgs),
    /// Add an event to a log: all or nothing
    Append(AppendArgs),
    /// Make one log of two that were kept apart
    Merge(MergeArgs),
    /// Make records of tables and of the data of other systems: CSV, OParl, Popolo, Legistar
    Import(ImportArgs),
    /// Write a record for other systems: CSV tables, OParl, Popolo, iCalendar
    Export(ExportArgs),
}

/// `meeting import FORMAT FILE…`
#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    /// Format of the files
    pub(crate) from: ImportFormat,
    /// Files in JSON; of OParl also those that hold what meetings name; for csv the record, then its
    /// tables: tasks.csv, attendance.csv …
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Table of outcomes: source_text, outcome, majority, refer_to [default: one that ships]
    #[arg(long, value_name = "CSV")]
    pub(crate) outcomes: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) tables: TableArgs,
}

/// How tables in CSV are written.
#[derive(Debug, Args)]
pub(crate) struct TableArgs {
    /// Days in the tables may be written with the day first: 28/5/2022
    #[arg(long)]
    pub(crate) day_first: bool,
    /// Delimiter of the tables
    #[arg(long, value_name = "CHAR", default_value = ",", value_parser = super::delimiter)]
    pub(crate) delimiter: u8,
}

impl TableArgs {
    /// The options of the library.
    pub(crate) fn options(&self) -> TableOptions {
        let mut options = TableOptions::default();
        options.day_first = self.day_first;
        options.delimiter = self.delimiter;
        options
    }
}

/// Formats that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ImportFormat {
    /// OParl 1.1
    Oparl,
    /// Popolo 1.0: a registry
    Popolo,
    /// Events of Legistar
    Legistar,
    /// A record in JSON with tables in CSV in place of its lists
    Csv,
}

/// `meeting export FORMAT RECORD [LOG]`
#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// Format to write
    pub(crate) to: ExportFormat,
    #[command(flatten)]
    pub(crate) followed: Followed,
    /// Also what not everybody may see
    #[arg(long)]
    pub(crate) confidential: bool,
    /// Address below which ids of OParl are made
    #[arg(long, value_name = "URL", default_value = "https://example.org/oparl")]
    pub(crate) base: String,
    /// Folder for the tables of csv; it is made where it is not there
    #[arg(long, value_name = "DIR", conflicts_with = "table")]
    pub(crate) folder: Option<PathBuf>,
    /// Write only this table of csv: tasks, attendance, progress …
    #[arg(long, value_name = "NAME")]
    pub(crate) table: Option<String>,
}

/// Formats that are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// OParl 1.1
    Oparl,
    /// Popolo 1.0
    Popolo,
    /// iCalendar
    Ical,
    /// Tables in CSV; with a log also progress.csv
    Csv,
}

/// `meeting check RECORD`
#[derive(Debug, Args)]
pub(crate) struct CheckRecordArgs {
    /// Record of the meeting, in JSON
    pub(crate) record: PathBuf,
    /// Tables in CSV whose rows stand in place of the lists of the record: tasks.csv, attendance.csv …
    pub(crate) tables: Vec<PathBuf>,
    /// Framework to which references to indicators, targets and levels lead
    #[arg(long, value_name = "FILE")]
    pub(crate) framework: Option<PathBuf>,
    /// Judge what is late as of this day
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) as_of: Option<NaiveDate>,
    /// What a press report may leave open is an error
    #[arg(long)]
    pub(crate) strict: bool,
    #[command(flatten)]
    pub(crate) written: TableArgs,
    /// Form of the result
    #[arg(long, default_value = "text")]
    pub(crate) format: FindingsFormat,
}

/// A record, its log, and as of when.
#[derive(Debug, Args)]
pub(crate) struct Followed {
    /// Record of the meeting, in JSON
    pub(crate) record: PathBuf,
    /// Log of the record, in JSON lines; none when nothing has happened yet
    pub(crate) log: Option<PathBuf>,
    /// Events up to this day count [default: today, in Vietnam]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) as_of: Option<NaiveDate>,
    /// Only lines written by then: a date, or a date-time with an offset
    #[arg(long, value_name = "WHEN", value_parser = known_at)]
    pub(crate) known_at: Option<KnownAt>,
    /// A task counts as done when it was submitted, or when that was accepted
    #[arg(long, value_name = "WHEN", default_value = "submitted")]
    pub(crate) counted_at: Counted,
    /// A deadline so many days away is near
    #[arg(long, value_name = "DAYS", default_value_t = 7)]
    pub(crate) due_soon: u32,
    /// The days of a pause are added to the deadline
    #[arg(long)]
    pub(crate) pause_stops_clock: bool,
    /// Leave out tasks that not everybody may see
    #[arg(long)]
    pub(crate) public: bool,
}

impl Followed {
    /// The files that are read.
    pub(crate) fn inputs(&self) -> Vec<PathBuf> {
        std::iter::once(&self.record).chain(&self.log).cloned().collect()
    }

    /// How timeliness is judged.
    pub(crate) fn policy(&self) -> Policy {
        Policy {
            counted_at: match self.counted_at {
                Counted::Submitted => CountedAt::Submitted,
                Counted::Accepted => CountedAt::Accepted,
            },
            due_soon_days: self.due_soon,
            pause_stops_clock: self.pause_stops_clock,
        }
    }
}

/// When a task counts as done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Counted {
    /// On the day of the submission that was accepted
    Submitted,
    /// On the day of acceptance
    Accepted,
}

/// `meeting status RECORD [LOG]`
#[derive(Debug, Args)]
pub(crate) struct StatusArgs {
    #[command(flatten)]
    pub(crate) followed: Followed,
    /// By what: owner, support, meeting, item, year, half, quarter, month, level, target, indicator …
    #[arg(long = "by", value_name = "WHAT", default_value = "owner")]
    pub(crate) group: Grouping,
    /// Only these tasks
    #[arg(long, value_name = "LIST")]
    pub(crate) only: Option<Only>,
    /// Days without news after which a task is silent
    #[arg(long, value_name = "DAYS", default_value_t = 90)]
    pub(crate) silent: u32,
    /// Form of the result
    #[arg(long, default_value = "table")]
    pub(crate) format: TableFormat,
}

/// Lists of tasks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Only {
    /// The last day has passed
    Overdue,
    /// The last day is near
    DueSoon,
    /// Without a deadline
    NoDeadline,
    /// Without an owner
    NoOwner,
    /// Sent back twice or more
    ReturnedTwice,
    /// The deadline was moved more than once
    ExtendedTwice,
    /// Nothing heard for long
    Silent,
    /// Accepted by their own owner
    AcceptedByOwner,
}

/// `meeting rates RECORD [LOG]`
#[derive(Debug, Args)]
pub(crate) struct RatesArgs {
    #[command(flatten)]
    pub(crate) followed: Followed,
    /// By what: owner, support, meeting, item, year, half, quarter, month, level, target, indicator …
    #[arg(long = "by", value_name = "WHAT")]
    pub(crate) group: Option<Grouping>,
    /// Only this rate
    #[arg(long, value_name = "NAME")]
    pub(crate) rate: Option<RateKind>,
    /// The period of period_completion, and of observations
    #[arg(long, value_name = "PERIOD")]
    pub(crate) period: Option<Period>,
    /// Digits after the point, and by which rule: 2, 2:truncate, 1:half_even
    #[arg(long, value_name = "DIGITS[:RULE]", value_parser = rounding)]
    pub(crate) round: Option<Rounding>,
    /// Write observations of this indicator, which `check` and `score` take in; needs --rate
    #[arg(long, value_name = "CODE", requires = "rate")]
    pub(crate) indicator: Option<String>,
    /// Form of the result
    #[arg(long, default_value = "table")]
    pub(crate) format: TableFormat,
}

/// `meeting milestones RECORD [LOG] --framework FILE --data FILE…`
#[derive(Debug, Args)]
pub(crate) struct MilestonesArgs {
    #[command(flatten)]
    pub(crate) followed: Followed,
    /// Framework whose levels the milestones name
    #[arg(long, value_name = "FILE")]
    pub(crate) framework: PathBuf,
    /// Observations on which levels are assessed; may be repeated
    #[arg(long, value_name = "FILE", required = true)]
    pub(crate) data: Vec<PathBuf>,
    /// Acts of recognition: a CSV table as for `assess`
    #[arg(long, value_name = "FILE")]
    pub(crate) recognitions: Option<PathBuf>,
    /// Form of the result
    #[arg(long, default_value = "table")]
    pub(crate) format: TableFormat,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// `meeting audit RECORD LOG`
#[derive(Debug, Args)]
pub(crate) struct AuditArgs {
    /// Record of the meeting, in JSON
    pub(crate) record: PathBuf,
    /// Log of the record, in JSON lines
    pub(crate) log: PathBuf,
    /// The hash that the last line should have: shows a change of the last line, and lines cut off
    #[arg(long, value_name = "HASH")]
    pub(crate) head: Option<Hash>,
    /// Report open tasks of which nothing was heard for so many days before --as-of
    #[arg(long, value_name = "DAYS", requires = "as_of")]
    pub(crate) silent_after: Option<u32>,
    /// Events up to this day count [default: today, in Vietnam]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) as_of: Option<NaiveDate>,
    /// Form of the result
    #[arg(long, default_value = "text")]
    pub(crate) format: FindingsFormat,
}

/// `meeting merge LOG SECOND`
#[derive(Debug, Args)]
pub(crate) struct MergeArgs {
    /// Log of a record, in JSON lines
    pub(crate) log: PathBuf,
    /// Another log of the same record
    pub(crate) second: PathBuf,
}

/// `meeting append RECORD LOG --event …`, or `--table progress.csv`
#[derive(Debug, Args)]
pub(crate) struct AppendArgs {
    /// Record of the meeting, in JSON
    pub(crate) record: PathBuf,
    /// Log of the record, in JSON lines; it is made by --event open
    pub(crate) log: PathBuf,
    /// open, start, report, submit, accept, return, pause, resume, extend, reassign, cancel, reopen, note, void
    #[arg(long, required_unless_present = "progress")]
    pub(crate) event: Option<EventKind>,
    /// All rows of a CSV table of progress instead: task, event or label (trạng thái), on, by, percent …
    #[arg(long = "table", value_name = "CSV", conflicts_with = "event")]
    pub(crate) progress: Option<PathBuf>,
    /// What labels of the table say: a CSV table with label, state, timeliness [default: Vietnamese trackers]
    #[arg(long, value_name = "CSV", requires = "progress")]
    pub(crate) labels: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) written: TableArgs,
    /// Id of the task
    #[arg(long)]
    pub(crate) task: Option<String>,
    /// The day on which it happened [default: the date of the meeting for open]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) on: Option<NaiveDate>,
    /// When it is written down [default: now, by the clock of Vietnam]
    #[arg(long, value_name = "WHEN", value_parser = stamp)]
    pub(crate) recorded_at: Option<String>,
    /// Who did it: body:ID or person:ID
    #[arg(long = "by", value_name = "WHO")]
    pub(crate) who: Option<String>,
    /// The new deadline, for extend
    #[arg(long)]
    pub(crate) due: Option<String>,
    /// The new owner, for reassign
    #[arg(long)]
    pub(crate) owner: Option<String>,
    /// Progress in percent
    #[arg(long)]
    pub(crate) percent: Option<u8>,
    /// A document or source that shows it; may be repeated
    #[arg(long)]
    pub(crate) evidence: Vec<String>,
    /// In words
    #[arg(long)]
    pub(crate) note: Option<String>,
    /// The number of the line to take out, for void
    #[arg(long)]
    pub(crate) seq_ref: Option<u64>,
    /// The hash of the last line, as it was when the decision to write was made
    #[arg(long, value_name = "HASH")]
    pub(crate) head: Option<Hash>,
    /// Write even what is not legal
    #[arg(long)]
    pub(crate) force: bool,
}

fn date(written: &str) -> Result<NaiveDate, String> {
    parse_date_iso(written).map_err(|error| error.to_string())
}

fn known_at(written: &str) -> Result<KnownAt, String> {
    KnownAt::parse(written).ok_or_else(|| "2022-12-31, or 2022-12-31T09:00:00+07:00".to_owned())
}

fn stamp(written: &str) -> Result<String, String> {
    match Stamp::parse(written) {
        Some(_) => Ok(written.to_owned()),
        None => Err("a date-time such as 2022-12-31T09:00:00+07:00".to_owned()),
    }
}

fn rounding(written: &str) -> Result<Rounding, String> {
    let (digits, rule) = written.split_once(':').unwrap_or((written, "half_up"));
    let rule = match rule {
        "half_up" => RoundingRule::HalfUp,
        "half_even" => RoundingRule::HalfEven,
        "r" => RoundingRule::R,
        "truncate" => RoundingRule::Truncate,
        "exact" => RoundingRule::Exact,
        _ => return Err("half_up, half_even, r, truncate or exact".to_owned()),
    };
    match digits.parse() {
        Ok(digits @ -15..=15) => Ok(Rounding { digits, rule }),
        _ => Err("digits from -15 to 15".to_owned()),
    }
}

//! Tasks of a meeting for programs.

use super::data::{document, lines, table};
use super::meeting::Board;
use crate::args::TableFormat;
use crate::commands::meeting::rates::Figures;
use crate::failure::Failure;
use chuan::meeting::log::{LogBase, RateObservation, Replay, TaskStatus, label};
use chuan::number::Rounding;
use chuan::text::Lang;
use serde::Serialize;
use std::io::Write;

#[derive(Serialize)]
pub(super) struct Task<'a> {
    task: &'a str,
    title: &'a str,
    owner: Option<&'a str>,
    owner_name: Option<&'a str>,
    state: &'static str,
    timeliness: Option<&'static str>,
    label: String,
    due: Option<&'a str>,
    last_day: Option<String>,
    days: Option<i64>,
    against_original: Option<&'static str>,
    percent: Option<f64>,
    submitted_on: Option<String>,
    completed_on: Option<String>,
    accepted_on: Option<String>,
    heard_on: Option<String>,
    returns: u32,
    extensions: u32,
    events: u32,
    days_to_close: Option<i64>,
}

const TASK: [&str; 20] = [
    "task",
    "title",
    "owner",
    "owner_name",
    "state",
    "timeliness",
    "label",
    "due",
    "last_day",
    "days",
    "against_original",
    "percent",
    "submitted_on",
    "completed_on",
    "accepted_on",
    "heard_on",
    "returns",
    "extensions",
    "events",
    "days_to_close",
];

pub(super) fn task<'a>(
    base: &'a LogBase,
    replay: &Replay,
    status: &'a TaskStatus,
    lang: Lang,
) -> Option<Task<'a>> {
    let given = base.tasks.get(status.index)?;
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
    let owner = status.owner.as_deref();
    Some(Task {
        task: &given.id,
        title: &given.title,
        owner,
        owner_name: owner.and_then(|id| base.names.get(id)).map(|name| &**name),
        state: status.state.as_str(),
        timeliness: status.timeliness.map(|timeliness| timeliness.as_str()),
        label: label(status.state, status.timeliness, lang),
        due: status.due.as_ref().map(|due| due.as_str()),
        last_day: day(status.due.as_ref().and_then(|due| due.last())),
        days: status.days,
        against_original: status.against_original.map(|timeliness| timeliness.as_str()),
        percent: status.percent,
        submitted_on: day(status.submitted_on),
        completed_on: day(status.completed_on),
        accepted_on: day(status.accepted_on),
        heard_on: day(status.heard_on),
        returns: status.returns,
        extensions: status.extensions,
        events: status.events,
        days_to_close: replay.days_to_close(base, status),
    })
}

/// The beginning of every document: whoever has record and log can make the figures again.
#[derive(Serialize)]
struct Provenance<'a> {
    as_of: String,
    provenance: String,
    record: Option<&'a str>,
    record_sha256: Option<&'a str>,
    log_head: Option<String>,
    log_lines: u64,
    engine: &'static str,
}

fn provenance<'a>(base: &'a LogBase, replay: &Replay) -> Provenance<'a> {
    Provenance {
        as_of: replay.as_of.to_string(),
        provenance: replay.provenance().to_string(),
        record: base.record.as_deref(),
        record_sha256: base.record_sha256.as_deref(),
        log_head: replay.head.map(|head| head.to_string()),
        log_lines: replay.lines,
        engine: env!("CARGO_PKG_VERSION"),
    }
}

#[derive(Serialize)]
struct Tasks<'a> {
    #[serde(flatten)]
    provenance: Provenance<'a>,
    tasks: Vec<Task<'a>>,
}

/// Writes a board, one row a task.
pub(crate) fn board(
    board: &Board<'_>,
    format: TableFormat,
    lang: Lang,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let rows = board.tasks.iter().filter_map(|status| task(board.base, board.replay, status, lang));
    match format {
        TableFormat::Table | TableFormat::Json => {
            let provenance = provenance(board.base, board.replay);
            document(&Tasks { provenance, tasks: rows.collect() }, out)
        }
        TableFormat::Jsonl => lines(rows, out),
        TableFormat::Csv => table(&TASK, rows, out),
    }
}

/// One rate of one group.
#[derive(Serialize)]
struct RateRow<'a> {
    group: Option<&'a str>,
    rate: &'static str,
    percent: Option<f64>,
    numerator: u64,
    denominator: u64,
}

const RATE: [&str; 5] = ["group", "rate", "percent", "numerator", "denominator"];

#[derive(Serialize)]
struct Group<'a> {
    group: Option<&'a str>,
    counts: CountsRow,
    rates: Vec<RateRow<'a>>,
}

#[derive(Serialize)]
struct CountsRow {
    total: u64,
    done: u64,
    done_on_time: u64,
    done_late: u64,
    done_undated: u64,
    open: u64,
    open_in_time: u64,
    open_overdue: u64,
    open_undated: u64,
    cancelled: u64,
}

#[derive(Serialize)]
struct Rates<'a> {
    #[serde(flatten)]
    provenance: Provenance<'a>,
    groups: Vec<Group<'a>>,
}

/// Writes counts and rates.
pub(crate) fn rates(
    base: &LogBase,
    replay: &Replay,
    figures: &[Figures],
    rounding: Option<Rounding>,
    format: TableFormat,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let rows = |figures: &Figures| -> Vec<RateRow<'static>> {
        let row = |rate: &chuan::meeting::log::Rate| RateRow {
            group: None,
            rate: rate.kind.as_str(),
            percent: rate.percent(rounding),
            numerator: rate.numerator,
            denominator: rate.denominator,
        };
        figures.rates.iter().map(row).collect()
    };
    let named = figures.iter().flat_map(|figures| {
        let group = figures.group.as_deref();
        rows(figures).into_iter().map(move |row| RateRow { group, ..row })
    });
    match format {
        TableFormat::Table | TableFormat::Json => {
            let groups = figures
                .iter()
                .map(|figures| {
                    let c = &figures.counts;
                    Group {
                        group: figures.group.as_deref(),
                        counts: CountsRow {
                            total: c.total(),
                            done: c.done(),
                            done_on_time: c.done_on_time,
                            done_late: c.done_late,
                            done_undated: c.done_undated,
                            open: c.open(),
                            open_in_time: c.open_in_time,
                            open_overdue: c.open_overdue,
                            open_undated: c.open_undated,
                            cancelled: c.cancelled,
                        },
                        rates: rows(figures),
                    }
                })
                .collect();
            document(&Rates { provenance: provenance(base, replay), groups }, out)
        }
        TableFormat::Jsonl => lines(named, out),
        TableFormat::Csv => table(&RATE, named, out),
    }
}

/// Writes rates as observations.
pub(crate) fn observations(
    rows: &[RateObservation],
    format: TableFormat,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let header = RateObservation::COLUMNS;
    match format {
        TableFormat::Table | TableFormat::Csv => {
            table(&header, rows.iter().map(RateObservation::cells), out)
        }
        TableFormat::Json | TableFormat::Jsonl => {
            let objects = rows.iter().map(|row| {
                let mut object = serde_json::Map::new();
                let cells = header.iter().zip(row.cells());
                for (key, cell) in cells {
                    let empty = cell.is_empty();
                    object.insert(
                        (*key).to_owned(),
                        if empty { serde_json::Value::Null } else { cell.into() },
                    );
                }
                object.insert("value".to_owned(), row.value.into());
                object.insert("numerator".to_owned(), row.rate.numerator.into());
                object.insert("denominator".to_owned(), row.rate.denominator.into());
                object
            });
            match format {
                TableFormat::Json => document(&objects.collect::<Vec<_>>(), out),
                _ => lines(objects, out),
            }
        }
    }
}

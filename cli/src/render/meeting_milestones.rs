//! Milestones of a meeting: the decision, its tasks, how far the level is.

use super::data::{self, Provenance, document, lines};
use super::meeting::{colour, given};
use super::meeting_data::{self, Task};
use super::style::{BOLD, DIM};
use super::table::{Cell, Column, Table};
use super::track::Row;
use crate::args::TableFormat;
use crate::failure::Failure;
use crate::locale::{self, say};
use crate::output::json::File;
use crate::session::Session;
use chrono::NaiveDate;
use chuan::finding::Bilingual;
use chuan::framework::Framework;
use chuan::meeting::spec::AgendaItem;
use chuan::period::day_words;
use chuan::text::Lang;
use chuan::track::{
    Meeting, MeetingMilestone, NotJoined, WhyNotJoined, WorkingTask, meeting_milestones_table,
};
use serde::Serialize;
use std::io::Write;

/// What is shown.
pub(crate) struct Shown<'a> {
    pub(crate) meeting: &'a Meeting<'a>,
    pub(crate) milestones: &'a [MeetingMilestone],
    pub(crate) not_joined: &'a [NotJoined],
    pub(crate) as_of: NaiveDate,
}

fn why(why: WhyNotJoined) -> (&'static str, Bilingual) {
    match why {
        WhyNotJoined::Withdrawn => ("withdrawn", locale::WHY_WITHDRAWN),
        WhyNotJoined::NoUnit => ("no_unit", locale::WHY_NO_UNIT),
        WhyNotJoined::NoDate => ("no_date", locale::WHY_NO_DATE),
        _ => ("no_level", locale::WHY_NO_LEVEL),
    }
}

/// Writes milestones.
pub(crate) fn write(
    shown: &Shown<'_>,
    files: Vec<File>,
    format: TableFormat,
    session: &Session,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let lang = session.lang;
    let table = meeting_milestones_table(shown.milestones, shown.meeting.base, shown.as_of, lang);
    match format {
        TableFormat::Table => report(shown, session, out),
        TableFormat::Json => {
            let milestones = table.rows.iter().zip(shown.milestones).map(|(row, one)| One {
                row: Row(&table, row),
                working: one.tasks.iter().filter_map(|task| working(shown, task, lang)).collect(),
            });
            let head = Provenance::new(shown.meeting.framework, files);
            let left = shown.not_joined.iter();
            let replay = shown.meeting.replay;
            document(
                &Document {
                    head,
                    record: shown.meeting.record.spec().id.as_str(),
                    record_hash: shown.meeting.record.hash().to_string(),
                    log: replay.provenance().to_string(),
                    as_of: shown.as_of.to_string(),
                    milestones: milestones.collect(),
                    not_joined: left
                        .map(|one| Left { id: one.id.as_str(), why: why(one.why).0 })
                        .collect(),
                },
                out,
            )
        }
        TableFormat::Jsonl => lines(table.rows.iter().map(|row| Row(&table, row)), out),
        TableFormat::Csv => data::table(table.columns, &table.rows, out),
    }
}

#[derive(Serialize)]
struct Document<'a> {
    #[serde(flatten)]
    head: Provenance,
    record: &'a str,
    record_hash: String,
    log: String,
    as_of: String,
    milestones: Vec<One<'a>>,
    not_joined: Vec<Left<'a>>,
}

#[derive(Serialize)]
struct One<'a> {
    #[serde(flatten)]
    row: Row<'a>,
    working: Vec<Working<'a>>,
}

#[derive(Serialize)]
struct Working<'a> {
    #[serde(flatten)]
    task: Task<'a>,
    criteria: &'a [String],
}

#[derive(Serialize)]
struct Left<'a> {
    id: &'a str,
    why: &'static str,
}

fn working<'a>(shown: &Shown<'a>, working: &'a WorkingTask, lang: Lang) -> Option<Working<'a>> {
    let task = meeting_data::task(shown.meeting.base, shown.meeting.replay, &working.status, lang)?;
    Some(Working { task, criteria: &working.criteria })
}

fn report(shown: &Shown<'_>, session: &Session, out: &mut dyn Write) -> Result<(), Failure> {
    let (lang, width) = (session.lang, session.width);
    let date = day_words(shown.as_of, lang);
    writeln!(out, "{BOLD}{}{BOLD:#}", say(locale::MILESTONES_AS_OF, lang, &[("date", &date)]))?;
    if shown.milestones.is_empty() {
        writeln!(out, "{}", locale::NO_MILESTONES.get(lang))?;
    }
    let spec = shown.meeting.record.spec();
    for one in shown.milestones {
        let body = spec
            .registry
            .bodies
            .iter()
            .find(|body| *body.id.as_str() == *one.milestone.unit.as_str());
        let body = body.map_or(one.milestone.unit.as_str(), |body| body.name.as_str());
        writeln!(out, "\n{BOLD}{body}{BOLD:#}")?;
        let text = one.milestone.sentences(shown.as_of, lang).join(" ");
        for line in super::text::fold(&text, width.saturating_sub(2)) {
            writeln!(out, "  {line}")?;
        }
        for id in &one.from {
            let text = said(&spec.meeting.agenda, id.as_str()).unwrap_or_default();
            for (number, line) in
                super::text::fold(&text, width.saturating_sub(8)).iter().enumerate()
            {
                let head = if number == 0 { id.as_str() } else { "" };
                writeln!(out, "  {DIM}{head:<5} {line}{DIM:#}")?;
            }
        }
        tasks(shown, one, session, out)?;
    }
    if !shown.not_joined.is_empty() {
        writeln!(out)?;
    }
    for left in shown.not_joined {
        let reason = why(left.why).1.get(lang);
        let values = [("id", left.id.as_str()), ("why", reason)];
        writeln!(out, "{}", say(locale::NOT_JOINED, lang, &values))?;
    }
    super::meeting::footer(shown.meeting.replay, session, out)?;
    Ok(())
}

/// What a decision or statement says.
fn said(items: &[AgendaItem], id: &str) -> Option<String> {
    items.iter().find_map(|item| {
        let decision = item.decisions.iter().find(|one| one.id.as_str() == id);
        let statement = item.statements.iter().find(|one| one.id.as_str() == id);
        decision
            .map(|one| one.text.clone())
            .or_else(|| statement.and_then(|one| one.text.clone()))
            .or_else(|| said(&item.items, id))
    })
}

/// The title of what a code names.
fn titled<'f>(framework: &'f Framework, code: &'f str, lang: Lang) -> &'f str {
    let item = framework.find(code).and_then(|id| framework.item(id));
    item.and_then(|item| item.name.as_ref()).map_or(code, |name| name.get(lang))
}

fn tasks(
    shown: &Shown<'_>,
    one: &MeetingMilestone,
    session: &Session,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let lang = session.lang;
    if one.tasks.is_empty() {
        return Ok(());
    }
    let mut table = Table::new(vec![
        Column::words(locale::TASK.get(lang)),
        Column::words(locale::CONTENT.get(lang)),
        Column::words(locale::CRITERIA_OF.get(lang)).optional(),
        Column::words(locale::STANDING.get(lang)),
        Column::words(locale::DUE.get(lang)),
        Column::numbers(locale::DAYS.get(lang)).optional(),
    ]);
    for task in &one.tasks {
        let Some([id, title, standing, due, days]) = given(shown.meeting.base, &task.status, lang)
        else {
            continue;
        };
        let standing = Cell::styled(standing, colour(&task.status));
        let criteria = task.criteria.iter().map(|code| titled(shown.meeting.framework, code, lang));
        let criteria = criteria.collect::<Vec<_>>().join("; ");
        table.row(vec![
            id.into(),
            title.into(),
            criteria.into(),
            standing,
            due.into(),
            days.into(),
        ]);
    }
    table.write(session.width, out)?;
    Ok(())
}

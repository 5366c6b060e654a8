//! `chuan demo`: the whole chain on four real cases that ship with it.

mod case;

use crate::args::TableFormat;
use crate::failure::{Failure, Status};
use crate::locale::{self, say};
use crate::output::{Excerpts, text};
use crate::render::meeting_milestones::{self as milestones, Shown};
use crate::render::style::BOLD;
use crate::render::text::wrap;
use crate::render::{level, number, score, target};
use crate::session::Session;
use case::{Case, DIGITAL, DTI, MEETING, SCHOOL};
use chrono::NaiveDate;
use chuan::assess::UnitAssessment;
use chuan::finding::{Bilingual, Findings};
use chuan::meeting::Record;
use chuan::meeting::log::{LogBase, ReplayOptions, replay};
use chuan::track::{Meeting, meeting_milestones};
use std::io::{self, Cursor, Write};

/// Findings of one rule that are shown.
const SHOWN: usize = 2;

/// Runs the verb.
pub(super) fn run(session: &Session) -> Result<Status, Failure> {
    let mut out = session.open(&[])?;
    ranking(session, &mut out)?;
    standard(session, &mut out)?;
    targets(session, &mut out)?;
    meeting(session, &mut out)?;
    paragraph(locale::DEMO_NEXT, session, &mut out)?;
    out.finish()?;
    Ok(Status::Fine)
}

/// Computed and published totals of provinces.
fn ranking(session: &Session, out: &mut dyn Write) -> Result<(), Failure> {
    let lang = session.lang;
    heading(1, locale::DEMO_DTI_TITLE, locale::DEMO_DTI, session, out)?;
    let case = Case::unpack(&DTI)?;
    let computed = case.read(&["observations.csv", "published.csv"])?;
    let card = chuan::score::score(&case.framework, &computed);
    let find = |code: &str| case.framework.find(code);
    let published = ["total_published", "rank_published"].into_iter().filter_map(find).collect();
    let view = score::View {
        framework: &case.framework,
        card: &card,
        period: None,
        node: None,
        beside: published,
    };
    score::write(&view, session, out)?;
    writeln!(out)?;
    paragraph(locale::DEMO_DTI_DIFFERENCE, session, out)?;

    let ranks = case.read(&["ranking.csv"])?;
    let column = find("rank_published").and_then(|rank| ranks.column(0, rank));
    let unit = ranks.units().iter().position(|unit| unit.code == *"40");
    if let (Some(column), Some(unit)) = (column, unit) {
        let rank = number::show(column.get(unit), None, lang);
        let all = column.present().to_string();
        let line = say(locale::DEMO_DTI_NGHE_AN, lang, &[("rank", &rank), ("all", &all)]);
        lines(&line, session, out)?;
    }
    writeln!(out)?;
    Ok(())
}

/// What a political school lacks.
fn standard(session: &Session, out: &mut dyn Write) -> Result<(), Failure> {
    heading(2, locale::DEMO_SCHOOL_TITLE, locale::DEMO_SCHOOL, session, out)?;
    let case = Case::unpack(&SCHOOL)?;
    let observations = case.read(&["assessments.csv"])?;
    let card = chuan::score::score(&case.framework, &observations);
    let assessment = chuan::assess::assess(&case.framework, &observations, &card);
    let results: Vec<&UnitAssessment> =
        assessment.units().iter().filter(|result| result.unit_code == *"nghe-an").collect();
    level::write(&case.framework, &assessment, &results, true, session, out)?;
    writeln!(out)?;
    paragraph(locale::DEMO_SCHOOL_COUNTS, session, out)?;
    let about = assessment.findings().iter().filter(|f| f.unit.as_deref() == Some("nghe-an"));
    let about: Findings = about.cloned().collect();
    text::list(&about, &mut case.texts.clone(), &Excerpts::default(), session, SHOWN, out)?;
    Ok(())
}

/// Targets, and what they lack.
fn targets(session: &Session, out: &mut dyn Write) -> Result<(), Failure> {
    heading(3, locale::DEMO_DIGITAL_TITLE, locale::DEMO_DIGITAL, session, out)?;
    let case = Case::unpack(&DIGITAL)?;
    score::title(&case.framework, session, out)?;
    writeln!(out)?;
    target::write(&case.framework, session, out)?;
    writeln!(out)?;
    text::list(&case.findings, &mut case.texts.clone(), &Excerpts::default(), session, SHOWN, out)?;
    text::summary(&[&case.findings], &[], session, out)?;
    writeln!(out)?;
    Ok(())
}

/// The first milestone of a meeting: the decision, its tasks, the level.
fn meeting(session: &Session, out: &mut dyn Write) -> Result<(), Failure> {
    heading(4, locale::DEMO_MEETING_TITLE, locale::DEMO_MEETING, session, out)?;
    let case = Case::unpack(&MEETING)?;
    let observations = case.read(&["assessments.csv"])?;
    let card = chuan::score::score(&case.framework, &observations);
    let assessment = chuan::assess::assess(&case.framework, &observations, &card);
    let wrong = |file: &'static str| Failure::cannot_read(file, "examples/meeting-nghe-an");
    let record = Record::parse(case.text("record.json")).map_err(|_| wrong("record.json"))?;
    let as_of = NaiveDate::from_ymd_opt(2023, 1, 5).unwrap_or_default();
    let base = LogBase::of(&record, false);
    let log = Cursor::new(case.text("log.jsonl"));
    let replay = replay(log, &base, &ReplayOptions::new(as_of))?;
    let meeting = Meeting {
        framework: &case.framework,
        record: &record,
        base: &base,
        replay: &replay,
        recognitions: None,
    };
    let (all, _) = meeting_milestones(&meeting, &assessment, as_of);
    let milestones = all.get(..1).unwrap_or_default();
    let shown = Shown { meeting: &meeting, milestones, not_joined: &[], as_of };
    milestones::write(&shown, Vec::new(), TableFormat::Table, session, out)?;
    writeln!(out)?;
    Ok(())
}

fn heading(
    number: usize,
    title: Bilingual,
    about: Bilingual,
    session: &Session,
    out: &mut dyn Write,
) -> io::Result<()> {
    let title = format!("{number}. {}", title.get(session.lang));
    for line in wrap(&title, session.width, 3) {
        writeln!(out, "{BOLD}{line}{BOLD:#}")?;
    }
    paragraph(about, session, out)?;
    writeln!(out)
}

fn paragraph(text: Bilingual, session: &Session, out: &mut dyn Write) -> io::Result<()> {
    text.get(session.lang).lines().try_for_each(|line| lines(line, session, out))
}

fn lines(text: &str, session: &Session, out: &mut dyn Write) -> io::Result<()> {
    wrap(text, session.width, 0).iter().try_for_each(|line| writeln!(out, "{line}"))
}

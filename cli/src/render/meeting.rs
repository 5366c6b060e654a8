//! Tasks of a meeting for people: a board by body, and counts with rates.

use super::number;
use super::style::{BAD, BOLD, DIM, GOOD, OPEN};
use super::table::{Cell, Column, Table, tell_left_out};
use super::text::wrap;
use crate::commands::meeting::rates::Figures;
use crate::failure::Failure;
use crate::locale::{self, say};
use crate::session::Session;
use anstyle::Style;
use chuan::finding::Bilingual;
use chuan::meeting::log::{
    Counts, Grouping, KnownAt, LogBase, Rate, RateKind, Replay, State, TaskStatus, Timeliness,
    by_urgency, label,
};
use chuan::number::Rounding;
use chuan::period::{Period, day_words};
use chuan::text::Lang;
use std::io::{self, Write};

/// What a board shows.
pub(crate) struct Board<'a> {
    pub(crate) base: &'a LogBase,
    pub(crate) replay: &'a Replay,
    pub(crate) tasks: Vec<&'a TaskStatus>,
    /// Whether the tasks stand in an order of their own.
    pub(crate) sorted: bool,
}

/// The name of a group for people.
pub(crate) fn group_name(base: &LogBase, group: Option<&str>, lang: Lang) -> String {
    match group {
        None => locale::NO_GROUP.get(lang).to_owned(),
        Some(id) => base.names.get(id).map_or_else(|| period(id, lang), ToString::to_string),
    }
}

/// A group that is a period, as people read it; any other as it is.
fn period(group: &str, lang: Lang) -> String {
    Period::parse_iso(group).map_or_else(|_| group.to_owned(), |period| period.words(lang))
}

fn heading(replay: &Replay, lang: Lang) -> String {
    let date = day_words(replay.as_of, lang);
    let mut text = say(locale::BOARD_AS_OF, lang, &[("date", &date)]);
    let when = match replay.known_at {
        None => return text,
        Some(KnownAt::Day(day)) => day_words(day, lang),
        Some(KnownAt::Instant(at)) => day_words(at.day, lang),
    };
    text.push_str(", ");
    text.push_str(&say(locale::BOARD_KNOWN, lang, &[("when", &when)]));
    text
}

fn counted(counts: &Counts, lang: Lang) -> String {
    let n = |count| number::count(count, lang);
    say(
        locale::TASKS_COUNT,
        lang,
        &[
            ("total", &n(counts.total())),
            ("done", &n(counts.done())),
            ("open", &n(counts.open())),
            ("overdue", &n(counts.open_overdue)),
        ],
    )
}

/// The colour of how a task stands.
pub(crate) fn colour(task: &TaskStatus) -> Style {
    match (task.state, task.timeliness) {
        (State::Cancelled, _) => DIM,
        (_, Some(Timeliness::Overdue | Timeliness::Late)) => BAD,
        (_, Some(Timeliness::DueSoon)) => OPEN,
        (State::Done, _) => GOOD,
        _ => Style::new(),
    }
}

/// Id, title, standing, deadline and days of a task.
pub(crate) fn given(base: &LogBase, task: &TaskStatus, lang: Lang) -> Option<[String; 5]> {
    let given = base.tasks.get(task.index)?;
    Some([
        given.id.to_string(),
        given.title.to_string(),
        label(task.state, task.timeliness, lang),
        task.due.as_ref().map_or_else(|| "–".to_owned(), |due| due.words(lang)),
        task.days.map_or_else(String::new, |days| distance(days, task.state, lang)),
    ])
}

/// How far a task is from its last day: over it, ahead of it, or with so many days left.
fn distance(days: i64, state: State, lang: Lang) -> String {
    let words = match (days > 0, matches!(state, State::Submitted | State::Done)) {
        (true, _) => locale::DAYS_OVER,
        (false, true) => locale::DAYS_EARLY,
        (false, false) => locale::DAYS_LEFT,
    };
    say(words, lang, &[("n", &number::count(days.unsigned_abs(), lang))])
}

/// Writes the board of tasks, group by group.
pub(crate) fn board(
    board: &Board<'_>,
    grouping: &Grouping,
    session: &Session,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let lang = session.lang;
    writeln!(out, "{BOLD}{}{BOLD:#}", heading(board.replay, lang))?;
    if board.tasks.is_empty() {
        writeln!(out, "{}", locale::NO_TASKS.get(lang))?;
        return footer(board.replay, session, out).map_err(Into::into);
    }
    let all = Counts::of(board.tasks.iter().copied());
    writeln!(out, "{}", counted(&all, lang))?;
    let tasks = board.tasks.iter().copied();
    let groups = board.replay.grouped(board.base, tasks, Some(grouping));
    for (group, mut tasks) in groups {
        let name = group_name(board.base, group.as_deref(), lang);
        let counts = counted(&Counts::of(tasks.iter().copied()), lang);
        writeln!(out)?;
        for line in wrap(&format!("{name} · {counts}"), session.width, 2) {
            writeln!(out, "{BOLD}{line}{BOLD:#}")?;
        }
        if !board.sorted {
            by_urgency(&mut tasks);
        }
        let mut table = Table::new(vec![
            Column::words(locale::TASK.get(lang)),
            Column::words(locale::CONTENT.get(lang)),
            Column::words(locale::STANDING.get(lang)),
            Column::words(locale::DUE.get(lang)),
            Column::numbers(locale::DAYS.get(lang)).optional(),
        ]);
        for task in tasks {
            let Some([id, title, standing, due, days]) = given(board.base, task, lang) else {
                continue;
            };
            let standing = Cell::styled(standing, colour(task));
            table.row(vec![id.into(), title.into(), standing, due.into(), days.into()]);
        }
        table.write(session.width, out)?;
    }
    footer(board.replay, session, out)?;
    Ok(())
}

/// What figures depend on.
pub(crate) fn footer(replay: &Replay, session: &Session, out: &mut dyn Write) -> io::Result<()> {
    let what = replay.provenance().to_string().replace(';', "; ");
    let text = say(locale::FOOTER, session.lang, &[("what", &what)]);
    writeln!(out)?;
    wrap(&text, session.width, 2).iter().try_for_each(|line| writeln!(out, "{DIM}{line}{DIM:#}"))
}

/// A column of counts: its heading, the count, and whether it is shown even where nothing is counted.
type Counted = (Bilingual, fn(&Counts) -> u64, bool);

const COUNTED: [Counted; 10] = [
    (locale::TOTAL, Counts::total, true),
    (locale::DONE, Counts::done, true),
    (locale::DONE_ON_TIME, |counts| counts.done_on_time, false),
    (locale::DONE_LATE, |counts| counts.done_late, false),
    (locale::UNDATED, |counts| counts.done_undated, false),
    (locale::OPEN_COUNT, Counts::open, true),
    (locale::OPEN_IN_TIME, |counts| counts.open_in_time, false),
    (locale::OPEN_OVERDUE, |counts| counts.open_overdue, true),
    (locale::UNDATED, |counts| counts.open_undated, false),
    (locale::CANCELLED, |counts| counts.cancelled, false),
];

/// How many tasks stand where. The parts add up, so none is left out for want of room.
fn counts(
    figures: &[Figures],
    heading: &str,
    name: &dyn Fn(&Figures) -> String,
    lang: Lang,
) -> Table {
    let shown = || {
        COUNTED.iter().filter(|(_, count, always)| {
            *always || figures.iter().any(|group| count(&group.counts) > 0)
        })
    };
    let headings = shown().map(|(heading, ..)| Column::numbers(heading.get(lang)).narrow());
    let mut table = Table::new(std::iter::once(Column::words(heading)).chain(headings).collect());
    for group in figures {
        let n = |count: u64| Cell::from(number::count(count, lang));
        let cells = shown().map(|(_, count, _)| n(count(&group.counts)));
        table.row(std::iter::once(name(group).into()).chain(cells).collect());
    }
    table
}

/// Writes counts and rates: one rate a line for all tasks, one group a line otherwise.
pub(crate) fn rates(
    base: &LogBase,
    replay: &Replay,
    figures: &[Figures],
    grouped: bool,
    rounding: Option<Rounding>,
    session: &Session,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let lang = session.lang;
    writeln!(out, "{BOLD}{}{BOLD:#}", heading(replay, lang))?;
    let name = |figures: &Figures| match grouped {
        false => locale::ALL_TASKS.get(lang).to_owned(),
        true => group_name(base, figures.group.as_deref(), lang),
    };
    counts(figures, if grouped { locale::GROUP.get(lang) } else { "" }, &name, lang)
        .write(session.width, out)?;
    let decimals = rounding.map(|rounding| usize::try_from(rounding.digits).unwrap_or(0));
    let percent = |rate: &Rate| {
        let shown = rate.percent(rounding);
        number::show(shown, decimals.or(shown.map(|_| 2)), lang)
    };
    let of = |rate: &Rate| format!("{}/{}", rate.numerator, rate.denominator);
    let title = |rate: &Rate| rate.kind.title().get(lang);
    let table = match figures {
        [one] if !grouped => {
            let mut table = Table::new(vec![
                Column::words(locale::RATE.get(lang)),
                Column::words(locale::NAME.get(lang)),
                Column::numbers("%"),
                Column::numbers(locale::OF.get(lang)),
            ]);
            for rate in &one.rates {
                let name = rate.kind.as_str();
                table.row(vec![
                    title(rate).into(),
                    name.into(),
                    percent(rate).into(),
                    of(rate).into(),
                ]);
            }
            table
        }
        // One row a group; every group has the same rates.
        _ => {
            let rates = figures.first().map_or(&[][..], |first| &first.rates);
            let columns = rates.iter().enumerate().map(|(place, rate)| {
                let column = Column::numbers(title(rate));
                // What was asked for by its name is not left out.
                let asked = rate.kind == RateKind::PeriodCompletion;
                if place < 2 || asked { column } else { column.optional() }
            });
            let group = Column::words(locale::GROUP.get(lang));
            let mut table = Table::new(std::iter::once(group).chain(columns).collect());
            for group in figures {
                let cell = |rate| Cell::from(format!("{} ({})", percent(rate), of(rate)));
                let cells = group.rates.iter().map(cell);
                table.row(std::iter::once(name(group).into()).chain(cells).collect());
            }
            table
        }
    };
    writeln!(out)?;
    let left_out = table.write(session.width, out)?;
    tell_left_out(&left_out, session, out)?;
    footer(replay, session, out)?;
    Ok(())
}

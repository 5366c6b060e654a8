//! Levels, and what is missing for the next one.

use super::number;
use super::score::{heading, title};
use super::style::{BAD, BOLD, GOOD, OPEN};
use super::table::{Cell, Column, Table};
use super::text::wrap;
use crate::locale::{self, say};
use crate::session::Session;
use chuan::assess::{Assessment, LevelResult, RequirementResult, Subject, Truth, UnitAssessment};
use chuan::framework::Framework;
use chuan::framework::spec::MilestoneSpec;
use chuan::period::day_words;
use chuan::text::Lang;
use std::io::{self, Write};

/// With more units, what is missing is only said when asked for.
const FEW: usize = 12;

/// Writes a table for each scheme and period, and what is missing.
pub(crate) fn write(
    framework: &Framework,
    assessment: &Assessment,
    results: &[&UnitAssessment],
    details: bool,
    session: &Session,
    out: &mut dyn Write,
) -> io::Result<()> {
    let lang = session.lang;
    title(framework, session, out)?;
    let mut any = false;
    for group in results.chunk_by(|a, b| (&a.scheme, a.period) == (&b.scheme, b.period)) {
        let Some(first) = group.first() else { continue };
        let scheme =
            first.scheme_name.as_ref().map_or(first.scheme.as_str(), |name| name.get(lang));
        writeln!(out, "\n{BOLD}{scheme}{BOLD:#} · {}", heading(first.period, group.len(), lang))?;
        table(assessment, group, session, out)?;
        if details || group.len() <= FEW {
            for result in group {
                missing(framework, assessment, result, session, out)?;
            }
        } else {
            writeln!(out, "\n{}", counts(group, lang))?;
            writeln!(out, "{}", locale::SEE_DETAILS.get(lang))?;
        }
        any = true;
    }
    if !any {
        writeln!(out, "{}", locale::NOTHING_OBSERVED.get(lang))?;
    }
    Ok(())
}

fn table(
    assessment: &Assessment,
    group: &[&UnitAssessment],
    session: &Session,
    out: &mut dyn Write,
) -> io::Result<()> {
    let lang = session.lang;
    let valued = group.iter().any(|result| result.value.is_some());
    let open = group.iter().any(|result| !result.is_certain());
    let mut columns =
        vec![Column::words(locale::UNIT.get(lang)), Column::words(locale::NAME.get(lang))];
    if valued {
        columns.push(Column::numbers(locale::VALUE.get(lang)));
    }
    columns.push(Column::words(locale::LEVEL.get(lang)));
    if open {
        columns.push(Column::words(locale::POSSIBLE.get(lang)));
    }
    let decimals = number::decimals_of(group.iter().filter_map(|result| result.value));
    let mut table = Table::new(columns);
    for result in group {
        let mut cells = vec![
            result.unit_code.as_str().into(),
            assessment
                .unit(result)
                .and_then(|unit| unit.name.as_ref())
                .map_or("", |name| name.get(lang))
                .into(),
        ];
        if valued {
            cells.push(number::show(result.value, Some(decimals), lang).into());
        }
        cells.push(match result.reached() {
            Some(level) => Cell::styled(label(level, lang), GOOD),
            None => Cell::styled(locale::NONE_REACHED.get(lang), BAD),
        });
        if open {
            let possible = result.possible().filter(|_| !result.is_certain());
            cells.push(
                possible.map_or_else(Cell::default, |level| Cell::styled(label(level, lang), OPEN)),
            );
        }
        table.row(cells);
    }
    table.write(session.width, out).map(drop)
}

/// Writes what a unit lacks for the next level, and by when it is to reach which.
fn missing(
    framework: &Framework,
    assessment: &Assessment,
    result: &UnitAssessment,
    session: &Session,
    out: &mut dyn Write,
) -> io::Result<()> {
    let lang = session.lang;
    if result.next().is_none() && result.milestones.is_empty() {
        return Ok(());
    }
    let name = assessment.unit(result).map_or(result.unit_code.as_str(), |unit| unit.label(lang));
    writeln!(out, "\n{BOLD}{name}{BOLD:#}")?;
    if let (Some(next), Some(heading)) = (result.next(), missing_for(result, lang)) {
        writeln!(out, "  {heading}")?;
        for requirement in next.missing() {
            self::requirement(framework, requirement, 4, session, out)?;
        }
    }
    if !result.milestones.is_empty() {
        writeln!(out, "  {}", locale::DEADLINES.get(lang))?;
        for line in deadlines(result, lang) {
            writeln!(out, "    {line}")?;
        }
    }
    Ok(())
}

/// Says which level is the next one, and that something lacks for it or is not decided.
pub(crate) fn missing_for(result: &UnitAssessment, lang: Lang) -> Option<String> {
    let next = result.next()?;
    let template = match next.verdict {
        Truth::Undetermined => locale::UNDETERMINED_FOR,
        _ => locale::MISSING_FOR,
    };
    Some(say(template, lang, &[("level", &label(next, lang))]))
}

fn requirement(
    framework: &Framework,
    requirement: &RequirementResult,
    indent: usize,
    session: &Session,
    out: &mut dyn Write,
) -> io::Result<()> {
    let lang = session.lang;
    let (mark, style) = match requirement.verdict {
        Truth::NotMet => ("✗", BAD),
        Truth::Undetermined => ("?", OPEN),
        Truth::Met => ("✓", GOOD),
    };
    let sentence = requirement.sentence(lang);
    let room = session.width.saturating_sub(indent + 2);
    for (n, line) in wrap(&sentence, room, 0).iter().enumerate() {
        match n {
            0 => writeln!(out, "{:indent$}{style}{mark}{style:#} {line}", "")?,
            _ => writeln!(out, "{:indent$}  {line}", "")?,
        }
    }
    let open = match &requirement.subject {
        Subject::Criteria { count, .. } => count.open_criteria.as_slice(),
        _ => &[],
    };
    if !open.is_empty() {
        let name = |code: &String| {
            let item = framework.find(code).and_then(|id| framework.item(id));
            item.map_or_else(|| code.clone(), |item| item.label(lang).to_owned())
        };
        let names: Vec<String> = open.iter().map(name).collect();
        let line = say(locale::OPEN_CRITERIA, lang, &[("codes", &names.join("; "))]);
        for line in wrap(&line, room, 2) {
            writeln!(out, "{:indent$}  {line}", "")?;
        }
    }
    Ok(())
}

/// By when a unit is to reach which level.
pub(crate) fn deadlines(result: &UnitAssessment, lang: Lang) -> Vec<String> {
    result.milestones.iter().map(|milestone| deadline(milestone, result, lang)).collect()
}

fn deadline(milestone: &MilestoneSpec, result: &UnitAssessment, lang: Lang) -> String {
    let level = result
        .level(milestone.level.as_str())
        .map_or_else(|| milestone.level.to_string(), |level| label(level, lang));
    let line = match milestone.period.last_day() {
        Some(day) => {
            say(locale::DEADLINE, lang, &[("level", &level), ("date", &day_words(day, lang))])
        }
        None => {
            let day = day_words(milestone.period.first_day(), lang);
            say(locale::NO_DEADLINE, lang, &[("level", &level), ("date", &day)])
        }
    };
    match milestone.stage {
        Some(stage) => format!("{line} ({})", stage.words().get(lang)),
        None => line,
    }
}

/// The name of a level, or its code.
pub(crate) fn label(level: &LevelResult, lang: Lang) -> String {
    level.name.as_ref().map_or_else(|| level.code.to_string(), |name| name.get(lang).to_owned())
}

/// How many units have reached which level, highest first.
pub(crate) fn counts(group: &[&UnitAssessment], lang: Lang) -> String {
    let Some(first) = group.first() else { return String::new() };
    let with = |index: Option<usize>| group.iter().filter(|r| r.reached_index() == index).count();
    let levels = first.levels.iter().enumerate().rev();
    let mut counts: Vec<String> =
        levels.map(|(n, level)| format!("{}: {}", label(level, lang), with(Some(n)))).collect();
    let none = with(None);
    if none > 0 {
        counts.push(format!("{}: {none}", locale::NONE_REACHED.get(lang)));
    }
    say(locale::BY_LEVEL, lang, &[("counts", &counts.join("; "))])
}

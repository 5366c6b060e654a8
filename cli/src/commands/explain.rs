//! `chuan explain`: what a rule says, why, and what to do.

use crate::args::{ExplainArgs, TableFormat};
use crate::failure::{Failure, Status};
use crate::locale;
use crate::render::data::{document, lines, table};
use crate::render::style::{self, BOLD};
use crate::render::table::{Cell, Column, Table};
use crate::render::text::wrap;
use crate::session::Session;
use chuan::finding::{Rule, catalogue};
use chuan::text::{Lang, suggest};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Row {
    code: &'static str,
    rule: &'static str,
    severity: &'static str,
    title: &'static str,
    message: &'static str,
    why: &'static str,
    fix: &'static str,
}

const HEADER: [&str; 7] = ["code", "rule", "severity", "title", "message", "why", "fix"];

impl Row {
    fn of(rule: &'static Rule, lang: Lang) -> Self {
        Self {
            code: rule.code,
            rule: rule.name,
            severity: rule.severity.as_str(),
            title: rule.title.get(lang),
            message: rule.message.get(lang),
            why: rule.why.get(lang),
            fix: rule.fix.get(lang),
        }
    }
}

/// Runs the verb.
pub(super) fn run(args: &ExplainArgs, session: &Session) -> Result<Status, Failure> {
    let lang = session.lang;
    let rules: Vec<&'static Rule> = match &args.code {
        None => catalogue::all().collect(),
        Some(code) => vec![find(code)?],
    };
    let mut out = session.open(&[])?;
    let rows = rules.iter().map(|rule| Row::of(rule, lang));
    match (args.format, rules.as_slice()) {
        (TableFormat::Table, [rule]) => one(rule, session, &mut out)?,
        (TableFormat::Table, _) => all(&rules, session, &mut out)?,
        (TableFormat::Json, [rule]) => document(&Row::of(rule, lang), &mut out)?,
        (TableFormat::Json, _) => document(&rows.collect::<Vec<_>>(), &mut out)?,
        (TableFormat::Jsonl, _) => lines(rows, &mut out)?,
        (TableFormat::Csv, _) => table(&HEADER, rows, &mut out)?,
    }
    out.finish()?;
    Ok(Status::Fine)
}

fn find(code: &str) -> Result<&'static Rule, Failure> {
    catalogue::find(code.trim()).ok_or_else(|| {
        let upper = code.trim().to_ascii_uppercase();
        let near = suggest(&upper, catalogue::all().map(|rule| rule.code));
        let near = near.or_else(|| suggest(code, catalogue::all().map(|rule| rule.name)));
        let failure = Failure::new(locale::UNKNOWN_RULE, code);
        match near {
            Some(near) => failure.suggest(Some(near)),
            None => failure.hint(locale::LIST_RULES, "chuan explain"),
        }
    })
}

fn one(rule: &Rule, session: &Session, out: &mut dyn Write) -> io::Result<()> {
    let lang = session.lang;
    let style = style::severity(rule.severity);
    let (code, title) = (rule.code, rule.title.get(lang));
    writeln!(out, "{style}{code}{style:#} {BOLD}{title}{BOLD:#}")?;
    writeln!(out, "{} · {}", rule.name, locale::severity(rule.severity).get(lang))?;
    for (heading, text) in [(locale::WHY, rule.why), (locale::WHAT_TO_DO, rule.fix)] {
        writeln!(out, "\n{BOLD}{}{BOLD:#}", heading.get(lang))?;
        for line in wrap(text.get(lang), session.width.saturating_sub(2), 0) {
            writeln!(out, "  {line}")?;
        }
    }
    Ok(())
}

fn all(rules: &[&'static Rule], session: &Session, out: &mut dyn Write) -> io::Result<()> {
    let lang = session.lang;
    let headers = [locale::CODE, locale::SEVERITY, locale::RULE, locale::TITLE];
    let columns = headers.iter().map(|header| Column::words(header.get(lang))).collect();
    let mut table = Table::new(columns);
    for rule in rules {
        let severity = locale::severity(rule.severity).get(lang);
        table.row(vec![
            rule.code.into(),
            Cell::styled(severity, style::severity(rule.severity)),
            rule.name.into(),
            rule.title.get(lang).into(),
        ]);
    }
    table.write(session.width, out).map(drop)
}

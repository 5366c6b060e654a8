//! Findings for people: grouped by file, counted by rule.

use super::{Excerpts, Report, snippet};
use crate::locale::{self, say};
use crate::render::{number, style, text};
use crate::session::Session;
use chuan::check::FileSummary;
use chuan::finding::{Bilingual, Finding, Findings, Severity};
use chuan::text::Lang;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

/// So many findings of one rule in one file are shown, and of each record as much as concerns it.
pub(crate) const SHOWN: usize = 10;

/// Writes findings and summary.
pub(super) fn write(report: &Report, session: &Session, out: &mut dyn Write) -> io::Result<()> {
    let mut texts = report.texts.clone();
    for findings in [&report.about_framework, &report.about_data] {
        list(findings, &mut texts, &report.excerpts, session, report.most, out)?;
    }
    summary(&[&report.about_framework, &report.about_data], &report.files, session, out)
}

/// Writes the findings file by file, `most` of one rule in a file.
pub(crate) fn list(
    findings: &Findings,
    texts: &mut BTreeMap<String, String>,
    excerpts: &Excerpts,
    session: &Session,
    most: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut files: Vec<(Option<&Arc<str>>, Vec<&Finding>)> = Vec::new();
    let mut numbers: BTreeMap<Option<&Arc<str>>, usize> = BTreeMap::new();
    for finding in findings {
        let file = finding.place.file.as_ref();
        let number = *numbers.entry(file).or_insert(files.len());
        match files.get_mut(number) {
            Some((_, list)) => list.push(finding),
            None => files.push((file, vec![finding])),
        }
    }
    for (file, list) in files {
        let mut shown: BTreeMap<(&str, Severity), u64> = BTreeMap::new();
        for finding in &list {
            let count = shown.entry((finding.code(), finding.severity)).or_default();
            if *count < most as u64 {
                *count += 1;
                match excerpts.of(finding) {
                    Some(marked) => {
                        let shown = snippet::render_data(finding, &marked, session);
                        writeln!(out, "{shown}\n")?;
                    }
                    None => one(finding, texts, session, out)?,
                }
            }
        }
        for ((code, severity), shown) in shown {
            let Some(rule) = chuan::finding::catalogue::find(code) else { continue };
            let more = findings.count_in(rule, severity, file).saturating_sub(shown);
            if more > 0 {
                let more = number::count(more, session.lang);
                let values = [("n", more.as_str()), ("code", code)];
                let more = say(locale::AND_MORE, session.lang, &values);
                let file = file.map_or_else(String::new, |file| format!("{file}: "));
                for line in text::wrap(&format!("{file}{more}"), session.width, 4) {
                    writeln!(out, "{line}")?;
                }
            }
        }
        if list.last().is_some_and(|f| f.place.position.is_none() && excerpts.of(f).is_none()) {
            writeln!(out)?;
        }
    }
    Ok(())
}

/// Writes one finding.
fn one(
    finding: &Finding,
    texts: &mut BTreeMap<String, String>,
    session: &Session,
    out: &mut dyn Write,
) -> io::Result<()> {
    if let (Some(file), Some(_)) = (&finding.place.file, finding.place.position) {
        if !texts.contains_key(&**file) {
            let text = std::fs::read_to_string(&**file).unwrap_or_default();
            texts.insert(file.to_string(), text);
        }
        let text = texts.get(&**file).map(String::as_str).unwrap_or_default();
        if let Some(shown) = snippet::render(finding, text, session) {
            return writeln!(out, "{shown}\n");
        }
    }
    let lang = session.lang;
    let severity = style::severity(finding.severity);
    let word = locale::severity(finding.severity).get(lang);
    let place = place(finding, lang);
    let line = format!("{place}{word} {} {}", finding.code(), finding.message(lang));
    let start = text::width(&place);
    // Wrapped bare, coloured after: colours have no width.
    for (number, piece) in text::wrap(&line, session.width, 4).iter().enumerate() {
        match piece.split_once(word) {
            Some((before, after)) if number == 0 && text::width(before) == start => {
                writeln!(out, "{before}{severity}{word}{severity:#}{after}")?;
            }
            _ => writeln!(out, "{piece}")?,
        }
    }
    Ok(())
}

/// Where a finding was made, or what it is about.
fn place(finding: &Finding, lang: Lang) -> String {
    let at = &finding.place;
    let mut parts = Vec::new();
    if let Some(file) = &at.file {
        parts.push(match at.line {
            Some(line) => format!("{file}:{line}"),
            None => file.to_string(),
        });
    }
    if let Some(record) = at.record {
        parts.push(say(locale::RECORD, lang, &[("n", &record.to_string())]));
    }
    if let Some(column) = &at.column {
        parts.push(column.to_string());
    }
    if parts.is_empty() {
        let subject = [&finding.unit, &finding.period, &finding.indicator];
        parts.extend(subject.into_iter().flatten().map(ToString::to_string));
    }
    if parts.is_empty() {
        return String::new();
    }
    format!("{}: ", text::printable(&parts.join(" ")))
}

/// Writes how many findings there are of which rule, and what was read.
pub(crate) fn summary(
    findings: &[&Findings],
    files: &[FileSummary],
    session: &Session,
    out: &mut dyn Write,
) -> io::Result<()> {
    let lang = session.lang;
    if !files.is_empty() {
        writeln!(out, "{}", read(files, lang))?;
    }
    let counts: Vec<_> = findings.iter().flat_map(|findings| findings.by_rule()).collect();
    let Some(first) = counts.first() else {
        return writeln!(out, "{}", locale::NOTHING_FOUND.get(lang));
    };
    let total = |severity| counts.iter().filter(|c| c.severity == severity).map(|c| c.count).sum();
    let totals: Vec<String> = [
        (Severity::Error, locale::ONE_ERROR, locale::ERRORS),
        (Severity::Warning, locale::ONE_WARNING, locale::WARNINGS),
        (Severity::Info, locale::ONE_INFO, locale::INFOS),
    ]
    .into_iter()
    .filter_map(|(severity, one, many)| plural(total(severity), one, many, lang))
    .collect();
    writeln!(out, "{}:", totals.join(", "))?;
    let numbers: Vec<String> = counts.iter().map(|c| number::count(c.count, lang)).collect();
    let widest = numbers.iter().map(String::len).max().unwrap_or(0);
    for (count, number) in counts.iter().zip(&numbers) {
        let style = style::severity(count.severity);
        let (code, title) = (count.rule.code, count.rule.title.get(lang));
        writeln!(out, "{number:>width$}  {style}{code}{style:#}  {title}", width = widest + 2)?;
    }
    let code = counts.iter().find(|count| count.severity == Severity::Error).unwrap_or(first);
    writeln!(out, "{}", say(locale::EXPLAIN_MORE, lang, &[("code", code.rule.code)]))
}

fn plural(count: u64, one: Bilingual, many: Bilingual, lang: Lang) -> Option<String> {
    let template = match count {
        0 => return None,
        1 => one,
        _ => many,
    };
    Some(say(template, lang, &[("n", &number::count(count, lang))]))
}

/// What was read, in one line.
fn read(files: &[FileSummary], lang: Lang) -> String {
    let sum = |of: fn(&FileSummary) -> u64| number::count(files.iter().map(of).sum(), lang);
    let left_out: u64 = files.iter().map(|file| file.left_out).sum();
    let template = if files.len() == 1 { locale::ONE_FILE_READ } else { locale::FILES_READ };
    let mut line = say(
        template,
        lang,
        &[
            ("files", &number::count(files.len() as u64, lang)),
            ("records", &sum(|file| file.records)),
            ("accepted", &sum(|file| file.accepted)),
            ("rejected", &sum(|file| file.rejected)),
        ],
    );
    if left_out > 0 {
        let n = number::count(left_out, lang);
        line.push_str(", ");
        line.push_str(&say(locale::LEFT_OUT, lang, &[("n", &n)]));
    }
    line.push('.');
    line
}

//! Findings as one HTML page that needs nothing else: no server, no network, no script to be read.

use super::Report;
use crate::failure::Failure;
use crate::locale;
use crate::render::number;
use chuan::finding::{Bilingual, Finding, Findings, Severity};
use chuan::text::Lang;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Value};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Arc;

/// So many findings of one rule in one file are listed.
pub(crate) const LISTED: usize = 1_000;
/// A page with more rows than that is slow to open.
const MOST_ROWS: usize = 5_000;
/// So many units are listed, those with most findings first.
const MOST_UNITS: usize = 500;

#[derive(Serialize)]
struct RuleRow {
    code: &'static str,
    title: &'static str,
    severity: &'static str,
    word: &'static str,
    count: u64,
    shown: String,
    share: u64,
    why: &'static str,
    fix: &'static str,
}

#[derive(Serialize)]
struct FileRow {
    name: String,
    read_as: Option<String>,
    records: String,
    accepted: String,
    rejected: String,
    left_out: String,
    errors: String,
    warnings: String,
}

#[derive(Serialize)]
struct UnitRow {
    code: String,
    errors: String,
    warnings: String,
}

#[derive(Serialize)]
struct Row {
    severity: &'static str,
    word: &'static str,
    code: &'static str,
    file: String,
    line: Option<u64>,
    record: Option<u64>,
    column: String,
    unit: String,
    message: String,
    suggestion: String,
}

#[derive(Serialize)]
struct Page<'a> {
    lang: &'static str,
    t: BTreeMap<&'static str, &'static str>,
    framework: &'a str,
    errors: String,
    warnings: String,
    infos: String,
    right: bool,
    records: String,
    accepted: String,
    rejected: String,
    rules: Vec<RuleRow>,
    files: Vec<FileRow>,
    units: Vec<UnitRow>,
    more_units: usize,
    rows: Vec<Row>,
    missing: Option<String>,
    partly: bool,
    version: &'static str,
}

/// Writes the page.
pub(super) fn write(report: &Report, lang: Lang, out: &mut dyn Write) -> Result<(), Failure> {
    let lists = [&report.about_framework, &report.about_data];
    let all = |severity| lists.iter().map(|list| list.count(severity)).sum::<u64>();
    let total = |severity| number::count(all(severity), lang);
    let kept = lists.iter().map(|list| list.len()).sum::<usize>();
    let made: u64 = [Severity::Error, Severity::Warning, Severity::Info].into_iter().map(all).sum();
    let rows: Vec<Row> = report.findings().take(MOST_ROWS).map(|f| row(f, lang)).collect();
    let missing = made.saturating_sub(rows.len() as u64);
    let mut units = units(report, lang);
    let more_units = units.len().saturating_sub(MOST_UNITS);
    units.truncate(MOST_UNITS);
    let sum = |of: fn(&chuan::check::FileSummary) -> u64| {
        number::count(report.files.iter().map(of).sum(), lang)
    };
    let page = Page {
        lang: lang.as_str(),
        t: texts(lang),
        framework: &report.framework,
        errors: total(Severity::Error),
        warnings: total(Severity::Warning),
        infos: total(Severity::Info),
        right: made == 0,
        records: sum(|file| file.records),
        accepted: sum(|file| file.accepted),
        rejected: sum(|file| file.rejected),
        rules: rules(&lists, lang),
        files: files(report, lang),
        units,
        more_units,
        rows,
        missing: (missing > 0).then(|| number::count(missing, lang)),
        partly: kept as u64 != made,
        version: env!("CARGO_PKG_VERSION"),
    };
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    let blocks = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    environment.set_syntax(blocks.map_err(std::io::Error::other)?);
    let page = Value::from(Serde(&page));
    let page = environment.render_named_str("report.html", include_str!("report.html"), page);
    let page = page.map_err(std::io::Error::other)?;
    out.write_all(page.as_bytes())?;
    Ok(())
}

fn word(severity: Severity, lang: Lang) -> &'static str {
    locale::severity(severity).get(lang)
}

fn row(finding: &Finding, lang: Lang) -> Row {
    let place = &finding.place;
    let text = |part: &Option<Arc<str>>| part.as_deref().unwrap_or_default().to_owned();
    // The suggestion has a column of its own.
    let mut bare = finding.clone();
    bare.suggestion = None;
    Row {
        severity: finding.severity.as_str(),
        word: word(finding.severity, lang),
        code: finding.code(),
        file: text(&place.file),
        line: place.line,
        record: place.record,
        column: text(&place.column),
        unit: text(&finding.unit),
        message: bare.message(lang),
        suggestion: finding.suggestion.clone().unwrap_or_default(),
    }
}

fn rules(lists: &[&Findings], lang: Lang) -> Vec<RuleRow> {
    let mut rows: Vec<RuleRow> = lists
        .iter()
        .flat_map(|list| list.by_rule())
        .map(|count| RuleRow {
            code: count.rule.code,
            title: count.rule.title.get(lang),
            severity: count.severity.as_str(),
            word: word(count.severity, lang),
            count: count.count,
            shown: number::count(count.count, lang),
            share: 0,
            why: count.rule.why.get(lang),
            fix: count.rule.fix.get(lang),
        })
        .collect();
    let grave = |row: &RuleRow| match row.severity {
        "error" => 0,
        "warning" => 1,
        _ => 2,
    };
    rows.sort_by_key(|row| (grave(row), std::cmp::Reverse(row.count), row.code));
    let most = rows.iter().map(|row| row.count).max().unwrap_or(1).max(1);
    for row in &mut rows {
        row.share = (row.count.saturating_mul(100) / most).max(1);
    }
    rows
}

fn files(report: &Report, lang: Lang) -> Vec<FileRow> {
    let count = |number| number::count(number, lang);
    let rules: Vec<_> = report.about_data.by_rule().collect();
    report
        .files
        .iter()
        .map(|file| {
            let name: Arc<str> = file.name.as_str().into();
            let of = |severity| {
                let matching = rules.iter().filter(|rule| rule.severity == severity);
                matching
                    .map(|r| report.about_data.count_in(r.rule, severity, Some(&name)))
                    .sum::<u64>()
            };
            FileRow {
                errors: count(of(Severity::Error)),
                warnings: count(of(Severity::Warning)),
                name: file.name.clone(),
                read_as: file.form.as_ref().filter(|f| !f.is_plain()).map(|f| f.text(lang)),
                records: count(file.records),
                accepted: count(file.accepted),
                rejected: count(file.rejected),
                left_out: count(file.left_out),
            }
        })
        .collect()
}

/// The units with findings, those with most errors first.
fn units(report: &Report, lang: Lang) -> Vec<UnitRow> {
    let mut counts: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for finding in &report.about_data {
        let Some(unit) = &finding.unit else { continue };
        let (errors, warnings) = counts.entry(unit).or_default();
        match finding.severity {
            Severity::Error => *errors += 1,
            Severity::Warning => *warnings += 1,
            _ => {}
        }
    }
    let mut rows: Vec<(&str, (u64, u64))> = counts.into_iter().collect();
    rows.retain(|(_, (errors, warnings))| errors + warnings > 0);
    rows.sort_by_key(|(_, counts)| std::cmp::Reverse(*counts));
    let count = |number| number::count(number, lang);
    let row = |(code, (errors, warnings)): (&str, (u64, u64))| UnitRow {
        code: code.to_owned(),
        errors: count(errors),
        warnings: count(warnings),
    };
    rows.into_iter().map(row).collect()
}

/// The texts of the page.
fn texts(lang: Lang) -> BTreeMap<&'static str, &'static str> {
    const TEXTS: &[(&str, Bilingual)] = &[
        ("title", locale::HTML_TITLE),
        ("framework", locale::CASE_FRAMEWORK),
        ("summary", locale::HTML_SUMMARY),
        ("errors", locale::HTML_ERRORS),
        ("warnings", locale::HTML_WARNINGS),
        ("infos", locale::HTML_INFOS),
        ("records", locale::HTML_RECORDS),
        ("accepted", locale::HTML_ACCEPTED),
        ("rejected", locale::HTML_REJECTED),
        ("left_out", locale::HTML_LEFT_OUT),
        ("right", locale::NOTHING_FOUND),
        ("by_rule", locale::HTML_BY_RULE),
        ("by_file", locale::HTML_BY_FILE),
        ("by_unit", locale::HTML_BY_UNIT),
        ("findings", locale::HTML_FINDINGS),
        ("rule", locale::RULE),
        ("severity", locale::SEVERITY),
        ("count", locale::HTML_COUNT),
        ("why", locale::WHY),
        ("fix", locale::WHAT_TO_DO),
        ("file", locale::HTML_FILE),
        ("line", locale::HTML_LINE),
        ("column", locale::HTML_COLUMN),
        ("unit", locale::HTML_UNIT),
        ("message", locale::HTML_MESSAGE),
        ("suggestion", locale::HTML_SUGGESTION),
        ("search", locale::HTML_SEARCH),
        ("all", locale::HTML_ALL),
        ("reset", locale::HTML_RESET),
        ("shown", locale::HTML_SHOWN),
        ("missing", locale::HTML_MISSING),
        ("partly", locale::HTML_PARTLY),
        ("more_units", locale::HTML_MORE_UNITS),
        ("skip", locale::HTML_SKIP),
    ];
    TEXTS.iter().map(|(name, text)| (*name, text.get(lang))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{report, written};
    use chuan::text::Lang;

    #[test]
    fn the_page_is_whole_and_escaped() {
        let page = written(super::write);
        assert!(page.starts_with("<!doctype html>"), "{page}");
        assert!(page.contains("OBS-101") && page.contains("data.csv"), "{page}");
        assert!(!page.contains("http"), "a page that works offline names no address");
        let mut other = report();
        other.files[0].name = "<script>alert(1)</script>.csv".to_owned();
        let mut out = Vec::new();
        super::write(&other, Lang::Vi, &mut out).unwrap();
        let page = String::from_utf8(out).unwrap();
        assert!(page.contains("lang=\"vi\"") && page.contains("Báo cáo kiểm tra"), "{page}");
        assert!(!page.contains("<script>alert"), "{page}");
    }
}

//! Findings as JSON.

use super::Report;
use chuan::check::FileSummary;
use chuan::finding::{FindingRecord, Findings, Severity};
use chuan::text::Lang;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

#[derive(Serialize)]
struct Document {
    findings: Vec<FindingRecord>,
    counts: Counts,
    files: Vec<File>,
}

#[derive(Serialize)]
struct Counts {
    error: u64,
    warning: u64,
    info: u64,
    /// How many findings were counted and not kept.
    dropped: u64,
    rules: Vec<RuleCount>,
}

#[derive(Serialize)]
struct RuleCount {
    code: &'static str,
    rule: &'static str,
    severity: &'static str,
    count: u64,
    /// How many of them are among the findings.
    listed: u64,
}

/// A file of data, and what became of its records.
#[derive(Serialize)]
pub(crate) struct File {
    file: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    sha256: Option<String>,
    records: u64,
    accepted: u64,
    rejected: u64,
    left_out: u64,
    /// What was found out about the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    read_as: Option<String>,
}

impl File {
    /// A file and its hash.
    pub(crate) fn new(summary: &FileSummary, sha256: Option<String>) -> Self {
        Self {
            file: summary.name.clone(),
            sha256,
            records: summary.records,
            accepted: summary.accepted,
            rejected: summary.rejected,
            left_out: summary.left_out,
            read_as: summary.form.as_ref().map(ToString::to_string),
        }
    }
}

/// Writes one object with findings, counts and files.
pub(super) fn write(report: &Report, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let lists = [&report.about_framework, &report.about_data];
    let count = |severity| lists.iter().map(|list| list.count(severity)).sum();
    let document = Document {
        findings: report.findings().map(|finding| finding.record(lang)).collect(),
        counts: Counts {
            error: count(Severity::Error),
            warning: count(Severity::Warning),
            info: count(Severity::Info),
            dropped: lists.iter().map(|list| list.dropped()).sum(),
            rules: lists.into_iter().flat_map(rules).collect(),
        },
        files: report.files.iter().map(|file| File::new(file, None)).collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

fn rules(findings: &Findings) -> Vec<RuleCount> {
    let mut listed: BTreeMap<(&str, Severity), u64> = BTreeMap::new();
    for finding in findings {
        *listed.entry((finding.code(), finding.severity)).or_default() += 1;
    }
    findings
        .by_rule()
        .map(|count| RuleCount {
            code: count.rule.code,
            rule: count.rule.name,
            severity: count.severity.as_str(),
            count: count.count,
            listed: listed.get(&(count.rule.code, count.severity)).copied().unwrap_or(0),
        })
        .collect()
}

/// Writes one finding a line.
pub(super) fn write_lines(report: &Report, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    for finding in report.findings() {
        serde_json::to_writer(&mut *out, &finding.record(lang))?;
        writeln!(out)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::tests::written;
    use serde_json::Value;

    #[test]
    fn one_object_has_findings_counts_and_files() {
        let json: Value = serde_json::from_str(&written(super::write)).unwrap();
        assert_eq!(json["findings"][0]["code"], "OBS-101");
        assert_eq!(json["findings"][0]["record"], 7);
        assert_eq!(json["counts"]["error"], 1);
        assert_eq!(json["files"][0]["accepted"], 8);
    }

    #[test]
    fn lines_are_objects() {
        let text = written(super::write_lines);
        assert_eq!(text.lines().count(), 1);
        let json: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(json["suggestion"], "40");
    }
}

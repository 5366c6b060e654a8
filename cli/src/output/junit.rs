//! Findings as JUnit XML: the framework and every file is a test, every error a reason to fail.

use super::Report;
use crate::locale::{self, say};
use crate::render::number;
use chuan::finding::{Finding, Severity, catalogue};
use chuan::text::Lang;
use quick_junit::{NonSuccessKind, Report as Suites, TestCase, TestCaseStatus, TestSuite};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// The longest description of a test that failed.
const MOST_LINES: usize = 100;

/// Writes one suite with a test for the framework and one for each file.
pub(super) fn write(report: &Report, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let mut suite = TestSuite::new("chuan check");
    let about: Vec<&Finding> = report.about_framework.iter().collect();
    suite.add_test_case(case(&report.framework, locale::CASE_FRAMEWORK.get(lang), &about, lang));
    let data = locale::CASE_DATA.get(lang);
    let mut by_file: BTreeMap<Option<&str>, Vec<&Finding>> = BTreeMap::new();
    for finding in report.about_data.iter().chain(&report.unlisted) {
        by_file.entry(finding.place.file.as_deref()).or_default().push(finding);
    }
    for file in &report.files {
        let about = by_file.remove(&Some(file.name.as_str())).unwrap_or_default();
        suite.add_test_case(case(&file.name, data, &about, lang));
    }
    for (file, about) in by_file {
        suite.add_test_case(case(file.unwrap_or(data), data, &about, lang));
    }
    let mut suites = Suites::new("chuan");
    suites.add_test_suite(suite);
    let text = suites.to_string().map_err(io::Error::other)?;
    out.write_all(text.as_bytes())
}

fn case(name: &str, class: &str, findings: &[&Finding], lang: Lang) -> TestCase {
    let (errors, others): (Vec<&Finding>, Vec<&Finding>) =
        findings.iter().partition(|finding| finding.severity == Severity::Error);
    let mut status = TestCaseStatus::success();
    if let Some(first) = errors.first() {
        status = TestCaseStatus::non_success(NonSuccessKind::Failure);
        status.set_message(line(name, first, lang));
        status.set_type(first.code());
        status.set_description(lines(name, &errors, lang));
    }
    let mut case = TestCase::new(name, status);
    case.set_classname(class);
    if !others.is_empty() {
        case.set_system_out(lines(name, &others, lang));
    }
    case
}

fn line(name: &str, finding: &Finding, lang: Lang) -> String {
    let line = finding.place.line.map_or_else(String::new, |line| format!("{name}:{line}: "));
    format!("{line}{} {}", finding.code(), finding.message(lang))
}

/// As many findings as a report of tests has room for, and how many there would be more. What says
/// how many were counted and not listed stands last, and stays.
fn lines(name: &str, findings: &[&Finding], lang: Lang) -> String {
    let (counted, listed): (Vec<&Finding>, Vec<&Finding>) =
        findings.iter().partition(|finding| finding.code() == catalogue::MORE_FINDINGS.code);
    let one = |finding: &&Finding| line(name, finding, lang);
    let mut lines: Vec<String> = listed.iter().take(MOST_LINES).map(one).collect();
    let more = listed.len().saturating_sub(MOST_LINES);
    if more > 0 {
        let n = number::count(more as u64, lang);
        lines.push(say(locale::AND_MORE_FINDINGS, lang, &[("n", &n)]));
    }
    lines.extend(counted.iter().map(one));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    #[test]
    fn files_are_tests_and_errors_are_failures() {
        let text = super::super::tests::written(super::write);
        assert!(text.contains("tests=\"2\" skipped=\"0\" failures=\"1\""), "{text}");
        assert!(text.contains("<testcase name=\"data.csv\" classname=\"data\">"), "{text}");
        assert!(text.contains("type=\"OBS-101\""), "{text}");
    }
}

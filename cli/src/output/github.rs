//! Findings as workflow commands of GitHub, which become annotations in a pull request.

use super::Report;
use chuan::finding::Severity;
use chuan::text::Lang;
use std::io::{self, Write};

/// Writes one command a finding.
pub(super) fn write(report: &Report, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    for finding in report.findings() {
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            _ => "notice",
        };
        write!(out, "::{command} ")?;
        let place = &finding.place;
        if let Some(file) = &place.file {
            write!(out, "file={},", property(file))?;
        }
        if let Some(line) = place.line {
            write!(out, "line={line},")?;
        }
        if let Some(position) = place.position {
            write!(out, "col={position},")?;
        }
        let message = message(&finding.message(lang));
        writeln!(out, "title={}::{message}", property(finding.code()))?;
    }
    Ok(())
}

fn message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_name_file_line_and_rule() {
        let text = super::super::tests::written(write);
        assert!(
            text.starts_with("::error file=data.csv,line=8,title=OBS-101::unit `4O`"),
            "{text}"
        );
    }

    #[test]
    fn what_would_end_a_command_is_escaped() {
        assert_eq!(property("C:\\a,b\n100%"), "C%3A\\a%2Cb%0A100%25");
        assert_eq!(message("a: b, c"), "a: b, c");
    }
}

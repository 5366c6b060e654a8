//! What the tests of the rules share.

use crate::finding::Rule;
use crate::framework::{FileFormat, Framework};

/// The lines and positions at which a rule fires on a framework in TOML. Two lines, code and
/// title, are put before it, so that the line numbers are those of the text, plus two.
pub(super) fn fires(rule: &'static Rule, text: &str) -> Vec<(u64, u64)> {
    let (_, findings) = Framework::check_text(&whole(text), FileFormat::Toml, None);
    findings
        .iter()
        .filter(|finding| finding.code() == rule.code)
        .map(|finding| (finding.place.line.unwrap_or(0), finding.place.position.unwrap_or(0)))
        .collect()
}

/// All that is found, as `code: message`.
pub(super) fn messages(text: &str) -> Vec<String> {
    let (_, findings) = Framework::check_text(&whole(text), FileFormat::Toml, None);
    findings
        .iter()
        .map(|finding| {
            let message = finding.message(crate::text::Lang::En);
            format!("{}: {message}", finding.code())
        })
        .collect()
}

fn whole(text: &str) -> String {
    format!("code = \"t\"\ntitle = \"T\"\n{text}")
}

//! Colours. They never carry meaning alone.

use anstyle::{AnsiColor, Style};
use chuan::finding::Severity;

/// Titles and headers.
pub(crate) const BOLD: Style = Style::new().bold();
/// Rules, branches and what is of less weight.
pub(crate) const DIM: Style = Style::new().dimmed();
/// What is reached.
pub(crate) const GOOD: Style = AnsiColor::Green.on_default();
/// What is not reached.
pub(crate) const BAD: Style = AnsiColor::Red.on_default();
/// What is not known.
pub(crate) const OPEN: Style = AnsiColor::Yellow.on_default();

/// The colour of a severity.
pub(crate) fn severity(severity: Severity) -> Style {
    match severity {
        Severity::Error => AnsiColor::Red.on_default().bold(),
        Severity::Warning => AnsiColor::Yellow.on_default().bold(),
        _ => AnsiColor::Cyan.on_default().bold(),
    }
}

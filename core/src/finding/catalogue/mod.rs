//! The catalogue of rules: every code that Chuan can report, with its texts.
//!
//! Codes are stable: a rule may be retired, its code is never given to another one. `FWK-` is about
//! frameworks and registers, `OBS-` about observations, `SCR-` about scoring, `LVL-` about levels.

mod framework;
mod levels;
mod observations;
mod scoring;

pub use framework::*;
pub use levels::*;
pub use observations::*;
pub use scoring::*;

use super::Severity;

/// A text in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bilingual {
    /// Vietnamese.
    pub vi: &'static str,
    /// English.
    pub en: &'static str,
}

/// A rule of the catalogue.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rule {
    /// Stable code, such as `OBS-101`.
    pub code: &'static str,
    /// Name in words joined by `_`, such as `unknown_unit`.
    pub name: &'static str,
    /// Severity unless the framework sets another.
    pub severity: Severity,
    /// What is wrong, in a few words.
    pub title: Bilingual,
    /// Template of the message; `{name}` stands for an argument of the finding.
    pub message: Bilingual,
    /// Why it matters.
    pub why: Bilingual,
    /// What to do about it.
    pub fix: Bilingual,
}

/// All rules, in the order of their codes.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    framework::RULES
        .iter()
        .chain(levels::RULES)
        .chain(observations::RULES)
        .chain(scoring::RULES)
        .copied()
}

/// The rule with a code (`OBS-101`, in any case) or a name (`unknown_unit`).
///
/// ```
/// use chuan::finding::catalogue;
///
/// assert_eq!(catalogue::find("obs-101").map(|rule| rule.name), Some("unknown_unit"));
/// ```
pub fn find(code_or_name: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.code.eq_ignore_ascii_case(code_or_name) || rule.name == code_or_name)
}

/// Writes a table of rules: one static per rule and the list of them all.
macro_rules! rules {
    ($( $id:ident = $code:literal $name:literal $severity:ident {
        title: $title_vi:literal / $title_en:literal,
        message: $message_vi:literal / $message_en:literal,
        why: $why_vi:literal / $why_en:literal,
        fix: $fix_vi:literal / $fix_en:literal $(,)?
    } )*) => {
        $(
            #[doc = concat!("`", $code, "` ", $title_en, ".\n\n", $why_en, "\n\n", $fix_en)]
            pub static $id: Rule = Rule {
                code: $code,
                name: $name,
                severity: Severity::$severity,
                title: Bilingual { vi: $title_vi, en: $title_en },
                message: Bilingual { vi: $message_vi, en: $message_en },
                why: Bilingual { vi: $why_vi, en: $why_en },
                fix: Bilingual { vi: $fix_vi, en: $fix_en },
            };
        )*
        pub(super) static RULES: &[&Rule] = &[$(&$id),*];
    };
}
use rules;

//! The catalogue of rules: every code that Chuan can report, with its texts.
//!
//! Codes are stable: a rule may be retired, its code is never given to another one. `FWK-` is about
//! frameworks and registers, `OBS-` about observations, `SCR-` about scoring, `LVL-` about levels,
//! `MTG-` about records and logs of meetings.

mod framework;
mod levels;
mod meeting;
mod observations;
mod scoring;

pub use framework::*;
pub use levels::*;
pub use meeting::*;
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
    tables().flatten().copied()
}

/// The tables of rules, in the order of their codes.
fn tables() -> impl Iterator<Item = &'static [&'static Rule]> {
    let single = |table| std::iter::once(table);
    (framework::TABLES.iter().copied())
        .chain(single(levels::RULES))
        .chain(meeting::TABLES.iter().copied())
        .chain(observations::TABLES.iter().copied())
        .chain(single(scoring::RULES))
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeSet, HashSet};
    use unicode_normalization::is_nfc;

    const PREFIXES: [&str; 5] = ["FWK", "LVL", "MTG", "OBS", "SCR"];

    fn texts(rule: &Rule) -> [(&'static str, Bilingual); 4] {
        [("title", rule.title), ("message", rule.message), ("why", rule.why), ("fix", rule.fix)]
    }

    /// The names in braces; a brace that opens or closes nothing is an error.
    fn placeholders(template: &str) -> Result<BTreeSet<&str>, String> {
        let mut pieces = template.split('{');
        let before = pieces.next().unwrap_or_default();
        if before.contains('}') {
            return Err(format!("stray brace in {template:?}"));
        }
        pieces
            .map(|piece| match piece.split_once('}') {
                // `{count?time|times}` is the word for so many of `count`.
                Some((name, rest)) if !rest.contains('}') => {
                    let (name, words) = name.split_once('?').unwrap_or((name, "one|several"));
                    let right = is_snake_case(name) && words.split('|').count() == 2;
                    right.then_some(name).ok_or_else(|| format!("stray brace in {template:?}"))
                }
                _ => Err(format!("stray brace in {template:?}")),
            })
            .collect()
    }

    fn is_snake_case(name: &str) -> bool {
        name.split('_').all(|word| {
            !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        })
    }

    #[test]
    fn codes_have_a_known_prefix_and_three_digits() {
        for rule in all() {
            let (prefix, number) = rule.code.split_once('-').unwrap_or_default();
            assert!(PREFIXES.contains(&prefix), "{}", rule.code);
            assert!(
                number.len() == 3 && number.bytes().all(|b| b.is_ascii_digit()),
                "{}",
                rule.code
            );
        }
    }

    #[test]
    fn codes_rise_within_each_table_and_across_tables() {
        for table in tables() {
            assert!(!table.is_empty());
            assert!(table.is_sorted_by(|a, b| a.code < b.code));
        }
        let codes: Vec<_> = all().map(|rule| rule.code).collect();
        assert!(codes.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn codes_and_names_are_unique() {
        let mut codes = HashSet::new();
        let mut names = HashSet::new();
        for rule in all() {
            assert!(codes.insert(rule.code), "{} is used twice", rule.code);
            assert!(names.insert(rule.name), "{} is used twice", rule.name);
        }
    }

    #[test]
    fn names_are_snake_case() {
        for rule in all() {
            assert!(is_snake_case(rule.name), "{} {}", rule.code, rule.name);
        }
    }

    #[test]
    fn both_languages_of_a_message_have_the_same_placeholders() {
        for rule in all() {
            let vi = placeholders(rule.message.vi);
            assert!(vi.is_ok(), "{}: {vi:?}", rule.code);
            assert_eq!(vi, placeholders(rule.message.en), "{}", rule.code);
        }
    }

    #[test]
    fn only_messages_have_placeholders() {
        for rule in all() {
            for text in [rule.title, rule.why, rule.fix] {
                for text in [text.vi, text.en] {
                    assert!(!text.contains(['{', '}']), "{}: {text}", rule.code);
                }
            }
        }
    }

    #[test]
    fn texts_are_trimmed_nfc_and_not_empty() {
        for rule in all() {
            for (part, text) in texts(rule) {
                for text in [text.vi, text.en] {
                    assert!(!text.is_empty(), "{} {part}", rule.code);
                    assert!(is_nfc(text), "{} {part}: {text}", rule.code);
                    assert_eq!(text.trim(), text, "{} {part}", rule.code);
                    assert!(!text.contains("  "), "{} {part}: {text}", rule.code);
                    assert!(!text.contains(char::is_control), "{} {part}: {text}", rule.code);
                    assert!(text.matches('`').count() % 2 == 0, "{} {part}: {text}", rule.code);
                }
            }
        }
    }

    #[test]
    fn titles_and_messages_have_no_full_stop_but_explanations_do() {
        for rule in all() {
            for (part, text) in texts(rule) {
                for text in [text.vi, text.en] {
                    let sentence = matches!(part, "why" | "fix");
                    assert_eq!(text.ends_with('.'), sentence, "{} {part}: {text}", rule.code);
                }
            }
        }
    }

    #[test]
    fn templates_of_messages_are_short() {
        const LONGEST: usize = 92;
        for rule in all() {
            for text in [rule.message.vi, rule.message.en] {
                assert!(text.chars().count() <= LONGEST, "{}: {text}", rule.code);
            }
        }
    }

    #[test]
    fn messages_begin_in_lower_case() {
        for rule in all() {
            for text in [rule.message.vi, rule.message.en] {
                assert!(!text.starts_with(char::is_uppercase), "{}: {text}", rule.code);
            }
        }
    }

    #[test]
    fn rules_are_found_by_code_in_any_case_and_by_name() {
        for rule in all() {
            assert_eq!(find(rule.code), Some(rule));
            assert_eq!(find(&rule.code.to_lowercase()), Some(rule));
            assert_eq!(find(rule.name), Some(rule));
        }
        assert_eq!(find("OBS-101"), Some(&UNKNOWN_UNIT));
        assert_eq!(find("level_undetermined").map(|rule| rule.severity), Some(Severity::Info));
    }

    #[test]
    fn what_is_no_rule_is_not_found() {
        for nothing in
            ["", "OBS", "OBS-999", "OBS-1011", " OBS-101", "UNKNOWN_UNIT", "unknown unit"]
        {
            assert_eq!(find(nothing), None, "{nothing:?}");
        }
    }
}

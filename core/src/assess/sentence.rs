//! Requirements in words.

use super::criteria::word;
use super::{CriteriaCount, RequirementResult, Subject, Truth};
use crate::number::{self, NumberFormat};
use crate::text::{Lang, Text};

impl RequirementResult {
    /// How the requirement stands, in a sentence without a full stop.
    pub fn sentence(&self, lang: Lang) -> String {
        let body = self.subject.sentence(self.verdict, &self.parts, lang);
        match &self.name {
            Some(name) => format!("{}: {body}", name.get(lang)),
            None => body,
        }
    }
}

impl Subject {
    fn sentence(&self, verdict: Truth, parts: &[RequirementResult], lang: Lang) -> String {
        let vi = lang == Lang::Vi;
        match self {
            Self::Value { code, name, comparison, value, threshold } => {
                let label = label(name.as_ref(), code.as_str(), lang);
                let wanted = match threshold {
                    Some(threshold) => format!("{comparison} {}", show(*threshold, lang)),
                    None if value.is_none() => String::new(),
                    None => pick(vi, "ngưỡng chưa được quy định", "the threshold is not set"),
                };
                match (value, wanted.is_empty()) {
                    (Some(value), _) if threshold.is_none() => {
                        format!("{label} {} ({wanted})", show(*value, lang))
                    }
                    (Some(value), _) => {
                        let asked = pick(vi, "yêu cầu", "required");
                        format!("{label} {} ({asked} {wanted})", show(*value, lang))
                    }
                    (None, true) => {
                        let unknown = pick(vi, "chưa có giá trị", "has no value");
                        format!("{label} {unknown}")
                    }
                    (None, false) => {
                        let unknown =
                            pick(vi, "chưa có giá trị, yêu cầu", "has no value, required");
                        format!("{label} {unknown} {wanted}")
                    }
                }
            }
            Self::Rank { rank, at_most } => match (rank, vi) {
                (Some(rank), true) => format!("hạng {} (yêu cầu đến {at_most})", show(*rank, lang)),
                (Some(rank), false) => {
                    format!("rank {} (required up to {at_most})", show(*rank, lang))
                }
                (None, true) => format!("chưa xếp hạng (yêu cầu đến {at_most})"),
                (None, false) => format!("not ranked (required up to {at_most})"),
            },
            Self::Criterion { code, name, status } => {
                let status = status.map_or_else(
                    || pick(vi, "chưa có thông tin", "nothing is known"),
                    |status| word(status).get(lang).to_owned(),
                );
                format!("{}: {status}", label(name.as_ref(), code.as_str(), lang))
            }
            Self::Criteria { code, name, count } => {
                format!("{}: {}", label(name.as_ref(), code.as_str(), lang), count.sentence(lang))
            }
            Self::LevelsBelow => match (verdict, vi) {
                (Truth::Met, true) => "các mức dưới đã đạt".to_owned(),
                (Truth::Met, false) => "the levels below are reached".to_owned(),
                (Truth::NotMet, true) => "mức dưới chưa đạt".to_owned(),
                (Truth::NotMet, false) => "the level below is not reached".to_owned(),
                (Truth::Undetermined, true) => "mức dưới chưa xác định".to_owned(),
                (Truth::Undetermined, false) => "the level below is undetermined".to_owned(),
            },
            Self::All => join(parts, pick(vi, " và ", " and ").as_str(), lang),
            Self::Any { count } => {
                let joined = join(parts, "; ", lang);
                match vi {
                    true => format!("ít nhất {count} trong {}: {joined}", parts.len()),
                    false => format!("at least {count} of {}: {joined}", parts.len()),
                }
            }
            Self::Not => {
                format!("{} ({})", pick(vi, "không được", "must not be"), join(parts, "; ", lang))
            }
        }
    }
}

impl CriteriaCount {
    /// The counts in words, such as "43 met, 7 in completion, 6 not met (13 of 56 open)".
    pub fn sentence(&self, lang: Lang) -> String {
        let vi = lang == Lang::Vi;
        if self.known() == 0 {
            return pick(vi, "chưa có thông tin", "nothing is known");
        }
        let counts: Vec<String> = self
            .by_status
            .iter()
            .filter(|(_, number)| **number > 0)
            .map(|(status, number)| format!("{number} {}", word(*status).get(lang)))
            .collect();
        let applying = self.applying();
        if let Some(expected) = self.expected.filter(|expected| *expected > self.known()) {
            let (open, unknown) = (self.open(), expected - self.known());
            return match vi {
                true => {
                    format!("{} (còn {open}, chưa rõ {unknown} trên {expected})", counts.join(", "))
                }
                false => format!(
                    "{} ({open} open and {unknown} unknown of {expected})",
                    counts.join(", ")
                ),
            };
        }
        let open = self.open();
        match (open, vi) {
            (0, true) => format!("{} (đủ {applying})", counts.join(", ")),
            (0, false) => format!("{} (all {applying})", counts.join(", ")),
            (_, true) => format!("{} (còn {open} trên {applying})", counts.join(", ")),
            (_, false) => format!("{} ({open} of {applying} open)", counts.join(", ")),
        }
    }
}

fn pick(vi: bool, vietnamese: &str, english: &str) -> String {
    if vi { vietnamese } else { english }.to_owned()
}

fn join(parts: &[RequirementResult], between: &str, lang: Lang) -> String {
    parts.iter().map(|part| part.sentence(lang)).collect::<Vec<_>>().join(between)
}

fn label<'a>(name: Option<&'a Text>, code: &'a str, lang: Lang) -> &'a str {
    name.map_or(code, |name| name.get(lang))
}

fn show(value: f64, lang: Lang) -> String {
    let format = match lang {
        Lang::Vi => NumberFormat::Vi,
        Lang::En => NumberFormat::En,
    };
    number::format(number::decimals::snap(value), None, format)
}

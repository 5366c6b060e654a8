//! Requirements in words.

use super::criteria::word;
use super::{CriteriaCount, RequirementResult, Subject, Truth};
use crate::number::decimals::compare;
use crate::number::{self, NumberFormat};
use crate::text::{Lang, Text};

impl RequirementResult {
    /// How the requirement stands, in a sentence without a full stop.
    pub fn sentence(&self, lang: Lang) -> String {
        let mut body = self.subject.sentence(self.verdict, &self.parts, lang);
        if self.left_out {
            body += match lang {
                Lang::Vi => " (không xét)",
                Lang::En => " (left out)",
            };
        }
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
            Self::Value { code, name, comparison, value, threshold, waiting_for } => {
                let label = label(name.as_ref(), code.as_str(), lang);
                let wanted = match threshold {
                    Some(threshold) => format!("{comparison} {}", show(*threshold, lang)),
                    None if waiting_for.is_some() => waiting(waiting_for.as_ref(), lang),
                    None if value.is_none() => String::new(),
                    None => pick(vi, "ngưỡng chưa được quy định", "the threshold is not set"),
                };
                match (value, wanted.is_empty()) {
                    (Some(value), _) if threshold.is_none() => {
                        format!("{label} {} ({wanted})", show_beside(*value, None, lang))
                    }
                    (Some(value), _) => {
                        let asked = pick(vi, "yêu cầu", "required");
                        let value = show_beside(*value, *threshold, lang);
                        format!("{label} {value} ({asked} {wanted})")
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
            Self::Rank { code, name, rank, at_most, share } => {
                let of = code.as_ref().map_or_else(String::new, |code| {
                    format!("{}: ", label(name.as_ref(), code.as_str(), lang))
                });
                let limit = match (at_most, share) {
                    (Some(at_most), None) => at_most.to_string(),
                    (Some(at_most), Some(share)) => format!("{at_most}, {}%", show(*share, lang)),
                    (None, share) => format!("{}%", show(share.unwrap_or(100.0), lang)),
                };
                match (rank, vi) {
                    (Some(rank), true) => {
                        format!("{of}hạng {} (yêu cầu đến {limit})", show(*rank, lang))
                    }
                    (Some(rank), false) => {
                        format!("{of}rank {} (required up to {limit})", show(*rank, lang))
                    }
                    (None, true) => format!("{of}chưa xếp hạng (yêu cầu đến {limit})"),
                    (None, false) => format!("{of}not ranked (required up to {limit})"),
                }
            }
            Self::Criterion { code, name, status, .. } => {
                let status = status.map_or_else(
                    || pick(vi, "chưa có thông tin", "nothing is known"),
                    |status| word(status).get(lang).to_owned(),
                );
                format!("{}: {status}", label(name.as_ref(), code.as_str(), lang))
            }
            Self::Criteria { code, name, count } => {
                format!("{}: {}", label(name.as_ref(), code.as_str(), lang), count.sentence(lang))
            }
            Self::CriteriaMet {
                code,
                name,
                comparison,
                low,
                high,
                threshold,
                percent,
                waiting_for,
                ..
            } => {
                let sign = if *percent { "%" } else { "" };
                let found = match (low, high) {
                    (Some(low), Some(high)) if low == high => {
                        format!("{}{sign}", show(*low, lang))
                    }
                    (Some(low), Some(high)) => {
                        let to = pick(vi, "đến", "to");
                        format!("{}{sign} {to} {}{sign}", show(*low, lang), show(*high, lang))
                    }
                    _ => pick(vi, "chưa rõ", "unknown"),
                };
                let met = pick(vi, "đạt", "met");
                let wanted = match threshold {
                    Some(threshold) => format!("{comparison} {}{sign}", show(*threshold, lang)),
                    None => waiting(waiting_for.as_ref(), lang),
                };
                let asked = pick(vi, "yêu cầu", "required");
                let label = label(name.as_ref(), code.as_str(), lang);
                format!("{label}: {met} {found} ({asked} {wanted})")
            }
            Self::Level { scheme, scheme_name, level, level_name } => {
                let scheme = label(scheme_name.as_ref(), scheme.as_str(), lang);
                let level = label(level_name.as_ref(), level.as_str(), lang);
                let state = match (verdict, vi) {
                    (Truth::Met, true) => "đã đạt",
                    (Truth::Met, false) => "reached",
                    (Truth::NotMet, true) => "chưa đạt",
                    (Truth::NotMet, false) => "not reached",
                    (Truth::Undetermined, true) => "chưa xác định",
                    (Truth::Undetermined, false) => "undetermined",
                };
                format!("{scheme}, {level}: {state}")
            }
            Self::Table { rows, columns } => {
                let one = |banded: &super::Banded| {
                    let value = banded.value.map_or_else(
                        || pick(vi, "chưa có giá trị", "has no value"),
                        |value| show_beside(value, None, lang),
                    );
                    format!("{} {value}", label(banded.name.as_ref(), banded.code.as_str(), lang))
                };
                let by = pick(vi, "theo bảng tra", "by the table");
                format!("{by}: {}; {}", one(rows), one(columns))
            }
            Self::Cap { level } => {
                let body = join(parts, "; ", lang);
                match (level, vi) {
                    (Some(level), true) => format!("nếu thiếu thì không quá mức {level}: {body}"),
                    (Some(level), false) => {
                        format!("without it no more than level {level}: {body}")
                    }
                    (None, true) => format!("nếu thiếu thì không đạt mức nào: {body}"),
                    (None, false) => format!("without it no level: {body}"),
                }
            }
            Self::Held { reach, keep, now, for_periods } => {
                let now = match (now, vi) {
                    (Truth::Met, true) => "đạt",
                    (Truth::Met, false) => "met",
                    (Truth::NotMet, true) => "chưa đạt",
                    (Truth::NotMet, false) => "not met",
                    (Truth::Undetermined, true) => "chưa xác định",
                    (Truth::Undetermined, false) => "undetermined",
                };
                match vi {
                    true => format!(
                        "{now} {for_periods} kỳ liên tiếp (công nhận sau {reach} kỳ đạt, mất sau {keep} kỳ không đạt)"
                    ),
                    false => format!(
                        "{now} for {for_periods} periods (awarded after {reach}, lost after {keep})"
                    ),
                }
            }
            Self::Weighted { share, needed, met, total, .. } => {
                let joined = join(parts, "; ", lang);
                let numbers = match share {
                    Some(share) => {
                        let found = if *total > 0.0 { met * 100.0 / total } else { 0.0 };
                        format!("{}% / {}%", show(found, lang), show(*share, lang))
                    }
                    None => format!("{} / {}", show(*met, lang), show(*needed, lang)),
                };
                format!("{} {numbers}: {joined}", pick(vi, "trọng số đạt", "weight that holds"))
            }
            Self::Veto => {
                format!("{} ({})", pick(vi, "phủ quyết nếu", "vetoed by"), join(parts, "; ", lang))
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

/// Whose decision a threshold waits for.
fn waiting(by: Option<&Text>, lang: Lang) -> String {
    match (by, lang) {
        (Some(by), Lang::Vi) => format!("ngưỡng do {} quy định, chưa có", by.get(lang)),
        (Some(by), Lang::En) => format!("the threshold is to be set by {}", by.get(lang)),
        (None, Lang::Vi) => "ngưỡng chưa được quy định".to_owned(),
        (None, Lang::En) => "the threshold is not set".to_owned(),
    }
}

fn join(parts: &[RequirementResult], between: &str, lang: Lang) -> String {
    parts.iter().map(|part| part.sentence(lang)).collect::<Vec<_>>().join(between)
}

fn label<'a>(name: Option<&'a Text>, code: &'a str, lang: Lang) -> &'a str {
    name.map_or(code, |name| name.get(lang))
}

/// A value with at most four decimals, as long as that does not put it on another side of what it is
/// compared with.
pub(super) fn show_beside(value: f64, threshold: Option<f64>, lang: Lang) -> String {
    let rounded = (value * 1e4).round() / 1e4;
    let same = |other: f64| compare(rounded, other) == compare(value, other);
    let kept = rounded.is_finite() && same(0.0) && threshold.is_none_or(same);
    show(if kept { rounded } else { value }, lang)
}

pub(super) fn show(value: f64, lang: Lang) -> String {
    let format = match lang {
        Lang::Vi => NumberFormat::Vi,
        Lang::En => NumberFormat::En,
    };
    number::format(number::decimals::snap(value), None, format)
}

//! One value against its indicator: form, scale, range.

use super::words::{STATUSES, status_of};
use crate::finding::{Argument, Bilingual, Finding, catalogue};
use crate::framework::spec::Scale;
use crate::framework::{Indicator, Item};
use crate::number::{self, NumberError, NumberFormat};
use crate::text::{Text, suggest};

/// What became of a text: the number that it stands for, and what is wrong with it. A number may
/// be there although a rule is broken; a framework may make less of that rule.
#[derive(Default)]
pub(super) struct Reading {
    pub(super) number: Option<f64>,
    pub(super) finding: Option<Finding>,
}

impl Reading {
    fn right(number: f64) -> Self {
        Self { number: Some(number), finding: None }
    }

    fn wrong(finding: Finding, number: Option<f64>) -> Self {
        Self { number, finding: Some(finding) }
    }
}

/// Reads a value of an indicator.
pub(super) fn read(
    written: &str,
    item: &Item,
    indicator: &Indicator,
    format: NumberFormat,
) -> Reading {
    if indicator.scale == Scale::Status {
        return match status_of(written) {
            Some(status) => Reading::right(f64::from(status as u8)),
            None => Reading::wrong(not_a_status(written), None),
        };
    }
    if indicator.scale.is_worded() {
        return match indicator.option_value(written) {
            Some(number) => Reading::right(number),
            None => Reading::wrong(not_an_option(written, item, indicator), None),
        };
    }
    match number::parse(written, format) {
        Ok(number) => in_bounds(written, number, indicator),
        Err(error) => {
            let number = match &error {
                NumberError::DecimalComma { canonical, .. }
                | NumberError::DecimalPoint { canonical, .. } => canonical.parse().ok(),
                _ => None,
            };
            // What was meant has bounds to keep as well.
            let number = number.filter(|n| in_bounds(written, *n, indicator).finding.is_none());
            Reading::wrong(not_a_number(written, &error, format), number)
        }
    }
}

fn in_bounds(written: &str, number: f64, indicator: &Indicator) -> Reading {
    if matches!(indicator.scale, Scale::Count | Scale::Rank) && number.fract() != 0.0 {
        return Reading::wrong(Finding::new(&catalogue::NOT_WHOLE).value(written), Some(number));
    }
    if indicator.range.contains(number) {
        return Reading::right(number);
    }
    let over =
        indicator.scale == Scale::Percent && indicator.range.max == Some(100.0) && number > 100.0;
    if over {
        let finding = Finding::new(&catalogue::PERCENT_OVER_100).value(written);
        return Reading::wrong(finding, Some(number));
    }
    let finding = Finding::new(&catalogue::OUT_OF_RANGE).value(written);
    let finding = match indicator.range.min {
        Some(low) => finding.with("low", low),
        None => finding.with("low", "-∞"),
    };
    let finding = match indicator.range.max {
        Some(high) => finding.with("high", high),
        None => finding.with("high", "∞"),
    };
    Reading::wrong(finding, Some(number))
}

/// That a word is not one of the statuses.
pub(super) fn not_a_status(written: &str) -> Finding {
    let words = STATUSES.iter().flat_map(|(_, words)| words.iter().copied());
    let names: Vec<&str> =
        STATUSES.iter().filter_map(|(_, words)| words.first().copied()).collect();
    Finding::new(&catalogue::NOT_A_STATUS)
        .value(written)
        .with("options", names.join(", "))
        .suggest_if(suggest(written, words))
}

fn not_an_option(written: &str, item: &Item, indicator: &Indicator) -> Finding {
    let finding =
        Finding::new(&catalogue::NOT_AN_OPTION).value(written).indicator(item.code.as_str());
    if indicator.scale == Scale::YesNo {
        return finding.with("options", Bilingual { vi: "có, không", en: "yes, no" });
    }
    let codes = || indicator.options.iter().map(|option| option.code.as_str());
    finding
        .with("options", codes().collect::<Vec<_>>().join(", "))
        .suggest_if(suggest(written, codes()))
}

fn not_a_number(written: &str, error: &NumberError, format: NumberFormat) -> Finding {
    let of = |rule, canonical: &str| Finding::new(rule).value(written).suggest(canonical);
    match error {
        NumberError::DecimalComma { canonical, .. } => of(&catalogue::DECIMAL_COMMA, canonical),
        // The suggestion is written as the file writes numbers.
        NumberError::DecimalPoint { canonical, .. } => {
            of(&catalogue::DECIMAL_POINT, &canonical.replace('.', ","))
        }
        NumberError::Ambiguous { en, vi, .. } => Finding::new(&catalogue::AMBIGUOUS_NUMBER)
            .value(written)
            .with("first", ungrouped(*en))
            .with("second", ungrouped(*vi)),
        _ => Finding::new(&catalogue::NOT_A_NUMBER)
            .value(written)
            .suggest_if(mended(written, format)),
    }
}

/// A number without marks between thousands, with the decimal mark of the language.
fn ungrouped(number: f64) -> Argument {
    let en = number.to_string();
    Text::new(Some(&en.replace('.', ",")), Some(&en)).map_or(Argument::Text(en), Argument::Local)
}

/// A number with spaces between its groups or a percent sign is easily put right.
fn mended(written: &str, format: NumberFormat) -> Option<String> {
    let bare: String =
        written.trim().trim_end_matches('%').chars().filter(|c| !c.is_whitespace()).collect();
    (bare != written.trim() && number::parse(&bare, format).is_ok()).then_some(bare)
}

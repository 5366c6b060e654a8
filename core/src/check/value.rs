//! One value against its indicator: form, scale, range.

use super::words::{STATUSES, status_of};
use crate::finding::{Argument, Bilingual, Finding, catalogue};
use crate::framework::spec::Scale;
use crate::framework::{Indicator, Item};
use crate::number::{self, NumberError, NumberFormat};
use crate::text::{Text, suggest};

/// The number that a text stands for, perhaps with a doubt about it, or what is wrong with it.
pub(super) fn read(
    written: &str,
    item: &Item,
    indicator: &Indicator,
    format: NumberFormat,
) -> Result<(f64, Option<Finding>), Finding> {
    if indicator.scale == Scale::Status {
        return read_status(written).map(|status| (status as u8 as f64, None));
    }
    if indicator.scale.is_worded() {
        return indicator
            .option_value(written)
            .map(|value| (value, None))
            .ok_or_else(|| not_an_option(written, item, indicator));
    }
    let value =
        number::parse(written, format).map_err(|error| not_a_number(written, &error, format))?;
    if matches!(indicator.scale, Scale::Count | Scale::Rank) && value.fract() != 0.0 {
        return Err(Finding::new(&catalogue::NOT_WHOLE).value(written));
    }
    if indicator.range.contains(value) {
        return Ok((value, None));
    }
    let over =
        indicator.scale == Scale::Percent && indicator.range.max == Some(100.0) && value > 100.0;
    if over {
        return Ok((value, Some(Finding::new(&catalogue::PERCENT_OVER_100).value(written))));
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
    Ok((value, Some(finding)))
}

/// The status that a word stands for, or what is wrong with it.
pub(super) fn read_status(
    written: &str,
) -> Result<crate::framework::spec::CriterionStatus, Finding> {
    status_of(written).ok_or_else(|| {
        let words = || STATUSES.iter().flat_map(|(_, words)| words.iter().copied());
        let names =
            |place: usize| STATUSES.iter().filter_map(move |(_, words)| words.get(place).copied());
        let names: Vec<&str> = names(0).collect();
        Finding::new(&catalogue::NOT_A_STATUS)
            .value(written)
            .with("options", names.join(", "))
            .suggest_if(suggest(written, words()))
    })
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

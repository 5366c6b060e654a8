//! Numbers of other programs as text that the checker reads without loss.

use chuan::number::NumberFormat;

/// Writes a number as data in a format would have it; `plain` has a decimal point, or none.
pub(super) fn localise(plain: String, format: NumberFormat) -> String {
    match format {
        NumberFormat::Vi => plain.replace('.', ","),
        // `1.234` could also be a thousand; a further zero makes it a decimal for certain.
        NumberFormat::Auto => match plain.split_once('.') {
            Some((_, decimals)) if decimals.len() == 3 => plain + "0",
            _ => plain,
        },
        _ => plain,
    }
}

/// The shortest text that stands for exactly this number; nothing for NaN.
pub(super) fn double(value: f64) -> Option<String> {
    (!value.is_nan()).then(|| value.to_string())
}

/// The same for single precision.
pub(super) fn single(value: f32) -> Option<String> {
    (!value.is_nan()).then(|| value.to_string())
}

/// A point in time as a date, where it is the beginning of a day.
pub(super) fn date(text: &str) -> String {
    match text.split_once('T').or_else(|| text.split_once(' ')) {
        Some((date, time)) if is_midnight(time) => date.to_owned(),
        _ => text.to_owned(),
    }
}

fn is_midnight(time: &str) -> bool {
    time.strip_prefix("00:00:00").is_some_and(|rest| {
        let rest = rest.strip_prefix('.').map_or(rest, |rest| rest.trim_start_matches('0'));
        rest.is_empty() || rest.starts_with(['Z', '+', '-'])
    })
}

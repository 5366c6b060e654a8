//! Numbers with the decimal mark of the language.

use chuan::number::{self, NumberFormat};
use chuan::text::Lang;

/// What stands for an absent number.
pub(crate) const ABSENT: &str = "–";
/// Where nothing says how many decimals there are.
const MOST_DECIMALS: usize = 4;

/// The notation of a language.
pub(crate) fn notation(lang: Lang) -> NumberFormat {
    match lang {
        Lang::Vi => NumberFormat::Vi,
        Lang::En => NumberFormat::En,
    }
}

/// A number with so many decimals, or as many as it needs.
pub(crate) fn show(value: Option<f64>, decimals: Option<usize>, lang: Lang) -> String {
    match value {
        None => ABSENT.to_owned(),
        Some(value) if decimals.is_none() => {
            number::format(number::decimals::snap(value), None, notation(lang))
        }
        Some(value) => number::format(value, decimals, notation(lang)),
    }
}

/// A whole number.
pub(crate) fn count(count: u64, lang: Lang) -> String {
    number::format(count as f64, Some(0), notation(lang))
}

/// A share in percent.
pub(crate) fn percent(share: f64, lang: Lang) -> String {
    let percent = share * 100.0;
    format!("{} %", number::format(percent, Some(needed([percent], 2)), notation(lang)))
}

/// How many decimals a column of numbers needs, at most four, so that all of them line up.
/// Numbers that are all small get four digits that say something.
pub(crate) fn decimals_of(numbers: impl IntoIterator<Item = f64> + Clone) -> usize {
    let largest = numbers.clone().into_iter().fold(0.0_f64, |largest, x| largest.max(x.abs()));
    let mut most = MOST_DECIMALS;
    if largest > 0.0 && largest < 0.01 {
        let zeros = (-largest.log10()).floor().clamp(0.0, 11.0);
        most += zeros as usize;
    }
    needed(numbers, most)
}

fn needed(numbers: impl IntoIterator<Item = f64>, most: usize) -> usize {
    let decimals = |x: f64| {
        let text = number::format(x, Some(most), NumberFormat::En);
        let fraction = text.split_once('.').map_or("", |(_, fraction)| fraction);
        fraction.trim_end_matches('0').len()
    };
    numbers.into_iter().map(decimals).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_as_many_decimals_as_they_need() {
        assert_eq!(decimals_of([43.0, 7.0]), 0);
        assert_eq!(decimals_of([0.8253, 0.9]), 4);
        assert_eq!(decimals_of([1.0 / 3.0]), 4);
        assert_eq!(decimals_of([0.000_012_345]), 8);
        assert_eq!(decimals_of([]), 0);
    }

    #[test]
    fn the_decimal_mark_follows_the_language() {
        assert_eq!(show(Some(1234.5), Some(2), Lang::Vi), "1.234,50");
        assert_eq!(show(Some(0.1 + 0.2), None, Lang::En), "0.3");
        assert_eq!(show(None, None, Lang::En), "–");
        assert_eq!(percent(1.0 / 3.0, Lang::Vi), "33,33 %");
        assert_eq!(percent(0.1, Lang::En), "10 %");
    }
}

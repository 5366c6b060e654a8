//! Decimals of ordinary length, eight digits at a time.

/// Powers of ten that a double holds exactly.
const POWERS: [f64; 16] =
    [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = 0x8080_8080_8080_8080;
const ZEROS: u64 = 0x3030_3030_3030_3030;

/// The number from `start` to `end`: perhaps a minus, digits, perhaps a decimal mark and digits. It
/// is the double nearest to the decimal: the digits as a whole number and the power of ten are both
/// exact, so there is one rounding. `None` for everything else, numbers or not.
#[inline(always)]
pub(super) fn parse(bytes: &[u8], start: usize, end: usize, mark: u8) -> Option<f64> {
    let negative = *bytes.get(start)? == b'-';
    let start = start + usize::from(negative);
    let len = end.checked_sub(start)?;
    let (mantissa, decimals) = match len {
        1..=8 => short(u64::from_le_bytes(*bytes.get(start..)?.first_chunk()?), len, mark)?,
        9..=16 => long(bytes.get(start..end)?, mark)?,
        _ => return None,
    };
    let value = mantissa as i64 as f64 / POWERS.get(decimals)?;
    Some(if negative { -value } else { value })
}

/// Digits of up to eight bytes, and how many of them stand behind the mark. Whether there is a mark
/// makes no branch: it cannot be foreseen.
#[inline(always)]
fn short(word: u64, len: usize, mark: u8) -> Option<(u64, usize)> {
    let word = word & (u64::MAX >> (64 - 8 * len));
    let differs = word ^ (ONES * u64::from(mark));
    let marks = differs.wrapping_sub(ONES) & !differs & HIGHS;
    let before = (marks.trailing_zeros() as usize / 8).min(len);
    let has_mark = usize::from(before < len);
    let (decimals, count) = (len - before - has_mark, len - has_mark);
    if count == 0 || has_mark > decimals {
        return None;
    }
    let whole = u64::MAX.checked_shl(8 * before as u32).unwrap_or(0);
    let digits = word & !whole | (word >> 8) & whole;
    // The digits go to the end of the word, with zeros before them.
    let filled = (ZEROS >> 8) >> (8 * count - 8);
    let values = (digits << (64 - 8 * count) | filled) ^ ZEROS;
    if (values.wrapping_add(0x7676_7676_7676_7676) | values) & HIGHS != 0 {
        return None;
    }
    let pairs = values.wrapping_mul(10).wrapping_add(values >> 8);
    let even = (pairs & 0x0000_00FF_0000_00FF).wrapping_mul(100 + (1_000_000 << 32));
    let odd = ((pairs >> 16) & 0x0000_00FF_0000_00FF).wrapping_mul(1 + (10_000 << 32));
    Some((even.wrapping_add(odd) >> 32, decimals))
}

/// The same digit by digit, up to fifteen.
fn long(text: &[u8], mark: u8) -> Option<(u64, usize)> {
    let (mut mantissa, mut digits, mut behind) = (0_u64, 0, None);
    for byte in text {
        if *byte == mark && behind.is_none() {
            behind = Some(digits);
        } else {
            let digit = byte.wrapping_sub(b'0');
            if digit > 9 {
                return None;
            }
            mantissa = mantissa * 10 + u64::from(digit);
            digits += 1;
        }
    }
    let decimals = behind.map_or(0, |before| digits - before);
    (digits <= 15 && (behind.is_none() || decimals > 0)).then_some((mantissa, decimals))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Option<f64> {
        let mut bytes = text.as_bytes().to_vec();
        bytes.extend_from_slice(b"7.7777777777777777");
        parse(&bytes, 0, text.len(), b'.')
    }

    #[test]
    fn takes_what_the_standard_library_takes_and_less() {
        for (text, expected) in [
            ("0", Some(0.0)),
            ("12.5", Some(12.5)),
            (".5", Some(0.5)),
            ("-0.25", Some(-0.25)),
            ("12345678", Some(12_345_678.0)),
            ("1234567.", None),
            ("9999999.1", Some(9_999_999.1)),
            ("123456789012345", Some(123_456_789_012_345.0)),
            ("1234567890123456", None),
            ("1.2.3", None),
            (".", None),
            ("-", None),
            ("--5", None),
            ("+5", None),
            ("1e5", None),
            ("", None),
            ("1,5", None),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
        assert_eq!(read("-0").map(f64::to_bits), Some((-0.0_f64).to_bits()));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn same_double_as_the_standard_library(text in "-?[0-9]{0,9}(\\.[0-9]{0,8})?") {
            if let Some(value) = read(&text) {
                prop_assert_eq!(value.to_bits(), text.parse::<f64>().unwrap().to_bits());
            }
        }

        #[test]
        fn never_a_number_where_there_is_none(text in "[-+0-9.e, x]{0,12}") {
            if let Some(value) = read(&text) {
                prop_assert_eq!(Ok(value.to_bits()), text.parse::<f64>().map(f64::to_bits));
            }
        }

        #[test]
        fn ordinary_decimals_are_read(n in 0_u64..1_000_000_000_000_000, decimals in 0_usize..6) {
            let text = format!("{:.decimals$}", n as f64 / 10_f64.powi(decimals as i32));
            if text.len() <= 16 && text.bytes().filter(u8::is_ascii_digit).count() <= 15 {
                prop_assert_eq!(read(&text).map(f64::to_bits), Some(text.parse::<f64>().unwrap().to_bits()));
            }
        }
    }
}

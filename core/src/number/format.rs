//! Writing a number for people.

use super::{NumberFormat, Rounding, RoundingRule};

/// Writes `x` with thousands groups in the notation given ([`NumberFormat::Auto`] writes as `en`).
///
/// With `digits` there are exactly so many after the point, rounded half up as on paper. Without,
/// as few as are needed to read the same double back; an exponent is used only outside
/// 10^-6 to 10^15. [`parse`](super::parse) reads the result in the same notation.
///
/// ```
/// use chuan::number::{format, NumberFormat};
/// assert_eq!(format(1234567.891, None, NumberFormat::Vi), "1.234.567,891");
/// assert_eq!(format(1234567.891, Some(1), NumberFormat::En), "1,234,567.9");
/// assert_eq!(format(-0.5, Some(2), NumberFormat::Vi), "-0,50");
/// ```
#[must_use]
pub fn format(x: f64, digits: Option<usize>, format: NumberFormat) -> String {
    if !x.is_finite() {
        return x.to_string();
    }
    let plain = match digits {
        Some(digits) => fixed(x, digits),
        None if x == 0.0 => "0".to_owned(),
        None if (1e-6..1e15).contains(&x.abs()) => x.to_string(),
        None => format!("{x:e}"),
    };
    let (group, point) = match format {
        NumberFormat::En | NumberFormat::Auto => (',', '.'),
        NumberFormat::Vi => ('.', ','),
    };
    let (sign, unsigned) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
    let whole = unsigned.bytes().take_while(u8::is_ascii_digit).count();
    let mut text = String::with_capacity(plain.len() + whole / 3);
    text.push_str(sign);
    for (at, c) in unsigned.chars().enumerate() {
        if at > 0 && at < whole && (whole - at) % 3 == 0 {
            text.push(group);
        }
        text.push(if c == '.' { point } else { c });
    }
    text
}

fn fixed(x: f64, digits: usize) -> String {
    // Beyond fifteen digits there is nothing to round on paper.
    let rounded = match i8::try_from(digits) {
        Ok(digits @ 0..=15) => Rounding { digits, rule: RoundingRule::HalfUp }.apply(x),
        _ => x + 0.0,
    };
    format!("{rounded:.digits$}")
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn writes_as_people_do() {
        use NumberFormat::{En, Vi};
        for (x, digits, notation, expected) in [
            (0.0, None, En, "0"),
            (-0.0, Some(1), En, "0.0"),
            (-0.04, Some(1), Vi, "0,0"),
            (2.675, Some(2), En, "2.68"),
            (999.0, None, Vi, "999"),
            (1000.0, None, Vi, "1.000"),
            (-123_456.0, Some(0), En, "-123,456"),
            (0.1, None, Vi, "0,1"),
            (0.000_001, None, En, "0.000001"),
            (1e15, None, En, "1e15"),
            (1.5e-7, None, Vi, "1,5e-7"),
            (999_999_999_999_999.0, None, En, "999,999,999,999,999"),
            (f64::INFINITY, Some(2), Vi, "inf"),
        ] {
            assert_eq!(format(x, digits, notation), expected);
        }
    }

    proptest! {
        #[test]
        fn reads_back(x in prop_oneof![proptest::num::f64::NORMAL, -1e7..1e7_f64]) {
            for notation in [NumberFormat::En, NumberFormat::Vi] {
                prop_assert_eq!(parse(&format(x, None, notation), notation), Ok(x));
            }
        }

        #[test]
        fn reads_back_rounded(x in -1e7..1e7_f64, digits in 0_usize..6) {
            let rounded = Rounding { digits: i8::try_from(digits).unwrap(), rule: RoundingRule::HalfUp }.apply(x);
            let text = format(x, Some(digits), NumberFormat::Vi);
            prop_assert_eq!(parse(&text, NumberFormat::Vi), Ok(rounded));
        }
    }
}

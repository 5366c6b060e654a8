//! Decimal habits of the formula language: what looks equal on paper is equal here.

use std::cmp::Ordering;

/// Significant digits that a comparison looks at.
const COMPARED_DIGITS: usize = 12;

/// Significant decimal digits that a double carries faithfully; what follows is binary noise.
const FAITHFUL_DIGITS: usize = 15;

/// Rounds to `digits` significant decimal digits.
fn significant(x: f64, digits: usize) -> f64 {
    // Printing is the one correctly rounded way from binary to decimal that `std` offers.
    format!("{x:.*e}", digits.saturating_sub(1)).parse().unwrap_or(x)
}

/// Rounds to the 12 significant digits that comparisons look at.
// To be replaced by `crate::number::snap`.
fn snap(x: f64) -> f64 {
    significant(x, COMPARED_DIGITS)
}

/// Removes the binary noise behind the fifteenth significant digit: `4.35 * 100` becomes 435.
pub(super) fn tidy(x: f64) -> f64 {
    significant(x, FAITHFUL_DIGITS)
}

/// Compares two finite numbers as decimals.
pub(super) fn compare(a: f64, b: f64) -> Ordering {
    // Rounding keeps the order, and two numbers further apart than a step of the twelfth digit
    // cannot meet; so only near neighbours need the slow way.
    let far_apart = (a - b).abs() > 2e-11 * a.abs().max(b.abs());
    if a == b || far_apart { order(a, b) } else { order(snap(a), snap(b)) }
}

/// The order of two numbers of which none is NaN; unlike `total_cmp`, -0 equals 0.
fn order(a: f64, b: f64) -> Ordering {
    a.partial_cmp(&b).unwrap_or(Ordering::Equal)
}

/// Rounds to `digits` decimal places (negative: tens, hundreds …), halves away from zero, by
/// the decimal digits and not by the binary ones: 2.675 becomes 2.68.
// To be replaced by `crate::number`.
pub(super) fn round_half_up(x: f64, digits: i32) -> f64 {
    round_digits(x, digits).unwrap_or(x)
}

/// `None` where nothing has to be rounded away.
fn round_digits(x: f64, digits: i32) -> Option<f64> {
    let places = FAITHFUL_DIGITS.saturating_sub(1);
    let text = format!("{:.*e}", places, x.abs());
    let (mantissa, exponent) = text.split_once('e')?;
    let mantissa: u64 = mantissa.replace('.', "").parse().ok()?;
    let exponent: i32 = exponent.parse().ok()?;
    let dropped = i32::try_from(places).ok()? - exponent - digits;
    let dropped = u32::try_from(dropped).ok().filter(|&n| n > 0)?;
    let kept = match 10_u64.checked_pow(dropped) {
        Some(unit) => mantissa.saturating_add(unit / 2) / unit,
        None => 0,
    };
    let rounded: f64 = format!("{kept}e{}", -digits).parse().ok()?;
    // No "-0" in a published table.
    Some(if x < 0.0 && kept > 0 { -rounded } else { rounded })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn rounds_halves_on_paper() {
        for (x, digits, rounded) in [
            (2.675, 2, 2.68),
            (1.005, 2, 1.01),
            (0.5, 0, 1.0),
            (-2.5, 0, -3.0),
            (0.4999, 0, 0.0),
            (1.15 * 3.0, 1, 3.5),
            (1250.0, -2, 1300.0),
            (49.0, -2, 0.0),
            (50.0, -2, 100.0),
            (9.9999, 3, 10.0),
            (0.0, 3, 0.0),
            (1e-300, 3, 0.0),
            (1e300, 3, 1e300),
            (123456.789, 15, 123456.789),
        ] {
            assert_eq!(round_half_up(x, digits), rounded, "round({x}, {digits})");
        }
        assert!(round_half_up(-0.2, 0).is_sign_positive());
    }

    #[test]
    fn compares_decimals() {
        assert_eq!(compare(0.1 + 0.2, 0.3), Ordering::Equal);
        assert_eq!(compare(2.500_000_000_000_002, 2.5), Ordering::Equal);
        assert_eq!(compare(-0.0, 0.0), Ordering::Equal);
        assert_eq!(compare(2.500_000_001, 2.5), Ordering::Greater);
        assert_eq!(compare(-1e300, 1e300), Ordering::Less);
        assert_eq!(compare(f64::MAX, -f64::MAX), Ordering::Greater);
        assert_eq!(compare(5e-324, 0.0), Ordering::Greater);
        assert_eq!(tidy(4.35 * 100.0), 435.0);
    }

    proptest! {
        #[test]
        fn the_short_way_agrees_with_the_long_one(a in -1e6..1e6_f64, nudge in -1e-10..1e-10_f64) {
            let b = a * (1.0 + nudge);
            prop_assert_eq!(compare(a, b), order(snap(a), snap(b)));
        }

        #[test]
        fn rounding_stays_within_half_a_step(x in -1e6..1e6_f64, digits in -3..6_i32) {
            let step = 10_f64.powi(-digits);
            prop_assert!((round_half_up(x, digits) - x).abs() <= step * 0.500_1);
        }
    }
}

//! Decimal habits of the formula language: what looks equal on paper is equal here.

pub(super) use crate::number::decimals::compare;
use crate::number::{Rounding, RoundingRule};

/// Significant decimal digits that a double carries faithfully; what follows is binary noise.
const FAITHFUL_DIGITS: usize = 15;

/// Removes the binary noise behind the fifteenth significant digit: `4.35 * 100` becomes 435.
pub(super) fn tidy(x: f64) -> f64 {
    // Printing is the one correctly rounded way from binary to decimal that `std` offers.
    format!("{x:.*e}", FAITHFUL_DIGITS.saturating_sub(1)).parse().unwrap_or(x)
}

/// Rounds to `digits` decimal places (negative: tens, hundreds …), halves away from zero, by
/// the decimal digits and not by the binary ones: 2.675 becomes 2.68.
pub(super) fn round_half_up(x: f64, digits: i32) -> f64 {
    match i8::try_from(digits) {
        Ok(digits) => Rounding { digits, rule: RoundingRule::HalfUp }.apply(x),
        Err(_) => x,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::cmp::Ordering;

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
        fn rounding_stays_within_half_a_step(x in -1e6..1e6_f64, digits in -3..6_i32) {
            let step = 10_f64.powi(-digits);
            prop_assert!((round_half_up(x, digits) - x).abs() <= step * 0.500_1);
        }
    }
}

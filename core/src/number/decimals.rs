//! Comparing doubles as the decimals they stand for.
//!
//! A level asks for 90.0 points; nine criteria give 9.1 + 9.9 + … and on paper that is 90.0, in
//! binary it may be 89.99999999999999. A value that ties on paper must tie in the engine, so
//! thresholds, ranks and bands compare doubles *snapped* to twelve significant digits: more than any
//! measured quantity carries, and four fewer than a double, which leaves room for the error of
//! thousands of operations.
//!
//! Snapping is relative. A difference of two nearly equal values (`0.1 + 0.2 - 0.3`) has no correct
//! digits left to snap to: compare the two sides, not their difference with zero.

use std::cmp::Ordering;

use super::digits::Digits;

const SIGNIFICANT: u32 = 12;

/// The double nearest to the decimal of twelve significant digits that is nearest to `x`.
///
/// Zero (of either sign) becomes `0.0`; infinities and NaN are returned as they are.
///
/// ```
/// use chuan::number::decimals::snap;
/// assert_eq!(snap(0.1 + 0.2), 0.3);
/// assert_eq!(snap(2.5000000000000022), 2.5);
/// assert_eq!(snap(89.99999999999999), 90.0);
/// ```
#[must_use]
pub fn snap(x: f64) -> f64 {
    // Counts and points are whole more often than not, and below 10^12 they have twelve digits.
    if x.abs() < 1e12 && x.trunc() == x {
        return x + 0.0;
    }
    if !x.is_finite() {
        return x;
    }
    Digits::nearest(x.abs(), SIGNIFICANT).map_or(x, |digits| digits.to_f64().copysign(x))
}

/// Compares two values as decimals: a total order in which values that tie on paper are equal.
///
/// NaN is no value of the domain; should one come, it is less than everything and equal to itself,
/// so that sorting is still well defined.
///
/// ```
/// use chuan::number::decimals::compare;
/// use std::cmp::Ordering;
/// assert_eq!(compare(0.1 + 0.2, 0.3), Ordering::Equal);
/// assert_eq!(compare(89.9, 90.0), Ordering::Less);
/// assert_eq!(compare(f64::NAN, f64::NEG_INFINITY), Ordering::Less);
/// ```
#[must_use]
pub fn compare(a: f64, b: f64) -> Ordering {
    snap(a).partial_cmp(&snap(b)).unwrap_or_else(|| b.is_nan().cmp(&a.is_nan()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ties_on_paper_tie() {
        let tenths: f64 = (0..900).map(|_| 0.1).sum();
        assert_ne!(tenths, 90.0);
        assert_eq!(snap(tenths), 90.0);
        assert_eq!(snap(-0.0).to_bits(), 0);
        assert_eq!(snap(1.0 - 0.9), 0.1);
        assert_eq!(snap(123_456_789_012_345.0), 123_456_789_012_000.0);
        assert!(snap(f64::NAN).is_nan());
        assert_eq!(compare(f64::NAN, f64::NAN), Ordering::Equal);
        assert_eq!(compare(0.0, f64::NAN), Ordering::Greater);
        assert_eq!(compare(-0.0, 0.0), Ordering::Equal);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn equals_printing_and_reading(x in proptest::num::f64::NORMAL | proptest::num::f64::SUBNORMAL) {
            prop_assert_eq!(snap(x), format!("{x:.11e}").parse::<f64>().unwrap());
        }

        #[test]
        fn idempotent_and_odd(x in proptest::num::f64::NORMAL) {
            prop_assert_eq!(snap(snap(x)).to_bits(), snap(x).to_bits());
            prop_assert_eq!(snap(-x), -snap(x));
        }

        #[test]
        fn monotone(a in -1e6..1e6_f64, b in -1e-6..1e-6_f64) {
            let (low, high) = if b < 0.0 { (a + b, a) } else { (a, a + b) };
            prop_assert!(snap(low) <= snap(high));
        }

        #[test]
        fn decimals_of_twelve_digits_stay(n in -999_999_999_999_i64..=999_999_999_999, power in -12_i32..5) {
            let x: f64 = format!("{n}e{power}").parse().unwrap();
            prop_assert_eq!(snap(x), x);
        }

        #[test]
        fn comparing_is_total(a in proptest::num::f64::ANY, b in proptest::num::f64::ANY, c in proptest::num::f64::ANY) {
            prop_assert_eq!(compare(a, b), compare(b, a).reverse());
            if compare(a, b) != Ordering::Greater && compare(b, c) != Ordering::Greater {
                prop_assert_ne!(compare(a, c), Ordering::Greater);
            }
        }
    }
}

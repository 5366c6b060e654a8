//! Rounding by a declared rule.

use serde::{Deserialize, Deserializer, Serialize};

use super::digits::{Digits, shift};

/// By which rule a value is rounded. Publishers differ, and the last printed digit shows it.
///
/// `half_up`, `half_even` and `truncate` act on the decimal a person sees: the value at fifteen
/// significant digits. `r` and `exact` act on the double, as the programs they are named after.
///
/// ```
/// use chuan::number::{Rounding, RoundingRule};
/// let two = |rule| Rounding { digits: 2, rule }.apply(2.675);
/// assert_eq!(two(RoundingRule::HalfUp), 2.68);
/// assert_eq!(two(RoundingRule::Exact), 2.67); // the double lies just below 2.675
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RoundingRule {
    /// A half goes away from zero, as on paper and in Excel.
    #[default]
    HalfUp,
    /// A half goes to the even digit.
    HalfEven,
    /// R since 4.0.0: the nearer of the two neighbouring decimals, an equal distance to the even.
    R,
    /// Digits are cut off, towards zero.
    Truncate,
    /// The exact binary value, a half to the even digit: Python's `round`.
    Exact,
}

/// To how many digits after the point, and by which rule.
///
/// ```
/// use chuan::number::{Rounding, RoundingRule};
/// let tens = Rounding { digits: -1, rule: RoundingRule::HalfUp };
/// assert_eq!(tens.apply(1235.0), 1240.0);
///
/// let from_file: Rounding = serde_json::from_str(r#"{"digits": 3}"#).unwrap();
/// assert_eq!(from_file.rule, RoundingRule::HalfUp);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Rounding {
    /// Digits after the decimal point; negative for tens, hundreds and so on. Files may ask for
    /// -15 to 15.
    #[serde(deserialize_with = "digits_in_range")]
    #[cfg_attr(feature = "schema", schemars(range(min = -15, max = 15)))]
    pub digits: i8,
    /// The rule, `half_up` where none is named.
    #[serde(default)]
    pub rule: RoundingRule,
}

fn digits_in_range<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i8, D::Error> {
    let digits = i64::deserialize(deserializer)?;
    match i8::try_from(digits) {
        Ok(digits @ -15..=15) => Ok(digits),
        _ => Err(serde::de::Error::custom(format_args!(
            "digits must be between -15 and 15, not {digits}"
        ))),
    }
}

impl Rounding {
    /// Rounds `x`. Infinities and NaN come back as they are, a negative zero as zero.
    ///
    /// ```
    /// use chuan::number::{Rounding, RoundingRule};
    /// let cut = Rounding { digits: 0, rule: RoundingRule::Truncate };
    /// assert_eq!(cut.apply(0.29 * 100.0), 29.0); // not 28, though the double is 28.999999999999996
    /// ```
    #[must_use]
    pub fn apply(self, x: f64) -> f64 {
        // A whole number has no digits to lose, however large.
        if !x.is_finite() || x == 0.0 || (self.digits >= 0 && x.trunc() == x) {
            return x + 0.0;
        }
        let (size, digits) = (x.abs(), i32::from(self.digits));
        let rounded = match self.rule {
            RoundingRule::HalfUp | RoundingRule::HalfEven | RoundingRule::Truncate => {
                on_paper(size, digits, self.rule)
            }
            RoundingRule::R => as_r(size, digits),
            RoundingRule::Exact => exact(size, digits),
        };
        rounded.copysign(x) + 0.0
    }
}

fn on_paper(x: f64, digits: i32, rule: RoundingRule) -> f64 {
    let Some(seen) = Digits::nearest(x, 15) else { return x };
    let drop = seen.scale - digits;
    if drop <= 0 {
        return seen.to_f64();
    }
    // The mantissa is at most 10^15: below half of any larger power.
    if drop > 16 {
        return 0.0;
    }
    let Some(unit) = 10_u64.checked_pow(drop.unsigned_abs()) else { return 0.0 };
    let (kept, rest) = (seen.mantissa / unit, seen.mantissa % unit);
    let up = match rule {
        RoundingRule::Truncate => false,
        RoundingRule::HalfEven => rest * 2 > unit || (rest * 2 == unit && kept % 2 == 1),
        _ => rest * 2 >= unit,
    };
    Digits { mantissa: kept + u64::from(up), scale: digits }.to_f64()
}

/// The candidates are doubles, and so are the distances to them: this is what R does, and what its
/// published figures contain.
fn as_r(x: f64, digits: i32) -> f64 {
    let Some(scaled) = shift(x, digits) else {
        return if digits > 0 { x } else { 0.0 };
    };
    // Beyond 2^52 there is no fraction left to round.
    if digits > 0 && scaled >= 4_503_599_627_370_496.0 {
        return x;
    }
    let (floor, ceil) = (scaled.floor(), scaled.ceil());
    let (Some(low), Some(high)) = (shift(floor, -digits), shift(ceil, -digits)) else { return x };
    let (below, above) = (x - low, high - x);
    if below < above || (below == above && floor % 2.0 == 0.0) { low } else { high }
}

/// Printing rounds the exact binary value, a half to even.
fn exact(x: f64, digits: i32) -> f64 {
    if let Ok(digits) = usize::try_from(digits) {
        return format!("{x:.digits$}").parse().unwrap_or(x);
    }
    let shortest = format!("{x:e}");
    let exponent = shortest.split_once('e').and_then(|(_, e)| e.parse::<i32>().ok()).unwrap_or(0);
    let kept = exponent + digits;
    if let Ok(kept) = usize::try_from(kept) {
        return format!("{x:.kept$e}").parse().unwrap_or(x);
    }
    // Less than one unit is left: more than half of it rounds to it, a half to zero, which is even.
    let unit = |mantissa| Digits { mantissa, scale: digits }.to_f64();
    if kept == -1 && x > unit(5) / 10.0 { unit(1) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::RoundingRule::{Exact, HalfEven, HalfUp, R, Truncate};
    use super::*;
    use proptest::prelude::*;

    const RULES: [RoundingRule; 5] = [HalfUp, HalfEven, R, Truncate, Exact];

    fn round(x: f64, digits: i8, rule: RoundingRule) -> f64 {
        Rounding { digits, rule }.apply(x)
    }

    #[test]
    fn rules_differ_where_they_should() {
        // (value, digits, half up, half even, R, truncate, exact); R and Python figures from the programs' rules.
        for (x, digits, expected) in [
            (2.675, 2, [2.68, 2.68, 2.67, 2.67, 2.67]),
            (0.15, 1, [0.2, 0.2, 0.1, 0.1, 0.1]),
            (0.25, 1, [0.3, 0.2, 0.2, 0.2, 0.2]),
            (0.35, 1, [0.4, 0.4, 0.3, 0.3, 0.3]),
            (0.45, 1, [0.5, 0.4, 0.4, 0.4, 0.5]),
            (2.5, 0, [3.0, 2.0, 2.0, 2.0, 2.0]),
            (-2.5, 0, [-3.0, -2.0, -2.0, -2.0, -2.0]),
            (-1.005, 2, [-1.01, -1.0, -1.0, -1.0, -1.0]),
            (1250.0, -2, [1300.0, 1200.0, 1200.0, 1200.0, 1200.0]),
            (1251.0, -2, [1300.0, 1300.0, 1300.0, 1200.0, 1300.0]),
            (50.0, -2, [100.0, 0.0, 0.0, 0.0, 0.0]),
            (51.0, -2, [100.0, 100.0, 100.0, 0.0, 100.0]),
            (4.0, -2, [0.0; 5]),
            (0.1 + 0.2, 15, [0.3; 5]),
        ] {
            for (rule, expected) in RULES.into_iter().zip(expected) {
                assert_eq!(
                    round(x, digits, rule).to_bits(),
                    (expected + 0.0_f64).to_bits(),
                    "{x} {digits} {rule:?}"
                );
            }
        }
    }

    #[test]
    fn no_negative_zero_and_no_surprise_at_the_edges() {
        for rule in RULES {
            assert_eq!(round(-0.001, 1, rule).to_bits(), 0);
            assert_eq!(round(9_007_199_254_740_993.0, 3, rule), 9_007_199_254_740_993.0);
            assert!(round(f64::NAN, 2, rule).is_nan());
            assert_eq!(round(f64::INFINITY, 2, rule), f64::INFINITY);
            for digits in i8::MIN..=i8::MAX {
                for x in [f64::MAX, 5e-324, 0.7, 123_456.789] {
                    assert!(!round(x, digits, rule).is_nan());
                }
            }
        }
    }

    #[test]
    fn files_name_digits_and_rule() {
        let read = |text| serde_json::from_str::<Rounding>(text);
        assert_eq!(
            read(r#"{"digits": 2, "rule": "half_even"}"#).unwrap(),
            Rounding { digits: 2, rule: HalfEven }
        );
        assert!(read(r#"{"digits": 16}"#).unwrap_err().to_string().contains("between -15 and 15"));
        assert!(read(r#"{"digits": 2, "mode": "r"}"#).is_err());
        assert!(read(r#"{"rule": "r"}"#).is_err());
        assert_eq!(serde_json::to_string(&R).unwrap(), "\"r\"");
    }

    proptest! {
        #[test]
        fn idempotent(x in -1e9..1e9_f64, digits in -3_i8..=6) {
            for rule in RULES {
                let once = round(x, digits, rule);
                prop_assert_eq!(round(once, digits, rule), once, "{:?}", rule);
            }
        }

        #[test]
        fn odd(x in -1e9..1e9_f64, digits in -3_i8..=9) {
            for rule in RULES {
                prop_assert_eq!(round(-x, digits, rule), -round(x, digits, rule) + 0.0);
            }
        }

        #[test]
        fn monotone(a in -1e6..1e6_f64, b in -1e6..1e6_f64, digits in -3_i8..=6) {
            for rule in RULES {
                prop_assert!(round(a.min(b), digits, rule) <= round(a.max(b), digits, rule));
            }
        }

        /// On decimals of few digits the paper rules are integer arithmetic.
        #[test]
        fn paper_rules_are_integer_arithmetic(n in -99_999_999_i64..=99_999_999) {
            let x = n as f64 / 1e4;
            let (kept, rest) = (n.abs() / 100, n.abs() % 100);
            let back = |q: i64| (q * n.signum()) as f64 / 1e2;
            prop_assert_eq!(round(x, 2, Truncate), back(kept));
            prop_assert_eq!(round(x, 2, HalfUp), back(kept + i64::from(rest >= 50)));
            let even = i64::from(rest > 50 || (rest == 50 && kept % 2 == 1));
            prop_assert_eq!(round(x, 2, HalfEven), back(kept + even));
        }

        #[test]
        fn exact_is_printing(x in -1e9..1e9_f64, digits in 0_i8..=12) {
            let printed: f64 = format!("{x:.*}", usize::try_from(digits).unwrap()).parse().unwrap();
            prop_assert_eq!(round(x, digits, Exact), printed);
        }
    }
}

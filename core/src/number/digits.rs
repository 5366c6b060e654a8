//! The decimal of so many significant digits that is nearest to a double.

/// Powers of ten that a double holds exactly.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

/// `mantissa × 10^-scale`, without a sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Digits {
    pub(super) mantissa: u64,
    pub(super) scale: i32,
}

impl Digits {
    /// The decimal of `significant` (at most 15) digits nearest to `x`, which is finite and above
    /// zero.
    pub(super) fn nearest(x: f64, significant: u32) -> Option<Self> {
        Self::fast(x, significant).or_else(|| Self::exact(x, significant))
    }

    /// One multiplication or division by an exact power of ten, so the scaled value is off by at
    /// most 2^-53 of itself: a ten-thousandth for twelve digits. Unless its fraction is that close to
    /// a half, rounding gives the digits that exact arithmetic gives.
    ///
    /// At the edges: a scaled value that reaches 10^(n-1) only by its rounding stands for an `x`
    /// within 2^-53 of a power of ten, and the nearest decimal is that power whichever way it is
    /// counted.
    pub(super) fn fast(x: f64, significant: u32) -> Option<Self> {
        let digits = i32::try_from(significant).ok()?;
        let binary = i32::try_from((x.to_bits() >> 52) & 0x7ff).ok()? - 1023;
        // floor(binary × log10(2)): the decimal exponent, or one less than it.
        let mut scale = digits - 1 - ((binary * 78_913) >> 18);
        let full = *POWERS.get(usize::try_from(significant).ok()?)?;
        let mut scaled = shift(x, scale)?;
        if scaled >= full {
            scale -= 1;
            scaled = shift(x, scale)?;
        }
        let rounded = scaled.round();
        let near = 0.5 - full * (f64::EPSILON / 2.0);
        let trusted = scaled >= full / 10.0 && scaled < full && (scaled - rounded).abs() <= near;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "0 < rounded <= 10^15"
        )]
        trusted.then_some(Self { mantissa: rounded as u64, scale })
    }

    /// The same by printing, which is exact for every double.
    pub(super) fn exact(x: f64, significant: u32) -> Option<Self> {
        let fraction = usize::try_from(significant.checked_sub(1)?).ok()?;
        let text = format!("{x:.fraction$e}");
        let (digits, exponent) = text.split_once('e')?;
        let exponent: i32 = exponent.parse().ok()?;
        let mut mantissa = 0_u64;
        for digit in digits.chars().filter_map(|c| c.to_digit(10)) {
            mantissa = mantissa.checked_mul(10)?.checked_add(u64::from(digit))?;
        }
        Some(Self { mantissa, scale: i32::try_from(fraction).ok()? - exponent })
    }

    /// The double nearest to this decimal.
    pub(super) fn to_f64(self) -> f64 {
        // Up to 10^15 the mantissa is exact in a double, and so is the power: one operation, one
        // rounding, hence the nearest double.
        #[expect(clippy::cast_precision_loss, reason = "at most 10^15")]
        let mantissa = self.mantissa as f64;
        shift(mantissa, -self.scale).unwrap_or_else(|| {
            format!("{}e{}", self.mantissa, -self.scale).parse().unwrap_or(mantissa)
        })
    }
}

/// `x × 10^power` with a single rounding, where the power is exact.
pub(super) fn shift(x: f64, power: i32) -> Option<f64> {
    let exact = *POWERS.get(usize::try_from(power.unsigned_abs()).ok()?)?;
    Some(if power < 0 { x / exact } else { x * exact })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn value(x: f64, significant: u32) -> (f64, f64) {
        let exact = Digits::exact(x, significant).unwrap();
        (
            Digits::nearest(x, significant).unwrap().to_f64(),
            format!("{}e{}", exact.mantissa, -exact.scale).parse().unwrap(),
        )
    }

    fn agree(x: f64) {
        for significant in [12, 15] {
            let (near, exact) = value(x, significant);
            assert_eq!(near.to_bits(), exact.to_bits(), "{x:e} to {significant}");
        }
    }

    #[test]
    fn fast_equals_exact_around_powers_of_ten() {
        for power in -320..=308 {
            let centre: f64 = format!("1e{power}").parse().unwrap();
            for step in 0..40_u64 {
                agree(f64::from_bits(centre.to_bits() + step));
                agree(f64::from_bits(centre.to_bits().saturating_sub(step).max(1)));
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn fast_equals_exact(x in proptest::num::f64::POSITIVE | proptest::num::f64::SUBNORMAL) {
            agree(x.abs().max(f64::from_bits(1)));
        }

        #[test]
        fn fast_equals_exact_for_ordinary_numbers(n in 1_u64..1_000_000_000_000_000_000, power in -24_i32..10, ulps in 0_u64..4) {
            let x: f64 = format!("{n}e{power}").parse().unwrap();
            agree(x);
            agree(f64::from_bits(x.to_bits() + ulps));
        }

        /// Thirteenth or sixteenth digit a five: as near to a tie as decimals come.
        #[test]
        fn fast_equals_exact_near_ties(n in 100_000_000_000_u64..1_000_000_000_000, power in -24_i32..10, ulps in 0_u64..8) {
            let x: f64 = format!("{n}5e{power}").parse().unwrap();
            agree(f64::from_bits(x.to_bits() + ulps));
            agree(f64::from_bits(x.to_bits() - ulps));
            let x: f64 = format!("{n}1235e{power}").parse().unwrap();
            agree(f64::from_bits(x.to_bits() + ulps));
        }
    }
}

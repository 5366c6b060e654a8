//! Sums that do not depend on the order of their terms.

use super::certain::certain;
use super::grid;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Terms that need no allocation.
const FEW: usize = 32;
/// Terms that are worth looking at twice.
const MANY: usize = 64;

/// Bits of a limb; a limb has as many again for carries.
const BITS: usize = 32;
const MASK: i64 = (1 << BITS) - 1;
/// From 2^-1074, the least bit of a double, to 2^1024, its largest, and room above for more terms
/// than can be counted: 70 × 32 = 2240 bits.
const LIMBS: usize = 70;
/// Terms that can be added before a limb could overflow, with a wide margin.
const CARRY_AFTER: u32 = 1 << 29;

/// The sum of the values: exact inside, rounded once to the nearest double.
///
/// The result is the one of Python's `math.fsum`, and the same bits in whatever order the values
/// come. The sum of nothing is `0.0`. Infinities and NaN do what they do in ordinary addition.
///
/// ```
/// use chuan::number::sum;
/// assert_eq!(sum([0.1; 10]), 1.0);
/// assert_eq!(sum([1e100, 1.0, -1e100]), 1.0);
/// ```
#[must_use]
pub fn sum(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values = values.into_iter();
    let mut few = [0.0; FEW];
    let mut count = 0;
    for (cell, value) in few.iter_mut().zip(values.by_ref()) {
        *cell = value;
        count += 1;
    }
    if count < FEW {
        return sum_of(few.get(..count).unwrap_or_default());
    }
    let mut many = Vec::with_capacity(FEW + values.size_hint().1.unwrap_or(FEW));
    many.extend_from_slice(&few);
    many.extend(values);
    sum_of(&many)
}

/// The same of values that lie beside each other.
pub(crate) fn sum_of(values: &[f64]) -> f64 {
    if values.len() < MANY {
        let exact = || values.iter().copied().collect::<ExactSum>().value();
        return certain(values).unwrap_or_else(exact);
    }
    sum_of_each(values, grid::largest(values), |x| x)
}

/// The sum of `f` of each value, exact inside; quick where no term is larger than `largest`.
pub(crate) fn sum_of_each(values: &[f64], largest: f64, f: impl Fn(f64) -> f64) -> f64 {
    sum_of_pairs(values, values, largest, |x, _| f(x))
}

/// The sum of `f` of pairs of values from two lists of one length, exact inside; quick where no term
/// is larger than `largest`.
pub(crate) fn sum_of_pairs(
    left: &[f64],
    right: &[f64],
    largest: f64,
    f: impl Fn(f64, f64) -> f64,
) -> f64 {
    let pairs = || left.iter().zip(right);
    let exact = || pairs().map(|(a, b)| f(*a, *b)).collect::<ExactSum>().value();
    grid::sum_of_pairs(left, right, largest, &f).unwrap_or_else(exact)
}

/// A sum in the making, which can be cut into parts and merged in any order.
///
/// It is a fixed-point number wide enough for every double, so that adding is exact integer
/// arithmetic. Partial sums of doubles (as in Shewchuk's algorithm) give the same result, until one
/// of them overflows in one order of terms and not in another; here that cannot happen.
///
/// Serialised, it is a short list of decimals with the same exact sum, as text, because some
/// readers of JSON do not give back the same bits.
///
/// ```
/// use chuan::number::ExactSum;
/// let mut left: ExactSum = [0.1, 0.2].into_iter().collect();
/// let right: ExactSum = [0.3, 1e308, 1e308, -1e308, -1e308].into_iter().collect();
/// left.merge(&right);
/// assert_eq!(left.value(), 0.6);
/// ```
#[derive(Debug, Clone)]
pub struct ExactSum {
    /// Limb `i` counts units of 2^(32 i - 1074), with a sign.
    limbs: [i64; LIMBS],
    /// Additions since carries were last propagated.
    pending: u32,
    /// The sum of the terms that are not finite, or zero.
    special: f64,
}

impl Default for ExactSum {
    fn default() -> Self {
        Self { limbs: [0; LIMBS], pending: 0, special: 0.0 }
    }
}

impl ExactSum {
    /// An empty sum.
    ///
    /// ```
    /// assert_eq!(chuan::number::ExactSum::new().value(), 0.0);
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a value, exactly.
    ///
    /// ```
    /// let mut sum = chuan::number::ExactSum::new();
    /// sum.add(1e16);
    /// sum.add(1.0);
    /// sum.add(-1e16);
    /// assert_eq!(sum.value(), 1.0);
    /// ```
    pub fn add(&mut self, x: f64) {
        if !x.is_finite() {
            self.special += x;
            return;
        }
        let bits = x.to_bits();
        let exponent = (bits >> 52) & 0x7ff;
        let fraction = bits & ((1 << 52) - 1);
        // A subnormal has no hidden bit, and the unit of the smallest normal numbers.
        let (mantissa, shift) =
            if exponent == 0 { (fraction, 0) } else { (fraction | (1 << 52), exponent - 1) };
        let shift = usize::try_from(shift).unwrap_or_default();
        let wide = u128::from(mantissa) << (shift % BITS);
        for (step, limb) in self.limbs.iter_mut().skip(shift / BITS).take(3).enumerate() {
            #[expect(clippy::cast_possible_truncation, reason = "masked to the bits of a limb")]
            let part = (wide >> (step * BITS)) as i64 & MASK;
            *limb += if x.is_sign_negative() { -part } else { part };
        }
        self.pending += 1;
        if self.pending >= CARRY_AFTER {
            self.carry();
        }
    }

    /// Adds all that another sum holds.
    ///
    /// ```
    /// use chuan::number::ExactSum;
    /// let mut all = ExactSum::from_iter([0.1, 0.7]);
    /// all.merge(&ExactSum::from_iter([0.2]));
    /// assert_eq!(all.value(), 1.0);
    /// ```
    pub fn merge(&mut self, other: &Self) {
        for (limb, more) in self.limbs.iter_mut().zip(other.limbs) {
            *limb += more;
        }
        // Each side is below CARRY_AFTER terms and one carried remainder: far from overflowing.
        self.carry();
        self.special += other.special;
    }

    /// The sum so far, rounded to the nearest double, a tie to even.
    ///
    /// ```
    /// let sum = chuan::number::ExactSum::from_iter([0.1; 10]);
    /// assert_eq!(sum.value(), 1.0);
    /// ```
    #[must_use]
    pub fn value(&self) -> f64 {
        if self.special != 0.0 {
            return self.special;
        }
        let mut size = self.clone();
        size.carry();
        let negative = size.limbs.last().is_some_and(|top| *top < 0);
        if negative {
            size.limbs.iter_mut().for_each(|limb| *limb = -*limb);
            size.carry();
        }
        let size = size.magnitude();
        if negative { -size } else { size }
    }

    /// Leaves every limb but the last within 0 to 2^32 - 1: one form for each exact sum.
    fn carry(&mut self) {
        let mut carry = 0;
        let mut limbs = self.limbs.iter_mut().peekable();
        while let Some(limb) = limbs.next() {
            *limb += carry;
            if limbs.peek().is_some() {
                carry = *limb >> BITS;
                *limb &= MASK;
            }
        }
        self.pending = 0;
    }

    /// The value of carried limbs that are not negative.
    fn magnitude(&self) -> f64 {
        let Some(top) = self.limbs.iter().rposition(|limb| *limb != 0) else { return 0.0 };
        // Three limbs hold the 53 bits wanted and at least a dozen more; the rest can only tell
        // whether a half is exact.
        let base = top.saturating_sub(2);
        let lead = self
            .limbs
            .iter()
            .skip(base)
            .take(3)
            .rev()
            .fold(0_u128, |lead, limb| (lead << BITS) | u128::from(limb.unsigned_abs()));
        let sticky = self.limbs.iter().take(base).any(|limb| *limb != 0);
        let drop = (u128::BITS - lead.leading_zeros()).saturating_sub(f64::MANTISSA_DIGITS);
        let mut kept = lead >> drop;
        if drop > 0 {
            let (rest, half) = (lead & ((1 << drop) - 1), 1_u128 << (drop - 1));
            let up = rest > half || (rest == half && (sticky || kept & 1 == 1));
            kept += u128::from(up);
        }
        #[expect(clippy::cast_precision_loss, reason = "at most 2^53")]
        let kept = kept as f64;
        // Exact, or rounding to infinity: the product of 53 bits and a power of two.
        kept * power_of_two(base * BITS + drop as usize)
    }

    /// A short list of doubles whose exact sum is this one, the largest first.
    fn parts(&self) -> Vec<f64> {
        if self.special != 0.0 {
            return vec![self.special];
        }
        let mut rest = self.clone();
        let mut parts = Vec::new();
        loop {
            let part = rest.value().clamp(f64::MIN, f64::MAX);
            if part == 0.0 {
                return parts;
            }
            parts.push(part);
            rest.add(-part);
        }
    }
}

/// 2^(bits - 1074).
fn power_of_two(bits: usize) -> f64 {
    match u64::try_from(bits) {
        Ok(bits @ 0..=51) => f64::from_bits(1 << bits),
        Ok(bits @ 52..=2097) => f64::from_bits((bits - 51) << 52),
        _ => f64::INFINITY,
    }
}

impl PartialEq for ExactSum {
    fn eq(&self, other: &Self) -> bool {
        let (mut a, mut b) = (self.clone(), other.clone());
        a.carry();
        b.carry();
        a.limbs == b.limbs && a.special.total_cmp(&b.special).is_eq()
    }
}

impl Extend<f64> for ExactSum {
    fn extend<I: IntoIterator<Item = f64>>(&mut self, values: I) {
        values.into_iter().for_each(|x| self.add(x));
    }
}

impl FromIterator<f64> for ExactSum {
    fn from_iter<I: IntoIterator<Item = f64>>(values: I) -> Self {
        let mut sum = Self::new();
        sum.extend(values);
        sum
    }
}

impl Serialize for ExactSum {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.parts().iter().map(|part| format!("{part:e}")))
    }
}

impl<'de> Deserialize<'de> for ExactSum {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let parts = Vec::<String>::deserialize(deserializer)?;
        let numbers = parts.iter().map(|part| part.parse::<f64>());
        numbers.collect::<Result<_, _>>().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Python's `fsum`: Shewchuk's partials, and the final rounding mended.
    fn fsum(values: &[f64]) -> f64 {
        let mut partials: Vec<f64> = Vec::new();
        for mut x in values.iter().copied() {
            let mut kept = Vec::new();
            for mut y in partials {
                if x.abs() < y.abs() {
                    std::mem::swap(&mut x, &mut y);
                }
                let high = x + y;
                let low = y - (high - x);
                if low != 0.0 {
                    kept.push(low);
                }
                x = high;
            }
            kept.push(x);
            partials = kept;
        }
        let mut high = 0.0;
        let mut low = 0.0;
        while let Some(x) = partials.pop() {
            let y = x;
            let before = high;
            high = before + y;
            low = y - (high - before);
            if low != 0.0 {
                break;
            }
        }
        let same_side = |next: &f64| low != 0.0 && *next != 0.0 && (low < 0.0) == (*next < 0.0);
        if partials.last().is_some_and(same_side) {
            let y = low * 2.0;
            let x = high + y;
            if y == x - high {
                high = x;
            }
        }
        high
    }

    #[test]
    fn hard_cases() {
        assert_eq!(sum([]).to_bits(), 0);
        assert_eq!(sum([-0.0]).to_bits(), 0);
        assert_eq!(sum([1e308, 1e308, -1e308]), 1e308);
        assert_eq!(sum([f64::MAX, f64::MAX]), f64::INFINITY);
        assert_eq!(sum([-f64::MAX, -f64::MAX]), f64::NEG_INFINITY);
        assert_eq!(sum([5e-324, 5e-324]), 1e-323);
        assert_eq!(sum([f64::MIN_POSITIVE, -5e-324]), f64::MIN_POSITIVE - 5e-324);
        assert_eq!(sum([1.0, 2f64.powi(-53), 2f64.powi(-1000)]), 1.0 + f64::EPSILON);
        assert_eq!(sum([1.0, 2f64.powi(-53)]), 1.0);
        assert_eq!(sum([f64::INFINITY, 1.0]), f64::INFINITY);
        assert!(sum([f64::INFINITY, f64::NEG_INFINITY]).is_nan());
        assert!(sum([f64::NAN, 1.0]).is_nan());
    }

    #[test]
    fn carries_before_limbs_overflow() {
        let mut sum = ExactSum::from_iter([f64::MAX]);
        for _ in 0..80 {
            let copy = sum.clone();
            sum.merge(&copy);
        }
        assert_eq!(sum.value(), f64::INFINITY);
        let read: ExactSum = serde_json::from_str(
            &serde_json::to_string(&ExactSum::from_iter([f64::MAX; 3])).unwrap(),
        )
        .unwrap();
        assert!(read == ExactSum::from_iter([f64::MAX; 3]));
    }

    proptest! {
        /// The quick way says nothing, or what exact arithmetic says.
        #[test]
        fn what_is_certain_is_exact(values in proptest::collection::vec((-(1_i64 << 53)..(1_i64 << 53), -60_i32..60), 0..70)) {
            let values: Vec<f64> = values.into_iter().map(|(m, e)| m as f64 * 2f64.powi(e)).collect();
            let exact = values.iter().copied().collect::<ExactSum>().value();
            if let Some(quick) = super::certain(&values) {
                prop_assert_eq!(quick.to_bits(), exact.to_bits());
            }
            prop_assert_eq!(sum(values.iter().copied()).to_bits(), exact.to_bits());
        }

        /// So does the one for many terms, in any order.
        #[test]
        fn what_is_certain_of_many_is_exact(
            mut values in proptest::collection::vec((-(1_i64 << 53)..(1_i64 << 53), -20_i32..20), 1..1200),
            same_scale: bool,
        ) {
            let scale = |e: i32| if same_scale { 1.0 } else { 2f64.powi(e) };
            let of = |values: &[(i64, i32)]| -> Vec<f64> {
                values.iter().map(|(m, e)| *m as f64 * scale(*e)).collect()
            };
            let terms = of(&values);
            let exact = terms.iter().copied().collect::<ExactSum>().value();
            let largest = terms.iter().fold(0.0_f64, |most, x| most.max(x.abs()));
            for bound in [largest, 1000.0 * largest] {
                if let Some(quick) = grid::sum_of_pairs(&terms, &terms, bound, |x, _| x) {
                    prop_assert_eq!(quick.to_bits(), exact.to_bits());
                }
            }
            prop_assert_eq!(sum_of(&terms).to_bits(), exact.to_bits());
            values.sort_unstable();
            prop_assert_eq!(sum_of(&of(&values)).to_bits(), exact.to_bits());
            let squares = terms.iter().map(|x| x * x).collect::<ExactSum>().value();
            let found = sum_of_each(&terms, largest * largest, |x| x * x);
            prop_assert_eq!(found.to_bits(), squares.to_bits());
        }

        /// Near ties: a sum, half a unit of its last place, and a little more or less.
        #[test]
        fn near_ties_are_rounded_as_exactly(a in 1.0..2.0_f64, step in -3_i32..=3, low in 60_i32..1000, up in proptest::bool::ANY) {
            let little = f64::from(step) * 2f64.powi(-low);
            let half = if up { f64::EPSILON / 2.0 } else { -f64::EPSILON / 2.0 };
            let values = [a, half, little, 1e-9, -1e-9];
            let exact = values.iter().copied().collect::<ExactSum>().value();
            prop_assert_eq!(sum(values).to_bits(), exact.to_bits());
        }

        #[test]
        fn one_value_is_itself(x in proptest::num::f64::NORMAL | proptest::num::f64::SUBNORMAL) {
            prop_assert_eq!(sum([x]), x);
        }

        #[test]
        fn two_values_are_added(a in proptest::num::f64::NORMAL, b in proptest::num::f64::NORMAL) {
            prop_assert_eq!(sum([a, b]), a + b);
        }

        #[test]
        fn as_python(values in proptest::collection::vec(-1e300..1e300_f64, 0..30)) {
            prop_assert_eq!(sum(values.iter().copied()), fsum(&values) + 0.0);
        }

        #[test]
        fn as_python_across_magnitudes(values in proptest::collection::vec((-1.0..1.0_f64, -200..200_i32), 0..30)) {
            let values: Vec<f64> = values.into_iter().map(|(x, e)| x * 2f64.powi(e)).collect();
            prop_assert_eq!(sum(values.iter().copied()), fsum(&values) + 0.0);
        }

        /// Dyadic terms as integers: the conversion to a double is correctly rounded.
        #[test]
        fn equals_exact_integers(values in proptest::collection::vec((-(1_i64 << 53)..(1_i64 << 53), 0_u32..60), 1..40)) {
            let exact: i128 = values.iter().map(|(m, e)| i128::from(*m) << e).sum();
            let doubles = values.iter().map(|(m, e)| *m as f64 * 2f64.powi(*e as i32 - 70));
            prop_assert_eq!(sum(doubles), exact as f64 * 2f64.powi(-70));
        }

        #[test]
        fn order_and_partition_do_not_matter(
            (values, shuffled) in proptest::collection::vec(proptest::num::f64::NORMAL, 0..40)
                .prop_flat_map(|v| (Just(v.clone()), Just(v).prop_shuffle())),
            cut in 0_usize..40,
        ) {
            let whole: ExactSum = values.iter().copied().collect();
            let (left, right) = shuffled.split_at(cut.min(shuffled.len()));
            let mut merged: ExactSum = right.iter().copied().collect();
            merged.merge(&left.iter().copied().collect());
            prop_assert_eq!(whole.value().to_bits(), merged.value().to_bits());
            prop_assert!(whole == merged);
            let read: ExactSum = serde_json::from_str(&serde_json::to_string(&merged).unwrap()).unwrap();
            prop_assert_eq!(read.value().to_bits(), whole.value().to_bits());
        }
    }
}

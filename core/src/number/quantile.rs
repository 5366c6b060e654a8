//! Order statistics of sorted numbers.

/// Numbers in rising order, as `f64::total_cmp` has it.
///
/// Everything computed from them is the same in whatever order they come.
///
/// ```
/// assert_eq!(chuan::number::sorted([3.0, 1.0]), [1.0, 3.0]);
/// ```
#[must_use]
pub fn sorted(numbers: impl IntoIterator<Item = f64>) -> Vec<f64> {
    let numbers = numbers.into_iter();
    let (least, most) = numbers.size_hint();
    let mut keys = Vec::with_capacity(most.unwrap_or(least));
    keys.extend(numbers.map(|x| key(x.to_bits())));
    // Whole numbers are sorted twice as fast as doubles that are compared by `total_cmp`.
    keys.sort_unstable();
    keys.into_iter().map(|bits| f64::from_bits(key(bits.cast_unsigned()).cast_unsigned())).collect()
}

/// The bits of a double as a whole number in the same order, and back.
pub(crate) fn key(bits: u64) -> i64 {
    let bits = bits.cast_signed();
    // The magnitude of a negative double grows the other way.
    bits ^ ((bits >> 63) & i64::MAX)
}

/// The quantile of type 7 (Hyndman and Fan 1996; the default of R, NumPy and Excel's
/// `PERCENTILE.INC`): with `h = (n - 1) p`, linear between the values at `⌊h⌋` and `⌈h⌉`, counted
/// from 0. In the unit of the values; absent without a value or when `p` is not within 0 and 1.
///
/// ```
/// use chuan::number::quantile;
///
/// let sorted = [1.0, 2.0, 3.0, 4.0];
/// assert_eq!(quantile(&sorted, 0.25), Some(1.75));
/// assert_eq!(quantile(&sorted, 0.5), Some(2.5));
/// assert_eq!(quantile(&[], 0.5), None);
/// ```
#[must_use]
pub fn quantile(sorted: &[f64], p: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    if !(0.0..=1.0).contains(&p) {
        return None;
    }
    let place = last as f64 * p;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "0 <= place <= last"
    )]
    let below = (place.floor() as usize).min(last);
    let low = *sorted.get(below)?;
    let high = *sorted.get((below + 1).min(last))?;
    let share = place - below as f64;
    // Exact where the place is a whole one, and never outside the two values.
    Some(if share <= 0.0 { low } else { low * (1.0 - share) + high * share }.clamp(low, high))
}

/// The middle of sorted numbers, or the mean of the two in the middle; absent without a number.
///
/// ```
/// use chuan::number::median;
///
/// assert_eq!(median(&[1.0, 2.0, 40.0]), Some(2.0));
/// assert_eq!(median(&[1.0, 2.0]), Some(1.5));
/// ```
#[must_use]
pub fn median(sorted: &[f64]) -> Option<f64> {
    let half = sorted.len() / 2;
    let high = *sorted.get(half)?;
    if sorted.len() % 2 == 1 {
        return Some(high);
    }
    Some(sorted.get(half.checked_sub(1)?)?.midpoint(high))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn edges() {
        assert_eq!(quantile(&[7.0], 0.3), Some(7.0));
        assert_eq!(quantile(&[1.0, 2.0], 1.0), Some(2.0));
        assert_eq!(quantile(&[1.0, 2.0], 1.1), None);
        assert_eq!(quantile(&[1.0, 2.0], f64::NAN), None);
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[f64::MAX, f64::MAX]), Some(f64::MAX));
    }

    proptest! {
        #[test]
        fn sorts_as_doubles_compare(mut v in proptest::collection::vec(proptest::num::f64::NORMAL | proptest::num::f64::ZERO, 0..40)) {
            let ours = sorted(v.iter().copied());
            v.sort_by(f64::total_cmp);
            prop_assert!(ours.iter().map(|x| x.to_bits()).eq(v.iter().map(|x| x.to_bits())));
        }

        #[test]
        fn rises_with_the_share(mut v in proptest::collection::vec(-1e6..1e6_f64, 1..30), p in 0.0..=1.0_f64, q in 0.0..=1.0_f64) {
            v.sort_by(f64::total_cmp);
            let (low, high) = if p < q { (p, q) } else { (q, p) };
            prop_assert!(quantile(&v, low) <= quantile(&v, high));
            let (half, middle) = (quantile(&v, 0.5).unwrap(), median(&v).unwrap());
            prop_assert!((half - middle).abs() <= 1e-9);
        }
    }
}

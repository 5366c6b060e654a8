//! Sorting in a time that grows with the number of keys alone.
#![allow(clippy::indexing_slicing, reason = "digits are below the number of buckets")]

const BITS: u32 = 11;
const BUCKETS: usize = 1 << BITS;
/// Fewer keys are sorted faster by comparing them.
const FEW: usize = 2000;

/// Sorts pairs of a key and what belongs to it by the key; equal keys keep their order.
///
/// By digits of the keys, the last first. A digit that all keys share costs nothing.
pub(crate) fn sort_by_key(pairs: &mut Vec<(u64, u32)>) {
    if pairs.len() < FEW {
        pairs.sort_by_key(|(key, _)| *key);
        return;
    }
    let digit = |key: u64, place: u32| (key >> (place * BITS)) as usize % BUCKETS;
    let places = u64::BITS.div_ceil(BITS);
    let mut counts = vec![[0_usize; BUCKETS]; places as usize];
    for (key, _) in pairs.iter() {
        for place in 0..places {
            counts[place as usize][digit(*key, place)] += 1;
        }
    }
    let mut other = vec![(0, 0); pairs.len()];
    for (place, counts) in (0..places).zip(&mut counts) {
        if counts.contains(&pairs.len()) {
            continue;
        }
        let mut next = 0;
        for count in counts.iter_mut() {
            next += std::mem::replace(count, next);
        }
        for pair in pairs.iter() {
            let at = &mut counts[digit(pair.0, place)];
            other[*at] = *pair;
            *at += 1;
        }
        std::mem::swap(pairs, &mut other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn as_a_stable_sort(keys in proptest::collection::vec(prop_oneof![0..9_u64, proptest::num::u64::ANY], 1990..4000)) {
            let mut pairs: Vec<(u64, u32)> = keys.into_iter().zip(0..).collect();
            let mut expected = pairs.clone();
            expected.sort_by_key(|(key, _)| *key);
            sort_by_key(&mut pairs);
            prop_assert_eq!(pairs, expected);
        }
    }
}

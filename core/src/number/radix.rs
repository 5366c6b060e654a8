//! Sorting in a time that grows with the number of keys alone.
#![allow(clippy::indexing_slicing, reason = "digits are below the number of buckets")]

const BITS: u32 = 11;
const BUCKETS: usize = 1 << BITS;
/// Fewer keys are sorted faster by comparing them.
const FEW: usize = 2000;

/// So many digits, the highest that differ, put nearly all keys of ordinary numbers in order: the rest
/// is done by comparing neighbours.
const PASSES: usize = 3;

/// Sorts pairs of a key and what belongs to it by the key; equal keys keep their order.
///
/// By the highest digits of the keys in which they differ, the last of these first; then runs that agree
/// in all of them are sorted by comparing them.
pub(crate) fn sort_by_key(pairs: &mut Vec<(u64, u32)>) {
    if pairs.len() < FEW {
        pairs.sort_by_key(|(key, _)| *key);
        return;
    }
    let first = pairs.first().map_or(0, |(key, _)| *key);
    let differ = pairs.iter().fold(0, |differ, (key, _)| differ | (key ^ first));
    let highest = u64::BITS - differ.leading_zeros();
    let lowest = highest.saturating_sub(BITS * PASSES as u32);
    let digit = |key: u64, place: usize| (key >> (lowest + place as u32 * BITS)) as usize % BUCKETS;
    let mut counts = vec![[0_u32; BUCKETS]; PASSES];
    for (key, _) in pairs.iter() {
        for (place, counts) in counts.iter_mut().enumerate() {
            counts[digit(*key, place)] += 1;
        }
    }
    let all = pairs.len() as u32;
    let mut other = vec![(0, 0); pairs.len()];
    for (place, counts) in counts.iter_mut().enumerate() {
        // A digit that all keys share.
        if counts.contains(&all) {
            continue;
        }
        let mut next = 0;
        for count in counts.iter_mut() {
            next += std::mem::replace(count, next);
        }
        for pair in pairs.iter() {
            let at = &mut counts[digit(pair.0, place)];
            other[*at as usize] = *pair;
            *at += 1;
        }
        std::mem::swap(pairs, &mut other);
    }
    if lowest > 0 {
        for run in pairs.chunk_by_mut(|(a, _), (b, _)| a >> lowest == b >> lowest) {
            if run.len() > 1 {
                run.sort_by_key(|(key, _)| *key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn as_a_stable_sort(
            shift in 0_u32..64,
            keys in proptest::collection::vec(prop_oneof![0..9_u64, proptest::num::u64::ANY, u64::MAX - 9..], 1990..4000),
        ) {
            let keys = keys.into_iter().map(|key| key.rotate_left(shift));
            let mut pairs: Vec<(u64, u32)> = keys.zip(0..).collect();
            let mut expected = pairs.clone();
            expected.sort_by_key(|(key, _)| *key);
            sort_by_key(&mut pairs);
            prop_assert_eq!(pairs, expected);
        }
    }
}

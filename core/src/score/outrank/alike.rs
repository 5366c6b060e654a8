//! Units by what tells them apart, so that a search does not depend on the order in which they come.
#![allow(clippy::indexing_slicing, reason = "places and kinds are below the size of the component")]

/// The units of a component by their shares against the others, and the kind of each: units of one kind
/// have the same shares against the same kinds.
///
/// Kinds are refined until no more are found, as colours of a graph are (Weisfeiler and Leman 1968).
pub(super) fn sorted(
    component: &[usize],
    share: impl Fn(usize, usize) -> f64,
) -> (Vec<usize>, Vec<usize>) {
    let size = component.len();
    let mut kinds = vec![0; size];
    let mut count = 1;
    let mut order: Vec<usize> = (0..size).collect();
    loop {
        let keys: Vec<(usize, Vec<(u64, usize)>)> = (0..size)
            .map(|one| {
                let others = (0..size).filter(|other| *other != one);
                // Shares are not negative, so their bits are in the order of the numbers.
                let pair = |other: usize| {
                    (share(component[one], component[other]).to_bits(), kinds[other])
                };
                let mut pairs: Vec<(u64, usize)> = others.map(pair).collect();
                pairs.sort_unstable();
                (kinds[one], pairs)
            })
            .collect();
        order.sort_by(|a, b| keys[*a].cmp(&keys[*b]));
        let (mut found, mut next) = (0, vec![0; size]);
        for group in order.chunk_by(|a, b| keys[*a] == keys[*b]) {
            group.iter().for_each(|place| next[*place] = found);
            found += 1;
        }
        kinds = next;
        if found == count || found == size {
            break;
        }
        count = found;
    }
    (
        order.iter().map(|place| component[*place]).collect(),
        order.iter().map(|p| kinds[*p]).collect(),
    )
}

/// The mean place of every kind, from sums of places over so many orders.
pub(super) fn means(kinds: &[usize], sums: &[u128], count: u128) -> Vec<(usize, f64)> {
    let mut all: Vec<(u128, u128)> = vec![(0, 0); kinds.len()];
    for (kind, sum) in kinds.iter().zip(sums) {
        all[*kind].0 += sum;
        all[*kind].1 += count;
    }
    let there = all.into_iter().enumerate().filter(|(_, (_, orders))| *orders > 0);
    there.map(|(kind, (sum, orders))| (kind, sum as f64 / orders as f64)).collect()
}

//! Ranks of numbers, and how two orders agree.

/// Average ranks from 1 for the smallest; NaN, which stands for absent, stays.
pub(super) fn average_ranks(numbers: &[f64]) -> Vec<f64> {
    let mut sorted: Vec<(f64, usize)> =
        numbers.iter().copied().enumerate().map(|(place, x)| (x, place)).collect();
    sorted.retain(|(x, _)| !x.is_nan());
    sorted.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    let mut ranks = vec![f64::NAN; numbers.len()];
    let mut before = 0;
    for group in sorted.chunk_by(|a, b| a.0 == b.0) {
        // The mean of before + 1 … before + len.
        let rank = before as f64 + (group.len() as f64 + 1.0) / 2.0;
        for (_, place) in group {
            if let Some(cell) = ranks.get_mut(*place) {
                *cell = rank;
            }
        }
        before += group.len();
    }
    ranks
}

/// How two orders agree.
pub(super) struct Agreement {
    /// Kendall's tau-b.
    pub(super) tau: f64,
    /// Concordant minus discordant pairs over its standard deviation under independence.
    pub(super) z: f64,
}

/// Sums over the groups of ties of one list.
#[derive(Default)]
struct Ties {
    pairs: f64,
    /// `Σ t (t - 1) (2 t + 5)`.
    five: f64,
    /// `Σ t (t - 1) (t - 2)`.
    triples: f64,
}

impl Ties {
    fn count(sizes: impl Iterator<Item = usize>) -> Self {
        sizes.fold(Self::default(), |mut sums, t| {
            let t = t as f64;
            sums.pairs += t * (t - 1.0) / 2.0;
            sums.five += t * (t - 1.0) * (2.0 * t + 5.0);
            sums.triples += t * (t - 1.0) * (t - 2.0);
            sums
        })
    }
}

/// Kendall's tau-b of lists of one length without absent numbers, by counting the exchanges of a
/// merge sort (W. R. Knight, *J. American Statistical Association* 61, 1966), with the variance for
/// ties of M. G. Kendall, *Rank Correlation Methods* (1970). `None` with fewer than two numbers or
/// when all of a list are equal.
pub(super) fn kendall(a: &[f64], b: &[f64]) -> Option<Agreement> {
    let count = a.len();
    let mut pairs: Vec<(f64, f64)> = a.iter().copied().zip(b.iter().copied()).collect();
    pairs.sort_unstable_by(|x, y| x.0.total_cmp(&y.0).then(x.1.total_cmp(&y.1)));
    let left = Ties::count(pairs.chunk_by(|x, y| x.0 == y.0).map(<[_]>::len));
    let both = Ties::count(pairs.chunk_by(|x, y| x == y).map(<[_]>::len));
    let mut order: Vec<f64> = pairs.into_iter().map(|(_, y)| y).collect();
    let exchanges = sort_counting(&mut order);
    let right = Ties::count(order.chunk_by(|x, y| x == y).map(<[_]>::len));
    let n = count as f64;
    let all = n * (n - 1.0) / 2.0;
    let score = all - left.pairs - right.pairs + both.pairs - 2.0 * exchanges as f64;
    let untied = (all - left.pairs) * (all - right.pairs);
    if count < 2 || untied <= 0.0 {
        return None;
    }
    let tau = (score / untied.sqrt()).clamp(-1.0, 1.0);
    let mut variance = (n * (n - 1.0) * (2.0 * n + 5.0) - left.five - right.five) / 18.0
        + 2.0 * left.pairs * right.pairs / (n * (n - 1.0));
    if count > 2 {
        variance += left.triples * right.triples / (9.0 * n * (n - 1.0) * (n - 2.0));
    }
    Some(Agreement { tau, z: score / variance.sqrt() })
}

/// Sorts, and counts how many pairs stood the wrong way round.
fn sort_counting(numbers: &mut [f64]) -> u64 {
    let mut scratch = Vec::with_capacity(numbers.len());
    let mut exchanges = 0;
    let mut width = 1;
    while width < numbers.len() {
        scratch.clear();
        for block in numbers.chunks(2 * width) {
            let (mut left, mut right) = block.split_at(width.min(block.len()));
            while let (Some((x, others)), Some((y, later))) =
                (left.split_first(), right.split_first())
            {
                if y < x {
                    exchanges += left.len() as u64;
                    scratch.push(*y);
                    right = later;
                } else {
                    scratch.push(*x);
                    left = others;
                }
            }
            scratch.extend_from_slice(left);
            scratch.extend_from_slice(right);
        }
        numbers.copy_from_slice(&scratch);
        width *= 2;
    }
    exchanges
}

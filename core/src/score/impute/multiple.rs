//! Gaps filled by draws: many ways in which a table may be complete.

use super::{Draw, Imputed, impute_em_drawn};
use crate::observe::Column;
use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use serde::{Deserialize, Serialize};

/// Parameters of [`impute_multiple`].
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct MultipleOptions {
    /// From which all draws follow.
    pub seed: u64,
    /// When the EM algorithm ends: nothing changes by more than this.
    pub tolerance: f64,
    /// Or so many iterations have been made.
    pub max_iterations: usize,
}

impl Default for MultipleOptions {
    fn default() -> Self {
        Self { seed: 0, tolerance: 1e-6, max_iterations: 500 }
    }
}

impl MultipleOptions {
    /// The defaults with a seed.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self { seed, ..Self::default() }
    }
}

/// One replicate of a table with its gaps filled by draws, in the units of the columns.
///
/// The units are drawn anew with replacement, the multivariate normal distribution that fits that
/// sample best is found by the EM algorithm, and every gap is filled by a draw from what that
/// distribution says of it, given the values that the unit has. So replicates differ by what is not
/// known about the distribution, and by what it leaves open. (Honaker and King, *American Journal of
/// Political Science* 54, 2010; Little and Rubin, *Statistical Analysis with Missing Data*, chapter 10.)
///
/// Replicate `number` of a seed is always the same, whichever others are made: draws come from the
/// stream `number` of ChaCha12 with that seed. Units are drawn for in the order of the columns, so
/// that order has to be one that stays. What [`impute_em`](crate::score::impute::impute_em) leaves
/// alone is left alone here.
///
/// ```
/// use chuan::score::impute::{MultipleOptions, impute_multiple};
/// use chuan::observe::Column;
///
/// let a: Column = (0..40).map(|x| Some(f64::from(x))).collect();
/// let b: Column = (0..40).map(|x| (x != 7).then(|| f64::from(2 * x + x % 3))).collect();
/// let options = MultipleOptions::seeded(1);
/// let one = impute_multiple(&[a.clone(), b.clone()], &options, 0);
/// let again = impute_multiple(&[a.clone(), b.clone()], &options, 0);
/// let other = impute_multiple(&[a, b], &options, 1);
/// assert_eq!(one[1].column.get(7), again[1].column.get(7));
/// assert_ne!(one[1].column.get(7), other[1].column.get(7));
/// assert!((one[1].column.get(7).unwrap() - 15.0).abs() < 5.0);
/// ```
#[must_use]
pub fn impute_multiple(columns: &[Column], options: &MultipleOptions, number: u64) -> Vec<Imputed> {
    let mut random = ChaCha12Rng::seed_from_u64(options.seed);
    random.set_stream(number);
    let units = columns.iter().map(Column::len).max().unwrap_or(0);
    let known: Vec<usize> = (0..units)
        .filter(|unit| columns.iter().any(|column| column.get(*unit).is_some()))
        .collect();
    let sample: Vec<usize> = known
        .iter()
        .filter_map(|_| {
            let wide = u128::from(random.next_u64()) * known.len() as u128;
            known.get(usize::try_from(wide >> 64).unwrap_or(0)).copied()
        })
        .collect();
    // Drawn for every cell, so that a gap more or less elsewhere changes nothing here.
    let normals: Vec<Vec<f64>> =
        (0..units).map(|_| columns.iter().map(|_| normal(&mut random)).collect()).collect();
    let draw = Draw { sample: &sample, normals: &normals };
    impute_em_drawn(columns, options.tolerance, options.max_iterations, &draw)
}

/// A draw from the standard normal distribution (Box and Muller 1958).
fn normal(random: &mut impl Rng) -> f64 {
    let mut uniform = || ((random.next_u64() >> 11) as f64 + 0.5) / (1_u64 << 53) as f64;
    let (radius, angle) = (uniform(), uniform());
    (-2.0 * radius.ln()).sqrt() * (std::f64::consts::TAU * angle).cos()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `b = 2 a + noise` of spread 3; every third `b` is absent.
    fn table() -> [Column; 2] {
        let mut random = ChaCha12Rng::seed_from_u64(5);
        let a: Vec<f64> = (0..300).map(|_| 10.0 * normal(&mut random)).collect();
        let b: Vec<f64> = a.iter().map(|x| 2.0 * x + 3.0 * normal(&mut random)).collect();
        let kept = b.iter().enumerate().map(|(unit, x)| (unit % 3 != 0).then_some(*x));
        [a.iter().copied().map(Some).collect(), kept.collect()]
    }

    #[test]
    fn draws_have_the_spread_that_the_distribution_leaves() {
        let [a, b] = table();
        let options = MultipleOptions::seeded(3);
        let mut deviations = Vec::new();
        for number in 0..20 {
            let filled = impute_multiple(&[a.clone(), b.clone()], &options, number);
            for unit in (0..300).step_by(3) {
                let (x, y) = (a.get(unit).unwrap(), filled[1].column.get(unit).unwrap());
                deviations.push(y - 2.0 * x);
            }
        }
        let n = deviations.len() as f64;
        let mean = deviations.iter().sum::<f64>() / n;
        let sd = (deviations.iter().map(|d| (d - mean).powi(2)).sum::<f64>() / n).sqrt();
        assert!(mean.abs() < 0.5 && (2.6..3.4).contains(&sd), "{mean} {sd}");
    }

    #[test]
    fn a_replicate_does_not_depend_on_the_others() {
        let columns = table();
        let options = MultipleOptions::seeded(9);
        let alone = impute_multiple(&columns, &options, 7);
        let _ = impute_multiple(&columns, &options, 3);
        assert_eq!(alone, impute_multiple(&columns, &options, 7));
        assert!(alone[0].filled.iter().all(|filled| !filled));
        assert_eq!(alone[1].filled.iter().filter(|filled| **filled).count(), 100);
    }
}

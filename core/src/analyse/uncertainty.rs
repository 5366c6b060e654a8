//! Uncertainty by sampling: draws that are the same everywhere, the spread of ranks over runs, and the
//! limits of estimated sensitivity.
//!
//! All draws come from `ChaCha` with twelve rounds, started with a seed: the same seed gives the same
//! draws on every machine and with any number of threads.

use super::sobol::{self, SobolError};
use crate::number;
use crate::number::quantile;
use crate::observe::Column;
use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A source of draws.
struct Draws(ChaCha12Rng);

impl Draws {
    fn new(seed: u64) -> Self {
        Self(ChaCha12Rng::seed_from_u64(seed))
    }

    /// Uniform on [0, 1), in steps of 2⁻⁵³.
    fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 * (1.0 / 9_007_199_254_740_992.0)
    }

    /// Uniform below `count`, without bias (Lemire 2019).
    fn below(&mut self, count: usize) -> usize {
        let count = count.max(1) as u64;
        loop {
            let wide = u128::from(self.0.next_u64()) * u128::from(count);
            let low = wide as u64;
            if low >= count.wrapping_neg() % count {
                return (wide >> 64) as usize;
            }
        }
    }
}

/// Random rows of numbers, uniform on [0, 1): a sample of so many points over so many inputs. Without a unit, in
/// steps of 2⁻⁵³; `ChaCha` with twelve rounds (D. J. Bernstein 2008).
///
/// ```
/// use chuan::analyse::uncertainty::uniform;
///
/// let sample = uniform(100, 3, 42);
/// assert_eq!((sample.len(), sample[0].len()), (100, 3));
/// assert_eq!(sample, uniform(100, 3, 42));
/// assert_ne!(sample, uniform(100, 3, 43));
/// ```
#[must_use]
pub fn uniform(samples: usize, inputs: usize, seed: u64) -> Vec<Vec<f64>> {
    let mut draws = Draws::new(seed);
    (0..samples).map(|_| (0..inputs).map(|_| draws.unit()).collect()).collect()
}

/// Random choices: for every sample one of the alternatives of each input, all equally likely. Places from 0
/// (D. Lemire, *ACM Transactions on Modeling and Computer Simulation* 29, 2019).
///
/// ```
/// use chuan::analyse::uncertainty::choices;
///
/// let drawn = choices(&[2, 5], 1000, 1);
/// let first = drawn.iter().filter(|row| row[1] == 0).count();
/// assert!((150..250).contains(&first));
/// ```
#[must_use]
pub fn choices(alternatives: &[usize], samples: usize, seed: u64) -> Vec<Vec<usize>> {
    let mut draws = Draws::new(seed);
    (0..samples).map(|_| alternatives.iter().map(|count| draws.below(*count)).collect()).collect()
}

/// How something that was computed many times is spread.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Spread {
    /// How many times there was a value.
    pub count: usize,
    /// The mean.
    pub mean: f64,
    /// The standard deviation with divisor n - 1; 0 for one value.
    pub sd: f64,
    /// The median.
    pub median: f64,
    /// The 5 % quantile, type 7.
    pub q5: f64,
    /// The 95 % quantile, type 7.
    pub q95: f64,
    /// The smallest.
    pub min: f64,
    /// The largest.
    pub max: f64,
}

impl Spread {
    /// The spread of numbers; absent without any.
    ///
    /// ```
    /// use chuan::analyse::uncertainty::Spread;
    ///
    /// let spread = Spread::of([3.0, 1.0, 2.0]).unwrap();
    /// assert_eq!((spread.mean, spread.sd, spread.median), (2.0, 1.0, 2.0));
    /// assert_eq!(Spread::of([]), None);
    /// ```
    pub fn of(values: impl IntoIterator<Item = f64>) -> Option<Self> {
        let mut sorted: Vec<f64> = values.into_iter().filter(|value| value.is_finite()).collect();
        sorted.sort_unstable_by(f64::total_cmp);
        let count = sorted.len();
        let mean = number::sum(sorted.iter().copied()) / count.max(1) as f64;
        let squares = number::sum(sorted.iter().map(|x| (x - mean) * (x - mean)));
        Some(Self {
            count,
            mean,
            sd: (squares / count.saturating_sub(1).max(1) as f64).sqrt(),
            median: quantile(&sorted, 0.5)?,
            q5: quantile(&sorted, 0.05)?,
            q95: quantile(&sorted, 0.95)?,
            min: *sorted.first()?,
            max: *sorted.last()?,
        })
    }
}

/// The spread of every unit over runs, such as that of its rank; a column for each run. In the unit of the runs; a
/// unit without a value in any has none. (OECD and JRC, *Handbook on Constructing Composite Indicators* (2008),
/// step 7.)
///
/// ```
/// use chuan::analyse::uncertainty::spreads;
/// use chuan::observe::Column;
///
/// let runs: Vec<Column> = [[Some(1.0), None], [Some(3.0), None]].map(|r| r.into_iter().collect()).into();
/// let found = spreads(&runs);
/// assert_eq!(found[0].unwrap().mean, 2.0);
/// assert_eq!(found[1], None);
/// ```
#[must_use]
pub fn spreads(runs: &[Column]) -> Vec<Option<Spread>> {
    let units = runs.iter().map(Column::len).max().unwrap_or(0);
    (0..units).map(|unit| Spread::of(runs.iter().filter_map(|run| run.get(unit)))).collect()
}

/// Between what the indices of one input lie in nine of ten resamples.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Limits {
    /// 5 % and 95 % quantile of the first-order index.
    pub first: [f64; 2],
    /// The same of the total index.
    pub total: [f64; 2],
}

/// Bootstrap limits of the indices that [`sobol::indices`] estimates: the samples are drawn anew with
/// replacement, `times` times, each together with its runs (Archer, Saltelli and Sobol' 1997).
///
/// # Errors
/// Those of [`sobol::indices`].
///
/// ```
/// use chuan::analyse::sobol::design;
/// use chuan::analyse::uncertainty::{bootstrap, uniform};
///
/// let sample = uniform(400, 4, 7);
/// let (a, b): (Vec<_>, Vec<_>) =
///     sample.iter().map(|row| (row[..2].to_vec(), row[2..].to_vec())).unzip();
/// // y = 2 x1 + x2: four fifths of the variance come from x1.
/// let outputs: Vec<f64> = design(&a, &b)?.iter().map(|x| 2.0 * x[0] + x[1]).collect();
/// let limits = bootstrap(&outputs, 400, 2, 200, 1)?;
/// assert!(limits[0].total[0] < 0.8 && 0.8 < limits[0].total[1]);
/// # Ok::<(), chuan::analyse::sobol::SobolError>(())
/// ```
pub fn bootstrap(
    outputs: &[f64],
    samples: usize,
    inputs: usize,
    times: usize,
    seed: u64,
) -> Result<Vec<Limits>, SobolError> {
    // What is wrong with the outputs is wrong with each resample.
    sobol::indices(outputs, samples, inputs)?;
    let mut draws = Draws::new(seed);
    let blocks: Vec<&[f64]> = outputs.chunks_exact(samples.max(1)).collect();
    let mut found: Vec<(Vec<f64>, Vec<f64>)> = vec![(Vec::new(), Vec::new()); inputs];
    for _ in 0..times {
        let chosen: Vec<usize> = (0..samples).map(|_| draws.below(samples)).collect();
        let again: Vec<f64> = blocks
            .iter()
            .flat_map(|block| chosen.iter().filter_map(|place| block.get(*place).copied()))
            .collect();
        let indices = sobol::indices(&again, samples, inputs)?;
        for ((first, total), (f, t)) in
            found.iter_mut().zip(indices.first.iter().zip(&indices.total))
        {
            first.extend(*f);
            total.extend(*t);
        }
    }
    let limits = |values: &mut Vec<f64>| {
        values.sort_unstable_by(f64::total_cmp);
        let at = |share| quantile(values, share).unwrap_or(f64::NAN);
        [at(0.05), at(0.95)]
    };
    Ok(found
        .iter_mut()
        .map(|(first, total)| Limits { first: limits(first), total: limits(total) })
        .collect())
}

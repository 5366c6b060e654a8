//! Variance-based sensitivity: how much of the variance of an output each uncertain input causes.
//!
//! [`design`] says for which inputs the model has to be run, [`indices`] takes the outputs. Source:
//! A. Saltelli et al., *Computer Physics Communications* 181 (2010); M. J. W. Jansen, *Computer
//! Physics Communications* 117 (1999) for the total indices.

use crate::number::sum;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why there is no design, or no index.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum SobolError {
    /// Too few rows or inputs.
    #[error("{samples} samples of {inputs} inputs are too few")]
    TooFew {
        /// Rows of a base sample.
        samples: usize,
        /// Inputs.
        inputs: usize,
    },
    /// Rows or outputs that do not fit each other.
    #[error("{found} {what} instead of {expected}")]
    Count {
        /// What is counted.
        what: &'static str,
        /// How many there should be.
        expected: usize,
        /// How many there are.
        found: usize,
    },
    /// An output that is not finite.
    #[error("output {place} is no finite number")]
    Output {
        /// Its place, from 0.
        place: usize,
    },
}

/// The rows for which the model is run: those of `a`, those of `b`, then for every input the rows of
/// `a` with this input taken from `b`. With `N` rows of `d` inputs there are `N (d + 2)`.
///
/// The entries have no unit; they are usually places between 0 and 1 that the caller turns into
/// choices.
///
/// # Errors
/// No rows or inputs, or matrices that differ in size.
///
/// ```
/// use chuan::analyse::sobol::design;
///
/// let rows = design(&[vec![1.0, 2.0]], &[vec![3.0, 4.0]])?;
/// assert_eq!(rows, [[1.0, 2.0], [3.0, 4.0], [3.0, 2.0], [1.0, 4.0]]);
/// # Ok::<(), chuan::analyse::sobol::SobolError>(())
/// ```
pub fn design(a: &[Vec<f64>], b: &[Vec<f64>]) -> Result<Vec<Vec<f64>>, SobolError> {
    let inputs = a.first().map_or(0, Vec::len);
    if inputs == 0 {
        return Err(SobolError::TooFew { samples: a.len(), inputs });
    }
    if a.len() != b.len() {
        return Err(SobolError::Count { what: "rows", expected: a.len(), found: b.len() });
    }
    if let Some(row) = a.iter().chain(b).find(|row| row.len() != inputs) {
        return Err(SobolError::Count { what: "inputs", expected: inputs, found: row.len() });
    }
    let mut rows = Vec::with_capacity(a.len() * (inputs + 2));
    rows.extend_from_slice(a);
    rows.extend_from_slice(b);
    for input in 0..inputs {
        rows.extend(a.iter().zip(b).map(|(a, b)| {
            let pairs = a.iter().zip(b).enumerate();
            pairs.map(|(place, (a, b))| if place == input { *b } else { *a }).collect()
        }));
    }
    Ok(rows)
}

/// First-order and total indices, one of each for every input.
///
/// An index is a share of the variance: the first-order index is what the input causes alone, the
/// total index what it causes together with others. An estimate may lie outside 0 to 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Indices {
    /// The variance of the output.
    pub variance: f64,
    /// First-order indices; absent when the output has no variance.
    pub first: Vec<Option<f64>>,
    /// Total indices; absent when the output has no variance.
    pub total: Vec<Option<f64>>,
}

/// Estimates the indices from the outputs of a [`design`] with so many samples and inputs, in its
/// order.
///
/// With `V` the sample variance of the outputs of `a` and `b` together, the first-order index is
/// `mean(yb (yab - ya)) / V` (Saltelli 2010) and the total index `Σ (ya - yab)² / (2 N V)`
/// (Jansen 1999).
///
/// # Errors
/// No inputs or fewer than one sample; another number of outputs than rows; an output that is not
/// finite.
///
/// ```
/// use chuan::analyse::sobol::{design, indices};
///
/// // The output is the first input; the second does nothing.
/// let a = [vec![0.0, 0.3], vec![1.0, 0.9]];
/// let b = [vec![1.0, 0.1], vec![0.0, 0.6]];
/// let outputs: Vec<f64> = design(&a, &b)?.iter().map(|row| row[0]).collect();
/// let found = indices(&outputs, 2, 2)?;
/// assert!((found.variance - 1.0 / 3.0).abs() < 1e-15);
/// assert_eq!(found.total[1], Some(0.0));
/// assert!((found.first[0].unwrap() - 1.5).abs() < 1e-12); // few samples, rough estimates
/// # Ok::<(), chuan::analyse::sobol::SobolError>(())
/// ```
pub fn indices(outputs: &[f64], samples: usize, inputs: usize) -> Result<Indices, SobolError> {
    if samples == 0 || inputs == 0 {
        return Err(SobolError::TooFew { samples, inputs });
    }
    let expected = inputs.checked_add(2).and_then(|blocks| blocks.checked_mul(samples));
    if expected != Some(outputs.len()) {
        let expected = expected.unwrap_or(usize::MAX);
        return Err(SobolError::Count { what: "outputs", expected, found: outputs.len() });
    }
    if let Some(place) = outputs.iter().position(|output| !output.is_finite()) {
        return Err(SobolError::Output { place });
    }
    let (base, mixed) = outputs.split_at(2 * samples);
    let (a, b) = base.split_at(samples);
    let mean = sum(base.iter().copied()) / base.len() as f64;
    let deviations = base.iter().map(|output| (output - mean).powi(2));
    let variance = sum(deviations) / (base.len() - 1) as f64;
    let count = samples as f64;
    let share = |part: f64| (variance > 0.0).then(|| part / variance);
    let (mut first, mut total) = (Vec::with_capacity(inputs), Vec::with_capacity(inputs));
    for ab in mixed.chunks_exact(samples) {
        let products = a.iter().zip(b).zip(ab).map(|((a, b), ab)| b * (ab - a));
        first.push(share(sum(products) / count));
        let squares = a.iter().zip(ab).map(|(a, ab)| (a - ab).powi(2));
        total.push(share(sum(squares) / (2.0 * count)));
    }
    Ok(Indices { variance, first, total })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;

    /// A regular sample of two inputs: every pair of places once.
    fn grid(side: usize, shift: usize) -> Vec<Vec<f64>> {
        let at = |n: usize| ((n % side) as f64 + 0.5) / side as f64;
        (0..side * side).map(|n| vec![at(n + shift), at(n / side + 3 * shift)]).collect()
    }

    #[test]
    fn a_constant_output_has_no_indices() {
        let found = indices(&[2.0; 12], 3, 2).unwrap();
        assert_eq!(found.variance, 0.0);
        assert_eq!(found.first, [None, None]);
        assert_eq!(found.total, [None, None]);
    }

    #[test]
    fn an_input_without_effect_has_zero() {
        let rows = design(&grid(8, 0), &grid(8, 5)).unwrap();
        let outputs: Vec<f64> = rows.iter().map(|row| row[1] * 3.0).collect();
        let found = indices(&outputs, 64, 2).unwrap();
        assert_eq!((found.first[0], found.total[0]), (Some(0.0), Some(0.0)));
        assert!(found.total[1].unwrap() > 0.0);
    }

    #[test]
    fn total_indices_do_not_depend_on_the_level() {
        let rows = design(&grid(4, 0), &grid(4, 1)).unwrap();
        let model = |row: &Vec<f64>| row[0] + row[0] * row[1];
        let plain: Vec<f64> = rows.iter().map(model).collect();
        let moved: Vec<f64> = plain.iter().map(|y| 7.0 + 2.0 * y).collect();
        let (plain, moved) = (indices(&plain, 16, 2).unwrap(), indices(&moved, 16, 2).unwrap());
        for (a, b) in plain.total.iter().zip(&moved.total) {
            assert!((a.unwrap() - b.unwrap()).abs() < 1e-12);
        }
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let count = |what, expected, found| SobolError::Count { what, expected, found };
        assert_eq!(indices(&[1.0; 5], 2, 1), Err(count("outputs", 6, 5)));
        assert_eq!(indices(&[], 0, 1), Err(SobolError::TooFew { samples: 0, inputs: 1 }));
        assert_eq!(indices(&[], usize::MAX, 2), Err(count("outputs", usize::MAX, 0)));
        assert_eq!(indices(&[1.0, f64::NAN, 2.0], 1, 1), Err(SobolError::Output { place: 1 }));
        assert_eq!(design(&[], &[]), Err(SobolError::TooFew { samples: 0, inputs: 0 }));
        assert_eq!(design(&[vec![1.0]], &[]), Err(count("rows", 1, 0)));
        assert_eq!(design(&[vec![1.0]], &[vec![1.0, 2.0]]), Err(count("inputs", 1, 2)));
    }
}

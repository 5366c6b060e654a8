//! Sensitivity over a full factorial design: every combination of the alternatives, so that the
//! indices are exact and not estimated.

use crate::number;
use std::collections::BTreeMap;

/// First-order and total sensitivity of one input.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ExactIndices {
    /// `Var(E[y | x_i]) / Var(y)`.
    pub first: f64,
    /// `E[Var(y | all but x_i)] / Var(y)`.
    pub total: f64,
}

/// The exact indices of every input over a full factorial design.
///
/// `design` has a row for each combination: the number of the alternative chosen for each input;
/// `outputs` the result of each combination. All combinations are equally likely, variances are
/// those of a population. None when the outputs do not vary or the lengths differ. (Sobol' 1993;
/// Saltelli and others, *Global Sensitivity Analysis* (2008), chapter 4.)
///
/// ```
/// use chuan::analyse::factorial::exact_indices;
///
/// // y = 2 a + b: four fifths of the variance come from a, one from b.
/// let design = [vec![0, 0], vec![0, 1], vec![1, 0], vec![1, 1]];
/// let indices = exact_indices(&design, &[0.0, 1.0, 2.0, 3.0]).unwrap();
/// assert_eq!((indices[0].first, indices[0].total), (0.8, 0.8));
/// assert_eq!((indices[1].first, indices[1].total), (0.2, 0.2));
/// ```
pub fn exact_indices(design: &[Vec<usize>], outputs: &[f64]) -> Option<Vec<ExactIndices>> {
    let inputs = design.first()?.len();
    if design.len() != outputs.len() || design.iter().any(|row| row.len() != inputs) {
        return None;
    }
    let (_, variance) = moments(outputs);
    if variance <= 0.0 {
        return None;
    }
    let indices = (0..inputs).map(|input| {
        let mut alone: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
        let mut others: BTreeMap<Vec<usize>, Vec<f64>> = BTreeMap::new();
        for (row, output) in design.iter().zip(outputs) {
            let rest: Vec<usize> =
                row.iter().enumerate().filter(|(n, _)| *n != input).map(|(_, x)| *x).collect();
            alone.entry(row.get(input).copied().unwrap_or(0)).or_default().push(*output);
            others.entry(rest).or_default().push(*output);
        }
        let means: Vec<f64> = alone.values().map(|outputs| moments(outputs).0).collect();
        let within: Vec<f64> = others.values().map(|outputs| moments(outputs).1).collect();
        ExactIndices { first: moments(&means).1 / variance, total: moments(&within).0 / variance }
    });
    Some(indices.collect())
}

/// Mean and population variance.
fn moments(numbers: &[f64]) -> (f64, f64) {
    let n = numbers.len() as f64;
    let mean = number::sum(numbers.iter().copied()) / n;
    (mean, number::sum(numbers.iter().map(|x| (x - mean) * (x - mean))) / n)
}

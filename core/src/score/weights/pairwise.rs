//! Weights from comparisons of pairs: the analytic hierarchy process.

use super::{WeightError, given};
use crate::number;
use crate::recipe::Priority;
use serde::{Deserialize, Serialize};

/// Mean consistency index of random matrices of 1, 2, 3, … criteria (Saaty 1980).
const RANDOM_INDEX: [f64; 15] =
    [0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59];
const STEPS: usize = 10_000;

/// Parameters of [`hierarchy`].
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct HierarchyOptions {
    /// How comparisons become weights.
    pub priority: Priority,
    /// How far `a_ij × a_ji` may be from 1, for thirds written with few digits.
    pub tolerance: f64,
}

impl Default for HierarchyOptions {
    fn default() -> Self {
        Self { priority: Priority::default(), tolerance: 1e-6 }
    }
}

/// Weights from comparisons, and how consistent these are.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Hierarchy {
    /// The weight of every criterion; they sum to 1.
    pub weights: Vec<f64>,
    /// The principal eigenvalue, at least the number `m` of criteria.
    pub lambda_max: f64,
    /// `(lambda_max - m) / (m - 1)`; 0 for one criterion.
    pub consistency_index: f64,
    /// The index over that of random matrices: below 0.1 by convention. Absent beyond 15 criteria,
    /// 0 up to two, which cannot contradict each other.
    pub consistency_ratio: Option<f64>,
}

/// The analytic hierarchy process: weights from a matrix that says in row i, column j how many
/// times as important criterion i is as criterion j.
///
/// Weights are the principal eigenvector `A w = λ w` or the geometric means of the rows, made to
/// sum to 1. Without units. Sources: T. L. Saaty, *The Analytic Hierarchy Process* (1980), also for
/// the random index; G. Crawford and C. Williams, *J. Mathematical Psychology* 29 (1985).
///
/// # Errors
/// A matrix that is empty or not square, a comparison that is not a positive number, or one that is
/// not the reciprocal of its mirror image within the tolerance.
///
/// ```
/// use chuan::score::weights::{HierarchyOptions, hierarchy};
///
/// let matrix = [vec![1.0, 2.0, 4.0], vec![0.5, 1.0, 2.0], vec![0.25, 0.5, 1.0]];
/// let result = hierarchy(&matrix, &HierarchyOptions::default())?;
/// assert!((result.weights[0] - 4.0 / 7.0).abs() < 1e-12);
/// assert!(result.consistency_ratio.unwrap().abs() < 1e-12);
/// # Ok::<(), chuan::score::weights::WeightError>(())
/// ```
pub fn hierarchy(
    matrix: &[Vec<f64>],
    options: &HierarchyOptions,
) -> Result<Hierarchy, WeightError> {
    check(matrix, options.tolerance)?;
    let count = matrix.len();
    let logs = matrix.iter().map(|row| number::sum(row.iter().map(|x| x.ln())) / count as f64);
    let means: Vec<f64> = logs.map(f64::exp).collect();
    let rows = given(&means)?;
    let (vector, lambda_max) = principal(matrix, rows.clone())?;
    let over = count.saturating_sub(1).max(1) as f64;
    // Rounding can bring a consistent matrix a hair below.
    let consistency_index = ((lambda_max - count as f64) / over).max(0.0);
    let consistency_ratio = RANDOM_INDEX
        .get(count.saturating_sub(1))
        .map(|random| if *random > 0.0 { consistency_index / random } else { 0.0 });
    let weights = match options.priority {
        Priority::Eigenvector => vector,
        Priority::RowGeometricMean => rows,
    };
    Ok(Hierarchy { weights, lambda_max, consistency_index, consistency_ratio })
}

fn check(matrix: &[Vec<f64>], tolerance: f64) -> Result<(), WeightError> {
    if matrix.is_empty() {
        return Err(WeightError::Empty);
    }
    if tolerance.is_nan() || tolerance < 0.0 {
        return Err(WeightError::Parameter { name: "tolerance", value: tolerance });
    }
    for (place, row) in matrix.iter().enumerate() {
        if row.len() != matrix.len() {
            let (expected, found) = (matrix.len(), row.len());
            return Err(WeightError::Length { place, expected, found });
        }
        for (column, value) in row.iter().enumerate() {
            if !(value.is_finite() && *value > 0.0) {
                return Err(WeightError::NotPositive { row: place, column });
            }
        }
    }
    for (row, cells) in matrix.iter().enumerate() {
        for (column, value) in cells.iter().enumerate() {
            let mirror = matrix.get(column).and_then(|cells| cells.get(row)).copied();
            if !mirror.is_some_and(|mirror| (value * mirror - 1.0).abs() <= tolerance) {
                return Err(WeightError::NotReciprocal { row, column });
            }
        }
    }
    Ok(())
}

/// The principal eigenvector of a positive matrix, summing to 1, and its eigenvalue, by power
/// iteration from a start that is near (Perron and Frobenius: it converges from any positive one).
fn principal(matrix: &[Vec<f64>], start: Vec<f64>) -> Result<(Vec<f64>, f64), WeightError> {
    let mut vector = start;
    for _ in 0..STEPS {
        let image: Vec<f64> =
            matrix.iter().map(|row| row.iter().zip(&vector).map(|(a, w)| a * w).sum()).collect();
        // The vector sums to 1, so the sum of its image estimates the eigenvalue.
        let lambda = number::sum(image.iter().copied());
        let next = given(&image)?;
        let moved = next.iter().zip(&vector).map(|(a, b)| ((a - b) / a).abs());
        let moved = moved.fold(0.0, f64::max);
        vector = next;
        if moved < 16.0 * f64::EPSILON {
            return Ok((vector, lambda));
        }
    }
    // Rounding may keep the last bit flickering; what is left is far below any tolerance.
    let image = matrix.iter().map(|row| row.iter().zip(&vector).map(|(a, w)| a * w).sum());
    let lambda = number::sum(image);
    if lambda.is_finite() { Ok((vector, lambda)) } else { Err(WeightError::Unsolved { place: 0 }) }
}

//! Weights from comparisons with the best and the worst criterion.

use super::WeightError;
use super::minimax::Minimax;
use serde::{Deserialize, Serialize};

/// Comparisons of all criteria with the best and the worst.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BestWorst {
    /// Place of the most important criterion.
    pub best: usize,
    /// Place of the least important.
    pub worst: usize,
    /// How many times as important the best is as each; 1 for itself.
    pub best_to_others: Vec<f64>,
    /// How many times as important each is as the worst; 1 for itself.
    pub others_to_worst: Vec<f64>,
}

/// Weights from a best and a worst, and how far the comparisons contradict each other.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct BestWorstWeights {
    /// The weight of every criterion; they sum to 1.
    pub weights: Vec<f64>,
    /// The largest deviation from a comparison, in units of weight: 0 when all agree.
    pub deviation: f64,
}

/// The best-worst method, linear model: minimise `ξ` subject to `|w_B - a_Bj w_j| ≤ ξ`,
/// `|w_j - a_jW w_W| ≤ ξ` for all `j`, `Σ w = 1`, `w ≥ 0`.
///
/// Comparisons are numbers from 1 (as a rule up to 9), without a unit. Sources: J. Rezaei, *Omega* 53
/// (2015) and 64 (2016).
///
/// # Errors
/// No criteria, lists of different lengths, a place that is not there, a preference below 1 or not
/// finite, or one of a criterion over itself that is not 1.
///
/// ```
/// use chuan::score::weights::{BestWorst, best_worst};
///
/// let result = best_worst(&BestWorst {
///     best: 0,
///     worst: 2,
///     best_to_others: vec![1.0, 2.0, 4.0],
///     others_to_worst: vec![4.0, 2.0, 1.0],
/// })?;
/// assert!((result.weights[0] - 4.0 / 7.0).abs() < 1e-12 && result.deviation < 1e-12);
/// # Ok::<(), chuan::score::weights::WeightError>(())
/// ```
pub fn best_worst(comparisons: &BestWorst) -> Result<BestWorstWeights, WeightError> {
    let BestWorst { best, worst, best_to_others, others_to_worst } = comparisons;
    let count = best_to_others.len();
    check(comparisons)?;
    // Rows of the programme, column by column: each comparison from both sides.
    let mut rows: Vec<Vec<f64>> = vec![Vec::new(); count];
    let sides = [1.0, -1.0];
    let over = best_to_others.iter().enumerate().map(|(j, a)| (*best, j, *a));
    let under = others_to_worst.iter().enumerate().map(|(j, a)| (j, *worst, *a));
    for (strong, weak, times) in over.chain(under).filter(|(strong, weak, _)| strong != weak) {
        for side in sides {
            for (j, column) in rows.iter_mut().enumerate() {
                let plus = if j == strong { side } else { 0.0 };
                let minus = if j == weak { side * times } else { 0.0 };
                column.push(plus - minus);
            }
        }
    }
    if count == 1 {
        return Ok(BestWorstWeights { weights: vec![1.0], deviation: 0.0 });
    }
    let columns: Vec<&[f64]> = rows.iter().map(Vec::as_slice).collect();
    let (ones, zeros) = (vec![1.0; count], vec![0.0; count]);
    let optimum = Minimax::new(&columns, &ones, &zeros, &ones)
        .and_then(|problem| problem.solve(None))
        .filter(|optimum| optimum.value - optimum.bound <= 1e-9)
        .ok_or(WeightError::Unsolved { place: 0 })?;
    Ok(BestWorstWeights { weights: optimum.shares, deviation: optimum.value.max(0.0) })
}

fn check(comparisons: &BestWorst) -> Result<(), WeightError> {
    let BestWorst { best, worst, best_to_others, others_to_worst } = comparisons;
    let count = best_to_others.len();
    if count == 0 {
        return Err(WeightError::Empty);
    }
    if others_to_worst.len() != count {
        let found = others_to_worst.len();
        return Err(WeightError::Length { place: 1, expected: count, found });
    }
    for (name, place) in [("best", *best), ("worst", *worst)] {
        if place >= count || (count > 1 && best == worst) {
            return Err(WeightError::Parameter { name, value: place as f64 });
        }
    }
    for (list, itself) in [(best_to_others, *best), (others_to_worst, *worst)] {
        for (place, value) in list.iter().enumerate() {
            let possible = value.is_finite() && *value >= 1.0 && (place != itself || *value == 1.0);
            if !possible {
                return Err(WeightError::Preference { place, value: *value });
            }
        }
    }
    Ok(())
}

//! Weights that give every criterion the importance it is meant to have.

use super::table::{Table, centre, dot};
use super::{WeightError, equal, given, search};
use crate::observe::Column;
use crate::recipe::Importance;
use serde::{Deserialize, Serialize};

/// What is sought.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "goal", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Goal {
    /// Importances in proportion to these, one for each criterion; relative.
    Stated {
        /// The importance that each criterion is meant to have.
        importance: Vec<f64>,
    },
    /// The same importance for all.
    Balance,
    /// The largest sum of importances.
    Information,
}

/// Parameters of [`optimise`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct OptimiseOptions {
    /// What is sought.
    pub goal: Goal,
    /// How importance is measured.
    pub measure: Importance,
    /// The search ends when beginning anew lowers the objective by less than this.
    pub tolerance: f64,
    /// The search ends after so many evaluations.
    pub evaluations: usize,
}

impl Default for OptimiseOptions {
    fn default() -> Self {
        Self {
            goal: Goal::Balance,
            measure: Importance::default(),
            tolerance: 1e-18,
            evaluations: 200_000,
        }
    }
}

/// Weights and what they achieve.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Optimised {
    /// The weight of every criterion: non-negative, with sum 1.
    pub weights: Vec<f64>,
    /// The importance of every criterion with these weights.
    pub importance: Vec<f64>,
    /// The mean squared difference between the shares of the importances sought and reached; for
    /// information, minus the sum of the importances.
    pub objective: f64,
    /// How often the objective was computed.
    pub evaluations: usize,
    /// Whether the search ended by its tolerance.
    pub converged: bool,
}

/// Weights of an arithmetic mean `I = Σ w x` for which the importances `S_j` of the criteria stand
/// in the proportions sought: minimise the mean of `(S_j / Σ S - t_j)²`, where `t` are the shares
/// stated; or maximise `Σ S`.
///
/// The columns hold scores; only units without an absent number count. Criteria that correlate
/// negatively with others may make a goal unreachable: compare `importance` with it. The search is
/// Nelder and Mead's, begun from weights by one over the spread, and not random. Weights without a unit, importances
/// as shares of variance or correlations. Sources: P. Paruolo, M. Saisana and A. Saltelli, *J. Royal
/// Statistical Society A* 176 (2013); W. Becker, M. Saisana, P. Paruolo and I. Vandecasteele,
/// *Ecological Indicators* 80 (2017).
///
/// # Errors
/// No columns or ones of different lengths, fewer than three complete units, a column without
/// spread, stated importances of another number, negative, not finite or all zero, or
/// a tolerance that is not positive.
///
/// ```
/// use chuan::observe::Column;
/// use chuan::score::weights::{OptimiseOptions, optimise};
///
/// let column = |x: [f64; 4]| -> Column { x.into_iter().map(Some).collect() };
/// let (a, b) = (column([0.0, 2.0, 0.0, 2.0]), column([0.0, 0.0, 1.0, 1.0]));
/// let result = optimise(&[&a, &b], &OptimiseOptions::default())?;
/// // Twice the spread, so half the weight.
/// assert!((result.weights[0] - 1.0 / 3.0).abs() < 1e-6);
/// assert!((result.importance[0] - 0.5).abs() < 1e-6);
/// # Ok::<(), chuan::score::weights::WeightError>(())
/// ```
pub fn optimise(columns: &[&Column], options: &OptimiseOptions) -> Result<Optimised, WeightError> {
    if options.tolerance.is_nan() || options.tolerance <= 0.0 {
        return Err(WeightError::Parameter { name: "tolerance", value: options.tolerance });
    }
    let width = columns.len();
    let targets = match &options.goal {
        Goal::Stated { importance } if importance.len() != width => {
            let found = importance.len();
            return Err(WeightError::Length { place: 0, expected: width, found });
        }
        Goal::Stated { importance } => given(importance)?,
        Goal::Balance | Goal::Information => equal(width),
    };
    let index = Index::new(columns, options.measure)?;
    let information = options.goal == Goal::Information;
    let objective = |point: &[f64]| {
        let importance = index.importance(&weights(point));
        let sum: f64 = importance.iter().sum();
        if information {
            return -sum;
        }
        let differences = importance.iter().zip(&targets).map(|(s, t)| (s / sum - t).powi(2));
        let mean = differences.sum::<f64>() / width.max(1) as f64;
        if mean.is_nan() { f64::INFINITY } else { mean }
    };
    // Weights by the spread of the columns matter alike, so that one step suits all.
    let start = index.start();
    let found =
        search::lowest(&start, 0.1, options.tolerance, options.evaluations.max(1), objective);
    let weights = given(&weights(&found.point))?;
    Ok(Optimised {
        importance: index.importance(&weights),
        weights,
        objective: found.value,
        evaluations: found.evaluations,
        converged: found.converged,
    })
}

/// The importance of every criterion in the arithmetic mean of columns with stated weights.
///
/// # Errors
/// Those of [`optimise`] that concern columns, and weights of another number, negative,
/// not finite or all zero.
///
/// ```
/// use chuan::observe::Column;
/// use chuan::score::weights::{Importance, importance};
///
/// let column = |x: [f64; 4]| -> Column { x.into_iter().map(Some).collect() };
/// let (a, b) = (column([0.0, 2.0, 0.0, 2.0]), column([0.0, 0.0, 1.0, 1.0]));
/// let found = importance(&[&a, &b], &[1.0, 1.0], Importance::CorrelationRatio)?;
/// assert!((found[0] - 0.8).abs() < 1e-12);
/// # Ok::<(), chuan::score::weights::WeightError>(())
/// ```
pub fn importance(
    columns: &[&Column],
    weights: &[f64],
    measure: Importance,
) -> Result<Vec<f64>, WeightError> {
    if weights.len() != columns.len() {
        let (expected, found) = (columns.len(), weights.len());
        return Err(WeightError::Length { place: 0, expected, found });
    }
    Ok(Index::new(columns, measure)?.importance(&given(weights)?))
}

/// Squares keep weights from being negative and let them be zero.
fn weights(point: &[f64]) -> Vec<f64> {
    point.iter().map(|x| x * x).collect()
}

/// What is needed of the columns: how they vary together.
struct Index {
    covariance: Vec<f64>,
    width: usize,
    measure: Importance,
}

impl Index {
    fn new(columns: &[&Column], measure: Importance) -> Result<Self, WeightError> {
        let mut table = Table::complete_rows(columns)?;
        let (rows, width) = (table.rows(), table.width());
        if rows < 3 {
            return Err(WeightError::TooFewUnits { found: rows, needed: 3 });
        }
        for (column, numbers) in table.columns.iter_mut().enumerate() {
            if centre(numbers) <= 0.0 {
                return Err(WeightError::NoSpread { column });
            }
        }
        let covariance =
            table.columns.iter().flat_map(|a| table.columns.iter().map(|b| dot(a, b))).collect();
        Ok(Self { covariance, width, measure })
    }

    fn start(&self) -> Vec<f64> {
        let variances = self.covariance.iter().step_by(self.width + 1);
        let inverse: Vec<f64> = variances.map(|v| v.sqrt().recip()).collect();
        let top = inverse.iter().copied().fold(0.0, f64::max);
        inverse.iter().map(|x| (x / top).sqrt()).collect()
    }

    fn importance(&self, weights: &[f64]) -> Vec<f64> {
        let with: Vec<f64> =
            self.covariance.chunks_exact(self.width.max(1)).map(|row| dot(row, weights)).collect();
        let variance = dot(&with, weights);
        let own = self.covariance.iter().step_by(self.width + 1);
        with.iter()
            .zip(own)
            .map(|(with, own)| {
                let r = with / (own * variance).sqrt();
                match self.measure {
                    Importance::CorrelationRatio => r * r,
                    Importance::Correlation => r,
                }
            })
            .collect()
    }
}

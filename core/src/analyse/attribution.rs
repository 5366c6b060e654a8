//! How much each child has to do with a score, and with its change: exact, without a rest.

use crate::number;
use crate::observe::Column;

/// For every child a column of its contributions to the distance of a weighted mean from the mean of
/// all units: `w_j / Σ w × (x_ij - x̄_j)`.
///
/// For a linear aggregate this is the Shapley value, and the contributions of a unit add up to its
/// score less the mean score. In the unit of the scores. A unit that lacks a child has none; means
/// are over the units that have all. Weights are relative. Source: L. S. Shapley (1953).
///
/// ```
/// use chuan::analyse::attribution::deviations;
/// use chuan::observe::Column;
///
/// let a: Column = [Some(10.0), Some(20.0)].into_iter().collect();
/// let b: Column = [Some(4.0), Some(0.0)].into_iter().collect();
/// let parts = deviations(&[&a, &b], &[3.0, 1.0]);
/// assert_eq!(parts[0].get(1), Some(3.75));
/// assert_eq!(parts[1].get(1), Some(-0.5));
/// ```
#[must_use]
pub fn deviations(columns: &[&Column], weights: &[f64]) -> Vec<Column> {
    let all = number::sum(weights.iter().copied());
    let units = columns.iter().map(|column| column.len()).max().unwrap_or(0);
    let complete: Vec<bool> =
        (0..units).map(|unit| columns.iter().all(|c| c.get(unit).is_some())).collect();
    columns
        .iter()
        .zip(weights)
        .map(|(column, weight)| {
            let seen = || column.iter().zip(&complete).filter_map(|(x, c)| x.filter(|_| *c));
            let count = seen().count();
            let mean = number::sum(seen()) / count.max(1) as f64;
            let part = |(x, complete): (Option<f64>, &bool)| {
                x.filter(|_| *complete).map(|x| weight / all * (x - mean))
            };
            column.iter().zip(&complete).map(part).collect()
        })
        .collect()
}

/// For every child what it contributes to the change of a weighted geometric mean of one unit:
/// `L(I₁, I₀) w_j / Σ w × ln(x_j1 / x_j0)` with the logarithmic mean `L(a, b) = (a - b) / (ln a - ln b)`.
///
/// The contributions add up to the change exactly (the logarithmic mean Divisia index of B. W. Ang,
/// *Energy Policy* 33, 2005). In the unit of the scores. None where a score is not positive, or the
/// weights do not.
///
/// ```
/// use chuan::analyse::attribution::geometric_change;
///
/// let parts = geometric_change(&[4.0, 1.0], &[9.0, 1.0], &[1.0, 1.0]).unwrap();
/// assert!((parts[0] - 1.0).abs() < 1e-12 && parts[1] == 0.0); // from 2 to 3
/// assert_eq!(geometric_change(&[0.0], &[1.0], &[1.0]), None);
/// ```
#[must_use]
pub fn geometric_change(before: &[f64], after: &[f64], weights: &[f64]) -> Option<Vec<f64>> {
    let all = number::sum(weights.iter().copied());
    let fits = before.len() == after.len() && before.len() == weights.len();
    let positive = |x: &f64| *x > 0.0 && x.is_finite();
    if !fits || all <= 0.0 || !before.iter().chain(after).all(positive) {
        return None;
    }
    let mean = |values: &[f64]| {
        (number::sum(values.iter().zip(weights).map(|(x, w)| w * x.ln())) / all).exp()
    };
    let logarithmic = logarithmic_mean(mean(after), mean(before));
    let parts = before.iter().zip(after).zip(weights);
    Some(parts.map(|((old, new), w)| logarithmic * w / all * (new / old).ln()).collect())
}

/// `(a - b) / (ln a - ln b)`, and `a` where both are equal; for positive numbers, in their unit (K. B. Stolarsky
/// 1975).
///
/// ```
/// use chuan::analyse::attribution::logarithmic_mean;
///
/// assert_eq!(logarithmic_mean(3.0, 3.0), 3.0);
/// assert!((logarithmic_mean(2.0, 1.0) - 1.0 / 2f64.ln()).abs() < 1e-15);
/// ```
#[must_use]
pub fn logarithmic_mean(a: f64, b: f64) -> f64 {
    let apart = (a - b) / b;
    // Near each other the quotient of two small differences would be noise.
    if apart.abs() < 1e-4 {
        return b * (1.0 + apart / 2.0 - apart * apart / 12.0 + apart.powi(3) / 24.0);
    }
    (a - b) / (a / b).ln()
}

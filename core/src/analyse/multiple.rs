//! Multiple imputation: what replicates of a table with gaps say together, so that what is not known shows.
//!
//! [`impute_multiple`] fills the gaps of a table by draws; [`replicates`] scores the completed tables of
//! a framework that asks for them (`impute = { method = "multiple" }`); [`pool`] puts estimates together.

mod replicates;

pub use crate::score::impute::{MultipleOptions, impute_multiple};
pub use replicates::{Replicates, replicates};

use crate::number;
use serde::Serialize;

/// What replicates say together.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Pooled {
    /// The mean of the estimates.
    pub estimate: f64,
    /// The mean of their own variances.
    pub within: f64,
    /// The variance between them (m - 1).
    pub between: f64,
    /// `within + (1 + 1/m) between`.
    pub variance: f64,
    /// Degrees of freedom of Student's t; infinite where the replicates agree.
    pub degrees: f64,
    /// The share of the variance that is due to what is missing.
    pub missing_share: f64,
}

/// Pools the estimates of replicates and their variances by Rubin's rules (D. B. Rubin, *Multiple
/// Imputation for Nonresponse in Surveys*, 1987): `T = W + (1 + 1/m) B`, with `(m - 1) (1 + W / ((1 +
/// 1/m) B))²` degrees of freedom. None with fewer than two replicates, or lists of different lengths.
///
/// Estimates in a unit of their own, variances in its square. Where estimates have no variance of
/// their own, such as scores of units that are all observed, state zeros.
///
/// ```
/// use chuan::analyse::multiple::pool;
///
/// let pooled = pool(&[1.0, 2.0, 3.0], &[0.5, 0.5, 0.5]).unwrap();
/// assert_eq!((pooled.estimate, pooled.within, pooled.between), (2.0, 0.5, 1.0));
/// assert!((pooled.variance - (0.5 + 4.0 / 3.0)).abs() < 1e-12);
/// assert!(pool(&[1.0], &[0.5]).is_none());
/// ```
#[must_use]
pub fn pool(estimates: &[f64], variances: &[f64]) -> Option<Pooled> {
    let count = estimates.len();
    if count < 2 || variances.len() != count {
        return None;
    }
    let m = count as f64;
    // Measured from the first, so that estimates that agree leave not a bit between them.
    let first = *estimates.first()?;
    let estimate = first + number::sum(estimates.iter().map(|x| x - first)) / m;
    let within = number::sum(variances.iter().copied()) / m;
    let squares = estimates.iter().map(|x| (x - estimate) * (x - estimate));
    let between = number::sum(squares) / (m - 1.0);
    let extra = (1.0 + 1.0 / m) * between;
    let variance = within + extra;
    Some(Pooled {
        estimate,
        within,
        between,
        variance,
        degrees: if extra > 0.0 {
            (m - 1.0) * (1.0 + within / extra).powi(2)
        } else {
            f64::INFINITY
        },
        missing_share: if variance > 0.0 { extra / variance } else { 0.0 },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replicates_that_agree_leave_nothing_open() {
        let pooled = pool(&[2.0, 2.0], &[0.0, 0.0]).unwrap();
        assert_eq!((pooled.variance, pooled.missing_share), (0.0, 0.0));
        assert_eq!(pooled.degrees, f64::INFINITY);
    }
}

//! Looking at scores from outside: what belongs together, and how sure it is.

pub mod factorial;
pub mod multivariate;
pub mod sobol;
pub mod uncertainty;

//! Looking at scores from outside: what belongs together, and how sure it is.

pub mod attribution;
pub mod factorial;
pub mod multiple;
pub mod multivariate;
pub mod results;
pub mod sobol;
pub mod uncertainty;

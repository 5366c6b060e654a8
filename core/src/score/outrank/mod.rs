//! Orders from pairwise comparison: by how large a share of the weights one unit is better than
//! another, whatever by how much.

mod alike;
mod bound;
mod kemeny;
mod matrix;
mod subsets;

pub use kemeny::{Kemeny, KemenyLimits};
pub use matrix::Outranking;

//! From the columns of the children of a node to one column.
//!
//! [`Children`] are the columns with their weights and directions, checked once; [`Gaps`] says what
//! happens to a unit that lacks some of them. Every method is a function of the two, and
//! [`Combination`] names them all as data.
//!
//! Results do not depend on the order of the units, not in the last bit: what is summed over units
//! is summed exactly. What is summed over the children of one unit is summed in their order with
//! compensation (Neumaier 1974), so that other orders differ in the last bit, if at all.

mod benefit;
mod children;
mod compare;
mod distance;
mod mean;
mod method;
mod owa;
mod penalty;
mod quantity;
mod steady;
mod topsis;

pub use children::{Children, CombineError, Combined, Gaps, Note, Remark};
pub use compare::{Flows, Vikor, promethee, vikor, waspas};
pub use distance::wroclaw;
pub use mean::generalised_mean;
pub use owa::owa;
pub use penalty::{mazziotta_pareto, mean_min, penalised_mean};
pub use quantity::quantity_index;
pub use topsis::topsis;

pub use crate::recipe::{Base, Combination, Penalty, Power, Preference, TopsisNorm};

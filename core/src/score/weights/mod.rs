//! Weights: stated, derived from judgements, or derived from data.
//!
//! | from | functions |
//! | --- | --- |
//! | statements | [`given`], [`equal`], [`points`], [`budget_allocation`] |
//! | comparisons | [`hierarchy`] (AHP), [`best_worst`] |
//! | data | [`entropy`], [`critic`], [`first_component`], [`factor_weights`], [`optimise`] |
//! | each unit's own advantage | [`benefit_of_the_doubt`] |
//!
//! [`effective`] tells what a weight amounts to in the whole tree. All are pure functions; those
//! over columns give the same bits in whatever order the units come.

mod benefit;
mod best_worst;
mod budget;
mod components;
mod correlate;
mod critic;
mod effective;
mod eigen;
mod entropy;
mod error;
mod factor;
mod given;
mod lu;
mod minimax;
mod optimise;
mod pairwise;
mod ratio;
mod search;
mod table;

pub use benefit::{Benefit, BenefitOptions, benefit_of_the_doubt};
pub use best_worst::{BestWorst, BestWorstWeights, best_worst};
pub use budget::{Budget, budget_allocation};
pub use components::{Components, components, first_component};
pub use critic::critic;
pub use effective::{effective, shares_in_groups};
pub use entropy::entropy;
pub use error::WeightError;
pub use factor::{FactorOptions, Factors, factor_weights};
pub use given::{equal, given, points};
pub use optimise::{Goal, OptimiseOptions, Optimised, importance, optimise};
pub use pairwise::{Hierarchy, HierarchyOptions, hierarchy};

pub use crate::recipe::{BudgetCentre as Centre, Importance, Priority, ShareBounds};

#[cfg(feature = "analyse")]
pub(crate) use correlate::{
    common, matrix as correlation_matrix, pairwise as pairwise_correlations, pearson,
};
#[cfg(feature = "analyse")]
pub(crate) use table::{Rows, Table, centre, dot};

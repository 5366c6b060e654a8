//! Rules about frameworks, the tables beside them and registers of units.

mod scales;
mod structure;
mod tables;

pub use scales::*;
pub use structure::*;
pub use tables::*;

use super::Rule;

pub(super) static TABLES: &[&[&Rule]] = &[structure::RULES, scales::RULES, tables::RULES];

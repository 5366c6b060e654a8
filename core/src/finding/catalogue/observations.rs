//! Rules about observations.

mod file;
mod keys;
mod series;
mod values;

pub use file::*;
pub use keys::*;
pub use series::*;
pub use values::*;

use super::Rule;

pub(super) static TABLES: &[&[&Rule]] = &[file::RULES, keys::RULES, values::RULES, series::RULES];

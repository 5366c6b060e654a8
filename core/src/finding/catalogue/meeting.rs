//! Rules about meetings, one table for each part of a record and its log.

mod log;

pub use log::*;

use super::Rule;

/// The tables, in the order of their codes.
pub(super) static TABLES: &[&[&Rule]] = &[log::RULES];

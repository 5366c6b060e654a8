//! Rules about meetings, one table for each part of a record and its log.

mod agenda;
mod exchange;
mod log;
mod record;
mod roadmap;
mod session;
mod tasks;

pub use agenda::*;
pub use exchange::*;
pub use log::*;
pub use record::*;
pub use roadmap::*;
pub use session::*;
pub use tasks::*;

use super::Rule;

/// The tables, in the order of their codes.
pub(super) static TABLES: &[&[&Rule]] = &[
    record::RULES,
    session::RULES,
    agenda::RULES,
    tasks::RULES,
    log::RULES,
    roadmap::RULES,
    exchange::RULES,
];

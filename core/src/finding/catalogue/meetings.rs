//! Rules about records of meetings.

mod agenda;
mod record;
mod roadmap;
mod session;
mod tasks;

pub use agenda::*;
pub use record::*;
pub use roadmap::*;
pub use session::*;
pub use tasks::*;

use super::Rule;

pub(super) static TABLES: &[&[&Rule]] =
    &[record::RULES, session::RULES, agenda::RULES, tasks::RULES, roadmap::RULES];

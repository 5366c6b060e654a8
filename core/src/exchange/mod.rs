//! Records in the formats of others: OParl 1.1, Popolo 1.0, Legistar, iCalendar.
//!
//! | format | in | out | what is lost |
//! | --- | --- | --- | --- |
//! | OParl 1.1 | [`oparl::import`]: meetings with agenda, papers, outcomes, bodies, persons | [`oparl::export`] | out: absences, statements, several decisions an item; tasks go into `x:task` |
//! | Popolo 1.0 | [`popolo::import`]: bodies, persons, tenures | [`popolo::export`]: events, speeches, motions, votes, people | out: tasks, milestones, absences |
//! | Legistar | [`legistar::import`]: meetings with agenda, attendance, outcomes; [`legistar::votes`] | – | |
//! | iCalendar | – | [`ical::export`]: the meeting, tasks with their state, milestones | history |
//!
//! What comes in keeps the id and the text of its source. A value that no mapping table knows is a
//! finding (`MTG-409`), not a guess; a key that has no place in a record is a finding (`MTG-901`).
//! None of these formats has tasks, so none are made up. What goes out honours visibility: an
//! export is given the least visible that its readers may see, and what is less visible stays.

#[cfg(feature = "calendar")]
pub mod ical;
mod ids;
pub mod legistar;
mod maps;
mod named;
pub mod oparl;
pub mod popolo;
mod read;
mod write;

pub use maps::{AttendanceMap, MapError, Mapped, OutcomeMap};
pub use read::Imported;

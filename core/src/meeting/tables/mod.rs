//! Records as CSV tables: the same files in and out.

mod cells;
mod layout;
mod place;
mod progress;
mod read;
mod write;

pub use layout::{attendance_of, role_of};
pub use progress::{Progress, ProgressOptions, progress_table};
pub use read::Table;

/// How tables are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct TableOptions {
    /// Delimiter.
    pub delimiter: u8,
    /// Whether days may be written `28/5/2022`, the day first. ISO is always read.
    pub day_first: bool,
}

impl Default for TableOptions {
    fn default() -> Self {
        Self { delimiter: b',', day_first: false }
    }
}

//! Placeholder while the room is being written.

pub mod formula;

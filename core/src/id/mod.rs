//! Placeholder while the room is being written.

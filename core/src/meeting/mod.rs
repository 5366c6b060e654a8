//! Meetings: what was decided, who was asked to do what by when, and what became of it.
//!
//! A *record* is what a meeting left behind; a *log* is what happened to its tasks afterwards, one
//! line an event, never rewritten. See [`log`].

pub mod log;

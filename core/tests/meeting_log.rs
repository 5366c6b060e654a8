//! Logs of meetings: reference cases, the session of 28 May 2022 as of its dates, and laws.
//!
//! The cases and tables are read from the folder in `CHUAN_SHARED` and skipped where it is absent.

#![cfg(all(feature = "csv", feature = "append"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

#[path = "meeting_log/append.rs"]
mod append;
#[path = "meeting_log/cases.rs"]
mod cases;
#[path = "meeting_log/laws.rs"]
mod laws;
#[path = "meeting_log/rates.rs"]
mod rates;
#[path = "meeting_log/rules.rs"]
mod rules;
#[path = "meeting_log/support.rs"]
mod support;

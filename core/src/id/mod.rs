//! Codes of units, indicators, nodes and levels.

mod code;
mod natural;

pub use code::{Code, CodeError};

//! OParl 1.1: the open interface of councils in Germany.

mod export;
mod import;

pub use export::export;
pub use import::import;

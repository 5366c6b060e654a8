//! The kernels of normalisation, combination and outranking against reference results, and their
//! properties.
#![cfg(feature = "csv")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::indexing_slicing,
    clippy::float_cmp
)]

#[path = "aggregation/coinr.rs"]
mod coinr;
#[path = "aggregation/golden.rs"]
mod golden;
#[path = "aggregation/properties.rs"]
mod properties;
#[path = "aggregation/timings.rs"]
mod timings;

use chuan::observe::Column;
use std::path::PathBuf;

/// A folder of reference data, if there is one here. In CI there must be.
fn reference(folder: &str) -> Option<PathBuf> {
    let shared = std::env::var_os("CHUAN_SHARED").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared"),
        PathBuf::from,
    );
    let path = shared.join("reference").join(folder);
    if path.exists() {
        return Some(path);
    }
    assert!(std::env::var_os("CI").is_none(), "no reference data in {folder}");
    eprintln!("SKIPPED: no reference data in {folder}");
    None
}

fn column(values: impl IntoIterator<Item = f64>) -> Column {
    values.into_iter().map(Some).collect()
}

fn values(column: &Column) -> Vec<Option<f64>> {
    column.iter().collect()
}

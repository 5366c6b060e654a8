//! How much memory scoring takes beyond the data: one line of JSON for each piece of work.
//!
//! `scoring_memory DIR`: `DIR` holds the workloads of the generator of scoring benchmarks. Every
//! allocation is counted; data are in memory, as observations, before.

#![allow(clippy::print_stdout, reason = "a program that prints its figures")]

use chuan::score::score;
use chuan_tests::workload::Workload;
use peak_alloc::PeakAlloc;
use serde_json::json;
use std::error::Error;
use std::path::Path;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| ".".to_owned());
    for name in ["u1000_i100", "u11000_i100"] {
        let path = Path::new(&folder).join(name);
        if !path.is_dir() {
            continue;
        }
        measure(&format!("score {name}"), &Workload::read(&path)?);
        let more = json!({ "impute": "mean", "treat": "two_stage" });
        let treated = Workload::with(&path, &more)?;
        measure(&format!("score {name}, imputed and treated"), &treated);
    }
    Ok(())
}

fn measure(work: &str, data: &Workload) {
    let columns = data.columns();
    let matrix: usize = columns.iter().map(|column| column.len() * size_of::<f64>()).sum();
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let card = score(&data.framework, &data.observations);
    let build = MEMORY.peak_usage() - before;
    for period in card.periods() {
        for (id, _) in data.framework.iter() {
            let _ = period.score(id);
        }
    }
    let every = MEMORY.peak_usage() - before;
    println!("{}", json!({ "work": work, "matrix": matrix, "peak": build, "every_score": every }));
}

//! Scoring takes less memory than four copies of the matrix of observed values, whatever is asked for.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use chuan::check::{CheckOptions, Checker};
use chuan::framework::{FileFormat, Framework};
use chuan::score::score;
use peak_alloc::PeakAlloc;
use serde_json::{Value, json};

/// Counts every allocation of this program.
#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const UNITS: usize = 2000;
const INDICATORS: usize = 60;

/// Three levels: sixty indicators, six pillars, one index.
fn framework(defaults: &Value) -> Framework {
    let pillars = (0..6).map(|p| json!({ "code": format!("p{p}"), "parent": "index" }));
    let nodes: Vec<Value> = std::iter::once(json!({ "code": "index" })).chain(pillars).collect();
    let indicators: Vec<Value> = (0..INDICATORS)
        .map(|i| json!({ "code": format!("i{i}"), "parent": format!("p{}", i % 6), "weight": i + 1 }))
        .collect();
    let mut all = json!({ "missing": "skip", "scorer": { "method": "min_max", "to": [0, 100] } });
    all.as_object_mut().unwrap().extend(defaults.as_object().unwrap().clone());
    let text = json!({
        "code": "memory", "title": "Memory", "defaults": all, "node": nodes,
        "indicator": indicators, "ranking": [{ "node": "index" }],
    });
    Framework::parse(&text.to_string(), FileFormat::Json).unwrap()
}

/// A heavy tail in every column, and one gap in seventeen.
fn data() -> String {
    let mut csv = String::from("unit");
    (0..INDICATORS).for_each(|i| csv.push_str(&format!(",i{i}")));
    for unit in 0..UNITS {
        csv.push_str(&format!("\nu{unit:05}"));
        for i in 0..INDICATORS {
            let x = (unit * 7919 + i * 104_729) % 10_007;
            csv.push_str(&if x % 17 == 0 {
                ",".to_owned()
            } else {
                format!(",{}", 1e7 / (x as f64))
            });
        }
    }
    csv + "\n"
}

#[test]
fn scoring_takes_less_than_four_times_the_matrix() {
    let csv = data();
    for (what, defaults) in [
        ("plain", json!({})),
        ("z-scores", json!({ "scorer": "z_score" })),
        ("imputed and treated", json!({ "impute": "mean", "treat": "two_stage" })),
        ("geometric", json!({ "aggregate": "geometric", "impute": "median" })),
    ] {
        let framework = framework(&defaults);
        let mut checker = Checker::new(&framework, CheckOptions::default());
        checker.read_csv("data.csv", csv.as_bytes()).unwrap();
        let observations = checker.finish().observations;
        assert_eq!(observations.units().len(), UNITS);
        let matrix = UNITS * INDICATORS * size_of::<f64>();
        let before = MEMORY.current_usage();
        MEMORY.reset_peak_usage();
        let card = score(&framework, &observations);
        for (item, _) in framework.iter() {
            assert!(card.periods()[0].score(item).present() > 0, "{what}: {item:?}");
        }
        let times = (MEMORY.peak_usage() - before) as f64 / matrix as f64;
        assert!(times < 4.0, "{what}: {times:.2} times the matrix");
    }
}

//! Levels of 1,000,000 units by 60 criteria and four levels, beside reading those statuses out of
//! memory. Prints medians and their ratio: `cargo bench -p chuan --bench levels`.

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, missing_docs)]

use chuan::assess::bulk::{BulkScheme, Statuses};
use chuan::framework::Framework;
use chuan::framework::spec::FrameworkSpec;
use chuan::id::Code;
use std::hint::black_box;
use std::time::Instant;

const UNITS: usize = 1_000_000;
const CRITERIA: usize = 60;
const ROUNDS: usize = 15;

fn code(number: usize) -> Code {
    Code::new(format!("c{number:02}")).expect("a code")
}

/// Four levels: each a quarter of the criteria with those below, or each all criteria so far.
fn framework() -> Framework {
    use serde_json::json;
    let indicators: Vec<_> =
        (0..CRITERIA).map(|n| json!({ "code": code(n), "scale": "status" })).collect();
    let all = |range: std::ops::Range<usize>| -> Vec<_> {
        range.map(|n| json!({ "criterion": code(n) })).collect()
    };
    let quarter = CRITERIA / 4;
    let ladder: Vec<_> = (0..4)
        .map(|l| json!({ "code": format!("{l}"), "require": all(l * quarter..(l + 1) * quarter) }))
        .collect();
    let nested: Vec<_> = (0..4)
        .map(|l| json!({ "code": format!("{l}"), "require": all(0..(l + 1) * quarter) }))
        .collect();
    let counted: Vec<_> = [30, 40, 50, 60]
        .iter()
        .map(|n| json!({ "code": format!("{n}"), "require": [{ "count": n, "any": all(0..CRITERIA) }] }))
        .collect();
    let spec = json!({
        "code": "bench", "title": "Bench", "indicator": indicators,
        "scheme": [
            { "code": "ladder", "cumulative": true, "level": ladder },
            { "code": "nested", "level": nested },
            { "code": "counted", "level": counted },
        ],
    });
    let spec: FrameworkSpec = serde_json::from_value(spec).expect("a spec");
    Framework::from_spec(spec).expect("a framework")
}

fn statuses() -> Statuses {
    let mut statuses = Statuses::new(UNITS);
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    for number in 0..CRITERIA {
        let column = (0..UNITS).map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            // Mostly met, now and then anything.
            if state % 64 < 62 { (state >> 32) as u8 & 1 } else { (state >> 40) as u8 % 8 }
        });
        statuses.insert(code(number), column.collect());
    }
    statuses
}

/// A word at a time: as fast as memory gives them.
fn sum(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let folded = words.iter().fold(0, |all, word| all ^ u64::from_le_bytes(*word));
    rest.iter().fold(folded, |all, byte| all ^ u64::from(*byte))
}

/// Every byte once, on as many threads as the levels are evaluated on.
fn read(statuses: &Statuses, parallel: bool) -> u64 {
    let columns = (0..CRITERIA).filter_map(|n| statuses.column(code(n).as_str()));
    let parts: Vec<&[u8]> = columns.flat_map(|column| column.chunks(1 << 16)).collect();
    if parallel {
        use rayon::prelude::*;
        parts.par_iter().map(|part| sum(part)).reduce(|| 0, u64::wrapping_add)
    } else {
        parts.iter().map(|part| sum(part)).fold(0, u64::wrapping_add)
    }
}

fn median(mut run: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times.get(ROUNDS / 2).copied().unwrap_or_default()
}

fn main() {
    let (framework, statuses) = (framework(), statuses());
    for parallel in [true, false] {
        let reading = median(|| {
            black_box(read(black_box(&statuses), parallel));
        });
        let threads = if parallel { "all threads" } else { "one thread" };
        println!("{threads}: reading {UNITS} x {CRITERIA} statuses {reading:.2} ms");
        for name in ["ladder", "nested", "counted"] {
            let scheme = BulkScheme::new(&framework, name).expect("statuses only");
            let one = scheme.levels_on_one_thread(&statuses);
            assert_eq!(scheme.levels(&statuses), one, "the same on any number of threads");
            let levels = median(|| {
                let levels = match parallel {
                    true => scheme.levels(black_box(&statuses)),
                    false => scheme.levels_on_one_thread(black_box(&statuses)),
                };
                black_box(levels);
            });
            println!("{threads}: {name}, 4 levels {levels:.2} ms, ratio {:.2}", levels / reading);
        }
    }
}

//! Levels of 1,000,000 units by 60 criteria and four levels, beside reading those statuses out of
//! memory: `cargo bench -p chuan --bench levels`.
//!
//! The statuses are what `BulkScheme` takes: a byte each, 60 MB. Reading them is one load of every
//! word and nothing else (the words are combined by exclusive or), on the same threads. Both are done
//! in turn, so that what else the machine does falls on both. Printed are medians of the time on the
//! clock and of the time of the processor (of all threads together) with their ratios, and the least
//! times of the processor: on a machine that others use the clock means nothing, and half of a core
//! that is shared slows what computes more than what reads, so the least times are nearest to what the
//! machine does by itself. Levels are made in fresh memory, as `levels` returns them, and in room that
//! is there (`levels_into`), without what the system takes for it.

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, missing_docs)]

use chuan::assess::bulk::{BulkScheme, Statuses};
use chuan::framework::Framework;
use chuan::framework::spec::FrameworkSpec;
use chuan::id::Code;
use std::hint::black_box;
use std::time::Instant;

const UNITS: usize = 1_000_000;
const CRITERIA: usize = 60;
const ROUNDS: usize = 31;

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

/// The time that the threads of this process have run for, in milliseconds.
#[cfg(unix)]
fn processor() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6
}

/// Nothing that can be asked for here.
#[cfg(not(unix))]
fn processor() -> f64 {
    f64::NAN
}

/// Milliseconds on the clock and of the processor.
fn timed(run: impl FnOnce()) -> [f64; 2] {
    let (start, before) = (Instant::now(), processor());
    run();
    [start.elapsed().as_secs_f64() * 1e3, processor() - before]
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn least(times: Vec<f64>) -> f64 {
    times.into_iter().min_by(f64::total_cmp).unwrap_or_default()
}

fn main() {
    let (framework, statuses) = (framework(), statuses());
    for parallel in [true, false] {
        let threads = if parallel { "all threads" } else { "one thread" };
        println!("{threads}: {UNITS} x {CRITERIA} statuses, 4 levels; medians of {ROUNDS} in ms");
        for name in ["ladder", "nested", "counted"] {
            let scheme = BulkScheme::new(&framework, name).expect("statuses only");
            let one = scheme.levels_on_one_thread(&statuses);
            assert_eq!(scheme.levels(&statuses), one, "the same on any number of threads");
            let (mut reading, mut levels, mut into) = (Vec::new(), Vec::new(), Vec::new());
            let mut room = one;
            for _ in 0..ROUNDS {
                reading.push(timed(|| {
                    black_box(read(black_box(&statuses), parallel));
                }));
                levels.push(timed(|| {
                    black_box(match parallel {
                        true => scheme.levels(black_box(&statuses)),
                        false => scheme.levels_on_one_thread(black_box(&statuses)),
                    });
                }));
                if parallel {
                    into.push(timed(|| scheme.levels_into(black_box(&statuses), &mut room)));
                }
            }
            type Taken = fn(Vec<f64>) -> f64;
            let taken: [(usize, &str, Taken); 3] =
                [(0, "clock", median), (1, "processor", median), (1, "processor, least", least)];
            for (which, what, take) in taken {
                let of = |times: &[[f64; 2]]| {
                    take(times.iter().filter_map(|time| time.get(which).copied()).collect())
                };
                let (reading, levels) = (of(&reading), of(&levels));
                let ratio = levels / reading;
                println!(
                    "  {name}, {what}: reading {reading:.2}, levels {levels:.2}, ratio {ratio:.2}"
                );
                if parallel {
                    let (into, ratio) = (of(&into), of(&into) / reading);
                    println!("    into room that is there: {into:.2}, ratio {ratio:.2}");
                }
            }
        }
    }
}

//! How long scoring takes: one line of JSON for each piece of work.
//!
//! `scoring_bench DIR [--shared FOLDER] [--matrix FILE UNITS COLUMNS]… [--only WORK]`
//!
//! `DIR` holds the workloads of the generator of scoring benchmarks (`u1000_i100`, …), a matrix is
//! doubles, little-endian, row by row. Data are in memory, as [`Observations`], before the clock
//! starts. CPU seconds of all threads of this process (on Linux; wall seconds elsewhere): the mean of
//! a batch of runs, the median of five batches. `tests/bench/scoring.py` puts the peers beside it.

#![allow(
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a program that prints its figures"
)]

use chuan::analyse::multivariate::{Coefficient, correlations};
use chuan::check::{CheckOptions, Checker};
use chuan::framework::{FileFormat, Framework};
use chuan::observe::Column;
use chuan::recipe::{Divisor, Order, Ties, TopsisNorm, Treatment};
use chuan::score::combine::{Children, Gaps, topsis};
use chuan::score::impute::{Centre, impute_column};
use chuan::score::outrank::Outranking;
use chuan::score::statistics::describe;
use chuan::score::treat::treat;
use chuan::score::weights::{BenefitOptions, benefit_of_the_doubt, critic};
use chuan::score::{Scorecard, rank, score};
use chuan_tests::workload::{Workload, read};
use serde_json::{Value, json};
use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Instant;

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let mut arguments = std::env::args().skip(1);
    let mut folder = PathBuf::from(".");
    let (mut shared, mut matrices, mut only) = (None, Vec::new(), None);
    while let Some(argument) = arguments.next() {
        let mut next = || arguments.next().ok_or("a value is missing");
        match argument.as_str() {
            "--shared" => shared = Some(PathBuf::from(next()?)),
            "--only" => only = Some(next()?),
            "--scale" => return scale(),
            "--matrix" => {
                matrices.push((next()?, next()?.parse::<usize>()?, next()?.parse::<usize>()?));
            }
            _ => folder = PathBuf::from(argument),
        }
    }
    let mut clock = Clock { only };
    for name in ["u1000_i100", "u11000_i100"] {
        let path = folder.join(name);
        if path.is_dir() {
            workload(&mut clock, name, &path)?;
        }
    }
    let small = folder.join("u200_i10");
    if small.is_dir() {
        let work = Workload::read(&small)?;
        let columns = work.columns();
        clock.time("copeland u200_i10", || {
            let children = Children::equal(&columns).map_err(|error| error.to_string());
            children.map(|children| Outranking::of(&children, &Gaps::SKIP).copeland())
        });
    }
    if let Some(shared) = shared {
        asem(&mut clock, &shared)?;
    }
    for (file, units, width) in &matrices {
        matrix(&mut clock, Path::new(file), *units, *width)?;
    }
    Ok(())
}

/// Ten indicators of 1,000 to 1,000,000 units, from observations to ranks.
fn scale() -> Outcome<()> {
    let items: Vec<Value> =
        (0..10).map(|j| json!({ "code": format!("i{j}"), "parent": "index" })).collect();
    let text = json!({
        "code": "scale", "title": "Scale", "node": [{ "code": "index" }], "indicator": items,
        "defaults": { "aggregate": "arithmetic", "missing": "skip", "scorer": "min_max" },
        "ranking": [{ "node": "index" }],
    });
    let framework = Framework::parse(&text.to_string(), FileFormat::Json)
        .map_err(|findings| format!("{} findings", findings.len()))?;
    for units in [1000_u32, 3000, 10_000, 30_000, 100_000, 300_000, 1_000_000] {
        let mut csv = String::from("unit,i0,i1,i2,i3,i4,i5,i6,i7,i8,i9\n");
        let mut state = 7_u64;
        for unit in 0..units {
            csv.push_str(&format!("u{unit}"));
            for _ in 0..10 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(99_991);
                csv.push_str(&format!(",{}", (state >> 33) % 1_000_003));
            }
            csv.push('\n');
        }
        let mut checker = Checker::new(&framework, CheckOptions::default());
        checker.read_csv("scale.csv", csv.as_bytes())?;
        let observations = checker.finish().observations;
        let (before, mut runs) = (cpu_seconds().unwrap_or_default(), 0);
        let start = Instant::now();
        while runs < 3 || start.elapsed().as_secs_f64() < 0.3 {
            drop(black_box(score(&framework, &observations)));
            runs += 1;
        }
        let spent = cpu_seconds().unwrap_or_default() - before;
        println!("{}", json!({ "units": units, "cpu_s": spent / f64::from(runs) }));
    }
    Ok(())
}

/// The pipelines and single steps on one workload.
fn workload(clock: &mut Clock, name: &str, path: &Path) -> Outcome<()> {
    let plain = Workload::read(path)?;
    clock.time(&format!("score {name}"), || score(&plain.framework, &plain.observations));
    clock.time(&format!("score {name}, every score read"), || {
        every(score(&plain.framework, &plain.observations), &plain.framework)
    });
    let card = score(&plain.framework, &plain.observations);
    let period = card.periods().first().ok_or("no period")?;
    let index = plain.framework.find("index").ok_or("no index")?;
    let scores = period.score(index);
    let first = card.unit("u00001").ok_or("no unit")?;
    let best = (0..scores.len()).find(|unit| period.rank(index, *unit) == Some(1.0));
    println!(
        "{}",
        json!({
            "check": name, "sum": chuan::number::sum(scores.numbers()), "first": scores.get(first),
            "first_rank": period.rank(index, first),
            "best": best.and_then(|unit| card.units().get(unit)).map(|unit| unit.code.to_string()),
        })
    );
    let treated = Workload::with(path, &json!({ "impute": "mean", "treat": "two_stage" }))?;
    clock.time(&format!("score {name}, imputed and treated"), || {
        score(&treated.framework, &treated.observations)
    });
    clock.time(&format!("score {name}, imputed and treated, every score read"), || {
        every(score(&treated.framework, &treated.observations), &treated.framework)
    });
    let columns = plain.columns();
    clock.time(&format!("impute {name}"), || {
        columns.iter().map(|c| impute_column(c, Centre::Mean)).collect::<Vec<_>>()
    });
    let filled: Vec<Column> =
        columns.iter().map(|c| impute_column(c, Centre::Mean).column).collect();
    let treatment = Treatment::default_two_stage();
    clock.time(&format!("treat {name}"), || {
        filled.iter().map(|c| treat(c, &treatment).column).collect::<Vec<_>>()
    });
    clock.time(&format!("statistics {name}"), || columns.iter().map(describe).collect::<Vec<_>>());
    let borrowed: Vec<&Column> = columns.iter().collect();
    clock.time(&format!("correlations {name}"), || {
        correlations(&borrowed, &Coefficient::Pearson.into()).map(|found| found.p_values())
    });
    let values: Vec<Option<f64>> = scores.iter().collect();
    clock.time(&format!("rank {name}"), || rank(&values, Order::HighestFirst, Ties::Min));
    Ok(())
}

/// Scores of indicators are made when they are asked for: all of them.
fn every(card: Scorecard, framework: &Framework) -> Scorecard {
    for period in card.periods() {
        for (id, _) in framework.iter() {
            black_box(period.score(id));
        }
    }
    card
}

/// COINr's own example, all seven steps.
fn asem(clock: &mut Clock, shared: &Path) -> Outcome<()> {
    let inputs = shared.join("reference/coinr/inputs");
    let folder = std::env::temp_dir().join(format!("chuan-bench-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let file = chuan_tests::root().join("tests/frameworks/asem.toml");
    let file = chuan_tests::beside(&file, &[inputs.join("asem_units.csv")], &folder)?;
    let framework = Framework::load(&file)?.into_result()?;
    let observations = read(&framework, &inputs.join("asem_observations.csv"))?;
    fs::remove_dir_all(&folder)?;
    clock.time("asem", || score(&framework, &observations));
    Ok(())
}

/// Methods over one matrix of positive numbers.
fn matrix(clock: &mut Clock, file: &Path, units: usize, width: usize) -> Outcome<()> {
    let bytes = fs::read(file)?;
    let numbers: Vec<f64> = bytes
        .chunks_exact(8)
        .map(|chunk| chunk.try_into().map(f64::from_le_bytes).unwrap_or(f64::NAN))
        .collect();
    let columns: Vec<Column> = (0..width)
        .map(|j| numbers.iter().skip(j).step_by(width).take(units).copied().map(Some).collect())
        .collect();
    let borrowed: Vec<&Column> = columns.iter().collect();
    let label = format!("{units}x{width}");
    let children = Children::equal(&columns)?;
    clock.time(&format!("topsis {label}"), || {
        topsis(&children, TopsisNorm::Vector, &Gaps::PROPAGATE)
    });
    clock.time(&format!("critic {label}"), || critic(&borrowed, Divisor::Sample));
    if units <= 1000 {
        clock.time(&format!("benefit of the doubt {label}"), || {
            benefit_of_the_doubt(&borrowed, &BenefitOptions::default())
        });
    }
    Ok(())
}

/// Times work and prints what it took.
struct Clock {
    only: Option<String>,
}

impl Clock {
    fn time<T>(&mut self, work: &str, mut f: impl FnMut() -> T) {
        if self.only.as_ref().is_some_and(|only| !work.contains(only.as_str())) {
            return;
        }
        drop(black_box(f()));
        // The kernel counts CPU time in ticks: only many runs together say what one takes.
        let mut batches = [0.0; 5];
        let mut runs = 0;
        for batch in &mut batches {
            let (started, before, mut done) = (Instant::now(), cpu_seconds(), 0);
            while done < 3 || started.elapsed().as_secs_f64() < 0.3 {
                drop(black_box(f()));
                done += 1;
            }
            let spent = cpu_seconds().zip(before).map(|(after, before)| after - before);
            *batch = spent.unwrap_or_else(|| started.elapsed().as_secs_f64()) / f64::from(done);
            runs += done;
        }
        batches.sort_by(f64::total_cmp);
        println!("{}", json!({ "work": work, "runs": runs, "cpu_s": batches[2] }));
    }
}

/// CPU seconds of all threads so far.
fn cpu_seconds() -> Option<f64> {
    let mut nanoseconds = 0.0;
    for task in fs::read_dir("/proc/self/task").ok()? {
        let text = fs::read_to_string(task.ok()?.path().join("schedstat")).ok()?;
        nanoseconds += text.split_whitespace().next()?.parse::<f64>().ok()?;
    }
    Some(nanoseconds / 1e9)
}

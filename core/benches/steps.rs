//! How long the steps of scoring take over columns: `cargo bench -p chuan --bench steps`.

#![allow(missing_docs, reason = "a program")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a program")]

use chuan::analyse::multivariate::{Coefficient, correlations};
use chuan::check::{CheckOptions, Checker};
use chuan::framework::{FileFormat, Framework};
use chuan::observe::{Column, Observations};
use chuan::recipe::{Aggregation, Direction, Divisor, Order, Ties, TopsisNorm, Treatment};
use chuan::score::combine::{Children, Gaps, topsis};
use chuan::score::impute::{Centre, impute_column};
use chuan::score::normal::Normalisation;
use chuan::score::outrank::Outranking;
use chuan::score::statistics::describe;
use chuan::score::treat::treat;
use chuan::score::weights::{BenefitOptions, benefit_of_the_doubt, critic};
use chuan::score::{aggregate_columns, rank, score};
use divan::Bencher;
use std::fmt::Write as _;

fn main() {
    divan::main();
}

/// Columns with a heavy tail and one gap in twenty, the same on every machine.
fn columns(units: usize, width: usize, gaps: bool) -> Vec<Column> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    let mut cell = || {
        let (value, gap) = (1.0 / (1.001 - next()), next() < 0.05);
        (!gaps || !gap).then_some(value)
    };
    (0..width).map(|_| (0..units).map(|_| cell()).collect()).collect()
}

/// Twenty indicators below four pillars below an index, and units of which they are known.
fn workload(defaults: &str, units: usize) -> (Framework, Observations) {
    let mut text = format!(
        "code = 'b'\ntitle = 'B'\n[defaults]\nmissing = 'skip'\nscorer = 'min_max'\n{defaults}\n\
         [[ranking]]\nnode = 'index'\n[[node]]\ncode = 'index'\n"
    );
    for pillar in 0..4 {
        writeln!(text, "[[node]]\ncode = 'p{pillar}'\nparent = 'index'").unwrap();
    }
    let mut csv = String::from("unit");
    for item in 0..20 {
        let (pillar, weight) = (item % 4, item + 1);
        writeln!(text, "[[indicator]]\ncode = 'i{item}'\nparent = 'p{pillar}'\nweight = {weight}")
            .unwrap();
        write!(csv, ",i{item}").unwrap();
    }
    let columns = columns(units, 20, true);
    for unit in 0..units {
        write!(csv, "\nu{unit}").unwrap();
        for column in &columns {
            let value = column.get(unit).map(|value| format!("{value:.6}"));
            write!(csv, ",{}", value.unwrap_or_default()).unwrap();
        }
    }
    let framework = Framework::parse(&text, FileFormat::Toml).unwrap();
    let mut checker = Checker::new(&framework, CheckOptions::default());
    checker.read_csv("data.csv", csv.as_bytes()).unwrap();
    let observations = checker.finish().observations;
    (framework, observations)
}

#[divan::bench(args = [1000, 10_000])]
fn whole_score(bencher: Bencher<'_, '_>, units: usize) {
    let (framework, observations) = workload("", units);
    bencher.bench(|| score(&framework, &observations));
}

#[divan::bench(args = [1000, 10_000])]
fn whole_score_imputed_and_treated(bencher: Bencher<'_, '_>, units: usize) {
    let (framework, observations) = workload("impute = 'mean'\ntreat = 'two_stage'", units);
    bencher.bench(|| score(&framework, &observations));
}

#[divan::bench(args = [1000, 10_000, 100_000])]
fn min_max(bencher: Bencher<'_, '_>, units: usize) {
    let columns = columns(units, 10, true);
    let method = Normalisation::MinMax { to: [0.0, 100.0] };
    bencher.bench(|| {
        let score =
            |column: &Column| Some(method.fit(column, Direction::Lower).ok()?.column(column));
        columns.iter().map(score).collect::<Vec<_>>()
    });
}

#[divan::bench(args = [1000, 10_000, 100_000])]
fn arithmetic_means(bencher: Bencher<'_, '_>, units: usize) {
    let columns = columns(units, 10, true);
    let weights: Vec<f64> = (1..=10_u8).map(|weight| f64::from(weight) / 7.0).collect();
    let children = Children::new(&columns, &weights).unwrap();
    bencher.bench(|| aggregate_columns(&children, Aggregation::Arithmetic, &Gaps::SKIP));
}

#[divan::bench(args = [1000, 10_000, 100_000])]
fn exact_sum(bencher: Bencher<'_, '_>, terms: usize) {
    let numbers: Vec<f64> =
        columns(terms, 1, false).iter().flat_map(|column| column.cells().to_vec()).collect();
    bencher.bench(|| chuan::number::sum(numbers.iter().copied()));
}

#[divan::bench(args = [1000, 10_000])]
fn treatment(bencher: Bencher<'_, '_>, units: usize) {
    let columns = columns(units, 10, false);
    let how = Treatment::default_two_stage();
    bencher.bench(|| columns.iter().map(|column| treat(column, &how)).collect::<Vec<_>>());
}

#[divan::bench(args = [1000, 10_000])]
fn mean_imputation(bencher: Bencher<'_, '_>, units: usize) {
    let columns = columns(units, 10, true);
    bencher.bench(|| {
        columns.iter().map(|column| impute_column(column, Centre::Mean)).collect::<Vec<_>>()
    });
}

#[divan::bench(args = [1000, 10_000])]
fn statistics(bencher: Bencher<'_, '_>, units: usize) {
    let columns = columns(units, 10, true);
    bencher.bench(|| columns.iter().map(describe).collect::<Vec<_>>());
}

#[divan::bench(args = [1000, 10_000])]
fn ranks(bencher: Bencher<'_, '_>, units: usize) {
    let values: Vec<Option<f64>> = columns(units, 1, true).iter().flat_map(Column::iter).collect();
    bencher.bench(|| rank(&values, Order::HighestFirst, Ties::Min));
}

#[divan::bench]
fn pearson_with_p_values(bencher: Bencher<'_, '_>) {
    let columns = columns(1000, 50, true);
    let columns: Vec<&Column> = columns.iter().collect();
    bencher.bench(|| {
        correlations(&columns, &Coefficient::Pearson.into()).map(|found| found.p_values())
    });
}

#[divan::bench]
fn topsis_11000_by_100(bencher: Bencher<'_, '_>) {
    let columns = columns(11_000, 100, false);
    let children = Children::equal(&columns).unwrap();
    bencher.bench(|| topsis(&children, TopsisNorm::Vector, &Gaps::PROPAGATE));
}

#[divan::bench]
fn critic_11000_by_100(bencher: Bencher<'_, '_>) {
    let columns = columns(11_000, 100, false);
    let columns: Vec<&Column> = columns.iter().collect();
    bencher.bench(|| critic(&columns, Divisor::Sample));
}

#[divan::bench]
fn copeland_200_by_10(bencher: Bencher<'_, '_>) {
    let columns = columns(200, 10, false);
    let children = Children::equal(&columns).unwrap();
    bencher.bench(|| Outranking::of(&children, &Gaps::SKIP).copeland());
}

#[divan::bench]
fn benefit_of_the_doubt_200_by_10(bencher: Bencher<'_, '_>) {
    let columns = columns(200, 10, false);
    let columns: Vec<&Column> = columns.iter().collect();
    bencher.bench(|| benefit_of_the_doubt(&columns, &BenefitOptions::default()));
}

//! How long the kernels take. `cargo test --release --test kernels_k3 -- --ignored --nocapture`

use chuan::observe::Column;
use chuan::recipe::Direction;
use chuan::score::combine::{
    Children, Combination, Gaps, Power, Preference, TopsisNorm, generalised_mean,
};
use chuan::score::normal::Normalisation;
use chuan::score::outrank::{KemenyLimits, Outranking};
use std::time::Instant;

fn table(units: usize, children: usize, gaps: bool) -> Vec<Column> {
    let mut state = 88_172_645_463_325_252_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    (0..children)
        .map(|_| {
            let cells = (0..units).map(|_| Some(1.0 + next()).filter(|_| !gaps || next() > 0.05));
            cells.collect()
        })
        .collect()
}

fn time<T>(what: &str, mut f: impl FnMut() -> T) {
    let mut best = f64::INFINITY;
    for _ in 0..15 {
        let start = Instant::now();
        std::hint::black_box(f());
        best = best.min(start.elapsed().as_secs_f64());
    }
    eprintln!("{what:<50} {:>9.3} ms", best * 1e3);
}

#[test]
#[ignore = "prints times"]
fn timings() {
    for gaps in [false, true] {
        eprintln!("gaps: {gaps}");
        let large = table(11_000, 100, gaps);
        let children = Children::new(&large, &[0.7; 100]).unwrap();
        let min_max = Normalisation::MinMax { to: [0.0, 100.0] };
        time("min-max, 11,000 x 100", || {
            let score = |column: &Column| {
                min_max.fit(column, Direction::Higher).unwrap().column(column).len()
            };
            large.iter().map(score).sum::<usize>()
        });
        time("min-max, learning alone", || {
            large.iter().map(|column| min_max.fit(column, Direction::Higher)).collect::<Vec<_>>()
        });
        time("copying the columns, one at a time", || {
            let copy = |column: &Column| column.clone().len();
            large.iter().map(copy).sum::<usize>()
        });
        time("min-max, keeping the columns", || {
            let score =
                |column: &Column| min_max.fit(column, Direction::Higher).unwrap().column(column);
            large.iter().map(score).collect::<Vec<_>>()
        });
        for p in [1.0, 0.0, -1.0] {
            time(&format!("mean p = {p}, 11,000 x 100"), || {
                generalised_mean(&children, Power::Of(p), &Gaps::SKIP)
            });
        }
        for method in [
            Combination::Topsis { norm: TopsisNorm::Vector },
            Combination::Owa { weights: vec![1.0; 100] },
            Combination::Wroclaw { divisor: Default::default() },
            Combination::Vikor { v: 0.5 },
        ] {
            let name = format!("{method:?}");
            time(&name[..name.len().min(30)], || method.combine(&children, &Gaps::SKIP));
        }
        for k in [10, 100] {
            let small = table(200, k, gaps);
            let children = Children::new(&small, &vec![1.0; k]).unwrap();
            time(&format!("Copeland, 200 x {k}"), || {
                Outranking::of(&children, &Gaps::SKIP).copeland()
            });
            let promethee = Combination::Promethee { preferences: vec![Preference::Usual] };
            time(&format!("PROMETHEE, 200 x {k}"), || promethee.combine(&children, &Gaps::SKIP));
        }
    }
    for units in [12, 16, 20, 30, 40] {
        let columns: Vec<Column> = table(units, 3, false);
        let matrix = Outranking::of(&Children::equal(&columns).unwrap(), &Gaps::SKIP);
        let kemeny = matrix.kemeny(&KemenyLimits::default());
        eprintln!("Kemeny of {units}: proven {}, {} orders", kemeny.proven, kemeny.orders.len());
        let start = Instant::now();
        matrix.kemeny(&KemenyLimits::default());
        eprintln!("    {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
    }
}

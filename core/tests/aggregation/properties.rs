//! What holds for every input.

use super::{column, values};
use chuan::observe::Column;
use chuan::recipe::{Direction, Divisor, MissingRule, Ties};
use chuan::score::aggregate;
use chuan::score::combine::{
    Base, Children, Combination, Gaps, Penalty, Power, Preference, TopsisNorm, generalised_mean,
};
use chuan::score::normal::{Fitted, Normalisation, Outside, RankForm, Unfit, piecewise};
use chuan::score::outrank::{KemenyLimits, Outranking};
use proptest::prelude::*;

fn near(a: &Column, b: &Column, tolerance: f64) -> bool {
    a.iter().zip(b.iter()).all(|pair| match pair {
        (Some(a), Some(b)) => (a - b).abs() <= tolerance * (1.0 + b.abs()),
        (None, None) => true,
        _ => false,
    })
}

fn learning() -> Vec<Normalisation> {
    let (to, ties) = ([1.0, 100.0], Ties::Average);
    vec![
        Normalisation::MinMax { to },
        Normalisation::ZScore { mean: 100.0, sd: 10.0, divisor: Divisor::Sample },
        Normalisation::Rank { ties },
        Normalisation::Borda { ties: Ties::Min },
        Normalisation::PercentileRank { ties, form: RankForm::Inclusive, to },
        Normalisation::DistanceToMax { to },
        Normalisation::PercentileGoalposts {
            lower: 0.1,
            upper: 0.9,
            cap: chuan::recipe::Cap::Both,
            to,
        },
        Normalisation::TwoSided { centre: Default::default(), to },
    ]
}

/// All combinations; `low` marks those that take raw values.
fn combinations(children: usize) -> Vec<Combination> {
    let linear = Preference::Linear { indifference: 1.0, preference: 20.0 };
    vec![
        Combination::GeneralisedMean { p: Power::Of(1.0) },
        Combination::GeneralisedMean { p: Power::Of(0.0) },
        Combination::GeneralisedMean { p: Power::Of(-3.5) },
        Combination::GeneralisedMean { p: Power::Maximum },
        Combination::Owa { weights: (1..=children).map(|place| place as f64).collect() },
        Combination::MazziottaPareto { penalty: Penalty::Minus, divisor: Divisor::Population },
        Combination::PenalisedMean { h: 0.5 },
        Combination::MeanMin { alpha: 0.5, beta: 1.0 },
        Combination::QuantityIndex { base: Base::GeometricMean },
        Combination::Wroclaw { divisor: Divisor::Sample },
        Combination::Topsis { norm: TopsisNorm::Vector },
        Combination::Topsis { norm: TopsisNorm::None },
        Combination::Vikor { v: 0.5 },
        Combination::Promethee { preferences: vec![Preference::Usual] },
        Combination::Promethee { preferences: vec![linear] },
        Combination::Waspas { lambda: 0.5 },
        Combination::Copeland,
        Combination::Borda,
    ]
}

fn cell() -> impl Strategy<Value = Option<f64>> {
    prop_oneof![
        5 => (1.0..1000.0_f64).prop_map(Some),
        2 => (1..6_i32).prop_map(|x| Some(f64::from(x))),
        1 => Just(None),
    ]
}

/// Rows of units over so many children.
fn table(children: usize) -> impl Strategy<Value = Vec<Vec<Option<f64>>>> {
    proptest::collection::vec(proptest::collection::vec(cell(), children), 1..12)
}

fn columns(rows: &[Vec<Option<f64>>]) -> Vec<Column> {
    (0..rows[0].len()).map(|j| rows.iter().map(|row| row[j]).collect()).collect()
}

const WEIGHTS: [f64; 4] = [0.4, 0.3, 0.2, 0.1];
const RULES: [MissingRule; 3] =
    [MissingRule::Skip, MissingRule::Propagate, MissingRule::Substitute];

proptest! {
    /// `a x + b` with `a > 0` changes nothing that compares units only; with `a < 0` the direction
    /// makes up for it.
    #[test]
    fn affine_invariance(
        cells in proptest::collection::vec(cell(), 2..30),
        a in 0.01..100.0_f64,
        b in -1000.0..1000.0_f64,
    ) {
        let plain: Column = cells.iter().copied().collect();
        let moved = plain.map(|x| Some(a * x + b));
        let turned = plain.map(|x| Some(b - a * x));
        for method in learning() {
            let score = |column, way| method.fit(column, way).map(|fit: Fitted| fit.column(column));
            let (one, two, three) = (
                score(&plain, Direction::Higher),
                score(&moved, Direction::Higher),
                score(&turned, Direction::Lower),
            );
            match (one, two, three) {
                (Ok(one), Ok(two), Ok(three)) => {
                    prop_assert!(near(&one, &two, 1e-6), "{method:?}");
                    prop_assert!(near(&one, &three, 1e-6), "{method:?}");
                }
                (one, two, three) => {
                    prop_assert!(one.is_err() && two.is_err() && three.is_err(), "{method:?}");
                }
            }
        }
    }

    /// A stored fit scores as the fresh one; one value as the column.
    #[test]
    fn fits_can_be_stored(cells in proptest::collection::vec(cell(), 2..20), x in 0.0..2000.0_f64) {
        let column: Column = cells.iter().copied().collect();
        for method in learning() {
            let method: Normalisation =
                serde_json::from_str(&serde_json::to_string(&method).unwrap()).unwrap();
            let Ok(fitted) = method.fit(&column, Direction::Lower) else { continue };
            let stored: Fitted = serde_json::from_str(&serde_json::to_string(&fitted).unwrap()).unwrap();
            prop_assert_eq!(&stored, &fitted);
            prop_assert_eq!(stored.apply(x), fitted.apply(x));
            let single: Column = column.map(|x| fitted.apply(x));
            prop_assert_eq!(fitted.column(&column), single);
        }
    }

    /// The order of the units changes nothing, not in the last bit.
    #[test]
    fn units_may_be_permuted(rows in table(4), turn in 0..12_usize, rule in 0..3_usize) {
        let gaps = Gaps { rule: RULES[rule], substitute: 2.5, at_least: None };
        let mut moved = rows.clone();
        moved.rotate_left(turn % rows.len());
        moved.reverse();
        let (here, there) = (columns(&rows), columns(&moved));
        let here = Children::new(&here, &WEIGHTS).unwrap();
        let there = Children::new(&there, &WEIGHTS).unwrap();
        for method in combinations(4) {
            let mut expected = values(&method.combine(&here, &gaps).unwrap().column);
            expected.rotate_left(turn % rows.len());
            expected.reverse();
            let got = values(&method.combine(&there, &gaps).unwrap().column);
            prop_assert_eq!(got, expected, "{:?}", method);
        }
    }

    /// A better child never makes the unit worse; and a mean lies between its children.
    #[test]
    fn means_rise_with_each_child(
        row in proptest::collection::vec(0.0..100.0_f64, 4),
        child in 0..4_usize,
        more in 0.0..10.0_f64,
        p in -8.0..8.0_f64,
    ) {
        let mut better = row.clone();
        better[child] += more;
        let columns: Vec<Column> =
            row.iter().zip(&better).map(|(a, b)| column([*a, *b])).collect();
        let children = Children::new(&columns, &WEIGHTS).unwrap();
        let methods = [Power::Of(p), Power::Of(0.0), Power::Of(1.0), Power::Minimum, Power::Maximum]
            .map(|p| Combination::GeneralisedMean { p });
        let (least, most) = row.iter().fold((f64::MAX, f64::MIN), |(l, m), x| (l.min(*x), m.max(*x)));
        for method in methods.into_iter().chain([Combination::Owa { weights: vec![1.0, 2.0, 3.0, 0.0] }]) {
            let got = method.combine(&children, &Gaps::PROPAGATE).unwrap().column;
            let (worse, better) = (got.get(0).unwrap(), got.get(1).unwrap());
            prop_assert!(better >= worse * (1.0 - 1e-12), "{method:?}: {worse} {better}");
            prop_assert!(worse >= least * (1.0 - 1e-12) && worse <= most * (1.0 + 1e-12));
        }
    }

    /// The kernel over columns and the function over one unit give the same.
    #[test]
    fn means_equal_those_of_one_unit(rows in table(4), rule in 0..3_usize) {
        use chuan::recipe::Aggregation;
        let gaps = Gaps { rule: RULES[rule], substitute: 2.5, at_least: None };
        let columns = columns(&rows);
        let children = Children::new(&columns, &WEIGHTS).unwrap();
        for (p, aggregation) in [
            (Power::Of(1.0), Aggregation::Arithmetic),
            (Power::Of(0.0), Aggregation::Geometric),
            (Power::Of(-1.0), Aggregation::Harmonic),
            (Power::Minimum, Aggregation::Minimum),
        ] {
            let got = generalised_mean(&children, p, &gaps).unwrap().column;
            let one = rows.iter().map(|row| aggregate(row, &WEIGHTS, aggregation, gaps.rule, 2.5).unwrap().0);
            prop_assert!(near(&got, &one.collect(), 1e-14), "{aggregation:?}");
        }
    }

    #[test]
    fn shares_of_a_pair_make_one(rows in table(4)) {
        let columns = columns(&rows);
        let matrix = Outranking::of(&Children::new(&columns, &WEIGHTS).unwrap(), &Gaps::SKIP);
        for i in 0..rows.len() {
            for m in 0..rows.len() {
                match (matrix.share(i, m), matrix.share(m, i)) {
                    (Some(a), Some(b)) => prop_assert!((a + b - 1.0).abs() < 1e-12),
                    pair => prop_assert_eq!(pair, (None, None)),
                }
            }
        }
    }

    /// Against all orders, by subsets and by branch and bound.
    #[test]
    fn kemeny_is_what_brute_force_finds(
        rows in proptest::collection::vec(proptest::collection::vec(1..5_i32, 4), 1..=6),
    ) {
        let rows: Vec<Vec<Option<f64>>> =
            rows.iter().map(|row| row.iter().map(|x| Some(f64::from(*x))).collect()).collect();
        let columns = columns(&rows);
        let matrix = Outranking::of(&Children::new(&columns, &WEIGHTS).unwrap(), &Gaps::SKIP);
        let mut orders = vec![Vec::new()];
        for unit in 0..rows.len() {
            orders = orders
                .iter()
                .flat_map(|order| (0..=order.len()).map(move |at| {
                    let mut order: Vec<usize> = order.clone();
                    order.insert(at, unit);
                    order
                }))
                .collect();
        }
        let score = |order: &[usize]| -> f64 {
            (0..order.len())
                .flat_map(|a| (a + 1..order.len()).map(move |b| (a, b)))
                .map(|(a, b)| matrix.share(order[a], order[b]).unwrap())
                .sum()
        };
        let most = orders.iter().map(|order| score(order)).fold(0.0, f64::max);
        let mut best: Vec<_> = orders.into_iter().filter(|order| score(order) > most - 1e-9).collect();
        best.sort();
        let limits = KemenyLimits { orders: 1000, ..KemenyLimits::default() };
        let kemeny = matrix.kemeny(&limits);
        prop_assert!((kemeny.score - most).abs() < 1e-9);
        prop_assert_eq!(&kemeny.orders, &best);
        prop_assert!(kemeny.proven && kemeny.all && kemeny.bound == kemeny.score);
        let one = matrix.kemeny(&KemenyLimits { orders: 1, ..limits });
        prop_assert!(best.contains(&one.orders[0]));
        prop_assert_eq!(one.all, best.len() == 1);
    }
}

/// Random comparisons of more units than subsets allow, in one component.
fn tangled(units: usize, seed: u64) -> Outranking {
    let mut state = seed;
    let mut next = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as f64
    };
    let columns: Vec<Column> = (0..3).map(|_| column((0..units).map(|_| next()))).collect();
    Outranking::of(&Children::equal(&columns).unwrap(), &Gaps::SKIP)
}

#[test]
fn branch_and_bound_agrees_with_subsets() {
    // With less work than subsets need, eleven units and more go to branch and bound.
    let mut proven = 0;
    for seed in 1..20 {
        let matrix = tangled(12, seed);
        let exact = matrix.kemeny(&KemenyLimits { orders: 10_000, ..KemenyLimits::default() });
        let limits = KemenyLimits { orders: 10_000, work: 40_000 };
        let searched = matrix.kemeny(&limits);
        assert!(exact.proven && exact.all);
        if searched.proven && searched.all {
            proven += 1;
            assert_eq!(searched.orders, exact.orders, "seed {seed}");
        }
        assert!(searched.bound >= exact.score - 1e-9 && searched.score <= exact.score + 1e-9);
    }
    assert!(proven > 10, "only {proven} of 19");
}

#[test]
fn a_search_cut_short_says_so() {
    let matrix = tangled(40, 7);
    let kemeny = matrix.kemeny(&KemenyLimits { orders: 3, work: 500 });
    assert!(!kemeny.proven && !kemeny.all);
    assert!(kemeny.bound > kemeny.score);
    assert_eq!(kemeny.orders[0].len(), 40);
}

#[test]
fn columns_without_range_have_no_scores() {
    let constant: Column = [Some(2.0), None, Some(2.0)].into_iter().collect();
    let fit = |method: Normalisation, column: &Column| method.fit(column, Direction::Higher);
    let z = Normalisation::ZScore { mean: 0.0, sd: 1.0, divisor: Divisor::Sample };
    let target = |target| Normalisation::DistanceToTarget { target, cap: true, to: [0.0, 1.0] };
    assert_eq!(fit(Normalisation::MinMax { to: [0.0, 1.0] }, &constant), Err(Unfit::Constant));
    assert_eq!(fit(z.clone(), &constant), Err(Unfit::Constant));
    assert_eq!(fit(z.clone(), &column([1.0])), Err(Unfit::TooFew));
    assert_eq!(fit(z, &Column::absent(3)), Err(Unfit::Empty));
    // A target that the worst unit has met already would turn the order round.
    assert_eq!(fit(target(1.0), &constant), Err(Unfit::NoRoom));
    assert!(fit(target(3.0), &constant).is_ok());
    assert!(fit(Normalisation::Rank { ties: Ties::Min }, &constant).is_ok());
}

#[test]
fn gaps_count_on_both_sides() {
    // Whichever unit comes first in the table, the one with gaps is compared on what both have.
    let a: Column = [Some(2.0), Some(1.0)].into_iter().collect();
    let b: Column = [None, Some(9.0)].into_iter().collect();
    let matrix = Outranking::of(&Children::equal([&a, &b]).unwrap(), &Gaps::SKIP);
    assert_eq!((matrix.share(0, 1), matrix.share(1, 0)), (Some(1.0), Some(0.0)));
    let strict = Outranking::of(&Children::equal([&a, &b]).unwrap(), &Gaps::PROPAGATE);
    assert_eq!(values(&strict.copeland()), [None, Some(0.0)]);
}

#[test]
fn knots_are_met_exactly() {
    let knots = [[0.1, 0.3], [0.7, 0.1], [1.1, 5.7]];
    for [x, y] in knots {
        assert_eq!(piecewise(x, &knots, Outside::Extend), Some(y));
    }
}

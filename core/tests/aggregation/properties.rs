//! What holds for every input.

use super::{column, values};
use chuan::observe::Column;
use chuan::recipe::{Direction, Divisor, MissingRule, Spread, Step, Ties};
use chuan::score::aggregate;
use chuan::score::combine::{
    Base, Children, Combination, Gaps, Penalty, Power, Preference, TopsisNorm, generalised_mean,
};
use chuan::score::normal::{Fitted, Normalisation, Outside, RankForm, Shift, Unfit, piecewise};
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
        Normalisation::Ampi { reference: Default::default() },
        Normalisation::MeanBands {
            threshold: 0.5,
            spread: Spread::StandardDeviation,
            scores: [-1.0, 0.0, 1.0],
        },
    ]
}

/// Scales that are stated, not learned, and those that lean on one stated value; rising where higher is better.
fn stated() -> Vec<Normalisation> {
    let to = [1.0, 100.0];
    let (lower, upper, cap) = (10.0, 700.0, chuan::recipe::Cap::Both);
    let posts = |transform, power, cap| Normalisation::Goalposts {
        lower,
        upper,
        transform,
        power,
        cap,
        to,
    };
    vec![
        Normalisation::None,
        Normalisation::YesNo { points: 7.0 },
        Normalisation::Ratio { points: 7.0, of: 300.0, cap: true },
        Normalisation::Ratio { points: 7.0, of: 300.0, cap: false },
        Normalisation::Scaled { lower, upper, factor: 10.0 },
        posts(Shift::None, 1.0, cap),
        posts(Shift::None, 0.8, cap),
        posts(Shift::Ln { shift: 1.0 }, 1.0, chuan::recipe::Cap::None),
        Normalisation::DistanceToTarget { target: 5000.0, cap: true, to },
        Normalisation::DistanceToTarget { target: 0.5, cap: false, to },
        Normalisation::FractionOfMax { to },
        Normalisation::MeanBands {
            threshold: 0.1,
            spread: Spread::ShareOfMean,
            scores: [-1.0, 0.0, 1.0],
        },
    ]
}

/// Scales that say themselves what a value is worth, whichever way is better; rising here.
fn own_scales() -> Vec<Normalisation> {
    let step = |from, points| Step { from, points };
    vec![
        Normalisation::Identity,
        Normalisation::Linear { factor: 3.0, offset: -2.0 },
        Normalisation::Steps { steps: vec![step(5.0, 1.0), step(90.0, 4.0)], below: 0.0 },
        Normalisation::Piecewise {
            knots: vec![[2.0, 1.0], [50.0, 60.0], [800.0, 61.0]],
            outside: Outside::Hold,
        },
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
        Combination::Outranking,
        Combination::Kemeny { work: 50_000_000 },
        Combination::BenefitOfTheDoubt { shares: Vec::new() },
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

    /// The better value never has the worse score, on every scale that has a better end: a band and a centre
    /// have two, and categories have none.
    #[test]
    fn scores_rise_with_the_value(
        cells in proptest::collection::vec(cell(), 2..20), x in 0.5..1500.0_f64, more in 0.0..500.0_f64,
    ) {
        let column: Column = cells.iter().copied().collect();
        let directed = learning().into_iter().chain(stated());
        let all = directed.map(|method| (method, false)).chain(own_scales().into_iter().map(|m| (m, true)));
        for (method, own) in all.filter(|(m, _)| !matches!(m, Normalisation::TwoSided { .. })) {
            for way in [Direction::Higher, Direction::Lower] {
                let Ok(fitted) = method.fit(&column, way) else { continue };
                let (Some(low), Some(high)) = (fitted.apply(x), fitted.apply(x + more)) else { continue };
                let (worse, better) = match way {
                    Direction::Lower if !own => (high, low),
                    _ => (low, high),
                };
                let slack = 1e-12 * (1.0 + worse.abs());
                prop_assert!(better >= worse - slack, "{method:?} {way:?}: {worse} {better}");
            }
        }
    }

    /// A stated target and a unit of reference move with the values.
    #[test]
    fn scales_with_a_reference_move_with_it(
        cells in proptest::collection::vec(1.0..1000.0_f64, 2..20), a in 0.01..100.0_f64,
        b in -1000.0..1000.0_f64, target in 1001.0..3000.0_f64, unit in any::<prop::sample::Index>(),
    ) {
        let plain: Column = cells.iter().copied().map(Some).collect();
        let moved = plain.map(|x| Some(a * x + b));
        let place = unit.index(cells.len());
        let to = [1.0, 100.0];
        let of = |column: &Column, method: &Normalisation| {
            let fit = method.fit_with(column, Direction::Higher, |_| Some(place));
            fit.map(|fitted| fitted.column(column)).ok()
        };
        let towards = |target| Normalisation::DistanceToTarget { target, cap: false, to };
        let reference =
            Normalisation::DistanceToReference { unit: "u".to_owned(), cap: true, to };
        let posts = |lower: f64, upper: f64| Normalisation::Goalposts {
            lower, upper, transform: Shift::None, power: 1.0, cap: chuan::recipe::Cap::Lower, to,
        };
        for (one, other) in [
            (towards(target), towards(a * target + b)),
            (reference.clone(), reference),
            (posts(5.0, 900.0), posts(a * 5.0 + b, a * 900.0 + b)),
        ] {
            match (of(&plain, &one), of(&moved, &other)) {
                (Some(one), Some(other)) => prop_assert!(near(&one, &other, 1e-6)),
                (one, other) => prop_assert!(one.is_none() && other.is_none()),
            }
        }
        // A share of the best has no other zero.
        let share = Normalisation::FractionOfMax { to };
        let scaled = plain.map(|x| Some(a * x));
        prop_assert!(near(&of(&plain, &share).unwrap(), &of(&scaled, &share).unwrap(), 1e-9));
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

    /// `a x + b` of all children makes `a m + b` of every mean that is linear along a ray; without
    /// `b` that holds for the others too.
    #[test]
    fn means_move_with_their_children(
        rows in table(4), a in 0.01..100.0_f64, b in 0.0..1000.0_f64,
    ) {
        use chuan::recipe::Aggregation;
        use chuan::score::aggregate_columns;
        let plain = columns(&rows);
        let map = |b: f64| -> Vec<Column> {
            plain.iter().map(|column| column.map(|x| Some(a * x + b))).collect()
        };
        let (moved, scaled) = (map(b), map(0.0));
        let [plain, moved, scaled] =
            [&plain, &moved, &scaled].map(|columns| Children::new(columns, &WEIGHTS).unwrap());
        let owa = Combination::Owa { weights: vec![4.0, 3.0, 2.0, 1.0] };
        let of = |children: &Children<'_>, how: Option<Aggregation>| match how {
            Some(how) => aggregate_columns(children, how, &Gaps::PROPAGATE).column,
            None => owa.combine(children, &Gaps::PROPAGATE).unwrap().column,
        };
        for how in [
            None, Some(Aggregation::Arithmetic), Some(Aggregation::Minimum), Some(Aggregation::Maximum),
            Some(Aggregation::Median),
        ] {
            let expected = of(&plain, how).map(|m| Some(a * m + b));
            prop_assert!(near(&of(&moved, how), &expected, 1e-12), "{how:?}");
        }
        for how in [Aggregation::Geometric, Aggregation::Harmonic, Aggregation::Sum] {
            let expected = of(&plain, Some(how)).map(|m| Some(a * m));
            prop_assert!(near(&of(&scaled, Some(how)), &expected, 1e-12), "{how:?}");
        }
    }

    /// What looks only at who is ahead does not see the scale of a child: not in the last bit. Values
    /// have three decimals, so that what differs before differs after.
    #[test]
    fn comparisons_do_not_see_scales(
        rows in proptest::collection::vec(
            proptest::collection::vec(proptest::option::weighted(0.85, 1..60_000_u32), 4), 1..12),
        scales in proptest::array::uniform4((1..500_u32, 0..1000_u32)),
        turned in 0..4_usize,
    ) {
        let read = |change: &dyn Fn(usize, f64) -> f64| -> Vec<Column> {
            let cell = |row: &Vec<Option<u32>>, j: usize| {
                Some(change(j, f64::from(row[j]?) / 1000.0))
            };
            (0..4).map(|j| rows.iter().map(|row| cell(row, j)).collect()).collect()
        };
        let plain = read(&|_, x| x);
        let moved = read(&|j, x| x * f64::from(scales[j].0) + f64::from(scales[j].1));
        // Where lower is better the same holds upside down.
        let mirror = read(&|j, x| if j == turned { 100.0 - x } else { x });
        let mut directions = [Direction::Higher; 4];
        directions[turned] = Direction::Lower;
        let plain = Children::new(&plain, &WEIGHTS).unwrap();
        let moved = Children::new(&moved, &WEIGHTS).unwrap();
        let mirror = Children::new(&mirror, &WEIGHTS).unwrap().with_directions(&directions).unwrap();
        for method in [
            Combination::Copeland,
            Combination::Borda,
            Combination::Outranking,
            Combination::Kemeny { work: 50_000_000 },
            Combination::Promethee { preferences: vec![Preference::Usual] },
        ] {
            let expected = values(&method.combine(&plain, &Gaps::SKIP).unwrap().column);
            for other in [&moved, &mirror] {
                let got = values(&method.combine(other, &Gaps::SKIP).unwrap().column);
                prop_assert_eq!(&got, &expected, "{:?}", method);
            }
        }
    }

    /// Regrets are shares of the range of a child, and vector lengths are shares of its size.
    #[test]
    fn compromises_do_not_see_units_of_measure(
        rows in table(4), factors in proptest::array::uniform4(0.01..100.0_f64), b in 0.0..100.0_f64,
    ) {
        let plain = columns(&rows);
        let map = |b: f64| -> Vec<Column> {
            let pairs = plain.iter().zip(factors);
            pairs.map(|(column, a)| column.map(|x| Some(a * x + b))).collect()
        };
        let (moved, scaled) = (map(b), map(0.0));
        let [plain, moved, scaled] =
            [&plain, &moved, &scaled].map(|columns| Children::new(columns, &WEIGHTS).unwrap());
        let vikor = Combination::Vikor { v: 0.5 };
        let of = |method: &Combination, children: &Children<'_>| {
            method.combine(children, &Gaps::PROPAGATE).unwrap().column
        };
        // Q is a share of the ranges of S and R: where those are tiny it says nothing.
        let spread = |column: &Column| {
            let all: Vec<f64> = column.numbers().collect();
            all.iter().copied().fold(f64::MIN, f64::max) - all.iter().copied().fold(f64::MAX, f64::min)
        };
        let raw = chuan::score::combine::vikor(&plain, 0.5, &Gaps::PROPAGATE).unwrap();
        if spread(&raw.s) > 1e-3 && spread(&raw.r) > 1e-3 {
            prop_assert!(near(&of(&vikor, &moved), &of(&vikor, &plain), 1e-6));
        }
        let topsis = Combination::Topsis { norm: TopsisNorm::Vector };
        prop_assert!(near(&of(&topsis, &scaled), &of(&topsis, &plain), 1e-9));
        for method in [
            Combination::Waspas { lambda: 0.5 },
            Combination::QuantityIndex { base: Base::GeometricMean },
            Combination::BenefitOfTheDoubt { shares: Vec::new() },
        ] {
            prop_assert!(near(&of(&method, &scaled), &of(&method, &plain), 1e-7), "{method:?}");
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
fn places_are_means_over_all_best_orders_also_where_few_are_listed() {
    // A cycle of three, twice: three orders each, so nine, of which one is listed.
    let columns = [
        column([3.0, 2.0, 1.0, 13.0, 12.0, 11.0]),
        column([1.0, 3.0, 2.0, 11.0, 13.0, 12.0]),
        column([2.0, 1.0, 3.0, 12.0, 11.0, 13.0]),
    ];
    let matrix = Outranking::of(&Children::equal(&columns).unwrap(), &Gaps::SKIP);
    let all = [2.0, 2.0, 2.0, 5.0, 5.0, 5.0].map(Some);
    for orders in [1, 100] {
        let found = matrix.kemeny(&KemenyLimits { orders, ..KemenyLimits::default() });
        assert_eq!(values(&found.places), all);
        assert_eq!((found.all, found.orders.len()), (orders == 100, orders.min(9)));
    }
    // Seven equal units: 5,040 orders.
    let equal = column([1.0; 7]);
    let matrix = Outranking::of(&Children::equal([&equal]).unwrap(), &Gaps::SKIP);
    let found = matrix.kemeny(&KemenyLimits::default());
    assert!(!found.all && found.proven);
    assert_eq!(values(&found.places), [Some(4.0); 7]);
    // Too many for subsets: 25 equal units are of one kind.
    let equal = column([1.0; 25]);
    let matrix = Outranking::of(&Children::equal([&equal]).unwrap(), &Gaps::SKIP);
    let found = matrix.kemeny(&KemenyLimits { orders: 10, work: 100_000 });
    assert_eq!(values(&found.places), [Some(13.0); 25]);
}

#[test]
fn a_search_cut_short_does_not_see_the_order_of_units() {
    let mut state = 11_u64;
    let mut next = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) % 9) as f64
    };
    let rows: Vec<[f64; 3]> = (0..30).map(|_| [next(), next(), next()]).collect();
    let places = |rows: &[[f64; 3]]| {
        let columns: Vec<Column> = (0..3).map(|j| column(rows.iter().map(|row| row[j]))).collect();
        let matrix = Outranking::of(&Children::equal(&columns).unwrap(), &Gaps::SKIP);
        values(&matrix.kemeny(&KemenyLimits { orders: 20, work: 60_000 }).places)
    };
    let straight = places(&rows);
    for turn in [1, 7, 19] {
        let mut moved = rows.clone();
        moved.rotate_left(turn);
        moved.reverse();
        let mut expected = straight.clone();
        expected.rotate_left(turn);
        expected.reverse();
        assert_eq!(places(&moved), expected);
    }
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

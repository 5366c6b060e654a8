//! Laws that hold whatever the data are.

use super::*;
use crate::recipe::{Aggregation, MissingRule, Order, Ties};
use proptest::prelude::*;

const FRAMEWORK: &str = "
[[node]]
code = 'total'
aggregate = 'geometric'
missing = 'skip'
[[node]]
code = 'g'
parent = 'total'
missing = 'skip'
[[indicator]]
code = 'a'
parent = 'g'
weight = 0.3
scorer = { method = 'min_max', to = [1, 10] }
[[indicator]]
code = 'b'
parent = 'g'
weight = 0.7
[[indicator]]
code = 'c'
parent = 'total'
";

/// Rows of three cells between 1 and 100, each of which may be empty.
fn rows() -> impl Strategy<Value = Vec<[Option<u32>; 3]>> {
    prop::collection::vec(prop::array::uniform3(prop::option::weighted(0.8, 100..10_000u32)), 1..12)
}

fn csv(rows: &[(usize, [Option<u32>; 3])]) -> String {
    let cell =
        |value: Option<u32>| value.map_or(String::new(), |v| format!("{}", f64::from(v) / 100.0));
    let lines = rows
        .iter()
        .map(|(unit, [a, b, c])| format!("u{unit},{},{},{}\n", cell(*a), cell(*b), cell(*c)));
    format!("unit,a,b,c\n{}", lines.collect::<String>())
}

/// Unit code, the bits of its total, its rank.
fn results(framework: &Framework, csv: &str) -> Vec<(String, Option<u64>, Option<f64>)> {
    let card = score(framework, &observe(framework, csv));
    let Some(period) = card.periods().first() else { return Vec::new() };
    let total = id(framework, "total");
    let units = card.units().iter().enumerate();
    let mut all: Vec<_> = units
        .map(|(n, unit)| {
            let bits = period.score(total).get(n).map(f64::to_bits);
            (unit.code.to_string(), bits, period.rank(total, n))
        })
        .collect();
    all.sort_by(|x, y| x.0.cmp(&y.0));
    all
}

fn mean(values: &[f64], weights: &[f64], how: Aggregation) -> f64 {
    let values: Vec<_> = values.iter().copied().map(Some).collect();
    aggregate(&values, weights, how, MissingRule::Propagate, 0.0).unwrap().0.unwrap()
}

const MEANS: [Aggregation; 3] =
    [Aggregation::Arithmetic, Aggregation::Geometric, Aggregation::Harmonic];

/// The rank by its definition: how many are better, and how many are equal.
fn naive(values: &[Option<f64>], order: Order, ties: Ties) -> Vec<Option<f64>> {
    let there: Vec<f64> = values.iter().flatten().copied().collect();
    let better = |x: f64, y: f64| match order {
        Order::HighestFirst => x > y,
        Order::LowestFirst => x < y,
    };
    let rank = |y: f64| {
        let above = there.iter().filter(|x| better(**x, y)).count() as f64;
        let equal = there.iter().filter(|x| **x == y).count() as f64;
        match ties {
            Ties::Min => above + 1.0,
            Ties::Max => above + equal,
            Ties::Average => above + (equal + 1.0) / 2.0,
            Ties::Ordinal => unreachable!("depends on the order of units"),
            Ties::Dense => {
                let mut distinct: Vec<f64> =
                    there.iter().copied().filter(|x| better(*x, y)).collect();
                distinct.sort_by(f64::total_cmp);
                distinct.dedup();
                distinct.len() as f64 + 1.0
            }
        }
    };
    values.iter().map(|value| value.map(rank)).collect()
}

proptest! {
    #[test]
    fn the_order_of_rows_and_the_names_of_units_change_no_bit(
        rows in rows(), seed in any::<u64>(),
    ) {
        let framework = framework(FRAMEWORK);
        let straight: Vec<_> = rows.iter().copied().enumerate().collect();
        let mut mixed = straight.clone();
        mixed.sort_by_key(|(unit, _)| (*unit as u64 + 1).wrapping_mul(seed | 1));
        let before = results(&framework, &csv(&straight));
        prop_assert_eq!(&before, &results(&framework, &csv(&mixed)));
        // Other names bring the units into another order.
        let last = rows.len();
        let renamed: Vec<_> = straight.iter().map(|(unit, row)| (last - unit, *row)).collect();
        let mut after: Vec<_> = results(&framework, &csv(&renamed))
            .into_iter()
            .map(|(code, bits, rank)| {
                let unit: usize = code[1..].parse().unwrap();
                (format!("u{}", last - unit), bits, rank)
            })
            .collect();
        after.sort_by(|x, y| x.0.cmp(&y.0));
        prop_assert_eq!(before, after);
    }

    #[test]
    fn a_unit_that_stands_twice_fares_the_same_twice(rows in rows(), pick in any::<prop::sample::Index>()) {
        let framework = framework(FRAMEWORK);
        let mut all: Vec<_> = rows.iter().copied().enumerate().collect();
        let twin = *pick.get(&rows);
        let place = rows.iter().position(|row| *row == twin).unwrap();
        all.push((rows.len(), twin));
        let found = results(&framework, &csv(&all));
        let of = |n: usize| found.iter().find(|(code, ..)| *code == format!("u{n}")).map(|(_, bits, rank)| (*bits, *rank));
        prop_assert_eq!(of(place), of(rows.len()));
    }

    #[test]
    fn min_max_does_not_see_the_unit_of_measure(
        values in prop::collection::vec(-1000..1000i32, 2..20), factor in 0.001..1000.0f64, offset in -100.0..100.0f64,
    ) {
        let framework = framework("[[indicator]]\ncode = 'i'\nscorer = 'min_max'\n");
        let item = &framework.items()[0];
        let plain: Column = values.iter().map(|v| Some(f64::from(*v))).collect();
        let moved = plain.map(|value| Some(value * factor + offset));
        let (one, other) = (Learned::from(&plain), Learned::from(&moved));
        prop_assume!(!one.is_constant() && one.max - one.min >= 1.0);
        // What is lost to rounding when a large offset is added counts by the spread.
        let allowed = 1e-12f64.max(1e-15 * (offset.abs() / factor + 1000.0));
        for (x, y) in plain.numbers().zip(moved.numbers()) {
            let (x, y) = (normalise(x, item, Some(&one)), normalise(y, item, Some(&other)));
            prop_assert!((x.unwrap() - y.unwrap()).abs() <= allowed);
        }
    }

    #[test]
    fn harmonic_geometric_arithmetic(
        children in prop::collection::vec((0.001..1000.0f64, 0.01..10.0f64), 1..12),
        scale in 0.001..1000.0f64,
    ) {
        let (values, weights): (Vec<f64>, Vec<f64>) = children.into_iter().unzip();
        let [arithmetic, geometric, harmonic] = MEANS.map(|how| mean(&values, &weights, how));
        prop_assert!(geometric <= arithmetic * (1.0 + 1e-12));
        prop_assert!(harmonic <= geometric * (1.0 + 1e-12));
        let (low, high) = (mean(&values, &weights, Aggregation::Minimum), mean(&values, &weights, Aggregation::Maximum));
        prop_assert!(harmonic >= low * (1.0 - 1e-12) && arithmetic <= high * (1.0 + 1e-12));
        // Weights are relative.
        let scaled: Vec<f64> = weights.iter().map(|w| w * scale).collect();
        for how in MEANS {
            let (one, other) = (mean(&values, &weights, how), mean(&values, &scaled, how));
            prop_assert!((one - other).abs() <= 1e-12 * one.abs(), "{:?}", how);
        }
        // By a power of two they change no bit.
        let doubled: Vec<f64> = weights.iter().map(|w| w * 4.0).collect();
        for how in MEANS {
            prop_assert_eq!(mean(&values, &weights, how), mean(&values, &doubled, how));
        }
    }

    #[test]
    fn ranks_are_what_they_are_by_definition(
        values in prop::collection::vec(prop::option::weighted(0.85, (-20..20i32).prop_map(|n| f64::from(n) / 10.0)), 0..30),
    ) {
        for order in [Order::HighestFirst, Order::LowestFirst] {
            for ties in [Ties::Min, Ties::Max, Ties::Average, Ties::Dense] {
                prop_assert_eq!(rank(&values, order, ties), naive(&values, order, ties));
            }
        }
    }
}

const LEARNING: &str = "
[[indicator]]
code = 'a'
treat = 'two_stage'
scorer = 'z_score'
[[indicator]]
code = 'b'
direction = 'lower'
impute = { method = 'value', value = 5 }
treat = 'interquartile'
scorer = { method = 'percentile_rank', ties = 'average' }
fit = 'all'
[[indicator]]
code = 'c'
treat = 'winsorise'
treat_fit = 'all'
scorer = { method = 'percentile_goalposts', lower = 0.1, upper = 0.9 }
fit = { base = '2021' }
";

/// The same rows with a unit and a year each.
fn panel(rows: &[(usize, [Option<u32>; 3])]) -> String {
    let cell = |value: Option<u32>| value.map_or(String::new(), |v| format!("{}", f64::from(v)));
    let lines = rows.iter().map(|(unit, [a, b, c])| {
        let year = 2020 + unit % 3;
        format!("u{},{year},{},{},{}\n", unit / 3, cell(*a), cell(*b), cell(*c))
    });
    format!("unit,period,a,b,c\n{}", lines.collect::<String>())
}

proptest! {
    #[test]
    fn parts_that_are_merged_teach_what_all_teach(
        rows in prop::collection::vec(
            prop::array::uniform3(prop::option::weighted(0.8, 1..10_000u32)), 1..40),
        cut in prop::collection::vec(0..3usize, 40),
    ) {
        let framework = framework(LEARNING);
        let all: Vec<_> = rows.iter().copied().enumerate().collect();
        let whole = score(&framework, &observe(&framework, &panel(&all)));
        let parts: Vec<Learning> = (0..3)
            .map(|part| {
                let own: Vec<_> = all.iter().copied().filter(|(n, _)| cut[*n] == part).collect();
                let observations = observe(&framework, &panel(&own));
                let learning = Learning::of(&framework, &observations).unwrap();
                let stored = serde_json::to_string(&learning).unwrap();
                serde_json::from_str(&stored).unwrap()
            })
            .collect();
        let there = parts[0].clone().merge(&parts[1]).merge(&parts[2]);
        let back = parts[2].clone().merge(&parts[0].clone().merge(&parts[1]));
        prop_assert_eq!(&there, &back);
        prop_assert_eq!(&there.fit(&framework), whole.fit());
        // Scored with it, every part has the scores that it has in the whole.
        let fit = there.fit(&framework);
        let own: Vec<_> = all.iter().copied().filter(|(n, _)| cut[*n] == 0).collect();
        let card = score_with(&framework, &observe(&framework, &panel(&own)), &fit);
        for scores in card.periods() {
            let other = whole.period(scores.period().as_ref()).unwrap();
            for code in ["a", "b", "c"] {
                let item = id(&framework, code);
                for unit in scores.units() {
                    let in_whole = whole.unit(card.units()[*unit].code.as_str()).unwrap();
                    let bits = |x: Option<f64>| x.map(f64::to_bits);
                    prop_assert_eq!(
                        bits(scores.score(item).get(*unit)), bits(other.score(item).get(in_whole)));
                }
            }
        }
    }
}

#[test]
fn what_cannot_be_learned_from_parts_is_refused() {
    let refused = |text: &str| {
        let framework = framework(text);
        let observations = observe(&framework, "unit,i\na,1\n");
        Learning::of(&framework, &observations).unwrap_err().to_string()
    };
    let filled = "[[indicator]]\ncode = 'i'\nimpute = 'mean'\nscorer = 'min_max'\n";
    assert!(refused(filled).contains("`i` cannot be learned from parts: its gaps"));
    let node =
        "[[node]]\ncode = 't'\nscorer = 'min_max'\n[[indicator]]\ncode = 'i'\nparent = 't'\n";
    assert!(refused(node).contains("`t`"));
}

#[test]
fn ranks_tie_as_decimals_and_nothing_has_no_rank() {
    let values = [Some(0.1 + 0.2), Some(0.3), Some(f64::NAN), None, Some(-0.0), Some(0.0)];
    let ranks = rank(&values, Order::HighestFirst, Ties::Min);
    assert_eq!(ranks, [Some(1.0), Some(1.0), None, None, Some(3.0), Some(3.0)]);
}

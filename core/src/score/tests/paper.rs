//! What is equal on paper is equal here, what is better is not worse, and what the unit of measure is
//! does not matter: laws of whole runs, against exact arithmetic.

use super::*;
use proptest::prelude::*;

/// Tenths of points, and weights in hundredths, as they stand on paper.
fn tenths() -> impl Strategy<Value = Vec<[u32; 3]>> {
    prop::collection::vec(prop::array::uniform3(0..=60u32), 2..14)
}

fn written(rows: &[[u32; 3]]) -> String {
    let cell = |tenths: u32| format!("{}.{}", tenths / 10, tenths % 10);
    let lines = rows
        .iter()
        .enumerate()
        .map(|(unit, [a, b, c])| format!("u{unit:02},{},{},{}\n", cell(*a), cell(*b), cell(*c)));
    format!("unit,a,b,c\n{}", lines.collect::<String>())
}

proptest! {
    /// A weighted sum of decimals is an integer on paper: ranks, ties and bands are those of the
    /// integers, whatever binary fractions make of 0.1 + 0.2.
    #[test]
    fn ties_and_limits_are_those_of_exact_arithmetic(
        rows in tenths(), weights in prop::array::uniform3(1..=40u32), at in any::<prop::sample::Index>(),
        aggregate in prop::sample::select(vec!["sum", "arithmetic"]),
    ) {
        let exact: Vec<u64> = rows
            .iter()
            .map(|row| row.iter().zip(weights).map(|(x, w)| u64::from(*x) * u64::from(w)).sum())
            .collect();
        let all: u32 = weights.iter().sum();
        // The limit is the value of one of the units, written as a decimal.
        let limit = exact[at.index(exact.len())];
        let from = match aggregate {
            "sum" => limit as f64 / 1000.0,
            _ => limit as f64 / 10.0 / f64::from(all),
        };
        let mut text = format!(
            "[[ranking]]\nnode = 't'\nband = [{{ code = 'in', from = {from:?} }}]\n[[node]]\ncode = 't'\naggregate = '{aggregate}'\n"
        );
        for (code, weight) in ["a", "b", "c"].iter().zip(weights) {
            text += &format!("[[indicator]]\ncode = '{code}'\nparent = 't'\nweight = 0.{weight:02}\n");
        }
        let framework = framework(&text);
        let card = score(&framework, &observe(&framework, &written(&rows)));
        let ranking = &card.periods()[0].rankings()[0];
        for (unit, own) in exact.iter().enumerate() {
            let better = exact.iter().filter(|other| *other > own).count();
            prop_assert_eq!(ranking.ranks[unit], Some((better + 1) as f64));
            prop_assert_eq!(ranking.bands[unit], (*own >= limit).then_some(0));
        }
    }

    /// Products of powers of decimals, and what counts who is ahead, against exact arithmetic: shares of
    /// weights in hundredths are integers, and so are products of tenths.
    #[test]
    fn comparisons_and_products_tie_where_they_do_on_paper(
        rows in tenths(), weights in prop::array::uniform3(1..=40u32),
    ) {
        let ranks = |aggregate: &str| {
            let order = if aggregate == "vikor" { "lowest_first" } else { "highest_first" };
            let mut text = format!(
                "[[ranking]]\nnode = 't'\norder = '{order}'\n[[node]]\ncode = 't'\naggregate = '{aggregate}'\n"
            );
            for (code, weight) in ["a", "b", "c"].iter().zip(weights) {
                text += &format!("[[indicator]]\ncode = '{code}'\nparent = 't'\nweight = 0.{weight:02}\n");
            }
            let framework = framework(&text);
            score(&framework, &observe(&framework, &written(&rows))).periods()[0].rankings()[0].ranks.clone()
        };
        let places = |exact: &[i64]| -> Vec<Option<f64>> {
            let better = |own: &i64| exact.iter().filter(|other| *other > own).count();
            exact.iter().map(|own| Some((better(own) + 1) as f64)).collect()
        };
        // Twice the weights in which one is ahead, and once those in which they are equal.
        let ahead = |one: &[u32; 3], other: &[u32; 3]| -> i64 {
            let part = |j: usize| match one[j].cmp(&other[j]) {
                std::cmp::Ordering::Greater => 2 * i64::from(weights[j]),
                std::cmp::Ordering::Equal => i64::from(weights[j]),
                std::cmp::Ordering::Less => 0,
            };
            (0..3).map(part).sum()
        };
        let others = |unit: usize| rows.iter().enumerate().filter(move |(other, _)| *other != unit);
        let borda: Vec<i64> = (0..rows.len())
            .map(|unit| others(unit).map(|(_, other)| ahead(&rows[unit], other)).sum())
            .collect();
        let copeland: Vec<i64> = (0..rows.len())
            .map(|unit| {
                let net = |other: &[u32; 3]| ahead(&rows[unit], other) - ahead(other, &rows[unit]);
                others(unit).map(|(_, other)| net(other).signum()).sum()
            })
            .collect();
        prop_assert_eq!(ranks("borda"), places(&borda));
        prop_assert_eq!(ranks("outranking"), places(&borda));
        prop_assert_eq!(ranks("promethee"), places(&borda));
        prop_assert_eq!(ranks("copeland"), places(&copeland));
        let products: Vec<i64> =
            rows.iter().map(|row| row.iter().map(|x| i64::from(*x)).product()).collect();
        prop_assert_eq!(ranks("product"), places(&products));
        // Weighted regrets in one denominator, and twice the compromise in that of both ranges.
        let column = |j: usize| rows.iter().map(move |row| i64::from(row[j]));
        let best: [i64; 3] = std::array::from_fn(|j| column(j).max().unwrap());
        let ranges: [i64; 3] = std::array::from_fn(|j| best[j] - column(j).min().unwrap());
        let regret = |row: &[u32; 3], j: usize| match ranges[j] {
            0 => 0,
            _ => (0..3).filter(|k| *k != j).map(|k| ranges[k].max(1)).product::<i64>()
                * (best[j] - i64::from(row[j])) * i64::from(weights[j]),
        };
        let s: Vec<i64> = rows.iter().map(|row| (0..3).map(|j| regret(row, j)).sum()).collect();
        let r: Vec<i64> = rows.iter().map(|row| (0..3).map(|j| regret(row, j)).max().unwrap()).collect();
        let ends = |of: &[i64]| (*of.iter().min().unwrap(), *of.iter().max().unwrap());
        let ((s_min, s_max), (r_min, r_max)) = (ends(&s), ends(&r));
        let compromise: Vec<i128> = s
            .iter()
            .zip(&r)
            .map(|(s, r)| {
                let utility = i128::from(s - s_min) * i128::from((r_max - r_min).max(1));
                utility + i128::from(r - r_min) * i128::from((s_max - s_min).max(1))
            })
            .collect();
        let before = |own: &i128| compromise.iter().filter(|other| *other < own).count();
        let vikor: Vec<_> = compromise.iter().map(|own| Some((before(own) + 1) as f64)).collect();
        prop_assert_eq!(ranks("vikor"), vikor);
    }

    /// Geometric, harmonic and ordered means of tenths: those of products, of quotients of integers, and of
    /// sums in the order of size.
    #[test]
    fn means_tie_where_they_do_on_paper(rows in tenths()) {
        let ranks = |aggregate: &str| {
            let mut text = format!("[[ranking]]\nnode = 't'\n[[node]]\ncode = 't'\naggregate = {aggregate}\n");
            for code in ["a", "b", "c"] {
                text += &format!("[[indicator]]\ncode = '{code}'\nparent = 't'\n");
            }
            let framework = framework(&text);
            let rows: Vec<[u32; 3]> = rows.iter().map(|row| row.map(|x| x + 1)).collect();
            score(&framework, &observe(&framework, &written(&rows))).periods()[0].rankings()[0].ranks.clone()
        };
        // Numerators and denominators; one is ahead where its cross product is larger.
        let places = |exact: &dyn Fn([u64; 3]) -> (u64, u64)| -> Vec<Option<f64>> {
            let all: Vec<(u64, u64)> =
                rows.iter().map(|row| exact(row.map(|x| u64::from(x) + 1))).collect();
            let better = |(n, d): &(u64, u64)| all.iter().filter(|(m, e)| m * d > n * e).count();
            all.iter().map(|own| Some((better(own) + 1) as f64)).collect()
        };
        prop_assert_eq!(ranks("'geometric'"), places(&|[a, b, c]| (a * b * c, 1)));
        prop_assert_eq!(ranks("'harmonic'"), places(&|[a, b, c]| (a * b * c, a * b + b * c + c * a)));
        prop_assert_eq!(ranks("'median'"), places(&|mut row| { row.sort_unstable(); (row[1], 1) }));
        let ordered = places(&|mut row| { row.sort_unstable(); (5 * row[2] + 3 * row[1] + 2 * row[0], 1) });
        prop_assert_eq!(ranks("{ method = 'owa', places = [0.5, 0.3, 0.2] }"), ordered);
        let square = places(&|row| (row.iter().map(|x| x * x).sum(), 1));
        prop_assert_eq!(ranks("{ method = 'generalised_mean', p = 2 }"), square);
    }

    /// Values in another unit of measure, with another zero, are treated and scored alike.
    #[test]
    fn treatment_and_scale_do_not_see_the_unit_of_measure(
        values in prop::collection::vec(1..100_000u32, 4..25),
        factor in prop::sample::select(vec![0.001, 0.5, 12.0, 1000.0]), offset in -50..50i32,
        treat in prop::sample::select(vec![
            "'two_stage'", "'winsorise'", "'interquartile'", "'mad'",
            "{ method = 'transform', by = 'log_shifted_1pc' }",
            "{ method = 'transform', by = 'log_skew_directed' }",
        ]),
        scorer in prop::sample::select(vec!["min_max", "z_score", "percentile_rank"]),
    ) {
        let framework = framework(&format!(
            "[[indicator]]\ncode = 'i'\ntreat = {treat}\nscorer = '{scorer}'\n"
        ));
        let scores = |factor: f64, offset: f64| {
            let lines = values.iter().enumerate().map(|(unit, value)| {
                format!("u{unit:02},{}\n", f64::from(*value) * factor + offset)
            });
            let csv = format!("unit,i\n{}", lines.collect::<String>());
            let card = score(&framework, &observe(&framework, &csv));
            card.periods()[0].score(id(&framework, "i")).iter().collect::<Vec<_>>()
        };
        let (plain, moved) = (scores(1.0, 0.0), scores(factor, f64::from(offset)));
        for (x, y) in plain.iter().zip(&moved) {
            match (x, y) {
                (Some(x), Some(y)) => prop_assert!((x - y).abs() <= 1e-7, "{x} {y}"),
                (x, y) => prop_assert_eq!(x, y),
            }
        }
    }

    /// Whoever does better in one indicator, on fixed scales, does not do worse in the whole.
    #[test]
    fn better_is_not_worse(
        rows in tenths(), unit in any::<prop::sample::Index>(), column in 0..3usize, more in 1..30u32,
        aggregate in prop::sample::select(vec![
            "'arithmetic'", "'geometric'", "'harmonic'", "'minimum'", "'maximum'", "'median'", "'product'",
            "{ method = 'generalised_mean', p = -2 }", "{ method = 'owa', places = [1, 2, 3] }",
            "'borda'", "'copeland'", "'outranking'", "'promethee'", "'waspas'", "'quantity_index'", "'sum'",
            "{ method = 'mean_min', alpha = 0.5, beta = 1 }",
        ]),
    ) {
        let framework = framework(&format!(
            "[[node]]\ncode = 't'\naggregate = {aggregate}\n[[indicator]]\ncode = 'a'\nparent = 't'\nweight = 0.5\n\
             [[indicator]]\ncode = 'b'\nparent = 't'\nweight = 0.3\n[[indicator]]\ncode = 'c'\nparent = 't'\nweight = 0.2\n"
        ));
        let total = |rows: &[[u32; 3]], unit: usize| {
            let card = score(&framework, &observe(&framework, &written(rows)));
            let scores = &card.periods()[0];
            let node = id(&framework, "t");
            (scores.score(node).get(unit), scores.rank(node, unit))
        };
        let unit = unit.index(rows.len());
        let mut raised = rows.clone();
        raised[unit][column] += more;
        let ((before, place), (after, later)) = (total(&rows, unit), total(&raised, unit));
        let (Some(before), Some(after)) = (before, after) else { return Ok(()) };
        prop_assert!(after >= before - 1e-12 * before.abs(), "{aggregate}: {before} {after}");
        prop_assert!(later <= place, "{aggregate}: {place:?} {later:?}");
    }

    /// The order of records changes no bit of a run with every kind of step.
    #[test]
    fn steps_do_not_see_the_order_of_records(
        rows in prop::collection::vec(prop::array::uniform3(prop::option::weighted(0.8, 1..5000u32)), 3..15),
        seed in any::<u64>(),
    ) {
        let framework = framework(
            "[screen]\navailable = 0.3\n[defaults]\nimpute = 'em'\ntreat = 'two_stage'\nscorer = { method = 'min_max', to = [1, 100] }\n\
             [[node]]\ncode = 't'\nweights = 'critic'\nmissing = 'skip'\n[[node]]\ncode = 'k'\naggregate = 'kemeny'\nview = true\nmissing = 'skip'\n\
             children = ['a', 'b', 'c']\n[[indicator]]\ncode = 'a'\nparent = 't'\n[[indicator]]\ncode = 'b'\nparent = 't'\nimpute = 'nearest'\n\
             [[indicator]]\ncode = 'c'\nparent = 't'\nimpute = 'row_mean'\n",
        );
        let cell = |value: Option<u32>| value.map_or(String::new(), |value| value.to_string());
        let mut lines: Vec<String> = rows
            .iter()
            .enumerate()
            .map(|(unit, [a, b, c])| format!("u{unit:02},{},{},{}\n", cell(*a), cell(*b), cell(*c)))
            .collect();
        let bits = |lines: &[String]| {
            let csv = format!("unit,a,b,c\n{}", lines.concat());
            let card = score(&framework, &observe(&framework, &csv));
            let mut all = Vec::new();
            for (item, _) in framework.iter() {
                for scores in card.periods() {
                    all.extend(scores.score(item).iter().map(|x| x.map(f64::to_bits)));
                }
            }
            (all, serde_json::to_string(card.fit()).unwrap())
        };
        let straight = bits(&lines);
        lines.sort_by_key(|line| {
            let unit: u64 = line[1..3].parse().unwrap();
            (unit + 1).wrapping_mul(seed | 1)
        });
        prop_assert_eq!(straight, bits(&lines));
    }
}

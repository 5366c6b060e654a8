//! What must hold of weights whatever the data.

#![cfg(feature = "analyse")]
#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "helpers of tests, which clippy does not take for tests"
)]

use chuan::analyse::multivariate::{Coefficient, correlations, cronbach_alpha};
use chuan::observe::Column;
use chuan::recipe::Divisor;
use chuan::score::weights::{
    BenefitOptions, BestWorst, FactorOptions, Goal, HierarchyOptions, OptimiseOptions, ShareBounds,
    WeightError, benefit_of_the_doubt, best_worst, components, critic, entropy, factor_weights,
    hierarchy, optimise,
};
use proptest::prelude::*;

fn columns(rows: &[Vec<f64>]) -> Vec<Column> {
    (0..rows[0].len()).map(|j| rows.iter().map(|row| Some(row[j])).collect()).collect()
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// Tables of scores. Coarse ones are full of ties, zeros and equal rows.
fn tables(coarse: bool, most: usize) -> impl Strategy<Value = Vec<Vec<f64>>> {
    let cell = if coarse {
        prop_oneof![Just(0.0), Just(0.25), Just(0.5), Just(1.0)].boxed()
    } else {
        (0.001..1.0_f64).boxed()
    };
    (1..7_usize, 1..most).prop_flat_map(move |(width, height)| {
        prop::collection::vec(prop::collection::vec(cell.clone(), width), height)
    })
}

/// The smallest `Σ c p` over shares within bounds: the cheapest first.
fn cheapest(costs: &[f64], bounds: ShareBounds) -> f64 {
    let mut sorted = costs.to_vec();
    sorted.sort_by(f64::total_cmp);
    let mut left = 1.0 - bounds.min * costs.len() as f64;
    let mut sum = 0.0;
    for cost in sorted {
        let more = left.min(bounds.max - bounds.min).max(0.0);
        sum += cost * (bounds.min + more);
        left -= more;
    }
    sum
}

/// Checks every result against the definition and against duality, with the data as given.
fn prove(rows: &[Vec<f64>], bounds: Option<ShareBounds>) {
    let held = columns(rows);
    let held: Vec<&Column> = held.iter().collect();
    let options =
        bounds.map_or_else(BenefitOptions::default, |b| BenefitOptions::between(b.min, b.max));
    let results = benefit_of_the_doubt(&held, &options).unwrap();
    for (unit, result) in results.iter().enumerate() {
        let result = result.as_ref().unwrap();
        let own = &rows[unit];
        // Primal feasibility: these weights may be used.
        assert!(result.weights.iter().all(|w| *w >= 0.0));
        assert!(rows.iter().all(|row| dot(row, &result.weights) <= 1.0 + 1e-9));
        assert!((dot(own, &result.weights) - result.score).abs() <= 1e-9);
        let unmet = bounds.is_some_and(|b| {
            own.iter().any(|y| *y == 0.0 && b.min > 0.0)
                || own.iter().filter(|y| **y > 0.0).count() as f64 * b.max < 1.0 - 1e-12
        });
        if unmet || own.iter().all(|y| *y == 0.0) {
            assert_eq!(result.score, 0.0);
            continue;
        }
        let b = bounds.unwrap_or_default();
        assert!((result.shares.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        for (share, y) in result.shares.iter().zip(own) {
            assert!(
                *share >= b.min - 1e-9 && *share <= b.max + 1e-9 && (*y > 0.0 || *share == 0.0)
            );
        }
        // Dual feasibility and equal objectives: nothing higher is possible.
        assert!(result.peers.iter().all(|(_, m)| *m >= 0.0));
        let sum: f64 = result.peers.iter().map(|(_, m)| m).sum();
        assert!((sum - result.score).abs() <= 1e-9);
        let together = |j: usize| result.peers.iter().map(|(i, m)| rows[*i][j] * m).sum::<f64>();
        let costs: Vec<f64> =
            (0..own.len()).filter(|j| own[*j] > 0.0).map(|j| together(j) / own[j]).collect();
        assert!(cheapest(&costs, b) >= 1.0 - 1e-9, "{unit}: {costs:?}");
        // Complementary slackness: peers reach 1 with these weights, unless the unit has no slack.
        for (peer, multiplier) in &result.peers {
            let reached = dot(&rows[*peer], &result.weights);
            assert!(
                *multiplier < 1e-9 || (reached - 1.0).abs() <= 1e-8,
                "{unit}, {peer}: {reached}"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(160))]

    #[test]
    fn free_weights_are_best(rows in tables(false, 60)) {
        prove(&rows, None);
    }

    #[test]
    fn free_weights_are_best_among_ties(rows in tables(true, 60)) {
        prove(&rows, None);
    }

    #[test]
    fn bounded_weights_are_best(rows in tables(false, 40), slack in 0.0..1.0_f64) {
        let even = 1.0 / rows[0].len() as f64;
        prove(&rows, Some(ShareBounds { min: even * slack * 0.9, max: even + (1.0 - even) * slack }));
    }

    #[test]
    fn bounded_weights_are_best_among_ties(rows in tables(true, 40), low in 0.0..0.1_f64) {
        prove(&rows, Some(ShareBounds { min: low, max: 0.6_f64.max(1.0 / rows[0].len() as f64) }));
    }

    /// Whoever gains in one column does not lose by the weights that are best for them.
    #[test]
    fn more_is_not_worse_by_the_best_weights(
        rows in tables(false, 30), unit in any::<prop::sample::Index>(), column in any::<prop::sample::Index>(),
        more in 0.0..1.0_f64,
    ) {
        let (unit, column) = (unit.index(rows.len()), column.index(rows[0].len()));
        let mut raised = rows.clone();
        raised[unit][column] += more;
        let score = |rows: &[Vec<f64>]| {
            let held = columns(rows);
            let held: Vec<&Column> = held.iter().collect();
            benefit_of_the_doubt(&held, &BenefitOptions::default()).unwrap()[unit].as_ref().unwrap().score
        };
        let (before, after) = (score(&rows), score(&raised));
        prop_assert!(after >= before - 1e-9, "{before} {after}");
    }

    /// Correlations and components do not see the unit of measure or the zero of a column.
    #[test]
    fn correlations_do_not_see_scales(
        rows in tables(false, 30), a in 0.01..100.0_f64, b in -10.0..10.0_f64,
    ) {
        let plain = columns(&rows);
        let moved: Vec<Column> =
            plain.iter().map(|column| column.map(|x| Some(a * x + b))).collect();
        for coefficient in [Coefficient::Pearson, Coefficient::Spearman, Coefficient::KendallTauB] {
            let of = |held: &[Column]| {
                let held: Vec<&Column> = held.iter().collect();
                correlations(&held, &coefficient.into()).unwrap()
            };
            let (one, other) = (of(&plain), of(&moved));
            for i in 0..plain.len() {
                for j in 0..plain.len() {
                    match (one.get(i, j), other.get(i, j)) {
                        (Some(x), Some(y)) => prop_assert!((x - y).abs() < 1e-6, "{x} {y}"),
                        (x, y) => prop_assert_eq!(x, y),
                    }
                }
            }
        }
    }

    #[test]
    fn sizes_of_columns_do_not_matter(rows in tables(false, 30), powers in prop::collection::vec(-8..8_i32, 7)) {
        let scaled: Vec<Vec<f64>> = rows
            .iter()
            .map(|row| row.iter().zip(&powers).map(|(y, p)| y * 10_f64.powi(*p)).collect())
            .collect();
        let scores = |rows: &[Vec<f64>]| -> Vec<f64> {
            let held = columns(rows);
            let held: Vec<&Column> = held.iter().collect();
            let results = benefit_of_the_doubt(&held, &BenefitOptions::default()).unwrap();
            results.into_iter().map(|unit| unit.unwrap().score).collect()
        };
        for (a, b) in scores(&rows).iter().zip(scores(&scaled)) {
            prop_assert!((a - b).abs() <= 1e-9);
        }
    }

    #[test]
    fn the_order_of_units_does_not_matter(rows in tables(true, 30), fine in tables(false, 30)) {
        for rows in [rows, fine] {
            let turned: Vec<Vec<f64>> = rows.iter().rev().cloned().collect();
            let (here, there) = (columns(&rows), columns(&turned));
            let here: Vec<&Column> = here.iter().collect();
            let there: Vec<&Column> = there.iter().collect();
            let options = BenefitOptions::default();
            let scores = |columns: &[&Column]| -> Vec<u64> {
                let results = benefit_of_the_doubt(columns, &options).unwrap();
                results.into_iter().map(|unit| unit.unwrap().score.to_bits()).collect()
            };
            let mut back = scores(&there);
            back.reverse();
            prop_assert_eq!(scores(&here), back);
            prop_assert_eq!(entropy(&here), entropy(&there));
            prop_assert_eq!(critic(&here, Divisor::Sample), critic(&there, Divisor::Sample));
            prop_assert_eq!(components(&here), components(&there));
            for coefficient in [Coefficient::Pearson, Coefficient::Spearman, Coefficient::KendallTauB] {
                let first = correlations(&here, &coefficient.into()).unwrap();
                let second = correlations(&there, &coefficient.into()).unwrap();
                prop_assert_eq!(first.p_values(), second.p_values());
            }
            prop_assert_eq!(cronbach_alpha(&here), cronbach_alpha(&there));
        }
    }

    #[test]
    fn consistent_comparisons_give_their_weights_back(raw in prop::collection::vec(1.0..9.0_f64, 2..9)) {
        let sum: f64 = raw.iter().sum();
        let matrix: Vec<Vec<f64>> =
            raw.iter().map(|a| raw.iter().map(|b| a / b).collect()).collect();
        let result = hierarchy(&matrix, &HierarchyOptions::default()).unwrap();
        let place = |best: f64| raw.iter().position(|x| *x == best).unwrap();
        let best = place(raw.iter().copied().fold(0.0, f64::max));
        let worst = place(raw.iter().copied().fold(9.0, f64::min));
        let found = best_worst(&BestWorst {
            best,
            worst,
            best_to_others: raw.iter().map(|x| raw[best] / x).collect(),
            others_to_worst: raw.iter().map(|x| x / raw[worst]).collect(),
        })
        .unwrap();
        prop_assert!(found.deviation < 1e-9);
        for ((x, a), b) in raw.iter().zip(&result.weights).zip(&found.weights) {
            prop_assert!((x / sum - a).abs() < 1e-9 && (x / sum - b).abs() < 1e-9);
        }
    }

    #[test]
    fn gaps_agree_with_leaving_units_out(rows in tables(false, 30), holes in prop::collection::vec(0..4_u8, 60)) {
        prop_assume!(rows[0].len() > 1);
        let hole = |i: usize, j: usize| holes[(i * 2 + j % 2) % holes.len()] == 0;
        let held: Vec<Column> = (0..rows[0].len())
            .map(|j| rows.iter().enumerate().map(|(i, r)| (!hole(i, j)).then_some(r[j])).collect())
            .collect();
        let held: Vec<&Column> = held.iter().collect();
        let found = correlations(&held, &Coefficient::Pearson.into()).unwrap();
        for a in 0..held.len() {
            for b in a + 1..held.len() {
                let pairs: Vec<Vec<f64>> = (0..rows.len())
                    .filter(|i| !hole(*i, a) && !hole(*i, b))
                    .map(|i| vec![rows[i][a], rows[i][b]])
                    .collect();
                prop_assert_eq!(found.units(a, b), pairs.len());
                if pairs.len() > 2 {
                    let pair = columns(&pairs);
                    let alone = correlations(&[&pair[0], &pair[1]], &Coefficient::Pearson.into());
                    let alone = alone.unwrap().get(0, 1).unwrap();
                    prop_assert!((found.get(a, b).unwrap() - alone).abs() < 1e-10);
                }
            }
        }
    }
}

#[test]
fn the_doubt_about_large_and_wide_tables() {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    let rows: Vec<Vec<f64>> = (0..150).map(|_| (0..20).map(|_| next()).collect()).collect();
    prove(&rows, None);
    prove(&rows, Some(ShareBounds { min: 0.01, max: 0.3 }));
    let ties: Vec<Vec<f64>> =
        rows.iter().map(|row| row.iter().map(|x| (x * 4.0).round() / 4.0).collect()).collect();
    prove(&ties, None);
    prove(&ties, Some(ShareBounds { min: 0.0, max: 0.3 }));
}

#[test]
fn units_without_all_numbers_have_no_benefit() {
    let a: Column = [Some(1.0), None, Some(0.5)].into_iter().collect();
    let b: Column = [Some(0.2), Some(9.0), Some(0.2)].into_iter().collect();
    let result = benefit_of_the_doubt(&[&a, &b], &BenefitOptions::default()).unwrap();
    assert!(result[1].is_none());
    assert_eq!(result[2].as_ref().unwrap().score, 1.0);
    let refused = benefit_of_the_doubt(&[&a, &b], &BenefitOptions::between(0.6, 1.0));
    assert_eq!(refused, Err(WeightError::Bounds));
}

#[test]
fn rotated_factors_keep_what_they_explain() {
    // Two blocks of columns: each belongs to its own factor.
    let base = [[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0], [1.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 1.0]];
    let noise = [0.3, -0.2, 0.1, 0.25, -0.3, 0.2, -0.1, -0.15];
    let held: Vec<Column> = (0..6)
        .map(|j| (0..8).map(|i| Some(base[j / 3][i] + 0.4 * noise[(i + 3 * j) % 8])).collect())
        .collect();
    let held: Vec<&Column> = held.iter().collect();
    let result = factor_weights(&held, &FactorOptions::default()).unwrap();
    assert_eq!(result.loadings.len(), 2);
    assert!(result.factor[..3].iter().all(|f| *f == result.factor[0]));
    assert!(result.factor[3..].iter().all(|f| *f == result.factor[3]));
    assert_ne!(result.factor[0], result.factor[3]);
    let kept: f64 = components(&held).unwrap().explained()[..2].iter().sum();
    assert!((result.explained.iter().sum::<f64>() - kept).abs() < 1e-12);
    assert!((result.weights.iter().sum::<f64>() - 1.0).abs() < 1e-12);
}

#[test]
fn stated_importance_is_reached() {
    let rows: Vec<Vec<f64>> = (0..40)
        .map(|i| {
            let t = f64::from(i);
            vec![
                (t * 0.7).sin() + t / 30.0,
                (t * 1.3).cos() * 2.0 + t / 40.0,
                (t * 2.1).sin() + t / 25.0,
            ]
        })
        .collect();
    let held = columns(&rows);
    let held: Vec<&Column> = held.iter().collect();
    let mut options = OptimiseOptions::default();
    options.goal = Goal::Stated { importance: vec![1.0, 2.0, 3.0] };
    let result = optimise(&held, &options).unwrap();
    assert!(result.converged && result.weights.iter().all(|w| *w >= 0.0));
    let sum: f64 = result.importance.iter().sum();
    for (s, t) in result.importance.iter().zip([1.0, 2.0, 3.0]) {
        assert!((s / sum - t / 6.0).abs() < 1e-7);
    }
}

#[test]
fn p_values_of_large_samples() {
    let n = 20_000_usize;
    let (x, y): (Vec<f64>, Vec<f64>) =
        (0..n).map(|i| ((i as f64 * 0.37).sin(), (i as f64 * 1.13).cos())).unzip();
    let held: Vec<Column> = [x, y].into_iter().map(|c| c.into_iter().map(Some).collect()).collect();
    let found = correlations(&[&held[0], &held[1]], &Coefficient::Pearson.into()).unwrap();
    let (r, p) = (found.get(0, 1).unwrap(), found.p_value(0, 1).unwrap());
    // So many degrees of freedom are nearly normal: erfc(z / √2) near 0 is 1 - z √(2 / π).
    let z = r.abs() * (n as f64 - 2.0).sqrt();
    assert!(z < 0.1 && (1.0 - p - z * (2.0 / std::f64::consts::PI).sqrt()).abs() < 1e-4);
}

use super::*;
use proptest::prelude::*;

fn column(v: &[f64]) -> Column {
    v.iter().copied().map(Some).collect()
}

#[test]
fn untouched_and_undetermined() {
    let calm = column(&[1.0, 2.0, 3.0, 4.0]);
    let treated = treat(&calm, &Treatment::default_two_stage());
    assert_eq!((treated.outcome, &treated.column), (Outcome::Untouched, &calm));
    let equal = column(&[1.0; 9]);
    for t in [
        Treatment::default_two_stage(),
        Treatment::Interquartile { factor: 1.5 },
        Treatment::Mad { factor: 3.0 },
        Treatment::Transform { by: Transformation::LogShifted1Pc },
    ] {
        let treated = treat(&equal, &t);
        assert_eq!((treated.outcome, &treated.column), (Outcome::Undetermined, &equal));
        assert_eq!(treat(&Column::absent(3), &t).column, Column::absent(3));
    }
    assert_eq!(treat(&equal, &Treatment::None).outcome, Outcome::Untouched);
}

#[test]
fn transforms_what_winsorising_does_not_help() {
    let v: Vec<f64> = (0..40).map(|x| f64::from(x).exp()).collect();
    let once = Treatment::TwoStage {
        max_points: Some(1),
        thresholds: Thresholds::default(),
        then: Transformation::default(),
        combine: false,
    };
    let plain = treat(&column(&v), &once);
    assert_eq!(plain.outcome, Outcome::Transformed);
    assert_eq!(plain.curve.clamp, Clamp::default());
    assert_eq!(plain.winsorised.unwrap().after.passed, Some(false));
    let combined = Treatment::TwoStage {
        max_points: Some(3),
        thresholds: Thresholds { skewness: 0.5, kurtosis: 0.5 },
        then: Transformation::LogShifted1,
        combine: true,
    };
    let both = treat(&column(&v), &combined);
    assert_eq!(both.moved(&column(&v)).iter().flatten().count(), 3);
    assert_eq!(both.column.get(39), both.column.get(36));
    assert_eq!(both.curve.apply(&column(&v)), both.column);
}

#[test]
fn recipes_read_and_written() {
    for t in [
        Treatment::None,
        Treatment::default_two_stage(),
        Treatment::Winsorise { max_points: None, thresholds: Thresholds::default(), force: true },
        Treatment::Transform { by: Transformation::BoxCox { lambda: 0.5, shift: false } },
        Treatment::Mad { factor: 2.5 },
    ] {
        let text = serde_json::to_string(&t).unwrap();
        assert_eq!(serde_json::from_str::<Treatment>(&text).unwrap(), t, "{text}");
    }
    let short: Treatment =
        serde_json::from_str(r#"{"method":"transform","by":"log_shifted_1"}"#).unwrap();
    assert_eq!(short, Treatment::Transform { by: Transformation::LogShifted1 });
}

proptest! {
    #[test]
    fn clamping_never_widens_the_range(v in proptest::collection::vec(-1e3..1e3_f64, 1..40), factor in 0.1..3.0_f64) {
        for t in [Treatment::Interquartile { factor }, Treatment::Mad { factor },
            Treatment::Winsorise { max_points: Some(4), thresholds: Thresholds::default(), force: true }] {
            let after = sorted(&treat(&column(&v), &t).column);
            let before = sorted(&column(&v));
            prop_assert_eq!(after.len(), before.len());
            prop_assert!(after.first() >= before.first() && after.last() <= before.last());
        }
    }

    #[test]
    fn gaps_stay_and_only_gaps(v in proptest::collection::vec(proptest::option::of(-1e3..1e3_f64), 1..40)) {
        let column: Column = v.into_iter().collect();
        for t in [Treatment::default_two_stage(), Treatment::Mad { factor: 2.0 },
            Treatment::Transform { by: Transformation::LogSkewDirected }] {
            let treated = treat(&column, &t);
            prop_assert!(column.iter().map(|x| x.is_some()).eq(treated.column.iter().map(|x| x.is_some())));
        }
    }

    /// What is learned without sorting, where that is enough, is what the treatment does.
    #[test]
    fn what_is_learned_is_what_is_done(
        v in proptest::collection::vec(proptest::option::weighted(0.9, (-6.0..6.0_f64, 0.0..1.5_f64)), 0..60),
        skewness in 0.0..2.5_f64, kurtosis in -1.0..5.0_f64,
        offset in prop_oneof![Just(0.0), Just(1e6), Just(1e12)],
    ) {
        let values = v.into_iter().map(|x| x.map(|(x, tail)| x.signum() * (x.abs() * tail).exp() + offset));
        let column: Column = values.collect();
        let thresholds = Thresholds { skewness, kurtosis };
        for t in [Treatment::default_two_stage(), Treatment::TwoStage {
            max_points: Some(3), thresholds, then: Transformation::LogShifted1Pc, combine: false,
        }, Treatment::Winsorise { max_points: None, thresholds, force: false }] {
            let treated = treat(&column, &t);
            prop_assert_eq!(learn(&column, &t), (treated.curve, treated.outcome));
        }
    }
}

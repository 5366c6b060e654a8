use super::super::*;
use super::points;
use crate::recipe::Interval;
use proptest::prelude::*;

proptest! {
    /// A path that is kept exactly has ratio 1, whichever way it leads.
    #[test]
    fn who_keeps_the_path_is_on_it(b in -100.0..100.0_f64, step in 0.1..10.0_f64, up: bool, gone in 1..10_i32, left in 1..10_i32) {
        let step = if up { step } else { -step };
        let at = |years: i32| b + step * f64::from(years);
        let way = Way {
            base: (b, 2000.0),
            latest: (at(gone), 2000.0 + f64::from(gone)),
            aim: (at(gone + left), 2000.0 + f64::from(gone + left)),
        };
        for measure in [Measure::Path, Measure::Needed, Measure::Recent { years: 30.0 }] {
            let ratio = pace(measure, &way, &[], Interval::default()).unwrap();
            prop_assert!((ratio - 1.0).abs() < 1e-6, "{measure:?} {ratio}");
        }
    }

    /// The easier a target, the more probable.
    #[test]
    fn an_easier_target_is_more_probable(values in proptest::collection::vec(1.0..99.0_f64, 4..9), one in 1.0..99.0_f64, other in 1.0..99.0_f64) {
        let series: Vec<(i32, f64)> = (2000..).zip(values).collect();
        let percent = Interval { min: Some(0.0), max: Some(100.0) };
        for method in [ForecastMethod::TheilSen, ForecastMethod::DampedTrend] {
            let options = ForecastOptions { method, ..Default::default() };
            let expected = forecast(&points(&series), 2015.0, 50.0, percent, &options).unwrap();
            let chance = |aim| expected.probability(&Goal::AtLeast(aim), false);
            prop_assert!(chance(one.min(other)) >= chance(one.max(other)));
            prop_assert!(expected.low <= expected.value && expected.value <= expected.high);
            prop_assert!(expected.low >= 0.0 && expected.high <= 100.0);
        }
    }

    /// No number makes it panic or gives a value that is none.
    #[test]
    fn any_numbers_are_taken(values in proptest::collection::vec(proptest::num::f64::NORMAL | proptest::num::f64::ZERO, 0..7), aim in proptest::num::f64::NORMAL) {
        let series: Vec<(i32, f64)> = (2000..).zip(values).collect();
        let series = points(&series);
        let options = ForecastOptions::default();
        if let Ok(expected) = forecast(&series, 2015.0, aim, Interval::default(), &options) {
            let chance = expected.probability(&Goal::AtLeast(aim), false);
            prop_assert!((0.0..=1.0).contains(&chance));
        }
    }
}

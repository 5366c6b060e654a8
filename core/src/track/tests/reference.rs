//! Against values that others have computed: `theilslopes` and `t` of scipy 1.17.1, `ETSModel` of
//! statsmodels 0.15.0, and the golden file of the methods.

use super::super::*;
use super::points;

const SHARE: [f64; 6] = [31.0, 35.5, 34.0, 42.0, 47.5, 49.0];

#[track_caller]
fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{found} {expected}");
}

#[test]
fn theil_and_sen_as_scipy_has_them() {
    type Case<'a> = (&'a [f64], &'a [f64], f64, [f64; 4]);
    let cases: [Case<'_>; 10] = [
        (
            &[2018., 2019., 2020., 2021., 2022., 2023.],
            &SHARE,
            0.95,
            [3.6666666666666665, -7369.75, 1.5, 6.75],
        ),
        (
            &[2018., 2019., 2020., 2021., 2022., 2023.],
            &SHARE,
            0.8,
            [3.6666666666666665, -7369.75, 3.25, 5.0],
        ),
        (
            &[2015., 2016., 2017., 2018., 2019., 2020., 2021.],
            &[5., 5., 6., 6., 7.5, 7., 7.],
            0.95,
            [0.4, -801.2, 0.0, 0.75],
        ),
        (
            &[2015., 2016., 2017., 2018., 2019., 2020., 2021.],
            &[5., 5., 6., 6., 7.5, 7., 7.],
            0.8,
            [0.4, -801.2, 0.25, 0.5],
        ),
        (
            &[2010., 2012., 2015., 2016., 2020.],
            &[10., 9., 7.5, 8., 4.],
            0.95,
            [-0.5, 1015.5, -1.0, 0.5],
        ),
        (
            &[2010., 2012., 2015., 2016., 2020.],
            &[10., 9., 7.5, 8., 4.],
            0.8,
            [-0.5, 1015.5, -0.7, -0.25],
        ),
        (&[2019., 2020., 2021., 2022.], &[1., 2.5, 2., 4.], 0.95, [0.875, -1765.6875, -0.5, 2.0]),
        (&[2019., 2020., 2021., 2022.], &[1., 2.5, 2., 4.], 0.8, [0.875, -1765.6875, -0.5, 2.0]),
        (
            &[2019., 2019., 2020., 2021., 2022.],
            &[1., 1.5, 2., 2.25, 4.],
            0.95,
            [0.8333333333333334, -1681.3333333333335, 0.25, 1.75],
        ),
        (
            &[2019., 2019., 2020., 2021., 2022.],
            &[1., 1.5, 2., 2.25, 4.],
            0.8,
            [0.8333333333333334, -1681.3333333333335, 0.375, 1.0],
        ),
    ];
    for (times, values, level, [slope, intercept, low, high]) in cases {
        let line = theil_sen(times, values, level).unwrap();
        near(line.slope, slope);
        near(line.intercept, intercept);
        near(line.low, low);
        near(line.high, high);
    }
    assert!(theil_sen(&[1.0, 1.0], &[1.0, 2.0], 0.95).is_none());
}

#[test]
fn students_t_as_scipy_has_it() {
    for (t, freedom, expected) in
        [(1.5, 4, 0.896), (-0.7, 2, 0.2781965123164327), (2.2, 5, 0.9604530510484088)]
    {
        near(t_cdf(t, freedom).unwrap(), expected);
    }
    for (p, freedom, expected) in
        [(0.9, 4, 1.533206274058944), (0.975, 2, 4.302652729749462), (0.95, 5, 2.0150483733330233)]
    {
        near(t_quantile(p, freedom).unwrap(), expected);
    }
    assert_eq!(t_quantile(1.0, 3), None);
}

#[test]
fn damped_trend_as_statsmodels_has_it() {
    let smoothing = Smoothing { alpha: 0.6, beta: 0.12, phi: 0.9, level: 31.0, trend: 4.0 };
    let (level, trend, squares) = smoothing.run(&SHARE);
    near(level, 48.593221423220655);
    near(trend, 2.6477760529312);
    near(squares, 76.4139636954227);
    let expected = [
        (50.976219870858735, 12.735660615903782),
        (53.120918473733006, 19.119588798874197),
        (55.051147216319855, 27.376716661640003),
        (56.788353084648016, 37.52547910350825),
    ];
    for (step, (value, variance)) in (1..).zip(expected) {
        let (found, error) = smoothing.ahead(&SHARE, step);
        near(found, value);
        // They divide by the number of values, we by that less two.
        near(error * error * 4.0 / 6.0, variance);
    }
}

#[test]
fn the_golden_ratios() {
    let shared = std::env::var_os("CHUAN_SHARED").map_or_else(
        || std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared"),
        Into::into,
    );
    let Ok(text) = std::fs::read_to_string(shared.join("reference/methods_golden/golden.json"))
    else {
        return;
    };
    let golden: serde_json::Value = serde_json::from_str(&text).unwrap();
    let golden = |key: &str| golden[key].as_f64().unwrap();
    let way = Way { base: (100.0, 0.0), latest: (130.0, 5.0), aim: (250.0, 15.0) };
    let ratio = |measure| pace(measure, &way, &[], Default::default()).unwrap();
    near(ratio(Measure::Cagr), golden("cagr_ratio_base100_now130_year5of15_target250"));
    near(ratio(Measure::Path), golden("linear_ratio_same"));
}

#[test]
fn the_interval_is_that_of_a_regression_about_the_line() {
    // Worked by hand: Theil-Sen on 1, 2, 3, 5 in four years has slopes 1 1 1 3/2 2 4/3, median 7/6,
    // through (2.5, 2.5); errors 1/4, 1/12, -1/12, 3/4.
    let line = theil_sen(&[1.0, 2.0, 3.0, 4.0], &[1.0, 2.0, 3.0, 5.0], 0.8).unwrap();
    near(line.slope, 7.0 / 6.0);
    let series = points(&[(2001, 1.0), (2002, 2.0), (2003, 3.0), (2004, 5.0)]);
    let options = ForecastOptions::default();
    let expected = forecast(&series, 2007.0, 10.0, Default::default(), &options).unwrap();
    near(expected.value, 2.5 + 7.0 / 6.0 * 3.5);
    let squares = 1.0 / 16.0 + 1.0 / 144.0 + 1.0 / 144.0 + 9.0 / 16.0;
    let error = (squares / 2.0 * (1.0 + 0.25 + 3.5 * 3.5 / 5.0_f64)).sqrt();
    near(expected.error, error);
    near(expected.high, expected.value + 1.8856180831641267 * error);
}

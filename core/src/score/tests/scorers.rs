//! Every scorer.

use super::*;

/// The score of one value by an indicator with these keys.
fn one(keys: &str, value: &str) -> Option<f64> {
    let framework = framework(&format!("[[indicator]]\ncode = 'i'\n{keys}\n"));
    scores(&framework, &format!("unit,i\nu,{value}\n"), "i")[0]
}

#[test]
fn yes_no() {
    let keys = "scale = 'yes_no'\nscorer = 'yes_no'\npoints = 20";
    assert_eq!((one(keys, "có"), one(keys, "không")), (Some(20.0), Some(0.0)));
    let lower = format!("{keys}\ndirection = 'lower'");
    assert_eq!((one(&lower, "1"), one(&lower, "0")), (Some(0.0), Some(20.0)));
    // Points of the scorer come before those of the indicator; without either it is one.
    let own = "scale = 'yes_no'\npoints = 20\nscorer = { method = 'yes_no', points = 5 }";
    assert_eq!(one(own, "1"), Some(5.0));
    assert_eq!(one("scale = 'yes_no'\nscorer = 'yes_no'", "1"), Some(1.0));
}

/// Components of a commune's index, ratio × maximum: 70.4 % of 10 points are 7.04, 99.2 % 9.92.
#[test]
fn ratio() {
    let keys = "scale = 'percent'\nscorer = 'ratio'\npoints = 10";
    close(one(keys, "70.4"), 7.04);
    close(one(keys, "99.2"), 9.92);
    let plan = "scorer = { method = 'ratio', of = 40 }\npoints = 10";
    assert_eq!(one(plan, "30"), Some(7.5), "30/40 × 10");
    assert_eq!(one(plan, "50"), Some(10.0), "more than the plan is capped");
    assert_eq!(one(plan, "-4"), Some(0.0));
    let open = "scorer = { method = 'ratio', of = 40, cap = false }\npoints = 10";
    assert_eq!((one(open, "50"), one(open, "-4")), (Some(12.5), Some(-1.0)));
    let lower = "scale = 'percent'\ndirection = 'lower'\nscorer = 'ratio'\npoints = 10";
    close(one(lower, "25"), 7.5); // (1 − 25/100) × 10
    close(one("scale = 'ratio'\nscorer = 'ratio'\npoints = 30", "0.5"), 15.0);
}

/// Steps are half-open: 50 belongs to the step that begins there, and so does 0.1 + 0.2 to 0.3.
#[test]
fn steps() {
    let keys = "scorer = { method = 'steps', below = 1, steps = [{ from = 50, points = 15 }, \
                { from = 80, points = 26 }, { from = 90, points = 30 }] }";
    let expected = [
        ("49.999", 1.0),
        ("50", 15.0),
        ("79.999", 15.0),
        ("80", 26.0),
        ("90", 30.0),
        ("1e6", 30.0),
    ];
    for (value, points) in expected {
        assert_eq!(one(keys, value), Some(points), "{value}");
    }
    let decimal = framework(
        "[[node]]\ncode = 's'\naggregate = 'sum'\n\
         scorer = { method = 'steps', steps = [{ from = 0.3, points = 1 }] }\n\
         [[indicator]]\ncode = 'a'\nparent = 's'\n[[indicator]]\ncode = 'b'\nparent = 's'\n",
    );
    assert_eq!(scores(&decimal, "unit,a,b\nu,0.1,0.2\n", "s"), [Some(1.0)]);
}

#[test]
fn options() {
    let options = "scale = 'ordinal'\noption = [{ code = 'd', points = 0 }, { code = 'c', points = 33 }, \
                   { code = 'b', points = 67 }, { code = 'a', points = 100 }]\n";
    let keys = format!("{options}scorer = 'options'");
    assert_eq!((one(&keys, "d"), one(&keys, "a")), (Some(0.0), Some(100.0)));
    let own = format!("{options}scorer = {{ method = 'options', points = {{ b = 1.5 }} }}");
    assert_eq!((one(&own, "b"), one(&own, "c")), (Some(1.5), Some(33.0)));
}

/// The goalposts of the UNDP: life expectancy from 20 to 85, income from 100 to 75,000 in
/// logarithms. Norway in the Human Development Index of 2022: 83.393 years are 63.393/65 =
/// 0.97528, and 69,189.76 dollars ln(691.8976)/ln(750) = 6.53944/6.62007 = 0.98782.
#[test]
fn goalposts() {
    let life = "scorer = 'goalposts'\ngoalposts = { min = 20, max = 85 }";
    close(one(life, "83.393"), 63.393 / 65.0);
    assert_eq!(one(life, "85"), Some(1.0));
    assert_eq!((one(life, "90"), one(life, "10")), (Some(1.0), Some(0.0)), "capped at both ends");
    let income = "scorer = { method = 'goalposts', transform = 'ln' }\ngoalposts = { min = 100, max = 75000 }";
    assert_eq!(format!("{:.5}", one(income, "69189.76").unwrap()), "0.98782");
    assert_eq!((one(income, "80000"), one(income, "1")), (Some(1.0), Some(0.0)));
    assert_eq!(one(income, "-5"), Some(0.0), "capped before the logarithm is taken");
}

#[test]
fn goalposts_capped_at_one_end_reversed_and_onto_points() {
    let posts = |more: &str| format!("goalposts = {{ min = 0, max = 50 }}\n{more}");
    let none = posts("scorer = { method = 'goalposts', cap = 'none' }");
    assert_eq!((one(&none, "-25"), one(&none, "75")), (Some(-0.5), Some(1.5)));
    let lower = posts("scorer = { method = 'goalposts', cap = 'lower' }");
    assert_eq!((one(&lower, "-25"), one(&lower, "75")), (Some(0.0), Some(1.5)));
    let upper = posts("scorer = { method = 'goalposts', cap = 'upper' }");
    assert_eq!((one(&upper, "-25"), one(&upper, "75")), (Some(-0.5), Some(1.0)));
    let reversed = posts("direction = 'lower'\nscorer = { method = 'goalposts', to = [1, 10] }");
    // 10 of 50 is 0.2 of the way up, 0.8 of the way to the best: 1 + 0.8 × 9 = 8.2.
    close(one(&reversed, "10"), 8.2);
    assert_eq!((one(&reversed, "0"), one(&reversed, "50")), (Some(10.0), Some(1.0)));
    let open = "scorer = { method = 'goalposts', transform = 'ln', cap = 'none' }\n\
                goalposts = { min = 1, max = 10 }";
    assert_eq!(one(open, "0"), None, "there is no logarithm of zero");
}

#[test]
fn linear_and_identity() {
    assert_eq!(one("scorer = { method = 'linear', factor = -2, offset = 7 }", "3"), Some(1.0));
    assert_eq!(one("scorer = 'linear'", "3"), Some(3.0));
    assert_eq!(one("direction = 'lower'", "3"), Some(3.0), "the value itself, whatever is better");
}

fn many(keys: &str, values: &[&str]) -> Vec<Option<f64>> {
    let framework = framework(&format!("[[indicator]]\ncode = 'i'\n{keys}\n"));
    let rows: String = values.iter().enumerate().map(|(n, v)| format!("u{n},{v}\n")).collect();
    scores(&framework, &format!("unit,i\n{rows}"), "i")
}

/// 2, 4, 10: the middle is (4 − 2)/(10 − 2) = 0.25 of the way. The PCI scales to 1 to 10:
/// 1 + 9 × 0.25 = 3.25, and reversed 11 − 3.25 = 7.75.
#[test]
fn min_max() {
    let values = ["2", "4", "10", ""];
    assert_eq!(many("scorer = 'min_max'", &values), [Some(0.0), Some(0.25), Some(1.0)]);
    let pci = "scorer = { method = 'min_max', to = [1, 10] }";
    assert_eq!(many(pci, &values), [Some(1.0), Some(3.25), Some(10.0)]);
    let reversed = format!("direction = 'lower'\n{pci}");
    assert_eq!(many(&reversed, &values), [Some(10.0), Some(7.75), Some(1.0)]);
}

/// 2, 4, 4, 4, 5, 5, 7, 9: mean 5, squared deviations 9+1+1+1+0+0+4+16 = 32, so the standard
/// deviation is √(32/8) = 2 of the population and √(32/7) of a sample.
#[test]
fn z_score() {
    let values = ["2", "4", "4", "4", "5", "5", "7", "9"];
    let population = many("scorer = { method = 'z_score', divisor = 'population' }", &values);
    let expected = [-1.5, -0.5, -0.5, -0.5, 0.0, 0.0, 1.0, 2.0].map(Some);
    assert_eq!(population, expected);
    let sample = many("scorer = 'z_score'", &values);
    close(sample[7], 4.0 / (32f64 / 7.0).sqrt());
    let scaled = "scorer = { method = 'z_score', divisor = 'population', mean = 100, sd = 10 }\n\
                  direction = 'lower'";
    assert_eq!(many(scaled, &values)[7], Some(80.0), "100 − 10 × 2");
}

/// Equal values cannot be compared, also where their mean is off in the last bit: (0.1 + 0.1 +
/// 0.1)/3 is 0.10000000000000002 in binary.
#[test]
fn values_without_spread_get_no_score() {
    for scorer in ["min_max", "z_score"] {
        let keys = format!("scorer = '{scorer}'");
        let text = format!("[[indicator]]\ncode = 'i'\n{keys}\n");
        let framework = framework(&text);
        let card = score(&framework, &observe(&framework, "unit,i\na,0.1\nb,0.1\nc,0.1\n"));
        assert_eq!(codes(&card), ["SCR-003"]);
        assert_eq!(card.periods()[0].score(id(&framework, "i")).present(), 0, "{scorer}");
        assert_eq!(many(&keys, &["7"]), [None], "a single unit");
    }
    let sums = framework(
        "[[node]]\ncode = 's'\naggregate = 'sum'\nscorer = 'min_max'\n[[indicator]]\ncode = 'a'\n\
         parent = 's'\n[[indicator]]\ncode = 'b'\nparent = 's'\n",
    );
    let equal = "unit,a,b\nx,0.1,0.2\ny,0.3,0\n";
    assert_eq!(scores(&sums, equal, "s"), [None, None], "0.1 + 0.2 and 0.3 are equal on paper");
}

#[test]
fn what_cannot_be_computed_is_absent() {
    let item =
        |text: &str| framework(&format!("[[indicator]]\ncode = 'i'\n{text}\n")).items()[0].clone();
    let huge = Learned { count: 2, min: -1e308, max: 1e308, mean: 0.0, squares: f64::INFINITY };
    for scorer in ["min_max", "z_score"] {
        assert_eq!(normalise(5.0, &item(&format!("scorer = '{scorer}'")), Some(&huge)), None);
        assert_eq!(normalise(5.0, &item(&format!("scorer = '{scorer}'")), None), None);
    }
    let mut ratio = item("scorer = 'ratio'");
    ratio.scorer = crate::recipe::Scorer::Ratio { points: None, of: Some(0.0), cap: true };
    assert_eq!(normalise(5.0, &ratio, None), None, "not a full share");
    assert_eq!(normalise(1e308, &item("scorer = { method = 'linear', factor = 100 }"), None), None);
}

/// Doing Business 2020 takes the share of paying taxes to the power of 0.8; the EPI adds a number before the
/// logarithm.
#[test]
fn goalposts_with_a_power_and_with_a_shift() {
    let of = |scorer: &str, value: &str| {
        let text = format!(
            "[[indicator]]\ncode = 'i'\ndirection = 'lower'\nscorer = {{ method = 'goalposts', {scorer} }}\n\
             goalposts = {{ min = 0, max = 100 }}\n"
        );
        scores(&framework(&text), &format!("unit,i\nu,{value}\n"), "i")[0]
    };
    close(of("power = 0.8", "75"), 0.25_f64.powf(0.8));
    assert_eq!(of("power = 0.8", "100"), Some(0.0));
    assert_eq!(of("power = 0.8, cap = 'none'", "120"), None);
    close(of("transform = 'ln', shift = 1", "9"), 1.0 - 10.0_f64.ln() / 101.0_f64.ln());
}

//! Every aggregation, and every rule for what is missing.

use super::*;
use crate::recipe::Aggregation::{
    self, Arithmetic, Geometric, Harmonic, Maximum, Median, Minimum, Product, Sum,
};
use crate::recipe::MissingRule::{self, Propagate, Refuse, Renormalise, Skip, Substitute};

fn of(values: &[f64], weights: &[f64], how: Aggregation) -> Option<f64> {
    let values: Vec<Option<f64>> = values.iter().copied().map(Some).collect();
    aggregate(&values, weights, how, Propagate, 0.0).unwrap().0
}

#[test]
fn by_hand() {
    let (values, weights) = ([2.0, 8.0, 4.0], [1.0, 2.0, 1.0]);
    assert_eq!(of(&values, &weights, Sum), Some(22.0)); // 2 + 16 + 4
    assert_eq!(of(&values, &weights, Arithmetic), Some(5.5)); // 22/4
    close(of(&values, &weights, Geometric), 512f64.powf(0.25)); // 2 · 8² · 4 = 512
    close(of(&values, &weights, Harmonic), 4.0); // 4 / (1/2 + 2/8 + 1/4)
    assert_eq!(of(&values, &weights, Minimum), Some(2.0));
    assert_eq!(of(&values, &weights, Maximum), Some(8.0));
    assert_eq!(of(&values, &weights, Median), Some(4.0));
    assert_eq!(of(&values, &weights, Product), Some(64.0));
    assert_eq!(of(&[2.0, 8.0, 4.0, 5.0], &[1.0; 4], Median), Some(4.5));
}

/// Norway in the Human Development Index of 2022: 0.97528 for health, (18/18 + 13.06234/15)/2 =
/// 0.93541 for education, 0.98782 for income; published is 0.966.
#[test]
fn the_human_development_index() {
    let education = of(&[1.0, 13.06234 / 15.0], &[1.0; 2], Arithmetic).unwrap();
    let index = of(&[0.97528, education, 0.98782], &[1.0; 3], Geometric).unwrap();
    assert_eq!(format!("{index:.3}"), "0.966");
}

/// One after another in binary, nine tenths make 0.8999999999999999.
#[test]
fn sums_are_exact() {
    assert_eq!(of(&[0.1; 9], &[1.0; 9], Sum), Some(0.9));
    assert_eq!(of(&[1e16, 1.0, -1e16], &[1.0; 3], Sum), Some(1.0));
}

fn missing(rule: MissingRule, how: Aggregation) -> Option<f64> {
    let values = [Some(4.0), None, Some(1.0)];
    aggregate(&values, &[1.0, 4.0, 3.0], how, rule, 2.0).unwrap().0
}

#[test]
fn what_is_missing() {
    for rule in [Propagate, Refuse] {
        assert_eq!(missing(rule, Sum), None);
        assert_eq!(missing(rule, Minimum), None);
    }
    assert_eq!(missing(Skip, Sum), Some(7.0)); // 4 + 3
    assert_eq!(missing(Skip, Arithmetic), Some(1.75)); // 7/4
    assert_eq!(missing(Renormalise, Sum), Some(14.0)); // 7/4 × 8
    assert_eq!(missing(Renormalise, Arithmetic), Some(1.75));
    assert_eq!(missing(Substitute, Sum), Some(15.0)); // 4 + 4·2 + 3
    assert_eq!(missing(Substitute, Arithmetic), Some(1.875)); // 15/8
    assert_eq!(missing(Skip, Median), Some(2.5));
    for rule in [Propagate, Skip, Renormalise, Refuse] {
        assert_eq!(aggregate(&[None, None], &[1.0; 2], Sum, rule, 0.0), Ok((None, None)));
        assert_eq!(aggregate(&[], &[], Arithmetic, rule, 0.0), Ok((None, None)));
    }
    assert_eq!(aggregate(&[None, None], &[1.0; 2], Sum, Substitute, 3.0), Ok((Some(6.0), None)));
}

#[test]
fn zero_and_negative_children() {
    let at = |values: &[f64], weights: &[f64], how| {
        let values: Vec<_> = values.iter().copied().map(Some).collect();
        aggregate(&values, weights, how, Propagate, 0.0)
    };
    for how in [Geometric, Harmonic] {
        assert_eq!(at(&[5.0, 0.0, 0.0], &[1.0; 3], how), Ok((Some(0.0), Some(1))));
        let negative = Err(AggregateError::Negative { place: 2, value: -1.0 });
        assert_eq!(at(&[5.0, 0.0, -1.0], &[1.0; 3], how), negative, "negative before zero");
        // A child without weight decides nothing.
        let (value, zero) = at(&[5.0, -1.0], &[1.0, 0.0], how).unwrap();
        close(value, 5.0);
        assert_eq!(zero, None);
    }
    assert_eq!(at(&[-3.0, 1.0], &[1.0; 2], Arithmetic), Ok((Some(-1.0), None)));
    // Penalties: weights of a plain sum need not add up to anything.
    assert_eq!(at(&[3.0, 1.0], &[1.0, -1.0], Sum), Ok((Some(2.0), None)));
    assert_eq!(at(&[3.0, 1.0], &[0.0, 0.0], Arithmetic), Ok((None, None)));
    assert_eq!(at(&[1e308, 1e308], &[1.0; 2], Product), Ok((None, None)), "no number, no score");
}

const THREE: &str = "[[indicator]]\ncode = 'a'\nparent = 'n'\n[[indicator]]\ncode = 'b'\nparent = 'n'\n\
                     [[indicator]]\ncode = 'c'\nparent = 'n'\n";

fn node(keys: &str, csv: &str) -> (Vec<Option<f64>>, Vec<&'static str>) {
    let framework = framework(&format!("[[node]]\ncode = 'n'\n{keys}\n{THREE}"));
    let card = score(&framework, &observe(&framework, csv));
    let found = card.periods()[0].score(id(&framework, "n")).iter().collect();
    (found, codes(&card))
}

/// The limit counts as enough, as a decimal: two of three are 0.6666666666666666, not 0.6667.
#[test]
fn enough_children() {
    let csv = "unit,a,b,c\nu,1,2,\nv,1,,\n";
    let with = |limit: &str| node(&format!("missing = 'skip'\nmin_available = {limit}"), csv).0;
    assert_eq!(with("0.6666666666666666"), [Some(1.5), None]);
    assert_eq!(with("0.666666666666"), [Some(1.5), None]);
    assert_eq!(with("0.66"), [Some(1.5), None]);
    assert_eq!(with("0.6667"), [None, None]);
    assert_eq!(with("0.3333333333333333"), [Some(1.5), Some(1.0)]);
    // What is substituted is not there.
    let substitute = node("missing = 'substitute'\nmin_available = 0.5", csv).0;
    assert_eq!(substitute, [Some(1.0), None]);
}

#[test]
fn refusals_and_zeros_are_named() {
    let csv = "unit,a,b,c\nu,1,2,\nv,1,2,3\n";
    assert_eq!(node("missing = 'refuse'", csv), (vec![None, Some(2.0)], vec!["SCR-005"]));
    let zero = "unit,a,b,c\nu,1,0,3\n";
    assert_eq!(node("aggregate = 'geometric'", zero), (vec![Some(0.0)], vec!["SCR-001"]));
    let negative = "unit,a,b,c\nu,1,-2,3\n";
    assert_eq!(node("aggregate = 'harmonic'", negative), (vec![None], vec!["SCR-002"]));
}

/// Maximum points weigh in a mean; in a sum they are inside the score already.
#[test]
fn points_are_weights_in_a_mean_and_not_in_a_sum() {
    let with = |how: &str| {
        let text = format!(
            "[[node]]\ncode = 'n'\naggregate = '{how}'\n[[indicator]]\ncode = 'a'\nparent = 'n'\n\
             points = 30\nscorer = 'ratio'\n[[indicator]]\ncode = 'b'\nparent = 'n'\npoints = 10\n\
             scorer = 'ratio'\n"
        );
        scores(&framework(&text), "unit,a,b\nu,0.5,1\n", "n")[0]
    };
    assert_eq!(with("sum"), Some(25.0)); // 15 + 10
    assert_eq!(with("arithmetic"), Some(13.75)); // (30·15 + 10·10)/40
    let stated = framework(
        "[[node]]\ncode = 'n'\naggregate = 'sum'\nchildren = [{ code = 'a', weight = 2 }]\n\
         [[indicator]]\ncode = 'a'\npoints = 30\nscorer = 'ratio'\n",
    );
    assert_eq!(scores(&stated, "unit,a\nu,0.5\n", "n"), [Some(30.0)], "a stated weight counts");
}

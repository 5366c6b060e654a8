//! Nodes by the methods that have parameters or see all units.

use super::*;

fn node(keys: &str) -> Framework {
    framework(&format!(
        "[[node]]\ncode = 'n'\n{keys}\n[[indicator]]\ncode = 'a'\nparent = 'n'\n\
         [[indicator]]\ncode = 'b'\nparent = 'n'\n"
    ))
}

fn found(keys: &str, csv: &str) -> (Vec<Option<f64>>, Vec<String>) {
    let framework = node(keys);
    let card = score(&framework, &observe(&framework, csv));
    let said = card
        .findings()
        .iter()
        .map(|f| format!("{}: {}", f.code(), f.message(crate::text::Lang::En)));
    let scores = card.period(None).unwrap().score(id(&framework, "n")).iter().collect();
    (scores, said.collect())
}

#[test]
fn what_decides_alone_or_cannot_be_is_said() {
    let geometric = "aggregate = { method = 'generalised_mean', p = 0 }";
    let (scores, said) = found(geometric, "unit,a,b\n1,2,8\n2,0,8\n3,-1,8\n");
    close(scores[0], 4.0);
    assert_eq!(scores[1..], [Some(0.0), None]);
    assert_eq!(
        said,
        [
            "SCR-001: `2`, `n`: `a` is zero, and so is the geometric mean",
            "SCR-002: `3`, `n`: `a` is negative (-1); no score is given"
        ]
    );
    let (scores, said) = found("aggregate = 'waspas'", "unit,a,b\n1,2,8\n2,0,8\n");
    assert_eq!(scores, [Some(1.0), None]);
    let zero = "SCR-004: `2`, `n`: `a` is zero; `waspas` needs positive numbers; no score is given";
    assert_eq!(said, [zero]);
    let (scores, said) = found("aggregate = 'mazziotta_pareto'", "unit,a,b\n1,-2,1\n");
    assert_eq!(scores, [None]);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].starts_with("SCR-004"), "{said:?}");
}

#[test]
fn units_that_nothing_tells_apart() {
    let (scores, said) = found("aggregate = 'topsis'", "unit,a,b\n1,2,8\n2,2,8\n");
    assert_eq!(scores, [None, None]);
    assert_eq!(said.len(), 1);
    assert!(said[0].starts_with("SCR-003"), "{said:?}");
}

#[test]
fn absent_children_follow_the_rule_of_the_node() {
    let owa = |rest: &str| format!("aggregate = {{ method = 'owa', places = [0, 1] }}\n{rest}");
    let data = "unit,a,b\n1,2,8\n2,4,\n";
    assert_eq!(found(&owa(""), data), (vec![Some(2.0), None], vec![]));
    assert_eq!(found(&owa("missing = 'skip'"), data).0, [Some(2.0), Some(4.0)]);
    let least = owa("missing = 'skip'\nmin_available = 0.6");
    assert_eq!(found(&least, data), (vec![Some(2.0), None], vec![]));
    let substitute = owa("missing = 'substitute'\nsubstitute = 1");
    assert_eq!(found(&substitute, data).0, [Some(2.0), Some(1.0)]);
    let (scores, said) = found(&owa("missing = 'refuse'"), data);
    assert_eq!(scores, [Some(2.0), None]);
    assert_eq!(said.len(), 1);
    assert!(said[0].starts_with("SCR-005"), "{said:?}");
}

#[test]
fn only_units_observed_in_the_period_are_compared() {
    let framework = node("aggregate = 'borda'\nmissing = 'substitute'\nsubstitute = 0");
    let data = "unit,period,a,b\n1,2023,2,8\n2,2023,4,9\n3,2023,5,10\n1,2024,2,8\n2,2024,4,9\n";
    let card = score(&framework, &observe(&framework, data));
    let scores = |number: usize| -> Vec<Option<f64>> {
        card.periods()[number].score(id(&framework, "n")).iter().collect()
    };
    assert_eq!(scores(0), [Some(0.0), Some(1.0), Some(2.0)]);
    assert_eq!(scores(1), [Some(0.0), Some(1.0), None]);
}

#[test]
fn the_order_of_ranks_is_that_of_the_ranking() {
    let rest = "aggregate = 'vikor'\n";
    let ranking = "[[ranking]]\nnode = 'n'\norder = 'lowest_first'\n";
    let framework = framework(&format!(
        "{ranking}[[node]]\ncode = 'n'\n{rest}[[indicator]]\ncode = 'a'\nparent = 'n'\n\
         [[indicator]]\ncode = 'b'\nparent = 'n'\n"
    ));
    let card = score(&framework, &observe(&framework, "unit,a,b\n1,1,1\n2,3,3\n3,2,3\n"));
    let period = card.period(None).unwrap();
    let node = id(&framework, "n");
    assert_eq!(period.score(node).iter().collect::<Vec<_>>(), [Some(1.0), Some(0.0), Some(0.375)]);
    assert_eq!([0, 1, 2].map(|unit| period.rank(node, unit)), [Some(3.0), Some(1.0), Some(2.0)]);
}

#[test]
fn the_old_and_the_new_are_written_alike() {
    use crate::recipe::{Aggregate, Aggregation};
    let sum = Aggregate::from(Aggregation::Sum);
    assert_eq!(serde_json::to_string(&sum).unwrap(), "{\"method\":\"sum\"}");
    for text in [
        r#"{"method":"owa","places":[1.0,2.0]}"#,
        r#"{"method":"topsis","norm":"vector"}"#,
        r#"{"method":"borda"}"#,
    ] {
        let read: Aggregate = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), text);
    }
}

#[test]
fn the_outranking_matrix_of_a_node_and_the_means_of_its_rows() {
    // On paper: a counts 0.75, b 0.25; 2 is ahead of 1 in a and equal in b: 0.75 + 0.125.
    let framework = framework(
        "[[node]]\ncode = 'n'\naggregate = 'outranking'\nmissing = 'skip'\n[[node]]\ncode = 'f'\nformula = 'a + 1'\n\
         view = true\n[[indicator]]\ncode = 'a'\nparent = 'n'\nweight = 3\n\
         [[indicator]]\ncode = 'b'\nparent = 'n'\nweight = 1\ndirection = 'lower'\n",
    );
    let card = score(&framework, &observe(&framework, "unit,a,b\n1,1,5\n2,2,5\n3,0,4\n4,,9\n"));
    let scores = card.period(None).unwrap();
    let node = id(&framework, "n");
    let matrix = scores.outranking(&framework, node).unwrap();
    let rows: Vec<Vec<Option<f64>>> =
        (0..4).map(|row| (0..4).map(|column| matrix.share(row, column)).collect()).collect();
    // The fourth is compared by b alone, in which it is behind all.
    let expected = [
        vec![None, Some(0.125), Some(0.75), Some(1.0)],
        vec![Some(0.875), None, Some(0.75), Some(1.0)],
        vec![Some(0.25), Some(0.25), None, Some(1.0)],
        vec![Some(0.0), Some(0.0), Some(0.0), None],
    ];
    assert_eq!(rows, expected);
    let means = [1.875 / 3.0, 2.625 / 3.0, 0.5, 0.0];
    for (unit, mean) in means.into_iter().enumerate() {
        close(scores.score(node).get(unit), mean);
    }
    assert!(scores.outranking(&framework, id(&framework, "a")).is_none());
    assert!(scores.outranking(&framework, id(&framework, "f")).is_none());
}

use crate::finding::catalogue::WRONG_VALUE;
use crate::framework::lint::testing::{fires, messages};

fn node(aggregate: &str) -> String {
    format!(
        "[[node]]\ncode = \"n\"\naggregate = {{ {aggregate} }}\n\
         [[indicator]]\ncode = \"a\"\nparent = \"n\"\n[[indicator]]\ncode = \"b\"\nparent = \"n\"\n"
    )
}

#[test]
fn parameters_in_range() {
    for good in [
        "method = \"owa\", places = [0.0, 1.0]",
        "method = \"owa\", weights = [0.5, 0.5]",
        "method = \"mean_min\", alpha = 1",
        "method = \"generalised_mean\", p = -2",
        "method = \"generalised_mean\", p = \"minimum\"",
        "method = \"promethee\", preferences = [{ method = \"linear\", preference = 2 }]",
        "method = \"quantity_index\", base = \"geometric_mean\"",
        "method = \"topsis\"",
    ] {
        assert_eq!(fires(&WRONG_VALUE, &node(good)), [], "{good}");
    }
}

#[test]
fn parameters_out_of_range() {
    for bad in [
        "method = \"owa\", places = [0.0, 0.0]",
        "method = \"owa\", places = [-1.0, 2.0]",
        "method = \"owa\", places = [1.0, 2.0, 3.0]",
        "method = \"mean_min\", alpha = 1.5",
        "method = \"mean_min\", alpha = 1, beta = -1",
        "method = \"penalised_mean\", h = -1",
        "method = \"vikor\", v = 2",
        "method = \"waspas\", lambda = -0.1",
        "method = \"quantity_index\", base = { unit = 0 }",
        "method = \"promethee\", preferences = []",
        "method = \"promethee\", preferences = [{ method = \"linear\", preference = -2 }]",
    ] {
        assert_eq!(fires(&WRONG_VALUE, &node(bad)).len(), 1, "{bad}: {:?}", messages(&node(bad)));
    }
}

#[test]
fn numbers_that_are_none() {
    for bad in ["method = \"generalised_mean\", p = nan", "method = \"mean_min\", alpha = inf"] {
        assert!(!messages(&node(bad)).is_empty(), "{bad}");
    }
}

#[test]
fn names_and_keys_that_are_not_there() {
    let unknown = messages(&node("method = \"topsi\""));
    assert!(
        unknown.iter().any(|message| message.contains("did you mean `topsis`?")),
        "{unknown:?}"
    );
    assert!(!messages(&node("method = \"topsis\", q = 1")).is_empty());
    assert!(!messages(&node("method = \"owa\"")).is_empty());
}

#[test]
fn a_default_is_checked_where_it_stands_and_counted_where_it_is_used() {
    let text = |places: &str| {
        node("method = \"sum\"").replace("aggregate = { method = \"sum\" }\n", "")
            + &format!("[defaults]\naggregate = {{ method = \"owa\", places = {places} }}\n")
    };
    assert_eq!(fires(&WRONG_VALUE, &text("[1, 1]")), []);
    assert_eq!(fires(&WRONG_VALUE, &text("[1, 1, 1]")).len(), 1);
    assert_eq!(fires(&WRONG_VALUE, &text("[-1, 1]")).len(), 1);
}

use crate::finding::catalogue::{
    ALL_WEIGHTS_ZERO, BAD_WEIGHT, POINTS_SUM, WEIGHTS_SUM, WRONG_VALUE,
};
use crate::framework::lint::testing::{fires, messages};

fn node(keys: &str, indicators: &[&str]) -> String {
    let mut text = format!("[[node]]\ncode = \"n\"\n{keys}\n");
    for (number, keys) in indicators.iter().enumerate() {
        text.push_str(&format!("[[indicator]]\ncode = \"{number}\"\nparent = \"n\"\n{keys}\n"));
    }
    text
}

#[test]
fn negative_weights_and_points() {
    assert_eq!(fires(&BAD_WEIGHT, &node("", &["weight = -0.1"])), [(9, 10)]);
    assert_eq!(fires(&BAD_WEIGHT, &node("", &["points = -1"])), [(9, 10)]);
    assert_eq!(fires(&BAD_WEIGHT, &node("", &["weight = 0.0", "weight = 1"])), []);
    let listed = "children = [{ code = \"0\", weight = -2 }]";
    assert_eq!(fires(&BAD_WEIGHT, &node(listed, &[""])), [(5, 36)]);
    let listed = "children = [{ code = \"0\", weight = 2 }]";
    assert_eq!(fires(&BAD_WEIGHT, &node(listed, &[""])), []);
}

#[test]
fn shares_that_must_be_available() {
    assert_eq!(fires(&WRONG_VALUE, &node("min_available = 0.0", &[""])), [(5, 17)]);
    assert_eq!(fires(&WRONG_VALUE, &node("min_available = 1.0", &[""])), []);
    let messages = messages(&node("min_available = 65", &[""]));
    assert!(messages[0].ends_with("did you mean `0.65`?"), "{messages:?}");
}

#[test]
fn nothing_counts() {
    assert_eq!(fires(&ALL_WEIGHTS_ZERO, &node("", &["scored = false"])), [(4, 8)]);
    assert_eq!(fires(&ALL_WEIGHTS_ZERO, &node("", &["weight = 0", "points = 0"])), [(4, 8)]);
    assert_eq!(fires(&ALL_WEIGHTS_ZERO, &node("", &["weight = 0", ""])), []);
    assert_eq!(fires(&ALL_WEIGHTS_ZERO, &node("scored = false", &["scored = false"])), []);
    // The weight that the parent lists stands in place of the child's own.
    let listed = "children = [{ code = \"0\", weight = 2 }]";
    assert_eq!(fires(&ALL_WEIGHTS_ZERO, &node(listed, &["weight = 0"])), []);
}

#[test]
fn weights_add_up_to_what_is_stated() {
    let halves = ["weight = 0.5", "weight = 0.4"];
    assert_eq!(fires(&WEIGHTS_SUM, &node("stated_weight = 1.0", &halves)), [(5, 17)]);
    assert_eq!(fires(&WEIGHTS_SUM, &node("stated_weight = 0.9", &halves)), []);
    let tenths = ["weight = 0.1", "weight = 0.2"];
    assert_eq!(fires(&WEIGHTS_SUM, &node("stated_weight = 0.3", &tenths)), []);
    assert_eq!(fires(&WEIGHTS_SUM, &node("stated_weight = 3", &["points = 1", "points = 2"])), []);
}

#[test]
fn weights_near_one_or_a_hundred_are_meant_to_be() {
    let thirds = ["weight = 0.33", "weight = 0.33", "weight = 0.33"];
    assert_eq!(fires(&WEIGHTS_SUM, &node("", &thirds)), [(4, 8)]);
    assert_eq!(fires(&WEIGHTS_SUM, &node("", &["weight = 60", "weight = 44"])), [(4, 8)]);
    assert_eq!(fires(&WEIGHTS_SUM, &node("", &["weight = 60", "weight = 40"])), []);
    assert_eq!(fires(&WEIGHTS_SUM, &node("", &["weight = 60", "weight = 50"])), []);
    assert_eq!(fires(&WEIGHTS_SUM, &node("", &["weight = 0.3333333333"; 3])), []);
    assert_eq!(fires(&WEIGHTS_SUM, &node("", &["weight = 0.97", ""])), []);
    assert_eq!(fires(&WEIGHTS_SUM, &node("aggregate = \"sum\"", &thirds)), []);
    assert_eq!(fires(&WEIGHTS_SUM, &node("view = true", &thirds)), []);
}

#[test]
fn points_add_up_to_those_of_the_node() {
    let two = ["points = 10", "points = 20.5"];
    assert_eq!(fires(&POINTS_SUM, &node("points = 30", &two)), [(5, 10)]);
    assert_eq!(fires(&POINTS_SUM, &node("points = 30.5", &two)), []);
    assert_eq!(fires(&POINTS_SUM, &node("points = 30", &["points = 10", ""])), []);
    assert_eq!(fires(&POINTS_SUM, &node("stated_points = 30", &["points = 10", ""])), [(5, 17)]);
    assert_eq!(fires(&POINTS_SUM, &node("points = 30\naggregate = \"maximum\"", &two)), []);
    let unscored = ["points = 30", "points = 5\nscored = false"];
    assert_eq!(fires(&POINTS_SUM, &node("points = 30", &unscored)), []);
}

#[test]
fn a_catalogue_of_960_points() {
    let text = |total: u32| {
        format!(
            "total_points = {total}\n{}[[node]]\ncode = \"v\"\nview = true\nchildren = [\"0\"]\n",
            node("", &["points = 900", "points = 60", "points = 40\nscored = false"])
        )
    };
    assert_eq!(fires(&POINTS_SUM, &text(1000)), [(3, 16)]);
    assert_eq!(fires(&POINTS_SUM, &text(960)), []);
    let messages = messages(&text(1000));
    assert_eq!(messages, ["FWK-021: points under `t` add up to 960, not to the stated 1,000"]);
}

#[test]
fn a_total_by_formula_is_no_second_root() {
    let text = "total_points = 30\n[[node]]\ncode = \"total\"\nformula = \"a + b\"\n\
        [[indicator]]\ncode = \"a\"\npoints = 10\n[[indicator]]\ncode = \"b\"\npoints = 20\n";
    assert_eq!(fires(&POINTS_SUM, text), []);
}

#[test]
fn a_child_is_listed_once() {
    use crate::finding::catalogue::DUPLICATE_CODE;
    let twice = "children = [\"0\", { code = \"0\", weight = 2 }]";
    assert_eq!(fires(&DUPLICATE_CODE, &node(twice, &[""])), [(5, 18)]);
    assert_eq!(fires(&DUPLICATE_CODE, &node("children = [\"0\"]", &[""])), []);
}

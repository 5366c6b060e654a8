//! Where COINr and the engine differ, and what the framework states.

#![allow(clippy::unwrap_used, reason = "tests")]

use super::*;
use serde_json::json;

fn scores(method: &str, parameters: &Value, values: &[f64]) -> Vec<Cell> {
    let column = values.iter().map(|value| Some(*value)).collect();
    let units: Vec<String> = (1..=values.len()).map(|place| place.to_string()).collect();
    let subject = Subject::new("a", &units, &column, None, None);
    subject.scores(method, parameters.as_object().unwrap()).unwrap()
}

fn numbers<const N: usize>(values: [f64; N]) -> Vec<Cell> {
    values.map(Cell::from).to_vec()
}

#[test]
fn a_scale_without_width_gives_infinite_scores() {
    let (inf, nan) = (f64::INFINITY, f64::NAN);
    let reference = json!({ "unit": 1 });
    let found = scores("distance_to_reference", &reference, &[1.0, 2.0]);
    assert_eq!(found, numbers([nan, inf]));
    let capped = json!({ "unit": "1", "cap": true });
    let found = scores("distance_to_reference", &capped, &[1.0, 2.0]);
    assert_eq!(found, numbers([nan, 1.0]));
    let open = json!({ "lower": 2, "upper": 2, "truncate": false });
    assert_eq!(scores("goalposts", &open, &[1.0, 2.0, 3.0]), numbers([-inf, nan, inf]));
}

#[test]
fn a_negative_maximum_turns_the_order_round() {
    let found = scores("fraction_of_max", &json!({}), &[-4.0, -2.0]);
    assert_eq!(found, numbers([2.0, 1.0]));
}

#[test]
fn limits_of_the_framework_change_places_with_the_direction() {
    let element = |code: &str, direction| Element {
        code: code.to_owned(),
        level: 1,
        parent: None,
        direction,
        weight: 1.0,
        other: [("low", "0"), ("high", "10")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into(),
    };
    let tree = Tree { elements: vec![element("up", 1.0), element("down", -1.0)] };
    let column: Column = [Some(1.0), Some(12.0)].into_iter().collect();
    let data = Frame {
        units: vec!["x".to_owned(), "y".to_owned()],
        indicators: vec!["up".to_owned(), "down".to_owned()],
        columns: vec![column.clone(), column],
    };
    let posts = json!({
        "method": "goalposts", "lower": "framework column low",
        "upper": "framework column high", "scale": 10,
    });
    let found = frame(&data, &tree, posts.as_object().unwrap()).unwrap();
    assert!(found.column("up").unwrap().iter().eq([Some(1.0), Some(10.0)]));
    assert!(found.column("down").unwrap().iter().eq([Some(9.0), Some(0.0)]));
}

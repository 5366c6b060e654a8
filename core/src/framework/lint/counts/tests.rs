use crate::finding::catalogue::COUNT_MISMATCH;
use crate::framework::lint::testing::{fires, messages};

fn tree(total: u32, group: Option<u32>, indicators: usize) -> String {
    let mut text = format!("[[node]]\ncode = \"total\"\nstated_count = {total}\n");
    text.push_str("[[node]]\ncode = \"g\"\nparent = \"total\"\n");
    if let Some(group) = group {
        text.push_str(&format!("stated_count = {group}\n"));
    }
    for number in 0..indicators {
        text.push_str(&format!("[[indicator]]\ncode = \"{number}\"\nparent = \"g\"\n"));
    }
    text
}

#[test]
fn indicators_below_a_node() {
    assert_eq!(fires(&COUNT_MISMATCH, &tree(3, None, 2)), [(5, 16)]);
    assert_eq!(fires(&COUNT_MISMATCH, &tree(2, None, 2)), []);
    assert_eq!(fires(&COUNT_MISMATCH, &tree(2, None, 0)), []);
    assert_eq!(fires(&COUNT_MISMATCH, &tree(3, Some(3), 2)), [(9, 16)]);
    assert_eq!(fires(&COUNT_MISMATCH, &tree(3, Some(2), 0)), [(5, 16)]);
    assert_eq!(fires(&COUNT_MISMATCH, &tree(2, Some(2), 0)), []);
    let found = messages(&tree(98, None, 2));
    assert_eq!(found, ["FWK-050: `total` states 98 items, but 2 are listed"]);
}

#[test]
fn each_indicator_counts_once() {
    let view = "[[node]]\ncode = \"v\"\nview = true\nparent = \"total\"\nchildren = [\"0\"]\n";
    assert_eq!(fires(&COUNT_MISMATCH, &format!("{}{view}", tree(2, None, 2))), []);
}

#[test]
fn groups_that_state_nothing_leave_it_open() {
    let other =
        "[[node]]\ncode = \"h\"\nparent = \"total\"\n[[indicator]]\ncode = \"x\"\nparent = \"h\"\n";
    assert_eq!(fires(&COUNT_MISMATCH, &format!("{}{other}", tree(9, Some(2), 2))), []);
}

#[test]
fn items_of_an_indicator() {
    let indicator =
        |items: &str| format!("[[indicator]]\ncode = \"i\"\nstated_count = 2\nitem = {items}\n");
    assert_eq!(fires(&COUNT_MISMATCH, &indicator("[\"một\"]")), [(5, 16)]);
    assert_eq!(fires(&COUNT_MISMATCH, &indicator("[\"một\", \"hai\"]")), []);
    assert_eq!(fires(&COUNT_MISMATCH, &indicator("[]")), []);
}

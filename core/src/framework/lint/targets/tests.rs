use crate::finding::catalogue::{
    BASELINE_NOT_SURVEYED, TARGET_BACKWARDS, TARGET_BOUNDS, TARGET_OUTSIDE_RANGE,
    TARGET_WITHOUT_BASELINE, WRONG_VALUE,
};
use crate::framework::lint::testing::{fires, messages};

/// An indicator in percent with a baseline; its targets start on line 7.
fn percent(targets: &[&str]) -> String {
    with("unit = \"%\"\nbaseline = { value = 10 }", targets)
}

fn with(keys: &str, targets: &[&str]) -> String {
    let mut text = format!("[[indicator]]\ncode = \"i\"\n{keys}\n");
    for target in targets {
        text.push_str(&format!("[[indicator.target]]\n{target}\n"));
    }
    text
}

#[test]
fn bounds() {
    let at = |target: &str| fires(&TARGET_BOUNDS, &percent(&[target]));
    assert_eq!(at("period = \"2025\""), [(7, 1)]);
    assert_eq!(at("period = \"2025\"\nvalue = 10"), []);
    assert_eq!(at("period = \"2025\"\nvalue = 10\nhigh = 20"), [(10, 8)]);
    assert_eq!(at("period = \"2025\"\ncompare = \"range\"\nlow = 10"), [(7, 1)]);
    assert_eq!(at("period = \"2025\"\ncompare = \"range\"\nlow = 20\nhigh = 15"), [(11, 8)]);
    assert_eq!(at("period = \"2025\"\ncompare = \"range\"\nlow = 15\nhigh = 15"), []);
    assert_eq!(
        at("period = \"2025\"\ncompare = \"range\"\nlow = 1\nhigh = 5\nvalue = 3"),
        [(12, 9)]
    );
    assert_eq!(at("period = \"2025\"\ncompare = \"more_than\"\nvalue = 100"), [(10, 9)]);
    assert_eq!(at("period = \"2025\"\ncompare = \"more_than\"\nvalue = 99"), []);
}

#[test]
fn range() {
    let at = |target: &str| fires(&TARGET_OUTSIDE_RANGE, &percent(&[target]));
    assert_eq!(at("period = \"2025\"\nvalue = 8000"), [(9, 9)]);
    assert_eq!(at("period = \"2025\"\nvalue = 100"), []);
    assert_eq!(at("period = \"2025\"\ncompare = \"range\"\nlow = 90\nhigh = 120"), [(11, 8)]);
    let rank = "scale = \"rank\"\nbaseline = { value = 50 }";
    let rank = |value| {
        with(rank, &[&format!("period = \"2025\"\ncompare = \"at_most\"\nvalue = {value}")])
    };
    assert_eq!(fires(&TARGET_OUTSIDE_RANGE, &rank(0)), [(10, 9)]);
    assert_eq!(fires(&TARGET_OUTSIDE_RANGE, &rank(30)), []);
}

#[test]
fn baselines() {
    let two = ["period = \"2025\"\nvalue = 1", "period = \"2030\"\nvalue = 2"];
    assert_eq!(fires(&TARGET_WITHOUT_BASELINE, &with("", &two)), [(6, 1)]);
    assert_eq!(fires(&TARGET_WITHOUT_BASELINE, &percent(&two)), []);
    assert_eq!(fires(&TARGET_WITHOUT_BASELINE, &with("", &[])), []);

    let survey = |keys: &str| with(&format!("survey_required = true\n{keys}"), &two[..1]);
    let at = |keys: &str| fires(&BASELINE_NOT_SURVEYED, &survey(keys));
    assert_eq!(at(""), []);
    assert_eq!(fires(&TARGET_WITHOUT_BASELINE, &survey("")), [(7, 1)]);
    assert_eq!(at("baseline = { value = 1 }"), [(6, 12)]);
    assert_eq!(at("baseline = { value = 1, evidence = { kind = \"report\" } }"), [(6, 45)]);
    assert_eq!(at("baseline = { value = 1, evidence = { kind = \"survey\" } }"), []);
    assert_eq!(fires(&BASELINE_NOT_SURVEYED, &percent(&two)), []);

    let value = |value| with(&format!("unit = \"%\"\nbaseline = {{ value = {value} }}"), &[]);
    assert_eq!(fires(&WRONG_VALUE, &value(101)), [(6, 22)]);
    assert_eq!(fires(&WRONG_VALUE, &value(100)), []);
}

#[test]
fn later_targets_ask_for_more() {
    let at = |targets: &[&str]| fires(&TARGET_BACKWARDS, &percent(targets));
    let up = |period: u32, value: u32| format!("period = \"{period}\"\nvalue = {value}");
    let down = |period, value| format!("{}\ncompare = \"at_most\"", up(period, value));
    assert_eq!(at(&[&up(2025, 60), &up(2030, 50)]), [(12, 9)]);
    assert_eq!(at(&[&up(2030, 50), &up(2025, 60)]), [(9, 9)]);
    assert_eq!(at(&[&up(2025, 60), &up(2030, 60)]), []);
    assert_eq!(at(&[&down(2025, 60), &down(2030, 50)]), []);
    assert_eq!(at(&[&down(2025, 50), &down(2030, 60)]), [(13, 9)]);
    assert_eq!(at(&[&up(2025, 60), &down(2030, 50)]), []);
    // Others may be asked for less.
    let commune = format!("{}\nwhere = {{ kind = \"commune\" }}", up(2030, 50));
    assert_eq!(at(&[&up(2025, 60), &commune]), []);
    // A proposal gives way to what is decided for the same period.
    let proposed = format!("{}\nstage = \"proposed\"", up(2025, 60));
    let decided = format!("{}\nstage = \"decided\"", up(2025, 40));
    assert_eq!(at(&[&proposed, &decided, &up(2030, 50)]), []);
    let found = messages(&percent(&[&up(2025, 60), &up(2030, 50)]));
    assert_eq!(found, ["FWK-044: target of `i` for 2030 asks for less than the one for 2025"]);
}

#[test]
fn ranges_rise_with_the_direction() {
    let at = |direction: &str, targets: &[&str]| {
        let keys = format!("direction = \"{direction}\"\nbaseline = {{ value = 10 }}");
        fires(&TARGET_BACKWARDS, &with(&keys, targets))
    };
    let range = |period, low, high| {
        format!("period = \"{period}\"\ncompare = \"range\"\nlow = {low}\nhigh = {high}")
    };
    assert_eq!(at("higher", &[&range(2025, 15, 20), &range(2030, 25, 30)]), []);
    assert_eq!(at("higher", &[&range(2025, 15, 20), &range(2030, 10, 30)]), [(15, 7)]);
    assert_eq!(at("lower", &[&range(2025, 15, 20), &range(2030, 25, 30)]), [(16, 8)]);
}

use crate::finding::catalogue::{
    DUPLICATE_CODE, LEVEL_ORDER, LEVEL_UNREACHABLE, MISSING_KEY, UNKNOWN_REFERENCE, WRONG_VALUE,
};
use crate::framework::lint::testing::{fires, messages};

/// A sum of two indicators of 10 points each, and what follows from line 14 on.
fn after(rest: &str) -> String {
    let yes_no = "scale = \"yes_no\"\nscorer = \"yes_no\"\npoints = 10\nparent = \"n\"\n";
    format!(
        "node = [{{ code = \"n\", aggregate = \"sum\" }}]\n\
         [[indicator]]\ncode = \"a\"\n{yes_no}[[indicator]]\ncode = \"b\"\n{yes_no}\
         # levels\n{rest}"
    )
}

/// A scheme about the node, whose levels start on line 19, two lines each.
fn levels(levels: &[&str]) -> String {
    let mut text = "[[scheme]]\ncode = \"s\"\nnode = \"n\"\n".to_owned();
    for (number, level) in levels.iter().enumerate() {
        text.push_str(&format!("[[scheme.level]]\ncode = \"{number}\"\n{level}\n"));
    }
    after(&text)
}

fn require(requirement: &str) -> String {
    levels(&[&format!("require = [{{ {requirement} }}]")])
}

#[test]
fn schemes_and_levels_stand_once() {
    let scheme = "[[scheme]]\ncode = \"s\"\nlevel = [{ code = \"1\" }]\n";
    assert_eq!(fires(&DUPLICATE_CODE, &after(&scheme.repeat(2))), [(21, 8)]);
    assert_eq!(fires(&DUPLICATE_CODE, &after(scheme)), []);
    let twice = "[[scheme]]\ncode = \"s\"\nlevel = [{ code = \"1\" }, { code = \"1\" }]\n";
    assert_eq!(fires(&DUPLICATE_CODE, &after(twice)), [(19, 35)]);
    assert_eq!(fires(&MISSING_KEY, &after("[[scheme]]\ncode = \"s\"")), [(17, 1)]);
}

#[test]
fn references() {
    let node = |node: &str| {
        after(&format!("[[scheme]]\ncode = \"s\"\nnode = \"{node}\"\nlevel = [{{ code = \"1\" }}]"))
    };
    assert_eq!(fires(&UNKNOWN_REFERENCE, &node("m")), [(19, 8)]);
    assert_eq!(fires(&UNKNOWN_REFERENCE, &node("a")), []);
    assert_eq!(fires(&UNKNOWN_REFERENCE, &require("criterion = \"c\"")), [(22, 26)]);
    assert_eq!(fires(&UNKNOWN_REFERENCE, &require("criterion = \"a\"")), []);
    assert_eq!(fires(&UNKNOWN_REFERENCE, &require("all_criteria = \"a\"")), [(22, 29)]);
    assert_eq!(fires(&UNKNOWN_REFERENCE, &require("all_criteria = \"n\"")), []);
    let nested = "any = [{ criterion = \"a\" }, { not = { criterion = \"x\" } }]";
    assert_eq!(fires(&UNKNOWN_REFERENCE, &require(nested)), [(22, 64)]);
}

#[test]
fn milestones() {
    let text = |keys: &str| {
        let unit = "[[register.unit]]\ncode = \"40\"\n";
        let keys = format!("[[milestone]]\nperiod = \"2030\"\n{keys}\n");
        format!("{}{keys}{unit}", levels(&[""]))
    };
    let at = |keys: &str| fires(&UNKNOWN_REFERENCE, &text(keys));
    assert_eq!(at("scheme = \"s\"\nlevel = \"0\"\nunit = \"40\""), []);
    assert_eq!(at("scheme = \"t\"\nlevel = \"0\""), [(25, 10)]);
    assert_eq!(at("scheme = \"s\"\nlevel = \"1\""), [(26, 9)]);
    assert_eq!(at("scheme = \"s\"\nlevel = \"0\"\nunit = \"4O\""), [(27, 8)]);
    let open = text("scheme = \"s\"\nlevel = \"0\"\nunit = \"4O\"");
    let open = open.replace("[[register.unit]]\ncode = \"40\"\n", "");
    assert_eq!(fires(&UNKNOWN_REFERENCE, &open), []);
}

#[test]
fn thresholds_need_a_node() {
    let scheme = |node: &str, level: &str| {
        after(&format!("[[scheme]]\ncode = \"s\"\n{node}\nlevel = [{{ code = \"1\", {level} }}]"))
    };
    assert_eq!(fires(&MISSING_KEY, &scheme("", "at_least = 5")), [(17, 1)]);
    assert_eq!(fires(&MISSING_KEY, &scheme("", "rank_at_most = 5")), [(17, 1)]);
    assert_eq!(fires(&MISSING_KEY, &scheme("node = \"n\"", "at_least = 5")), []);
    assert_eq!(fires(&MISSING_KEY, &scheme("", "require = [{ criterion = \"a\" }]")), []);
}

#[test]
fn requirements_have_one_subject() {
    assert_eq!(fires(&WRONG_VALUE, &require("name = \"x\"")), [(22, 12)]);
    let two = "criterion = \"a\", all_criteria = \"n\"";
    assert_eq!(fires(&WRONG_VALUE, &require(two)), [(22, 12)]);
    assert_eq!(fires(&WRONG_VALUE, &require("criterion = \"a\", at_least = 1")), []);
    assert_eq!(fires(&WRONG_VALUE, &require("all_criteria = \"n\", at_least = 1")), [(22, 45)]);
}

#[test]
fn counts_of_alternatives() {
    let any = |count: u32| require(&format!("any = [{{ criterion = \"a\" }}], count = {count}"));
    assert_eq!(fires(&LEVEL_UNREACHABLE, &any(2)), [(22, 51)]);
    assert_eq!(fires(&LEVEL_UNREACHABLE, &any(1)), []);
    assert_eq!(fires(&WRONG_VALUE, &any(0)), [(22, 51)]);
    assert_eq!(fires(&WRONG_VALUE, &require("criterion = \"a\", count = 1")), [(22, 39)]);
}

#[test]
fn thresholds_within_what_can_be_reached() {
    let at = |level: &str| fires(&LEVEL_UNREACHABLE, &levels(&[level]));
    assert_eq!(at("at_least = 20.5"), [(22, 12)]);
    assert_eq!(at("at_least = 20"), []);
    assert_eq!(at("more_than = 20"), [(22, 13)]);
    assert_eq!(at("at_most = -1"), [(22, 11)]);
    assert_eq!(at("rank_at_most = 0"), [(22, 16)]);
    assert_eq!(
        at("at_least = { by = \"kind\", values = { ward = 30, commune = 10 } }"),
        [(22, 45)]
    );
    let found = messages(&levels(&["at_least = 25"]));
    assert_eq!(
        found,
        ["FWK-060: level `0` of scheme `s` can never be reached: \
          `n` is 20 at most, the threshold is 25"]
    );
}

#[test]
fn unknown_ranges_exclude_nothing() {
    let open = levels(&["at_least = 1000"]).replace("scorer = \"yes_no\"\n", "");
    assert_eq!(fires(&LEVEL_UNREACHABLE, &open), [(20, 12)]);
    let open = open.replace("scale = \"yes_no\"\n", "");
    assert_eq!(fires(&LEVEL_UNREACHABLE, &open), []);
}

#[test]
fn what_is_negated_or_one_of_several_may_be_impossible() {
    let at = |requirement: &str| fires(&LEVEL_UNREACHABLE, &require(requirement));
    assert_eq!(at("criterion = \"a\", at_least = 2"), [(22, 42)]);
    assert_eq!(at("criterion = \"a\", at_least = 1"), []);
    assert_eq!(at("not = { criterion = \"a\", at_least = 2 }"), []);
    assert_eq!(at("any = [{ criterion = \"a\", at_least = 2 }, { criterion = \"b\" }]"), []);
    assert_eq!(at("any = [{ criterion = \"a\", at_least = 2 }]"), [(22, 51)]);
    assert_eq!(
        at("all = [{ criterion = \"a\", at_least = 2 }, { criterion = \"b\" }]"),
        [(22, 51)]
    );
}

#[test]
fn limits_leave_something_between() {
    let at = |level: &str| fires(&LEVEL_UNREACHABLE, &levels(&[level]));
    assert_eq!(at("at_least = 15\nat_most = 10"), [(23, 11)]);
    assert_eq!(at("at_least = 10\nat_most = 10"), []);
    assert_eq!(at("more_than = 10\nat_most = 10"), [(23, 11)]);
    let with = "at_least = 15\nrequire = [{ criterion = \"n\", less_than = 12 }]";
    assert_eq!(at(with), [(23, 43)]);
    let other = "at_least = 15\nrequire = [{ criterion = \"a\", less_than = 1 }]";
    assert_eq!(at(other), []);
}

#[test]
fn thresholds_rise() {
    let at = |all: &[&str]| fires(&LEVEL_ORDER, &levels(all));
    assert_eq!(at(&["at_least = 10", "at_least = 15"]), []);
    assert_eq!(at(&["at_least = 15", "at_least = 10"]), [(25, 12)]);
    assert_eq!(at(&["at_least = 10", "more_than = 10.0"]), [(25, 13)]);
    assert_eq!(at(&["at_most = 15", "at_most = 10"]), []);
    assert_eq!(at(&["at_most = 10", "at_most = 15"]), [(25, 11)]);
    assert_eq!(at(&["at_least = 1\nat_most = 5", "at_least = 6\nat_most = 9"]), []);
    let more = "at_least = 10\nrequire = [{ criterion = \"a\" }]";
    assert_eq!(at(&["at_least = 10", more]), []);
}

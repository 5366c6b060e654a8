use crate::finding::catalogue::{
    BAD_WEIGHT, DUPLICATE_CODE, GOALPOSTS_OUTSIDE_RANGE, IMPOSSIBLE_GOALPOSTS, IMPOSSIBLE_RANGE,
    MISSING_KEY, SCORER_SCALE, STEPS_ORDER, UNKNOWN_REFERENCE, WRONG_VALUE,
};
use crate::framework::lint::testing::{fires, messages};

/// One indicator; its keys start on line 5.
fn indicator(keys: &str) -> String {
    format!("[[indicator]]\ncode = \"i\"\n{keys}\n")
}

/// The same under a node that takes the mean.
fn scored(keys: &str) -> String {
    format!("{}parent = \"n\"\n[[node]]\ncode = \"n\"\n", indicator(keys))
}

const TWO: &str = "option = [{ code = \"a\", points = 1 }, { code = \"b\", points = 2 }]";

#[test]
fn ranges() {
    assert_eq!(fires(&IMPOSSIBLE_RANGE, &indicator("range = { min = 5, max = 1 }")), [(5, 26)]);
    assert_eq!(fires(&IMPOSSIBLE_RANGE, &indicator("range = { min = 5, max = 5 }")), []);
    assert_eq!(fires(&IMPOSSIBLE_RANGE, &indicator("range = { min = 5 }")), []);
}

#[test]
fn goalposts() {
    let at = |keys: &str| fires(&IMPOSSIBLE_GOALPOSTS, &indicator(keys));
    assert_eq!(at("goalposts = { min = 5, max = 5 }"), [(5, 30)]);
    assert_eq!(at("goalposts = { min = 4.9, max = 5 }"), []);
    let ln = "scorer = { method = \"goalposts\", transform = \"ln\" }";
    assert_eq!(at(&format!("goalposts = {{ min = 0, max = 5 }}\n{ln}")), [(5, 21)]);
    assert_eq!(at(&format!("goalposts = {{ min = 1, max = 5 }}\n{ln}")), []);
    assert_eq!(at("goalposts = { min = 0, max = 5 }\nscorer = \"goalposts\""), []);
}

#[test]
fn goalposts_in_range() {
    let at = |keys: &str| fires(&GOALPOSTS_OUTSIDE_RANGE, &indicator(keys));
    assert_eq!(at("goalposts = { min = 0, max = 120 }\nscale = \"percent\""), [(5, 30)]);
    assert_eq!(at("goalposts = { min = 0, max = 120 }\nunit = \"%\""), [(5, 30)]);
    assert_eq!(at("goalposts = { min = 0, max = 120 }"), []);
    assert_eq!(at("goalposts = { min = 0, max = 100 }\nunit = \"%\""), []);
    let stated = "goalposts = { min = -1, max = 120 }\nunit = \"%\"\nrange = { max = 150 }";
    assert_eq!(at(stated), []);
}

#[test]
fn goalposts_are_there() {
    assert_eq!(fires(&MISSING_KEY, &indicator("scorer = \"goalposts\"")), [(3, 1)]);
    let given = "scorer = \"goalposts\"\ngoalposts = { min = 0, max = 1 }";
    assert_eq!(fires(&MISSING_KEY, &indicator(given)), []);
    let default = |keys| format!("defaults.scorer = \"goalposts\"\n{}", indicator(keys));
    assert_eq!(fires(&MISSING_KEY, &default("")), [(4, 1)]);
    assert_eq!(fires(&MISSING_KEY, &default("scored = false")), []);
    let node =
        format!("{}[[node]]\ncode = \"m\"\nchildren = [\"n\"]\nscorer = \"goalposts\"", scored(""));
    assert_eq!(fires(&MISSING_KEY, &node), [(9, 1)]);
}

#[test]
fn scorers_fit_the_scale() {
    let at = |keys: &str| fires(&SCORER_SCALE, &scored(keys));
    for (scale, scorer, fits) in [
        ("yes_no", "yes_no", true),
        ("ratio", "yes_no", true),
        ("number", "yes_no", false),
        ("number", "options", false),
        ("ordinal", "options", true),
        ("status", "options", true),
        ("ordinal", "ratio", true),
        ("category", "ratio", false),
        ("status", "min_max", false),
        ("category", "identity", false),
        ("status", "identity", true),
    ] {
        let keys = format!("scorer = \"{scorer}\"\nscale = \"{scale}\"\n{TWO}");
        let expected: &[(u64, u64)] = if fits { &[] } else { &[(5, 10)] };
        assert_eq!(at(&keys), expected, "{scale} {scorer}");
    }
    let alone = format!("scale = \"category\"\n{TWO}");
    assert_eq!(fires(&SCORER_SCALE, &indicator(&alone)), []);
    assert_eq!(at(&format!("{alone}\nscored = false")), []);
}

#[test]
fn nodes_have_no_options() {
    let node = |scorer: &str| {
        format!(
            "[[node]]\ncode = \"n\"\nscorer = \"{scorer}\"\n[[indicator]]\ncode = \"i\"\nparent = \"n\""
        )
    };
    assert_eq!(fires(&SCORER_SCALE, &node("options")), [(5, 10)]);
    assert_eq!(fires(&SCORER_SCALE, &node("ratio")), []);
}

#[test]
fn options_are_there_once() {
    assert_eq!(fires(&MISSING_KEY, &indicator("scale = \"ordinal\"")), [(3, 1)]);
    assert_eq!(fires(&MISSING_KEY, &indicator(&format!("scale = \"ordinal\"\n{TWO}"))), []);
    assert_eq!(fires(&MISSING_KEY, &indicator("scale = \"status\"")), []);
    let twice = "scale = \"category\"\noption = [{ code = \"a\" }, { code = \"a\" }]";
    assert_eq!(fires(&DUPLICATE_CODE, &indicator(twice)), [(6, 36)]);
    assert_eq!(fires(&DUPLICATE_CODE, &indicator(TWO)), []);
}

#[test]
fn options_have_points() {
    let with = |scorer: &str| {
        let options =
            "scale = \"ordinal\"\noption = [{ code = \"low\", points = 1 }, { code = \"high\" }]";
        format!("{options}\nscorer = {scorer}")
    };
    assert_eq!(fires(&MISSING_KEY, &indicator(&with("\"options\""))), [(6, 41)]);
    let given = with("{ method = \"options\", points = { high = 3 } }");
    assert_eq!(fires(&MISSING_KEY, &indicator(&given)), []);
    assert_eq!(fires(&UNKNOWN_REFERENCE, &indicator(&given)), []);
    let misspelt = with("{ method = \"options\", points = { hihg = 3, high = 2 } }");
    assert_eq!(fires(&UNKNOWN_REFERENCE, &indicator(&misspelt)), [(7, 50)]);
    let found =
        messages(&indicator(&with("{ method = \"options\", points = { highs = 3, high = 2 } }")));
    assert_eq!(found, ["FWK-011: `highs` names no option of this framework; did you mean `high`?"]);
    let status = "scale = \"status\"\nscorer = { method = \"options\", points = { met = 3 } }";
    assert_eq!(fires(&UNKNOWN_REFERENCE, &indicator(status)), []);
}

#[test]
fn steps_rise() {
    let steps = |one: f64, two: f64| {
        indicator(&format!(
            "scorer = {{ method = \"steps\", steps = [\n{{ from = {one}, points = 1 }},\n\
             {{ from = {two}, points = 2 }}] }}"
        ))
    };
    assert_eq!(fires(&STEPS_ORDER, &steps(70.0, 50.0)), [(7, 10)]);
    assert_eq!(fires(&STEPS_ORDER, &steps(0.3, 0.30000000000000004)), [(7, 10)]);
    assert_eq!(fires(&STEPS_ORDER, &steps(50.0, 70.0)), []);
    let found = messages(&steps(70.0, 50.0));
    assert_eq!(
        found,
        ["FWK-035: steps of `i` do not rise strictly: 70, 50; did you mean `50, 70`?"]
    );
}

#[test]
fn parameters() {
    let scorer = |text: &str| indicator(&format!("scorer = {{ method = {text} }}"));
    assert_eq!(fires(&WRONG_VALUE, &scorer("\"min_max\", to = [1, 1.0]")), [(5, 37)]);
    assert_eq!(fires(&WRONG_VALUE, &scorer("\"min_max\", to = [100, 1]")), []);
    assert_eq!(fires(&WRONG_VALUE, &scorer("\"z_score\", sd = 0.0")), [(5, 37)]);
    assert_eq!(fires(&WRONG_VALUE, &scorer("\"z_score\", sd = 0.1")), []);
    assert_eq!(fires(&WRONG_VALUE, &scorer("\"ratio\", of = -1")), [(5, 35)]);
    assert_eq!(fires(&BAD_WEIGHT, &scorer("\"ratio\", points = -1")), [(5, 39)]);
    let default =
        format!("defaults.scorer = {{ method = \"z_score\", sd = -1 }}\n{}", indicator(""));
    assert_eq!(fires(&WRONG_VALUE, &default), [(3, 46)]);
}

#[test]
fn scales_that_are_scales() {
    let text = |scorer: &str| format!("[[indicator]]\ncode = \"a\"\nscorer = {{ {scorer} }}\n");
    for good in [
        "method = \"scaled\", upper = 50",
        "method = \"rank\", ties = \"average\"",
        "method = \"percentile_goalposts\", lower = 0.05, upper = 0.95",
        "method = \"band\", inside = [1, 1], zero = [0, 3]",
        "method = \"two_sided\", centre = { value = 0.5 }",
        "method = \"piecewise\", knots = [[0, 0], [10, 5]]",
        "method = \"mean_bands\", threshold = 0.1",
        "method = \"categories\", table = [{ value = 1, score = 5 }, { value = 9 }]",
    ] {
        assert_eq!(fires(&WRONG_VALUE, &text(good)), [], "{good}");
    }
    for bad in [
        "method = \"scaled\", lower = 50, upper = 50",
        "method = \"scaled\", factor = 0",
        "method = \"percentile_goalposts\", lower = 5, upper = 95",
        "method = \"percentile_goalposts\", lower = 0.9, upper = 0.1",
        "method = \"percentile_rank\", to = [1, 1]",
        "method = \"distance_to_target\", target = nan",
        "method = \"band\", inside = [1, 5], zero = [0, 3]",
        "method = \"two_sided\", centre = { value = inf }",
        "method = \"piecewise\", knots = [[0, 0]]",
        "method = \"piecewise\", knots = [[10, 0], [0, 5]]",
        "method = \"mean_bands\", threshold = -0.1",
        "method = \"categories\", table = [{ value = 1, score = 5 }, { value = 1 }]",
        "method = \"categories\", table = []",
    ] {
        assert_eq!(fires(&WRONG_VALUE, &text(bad)).len(), 1, "{bad}");
    }
    let scale = "[[indicator]]\ncode = \"a\"\nscale = \"category\"\nscorer = \"rank\"\n\
                 [[indicator.option]]\ncode = \"x\"\n";
    assert_eq!(fires(&SCORER_SCALE, scale).len(), 1);
}

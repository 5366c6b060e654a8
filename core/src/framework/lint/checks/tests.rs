use crate::finding::catalogue::{DUPLICATE_CODE, UNKNOWN_REFERENCE, WRONG_VALUE};
use crate::framework::lint::testing::{fires, messages};

const INDICATORS: &str = "[[indicator]]\ncode = 'a'\n[[indicator]]\ncode = 'b'\n\
    [[indicator]]\ncode = 's'\nscale = 'status'\n[[indicator]]\ncode = 't'\n";

fn with(more: &str) -> String {
    format!("ranking = []\n{INDICATORS}{more}")
}

#[test]
fn what_is_right_is_silent() {
    let text = with(
        "plausible = { change = 0.5, step = 3, constant = 4, outlier = 3.5 }\n\
         total = { of = ['a', 'b'], tolerance = 0.05 }\n\
         [coverage]\nunits = true\nindicators = true\nperiods = true\ngroup = 'region'\n\
         [[rule]]\ncode = 'r1'\nover = 'unit'\ncheck = 'values.a <= values.b'\n\
         [[rule]]\ncode = 'r2'\nindicators = ['a']\nwhen = 'year > 2020'\ncheck = 'value < 5.0'\n\
         [[rule]]\ncode = 'r3'\nover = 'series'\ncheck = 'values.all(x, x > 0.0)'\n",
    );
    let found = messages(&text);
    assert!(found.iter().all(|message| message.starts_with("FWK-013")), "{found:?}");
}

#[test]
fn limits_that_limit_nothing() {
    for bad in
        ["change = 0", "step = -1", "outlier = inf", "outlier_among_units = 0", "constant = 1"]
    {
        let text = with(&format!("plausible = {{ {bad} }}\n"));
        assert_eq!(fires(&WRONG_VALUE, &text).len(), 1, "{bad}");
    }
    let text = with("[coverage]\ngroup_gap = 2\n");
    assert_eq!(fires(&WRONG_VALUE, &text).len(), 1);
    let text = format!("ranking = []\n[data]\nlayers = ['self', 'self']\n{INDICATORS}");
    assert_eq!(fires(&WRONG_VALUE, &text).len(), 1, "{:?}", messages(&text));
}

#[test]
fn totals_of_what_cannot_be_added() {
    for bad in ["of = []", "of = ['t']", "of = ['s']", "of = ['a'], tolerance = -1"] {
        let text = with(&format!("total = {{ {bad} }}\n"));
        assert_eq!(fires(&WRONG_VALUE, &text).len(), 1, "{bad}: {:?}", messages(&text));
    }
    assert_eq!(fires(&UNKNOWN_REFERENCE, &with("total = { of = ['a', 'q'] }\n")).len(), 1);
}

#[test]
fn rules_that_are_no_rules() {
    for bad in ["check = 'value >'", "check = ''", "check = 'value < 1.0'\nwhen = 'a b'"] {
        let text = with(&format!("[[rule]]\ncode = 'r'\n{bad}\n"));
        assert_eq!(fires(&WRONG_VALUE, &text).len(), 1, "{bad}: {:?}", messages(&text));
    }
    let unit_with_list =
        "[[rule]]\ncode = 'r'\nover = 'unit'\nindicators = ['a']\ncheck = 'true'\n";
    assert_eq!(fires(&WRONG_VALUE, &with(unit_with_list)).len(), 1);
    for bad in [
        "check = 'valeu < 1.0'",
        "check = 'true'\nindicators = ['q']",
        "over = 'unit'\ncheck = 'values.q > 1.0'",
        "over = 'unit'\ncheck = \"values['q.1'] > 1.0\"",
        "over = 'unit'\ncheck = 'value > 1.0'",
    ] {
        let text = with(&format!("[[rule]]\ncode = 'r'\n{bad}\n"));
        assert_eq!(fires(&UNKNOWN_REFERENCE, &text).len(), 1, "{bad}: {:?}", messages(&text));
    }
    let twice =
        with("[[rule]]\ncode = 'r'\ncheck = 'true'\n[[rule]]\ncode = 'r'\ncheck = 'true'\n");
    assert_eq!(fires(&DUPLICATE_CODE, &twice).len(), 1);
}

#[test]
fn a_misspelt_variable_is_suggested() {
    let found = messages(&with("[[rule]]\ncode = 'r'\ncheck = 'valeu < 1.0'\n"));
    assert!(found.iter().any(|message| message.contains("did you mean `value`?")), "{found:?}");
}

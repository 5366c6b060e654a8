//! Wrong parameters are found, each at its place.

use crate::framework::lint::testing::messages;

#[track_caller]
fn says(text: &str, part: &str) {
    let found = messages(text);
    assert!(found.iter().any(|message| message.contains(part)), "{part}: {found:#?}");
}

#[track_caller]
fn silent(text: &str) {
    assert_eq!(messages(text), Vec::<String>::new());
}

const TWO: &str =
    "[[indicator]]\ncode = 'a'\nparent = 't'\n[[indicator]]\ncode = 'b'\nparent = 't'\n";

#[test]
fn steps_of_indicators() {
    let with = |more: &str| {
        format!(
            "[register]\nunit = [{{ code = 'u', attributes = {{ people = '5' }} }}]\n[[node]]\ncode = 't'\n{TWO}{more}\n"
        )
    };
    silent(&with("denominate = { method = 'register', attribute = 'people' }"));
    says(&with("denominate = { method = 'register', attribute = 'pepole' }"), "no unit has");
    says(&with("denominate = { method = 'ratio', denominator = 'x' }"), "FWK-011");
    says(&with("denominate = { method = 'ratio', denominator = 't' }"), "FWK-011");
    says(
        &with("denominate = { method = 'ratio', denominator = 'a', scale_factor = 0 }"),
        "indicator[1].denominate.scale_factor",
    );
    says(&with("impute = { method = 'group_mean', group = 'x' }"), "indicator[1].impute.group");
    says(&with("impute = { method = 'regression', predictors = ['b'] }"), "other indicator");
    says(&with("impute = { method = 'nearest', k = 0 }"), "impute.k");
    says(&with("impute = { method = 'row_mean', within = 'a' }"), "impute.within");
    says(&with("growth = { back = 0 }"), "growth.back");
    says(&with("treat = { method = 'mad', factor = -1 }"), "treat.factor");
    says(
        &with(
            "scale = 'category'\noption = [{ code = 'x', points = 1 }]\nscorer = 'options'\ntreat = 'mad'",
        ),
        "words, not numbers",
    );
    says(&with("scorer = { method = 'rank', ties = 'ordinal' }"), "for rankings only");
    says(
        &with("scorer = { method = 'distance_to_reference', unit = 'u' }\nfit = 'all'"),
        "cannot be learned over all",
    );
    let node = "[[node]]\ncode = 'n'\ndefaults.impute = { method = 'nearest', k = 0 }\n\
                [[indicator]]\ncode = 'a'\nparent = 'n'\n";
    says(node, "a number above 0 is needed");
    says("[defaults]\nimpute = 'row_mean'\n[[indicator]]\ncode = 'a'\n", "`within` is needed");
    silent(
        "[defaults]\nimpute = 'mean'\ntreat = 'two_stage'\n[[indicator]]\ncode = 'a'\nscale = 'yes_no'\n",
    );
}

#[test]
fn what_is_only_divided_by_is_part_of_something() {
    silent(
        "[screen]\nmeasure = [{ of = 'm', at_least = 1 }]\n[[node]]\ncode = 't'\n[[indicator]]\ncode = 'a'\nparent = 't'\n\
         denominate = { method = 'ratio', denominator = 'd' }\nimpute = { method = 'regression', predictors = ['p'] }\n\
         [[indicator]]\ncode = 'd'\n[[indicator]]\ncode = 'p'\n[[indicator]]\ncode = 'm'\n",
    );
}

#[test]
fn methods_for_weights() {
    let with = |weights: &str| format!("[[node]]\ncode = 't'\nweights = {weights}\n{TWO}");
    silent(&with("{ method = 'pairwise', comparisons = [['a', 'b', 3]] }"));
    says(&with("{ method = 'pairwise', comparisons = [] }"), "are not compared");
    says(&with("{ method = 'pairwise', comparisons = [['a', 'x', 3]] }"), "no child");
    says(&with("{ method = 'pairwise', comparisons = [['a', 'b', 3], ['b', 'a', 3]] }"), "twice");
    says(&with("{ method = 'pairwise', comparisons = [['a', 'b', 0]] }"), "above 0");
    says(&with("'points'"), "has no `points`");
    says(
        &with("{ method = 'budget', experts = [{ a = 60, b = 30 }], total = 100 }"),
        "add up to 90",
    );
    says(&with("{ method = 'budget', experts = [{ a = 60, b = -3 }] }"), "numbers from 0");
    says(
        &with(
            "{ method = 'best_worst', best = 'a', worst = 'b', best_to_others = {}, others_to_worst = { a = 2 } }",
        ),
        "`b` is missing",
    );
    let shares = |shares: &str| {
        format!(
            "[[node]]\ncode = 't'\naggregate = {{ method = 'benefit_of_the_doubt', shares = {shares} }}\n{TWO}"
        )
    };
    silent(&shares("[{ min = 0.1, max = 0.9 }]"));
    says(&shares("[{ min = 0.6, max = 0.9 }]"), "no shares");
    says(
        &shares("[{ min = 0.1, max = 0.9 }, { min = 0, max = 1 }, { min = 0, max = 1 }]"),
        "2 children",
    );
}

#[test]
fn weight_sets() {
    let with = |weights: &str| {
        format!("[[weight_set]]\ncode = 's'\nweights = {weights}\n[[node]]\ncode = 't'\n{TWO}")
    };
    silent(&with("{ a = 1, b = 0 }"));
    says(&with("{ a = 1, x = 0 }"), "FWK-011");
    says(&with("{ a = -1 }"), "FWK-022");
    says(&with("{ a = nan }"), "FWK-003");
    says(&with("{ a = 0, b = 0 }"), "FWK-023");
}

#[test]
fn screening_and_bands() {
    let screen = |keys: &str| format!("[screen]\n{keys}\n[[node]]\ncode = 't'\n{TWO}");
    silent(&screen("available = 0.5\nnon_zero = 0.1\nindicators = 1"));
    says(&screen("available = 50"), "screen.available");
    says(&screen("of = ['x']"), "FWK-011");
    says(&screen("grade = [{ code = 'A' }]"), "at least one");
    says(
        &screen(
            "measure = [{ of = 'a', at_least = 1 }]\ngrade = [{ code = 'A' }, { code = 'B', bar = true }]",
        ),
        "states one of",
    );
    says(&screen("force = [{ unit = 'u', keep = true, reason = ' ' }]"), "a reason is needed");
    let bands = |bands: &str| {
        format!("[[ranking]]\nnode = 't'\nband = {bands}\n[[node]]\ncode = 't'\n{TWO}")
    };
    silent(&bands("[{ code = 'x', count = 16 }, { code = 'y', count = 16 }, { code = 'z' }]"));
    says(&bands("[{ code = 'x' }, { code = 'y', count = 1 }]"), "only the last band");
    says(&bands("[{ code = 'x', share = 0.7 }, { code = 'y', share = 0.7 }]"), "more than 1");
    says(&bands("[{ code = 'x', count = 1 }, { code = 'x', count = 1 }]"), "FWK-010");
}

//! Whole runs: rounding, ranks, views, periods, fits, explanations.

use super::*;
use crate::period::Period;

/// 1.2 and 1.3 make 1.25 in the group. Rounded half up at each tier that is 1.3, and (1.3 + 1)/2 =
/// 1.15 goes to 1.2; rounded at the end only, (1.25 + 1)/2 = 1.125 goes to 1.1.
#[test]
fn rounding_at_each_tier_or_at_the_end() {
    let text = |place: &str| {
        format!(
            "[defaults]\nrounding = {{ digits = 1, rule = 'half_up', place = '{place}' }}\n\
             [[node]]\ncode = 't'\n[[node]]\ncode = 'g'\nparent = 't'\n[[indicator]]\ncode = 'a'\n\
             parent = 'g'\n[[indicator]]\ncode = 'b'\nparent = 'g'\n[[indicator]]\ncode = 'c'\nparent = 't'\n"
        )
    };
    for (place, group, total) in [("each_tier", 1.3, 1.2), ("end", 1.3, 1.1)] {
        let framework = framework(&text(place));
        let card = score(&framework, &observe(&framework, "unit,a,b,c\nu,1.2,1.3,1\n"));
        let shown = |code| card.periods()[0].shown(id(&framework, code)).get(0);
        assert_eq!((shown("g"), shown("t")), (Some(group), Some(total)), "{place}");
        assert_eq!(shown("c"), Some(1.0), "indicators are not rounded");
    }
}

#[test]
fn what_is_ranked_may_be_rounded() {
    let text = |on: &str| {
        format!(
            "[[node]]\ncode = 't'\nrounding = {{ digits = 1 }}\n[[indicator]]\ncode = 'a'\n\
             parent = 't'\n[[ranking]]\nnode = 't'\non = '{on}'\n"
        )
    };
    let ranks = |on| {
        let framework = framework(&text(on));
        let csv = "unit,a\nu1,0.54\nu2,0.51\nu3,0.9\nu4,0.1\n";
        let card = score(&framework, &observe(&framework, csv));
        card.periods()[0].rankings()[0].ranks.clone()
    };
    assert_eq!(ranks("unrounded"), [Some(2.0), Some(3.0), Some(1.0), Some(4.0)]);
    assert_eq!(ranks("rounded"), [Some(2.0), Some(2.0), Some(1.0), Some(4.0)], "1-2-2-4");
}

#[test]
fn units_may_be_scored_and_not_ranked() {
    let framework = framework(
        "[register]\nunit = [{ code = 'a', kind = 'p' }, { code = 'b', ranked = false }, \
         { code = 'c', kind = 'p' }, { code = 'd', kind = 'q' }]\n\
         [[node]]\ncode = 't'\n[[indicator]]\ncode = 'i'\nparent = 't'\n\
         [[ranking]]\nnode = 't'\nwhere = { kind = 'p' }\n[[ranking]]\nnode = 't'\nwhere = { kind = 'q' }\n",
    );
    let card = score(&framework, &observe(&framework, "unit,i\na,1\nb,9\nc,2\nd,3\n"));
    let (period, node) = (&card.periods()[0], id(&framework, "t"));
    assert_eq!(period.score(node).present(), 4);
    assert_eq!(period.rankings()[0].ranks, [Some(2.0), None, Some(1.0), None]);
    assert_eq!(period.rank(node, 3), Some(1.0), "in the ranking that has the unit");
    assert_eq!(period.rank(node, 1), None);
}

/// The pillars of DTI 2022 share main indices: they are views, and the total is not their sum.
#[test]
fn views_and_what_is_not_scored() {
    let framework = framework(
        "[[node]]\ncode = 'total'\naggregate = 'sum'\n\
         [[node]]\ncode = 'pillar'\nview = true\naggregate = 'sum'\nchildren = ['a', 'b']\n\
         [[indicator]]\ncode = 'a'\nparent = 'total'\n[[indicator]]\ncode = 'b'\nparent = 'total'\n\
         [[indicator]]\ncode = 'c'\nparent = 'total'\npoints = 0\n\
         [[indicator]]\ncode = 'd'\nparent = 'total'\nscored = false\n",
    );
    let card = score(&framework, &observe(&framework, "unit,a,b,c,d\nu,1,2,50,60\n"));
    let at = |code| card.periods()[0].score(id(&framework, code)).get(0);
    assert_eq!(
        (at("total"), at("pillar"), at("c"), at("d")),
        (Some(3.0), Some(3.0), Some(50.0), Some(60.0))
    );
    let ranked: Vec<_> = card.periods()[0]
        .rankings()
        .iter()
        .map(|r| framework.item(r.node).unwrap().code.to_string())
        .collect();
    assert_eq!(ranked, ["total"]);
    let total = card.explain(&framework, id(&framework, "total"), 0, &card.periods()[0]).unwrap();
    let parts: Vec<_> = total.children.iter().map(|c| (c.scored, c.contribution)).collect();
    assert_eq!(parts, [(true, Some(1.0)), (true, Some(2.0)), (false, None), (false, None)]);
}

const BASE: &str = "[[indicator]]\ncode = 'i'\nscorer = 'min_max'\n";

/// 2021 runs from 0 to 10, 2022 from 5 to 20. On the frozen scale of 2021 a value of 20 is 2.
#[test]
fn a_base_year_can_be_frozen() {
    let framework = framework(BASE);
    let csv = "unit,period,i\na,2021,0\nb,2021,10\na,2022,5\nb,2022,20\n";
    let observations = observe(&framework, csv);
    let i = id(&framework, "i");
    let free = score(&framework, &observations);
    assert_eq!(free.periods()[1].score(i).iter().collect::<Vec<_>>(), [Some(0.0), Some(1.0)]);
    let fit = free.fit().frozen(Period::from_year(2021));
    let stored: Fit = serde_json::from_str(&serde_json::to_string(&fit).unwrap()).unwrap();
    assert_eq!(stored, fit);
    let frozen = score_with(&framework, &observations, &stored);
    assert_eq!(frozen.periods()[0].score(i), free.periods()[0].score(i));
    assert_eq!(frozen.periods()[1].score(i).iter().collect::<Vec<_>>(), [Some(0.5), Some(2.0)]);
    assert_eq!(frozen.fit().frozen(None), fit, "frozen stays frozen");
    let all = free.fit().clone();
    let again = score_with(
        &framework,
        &observations,
        &serde_json::from_str(&serde_json::to_string(&all).unwrap()).unwrap(),
    );
    assert_eq!(again.periods()[1].score(i), free.periods()[1].score(i));
}

/// Observations without a period are a period of their own, not a base for the others.
#[test]
fn what_has_no_period_teaches_nothing_about_periods() {
    let framework = framework(BASE);
    let csv = "unit,period,i\na,,0\nb,,1000\na,2022,0\nb,2022,1\n";
    let card = score(&framework, &observe(&framework, csv));
    let i = id(&framework, "i");
    assert_eq!(card.periods()[1].score(i).iter().collect::<Vec<_>>(), [Some(0.0), Some(1.0)]);
}

#[test]
fn units_that_are_not_observed_in_a_period_have_no_score_there() {
    let framework = framework(
        "[[node]]\ncode = 's'\nmissing = 'substitute'\nsubstitute = 5\n\
         [[node]]\ncode = 'f'\nformula = '1 + 1'\n\
         [[indicator]]\ncode = 'a'\nparent = 's'\n[[indicator]]\ncode = 'b'\nparent = 's'\n",
    );
    let csv = "unit,period,a,b\nx,2021,1,\ny,2022,1,2\n";
    let card = score(&framework, &observe(&framework, csv));
    for (period, there) in [(0, 0), (1, 1)] {
        let scores = &card.periods()[period];
        assert_eq!(scores.units(), [there]);
        for code in ["s", "f"] {
            let column = scores.score(id(&framework, code));
            assert_eq!((column.present(), column.get(there).is_some()), (1, true), "{code}");
        }
        assert!(scores.rankings().iter().all(|r| r.ranks[1 - there].is_none()));
    }
}

#[test]
fn contributions_add_up_to_the_value() {
    for keys in [
        "missing = 'skip'",
        "missing = 'substitute'\nsubstitute = 3",
        "aggregate = 'sum'\nmissing = 'renormalise'",
        "aggregate = 'sum'\nmissing = 'skip'",
        "missing = 'skip'\nrounding = { digits = 0, place = 'each_tier' }",
    ] {
        let framework = framework(&format!(
            "[[node]]\ncode = 't'\n{keys}\n[[node]]\ncode = 'g'\nparent = 't'\nweight = 3\n\
             rounding = {{ digits = 0, place = 'each_tier' }}\n[[indicator]]\ncode = 'a'\nparent = 'g'\n\
             [[indicator]]\ncode = 'b'\nparent = 't'\nweight = 2\n[[indicator]]\ncode = 'c'\nparent = 't'\n"
        ));
        let card = score(&framework, &observe(&framework, "unit,a,b,c\nu,7.6,,4\n"));
        let scores = &card.periods()[0];
        let total = card.explain(&framework, id(&framework, "t"), 0, scores).unwrap();
        let sum: f64 = total.children.iter().filter_map(|part| part.contribution).sum();
        close(total.value, sum);
    }
    let formula = framework(
        "[[node]]\ncode = 't'\nformula = 'a * 2'\nchildren = ['a']\n[[indicator]]\ncode = 'a'\n",
    );
    let card = score(&formula, &observe(&formula, "unit,a\nu,3\n"));
    let total = card.explain(&formula, id(&formula, "t"), 0, &card.periods()[0]).unwrap();
    assert_eq!((total.value, total.children[0].contribution), (Some(6.0), None));
}

/// A chain of many nodes must not use up the stack.
#[test]
fn deep_graphs_are_scored_and_explained() {
    let mut text = String::from("[[node]]\ncode = 'n0'\n");
    for n in 1..2000 {
        text += &format!("[[node]]\ncode = 'n{n}'\nparent = 'n{}'\n", n - 1);
    }
    text += "[[indicator]]\ncode = 'i'\nparent = 'n1999'\n";
    let framework = framework(&text);
    let card = score(&framework, &observe(&framework, "unit,i\nu,3\n"));
    let root = id(&framework, "n0");
    assert_eq!(card.periods()[0].score(root).get(0), Some(3.0));
    assert!(card.explain(&framework, root, 0, &card.periods()[0]).is_some());
}

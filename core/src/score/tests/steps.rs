//! Steps before the scorer, named in a framework: figures worked by hand.

use super::*;
use crate::period::Period;
use crate::score::panel::Trend;

fn values(card: &Scorecard, framework: &Framework, code: &str) -> Vec<Vec<Option<f64>>> {
    let item = id(framework, code);
    card.periods().iter().map(|scores| scores.score(item).iter().collect()).collect()
}

#[test]
fn values_per_thousand_by_an_indicator_and_by_the_register() {
    let framework = framework(
        "[register]\nunit = [{ code = 'a', attributes = { people = '2000' } }, \
         { code = 'b', attributes = { people = '0' } }, { code = 'c' }]\n\
         [[indicator]]\ncode = 'doctors'\ndenominate = { method = 'register', attribute = 'people', scale_factor = 1000 }\n\
         [[indicator]]\ncode = 'beds'\ndenominate = { method = 'ratio', denominator = 'wards' }\n\
         [[indicator]]\ncode = 'wards'\nscored = false\n",
    );
    let csv = "unit,doctors,beds,wards\na,3,40,8\nb,4,9,0\nc,5,,2\n";
    let card = score(&framework, &observe(&framework, csv));
    assert_eq!(values(&card, &framework, "doctors"), [[Some(1.5), None, None]]);
    assert_eq!(values(&card, &framework, "beds"), [[Some(5.0), None, None]]);
    assert_eq!(codes(&card), ["SCR-010"; 3], "b and c lack people, b has no wards");
    let steps = card.periods()[0].steps(id(&framework, "doctors")).unwrap();
    assert_eq!(steps.as_observed().get(0), Some(3.0));
    assert_eq!(card.periods()[0].observed(id(&framework, "doctors")).get(1), Some(4.0));
    let explained =
        card.explain(&framework, id(&framework, "doctors"), 0, &card.periods()[0]).unwrap();
    assert_eq!((explained.observed, explained.denominated), (Some(3.0), Some(1.5)));
}

#[test]
fn gaps_are_filled_and_stay_marked() {
    let framework = framework(
        "[defaults]\nimpute = { method = 'group_mean', group = 'region' }\n\
         [register]\nunit = [{ code = 'a', attributes = { region = 'n' } }, \
         { code = 'b', attributes = { region = 'n' } }, { code = 'c', attributes = { region = 's' } }, { code = 'd' }]\n\
         [[node]]\ncode = 't'\n[[indicator]]\ncode = 'i'\nparent = 't'\n\
         [[indicator]]\ncode = 'j'\nparent = 't'\nimpute = 'median'\n\
         [[indicator]]\ncode = 'k'\nparent = 't'\nimpute = 'none'\nweight = 0\n",
    );
    let csv = "unit,i,j,k\na,4,1,1\nb,,2,1\nc,,,1\nd,,9,1\n";
    let card = score(&framework, &observe(&framework, csv));
    assert_eq!(values(&card, &framework, "i"), [[Some(4.0), Some(4.0), None, None]]);
    assert_eq!(values(&card, &framework, "j"), [[Some(1.0), Some(2.0), Some(2.0), Some(9.0)]]);
    let scores = &card.periods()[0];
    let (i, j, t) = (id(&framework, "i"), id(&framework, "j"), id(&framework, "t"));
    assert!(scores.is_filled(i, 1) && !scores.is_filled(i, 0) && !scores.is_filled(i, 2));
    assert_eq!(scores.observed(j).get(2), None);
    assert_eq!(scores.coverage(&framework, t, 1), Some(0.5), "what was filled is not covered");
    let explained = card.explain(&framework, t, 1, scores).unwrap();
    let filled: Vec<_> = explained.children.iter().map(|child| child.filled_by).collect();
    assert_eq!(filled, [Some("group_mean"), None, None]);
}

/// 2 lies a fifth of the way from 0 to 10, so the gap is a fifth of the way from 500 to 100.
#[test]
fn gaps_are_filled_by_row_inside_a_node() {
    let framework = framework(
        "[defaults]\nimpute = 'row_mean'\n[[node]]\ncode = 't'\n[[node]]\ncode = 'g'\nparent = 't'\n\
         [[indicator]]\ncode = 'i'\nparent = 'g'\n\
         [[indicator]]\ncode = 'j'\nparent = 'g'\ndirection = 'lower'\n\
         [[indicator]]\ncode = 'k'\nparent = 't'\n",
    );
    let csv = "unit,i,j,k\na,0,500,3\nb,10,100,7\nc,2,,5\n";
    let card = score(&framework, &observe(&framework, csv));
    assert_eq!(values(&card, &framework, "j"), [[Some(500.0), Some(100.0), Some(420.0)]]);
}

#[test]
fn gaps_in_time() {
    let text = |method: &str| {
        format!("[[indicator]]\ncode = 'i'\nimpute = {method}\n[[indicator]]\ncode = 'z'\n")
    };
    let csv =
        "unit,period,i,z\na,2018,10,1\na,2019,,1\na,2020,,1\na,2021,16,1\nb,2018,,1\nb,2019,4,1\n";
    let of = |method: &str| {
        let framework = framework(&text(method));
        let card = score(&framework, &observe(&framework, csv));
        values(&card, &framework, "i").iter().map(|year| (year[0], year[1])).collect::<Vec<_>>()
    };
    let some = Some::<f64>;
    assert_eq!(
        of("{ method = 'latest', max_steps = 1 }"),
        [(some(10.0), None), (some(10.0), some(4.0)), (None, None), (some(16.0), None)]
    );
    let linear = of("'linear'");
    assert_eq!((linear[1].0, linear[2].0), (some(12.0), some(14.0)));
    assert_eq!(linear[0].1, None, "one observation makes no line");
    // b was not observed at all in 2020 and 2021: nobody is made up.
    assert_eq!(of("'linear_constant'")[0].1, some(4.0));
    assert_eq!(of("'linear_constant'")[3].1, None);
}

#[test]
fn a_gap_grows_as_the_union_grows() {
    let framework = framework(
        "[[indicator]]\ncode = 'i'\nimpute = { method = 'group_growth', unit = 'EU' }\n[[indicator]]\ncode = 'z'\n",
    );
    let csv = "unit,period,i,z\nEU,2020,20,1\nEU,2021,30,1\na,2020,10,1\na,2021,,1\n";
    let card = score(&framework, &observe(&framework, csv));
    let a = card.unit("a").unwrap();
    assert_eq!(values(&card, &framework, "i")[1][a], Some(15.0));
}

/// 55 after 50 is 10 percent more; two years of 10 percent are 21 percent.
#[test]
fn change_against_an_earlier_period() {
    let text = |change: &str| format!("[[indicator]]\ncode = 'i'\ngrowth = {change}\n");
    let csv = "unit,period,i\na,2018,50\na,2019,55\na,2020,60.5\nb,2019,7\nb,2020,14\n";
    let of = |change: &str| {
        let framework = framework(&text(change));
        let card = score(&framework, &observe(&framework, csv));
        values(&card, &framework, "i")
    };
    let relative = of("{ factor = 100 }");
    assert_eq!(relative[0], [None, None]);
    close(relative[1][0], 10.0);
    assert_eq!(relative[2][1], Some(100.0));
    close(of("{ base = '2018' }")[2][0], 0.21);
    close(of("{ measure = 'compound', base = '2018', factor = 100 }")[2][0], 10.0);
    close(of("{ measure = 'difference', back = 2 }")[2][0], 10.5);
    close(of("{ measure = 'log' }")[2][1], 2.0_f64.ln());
}

/// 90 is moved to 6, the next largest; over both years the same, with a base year for the later one.
#[test]
fn outliers_are_treated_by_year_over_all_years_or_by_a_base_year() {
    let csv = {
        let rows = |year: u32, values: &[f64]| {
            let lines = values.iter().enumerate();
            lines.map(|(n, v)| format!("u{n},{year},{v}\n")).collect::<String>()
        };
        let first = rows(2021, &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 90.0]);
        format!("unit,period,i\n{first}{}", rows(2022, &[1.0, 2.0, 3.0, 4.0, 5.0, 8.0, 7.0]))
    };
    let of = |more: &str| {
        let framework =
            framework(&format!("[[indicator]]\ncode = 'i'\ntreat = 'winsorise'\n{more}"));
        let card = score(&framework, &observe(&framework, &csv));
        let last: Vec<_> = values(&card, &framework, "i").iter().map(|y| (y[5], y[6])).collect();
        let again: Fit = serde_json::from_str(&serde_json::to_string(card.fit()).unwrap()).unwrap();
        assert_eq!(&again, card.fit());
        last
    };
    let some = Some::<f64>;
    assert_eq!(of(""), [(some(6.0), some(6.0)), (some(8.0), some(7.0))]);
    assert_eq!(of("treat_fit = 'all'"), [(some(6.0), some(8.0)), (some(8.0), some(7.0))]);
    let base = of("treat_fit = { base = '2021' }");
    assert_eq!(base, [(some(6.0), some(6.0)), (some(6.0), some(6.0))]);
}

#[test]
fn scales_of_all_years_or_of_a_base_year() {
    let csv = "unit,period,i\na,2021,0\nb,2021,10\na,2022,5\nb,2022,20\n";
    let of = |more: &str| {
        let framework =
            framework(&format!("[[indicator]]\ncode = 'i'\nscorer = 'min_max'\n{more}"));
        let card = score(&framework, &observe(&framework, csv));
        (values(&card, &framework, "i"), codes(&card))
    };
    assert_eq!(of("").0[1], [Some(0.0), Some(1.0)]);
    assert_eq!(of("fit = 'all'").0, [[Some(0.0), Some(0.5)], [Some(0.25), Some(1.0)]]);
    assert_eq!(of("fit = { base = '2021' }").0[1], [Some(0.5), Some(2.0)]);
    let (none, found) = of("fit = { base = '1999' }");
    assert_eq!((none[0][0], found), (None, vec!["SCR-016"]));
}

#[test]
fn a_stored_fit_takes_the_place_of_the_base_year() {
    let framework =
        framework("[[indicator]]\ncode = 'i'\nscorer = 'min_max'\nfit = { base = '2021' }\n");
    let both = "unit,period,i\na,2021,0\nb,2021,10\na,2022,5\nb,2022,20\n";
    let fit = score(&framework, &observe(&framework, both)).fit().clone();
    let later = observe(&framework, "unit,period,i\na,2022,5\nb,2022,20\n");
    let card = score_with(&framework, &later, &fit);
    assert_eq!(values(&card, &framework, "i"), [[Some(0.5), Some(2.0)]]);
    assert!(card.findings().is_empty());
    assert!(fit.frozen(Period::from_year(2021)) == fit, "it is frozen already");
}

#[test]
fn units_and_indicators_with_too_few_data_are_left_out() {
    let text = |screen: &str| {
        format!(
            "[screen]\n{screen}\n[[node]]\ncode = 't'\nmissing = 'skip'\n\
             [[indicator]]\ncode = 'i'\nparent = 't'\nscorer = 'min_max'\n\
             [[indicator]]\ncode = 'j'\nparent = 't'\n[[indicator]]\ncode = 'k'\nparent = 't'\n"
        )
    };
    let csv = "unit,i,j,k\na,0,0,5\nb,10,,\nc,5,3,\nd,,1,\n";
    let of = |screen: &str| {
        let framework = framework(&text(screen));
        let card = score(&framework, &observe(&framework, csv));
        let kept: Vec<String> = card.periods()[0]
            .included()
            .iter()
            .map(|unit| card.units()[*unit].code.to_string())
            .collect();
        (kept.concat(), values(&card, &framework, "i")[0].clone(), codes(&card))
    };
    let (kept, i, found) = of("available = 0.6666666666666666");
    assert_eq!((kept.as_str(), found), ("ac", vec!["SCR-011"; 2]));
    assert_eq!(i, [Some(0.0), None, Some(1.0), None], "b does not stretch the scale");
    assert_eq!(of("non_zero = 0.5").0, "bcd", "a has two zeros of three");
    assert_eq!(of("available = 0.5\nnon_zero = 0.5").0, "c");
    let forced = "available = 0.5\nforce = [{ unit = 'b', keep = true, reason = 'the capital' }, \
                  { unit = 'a', keep = false, reason = 'in doubt' }]";
    assert_eq!(of(forced).0, "bc");
    let (kept, _, found) = of("indicators = 0.5");
    assert_eq!((kept.as_str(), found), ("abcd", vec!["SCR-012"]));
    assert_eq!(of("of = ['i']\navailable = 1").0, "abc");
}

#[test]
fn a_dropped_indicator_counts_for_nobody() {
    let framework = framework(
        "[screen]\nindicators = 0.5\n[[node]]\ncode = 't'\n\
         [[indicator]]\ncode = 'i'\nparent = 't'\nweight = 1\n[[indicator]]\ncode = 'j'\nparent = 't'\nweight = 1\n\
         [[indicator]]\ncode = 'k'\nparent = 't'\nweight = 2\n",
    );
    let csv = "unit,i,j,k\na,1,3,9\nb,2,2,\nc,2,4,\n";
    let card = score(&framework, &observe(&framework, csv));
    // Without it the rule `propagate` has nothing to propagate.
    assert_eq!(values(&card, &framework, "t"), [[Some(2.0), Some(2.0), Some(3.0)]]);
    assert_eq!(card.periods()[0].dropped(), [id(&framework, "k")]);
}

#[test]
fn grades_of_coverage_ask_for_all_measures() {
    let framework = framework(
        "ranking = []\n[screen]\nmeasure = [{ of = 'x', at_least = 10 }, { of = 'p', at_least = 0.5 }]\n\
         grade = [{ code = 'A', above = 0.5 }, { code = 'B', bar = true }, { code = 'C', below = 0.5 }, { code = 'D' }]\n\
         force = [{ unit = 'f', keep = false, reason = 'by decision' }]\n\
         [[indicator]]\ncode = 'x'\n[[indicator]]\ncode = 'p'\nscale = 'ratio'\n",
    );
    // Above both bars: a, b, f; medians 20 and 0.8. Below: c, d, e; medians 8 and 0.4.
    let csv = "unit,x,p\na,20,0.9\nb,10,0.8\nc,30,0.4\nd,8,0.4\ne,1,0.3\nf,40,0.5\ng,0,0\n";
    let card = score(&framework, &observe(&framework, csv));
    let scores = &card.periods()[0];
    let grades: Vec<_> = (0..7).map(|unit| scores.grade(unit)).collect();
    assert_eq!(grades, [Some(0), Some(1), Some(2), Some(2), Some(3), Some(1), None]);
    assert_eq!(scores.included(), [0, 1]);
    let reason = scores.screened(5).unwrap().reason.clone();
    assert_eq!(reason, screen::Reason::Forced { reason: "by decision".to_owned() });
}

#[test]
fn ranks_within_groups_and_bands() {
    let framework = framework(
        "[register]\nunit = [{ code = 'a', attributes = { r = 'n' } }, { code = 'b', attributes = { r = 's' } }, \
         { code = 'c', attributes = { r = 'n' } }, { code = 'd', attributes = { r = 's' } }, { code = 'e' }]\n\
         [[indicator]]\ncode = 'i'\n\
         [[ranking]]\nnode = 'i'\nties = 'ordinal'\nband = [{ code = 'high', count = 2 }, { code = 'low' }]\n\
         [[ranking]]\nnode = 'i'\nwithin = 'r'\n\
         [[ranking]]\nnode = 'i'\nband = [{ code = 'best', quantile = 0.75 }, { code = 'good', from = 3 }]\n\
         [[ranking]]\nnode = 'i'\norder = 'lowest_first'\nband = [{ code = 'x', share = 0.2 }, { code = 'y', share = 0.4 }]\n",
    );
    let card = score(&framework, &observe(&framework, "unit,i\na,5\nb,4\nc,4\nd,1\ne,3\n"));
    let rankings = card.periods()[0].rankings();
    let some = Some::<f64>;
    assert_eq!(rankings[0].ranks, [some(1.0), some(2.0), some(3.0), some(5.0), some(4.0)]);
    // Two are equal at the second place: both are in.
    assert_eq!(rankings[0].bands, [Some(0), Some(0), Some(0), Some(1), Some(1)]);
    assert_eq!(rankings[1].ranks, [some(1.0), some(1.0), some(2.0), some(2.0), None]);
    // The upper quartile of 1, 3, 4, 4, 5 is 4.
    assert_eq!(rankings[2].bands, [Some(0), Some(0), Some(0), None, Some(1)]);
    // One of five, then two of five; two share the third place.
    assert_eq!(rankings[3].bands, [None, Some(1), Some(1), Some(0), Some(1)]);
    assert_eq!(card.periods()[0].band(id(&framework, "i"), 3), Some(1));
}

const WEIGHTED: &str = "[[indicator]]\ncode = 'a'\nparent = 't'\npoints = 30\n[[indicator]]\ncode = 'b'\n\
     parent = 't'\npoints = 10\n[[indicator]]\ncode = 'c'\nparent = 't'\npoints = 10\n";

#[test]
fn weights_from_people() {
    let total = |weights: &str| {
        let framework =
            framework(&format!("[[node]]\ncode = 't'\nweights = {weights}\n{WEIGHTED}"));
        scores(&framework, "unit,a,b,c\nu,1,0,0\n", "t")[0]
    };
    close(total("'stated'"), 0.6);
    close(total("'equal'"), 1.0 / 3.0);
    close(total("'points'"), 0.6);
    // Consistent comparisons: 4 : 2 : 1.
    close(
        total(
            "{ method = 'pairwise', comparisons = [['a', 'b', 2], ['a', 'c', 4], ['b', 'c', 2]] }",
        ),
        4.0 / 7.0,
    );
    close(
        total(
            "{ method = 'best_worst', best = 'a', worst = 'c', best_to_others = { b = 2, c = 4 }, \
             others_to_worst = { a = 4, b = 2 } }",
        ),
        4.0 / 7.0,
    );
    close(
        total("{ method = 'budget', experts = [{ a = 50, b = 50 }, { a = 100 }], total = 100 }"),
        0.75,
    );
}

#[test]
fn comparisons_that_contradict_each_other_are_reported() {
    let framework = framework(&format!(
        "[[node]]\ncode = 't'\nweights = {{ method = 'pairwise', comparisons = [['a', 'b', 3], ['b', 'c', 3], ['c', 'a', 3]] }}\n{WEIGHTED}"
    ));
    let card = score(&framework, &observe(&framework, "unit,a,b,c\nu,1,0,0\n"));
    assert_eq!(codes(&card), ["SCR-015"]);
}

#[test]
fn weights_from_data_are_learned_and_can_be_frozen() {
    let framework = framework(&format!(
        "[[node]]\ncode = 't'\nweights = 'critic'\nfit = {{ base = '2021' }}\n{WEIGHTED}"
    ));
    let csv = "unit,period,a,b,c\nu,2021,1,4,2\nv,2021,2,3,9\nw,2021,5,1,3\nu,2022,1,1,7\nv,2022,3,1,1\nw,2022,2,1,1\n";
    let observations = observe(&framework, csv);
    let card = score(&framework, &observations);
    let t = id(&framework, "t");
    let weights = |period: usize| {
        card.periods()[period].counting(t).iter().map(|(_, w)| *w).collect::<Vec<_>>()
    };
    assert_eq!(weights(0), weights(1), "b has no spread in 2022, and it does not matter");
    let columns: Vec<Column> =
        ["a", "b", "c"].map(|c| card.periods()[0].score(id(&framework, c)).clone()).into();
    let columns: Vec<&Column> = columns.iter().collect();
    assert_eq!(weights(0), weights::critic(&columns, crate::recipe::Divisor::Sample).unwrap());
    let free = Framework::parse(
        &format!(
            "code = 't'\ntitle = 'T'\n[[node]]\ncode = 't'\nweights = 'first_component'\n{WEIGHTED}"
        ),
        FileFormat::Toml,
    )
    .unwrap();
    let card = score(&free, &observe(&free, csv));
    // In 2021 b falls as a rises, in 2022 it does not vary: no weights in either.
    assert_eq!(codes(&card), ["SCR-014"; 2]);
    assert_eq!(card.periods()[1].score(id(&free, "t")).present(), 0);
}

#[test]
fn weight_sets_by_name() {
    let framework = framework(&format!(
        "[[weight_set]]\ncode = 'x'\nweights = {{ a = 1, b = 3, c = 0 }}\n[[weight_set]]\ncode = 'y'\n\
         weights = {{ b = 40 }}\n[[node]]\ncode = 't'\nweights = 'equal'\n{WEIGHTED}"
    ));
    let observations = observe(&framework, "unit,a,b,c\nu,1,0,0\n");
    let t = id(&framework, "t");
    let total = |set: &str| {
        let card =
            score_as(&framework, &observations, &ScoreOptions::default().weight_set(set)).unwrap();
        assert_eq!(card.weight_set(), Some(set));
        card.periods()[0].score(t).get(0)
    };
    close(total("x"), 0.25);
    close(total("y"), 30.0 / 80.0);
    let unknown = score_as(&framework, &observations, &ScoreOptions::default().weight_set("z"));
    assert_eq!(
        unknown.unwrap_err().to_string(),
        "the framework has no set of weights `z`; there are x, y"
    );
}

#[test]
fn kemeny_and_benefit_of_the_doubt() {
    let framework = framework(
        "[[node]]\ncode = 'k'\naggregate = 'kemeny'\nchildren = ['a', 'b', 'c']\n\
         [[node]]\ncode = 'd'\naggregate = 'benefit_of_the_doubt'\nview = true\nchildren = ['a', 'b', 'c']\n\
         [[indicator]]\ncode = 'a'\n[[indicator]]\ncode = 'b'\n[[indicator]]\ncode = 'c'\n",
    );
    // Two of three put u before v before w.
    let csv = "unit,a,b,c\nu,4,3,1\nv,3,2,3\nw,1,1,2\n";
    assert_eq!(scores(&framework, csv, "k"), [Some(3.0), Some(2.0), Some(1.0)]);
    let benefit = scores(&framework, csv, "d");
    close(benefit[0], 1.0);
    close(benefit[1], 1.0);
    close(benefit[2], 2.0 / 3.0);
    let negative = score(&framework, &observe(&framework, "unit,a,b,c\nu,4,3,-1\nv,3,2,3\n"));
    assert_eq!(codes(&negative), ["SCR-002"]);
}

#[test]
fn trends_of_scores() {
    let framework = framework("[[indicator]]\ncode = 'i'\n");
    let csv = "unit,period,i\na,2018,100\na,2020,121\nb,2019,4\n";
    let card = score(&framework, &observe(&framework, csv));
    let of = |trend| card.trends(id(&framework, "i"), TrendOf::Score, trend).get(0);
    close(of(Trend::Cagr), 0.1);
    close(of(Trend::Change), 21.0);
    close(of(Trend::Slope), 10.5);
}

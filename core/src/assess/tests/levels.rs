//! Thresholds, requirements, ladders.

use super::Truth::{Met, NotMet, Undetermined};
use super::*;

const BANDS: &str = "
[[scheme]]
code = 's'
node = 't'
[[scheme.level]]
code = 'low'
[[scheme.level]]
code = 'mid'
at_least = 70
[[scheme.level]]
code = 'high'
at_least = 90
";

/// Bands are half-open, and 900 tenths are 90.0 although they are not in binary.
#[test]
fn bands_compare_decimals() {
    let framework = framework(&format!("[[indicator]]\ncode = 't'\n{BANDS}"));
    let csv = "unit,t\na,69.99\nb,70\nc,89.9999\nd,90\ne,90.1\n";
    assert_eq!(reached(&framework, csv), ["low", "mid", "mid", "high", "high"]);
    let mut parts = String::from("[[node]]\ncode = 't'\nformula = 'a + b + c'\n");
    for code in ["a", "b", "c"] {
        parts += &format!("[[indicator]]\ncode = '{code}'\nscored = false\n");
    }
    let sums = super::framework(&format!("{parts}{BANDS}"));
    // 0.1 + 0.2 + 89.7 is 90.00000000000001 or 89.99999999999999 in binary, by the order.
    let csv = "unit,a,b,c\nx,0.1,0.2,89.7\ny,89.7,0.2,0.1\nz,29.9,30.3,29.8\nw,30.1,29.8,30.09\n";
    assert_eq!(reached(&sums, csv), ["mid", "high", "high", "high"]);
}

#[test]
fn without_a_value_there_is_no_band() {
    let text = "[[node]]\ncode = 't'\n[[indicator]]\ncode = 'a'\nparent = 't'\n[[indicator]]\ncode = 'b'\nparent = 't'\n";
    let framework = framework(&format!("{text}{BANDS}"));
    let assessment = run(&framework, "unit,a,b\nx,90,\n");
    let unit = &assessment.units()[0];
    assert_eq!(verdicts(unit), [Undetermined; 3]);
    assert_eq!((code(unit.reached()), code(unit.possible())), ("-", "high"));
    assert!(!unit.is_certain());
    assert_eq!(codes(&assessment), ["LVL-004"]);
    let sentence = unit.levels[0].requirements[0].sentence(Lang::En);
    assert_eq!(sentence, "t has no value");
}

const LADDER: &str = "
[[node]]
code = 'all'
[[indicator]]
code = 'p'
parent = 'all'
scale = 'percent'
[[indicator]]
code = 'q'
parent = 'all'
scale = 'yes_no'
[[scheme]]
code = 's'
cumulative = CUMULATIVE
[[scheme.level]]
code = '1'
[[scheme.level.require]]
criterion = 'q'
[[scheme.level]]
code = '2'
[[scheme.level.require]]
criterion = 'p'
at_least = 75
";

#[test]
fn a_ladder_needs_every_rung() {
    let csv = "unit,p,q\na,80,no\nb,80,yes\nc,,yes\nd,80,\ne,70,\n";
    let all = |cumulative: &str| {
        let framework = framework(&LADDER.replace("CUMULATIVE", cumulative));
        let assessment = run(&framework, csv);
        let of = |unit: &UnitAssessment| {
            (code(unit.reached()).to_owned(), code(unit.possible()).to_owned(), unit.is_certain())
        };
        assessment.units().iter().map(of).collect::<Vec<_>>()
    };
    let expect =
        |list: [(&str, &str, bool); 5]| list.map(|(r, p, c)| (r.to_owned(), p.to_owned(), c));
    assert_eq!(
        all("true"),
        expect([
            ("-", "-", true),
            ("2", "2", true),
            ("1", "2", false),
            ("-", "2", false),
            ("-", "1", false)
        ])
    );
    assert_eq!(
        all("false"),
        expect([
            ("2", "2", true),
            ("2", "2", true),
            ("1", "2", false),
            ("2", "2", true),
            ("-", "1", false)
        ])
    );
}

#[test]
fn a_level_of_requirements_alone_asks_for_nothing_else() {
    let framework = framework(
        "[[node]]\ncode = 't'\n[[indicator]]\ncode = 'a'\nparent = 't'\n\
         [[indicator]]\ncode = 'q'\nscale = 'yes_no'\nscored = false\n\
         [[scheme]]\ncode = 's'\nnode = 't'\n[[scheme.level]]\ncode = '1'\n\
         [[scheme.level.require]]\ncriterion = 'q'\n",
    );
    // The value of the node is not asked for, so its absence does not matter.
    let assessment = run(&framework, "unit,a,q\nx,,yes\ny,5,no\nz,5,\n");
    let found: Vec<_> = assessment.units().iter().flat_map(verdicts).collect();
    assert_eq!(found, [Met, NotMet, Undetermined]);
}

fn thresholds(otherwise: &str) -> Framework {
    framework(&format!(
        "[register]\nunit = [{{ code = 'a', attributes = {{ region = 'núi' }} }}, \
         {{ code = 'b', attributes = {{ region = 'biển' }} }}, {{ code = 'c' }}]\n\
         [[indicator]]\ncode = 'i'\n[[scheme]]\ncode = 's'\n[[scheme.level]]\ncode = '1'\n\
         [[scheme.level.require]]\ncriterion = 'i'\n\
         at_least = {{ by = 'region', values = {{ 'núi' = 10, 'biển' = 20 }}{otherwise} }}\n"
    ))
}

/// A threshold left to a lower authority is undetermined until it is set; that is not "not met".
#[test]
fn thresholds_by_attribute() {
    let csv = "unit,i\na,10\nb,10\nc,10\n";
    let verdict = |framework: &Framework| -> Vec<Truth> {
        run(framework, csv).units().iter().flat_map(verdicts).collect()
    };
    assert_eq!(verdict(&thresholds("")), [Met, NotMet, Undetermined]);
    assert_eq!(verdict(&thresholds(", otherwise = 10")), [Met, NotMet, Met]);
    let assessment = run(&thresholds(""), csv);
    let unset = &assessment.units()[2].levels[0].requirements[0];
    assert_eq!(unset.sentence(Lang::En), "i 10 (the threshold is not set)");
    assert_eq!(unset.sentence(Lang::Vi), "i 10 (ngưỡng chưa được quy định)");
}

#[test]
fn thresholds_by_period() {
    let framework = framework(
        "[[indicator]]\ncode = 'i'\n[[scheme]]\ncode = 's'\nnode = 'i'\n[[scheme.level]]\ncode = '1'\n\
         at_least = { by = 'period', values = { 2021 = 50, 2022 = 60 } }\n",
    );
    let assessment = run(&framework, "unit,period,i\nx,2021,55\nx,2022,55\nx,2023,55\n");
    let found: Vec<_> = assessment.units().iter().flat_map(verdicts).collect();
    assert_eq!(found, [Met, NotMet, Undetermined]);
    assert_eq!(assessment.units()[1].period.map(|p| p.to_string()).as_deref(), Some("2022"));
}

#[test]
fn every_comparison() {
    let level = |keys: &str| {
        format!(
            "[[scheme.level]]\ncode = '{}'\n[[scheme.level.require]]\ncriterion = 'i'\n{keys}\n",
            keys.split(' ').next().unwrap()
        )
    };
    let levels: String =
        ["at_least = 5", "more_than = 5", "at_most = 5", "less_than = 5", "exactly = 5"]
            .iter()
            .map(|keys| level(keys))
            .collect();
    let text = format!(
        "[severity]\nlevel_order = 'info'\n[[indicator]]\ncode = 'i'\n[[scheme]]\ncode = 's'\n{levels}"
    );
    let framework = framework(&text);
    let assessment = run(&framework, "unit,i\na,4.9\nb,5\nc,5.1\n");
    let found: Vec<Vec<bool>> = assessment
        .units()
        .iter()
        .map(|unit| verdicts(unit).into_iter().map(|verdict| verdict == Met).collect())
        .collect();
    assert_eq!(found[0], [false, false, true, true, false]);
    assert_eq!(found[1], [true, false, true, false, true]);
    assert_eq!(found[2], [true, true, false, false, false]);
}

#[test]
fn combinations_and_their_sentences() {
    let framework = framework(
        "[[node]]\ncode = 'n'\n[[indicator]]\ncode = 'p'\nname = { vi = 'Tỷ lệ', en = 'Share' }\nparent = 'n'\n\
         [[indicator]]\ncode = 'q'\nparent = 'n'\nscale = 'status'\n[[indicator]]\ncode = 'r'\nparent = 'n'\nscale = 'yes_no'\n\
         [[scheme]]\ncode = 's'\n[[scheme.level]]\ncode = '1'\n[[scheme.level.require]]\n\
         any = [{ criterion = 'p', at_least = 90.5 }, { criterion = 'q' }, { criterion = 'r' }]\ncount = 2\n\
         [[scheme.level]]\ncode = '2'\n[[scheme.level.require]]\nname = { vi = 'Cả hai', en = 'Both' }\n\
         all = [{ criterion = 'p', more_than = 10, at_most = 100 }, { not = { criterion = 'r' } }]\n",
    );
    let csv = "unit,p,q,r\na,90.5,not_met,yes\nb,90.5,,no\nc,50,not_met,no\n";
    let assessment = run(&framework, csv);
    let of = |unit: usize| verdicts(&assessment.units()[unit]);
    assert_eq!(
        (of(0), of(1), of(2)),
        (vec![Met, NotMet], vec![Undetermined, Met], vec![NotMet, Met])
    );
    let sentence = |unit: usize, level: usize, lang| {
        assessment.units()[unit].levels[level].requirements[0].sentence(lang)
    };
    assert_eq!(
        sentence(0, 0, Lang::Vi),
        "ít nhất 2 trong 3: Tỷ lệ 90,5 (yêu cầu ≥ 90,5); q: chưa đạt; r: đạt"
    );
    assert_eq!(
        sentence(1, 0, Lang::En),
        "at least 2 of 3: Share 90.5 (required ≥ 90.5); q: nothing is known; r: not met"
    );
    assert_eq!(
        sentence(0, 1, Lang::En),
        "Both: Share 90.5 (required > 10) and Share 90.5 (required ≤ 100) and must not be (r: met)"
    );
}

/// Place 3 of 4 with a tie 1-2-2-4: two units are second.
#[test]
fn places_in_the_ranking() {
    let framework = framework(
        "[[node]]\ncode = 't'\n[[indicator]]\ncode = 'i'\nparent = 't'\n[[scheme]]\ncode = 's'\nnode = 't'\n\
         [[scheme.level]]\ncode = 'others'\n[[scheme.level]]\ncode = 'best'\nrank_at_most = 2\n",
    );
    let csv = "unit,i\na,5\nb,7\nc,7\nd,9\n";
    assert_eq!(reached(&framework, csv), ["others", "best", "best", "best"]);
    let assessment = run(&framework, csv);
    let best = &assessment.units()[0].levels[1];
    let missing: Vec<_> = best.missing().map(|r| r.sentence(Lang::En)).collect();
    assert_eq!(missing, ["rank 4 (required up to 2)"]);
}

#[test]
fn rounded_values_may_be_banded() {
    let text = |on: &str| {
        format!(
            "[[node]]\ncode = 't'\nrounding = {{ digits = 0 }}\n[[indicator]]\ncode = 'i'\nparent = 't'\n{}",
            BANDS.replace("node = 't'", &format!("node = 't'\non = '{on}'"))
        )
    };
    let csv = "unit,i\na,89.5\n";
    assert_eq!(reached(&framework(&text("rounded")), csv), ["high"]);
    assert_eq!(reached(&framework(&text("unrounded")), csv), ["mid"]);
}

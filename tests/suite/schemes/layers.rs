//! A15: self-assessed, appraised and decided kept apart and put beside each other.

use super::{one, scheme_file};
use chuan::assess::recognition::{ActKind, RecognitionState, Recognitions};
use chuan::assess::{Assessment, Layer, LayerValue, assess, compare_layers};
use chuan::check::{CheckOptions, Checker};
use chuan::framework::Framework;
use chuan::framework::spec::CriterionStatus::{BasicallyMet, Met, NotMet};
use std::fmt::Write;

/// A commune that says 19 of 19, is appraised with 17, and decided with one criterion "basically
/// met" (the statuses are made up; the scheme and its titles are real).
fn commune() -> String {
    let mut csv = String::from("unit,layer,indicator,value,status\n");
    for (layer, last_two) in [
        ("self", ["met", "met"]),
        ("appraised", ["basically_met", "not_met"]),
        ("decided", ["met", "basically_met"]),
    ] {
        for n in 1..=19 {
            let status = if n < 18 { "met" } else { last_two[n - 18] };
            writeln!(csv, "x,{layer},c{n:02},,{status}").unwrap();
        }
    }
    csv + "y,self,c01,,met\n"
}

fn assessed(framework: &Framework, layer: &str) -> Assessment {
    let mut options = CheckOptions::default();
    options.layer = Some(layer.to_owned());
    let mut checker = Checker::new(framework, options);
    checker.read_csv("data.csv", commune().as_bytes()).unwrap();
    let checked = checker.finish();
    assert!(!checked.findings.has_errors(), "{:#?}", checked.findings);
    let card = chuan::score::score(framework, &checked.observations);
    assess(framework, &checked.observations, &card)
}

#[test]
fn a15_layers_side_by_side() {
    let framework = scheme_file("new-rural-2021-2025");
    let layers = ["self", "appraised", "decided"];
    let assessments = layers.map(|layer| assessed(&framework, layer));
    let beside: Vec<Layer<'_>> = layers
        .iter()
        .zip(&assessments)
        .map(|(name, assessment)| Layer { name, assessment })
        .collect();
    let acts = "unit,scheme,act,level,date,by,votes_for,votes\n\
        x,title,self_assessed,standard,2024-01-10,,,\nx,title,appraised,basic,2024-03-01,,,\n\
        x,title,voted,basic,2024-03-20,,20,20\nx,title,recognised,basic,2024-04-02,province,,\n\
        x,title,revoked,,2024-09-01,province,,\n";
    let (acts, faults) = Recognitions::read_csv(acts.as_bytes(), &framework).unwrap();
    assert_eq!(faults, []);
    let compared =
        compare_layers(&framework, &beside, Some((&acts, "2024-06-30".parse().unwrap())));
    assert_eq!(compared.layers, layers);
    let of = |unit: &str| {
        let mut units = compared.units.iter();
        units.find(|one| one.unit == *unit && one.scheme == *"title").unwrap()
    };
    let commune = of("x");
    let reached: Vec<Option<&str>> = commune
        .levels
        .iter()
        .map(|level| level.as_ref().unwrap().reached.as_ref().map(|code| code.as_str()))
        .collect();
    assert_eq!(reached, [Some("standard"), None, Some("basic")]);
    assert!(commune.levels_differ());
    // Exactly the two criteria in which they differ, each with what each layer has.
    let differing: Vec<(&str, Vec<Option<LayerValue>>)> = commune
        .differing()
        .map(|criterion| (criterion.code.as_str(), criterion.cells.clone()))
        .collect();
    let cells = |statuses: [_; 3]| statuses.map(|status| Some(LayerValue::Status(status))).to_vec();
    assert_eq!(
        differing,
        [("c18", cells([Met, BasicallyMet, Met])), ("c19", cells([Met, NotMet, BasicallyMet])),]
    );
    assert!(commune.criteria.len() >= 19);
    // What the acts say stands beside what the data say: a vote of 20 of 20, a decision.
    let act = |kind| commune.act_level(kind).map(|code| code.as_str());
    assert_eq!(act(ActKind::SelfAssessed), Some("standard"));
    assert_eq!(act(ActKind::Appraised), Some("basic"));
    assert_eq!(act(ActKind::Voted), Some("basic"));
    assert_eq!(act(ActKind::Recognised), Some("basic"));
    let standing = commune.recognition.as_ref().unwrap();
    assert_eq!(standing.state, RecognitionState::Recognised);
    assert_eq!(standing.steps[2].votes, Some((20, 20)));
    // Only the unit itself has said anything of `y`.
    let other = of("y");
    assert!(other.levels[0].is_some() && other.levels[1].is_none() && other.levels[2].is_none());
    assert!(other.levels_differ());
    assert_eq!(other.differing().count(), 1);
    // Nothing is mixed: each layer is what it is alone.
    let alone = one(&assessments[1], "x", "title");
    assert!(alone.reached().is_none());
}

//! OCOP stars: council, bands, mandatory requirements, recognition and its end.

use super::{assessed, levels, one, pair, scheme_file};
use chuan::assess::Truth;
use chuan::assess::recognition::{Competence, RecognitionState, Recognitions};
use chuan::text::Lang;
use chuan_tests::root;

/// A6: mean over the council, half-open bands, mandatory requirements; A15: the steps apart.
#[test]
fn a6_stars_of_ocop() {
    let framework = scheme_file("ocop");
    let csv = std::fs::read_to_string(root().join("examples/schemes/ocop-products.csv")).unwrap();
    let assessment = assessed(&framework, &csv);
    // Three members give 90, 89 and 90 points: a mean of 89.67.
    assert_eq!(levels(&assessment, "honey", "stars"), pair("4", "4"));
    // 36.1 + 22.4 + 31.5 and so on are 90 on paper, each.
    assert_eq!(levels(&assessment, "tea", "stars"), pair("5", "5"));
    assert_eq!(levels(&assessment, "mat", "stars"), pair("3", "3"));
    assert_eq!(levels(&assessment, "rice", "stars"), pair("4", "4"));
    // Points without the mandatory requirements are no star, and unknown ones leave it open.
    let lacking = assessed(
        &framework,
        "unit,a1,b1,c1,mandatory_3,mandatory_4\nx,35,22,30,met,not_met\ny,35,22,30,,\n",
    );
    assert_eq!(levels(&lacking, "x", "stars"), pair("3", "3"));
    assert_eq!(levels(&lacking, "y", "stars"), pair("2", "4"));
    // 89.5 has a star: the text's "70-89" and "90-100" leave it without one.
    let between = assessed(
        &framework,
        "unit,a1,b1,c1,mandatory_3,mandatory_4,mandatory_5\nx,36.5,22.5,30.5,met,met,met\n",
    );
    assert_eq!(levels(&between, "x", "stars"), pair("4", "4"));
}

/// A13, A14, A15: validity, revocation, end of the subject, authority by star and day.
#[test]
fn a13_a14_a15_recognition_of_ocop_products() {
    let framework = scheme_file("ocop");
    let folder = root().join("examples/schemes");
    let file = std::fs::File::open(folder.join("ocop-recognitions.csv")).unwrap();
    let (acts, faults) = Recognitions::read_csv(file, &framework).unwrap();
    assert!(faults.is_empty(), "{faults:?}");
    let csv = std::fs::read_to_string(folder.join("ocop-products.csv")).unwrap();
    let assessment = assessed(&framework, &csv);
    let on = |unit: &str, day: &str| {
        let result = one(&assessment, unit, "stars");
        let unit = assessment.unit(result).unwrap();
        acts.standing(&framework.schemes()[0], unit, day.parse().unwrap(), Some(result))
    };
    let honey = on("honey", "2025-08-01");
    assert_eq!(honey.state, RecognitionState::Recognised);
    assert_eq!(honey.until.unwrap().to_string(), "2028-01-14");
    assert_eq!(honey.competence, Competence::Competent);
    assert_eq!(honey.meets_recognised, Some(Truth::Met));
    let steps: Vec<_> = honey
        .steps
        .iter()
        .map(|act| (act.kind.as_str(), act.level.as_ref().unwrap().as_str()))
        .collect();
    assert_eq!(steps, [("self_assessed", "5"), ("appraised", "4"), ("recognised", "4")]);
    // Those who act have the names of the scheme, whether they recognise or not.
    let by = |step: usize| {
        let act = &honey.steps[step];
        honey.authority_label(act.by.as_ref().unwrap(), Lang::Vi).to_owned()
    };
    assert_eq!((by(1), by(2)), ("hội đồng".to_owned(), "cấp tỉnh".to_owned()));
    // Meets the criteria of five stars and is not recognised: two facts.
    let tea = on("tea", "2025-08-01");
    assert_eq!((tea.state, tea.met.as_ref().unwrap().as_str()), (RecognitionState::Pending, "5"));
    assert!(tea.meets_without_recognition());
    assert_eq!(on("mat", "2025-02-28").state, RecognitionState::Recognised);
    assert_eq!(on("mat", "2025-03-01").state, RecognitionState::Expired);
    assert_eq!(on("rice", "2025-02-09").state, RecognitionState::Recognised);
    assert_eq!(on("rice", "2025-02-10").state, RecognitionState::Revoked);
}

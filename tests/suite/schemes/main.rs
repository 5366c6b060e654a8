//! Schemes of levels: the patterns A1 to A17 of accreditation schemes, each by a real scheme of
//! `examples/schemes` or, where none is sourced, by a constructed one that says so. A file for each
//! family of schemes.

#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, clippy::indexing_slicing)]

mod constructed;
mod hospitals;
mod indices;
mod layers;
mod new_rural;
mod ocop;
mod paper_ties;
mod patterns;
mod schools;

use chuan::assess::{Assessment, UnitAssessment, assess};
use chuan::check::{CheckOptions, Checker};
use chuan::framework::{FileFormat, Framework};
use chuan_tests::root;

fn scheme_file(name: &str) -> Framework {
    let file = root().join("examples/schemes").join(format!("{name}.toml"));
    Framework::load(&file).unwrap().into_result().unwrap_or_else(|f| panic!("{name}: {f:#?}"))
}

/// A constructed framework.
fn constructed(text: &str) -> Framework {
    Framework::parse(&format!("code = 't'\ntitle = 'Constructed'\n{text}"), FileFormat::Toml)
        .unwrap_or_else(|findings| panic!("{findings:#?}"))
}

fn assessed(framework: &Framework, csv: &str) -> Assessment {
    let mut checker = Checker::new(framework, CheckOptions::default());
    checker.read_csv("data.csv", csv.as_bytes()).unwrap();
    let checked = checker.finish();
    assert!(!checked.findings.has_errors(), "{:#?}", checked.findings);
    let card = chuan::score::score(framework, &checked.observations);
    assess(framework, &checked.observations, &card)
}

fn one<'a>(assessment: &'a Assessment, unit: &str, scheme: &str) -> &'a UnitAssessment {
    let found = assessment.units().iter().rfind(|r| r.unit_code == *unit && r.scheme == *scheme);
    found.unwrap_or_else(|| panic!("{unit} is not assessed by {scheme}"))
}

/// The level reached for certain and the level possible.
fn levels(assessment: &Assessment, unit: &str, scheme: &str) -> (String, String) {
    let result = one(assessment, unit, scheme);
    let code = |level: Option<&chuan::assess::LevelResult>| {
        level.map_or_else(|| "-".to_owned(), |level| level.code.to_string())
    };
    (code(result.reached()), code(result.possible()))
}

fn pair(reached: &str, possible: &str) -> (String, String) {
    (reached.to_owned(), possible.to_owned())
}

#[test]
fn every_scheme_file_is_right() {
    let mut count = 0;
    for entry in std::fs::read_dir(root().join("examples/schemes")).unwrap() {
        let file = entry.unwrap().path();
        if file.extension().is_some_and(|extension| extension == "toml") {
            let loaded = Framework::load(&file).unwrap();
            assert!(loaded.findings.is_empty(), "{}: {:#?}", file.display(), loaded.findings);
            count += 1;
        }
    }
    assert!(count >= 9, "{count}");
}

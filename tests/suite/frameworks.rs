//! The frameworks of the examples and of the tests are right: they can be read, and nothing in them is an error.

#![allow(clippy::unwrap_used, clippy::panic)]

use chuan::finding::{Findings, Severity};
use chuan::framework::{FileFormat, Framework};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// All framework files of the repository, sorted.
fn files() -> Vec<PathBuf> {
    let entries = |folder: &str| {
        let folder = root().join(folder);
        fs::read_dir(&folder)
            .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
            .map(|entry| entry.unwrap().path())
            .collect::<Vec<_>>()
    };
    let examples = entries("examples").into_iter().map(|folder| folder.join("framework.toml"));
    let tests = entries("tests/frameworks");
    let mut files: Vec<PathBuf> = examples
        .chain(tests)
        .filter(|file| file.extension().is_some_and(|extension| extension == "toml"))
        .filter(|file| file.is_file())
        .collect();
    files.sort();
    files
}

/// The text without its `[tables]`: there is no folder to look for them when a text is checked.
fn without_tables(text: &str) -> String {
    let mut inside = false;
    let kept = text.lines().filter(|line| {
        if line.starts_with('[') {
            inside = *line == "[tables]";
        }
        !inside
    });
    kept.collect::<Vec<_>>().join("\n")
}

fn check(text: &str) -> (Option<Framework>, Findings) {
    Framework::check_text(text, FileFormat::Toml, None)
}

fn errors(findings: &Findings) -> Vec<&'static str> {
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
    errors.map(|finding| finding.code()).collect()
}

#[test]
fn every_framework_file_is_right() {
    let files = files();
    assert!(files.len() >= 15, "only {} framework files were found", files.len());
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let (framework, findings) = check(&without_tables(&text));
        if text.contains("\nindicators = ") {
            // Its indicators stand in the table, so all its groups are empty.
            assert!(errors(&findings).iter().all(|code| *code == "FWK-015"), "{findings:#?}");
            continue;
        }
        assert_eq!(errors(&findings), [""; 0], "{}: {findings:#?}", file.display());
        assert!(framework.is_some(), "{}", file.display());
    }
}

#[test]
fn tables_are_the_only_thing_that_a_text_alone_lacks() {
    let mut with_units = Vec::new();
    for file in files() {
        let text = fs::read_to_string(&file).unwrap();
        if text.contains("\nunits = ") {
            let (_, findings) = check(&text);
            assert_eq!(errors(&findings), ["FWK-070"], "{}: {findings:#?}", file.display());
            with_units.push(file);
        }
    }
    assert!(!with_units.is_empty());
}

#[test]
fn the_shape_of_the_examples() {
    let read = |name: &str| {
        let text = fs::read_to_string(root().join("examples").join(name).join("framework.toml"));
        check(&without_tables(&text.unwrap())).0.unwrap()
    };

    let dti = read("dti-2022");
    let total = dti.item(dti.find("dti").unwrap()).unwrap();
    let points: f64 = total
        .children
        .iter()
        .filter(|child| child.scored)
        .filter_map(|child| dti.item(child.item)?.points)
        .sum();
    assert_eq!(points, 1000.0);
    assert!(!dti.item(dti.find("smart_city").unwrap()).unwrap().scored);
    // Awareness belongs to the total, to the foundation group and to all three pillars.
    assert_eq!(dti.item(dti.find("digital_awareness").unwrap()).unwrap().parents.len(), 5);

    let school = read("political-school");
    let root = school.item(school.find("school_standard").unwrap()).unwrap();
    assert_eq!(root.children.len(), 6);
    assert_eq!(school.spec().milestones.len(), 4);
    assert!(school.rankings().is_empty());

    let digital = read("digital-nghe-an");
    let targets: usize = digital.spec().indicators.iter().map(|i| i.targets.len()).sum();
    assert_eq!(targets, 20 + 3 + 3 + 2 + 3);
    let surveyed = digital.spec().indicators.iter().filter(|i| i.survey_required).count();
    assert_eq!(surveyed, 4);
    assert!(digital.spec().indicators.iter().all(|indicator| indicator.baseline.is_none()));
}

//! Nothing of the reference data is passed over: what is new there and not yet part of a test fails here.

#![allow(clippy::unwrap_used)]

use chuan_tests::conformance::manifest::Manifest;
use chuan_tests::{root, shared};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// All files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// The text of all tests but this one.
fn tests() -> String {
    let folders = [root().join("tests/suite"), root().join("core/tests"), root().join("core/src")];
    let is_test = |path: &PathBuf| {
        let inside = path.strip_prefix(root()).unwrap();
        let below_tests = inside.components().any(|part| {
            let name = part.as_os_str();
            name == "tests" || name == "tests.rs" || name == "suite"
        });
        below_tests
            && path.extension().is_some_and(|kind| kind == "rs")
            && !path.ends_with("suite/reference.rs")
    };
    let all = folders.iter().flat_map(|folder| files(folder));
    all.filter(is_test).map(|path| fs::read_to_string(path).unwrap()).collect()
}

/// Every table of the golden file is named by a test.
#[test]
fn every_golden_value_is_part_of_a_test() {
    let Some(shared) = shared() else { return };
    let text = fs::read_to_string(shared.join("reference/methods_golden/golden.json")).unwrap();
    let golden: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&text).unwrap();
    let tests = tests();
    let lost: Vec<&String> =
        golden.keys().filter(|key| !tests.contains(&format!("\"{key}\""))).collect();
    assert!(golden.len() >= 50 && lost.is_empty(), "no test names {lost:?}");
}

/// Every index has a framework file and a test, and so has every file of its published figures.
#[test]
fn every_published_index_is_part_of_a_test() {
    let Some(shared) = shared() else { return };
    let tests = tests();
    let mut lost = Vec::new();
    let mut indices = 0;
    for entry in fs::read_dir(shared.join("reference/published")).unwrap() {
        let folder = entry.unwrap().path();
        if !folder.is_dir() {
            continue;
        }
        indices += 1;
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        for file in files(&folder) {
            let file = file.file_name().unwrap().to_string_lossy().into_owned();
            if file.starts_with("expected") && !tests.contains(&file) {
                lost.push(format!("{name}/{file}"));
            }
        }
        if !tests.contains(&name) {
            lost.push(name);
        }
    }
    assert!(indices >= 6 && lost.is_empty(), "no test names {lost:?}");
}

/// Every file of the cases belongs to one, so that none is left out of the manifest; every case of the
/// manifest is run by the suite `conformance`, which takes them all.
#[test]
fn every_file_of_the_cases_belongs_to_one() {
    let Some(shared) = shared() else { return };
    let folder = shared.join("reference/coinr");
    let manifest = Manifest::read(&folder.join("manifest.json")).unwrap();
    let inputs = manifest.inputs.iter().map(|input| input.file.clone());
    let expected = manifest.cases.iter().filter_map(|case| case.expected.file.clone());
    let named: BTreeSet<PathBuf> = inputs.chain(expected).map(|file| folder.join(file)).collect();
    let lost: Vec<PathBuf> = files(&folder)
        .into_iter()
        .filter(|file| file.extension().is_some_and(|kind| kind == "csv") && !named.contains(file))
        .collect();
    assert!(!named.is_empty() && lost.is_empty(), "in no case: {lost:?}");
}

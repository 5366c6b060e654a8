//! The cases of the reference manifest, done by the engine.

#![allow(clippy::unwrap_used, clippy::panic)]

use chuan_tests::conformance::manifest::Manifest;
use chuan_tests::conformance::{Outcome, run};
use chuan_tests::shared;

/// Every case passes at its stated tolerance; those whose expected values are random, in distribution.
#[test]
fn every_case_passes() {
    let Some(shared) = shared() else { return };
    let folder = shared.join("reference/coinr");
    let manifest = Manifest::read(&folder.join("manifest.json")).unwrap();
    let out = tempfile::tempdir().unwrap();
    let report = run(&folder, Some(out.path())).unwrap();
    let mut passed = 0;
    for (case, (id, outcome)) in manifest.cases.iter().zip(&report.cases) {
        assert_eq!(case.id, *id);
        match outcome {
            Outcome::Pass(_) => passed += 1,
            other => panic!("{id}: {other:?}"),
        }
        if case.expected.kind == "table" {
            assert!(out.path().join(format!("{id}.csv")).is_file(), "{id} was not written");
        }
    }
    assert!(passed >= 87, "{passed}");
}

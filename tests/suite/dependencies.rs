//! Without its features the core rests only on what the domain and the scoring need.

#![allow(clippy::unwrap_used)]

use std::process::Command;

/// Direct dependencies of the core with default features off, and why each is there.
const NEEDED: [(&str, &str); 13] = [
    ("chrono", "dates"),
    ("foldhash", "hashing of keys"),
    ("indexmap", "maps in the order of the file"),
    ("jsonc-parser", "frameworks in JSON, with places"),
    ("memchr", "lines and quotes of logs"),
    ("serde", "frameworks and results as data"),
    ("serde_json", "canonical form"),
    ("serde_path_to_error", "places of wrong values"),
    ("sha2", "provenance"),
    ("strsim", "suggestions"),
    ("thiserror", "errors"),
    ("toml", "frameworks in TOML, with places"),
    ("unicode-normalization", "NFC"),
];

/// Crates of readers, frames, bindings and programs that a service must not have to build.
const REFUSED: [&str; 12] = [
    "csv",
    "csv-core",
    "saphyr",
    "schemars",
    "arrow",
    "arrow-array",
    "pyo3",
    "clap",
    "rayon",
    "nalgebra",
    "tokio",
    "regex",
];

#[test]
fn the_core_alone_is_light() {
    let tree = |depth: &str| {
        let output = Command::new(env!("CARGO"))
            .args(["tree", "--offline", "-p", "chuan", "--no-default-features", "-e", "normal"])
            .args(["--prefix", "none", "--format", "{p}", "--depth", depth])
            .current_dir(chuan_tests::root())
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8(output.stdout).unwrap();
        let name = |line: &str| line.split(' ').next().map(str::to_owned);
        let mut names: Vec<String> = text.lines().skip(1).filter_map(name).collect();
        names.sort();
        names.dedup();
        names
    };
    let needed: Vec<&str> = NEEDED.iter().map(|(name, _)| *name).collect();
    assert_eq!(tree("1"), needed);
    let all = tree("99");
    for refused in REFUSED {
        assert!(!all.iter().any(|name| name == refused), "{refused} is built without features");
    }
}

//! The specifications in `tests/rules`, one per rule of the catalogue, are true.
//!
//! `UPDATE_RULES=1 cargo test -p chuan-tests --test rules` writes what was found into the
//! specifications. That is for authors: read every change before you keep it.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "what fails here fails the test"
)]

mod expect;
mod run;
mod specification;

use chuan::finding::{Finding, catalogue};
use chuan::text::Lang;
use expect::Expected;
use specification::Specification;
use std::collections::BTreeSet;
use std::path::PathBuf;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("rules")
}

/// Codes of the files that are there, whatever is in them.
fn codes_of_files() -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder()).expect("tests/rules can be read");
    let names = entries.map(|entry| entry.expect("a file").file_name());
    names.filter_map(|name| Some(name.to_str()?.strip_suffix(".md")?.to_owned())).collect()
}

fn specifications() -> Vec<Specification> {
    let read = |code: &String| {
        let file = folder().join(format!("{code}.md"));
        let text = std::fs::read_to_string(&file).expect("a specification can be read");
        Specification::parse(code, &text).unwrap_or_else(|fault| panic!("{code}.md: {fault}"))
    };
    codes_of_files().iter().filter(|code| *code != "README").map(read).collect()
}

fn fail_if(faults: &[String]) {
    assert!(faults.is_empty(), "\n\n{}\n", faults.join("\n"));
}

#[test]
fn every_scenario_finds_what_it_says() {
    let set = |name| std::env::var_os(name).is_some();
    let update = set("UPDATE_RULES") && !set("CI");
    let mut faults = Vec::new();
    for specification in specifications() {
        let mut blocks = Vec::new();
        for scenario in &specification.scenarios {
            let found = run::run(scenario);
            let expected = expect::parse(&scenario.findings)
                .unwrap_or_else(|fault| panic!("{}: {fault}", specification.code));
            if let Some(difference) = expect::difference(&expected, &found) {
                let (code, line) = (&specification.code, scenario.line);
                faults.push(format!("{code}.md:{line} {}\n{difference}", scenario.title));
            }
            blocks.push(expect::rewritten(&expected, &found));
        }
        if update {
            let file = folder().join(format!("{}.md", specification.code));
            std::fs::write(file, specification.with_findings(&blocks)).expect("it can be written");
        }
    }
    fail_if(&faults);
}

#[test]
fn every_rule_has_its_file_and_every_file_its_rule() {
    let files = codes_of_files();
    // Rules about meetings have their cases in `tests/meeting`: they are about no framework.
    let rules: BTreeSet<String> = catalogue::all()
        .map(|rule| rule.code.to_owned())
        .filter(|code| !code.starts_with("MTG-"))
        .collect();
    let without_file = rules.difference(&files).map(|code| format!("{code} has no file"));
    let without_rule = files
        .difference(&rules)
        .filter(|name| *name != "README")
        .map(|name| format!("{name}.md belongs to no rule"));
    fail_if(&without_file.chain(without_rule).collect::<Vec<_>>());
}

#[test]
fn every_heading_names_its_rule_and_says_something() {
    let mut faults = Vec::new();
    for specification in specifications() {
        let code = specification.code.as_str();
        let Some(rule) = catalogue::find(code) else { continue };
        let heading = format!("# {code} {}", rule.name);
        if specification.heading != heading {
            faults.push(format!("{code}.md begins with {:?}", specification.heading));
        }
        if specification.introduction.split_whitespace().count() < 6 {
            faults.push(format!("{code}.md does not say what the rule does"));
        }
    }
    fail_if(&faults);
}

#[test]
fn every_rule_fires_in_its_own_file_and_also_stays_silent() {
    let mut faults = Vec::new();
    for specification in specifications() {
        let code = specification.code.as_str();
        let fires: Vec<bool> = specification
            .scenarios
            .iter()
            .map(|scenario| run::run(scenario).iter().any(|finding| finding.code() == code))
            .collect();
        if !fires.contains(&true) {
            faults.push(format!("{code} fires in no scenario of its file"));
        }
        if !fires.contains(&false) {
            faults.push(format!("{code} has no scenario in which it stays silent"));
        }
    }
    fail_if(&faults);
}

#[test]
fn messages_are_whole_and_in_two_languages() {
    let mut faults = Vec::new();
    for specification in specifications() {
        for scenario in &specification.scenarios {
            for finding in run::run(scenario) {
                let (vi, en) = (finding.message(Lang::Vi), finding.message(Lang::En));
                for message in [&vi, &en] {
                    if message.contains('…') || has_placeholder(message) || has_gap(message) {
                        let code = &specification.code;
                        faults.push(format!("{code}.md {}: {message}", finding.code()));
                    }
                }
                if vi == en {
                    let code = &specification.code;
                    faults.push(format!("{code}.md {}: not translated: {en}", finding.code()));
                }
            }
        }
    }
    fail_if(&faults);
}

/// Whether something like `{name}` is left of a template.
fn has_placeholder(message: &str) -> bool {
    message.split('{').skip(1).any(|rest| {
        let name = rest.split('}').next().unwrap_or_default();
        rest.contains('}') && name.chars().all(|c| c.is_ascii_lowercase() || c == '_')
    })
}

/// Whether an argument was empty. An empty cell is named by its column, not by its content.
fn has_gap(message: &str) -> bool {
    message.contains("``") || message.contains("  ") || message.trim() != message
}

/// How a finding is written in a specification.
fn line_of(finding: &Finding) -> String {
    Expected::of(finding).to_string()
}

//! `chuan explain`, `chuan schema`, `chuan completions`.

use super::Desk;

#[test]
fn a_rule_is_explained_by_code_or_name() {
    let desk = Desk::new();
    let run = desk.run("explain obs-101").ends(0);
    assert!(
        run.out.starts_with("OBS-101 Unknown unit\nunknown_unit · error\n\nWhy\n"),
        "{}",
        run.out
    );
    assert_eq!(desk.run("explain unknown_unit").out, run.out);
    let run = desk.run("explain OBS-101 --lang vi").ends(0);
    assert!(run.out.contains("\nCách sửa\n"), "{}", run.out);
    let json = desk.run("explain OBS-101 --format json").ends(0).json();
    assert_eq!(json["rule"], "unknown_unit");
}

#[test]
fn all_rules_are_listed() {
    let desk = Desk::new();
    let run = desk.run("explain").ends(0);
    assert!(run.out.lines().all(|line| line.chars().count() <= 80), "{}", run.out);
    assert_eq!(desk.run("explain --all").out, run.out);
    assert!(desk.run("explain --format json").json().as_array().unwrap().len() > 50);
}

#[test]
fn what_is_no_rule_may_be_near_one() {
    let desk = Desk::new();
    let run = desk.run("explain OBS-1O1").ends(2);
    assert!(run.err.starts_with("chuan: there is no rule `OBS-1O1`\nDid you mean"), "{}", run.err);
    let run = desk.run("explain unknwon_unit").ends(2);
    assert!(run.err.contains("`unknown_unit`"), "{}", run.err);
    desk.run("explain xyz").ends(2);
}

#[test]
fn schemas_and_completions_are_printed() {
    let desk = Desk::new();
    let json = desk.run("schema framework").ends(0).json();
    assert_eq!(json["title"], "Chuan framework");
    assert!(desk.run("schema finding").ends(0).json()["properties"]["code"].is_object());
    assert!(desk.run("completions bash").ends(0).out.contains("_chuan"));
}

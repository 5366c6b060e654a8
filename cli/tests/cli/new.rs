//! `chuan new`.

use super::Desk;

#[test]
fn what_it_writes_is_right() {
    let desk = Desk::new();
    let run = desk.run("new start").ends(0);
    assert!(
        run.err.contains("chuan score start/framework.toml start/observations.csv"),
        "{}",
        run.err
    );
    for verb in ["check", "score", "assess"] {
        let run = desk.run(&format!("{verb} start/framework.toml start/observations.csv")).ends(0);
        assert_eq!(run.err, "", "{verb}");
    }
    let run = desk.run("check start/framework.toml start/observations.csv");
    assert!(run.out.contains("Nothing is wrong."), "{}", run.out);
}

#[test]
fn nothing_is_overwritten() {
    let desk = Desk::new().write("observations.csv", "mine");
    let run = desk.run("new .").ends(2);
    assert!(run.err.contains("is there already"), "{}", run.err);
    assert_eq!(desk.read("observations.csv"), "mine");
    assert!(!desk.path("framework.toml").exists());
}

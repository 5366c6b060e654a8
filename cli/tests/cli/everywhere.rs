//! What holds for every verb: language, colours, output, failures.

use super::{DATA, Desk, finish};
use std::process::Stdio;

#[test]
fn results_go_to_a_file_that_is_complete_or_not_there() {
    let desk = Desk::new();
    let run = desk.run("score f.toml d.csv --format csv -o out.csv").ends(0);
    assert_eq!(run.out, "");
    assert!(desk.read("out.csv").starts_with("period,unit"));
    desk.run("score f.toml missing.csv -o never.csv").ends(2);
    assert!(!desk.path("never.csv").exists());
    desk.run("score f.toml d.csv -o no/such/folder.csv").ends(2);
}

#[test]
fn inputs_are_not_overwritten() {
    let desk = Desk::new();
    for output in ["d.csv", "f.toml", "./d.csv"] {
        let run = desk.run(&format!("score f.toml d.csv -o {output}")).ends(2);
        assert!(run.err.contains("is an input"), "{}", run.err);
    }
    assert_eq!(desk.read("d.csv"), DATA);
}

#[test]
fn what_cannot_be_read_is_named_with_the_cause() {
    let desk = Desk::new();
    let run = desk.run("check f.toml missing.csv").ends(2);
    assert!(run.err.starts_with("chuan: cannot read missing.csv\ncause: "), "{}", run.err);
    let run = desk.run("check missing.toml --lang vi").ends(2);
    assert!(
        run.err.starts_with("chuan: không đọc được missing.toml\nnguyên nhân: "),
        "{}",
        run.err
    );
    desk.run("check d.csv").ends(2);
}

#[test]
fn wrong_usage_ends_with_two() {
    let desk = Desk::new();
    desk.run("frobnicate").ends(2);
    desk.run("check").ends(2);
    desk.run("check f.toml --format xml").ends(2);
    desk.run("check f.toml --lang fr").ends(2);
    desk.run("check f.toml - -").ends(2);
    desk.run("--version").ends(0);
    desk.run("score --help").ends(0);
}

#[test]
fn the_language_comes_from_the_environment() {
    let desk = Desk::new();
    let said = |name: &str, value: &str| {
        let mut command = desk.command("check f.toml");
        command.env(name, value);
        finish(command).out
    };
    assert_eq!(said("LANG", "vi_VN.UTF-8"), "Không có gì sai.\n");
    assert_eq!(said("LC_ALL", "vi_VN"), "Không có gì sai.\n");
    assert_eq!(said("CHUAN_LANG", "vi"), "Không có gì sai.\n");
    assert_eq!(said("LANG", "C.UTF-8"), "Nothing is wrong.\n");
    let mut command = desk.command("--help");
    command.env("LANG", "vi_VN.UTF-8");
    let help = finish(command).ends(0).out;
    assert!(help.contains("Chấm điểm và xếp hạng đơn vị"), "{help}");
}

#[test]
fn colours_are_for_those_who_want_them() {
    let desk = Desk::new();
    let escape = '\u{1b}';
    assert!(!desk.run("check f.toml wrong.csv").out.contains(escape));
    assert!(desk.run("check f.toml wrong.csv --color always").out.contains(escape));
    assert!(!desk.run("check f.toml wrong.csv --color never").out.contains(escape));
    let mut command = desk.command("check f.toml wrong.csv");
    command.env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1");
    assert!(!finish(command).out.contains(escape));
}

#[test]
fn width_is_kept() {
    let desk = Desk::new();
    for (columns, most) in [("60", 60), ("120", 120), ("5", 40)] {
        let mut command = desk.command("demo");
        command.env("COLUMNS", columns);
        let run = finish(command).ends(0);
        // A code, a path or a hash is never broken.
        let lines = run.out.lines().filter(|line| !line.contains("sha256:"));
        let widest = lines.map(|line| line.chars().count()).max().unwrap();
        assert!(widest <= most.max(60), "{columns}: {widest}");
    }
}

#[test]
fn nobody_listening_is_no_failure() {
    let desk = Desk::new();
    let rows: String = (0..5000).map(|n| format!("x{n},2024,1,yes\n")).collect();
    let desk = desk.write("many.csv", &format!("unit,period,share,plan\n{rows}"));
    for args in ["check f.toml many.csv --format jsonl", "explain --format json", "demo"] {
        let mut command = desk.command(args);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{args}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{args}");
    }
}

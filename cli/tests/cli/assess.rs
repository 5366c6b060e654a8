//! `chuan assess`.

use super::Desk;

#[test]
fn levels_and_what_is_missing() {
    let run = Desk::new().run("assess f.toml d.csv").ends(0);
    let expected = "Demo framework · demo 1

class · Period 2024 · 2 units
Unit  Name        Value  Level
────  ─────────  ──────  ─────
a     Xã A       38.125  fair
b     Commune B  67.500  Good

Xã A
  Missing for Good:
    ✗ Total 38.125 (required ≥ 60)
";
    assert_eq!(run.out, expected);
}

#[test]
fn a_required_level_decides_how_the_run_ends() {
    let desk = Desk::new();
    desk.run("assess f.toml d.csv --require fair").ends(0);
    let run = desk.run("assess f.toml d.csv --require good --lang vi").ends(1);
    assert!(run.err.contains("Chưa đạt mức good theo yêu cầu: Xã A (2024)."), "{}", run.err);
    desk.run("assess f.toml d.csv --require good --unit b").ends(0);
    desk.run("assess f.toml d.csv --require good --unit a").ends(1);
    let run = desk.run("assess f.toml d.csv --require best").ends(2);
    assert!(run.err.contains("There are: fair, good."), "{}", run.err);
    let desk = desk.write("one.csv", "unit,period,share,plan\nb,2024,90,no\n");
    desk.run("assess f.toml one.csv --require good").ends(0);
    desk.run("assess f.toml one.csv --require good --unit a").ends(1);
    desk.run("assess f.toml one.csv --scheme clas").ends(2);
}

#[test]
fn programs_get_verdicts_and_requirements() {
    let desk = Desk::new();
    let json = desk.run("assess f.toml d.csv --format json").ends(0).json();
    let unit = &json["assessments"][0];
    assert_eq!((&unit["unit"], &unit["level"]), (&"a".into(), &"fair".into()));
    let requirement = &unit["levels"][1]["requirements"][0];
    assert_eq!(requirement["verdict"], "not_met");
    assert_eq!(requirement["subject"]["threshold"], 60.0);
    assert_eq!(json["counts"][0]["levels"]["good"], 1);
    let (header, rows) = desk.run("assess f.toml d.csv --format csv").table();
    let names = ["period", "scheme", "unit", "name", "value", "level", "possible", "certain"];
    assert_eq!(header, names);
    assert_eq!(rows[1][5], "good");
    assert_eq!(desk.run("assess f.toml d.csv --format jsonl").lines().len(), 2);
}

#[test]
fn many_units_are_counted() {
    let rows: String = (0..20).map(|n| format!("u{n},2024,{},no\n", n * 5)).collect();
    let framework = super::FRAMEWORK
        .replace("[register]", "")
        .lines()
        .filter(|line| !line.starts_with("list =") && !line.starts_with("unit = ["))
        .collect::<Vec<_>>()
        .join("\n");
    let desk = Desk::new()
        .write("f.toml", &framework)
        .write("d.csv", &format!("unit,period,share,plan\n{rows}"));
    let run = desk.run("assess f.toml d.csv").ends(0);
    assert!(run.out.contains("By level: Good 4, fair 8, none 8."), "{}", run.out);
    assert!(!run.out.contains("Missing"), "{}", run.out);
    let run = desk.run("assess f.toml d.csv --unit u10").ends(0);
    assert!(run.out.contains("Missing for Good"), "{}", run.out);
}

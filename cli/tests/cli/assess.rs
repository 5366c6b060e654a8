//! `chuan assess`.

use super::{Desk, with_input};

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
    assert!(run.out.contains("By level: Good: 4; fair: 8; none: 8."), "{}", run.out);
    assert!(!run.out.contains("Missing"), "{}", run.out);
    let run = desk.run("assess f.toml d.csv --unit u10").ends(0);
    assert!(run.out.contains("Missing for Good"), "{}", run.out);
}

#[test]
fn why_and_the_cheapest_way_up() {
    let desk = Desk::new();
    let run = desk.run("assess f.toml d.csv --unit a --why --way-up").ends(0);
    for part in [
        "Reached for certain: fair.",
        "Binding for Good: Total 38.125 (required ≥ 60).",
        "Good: cheapest way of 1 change at cost 1",
        "→ Total from 38.125 to 60 (+21.875)",
    ] {
        assert!(run.out.contains(part), "{part}\n{}", run.out);
    }
    let json = desk
        .run("assess f.toml d.csv --way-up=good --cost total=7 --why --format json")
        .ends(0)
        .json();
    let way = &json["assessments"][0]["way_up"];
    assert_eq!((&way["cost"], &way["proven"]), (&7.0.into(), &true.into()));
    assert_eq!(json["assessments"][1]["way_up"]["reached"], true);
    assert_eq!(json["assessments"][0]["levels"][1]["binding"][0], "Total 38.125 (required ≥ 60)");
    desk.run("assess f.toml d.csv --way-up=best").ends(2);
    desk.run("assess f.toml d.csv --way-up --cost totl=7").ends(2);
    desk.run("assess f.toml d.csv --way-up --cost total=-1").ends(2);
}

#[test]
fn recognition_as_of_a_day() {
    let desk = Desk::new().write(
        "r.csv",
        "unit,act,level,date,by\na,self_assessed,good,2023-10-01,\na,recognised,fair,2024-01-15,province\nx,recognised,fair,2024-01-15,\n",
    );
    let run = desk.run("assess f.toml d.csv --recognitions r.csv --as-of 2025-01-01").ends(0);
    let expected = "Recognition as of 2025-01-01: recognised, level fair, since 2024-01-15";
    assert!(run.out.contains(expected), "{}", run.out);
    assert!(run.out.contains("self-assessed: Good (2023-10-01)"), "{}", run.out);
    assert!(run.err.contains("line 4, unit: `x` is not known"), "{}", run.err);
    let run =
        desk.run("assess f.toml d.csv --recognitions r.csv --as-of 2024-01-14 --lang vi").ends(0);
    assert!(run.out.contains("Công nhận tính đến 14/01/2024: đang xem xét"), "{}", run.out);
    let json =
        desk.run("assess f.toml d.csv --recognitions r.csv --as-of 2025-01-01 --format json");
    let recognition = &json.ends(0).json()["assessments"][0]["recognition"];
    assert_eq!(
        (&recognition["state"], &recognition["level"]),
        (&"recognised".into(), &"fair".into())
    );
    // Levels and authorities have the names that the framework gives them.
    let run = desk.run("assess f.toml d.csv --recognitions r.csv --as-of 2024-01-01 --lang vi");
    let run = run.ends(0);
    assert!(run.out.contains("tự đánh giá: Tốt (01/10/2023)"), "{}", run.out);
    // A record without a day says nothing.
    desk.run("assess f.toml d.csv --recognitions r.csv").ends(2);
}

#[test]
fn a_report_for_the_table() {
    let desk = Desk::new();
    desk.run("assess f.toml d.csv --why --way-up --report r.html --lang vi").ends(0);
    let html = std::fs::read_to_string(desk.path("r.html")).unwrap();
    for part in
        ["<b>Bộ chỉ số thử</b>", "Xã A", "chưa đạt", "Cách ít tốn nhất", "Tổng từ 38,125 lên 60"]
    {
        assert!(html.contains(part), "{part}\n{html}");
    }
    // A file that is an input is not overwritten.
    desk.run("assess f.toml d.csv --report d.csv").ends(2);
}

const LAYERS: &str = "unit,period,layer,share,plan\n\
    a,2024,self,90,yes\na,2024,appraised,50.5,yes\nb,2024,self,90,no\nb,2024,appraised,90,no\n";

#[test]
fn layers_side_by_side() {
    let desk = Desk::new().write("l.csv", LAYERS).write(
        "r.csv",
        "unit,act,level,date\na,self_assessed,good,2024-02-01\na,recognised,fair,2024-06-01\n",
    );
    let run = desk.run("assess f.toml l.csv --layers self,appraised").ends(0);
    // By hand: 90 × 0.75 + 0.25 and 50.5 × 0.75 + 0.25.
    let expected = "Demo framework · demo 1

The layers lead to different levels in 1 of 2 results; 1 criterion differs.

Unit       Scheme  Period  self-assessed  appraised
─────────  ──────  ──────  ─────────────  ─────────
Xã A       class   2024    Good           fair
Commune B  class   2024    Good           Good

Xã A · class · 2024
Code   Name   self-assessed  appraised
─────  ─────  ─────────────  ─────────
total  Total  67.75          38.125
";
    assert_eq!(run.out, expected);
    // The data are read once for all layers, so they may come from anywhere.
    let piped = with_input(desk.command("assess f.toml - --layers self,appraised"), LAYERS);
    assert_eq!(piped.ends(0).out, expected);
    let layers =
        "assess f.toml l.csv --layers self,appraised --recognitions r.csv --as-of 2024-12-31";
    let run = desk.run(&format!("{layers} --lang vi")).ends(0);
    for part in ["tự đánh giá", "hồ sơ: công nhận", "Công nhận: được công nhận, mức fair"]
    {
        assert!(run.out.contains(part), "{part}\n{}", run.out);
    }
    let json = desk.run(&format!("{layers} --format json")).ends(0).json();
    let unit = &json["units"][0];
    assert_eq!((&unit["unit"], &unit["levels_differ"]), (&"a".into(), &true.into()));
    assert_eq!(unit["levels"][1]["level"], "fair");
    assert_eq!(unit["criteria"][0]["layers"][1]["value"], 38.125);
    assert_eq!(unit["acts"][1]["level"], "fair");
    let (header, rows) = desk.run(&format!("{layers} --format csv")).ends(0).table();
    assert_eq!(header[4..8], ["kind", "code", "layer", "value"]);
    assert_eq!(rows[0][4..8], ["level", "", "self", "good"]);
    let run = desk.run(&format!("{layers} --report r.html --lang vi"));
    run.ends(0);
    let html = std::fs::read_to_string(desk.path("r.html")).unwrap();
    for part in ["thẩm định", "Tốt", "38,125", "hồ sơ: tự đánh giá"] {
        assert!(html.contains(part), "{part}\n{html}");
    }
    // A layer that the data do not have, and one that is chosen twice over.
    desk.run("assess f.toml l.csv --layers self,voted").ends(1);
    desk.run("assess f.toml l.csv --layers self --layer self").ends(2);
}

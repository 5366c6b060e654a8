//! `chuan score` with steps: `--show`, `--weights`, `--fit`, `--save-fit`.

use super::Desk;

const FRAMEWORK: &str = r#"code = "steps"
title = "Steps"

[defaults]
impute = "mean"
treat = "interquartile"

[[weight_set]]
code = "experts"
weights = { a = 3, b = 1 }

[[node]]
code = "total"

[[ranking]]
node = "total"
band = [{ code = "upper", count = 1 }, { code = "lower" }]

[[indicator]]
code = "a"
parent = "total"
scorer = { method = "min_max", to = [0, 100] }

[[indicator]]
code = "b"
parent = "total"
scorer = { method = "min_max", to = [0, 100] }
"#;

const DATA: &str =
    "unit,period,a,b\nu,2020,0,8\nv,2020,10,\nw,2020,5,4\nu,2021,2,8\nv,2021,10,6\nw,2021,5,4\n";

fn desk() -> Desk {
    Desk::new().write("s.toml", FRAMEWORK).write("s.csv", DATA)
}

#[test]
fn every_step_of_every_value() {
    let run = desk().run("score s.toml s.csv --show steps --format csv").ends(0);
    let (header, rows) = run.table();
    let at = |name: &str| header.iter().position(|column| column == name).unwrap();
    let row = |unit: &str, item: &str| {
        let found = rows.iter().find(|row| {
            row[at("period")] == "2020" && row[at("unit")] == unit && row[at("item")] == item
        });
        found.unwrap().clone()
    };
    let filled = row("v", "b");
    assert_eq!((filled[at("observed")].as_str(), filled[at("imputed")].as_str()), ("", "6.0"));
    assert_eq!(filled[at("filled_by")], "mean");
    assert_eq!((filled[at("score")].as_str(), filled[at("weight")].as_str()), ("50.0", "0.5"));
    assert_eq!(filled[at("contribution")], "25.0");
    let total = row("v", "total");
    assert_eq!((total[at("rank")].as_str(), total[at("band")].as_str()), ("1", "upper"));
    assert_eq!(total[at("coverage")], "0.5");
    let people = desk().run("score s.toml s.csv --show steps --period 2020").ends(0);
    assert!(people.out.contains("mean"), "{}", people.out);
}

#[test]
fn a_filled_value_is_marked_when_a_score_is_taken_apart() {
    let run = desk().run("score s.toml s.csv --explain v --period 2020").ends(0);
    assert!(run.out.contains("b (filled by mean)"), "{}", run.out);
    let json =
        desk().run("score s.toml s.csv --explain v --period 2020 --format json").ends(0).json();
    let part = &json["periods"][0]["explanation"]["children"][1];
    assert_eq!(part["filled_by"], "mean");
}

#[test]
fn weights_by_name() {
    let score = |more: &str| {
        let run = desk().run(&format!("score s.toml s.csv --format csv --node total {more}"));
        let (_, rows) = run.ends(0).table();
        rows.iter().find(|r| r[0] == "2020" && r[1] == "w" && r[3] == "total").unwrap()[6].clone()
    };
    assert_eq!(score(""), "25.0");
    assert_eq!(score("--weights experts"), "37.5");
    let json = desk().run("score s.toml s.csv --weights experts --format json").ends(0).json();
    assert_eq!(json["weight_set"], "experts");
    let wrong = desk().run("score s.toml s.csv --weights expert").ends(2);
    assert!(wrong.err.contains("There are: experts."), "{}", wrong.err);
}

#[test]
fn what_was_learned_can_be_saved_and_applied() {
    let desk = desk().write("later.csv", "unit,period,a,b\nu,2020,20,8\nv,2020,10,4\n");
    desk.run("score s.toml s.csv --save-fit fit.json").ends(0);
    let fit: serde_json::Value = serde_json::from_str(&desk.read("fit.json")).unwrap();
    assert!(fit.as_array().unwrap().iter().any(|entry| entry["item"] == "a"));
    let run = desk.run("score s.toml later.csv --fit fit.json --format csv --node a").ends(0);
    let (_, rows) = run.table();
    // 20 is beyond the fence of the interquartile rule and is moved to it: 2.5 × 1.5 above 7.5.
    let own = rows.iter().find(|row| row[1] == "u").unwrap();
    assert_eq!(own[6], "150.0");
    assert!(desk.run("score s.toml s.csv --save-fit s.csv").ends(2).err.contains("s.csv"));
    assert!(desk.run("score s.toml s.csv --fit d.csv").ends(2).err.contains("cannot read"));
}

#[test]
fn trends_and_coverage() {
    let run = desk().run("score s.toml s.csv --show trends --format csv --node a").ends(0);
    let (header, rows) = run.table();
    assert_eq!(header, ["unit", "item", "first", "last", "change", "cagr", "slope"]);
    assert_eq!(rows[2], ["w", "a", "50.0", "37.5", "-12.5", "-0.25", "-12.5"]);
    let people = desk().run("score s.toml s.csv --show trends").ends(0);
    assert!(people.out.contains("total"), "{}", people.out);
    let screen = FRAMEWORK.replace("[defaults]", "[screen]\navailable = 0.6\n\n[defaults]");
    let desk = desk().write("s.toml", &screen);
    let (_, rows) = desk.run("score s.toml s.csv --show coverage --format csv").ends(0).table();
    let v = rows.iter().find(|row| row[0] == "2020" && row[1] == "v").unwrap();
    assert_eq!(v[4..], ["false", "too_many_missing: 0.5"]);
}

#[test]
fn weights_in_nodes_and_in_the_whole() {
    let run =
        desk().run("score s.toml s.csv --weights experts --show weights --format csv").ends(0);
    let (header, rows) = run.table();
    assert_eq!(header, ["period", "item", "parent", "weight", "share", "effective"]);
    assert_eq!(rows[0], ["2020", "a", "total", "3.0", "0.75", "0.75"]);
    let people = desk().run("score s.toml s.csv --show weights --period 2020").ends(0);
    assert!(people.out.contains("50 %"), "{}", people.out);
}

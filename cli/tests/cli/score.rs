//! `chuan score`.

use super::Desk;

#[test]
fn units_are_ranked_in_a_table() {
    let run = Desk::new().run("score f.toml d.csv").ends(0);
    let expected = "Demo framework · demo 1

Period 2024 · 2 units
Rank  Unit  Name       Total  Share  plan
────  ────  ─────────  ─────  ─────  ────
   1  b     Commune B  67.50   90.0     0
   2  a     Xã A       38.13   50.5     1
";
    assert_eq!(run.out, expected);
    assert_eq!(run.err, "");
    let run = Desk::new().run("score f.toml d.csv --lang vi").ends(0);
    assert!(run.out.contains("   2  a   Xã A  38,13   50,5     1\n"), "{}", run.out);
}

#[test]
fn one_unit_is_taken_apart() {
    let desk = Desk::new();
    let run = desk.run("score f.toml d.csv --explain b").ends(0);
    let line = |start: &str| {
        let line = run.out.lines().find(|line| line.starts_with(start));
        line.unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(line("Total"), "Total 67.5 67.50 1");
    assert_eq!(line("├─ Share"), "├─ Share 90 90 75 % 67.5");
    assert_eq!(line("└─ plan"), "└─ plan 0 0 25 % 0.0");
    let json = desk.run("score f.toml d.csv --explain b --format json").ends(0).json();
    let whole = &json["periods"][0]["explanation"];
    assert_eq!(whole["children"][0]["contribution"], 67.5);
    let (header, rows) = desk.run("score f.toml d.csv --explain b --format csv").table();
    assert_eq!(header[2], "parent");
    assert_eq!(rows[1][2], "total");
}

#[test]
fn programs_get_long_rows() {
    let desk = Desk::new();
    let json = desk.run("score f.toml d.csv --format json").ends(0).json();
    assert_eq!(json["framework"], "demo 1");
    assert_eq!(json["engine"], env!("CARGO_PKG_VERSION"));
    assert_eq!(json["framework_hash"].as_str().unwrap().len(), 64);
    assert_eq!(json["data"][0]["sha256"].as_str().unwrap().len(), 64);
    let row = &json["periods"][0]["rows"][0];
    assert_eq!(
        (&row["unit"], &row["item"], &row["rank"]),
        (&"b".into(), &"total".into(), &1.into())
    );
    let (header, rows) = desk.run("score f.toml d.csv --format csv").ends(0).table();
    let names = ["period", "unit", "name", "item", "kind", "value", "score", "shown", "rank"];
    assert_eq!(header, names);
    assert_eq!(rows.len(), 6);
    assert_eq!(rows[3], ["2024", "a", "Xã A", "total", "node", "38.125", "38.125", "38.13", "2"]);
    assert_eq!(desk.run("score f.toml d.csv --format jsonl").lines().len(), 6);
    let (_, rows) = desk.run("score f.toml d.csv --format csv --node share").table();
    assert_eq!(rows.len(), 2);
}

#[test]
fn wrong_records_are_left_out_and_told_on_standard_error() {
    let run = Desk::new().run("score f.toml wrong.csv").ends(1);
    assert!(run.out.contains("Xã A") && !run.out.contains("OBS"), "{}", run.out);
    assert!(run.err.contains("OBS-101"), "{}", run.err);
    assert!(run.err.contains("accepted records only"), "{}", run.err);
    assert_eq!(Desk::new().run("score f.toml wrong.csv --quiet").ends(1).err, "");
}

#[test]
fn a_wrong_framework_gives_no_result() {
    let run = Desk::new().write("f.toml", "code = 'x'\n").run("score f.toml d.csv").ends(1);
    assert_eq!(run.out, "");
    assert!(run.err.contains("FWK-"), "{}", run.err);
}

#[test]
fn what_is_not_there_is_a_usage_error() {
    let desk = Desk::new();
    let run = desk.run("score f.toml d.csv --node totl").ends(2);
    assert!(run.err.contains("Did you mean `total`?"), "{}", run.err);
    let run = desk.run("score f.toml d.csv --period 1999").ends(2);
    assert!(run.err.contains("There are: 2024."), "{}", run.err);
    desk.run("score f.toml d.csv --explain nobody").ends(2);
    desk.run("score f.toml").ends(2);
}

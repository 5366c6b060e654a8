//! `chuan analyse`.

use super::Desk;

#[test]
fn every_aspect_is_a_table_in_every_form() {
    let desk = Desk::new();
    let aspects = [
        "statistics",
        "availability",
        "correlations",
        "reliability",
        "strengths",
        "removal",
        "comparison",
    ];
    for aspect in aspects {
        let asked = format!("analyse f.toml d.csv --show {aspect}");
        let (_, rows) = desk.run(&format!("{asked} --format csv")).ends(0).table();
        let json = desk.run(&format!("{asked} --format json")).ends(0).json();
        assert!(!rows.is_empty(), "{aspect}");
        assert_eq!(json["rows"].as_array().unwrap().len(), rows.len(), "{aspect}");
        let lines = desk.run(&format!("{asked} --format jsonl")).ends(0).lines();
        assert_eq!(lines.len(), rows.len(), "{aspect}");
        assert!(!desk.run(&format!("{asked} --lang vi")).ends(0).out.is_empty());
    }
}

#[test]
fn strengths_of_a_unit_come_before_its_weaknesses() {
    let desk = Desk::new();
    let asked = "analyse f.toml d.csv --show strengths --unit b --top 1 --format jsonl";
    let rows = desk.run(asked).ends(0).lines();
    assert_eq!((&rows[0]["kind"], &rows[0]["item"]), (&"strength".into(), &"share".into()));
    assert_eq!((&rows[1]["kind"], &rows[1]["item"]), (&"weakness".into(), &"plan".into()));
    assert_eq!(desk.run("analyse f.toml d.csv --show strengths --unit x").code, 2);
}

#[test]
fn what_an_element_decides_is_seen_when_it_is_left_out() {
    let desk = Desk::new();
    let rows = desk.run("analyse f.toml d.csv --show removal --format jsonl").ends(0).lines();
    let share = rows.iter().find(|row| row["removed"] == "share").unwrap();
    // Without it the unit with a plan comes first.
    assert_eq!(share["mean_absolute_rank_change"], 1.0);
}

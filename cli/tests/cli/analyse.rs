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
        "outranking",
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

#[test]
fn the_outranking_matrix_has_a_column_for_each_unit() {
    let desk = Desk::new();
    let rows = desk.run("analyse f.toml d.csv --show outranking --format jsonl").ends(0).lines();
    // What one is ahead of another and the other of it make one, and nobody is compared with itself.
    for row in &rows {
        let unit = row["unit"].as_str().unwrap();
        assert!(row[unit].is_null(), "{row}");
        for other in rows.iter().filter(|other| other["unit"] != row["unit"]) {
            let back = &other[unit];
            let ahead = &row[other["unit"].as_str().unwrap()];
            assert_eq!(ahead.as_f64().unwrap() + back.as_f64().unwrap(), 1.0);
        }
    }
    let indicator = "analyse f.toml d.csv --show outranking --node share";
    assert_eq!(desk.run(indicator).code, 2);
}

#[test]
fn correlations_are_flagged_where_children_pull_apart() {
    let desk = Desk::new();
    let rows = desk.run("analyse f.toml d.csv --show correlations --format jsonl").ends(0).lines();
    for row in rows {
        let correlation = row["correlation"].as_f64();
        let flag = match correlation {
            Some(r) if r > 0.92 => "above".into(),
            Some(r) if r < 0.0 => "below".into(),
            _ => serde_json::Value::Null,
        };
        assert_eq!(row["flag"], flag);
    }
}

//! `chuan track`.

use super::Desk;

/// Pilots and the rest, as in the province's plan; the figures are made up.
const FRAMEWORK: &str = r#"code = "online"
title = { vi = "Hộ mua sắm trực tuyến", en = "Households shopping online" }
ranking = []

[register]
unit = [
    { code = "vinh", name = "Vinh", attributes = { wave = "1 pilot" } },
    { code = "cua-lo", name = "Cửa Lò", attributes = { wave = "1 pilot" } },
    { code = "x", name = "X" },
]

[[indicator]]
code = "share"
name = { vi = "Tỷ lệ hộ", en = "Share of households" }
unit = "%"
scale = "percent"
target = [{ period = "2025", value = 60 }]

[[indicator]]
code = "school"
name = { vi = "Trường chính trị", en = "Political school" }
scale = "status"
required = false

[[scheme]]
code = "standard"
level = [{ code = "1", require = [{ criterion = "school" }] }]

[[milestone]]
unit = "vinh"
scheme = "standard"
level = "1"
period = "2024"
stage = "decided"
"#;

const DATA: &str = "unit,period,share,school\n\
    vinh,2021,20,\ncua-lo,2021,30,\nx,2021,10,\n\
    vinh,2022,28,\ncua-lo,2022,44,\nx,2022,12,\n\
    vinh,2023,36,not_met\ncua-lo,2023,62,\nx,2023,14,\n";

fn desk() -> Desk {
    Desk::new().write("t.toml", FRAMEWORK).write("t.csv", DATA)
}

#[test]
fn cohorts_over_time() {
    let desk = desk();
    let run = "track t.toml t.csv --as-of 2024 --view rollout --cohort wave --item share";
    let (header, rows) = desk.run(&format!("{run} --format csv")).ends(0).table();
    assert_eq!(header[8..], ["change", "against_rest"]);
    // 20 and 30, 28 and 44, 36 and 62: +11 and +24 on average; the rest +2 and +4.
    let pilots: Vec<&[String]> =
        rows.iter().filter(|row| row[0] == "1 pilot").map(|row| &row[4..]).collect();
    assert_eq!(pilots[0], ["25.0", "25.0", "20.0", "30.0", "0.0", "0.0"]);
    assert_eq!(pilots[1], ["36.0", "36.0", "28.0", "44.0", "11.0", "9.0"]);
    assert_eq!(pilots[2], ["49.0", "49.0", "36.0", "62.0", "24.0", "20.0"]);
    let json = desk.run(&format!("{run} --format json")).ends(0).json();
    assert_eq!(
        (&json["view"], &json["rows"][2]["against_rest"]),
        (&"rollout".into(), &20.0.into())
    );
    // Without the attribute nobody knows who began when.
    let run = desk.run("track t.toml t.csv --as-of 2024 --view rollout").ends(2);
    assert!(run.err.contains("--cohort"), "{}", run.err);
}

#[test]
fn targets_for_people_and_programs() {
    let desk = desk();
    let run = desk.run("track t.toml t.csv --as-of 2024-06-30 --unit vinh").ends(0);
    // 16 of 40 in two of four years.
    assert!(run.out.contains("moderate"), "{}", run.out);
    assert!(run.out.contains("0.80"), "{}", run.out);
    let json = desk.run("track t.toml t.csv --as-of 2024-06-30 --format json").ends(0).json();
    let row = &json["rows"][0];
    assert_eq!((&row["status"], &row["gap"]), (&"moderate".into(), &24.0.into()));
    assert!((row["ratio"].as_f64().unwrap() - 0.8).abs() < 1e-12);
    assert_eq!(json["rows"][1]["status"], "met");
}

#[test]
fn reports_for_the_table() {
    let desk = desk();
    let read = |name: &str| std::fs::read_to_string(desk.path(name)).unwrap();
    desk.run("track t.toml t.csv --as-of 2024-06-30 --report r.html --lang vi").ends(0);
    let html = read("r.html");
    for part in [
        "<h1>Tình hình thực hiện các chỉ tiêu</h1>",
        "Hộ mua sắm trực tuyến",
        "tính đến ngày 30",
        "chậm hơn tiến độ",
        "Cửa Lò",
        "≥\u{a0}60\u{a0}%",
        "t.csv",
    ] {
        assert!(html.contains(part), "{part}\n{html}");
    }
    desk.run("track t.toml t.csv --as-of 2024-06-30 --view rollout --cohort wave --report c.html --lang en")
        .ends(0);
    let html = read("c.html");
    for part in ["Against the rest", "1 pilot", "as of 2024-06-30"] {
        assert!(html.contains(part), "{part}\n{html}");
    }
    desk.run("track t.toml t.csv --as-of 2024-06-30 --view milestones --report m.html").ends(0);
    assert!(read("m.html").contains("How the milestones stand"), "{}", read("m.html"));
    // Texts of a framework are texts, whatever they contain, and no input is overwritten.
    let wild = FRAMEWORK.replace("Share of households", "<b>Share & more</b>");
    let desk = desk.write("t.toml", &wild);
    desk.run("track t.toml t.csv --as-of 2024 --report r.html").ends(0);
    let html = std::fs::read_to_string(desk.path("r.html")).unwrap();
    assert!(!html.contains("<b>Share"), "{html}");
    desk.run("track t.toml t.csv --as-of 2024 --report t.csv").ends(2);
}

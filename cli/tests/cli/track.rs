//! `chuan track`.

use super::{Desk, finish};

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
    let read =
        |name: &str| std::fs::read_to_string(desk.path(name)).unwrap().replace("&#x2f;", "/");
    desk.run("track t.toml t.csv --as-of 2024-06-30 --report r.html --lang vi").ends(0);
    let html = read("r.html");
    for part in [
        "<h1>Tình hình thực hiện các chỉ tiêu</h1>",
        "Hộ mua sắm trực tuyến",
        "tính đến ngày 30",
        "chậm hơn tiến độ",
        "Việc cần làm",
        // 36 after 20 two years before, 60 two years on.
        "Cần nhanh hơn: Tỷ lệ hộ (Vinh, năm 2025: mỗi năm đã thay đổi 8, cần 12",
        "Cửa Lò",
        "≥\u{a0}60\u{a0}%",
        "t.csv",
    ] {
        assert!(html.contains(part), "{part}\n{html}");
    }
    desk.run("track t.toml t.csv --as-of 2024-06-30 --view rollout --cohort wave --report c.html --lang en")
        .ends(0);
    let html = read("c.html");
    for part in [
        "Roll-out by cohort",
        "Indicator: Share of households (%)",
        "Against the rest",
        "1 pilot",
        "The rest",
        "as of 2024-06-30",
    ] {
        assert!(html.contains(part), "{part}\n{html}");
    }
    desk.run("track t.toml t.csv --as-of 2024-06-30 --view milestones --report m.html").ends(0);
    let html = read("m.html");
    for part in [
        "How the milestones stand",
        "1: decided 2024-12-31; not reached",
        "Open: Political school.",
    ] {
        assert!(html.contains(part), "{part}\n{html}");
    }
    desk.run("track t.toml t.csv --as-of 2024-06-30 --view milestones --lang vi --report m.html")
        .ends(0);
    let html = read("m.html");
    for part in ["quyết định 31/12/2024", "chưa đạt, còn 184 ngày", "Còn lại: Trường chính trị."]
    {
        assert!(html.contains(part), "{part}\n{html}");
    }
    // Texts of a framework are texts, whatever they contain, and no input is overwritten.
    let wild = FRAMEWORK.replace("Share of households", "<b>Share & more</b>");
    let desk = desk.write("t.toml", &wild);
    desk.run("track t.toml t.csv --as-of 2024 --report r.html").ends(0);
    let html = std::fs::read_to_string(desk.path("r.html")).unwrap();
    assert!(!html.contains("<b>Share"), "{html}");
    desk.run("track t.toml t.csv --as-of 2024 --report t.csv").ends(2);
}

/// Every view in both languages: headings and stages in words, days as the language has them, and a
/// sentence where there is nothing to be shown.
#[test]
fn views_in_words() {
    let decided = "target = [{ period = \"2025\", value = 60, history = [\
                   { on = 2022-05-28, stage = \"questioned\" }] }]";
    let framework = FRAMEWORK.replace("target = [{ period = \"2025\", value = 60 }]", decided);
    let desk = Desk::new().write("t.toml", &framework).write("t.csv", DATA);
    let view = |rest: &str| {
        let mut command = desk.command(&format!("track t.toml t.csv --as-of 2024-06-30 {rest}"));
        command.env("COLUMNS", "400");
        finish(command).ends(0).out
    };
    let cases: [(&str, &[&str], &[&str]); 4] = [
        (
            "stress",
            &["Tốc độ phải có mỗi năm", "Với tốc độ trung vị"],
            // 24 in the two years from the end of 2023, for 36.
            &["Pace demanded", "At the median", "≥\u{a0}60", "12"],
        ),
        (
            "position --item share",
            &["Cách dẫn đầu", "Bách phân vị"],
            &["To the leader", "Percentile"],
        ),
        ("history", &["28/05/2022", "cần xem xét lại"], &["2022-05-28", "questioned"]),
        (
            "rollout --cohort wave --item share",
            &["Trung vị", "So với phần còn lại"],
            &["Median", "Against the rest"],
        ),
    ];
    for (name, vi, en) in cases {
        for (lang, words) in [("vi", vi), ("en", en)] {
            let out = view(&format!("--view {name} --lang {lang}"));
            // Headings of numbers stand on several lines.
            for word in words.iter().flat_map(|words| words.split(' ')) {
                assert!(out.contains(word), "{name}, {word}: {out}");
            }
        }
    }
    assert!(view("--lang vi").contains("đến ngày 30/06/2024"));
    // Nothing was decided, observed or grouped: a sentence and no empty table.
    let desk = Desk::new()
        .write("e.toml", "code = 'e'\ntitle = 'E'\n[[indicator]]\ncode = 'share'\n")
        .write("e.csv", "unit,period,share\na,2023,1\n");
    for (name, vi, en) in [
        ("stress", "Không chỉ tiêu nào thử được", "No target could be tested"),
        ("history", "Không chỉ tiêu nào ghi lịch sử", "No target states a history"),
        ("milestones", "Không có mốc nào", "No milestones"),
    ] {
        for (lang, sentence) in [("vi", vi), ("en", en)] {
            let run = desk
                .run(&format!("track e.toml e.csv --as-of 2024 --view {name} --lang {lang}"))
                .ends(0);
            assert!(run.out.contains(sentence), "{}", run.out);
        }
    }
}

#[test]
fn limits_of_ones_own() {
    let desk = desk();
    // 16 of 40 in two of four years is 0.8 of what the path asks for.
    let run = desk
        .run("track t.toml t.csv --as-of 2024-06-30 --unit vinh --limits 0.75,0.5,-0.1")
        .ends(0);
    assert!(run.out.contains("on track"), "{}", run.out);
    assert!(
        run.out.contains("with limits of one's own: straight path; ≥ 0.75 on track"),
        "{}",
        run.out
    );
    let run = desk
        .run("track t.toml t.csv --as-of 2024-06-30 --limits 0.9,0 --format json --unit vinh")
        .ends(0);
    let json = run.json();
    assert_eq!(
        (&json["rating"]["name"], &json["rows"][0]["status"]),
        (&"own".into(), &"limited".into())
    );
    desk.run("track t.toml t.csv --as-of 2024 --limits 0.5,0.9").ends(2);
    desk.run("track t.toml t.csv --as-of 2024 --limits high").ends(2);
}

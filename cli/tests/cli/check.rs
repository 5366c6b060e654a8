//! `chuan check`.

use super::{DATA, Desk, FRAMEWORK, with_input};

#[test]
fn what_is_right_ends_well() {
    let run = Desk::new().run("check f.toml d.csv").ends(0);
    assert_eq!(run.out, "1 file, 2 records: 2 accepted, 0 rejected.\nNothing is wrong.\n");
    assert_eq!(run.err, "");
    assert_eq!(Desk::new().run("check f.toml --lang vi").ends(0).out, "Không có gì sai.\n");
}

#[test]
fn errors_in_data_have_file_line_record_and_column() {
    let run = Desk::new().run("check f.toml wrong.csv").ends(1);
    assert!(run.out.starts_with("error[OBS-101]: unit `bb`"), "{}", run.out);
    let shown = "wrong.csv:3:1\n  │\n3 │ bb,2024,";
    assert!(run.out.contains(shown), "{}", run.out);
    assert!(run.out.contains("━━ record 2, unit\n"), "{}", run.out);
    assert!(run.out.contains("1 error:\n  1  OBS-101  Unknown unit\n"), "{}", run.out);
    assert!(run.out.ends_with("`chuan explain OBS-101` tells more.\n"), "{}", run.out);
    assert!(run.out.lines().all(|line| line.chars().count() <= 80), "{}", run.out);
    let run = Desk::new().run("check f.toml wrong.csv --lang vi").ends(1);
    assert!(run.out.starts_with("lỗi[OBS-101]: "), "{}", run.out);
    assert!(run.out.contains("━━ bản ghi 2, unit\n"), "{}", run.out);
}

#[test]
fn errors_in_a_framework_are_shown_where_they_are() {
    let wrong = FRAMEWORK.replace("weight = 3", "wieght = 3");
    let desk = Desk::new().write("f.toml", &wrong);
    let run = desk.run("check f.toml d.csv").ends(1);
    assert!(run.out.contains("wieght = 3"), "{}", run.out);
    assert!(run.out.contains("f.toml:19:1"), "{}", run.out);
    assert!(run.out.contains("help: write `weight`"), "{}", run.out);
    assert!(!run.out.contains("records"), "data were checked: {}", run.out);
}

#[test]
fn one_rule_does_not_drown_the_others() {
    let rows: String = (0..50).map(|n| format!("x{n},2024,1,yes\n")).collect();
    let data = format!("unit,period,share,plan\n{rows}a,2024,101,yes\n");
    let desk = Desk::new().write("d.csv", &data);
    let run = desk.run("check f.toml d.csv").ends(1);
    assert_eq!(run.out.matches("error[OBS-101]").count(), 10, "{}", run.out);
    assert!(run.out.contains("d.csv: … and 40 more of OBS-101\n"), "{}", run.out);
    assert!(run.out.contains("OBS-402"), "{}", run.out);
    assert_eq!(desk.run("check f.toml d.csv --format jsonl").out.lines().count(), 51);
    let run = desk.run("check f.toml d.csv --max-per-rule 0").ends(1);
    assert_eq!(run.out.matches("error[OBS-101]").count(), 50, "{}", run.out);
    // Every form says what was counted and is not listed.
    let said = "50 findings OBS-101 of severity error, of which 3 are listed";
    for form in ["jsonl", "csv", "sarif", "junit", "github"] {
        let run = desk.run(&format!("check f.toml d.csv --format {form} --max-per-rule 3")).ends(1);
        assert!(run.out.contains(said), "{form}: {}", run.out);
        let run = desk.run(&format!("check f.toml d.csv --format {form} --max-per-rule 0")).ends(1);
        assert!(!run.out.contains("OBS-024"), "{form}: {}", run.out);
    }
    let run = desk.run("check f.toml d.csv --format json --max-per-rule 3").ends(1);
    assert_eq!(run.json()["counts"]["rules"][0]["count"], 50);
    assert_eq!(run.json()["counts"]["rules"][0]["listed"], 3);
    let run = desk.run("check f.toml d.csv --format html --max-per-rule 3").ends(1);
    assert!(run.out.contains("50") && run.out.contains("47"), "{}", run.out);
    let run = desk.run("check f.toml d.csv --format json --max-findings 3").ends(1);
    assert_eq!(run.json()["findings"].as_array().unwrap().len(), 3);
    assert_eq!(run.json()["counts"]["error"], 51);
    assert_eq!(run.json()["counts"]["dropped"], 48);
}

#[test]
fn json_has_findings_counts_and_files() {
    let run = Desk::new().run("check f.toml wrong.csv --format json").ends(1);
    let json = run.json();
    let finding = &json["findings"][0];
    assert_eq!(finding["code"], "OBS-101");
    assert_eq!((&finding["record"], &finding["line"]), (&2.into(), &3.into()));
    assert_eq!(json["counts"]["rules"][0]["count"], 1);
    assert_eq!(json["files"][0]["rejected"], 1);
    assert_eq!(run.err, "");
}

#[test]
fn lines_of_json_and_csv_have_the_same_fields() {
    let desk = Desk::new();
    let lines = desk.run("check f.toml wrong.csv --format jsonl").ends(1).lines();
    let keys: Vec<&String> = lines[0].as_object().unwrap().keys().collect();
    let (header, rows) = desk.run("check f.toml wrong.csv --format csv").ends(1).table();
    assert_eq!(keys, header.iter().collect::<Vec<_>>());
    assert_eq!(rows.len(), 1);
}

#[test]
fn sarif_points_into_the_framework() {
    let wrong = FRAMEWORK.replace("weight = 3", "wieght = 3");
    let json =
        Desk::new().write("f.toml", &wrong).run("check f.toml --format sarif").ends(1).json();
    let run = &json["runs"][0];
    let result = &run["results"][0];
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(json["version"], "2.1.0");
    assert_eq!(place["artifactLocation"]["uri"], "f.toml");
    assert_eq!(place["region"]["startLine"], 19);
    assert_eq!(place["region"]["startColumn"], 1);
    let rule = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
    assert_eq!(run["tool"]["driver"]["rules"][rule]["id"], result["ruleId"]);
}

#[test]
fn junit_has_a_test_for_each_file() {
    let run = Desk::new().run("check f.toml d.csv wrong.csv --format junit").ends(1);
    assert!(run.out.contains("tests=\"3\" skipped=\"0\" failures=\"1\""), "{}", run.out);
}

#[test]
fn github_gets_annotations() {
    let run = Desk::new().run("check f.toml wrong.csv --format github").ends(1);
    assert!(run.out.starts_with("::error file=wrong.csv,line=3,title=OBS-101::"), "{}", run.out);
}

#[test]
fn data_come_from_standard_input_and_folders() {
    let desk = Desk::new();
    let run = with_input(desk.command("check f.toml -"), "unit,period,share,plan\nx,2024,1,1\n");
    let out = run.ends(1).out;
    assert!(out.contains("<stdin>:2") && out.contains("x,2024,1,1"), "{out}");
    std::fs::create_dir_all(desk.path("in/below")).unwrap();
    let desk = desk.write("in/b.csv", DATA).write("in/below/a.tsv", &DATA.replace(',', "\t"));
    let run = desk.run("check f.toml in --format json");
    let files = run.json()["files"].clone();
    assert_eq!(files[0]["file"], "in/b.csv");
    assert_eq!(files[1]["file"], "in/below/a.tsv");
}

#[test]
fn reading_can_be_told() {
    let data = "Xã;Tỷ lệ\na;50,5\nb;7,25\n";
    let desk = Desk::new().write("vi.csv", data);
    let args = "check f.toml vi.csv --numbers vi --delimiter ; --default-period 2024 \
                --column Xã=unit --format json";
    assert_eq!(desk.run(args).ends(0).json()["files"][0]["accepted"], 2);
    desk.run("check f.toml vi.csv --delimiter ab").ends(2);
    desk.run("check f.toml vi.csv --column unit").ends(2);
}

//! `chuan meeting`: the session of the examples, from its record to its levels and tables.

use super::Desk;

const RECORD: &str = include_str!("../../../examples/meeting-nghe-an/record.json");
const LOG: &str = include_str!("../../../examples/meeting-nghe-an/log.jsonl");
const FRAMEWORK: &str = include_str!("../../../examples/meeting-nghe-an/framework.toml");
const ASSESSMENTS: &str = include_str!("../../../examples/meeting-nghe-an/assessments.csv");
const LABELS: &str = include_str!("../../../examples/meeting-nghe-an/labels.csv");

fn desk() -> Desk {
    Desk::new()
        .write("r.json", RECORD)
        .write("l.jsonl", LOG)
        .write("m.toml", FRAMEWORK)
        .write("a.csv", ASSESSMENTS)
        .write("labels.csv", LABELS)
}

#[test]
fn counts_agree_with_their_nouns() {
    let desk = desk();
    let run = desk.run("meeting status r.json l.jsonl --as-of 2023-01-01 --only overdue").ends(0);
    assert!(run.out.contains("1 task: 0 done, 1 open, 1 overdue"), "{}", run.out);
    let run = desk.run("meeting status r.json l.jsonl --as-of 2023-01-01").ends(0);
    assert!(run.out.contains("15 tasks: 2 done, 13 open, 1 overdue"), "{}", run.out);
    assert!(!run.out.contains(" 1 tasks"), "{}", run.out);
    let run = desk.run("meeting audit r.json l.jsonl").ends(0);
    assert!(run.out.starts_with("A log of 7 lines about 15 tasks.\n"), "{}", run.out);
    let run = desk.run("meeting check r.json --format text").ends(0);
    assert!(run.out.contains("7 people, 15 tasks, 4 milestones"), "{}", run.out);
}

#[test]
fn a_decision_is_followed_to_its_level() {
    let desk = desk();
    let verb = "meeting milestones r.json l.jsonl --framework m.toml --data a.csv";
    let run = desk.run(&format!("{verb} --as-of 2023-01-05")).ends(0);
    for part in [
        "Milestones as of 2023-01-05",
        "Trường Chính trị tỉnh Nghệ An",
        "decided 2022-12-31 (365 days earlier)",
        "5 days overdue",
        "13 of 56 criteria are open",
        "d3.2",
        "t13",
        "Cadre and staff;",
    ] {
        assert!(run.out.contains(part), "{part}\n{}", run.out);
    }
    assert!(run.err.contains("MTG-806"), "{}", run.err);
    let run = desk.run(&format!("{verb} --as-of 2023-01-05 --format json")).ends(0);
    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let one = &json["milestones"][0];
    assert_eq!(
        (&one["level"], &one["state"], &one["days"]),
        (&"muc-1".into(), &"missed".into(), &(-5.0).into())
    );
    assert_eq!(one["working"][1]["criteria"][0], "chat-luong-doi-ngu");
    assert_eq!(json["not_joined"], serde_json::json!([]));
    let run = desk.run(&format!("{verb} --as-of 2022-05-28 --format csv")).ends(0);
    assert!(
        run.out.starts_with("scheme,level,level_name,unit,proposed,decided,moved,"),
        "{}",
        run.out
    );
    // Recognised one day early, by a document.
    let desk = desk.write(
        "acts.csv",
        "unit,scheme,act,level,date\ntruong-chinh-tri,truong-chinh-tri-chuan,recognised,muc-1,2022-12-30\n",
    );
    let run = desk.run(&format!("{verb} --as-of 2023-01-05 --recognitions acts.csv")).ends(0);
    assert!(run.out.contains("reached 1 day early"), "{}", run.out);
    // A framework that does not have the level is no reason to be silent.
    let run =
        desk.run("meeting milestones r.json --framework f.toml --data d.csv --as-of 2023-01-05");
    assert!(
        run.out.contains("Milestone m1-quyet is not joined: the framework has no such level."),
        "{}",
        run.out
    );
}

/// A value without nulls and empty lists.
fn without_nothing(value: serde_json::Value) -> serde_json::Value {
    use serde_json::Value;
    match value {
        Value::Object(members) => members
            .into_iter()
            .map(|(key, value)| (key, without_nothing(value)))
            .filter(|(_, value)| !value.is_null() && value.as_array().is_none_or(|a| !a.is_empty()))
            .collect(),
        Value::Array(values) => values.into_iter().map(without_nothing).collect(),
        other => other,
    }
}

#[test]
fn tables_go_out_and_come_back() {
    let desk = desk();
    desk.run("meeting export csv r.json l.jsonl --folder t").ends(0);
    for table in
        ["tasks", "attendance", "agenda", "decisions", "milestones", "bodies", "persons", "tenures"]
    {
        assert!(desk.path(&format!("t/{table}.csv")).is_file(), "{table}");
    }
    let run = desk
        .run("meeting import csv r.json t/tasks.csv t/decisions.csv t/agenda.csv -o again.json")
        .ends(0);
    assert_eq!(run.out, "");
    // The same, but for what is written and says nothing.
    let record = |file: &str| without_nothing(serde_json::from_str(&desk.read(file)).unwrap());
    assert_eq!(record("again.json"), record("r.json"));
    let run = desk.run("meeting export csv r.json --table milestones").ends(0);
    assert!(
        run.out.starts_with("id,reach,subject,due,state,from,replaces,due_text,note\nm1-de-xuat,")
    );
    let run = desk.run("meeting export csv r.json").ends(2);
    assert!(run.err.contains("--folder DIR is needed, or --table NAME"), "{}", run.err);
    let run = desk.run("meeting export csv r.json --table task").ends(2);
    assert!(run.err.contains("there is no table `task`"), "{}", run.err);
    let desk = desk.write("t/tasks.csv", "id,owner\nt01,nobody\n");
    let run = desk.run("meeting import csv r.json t/tasks.csv").ends(1);
    assert!(run.out.is_empty() && run.err.contains("MTG-102"), "{}", run.err);
}

#[test]
fn progress_goes_into_a_new_log_and_labels_become_events() {
    let desk = desk();
    desk.run("meeting export csv r.json l.jsonl --table progress -o progress.csv").ends(0);
    let at = "--recorded-at 2022-05-28T12:00:00+07:00";
    desk.run(&format!("meeting append r.json new.jsonl --event open {at}")).ends(0);
    desk.run(&format!("meeting append r.json new.jsonl --table progress.csv {at}")).ends(0);
    assert_eq!(desk.read("new.jsonl"), LOG);
    let at = "--recorded-at 2023-02-01T09:00:00+07:00";
    desk.run(&format!("meeting append r.json third.jsonl --event open {at}")).ends(0);
    let run =
        desk.run(&format!("meeting append r.json third.jsonl --table labels.csv {at}")).ends(0);
    assert_eq!(run.out.lines().count(), 2);
    assert!(run.err.contains("MTG-409"), "{}", run.err);
    // All or nothing: one wrong row, and the log is as it was.
    let before = desk.read("third.jsonl");
    let desk =
        desk.write("wrong.csv", "task,event,on\nt02,start,2023-01-05\nt99,start,2023-01-05\n");
    desk.run(&format!("meeting append r.json third.jsonl --table wrong.csv {at}")).ends(1);
    assert_eq!(desk.read("third.jsonl"), before);
    desk.run("meeting append r.json third.jsonl").ends(2);
}

#[test]
fn rates_of_groups_stand_on_one_line_each() {
    let desk = desk();
    let run = desk.run("meeting rates r.json l.jsonl --as-of 2023-01-05 --by owner").ends(0);
    let lines: Vec<&str> =
        run.out.lines().filter(|line| line.contains("Trường Chính trị")).collect();
    let [_, rates] = &lines[..] else { panic!("{}", run.out) };
    assert!(rates.contains("33.33 (1/3)") && rates.contains("– (0/0)"), "{}", run.out);
    assert!(run.out.lines().all(|line| line.chars().count() <= 80), "{}", run.out);
}

#[test]
fn milestones_of_a_framework_know_the_tasks_of_a_meeting() {
    // The third criterion has no task, the others have t15; which are open is known here.
    let framework = r#"
        code = "f"
        title = "F"
        ranking = []
        [[register.unit]]
        code = "truong-chinh-tri"
        name = "School"
        [[node]]
        code = "all"
        scored = false
        [[indicator]]
        code = "chat-luong-doi-ngu"
        parent = "all"
        scale = "status"
        [[indicator]]
        code = "other"
        parent = "all"
        scale = "status"
        [[scheme]]
        code = "truong-chinh-tri-chuan"
        [[scheme.level]]
        code = "1"
        require = [{ all_criteria = "all" }]
        [[milestone]]
        scheme = "truong-chinh-tri-chuan"
        level = "1"
        unit = "truong-chinh-tri"
        period = "2022"
        stage = "decided"
    "#;
    let desk = desk().write("own.toml", framework).write(
        "own.csv",
        "unit,period,chat-luong-doi-ngu,other\ntruong-chinh-tri,2022-05,not_met,not_met\n",
    );
    let verb = "track own.toml own.csv --as-of 2022-06-01 --view milestones";
    let none = |out: &str| !out.contains("No task works on");
    let run = desk.run(verb).ends(0);
    assert!(none(&run.out) && run.out.contains("2 of 2 criteria are open"), "{}", run.out);
    let run = desk.run(&format!("{verb} --record r.json --log l.jsonl")).ends(0);
    assert!(run.out.contains("No task works on: other."), "{}", run.out);
    let run = desk.run("track own.toml own.csv --as-of 2022-06-01 --record r.json").ends(2);
    assert!(run.err.contains("`--record` is for `--view milestones` only"), "{}", run.err);
    desk.run(&format!("{verb} --log l.jsonl")).ends(2);
}

#[test]
fn what_is_not_of_the_format_is_said() {
    let desk = desk();
    for format in ["oparl", "popolo", "legistar"] {
        let run = desk.run(&format!("meeting import {format} r.json")).ends(1);
        assert!(run.err.contains("MTG-904"), "{format}: {}", run.err);
    }
}

/// The record in which the meeting, a statement, a decision or a task of some id is secret.
fn with_secret(id: &str) -> String {
    fn hide(value: &mut serde_json::Value, id: &str) {
        match value {
            serde_json::Value::Object(members) => {
                if members.get("id").is_some_and(|own| own == id) {
                    members.insert("visibility".to_owned(), "secret".into());
                }
                members.values_mut().for_each(|member| hide(member, id));
            }
            serde_json::Value::Array(members) => members.iter_mut().for_each(|m| hide(m, id)),
            _ => {}
        }
    }
    let mut record = serde_json::from_str(RECORD).unwrap();
    hide(&mut record, id);
    record.to_string()
}

#[test]
fn what_rests_on_a_secret_decision_is_in_no_public_output() {
    // Task t13 rests on decision d3.2 alone.
    let desk = desk().write("r.json", &with_secret("d3.2"));
    let status = "meeting status r.json --as-of 2023-01-05 --format csv";
    let all = desk.run(status).ends(0).out;
    assert!(all.contains("t13,") && all.contains("t14,"), "{all}");
    let public = desk.run(&format!("{status} --public")).ends(0).out;
    assert!(!public.contains("t13,") && public.contains("t14,"), "{public}");

    let lines = LOG.lines().filter(|line| !line.contains("\"note\""));
    let about = |task: &str| {
        format!(
            "{{\"event\":\"note\",\"note\":\"x\",\"on\":\"2023-01-05\",\"recorded_at\":\"2023-01-05T09:00:00+07:00\",\"seq\":9,\"task\":\"{task}\"}}"
        )
    };
    let log: Vec<String> = lines.map(str::to_owned).chain([about("t13"), about("t14")]).collect();
    let desk = desk.write("l.jsonl", &log.join("\n"));
    let export = "meeting export csv r.json l.jsonl --table progress";
    let public = desk.run(export).ends(0).out;
    assert!(!public.contains("t13") && public.contains("t14"), "{public}");
    let all = desk.run(&format!("{export} --confidential")).ends(0).out;
    assert!(all.contains("t13") && all.contains("t14"), "{all}");
}

#[test]
fn of_a_secret_meeting_nothing_is_public() {
    let meeting: serde_json::Value = serde_json::from_str(RECORD).unwrap();
    let id = meeting["meeting"]["id"].as_str().unwrap();
    let desk = desk().write("r.json", &with_secret(id));
    let run = desk
        .run(
            "meeting milestones r.json --framework m.toml --data a.csv --as-of 2023-01-05 --public",
        )
        .ends(2);
    assert!(run.out.is_empty() && run.err.contains("the meeting is not public"), "{}", run.err);
    let run = desk.run("meeting status r.json --as-of 2023-01-05 --public --format csv").ends(0);
    assert_eq!(run.out.lines().count(), 1, "{}", run.out);
    let run = desk.run("meeting export csv r.json l.jsonl --table progress").ends(0);
    assert!(!run.out.contains("t13"), "{}", run.out);
}

#[test]
fn an_official_reads_days_and_deadlines_in_vietnamese() {
    let record = RECORD.replace(r#""due": "2022","#, r#""due": "2022-12-31","#);
    assert_ne!(record, RECORD);
    let desk = desk().write("v.json", &record);
    let has = |run: &super::Run, parts: &[&str]| {
        for part in parts {
            assert!(run.out.contains(part), "{part}\n{}", run.out);
        }
        // What the figures rest on, and what stands in the file, is as it is.
        let told = |line: &&str| !line.contains(['=', '│']);
        let days = run.out.lines().filter(told).any(|line| line.contains("2022-12-31"));
        assert!(!days, "{}", run.out);
    };
    let run = desk.run("meeting status v.json --as-of 2023-01-05 --known-at 2023-01-01 --lang vi");
    let first = "Tình trạng nhiệm vụ đến hết ngày 05/01/2023, theo thông tin biết đến 01/01/2023\n";
    assert!(run.ends(0).out.starts_with(first));
    let run = desk.run("meeting status v.json --as-of 2023-01-05 --lang vi").ends(0);
    has(&run, &["31/12/2022", "quá 5", "còn 2.917"]);
    let run = desk.run("meeting rates v.json --as-of 2023-01-05 --by quarter --lang vi").ends(0);
    has(&run, &["05/01/2023", "quý II/2022"]);
    let verb = "meeting milestones v.json --framework m.toml --data a.csv --as-of 2023-01-05";
    let run = desk.run(&format!("{verb} --lang vi")).ends(0);
    let decided = "đề xuất 31/12/2023, quyết định 31/12/2022 (sớm hơn 365 ngày)";
    has(&run, &["Mốc đến hết ngày 05/01/2023", decided]);
    let run = desk.run("meeting check v.json --lang vi").ends(0);
    has(&run, &["Tỉnh ủy Nghệ An · 28/05/2022", "quyết định 31/12/2022", "cam kết s3.5"]);
    // The task that came of a commitment stands below it.
    assert!(run.out.contains("t15 Có chính sách"), "{}", run.out);
}

#[test]
fn the_parts_of_counts_add_up_within_eighty_columns() {
    let desk = desk();
    for by in ["owner", "item", "level"] {
        let run = desk.run(&format!("meeting rates r.json l.jsonl --as-of 2023-01-05 --by {by}"));
        let run = run.ends(0);
        assert!(run.out.contains("undated"), "{}", run.out);
        assert!(run.out.lines().all(|line| line.chars().count() <= 80), "{}", run.out);
        // Total, done, undated, open, in time, overdue, undated.
        let table = run.out.split("\n\n").next().unwrap();
        let numbers = |line: &str| -> Vec<u64> {
            let words = line.split_whitespace().rev();
            let all: Vec<u64> = words.map_while(|word| word.parse().ok()).take(7).collect();
            all.into_iter().rev().collect()
        };
        let rows: Vec<_> = table.lines().map(numbers).filter(|row| row.len() == 7).collect();
        assert!(rows.len() > 2, "{}", run.out);
        for row in rows {
            assert_eq!(row[0], row[1] + row[3], "{}", run.out);
            assert_eq!((row[1], row[3]), (row[2], row[4] + row[5] + row[6]), "{}", run.out);
        }
    }
}

#[test]
fn a_log_that_was_changed_or_cut_off_is_never_said_to_be_right() {
    let changed = LOG.replacen("2022-08-05", "2022-08-06", 1);
    let (cut, _) = LOG.trim_end().rsplit_once('\n').unwrap();
    let desk = desk().write("changed.jsonl", &changed).write("cut.jsonl", &format!("{cut}\n"));
    let head = "sha256:86b330bbfdde70a39ffbac6d4eed5af87021a7ad458f37c8416f31c79f9aad7a";
    desk.run(&format!("meeting audit r.json l.jsonl --head {head}")).ends(0);
    let run = desk.run("meeting audit r.json changed.jsonl --lang vi").ends(1);
    assert!(run.out.contains("Dòng đầu tiên bị sửa: 2."), "{}", run.out);
    assert!(run.out.contains("đã bị sửa sau khi ghi"), "{}", run.out);
    let run = desk.run(&format!("meeting audit r.json cut.jsonl --head {head}")).ends(1);
    assert!(run.out.contains("lines were cut off"), "{}", run.out);
    assert!(!run.out.contains("Nothing is wrong"), "{}", run.out);
}

#[test]
fn what_is_not_added_is_said_in_the_language_asked_for() {
    let desk = desk();
    let add = "meeting append r.json l.jsonl --lang vi --on 2023-09-01 --task t13 --by body:tinh-uy-nghe-an";
    let run = desk.run(&format!("{add} --event extend")).ends(2);
    assert!(run.err.contains("sự kiện thiếu `due`; không ghi gì"), "{}", run.err);
    let run = desk.run(&format!("{add} --event note --head sha256:{}", "0".repeat(64))).ends(2);
    assert!(run.err.contains("đã có người khác ghi vào"), "{}", run.err);
    assert_eq!(desk.read("l.jsonl"), LOG);
}

#[test]
fn two_logs_that_were_kept_apart_become_one() {
    let desk = desk().write("two.jsonl", LOG);
    let add = "--event note --on 2023-09-01 --by body:tinh-uy-nghe-an --recorded-at 2023-09-0";
    desk.run(&format!("meeting append r.json l.jsonl --task t13 {add}1T09:00:00+07:00")).ends(0);
    desk.run(&format!("meeting append r.json two.jsonl --task t14 {add}2T09:00:00+07:00")).ends(0);
    desk.run("meeting merge l.jsonl two.jsonl -o one.jsonl").ends(0);
    let one = desk.read("one.jsonl");
    // What both share stands there once; then one line of each.
    assert_eq!(one.lines().count(), LOG.lines().count() + 2);
    desk.run("meeting audit r.json one.jsonl").ends(0);
    desk.run("meeting merge two.jsonl l.jsonl -o other.jsonl").ends(0);
    assert_eq!(desk.read("other.jsonl"), one);
    let desk = desk.write("broken.jsonl", &LOG.replacen("2022-08-05", "2022-08-06", 1));
    let run = desk.run("meeting merge l.jsonl broken.jsonl").ends(2);
    assert!(run.err.contains("line 3 of the second log"), "{}", run.err);
}

#[test]
fn records_may_share_a_registry() {
    let mut record: serde_json::Value = serde_json::from_str(RECORD).unwrap();
    let registry = record["registry"].take();
    let name =
        |sha256: &str| serde_json::json!({ "shared": { "file": "s.json", "sha256": sha256 } });
    record["registry"] = name(&"0".repeat(64));
    let desk =
        desk().write("s.json", &registry.to_string()).write("wrong.json", &record.to_string());
    // The hash that the file has is said.
    let run = desk.run("meeting check wrong.json --format csv").ends(1);
    let hash = run.out.split("sha256:").nth(1).unwrap().get(..64).unwrap().to_owned();
    record["registry"] = name(&hash);
    let desk = desk.write("shared.json", &record.to_string());
    for verb in ["status FILE --as-of 2023-01-01", "export popolo FILE"] {
        let run = |file: &str| desk.run(&format!("meeting {}", verb.replace("FILE", file)));
        let (one, other) = (run("r.json"), run("shared.json"));
        let plain = |text: &str| {
            let lines =
                text.lines().filter(|line| !line.contains("sha256:") && !line.contains("json:"));
            lines.collect::<Vec<_>>().join("\n").replace("r.json", "shared.json")
        };
        assert!(one.out.contains("Nghệ An"), "{}", one.out);
        assert_eq!((one.code, plain(&one.out)), (other.code, plain(&other.out)), "{verb}");
    }
    for file in ["r.json", "shared.json"] {
        let run = desk.run(&format!("meeting check {file}")).ends(0);
        assert!(run.out.contains("21 warnings, 16 infos"), "{}", run.out);
    }
    std::fs::remove_file(desk.path("s.json")).unwrap();
    let run = desk.run("meeting status shared.json --as-of 2023-01-01").ends(2);
    assert!(run.err.contains("s.json"), "{}", run.err);
    let desk = desk.write("s.json", "{ \"bodys\": [] }");
    let run = desk.run("meeting status shared.json --as-of 2023-01-01").ends(1);
    assert!(run.err.contains("s.json") && run.err.contains("bodys"), "{}", run.err);
}

use super::support::{base, chained, day, reference};
use chuan::finding::Findings;
use chuan::meeting::log::{KnownAt, Replay, ReplayOptions, TaskStatus, label, replay};
use chuan::text::Lang;
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::Cursor;

/// Codes and lines, without the note that a bare list of events has no opening line.
fn codes(findings: &Findings) -> BTreeSet<(String, u64)> {
    let list = findings.iter().filter(|finding| finding.code() != "MTG-712");
    list.map(|finding| (finding.code().to_owned(), finding.place.line.unwrap())).collect()
}

fn agrees(status: &TaskStatus, expected: &Value, what: &str) {
    let timeliness = status.timeliness.map_or("void", |timeliness| timeliness.as_str());
    assert_eq!(status.state.as_str(), expected["state"], "{what}");
    assert_eq!(timeliness, expected["timeliness"], "{what}");
    assert_eq!(status.days, expected["days"].as_i64(), "{what}");
    assert_eq!(label(status.state, status.timeliness, Lang::Vi), expected["label_vi"], "{what}");
}

#[test]
fn every_case_of_the_reference_has_its_states_findings_and_head() {
    let Some(text) = reference("log_cases.json") else { return };
    let file: Value = serde_json::from_str(&text).unwrap();
    let cases = file["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 23);
    for case in cases {
        let name = case["name"].as_str().unwrap();
        let base = base(&[case["task"].clone()], case["meeting_date"].as_str().unwrap());
        let events = case["events"].as_array().unwrap();
        let (log, head) = chained(events);
        assert_eq!(head.as_deref(), case["chain_head"].as_str(), "{name}");
        let line = |seq: u64| {
            let place = events.iter().position(|event| event["seq"] == seq).unwrap();
            place as u64 + 1
        };
        for expected in case["expect"].as_array().unwrap() {
            let as_of = expected["as_of"].as_str().unwrap();
            let replay = replay(Cursor::new(&log), &base, &ReplayOptions::new(day(as_of))).unwrap();
            let what = format!("{name} as of {as_of}");
            let [status] = &replay.tasks[..] else { panic!("{what}: one task") };
            agrees(status, expected, &what);
            let due = status.due.as_ref().map(|due| due.as_str());
            assert_eq!(due, expected["due"].as_str(), "{what}");
            assert_eq!(status.owner.as_deref(), expected["owner"].as_str(), "{what}");
            let found: BTreeSet<(String, u64)> = case["findings"]
                .as_array()
                .unwrap()
                .iter()
                .map(|f| (f[0].as_str().unwrap().to_owned(), line(f[1].as_u64().unwrap())))
                .collect();
            assert_eq!(codes(&replay.findings), found, "{what}");
            assert_eq!(replay.head.map(|head| head.to_string()), head, "{what}");
            assert_eq!(replay.first_changed, None, "{what}");
        }
    }
}

/// The session of 28 May 2022 and what was found out later.
fn followed(options: &ReplayOptions) -> Option<(Replay, Vec<Value>)> {
    let record: Value = serde_json::from_str(&reference("nghe_an_2022-05-28.json")?).unwrap();
    let tasks = record["tasks"].as_array().unwrap();
    let log = reference("nghe_an_2022-05-28.followup.jsonl")?;
    let base = base(tasks, "2022-05-28");
    Some((replay(Cursor::new(log), &base, options).unwrap(), tasks.clone()))
}

#[test]
fn the_session_stands_as_expected_on_every_date() {
    let Some(text) = reference("nghe_an_2022-05-28.expected.json") else { return };
    let expected: Value = serde_json::from_str(&text).unwrap();
    for (date, table) in expected["as_of"].as_object().unwrap() {
        let (as_of, known) =
            date.split_once(" known ").map_or((&**date, None), |(a, k)| (a, Some(k)));
        let mut options = ReplayOptions::new(day(as_of));
        options.known_at = known.map(|known| KnownAt::parse(known).unwrap());
        let (replay, tasks) = followed(&options).unwrap();
        assert!(replay.findings.is_empty(), "{:?}", replay.findings);
        assert_eq!(replay.head.unwrap().to_string(), expected["log_head"]);
        assert_eq!(replay.tasks.len(), 15);
        for status in &replay.tasks {
            let id = tasks[status.index]["id"].as_str().unwrap();
            agrees(status, &table["tasks"][id], &format!("{id} as of {date}"));
        }
    }
}

#[test]
fn the_first_line_that_was_changed_is_named() {
    let Some(log) = reference("nghe_an_2022-05-28.followup.jsonl") else { return };
    let base = super::support::base(&[], "2022-05-28");
    let first = |log: &str| {
        let options = ReplayOptions::new(day("2024-01-01"));
        replay(Cursor::new(log.as_bytes()), &base, &options).unwrap().first_changed
    };
    assert_eq!(first(&log), None);
    let lines: Vec<&str> = log.lines().collect();
    // The head of the log is what shows that the last line was changed.
    for place in 0..lines.len() - 1 {
        for (from, to) in [("\"on\":\"2", "\"on\":\"1"), ("\"prev\":", "\"Prev\":")] {
            let mut changed: Vec<String> = lines.iter().map(|&line| line.to_owned()).collect();
            changed[place] = changed[place].replace(from, to);
            assert_eq!(first(&changed.join("\n")), Some(place as u64 + 1), "{place} {from}");
        }
        let mut without: Vec<&str> = lines.clone();
        without.remove(place);
        assert!(first(&without.join("\n")).is_some(), "{place}");
    }
}

#[test]
fn a_record_that_is_not_the_one_of_the_log_is_found() {
    let Some(log) = reference("nghe_an_2022-05-28.followup.jsonl") else { return };
    let mut base = super::support::base(&[], "2022-05-28");
    base.record_sha256 = Some("0".repeat(64));
    let options = ReplayOptions::new(day("2024-01-01"));
    let replay = replay(Cursor::new(log), &base, &options).unwrap();
    assert!(replay.findings.iter().any(|finding| finding.code() == "MTG-705"));
}

/// The findings of a log about one task, by code and line.
fn found(events: &[Value], silent_days: Option<u32>, as_of: &str) -> BTreeSet<(String, u64)> {
    let base = base(&[serde_json::json!({"id": "t"})], "2022-05-28");
    let mut options = ReplayOptions::new(day(as_of));
    options.silent_days = silent_days;
    let replay = replay(Cursor::new(chained(events).0), &base, &options).unwrap();
    let list = replay.findings.iter().filter(|finding| finding.code() != "MTG-712");
    list.map(|finding| (finding.code().to_owned(), finding.place.line.unwrap_or(0))).collect()
}

#[test]
fn a_task_that_is_unknown_and_one_of_which_nothing_is_heard() {
    let note = |seq: u64, task: &str| {
        serde_json::json!({"seq": seq, "event": "note", "task": task, "on": "2022-06-01",
            "recorded_at": "2022-06-01T09:00:00+07:00"})
    };
    let one = |code: &str, line| BTreeSet::from([(code.to_owned(), line)]);
    assert_eq!(found(&[note(1, "t"), note(2, "u")], None, "2022-07-01"), one("MTG-702", 2));
    // Thirty days after the note is not more than thirty.
    assert_eq!(found(&[note(1, "t")], Some(30), "2022-07-01"), BTreeSet::new());
    assert_eq!(found(&[note(1, "t")], Some(30), "2022-07-02"), one("MTG-711", 0));
}

#[test]
fn findings_beyond_a_limit_are_counted() {
    let illegal = |seq: u64| {
        serde_json::json!({"seq": seq, "event": "return", "task": "t", "on": "2022-06-01",
            "recorded_at": "2022-06-01T09:00:00+07:00"})
    };
    let events: Vec<Value> = (1..=5).map(illegal).collect();
    let base = base(&[serde_json::json!({"id": "t"})], "2022-05-28");
    let mut options = ReplayOptions::new(day("2022-07-01"));
    options.most_per_rule = 2;
    let findings = replay(Cursor::new(chained(&events).0), &base, &options).unwrap().findings;
    let listed = findings.iter().filter(|finding| finding.code() == "MTG-701").count();
    assert_eq!((listed, findings.errors()), (2, 5));
}

//! Sections 7 and 8 of the domain's description, line by line: what may happen in which state, and
//! what is found in logs that do otherwise.

use super::support::{base, chained, day};
use chuan::finding::Severity;
use chuan::meeting::log::{CountedAt, EventKind, ReplayOptions, State, Timeliness, replay};
use serde_json::{Value, json};
use std::io::Cursor;

/// The table of legal events, as it is printed there.
#[test]
fn what_may_happen_is_what_the_table_of_legal_events_says() {
    let open = ["assigned", "active", "submitted", "paused"];
    let table: [(&str, &[&str], &str); 14] = [
        ("start", &["assigned"], "active"),
        ("report", &["assigned", "active"], "active"),
        ("submit", &["assigned", "active"], "submitted"),
        ("accept", &["assigned", "active", "submitted"], "done"),
        ("return", &["submitted"], "active"),
        ("pause", &["assigned", "active"], "paused"),
        ("resume", &["paused"], "active"),
        ("extend", &open, "same"),
        ("reassign", &open, "same"),
        ("cancel", &open, "cancelled"),
        ("reopen", &["done", "cancelled"], "active"),
        ("note", &["assigned", "active", "submitted", "done", "paused", "cancelled"], "same"),
        ("void", &[], ""),
        ("open", &[], ""),
    ];
    for (event, from, to) in table {
        let event: EventKind = event.parse().unwrap();
        for state in State::ALL {
            let legal = from.contains(&state.as_str());
            let to = if to == "same" { state.as_str() } else { to };
            let after = event.after(state).map(State::as_str);
            assert_eq!(after, legal.then_some(to), "{event} {state}");
        }
    }
}

/// An event of the task `t`, which was given to `x` on 28 May 2022 and is due at the end of the year.
fn event(seq: u64, kind: &str, on: &str, more: Value) -> Value {
    let mut event = json!({"seq": seq, "event": kind, "task": "t", "on": on, "by": "body:office",
        "recorded_at": format!("{on}T09:00:00+07:00"), "evidence": ["x:1"]});
    for (key, value) in more.as_object().unwrap() {
        event[key] = value.clone();
    }
    event
}

fn log_of(events: Vec<Value>) -> String {
    let open = json!({"seq": 0, "event": "open", "on": "2022-05-28", "record_sha256": "00",
        "recorded_at": "2022-05-28T12:00:00+07:00"});
    chained(&[vec![open], events].concat()).0
}

fn task() -> chuan::meeting::log::LogBase {
    base(&[json!({"id": "t", "owner": "x", "due": "2022-12-31"})], "2022-05-28")
}

type Found = Vec<(&'static str, Option<u64>, Severity)>;

fn found(log: &str) -> Found {
    let options = ReplayOptions::new(day("2024-01-01"));
    let replay = replay(Cursor::new(log), &task(), &options).unwrap();
    replay.findings.iter().map(|f| (f.code(), f.place.line, f.severity)).collect()
}

#[test]
fn every_rule_about_logs_finds_its_fault_at_its_line_and_nothing_else() {
    let (error, warning) = (Severity::Error, Severity::Warning);
    let none = || json!({});
    let one = |kind: &str, on: &str, more: Value| vec![event(1, kind, on, more)];
    let two = |first: (&str, Value), second: (&str, Value)| {
        vec![event(1, first.0, "2022-06-01", first.1), event(2, second.0, "2022-06-02", second.1)]
    };
    let void = |seq: u64, target: u64| {
        json!({"seq": seq, "event": "void", "on": "2022-06-05", "seq_ref": target,
            "recorded_at": "2022-06-05T09:00:00+07:00"})
    };
    let note = |seq| event(seq, "note", "2022-06-01", json!({}));
    let cases: Vec<(&str, Vec<Value>, Found)> = vec![
        ("all is right", one("start", "2022-06-01", none()), vec![]),
        ("illegal", one("resume", "2022-06-01", none()), vec![("MTG-701", Some(2), error)]),
        (
            "a second opening",
            vec![event(1, "open", "2022-06-01", json!({"record_sha256": "00"}))],
            vec![("MTG-701", Some(2), error)],
        ),
        (
            "an unknown task",
            one("start", "2022-06-01", json!({"task": "u"})),
            vec![("MTG-702", Some(2), error)],
        ),
        (
            "before it was given",
            one("start", "2022-05-27", none()),
            vec![("MTG-703", Some(2), error)],
        ),
        (
            "recorded before it happened",
            one("start", "2022-06-02", json!({"recorded_at": "2022-06-01T23:59:59+07:00"})),
            vec![("MTG-703", Some(2), error)],
        ),
        ("a gap", vec![note(2)], vec![("MTG-704", Some(2), error)]),
        ("a repeat", vec![note(1), note(1)], vec![("MTG-704", Some(3), error)]),
        (
            "back-dated",
            vec![note(1), event(2, "note", "2022-05-30", none())],
            vec![("MTG-706", Some(3), warning)],
        ),
        (
            "more than all",
            one("report", "2022-06-01", json!({"percent": 101})),
            vec![("MTG-707", Some(2), warning)],
        ),
        (
            "less than nothing",
            one("report", "2022-06-01", json!({"percent": -1})),
            vec![("MTG-707", Some(2), warning)],
        ),
        (
            "falling",
            two(("report", json!({"percent": 40})), ("report", json!({"percent": 30}))),
            vec![("MTG-707", Some(3), warning)],
        ),
        (
            "extended without evidence",
            one("extend", "2022-06-01", json!({"due": "2023", "evidence": []})),
            vec![("MTG-708", Some(2), warning)],
        ),
        ("extended on the last day", one("extend", "2022-12-31", json!({"due": "2023"})), vec![]),
        (
            "extended when it had passed",
            one("extend", "2023-01-01", json!({"due": "2023"})),
            vec![("MTG-708", Some(2), warning)],
        ),
        (
            "moved to an earlier day",
            one("extend", "2022-06-01", json!({"due": "2022-11"})),
            vec![("MTG-708", Some(2), warning)],
        ),
        (
            "accepted by its owner",
            one("accept", "2022-06-01", json!({"by": "body:x"})),
            vec![("MTG-709", Some(2), warning)],
        ),
        (
            "returned by its owner",
            two(("submit", none()), ("return", json!({"by": "body:x"}))),
            vec![("MTG-709", Some(3), warning)],
        ),
        (
            "accepted by who owns it by now",
            two(("reassign", json!({"owner": "y"})), ("accept", json!({"by": "body:y"}))),
            vec![("MTG-709", Some(3), warning)],
        ),
        (
            "accepted by who owned it",
            two(("reassign", json!({"owner": "y"})), ("accept", json!({"by": "body:x"}))),
            vec![],
        ),
        (
            "accepted without evidence",
            one("accept", "2022-06-01", json!({"evidence": []})),
            vec![("MTG-710", Some(2), warning)],
        ),
        ("a void of nothing", vec![note(1), void(2, 7)], vec![("MTG-713", Some(3), error)]),
        ("a void of itself", vec![note(1), void(2, 2)], vec![("MTG-713", Some(3), error)]),
        (
            "a void of what was taken out",
            vec![note(1), void(2, 1), void(3, 1)],
            vec![("MTG-713", Some(4), error)],
        ),
    ];
    for (name, events, expected) in cases {
        assert_eq!(found(&log_of(events)), expected, "{name}");
    }
    // No event at all, and a log that does not begin.
    let log = log_of(vec![note(1)]) + "{\"seq\":2,\"event\":\"begin\"}\n";
    assert_eq!(found(&log), [("MTG-700", Some(3), error)]);
    let begun = chained(&[note(1)]).0;
    assert_eq!(found(&begun)[0].0, "MTG-712");
}

fn status(
    events: Vec<Value>,
    as_of: &str,
    set: impl Fn(&mut ReplayOptions),
) -> (State, Timeliness, i64) {
    let mut options = ReplayOptions::new(day(as_of));
    set(&mut options);
    let replay = replay(Cursor::new(log_of(events)), &task(), &options).unwrap();
    let status = &replay.tasks[0];
    (status.state, status.timeliness.unwrap(), status.days.unwrap())
}

#[test]
fn policies_are_settings_with_the_defaults_of_the_description() {
    let none = || json!({});
    let life =
        || vec![event(1, "submit", "2022-12-30", none()), event(2, "accept", "2023-01-09", none())];
    // Completion counts at the submission, or at the acceptance.
    let done = |set: fn(&mut ReplayOptions)| status(life(), "2023-02-01", set);
    assert_eq!(done(|_| {}), (State::Done, Timeliness::OnTime, -1));
    let accepted = |options: &mut ReplayOptions| options.policy.counted_at = CountedAt::Accepted;
    assert_eq!(done(accepted), (State::Done, Timeliness::Late, 9));
    // A submission freezes the day, unless acceptance counts.
    let handed_in = |set: fn(&mut ReplayOptions)| status(life(), "2023-01-05", set);
    assert_eq!(handed_in(|_| {}), (State::Submitted, Timeliness::OnTrack, -1));
    assert_eq!(handed_in(accepted), (State::Submitted, Timeliness::Overdue, 5));
    // Seven days, today included; or as many as wanted.
    let near = |as_of, set: fn(&mut ReplayOptions)| status(vec![], as_of, set);
    assert_eq!(near("2022-12-23", |_| {}), (State::Assigned, Timeliness::OnTrack, -8));
    assert_eq!(near("2022-12-24", |_| {}), (State::Assigned, Timeliness::DueSoon, -7));
    assert_eq!(near("2022-12-31", |_| {}), (State::Assigned, Timeliness::DueSoon, 0));
    assert_eq!(near("2023-01-01", |_| {}), (State::Assigned, Timeliness::Overdue, 1));
    let three = |options: &mut ReplayOptions| options.policy.due_soon_days = 3;
    assert_eq!(near("2022-12-27", three), (State::Assigned, Timeliness::OnTrack, -4));
    // A pause does not stop the clock, unless it is said to: ten days of it move the last day.
    let paused =
        || vec![event(1, "pause", "2022-06-01", none()), event(2, "resume", "2022-06-11", none())];
    let stops = |options: &mut ReplayOptions| options.policy.pause_stops_clock = true;
    let went_on = |set: fn(&mut ReplayOptions)| status(paused(), "2023-01-05", set);
    assert_eq!(went_on(|_| {}), (State::Active, Timeliness::Overdue, 5));
    assert_eq!(went_on(stops), (State::Active, Timeliness::DueSoon, -5));
}

#[test]
fn the_deadline_as_it_was_first_given_is_judged_beside_the_current_one() {
    let events = vec![
        event(1, "extend", "2022-12-01", json!({"due": "2023-06-30"})),
        event(2, "submit", "2023-03-01", json!({})),
        event(3, "accept", "2023-03-10", json!({})),
    ];
    let options = ReplayOptions::new(day("2023-12-31"));
    let replay = replay(Cursor::new(log_of(events)), &task(), &options).unwrap();
    assert_eq!(replay.tasks[0].timeliness, Some(Timeliness::OnTime));
    assert_eq!(replay.tasks[0].against_original, Some(Timeliness::Late));
    assert_eq!(replay.tasks[0].days, Some(-121));
}

//! Replaying a log takes memory by the tasks it is about, however many events it has.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use chrono::{Days, NaiveDate};
use chuan::meeting::log::{Event, Hash, LogBase, ReplayOptions, TaskBase, replay};
use peak_alloc::PeakAlloc;
use serde_json::{Value, json};
use std::io::Cursor;

/// Counts every allocation of this program.
#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

fn day(number: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 1, 2).unwrap() + Days::new(number)
}

/// What events are like.
#[derive(Clone, Copy, PartialEq)]
enum Log {
    /// All is right.
    Whole,
    /// The events of every task come in the wrong order.
    Backwards,
    /// Every line is at fault.
    Faulty,
}

/// A log of so many rounds, in each of which something is said of every task.
fn log(kind: Log, tasks: u64, rounds: u64) -> String {
    let (mut text, mut head) = (String::new(), None::<String>);
    let mut put = |mut event: Value, seq: u64, on: NaiveDate| {
        event["seq"] = seq.into();
        event["on"] = on.to_string().into();
        event["prev"] = head.clone().map_or(Value::Null, Value::String);
        // Late enough for any day.
        event["recorded_at"] = "2030-01-01T12:00:00+07:00".into();
        let line = Event::from_value(event).unwrap().to_line();
        head = Some(Hash::of(line.as_bytes()).to_string());
        text.push_str(&line);
        text.push('\n');
    };
    put(json!({"event": "open", "record_sha256": "00"}), 0, day(0));
    for round in 0..rounds {
        let on = if kind == Log::Backwards { day(rounds - round) } else { day(round) };
        for task in 0..tasks {
            let event = if kind == Log::Faulty { "resume" } else { "note" };
            let event = json!({"event": event, "task": format!("t{task}"), "note": "Đã họp"});
            put(event, round * tasks + task + 1, on);
        }
    }
    text
}

/// Bytes at the peak of a replay, and how many findings there were.
fn peak(kind: Log, tasks: u64, rounds: u64) -> (usize, u64) {
    let text = log(kind, tasks, rounds);
    let base = LogBase {
        tasks: (0..tasks).map(|task| TaskBase::new(format!("t{task}"), day(0))).collect(),
        ..LogBase::default()
    };
    let options = ReplayOptions::new(day(2000));
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let replay = replay(Cursor::new(&text), &base, &options).unwrap();
    let used = MEMORY.peak_usage() - before;
    assert_eq!(replay.lines, tasks * rounds + 1);
    assert_eq!(replay.tasks.len() as u64, tasks);
    // Each event was taken once, in however many readings.
    let taken = if kind == Log::Faulty { 0 } else { rounds };
    assert!(replay.tasks.iter().all(|task| u64::from(task.events) == taken));
    (used, replay.findings.len() as u64 + replay.findings.dropped())
}

#[test]
fn memory_grows_with_tasks_and_not_with_events() {
    let (few, found) = peak(Log::Whole, 1000, 5);
    assert_eq!(found, 0);
    let (more, _) = peak(Log::Whole, 1000, 50);
    assert!(more * 10 < few * 11, "ten times the events: {few} to {more} bytes");
    // What is read at a time is the same for both, some hundred kilobytes.
    let (wide, _) = peak(Log::Whole, 20_000, 5);
    assert!(wide > few * 4, "twenty times the tasks: {few} to {wide} bytes");

    // Lines of tasks that have to be put in order are held so many at a time.
    let (few, found) = peak(Log::Backwards, 1000, 70);
    assert_eq!(found, 1000 * 69);
    let (more, _) = peak(Log::Backwards, 1000, 140);
    let issues = 1000 * 70 * 64;
    assert!(more < few + few / 10 + issues, "twice the events: {few} to {more} bytes");

    // A fault is a few dozen bytes; of one rule so many are spelled out.
    let (few, found) = peak(Log::Faulty, 1000, 12);
    assert_eq!(found, 12_000);
    let (more, found) = peak(Log::Faulty, 1000, 60);
    assert_eq!(found, 60_000);
    assert!(more < few + 48_000 * 150, "five times the faults: {few} to {more} bytes");
}

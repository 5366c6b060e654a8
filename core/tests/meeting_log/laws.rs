use super::support::{base, chained, day};
use chuan::meeting::log::{
    Event, EventKind, Replay, ReplayOptions, TaskStatus, Timeliness, replay,
};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::io::Cursor;

const KINDS: [EventKind; 12] = [
    EventKind::Start,
    EventKind::Report,
    EventKind::Submit,
    EventKind::Accept,
    EventKind::Return,
    EventKind::Pause,
    EventKind::Resume,
    EventKind::Extend,
    EventKind::Reassign,
    EventKind::Cancel,
    EventKind::Reopen,
    EventKind::Note,
];

prop_compose! {
    /// An event of one of three tasks, without its number.
    fn event()(kind in 0..KINDS.len(), task in 0..3_u8, on in 0..400_u64, late in 0..60_u64,
        percent in 0..101_u8, due in prop::sample::select(vec!["2023", "2022-Q4", "open", "2023-03-15"]))
        -> Value {
        let on = day("2022-06-01") + chrono::Days::new(on);
        let at = on + chrono::Days::new(late);
        let mut event = json!({
            "event": KINDS[kind].as_str(), "task": format!("t{task}"), "on": on.to_string(),
            "recorded_at": format!("{at}T09:00:00+07:00"), "by": "body:office",
        });
        match KINDS[kind] {
            EventKind::Report => event["percent"] = percent.into(),
            EventKind::Extend => event["due"] = due.into(),
            EventKind::Reassign => event["owner"] = "another".into(),
            _ => {}
        }
        event
    }
}

fn numbered(events: &[Value]) -> Vec<Value> {
    let number = |(seq, event): (usize, &Value)| {
        let mut event = event.clone();
        event["seq"] = (seq + 1).into();
        event
    };
    events.iter().enumerate().map(number).collect()
}

fn run(lines: &str, as_of: chrono::NaiveDate) -> Replay {
    let tasks = [
        json!({"id": "t0", "owner": "a", "due": "2022-12-31"}),
        json!({"id": "t1", "due": "2022-Q4"}),
        json!({"id": "t2", "owner": "a"}),
        json!({"id": "untouched", "due": "2022-10-15"}),
    ];
    let base = base(&tasks, "2022-05-28");
    replay(Cursor::new(lines.as_bytes()), &base, &ReplayOptions::new(as_of)).unwrap()
}

fn tasks(lines: &str, as_of: chrono::NaiveDate) -> Vec<TaskStatus> {
    run(lines, as_of).tasks
}

fn as_of() -> impl Strategy<Value = chrono::NaiveDate> {
    (0..500_u64).prop_map(|days| day("2022-06-01") + chrono::Days::new(days))
}

proptest! {
    #[test]
    fn the_order_of_lines_does_not_matter(
        events in prop::collection::vec(event(), 0..40), as_of in as_of(), seed in any::<u64>()
    ) {
        let (log, _) = chained(&numbered(&events));
        let mut lines: Vec<&str> = log.lines().collect();
        let mut state = seed;
        for place in (1..lines.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            lines.swap(place, (state >> 33) as usize % (place + 1));
        }
        prop_assert_eq!(tasks(&log, as_of), tasks(&lines.join("\n"), as_of));
    }

    #[test]
    fn a_line_taken_out_is_as_if_it_were_not_there(
        events in prop::collection::vec(event(), 1..30), which in any::<prop::sample::Index>(),
        named in any::<bool>(), as_of in as_of()
    ) {
        let mut all = numbered(&events);
        let which = which.index(all.len());
        let mut void = json!({"seq": all.len() + 1, "event": "void", "on": "2024-01-01",
            "recorded_at": "2024-01-01T00:00:00Z", "seq_ref": which + 1});
        if named {
            void["task"] = all[which]["task"].clone();
        }
        all.push(void.clone());
        let (with, _) = chained(&all);
        let mut without = numbered(&events);
        without.remove(which);
        let (without, _) = chained(&without);
        prop_assert_eq!(tasks(&with, as_of), tasks(&without, as_of));
        // Findings about events are the same too.
        let about = |replay: &Replay| -> Vec<String> {
            let file = ["MTG-704", "MTG-712"];
            let list = replay.findings.iter().filter(|finding| !file.contains(&finding.code()));
            let mut list: Vec<String> =
                list.map(|finding| finding.message(chuan::text::Lang::En)).collect();
            list.sort();
            list
        };
        prop_assert_eq!(about(&run(&with, as_of)), about(&run(&without, as_of)));
        // A void that is taken out itself takes nothing out.
        void["seq"] = (all.len() + 1).into();
        void["seq_ref"] = all.len().into();
        all.push(void);
        let (restored, _) = chained(&all);
        let (before, _) = chained(&numbered(&events));
        prop_assert_eq!(tasks(&restored, as_of), tasks(&before, as_of));
    }

    #[test]
    fn a_task_that_nobody_touches_stays_overdue(
        events in prop::collection::vec(event(), 0..20), first in as_of(), more in 0..300_u64
    ) {
        let (log, _) = chained(&numbered(&events));
        let overdue = |as_of| {
            let status = &tasks(&log, as_of)[3];
            (status.timeliness == Some(Timeliness::Overdue), status.days)
        };
        let (was, before) = overdue(first);
        let (is, after) = overdue(first + chrono::Days::new(more));
        prop_assert!(is >= was && after >= before);
    }

    #[test]
    fn what_is_written_is_read_back(event in event(), evidence in prop::collection::vec(".{0,12}", 0..3),
        note in prop::option::of(".{0,40}"), extra in prop::option::of("[a-z]{1,3}"), seq in 0..u64::MAX) {
        let mut event = event;
        event["seq"] = seq.into();
        event["evidence"] = evidence.into();
        if let Some(note) = note { event["note"] = note.into(); }
        if let Some(extra) = extra { event["x-extra"] = json!({"b": [extra], "a": null}); }
        let event = Event::from_value(event).unwrap();
        let line = event.to_line();
        let read = Event::parse(&line).unwrap();
        prop_assert_eq!(&read, &event);
        prop_assert_eq!(read.to_line(), line);
    }

    #[test]
    fn nothing_that_is_read_makes_it_panic(text in "(\\{\"[a-z]{2,6}\":(\"[^\"]{0,10}\"|[0-9]{1,20}|null)[,}]?){0,6}\n?.{0,30}") {
        let _ = Event::parse(&text);
        let _ = run(&text, day("2023-01-01"));
    }
}

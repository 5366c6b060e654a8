//! What became of tasks as a table: a log out and in again, and the labels of task trackers.

#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, clippy::indexing_slicing)]

use chuan::finding::Findings;
use chuan::meeting::Record;
use chuan::meeting::log::{
    Event, EventKind, Labels, LogBase, ReplayOptions, State, Timeliness, append, replay, way,
};
use chuan::meeting::tables::{Progress, ProgressOptions, Table, progress_table};
use std::io::Cursor;

fn read(path: &str) -> String {
    std::fs::read_to_string(chuan_tests::root().join(path)).expect(path)
}

fn seed() -> Record {
    Record::parse(&read("examples/meeting-nghe-an/record.json")).unwrap()
}

fn progress(record: &Record, log: &str, text: &str) -> Progress {
    let mut options = ProgressOptions::new("2023-03-01T09:00:00+07:00");
    options.table.day_first = true;
    let table = Table { file: "progress.csv", text };
    record.progress(Cursor::new(log), &table, &options).unwrap()
}

/// Code, record and column of what is found.
fn places(findings: &Findings) -> Vec<(String, u64, String)> {
    let place = |finding: &chuan::finding::Finding| {
        let place = &finding.place;
        let column = place.column.as_deref().unwrap_or("-").to_owned();
        (finding.code().to_owned(), place.record.unwrap_or(0), column)
    };
    findings.iter().map(place).collect()
}

#[test]
fn a_log_comes_back_from_its_table_line_by_line() {
    let (record, text) = (seed(), read("examples/meeting-nghe-an/log.jsonl"));
    let events: Vec<Event<'_>> = text.lines().map(|line| Event::parse(line).unwrap()).collect();
    let table = progress_table(&events);
    assert!(table.starts_with(
        "task,event,on,by,percent,due,owner,evidence,note,seq_ref,recorded_at\nt01,accept,2022-08-05,"
    ));
    let made = progress(&record, "", &table);
    assert!(made.findings.is_empty(), "{:?}", made.findings);
    assert_eq!(progress_table(&made.events), table);
    // With the opening line before them, the very same log, hashes included.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.jsonl");
    let head = append(&path, None, vec![events[0].clone()]).unwrap().head;
    append(&path, Some(head), made.events).unwrap();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn every_label_of_the_trackers_seen_is_taken_apart() {
    let labels = Labels::vietnamese();
    // The table of the reference, where it is at hand, and the one that ships say the same.
    if let Some(shared) = chuan_tests::shared() {
        let file = shared.join("reference/meetings/vn_status_labels.csv");
        let theirs = Labels::parse(&std::fs::read_to_string(file).unwrap()).unwrap();
        assert!(theirs.iter().eq(labels.iter()));
    }
    // From every state a task can come to that of every label, save back to where it began.
    for (label, said) in labels.iter() {
        for from in State::ALL {
            let Some(to) = said.state else { continue };
            let way = way(from, to);
            assert_eq!(way.is_none(), to == State::Assigned && from != to, "{label} {from}");
            let end = way.into_iter().flatten().try_fold(from, |state, step| step.after(state));
            assert!(end.is_none_or(|end| end == to || to == State::Assigned), "{label} {from}");
        }
    }
}

/// "Đã hoàn thành quá hạn", done on 2023-01-05: the example of the domain's description. Task t13 is
/// due at the end of 2022.
#[test]
fn a_label_with_a_day_is_an_event_on_that_day() {
    let record = seed();
    let table = "Mã nhiệm vụ,Trạng thái,Ngày,Tiến độ\n\
        t13,Đang thực hiện trong hạn,1/9/2022,\n\
        t13,Đã hoàn thành quá hạn,5/1/2023,100%\n";
    let made = progress(&record, "", table);
    assert!(made.findings.is_empty(), "{:?}", made.findings);
    let kinds: Vec<_> =
        made.events.iter().map(|event| (event.kind, event.on.to_string())).collect();
    assert_eq!(
        kinds,
        [(EventKind::Start, "2022-09-01".to_owned()), (EventKind::Accept, "2023-01-05".to_owned())]
    );
    assert_eq!(made.events[1].note.as_deref(), Some("[Đã hoàn thành quá hạn]"));
    assert_eq!(made.events[1].percent(), Some(100.0));
    let base = LogBase::of(&record, false);
    let lines: String = made.events.iter().map(|event| event.to_line() + "\n").collect();
    let replay =
        replay(Cursor::new(lines), &base, &ReplayOptions::new("2023-02-01".parse().unwrap()))
            .unwrap();
    let task = replay.task(&base, "t13").unwrap();
    assert_eq!((task.state, task.timeliness), (State::Done, Some(Timeliness::Late)));
    assert_eq!(task.days, Some(5));
}

#[test]
fn a_label_that_went_stale_is_found_and_the_state_is_kept() {
    // Done on the last day, and shown as overdue; active two days after it, and shown as in time.
    let table = "task,label,on\nt13,Đã hoàn thành quá hạn,2022-12-31\nt14,Đang thực hiện trong hạn,2031-01-02\n";
    let made = progress(&seed(), "", table);
    assert_eq!(made.events.len(), 2);
    assert_eq!(
        places(&made.findings),
        [
            ("MTG-714".to_owned(), 1, "label".to_owned()),
            ("MTG-714".to_owned(), 2, "label".to_owned())
        ]
    );
    let english: Vec<String> =
        made.findings.iter().map(|f| f.message(chuan::text::Lang::En)).collect();
    assert_eq!(
        english[0],
        "task `t13`: labelled `Đã hoàn thành quá hạn` on 2022-12-31; by the deadline 2022 it is \
         `Done, on time`"
    );
}

#[test]
fn what_gives_no_event_says_why_at_its_place() {
    let table = "task,event,on,by\n\
        t01,Đang thực hiện,,\n\
        t01,Gần xong,2022-08-01,\n\
        t99,start,2022-08-01,\n\
        t01,start,yesterday,\n\
        t01,start,2022-08-01,Nobody\n\
        t01,open,2022-08-01,\n\
        t01,extend,2022-08-01,\n";
    let made = progress(&seed(), "", table);
    assert!(made.events.is_empty());
    let at = |code: &str, record, column: &str| (code.to_owned(), record, column.to_owned());
    assert_eq!(
        places(&made.findings),
        [
            at("MTG-409", 1, "event"),
            at("MTG-409", 2, "event"),
            at("MTG-702", 3, "task"),
            at("MTG-700", 4, "on"),
            at("MTG-102", 5, "by"),
            at("MTG-700", 6, "event"),
            at("MTG-700", 7, "-"),
        ]
    );
}

/// A task that the log has as paused comes to `submitted` by two events; one that is done can never
/// come back to where it began.
#[test]
fn the_way_begins_where_the_log_ends() {
    let record = seed();
    let line = |seq: u64, task: &str, kind: &str| {
        format!(
            r#"{{"event":"{kind}","on":"2022-07-01","prev":null,"recorded_at":"2022-07-01T09:00:00Z","seq":{seq},"task":"{task}"}}"#
        ) + "\n"
    };
    let log = line(1, "t01", "pause") + &line(2, "t02", "accept") + &line(3, "t03", "accept");
    // What was taken out has not happened.
    let log = log + &line(4, "t03", "void").replace("\"seq\":4", "\"seq\":4,\"seq_ref\":3");
    let table = "task,label,on\nt01,Chờ xác nhận,2022-08-01\nt02,Chưa thực hiện,2022-08-01\n\
        t03,Đang thực hiện,2022-08-01\n";
    let made = progress(&record, &log, table);
    let kinds: Vec<_> = made.events.iter().map(|event| event.kind).collect();
    assert_eq!(kinds, [EventKind::Resume, EventKind::Submit, EventKind::Start]);
    assert_eq!(places(&made.findings), [("MTG-701".to_owned(), 2, "label".to_owned())]);
}

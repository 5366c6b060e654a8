use super::support::{base, day};
use chuan::meeting::log::{AppendError, Event, EventKind, ReplayOptions, append, head, replay};
use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Names the log to a process that does nothing but add to it.
const LOG: &str = "CHUAN_TEST_APPEND_TO";

fn open() -> Event<'static> {
    let at = "2022-05-28T12:00:00+07:00";
    let mut event = Event::new(0, EventKind::Open, day("2022-05-28"), at).unwrap();
    event.record_sha256 = Some("00".into());
    event
}

fn note(text: String) -> Event<'static> {
    let at = "2022-06-01T12:00:00+07:00";
    let mut event = Event::new(0, EventKind::Note, day("2022-06-01"), at).unwrap();
    event.task = Some("t".into());
    event.note = Some(text.into());
    event
}

/// Lines of a log that is whole.
fn whole(path: &Path) -> u64 {
    let text = std::fs::read(path).unwrap();
    assert_eq!(text.last(), Some(&b'\n'), "the last line is complete");
    let base = base(&[serde_json::json!({"id": "t"})], "2022-05-28");
    let options = ReplayOptions::new(day("2023-01-01"));
    let replay = replay(File::open(path).unwrap(), &base, &options).unwrap();
    assert!(replay.findings.is_empty(), "{:?}", replay.findings);
    replay.lines
}

#[test]
#[ignore = "the other half of the test of kills"]
fn adds_until_it_is_killed() {
    let Some(path) = std::env::var_os(LOG) else { return };
    let mut head = head(&path).unwrap().unwrap().0;
    loop {
        // Lines of many sizes, so that writes are cut at many places.
        let text = "x".repeat(usize::from(head.to_string().as_bytes()[8]) * 97);
        head = append(&path, Some(head), vec![note(text)]).unwrap().head;
    }
}

#[test]
fn a_log_is_whole_after_each_of_200_kills() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.jsonl");
    append(&path, None, vec![open()]).unwrap();
    let program = std::env::current_exe().unwrap();
    let begun = Instant::now();
    let (mut lines, mut added, mut state) = (1, 0, 88_172_645_463_325_252_u64);
    let mut patience = 2_000_u64;
    // Kills that hit a process before it had added anything do not count.
    while added < 200 {
        let mut child = Command::new(&program)
            .args(["--exact", "append::adds_until_it_is_killed", "--ignored", "--nocapture"])
            .env(LOG, &path)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        std::thread::sleep(Duration::from_micros(patience + state % 12_000));
        child.kill().unwrap();
        child.wait().unwrap();
        let now = whole(&path);
        assert!(now >= lines, "nothing that was there is lost");
        added += u64::from(now > lines);
        // On a busy machine a process needs longer to begin; on any, some are killed before.
        patience = if now > lines { patience * 3 / 4 } else { patience * 5 / 4 + 100 };
        patience = patience.clamp(2_000, 300_000);
        lines = now;
        if lines > 400 {
            std::fs::remove_file(&path).unwrap();
            append(&path, None, vec![open()]).unwrap();
            lines = 1;
        }
        assert!(begun.elapsed() < Duration::from_secs(240), "{added} kills took too long");
    }
    let (head, _) = head(&path).unwrap().unwrap();
    append(&path, Some(head), vec![note("after all that".into())]).unwrap();
    assert_eq!(whole(&path), lines + 1);
}

/// A writer that dies leaves the new log beside the old one, written up to any byte.
#[test]
fn whatever_a_dead_writer_left_behind_the_log_is_as_it_was_and_can_be_added_to() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.jsonl");
    let head = append(&path, None, vec![open()]).unwrap().head;
    let before = std::fs::read(&path).unwrap();
    let other = folder.path().join("other.jsonl");
    std::fs::copy(&path, &other).unwrap();
    let added = append(&other, Some(head), vec![note("Đã họp".into())]).unwrap();
    let after = std::fs::read(&other).unwrap();
    for length in 0..=after.len() {
        std::fs::write(folder.path().join(".log.jsonl.new"), &after[..length]).unwrap();
        assert_eq!(whole(&path), 1, "{length}");
        assert_eq!(chuan::meeting::log::head(&path).unwrap(), Some((head, 0)), "{length}");
        let again = append(&path, Some(head), vec![note("Đã họp".into())]).unwrap();
        assert_eq!((again.head, std::fs::read(&path).unwrap()), (added.head, after.clone()));
        std::fs::write(&path, &before).unwrap();
    }
}

#[test]
fn of_writers_that_know_the_same_head_one_wins() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.jsonl");
    let mut head = append(&path, None, vec![open()]).unwrap().head;
    for round in 0..20 {
        let results: Vec<_> = std::thread::scope(|scope| {
            let write = |writer| {
                let path = &path;
                scope.spawn(move || {
                    append(path, Some(head), vec![note(format!("{round} by {writer}"))])
                })
            };
            let writers: Vec<_> = (0..4).map(write).collect();
            writers.into_iter().map(|writer| writer.join().unwrap()).collect()
        });
        let won: Vec<_> = results.iter().filter_map(|result| result.as_ref().ok()).collect();
        assert_eq!(won.len(), 1);
        head = won[0].head;
        let lost = |result: &&Result<_, _>| matches!(result, Err(AppendError::Moved { .. }));
        assert_eq!(results.iter().filter(lost).count(), 3);
    }
    assert_eq!(whole(&path), 21);
}

/// Names the head that a process knows which tries to add one line.
const HEAD: &str = "CHUAN_TEST_APPEND_AFTER";

#[test]
#[ignore = "the other half of the test of processes"]
#[allow(clippy::exit, reason = "the other half waits for the code of this process")]
fn adds_one_line_if_it_may() {
    let (Some(path), Ok(head)) = (std::env::var_os(LOG), std::env::var(HEAD)) else { return };
    let who = std::process::id();
    let line = note(format!("by {who}"));
    match append(path, Some(head.parse().unwrap()), vec![line]) {
        Ok(_) => {}
        Err(AppendError::Moved { .. }) => std::process::exit(3),
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn of_processes_that_know_the_same_head_one_wins() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.jsonl");
    append(&path, None, vec![open()]).unwrap();
    for round in 1..=5 {
        let (head, _) = head(&path).unwrap().unwrap();
        let start = || {
            Command::new(std::env::current_exe().unwrap())
                .args(["--exact", "append::adds_one_line_if_it_may", "--ignored", "--nocapture"])
                .env(LOG, &path)
                .env(HEAD, head.to_string())
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap()
        };
        let all: Vec<_> = (0..4).map(|_| start()).collect();
        let mut ends: Vec<_> =
            all.into_iter().map(|mut process| process.wait().unwrap().code()).collect();
        ends.sort_unstable();
        assert_eq!(ends, [Some(0), Some(3), Some(3), Some(3)]);
        assert_eq!(whole(&path), round + 1);
    }
}

#[test]
fn what_cannot_be_a_line_is_refused_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.jsonl");
    assert!(matches!(append(&path, None, vec![note(String::new())]), Err(AppendError::Open)));
    assert!(!path.exists());
    let head = append(&path, None, vec![open()]).unwrap().head;
    let before = std::fs::read(&path).unwrap();
    let mut nothing = note(String::new());
    nothing.task = None;
    let refused = append(&path, Some(head), vec![note("x".into()), nothing]);
    assert!(matches!(refused, Err(AppendError::Event { place: 2, .. })));
    assert!(matches!(append(&path, Some(head), vec![open()]), Err(AppendError::Open)));
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

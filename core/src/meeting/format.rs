#![doc = include_str!("record.md")]

#[cfg(all(test, feature = "csv"))]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]
mod tests {
    use crate::meeting::log::{Event, Hash, KnownAt, LogBase, ReplayOptions, replay};
    use crate::meeting::tables::{ProgressOptions, Table};
    use crate::meeting::{Context, Record};
    use serde_json::{Value, json};
    use std::fmt::Write as _;
    use std::io::Cursor;

    /// The fenced blocks of the page: information string and content.
    fn fences(page: &str) -> Vec<(&str, String)> {
        let mut found = Vec::new();
        let mut open: Option<(&str, String)> = None;
        for line in page.lines() {
            match (line.strip_prefix("```"), open.take()) {
                (Some(_), Some(fence)) => found.push(fence),
                (Some(fence), None) => open = Some((fence, String::new())),
                (None, Some((fence, body))) => open = Some((fence, format!("{body}{line}\n"))),
                (None, None) => {}
            }
        }
        found
    }

    /// A log of objects, numbered, dated and chained; the first one opens it.
    fn log(record: &Record, objects: Vec<Value>) -> String {
        let (mut text, mut prev) = (String::new(), Value::Null);
        for (seq, mut object) in objects.into_iter().enumerate() {
            if object["event"] == "open" {
                object["on"] = record.spec().meeting.date.to_string().into();
                object["record_sha256"] = record.hash().digits().into();
            }
            if object["recorded_at"].is_null() {
                let day = object["on"].as_str().unwrap();
                object["recorded_at"] = format!("{day}T18:00:00+07:00").into();
            }
            object["seq"] = seq.into();
            object["prev"] = prev;
            let line = Event::from_value(object).unwrap().to_line();
            prev = Hash::of(line.as_bytes()).to_string().into();
            text.push_str(&line);
            text.push('\n');
        }
        text
    }

    fn board(record: &Record, log: &str, how: &str) -> String {
        let base = LogBase::of(record, false);
        let (day, known) = how.split_once(" known ").unwrap_or((how, ""));
        let mut options = ReplayOptions::new(day.parse().unwrap());
        options.known_at = KnownAt::parse(known);
        let replay = replay(Cursor::new(log), &base, &options).unwrap();
        assert!(!replay.findings.has_errors(), "{:?}", replay.findings);
        let mut text = "task,state,timeliness,days\n".to_owned();
        for task in &replay.tasks {
            let id = &base.tasks[task.index].id;
            let timeliness = task.timeliness.map_or("", |timeliness| timeliness.as_str());
            let days = task.days.map_or_else(String::new, |days| days.to_string());
            writeln!(text, "{id},{},{timeliness},{days}", task.state).unwrap();
        }
        text
    }

    #[test]
    fn the_examples_give_what_the_page_says() {
        let mut record: Option<Record> = None;
        let (mut lines, mut findings, mut compared) = (String::new(), String::new(), 0);
        let list = |found: &crate::finding::Findings| {
            let each = found.iter().map(|finding| {
                let about = finding.place.path.as_deref().or(finding.unit.as_deref());
                format!(
                    "{} {} {}\n",
                    finding.code(),
                    about.unwrap_or("-"),
                    finding.verdict.as_str()
                )
            });
            let mut each: Vec<String> = each.collect();
            each.sort();
            each.concat()
        };
        for (fence, body) in fences(include_str!("record.md")) {
            match fence.split_once(' ').unwrap_or((fence, "")) {
                ("json", "record") => {
                    let (read, found) = Record::check_text(&body, None, &Context::default());
                    record = Some(read.unwrap_or_else(|| panic!("{found:?}")));
                    findings = list(&found);
                }
                ("text", "findings") => {
                    assert_eq!(findings, body);
                    compared += 1;
                }
                ("json", "log") => {
                    let objects = body.lines().map(|line| serde_json::from_str(line).unwrap());
                    lines = log(record.as_ref().unwrap(), objects.collect());
                }
                ("csv", how) if how.starts_with("board ") => {
                    let how = how.trim_start_matches("board ");
                    assert_eq!(board(record.as_ref().unwrap(), &lines, how), body, "{how}");
                    compared += 1;
                }
                ("csv", how) if how.starts_with("progress ") => {
                    let record = record.as_ref().unwrap();
                    let day = how.trim_start_matches("progress ");
                    let table = Table { file: "progress.csv", text: &body };
                    let options = ProgressOptions::new(format!("{day}T09:00:00+07:00"));
                    let made = record.progress(Cursor::new(""), &table, &options).unwrap();
                    let events = made.events.iter().map(Event::to_value);
                    lines = log(
                        record,
                        std::iter::once(json!({"event": "open"})).chain(events).collect(),
                    );
                    findings = list(&made.findings);
                }
                _ => panic!("an example of another kind: {fence}"),
            }
        }
        assert_eq!(compared, 8);
    }
}

use super::support::{base, chained, day, reference};
use chuan::meeting::log::{
    Counts, Grouping, List, Rate, RateKind, RateObservation, ReplayOptions, merge,
    period_completion, replay,
};
use chuan::number::{Rounding, RoundingRule};
use chuan::period::Period;
use serde_json::{Value, json};
use std::io::Cursor;

fn number(row: &csv::StringRecord, place: usize) -> Option<u64> {
    row[place].parse().ok()
}

fn percent(rate: Option<Rate>, digits: i8, rule: RoundingRule) -> Option<f64> {
    rate?.percent(Some(Rounding { digits, rule }))
}

#[test]
fn published_counts_add_up_and_published_rates_come_out_to_the_digit() {
    let Some(text) = reference("published_task_counts.csv") else { return };
    let mut table = csv::Reader::from_reader(text.as_bytes());
    let mut published = 0;
    for row in table.records() {
        let row = row.unwrap();
        let (total, done) = (number(&row, 4), number(&row, 5));
        let (on_time, late) = (number(&row, 6), number(&row, 7));
        let (open, in_time, overdue) = (number(&row, 8), number(&row, 9), number(&row, 10));
        let done = done.unwrap();
        let counts = Counts {
            // Where the parts are not published, all that is done counts as on time.
            done_on_time: on_time.unwrap_or(done),
            done_late: late.unwrap_or(0),
            open_in_time: in_time.unwrap_or_else(|| total.unwrap() - done - overdue.unwrap()),
            open_overdue: overdue.unwrap(),
            ..Counts::default()
        };
        assert_eq!(counts.done(), done, "{row:?}");
        assert_eq!(counts.total(), total.unwrap(), "{row:?}");
        assert_eq!(open.unwrap_or(counts.open()), counts.open(), "{row:?}");
        let digits = |rule| percent(counts.rate(RateKind::DueCompletion), 2, rule);
        match &row[0] {
            "vpcp-2016-08" => {
                let rate = |kind| percent(counts.rate(kind), 2, RoundingRule::HalfUp);
                assert_eq!(rate(RateKind::Completion), Some(46.67));
                assert_eq!(rate(RateKind::OnTimeOfAll), Some(35.16));
            }
            "vpcp-2017-08" => {
                assert_eq!(digits(RoundingRule::HalfUp), Some(91.85));
                let rate = counts.rate(RateKind::DueCompletion);
                assert_eq!(percent(rate, 1, RoundingRule::Truncate), row[13].parse().ok());
                published += 1;
            }
            "ttcp-2017-12" => {
                assert_eq!(digits(RoundingRule::Truncate), row[13].parse().ok());
                assert_eq!(digits(RoundingRule::HalfUp), Some(98.63));
                published += 1;
            }
            "quang-nam-2020-07" => assert_eq!(digits(RoundingRule::HalfUp), Some(76.37)),
            other => panic!("{other}"),
        }
    }
    assert_eq!(published, 2);
}

#[test]
fn the_session_has_the_counts_and_rates_expected_on_every_date() {
    let Some(expected) = reference("nghe_an_2022-05-28.expected.json") else { return };
    let expected: Value = serde_json::from_str(&expected).unwrap();
    let record: Value =
        serde_json::from_str(&reference("nghe_an_2022-05-28.json").unwrap()).unwrap();
    let log = reference("nghe_an_2022-05-28.followup.jsonl").unwrap();
    let base = base(record["tasks"].as_array().unwrap(), "2022-05-28");
    let agrees = |counts: &Counts, expected: &Value, what: &str| {
        let mine = json!({
            "total": counts.total(), "done": counts.done(), "done_on_time": counts.done_on_time,
            "done_late": counts.done_late, "done_undated": counts.done_undated,
            "open": counts.open(), "open_in_time": counts.open_in_time,
            "open_overdue": counts.open_overdue, "open_undated": counts.open_undated,
            "cancelled": counts.cancelled,
        });
        assert_eq!(&mine, expected, "{what}");
    };
    for (date, table) in expected["as_of"].as_object().unwrap() {
        let (as_of, known) =
            date.split_once(" known ").map_or((&**date, None), |(a, k)| (a, Some(k)));
        let mut options = ReplayOptions::new(day(as_of));
        options.known_at = known.and_then(chuan::meeting::log::KnownAt::parse);
        let replay = replay(Cursor::new(&log), &base, &options).unwrap();
        agrees(&replay.counts(), &table["stats"]["counts"], date);
        for rate in replay.counts().rates() {
            let expected = &table["stats"][rate.kind.as_str()];
            // The reference has no word of these.
            if [RateKind::OnTimeOfAll, RateKind::AcceptedByOwner].contains(&rate.kind) {
                continue;
            }
            let four = Rounding { digits: 4, rule: RoundingRule::HalfUp };
            match rate.percent(Some(four)) {
                None => assert!(expected.is_null(), "{date} {:?}", rate.kind),
                Some(percent) => {
                    assert_eq!(rate.numerator, expected["num"].as_u64().unwrap());
                    assert_eq!(rate.denominator, expected["den"].as_u64().unwrap());
                    let printed: f64 = expected["pct"].as_str().unwrap().parse().unwrap();
                    assert_eq!(percent, printed, "{date} {:?}", rate.kind);
                }
            }
        }
        let groups = replay.counts_by(&base, &Grouping::Owner);
        let by_owner = table["by_owner"].as_object().unwrap();
        assert_eq!(groups.len(), by_owner.len(), "{date}");
        for (owner, counts) in &groups {
            let owner = owner.as_deref().unwrap_or("(chưa rõ)");
            agrees(counts, &by_owner[owner], owner);
        }
    }
}

/// Two tasks: one overdue, one returned twice and extended twice by the middle of 2023.
fn eventful() -> (chuan::meeting::log::LogBase, String) {
    let tasks = [
        json!({"id": "a", "owner": "x", "due": "2022-12-31"}),
        json!({"id": "b", "owner": "x", "due": "2022-12-31"}),
        json!({"id": "c"}),
    ];
    let kinds = ["extend", "submit", "return", "submit", "return", "extend"];
    let events: Vec<Value> = (1..)
        .zip(kinds)
        .map(|(seq, kind)| {
            let on = day("2022-06-01") + chrono::Days::new(seq * 10);
            let mut event = json!({"seq": seq, "event": kind, "task": "b", "on": on.to_string(),
                "recorded_at": format!("{on}T09:00:00+07:00"), "by": "body:office"});
            if kind == "extend" {
                event["due"] = format!("2023-0{seq}-05").into();
            }
            event
        })
        .collect();
    (base(&tasks, "2022-05-28"), chained(&events).0)
}

#[test]
fn lists_name_who_should_be_looked_at() {
    let (base, log) = eventful();
    let replay = replay(Cursor::new(log), &base, &ReplayOptions::new(day("2023-06-01"))).unwrap();
    let ids = |list| -> Vec<&str> {
        replay.list(&base, list).iter().map(|task| &*base.tasks[task.index].id).collect()
    };
    assert_eq!(ids(List::Overdue), ["a"]);
    assert_eq!(ids(List::DueSoon), ["b"]);
    assert_eq!(ids(List::NoDeadline), ["c"]);
    assert_eq!(ids(List::NoOwner), ["c"]);
    assert_eq!(ids(List::ReturnedTwice), ["b"]);
    assert_eq!(ids(List::ExtendedTwice), ["b"]);
    assert_eq!(ids(List::Silent(320)), ["a", "c"]);
    assert_eq!(ids(List::AcceptedByOwner), [""; 0]);
    let rate = period_completion(&replay.tasks, &"2022".parse::<Period>().unwrap());
    assert_eq!((rate.numerator, rate.denominator), (0, 1));
}

#[test]
fn who_accepts_what_is_his_own_is_counted() {
    let tasks =
        [json!({"id": "a", "owner": "x"}), json!({"id": "b", "owner": "x"}), json!({"id": "c"})];
    let accept = |seq: u64, task: &str, by: &str| {
        json!({"seq": seq, "event": "accept", "task": task, "on": "2022-06-07", "by": by,
            "recorded_at": "2022-06-07T09:00:00+07:00", "evidence": ["x:1"]})
    };
    let log = chained(&[accept(1, "a", "body:x"), accept(2, "b", "body:office")]).0;
    let base = base(&tasks, "2022-05-28");
    let replay = replay(Cursor::new(log), &base, &ReplayOptions::new(day("2023-06-01"))).unwrap();
    let rate = replay.counts().rate(RateKind::AcceptedByOwner).unwrap();
    assert_eq!((rate.numerator, rate.denominator), (1, 2));
    let own: Vec<usize> =
        replay.list(&base, List::AcceptedByOwner).iter().map(|task| task.index).collect();
    assert_eq!(own, [0]);
    // Given on 28 May, done on 7 June.
    let days: Vec<_> = replay.tasks.iter().map(|task| replay.days_to_close(&base, task)).collect();
    assert_eq!(days, [Some(10), Some(10), None]);
}

#[test]
fn a_rate_is_an_observation_and_no_rate_is_a_missing_one() {
    let (base, log) = eventful();
    let replay = replay(Cursor::new(log), &base, &ReplayOptions::new(day("2022-06-01"))).unwrap();
    let rate = replay.counts().rate(RateKind::DueCompletion).unwrap();
    let row = RateObservation::new(&replay, rate, "x", "tasks", "2022".parse().ok(), None);
    let [unit, indicator, period, value, note] = row.cells();
    assert_eq!([&*unit, &*indicator, &*period, &*value], ["x", "tasks", "2022", ""]);
    assert!(
        note.starts_with("due_completion 0/0: as_of=2022-06-01;counted_at=submitted"),
        "{note}"
    );
    assert!(note.ends_with(&replay.head.unwrap().to_string()));
}

#[test]
fn merged_logs_hold_both_and_shared_lines_once() {
    let open = json!({"seq": 0, "event": "open", "on": "2022-05-28", "record_sha256": "00",
        "recorded_at": "2022-05-28T12:00:00+07:00"});
    let event = |seq: u64, at: &str, task: &str, kind: &str| {
        json!({"seq": seq, "event": kind, "task": task, "on": "2022-06-01", "by": "body:o",
            "recorded_at": format!("2022-{at}T09:00:00+07:00"), "evidence": ["x:1"]})
    };
    let shared = event(1, "06-01", "a", "start");
    let void = json!({"seq": 3, "event": "void", "on": "2022-06-09", "seq_ref": 2,
        "recorded_at": "2022-06-09T09:00:00+07:00"});
    let (one, _) = chained(&[open.clone(), shared.clone(), event(2, "06-08", "b", "cancel"), void]);
    let (two, _) = chained(&[open, shared, event(2, "06-05", "a", "submit")]);
    let merged = merge(&one, &two).unwrap();
    assert_eq!(merged, merge(&two, &one).unwrap());
    assert_eq!(merged.lines().count(), 5);
    let tasks = [json!({"id": "a"}), json!({"id": "b"})];
    let options = ReplayOptions::new(day("2023-01-01"));
    let replay = replay(Cursor::new(merged), &base(&tasks, "2022-05-28"), &options).unwrap();
    assert!(replay.findings.is_empty(), "{:?}", replay.findings);
    let states: Vec<&str> = replay.tasks.iter().map(|task| task.state.as_str()).collect();
    assert_eq!(states, ["submitted", "assigned"]);
    let broken = two.replace("submit", "accept") + &two;
    assert!(merge(&one, &broken).is_err());
}

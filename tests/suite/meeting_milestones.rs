//! The session of 28 May 2022 from its decisions to the level that the school was to reach, as of
//! the dates of its follow-up.

#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, clippy::indexing_slicing)]

use chuan::assess::{Assessment, assess};
use chuan::check::{CheckOptions, Checker};
use chuan::framework::Framework;
use chuan::meeting::log::{LogBase, Replay, ReplayOptions, State, Timeliness, replay};
use chuan::meeting::{Context, Record};
use chuan::score::score;
use chuan::text::Lang;
use chuan::track::{Meeting, MeetingMilestone, MilestoneState, NotJoined, meeting_milestones};
use std::fs::File;
use std::path::PathBuf;

fn file(name: &str) -> PathBuf {
    chuan_tests::root().join("examples/meeting-nghe-an").join(name)
}

struct Session {
    framework: Framework,
    assessment: Assessment,
    record: Record,
    base: LogBase,
}

impl Session {
    fn new() -> Self {
        let framework = Framework::load(file("framework.toml")).unwrap().framework.unwrap();
        let mut checker = Checker::new(&framework, CheckOptions::default());
        checker.read_csv("assessments.csv", File::open(file("assessments.csv")).unwrap()).unwrap();
        let checked = checker.finish();
        assert!(!checked.findings.has_errors(), "{:?}", checked.findings);
        let card = score(&framework, &checked.observations);
        let assessment = assess(&framework, &checked.observations, &card);
        let record = Record::parse(&std::fs::read_to_string(file("record.json")).unwrap()).unwrap();
        let base = LogBase::of(&record, false);
        Self { framework, assessment, record, base }
    }

    fn replay(&self, as_of: &str) -> Replay {
        let options = ReplayOptions::new(as_of.parse().unwrap());
        replay(File::open(file("log.jsonl")).unwrap(), &self.base, &options).unwrap()
    }

    fn at(&self, as_of: &str) -> (Vec<MeetingMilestone>, Vec<NotJoined>) {
        let replay = self.replay(as_of);
        let meeting = Meeting {
            framework: &self.framework,
            record: &self.record,
            base: &self.base,
            replay: &replay,
            recognitions: None,
        };
        meeting_milestones(&meeting, &self.assessment, as_of.parse().unwrap())
    }
}

/// Seed: 13 of 56 open, 217 days to 31 December 2022, 16.7 days each; level 1 proposed for the end of
/// 2023 and decided 365 days earlier, level 2 decided 1,096 days later than proposed.
#[test]
fn on_the_day_of_the_meeting() {
    let (all, left) = Session::new().at("2022-05-28");
    assert!(left.is_empty());
    let [one, two] = &all[..] else { panic!("{}", all.len()) };
    assert_eq!((one.milestone.moved(), two.milestone.moved()), (Some(-365), Some(1096)));
    assert_eq!((one.milestone.open, one.milestone.criteria), (Some(13), Some(56)));
    assert_eq!(one.milestone.state, MilestoneState::Pending { days: 217 });
    let each = one.milestone.days_per_open("2022-05-28".parse().unwrap()).unwrap();
    assert!((each - 217.0 / 13.0).abs() < 1e-12);
    // The counts are stated, not the criteria: nobody can say which of them lack a task.
    assert!(one.milestone.open_criteria.is_empty());
    assert_eq!(one.milestone.without_task, None);
    // Level 2 includes level 1, which is not met.
    assert_eq!(two.milestone.state, MilestoneState::Pending { days: 3139 });
    let from: Vec<_> = one.from.iter().map(ToString::to_string).collect();
    assert_eq!(from, ["s3.3", "d3.2"]);
}

#[test]
fn the_tasks_that_work_on_level_1() {
    let session = Session::new();
    let (all, _) = session.at("2023-01-01");
    let tasks: Vec<_> = all[0]
        .tasks
        .iter()
        .map(|task| {
            let id = session.base.tasks[task.status.index].id.to_string();
            (id, task.criteria.join(" "), task.status.state, task.status.timeliness)
        })
        .collect();
    assert_eq!(
        tasks,
        [
            ("t13".to_owned(), String::new(), State::Assigned, Some(Timeliness::Overdue)),
            (
                "t15".to_owned(),
                "chat-luong-doi-ngu co-so-vat-chat-khuon-vien".to_owned(),
                State::Assigned,
                Some(Timeliness::Undated)
            ),
        ]
    );
    let text = all[0].milestone.sentences("2023-01-01".parse().unwrap(), Lang::En).join(" ");
    assert_eq!(
        text,
        "Standard level 1: proposed 2023-12-31, decided 2022-12-31 (365 days earlier); not reached, \
         1 day overdue. 13 of 56 criteria are open."
    );
}

#[test]
fn as_of_every_date_of_the_follow_up() {
    let session = Session::new();
    for (as_of, state) in [
        ("2022-12-31", MilestoneState::Pending { days: 0 }),
        ("2023-01-01", MilestoneState::Missed { days: 1 }),
        // Appraised on this day; neither an assessment nor a recognition is in the sources.
        ("2023-01-04", MilestoneState::Missed { days: 4 }),
        ("2023-07-18", MilestoneState::Missed { days: 199 }),
    ] {
        assert_eq!(session.at(as_of).0[0].milestone.state, state, "{as_of}");
    }
    let mut context = Context::default();
    context.outside = Some(&session.framework);
    context.assessments = Some(&session.assessment);
    context.as_of = Some("2023-01-04".parse().unwrap());
    let findings = session.record.check(&context);
    let of = |code: &str| -> Vec<String> {
        let found = findings.iter().filter(|finding| finding.code() == code);
        found.map(|finding| finding.place.path.as_deref().unwrap_or("-").to_owned()).collect()
    };
    assert_eq!(of("MTG-801"), Vec::<String>::new());
    assert_eq!(of("MTG-803"), ["m1-quyet", "m2-quyet"]);
    assert_eq!(of("MTG-806"), ["m1-quyet"]);
    assert_eq!(of("MTG-807"), Vec::<String>::new());
}

//! From the decision over its tasks and their criteria to the level.

use super::super::*;
use crate::assess::recognition::{Act, ActKind, Recognitions};
use crate::assess::{Assessment, assess};
use crate::framework::{FileFormat, Framework};
use crate::meeting::log::{LogBase, ReplayOptions, replay};
use crate::meeting::{Assessments, Reached, Record};
use crate::observe::testing::observations;
use chrono::NaiveDate;
use std::io::Cursor;

const SCHOOL: &str = r#"
    code = "school"
    title = "School"
    ranking = []
    [[node]]
    code = "criteria"
    scored = false
    [[node]]
    code = "staff"
    parent = "criteria"
    scored = false
    [[indicator]]
    code = "degrees"
    parent = "staff"
    scale = "status"
    [[indicator]]
    code = "languages"
    parent = "staff"
    scale = "status"
    [[indicator]]
    code = "rooms"
    parent = "criteria"
    scale = "status"
    [[scheme]]
    code = "standard"
    cumulative = true
    [[scheme.level]]
    code = "1"
    require = [{ all_criteria = "criteria" }]
"#;

const RECORD: &str = r#"{
    "format": "meeting-record/1", "id": "r",
    "registry": { "bodies": [
        { "id": "council", "name": "Council", "kind": "council" },
        { "id": "s", "name": "School", "kind": "school" },
        { "id": "other", "name": "Other school", "kind": "school" } ] },
    "meeting": { "id": "m", "body": "council", "title": "May", "kind": "regular", "date": "2022-05-28",
        "status": "held", "record": { "basis": "press_report", "complete": {} },
        "agenda": [{ "id": "a", "no": "1", "title": "Level 1", "kind": "decide",
            "statements": [{ "id": "s1", "kind": "proposal", "by": ["body:s"] }],
            "decisions": [{ "id": "d1", "kind": "assignment", "by": "body:council", "text": "Level 1" }] }] },
    "tasks": [
        { "id": "t1", "title": "Level 1", "from": ["d1"], "owner": "s", "due": "2022", "about": ["level:standard/1"] },
        { "id": "t2", "title": "Staff", "from": ["d1"], "owner": "council", "about": ["criterion:standard/staff"] },
        { "id": "t3", "title": "Rooms of another", "from": ["d1"], "owner": "other", "about": ["criterion:rooms"] },
        { "id": "t4", "title": "Roof", "from": ["d1"], "owner": "s", "about": ["field:building"] } ],
    "milestones": [
        { "id": "p", "reach": "level:standard/1", "subject": "body:s", "state": "proposed", "due": "2022/2023", "from": "s1" },
        { "id": "q", "reach": "level:standard/1", "subject": "body:s", "state": "decided", "due": "2022", "from": "d1", "replaces": "p" },
        { "id": "o", "reach": "level:standard/1", "subject": "body:other", "state": "decided", "due": "2023", "from": "d1" },
        { "id": "x", "reach": "level:standard/9", "subject": "body:s", "state": "decided", "due": "2030", "from": "d1" },
        { "id": "y", "reach": "level:standard/1", "subject": "body:s", "state": "withdrawn", "due": "2021", "from": "d1" } ]
}"#;

/// One criterion met, one in completion, one not met; all met four days after the date.
const DATA: &str = "unit,period,degrees,languages,rooms\n\
    s,2022-05-28,met,in_completion,not_met\n\
    s,2023-01-04,met,met,met\n";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

struct Followed {
    framework: Framework,
    record: Record,
    base: LogBase,
    assessment: Assessment,
}

impl Followed {
    fn new() -> Self {
        let framework = Framework::parse(SCHOOL, FileFormat::Toml).unwrap();
        let observations = observations(&framework, DATA);
        let card = crate::score::score(&framework, &observations);
        let assessment = assess(&framework, &observations, &card);
        let record = Record::parse(RECORD).unwrap();
        let base = LogBase::of(&record, false);
        Self { framework, record, base, assessment }
    }

    fn at(
        &self,
        as_of: &str,
        log: &str,
        recognitions: Option<&Recognitions>,
    ) -> (Vec<MeetingMilestone>, Vec<NotJoined>) {
        let options = ReplayOptions::new(day(as_of));
        let replay = replay(Cursor::new(log), &self.base, &options).unwrap();
        let meeting = Meeting {
            framework: &self.framework,
            record: &self.record,
            base: &self.base,
            replay: &replay,
            recognitions,
        };
        meeting_milestones(&meeting, &self.assessment, day(as_of))
    }
}

#[test]
fn a_decision_is_followed_to_its_level() {
    let (all, left) = Followed::new().at("2022-05-28", "", None);
    let found = &all[0];
    let ids = |ids: &[crate::meeting::Id]| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(
        (ids(&found.set_by), ids(&found.from)),
        (vec!["p".into(), "q".into()], vec!["s1".into(), "d1".into()])
    );
    assert_eq!(found.milestone.moved(), Some(-365));
    assert_eq!(found.milestone.state, MilestoneState::Pending { days: 217 });
    assert_eq!((found.milestone.open, found.milestone.criteria), (Some(2), Some(3)));
    let tasks: Vec<(usize, &[String])> =
        found.tasks.iter().map(|task| (task.status.index, &*task.criteria)).collect();
    assert_eq!(tasks, [(0, &[] as &[String]), (1, &["staff".to_owned()])]);
    // `languages` is in the group that a task is about; the rooms are a task of another school.
    assert_eq!(found.milestone.open_criteria, ["languages", "rooms"]);
    assert_eq!(found.milestone.without_task, Some(vec!["rooms".to_owned()]));
    let why: Vec<_> = left.iter().map(|one| (one.id.to_string(), one.why)).collect();
    assert_eq!(
        why,
        [("x".to_owned(), WhyNotJoined::NoLevel), ("y".to_owned(), WhyNotJoined::Withdrawn)]
    );
    // Of the other school nothing was assessed.
    assert_eq!(all[1].milestone.state, MilestoneState::Undetermined);
}

#[test]
fn a_task_that_is_over_works_on_nothing() {
    let log = r#"{"event":"open","on":"2022-05-28","prev":null,"record_sha256":"00","recorded_at":"2022-05-28T12:00:00Z","seq":0}
{"event":"cancel","on":"2022-06-01","prev":null,"recorded_at":"2022-06-01T12:00:00Z","seq":1,"task":"t2"}
"#;
    let (all, _) = Followed::new().at("2022-06-30", log, None);
    let without = Some(vec!["languages".to_owned(), "rooms".to_owned()]);
    assert_eq!(all[0].milestone.without_task, without);
}

#[test]
fn appraisal_and_recognition_are_two_facts() {
    let followed = Followed::new();
    let state = |as_of: &str, acts| followed.at(as_of, "", acts).0[0].milestone.state;
    assert_eq!(state("2022-12-31", None), MilestoneState::Pending { days: 0 });
    assert_eq!(state("2023-01-03", None), MilestoneState::Missed { days: 3 });
    assert_eq!(state("2023-01-05", None), MilestoneState::ReachedLate { days: 4 });
    let act = Act {
        unit: crate::id::Code::new("s").unwrap(),
        scheme: crate::id::Code::new("standard").unwrap(),
        kind: ActKind::Recognised,
        level: Some(crate::id::Code::new("1").unwrap()),
        date: day("2022-12-30"),
        by: None,
        votes: None,
        until: None,
        document: None,
    };
    let acts = Recognitions::new(vec![act]);
    assert_eq!(state("2023-01-05", Some(&acts)), MilestoneState::ReachedOnTime { early: 1 });
    // What was recognised later is not known yet.
    assert_eq!(state("2022-12-29", Some(&acts)), MilestoneState::Pending { days: 2 });
}

#[test]
fn the_rules_about_records_ask_the_assessment() {
    let followed = Followed::new();
    let level = "level:standard/1".parse().unwrap();
    let ask = |body: &str, as_of: &str| {
        followed.assessment.reached(&level, &body.parse().unwrap(), day(as_of))
    };
    assert_eq!(ask("body:s", "2022-12-31"), Reached::NotYet);
    assert_eq!(ask("body:s", "2023-01-05"), Reached::On(day("2023-01-04")));
    assert_eq!(ask("body:s", "2022-01-01"), Reached::NotAssessed);
    assert_eq!(ask("body:other", "2023-01-05"), Reached::NotAssessed);
}

//! The political school of Nghệ An: level 1 proposed for the end of 2023, decided for the end of 2022.

use super::super::*;
use crate::framework::{FileFormat, Framework};
use crate::observe::testing::observations;
use crate::text::Lang;
use chrono::NaiveDate;

const SCHOOL: &str = r#"
    code = "school"
    title = "School"
    ranking = []
    [[node]]
    code = "criteria"
    scored = false
    [[indicator]]
    code = "c1"
    parent = "criteria"
    scale = "status"
    [[indicator]]
    code = "c2"
    parent = "criteria"
    scale = "status"
    [[indicator]]
    code = "c3"
    name = { vi = "Ba", en = "Third" }
    parent = "criteria"
    scale = "status"
    [[scheme]]
    code = "standard"
    cumulative = true
    [[scheme.level]]
    code = "1"
    require = [{ all_criteria = "criteria" }]
    [[milestone]]
    scheme = "standard"
    level = "1"
    unit = "s"
    period = "2023-12-31"
    stage = "proposed"
    [[milestone]]
    scheme = "standard"
    level = "1"
    unit = "s"
    period = "2022-12-31"
    stage = "decided"
"#;

struct Tasks(Option<NaiveDate>);

impl FollowUp for Tasks {
    fn tasks_on(&self, _: &str, criterion: &str) -> Option<usize> {
        Some(usize::from(criterion == "c2"))
    }

    fn recognised_on(&self, _: &str, _: &str, _: &str) -> Option<NaiveDate> {
        self.0
    }
}

/// Level 2 rests on level 1: what is open for level 1 is open for level 2, and what is asked for twice is one
/// criterion. By hand: `c2` and `c3` of three, and `share`, which is 50 and has to be 80.
#[test]
fn what_levels_below_lack_is_lacking_too() {
    let text = SCHOOL.replacen(
        "[[milestone]]",
        "[[scheme.level]]\ncode = \"2\"\nrequire = [{ criterion = \"share\", at_least = 80 }, \
         { criterion = \"c2\" }]\n[[milestone]]",
        1,
    );
    let text = text.replacen("level = \"1\"", "level = \"2\"", 1);
    let text = text.replacen("[[scheme]]", "[[indicator]]\ncode = \"share\"\n[[scheme]]", 1);
    let csv = "unit,period,c1,c2,c3,share\ns,2022-05-28,met,in_completion,not_met,50\n";
    let framework = Framework::parse(&text, FileFormat::Toml).unwrap();
    let observations = observations(&framework, csv);
    let card = crate::score::score(&framework, &observations);
    let assessment = crate::assess::assess(&framework, &observations, &card);
    let all = milestones(&framework, &assessment, day("2022-05-28"), &NoFollowUp);
    let of = |level: &str| all.iter().find(|one| one.level == *level).unwrap();
    let counts = |level: &str| (of(level).open, of(level).criteria);
    assert_eq!(counts("1"), (Some(2), Some(3)));
    assert_eq!(counts("2"), (Some(3), Some(4)));
    assert_eq!(of("2").open_criteria, ["c2", "c3", "share"]);
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn milestone(csv: &str, as_of: &str, tasks: &dyn FollowUp) -> Milestone {
    let framework = Framework::parse(SCHOOL, FileFormat::Toml).unwrap();
    let observations = observations(&framework, csv);
    let card = crate::score::score(&framework, &observations);
    let assessment = crate::assess::assess(&framework, &observations, &card);
    let mut all = milestones(&framework, &assessment, day(as_of), tasks);
    assert_eq!(all.len(), 1);
    all.remove(0)
}

const BEFORE: &str = "unit,period,c1,c2,c3\ns,2022-05-28,met,in_completion,not_met\n";

#[test]
fn what_is_open_and_what_nobody_works_on() {
    let found = milestone(BEFORE, "2022-05-28", &Tasks(None));
    assert_eq!(found.moved(), Some(-365));
    assert_eq!(found.state, MilestoneState::Pending { days: 217 });
    assert_eq!((found.open, found.criteria), (Some(2), Some(3)));
    assert_eq!(found.days_per_open(day("2022-05-28")), Some(108.5));
    assert_eq!(found.open_criteria, ["c2", "c3"]);
    assert_eq!(found.without_task, Some(vec!["c3".to_owned()]));
    let sentences = found.sentences(day("2022-05-28"), Lang::En);
    assert_eq!(
        sentences[0],
        "1: proposed 2023-12-31, decided 2022-12-31 (365 days earlier); not reached, 217 days left."
    );
    assert_eq!(sentences[1], "2 of 3 criteria are open, 109 days for each.");
    assert_eq!(sentences[2..], ["Open: c2; Third.", "No task works on: Third."]);
    let sentences = found.sentences(day("2022-05-28"), Lang::Vi);
    assert_eq!(
        sentences[0],
        "1: đề xuất 31/12/2023, quyết định 31/12/2022 (sớm hơn 365 ngày); chưa đạt, còn 217 ngày."
    );
    let last = Milestone { open: Some(1), criteria: Some(1), ..found };
    assert_eq!(
        last.sentences(day("2022-12-30"), Lang::En)[1],
        "1 of 1 criterion is open, 1 day for each."
    );
    assert_eq!(milestone(BEFORE, "2022-05-28", &NoFollowUp).without_task, None);
}

#[test]
fn early_late_missed_and_undetermined() {
    let after = format!("{BEFORE}s,2023-01-04,met,met,met\n");
    let state = |csv: &str, as_of: &str, tasks: &dyn FollowUp| milestone(csv, as_of, tasks).state;
    assert_eq!(state(&after, "2022-12-31", &NoFollowUp), MilestoneState::Pending { days: 0 });
    assert_eq!(state(&after, "2023-01-03", &NoFollowUp), MilestoneState::Missed { days: 3 });
    // Appraised four days past the date.
    assert_eq!(state(&after, "2023-06-30", &NoFollowUp), MilestoneState::ReachedLate { days: 4 });
    let recognised = Tasks(Some(day("2022-12-30")));
    assert_eq!(
        state(&after, "2023-06-30", &recognised),
        MilestoneState::ReachedOnTime { early: 1 }
    );
    assert_eq!(state(BEFORE, "2022-01-01", &NoFollowUp), MilestoneState::Undetermined);
}

//! Statuses of criteria, one by one and as tallies.

use super::Truth::{Met, NotMet, Undetermined};
use super::*;
use crate::framework::spec::CriterionStatus;

/// A school: two groups with stated numbers of criteria, or with criteria that are listed.
fn school(stated: Option<u32>, counts_as_met: &str) -> Framework {
    let stated = stated.map_or(String::new(), |count| format!("stated_count = {count}\n"));
    framework(&format!(
        "[severity]\ncount_mismatch = 'info'\n[[node]]\ncode = 'all'\n{stated}\
         [[node]]\ncode = 'g'\nparent = 'all'\n[[node]]\ncode = 'h'\nparent = 'all'\n\
         [[indicator]]\ncode = 'a'\nparent = 'g'\nscale = 'status'\n\
         [[indicator]]\ncode = 'b'\nparent = 'g'\nscale = 'status'\n\
         [[indicator]]\ncode = 'c'\nparent = 'h'\nscale = 'status'\n\
         [[scheme]]\ncode = 's'\n{counts_as_met}[[scheme.level]]\ncode = '1'\n\
         [[scheme.level.require]]\nall_criteria = 'all'\n"
    ))
}

fn count(assessment: &Assessment) -> (CriteriaCount, Truth, Vec<&'static str>) {
    let level = &assessment.units()[0].levels[0];
    let Subject::Criteria { count, .. } = &level.requirements[0].subject else {
        panic!("{level:?}")
    };
    (count.clone(), level.verdict, codes(assessment))
}

/// Rows `item value status`, all of one unit and one period.
fn of(framework: &Framework, rows: &str) -> (CriteriaCount, Truth, Vec<&'static str>) {
    let rows: String = rows.split(';').map(|row| format!("u,{}\n", row.trim())).collect();
    count(&run(framework, &format!("unit,indicator,value,status\n{rows}")))
}

/// 43 met, 7 in completion, 6 not met: 13 of 56 are open, so the level is not reached.
#[test]
fn forty_three_seven_six() {
    let rows = "all,43,met; all,7,in_completion; all,6,not_met";
    let (count, verdict, found) = of(&school(Some(56), ""), rows);
    assert_eq!((count.known(), count.open(), count.met, verdict), (56, 13, 43, NotMet));
    assert_eq!(found, [""; 0]);
    assert_eq!(count.sentence(Lang::En), "43 met, 7 in completion, 6 not met (13 of 56 open)");
    assert_eq!(count.sentence(Lang::Vi), "43 đạt, 7 đang hoàn thiện, 6 chưa đạt (còn 13 trên 56)");
    // The framework counts 55: said once, and the verdict stays.
    let (count, verdict, found) = of(&school(Some(55), ""), rows);
    assert_eq!((count.expected, verdict, found), (Some(55), NotMet, vec!["LVL-001"]));
}

#[test]
fn all_met_is_met_and_one_missing_is_undetermined() {
    let (count, verdict, _) = of(&school(Some(56), ""), "all,50,met; all,6,exceeding");
    assert_eq!((verdict, count.sentence(Lang::En)), (Met, "50 met, 6 exceeding (all 56)".into()));
    let (count, verdict, found) = of(&school(Some(56), ""), "all,55,met");
    assert_eq!((verdict, found), (Undetermined, vec!["LVL-001", "LVL-003"]));
    assert_eq!(count.sentence(Lang::En), "55 met (0 open and 1 unknown of 56)");
    assert_eq!(count.sentence(Lang::Vi), "55 đạt (còn 0, chưa rõ 1 trên 56)");
}

#[test]
fn the_scheme_says_what_counts_as_met() {
    let rows = "all,50,met; all,6,basically_met";
    assert_eq!(of(&school(Some(56), ""), rows).1, NotMet);
    let more = "counts_as_met = ['met', 'exceeding', 'basically_met']\n";
    assert_eq!(of(&school(Some(56), more), rows).1, Met);
    assert_eq!(
        of(&school(Some(56), "counts_as_met = ['met']\n"), "all,55,met; all,1,exceeding").1,
        NotMet
    );
    // What does not apply is neither met nor open, even if the scheme counts it as met.
    for scheme in ["", "counts_as_met = ['met', 'not_applicable']\n"] {
        let (count, verdict, _) =
            of(&school(Some(56), scheme), "all,50,met; all,4,not_applicable; all,2,not_met");
        assert_eq!((count.open(), count.applying(), verdict), (2, 52, NotMet));
        assert_eq!(of(&school(Some(56), scheme), "all,50,met; all,6,not_applicable").1, Met);
    }
    let (count, verdict, _) = of(
        &school(Some(56), "counts_as_met = ['met', 'undetermined']\n"),
        "all,51,met; all,3,undetermined; all,2,not_met",
    );
    assert_eq!((count.open(), verdict), (2, NotMet));
}

#[test]
fn undetermined_criteria_leave_it_open() {
    let rows = "all,55,met; all,1,undetermined";
    assert_eq!(of(&school(Some(56), ""), rows).1, Undetermined);
    assert_eq!(
        of(&school(Some(56), ""), "all,54,met; all,1,undetermined; all,1,not_met").1,
        NotMet
    );
}

#[test]
fn criteria_one_by_one() {
    let school = school(None, "");
    let (count, verdict, found) = of(&school, "a,met,; b,exceeding,; c,met,");
    assert_eq!((count.expected, verdict, found), (Some(3), Met, vec![]));
    let (count, verdict, _) = of(&school, "a,met,; b,not_met,; c,met,");
    assert_eq!((count.open_criteria, verdict), (vec!["b".to_owned()], NotMet));
    assert_eq!(of(&school, "a,met,; c,met,").1, Undetermined, "nothing is known of b");
    assert_eq!(of(&school, "a,met,; b,not_applicable,; c,met,").1, Met);
}

/// The tally of a group stands for its criteria: they are not counted twice.
#[test]
fn groups_may_be_tallied_and_criteria_listed() {
    let school = school(None, "");
    let (count, verdict, found) = of(&school, "g,2,met; a,met,; c,met,");
    assert_eq!((count.known(), verdict, found), (3, Met, vec![]));
    let (count, verdict, _) = of(&school, "g,1,met; g,1,not_met; h,1,met");
    assert_eq!((count.known(), count.open(), verdict), (3, 1, NotMet));
    let (count, _, found) = of(&school, "g,5,met; h,1,met");
    assert_eq!((count.known(), found), (6, vec!["LVL-001"]));
}

/// Two different figures for the same thing: no level until it is clear which is right.
#[test]
fn contradictions_are_undetermined() {
    let school = school(None, "");
    let (count, verdict, found) = of(&school, "all,3,met; b,not_met,");
    assert!(count.contradicted);
    assert_eq!((verdict, found), (Undetermined, vec!["LVL-002", "LVL-003"]));
    // Tallies of groups against that of the whole, and criteria against the tally of their group.
    let (_, verdict, found) = of(&school, "all,2,met; all,1,not_met; g,2,met; h,1,met");
    assert_eq!((verdict, found), (Undetermined, vec!["LVL-002", "LVL-003"]));
    let (_, verdict, found) = of(&school, "g,2,met; b,not_met,; c,met,");
    assert_eq!((verdict, found), (Undetermined, vec!["LVL-002", "LVL-003"]));
    // Whichever is right, a criterion is open.
    let (_, verdict, found) = of(&school, "all,2,met; all,1,not_met; g,2,not_met");
    assert_eq!((verdict, found), (NotMet, vec!["LVL-002"]));
    // Singles that are all among those of the tally contradict nothing.
    let (count, verdict, found) = of(&school, "all,3,met; a,met,");
    assert_eq!((count.contradicted, verdict, found), (false, Met, vec![]));
}

#[test]
fn what_is_wrong_with_a_tally_is_said_once() {
    let text = "[severity]\ncount_mismatch = 'info'\nlevel_order = 'info'\n[[node]]\ncode = 'all'\nstated_count = 5\n\
         [[scheme]]\ncode = 's'\n[[scheme.level]]\ncode = '1'\n[[scheme.level.require]]\nall_criteria = 'all'\n\
         [[scheme.level]]\ncode = '2'\n[[scheme.level.require]]\nall_criteria = 'all'\n";
    let framework = framework(text);
    let assessment = run(&framework, "unit,indicator,value,status\nu,all,6,met\n");
    assert_eq!(codes(&assessment), ["LVL-001"]);
}

#[test]
fn counts_do_not_overflow() {
    let rows = "all,4294967295,met; all,4294967295,not_met; g,4294967295,met; h,4294967295,met";
    let (count, verdict, _) = of(&school(None, ""), rows);
    assert_eq!((count.known(), verdict), (u32::MAX, NotMet));
    assert_eq!(count.of(CriterionStatus::Met), u32::MAX);
}

#[test]
fn deep_graphs_are_counted() {
    let mut text = String::from("[[node]]\ncode = 'all'\n");
    for n in 0..2000 {
        let parent = if n == 0 { "all".to_owned() } else { format!("n{}", n - 1) };
        text += &format!("[[node]]\ncode = 'n{n}'\nparent = '{parent}'\n");
    }
    text += "[[indicator]]\ncode = 'i'\nparent = 'n1999'\nscale = 'status'\n[[scheme]]\ncode = 's'\n\
             [[scheme.level]]\ncode = '1'\n[[scheme.level.require]]\nall_criteria = 'all'\n";
    assert_eq!(reached(&framework(&text), "unit,i\nu,met\n"), ["1"]);
}

/// An item below two groups is one criterion.
#[test]
fn shared_criteria_count_once() {
    let framework = framework(
        "[severity]\ndouble_counting = 'info'\n[[node]]\ncode = 'all'\nchildren = ['g', 'h']\n\
         [[node]]\ncode = 'g'\nchildren = ['a', 'b']\n[[node]]\ncode = 'h'\nchildren = ['b']\n\
         [[indicator]]\ncode = 'a'\nscale = 'status'\n[[indicator]]\ncode = 'b'\nscale = 'status'\n\
         [[scheme]]\ncode = 's'\n[[scheme.level]]\ncode = '1'\n[[scheme.level.require]]\nall_criteria = 'all'\n",
    );
    let (count, verdict, _) = of(&framework, "a,met,; b,met,");
    assert_eq!((count.expected, count.known(), verdict), (Some(2), 2, Met));
}

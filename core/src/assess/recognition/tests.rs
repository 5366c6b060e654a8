//! States of recognition over time.

use super::*;
use crate::framework::{FileFormat, Framework};
use crate::text::Lang;

fn framework() -> Framework {
    let text = "code = 't'\ntitle = 'T'\n\
        [register]\nunit = [{ code = 'old', valid_to = 2025-06-30, successor = 'new' }, \
        { code = 'new', valid_from = 2025-07-01 }, { code = 'p' }]\n\
        [[indicator]]\ncode = 'i'\n\
        [[scheme]]\ncode = 's'\nnode = 'i'\nlevel = [{ code = '3', at_least = 50 }, { code = '4', at_least = 70 }]\n\
        [scheme.recognition]\nvalidity_months = 60\nrenewal_months = 5\n\
        authority = [{ level = '3', by = 'district', until = 2025-07-05 }, \
        { level = '3', by = 'province', from = 2025-07-06 }, { level = '4', by = 'province' }]\n";
    Framework::parse(text, FileFormat::Toml).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn standing(rows: &str, unit: &str, on: &str) -> Standing {
    let framework = framework();
    let csv = format!("unit,act,level,date,by,until\n{rows}");
    let (acts, faults) = Recognitions::read_csv(csv.as_bytes(), &framework).unwrap();
    assert_eq!(faults, []);
    let unit = framework.register().units().iter().find(|known| known.code == *unit).unwrap();
    acts.standing(&framework.schemes()[0], unit, day(on), None)
}

#[test]
fn a_recognition_through_its_life() {
    use RecognitionState::*;
    let rows = "p,self_assessed,4,2019-10-01,,\np,appraised,3,2019-12-01,council,\n\
        p,recognised,3,2020-01-15,district,\n";
    let state = |on| standing(rows, "p", on).state;
    assert_eq!(state("2019-09-30"), None);
    assert_eq!(state("2020-01-14"), Pending);
    assert_eq!(state("2020-01-15"), Recognised);
    // Five months before 15 January 2025.
    assert_eq!(state("2024-08-14"), Recognised);
    assert_eq!(state("2024-08-15"), RenewalDue);
    assert_eq!(state("2025-01-14"), RenewalDue);
    assert_eq!(state("2025-01-15"), Expired);
    let asked = format!("{rows}p,requested,4,2024-06-01,,\n");
    assert_eq!(standing(&asked, "p", "2024-08-15").state, Recognised);
    let renewed = format!("{asked}p,recognised,4,2024-12-20,province,\n");
    let now = standing(&renewed, "p", "2025-01-15");
    assert_eq!((now.state, now.level.as_ref().map(Code::as_str)), (Recognised, Some("4")));
    assert_eq!(now.until, Some(day("2029-12-19")));
}

#[test]
fn steps_are_kept_apart() {
    let rows = "p,self_assessed,4,2019-10-01,,\np,appraised,3,2019-12-01,council,\n";
    let standing = standing(rows, "p", "2020-01-01");
    let levels: Vec<_> =
        standing.steps.iter().map(|act| (act.kind, act.level.as_ref().map(Code::as_str))).collect();
    assert_eq!(levels, [(ActKind::SelfAssessed, Some("4")), (ActKind::Appraised, Some("3"))]);
    assert_eq!(standing.level, None);
}

#[test]
fn revocation_refusal_and_an_end_that_the_act_states() {
    use RecognitionState::*;
    let rows = "p,recognised,3,2020-01-15,district,\np,revoked,,2021-02-01,district,\n";
    assert_eq!(standing(rows, "p", "2021-01-31").state, Recognised);
    let after = standing(rows, "p", "2021-02-01");
    assert_eq!((after.state, after.until), (Revoked, Some(day("2021-01-31"))));
    let again = format!("{rows}p,recognised,3,2022-01-01,district,\n");
    assert_eq!(standing(&again, "p", "2022-01-01").state, Recognised);
    assert_eq!(standing("p,refused,3,2020-01-15,district,\n", "p", "2020-02-01").state, Refused);
    let until = "p,recognised,3,2020-01-15,district,2020-12-31\n";
    assert_eq!(standing(until, "p", "2020-12-31").state, RenewalDue);
    assert_eq!(standing(until, "p", "2021-01-01").state, Expired);
}

/// A recognition belongs to a legal subject: it does not pass to the unit that takes its place.
#[test]
fn a_recognition_ends_with_its_unit() {
    let rows = "old,recognised,3,2023-05-01,district,\n";
    assert_eq!(standing(rows, "old", "2025-06-30").state, RecognitionState::Recognised);
    let ended = standing(rows, "old", "2025-07-01");
    assert_eq!(ended.state, RecognitionState::Ended);
    assert_eq!(ended.until, Some(day("2025-06-30")));
    assert_eq!(
        ended.sentence(Lang::En),
        "ended with the unit, level 3, since 2023-05-01, until 2025-06-30, to be assessed anew: new"
    );
    assert_eq!(standing(rows, "new", "2025-07-01").state, RecognitionState::None);
}

#[test]
fn the_authority_depends_on_level_and_day() {
    let by = |rows: &str| standing(rows, "p", "2026-01-01").competence;
    assert_eq!(by("p,recognised,3,2025-07-05,district,\n"), Competence::Competent);
    let other = |code: &str| Competence::Other { expected: vec![Code::new(code).unwrap()] };
    assert_eq!(by("p,recognised,3,2025-07-06,district,\n"), other("province"));
    assert_eq!(by("p,recognised,4,2025-07-05,district,\n"), other("province"));
    assert_eq!(by("p,recognised,4,2025-07-05,,\n"), Competence::NotStated);
}

#[test]
fn wrong_rows_are_left_out_and_said_why() {
    let csv = "đơn vị,việc,mức,ngày\np,công nhận,3,15/1/2020\nq,recognised,3,2020-01-15\n\
        p,recognized,3,2020-01-15\np,recognised,5,2020-01-15\np,recognised,,2020-01-15\np,revoked,,2020-13-01\n";
    let (acts, faults) = Recognitions::read_csv(csv.as_bytes(), &framework()).unwrap();
    assert_eq!(acts.acts().len(), 1);
    let found: Vec<_> = faults.iter().map(|fault| (fault.line, fault.column)).collect();
    assert_eq!(found, [(3, "unit"), (4, "act"), (5, "level"), (6, "level"), (7, "date")]);
    assert!(faults[1].to_string().contains("did you mean `recognised`?"), "{}", faults[1]);
    let error = Recognitions::read_csv("unit,act\n".as_bytes(), &framework()).unwrap_err();
    assert_eq!(error.to_string(), "the column `date` is missing");
}

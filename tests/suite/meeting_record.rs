//! Records of meetings: the mission's meeting as it was reported, changed in one place at a time,
//! and every rule `MTG-` about records in a case of its own.
//!
//! The expected findings of the record and of `mutations.json` come from an implementation made
//! apart from this one; `cases.json` is ours, each case read against the text of its rule.

#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, clippy::indexing_slicing)]

use chuan::finding::{Finding, Verdict, catalogue};
use chuan::meeting::{Assessments, Context, Known, Outside, Reached, Record, Ref};
use chuan::text::Lang;
use proptest::prelude::*;
use proptest::{collection, option, sample};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

fn read(path: &str) -> String {
    std::fs::read_to_string(chuan_tests::root().join(path)).expect(path)
}

fn json(path: &str) -> Value {
    serde_json::from_str(&read(path)).expect(path)
}

fn meeting() -> Value {
    json("examples/meeting-nghe-an/record.json")
}

/// Code, subject, verdict.
type Found = (String, String, String);

fn found(finding: &Finding) -> Found {
    let subject = finding.place.path.as_deref().unwrap_or("-").to_owned();
    (finding.code().to_owned(), subject, finding.verdict.as_str().to_owned())
}

fn check(value: &Value, context: &Context<'_>) -> Vec<Found> {
    let (_, findings) = Record::check_text(&value.to_string(), Some("record.json"), context);
    let mut list: Vec<Found> = findings.iter().map(found).collect();
    list.sort();
    list
}

/// What is in `b` and not in `a`, counted.
fn more(a: &[Found], b: &[Found]) -> Vec<Found> {
    let mut left = a.to_vec();
    let is_new = |one: &&Found| match left.iter().position(|other| other == *one) {
        Some(place) => {
            left.remove(place);
            false
        }
        None => true,
    };
    let mut new: Vec<Found> = b.iter().filter(is_new).cloned().collect();
    new.sort();
    new
}

fn triples(value: &Value) -> Vec<Found> {
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    let triple = |one: &Value| (text(&one[0]), text(&one[1]), text(&one[2]));
    let mut list: Vec<Found> =
        value.as_array().map(|list| list.iter().map(triple).collect()).unwrap_or_default();
    list.sort();
    list
}

/// The record with an RFC 6902 patch.
fn patched(record: &Value, patch: &Value) -> Value {
    let mut record = record.clone();
    let patch: json_patch::Patch = serde_json::from_value(patch.clone()).expect("a patch");
    json_patch::patch(&mut record, &patch).expect("a patch that fits");
    record
}

#[test]
fn the_record_is_read_and_written_back_byte_for_byte() {
    let text = read("examples/meeting-nghe-an/record.json");
    let record = Record::parse(&text).unwrap();
    let value: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&record.to_json()).unwrap(), value);
    let again = Record::parse(&record.to_json()).unwrap();
    assert_eq!(again.canonical(), record.canonical());
    // The hash that the follow-up log of the reference names.
    assert_eq!(
        record.hash().to_string(),
        "sha256:d826444351a1a9a2906811bb4ccc86874553ef1f05ef0e6219b92a5ccc06224a"
    );
}

const DUES: [Option<&str>; 7] = [
    None,
    Some("open"),
    Some("2024-12-31"),
    Some("2024-Q4"),
    Some("2024-H2"),
    Some("2024"),
    Some("2024/2025"),
];

prop_compose! {
    fn any_task()(title in ".{1,30}", note in option::of(".{0,30}"), due in sample::select(&DUES[..]),
        owned: bool, weight in option::of(-1e9..1e9_f64), visibility in option::of(0..3_usize)) -> Value {
        let mut task = serde_json::json!({"title": title, "from": ["d2"], "deliverable": "x"});
        if let Some(note) = note { task["note"] = note.into(); }
        if let Some(due) = due { task["due"] = due.into(); }
        if owned { task["owner"] = "school".into(); }
        if let Some(weight) = weight { task["weight"] = weight.into(); }
        if let Some(place) = visibility { task["visibility"] = ["public", "internal", "secret"][place].into(); }
        task
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    /// Whatever stands in its texts: writing and reading are each other's inverse, with the same hash.
    #[test]
    fn what_is_written_is_read_back(
        tasks in collection::vec(any_task(), 0..8), said in collection::vec(".{0,40}", 0..4),
        names in collection::vec("\\PC{1,20}", 0..4), figure in ".{0,10}",
    ) {
        let mut value = plain();
        value["milestones"] = Value::Array(Vec::new());
        let mut tasks = tasks;
        for (number, task) in tasks.iter_mut().enumerate() {
            task["id"] = format!("n{number}").into();
        }
        value["tasks"] = tasks.into();
        for (number, name) in names.into_iter().enumerate() {
            let person = serde_json::json!({"id": format!("q{number}"), "name": name});
            value["registry"]["persons"].as_array_mut().unwrap().push(person);
        }
        let statements = said.into_iter().enumerate().map(|(number, text)| serde_json::json!({
            "id": format!("x{number}"), "kind": "remark", "text": text,
            "figures": [{"label": "a", "value": figure}],
        }));
        value["meeting"]["agenda"][1]["statements"] = statements.collect();
        let (record, findings) = Record::check_text(&value.to_string(), None, &Context::default());
        let Some(record) = record else { panic!("{findings:?}") };
        prop_assert_eq!(serde_json::from_str::<Value>(&record.to_json()).unwrap(), value);
        let again = Record::parse(&record.to_json()).unwrap();
        prop_assert_eq!(again.spec(), record.spec());
        prop_assert_eq!(again.to_json(), record.to_json());
        prop_assert_eq!((again.canonical(), again.hash()), (record.canonical(), record.hash()));
        // A record that a program makes of the same parts is the same record.
        let made = Record::from_spec(record.spec().clone()).unwrap();
        let made = Record::parse(&made.to_json()).unwrap();
        prop_assert_eq!(made.spec(), record.spec());
    }
}

#[test]
fn the_copy_is_that_of_the_reference() {
    let Some(shared) = chuan_tests::shared() else { return };
    let folder = shared.join("reference/meetings");
    for (copy, original) in [
        ("examples/meeting-nghe-an/record.json", "nghe_an_2022-05-28.json"),
        ("tests/meeting/mutations.json", "mutation_cases.json"),
    ] {
        assert_eq!(read(copy), std::fs::read_to_string(folder.join(original)).unwrap(), "{copy}");
    }
}

#[test]
fn what_is_found_in_the_record() {
    let Some(shared) = chuan_tests::shared() else { return };
    let file = shared.join("reference/meetings/nghe_an_2022-05-28.expected.json");
    let expected: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let findings = check(&meeting(), &Context::default());
    let mut by_code: BTreeMap<String, u64> = BTreeMap::new();
    let mut at: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (code, subject, verdict) in &findings {
        *by_code.entry(format!("{code} {verdict}")).or_default() += 1;
        at.entry(code).or_default().insert(subject);
    }
    assert_eq!(serde_json::to_value(by_code).unwrap(), expected["findings"]["by_code"]);
    assert_eq!(serde_json::to_value(at).unwrap(), expected["findings"]["at"]);
    let (record, findings) = Record::check_text(&meeting().to_string(), None, &Context::default());
    assert!(record.is_some());
    assert_eq!(findings.errors(), expected["findings"]["errors"].as_u64().unwrap());
}

#[test]
fn one_change_causes_just_the_findings_that_it_should() {
    let base = check(&meeting(), &Context::default());
    let mut faults = Vec::new();
    for case in json("tests/meeting/mutations.json")["cases"].as_array().unwrap() {
        let changed = check(&patched(&meeting(), &case["patch"]), &Context::default());
        let (new, gone) = (more(&base, &changed), more(&changed, &base));
        if new != triples(&case["new"]) || gone != triples(&case["gone"]) {
            faults.push(format!("{}: new {new:?}, gone {gone:?}", case["name"]));
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// A framework of two levels and one indicator.
struct Two;

impl Outside for Two {
    fn exists(&self, reference: &Ref) -> Known {
        match (reference.kind.as_str(), &*reference.id) {
            ("level", "standard/1" | "standard/2") | ("indicator", "online") => Known::Yes,
            ("field", _) => Known::Unknown,
            _ => Known::No,
        }
    }

    fn rank(&self, reference: &Ref) -> Option<usize> {
        ["standard/1", "standard/2"].iter().position(|level| *level == &*reference.id)
    }

    fn count(&self, reference: &Ref) -> Option<u32> {
        (&*reference.id == "standard/1").then_some(55)
    }
}

/// Everything was assessed, and nothing reached.
impl Assessments for Two {
    fn reached(&self, _: &Ref, _: &Ref, _: chrono::NaiveDate) -> Reached {
        Reached::NotYet
    }
}

/// The base of the constructed cases: nothing is found in it.
fn plain() -> Value {
    json("tests/meeting/plain.json")
}

fn context(case: &Value) -> Context<'static> {
    let mut context = Context::default();
    if case["framework"] == true {
        context.outside = Some(&Two);
    }
    if case["assessed"] == true {
        context.assessments = Some(&Two);
    }
    context.as_of = case["as_of"].as_str().map(|day| day.parse().unwrap());
    context
}

#[test]
fn nothing_is_found_in_a_plain_record() {
    let none: Vec<Found> = Vec::new();
    assert_eq!(check(&plain(), &Context::default()), none);
}

#[test]
fn every_rule_has_a_case_and_the_case_finds_just_it() {
    let cases = json("tests/meeting/cases.json");
    let mut faults = Vec::new();
    let mut covered = BTreeSet::new();
    for case in cases["cases"].as_array().unwrap() {
        let value = patched(&plain(), &case["patch"]);
        let found = check(&value, &context(case));
        let expected = triples(&case["found"]);
        covered.extend(expected.iter().map(|(code, _, _)| code.clone()));
        if found != expected {
            faults.push(format!("{}: {found:?}", case["name"]));
        }
        let (_, findings) = Record::check_text(&value.to_string(), None, &context(case));
        for one in case["found"].as_array().into_iter().flatten().filter(|one| one[3].is_string()) {
            let same = |f: &&Finding| triples(&serde_json::json!([one])) == [self::found(f)];
            let severity = findings.iter().find(same).map(|finding| finding.severity.as_str());
            if severity != one[3].as_str() {
                faults.push(format!("{}: {one} is {severity:?}", case["name"]));
            }
        }
    }
    let rules: BTreeSet<String> = catalogue::all()
        .map(|rule| rule.code.to_owned())
        // Logs and the data of other systems have their own.
        .filter(|code| code.starts_with("MTG-"))
        .filter(|code| !code.starts_with("MTG-7") && !code.starts_with("MTG-9"))
        // What is no JSON at all, and tables, have tests of their own.
        .filter(|code| code != "MTG-001" && !code.starts_with("MTG-01"))
        .collect();
    let missing: Vec<_> = rules.difference(&covered).collect();
    if !missing.is_empty() {
        faults.push(format!("no case for {missing:?}"));
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// Section 7 of the domain's description, in its order: E, W or I by code.
#[test]
fn every_rule_is_as_grave_as_the_description_says() {
    let described = "101E 102E 103E 104W 105E 106I \
        201E 202W 203E 204W 205I 206E 207W \
        301E 302E 303E 304W 305W 306E 307W 308E 309W \
        401W 402W 403E 404W 405E 406E 407W 408E 409W 410W 411W \
        501W 502W 503E 504E 505W 506I 507W 508W \
        601W 602E 603W 604E 605E 606I 607W 608W 609W 610W 611W 612W \
        701E 702E 703E 704E 705E 706W 707W 708W 709W 710W 711I 713E \
        801E 802E 803I 804W 805W 806W 807I 808E 809I";
    let mut faults = Vec::new();
    for word in described.split_whitespace() {
        let (number, letter) = word.split_at(3);
        let code = format!("MTG-{number}");
        let rule = catalogue::all().find(|rule| rule.code == code);
        let found = rule.map(|rule| rule.severity.as_str()[..1].to_uppercase());
        if found.as_deref() != Some(letter) {
            faults.push(format!("{code}: {letter}, and is {found:?}"));
        }
    }
    assert_eq!(described.split_whitespace().count(), 74);
    assert!(faults.is_empty(), "{faults:?}");
}

#[test]
fn what_is_no_json_says_where() {
    let (record, findings) =
        Record::check_text("{\n  \"format\": meeting }", Some("x.json"), &Context::default());
    assert!(record.is_none());
    let places: Vec<_> = findings.iter().map(|f| (f.code(), f.place.line)).collect();
    assert_eq!(places, [("MTG-001", Some(2))]);
}

#[test]
fn messages_are_whole_and_in_two_languages() {
    let cases = json("tests/meeting/cases.json");
    for case in cases["cases"].as_array().unwrap() {
        let value = patched(&plain(), &case["patch"]);
        let (_, findings) = Record::check_text(&value.to_string(), None, &context(case));
        for finding in findings.iter() {
            let (vi, en) = (finding.message(Lang::Vi), finding.message(Lang::En));
            for message in [&vi, &en] {
                assert!(!message.contains('…') && !message.contains("``"), "{message}");
            }
            assert_ne!(vi, en);
        }
    }
}

#[test]
fn strictness_is_a_profile() {
    use chuan::finding::Severity;
    use chuan::meeting::Profile;
    let text = meeting().to_string();
    let errors = |profile: Profile| {
        let mut context = Context::default();
        context.profile = profile;
        Record::check_text(&text, None, &context).1.errors()
    };
    assert_eq!(errors(Profile::default()), 0);
    // 2 without an owner, 13 without a deadline, 6 given to a group.
    assert_eq!(errors(Profile::strict()), 21);
    let mut profile = Profile::strict();
    profile.off.push("MTG-603".into());
    profile.severity.insert("no_deliverable".into(), Severity::Error);
    assert_eq!(errors(profile), 14);
}

#[test]
fn what_cannot_be_decided_is_no_error() {
    let (_, findings) = Record::check_text(&meeting().to_string(), None, &Context::default());
    let undecided: Vec<_> =
        findings.iter().filter(|f| f.verdict == Verdict::Undetermined).collect();
    assert_eq!(undecided.len(), 8);
    assert!(undecided.iter().all(|f| f.severity == chuan::finding::Severity::Info));
}

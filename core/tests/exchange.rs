//! Records from and to the formats of others, against real data and the schemas of the formats.
//!
//! Data and schemas are read from the folder in `CHUAN_SHARED` and skipped where it is absent.

#![cfg(feature = "csv")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

use chuan::exchange::{AttendanceMap, OutcomeMap, ical, legistar, oparl, popolo};
use chuan::finding::{Findings, Verdict};
use chuan::meeting::log::{LogBase, ReplayOptions, replay};
use chuan::meeting::spec::{Visibility, VoteBase, VoteResult};
use chuan::meeting::{Context, Enough, MAJORITY, Record, Tally, carried};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

#[path = "exchange/schema.rs"]
mod schema;

fn folder() -> Option<PathBuf> {
    let shared = std::env::var_os("CHUAN_SHARED").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared"),
        PathBuf::from,
    );
    let path = shared.join("reference/meetings");
    if !path.exists() {
        assert!(std::env::var_os("CI").is_none(), "no reference data");
        return None;
    }
    Some(path)
}

fn json_of(path: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn has(findings: &Findings, code: &str) -> bool {
    findings.iter().any(|finding| finding.code() == code)
}

fn seed() -> Option<Record> {
    let text = std::fs::read_to_string(folder()?.join("nghe_an_2022-05-28.json")).unwrap();
    Some(Record::parse(&text).unwrap())
}

#[test]
fn every_text_of_the_source_means_what_the_reference_says() {
    let Some(folder) = folder() else { return };
    let map = OutcomeMap::german();
    let mut table = csv::Reader::from_path(folder.join("outcome_map_karlsruhe.csv")).unwrap();
    let word = |value: Value| value.as_str().unwrap_or_default().to_owned();
    for row in table.records() {
        let row = row.unwrap();
        let Some(mapped) = map.get(&row[0]) else {
            assert_eq!(&row[2], "unmapped");
            continue;
        };
        assert_eq!(word(serde_json::to_value(mapped.outcome).unwrap()), row[2], "{row:?}");
        assert_eq!(word(serde_json::to_value(mapped.majority).unwrap()), row[3], "{row:?}");
        assert_eq!(mapped.refer_to.as_deref().unwrap_or_default(), &row[4], "{row:?}");
    }
    let map = AttendanceMap::legistar();
    let mut table = csv::Reader::from_path(folder.join("attendance_map_legistar.csv")).unwrap();
    for row in table.records() {
        let row = row.unwrap();
        let found = match &row[0] {
            "vote" => serde_json::to_value(map.vote(&row[1]).unwrap()),
            _ => {
                let (status, reason) = map.roll(&row[1]).unwrap();
                assert_eq!(reason.unwrap_or_default(), &row[4]);
                serde_json::to_value(status)
            }
        };
        assert_eq!(word(found.unwrap()), row[3], "{row:?}");
    }
}

#[test]
fn the_meetings_of_karlsruhe_become_records_and_their_oddities_are_found() {
    let Some(folder) = folder() else { return };
    let folder = folder.join("real/oparl_karlsruhe");
    let shared =
        [json_of(&folder.join("organizations.json")), json_of(&folder.join("consultations.json"))];
    let mut manifest = csv::Reader::from_path(folder.join("manifest.csv")).unwrap();
    let map = OutcomeMap::german();
    let mut meetings = 0;
    for row in manifest.records() {
        let row = row.unwrap();
        let meeting = json_of(&folder.join(&row[0]));
        let items = meeting["agendaItem"].as_array().map_or(0, Vec::len);
        let mut objects = shared.to_vec();
        objects.push(meeting.clone());
        let imported = oparl::import(&objects, &map);
        let [record] = &imported.records[..] else { panic!("{row:?}: {:?}", imported.findings) };
        let checked = record.check(&Context::default());
        let spec = record.spec();
        meetings += 1;
        assert_eq!(spec.meeting.agenda.len(), items, "{row:?}");
        // What is written is read back.
        assert_eq!(
            serde_json::to_value(spec).unwrap().to_string(),
            serde_json::from_str::<Value>(&record.to_json()).unwrap().to_string()
        );
        let results = |item: &Value| item["result"].as_str().map(|text| text.trim().to_owned());
        let all: Vec<String> =
            meeting["agendaItem"].as_array().into_iter().flatten().filter_map(results).collect();
        for text in &all {
            assert!(
                spec.meeting.agenda.iter().any(|item| item.outcome_text.as_ref() == Some(text))
            );
        }
        let unmapped = all.iter().any(|text| map.get(text).is_none());
        assert_eq!(has(&checked, "MTG-409"), unmapped, "{row:?}");
        match &row[1] {
            "end is midnight of the same day (unknown end)" => {
                assert!(has(&imported.findings, "MTG-902"), "{row:?}");
                assert_eq!(spec.meeting.end, None);
            }
            "end before start, not midnight" => assert!(has(&checked, "MTG-201"), "{row:?}"),
            "end equals start" => assert!(spec.meeting.end == spec.meeting.start),
            "unknown organization" => assert!(has(&imported.findings, "MTG-903"), "{row:?}"),
            "no agenda" => assert_eq!(items, 0),
            "duplicate number" => assert!(has(&checked, "MTG-401"), "{row:?}"),
            "no location" => assert_eq!(spec.meeting.place, None),
            "items with times" => {
                let left = imported
                    .findings
                    .iter()
                    .any(|finding| finding.value.as_deref() == Some("AgendaItem.start"));
                assert!(left, "times of items have no place, and that is said");
            }
            "withdrawn" | "rejected" | "adopted as amended" | "elected" | "postponed"
            | "referred" | "tie vote" | "duplicate order" | "past, no results" => {}
            other => panic!("{other}"),
        }
    }
    assert_eq!(meetings, 33);
}

#[test]
fn items_with_times_and_the_example_of_the_specification() {
    let Some(folder) = folder() else { return };
    let folder = folder.join("real/oparl_spec_examples");
    let objects: Vec<Value> = ["Meeting-01", "Organization-01", "Paper-01", "Person-01"]
        .iter()
        .map(|name| json_of(&folder.join(format!("{name}.json"))))
        .collect();
    let imported = oparl::import(&objects, &OutcomeMap::german());
    assert_eq!(imported.records.len(), 1, "{:?}", imported.findings);
}

#[test]
fn events_of_new_york_become_records() {
    let Some(folder) = folder() else { return };
    let folder = folder.join("real/legistar_nyc");
    let (outcomes, roll) = (OutcomeMap::legistar(), AttendanceMap::legistar());
    let mut events = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if !name.ends_with(".json") || name.starts_with("vote_") {
            continue;
        }
        let event = json_of(&path);
        let imported = legistar::import(&event, &outcomes, &roll);
        let [record] = &imported.records[..] else { panic!("{name}: {:?}", imported.findings) };
        events += 1;
        assert!(!has(&imported.findings, "MTG-905"), "{name}: {:?}", imported.findings);
        let checked = record.check(&Context::default());
        assert!(!has(&checked, "MTG-409"), "{name}: {checked:?}");
        assert!(!has(&checked, "MTG-303"), "{name}: a person stands there once");
        let all = event["Items"].as_array().unwrap();
        let calls = all.iter().filter(|item| item["RollCallFlag"] == 1).count();
        assert_eq!(record.spec().meeting.agenda.len() + calls, all.len(), "{name}");
        // A person twice in a roll call, and a status that changes.
        let twice = name.starts_with("2026") || name.starts_with("2025-09");
        assert_eq!(has(&imported.findings, "MTG-906"), twice, "{name}");
    }
    assert_eq!(events, 5);
}

#[test]
fn votes_of_new_york_add_up() {
    let Some(folder) = folder() else { return };
    let folder = folder.join("real/legistar_nyc");
    let roll = AttendanceMap::legistar();
    let mut table = csv::Reader::from_path(folder.join("vote_tallies.csv")).unwrap();
    let mut rows = 0;
    for row in table.records() {
        let row = row.unwrap();
        let matter = json_of(&folder.join(&row[0]));
        let (votes, findings) = legistar::votes(&matter, &roll);
        assert!(findings.is_empty(), "{findings:?}");
        let vote = votes.iter().find(|vote| vote.history_id.to_string() == row[1]).unwrap();
        let tally = Tally::of(&vote.vote);
        let counts = [tally.yes, tally.no, tally.abstain, tally.not_voting, tally.absent];
        let expected: Vec<u32> = (4..9).map(|column| row[column].parse().unwrap()).collect();
        assert_eq!(&counts[..], expected, "{row:?}");
        assert_eq!(vote.vote.ballots.len().to_string(), row[9]);
        assert_eq!(vote.date.unwrap().to_string(), row[3]);
        // Of whom the majority is counted changes nothing here, as in all 1,641 votes of the source.
        let bases = [VoteBase::YesNo, VoteBase::Cast, VoteBase::Present, VoteBase::Members];
        let listed = row[9].parse().ok();
        for (column, base) in (11..).zip(bases) {
            let found = carried(&tally, base, MAJORITY, listed) == Enough::Yes;
            assert_eq!(if found { "pass" } else { "fail" }, &row[column], "{base:?} {row:?}");
        }
        rows += 1;
    }
    assert_eq!(rows, 6);
}

/// One of the 1,641 votes of the source is published as passed and none of its ballots says yes:
/// they are incomplete. The stored excerpt does not hold it: every one of its six votes has passed
/// by its ballots. So the same fault is made of each of them, by leaving out the ballots that say
/// yes, in an event of the source's form.
#[test]
fn a_pass_without_a_yes_is_found() {
    let Some(folder) = folder() else { return };
    let folder = folder.join("real/legistar_nyc");
    let roll = AttendanceMap::legistar();
    let results = |votes: Vec<Value>| -> Vec<(Option<VoteResult>, Verdict)> {
        let event = json!({"ID": 1, "BodyID": 2, "BodyName": "Committee",
            "Date": "2022-05-01T10:00:00", "MinutesStatusName": "Final",
            "Items": [{"ID": 3, "Title": "x", "MinutesSequence": 1,
                "ActionName": "Approved by Committee", "PassedFlagName": "Pass", "Votes": votes}]});
        let imported = legistar::import(&event, &OutcomeMap::legistar(), &roll);
        let record = &imported.records[0];
        let result = record.spec().meeting.agenda[0].decisions[0].vote.as_ref().unwrap().result;
        let checked = record.check(&Context::default());
        let about = checked.iter().filter(|finding| finding.code() == "MTG-406");
        about.map(|finding| (result, finding.verdict)).collect()
    };
    let mut table = csv::Reader::from_path(folder.join("vote_tallies.csv")).unwrap();
    let mut votes = 0;
    for row in table.records() {
        let row = row.unwrap();
        let matter = json_of(&folder.join(&row[0]));
        let history = matter["History"].as_array().unwrap();
        let entry =
            history.iter().find(|entry| entry["ID"].as_i64() == row[1].parse().ok()).unwrap();
        assert_eq!(entry["PassedFlagName"], "Pass");
        let all = entry["Votes"].as_array().unwrap();
        assert_eq!(results(all.clone()), [], "{row:?}");
        let no_yes: Vec<Value> =
            all.iter().filter(|ballot| ballot["Vote"] != "Affirmative").cloned().collect();
        assert!(no_yes.len() < all.len());
        let wrong = (Some(VoteResult::Passed), Verdict::Violated);
        assert_eq!(results(no_yes), [wrong], "{row:?}");
        votes += 1;
    }
    assert_eq!(votes, 6);
}

/// Values of what is left behind, of findings with a code.
fn said<'f>(findings: &'f Findings, code: &str) -> Vec<&'f str> {
    let found = findings.iter().filter(|finding| finding.code() == code);
    found.map(|finding| finding.value.as_deref().unwrap_or("-")).collect()
}

#[test]
fn nothing_of_oparl_is_skipped_in_silence() {
    let kind = |name: &str| format!("https://schema.oparl.org/1.1/{name}");
    let meeting = json!({
        "id": "https://x.org/meeting/1", "type": kind("Meeting"), "name": "One",
        "start": "2024-03-12T10:00:00+01:00",
        // Those who met stand there themselves.
        "organization": [{"id": "https://x.org/body/1", "type": kind("Organization"), "name": "Rat"}],
        "participant": [{"id": "https://x.org/person/1", "type": kind("Person"), "name": "A",
            "membership": [{"id": "https://x.org/m/1", "type": kind("Membership")}]}],
        "invitation": {"id": "https://x.org/file/1", "type": kind("File")}, "keyword": [],
    });
    let deleted =
        json!({"id": "https://x.org/meeting/2", "type": kind("Meeting"), "deleted": true});
    let nameless = json!({"type": kind("Meeting"), "name": "No id"});
    let imported = oparl::import(&[meeting, deleted, nameless], &OutcomeMap::german());
    let [record] = &imported.records[..] else { panic!("{:?}", imported.findings) };
    let spec = record.spec();
    assert_eq!(spec.registry.bodies[0].name, "Rat");
    assert_eq!(spec.registry.persons[0].name, "A");
    assert_eq!(
        said(&imported.findings, "MTG-901"),
        ["Meeting (deleted)", "Meeting (without id)", "Meeting.invitation", "Membership"]
    );
    let other = oparl::import(&[json!({"persons": []})], &OutcomeMap::german());
    assert!(other.records.is_empty() && has(&other.findings, "MTG-904"));
}

#[test]
fn nothing_of_popolo_and_legistar_is_skipped_in_silence() {
    let imported = popolo::import(&json!({
        "persons": [{"name": "No id"}, {"id": "a", "name": "A", "email": "x"}],
        "organizations": [{"name": "No id"}, {"id": "o", "name": "O", "founding_date": "1990"}],
        "memberships": [{"id": "m", "person_id": "a", "organization_id": "o", "post_id": "p"},
            {"id": "n", "person_id": "b", "organization_id": "o"}],
        "areas": [{"id": "x"}],
    }));
    let registry = &imported.registry;
    let counts = (registry.persons.len(), registry.bodies.len(), registry.tenures.len());
    assert_eq!(counts, (1, 1, 1));
    assert_eq!(
        said(&imported.findings, "MTG-901"),
        ["Organization (without id)", "Person (without id)", "Person.email", "Popolo.areas"]
    );
    assert_eq!(said(&imported.findings, "MTG-903"), ["p", "b"]);
    assert_eq!(said(&imported.findings, "MTG-905"), ["1990"]);
    assert!(has(&popolo::import(&json!([])).findings, "MTG-904"));

    let (outcomes, roll) = (OutcomeMap::legistar(), AttendanceMap::legistar());
    let event = json!({"ID": 1, "BodyID": 2, "BodyName": "Committee", "Date": "2022-05-01T10:00:00",
        "AgendaStatusName": "Final", "MinutesStatusName": "Draft", "Comment": "Jointly",
        "MinutesFile": "https://x.org/minutes.pdf", "VideoPath": "v", "Empty": null,
        "Items": [{"ID": 3, "Title": "x", "MatterFile": "Int 1", "MatterName": "A name",
            "MinutesNote": "A note", "MatterType": "Introduction"}]});
    let imported = legistar::import(&event, &outcomes, &roll);
    let meeting = &imported.records[0].spec().meeting;
    assert_eq!(meeting.note.as_deref(), Some("Jointly; agenda: Final; minutes: Draft"));
    assert_eq!(meeting.agenda[0].note.as_deref(), Some("Int 1; A name; A note"));
    assert_eq!(meeting.sources.len(), 2);
    assert_eq!(said(&imported.findings, "MTG-901"), ["Event.VideoPath", "Item.MatterType"]);
    let none = legistar::import(&json!({"ID": 1}), &outcomes, &roll);
    assert!(none.records.is_empty() && has(&none.findings, "MTG-904"));
}

#[test]
fn councillors_of_tasmania_have_no_dates_so_membership_is_undetermined() {
    let Some(folder) = folder() else { return };
    let path = folder.join("real/popolo_australia_tas/local_councillor_popolo.json");
    let imported = popolo::import(&json_of(&path));
    let registry = imported.registry;
    assert_eq!(registry.persons.len(), 263);
    assert_eq!(registry.bodies.len(), 33);
    assert_eq!(registry.tenures.len(), 317);
    assert!(registry.tenures.iter().all(|tenure| tenure.from.is_none()));
    let body = registry.tenures[0].body.clone().unwrap();
    let mut members: Vec<&str> = registry
        .tenures
        .iter()
        .filter(|tenure| tenure.body.as_ref() == Some(&body))
        .map(|tenure| tenure.person.as_str())
        .collect();
    // Two were elected twice.
    members.sort_unstable();
    members.dedup();
    assert!(members.len() > 3);
    let attendance: Vec<Value> = members
        .iter()
        .enumerate()
        .map(|(place, person)| {
            let role = if place == 0 { "chair" } else { "member" };
            json!({"person": person, "role": role, "status": "present"})
        })
        .collect();
    let record = json!({
        "format": "meeting-record/1", "id": "r", "registry": registry,
        "meeting": {"id": "m", "body": body, "title": "x", "kind": "regular", "date": "2024-03-12",
            "status": "held", "attendance": attendance,
            "record": {"basis": "service", "complete": {"attendance": true}}}
    });
    let (record, findings) = Record::check_text(&record.to_string(), None, &Context::default());
    assert!(record.is_some(), "{findings:?}");
    let membership: Vec<Verdict> =
        findings.iter().filter(|f| f.code() == "MTG-304").map(|f| f.verdict).collect();
    assert_eq!(membership.len(), members.len());
    assert!(membership.iter().all(|verdict| *verdict == Verdict::Undetermined));
}

#[test]
fn exports_of_the_session_are_valid_by_the_schemas_of_the_formats() {
    let (Some(folder), Some(record)) = (folder(), seed()) else { return };
    let oparl_schemas = schema::Schemas::load(&folder.join("schemas/oparl-1.1"));
    let objects = oparl::export(&record, "https://example.org/oparl", Visibility::Public);
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for object in &objects {
        let kind = object["type"].as_str().unwrap().rsplit('/').next().unwrap();
        *kinds.entry(kind).or_default() += 1;
        assert_eq!(oparl_schemas.check(kind, object), Vec::<String>::new());
    }
    assert_eq!(kinds["Meeting"], 1);
    // Of the 23 bodies of the registry the meeting names 18: those who met, concluded, own or help
    // with tasks, are what tasks are about, or issued a paper. The other five only employ persons.
    let ids: Vec<&str> = objects.iter().map(|object| object["id"].as_str().unwrap()).collect();
    let has = |id: &str| ids.contains(&format!("https://example.org/oparl/{id}").as_str());
    assert_eq!(kinds["Organization"], 18);
    assert!(has("organization/btv-tinh-uy") && has("organization/bct"));
    for other in ["ban-dan-van", "ban-tuyen-giao", "dang-uy-khoi-ccq", "ubkt-tinh-uy", "ubnd-tinh"]
    {
        assert!(!has(&format!("organization/{other}")), "{other}");
    }
    assert!(has("person/thai-thanh-quy"));
    assert_eq!(objects[0]["agendaItem"].as_array().unwrap().len(), 3);
    assert_eq!(objects[0]["x:task"].as_array().unwrap().len(), 15);
    // The reader of schemas does find faults: the specification's own example lacks `order`.
    let example = json_of(&folder.join("real/oparl_spec_examples/Meeting-01.json"));
    assert!(!oparl_schemas.check("Meeting", &example).is_empty());

    let schemas = schema::Schemas::load(&folder.join("schemas/popolo"));
    let export = popolo::export(&record, Visibility::Public);
    for (key, kind, count) in [
        ("events", "event", 4),
        ("speeches", "speech", 16),
        ("motions", "motion", 14),
        ("persons", "person", 7),
        ("organizations", "organization", 23),
        ("memberships", "membership", 16),
    ] {
        let list = export[key].as_array().unwrap();
        assert_eq!(list.len(), count, "{key}");
        for one in list {
            assert_eq!(schemas.check(kind, one), Vec::<String>::new(), "{one}");
        }
    }
    let example = json_of(&folder.join("real/popolo_spec_examples/motion.json"));
    assert!(!schemas.check("motion", &example).is_empty());
}

#[test]
fn what_is_not_public_stays() {
    let Some(record) = seed() else { return };
    let mut value: Value = serde_json::from_str(&record.to_json()).unwrap();
    value["tasks"][0]["visibility"] = "secret".into();
    value["meeting"]["agenda"][0]["visibility"] = "internal".into();
    value["meeting"]["agenda"][2]["statements"][0]["visibility"] = "internal".into();
    let hidden = [
        value["tasks"][0]["title"].as_str().unwrap().to_owned(),
        value["meeting"]["agenda"][0]["title"].as_str().unwrap().to_owned(),
        value["meeting"]["agenda"][0]["decisions"][0]["text"].as_str().unwrap().to_owned(),
    ];
    let record = Record::parse(&value.to_string()).unwrap();
    let unfold = |text: String| text.replace("\r\n ", "");
    let exports = |most| {
        [
            Value::from(oparl::export(&record, "https://x.org", most)).to_string(),
            popolo::export(&record, most).to_string(),
            unfold(ical::export(&record, None, most)),
        ]
    };
    for export in exports(Visibility::Public) {
        for text in &hidden {
            assert!(!export.contains(text.as_str()), "{text}");
        }
    }
    let all = exports(Visibility::Secret).join("");
    for text in &hidden {
        assert!(all.contains(text.as_str()), "{text}");
    }
}

#[test]
fn the_calendar_has_every_task_and_no_long_line() {
    let (Some(folder), Some(record)) = (folder(), seed()) else { return };
    let log = std::fs::File::open(folder.join("nghe_an_2022-05-28.followup.jsonl")).unwrap();
    let base = LogBase::of(&record, false);
    let options = ReplayOptions::new("2023-01-01".parse().unwrap());
    let replay = replay(log, &base, &options).unwrap();
    let text = ical::export(&record, Some(&replay), Visibility::Public);
    assert_eq!(text, ical::export(&record, Some(&replay), Visibility::Public));
    assert!(text.split("\r\n").all(|line| line.len() <= 75));
    assert!(!text.replace("\r\n", "").contains('\n'));
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 1);
    // Fifteen tasks and two milestones that were decided.
    assert_eq!(text.matches("BEGIN:VTODO").count(), 17);
    assert_eq!(text.matches("CATEGORIES:MILESTONE").count(), 2);
    assert_eq!(text.matches("STATUS:COMPLETED").count(), 2);
    assert!(text.contains("COMPLETED:20220805T120000Z"));
    assert!(text.contains("DUE;VALUE=DATE:20301231"));
    let calendar: icalendar::Calendar = text.parse().unwrap();
    assert_eq!(calendar.todos().count(), 17);
    use icalendar::Component as _;
    let titles: Vec<&str> = calendar.todos().filter_map(|todo| todo.get_summary()).collect();
    for task in &record.spec().tasks {
        assert!(titles.iter().any(|title| title.replace('\\', "") == task.title), "{}", task.title);
    }
}

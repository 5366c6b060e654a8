//! Records as CSV tables: the same files in and out, and what is wrong with a row at its place.

#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, clippy::indexing_slicing)]

use chuan::finding::{Finding, Findings};
use chuan::meeting::spec::{AttendanceStatus, Visibility};
use chuan::meeting::tables::{Table, TableOptions};
use chuan::meeting::{Context, Record};
use proptest::prelude::*;

fn read(path: &str) -> String {
    std::fs::read_to_string(chuan_tests::root().join(path)).expect(path)
}

fn plain() -> Record {
    Record::parse(&read("tests/meeting/plain.json")).unwrap()
}

fn with(record: &Record, tables: &[(&str, &str)]) -> (Option<Record>, Findings) {
    let tables: Vec<Table<'_>> = tables.iter().map(|(file, text)| Table { file, text }).collect();
    record.with_tables(&tables, &TableOptions::default(), &Context::default())
}

/// Code, file, record, line and column.
fn place(finding: &Finding) -> (String, String, u64, u64, String) {
    let text = |part: &Option<std::sync::Arc<str>>| part.as_deref().unwrap_or("-").to_owned();
    let place = &finding.place;
    let number = |part: Option<u64>| part.unwrap_or(0);
    let (record, line) = (number(place.record), number(place.line));
    (finding.code().to_owned(), text(&place.file), record, line, text(&place.column))
}

fn places(findings: &Findings) -> Vec<(String, String, u64, u64, String)> {
    findings.iter().map(place).collect()
}

fn at(
    code: &str,
    file: &str,
    record: u64,
    line: u64,
    column: &str,
) -> (String, String, u64, u64, String) {
    (code.to_owned(), file.to_owned(), record, line, column.to_owned())
}

#[test]
fn the_same_files_in_and_out() {
    for file in ["examples/meeting-nghe-an/record.json", "tests/meeting/plain.json"] {
        let record = Record::parse(&read(file)).unwrap();
        let tables = record.tables(Visibility::Secret);
        let given: Vec<(&str, &str)> =
            tables.iter().map(|(file, text)| (file.as_str(), text.as_str())).collect();
        let (again, findings) = with(&record, &given);
        let again = again.unwrap_or_else(|| panic!("{file}: {:?}", places(&findings)));
        assert_eq!(again.spec(), record.spec(), "{file}");
        assert_eq!(again.tables(Visibility::Secret), tables, "{file}");
        let stems: Vec<&str> = tables.iter().map(|(file, _)| file.as_str()).collect();
        assert_eq!(
            stems,
            [
                "bodies.csv",
                "persons.csv",
                "tenures.csv",
                "attendance.csv",
                "agenda.csv",
                "decisions.csv",
                "tasks.csv",
                "milestones.csv"
            ]
        );
    }
}

#[test]
fn vietnamese_headers_names_words_and_days() {
    let tasks = "Mã;Kết luận;Nhiệm vụ;Đơn vị chủ trì;Đơn vị phối hợp;Thời hạn;Sản phẩm\n\
                 t1;d2;Báo cáo;Ward school;Ward committee;30/6/2024;Báo cáo\n\
                 t2;s1;Tập huấn;committee;;quý IV/2024;Danh sách\n";
    let attendance = "Họ tên;Vai trò;Trạng thái;Chức vụ\n\
                      Person A;Chủ trì;Có mặt;Chair\n\
                      Person B;Thành viên;Có mặt;\n\
                      chi;thư ký;Vắng có phép;\n\
                      Person D;khách mời;có mặt;\n";
    let mut options = TableOptions::default();
    options.delimiter = b';';
    options.day_first = true;
    let tables = [
        Table { file: "x/tasks.csv", text: tasks },
        Table { file: "attendance.csv", text: attendance },
    ];
    let (record, findings) = plain().with_tables(&tables, &options, &Context::default());
    let record = record.unwrap_or_else(|| panic!("{:?}", places(&findings)));
    let spec = record.spec();
    let dues: Vec<_> = spec.tasks.iter().map(|t| t.due.as_ref().unwrap().as_str()).collect();
    assert_eq!(dues, ["2024-06-30", "2024-Q4"]);
    assert_eq!(spec.tasks[0].owner.as_ref().unwrap().as_str(), "school");
    assert_eq!(spec.tasks[0].support[0].as_str(), "committee");
    // A part that the table has no column for stays.
    assert_eq!(spec.tasks[0].about[0].to_string(), "level:standard/1");
    assert_eq!(spec.meeting.attendance[2].status, AttendanceStatus::Excused);
    assert_eq!(spec.meeting.attendance[0].person.as_str(), "an");
}

#[test]
fn what_is_wrong_with_a_row_is_found_at_its_place() {
    let tasks = "id,from,title,owner,due,deliverable,lead\n\
                 t1,d2,\"Report\non everything\",school,2024-06-30,A report,\n\
                 t2,d9,Train,Comittee,soon,A list,\n\
                 t3,d2,Short,school\n\
                 t4,d2,Late,school,2024-02-01,x,\n";
    let (record, findings) = with(&plain(), &[("tasks.csv", tasks)]);
    assert!(record.is_none());
    let found = places(&findings);
    for expected in [
        at("MTG-012", "tasks.csv", 0, 1, "lead"),
        at("MTG-102", "tasks.csv", 2, 4, "owner"),
        at("MTG-014", "tasks.csv", 3, 5, "-"),
        at("MTG-003", "tasks.csv", 2, 4, "due"),
    ] {
        assert!(found.contains(&expected), "{expected:?} is not in {found:?}");
    }
    // With the words right, the rules see the rows.
    let tasks = tasks.replace(",soon,", ",2024,").replace("t3,d2,Short,school\n", "");
    let tasks = tasks.replace("Comittee", "committee").replace(",lead", "").replace(",\n", "\n");
    let (_, findings) = with(&plain(), &[("tasks.csv", &tasks)]);
    let found = places(&findings);
    for expected in
        [at("MTG-102", "tasks.csv", 2, 4, "from"), at("MTG-604", "tasks.csv", 3, 5, "due")]
    {
        assert!(found.contains(&expected), "{expected:?} is not in {found:?}");
    }
}

#[test]
fn one_file_may_speak_of_several_meetings() {
    let attendance = "meeting,person,role,status\n\
                      m0,somebody else,chair,present\n\
                      m1,an,chair,present\n\
                      ,binh,member,present\n\
                      m1,guest,invited,present\n";
    let (record, findings) = with(&plain(), &[("attendance.csv", attendance)]);
    let record = record.unwrap_or_else(|| panic!("{:?}", places(&findings)));
    assert_eq!(record.spec().meeting.attendance.len(), 3);
    let left = findings.iter().find(|finding| finding.code() == "MTG-901").unwrap();
    assert_eq!(left.message(chuan::text::Lang::En), "`meeting m0` is left behind, 1 time");
}

#[test]
fn files_and_columns_that_are_none() {
    let (record, findings) =
        with(&plain(), &[("todo.csv", "a\n1\n"), ("tasks.csv", "title\nx\n"), ("persons.csv", "")]);
    assert!(record.is_none());
    let codes: Vec<_> = findings.iter().map(Finding::code).collect();
    assert_eq!(&codes[..3], ["MTG-013", "MTG-013", "MTG-011"], "{codes:?}");
}

#[test]
fn decisions_go_below_their_items_with_their_votes() {
    let decisions = "item,id,kind,by,text,yes,no,abstain,base,threshold,result\n\
                     a1,d1,approval,body:council,Adopted,2,0,0,members,2/3,passed\n\
                     a1,d2,assignment,person:an,Report,,,,,,\n\
                     a9,d3,conclusion,person:an,Lost,,,,,,\n";
    let (_, findings) = with(&plain(), &[("decisions.csv", decisions)]);
    assert_eq!(places(&findings)[0], at("MTG-102", "decisions.csv", 3, 4, "item"));
    let decisions = decisions.replace("a9,d3,conclusion,person:an,Lost,,,,,,\n", "");
    let (record, findings) = with(&plain(), &[("decisions.csv", &decisions)]);
    let record = record.unwrap_or_else(|| panic!("{:?}", places(&findings)));
    let vote = record.spec().meeting.agenda[0].decisions[0].vote.clone().unwrap();
    let threshold = vote.threshold.unwrap();
    assert_eq!((threshold.num, threshold.den, threshold.strict), (2, 3, false));
    // Its ballots have no column, and are still there.
    assert_eq!(vote.ballots.len(), 2);
    let wrong = decisions.replace(",2,0,0,members,2/3,", ",1,0,0,members,2/3,");
    let (_, findings) = with(&plain(), &[("decisions.csv", &wrong)]);
    assert!(findings.iter().any(|f| f.code() == "MTG-405"));
}

/// Two members of the National Assembly bear the same name; of others only the placement of a tone
/// differs.
#[test]
fn a_name_of_two_is_nobody_and_another_spelling_is_only_suggested() {
    let Some(shared) = chuan_tests::shared() else { return };
    let file = shared.join("reference/meetings/real/popolo_vietnam_na13/term-13.excerpt.csv");
    let folder = file.parent().unwrap();
    let file = if file.is_file() {
        file
    } else {
        let mut files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        files.find(|path| path.extension().is_some_and(|e| e == "csv")).unwrap()
    };
    let mut reader = csv::Reader::from_path(file).unwrap();
    let header = reader.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|h| h == name).unwrap();
    let (name, mut number) = (column("name"), 0);
    let mut persons = "id,name\n".to_owned();
    let mut names = Vec::new();
    for record in reader.records() {
        let record = record.unwrap();
        number += 1;
        persons.push_str(&format!("p{number},\"{}\"\n", &record[name]));
        names.push(record[name].to_owned());
    }
    let twice: Vec<&String> = names
        .iter()
        .filter(|name| names.iter().filter(|other| other == name).count() == 2)
        .collect();
    assert_eq!(twice, ["Nguyễn Hữu Đức", "Nguyễn Hữu Đức"]);
    let base = Record::parse(
        r#"{"format":"meeting-record/1","id":"x","registry":{"bodies":[{"id":"na","name":"NA","kind":"assembly"}]},
        "meeting":{"id":"m","body":"na","title":"T","kind":"regular","date":"2012-01-01","status":"held",
        "record":{"basis":"minutes","complete":{}}}}"#,
    )
    .unwrap();
    let attendance = "name,role,status\nNguyễn Hữu Đức,member,present\n";
    let (record, findings) =
        with(&base, &[("persons.csv", &persons), ("attendance.csv", attendance)]);
    assert!(record.is_none());
    let error = findings.iter().find(|f| f.severity == chuan::finding::Severity::Error).unwrap();
    assert_eq!(place(error), at("MTG-104", "attendance.csv", 1, 2, "name"));
    let with_tone = names.iter().find(|name| name.contains("Hòa")).expect("a name with òa");
    let other = with_tone.replace("Hòa", "Hoà");
    let attendance = format!("name,role,status\n{other},member,present\n");
    let (_, findings) = with(&base, &[("persons.csv", &persons), ("attendance.csv", &attendance)]);
    let lost = findings.iter().find(|f| f.code() == "MTG-102").unwrap();
    assert_eq!(lost.suggestion.as_ref(), Some(with_tone));
}

#[test]
fn what_is_not_public_is_in_no_table() {
    let text = read("tests/meeting/plain.json").replace(
        "\"id\": \"d2\", \"kind\": \"assignment\"",
        "\"id\": \"d2\", \"visibility\": \"secret\", \"kind\": \"assignment\"",
    );
    let record = Record::parse(&text).unwrap();
    let tables = record.tables(Visibility::Public);
    let all: String = tables.iter().map(|(_, text)| text.as_str()).collect();
    assert!(!all.contains("The school reports"));
    // The task and the milestones rest on it alone.
    assert!(!all.contains("A report,level"));
    let task_rows = tables.iter().find(|(file, _)| file == "tasks.csv").unwrap().1.lines().count();
    assert_eq!(task_rows, 2);
    assert!(record.visible(Visibility::Secret).unwrap() == record);
    let hidden = text.replace(
        "\"title\": \"March session\"",
        "\"title\": \"March session\", \"visibility\": \"internal\"",
    );
    assert!(Record::parse(&hidden).unwrap().tables(Visibility::Public).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// Tables of tasks with any texts come back as they were.
    #[test]
    fn any_text_survives_a_table(
        rows in proptest::collection::vec(("[^\\p{C};]{1,20}", "[^\\p{C}]{0,20}", proptest::bool::ANY), 0..12),
    ) {
        let base = plain();
        let mut spec = base.spec().clone();
        spec.milestones.clear();
        let template = spec.tasks[0].clone();
        spec.tasks = rows
            .iter()
            .enumerate()
            .filter(|(_, (title, _, _))| !chuan::text::clean(title).is_empty())
            .map(|(number, (title, note, due))| {
                let mut task = template.clone();
                task.id = format!("n{number}").parse().unwrap();
                task.title = chuan::text::clean(title).into_owned();
                task.note = Some(chuan::text::clean(note).into_owned()).filter(|n| !n.is_empty());
                task.due = due.then(|| "2024-Q4".parse().unwrap());
                task.after.clear();
                task
            })
            .collect();
        let Ok(record) = Record::from_spec(spec) else { return Ok(()) };
        let tables = record.tables(Visibility::Secret);
        let given: Vec<(&str, &str)> =
            tables.iter().map(|(file, text)| (file.as_str(), text.as_str())).collect();
        let (again, _) = with(&record, &given);
        prop_assert_eq!(again.unwrap().spec().tasks.clone(), record.spec().tasks.clone());
    }
}

//! The examples in the pages about framework files and data files give what the pages say.
//!
//! | fence | meaning |
//! | --- | --- |
//! | `toml framework` | a whole framework, of which nothing is to be found |
//! | `csv data` | observations for the framework above |
//! | `csv result` | what comes out of them: scores as shown, `rank:node`, `band:node`, `level:scheme`, `grade:` |
//! | `text findings` | what is found in them: code, record and column |

#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, clippy::indexing_slicing)]

use chuan::check::{CheckOptions, Checked, Checker};
use chuan::framework::{FileFormat, Framework};
use chuan::number::{self, NumberFormat};
use chuan::text::Lang;
use chuan::track::{Cell, TrackOptions};

/// Runs all examples of a page; how many tables of results and of findings there are.
fn run(page: &str) -> usize {
    let mut compared = 0;
    let mut framework: Option<Framework> = None;
    let mut checked: Option<Checked> = None;
    for (line, fence, body) in fences(page) {
        let at = format!("example on line {line}");
        match fence {
            "toml framework" => {
                framework = Some(Framework::parse(&body, FileFormat::Toml).expect(&at));
                checked = None;
            }
            "csv data" => {
                let mut checker =
                    Checker::new(framework.as_ref().expect(&at), CheckOptions::default());
                checker.read_csv("data.csv", body.as_bytes()).expect(&at);
                checked = Some(checker.finish());
            }
            "csv result" => {
                let checked = checked.as_ref().expect(&at);
                assert!(!checked.findings.has_errors(), "{at}: {}", findings(checked));
                results(&body, framework.as_ref().expect(&at), checked, &at);
                compared += 1;
            }
            "text findings" => {
                assert_eq!(findings(checked.as_ref().expect(&at)), body, "{at}");
                compared += 1;
            }
            _ => {
                let Some(day) = fence.strip_prefix("csv track ") else { continue };
                let checked = checked.as_ref().expect(&at);
                assert!(!checked.findings.has_errors(), "{at}: {}", findings(checked));
                followed(&body, framework.as_ref().expect(&at), checked, day, &at);
                compared += 1;
            }
        }
    }
    compared
}

/// The fenced blocks of a page: first line, information string and content.
fn fences(page: &str) -> Vec<(usize, &str, String)> {
    let mut found = Vec::new();
    let mut open: Option<(usize, &str, String)> = None;
    for (number, line) in page.lines().enumerate() {
        match (line.strip_prefix("```"), open.take()) {
            (Some(_), Some(fence)) => found.push(fence),
            (Some(fence), None) => open = Some((number + 1, fence, String::new())),
            (None, Some((first, fence, body))) => {
                open = Some((first, fence, format!("{body}{line}\n")));
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a fence is not closed");
    found
}

fn findings(checked: &Checked) -> String {
    let each = checked.findings.iter().map(|finding| {
        let record = finding.place.record.map_or("-".to_owned(), |record| record.to_string());
        let column = finding.place.column.as_deref().unwrap_or("-");
        format!("{} {record} {column}\n", finding.code())
    });
    each.collect()
}

/// Compares every cell of a table of results.
fn results(body: &str, framework: &Framework, checked: &Checked, at: &str) {
    let card = chuan::score::score(framework, &checked.observations);
    let assessment = chuan::assess::assess(framework, &checked.observations, &card);
    let scores = card.period(None).expect(at);
    let show = |number: Option<f64>| {
        number.map_or(String::new(), |number| {
            number::format(number::decimals::snap(number), None, NumberFormat::En)
        })
    };
    let mut reader = csv::Reader::from_reader(body.as_bytes());
    let header = reader.headers().expect(at).clone();
    for record in reader.records() {
        let record = record.expect(at);
        let unit = card.unit(&record[0]).expect(at);
        for (column, expected) in header.iter().zip(&record).skip(1) {
            let item = |code: &str| framework.find(code).expect(at);
            let found = match column.split_once(':') {
                Some(("rank", node)) => show(scores.rank(item(node), unit)),
                Some(("band", node)) => scores
                    .band_of(framework, item(node), unit)
                    .map_or(String::new(), |band| band.code.to_string()),
                Some(("grade", _)) => {
                    let grades = &framework.spec().screen.as_ref().expect(at).grades;
                    let grade = scores.grade(unit).and_then(|number| grades.get(number));
                    grade.map_or(String::new(), |grade| grade.code.to_string())
                }
                Some((_, scheme)) => assessment
                    .units()
                    .iter()
                    .find(|one| one.scheme == scheme && one.unit == unit)
                    .and_then(|one| one.reached())
                    .map_or(String::new(), |level| level.code.to_string()),
                None => show(scores.shown(item(column)).get(unit)),
            };
            assert_eq!(found, expected, "{at}: {column} of {}", &record[0]);
        }
    }
}

/// Compares the columns of a table of targets that an example names, row by row; numbers with four
/// decimals.
fn followed(body: &str, framework: &Framework, checked: &Checked, day: &str, at: &str) {
    let options = TrackOptions::new(day.parse().expect(at));
    let tracking = chuan::track::track(framework, &checked.observations, &options);
    let table = tracking.table(framework, Lang::En);
    let mut reader = csv::Reader::from_reader(body.as_bytes());
    let header = reader.headers().expect(at).clone();
    let expected: Vec<_> = reader.records().map(|record| record.expect(at)).collect();
    assert_eq!(table.rows.len(), expected.len(), "{at}");
    for (row, expected) in table.rows.iter().zip(&expected) {
        for (column, expected) in header.iter().zip(expected) {
            let number = table.columns.iter().position(|name| *name == column).expect(column);
            let found = match &row[number] {
                Cell::Text(text) => text.clone().unwrap_or_default(),
                Cell::Number(number) => number
                    .map_or_else(String::new, |number| ((number * 1e4).round() / 1e4).to_string()),
                _ => String::new(),
            };
            assert_eq!(
                found,
                expected,
                "{at}: {column} of {}",
                &expected[..expected.len().min(20)]
            );
        }
    }
}

#[test]
fn examples_of_targets() {
    assert!(run(include_str!("../../core/src/track/targets.md")) >= 1);
}

#[test]
fn examples_of_framework_files() {
    assert!(run(include_str!("../../core/src/framework/format.md")) >= 13);
}

#[test]
fn examples_of_data_files() {
    assert!(run(include_str!("../../core/src/check/data.md")) >= 7);
}

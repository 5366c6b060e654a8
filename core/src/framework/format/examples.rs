//! Runs the examples of a page: frameworks, data, and what comes out.
//!
//! | fence | meaning |
//! | --- | --- |
//! | `toml framework` | a whole framework, without an error |
//! | `toml` | a part of a framework, whose keys and values can be read |
//! | `csv data` | observations for the framework above |
//! | `csv result` | what comes out of them: scores as shown, `rank:node`, `level:scheme` |
//! | `text findings` | what is found in them: code, record and column |

use crate::check::{CheckOptions, Checked, Checker};
use crate::finding::Findings;
use crate::framework::{FileFormat, Framework};
use crate::number::{self, NumberFormat};
use crate::text::Lang;

/// Runs all examples of a page; how many whole frameworks there are.
pub(crate) fn run(page: &str) -> usize {
    let mut frameworks = 0;
    let mut framework = None;
    let mut checked = None;
    for (line, fence, body) in fences(page) {
        let at = format!("example on line {line}");
        match fence {
            "toml framework" => {
                frameworks += 1;
                let (read, findings) = Framework::check_text(&body, FileFormat::Toml, None);
                framework = Some(read.unwrap_or_else(|| panic!("{at}: {}", told(&findings))));
                assert!(findings.is_empty(), "{at}: {}", told(&findings));
            }
            "toml" => part(&body, &at),
            "csv data" => {
                let framework = framework.as_ref().expect(&at);
                let mut checker = Checker::new(framework, CheckOptions::default());
                checker.read_csv("data.csv", body.as_bytes()).expect(&at);
                checked = Some(checker.finish());
            }
            "csv result" => {
                let checked = checked.as_ref().expect(&at);
                assert!(!checked.findings.has_errors(), "{at}: {}", told(&checked.findings));
                result(&body, framework.as_ref().expect(&at), checked, &at);
            }
            "text findings" => {
                let found = checked.as_ref().expect(&at).findings.iter().map(|finding| {
                    let record = finding.place.record.map_or("-".to_owned(), |n| n.to_string());
                    let column = finding.place.column.as_deref().unwrap_or("-");
                    format!("{} {record} {column}\n", finding.code())
                });
                assert_eq!(found.collect::<String>(), body, "{at}");
            }
            _ => {}
        }
    }
    frameworks
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

/// A part may name what is not there, but its keys and values are those of the format.
fn part(body: &str, at: &str) {
    let text = format!("code = \"part\"\ntitle = \"Part\"\n{body}");
    let (_, findings) = Framework::check_text(&text, FileFormat::Toml, None);
    let unreadable = ["FWK-001", "FWK-002", "FWK-003", "FWK-004"];
    let fault = findings.iter().find(|finding| unreadable.contains(&finding.code()));
    assert!(fault.is_none(), "{at}: {}", told(&findings));
}

/// Compares every cell of a table of results.
fn result(body: &str, framework: &Framework, checked: &Checked, at: &str) {
    let card = crate::score::score(framework, &checked.observations);
    let assessment = crate::assess::assess(framework, &checked.observations, &card);
    let scores = card.period(None).expect(at);
    let show = |number: Option<f64>| {
        number.map_or(String::new(), |number| {
            number::format(number::decimals::snap(number), None, NumberFormat::En).replace(',', "")
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

fn told(findings: &Findings) -> String {
    let each = findings.iter().map(|f| format!("{} {}", f.code(), f.message(Lang::En)));
    each.collect::<Vec<_>>().join("; ")
}

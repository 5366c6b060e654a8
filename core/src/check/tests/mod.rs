//! Rules `OBS-`, on files as they come.

mod fast;
mod files;
mod forms;
#[cfg(all(feature = "encodings", feature = "excel"))]
mod inputs;
mod series;
mod severity;
mod shapes;
mod units;

use super::{CheckOptions, Checked, Checker};
use crate::finding::Finding;
use crate::framework::{FileFormat, Framework};

const INDICATORS: &str = "
[[node]]
code = 'total'
[[indicator]]
code = 'a'
name = 'Tỷ lệ'
parent = 'total'
scale = 'percent'
frequency = 'year'
[[indicator]]
code = 'b'
parent = 'total'
required = false
";

fn framework(more: &str) -> Framework {
    let text = format!("code = 't'\ntitle = 'T'\n{more}");
    match Framework::check_text(&text, FileFormat::Toml, None) {
        (Some(framework), _) => framework,
        (None, findings) => panic!("{findings:?}"),
    }
}

/// A framework of two indicators; `before` stands above them.
fn two(before: &str) -> Framework {
    framework(&format!("{before}{INDICATORS}"))
}

fn check(framework: &Framework, text: &str) -> Checked {
    check_with(framework, CheckOptions::default(), &[text])
}

fn check_with(framework: &Framework, options: CheckOptions, texts: &[&str]) -> Checked {
    let mut checker = Checker::new(framework, options);
    for (number, text) in texts.iter().enumerate() {
        checker.read_csv(&format!("{number}.csv"), text.as_bytes()).unwrap();
    }
    checker.finish()
}

/// Code, record, line and column of every finding.
fn places(checked: &Checked) -> Vec<(&'static str, u64, u64, String)> {
    let place = |f: &Finding| {
        let column = f.place.column.as_deref().unwrap_or("-").to_owned();
        (f.code(), f.place.record.unwrap_or(0), f.place.line.unwrap_or(0), column)
    };
    checked.findings.iter().map(place).collect()
}

fn codes(checked: &Checked) -> Vec<&'static str> {
    checked.findings.iter().map(Finding::code).collect()
}

/// Everything that was accepted, as `unit item period value`.
fn values(framework: &Framework, checked: &Checked) -> Vec<String> {
    let observations = &checked.observations;
    let mut all = Vec::new();
    for (number, period) in observations.periods().iter().enumerate() {
        let period = period.map_or("-".to_owned(), |period| period.to_string());
        for (id, item) in framework.iter() {
            for (unit, of) in observations.units().iter().enumerate() {
                if let Some(value) = observations.column(number, id).and_then(|c| c.get(unit)) {
                    all.push(format!("{} {} {period} {value}", of.code, item.code));
                }
            }
        }
    }
    all
}

//! Findings as SARIF 2.1.0, for code scanning.

use super::Report;
use chuan::finding::{Finding, Rule, Severity};
use chuan::text::Lang;
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<Outcome>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    language: &'static str,
    rules: Vec<Descriptor>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    name: String,
    short_description: Message,
    full_description: Message,
    help: Message,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Message,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    locations: Vec<Location>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: PhysicalLocation,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_column: Option<u64>,
}

/// Writes one log with one run.
pub(super) fn write(report: &Report, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let mut rules: Vec<&'static Rule> = report.findings().map(Finding::rule).collect();
    rules.sort_by_key(|rule| rule.code);
    rules.dedup_by_key(|rule| rule.code);
    let results = report.findings().map(|finding| outcome(finding, &rules, lang)).collect();
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "chuan",
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    language: lang.as_str(),
                    rules: rules.iter().map(|rule| descriptor(rule, lang)).collect(),
                },
            },
            column_kind: "unicodeCodePoints",
            results,
        }],
    };
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

fn descriptor(rule: &'static Rule, lang: Lang) -> Descriptor {
    let message = |text: &str| Message { text: text.to_owned() };
    Descriptor {
        id: rule.code,
        name: pascal_case(rule.name),
        short_description: message(rule.title.get(lang)),
        full_description: message(rule.why.get(lang)),
        help: message(rule.fix.get(lang)),
        default_configuration: Configuration { level: level(rule.severity) },
    }
}

fn outcome(finding: &Finding, rules: &[&'static Rule], lang: Lang) -> Outcome {
    let place = &finding.place;
    let region = place.line.map(|line| Region { start_line: line, start_column: place.position });
    let location = place.file.as_deref().map(|file| Location {
        physical_location: PhysicalLocation {
            artifact_location: ArtifactLocation { uri: uri(file) },
            region,
        },
    });
    Outcome {
        rule_id: finding.code(),
        rule_index: rules.partition_point(|rule| rule.code < finding.code()),
        level: level(finding.severity),
        message: Message { text: finding.message(lang) },
        locations: location.into_iter().collect(),
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        _ => "note",
    }
}

fn pascal_case(name: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
    };
    name.split('_').map(capital).collect::<Vec<String>>().concat()
}

/// A path as a relative reference: everything but unreserved characters and slashes is escaped.
fn uri(path: &str) -> String {
    use std::fmt::Write as _;
    let mut text = String::with_capacity(path.len());
    for byte in path.replace('\\', "/").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                text.push(char::from(byte));
            }
            other => {
                let _ = write!(text, "%{other:02X}");
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_point_to_their_rules() {
        let text = super::super::tests::written(write);
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        let run = &json["runs"][0];
        assert_eq!(json["version"], "2.1.0");
        assert_eq!(run["tool"]["driver"]["rules"][0]["name"], "UnknownUnit");
        let result = &run["results"][0];
        assert_eq!((&result["ruleId"], &result["level"]), (&"OBS-101".into(), &"error".into()));
        assert_eq!(result["ruleIndex"], 0);
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "data.csv");
        assert_eq!(place["region"]["startLine"], 8);
    }

    #[test]
    fn paths_are_references() {
        assert_eq!(uri("số liệu/a b.csv"), "s%E1%BB%91%20li%E1%BB%87u/a%20b.csv");
    }
}

//! The same framework in each format, and where its faults are.

use super::source::*;
use super::*;
use crate::finding::Finding;

const TOML: &str = r#"
code = "thử"
title = { vi = "Thử", en = "Trial" }
[register]
list = "63"
[[register.unit]]
code = "40"
name = "Nghệ An"
attributes = { region = "BTB", area = "lớn" }
[[node]]
code = "total"
aggregate = "sum"
[[indicator]]
code = "a"
parent = "total"
points = 10
scale = "percent"
scorer = { method = "ratio", cap = false }
"#;

const JSON: &str = r#"{
  "code": "thử",
  "title": { "vi": "Thử", "en": "Trial" },
  "register": { "list": "63", "unit": [
    { "code": "40", "name": "Nghệ An", "attributes": { "region": "BTB", "area": "lớn" } }
  ] },
  "node": [{ "code": "total", "aggregate": "sum" }],
  "indicator": [{ "code": "a", "parent": "total", "points": 10.0, "scale": "percent",
    "scorer": { "method": "ratio", "cap": false } }]
}"#;

const YAML: &str = r#"
code: thử
title: { vi: Thử, en: Trial }
register:
  list: "63"
  unit:
    - code: "40"
      name: Nghệ An
      attributes: { region: BTB, area: lớn }
node:
  - code: total
    aggregate: sum
indicator:
  - code: a
    parent: total
    points: 1e1
    scale: percent
    scorer: { method: ratio, cap: false }
"#;

fn findings(text: &str, format: FileFormat) -> Findings {
    let (framework, findings) = Framework::check_text(text, format, Some("f"));
    assert_eq!(framework.is_none(), findings.has_errors());
    findings
}

fn spots(findings: &Findings) -> Vec<(&'static str, Option<u64>, Option<u64>)> {
    findings.iter().map(|f| (f.code(), f.place.line, f.place.position)).collect()
}

fn only(findings: &Findings) -> &Finding {
    assert_eq!(findings.len(), 1, "{:?}", spots(findings));
    findings.iter().next().unwrap()
}

#[test]
fn one_framework_in_three_formats_has_one_hash() {
    let hash = |text, format| Framework::parse(text, format).unwrap().hash().to_owned();
    let toml = hash(TOML, FileFormat::Toml);
    assert_eq!(toml.len(), 64);
    assert_eq!(hash(JSON, FileFormat::Json), toml);
    assert_eq!(hash(YAML, FileFormat::Yaml), toml);
    let marked = format!("\u{feff}{}", TOML.replace('\n', "\r\n"));
    assert_eq!(hash(&marked, FileFormat::Toml), toml, "a byte order mark and CRLF say nothing");
    let other = TOML.replace("points = 10", "points = 11");
    assert_ne!(hash(&other, FileFormat::Toml), toml);
}

#[test]
fn a_spec_written_as_json_is_the_same_spec() {
    let framework = Framework::parse(TOML, FileFormat::Toml).unwrap();
    let written = serde_json::to_string(framework.spec()).unwrap();
    let again = Framework::parse(&written, FileFormat::Json).unwrap();
    assert_eq!(again.spec(), framework.spec());
    assert_eq!(again.hash(), framework.hash());
}

/// Positions count characters, not bytes: `ệ` before a value is one of them.
#[test]
fn places_count_characters() {
    let toml = "code = 'x'\ntitle = { vi = 'Nghệ An', en = 5 }\n";
    let json = "{\"code\": \"x\",\n\"title\": {\"vi\": \"Nghệ An\", \"en\": 5}}";
    let yaml = "code: x\ntitle: {vi: Nghệ An, en: 5}\n";
    for (text, format) in
        [(toml, FileFormat::Toml), (json, FileFormat::Json), (yaml, FileFormat::Yaml)]
    {
        let tree = parse(text, format).unwrap();
        let path = Path::default().key("title").key("en");
        let line = text.lines().nth(1).unwrap();
        let position = line.chars().position(|c| c == '5').unwrap() as u64 + 1;
        assert_eq!(tree.spot_of(&path), Spot { line: 2, position }, "{format}");
        let key = tree.spot_of_key(&Path::default().key("title"), "en").unwrap();
        let quote = if format == FileFormat::Json { "\"en" } else { "en" };
        let before = line.split(quote).next().unwrap().chars().count() as u64;
        assert_eq!(key, Spot { line: 2, position: before + 1 }, "{format}");
    }
}

#[test]
fn places_of_nested_values_are_exact() {
    let toml =
        "code = 'x'\ntitle = 't'\n[[indicator]]\ncode = 'a'\n  [indicator.range]\n  max = 'ố'\n";
    let json = "{\"code\": \"x\", \"title\": \"t\",\n \"indicator\": [{\"code\": \"a\",\n  \"range\": {\"max\": \"ố\"}}]}";
    let yaml = "code: x\ntitle: t\nindicator:\n  - code: a\n    range:\n      max: ố\n";
    let expected = [
        (toml, FileFormat::Toml, 6, 9),
        (json, FileFormat::Json, 3, 20),
        (yaml, FileFormat::Yaml, 6, 12),
    ];
    for (text, format, line, position) in expected {
        let all = findings(text, format);
        let finding = only(&all);
        assert_eq!(finding.code(), "FWK-003", "{format}");
        assert_eq!((finding.place.line, finding.place.position), (Some(line), Some(position)));
        assert_eq!(finding.place.path.as_deref(), Some("indicator[0].range.max"));
        assert_eq!(finding.value.as_deref(), Some("ố"));
    }
}

#[test]
fn all_faults_are_reported_at_once() {
    let text = "code = 'x'\ntitle = 't'\ncolour = 1\n[[node]]\ncode = 't'\nagregate = 'sum'\n\
        [[indicator]]\ncode = 'a'\nparent = 't'\npoints = 'ten'\nscale = 'procent'\n\
        scorer = { method = 'ratio', kap = true }\n";
    let found = findings(text, FileFormat::Toml);
    let mut lines: Vec<_> = found.iter().map(|f| (f.place.line.unwrap(), f.code())).collect();
    lines.sort_unstable();
    let expected =
        [(3, "FWK-002"), (6, "FWK-002"), (10, "FWK-003"), (11, "FWK-003"), (12, "FWK-002")];
    assert_eq!(lines, expected);
    let by_line = |line| found.iter().find(|f| f.place.line == Some(line)).unwrap();
    assert_eq!(by_line(6).suggestion.as_deref(), Some("aggregate"));
    assert_eq!(by_line(11).suggestion.as_deref(), Some("percent"));
    assert_eq!(by_line(12).suggestion.as_deref(), Some("cap"));
    assert_eq!(by_line(12).place.path.as_deref(), Some("indicator[0].scorer.kap"));
    assert_eq!(by_line(12).place.position, Some(30));
}

#[test]
fn a_key_with_quotes_of_its_own_is_named_whole() {
    let all = findings("code = 'x'\ntitle = 't'\n'a`b`c' = 1\n", FileFormat::Toml);
    assert_eq!(only(&all).value.as_deref(), Some("a`b`c"));
    assert_eq!(spots(&all), [("FWK-002", Some(3), Some(1))]);
}

#[test]
fn what_makes_a_framework_wrong_stays_an_error() {
    let text = "code = 'x'\ntitle = 't'\n[severity]\ncycle = 'warning'\nunknown_unit = 'info'\n";
    let all = findings(text, FileFormat::Toml);
    assert_eq!(spots(&all), [("FWK-003", Some(4), Some(9))]);
    let text = text.replace("cycle = 'warning'", "orphan_node = 'error'");
    assert!(findings(&text, FileFormat::Toml).is_empty());
}

#[test]
fn keys_that_stand_twice_are_syntax_errors() {
    let toml = "code = 'x'\ntitle = 't'\ntitle = 'u'\n";
    let json = "{\"code\": \"x\",\n\"title\": \"t\",\n\"title\": \"u\"}";
    let yaml = "code: x\ntitle: t\ntitle: u\n";
    let disguised = "code: x\ntitle: t\nseverity:\n  1: error\n  \"1\": error\n";
    for (text, format, line) in [
        (toml, FileFormat::Toml, 3),
        (json, FileFormat::Json, 3),
        (yaml, FileFormat::Yaml, 3),
        (disguised, FileFormat::Yaml, 5),
    ] {
        let all = findings(text, format);
        let finding = only(&all);
        assert_eq!((finding.code(), finding.place.line), ("FWK-001", Some(line)), "{format}");
    }
}

#[test]
fn numbers_that_no_double_holds_are_refused() {
    let json = "{\"code\": \"x\", \"title\": \"t\", \"total_points\": 1e400}";
    for (text, format) in [
        ("code = 'x'\ntitle = 't'\ntotal_points = 1e400\n", FileFormat::Toml),
        ("code = 'x'\ntitle = 't'\ntotal_points = inf\n", FileFormat::Toml),
        ("code = 'x'\ntitle = 't'\ntotal_points = nan\n", FileFormat::Toml),
        (json, FileFormat::Json),
        ("code: x\ntitle: t\ntotal_points: 1e400\n", FileFormat::Yaml),
        ("code: x\ntitle: t\ntotal_points: .nan\n", FileFormat::Yaml),
    ] {
        let found = findings(text, format);
        assert_eq!(found.errors(), 1, "{format}: {text}");
    }
}

/// Whatever stands in a file, reading it ends with findings, on a small stack too.
#[test]
fn hostile_files_are_refused_in_peace() {
    let deep = |open: &str, close: &str, times: usize| {
        format!("{}{}", open.repeat(times), close.repeat(times))
    };
    let bombs = (1..40).map(|n| format!("a{n}: &a{n} [*a{p}, *a{p}]\n", p = n - 1));
    let laughs: String = std::iter::once("a0: &a0 [ha, ha]\n".to_owned()).chain(bombs).collect();
    let toml_keys = format!("{}x = 1", "a.".repeat(200_000));
    let digits = format!("code = 'x'\ntitle = 't'\ntotal_points = {}\n", "9".repeat(100_000));
    let texts: Vec<(String, FileFormat)> = vec![
        (deep("[", "]", 200_000), FileFormat::Json),
        (deep("{\"a\":", "}", 200_000), FileFormat::Json),
        ("[".repeat(200_000), FileFormat::Json),
        (format!("{{\"code\": {}}}", "9".repeat(100_000)), FileFormat::Json),
        (format!("x = {}", deep("[", "]", 200_000)), FileFormat::Toml),
        (format!("x = {}", deep("{a=", "}", 200_000)), FileFormat::Toml),
        (toml_keys.clone(), FileFormat::Toml),
        (format!("[{}x]\n", "a.".repeat(200_000)), FileFormat::Toml),
        (digits, FileFormat::Toml),
        (deep("[", "]", 200_000), FileFormat::Yaml),
        (deep("{a: ", "}", 200_000), FileFormat::Yaml),
        (format!("a: {}", "- ".repeat(20_000)), FileFormat::Yaml),
        ("- ".repeat(20_000), FileFormat::Yaml),
        ("? ".repeat(5_000), FileFormat::Yaml),
        (laughs, FileFormat::Yaml),
        ("code: &c x\ntitle: *c\n".to_owned(), FileFormat::Yaml),
        ("code: x\ntitle: t\n---\ncode: y\n".to_owned(), FileFormat::Yaml),
        ("\"\\ud800\"".to_owned(), FileFormat::Json),
        ("\0\0\0".to_owned(), FileFormat::Toml),
    ];
    let reading = std::thread::Builder::new().stack_size(2 << 20).spawn(move || {
        for (text, format) in &texts {
            let start: String = text.chars().take(30).collect();
            assert!(findings(text, *format).has_errors(), "{format}: {start}");
        }
    });
    reading.unwrap().join().unwrap();
}

#[test]
fn empty_files_say_so() {
    for format in [FileFormat::Toml, FileFormat::Json, FileFormat::Yaml] {
        for text in ["", "\u{feff}", "\n\n", "\u{feff}\r\n"] {
            assert!(findings(text, format).has_errors(), "{format}: {text:?}");
        }
    }
}

/// A file on one line must not be counted from its start for every value.
#[test]
fn a_long_line_is_read_in_linear_time() {
    let list = vec!["\"điểm\""; 300_000].join(", ");
    let text = format!("{{\"code\": [{list}]}}");
    let tree = parse(&text, FileFormat::Json).unwrap();
    let spot = tree.spot_of(&Path::default().key("code").index(299_999));
    assert_eq!(spot, Spot { line: 1, position: 11 + 8 * 299_999 });
}

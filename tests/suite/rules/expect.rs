//! Findings as a specification writes them, compared with those that were made.

use super::line_of;
use super::specification::unescape;
use chuan::finding::Finding;
use chuan::text::Lang;
use std::fmt::{self, Write};

/// A finding that is expected: `CODE severity file:line:position key=value …`.
#[derive(Debug, Default)]
pub(crate) struct Expected {
    code: String,
    severity: String,
    /// `-` for none.
    file: String,
    line: Option<u64>,
    position: Option<u64>,
    keys: Vec<(String, String)>,
    /// Messages by language, `en` or `vi`.
    messages: Vec<(String, String)>,
    /// As it is written.
    lines: Vec<String>,
}

const KEYS: [&str; 9] =
    ["record", "column", "path", "unit", "indicator", "period", "value", "suggestion", "verdict"];

pub(crate) fn parse(block: &str) -> Result<Vec<Expected>, String> {
    let mut all: Vec<Expected> = Vec::new();
    for line in block.lines().filter(|line| !line.trim().is_empty()) {
        let message = line.trim().strip_prefix("message.").and_then(|rest| rest.split_once(": "));
        if let Some((lang, message)) = message {
            let last = all.last_mut().ok_or("a message before the first finding")?;
            last.messages.push((lang.to_owned(), message.to_owned()));
            last.lines.push(line.to_owned());
        } else {
            let mut expected = one(line).map_err(|fault| format!("{fault} in `{line}`"))?;
            expected.lines.push(line.to_owned());
            all.push(expected);
        }
    }
    Ok(all)
}

fn one(line: &str) -> Result<Expected, String> {
    let mut parts = line.splitn(4, ' ');
    let mut next = || parts.next().ok_or("code, severity and place are needed");
    let (code, severity, place) = (next()?.to_owned(), next()?.to_owned(), next()?);
    let mut place = place.split(':');
    let file = place.next().unwrap_or_default().to_owned();
    let mut number = || {
        let text = place.next();
        text.map(|text| text.parse::<u64>().map_err(|_| format!("`{text}` is no line"))).transpose()
    };
    let (line, position) = (number()?, number()?);
    let mut keys = Vec::new();
    let mut rest = parts.next().unwrap_or_default().trim();
    while !rest.is_empty() {
        let (key, after) = rest.split_once('=').ok_or("a key without a value")?;
        if !KEYS.contains(&key) {
            return Err(format!("unknown key `{key}`"));
        }
        let (value, tail) = match after.strip_prefix('"') {
            None => after.split_once(' ').unwrap_or((after, "")),
            Some(quoted) => {
                let end = closing_quote(quoted).ok_or("a quotation mark is missing")?;
                quoted.split_at(end)
            }
        };
        let value = String::from_utf8(unescape(value)?).map_err(|_| "not text")?;
        keys.push((key.to_owned(), value));
        rest = tail.trim_start_matches('"').trim_start();
    }
    Ok(Expected { code, severity, file, line, position, keys, ..Expected::default() })
}

fn closing_quote(text: &str) -> Option<usize> {
    let mut escaped = false;
    text.char_indices().find_map(|(at, letter)| {
        let ends = letter == '"' && !escaped;
        escaped = letter == '\\' && !escaped;
        ends.then_some(at)
    })
}

fn value_of(finding: &Finding, key: &str) -> Option<String> {
    let record = finding.record(Lang::En);
    match key {
        "record" => record.record.map(|number| number.to_string()),
        "column" => record.column,
        "path" => record.path,
        "unit" => record.unit,
        "indicator" => record.indicator,
        "period" => record.period,
        "value" => record.value,
        "suggestion" => record.suggestion,
        "verdict" => Some(record.verdict.to_owned()),
        _ => None,
    }
}

impl Expected {
    /// A finding with all its keys but the path, and its verdict where that is not the usual one.
    pub(crate) fn of(finding: &Finding) -> Self {
        let usual =
            |key: &str, value: &str| key == "path" || (key == "verdict" && value == "violated");
        let place = &finding.place;
        Self {
            code: finding.code().to_owned(),
            severity: finding.severity.as_str().to_owned(),
            file: place.file.as_deref().unwrap_or("-").to_owned(),
            line: place.line,
            position: place.position,
            keys: KEYS
                .iter()
                .filter_map(|key| Some(((*key).to_owned(), value_of(finding, key)?)))
                .filter(|(key, value)| !usual(key, value))
                .collect(),
            ..Self::default()
        }
    }

    fn fits(&self, finding: &Finding) -> bool {
        let place = &finding.place;
        self.code == finding.code()
            && self.severity == finding.severity.as_str()
            && self.file == place.file.as_deref().unwrap_or("-")
            && self.line == place.line
            && (self.position.is_none() || self.position == place.position)
            && self.keys.iter().all(|(key, value)| {
                value_of(finding, key).unwrap_or_else(|| "-".to_owned()) == *value
            })
            && self.messages.iter().all(|(lang, message)| message_of(finding, lang) == *message)
    }
}

fn message_of(finding: &Finding, lang: &str) -> String {
    finding.message(if lang == "vi" { Lang::Vi } else { Lang::En })
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.code, self.severity, self.file)?;
        for number in [self.line, self.position].into_iter().flatten() {
            write!(f, ":{number}")?;
        }
        for (key, value) in &self.keys {
            write!(f, " {key}=")?;
            let plain = |c: char| c != ' ' && c != '"' && c != '\\' && !is_odd(c);
            if !value.is_empty() && value.chars().all(plain) {
                f.write_str(value)?;
                continue;
            }
            f.write_char('"')?;
            for letter in value.chars() {
                match letter {
                    '"' | '\\' => write!(f, "\\{letter}")?,
                    letter if is_odd(letter) => write!(f, "\\u{{{:x}}}", u32::from(letter))?,
                    letter => f.write_char(letter)?,
                }
            }
            f.write_char('"')?;
        }
        Ok(())
    }
}

/// Letters that cannot be seen for what they are: controls, combining marks, the replacement mark.
fn is_odd(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{300}'..='\u{36f}' | '\u{fffd}' | '\u{feff}' | '\u{a0}')
}

enum Pair<'a> {
    Both(&'a Expected),
    Missing(&'a Expected),
    Surplus(&'a Finding),
}

/// The longest way to pair what is expected with what was found, in order.
fn pairs<'a>(expected: &'a [Expected], found: &'a [Finding]) -> Vec<Pair<'a>> {
    let (rows, columns) = (expected.len(), found.len());
    let mut longest = vec![vec![0usize; columns + 1]; rows + 1];
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            longest[row][column] = if expected[row].fits(&found[column]) {
                longest[row + 1][column + 1] + 1
            } else {
                longest[row + 1][column].max(longest[row][column + 1])
            };
        }
    }
    let (mut row, mut column) = (0, 0);
    let mut pairs = Vec::new();
    while row < rows || column < columns {
        if row < rows && column < columns && expected[row].fits(&found[column]) {
            pairs.push(Pair::Both(&expected[row]));
            (row, column) = (row + 1, column + 1);
        } else if row < rows
            && (column == columns || longest[row + 1][column] >= longest[row][column + 1])
        {
            pairs.push(Pair::Missing(&expected[row]));
            row += 1;
        } else {
            pairs.push(Pair::Surplus(&found[column]));
            column += 1;
        }
    }
    pairs
}

/// What differs, or nothing.
pub(crate) fn difference(expected: &[Expected], found: &[Finding]) -> Option<String> {
    let pairs = pairs(expected, found);
    if pairs.iter().all(|pair| matches!(pair, Pair::Both(_))) {
        return None;
    }
    let mut text = String::new();
    for pair in pairs {
        match pair {
            Pair::Both(expected) => push(&mut text, ' ', &expected.lines),
            Pair::Missing(expected) => push(&mut text, '-', &expected.lines),
            Pair::Surplus(finding) => {
                let messages = ["en", "vi"]
                    .map(|lang| format!("    message.{lang}: {}", message_of(finding, lang)));
                push(&mut text, '+', &[line_of(finding)]);
                push(&mut text, '+', &messages);
            }
        }
    }
    Some(text)
}

fn push(text: &mut String, mark: char, lines: &[String]) {
    for line in lines {
        let _ = writeln!(text, "  {mark} {line}");
    }
}

/// The block as it would be right: what fits is kept as it is written.
pub(crate) fn rewritten(expected: &[Expected], found: &[Finding]) -> String {
    let mut text = String::new();
    for pair in pairs(expected, found) {
        let lines = match pair {
            Pair::Both(expected) => expected.lines.clone(),
            Pair::Missing(_) => continue,
            Pair::Surplus(finding) => vec![line_of(finding)],
        };
        for line in lines {
            text.push_str(&line);
            text.push('\n');
        }
    }
    text
}

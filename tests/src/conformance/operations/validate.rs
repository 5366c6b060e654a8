//! `validate.input`: a framework and wide data, accepted or refused.
//!
//! The table of elements becomes an ordinary framework, so that its lint rules and the rules for
//! observations decide. Three of them are stricter here than by default: COINr takes no column that
//! the framework does not name, no framework whose indicators have no column, and no unit twice,
//! be the values the same.

use super::{Answer, Refusal};
use crate::conformance::frame::field;
use crate::conformance::inputs::{InputRow, Inputs};
use crate::conformance::manifest::Case;
use chuan::check::{CheckOptions, Checker};
use chuan::finding::{Finding, Severity};
use chuan::framework::{FileFormat, Framework};
use chuan::text::Lang;
use serde_json::{Map, Value, json};
use std::fs::File;

/// Rules that refuse an input here though they only warn by default.
const STRICT: [&str; 3] = ["unknown_column", "absent_indicator", "repeated_record"];

/// Does the case.
pub fn input(case: &Case, inputs: &Inputs<'_>) -> Result<Answer, Refusal> {
    let rows = inputs.rows(case, "framework")?;
    let mut findings = shape(&rows)?;
    let spec = framework(&rows)?;
    let text = spec.to_string();
    let (framework, found) = Framework::check_text(&text, FileFormat::Json, None);
    findings.extend(refusals(found.iter()));
    if let Some(framework) = framework {
        let path = inputs.path(case, "observations_wide")?;
        let mut checker = Checker::new(&framework, CheckOptions::default());
        let failed = |error: &dyn std::error::Error| Refusal::Failed(error.to_string());
        let file = File::open(&path).map_err(|error| failed(&error))?;
        checker.read_csv("data", file).map_err(|error| failed(&error))?;
        findings.extend(refusals(checker.finish().findings.iter()));
    }
    Ok(Answer::Verdict { accepted: findings.is_empty(), findings })
}

fn refusals<'f>(findings: impl Iterator<Item = &'f Finding>) -> Vec<String> {
    findings
        .filter(|f| f.severity == Severity::Error || STRICT.contains(&f.rule().name))
        .map(|f| format!("{} {}", f.code(), f.message(Lang::En)))
        .collect()
}

/// What the form of COINr's table asks for and ours does not: levels without a gap, a weight for
/// every element.
fn shape(rows: &[InputRow]) -> Result<Vec<String>, Refusal> {
    let mut faults = Vec::new();
    for row in rows.iter().filter(|row| is_element(row)) {
        let (code, parent) = (field(row, "code")?, field(row, "parent")?);
        if field(row, "weight")?.is_empty() {
            faults.push(format!("`{code}` has no weight"));
        }
        let level = |row: &InputRow| row.get("level").and_then(|level| level.parse::<i64>().ok());
        let above = rows.iter().find(|row| row.get("code").is_some_and(|c| c == parent));
        if let (Some(own), Some(Some(above))) = (level(row), above.map(level))
            && above != own + 1
        {
            faults.push(format!("`{code}` is on level {own}, its parent on level {above}"));
        }
    }
    Ok(faults)
}

fn is_element(row: &InputRow) -> bool {
    matches!(row.get("type").map(String::as_str), Some("Indicator" | "Aggregate"))
}

/// The table as a framework file.
fn framework(rows: &[InputRow]) -> Result<Value, Refusal> {
    let (mut nodes, mut indicators) = (Vec::new(), Vec::new());
    for row in rows.iter().filter(|row| is_element(row)) {
        let mut item = Map::new();
        item.insert("code".to_owned(), json!(field(row, "code")?));
        let parent = field(row, "parent")?;
        if !parent.is_empty() {
            item.insert("parent".to_owned(), json!(parent));
        }
        if let Ok(weight) = field(row, "weight")?.parse::<f64>() {
            item.insert("weight".to_owned(), json!(weight));
        }
        if field(row, "type")? == "Aggregate" {
            nodes.push(Value::Object(item));
        } else {
            let direction = match field(row, "direction")? {
                "1" => "higher",
                "-1" => "lower",
                other => other,
            };
            item.insert("direction".to_owned(), json!(direction));
            indicators.push(Value::Object(item));
        }
    }
    Ok(json!({ "code": "framework", "title": "framework", "node": nodes, "indicator": indicators }))
}

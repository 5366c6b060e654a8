//! Levels for programs, with every requirement and its verdict.

use super::data::{Provenance, document, lines, table};
use crate::args::TableFormat;
use crate::failure::Failure;
use chuan::assess::{Assessment, RequirementResult, Subject, UnitAssessment};
use chuan::framework::spec::{MilestoneSpec, Stage};
use chuan::text::{Lang, Text};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write;

#[derive(Serialize)]
struct Document {
    #[serde(flatten)]
    provenance: Provenance,
    assessments: Vec<Unit>,
    /// How many units have reached which level, by scheme and period.
    counts: Vec<Counts>,
}

#[derive(Serialize)]
struct Counts {
    scheme: String,
    period: Option<String>,
    units: usize,
    none: usize,
    levels: BTreeMap<String, usize>,
}

#[derive(Serialize)]
struct Unit {
    period: Option<String>,
    scheme: String,
    unit: String,
    name: Option<String>,
    value: Option<f64>,
    level: Option<String>,
    possible: Option<String>,
    certain: bool,
    levels: Vec<Level>,
    milestones: Vec<Milestone>,
    /// What was asked for beside the levels.
    #[serde(flatten)]
    more: serde_json::Map<String, Value>,
}

#[derive(Serialize)]
struct Level {
    code: String,
    name: Option<String>,
    verdict: &'static str,
    /// Whether the requirements hold in this period; another than the verdict only over time.
    rule: &'static str,
    /// What keeps the level from being reached.
    binding: Vec<String>,
    requirements: Vec<Requirement>,
}

#[derive(Serialize)]
struct Requirement {
    name: Option<String>,
    verdict: &'static str,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    left_out: bool,
    sentence: String,
    subject: Value,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts: Vec<Requirement>,
}

#[derive(Serialize)]
struct Milestone {
    level: String,
    period: String,
    deadline: Option<String>,
    stage: Option<Stage>,
}

/// The row of CSV.
#[derive(Serialize)]
struct Row {
    period: Option<String>,
    scheme: String,
    unit: String,
    name: Option<String>,
    value: Option<f64>,
    level: Option<String>,
    possible: Option<String>,
    certain: bool,
}

const HEADER: [&str; 8] =
    ["period", "scheme", "unit", "name", "value", "level", "possible", "certain"];

/// Writes results.
pub(crate) fn write(
    assessment: &Assessment,
    results: &[&UnitAssessment],
    provenance: Provenance,
    more: &dyn Fn(&UnitAssessment) -> serde_json::Map<String, Value>,
    format: TableFormat,
    lang: Lang,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let units = results.iter().map(|result| unit(assessment, result, more(result), lang));
    match format {
        TableFormat::Table | TableFormat::Json => {
            let assessments = units.collect();
            document(&Document { provenance, assessments, counts: counts(results) }, out)
        }
        TableFormat::Jsonl => lines(units, out),
        TableFormat::Csv => table(&HEADER, units.map(Row::from), out),
    }
}

/// A result as JSON has it.
pub(crate) fn value(
    assessment: &Assessment,
    result: &UnitAssessment,
    more: serde_json::Map<String, Value>,
    lang: Lang,
) -> Value {
    json!(unit(assessment, result, more, lang))
}

impl From<Unit> for Row {
    fn from(unit: Unit) -> Self {
        Self {
            period: unit.period,
            scheme: unit.scheme,
            unit: unit.unit,
            name: unit.name,
            value: unit.value,
            level: unit.level,
            possible: unit.possible,
            certain: unit.certain,
        }
    }
}

fn counts(results: &[&UnitAssessment]) -> Vec<Counts> {
    results
        .chunk_by(|a, b| (&a.scheme, a.period) == (&b.scheme, b.period))
        .filter_map(|group| {
            let first = group.first()?;
            let reached = |code: &str| {
                group.iter().filter(|r| r.reached().is_some_and(|l| l.code == *code)).count()
            };
            let codes = first.levels.iter().map(|level| level.code.to_string());
            Some(Counts {
                scheme: first.scheme.to_string(),
                period: first.period.map(|period| period.to_string()),
                units: group.len(),
                none: group.iter().filter(|result| result.reached().is_none()).count(),
                levels: codes.map(|code| (code.clone(), reached(&code))).collect(),
            })
        })
        .collect()
}

fn named(name: Option<&Text>, lang: Lang) -> Option<String> {
    name.map(|name| name.get(lang).to_owned())
}

fn unit(
    assessment: &Assessment,
    result: &UnitAssessment,
    more: serde_json::Map<String, Value>,
    lang: Lang,
) -> Unit {
    let levels = result.levels.iter().map(|level| Level {
        code: level.code.to_string(),
        name: named(level.name.as_ref(), lang),
        verdict: level.verdict.as_str(),
        rule: level.rule.as_str(),
        binding: level.binding().iter().map(|one| one.sentence(lang)).collect(),
        requirements: level.requirements.iter().map(|r| requirement(r, lang)).collect(),
    });
    Unit {
        period: result.period.map(|period| period.to_string()),
        scheme: result.scheme.to_string(),
        unit: result.unit_code.to_string(),
        name: assessment.unit(result).and_then(|unit| named(unit.name.as_ref(), lang)),
        value: result.value,
        level: result.reached().map(|level| level.code.to_string()),
        possible: result.possible().map(|level| level.code.to_string()),
        certain: result.is_certain(),
        levels: levels.collect(),
        milestones: result.milestones.iter().map(milestone).collect(),
        more,
    }
}

fn milestone(milestone: &MilestoneSpec) -> Milestone {
    Milestone {
        level: milestone.level.to_string(),
        period: milestone.period.to_string(),
        deadline: milestone.period.last_day().map(|day| day.to_string()),
        stage: milestone.stage,
    }
}

fn requirement(result: &RequirementResult, lang: Lang) -> Requirement {
    Requirement {
        name: named(result.name.as_ref(), lang),
        verdict: result.verdict.as_str(),
        left_out: result.left_out,
        sentence: result.sentence(lang),
        subject: subject(&result.subject, lang),
        parts: result.parts.iter().map(|part| requirement(part, lang)).collect(),
    }
}

fn subject(subject: &Subject, lang: Lang) -> Value {
    match subject {
        Subject::Value { code, name, comparison, value, threshold, waiting_for } => json!({
            "kind": "value",
            "code": code,
            "name": named(name.as_ref(), lang),
            "comparison": comparison,
            "value": value,
            "threshold": threshold,
            "waiting_for": named(waiting_for.as_ref(), lang),
        }),
        Subject::Rank { code, name, rank, at_most, share } => json!({
            "kind": "rank",
            "code": code,
            "name": named(name.as_ref(), lang),
            "rank": rank,
            "at_most": at_most,
            "share": share,
        }),
        Subject::CriteriaMet { code, name, comparison, low, high, threshold, percent, .. } => {
            json!({
                "kind": "criteria_met",
                "code": code,
                "name": named(name.as_ref(), lang),
                "comparison": comparison,
                "low": low,
                "high": high,
                "threshold": threshold,
                "percent": percent,
            })
        }
        Subject::Level { scheme, level, .. } => {
            json!({ "kind": "level", "scheme": scheme, "level": level })
        }
        Subject::Table { rows, columns } => json!({
            "kind": "table",
            "rows": { "code": rows.code, "value": rows.value, "band": rows.band },
            "columns": { "code": columns.code, "value": columns.value, "band": columns.band },
        }),
        Subject::Cap { level } => json!({ "kind": "cap", "level": level }),
        Subject::Held { reach, keep, now, for_periods } => json!({
            "kind": "held",
            "reach": reach,
            "keep": keep,
            "now": now.as_str(),
            "for_periods": for_periods,
        }),
        Subject::Weighted { share, needed, met, possible, total, .. } => json!({
            "kind": "weighted",
            "share": share,
            "needed": needed,
            "met": met,
            "possible": possible,
            "total": total,
        }),
        Subject::Veto => json!({ "kind": "veto" }),
        Subject::Criterion { code, name, status, .. } => json!({
            "kind": "criterion",
            "code": code,
            "name": named(name.as_ref(), lang),
            "status": status,
        }),
        Subject::Criteria { code, name, count } => json!({
            "kind": "criteria",
            "code": code,
            "name": named(name.as_ref(), lang),
            "expected": count.expected,
            "known": count.known(),
            "met": count.met,
            "open": count.open(),
            "by_status": count.by_status,
            "open_criteria": count.open_criteria,
        }),
        Subject::LevelsBelow => json!({ "kind": "levels_below" }),
        Subject::All => json!({ "kind": "all" }),
        Subject::Any { count } => json!({ "kind": "any", "count": count }),
        Subject::Not => json!({ "kind": "not" }),
        _ => json!({ "kind": "other" }),
    }
}

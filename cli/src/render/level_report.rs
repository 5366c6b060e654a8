//! Levels as a report to be printed: one page of HTML that needs nothing else.

use super::level_data;
use super::level_more::More;
use crate::failure::Failure;
use crate::session::Session;
use chuan::assess::{Assessment, UnitAssessment};
use chuan::framework::Framework;
use chuan::text::Lang;
use minijinja::Environment;
use serde_json::{Value, json};
use std::path::Path;

const TEMPLATE: &str = include_str!("level_report.html");

/// Writes the report to a file.
pub(crate) fn write(
    path: &Path,
    framework: &Framework,
    assessment: &Assessment,
    results: &[&UnitAssessment],
    more: &More,
    session: &Session,
) -> Result<(), Failure> {
    let text = render(framework, assessment, results, more, session.lang)
        .map_err(|error| Failure::cannot_write(path, error))?;
    std::fs::write(path, text).map_err(|error| Failure::cannot_write(path, error))
}

fn render(
    framework: &Framework,
    assessment: &Assessment,
    results: &[&UnitAssessment],
    more: &More,
    lang: Lang,
) -> Result<String, minijinja::Error> {
    let mut environment = Environment::new();
    // The name decides that texts are escaped.
    environment.add_template("report.html", TEMPLATE)?;
    let units: Vec<Value> = results
        .iter()
        .map(|result| {
            let data = more.data(framework, assessment, result, lang);
            level_data::value(assessment, result, data, lang)
        })
        .collect();
    let day = more.recognitions.as_ref().map(|(_, day)| day.to_string());
    let context = json!({
        "lang": lang.as_str(),
        "title": framework.spec().title.get(lang),
        "label": framework.label(),
        "hash": framework.hash(),
        "version": env!("CARGO_PKG_VERSION"),
        "as_of": day,
        "assessments": units,
        "words": words(lang),
        "verdicts": verdicts(lang),
    });
    environment.get_template("report.html")?.render(shown(&context))
}

/// The same value for the template.
fn shown(value: &Value) -> minijinja::Value {
    match value {
        Value::Null => minijinja::Value::from(()),
        Value::Bool(truth) => (*truth).into(),
        Value::Number(number) => number.as_f64().into(),
        Value::String(text) => text.as_str().into(),
        Value::Array(list) => list.iter().map(shown).collect(),
        Value::Object(map) => {
            minijinja::Value::from_pairs(map.iter().map(|(key, one)| (key.as_str(), shown(one))))
        }
    }
}

fn words(lang: Lang) -> Value {
    match lang {
        Lang::Vi => json!({
            "framework": "Bộ chỉ số", "as_of": "tính đến", "unit": "Mã", "name": "Đơn vị",
            "scheme": "Bộ mức", "period": "Kỳ", "level": "Mức", "possible": "Có thể đạt",
            "recognition": "Công nhận", "requirement": "Điều kiện", "verdict": "Kết quả",
            "way_up": "Cách ít tốn nhất", "hash": "Mã băm của bộ chỉ số",
        }),
        Lang::En => json!({
            "framework": "Framework", "as_of": "as of", "unit": "Code", "name": "Unit",
            "scheme": "Scheme", "period": "Period", "level": "Level", "possible": "Possible",
            "recognition": "Recognition", "requirement": "Requirement", "verdict": "Verdict",
            "way_up": "Cheapest way up", "hash": "Hash of the framework",
        }),
    }
}

fn verdicts(lang: Lang) -> Value {
    match lang {
        Lang::Vi => json!({
            "met": "đạt", "not_met": "chưa đạt", "undetermined": "chưa xác định",
        }),
        Lang::En => json!({
            "met": "met", "not_met": "not met", "undetermined": "undetermined",
        }),
    }
}

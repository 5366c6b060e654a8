//! The score of one unit, taken apart, for programs.

use super::data::{Provenance, document, lines, table};
use super::score::View;
use crate::args::TableFormat;
use crate::failure::Failure;
use chuan::score::Explanation;
use chuan::text::Lang;
use serde::Serialize;
use std::io::Write;

#[derive(Serialize)]
struct Document {
    #[serde(flatten)]
    provenance: Provenance,
    unit: String,
    name: Option<String>,
    periods: Vec<Period>,
}

#[derive(Serialize)]
struct Period {
    period: Option<String>,
    explanation: Explanation,
}

/// One part of the score in one period.
#[derive(Serialize)]
struct Row {
    period: Option<String>,
    unit: String,
    parent: Option<String>,
    code: String,
    method: String,
    scored: bool,
    value: Option<f64>,
    score: Option<f64>,
    shown: Option<f64>,
    weight: Option<f64>,
    contribution: Option<f64>,
    #[serde(serialize_with = "super::data::rank")]
    rank: Option<f64>,
    observed: Option<f64>,
    denominated: Option<f64>,
    filled_by: Option<&'static str>,
    untreated: Option<f64>,
    coverage: Option<f64>,
}

const HEADER: [&str; 17] = [
    "period",
    "unit",
    "parent",
    "code",
    "method",
    "scored",
    "value",
    "score",
    "shown",
    "weight",
    "contribution",
    "rank",
    "observed",
    "denominated",
    "filled_by",
    "untreated",
    "coverage",
];

/// Writes how a unit came to its score: nested in JSON, one part a row otherwise.
pub(crate) fn write(
    view: &View<'_>,
    unit: usize,
    provenance: Provenance,
    format: TableFormat,
    lang: Lang,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let units = view.card.units();
    let code = units.get(unit).map(|unit| unit.code.to_string()).unwrap_or_default();
    let name = units.get(unit).and_then(|unit| unit.name.as_ref());
    let periods: Vec<Period> = view
        .periods()
        .filter_map(|scores| {
            Some(Period {
                period: scores.period().map(|period| period.to_string()),
                explanation: view.card.explain(view.framework, view.main()?, unit, scores)?,
            })
        })
        .collect();
    if let TableFormat::Json | TableFormat::Table = format {
        let name = name.map(|name| name.get(lang).to_owned());
        return document(&Document { provenance, unit: code, name, periods }, out);
    }
    let mut rows = Vec::new();
    for period in &periods {
        flatten(&period.explanation, None, period.period.as_deref(), &code, &mut rows);
    }
    match format {
        TableFormat::Csv => table(&HEADER, rows, out),
        _ => lines(rows, out),
    }
}

fn flatten(
    part: &Explanation,
    parent: Option<&str>,
    period: Option<&str>,
    unit: &str,
    rows: &mut Vec<Row>,
) {
    rows.push(Row {
        period: period.map(str::to_owned),
        unit: unit.to_owned(),
        parent: parent.map(str::to_owned),
        code: part.code.clone(),
        method: part.method.clone(),
        scored: part.scored,
        value: part.value,
        score: part.score,
        shown: part.shown,
        weight: part.weight,
        contribution: part.contribution,
        rank: part.rank,
        observed: part.observed,
        denominated: part.denominated,
        filled_by: part.filled_by,
        untreated: part.untreated,
        coverage: part.coverage,
    });
    for child in &part.children {
        flatten(child, Some(&part.code), period, unit, rows);
    }
}

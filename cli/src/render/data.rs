//! Scores and levels for programs: JSON, lines of JSON, CSV. Numbers are written so that they read
//! back to the same bits.

use super::score::View;
use crate::args::TableFormat;
use crate::failure::Failure;
use crate::output::json::File;
use chuan::text::Lang;
use serde::{Serialize, Serializer};
use std::io::Write;

/// The beginning of every JSON document: what the result rests on.
#[derive(Serialize)]
pub(crate) struct Provenance {
    framework: String,
    framework_hash: String,
    engine: &'static str,
    /// The set of weights that took the place of those of the framework.
    #[serde(skip_serializing_if = "Option::is_none")]
    weight_set: Option<String>,
    data: Vec<File>,
}

impl Provenance {
    /// The provenance of a result of this engine.
    pub(crate) fn new(framework: &chuan::framework::Framework, data: Vec<File>) -> Self {
        Self {
            framework: framework.label(),
            framework_hash: framework.hash().to_owned(),
            engine: env!("CARGO_PKG_VERSION"),
            weight_set: None,
            data,
        }
    }

    /// The same with the set of weights that was chosen.
    pub(crate) fn weighted_by(self, weight_set: Option<&str>) -> Self {
        Self { weight_set: weight_set.map(str::to_owned), ..self }
    }
}

#[derive(Serialize)]
struct Document {
    #[serde(flatten)]
    provenance: Provenance,
    periods: Vec<Period>,
}

#[derive(Serialize)]
struct Period {
    period: Option<String>,
    rows: Vec<Row>,
}

/// One item of one unit in one period.
#[derive(Serialize)]
struct Row {
    period: Option<String>,
    unit: String,
    name: Option<String>,
    item: String,
    kind: &'static str,
    value: Option<f64>,
    score: Option<f64>,
    shown: Option<f64>,
    #[serde(serialize_with = "rank")]
    rank: Option<f64>,
}

/// Ranks are whole numbers, unless ties share the mean of their places.
pub(crate) fn rank<S: Serializer>(rank: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    match rank {
        Some(rank) if rank.fract() == 0.0 => serializer.serialize_some(&(*rank as u64)),
        other => other.serialize(serializer),
    }
}

/// Writes what a view shows, one row an item, unit and period.
pub(crate) fn write(
    view: &View<'_>,
    provenance: Provenance,
    format: TableFormat,
    lang: Lang,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    match format {
        TableFormat::Table | TableFormat::Json => {
            let periods = view
                .periods()
                .map(|scores| Period {
                    period: scores.period().map(|period| period.to_string()),
                    rows: rows(view, scores, lang).collect(),
                })
                .collect();
            document(&Document { provenance, periods }, out)
        }
        TableFormat::Jsonl => {
            lines(view.periods().flat_map(|scores| rows(view, scores, lang)), out)
        }
        TableFormat::Csv => {
            table(&HEADER, view.periods().flat_map(|scores| rows(view, scores, lang)), out)
        }
    }
}

const HEADER: [&str; 9] =
    ["period", "unit", "name", "item", "kind", "value", "score", "shown", "rank"];

fn rows<'v>(
    view: &'v View<'_>,
    scores: &'v chuan::score::PeriodScores,
    lang: Lang,
) -> impl Iterator<Item = Row> + 'v {
    let items = view.items();
    let period = scores.period().map(|period| period.to_string());
    view.units(scores).into_iter().flat_map(move |number| {
        let period = period.clone();
        items.clone().into_iter().filter_map(move |id| {
            let unit = view.card.units().get(number)?;
            let item = view.framework.item(id)?;
            Some(Row {
                period: period.clone(),
                unit: unit.code.to_string(),
                name: unit.name.as_ref().map(|name| name.get(lang).to_owned()),
                item: item.code.to_string(),
                kind: if item.node().is_some() { "node" } else { "indicator" },
                value: scores.raw(id).get(number),
                score: scores.score(id).get(number),
                shown: scores.shown(id).get(number),
                rank: scores.rank(id, number),
            })
        })
    })
}

/// Writes one object.
pub(crate) fn document(document: &impl Serialize, out: &mut dyn Write) -> Result<(), Failure> {
    serde_json::to_writer_pretty(&mut *out, document)?;
    writeln!(out)?;
    Ok(())
}

/// Writes one object a line.
pub(crate) fn lines(
    rows: impl IntoIterator<Item = impl Serialize>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    for row in rows {
        serde_json::to_writer(&mut *out, &row)?;
        writeln!(out)?;
    }
    Ok(())
}

/// Writes one row a line below a header, which is there even when there are no rows.
pub(crate) fn table(
    header: &[&str],
    rows: impl IntoIterator<Item = impl Serialize>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(out);
    writer.write_record(header)?;
    for row in rows {
        writer.serialize(row)?;
    }
    writer.flush()?;
    Ok(())
}

//! What led to scores: every step, coverage, and trends over the periods.

use super::data::{Provenance, document, lines, rank, table};
use super::number;
use super::score::{View, heading, title};
use super::table::{Cell, Column, Table};
use crate::args::{Show, TableFormat};
use crate::failure::Failure;
use crate::locale;
use crate::session::Session;
use chuan::framework::ItemId;
use chuan::number::decimals::snap;
use chuan::score::panel::Trend;
use chuan::score::screen::Reason;
use chuan::score::{PeriodScores, TrendOf};
use chuan::text::Lang;
use serde::Serialize;
use std::io::Write;

/// Writes what is asked for.
pub(crate) fn write(
    view: &View<'_>,
    show: Show,
    provenance: Provenance,
    format: TableFormat,
    session: &Session,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let lang = session.lang;
    match show {
        Show::Trends => {
            let rows = trends(view);
            match format {
                TableFormat::Table => {
                    title(view.framework, session, out)?;
                    writeln!(out)?;
                    people(trend_table(view, &rows, lang), session, out)
                }
                _ => programs(&TREND_HEADER, rows, provenance, format, out),
            }
        }
        Show::Weights => {
            let rows: Vec<WeightRow> =
                view.periods().flat_map(|scores| weights(view, scores)).collect();
            match format {
                TableFormat::Table => {
                    title(view.framework, session, out)?;
                    for scores in view.periods() {
                        let count = scores.units().len();
                        writeln!(out, "\n{}", heading(scores.period(), count, lang))?;
                        people(weight_table(&weights(view, scores), lang), session, out)?;
                    }
                    Ok(())
                }
                _ => programs(&WEIGHT_HEADER, rows, provenance, format, out),
            }
        }
        Show::Coverage => {
            let rows: Vec<CoverageRow> =
                view.periods().flat_map(|scores| coverage(view, scores)).collect();
            match format {
                TableFormat::Table => {
                    title(view.framework, session, out)?;
                    for scores in view.periods() {
                        let count = scores.units().len();
                        writeln!(out, "\n{}", heading(scores.period(), count, lang))?;
                        let rows: Vec<CoverageRow> = coverage(view, scores).collect();
                        people(coverage_table(&rows, lang), session, out)?;
                    }
                    Ok(())
                }
                _ => programs(&COVERAGE_HEADER, rows, provenance, format, out),
            }
        }
        Show::Scores | Show::Steps => {
            let rows: Vec<StepRow> =
                view.periods().flat_map(|scores| steps(view, scores)).collect();
            match format {
                TableFormat::Table => {
                    title(view.framework, session, out)?;
                    for scores in view.periods() {
                        let count = scores.units().len();
                        writeln!(out, "\n{}", heading(scores.period(), count, lang))?;
                        let rows: Vec<StepRow> = steps(view, scores).collect();
                        people(step_table(&rows, lang), session, out)?;
                    }
                    Ok(())
                }
                _ => programs(&STEP_HEADER, rows, provenance, format, out),
            }
        }
    }
}

fn people(table: Table, session: &Session, out: &mut dyn Write) -> Result<(), Failure> {
    table.write(session.width, out)?;
    Ok(())
}

#[derive(Serialize)]
struct Document<R> {
    #[serde(flatten)]
    provenance: Provenance,
    rows: Vec<R>,
}

fn programs<R: Serialize>(
    header: &[&str],
    rows: Vec<R>,
    provenance: Provenance,
    format: TableFormat,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    match format {
        TableFormat::Csv => table(header, rows, out),
        TableFormat::Jsonl => lines(rows, out),
        _ => document(&Document { provenance, rows }, out),
    }
}

/// Every figure of one item of one unit in one period.
#[derive(Serialize)]
struct StepRow {
    period: Option<String>,
    unit: String,
    item: String,
    kind: &'static str,
    observed: Option<f64>,
    denominated: Option<f64>,
    imputed: Option<f64>,
    filled_by: Option<&'static str>,
    treated: Option<f64>,
    value: Option<f64>,
    score: Option<f64>,
    shown: Option<f64>,
    parent: Option<String>,
    weight: Option<f64>,
    contribution: Option<f64>,
    #[serde(serialize_with = "rank")]
    rank: Option<f64>,
    band: Option<String>,
    coverage: Option<f64>,
}

const STEP_HEADER: [&str; 18] = [
    "period",
    "unit",
    "item",
    "kind",
    "observed",
    "denominated",
    "imputed",
    "filled_by",
    "treated",
    "value",
    "score",
    "shown",
    "parent",
    "weight",
    "contribution",
    "rank",
    "band",
    "coverage",
];

fn steps<'v>(view: &'v View<'_>, scores: &'v PeriodScores) -> impl Iterator<Item = StepRow> + 'v {
    let items = view.items();
    view.units(scores).into_iter().flat_map(move |unit| {
        items.clone().into_iter().filter_map(move |id| {
            let item = view.framework.item(id)?;
            let trace = view.card.trace(view.framework, scores, id, unit);
            Some(StepRow {
                period: scores.period().map(|period| period.to_string()),
                unit: view.card.units().get(unit)?.code.to_string(),
                item: item.code.to_string(),
                kind: if item.node().is_some() { "node" } else { "indicator" },
                observed: trace.observed,
                denominated: trace.denominated,
                imputed: trace.imputed,
                filled_by: trace.filled_by,
                treated: trace.treated,
                value: trace.value,
                score: trace.score,
                shown: trace.shown,
                parent: trace.parent.map(|code| code.to_string()),
                weight: trace.weight,
                contribution: trace.contribution,
                rank: trace.rank,
                band: trace.band.map(|code| code.to_string()),
                coverage: trace.coverage,
            })
        })
    })
}

fn step_table(rows: &[StepRow], lang: Lang) -> Table {
    let mut table = Table::new(vec![
        Column::words(locale::UNIT.get(lang)),
        Column::words(locale::ITEM.get(lang)),
        Column::numbers(locale::OBSERVED.get(lang)),
        Column::numbers(locale::DENOMINATED.get(lang)).optional(),
        Column::numbers(locale::IMPUTED.get(lang)).optional(),
        Column::words(locale::FILLED.get(lang)).optional(),
        Column::numbers(locale::TREATED.get(lang)).optional(),
        Column::numbers(locale::SCORE.get(lang)),
        Column::numbers(locale::WEIGHT.get(lang)).optional(),
        Column::numbers(locale::CONTRIBUTION.get(lang)).optional(),
        Column::numbers(locale::RANK.get(lang)).optional(),
        Column::words(locale::BAND.get(lang)).optional(),
        Column::numbers(locale::COVERAGE.get(lang)).optional(),
    ]);
    for row in rows {
        table.row(vec![
            row.unit.as_str().into(),
            row.item.as_str().into(),
            figure(row.observed, lang),
            figure(row.denominated, lang),
            figure(row.imputed, lang),
            row.filled_by.unwrap_or_default().into(),
            figure(row.treated, lang),
            figure(row.shown, lang),
            figure(row.weight, lang),
            figure(row.contribution, lang),
            figure(row.rank, lang),
            row.band.clone().unwrap_or_default().into(),
            share(row.coverage, lang),
        ]);
    }
    table
}

fn figure(value: Option<f64>, lang: Lang) -> Cell {
    let decimals = value.map(|value| number::decimals_of([value]));
    number::show(value, decimals, lang).into()
}

fn share(value: Option<f64>, lang: Lang) -> Cell {
    value.map(|value| number::percent(value, lang)).unwrap_or_default().into()
}

/// What an item weighs in a node.
#[derive(Serialize)]
struct WeightRow {
    period: Option<String>,
    item: String,
    parent: String,
    weight: f64,
    share: f64,
    effective: Option<f64>,
}

const WEIGHT_HEADER: [&str; 6] = ["period", "item", "parent", "weight", "share", "effective"];

/// The weights in every node that is shown; the effective one is that in the main item.
fn weights(view: &View<'_>, scores: &PeriodScores) -> Vec<WeightRow> {
    let effective =
        view.main().map(|main| scores.effective_weights(view.framework, main)).unwrap_or_default();
    let mut rows = Vec::new();
    for parent in view.items() {
        let children = scores.counting(parent);
        let all = chuan::number::sum(children.iter().map(|(_, weight)| *weight));
        let code = |id: ItemId| view.framework.item(id).map(|item| item.code.to_string());
        rows.extend(children.iter().map(|(child, weight)| WeightRow {
            period: scores.period().map(|period| period.to_string()),
            item: code(*child).unwrap_or_default(),
            parent: code(parent).unwrap_or_default(),
            weight: *weight,
            share: weight / all,
            effective: effective.get(child).copied(),
        }));
    }
    rows
}

fn weight_table(rows: &[WeightRow], lang: Lang) -> Table {
    let mut table = Table::new(vec![
        Column::words(locale::ITEM.get(lang)),
        Column::words(locale::PARENT.get(lang)),
        Column::numbers(locale::WEIGHT.get(lang)),
        Column::numbers(locale::SHARE.get(lang)),
        Column::numbers(locale::EFFECTIVE.get(lang)),
    ]);
    for row in rows {
        table.row(vec![
            row.item.as_str().into(),
            row.parent.as_str().into(),
            figure(Some(row.weight), lang),
            share(Some(row.share), lang),
            share(row.effective, lang),
        ]);
    }
    table
}

/// Why a unit is or is not scored in a period.
#[derive(Serialize)]
struct CoverageRow {
    period: Option<String>,
    unit: String,
    coverage: Option<f64>,
    grade: Option<String>,
    kept: bool,
    reason: Option<String>,
}

const COVERAGE_HEADER: [&str; 6] = ["period", "unit", "coverage", "grade", "kept", "reason"];

fn coverage<'v>(
    view: &'v View<'_>,
    scores: &'v PeriodScores,
) -> impl Iterator<Item = CoverageRow> + 'v {
    let main = view.main();
    let grades = view.framework.spec().screen.as_ref().map(|screen| screen.grades.as_slice());
    view.units(scores).into_iter().filter_map(move |unit| {
        let screened = scores.screened(unit);
        let grade = scores.grade(unit).and_then(|number| grades?.get(number));
        Some(CoverageRow {
            period: scores.period().map(|period| period.to_string()),
            unit: view.card.units().get(unit)?.code.to_string(),
            coverage: main.and_then(|main| scores.coverage(view.framework, main, unit)),
            grade: grade.map(|grade| grade.code.to_string()),
            kept: screened.is_none_or(|screened| screened.kept),
            reason: screened.map(|screened| word(&screened.reason)),
        })
    })
}

/// The reason as a word, with what belongs to it.
fn word(reason: &Reason) -> String {
    match reason {
        Reason::Enough => "enough".to_owned(),
        Reason::TooManyMissing { share } => format!("too_many_missing: {}", snap(*share)),
        Reason::TooManyZeros { share } => format!("too_many_zeros: {}", snap(*share)),
        Reason::NoData => "no_data".to_owned(),
        Reason::BelowBar { measure, .. } => format!("below_bar: {measure}"),
        Reason::Forced { reason } => format!("forced: {reason}"),
        _ => String::new(),
    }
}

fn coverage_table(rows: &[CoverageRow], lang: Lang) -> Table {
    let mut table = Table::new(vec![
        Column::words(locale::UNIT.get(lang)),
        Column::numbers(locale::COVERAGE.get(lang)),
        Column::words(locale::GRADE.get(lang)).optional(),
        Column::words(locale::KEPT.get(lang)),
    ]);
    for row in rows {
        let mark = if row.kept { "✓" } else { "✗" };
        let reason = row.reason.as_deref().filter(|reason| *reason != "enough").unwrap_or_default();
        table.row(vec![
            row.unit.as_str().into(),
            share(row.coverage, lang),
            row.grade.clone().unwrap_or_default().into(),
            format!("{mark} {reason}").trim_end().to_owned().into(),
        ]);
    }
    table
}

/// The trend of one item of one unit over the periods.
#[derive(Serialize)]
struct TrendRow {
    unit: String,
    item: String,
    first: Option<f64>,
    last: Option<f64>,
    change: Option<f64>,
    cagr: Option<f64>,
    slope: Option<f64>,
}

const TREND_HEADER: [&str; 7] = ["unit", "item", "first", "last", "change", "cagr", "slope"];

fn trends(view: &View<'_>) -> Vec<TrendRow> {
    let mut rows = Vec::new();
    for id in view.items() {
        let Some(item) = view.framework.item(id) else { continue };
        let of = |trend| view.card.trends(id, TrendOf::Score, trend);
        let (change, cagr, slope) = (of(Trend::Change), of(Trend::Cagr), of(Trend::Slope));
        for (number, unit) in view.card.units().iter().enumerate() {
            let dated = || view.card.periods().iter().filter(|scores| scores.period().is_some());
            let at = |scores: &PeriodScores| scores.score(id).get(number);
            rows.push(TrendRow {
                unit: unit.code.to_string(),
                item: item.code.to_string(),
                first: dated().find_map(at),
                last: dated().rev().find_map(at),
                change: change.get(number),
                cagr: cagr.get(number),
                slope: slope.get(number),
            });
        }
    }
    rows
}

fn trend_table(view: &View<'_>, rows: &[TrendRow], lang: Lang) -> Table {
    let mut table = Table::new(vec![
        Column::words(locale::UNIT.get(lang)),
        Column::words(locale::ITEM.get(lang)),
        Column::numbers(locale::FIRST.get(lang)).optional(),
        Column::numbers(locale::LAST.get(lang)).optional(),
        Column::numbers(locale::CHANGE.get(lang)),
        Column::numbers(locale::CAGR.get(lang)),
        Column::numbers(locale::SLOPE.get(lang)),
    ]);
    let nodes = |code: &str| {
        let id: Option<ItemId> = view.framework.find(code);
        id.and_then(|id| view.framework.item(id)).is_some_and(|item| item.node().is_some())
    };
    // People look at nodes; with `--node` they see everything below it.
    let all = view.node.is_some() || !rows.iter().any(|row| nodes(&row.item));
    let shown = rows.iter().filter(|row| all || nodes(&row.item));
    for row in shown {
        let percent = row.cagr.map(|rate| number::percent(rate, lang));
        table.row(vec![
            row.unit.as_str().into(),
            row.item.as_str().into(),
            figure(row.first, lang),
            figure(row.last, lang),
            figure(row.change, lang),
            percent.unwrap_or_else(|| number::ABSENT.to_owned()).into(),
            figure(row.slope, lang),
        ]);
    }
    table
}

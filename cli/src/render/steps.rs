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
use chuan::score::panel::Trend;
use chuan::score::{PeriodScores, TrendOf, WeightOf};
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
            let shape = (WEIGHT_HEADER.as_slice(), weight_table as Layout<WeightRow>);
            by_period(view, |scores| weights(view, scores), shape, provenance, format, session, out)
        }
        Show::Coverage => {
            let shape = (COVERAGE_HEADER.as_slice(), coverage_table as Layout<CoverageRow>);
            by_period(
                view,
                |scores| coverage(view, scores),
                shape,
                provenance,
                format,
                session,
                out,
            )
        }
        Show::Scores | Show::Steps => {
            let shape = (STEP_HEADER.as_slice(), step_table as Layout<StepRow>);
            by_period(view, |scores| steps(view, scores), shape, provenance, format, session, out)
        }
    }
}

/// How people see rows.
type Layout<R> = fn(&[R], Lang) -> Table;

/// Writes rows that belong to periods: for people a table for each period under its heading, for
/// programs all rows with the header.
fn by_period<R: Serialize>(
    view: &View<'_>,
    rows: impl Fn(&PeriodScores) -> Vec<R>,
    (header, layout): (&[&str], Layout<R>),
    provenance: Provenance,
    format: TableFormat,
    session: &Session,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    if format != TableFormat::Table {
        let all = view.periods().flat_map(rows).collect();
        return programs(header, all, provenance, format, out);
    }
    title(view.framework, session, out)?;
    for scores in view.periods() {
        let count = scores.units().len();
        writeln!(out, "\n{}", heading(scores.period(), count, session.lang))?;
        people(layout(&rows(scores), session.lang), session, out)?;
    }
    Ok(())
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

fn steps(view: &View<'_>, scores: &PeriodScores) -> Vec<StepRow> {
    let items = view.items();
    let units = view.units(scores).into_iter();
    let figures = units.flat_map(|unit| {
        items.iter().filter_map(move |id| {
            let item = view.framework.item(*id)?;
            let trace = view.card.trace(view.framework, scores, *id, unit);
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
    });
    figures.collect()
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
    let code = |id: ItemId| view.framework.item(id).map(|item| item.code.to_string());
    let all = scores.weights(view.framework, view.main(), &view.items());
    let row = |of: WeightOf| WeightRow {
        period: scores.period().map(|period| period.to_string()),
        item: code(of.item).unwrap_or_default(),
        parent: code(of.parent).unwrap_or_default(),
        weight: of.weight,
        share: of.share,
        effective: of.effective,
    };
    all.into_iter().map(row).collect()
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

fn coverage(view: &View<'_>, scores: &PeriodScores) -> Vec<CoverageRow> {
    let main = view.main();
    let grades = view.framework.spec().screen.as_ref().map(|screen| screen.grades.as_slice());
    let found = view.units(scores).into_iter().filter_map(|unit| {
        let screened = scores.screened(unit);
        let grade = scores.grade(unit).and_then(|number| grades?.get(number));
        Some(CoverageRow {
            period: scores.period().map(|period| period.to_string()),
            unit: view.card.units().get(unit)?.code.to_string(),
            coverage: main.and_then(|main| scores.coverage(view.framework, main, unit)),
            grade: grade.map(|grade| grade.code.to_string()),
            kept: screened.is_none_or(|screened| screened.kept),
            reason: screened.map(|screened| screened.reason.to_string()),
        })
    });
    found.collect()
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
        let [first, last] = view.card.trend_ends(id, TrendOf::Score);
        for (number, unit) in view.card.units().iter().enumerate() {
            rows.push(TrendRow {
                unit: unit.code.to_string(),
                item: item.code.to_string(),
                first: first.get(number),
                last: last.get(number),
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

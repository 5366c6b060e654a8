//! Steps that COINr does not have, by the names that framework files give them and with their parameters.

use super::prepare::{Panel, groups};
use super::{Answer, Refusal, not_supported};
use crate::conformance::frame::Frame;
use crate::conformance::inputs::Inputs;
use crate::conformance::manifest::Case;
use crate::conformance::table::{Cell, Table};
use chuan::framework::spec::{BandSpec, GradeSpec};
use chuan::observe::Column;
use chuan::recipe::{Direction, Divisor, Imputation, NodeRounding, Order, Ties, Treatment};
use chuan::score::impute::{
    Centre, Imputed, group_series, impute_em, impute_growth, impute_nearest, impute_regression,
    impute_rows, impute_value,
};
use chuan::score::normal::Growth;
use chuan::score::screen::grades;
use chuan::score::treat::treat;
use chuan::score::weights::{
    self, BenefitOptions, BestWorst, FactorOptions, HierarchyOptions, OptimiseOptions,
};
use chuan::score::{bands, rank, rank_within};
use serde::de::DeserializeOwned;
use serde_json::Value;

type Outcome = Result<Answer, Refusal>;

/// A parameter, or its default.
fn get<T: DeserializeOwned + Default>(case: &Case, name: &str) -> Result<T, Refusal> {
    let Some(value) = case.parameters.get(name) else { return Ok(T::default()) };
    let wrong = |error| Refusal::Failed(format!("{name}: {error}"));
    serde_json::from_value(value.clone()).map_err(wrong)
}

/// All parameters but some, with the name of the method, as a value of the engine.
fn whole<T: DeserializeOwned>(
    case: &Case,
    method: Option<&str>,
    without: &[&str],
) -> Result<T, Refusal> {
    let mut written = case.parameters.clone();
    for name in without {
        written.remove(*name);
    }
    if let Some(method) = method {
        written.insert("method".to_owned(), method.into());
    }
    serde_json::from_value(written.into())
        .map_err(|error| not_supported(&format!("{}: {error}", case.operation)))
}

/// Does something with each column of a frame.
fn each(
    case: &Case,
    inputs: &Inputs<'_>,
    mut f: impl FnMut(&Frame, &Column) -> Result<Vec<Cell>, Refusal>,
) -> Outcome {
    let frame = Frame::observations(case, inputs)?;
    let mut table = Table::default();
    for (code, column) in frame.indicators.iter().zip(&frame.columns) {
        for (unit, cell) in frame.units.iter().zip(f(&frame, column)?) {
            table.push([unit, code], cell);
        }
    }
    Ok(Answer::Table(table))
}

fn cells(column: impl IntoIterator<Item = Option<f64>>) -> Vec<Cell> {
    column.into_iter().map(Cell::from).collect()
}

/// `rank.min` and the other tie rules; `within` names a column of the units.
pub fn ranked(ties: &str, case: &Case, inputs: &Inputs<'_>) -> Outcome {
    let ties: Ties = serde_json::from_value(ties.into())
        .map_err(|_| not_supported(&format!("ties by `{ties}`")))?;
    let order: Order = get(case, "order")?;
    each(case, inputs, |frame, column| {
        let values: Vec<Option<f64>> = column.iter().collect();
        Ok(cells(match case.text("within") {
            Some(attribute) => {
                let groups = groups(&frame.of_units(case, inputs, attribute)?);
                rank_within(&values, &groups, order, ties)
            }
            None => rank(&values, order, ties),
        }))
    })
}

/// `bands.of`: the codes of the bands.
pub fn banded(case: &Case, inputs: &Inputs<'_>) -> Outcome {
    let list: Vec<BandSpec> = get(case, "bands")?;
    let order: Order = get(case, "order")?;
    each(case, inputs, |_, column| {
        let found = bands(&column.iter().collect::<Vec<_>>(), &list, order);
        Ok(found.into_iter().map(|place| code(place, &list, |band| band.code.as_str())).collect())
    })
}

fn code<T>(place: Option<usize>, list: &[T], code: impl Fn(&T) -> &str) -> Cell {
    place.and_then(|place| list.get(place)).map_or(Cell::Missing, |one| Cell::from(code(one)))
}

/// `screen.grades`: the observations are the measures.
pub fn graded(case: &Case, inputs: &Inputs<'_>) -> Outcome {
    let frame = Frame::observations(case, inputs)?;
    let list: Vec<GradeSpec> = get(case, "grades")?;
    let found = grades(&frame.columns, &get::<Vec<f64>>(case, "bars")?, &list);
    let mut table = Table::default();
    for (unit, place) in frame.units.iter().zip(found) {
        table.push([unit], code(place, &list, |grade| grade.code.as_str()));
    }
    Ok(Answer::Table(table))
}

/// `round.half_up` and the other rules.
pub fn rounded(rule: &str, case: &Case, inputs: &Inputs<'_>) -> Outcome {
    let how = serde_json::json!({ "digits": case.parameters.get("digits"), "rule": rule });
    let rounding: NodeRounding =
        serde_json::from_value(how).map_err(|error| not_supported(&error.to_string()))?;
    each(case, inputs, |_, column| {
        Ok(cells(column.map(|x| Some(rounding.rounding().apply(x))).iter()))
    })
}

/// `growth.relative` and the other measures: every time against the one before it.
pub fn growth(measure: &str, case: &Case, inputs: &Inputs<'_>) -> Outcome {
    let panel = Panel::of(case, inputs)?;
    let mut table = Table::default();
    let pairs = panel.frames.windows(2).zip(panel.years.windows(2));
    for ((frames, years), time) in pairs.zip(panel.times.iter().skip(1)) {
        let ([before, now], [then, year]) = (frames, years) else { continue };
        let growth: Growth = match measure {
            "compound" => Growth::Compound { periods: year - then },
            other => whole(case, Some(other), &[])?,
        };
        for (code, column) in now.indicators.iter().zip(&now.columns) {
            let earlier = before.column(code).cloned().unwrap_or_default();
            for (unit, value) in now.units.iter().zip(growth.column(column, &earlier).iter()) {
                table.push([unit, time, code], value);
            }
        }
    }
    Ok(Answer::Table(table))
}

/// `treat.interquartile` and the other treatments.
pub fn treated(method: &str, case: &Case, inputs: &Inputs<'_>) -> Outcome {
    let treatment: Treatment = whole(case, Some(method), &[])?;
    each(case, inputs, |_, column| Ok(cells(treat(column, &treatment).column.iter())))
}

/// `impute.value` and the other methods. A regression fills every column that is no predictor.
pub fn imputed(method: &str, case: &Case, inputs: &Inputs<'_>) -> Outcome {
    let mut frame = Frame::observations(case, inputs)?;
    let method: Imputation = whole(case, Some(method), &["directions"])?;
    let columns = &frame.columns;
    let all =
        |fill: &dyn Fn(&Column) -> Imputed| -> Vec<Imputed> { columns.iter().map(fill).collect() };
    let directions: Vec<Direction> = get(case, "directions")?;
    let filled = match &method {
        Imputation::None => all(&|column| impute_value(column, None)),
        Imputation::Value { value } => all(&|column| impute_value(column, Some(*value))),
        Imputation::RowMean { .. } => impute_rows(columns, &directions, Centre::Mean),
        Imputation::RowMedian { .. } => impute_rows(columns, &directions, Centre::Median),
        Imputation::Nearest { k, .. } => impute_nearest(columns, *k),
        Imputation::Em { tolerance, max_iterations, .. } => {
            impute_em(columns, *tolerance, *max_iterations).columns
        }
        Imputation::Regression { predictors } => {
            let of = |code: &chuan::id::Code| {
                let lost = || Refusal::Failed(format!("no indicator `{code}`"));
                frame.column(code.as_str()).ok_or_else(lost)
            };
            let others: Vec<&Column> = predictors.iter().map(of).collect::<Result<_, _>>()?;
            let is_other = |code: &String| predictors.iter().any(|other| other.as_str() == code);
            let fill = |(code, column): (&String, &Column)| match is_other(code) {
                true => impute_value(column, None),
                false => impute_regression(column, &others),
            };
            frame.indicators.iter().zip(columns).map(fill).collect()
        }
        other => return Err(not_supported(&format!("imputation `{}`", other.name()))),
    };
    frame.columns = filled.into_iter().map(|imputed| imputed.column).collect();
    Ok(Answer::Table(frame.table()))
}

/// `impute_panel.group_growth`: by the mean of the group, all units without one.
pub fn grown(case: &Case, inputs: &Inputs<'_>) -> Outcome {
    let panel = Panel::of(case, inputs)?;
    let mut table = Table::default();
    let Some(first) = panel.frames.first() else { return Ok(Answer::Table(table)) };
    let groups = match case.text("group") {
        Some(attribute) => groups(&first.of_units(case, inputs, attribute)?),
        None => vec![Some(0); first.units.len()],
    };
    let count = groups.iter().flatten().max().map_or(0, |most| *most as usize + 1);
    let max_steps = case.number("max_steps").map(|steps| steps as usize);
    for code in &first.indicators {
        let columns = panel.series(code);
        let series = group_series(&columns, &groups, count, Centre::Mean);
        let filled = impute_growth(&columns, &groups, &series, max_steps);
        for (time, column) in panel.times.iter().zip(&filled.columns) {
            for (unit, value) in first.units.iter().zip(column.iter()) {
                table.push([unit, time, code], value);
            }
        }
    }
    Ok(Answer::Table(table))
}

/// `weights.entropy` and the other methods: from the observations, or from what people say. What people
/// say is about the `codes`, in their order.
pub fn weighted(method: &str, case: &Case, inputs: &Inputs<'_>) -> Outcome {
    let learns = ["entropy", "critic", "factor", "optimised", "information", "first_component"];
    let frame = match learns.contains(&method) {
        true => Frame::observations(case, inputs)?,
        false => Frame { indicators: get(case, "codes")?, ..Frame::default() },
    };
    let columns: Vec<&Column> = frame.columns.iter().collect();
    let failed = |error: &dyn std::fmt::Display| Refusal::Failed(error.to_string());
    let optimised = |goal: Value| {
        let options: Result<OptimiseOptions, _> = serde_json::from_value(goal);
        let options = options.map_err(|e| failed(&e))?;
        weights::optimise(&columns, &options).map(|found| found.weights).map_err(|e| failed(&e))
    };
    let found = match method {
        "entropy" => weights::entropy(&columns).map_err(|e| failed(&e))?,
        "critic" => {
            let divisor: Divisor = get(case, "divisor")?;
            weights::critic(&columns, divisor).map_err(|e| failed(&e))?
        }
        "first_component" => weights::first_component(&columns).map_err(|e| failed(&e))?,
        "factor" => {
            let options: FactorOptions = whole(case, None, &["indicators"])?;
            weights::factor_weights(&columns, &options).map_err(|e| failed(&e))?.weights
        }
        "optimised" => optimised(case.parameters.clone().into())?,
        "information" => optimised(serde_json::json!({ "goal": { "goal": "information" } }))?,
        "equal" => vec![1.0 / frame.indicators.len().max(1) as f64; frame.indicators.len()],
        "points" | "stated" => {
            let (stated, total): (Vec<f64>, Option<f64>) =
                (get(case, "weights")?, get(case, "total")?);
            weights::points(&stated, total).map_err(|e| failed(&e))?
        }
        "budget" => {
            let points: Vec<Vec<f64>> = get(case, "points")?;
            let found =
                weights::budget_allocation(&points, get(case, "centre")?, get(case, "total")?);
            found.map_err(|e| failed(&e))?.weights
        }
        "pairwise" => {
            let matrix: Vec<Vec<f64>> = get(case, "comparisons")?;
            let options: HierarchyOptions = get(case, "options")?;
            weights::hierarchy(&matrix, &options).map_err(|e| failed(&e))?.weights
        }
        "best_worst" => {
            let comparisons: BestWorst = whole(case, None, &["codes"])?;
            weights::best_worst(&comparisons).map_err(|e| failed(&e))?.weights
        }
        other => return Err(not_supported(&format!("weights.{other}"))),
    };
    let mut table = Table::default();
    for (code, weight) in frame.indicators.iter().zip(found) {
        table.push([code], weight);
    }
    Ok(Answer::Table(table))
}

/// `weights.benefit_of_the_doubt`: the best weights of every unit.
pub fn doubted(case: &Case, inputs: &Inputs<'_>) -> Outcome {
    let frame = Frame::observations(case, inputs)?;
    let columns: Vec<&Column> = frame.columns.iter().collect();
    let options: BenefitOptions = whole(case, None, &[])?;
    let found = weights::benefit_of_the_doubt(&columns, &options)
        .map_err(|error| Refusal::Failed(error.to_string()))?;
    let mut table = Table::default();
    for (unit, best) in frame.units.iter().zip(found) {
        for (place, code) in frame.indicators.iter().enumerate() {
            let share = best.as_ref().and_then(|best| best.shares.get(place).copied());
            table.push([unit, code], share);
        }
    }
    Ok(Answer::Table(table))
}

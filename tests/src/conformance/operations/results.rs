//! What is done with scores: tables, ranks in groups, removal of elements, comparison, panels.

use super::pipeline::{State, aggregated, framework_weights, ranks, run, run_on, steps};
use super::prepare::Panel;
use super::{Answer, Refusal, not_supported};
use crate::conformance::frame::Frame;
use crate::conformance::inputs::Inputs;
use crate::conformance::manifest::Case;
use crate::conformance::table::Table;
use crate::conformance::tree::Tree;
use chuan::analyse::results::mean_absolute_rank_change;
use chuan::number::{Rounding, RoundingRule};
use chuan::observe::Column;
use chuan::recipe::Ties;
use serde_json::Value;
use std::cmp::Ordering;

/// `results.table`.
pub fn table(case: &Case, inputs: &Inputs<'_>) -> Result<Answer, Refusal> {
    let state = run(steps(&case.parameters)?, case, inputs)?;
    let mut table = Table::default();
    if case.text("use") == Some("group_ranks") {
        let by = case.text("group").ok_or_else(|| not_supported("group ranks without a group"))?;
        let groups = state.frame.of_units(case, inputs, by)?;
        for (code, column) in &state.scores {
            for (unit, rank) in state.frame.units.iter().zip(in_groups(column, &groups)) {
                table.push([unit, code], rank);
            }
        }
        return Ok(Answer::Table(table));
    }
    let order_by = case.text("order_by").unwrap_or_default();
    let rounding =
        case.number("round").map(|digits| Rounding { digits: digits as i8, rule: RoundingRule::R });
    let shown = |value: f64| rounding.map_or(value, |rounding| rounding.apply(value));
    if let Some(column) = state.column(order_by) {
        for (unit, rank) in state.frame.units.iter().zip(ranks(column, Ties::Min).iter()) {
            table.push([unit, "Rank"], rank);
        }
    }
    for (code, column) in &state.scores {
        for (unit, value) in state.frame.units.iter().zip(column.iter()) {
            table.push([unit, code], value.map(shown));
        }
    }
    // The place of a unit in the sorted table; among equals the order of the input stays.
    if let Some(column) = state.column(order_by) {
        let mut order: Vec<usize> = (0..state.frame.units.len()).collect();
        order
            .sort_by(|a, b| column.get(*b).partial_cmp(&column.get(*a)).unwrap_or(Ordering::Equal));
        for (place, unit) in order.into_iter().enumerate() {
            if let Some(name) = state.frame.units.get(unit) {
                table.push([name, "position"], place as f64 + 1.0);
            }
        }
    }
    Ok(Answer::Table(table))
}

/// Ranks inside each group; a unit without a group has none.
fn in_groups(column: &Column, groups: &[Option<String>]) -> Vec<Option<f64>> {
    let mut all = vec![None; column.len()];
    let mut names: Vec<&String> = groups.iter().flatten().collect();
    names.sort();
    names.dedup();
    for name in names {
        let inside: Column = column
            .iter()
            .zip(groups)
            .map(|(value, group)| value.filter(|_| group.as_ref() == Some(name)))
            .collect();
        for (cell, rank) in all.iter_mut().zip(ranks(&inside, Ties::Min).iter()) {
            *cell = cell.or(rank);
        }
    }
    all
}

/// `remove.elements`: each element of a level left out in turn.
pub fn remove(case: &Case, inputs: &Inputs<'_>) -> Result<Answer, Refusal> {
    let state = run(steps(&case.parameters)?, case, inputs)?;
    let target = case.text("target").ok_or_else(|| not_supported("no target"))?;
    let level = case.number("level").unwrap_or(2.0) as u32;
    let step = state.aggregate.clone().ok_or_else(|| not_supported("nothing is aggregated"))?;
    let nominal = state.column(target).cloned().unwrap_or_default();
    let mut versions = vec![("Nominal".to_owned(), nominal.clone())];
    for element in state.tree.level(level) {
        let mut weights =
            framework_weights(&state.tree, step.get("weights").and_then(Value::as_str));
        weights.insert(element.code.clone(), 0.0);
        let scores = aggregated(&state.frame, &state.tree, &step, &weights)?;
        let column = scores.into_iter().find(|(code, _)| code == target).map(|(_, c)| c);
        versions.push((element.code.clone(), column.unwrap_or_default()));
    }
    let mut table = Table::default();
    for (removed, column) in &versions {
        if case.text("output") == Some("mean_absolute_rank_change") {
            table.push([removed], shift(&nominal, column));
        } else {
            for (unit, value) in state.frame.units.iter().zip(column.iter()) {
                table.push([unit, removed], value);
            }
        }
    }
    Ok(Answer::Table(table))
}

/// The mean of the absolute differences of ranks.
pub fn shift(one: &Column, other: &Column) -> Option<f64> {
    let places = |column| ranks(column, Ties::Min).iter().collect::<Vec<_>>();
    mean_absolute_rank_change(&places(one), &places(other))
}

/// A pipeline without some indicators.
fn without(
    steps: &[Value],
    drop: &[String],
    case: &Case,
    inputs: &Inputs<'_>,
) -> Result<State, Refusal> {
    let mut tree = Tree::of(case, inputs)?;
    tree.elements.retain(|element| !drop.contains(&element.code));
    let frame = Frame::observations(case, inputs)?;
    let pairs = frame.indicators.iter().zip(&frame.columns);
    let (indicators, columns) = pairs
        .filter(|(code, _)| !drop.contains(code))
        .map(|(code, column)| (code.clone(), column.clone()))
        .unzip();
    run_on(steps, tree, Frame { units: frame.units.clone(), indicators, columns }, case, inputs)
}

/// `adjust.drop_indicators`.
pub fn drop_indicators(case: &Case, inputs: &Inputs<'_>) -> Result<Answer, Refusal> {
    let drop = case.texts("drop").unwrap_or_default();
    Ok(Answer::Table(without(steps(&case.parameters)?, &drop, case, inputs)?.score_table()))
}

/// `compare.two`: ranks by two versions of a pipeline, and their differences.
pub fn compare(case: &Case, inputs: &Inputs<'_>) -> Result<Answer, Refusal> {
    let target = case.text("target").ok_or_else(|| not_supported("no target"))?;
    let version = |name: &str| -> Result<State, Refusal> {
        let version = case.parameters.get(name).and_then(Value::as_object);
        let version = version.ok_or_else(|| not_supported("a version that is no table"))?;
        let drop = version.get("drop").and_then(Value::as_array);
        let drop: Vec<String> = drop
            .into_iter()
            .flatten()
            .filter_map(|code| code.as_str().map(str::to_owned))
            .collect();
        without(steps(version)?, &drop, case, inputs)
    };
    let (a, b) = (version("a")?, version("b")?);
    let of = |state: &State| {
        let column = state.column(target).cloned().unwrap_or_default();
        if case.text("by") == Some("ranks") { ranks(&column, Ties::Min) } else { column }
    };
    let (one, other) = (of(&a), of(&b));
    let mut table = Table::default();
    for (unit, name) in a.frame.units.iter().enumerate() {
        let place = b.frame.units.iter().position(|other| other == name);
        let (one, other) = (one.get(unit), place.and_then(|place| other.get(place)));
        let change = one.zip(other).map(|(one, other)| one - other);
        table.push([name, "coin.1"], one);
        table.push([name, "coin.2"], other);
        table.push([name, "Diff"], change);
        table.push([name, "Abs.diff"], change.map(f64::abs));
    }
    Ok(Answer::Table(table))
}

/// `panel.pipeline`: the steps year by year, normalised over all years where that is asked for.
pub fn panel(case: &Case, inputs: &Inputs<'_>) -> Result<Answer, Refusal> {
    let panel = Panel::of(case, inputs)?;
    let tree = Tree::of(case, inputs)?;
    let all = steps(&case.parameters)?;
    let normalises = |step: &&Value| step.get("step").and_then(Value::as_str) == Some("normalise");
    let split = all.iter().position(|step| normalises(&step)).unwrap_or(all.len());
    let (before, after) = all.split_at(split);
    let prepared = panel
        .frames
        .iter()
        .map(|frame| run_on(before, tree.clone(), frame.clone(), case, inputs))
        .collect::<Result<Vec<_>, _>>()?;
    let pooled = after.first().and_then(|step| step.get("over")).and_then(Value::as_str)
        == Some("all_times");
    let mut table = Table::default();
    let stacked = stack(prepared.iter().map(|state| &state.frame));
    let whole = run_on(after, tree.clone(), stacked, case, inputs)?;
    let mut start = 0;
    for (time, state) in panel.times.iter().zip(&prepared) {
        let scores = if pooled {
            let end = start + state.frame.units.len();
            let slice = |column: &Column| (start..end).map(|unit| column.get(unit)).collect();
            whole.scores.iter().map(|(code, column)| (code.clone(), slice(column))).collect()
        } else {
            run_on(after, tree.clone(), state.frame.clone(), case, inputs)?.scores
        };
        start += state.frame.units.len();
        for (code, column) in &scores {
            for (unit, value) in state.frame.units.iter().zip(column.iter()) {
                table.push([unit, time, code], value);
            }
        }
    }
    Ok(Answer::Table(table))
}

/// Frames below one another.
fn stack<'f>(frames: impl Iterator<Item = &'f Frame> + Clone) -> Frame {
    let first = frames.clone().next().cloned().unwrap_or_default();
    let columns = (0..first.columns.len())
        .map(|n| {
            let parts = frames.clone().filter_map(|frame| frame.columns.get(n));
            parts.flat_map(|column| column.iter().collect::<Vec<_>>()).collect()
        })
        .collect();
    let units = frames.flat_map(|frame| frame.units.iter().cloned()).collect();
    Frame { units, indicators: first.indicators, columns }
}

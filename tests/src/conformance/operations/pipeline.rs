//! Whole pipelines: a list of steps, from raw data to scores.

use super::prepare::{details, fill, groups, numbers, points, screening, treatment};
use super::{Answer, Refusal, aggregate, normalise, not_supported};
use crate::conformance::frame::Frame;
use crate::conformance::inputs::Inputs;
use crate::conformance::manifest::Case;
use crate::conformance::table::Table;
use crate::conformance::tree::{Element, Tree};
use chuan::observe::Column;
use chuan::recipe::{Order, Ties};
use chuan::score::denominate::denominate;
use chuan::score::rank;
use chuan::score::screen::{availability, screen};
use chuan::score::treat::{Treated, treat};
use serde_json::{Map, Value};
use std::collections::HashMap;

/// The parameters of a step.
pub type Parameters = Map<String, Value>;

/// Where a pipeline has got to.
#[derive(Debug, Clone)]
pub struct State {
    /// The framework.
    pub tree: Tree,
    /// Indicators, after the last step.
    pub frame: Frame,
    /// Indicators before they were treated.
    pub untreated: Frame,
    /// What treatment found.
    pub treated: Vec<Treated>,
    /// Scores of aggregates, lowest level first.
    pub scores: Vec<(String, Column)>,
    /// How indicators were normalised and aggregates made, to do it again.
    pub normalise: Option<Parameters>,
    /// The aggregation step.
    pub aggregate: Option<Parameters>,
    /// The frame before normalisation.
    pub raw: Frame,
}

/// Runs the steps of a parameter list on the inputs of a case.
pub fn run(steps: &[Value], case: &Case, inputs: &Inputs<'_>) -> Result<State, Refusal> {
    let tree = Tree::of(case, inputs)?;
    let frame = Frame::observations(case, inputs)?;
    run_on(steps, tree, frame, case, inputs)
}

/// Runs steps on a frame.
pub fn run_on(
    steps: &[Value],
    tree: Tree,
    frame: Frame,
    case: &Case,
    inputs: &Inputs<'_>,
) -> Result<State, Refusal> {
    let mut state = State {
        tree,
        untreated: frame.clone(),
        raw: frame.clone(),
        frame,
        treated: Vec::new(),
        scores: Vec::new(),
        normalise: None,
        aggregate: None,
    };
    for step in steps {
        let step = step.as_object().ok_or_else(|| not_supported("a step that is no table"))?;
        let text = |name: &str| step.get(name).and_then(Value::as_str);
        let number = |name: &str| step.get(name).and_then(Value::as_f64);
        match text("step").unwrap_or_default() {
            "denominate" => {
                state.frame =
                    denominated(&state.frame, &state.tree, number("scale_factor"), case, inputs)?;
            }
            "impute" => {
                let groups = match text("group") {
                    Some(column) => Some(groups(&state.frame.of_units(case, inputs, column)?)),
                    None => None,
                };
                let method = text("method").unwrap_or("mean");
                state.frame = fill(&state.frame, method, groups.as_deref())?;
            }
            "screen" => {
                let rule = screening(
                    text("rule").unwrap_or("by_missing"),
                    number("data_threshold"),
                    number("nonzero_threshold"),
                )?;
                let found = availability(&state.frame.columns);
                let kept: Vec<bool> = screen(&found, &rule, &[]).iter().map(|s| s.kept).collect();
                state.frame = state.frame.keep(&kept);
            }
            "treat" if matches!(text("method"), None | Some("default")) => {
                let treatment = treatment(step)?;
                state.untreated = state.frame.clone();
                state.treated = state.frame.columns.iter().map(|c| treat(c, &treatment)).collect();
                let columns = state.treated.iter().map(|treated| treated.column.clone()).collect();
                state.frame.columns = columns;
            }
            "normalise" => {
                state.raw = state.frame.clone();
                state.normalise = Some(step.clone());
                state.frame = normalised(&state.frame, &state.tree, step)?;
            }
            "aggregate" => {
                state.aggregate = Some(step.clone());
                let weights = framework_weights(&state.tree, text("weights"));
                state.scores = aggregated(&state.frame, &state.tree, step, &weights)?;
            }
            other => return Err(not_supported(&format!("pipeline step `{other}`"))),
        }
    }
    Ok(state)
}

fn denominated(
    frame: &Frame,
    tree: &Tree,
    factor: Option<f64>,
    case: &Case,
    inputs: &Inputs<'_>,
) -> Result<Frame, Refusal> {
    let mut divided = frame.clone();
    for (code, column) in frame.indicators.iter().zip(&mut divided.columns) {
        let by = tree.get(code).and_then(|element| element.other.get("denominator"));
        if let Some(by) = by.filter(|by| !by.is_empty()) {
            let divisor = numbers(&frame.of_units(case, inputs, by)?)?;
            *column = denominate(column, &divisor, factor.unwrap_or(1.0));
        }
    }
    Ok(divided)
}

/// Normalises a frame by the directions of its indicators. A column that has no scale, such as a
/// constant one, becomes absent.
pub fn normalised(frame: &Frame, tree: &Tree, step: &Parameters) -> Result<Frame, Refusal> {
    normalise::frame(frame, tree, step)
}

/// The weights of a framework, or equal ones.
pub fn framework_weights(tree: &Tree, which: Option<&str>) -> HashMap<String, f64> {
    let weight = |weight: f64| if which == Some("equal") { 1.0 } else { weight };
    tree.elements.iter().map(|e| (e.code.clone(), weight(e.weight))).collect()
}

/// Aggregates up the tree, level by level.
pub fn aggregated(
    frame: &Frame,
    tree: &Tree,
    step: &Parameters,
    weights: &HashMap<String, f64>,
) -> Result<Vec<(String, Column)>, Refusal> {
    let weight = |child: &Element| weights.get(&child.code).copied().unwrap_or(child.weight);
    let scores = aggregate::up(frame, tree, step, weight)?;
    Ok(scores.indicators.into_iter().zip(scores.columns).collect())
}

impl State {
    /// The scores of aggregates as a long table.
    pub fn score_table(&self) -> Table {
        let mut table = Table::default();
        for (code, column) in &self.scores {
            for (unit, value) in self.frame.units.iter().zip(column.iter()) {
                table.push([unit, code], value);
            }
        }
        table
    }

    /// The score of an aggregate, or the values of an indicator.
    pub fn column(&self, code: &str) -> Option<&Column> {
        let scores = self.scores.iter().find(|(other, _)| other == code).map(|(_, column)| column);
        scores.or_else(|| self.frame.column(code))
    }
}

/// Ranks of a column, 1 the highest.
pub fn ranks(column: &Column, ties: Ties) -> Column {
    let values: Vec<Option<f64>> = column.iter().collect();
    rank(&values, Order::HighestFirst, ties).into_iter().collect()
}

/// A tie rule by its name.
pub fn ties(name: Option<&str>) -> Result<Ties, Refusal> {
    match name {
        None | Some("min") => Ok(Ties::Min),
        Some("max") => Ok(Ties::Max),
        Some("average") => Ok(Ties::Average),
        Some("dense") => Ok(Ties::Dense),
        Some(other) => Err(not_supported(&format!("ties `{other}`"))),
    }
}

/// The list of steps of a case.
pub fn steps(parameters: &Parameters) -> Result<&[Value], Refusal> {
    let steps = parameters.get("steps").and_then(Value::as_array);
    steps.map(Vec::as_slice).ok_or_else(|| not_supported("a pipeline without steps"))
}

/// `pipeline.run`.
pub fn perform(case: &Case, inputs: &Inputs<'_>) -> Result<Answer, Refusal> {
    let state = run(steps(&case.parameters)?, case, inputs)?;
    let table = match case.text("output").unwrap_or("scores") {
        "observations" => state.frame.table(),
        "treatment_details" => details(&state.untreated, &state.treated),
        "treated_points" => points(&state.untreated, &state.treated),
        "scores" => state.score_table(),
        "ranks" => {
            let ties = ties(case.text("ties"))?;
            let scores = state.scores.iter();
            let scores = scores.map(|(code, c)| (code.clone(), ranks(c, ties))).collect();
            State { scores, ..state }.score_table()
        }
        other => return Err(not_supported(&format!("output `{other}`"))),
    };
    Ok(Answer::Table(table))
}

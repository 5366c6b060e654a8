//! Aggregation of frames, of vectors, and up a framework.

use super::Refusal;
use super::normalise::{self, Vector, select};
use crate::conformance::frame::{Frame, field, parse};
use crate::conformance::inputs::Inputs;
use crate::conformance::manifest::Case;
use crate::conformance::table::Table;
use crate::conformance::tree::{Element, Tree};
use chuan::observe::Column;
use chuan::recipe::Aggregate;
use chuan::score::aggregate_columns;
use chuan::score::combine::{Children, Combination, CombineError, Gaps, Power, Remark};
use chuan::score::outrank::Outranking;
use serde_json::{Map, Value};
use std::collections::HashMap;

type Parameters = Map<String, Value>;

/// Does an operation of the family `aggregate`.
///
/// # Errors
/// When the engine does not do it, or refuses.
pub fn perform(operation: &str, case: &Case, inputs: &Inputs<'_>) -> Result<Table, Refusal> {
    if operation == "framework" {
        return framework(case, inputs);
    }
    if case.inputs.contains_key("vectors") {
        return vectors(operation, case, inputs);
    }
    let mut frame = Frame::observations(case, inputs)?;
    if let Some(wanted) = case.texts("indicators") {
        frame = select(&frame, &wanted)?;
    }
    if case.text("rows") == Some("complete") {
        let complete = |unit| frame.columns.iter().all(|column| column.get(unit).is_some());
        frame = frame.keep(&(0..frame.units.len()).map(complete).collect::<Vec<_>>());
    }
    let weights = weights(&frame, case, inputs)?;
    let mut table = Table::default();
    if operation == "outranking_matrix" {
        let children = Children::new(&frame.columns, &weights).map_err(refused)?;
        let matrix = Outranking::of(&children, &gaps(operation, threshold(&case.parameters, 0)));
        for (a, unit) in frame.units.iter().enumerate() {
            for (b, other) in frame.units.iter().enumerate() {
                // COINr writes 0 where a unit meets itself.
                let share = if a == b { Some(0.0) } else { matrix.share(a, b) };
                table.push([unit, other], share);
            }
        }
        return Ok(table);
    }
    let least = threshold(&case.parameters, 0);
    let columns: Vec<&Column> = frame.columns.iter().collect();
    let column = combine(operation, &case.parameters, &columns, &weights, least)?;
    for (unit, value) in frame.units.iter().zip(column.iter()) {
        table.push([unit], value);
    }
    Ok(table)
}

fn refused(error: CombineError) -> Refusal {
    Refusal::Failed(error.to_string())
}

/// Combines columns with one method; `least` is the share of values that must be there.
///
/// # Errors
/// When the engine does not know the method, or where COINr refuses values for it.
pub fn combine(
    method: &str,
    parameters: &Parameters,
    columns: &[&Column],
    weights: &[f64],
    least: Option<f64>,
) -> Result<Column, Refusal> {
    let p = || {
        let p = parameters.get("p").cloned().unwrap_or_default();
        let wrong = |_| Refusal::Failed(format!("the exponent is {p}"));
        serde_json::from_value::<Power>(p.clone()).map_err(wrong)
    };
    let power = match method {
        "arithmetic_mean" => Some(Power::Of(1.0)),
        "geometric_mean" => Some(Power::Of(0.0)),
        "harmonic_mean" => Some(Power::Of(-1.0)),
        "generalised_mean" => match p()? {
            Power::Of(0.0) => return Err(Refusal::Failed("the exponent is 0".to_owned())),
            p => Some(p),
        },
        _ => None,
    };
    let kernel = match power {
        Some(p) => Aggregate::Combined(Combination::GeneralisedMean { p }),
        None => own(method, parameters)?,
    };
    let children = Children::new(columns.iter().copied(), weights).map_err(refused)?;
    let gaps = gaps(method, least);
    let combined = match &kernel {
        Aggregate::Plain(plain) => aggregate_columns(&children, *plain, &gaps),
        Aggregate::Combined(kernel) => kernel.combine(&children, &gaps).map_err(refused)?,
        other => return Err(Refusal::NotSupported(format!("aggregate.{}", other.name()))),
    };
    let partly = matches!(power, Some(Power::Of(p)) if p > 0.0 || method == "harmonic_mean");
    let zero = || columns.iter().any(|column| column.numbers().any(|x| x == 0.0));
    match combined.notes.first().map(|note| note.remark) {
        None => Ok(combined.column),
        // COINr has results for negative values here; the engine leaves them out.
        Some(Remark::Negative) if partly && (method != "harmonic_mean" || !zero()) => {
            Err(Refusal::NotSupported(format!("{method} of negative values")))
        }
        Some(remark) => Err(Refusal::Failed(format!("{method}: {remark:?}"))),
    }
}

/// A method that only the engine has, with the parameters of the engine.
fn own(method: &str, parameters: &Parameters) -> Result<Aggregate, Refusal> {
    let mut written = parameters.clone();
    for name in ["vectors", "rows", "data_threshold", "indicators", "levels", "normalise"] {
        written.remove(name);
    }
    if method != "owa" {
        written.remove("weights");
    }
    written.insert("method".to_owned(), method.into());
    serde_json::from_value(written.into())
        .map_err(|error| Refusal::NotSupported(format!("aggregate.{method}: {error}")))
}

/// Missing values are left out with their weights, but for the generalised mean of COINr.
fn gaps(method: &str, least: Option<f64>) -> Gaps {
    let rule = if method == "generalised_mean" { Gaps::PROPAGATE } else { Gaps::SKIP };
    Gaps { at_least: least, ..rule }
}

/// The data threshold of a step up: one number, or a list of them.
fn threshold(parameters: &Parameters, step: usize) -> Option<f64> {
    match parameters.get("data_threshold")? {
        Value::Array(list) => list.get(step).or(list.last())?.as_f64(),
        one => one.as_f64(),
    }
}

fn listed(list: &[Value]) -> Result<Vec<f64>, Refusal> {
    let weights: Option<Vec<f64>> = list.iter().map(Value::as_f64).collect();
    weights.ok_or_else(|| Refusal::Failed("a weight is no number".to_owned()))
}

/// The weights of the role `weights`, by code.
fn by_code(case: &Case, inputs: &Inputs<'_>) -> Result<HashMap<String, f64>, Refusal> {
    let mut weights = HashMap::new();
    for row in inputs.rows(case, "weights")? {
        let code = field(&row, "code")?;
        let weight = parse(field(&row, "value")?)?;
        let weight = weight.ok_or_else(|| Refusal::Failed(format!("`{code}` has no weight")))?;
        weights.insert(code.to_owned(), weight);
    }
    Ok(weights)
}

/// The weights of the columns of a frame.
fn weights(frame: &Frame, case: &Case, inputs: &Inputs<'_>) -> Result<Vec<f64>, Refusal> {
    let by_code = match case.parameters.get("weights") {
        Some(Value::Array(list)) => return listed(list),
        Some(Value::Object(map)) => {
            map.iter().filter_map(|(code, w)| Some((code.clone(), w.as_f64()?))).collect()
        }
        Some(Value::String(text)) if text == "equal" => return Ok(equal(frame.indicators.len())),
        _ if case.inputs.contains_key("weights") => by_code(case, inputs)?,
        None | Some(Value::Null) => return Ok(equal(frame.indicators.len())),
        Some(other) => return Err(Refusal::NotSupported(format!("weights by {other}"))),
    };
    let weight = |code: &String| {
        let weight = by_code.get(code).copied();
        weight.ok_or_else(|| Refusal::Failed(format!("`{code}` has no weight")))
    };
    frame.indicators.iter().map(weight).collect()
}

fn equal(count: usize) -> Vec<f64> {
    vec![1.0; count]
}

/// Vectors: each is one unit, its values are those of the children.
fn vectors(operation: &str, case: &Case, inputs: &Inputs<'_>) -> Result<Table, Refusal> {
    let mut table = Table::default();
    for Vector { name, column, .. } in Vector::all(case, inputs)? {
        let weights = match case.parameters.get("weights") {
            None | Some(Value::Null) => equal(column.len()),
            Some(Value::String(text)) if text == "equal" => equal(column.len()),
            Some(Value::Array(list)) => listed(list)?,
            Some(other) => return Err(Refusal::NotSupported(format!("weights by {other}"))),
        };
        let children: Vec<Column> =
            column.iter().map(|value| std::iter::once(value).collect()).collect();
        let children: Vec<&Column> = children.iter().collect();
        let least = threshold(&case.parameters, 0);
        let result = combine(operation, &case.parameters, &children, &weights, least)?;
        table.push([&name], result.get(0));
    }
    Ok(table)
}

fn framework(case: &Case, inputs: &Inputs<'_>) -> Result<Table, Refusal> {
    let tree = Tree::of(case, inputs)?;
    let mut frame = Frame::observations(case, inputs)?;
    if let Some(Value::Object(parameters)) = case.parameters.get("normalise") {
        frame = normalise::frame(&frame, &tree, parameters)?;
    }
    let file = match case.inputs.contains_key("weights") {
        true => by_code(case, inputs)?,
        false => HashMap::new(),
    };
    let equal = case.text("weights") == Some("equal");
    let weight = |element: &Element| match equal {
        true => 1.0,
        false => file.get(&element.code).copied().unwrap_or(element.weight),
    };
    Ok(up(&frame, &tree, &case.parameters, weight)?.table())
}

/// The aggregates of a framework, level by level. The parameter `levels` has a method for each
/// step up, the last one for all that follow; without it `method` is that of all steps.
///
/// # Errors
/// When an element has no column, or as [`combine`].
pub fn up(
    frame: &Frame,
    tree: &Tree,
    parameters: &Parameters,
    weight: impl Fn(&Element) -> f64,
) -> Result<Frame, Refusal> {
    let levels = match (parameters.get("levels"), parameters.get("method")) {
        (Some(Value::Array(levels)), _) => levels.clone(),
        (Some(one), _) | (None, Some(one)) => vec![one.clone()],
        (None, None) => Vec::new(),
    };
    let mut all = frame.clone();
    let mut result = Frame { units: frame.units.clone(), ..Frame::default() };
    for (step, level) in (2..=tree.top()).enumerate() {
        let chosen = levels.get(step).or(levels.last());
        let (method, own) = match chosen {
            Some(Value::String(method)) => (method.as_str(), parameters),
            Some(Value::Object(own)) => {
                (own.get("method").and_then(Value::as_str).unwrap_or_default(), own)
            }
            _ => return Err(Refusal::Failed("no method of aggregation is named".to_owned())),
        };
        for element in tree.level(level) {
            let (mut columns, mut weights) = (Vec::new(), Vec::new());
            for child in tree.children(&element.code) {
                let column = all.column(&child.code);
                let lost = || Refusal::Failed(format!("there is no column `{}`", child.code));
                columns.push(column.ok_or_else(lost)?);
                weights.push(weight(child));
            }
            let column = combine(method, own, &columns, &weights, threshold(parameters, step))?;
            for frame in [&mut all, &mut result] {
                frame.indicators.push(element.code.clone());
                frame.columns.push(column.clone());
            }
        }
    }
    Ok(result)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use serde_json::json;

    fn combined(method: &str, parameters: &Value, values: &[f64]) -> Result<Column, Refusal> {
        let columns: Vec<Column> =
            values.iter().map(|value| std::iter::once(Some(*value)).collect()).collect();
        let columns: Vec<&Column> = columns.iter().collect();
        let weights = equal(values.len());
        combine(method, parameters.as_object().unwrap(), &columns, &weights, None)
    }

    #[test]
    fn what_coinr_refuses_is_refused() {
        let none = json!({});
        let failed = |method, parameters: &Value, values: &[f64]| {
            matches!(combined(method, parameters, values), Err(Refusal::Failed(_)))
        };
        assert!(failed("geometric_mean", &none, &[1.0, 0.0]));
        assert!(failed("geometric_mean", &none, &[1.0, -1.0]));
        assert!(failed("harmonic_mean", &none, &[-1.0, 0.0]));
        assert!(failed("generalised_mean", &json!({ "p": 0 }), &[1.0, 2.0]));
        assert!(failed("generalised_mean", &json!({ "p": -2 }), &[1.0, -2.0]));
    }

    #[test]
    fn methods_of_the_engine_are_reached_by_their_names() {
        let least = combined("mean_min", &json!({ "alpha": 1 }), &[3.0, 5.0]).unwrap();
        assert_eq!(least.get(0), Some(3.0));
        let unknown = combined("no_such_mean", &json!({}), &[3.0]);
        assert!(matches!(unknown, Err(Refusal::NotSupported(_))));
        let negative = combined("harmonic_mean", &json!({}), &[-1.0, 2.0]);
        assert!(matches!(negative, Err(Refusal::NotSupported(_))));
    }
}

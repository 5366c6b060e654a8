//! Designs and estimators of variance-based sensitivity.

use super::{Refusal, factorial};
use crate::conformance::frame::{field, parse};
use crate::conformance::inputs::{InputRow, Inputs};
use crate::conformance::manifest::Case;
use crate::conformance::table::Table;
use chuan::analyse::sobol;
use serde_json::Value;

/// Does an operation of the family `sensitivity`.
///
/// # Errors
/// When the engine does not do it, or refuses.
pub fn perform(operation: &str, case: &Case, inputs: &Inputs<'_>) -> Result<Table, Refusal> {
    match operation {
        "design" => design(case, inputs),
        "estimators" => estimators(case, inputs),
        "factorial" | "sobol" | "uncertainty" => factorial::perform(case, inputs),
        _ => Err(Refusal::NotSupported(format!("sensitivity.{operation}"))),
    }
}

fn count(case: &Case, name: &str) -> Result<usize, Refusal> {
    let value = case.parameters.get(name).and_then(Value::as_u64);
    value
        .and_then(|value| usize::try_from(value).ok())
        .ok_or_else(|| Refusal::Failed(format!("the parameter `{name}` is no count")))
}

fn refused(error: &sobol::SobolError) -> Refusal {
    Refusal::Failed(error.to_string())
}

fn place(row: &InputRow, column: &str) -> Result<usize, Refusal> {
    let text = field(row, column)?;
    let place = text.parse::<usize>().ok().and_then(|place| place.checked_sub(1));
    place.ok_or_else(|| Refusal::Failed(format!("`{text}` is no place")))
}

fn value(row: &InputRow) -> Result<f64, Refusal> {
    parse(field(row, "value")?)?.ok_or_else(|| Refusal::Failed("a value is missing".to_owned()))
}

fn design(case: &Case, inputs: &Inputs<'_>) -> Result<Table, Refusal> {
    let rows = inputs.rows(case, "base")?;
    let (samples, width) = (count(case, "samples")?, count(case, "inputs")?);
    if samples.checked_mul(2).and_then(|n| n.checked_mul(width)) != Some(rows.len()) {
        let wanted = format!("2 × {samples} rows of {width} inputs");
        return Err(Refusal::Failed(format!("the base has {} values, not {wanted}", rows.len())));
    }
    let mut base = vec![vec![f64::NAN; width]; 2 * samples];
    for row in &rows {
        let (line, column) = (place(row, "row")?, place(row, "column")?);
        let cell = base.get_mut(line).and_then(|line| line.get_mut(column));
        *cell.ok_or_else(|| Refusal::Failed("the base has other rows".to_owned()))? = value(row)?;
    }
    let (a, b) = base.split_at(samples);
    let mut table = Table::default();
    for (line, row) in sobol::design(a, b).map_err(|e| refused(&e))?.iter().enumerate() {
        for (column, value) in row.iter().enumerate() {
            table.push([&(line + 1).to_string(), &(column + 1).to_string()], *value);
        }
    }
    Ok(table)
}

fn estimators(case: &Case, inputs: &Inputs<'_>) -> Result<Table, Refusal> {
    let rows = inputs.rows(case, "outputs")?;
    let mut numbered = Vec::with_capacity(rows.len());
    for row in &rows {
        numbered.push((place(row, "index")?, value(row)?));
    }
    numbered.sort_by_key(|(place, _)| *place);
    let outputs: Vec<f64> = numbered.into_iter().map(|(_, value)| value).collect();
    let found = sobol::indices(&outputs, count(case, "samples")?, count(case, "inputs")?)
        .map_err(|e| refused(&e))?;
    let mut table = Table::default();
    table.push(["all", "variance"], found.variance);
    for (index, values) in [("Si", &found.first), ("STi", &found.total)] {
        for (input, value) in values.iter().enumerate() {
            table.push([&format!("V{}", input + 1), index], *value);
        }
    }
    Ok(table)
}

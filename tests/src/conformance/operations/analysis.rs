//! What gaps leave open, and what a score is made of.

use super::prepare::Panel;
use super::{Answer, Refusal};
use crate::conformance::frame::Frame;
use crate::conformance::inputs::Inputs;
use crate::conformance::manifest::Case;
use crate::conformance::table::Table;
use chuan::analyse::attribution;
use chuan::analyse::multiple::{self, MultipleOptions};
use serde_json::Value;

type Outcome = Result<Answer, Refusal>;

/// A list of numbers.
fn numbers(case: &Case, name: &str) -> Result<Option<Vec<f64>>, Refusal> {
    let read = |value: &Value| serde_json::from_value(value.clone());
    let list = case.parameters.get(name).map(read).transpose();
    list.map_err(|error| Refusal::Failed(format!("{name}: {error}")))
}

/// One weight for each column; equal ones unless said.
fn weights(case: &Case, columns: usize) -> Result<Vec<f64>, Refusal> {
    let weights = numbers(case, "weights")?.unwrap_or_else(|| vec![1.0; columns]);
    if weights.len() == columns {
        return Ok(weights);
    }
    Err(Refusal::Failed(format!("{} weights for {columns} columns", weights.len())))
}

/// `impute.multiple`: the replicate `number` of a table whose gaps are filled by draws.
pub fn replicate(case: &Case, inputs: &Inputs<'_>) -> Outcome {
    let mut frame = Frame::observations(case, inputs)?;
    let mut written = case.parameters.clone();
    let number = written.remove("number").and_then(|number| number.as_u64()).unwrap_or(0);
    let options: MultipleOptions = serde_json::from_value(written.into())
        .map_err(|error| Refusal::Failed(error.to_string()))?;
    let filled = multiple::impute_multiple(&frame.columns, &options, number);
    frame.columns = filled.into_iter().map(|imputed| imputed.column).collect();
    Ok(Answer::Table(frame.table()))
}

/// `pool.rubin`: `estimates` and their `variances`, by statistic.
pub fn pooled(case: &Case) -> Outcome {
    let list = |name: &str| numbers(case, name).map(Option::unwrap_or_default);
    let pooled = multiple::pool(&list("estimates")?, &list("variances")?);
    let pooled = pooled.ok_or_else(|| {
        Refusal::Failed("two estimates at least are needed, each with its variance".to_owned())
    })?;
    let mut table = Table::default();
    for (statistic, value) in [
        ("estimate", pooled.estimate),
        ("within", pooled.within),
        ("between", pooled.between),
        ("variance", pooled.variance),
        ("degrees", pooled.degrees),
        ("missing_share", pooled.missing_share),
    ] {
        table.push([statistic], value);
    }
    Ok(Answer::Table(table))
}

/// `contributions.deviations`: to the distance of a weighted mean from the mean of all units.
pub fn deviations(case: &Case, inputs: &Inputs<'_>) -> Outcome {
    let mut frame = Frame::observations(case, inputs)?;
    let columns: Vec<_> = frame.columns.iter().collect();
    frame.columns = attribution::deviations(&columns, &weights(case, columns.len())?);
    Ok(Answer::Table(frame.table()))
}

/// `contributions.geometric_change`: to the change of a geometric mean, every time against the one
/// before it.
pub fn geometric_change(case: &Case, inputs: &Inputs<'_>) -> Outcome {
    let panel = Panel::of(case, inputs)?;
    let mut table = Table::default();
    for (frames, time) in panel.frames.windows(2).zip(panel.times.iter().skip(1)) {
        let [before, now] = frames else { continue };
        let weights = weights(case, now.columns.len())?;
        for (place, unit) in now.units.iter().enumerate() {
            let row = |frame: &Frame| -> Option<Vec<f64>> {
                frame.columns.iter().map(|column| column.get(place)).collect()
            };
            let parts = row(before)
                .zip(row(now))
                .and_then(|(before, now)| attribution::geometric_change(&before, &now, &weights));
            for (number, code) in now.indicators.iter().enumerate() {
                let part = parts.as_ref().and_then(|parts| parts.get(number).copied());
                table.push([unit, time, code], part);
            }
        }
    }
    Ok(Answer::Table(table))
}

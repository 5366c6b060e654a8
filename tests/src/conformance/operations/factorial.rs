//! Sensitivity over a design of alternatives: normalisation, aggregation, weights.

use super::pipeline::{
    Parameters, State, aggregated, framework_weights, normalised, ranks, run, steps,
};
use super::results::shift;
use super::{Refusal, not_supported};
use crate::conformance::frame::{field, parse};
use crate::conformance::inputs::Inputs;
use crate::conformance::manifest::Case;
use crate::conformance::table::Table;
use chuan::analyse::factorial::exact_indices;
use chuan::analyse::sobol::{SobolError, design, indices};
use chuan::analyse::uncertainty::{bootstrap, choices, spreads, uniform};
use chuan::observe::Column;
use chuan::recipe::Ties;
use serde_json::{Value, json};
use std::collections::HashMap;

/// Where random draws begin: any number does, as long as it stays the same.
const SEED: u64 = 20_251_124;

/// The alternatives, the design over them, and the target's score for each combination.
struct Factorial {
    /// Names of the uncertain inputs, in the order of the case.
    inputs: Vec<String>,
    /// Combination by combination: its name, and the 0-based alternative of every input.
    design: Vec<(String, Vec<usize>)>,
    state: State,
    nominal: Column,
    scores: Vec<Column>,
}

/// Does the operations that go through all combinations.
pub fn perform(case: &Case, inputs: &Inputs<'_>) -> Result<Table, Refusal> {
    let factorial = Factorial::of(case, inputs)?;
    let Some(output) = case.text("output") else {
        return match case.operation.as_str() {
            "sensitivity.uncertainty" => factorial.sampled_ranks(case),
            "sensitivity.sobol" => factorial.sampled_indices(case),
            _ => Err(not_supported("a random sample of this kind")),
        };
    };
    match output {
        "scores" => Ok(factorial.score_table()),
        "mean_absolute_rank_change" => Ok(factorial.shifts()),
        "indices" => factorial.indices(),
        "exact_rank_distribution" => Ok(factorial.rank_distribution()),
        other => Err(not_supported(&format!("output `{other}`"))),
    }
}

impl Factorial {
    fn of(case: &Case, inputs: &Inputs<'_>) -> Result<Self, Refusal> {
        let state = run(steps(&case.parameters)?, case, inputs)?;
        let target = case.text("target").ok_or_else(|| not_supported("no target"))?;
        let alternatives = case.parameters.get("inputs").and_then(Value::as_object);
        let alternatives = alternatives.ok_or_else(|| not_supported("no uncertain inputs"))?;
        let names: Vec<String> = alternatives.keys().cloned().collect();
        let design = inputs
            .rows(case, "design")?
            .iter()
            .map(|row| {
                let chosen = names.iter().map(|name| position(field(row, name)?));
                Ok((field(row, "combination")?.to_owned(), chosen.collect::<Result<_, _>>()?))
            })
            .collect::<Result<Vec<(String, Vec<usize>)>, Refusal>>()?;
        let sets = weight_sets(case, inputs)?;
        let nominal = state.column(target).cloned().unwrap_or_default();
        let mut scores = Vec::with_capacity(design.len());
        for (_, chosen) in &design {
            let mut normalise = state.normalise.clone().unwrap_or_default();
            let mut aggregate = state.aggregate.clone().unwrap_or_default();
            let which = aggregate.get("weights").and_then(Value::as_str);
            let mut weights = framework_weights(&state.tree, which);
            for ((name, listed), place) in alternatives.iter().zip(chosen) {
                // What is varied has to be there: a step is never added in passing.
                let there = match name.as_str() {
                    "normalisation" => state.normalise.is_some(),
                    _ => state.aggregate.is_some(),
                };
                if !there {
                    let why = format!("the pipeline has no step for the uncertain input `{name}`");
                    return Err(Refusal::Failed(why));
                }
                match (name.as_str(), listed.get(*place).and_then(Value::as_str)) {
                    ("normalisation", Some(text)) => normalise = method(text)?,
                    ("aggregation", Some(text)) => {
                        aggregate.insert("method".to_owned(), json!(text));
                    }
                    ("weights", None) => {
                        let set = sets.get(place.saturating_add(1).to_string().as_str());
                        let set = set.ok_or_else(|| not_supported("a weight set not listed"))?;
                        weights.extend(set.iter().map(|(code, w)| (code.clone(), *w)));
                    }
                    _ => return Err(not_supported(&format!("uncertain input `{name}`"))),
                }
            }
            let frame = normalised(&state.raw, &state.tree, &normalise)?;
            let all = aggregated(&frame, &state.tree, &aggregate, &weights)?;
            let column = all.into_iter().find(|(code, _)| code == target).map(|(_, c)| c);
            scores.push(column.unwrap_or_default());
        }
        Ok(Self { inputs: names, design, state, nominal, scores })
    }

    fn score_table(&self) -> Table {
        let mut table = Table::default();
        for ((name, _), column) in self.design.iter().zip(&self.scores) {
            for (unit, value) in self.state.frame.units.iter().zip(column.iter()) {
                table.push([name, unit], value);
            }
        }
        table
    }

    fn shifts(&self) -> Table {
        let mut table = Table::default();
        for ((name, _), column) in self.design.iter().zip(&self.scores) {
            table.push([name], shift(&self.nominal, column));
        }
        table
    }

    fn indices(&self) -> Result<Table, Refusal> {
        let outputs: Vec<f64> =
            self.scores.iter().filter_map(|column| shift(&self.nominal, column)).collect();
        let design: Vec<Vec<usize>> = self.design.iter().map(|(_, row)| row.clone()).collect();
        let indices = exact_indices(&design, &outputs)
            .ok_or_else(|| Refusal::Failed("the outputs do not vary".to_owned()))?;
        let mut table = Table::default();
        for (input, found) in self.inputs.iter().zip(indices) {
            table.push([input, "Si"], found.first);
            table.push([input, "STi"], found.total);
        }
        Ok(table)
    }

    /// How many alternatives every input has.
    fn alternatives(&self) -> Vec<usize> {
        let most = |input: usize| {
            self.design
                .iter()
                .filter_map(|(_, row)| row.get(input))
                .max()
                .map_or(0, |most| most + 1)
        };
        (0..self.inputs.len()).map(most).collect()
    }

    /// The scores of the combinations drawn.
    fn drawn<'f>(&'f self, drawn: &[Vec<usize>]) -> Result<Vec<&'f Column>, Refusal> {
        let places: HashMap<&[usize], usize> =
            self.design.iter().enumerate().map(|(n, (_, row))| (row.as_slice(), n)).collect();
        drawn
            .iter()
            .map(|row| {
                let place = places.get(row.as_slice()).copied();
                place.and_then(|place| self.scores.get(place)).ok_or_else(|| {
                    Refusal::Failed("the design lacks a combination that was drawn".to_owned())
                })
            })
            .collect()
    }

    /// The ranks of every unit over a random sample of the combinations.
    fn sampled_ranks(&self, case: &Case) -> Result<Table, Refusal> {
        let samples = count(case, "samples")?;
        let drawn = self.drawn(&choices(&self.alternatives(), samples, SEED))?;
        let runs: Vec<Column> = drawn.into_iter().map(|column| ranks(column, Ties::Min)).collect();
        let nominal = ranks(&self.nominal, Ties::Min);
        let mut table = Table::default();
        for ((name, nominal), spread) in
            self.state.frame.units.iter().zip(nominal.iter()).zip(spreads(&runs))
        {
            let Some(spread) = spread else { continue };
            table.push([name, "Nominal"], nominal);
            table.push([name, "Mean"], spread.mean);
            table.push([name, "Median"], spread.median);
            table.push([name, "Q5"], spread.q5);
            table.push([name, "Q95"], spread.q95);
            table.push([name, "Sd"], spread.sd);
        }
        Ok(table)
    }

    /// Estimated indices of the mean absolute rank change, with bootstrap limits.
    fn sampled_indices(&self, case: &Case) -> Result<Table, Refusal> {
        let (samples, times) = (count(case, "samples")?, count(case, "bootstrap")?);
        let inputs = self.inputs.len();
        let base = uniform(samples, 2 * inputs, SEED);
        let (a, b): (Vec<Vec<f64>>, Vec<Vec<f64>>) = base
            .into_iter()
            .map(|mut row| {
                let other = row.split_off(inputs);
                (row, other)
            })
            .unzip();
        let failed = |error: SobolError| Refusal::Failed(error.to_string());
        let alternatives = self.alternatives();
        let chosen: Vec<Vec<usize>> = design(&a, &b)
            .map_err(failed)?
            .iter()
            .map(|row| {
                let pick = |(x, count): (&f64, &usize)| (x * *count as f64) as usize;
                row.iter().zip(&alternatives).map(pick).collect()
            })
            .collect();
        let outputs: Option<Vec<f64>> =
            self.drawn(&chosen)?.into_iter().map(|c| shift(&self.nominal, c)).collect();
        let outputs = outputs.ok_or_else(|| Refusal::Failed("a run has no ranks".to_owned()))?;
        let found = indices(&outputs, samples, inputs).map_err(failed)?;
        let limits = bootstrap(&outputs, samples, inputs, times, SEED + 1).map_err(failed)?;
        let mut table = Table::default();
        for (at, (input, limits)) in self.inputs.iter().zip(limits).enumerate() {
            let parts = [("Si", &found.first, limits.first), ("STi", &found.total, limits.total)];
            for (name, values, [low, high]) in parts {
                table.push([input, name], values.get(at).copied().flatten());
                table.push([input, &format!("{name}_q5")], low);
                table.push([input, &format!("{name}_q95")], high);
            }
        }
        Ok(table)
    }

    fn rank_distribution(&self) -> Table {
        let all: Vec<Column> = self.scores.iter().map(|column| ranks(column, Ties::Min)).collect();
        let mut table = Table::default();
        for (unit, name) in self.state.frame.units.iter().enumerate() {
            let places: Vec<f64> = all.iter().filter_map(|column| column.get(unit)).collect();
            let n = places.len() as f64;
            let mean = chuan::number::sum(places.iter().copied()) / n;
            let squares = chuan::number::sum(places.iter().map(|x| (x - mean) * (x - mean)));
            table.push([name, "Mean"], mean);
            table.push([name, "Sd"], (squares / n).sqrt());
            table.push([name, "Min"], places.iter().copied().fold(f64::INFINITY, f64::min));
            table.push([name, "Max"], places.iter().copied().fold(f64::NEG_INFINITY, f64::max));
        }
        table
    }
}

fn count(case: &Case, name: &str) -> Result<usize, Refusal> {
    let value = case.parameters.get(name).and_then(Value::as_u64);
    value
        .and_then(|value| usize::try_from(value).ok())
        .ok_or_else(|| not_supported(&format!("a random sample without `{name}`")))
}

fn position(text: &str) -> Result<usize, Refusal> {
    let place = text.parse::<usize>().ok().and_then(|place| place.checked_sub(1));
    place.ok_or_else(|| Refusal::Failed(format!("`{text}` is no place")))
}

/// `minmax(1,100)` or `zscore(10,2)` as the parameters of a step.
fn method(text: &str) -> Result<Parameters, Refusal> {
    let (name, rest) = text.split_once('(').unwrap_or((text, ""));
    let mut numbers = rest.trim_end_matches(')').split(',').map(str::trim);
    let names: &[&str] = match name {
        "minmax" => &["lower", "upper"],
        "zscore" => &["mean", "sd"],
        _ => &[],
    };
    let mut step = Parameters::new();
    step.insert("method".to_owned(), json!(name));
    for name in names {
        let value = numbers.next().map(parse).transpose()?.flatten();
        let value = value.ok_or_else(|| not_supported(&format!("method `{text}`")))?;
        step.insert((*name).to_owned(), json!(value));
    }
    Ok(step)
}

/// Weights by name of the set.
fn weight_sets(
    case: &Case,
    inputs: &Inputs<'_>,
) -> Result<HashMap<String, Vec<(String, f64)>>, Refusal> {
    let mut sets: HashMap<String, Vec<(String, f64)>> = HashMap::new();
    if !case.inputs.contains_key("weight_sets") {
        return Ok(sets);
    }
    for row in inputs.rows(case, "weight_sets")? {
        let weight = parse(field(&row, "value")?)?
            .ok_or_else(|| Refusal::Failed("a weight set lacks a weight".to_owned()))?;
        let set = sets.entry(field(&row, "set")?.to_owned()).or_default();
        set.push((field(&row, "code")?.to_owned(), weight));
    }
    Ok(sets)
}

//! Weights: what they amount to, and those of the first principal component.

use super::Refusal;
use super::multivariate::{Data, keyed};
use crate::conformance::inputs::Inputs;
use crate::conformance::manifest::Case;
use crate::conformance::table::{Row, Table};
use crate::conformance::tree::Tree;
use chuan::score::weights;

/// Does an operation of the family `weights`.
///
/// # Errors
/// When the engine does not do it, or refuses.
pub fn perform(operation: &str, case: &Case, inputs: &Inputs<'_>) -> Result<Table, Refusal> {
    match operation {
        "effective" => effective(case, inputs),
        "pca" => first_component(case, inputs),
        _ => Err(Refusal::NotSupported(format!("weights.{operation}"))),
    }
}

fn effective(case: &Case, inputs: &Inputs<'_>) -> Result<Table, Refusal> {
    let tree = Tree::of(case, inputs)?;
    let place = |code: &String| {
        let place = tree.elements.iter().position(|other| other.code == *code);
        place.ok_or_else(|| Refusal::Failed(format!("there is no element `{code}`")))
    };
    let parents: Vec<Option<usize>> = tree
        .elements
        .iter()
        .map(|element| element.parent.as_ref().map(place).transpose())
        .collect::<Result<_, _>>()?;
    let relative: Vec<f64> = tree.elements.iter().map(|element| element.weight).collect();
    let found = weights::effective(&parents, &relative)
        .map_err(|error| Refusal::Failed(error.to_string()))?;
    let mut table = Table::default();
    for (element, weight) in tree.elements.iter().zip(found) {
        let level = f64::from(element.level).into();
        let values = match case.expected.value.len() {
            1 => vec![weight.into()],
            _ => vec![level, weight.into()],
        };
        table.rows.push(Row { key: vec![element.code.clone()], values });
    }
    Ok(table)
}

fn first_component(case: &Case, inputs: &Inputs<'_>) -> Result<Table, Refusal> {
    let data = Data::of(case, inputs)?;
    let mut table = Table::default();
    for (group, members) in data.groups(case)? {
        let found = weights::first_component(&data.columns(&members)?)
            .map_err(|error| Refusal::Failed(format!("{group}: {error}")))?;
        for (code, weight) in members.iter().zip(found) {
            keyed(&mut table, case, &[("group", &group), ("code", code)], weight);
        }
    }
    Ok(table)
}

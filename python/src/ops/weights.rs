//! Weights, stated and from data.

use super::{Answer, Answered, Given};
use chuan::recipe::Divisor;
use chuan::score::weights::{
    self, BenefitOptions, BestWorst, Centre, FactorOptions, HierarchyOptions, Importance,
    OptimiseOptions,
};
use serde_json::json;

pub(super) fn shares(given: &Given) -> Answered {
    let stated: Vec<f64> = given.need("weights")?;
    Ok(Answer::value(json!(weights::points(&stated, given.get("total")?)?)))
}

pub(super) fn budget_allocation(given: &Given) -> Answered {
    let points: Vec<Vec<f64>> = given.need("points")?;
    let centre: Centre = given.get("centre")?;
    Ok(Answer::value(json!(weights::budget_allocation(&points, centre, given.get("total")?)?)))
}

pub(super) fn hierarchy(given: &Given) -> Answered {
    let matrix: Vec<Vec<f64>> = given.need("comparisons")?;
    let options: HierarchyOptions = given.get("options")?;
    Ok(Answer::value(json!(weights::hierarchy(&matrix, &options)?)))
}

pub(super) fn best_worst(given: &Given) -> Answered {
    let comparisons: BestWorst = given.read()?;
    Ok(Answer::value(json!(weights::best_worst(&comparisons)?)))
}

pub(super) fn entropy(given: &Given) -> Answered {
    Ok(Answer::value(json!(weights::entropy(&given.borrowed("table"))?)))
}

pub(super) fn critic(given: &Given) -> Answered {
    let divisor: Divisor = given.get("divisor")?;
    Ok(Answer::value(json!(weights::critic(&given.borrowed("table"), divisor)?)))
}

pub(super) fn first_component(given: &Given) -> Answered {
    Ok(Answer::value(json!(weights::first_component(&given.borrowed("table"))?)))
}

pub(super) fn factor(given: &Given) -> Answered {
    let options: FactorOptions = given.read()?;
    Ok(Answer::value(json!(weights::factor_weights(&given.borrowed("table"), &options)?)))
}

pub(super) fn optimise(given: &Given) -> Answered {
    let options: OptimiseOptions = given.read()?;
    Ok(Answer::value(json!(weights::optimise(&given.borrowed("table"), &options)?)))
}

pub(super) fn importance(given: &Given) -> Answered {
    let stated: Vec<f64> = given.need("weights")?;
    let measure: Importance = given.get("measure")?;
    let found = weights::importance(&given.borrowed("table"), &stated, measure)?;
    Ok(Answer::value(json!(found)))
}

pub(super) fn effective(given: &Given) -> Answered {
    let parents: Vec<Option<usize>> = given.need("parents")?;
    let stated: Vec<f64> = given.need("weights")?;
    Ok(Answer::value(json!(weights::effective(&parents, &stated)?)))
}

pub(super) fn benefit_of_the_doubt(given: &Given) -> Answered {
    let options: BenefitOptions = given.read()?;
    let found = weights::benefit_of_the_doubt(&given.borrowed("table"), &options)?;
    let scores = found.iter().map(|unit| unit.as_ref().map(|unit| unit.score)).collect();
    Ok(Answer::of("values", vec![scores]).with(json!(found)))
}

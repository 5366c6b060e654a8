//! The JSON Schema of a framework file.

use super::spec::FrameworkSpec;
use crate::recipe::{
    Aggregate, Aggregation, Denomination, Imputation, Scorer, Treatment, Weighting,
};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

/// The JSON Schema of a framework file, derived from the types.
pub fn framework_schema() -> serde_json::Value {
    schemars::schema_for!(FrameworkSpec).to_value()
}

/// A scorer: its full form, or the name of a method that needs no parameters.
pub(crate) fn scorer(generator: &mut SchemaGenerator) -> Schema {
    let names = [
        "identity",
        "yes_no",
        "ratio",
        "options",
        "goalposts",
        "min_max",
        "z_score",
        "linear",
        "scaled",
        "rank",
        "borda",
        "percentile_rank",
        "distance_to_max",
        "fraction_of_max",
        "two_sided",
        "ampi",
    ];
    named_or::<Scorer>(generator, &names)
}

/// An aggregation: its full form, or its name.
pub(crate) fn aggregation(generator: &mut SchemaGenerator) -> Schema {
    let further = [
        "mazziotta_pareto",
        "penalised_mean",
        "quantity_index",
        "wroclaw",
        "topsis",
        "vikor",
        "promethee",
        "waspas",
        "copeland",
        "borda",
        "outranking",
        "kemeny",
        "benefit_of_the_doubt",
    ];
    let names: Vec<&str> = Aggregation::NAMES.into_iter().chain(further).collect();
    named_or::<Aggregate>(generator, &names)
}

/// A denomination: its full form, or `none`.
pub(crate) fn denomination(generator: &mut SchemaGenerator) -> Schema {
    named_or::<Denomination>(generator, &["none"])
}

/// An imputation: its full form, or the name of a method that needs no parameters.
pub(crate) fn imputation(generator: &mut SchemaGenerator) -> Schema {
    let names = [
        "none",
        "mean",
        "median",
        "row_mean",
        "row_median",
        "latest",
        "constant",
        "linear",
        "linear_constant",
        "group_growth",
        "nearest",
        "em",
    ];
    named_or::<Imputation>(generator, &names)
}

/// A treatment: its full form, or the name of a method that needs no parameters.
pub(crate) fn treatment(generator: &mut SchemaGenerator) -> Schema {
    named_or::<Treatment>(generator, &["none", "two_stage", "winsorise", "interquartile", "mad"])
}

/// Where weights come from: its full form, or the name of a method that needs no parameters.
pub(crate) fn weighting(generator: &mut SchemaGenerator) -> Schema {
    named_or::<Weighting>(generator, &Weighting::PLAIN)
}

fn named_or<T: JsonSchema>(generator: &mut SchemaGenerator, names: &[&str]) -> Schema {
    let full = generator.subschema_for::<T>();
    json_schema!({ "anyOf": [{ "type": "string", "enum": names }, full] })
}

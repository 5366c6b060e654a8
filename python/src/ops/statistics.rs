//! Statistics of columns, and over many.

use super::{Answer, Answered, Given};
use chuan::analyse::multivariate::{self, CorrelationOptions, FlagOptions};
use chuan::score::statistics::{FlagThresholds, describe};
use serde_json::{Value, json};

pub(super) fn statistics(given: &Given) -> Answered {
    let thresholds: FlagThresholds = given.get("thresholds")?;
    let rows: Vec<Value> = given
        .list("table")
        .iter()
        .map(|column| {
            let found = describe(column);
            let mut row = json!(found);
            if let Some(row) = row.as_object_mut() {
                row.insert("availability".to_owned(), json!(found.availability()));
                row.insert("non_zero_share".to_owned(), json!(found.non_zero_share()));
                row.insert("unique_share".to_owned(), json!(found.unique_share()));
                row.insert("same_share".to_owned(), json!(found.same_share()));
                row.insert("flags".to_owned(), json!(found.flags(&thresholds)));
            }
            row
        })
        .collect();
    Ok(Answer::value(json!(rows)))
}

pub(super) fn correlations(given: &Given) -> Answered {
    let options: CorrelationOptions = given.need("how")?;
    let found = multivariate::correlations(&given.borrowed("table"), &options)?;
    let width = found.width();
    let square = |of: &dyn Fn(usize, usize) -> Option<f64>| {
        (0..width).map(|b| (0..width).map(|a| of(a, b)).collect()).collect()
    };
    let p = found.p_values();
    let answer = Answer::of("values", square(&|a, b| found.get(a, b)))
        .and("p_values", square(&|a, b| p.get(a * width + b).copied().flatten()))
        .and("units", square(&|a, b| Some(found.units(a, b) as f64)));
    let groups: Option<Vec<usize>> = given.get("groups")?;
    let flagging: FlagOptions = given.get("flags")?;
    let groups = groups.unwrap_or_else(|| vec![0; width]);
    let flags = multivariate::flags(&found, &groups, &flagging)?;
    Ok(answer.with(json!({ "flags": flags })))
}

pub(super) fn components(given: &Given) -> Answered {
    let found = multivariate::components(&given.borrowed("table"))?;
    Ok(Answer::value(json!({
        "units": found.units, "eigenvalues": found.eigenvalues, "vectors": found.vectors,
        "explained": found.explained(), "sd": found.sd(), "correlations": found.correlations(),
    })))
}

pub(super) fn cronbach_alpha(given: &Given) -> Answered {
    Ok(Answer::value(json!(multivariate::cronbach_alpha(&given.borrowed("table"))?)))
}

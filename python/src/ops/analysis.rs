//! What gaps leave open, and what a score is made of.

use super::{Answer, Answered, Fault, Given};
use chuan::analyse::attribution;
use chuan::analyse::multiple::{self, MultipleOptions};
use chuan::observe::Column;
use serde_json::json;

pub(super) fn impute_multiple(given: &Given) -> Answered {
    let options: MultipleOptions = given.get("options")?;
    let number: u64 = given.get("number")?;
    let filled = multiple::impute_multiple(given.list("table"), &options, number);
    let marks: Vec<&[bool]> = filled.iter().map(|imputed| imputed.filled.as_slice()).collect();
    let said = json!({ "filled": marks });
    Ok(Answer::of("table", filled.into_iter().map(|imputed| imputed.column).collect()).with(said))
}

pub(super) fn pool(given: &Given) -> Answered {
    let (estimates, variances) = (given.need("estimates")?, given.need("variances")?);
    let estimates: Vec<f64> = estimates;
    let variances: Vec<f64> = variances;
    let pooled = multiple::pool(&estimates, &variances).ok_or_else(|| {
        Fault("two estimates at least are needed, each with its variance".to_owned())
    })?;
    let finite = |x: f64| x.is_finite().then_some(x);
    Ok(Answer::value(json!({
        "estimate": pooled.estimate, "within": pooled.within, "between": pooled.between,
        "variance": pooled.variance, "degrees": finite(pooled.degrees),
        "missing_share": pooled.missing_share,
    })))
}

pub(super) fn contributions(given: &Given) -> Answered {
    let weights: Option<Vec<f64>> = given.get("weights")?;
    let table = given.borrowed("table");
    let weights = weights.unwrap_or_else(|| vec![1.0; table.len()]);
    if weights.len() != table.len() {
        return Err(Fault(format!("{} weights for {} columns", weights.len(), table.len())));
    }
    Ok(Answer::of("table", attribution::deviations(&table, &weights)))
}

pub(super) fn geometric_change(given: &Given) -> Answered {
    let weights: Option<Vec<f64>> = given.get("weights")?;
    let (before, after) = (given.list("before"), given.list("table"));
    let weights = weights.unwrap_or_else(|| vec![1.0; after.len()]);
    if before.len() != after.len() || weights.len() != after.len() {
        let (old, new, of) = (before.len(), after.len(), weights.len());
        return Err(Fault(format!("{old} columns before, {new} after, {of} weights")));
    }
    let units = after.iter().map(Column::len).max().unwrap_or(0);
    let row = |columns: &[Column], unit: usize| -> Option<Vec<f64>> {
        columns.iter().map(|column| column.get(unit)).collect()
    };
    let mut parts = vec![Column::absent(units); after.len()];
    for unit in 0..units {
        let (Some(old), Some(new)) = (row(before, unit), row(after, unit)) else { continue };
        let found = attribution::geometric_change(&old, &new, &weights);
        for (column, part) in parts.iter_mut().zip(found.into_iter().flatten()) {
            column.set(unit, Some(part));
        }
    }
    Ok(Answer::of("table", parts))
}

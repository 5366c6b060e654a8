//! Parameters of the methods by which nodes are made from their children.

#[cfg(test)]
mod tests;

use super::index::Written;
use super::{Linter, both};
use crate::finding::{Argument, Findings};
use crate::recipe::{Aggregate, Base, Combination, Power};

pub(super) fn check(linter: &Linter<'_>, findings: &mut Findings) {
    for (path, defaults) in linter.defaults() {
        if let Some((key, detail)) = defaults.aggregate.as_ref().and_then(parameter) {
            findings.push(linter.wrong_at(&path.key("aggregate").key(key), detail));
        }
    }
    for item in 0..linter.index.len() {
        let Some(Written::Node(node)) = linter.index.item(item) else { continue };
        let fault = node.aggregate.as_ref().and_then(parameter);
        let count = || {
            let aggregate = linter.index.stated(item, &node.aggregate, |d| &d.aggregate)?;
            let children = linter.counting(item).count();
            if node.formula.is_some() || children == 0 {
                return None;
            }
            count(aggregate, children)
        };
        if let Some((key, detail)) = fault.or_else(count) {
            let keys: &[&str] =
                if node.aggregate.is_some() { &["aggregate", key] } else { &["code"] };
            findings.push(linter.wrong(item, keys, detail));
        }
    }
}

/// The first parameter outside its range.
fn parameter(aggregate: &Aggregate) -> Option<(&'static str, Argument)> {
    let Aggregate::Combined(combination) = aggregate else { return None };
    let share = |key, value: f64| {
        let detail = both("phải là một số từ 0 đến 1", "a number from 0 to 1 is needed");
        (!(0.0..=1.0).contains(&value)).then_some((key, detail))
    };
    let not_negative = |key, value: f64| {
        let detail = both("phải là một số không âm", "a number that is not negative is needed");
        (!value.is_finite() || value < 0.0).then_some((key, detail))
    };
    match combination {
        Combination::GeneralisedMean { p: Power::Of(p) } if !p.is_finite() => {
            let detail = both(
                "phải là một số hữu hạn, `minimum` hoặc `maximum`",
                "a finite number, `minimum` or `maximum` is needed",
            );
            Some(("p", detail))
        }
        Combination::Owa { weights } => {
            let bad = weights.iter().any(|weight| !weight.is_finite() || *weight < 0.0);
            let detail = both(
                "phải là các trọng số không âm, ít nhất một số lớn hơn 0",
                "weights that are not negative are needed, and one above 0",
            );
            (bad || weights.iter().all(|weight| *weight == 0.0)).then_some(("places", detail))
        }
        Combination::PenalisedMean { h } => not_negative("h", *h),
        Combination::MeanMin { alpha, beta } => {
            share("alpha", *alpha).or_else(|| not_negative("beta", *beta))
        }
        Combination::Vikor { v } => share("v", *v),
        Combination::Waspas { lambda } => share("lambda", *lambda),
        Combination::QuantityIndex { base: Base::Unit(_) } => {
            let detail = both(
                "trong bộ chỉ số chỉ dùng được `geometric_mean`",
                "in a framework only `geometric_mean` is possible",
            );
            Some(("base", detail))
        }
        Combination::Promethee { preferences } => {
            let detail = both(
                "ngưỡng `preference` phải lớn hơn `indifference`, và `indifference` không âm",
                "`preference` must be above `indifference`, which must not be negative",
            );
            let wrong = preferences.iter().any(|preference| !preference.is_valid());
            wrong.then_some(("preferences", detail))
        }
        _ => None,
    }
}

/// A list of another length than there are children that count.
fn count(aggregate: &Aggregate, children: usize) -> Option<(&'static str, Argument)> {
    let Aggregate::Combined(combination) = aggregate else { return None };
    let (key, found, one_for_all) = match combination {
        Combination::Owa { weights } => ("places", weights.len(), false),
        Combination::Promethee { preferences } => ("preferences", preferences.len(), true),
        _ => return None,
    };
    let fits = found == children || (one_for_all && found == 1);
    let detail = || {
        both(
            format!(
                "`{key}` có {found} phần tử, trong khi có {children} thành phần được tính điểm"
            ),
            format!("`{key}` has {found} entries, and {children} children count"),
        )
    };
    (!fits).then(|| (key, detail()))
}

//! Weights and points: that they are possible, and that they add up to what is stated.

#[cfg(test)]
mod tests;

use super::index::{Written, WrittenChild};
use super::{Linter, both};
use crate::finding::{Argument, Finding, Findings, Place, catalogue};
use crate::framework::source::Path;
use crate::number::decimals::{compare, snap};
use crate::number::sum;
use crate::recipe::{Aggregate, Aggregation};
use std::cmp::Ordering;

/// Sums this close to 1 or 100 are meant to be 1 or 100 …
const NEAR: f64 = 0.05;
/// … and this close they are.
const EQUAL: f64 = 1e-6;

pub(super) fn check(linter: &Linter<'_>, findings: &mut Findings) {
    let points = points_of_all(linter);
    let used = linter.used();
    for item in 0..linter.index.len() {
        own(linter, item, findings);
        if let Some(Written::Node(node)) = linter.index.item(item) {
            listed(linter, item, findings);
            availability(linter, item, findings);
            all_zero(linter, item, &used, findings);
            weights_sum(linter, item, node.view, findings);
            points_sum(linter, item, &points, findings);
        }
    }
    total_points(linter, &points, &used, findings);
}

fn bad(value: f64) -> bool {
    !value.is_finite() || value < 0.0
}

fn bad_weight(linter: &Linter<'_>, item: usize, value: f64, place: Place) -> Finding {
    Finding::new(&catalogue::BAD_WEIGHT)
        .at(place)
        .indicator(linter.index.code(item))
        .value(value.to_string())
        .with("value", value)
}

fn own(linter: &Linter<'_>, item: usize, findings: &mut Findings) {
    let stated = [("weight", linter.index.weight(item)), ("points", linter.index.points(item))];
    for (key, value) in stated {
        if let Some(value) = value.filter(|value| bad(*value)) {
            findings.push(bad_weight(linter, item, value, linter.at(item, &[key])));
        }
    }
}

fn listed(linter: &Linter<'_>, item: usize, findings: &mut Findings) {
    let Some(Written::Node(node)) = linter.index.item(item) else { return };
    for (number, child) in node.children.iter().enumerate() {
        let Some(weight) = child.weight.filter(|weight| bad(*weight)) else { continue };
        let place = linter.below(item, Path::default().key("children").index(number).key("weight"));
        findings.push(bad_weight(linter, item, weight, place).indicator(child.code.as_str()));
    }
    let sums = [("stated_weight", node.stated_weight), ("stated_points", node.stated_points)];
    for (key, value) in sums {
        if let Some(value) = value.filter(|value| bad(*value)) {
            findings.push(bad_weight(linter, item, value, linter.at(item, &[key])));
        }
    }
}

fn availability(linter: &Linter<'_>, item: usize, findings: &mut Findings) {
    let Some(Written::Node(node)) = linter.index.item(item) else { return };
    if let Some(share) = node.min_available.filter(|share| !(*share > 0.0 && *share <= 1.0)) {
        let detail = both(
            "phải là một tỷ lệ lớn hơn 0 và không quá 1, ví dụ 0.5",
            "a share above 0 and up to 1 is needed, such as 0.5",
        );
        let as_percent = (share > 1.0 && share <= 100.0).then(|| (share / 100.0).to_string());
        findings.push(
            linter
                .wrong(item, &["min_available"], detail)
                .value(share.to_string())
                .suggest_if(as_percent),
        );
    }
    if let Some(value) = node.substitute.filter(|value| !value.is_finite()) {
        let detail = both("phải là một số hữu hạn", "a finite number is needed");
        findings.push(linter.wrong(item, &["substitute"], detail).value(value.to_string()));
    }
}

/// A node that has children of which none counts, though somebody waits for its score.
fn all_zero(linter: &Linter<'_>, item: usize, used: &[bool], findings: &mut Findings) {
    // A group that is only collected, such as general information, says so itself.
    let waited_for = linter.index.is_scored(item)
        || (used.get(item) == Some(&false) && linter.index.may_score(item));
    if linter.aggregation(item).is_some()
        && waited_for
        && !linter.children(item).is_empty()
        && linter.counting(item).next().is_none()
    {
        findings.push(
            Finding::new(&catalogue::ALL_WEIGHTS_ZERO)
                .at(linter.at(item, &["code"]))
                .indicator(linter.index.code(item)),
        );
    }
}

fn weights_sum(linter: &Linter<'_>, item: usize, view: bool, findings: &mut Findings) {
    let Some(aggregation) = linter.aggregation(item) else { return };
    let Some(Written::Node(node)) = linter.index.item(item) else { return };
    let weights: Vec<Option<f64>> =
        linter.counting(item).map(|child| linter.index.weight_of(child)).collect();
    let (found, stated, place) = if let Some(stated) = node.stated_weight {
        // Points weigh where no weight is stated, as they do in a mean.
        let effective = |child: &WrittenChild| {
            linter.index.weight_of(child).or_else(|| linter.index.points(child.item))
        };
        let found = sum(linter.counting(item).filter_map(effective));
        (found, stated, linter.at(item, &["stated_weight"]))
    } else {
        // In a view the weights are those that the children have elsewhere.
        let all_stated = !weights.is_empty() && weights.iter().all(Option::is_some);
        if view || !all_stated || !aggregation.is_weighted() || aggregation == Aggregation::Sum {
            return;
        }
        let found = sum(weights.into_iter().flatten());
        let near = |meant: &f64| (found - meant).abs() <= NEAR * meant;
        let Some(meant) = [1.0, 100.0].into_iter().find(near) else { return };
        if (found - meant).abs() <= EQUAL * meant {
            return;
        }
        (found, meant, linter.at(item, &["code"]))
    };
    if found.is_finite() && compare(found, stated) != Ordering::Equal {
        findings.push(
            Finding::new(&catalogue::WEIGHTS_SUM)
                .at(place)
                .indicator(node.code.as_str())
                .with("sum", snap(found))
                .with("stated", stated),
        );
    }
}

/// The points of every item: its own, or else those of what it is made from.
fn points_of_all(linter: &Linter<'_>) -> Vec<Option<f64>> {
    let mut points: Vec<Option<f64>> =
        (0..linter.index.len()).map(|item| linter.index.points(item)).collect();
    for item in linter.order.iter().copied() {
        if points.get(item) != Some(&None) {
            continue;
        }
        let made_from: Vec<usize> = match linter.index.item(item) {
            Some(Written::Node(node)) => match &node.formula {
                Some(formula) => {
                    let mut parts: Vec<usize> = formula
                        .references()
                        .filter_map(|reference| linter.index.get(reference.code))
                        .collect();
                    parts.sort_unstable();
                    parts.dedup();
                    parts
                }
                None => linter.counting(item).map(|child| child.item).collect(),
            },
            _ => continue,
        };
        let below = total(made_from.iter().filter_map(|part| points.get(*part).copied().flatten()));
        if let Some(points) = points.get_mut(item) {
            *points = below;
        }
    }
    points
}

/// The sum, unless there is nothing to add.
fn total(points: impl Iterator<Item = f64>) -> Option<f64> {
    let points: Vec<f64> = points.collect();
    (!points.is_empty()).then(|| sum(points))
}

fn points_sum(linter: &Linter<'_>, item: usize, points: &[Option<f64>], findings: &mut Findings) {
    let Some(Written::Node(node)) = linter.index.item(item) else { return };
    let (found, stated, key) = match (node.stated_points, node.points) {
        (Some(stated), _) => {
            let below =
                linter.counting(item).filter_map(|child| points.get(child.item).copied().flatten());
            (total(below), stated, "stated_points")
        }
        (None, Some(own)) => (attainable(linter, item), own, "points"),
        (None, None) => return,
    };
    let Some(found) = found.filter(|found| found.is_finite()) else { return };
    if compare(found, stated) != Ordering::Equal {
        findings.push(
            Finding::new(&catalogue::POINTS_SUM)
                .at(linter.at(item, &[key]))
                .indicator(node.code.as_str())
                .with("sum", snap(found))
                .with("stated", stated),
        );
    }
}

/// What the children of a node add up to when each has its points, where a sum is made at all.
fn attainable(linter: &Linter<'_>, item: usize) -> Option<f64> {
    let sums = match linter.aggregation(item)? {
        Aggregate::Plain(Aggregation::Sum) => true,
        Aggregate::Plain(plain) if plain.is_weighted() => false,
        _ => return None,
    };
    let all: Option<Vec<f64>> = linter
        .counting(item)
        .map(|child| {
            let weight = if sums { linter.index.weight_of(child) } else { None };
            Some(linter.index.points(child.item)? * weight.unwrap_or(1.0))
        })
        .collect();
    total(all?.into_iter())
}

fn total_points(
    linter: &Linter<'_>,
    points: &[Option<f64>],
    used: &[bool],
    findings: &mut Findings,
) {
    let Some(stated) = linter.spec.total_points else { return };
    // Without an order the points of nodes are not known.
    if linter.order.is_empty() {
        return;
    }
    let is_view = |item| matches!(linter.index.item(item), Some(Written::Node(node)) if node.view);
    let roots = (0..linter.index.len()).filter(|item| {
        used.get(*item) == Some(&false) && !is_view(*item) && linter.index.is_scored(*item)
    });
    let Some(found) = total(roots.filter_map(|root| points.get(root).copied().flatten())) else {
        return;
    };
    if compare(found, stated) != Ordering::Equal {
        findings.push(
            Finding::new(&catalogue::POINTS_SUM)
                .at(linter.at_root("total_points"))
                .indicator(linter.spec.code.as_str())
                .with("sum", Argument::Number(snap(found)))
                .with("stated", stated),
        );
    }
}

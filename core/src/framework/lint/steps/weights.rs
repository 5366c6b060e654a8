//! Methods for weights, and sets of weights.

use super::{Needed, Place};
use crate::finding::{Argument, Finding, Findings, catalogue};
use crate::framework::lint::{Linter, both};
use crate::framework::source::Path;
use crate::framework::spec::NodeSpec;
use crate::id::Code;
use crate::recipe::{Aggregate, BudgetCentre, Combination, Comparison, ShareBounds, Weighting};
use indexmap::IndexMap;
use std::collections::HashMap;

pub(super) fn of_node(place: &Place<'_>, node: &NodeSpec, findings: &mut Findings) {
    let (linter, Some(item)) = (place.linter, place.item) else { return };
    let children: Vec<&str> =
        linter.counting(item).map(|child| linter.index.code(child.item)).collect();
    if let Some(weighting) = linter.index.stated(item, &node.weights, |d| &d.weights)
        && node.formula.is_none()
        && !children.is_empty()
        && let Some((key, detail)) = fault(weighting, &children, linter, item)
    {
        let keys: &[&str] = if node.weights.is_some() { &["weights", key] } else { &["code"] };
        place.wrong(keys, detail, findings);
    }
    if let Some(Aggregate::Combined(Combination::BenefitOfTheDoubt { shares })) = &node.aggregate
        && let Some(detail) = bounds(shares, children.len())
    {
        place.wrong(&["aggregate", "shares"], detail, findings);
    }
}

/// The first parameter that is wrong.
fn fault(
    weighting: &Weighting,
    children: &[&str],
    linter: &Linter<'_>,
    item: usize,
) -> Option<(&'static str, Argument)> {
    let unknown = |code: &Code| !children.contains(&code.as_str());
    let no_child = |code: &Code| {
        both(
            format!("`{code}` không phải là thành phần được tính của nút"),
            format!("`{code}` is no child of the node that counts"),
        )
    };
    let in_list = |key, list: &IndexMap<Code, f64>, least: f64| {
        if let Some(code) = list.keys().find(|code| unknown(code)) {
            return Some((key, no_child(code)));
        }
        let bad = list.values().any(|value| !value.is_finite() || *value < least);
        let detail =
            both(format!("cần các số từ {least}"), format!("numbers from {least} are needed"));
        bad.then_some((key, detail))
    };
    match weighting {
        Weighting::Points => {
            let without = linter
                .counting(item)
                .find(|child| linter.index.points(child.item).is_none())
                .map(|child| linter.index.code(child.item))?;
            Some((
                "method",
                both(
                    format!("thành phần `{without}` không có `points`"),
                    format!("the child `{without}` has no `points`"),
                ),
            ))
        }
        Weighting::Pairwise { comparisons, max_inconsistency, .. } => {
            if !Needed::NotNegative.fits(*max_inconsistency) {
                return Some(("max_inconsistency", Needed::NotNegative.detail()));
            }
            comparisons_fault(comparisons, children, &no_child)
        }
        Weighting::BestWorst { best, worst, best_to_others, others_to_worst } => {
            for (key, code) in [("best", best), ("worst", worst)] {
                if unknown(code) {
                    return Some((key, no_child(code)));
                }
            }
            if best == worst {
                let detail = both("phải khác `best`", "must be another child than `best`");
                return Some(("worst", detail));
            }
            let lists = [
                ("best_to_others", best_to_others, best),
                ("others_to_worst", others_to_worst, worst),
            ];
            for (key, list, itself) in lists {
                if let Some(fault) = in_list(key, list, 1.0) {
                    return Some(fault);
                }
                let absent = children.iter().find(|child| {
                    **child != itself.as_str() && !list.keys().any(|code| code == *child)
                });
                if let Some(child) = absent {
                    let detail = both(format!("thiếu `{child}`"), format!("`{child}` is missing"));
                    return Some((key, detail));
                }
            }
            None
        }
        Weighting::Budget { experts, total, centre } => {
            if experts.is_empty() {
                let detail = both("cần ít nhất một chuyên gia", "at least one expert is needed");
                return Some(("experts", detail));
            }
            if let BudgetCentre::TrimmedMean { cut } = centre
                && !(0.0..0.5).contains(cut)
            {
                let detail =
                    both("phải từ 0 đến dưới 0.5", "a share from 0 to below 0.5 is needed");
                return Some(("centre", detail));
            }
            for (number, expert) in experts.iter().enumerate() {
                if let Some(fault) = in_list("experts", expert, 0.0) {
                    return Some(fault);
                }
                let sum = crate::number::sum(expert.values().copied());
                let wanted = total.unwrap_or(sum);
                let differs = crate::number::decimals::compare(sum, wanted).is_ne();
                if differs || sum <= 0.0 {
                    let who = number + 1;
                    let detail = both(
                        format!("điểm của chuyên gia thứ {who} cộng lại là {sum}"),
                        format!("the points of expert {who} add up to {sum}"),
                    );
                    return Some(("experts", detail));
                }
            }
            None
        }
        Weighting::Factor { min_eigenvalue, min_explained } => {
            let limits = [("min_eigenvalue", min_eigenvalue), ("min_explained", min_explained)];
            let bad = limits.into_iter().find(|(_, value)| !Needed::NotNegative.fits(**value))?;
            Some((bad.0, Needed::NotNegative.detail()))
        }
        Weighting::Optimised { importance, .. } => in_list("importance", importance, 0.0),
        _ => None,
    }
}

fn comparisons_fault(
    comparisons: &[Comparison],
    children: &[&str],
    no_child: &dyn Fn(&Code) -> Argument,
) -> Option<(&'static str, Argument)> {
    const KEY: &str = "comparisons";
    let mut seen: Vec<(&str, &str)> = Vec::new();
    for Comparison(one, other, times) in comparisons {
        for code in [one, other] {
            if !children.contains(&code.as_str()) {
                return Some((KEY, no_child(code)));
            }
        }
        let (one, other) = (one.as_str(), other.as_str());
        let pair = if one < other { (one, other) } else { (other, one) };
        if one == other || seen.contains(&pair) {
            let detail = both(
                format!("`{one}` và `{other}` được so sánh hai lần, hoặc là một"),
                format!("`{one}` and `{other}` are compared twice, or are the same"),
            );
            return Some((KEY, detail));
        }
        if !Needed::Positive.fits(*times) {
            return Some((KEY, Needed::Positive.detail()));
        }
        seen.push(pair);
    }
    for (place, one) in children.iter().enumerate() {
        for other in children.iter().skip(place + 1) {
            let pair = if one < other { (*one, *other) } else { (*other, *one) };
            if !seen.contains(&pair) {
                let detail = both(
                    format!("thiếu so sánh giữa `{one}` và `{other}`"),
                    format!("`{one}` and `{other}` are not compared"),
                );
                return Some((KEY, detail));
            }
        }
    }
    None
}

/// Bounds of shares that no shares can meet.
fn bounds(shares: &[ShareBounds], children: usize) -> Option<Argument> {
    let each: Vec<ShareBounds> = match shares {
        [] => return None,
        [all] => vec![*all; children],
        each if each.len() == children => each.to_vec(),
        _ => {
            let found = shares.len();
            return Some(both(
                format!("có {found} giới hạn, trong khi có {children} thành phần được tính điểm"),
                format!("there are {found} bounds, and {children} children count"),
            ));
        }
    };
    let is_share = |value: f64| (0.0..=1.0).contains(&value);
    let crossed = each.iter().any(|b| !is_share(b.min) || !is_share(b.max) || b.min > b.max);
    let least = crate::number::sum(each.iter().map(|bound| bound.min));
    let most = crate::number::sum(each.iter().map(|bound| bound.max));
    (crossed || least > 1.0 + 1e-12 || most < 1.0 - 1e-12).then(|| {
        both(
            "không có tỷ trọng nào thỏa mãn các giới hạn này",
            "no shares from 0 to 1 that add up to 1 can meet these bounds",
        )
    })
}

/// Sets of weights: that what they name exists, that weights are possible, and that no group is
/// left without any.
pub(super) fn sets(linter: &Linter<'_>, findings: &mut Findings) {
    let mut first: HashMap<&str, usize> = HashMap::new();
    for (number, set) in linter.spec.weight_sets.iter().enumerate() {
        let path = |number: usize| Path::default().key("weight_set").index(number);
        let earlier = *first.entry(set.code.as_str()).or_insert(number);
        if earlier != number {
            let first = linter.places.of(&path(earlier).key("code"));
            let at = linter.places.of(&path(number).key("code"));
            findings.push(Linter::duplicate(set.code.as_str(), &first).at(at));
        }
        for (code, weight) in &set.weights {
            let at = path(number).key("weights").key(code.as_str());
            if linter.index.get(code.as_str()).is_none() {
                let place = linter.places.of_key(&path(number).key("weights"), code.as_str());
                findings.push(linter.unknown_item(code.as_str()).at(place));
            } else if !weight.is_finite() || *weight < 0.0 {
                findings.push(
                    Finding::new(&catalogue::BAD_WEIGHT)
                        .at(linter.places.of(&at))
                        .indicator(code.as_str())
                        .value(weight.to_string())
                        .with("value", *weight),
                );
            }
        }
        for item in 0..linter.spec.nodes.len() {
            let listed = |child: usize| {
                let code = linter.index.code(child);
                set.weights.iter().find(|(of, _)| of.as_str() == code).map(|(_, weight)| *weight)
            };
            let children = linter.children(item);
            let touched = children.iter().any(|child| listed(child.item).is_some());
            let counts = |child: &super::super::index::WrittenChild| match listed(child.item) {
                Some(weight) => weight > 0.0,
                None => linter.index.counts(child),
            };
            if touched && !children.iter().any(counts) {
                findings.push(
                    Finding::new(&catalogue::ALL_WEIGHTS_ZERO)
                        .at(linter.places.of(&path(number).key("weights")))
                        .indicator(linter.index.code(item)),
                );
            }
        }
    }
}

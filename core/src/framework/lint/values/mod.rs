//! Ranges, goalposts, scorers and options: that values can exist and can be scored.

mod scales;
mod scorers;
#[cfg(test)]
mod tests;

use super::index::Written;
use super::{Linter, both, high_end, low_end, range_of, scale_of};
use crate::finding::{Argument, Finding, Findings, catalogue};
use crate::framework::source::Path;
use crate::framework::spec::{IndicatorSpec, Scale};
use crate::number::decimals::compare;
use crate::recipe::{Goalposts, Interval, Scorer, Transform};
use std::cmp::Ordering;
use std::collections::HashMap;

pub(super) fn check(linter: &Linter<'_>, findings: &mut Findings) {
    scorers::defaults(linter, findings);
    for item in 0..linter.index.len() {
        let goalposts = match linter.index.item(item) {
            Some(Written::Indicator(indicator)) => {
                range(linter, item, indicator, findings);
                options(linter, item, indicator, findings);
                scorers::of_indicator(linter, item, indicator, findings);
                indicator.goalposts
            }
            Some(Written::Node(node)) => {
                scorers::of_node(linter, item, node, findings);
                node.goalposts
            }
            None => None,
        };
        if let Some(posts) = goalposts {
            check_goalposts(linter, item, posts, findings);
        }
    }
}

/// The scorer of an item as the framework has it, and whether the item itself states it.
pub(super) fn scorer_of<'a>(linter: &Linter<'a>, item: usize) -> (Option<&'a Scorer>, bool) {
    let own = match linter.index.item(item) {
        Some(Written::Node(node)) => return (node.scorer.as_ref(), true),
        Some(Written::Indicator(indicator)) => indicator.scorer.as_ref(),
        None => None,
    };
    (own.or_else(|| linter.index.default(item, |d| &d.scorer)), own.is_some())
}

fn range(linter: &Linter<'_>, item: usize, indicator: &IndicatorSpec, findings: &mut Findings) {
    let Some(Interval { min, max }) = indicator.range else { return };
    for (key, value) in [("min", min), ("max", max)] {
        if let Some(value) = value.filter(|value| value.is_nan()) {
            let detail = both("phải là một số", "a number is needed");
            findings.push(linter.wrong(item, &["range", key], detail).value(value.to_string()));
        }
    }
    if let (Some(low), Some(high)) = (min, max)
        && compare(low, high) == Ordering::Greater
    {
        findings.push(
            Finding::new(&catalogue::IMPOSSIBLE_RANGE)
                .at(linter.at(item, &["range", "max"]))
                .indicator(indicator.code.as_str())
                .value(high.to_string())
                .with("low", low)
                .with("high", high),
        );
    }
}

fn check_goalposts(linter: &Linter<'_>, item: usize, posts: Goalposts, findings: &mut Findings) {
    let Goalposts { min, max } = posts;
    let logarithm = match scorer_of(linter, item).0 {
        Some(Scorer::Goalposts { transform: Transform::Ln, shift, .. }) => Some(*shift),
        _ => None,
    };
    let fault = if !min.is_finite() || !max.is_finite() {
        Some(("min", both("mốc phải là số hữu hạn", "goalposts must be finite numbers")))
    } else if compare(min, max) != Ordering::Less {
        let detail = both("mốc dưới phải nhỏ hơn mốc trên", "the lower must be below the upper");
        Some(("max", detail))
    } else if logarithm.is_some_and(|shift| min + shift <= 0.0) {
        let detail = both(
            "lấy logarit thì cả hai mốc phải lớn hơn 0",
            "with a logarithm both must be above 0",
        );
        Some(("min", detail))
    } else {
        None
    };
    if let Some((key, detail)) = fault {
        findings.push(
            Finding::new(&catalogue::IMPOSSIBLE_GOALPOSTS)
                .at(linter.at(item, &["goalposts", key]))
                .indicator(linter.index.code(item))
                .with("low", min)
                .with("high", max)
                .with("detail", detail),
        );
        return;
    }
    let Some(Written::Indicator(indicator)) = linter.index.item(item) else { return };
    let range = range_of(indicator);
    for (key, value) in [("min", min), ("max", max)] {
        if !contains(&range, value) {
            findings.push(
                Finding::new(&catalogue::GOALPOSTS_OUTSIDE_RANGE)
                    .at(linter.at(item, &["goalposts", key]))
                    .indicator(indicator.code.as_str())
                    .value(value.to_string())
                    .with("value", value)
                    .with("low", low_end(range.min))
                    .with("high", high_end(range.max)),
            );
        }
    }
}

/// Whether a value lies inside, compared as decimals.
pub(super) fn contains(range: &Interval, value: f64) -> bool {
    range.min.is_none_or(|min| compare(value, min) != Ordering::Less)
        && range.max.is_none_or(|max| compare(value, max) != Ordering::Greater)
}

/// Options that are there, once each.
fn options(linter: &Linter<'_>, item: usize, indicator: &IndicatorSpec, findings: &mut Findings) {
    let scale = scale_of(indicator);
    let by_option = matches!(scale, Scale::Ordinal | Scale::Category);
    let looked_up = matches!(scorer_of(linter, item).0, Some(Scorer::Options { .. }))
        && scale == Scale::YesNo
        && scorers::matters(linter, item);
    if (by_option || looked_up) && indicator.options.is_empty() {
        findings.push(linter.missing(item, Path::default(), "option"));
    }
    let mut first: HashMap<&str, usize> = HashMap::new();
    let path = |number: usize| Path::default().key("option").index(number);
    for (number, option) in indicator.options.iter().enumerate() {
        let earlier = *first.entry(option.code.as_str()).or_insert(number);
        if earlier != number {
            let first = linter.below(item, path(earlier).key("code"));
            findings.push(
                Linter::duplicate(option.code.as_str(), &first)
                    .at(linter.below(item, path(number).key("code")))
                    .indicator(indicator.code.as_str()),
            );
        }
        if let Some(points) = option.points.filter(|points| !points.is_finite()) {
            findings.push(
                Finding::new(&catalogue::BAD_WEIGHT)
                    .at(linter.below(item, path(number).key("points")))
                    .indicator(indicator.code.as_str())
                    .with("value", Argument::Number(points)),
            );
        }
    }
}

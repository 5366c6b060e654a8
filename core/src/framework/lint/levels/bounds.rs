//! The lowest and the highest value that an item can have, where that is certain.

use crate::framework::item::Preparation;
use crate::framework::lint::index::Written;
use crate::framework::lint::{Linter, preparation_of, range_of, scale_of};
use crate::framework::spec::{IndicatorSpec, NodeSpec, Scale};
use crate::number::sum;
use crate::recipe::{
    Aggregate, Aggregation, Cap, Denomination, Direction, MissingRule, Scorer, Treatment, Weighting,
};

/// An interval with infinite ends where nothing is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bounds {
    pub(super) low: f64,
    pub(super) high: f64,
}

const ALL: Bounds = Bounds { low: f64::NEG_INFINITY, high: f64::INFINITY };

impl Bounds {
    /// From the lower to the higher of two ends.
    fn between(one: f64, two: f64) -> Self {
        if one.is_nan() || two.is_nan() {
            ALL
        } else {
            Self { low: one.min(two), high: one.max(two) }
        }
    }

    fn with(self, value: f64) -> Self {
        Self { low: self.low.min(value), high: self.high.max(value) }
    }

    fn over(values: impl Iterator<Item = f64>) -> Self {
        let none = Self { low: f64::INFINITY, high: f64::NEG_INFINITY };
        let all = values.fold(none, Self::with);
        if all.low > all.high { ALL } else { all }
    }

    fn map(self, each: impl Fn(f64) -> f64) -> Self {
        Self::between(each(self.low), each(self.high))
    }
}

/// The bounds of every item. The thresholds of a scheme are compared with the score of its node,
/// those of a criterion with the value of an indicator or the score of a node.
pub(super) struct AllBounds {
    pub(super) values: Vec<Bounds>,
    pub(super) scores: Vec<Bounds>,
}

pub(super) fn of_all(linter: &Linter<'_>) -> AllBounds {
    let count = linter.index.len();
    let (mut values, mut scores) = (vec![ALL; count], vec![ALL; count]);
    for item in linter.order.iter().copied() {
        let (value, score) = match linter.index.item(item) {
            Some(Written::Indicator(indicator)) => {
                let value = of_values(indicator);
                let scored = if is_changed(linter, item, indicator) { ALL } else { value };
                (value, of_indicator(linter, item, indicator, scored))
            }
            Some(Written::Node(node)) => {
                let score = of_node(linter, item, node, &scores);
                (score, score)
            }
            None => continue,
        };
        if let (Some(to_value), Some(to_score)) = (values.get_mut(item), scores.get_mut(item)) {
            (*to_value, *to_score) = (value, score);
        }
    }
    AllBounds { values, scores }
}

/// Whether values are made into others before they are scored.
fn is_changed(linter: &Linter<'_>, item: usize, indicator: &IndicatorSpec) -> bool {
    let Preparation { denominate, growth, treat, .. } =
        preparation_of(item, indicator, &linter.index);
    growth.is_some() || denominate != Denomination::None || treat != Treatment::None
}

fn of_values(indicator: &IndicatorSpec) -> Bounds {
    let range = range_of(indicator);
    let stated = Bounds {
        low: range.min.unwrap_or(f64::NEG_INFINITY),
        high: range.max.unwrap_or(f64::INFINITY),
    };
    // A mistaken range has its own finding; nothing follows from it.
    if stated.low > stated.high || stated.low.is_nan() || stated.high.is_nan() {
        return ALL;
    }
    match scale_of(indicator) {
        Scale::Ordinal | Scale::Category if !indicator.options.is_empty() => {
            Bounds { low: 0.0, high: (indicator.options.len() - 1) as f64 }
        }
        _ => stated,
    }
}

fn of_indicator(
    linter: &Linter<'_>,
    item: usize,
    indicator: &IndicatorSpec,
    value: Bounds,
) -> Bounds {
    let identity = Scorer::Identity;
    let scorer = linter.index.stated(item, &indicator.scorer, |d| &d.scorer);
    if let Some(Scorer::Options { points }) = scorer {
        let all: Option<Vec<f64>> = (indicator.options.iter())
            .map(|option| points.get(&option.code).copied().or(option.points))
            .collect();
        return all.map_or(ALL, |points| Bounds::over(points.into_iter()));
    }
    let full = if scale_of(indicator) == Scale::Percent { 100.0 } else { 1.0 };
    let lower = indicator.direction == Direction::Lower;
    scored(scorer.unwrap_or(&identity), value, indicator.points, full, lower)
}

/// The scores that a scorer gives to values within bounds.
fn scored(
    scorer: &Scorer,
    value: Bounds,
    item_points: Option<f64>,
    full: f64,
    lower: bool,
) -> Bounds {
    match scorer {
        Scorer::Identity => value,
        Scorer::Linear { factor, offset } => value.map(|x| factor * x + offset),
        Scorer::YesNo { points } => Bounds::between(0.0, points.or(item_points).unwrap_or(1.0)),
        Scorer::Ratio { points, of, cap } => {
            let points = points.or(item_points).unwrap_or(1.0);
            let of = of.unwrap_or(full);
            let share = |x: f64| if lower { 1.0 - x / of } else { x / of };
            let capped = |x: f64| if *cap { share(x).clamp(0.0, 1.0) } else { share(x) };
            if of > 0.0 { value.map(|x| capped(x) * points) } else { ALL }
        }
        Scorer::Steps { steps, below } => {
            Bounds::over(steps.iter().map(|step| step.points).chain([*below]))
        }
        Scorer::Goalposts { to: [worst, best], cap: Cap::Both, .. }
        | Scorer::MinMax { to: [worst, best] } => Bounds::between(*worst, *best),
        _ => ALL,
    }
}

fn of_node(linter: &Linter<'_>, item: usize, node: &NodeSpec, scores: &[Bounds]) -> Bounds {
    let Some(aggregation) = linter.aggregation(item) else { return ALL };
    let missing = linter.index.holding(item, &node.missing, |d| &d.missing);
    let mut children: Vec<(f64, Bounds)> = linter
        .counting(item)
        .map(|child| {
            let points = || {
                if aggregation == Aggregation::Sum { None } else { linter.index.points(child.item) }
            };
            let weight = linter.index.weight_of(child).or_else(points).unwrap_or(1.0);
            (weight, scores.get(child.item).copied().unwrap_or(ALL))
        })
        .collect();
    if children.is_empty() || children.iter().any(|(weight, _)| weight.is_nan() || *weight <= 0.0) {
        return ALL;
    }
    if missing == MissingRule::Substitute {
        let substitute = linter.index.holding(item, &node.substitute, |d| &d.substitute);
        for (_, child) in &mut children {
            *child = child.with(substitute);
        }
    }
    // Other weights than those that are stated move a mean anywhere between its children.
    let weights = linter.index.holding(item, &node.weights, |d| &d.weights);
    let stated = weights == Weighting::Stated && linter.spec.weight_sets.is_empty();
    if !stated && aggregation == Aggregation::Sum {
        return ALL;
    }
    let all_present = stated && !matches!(missing, MissingRule::Skip | MissingRule::Renormalise);
    let whole = match aggregation {
        Aggregate::Plain(plain) => aggregated(plain, missing, all_present, &children),
        Aggregate::Combined(_) => ALL,
    };
    let identity = Scorer::Identity;
    let scorer = node.scorer.as_ref().unwrap_or(&identity);
    let score = scored(scorer, whole, node.points, 1.0, false);
    match linter.index.stated(item, &node.rounding, |d| &d.rounding) {
        // Rounding up may carry a value over what it could be unrounded.
        Some(rounding) => {
            let round = |x: f64| if x.is_finite() { rounding.rounding().apply(x) } else { x };
            score.with(round(score.low)).with(round(score.high))
        }
        None => score,
    }
}

fn aggregated(
    aggregation: Aggregation,
    missing: MissingRule,
    all_present: bool,
    children: &[(f64, Bounds)],
) -> Bounds {
    let low = || children.iter().map(|(_, child)| child.low);
    let high = || children.iter().map(|(_, child)| child.high);
    // Every mean lies between the worst and the best child.
    let among = Bounds {
        low: low().fold(f64::INFINITY, f64::min),
        high: high().fold(f64::NEG_INFINITY, f64::max),
    };
    let weighted = |end: fn(&Bounds) -> f64| sum(children.iter().map(|(w, child)| w * end(child)));
    let total = sum(children.iter().map(|(weight, _)| *weight));
    match aggregation {
        Aggregation::Sum => match missing {
            // The sum of those that are there is scaled up to the weight of all.
            MissingRule::Renormalise => among.map(|x| x * total),
            MissingRule::Skip => Bounds::between(
                sum(children.iter().map(|(w, child)| w * child.low.min(0.0))),
                sum(children.iter().map(|(w, child)| w * child.high.max(0.0))),
            ),
            _ => Bounds::between(weighted(|b| b.low), weighted(|b| b.high)),
        },
        Aggregation::Arithmetic if all_present => {
            Bounds::between(weighted(|b| b.low) / total, weighted(|b| b.high) / total)
        }
        Aggregation::Minimum if all_present => {
            Bounds { low: among.low, high: high().fold(f64::INFINITY, f64::min) }
        }
        Aggregation::Maximum if all_present => {
            Bounds { low: low().fold(f64::NEG_INFINITY, f64::max), high: among.high }
        }
        Aggregation::Product => {
            if all_present && among.low >= 0.0 && among.high.is_finite() {
                Bounds::between(low().product(), high().product())
            } else {
                ALL
            }
        }
        _ => among,
    }
}

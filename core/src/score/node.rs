//! The value of a node for every unit.

use super::combine::Gaps;
use super::line::Source;
use super::means::means;
use super::{AggregateError, PeriodScores, Run, aggregate};
use crate::finding::{Argument, Findings, catalogue};
use crate::framework::{Framework, Item, ItemId, Node};
use crate::number::NumberFormat;
use crate::observe::Column;
use crate::recipe::{Aggregate, Aggregation, MissingRule, RoundingPlace};
use crate::text::Text;

impl Run<'_> {
    pub(super) fn node_values(
        &self,
        id: ItemId,
        item: &Item,
        node: &Node,
        scores: &PeriodScores,
        findings: &mut Findings,
    ) -> Column {
        let units = self.observations.units().len();
        if let Some(formula) = &node.formula {
            let mut column = Column::absent(units);
            let mut slots = Vec::with_capacity(formula.slots.len());
            // A formula may have a value even for a unit of which nothing is known.
            for unit in scores.included.iter().copied() {
                slots.clear();
                slots.extend(formula.slots.iter().map(|(id, raw)| {
                    if *raw { scores.raw(*id) } else { self.passed_up(*id, scores) }.get(unit)
                }));
                match formula.bound.evaluate(&slots) {
                    Ok(value) => column.set(unit, value),
                    Err(error) => findings.push(
                        self.about(unit, item)
                            .rule_is(&catalogue::FORMULA_FAILED)
                            .with("detail", both(error.message_vi(), error.message_en())),
                    ),
                }
            }
            return column;
        }
        let plain = match &node.aggregate {
            Aggregate::Plain(plain) => *plain,
            Aggregate::Combined(method) => {
                return self.combined(id, item, node, method, scores, findings);
            }
        };
        let children = scores.counting(id);
        let weights: Vec<f64> = children.iter().map(|(_, weight)| *weight).collect();
        // Where nothing has to be said about a unit, all are done at once.
        if plain == Aggregation::Arithmetic && node.missing != MissingRule::Refuse {
            let sources: Vec<Source<'_>> =
                children.iter().map(|(id, _)| source(self.framework, *id, scores)).collect();
            if let Some(all) = means(&sources, &weights, &Gaps::of(node)) {
                if scores.included.len() == units {
                    return all;
                }
                let mut column = Column::absent(units);
                for unit in scores.included.iter().copied() {
                    column.set(unit, all.get(unit));
                }
                return column;
            }
        }
        let columns: Vec<&Column> =
            children.iter().map(|(id, _)| self.passed_up(*id, scores)).collect();
        let mut column = Column::absent(units);
        let mut values = Vec::with_capacity(columns.len());
        for unit in scores.included.iter().copied() {
            values.clear();
            values.extend(columns.iter().map(|column| column.get(unit)));
            column.set(
                unit,
                self.node_value(item, (node, plain), (children, &weights), &values, unit, findings),
            );
        }
        column
    }

    pub(super) fn passed_up<'s>(&self, id: ItemId, scores: &'s PeriodScores) -> &'s Column {
        passed_up(self.framework, id, scores)
    }

    fn node_value(
        &self,
        item: &Item,
        (node, plain): (&Node, Aggregation),
        (children, weights): (&[(ItemId, f64)], &[f64]),
        values: &[Option<f64>],
        unit: usize,
        findings: &mut Findings,
    ) -> Option<f64> {
        let present = values.iter().flatten().count();
        if let (Some(needed), true) = (node.min_available, !values.is_empty()) {
            // The limit counts as enough: 2 of 3 reaches 0.666… only as a decimal.
            let share = present as f64 / values.len() as f64;
            if crate::number::decimals::compare(share, needed).is_lt() {
                return None;
            }
        }
        if node.missing == MissingRule::Refuse && present > 0 && present < values.len() {
            let absent = values.iter().position(Option::is_none);
            let child = absent.and_then(|place| children.get(place)).map(|(id, _)| *id);
            findings.push(
                self.about(unit, item)
                    .rule_is(&catalogue::MISSING_REFUSED)
                    .with("child", self.code(child)),
            );
            return None;
        }
        match aggregate(values, weights, plain, node.missing, node.substitute) {
            Ok((value, zero)) => {
                if let Some(place) = zero {
                    findings.push(
                        self.about(unit, item)
                            .rule_is(&catalogue::ZERO_GEOMETRIC)
                            .with("child", self.code(children.get(place).map(|(id, _)| *id))),
                    );
                }
                value
            }
            Err(AggregateError::Negative { place, value }) => {
                findings.push(
                    self.about(unit, item)
                        .value(crate::number::format(value, None, NumberFormat::En))
                        .rule_is(&catalogue::NEGATIVE_GEOMETRIC)
                        .with("child", self.code(children.get(place).map(|(id, _)| *id))),
                );
                None
            }
        }
    }

    pub(super) fn code(&self, id: Option<ItemId>) -> String {
        id.and_then(|id| self.framework.item(id)).map(|i| i.code.to_string()).unwrap_or_default()
    }
}

/// The score that a child hands to its parents: rounded only where each tier is rounded.
pub(super) fn passed_up<'s>(
    framework: &Framework,
    id: ItemId,
    scores: &'s PeriodScores,
) -> &'s Column {
    if is_rounded(framework, id) { scores.shown(id) } else { scores.score(id) }
}

/// The same, to be read block by block.
fn source<'s>(framework: &Framework, id: ItemId, scores: &'s PeriodScores) -> Source<'s> {
    if is_rounded(framework, id) { Source::from(scores.shown(id)) } else { scores.source(id) }
}

fn is_rounded(framework: &Framework, id: ItemId) -> bool {
    let rounding = framework.item(id).and_then(Item::node).and_then(|node| node.rounding);
    rounding.is_some_and(|rounding| rounding.place == RoundingPlace::EachTier)
}

/// A text in both languages for a message.
pub(super) fn both(vi: String, en: String) -> Argument {
    Text::new(Some(&vi), Some(&en)).map_or(Argument::Text(en), Argument::Local)
}

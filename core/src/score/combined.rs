//! The value of a node by a method that needs all units, or parameters.

use super::combine::{Children, Combined, Gaps, Remark};
use super::node::both;
use super::outrank::{KemenyLimits, Outranking};
use super::{PeriodScores, Run};
use crate::finding::{Bilingual, Finding, Findings, catalogue};
use crate::framework::{Item, ItemId, Node};
use crate::number::NumberFormat;
use crate::number::decimals::snap;
use crate::observe::Column;
use crate::recipe::{Combination, Direction, MissingRule, Scorer};

impl Run<'_> {
    /// Combines the children over the units that are observed in the period.
    pub(super) fn combined(
        &self,
        id: ItemId,
        item: &Item,
        node: &Node,
        method: &Combination,
        scores: &PeriodScores,
        findings: &mut Findings,
    ) -> Column {
        let (children, weights): (Vec<ItemId>, Vec<f64>) =
            scores.counting(id).iter().copied().unzip();
        let units = scores.included.as_slice();
        // Others must not count: a substitute would make units of them.
        let columns: Vec<Column> = children
            .iter()
            .map(|id| {
                let column = self.passed_up(*id, scores);
                units.iter().map(|unit| column.get(*unit)).collect()
            })
            .collect();
        let gaps =
            Gaps { rule: node.missing, substitute: node.substitute, at_least: node.min_available };
        let mut result = Column::absent(self.observations.units().len());
        if children.is_empty() {
            return result;
        }
        let combined = Children::new(&columns, &weights)
            .and_then(|together| match method.takes_directions() {
                true => together.with_directions(&self.directions(&children)),
                false => Ok(together),
            })
            .and_then(|together| {
                if let Combination::Kemeny { work } = method {
                    self.unproven(item, *work, &together, &gaps, findings);
                }
                method.combine(&together, &gaps)
            });
        match combined {
            Ok(combined) => {
                for (unit, value) in units.iter().zip(combined.column.iter()) {
                    result.set(*unit, value);
                }
                let told = Told { item, gaps, method, children: &children, columns: &columns };
                self.tell(&told, &combined, units, findings);
            }
            Err(error) => {
                // The lint rules leave nothing that could be wrong here; a gap is never silent.
                for unit in units {
                    let detail = both(error.to_string(), error.to_string());
                    findings.push(
                        self.about(*unit, item)
                            .rule_is(&catalogue::FORMULA_FAILED)
                            .with("detail", detail),
                    );
                }
            }
        }
        result
    }

    /// Says so when the best order found is not proved to be best.
    fn unproven(
        &self,
        item: &Item,
        work: u64,
        children: &Children<'_>,
        gaps: &Gaps,
        findings: &mut Findings,
    ) {
        let limits = KemenyLimits { work, ..KemenyLimits::default() };
        let found = Outranking::of(children, gaps).kemeny(&limits);
        if !found.proven {
            let mut finding =
                Finding::new(&catalogue::ORDER_NOT_PROVEN).indicator(item.code.as_str());
            finding.period = self.period_text();
            findings
                .push(finding.with("score", snap(found.score)).with("bound", snap(found.bound)));
        }
    }

    /// What is better in the children as they are scored: a value that is its own score keeps the
    /// direction of its indicator; every other scorer makes higher better.
    fn directions(&self, children: &[ItemId]) -> Vec<Direction> {
        let direction = |id: &ItemId| match self.framework.item(*id) {
            Some(child) if child.scorer == Scorer::Identity => child.direction(),
            _ => Direction::Higher,
        };
        children.iter().map(direction).collect()
    }

    /// Says why units have no result, or an odd one.
    fn tell(&self, told: &Told<'_>, combined: &Combined, units: &[usize], findings: &mut Findings) {
        let Told { item, gaps, method, children, columns } = *told;
        let code = |child: usize| self.code(children.get(child).copied());
        for note in &combined.notes {
            let Some(unit) = units.get(note.unit) else { continue };
            let about = self.about(*unit, item);
            let child = code(note.child);
            let value = columns.get(note.child).and_then(|column| column.get(note.unit));
            findings.push(match note.remark {
                Remark::Zero => about.rule_is(&catalogue::ZERO_GEOMETRIC).with("child", child),
                Remark::Negative => about
                    .value(crate::number::format(
                        value.unwrap_or(gaps.substitute),
                        None,
                        NumberFormat::En,
                    ))
                    .rule_is(&catalogue::NEGATIVE_GEOMETRIC)
                    .with("child", child),
                Remark::NotPositive => about.rule_is(&catalogue::FORMULA_FAILED).with(
                    "detail",
                    both(
                        format!("`{child}` bằng 0, phương pháp `{}` cần số dương", method.name()),
                        format!("`{child}` is zero; `{}` needs positive numbers", method.name()),
                    ),
                ),
            });
        }
        let mut alike = false;
        for (place, unit) in units.iter().enumerate() {
            let skipping = Gaps { rule: MissingRule::Skip, ..gaps };
            let absent = columns.iter().position(|column| column.get(place).is_none());
            let present = columns.iter().filter(|column| column.get(place).is_some()).count();
            if gaps.rule == MissingRule::Refuse
                && let Some(absent) = absent.filter(|_| present > 0)
                && skipping.allows(present, columns.len())
            {
                findings.push(
                    self.about(*unit, item)
                        .rule_is(&catalogue::MISSING_REFUSED)
                        .with("child", code(absent)),
                );
            }
            let noted = || combined.notes.iter().any(|note| note.unit == place);
            if combined.column.get(place).is_some()
                || !gaps.allows(present, columns.len())
                || noted()
            {
                continue;
            }
            if method.compares() {
                alike = true;
                continue;
            }
            findings.push(self.about(*unit, item).rule_is(&catalogue::FORMULA_FAILED).with(
                "detail",
                both(
                    format!("phương pháp `{}` không cho kết quả với các điểm này", method.name()),
                    format!("`{}` has no value for these scores", method.name()),
                ),
            ));
        }
        if alike {
            findings.push(self.no_spread(item));
        }
    }

    /// The finding that nothing tells the units apart.
    pub(super) fn no_spread(&self, item: &Item) -> Finding {
        let mut finding = Finding::new(&catalogue::NO_SPREAD).indicator(item.code.as_str());
        finding.period = self.period_text();
        if finding.period.is_none() {
            finding = finding.with("period", Bilingual { vi: "số liệu này", en: "these data" });
        }
        finding
    }
}

/// What findings about a combined node are made from; the columns are those of the units observed.
struct Told<'a> {
    item: &'a Item,
    gaps: Gaps,
    method: &'a Combination,
    children: &'a [ItemId],
    columns: &'a [Column],
}

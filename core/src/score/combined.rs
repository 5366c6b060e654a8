//! The value of a node by a method that needs all units, or parameters.

use super::combine::{Children, CombineError, Combined, Gaps, Remark};
use super::node::{both, passed_up};
use super::outrank::{KemenyLimits, Outranking};
use super::{PeriodScores, Run};
use crate::finding::{Bilingual, Finding, Findings, catalogue};
use crate::framework::{Framework, Item, ItemId, Node};
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
        let units = scores.included.as_slice();
        let parts = Parts::of(self.framework, id, node, scores);
        let mut result = Column::absent(self.observations.units().len());
        if parts.children.is_empty() {
            return result;
        }
        let together = parts.together(method.takes_directions());
        let combined = together.and_then(|together| match method {
            Combination::Kemeny { work } => {
                Ok(self.kemeny(item, *work, &together, &parts.gaps, findings))
            }
            _ => method.combine(&together, &parts.gaps),
        });
        match combined {
            Ok(combined) => {
                for (unit, value) in units.iter().zip(combined.column.iter()) {
                    result.set(*unit, value);
                }
                self.tell((item, method), &parts, &combined, units, findings);
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

    /// Places in the best orders; says so when what was found is not proved to be best.
    fn kemeny(
        &self,
        item: &Item,
        work: u64,
        children: &Children<'_>,
        gaps: &Gaps,
        findings: &mut Findings,
    ) -> Combined {
        let limits = KemenyLimits { work, ..KemenyLimits::default() };
        let found = Outranking::of(children, gaps).kemeny(&limits);
        if !found.proven {
            let mut finding =
                Finding::new(&catalogue::ORDER_NOT_PROVEN).indicator(item.code.as_str());
            finding.period = self.period_text();
            findings
                .push(finding.with("score", snap(found.score)).with("bound", snap(found.bound)));
        }
        Combined { column: found.places, notes: Vec::new() }
    }

    /// Says why units have no result, or an odd one.
    fn tell(
        &self,
        (item, method): (&Item, &Combination),
        parts: &Parts,
        combined: &Combined,
        units: &[usize],
        findings: &mut Findings,
    ) {
        let Parts { gaps, children, columns, .. } = parts;
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
            let skipping = Gaps { rule: MissingRule::Skip, ..*gaps };
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

/// The children of a node that count, over the units that are scored: others must not, as a substitute
/// would make units of them.
struct Parts {
    children: Vec<ItemId>,
    weights: Vec<f64>,
    columns: Vec<Column>,
    directions: Vec<Direction>,
    gaps: Gaps,
}

impl Parts {
    fn of(framework: &Framework, id: ItemId, node: &Node, scores: &PeriodScores) -> Self {
        let (children, weights): (Vec<ItemId>, Vec<f64>) =
            scores.counting(id).iter().copied().unzip();
        let columns =
            children.iter().map(|id| passed_up(framework, *id, scores).of_units(&scores.included));
        // What is better in the children as they are scored: a value that is its own score keeps the
        // direction of its indicator; every other scorer makes higher better.
        let direction = |id: &ItemId| match framework.item(*id) {
            Some(child) if child.scorer == Scorer::Identity => child.direction(),
            _ => Direction::Higher,
        };
        Self {
            columns: columns.collect(),
            directions: children.iter().map(direction).collect(),
            gaps: Gaps::of(node),
            children,
            weights,
        }
    }

    fn together(&self, directed: bool) -> Result<Children<'_>, CombineError> {
        let together = Children::new(&self.columns, &self.weights)?;
        if directed { together.with_directions(&self.directions) } else { Ok(together) }
    }
}

impl PeriodScores {
    /// The outranking matrix of a node: of all pairs of the units that are scored the share of the
    /// weights of its children by which one is ahead. Its places are those of [`Self::included`]. None
    /// for an indicator, and for a node without children that count, such as one with a formula.
    ///
    /// Whatever the aggregation of the node; see [`Outranking`] for the formula.
    ///
    /// ```
    /// use chuan::check::{CheckOptions, Checker};
    /// use chuan::framework::{FileFormat, Framework};
    ///
    /// let framework = Framework::parse(r#"
    ///     code = "t"
    ///     title = "T"
    ///     node = [{ code = "total", aggregate = "outranking" }]
    ///     indicator = [
    ///         { code = "a", parent = "total", weight = 3 },
    ///         { code = "b", parent = "total", weight = 1, direction = "lower" },
    ///     ]
    /// "#, FileFormat::Toml).unwrap();
    /// let mut checker = Checker::new(&framework, CheckOptions::default());
    /// checker.read_csv("data.csv", "unit,a,b\nx,2,5\ny,1,5\nz,0,4\n".as_bytes())?;
    /// let card = chuan::score::score(&framework, &checker.finish().observations);
    /// let total = framework.find("total").unwrap();
    /// let matrix = card.periods()[0].outranking(&framework, total).unwrap();
    /// assert_eq!(matrix.share(0, 1), Some(0.75 + 0.25 / 2.0));
    /// assert_eq!(matrix.share(0, 2), Some(0.75));
    /// assert_eq!(card.periods()[0].score(total).get(0), Some(0.8125));
    /// # Ok::<(), chuan::observe::ReadError>(())
    /// ```
    #[must_use]
    pub fn outranking(&self, framework: &Framework, node: ItemId) -> Option<Outranking> {
        let parts = Parts::of(framework, node, framework.item(node)?.node()?, self);
        let together = (!parts.children.is_empty()).then(|| parts.together(true).ok())??;
        Some(Outranking::of(&together, &parts.gaps))
    }
}

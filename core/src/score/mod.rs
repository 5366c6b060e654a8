//! From observations to scores and ranks.
//!
//! Every step is a function over columns: values become scores ([`normalise`]), the scores of
//! children become that of their node ([`aggregate`]), scores become ranks ([`rank`]). What
//! depends on the other units, such as the ends of a min-max scale, is learned first, as a
//! [`Fit`] that can be stored and applied to other data.

pub mod denominate;
pub mod impute;
pub mod panel;
pub mod screen;
pub mod statistics;
pub mod treat;

mod aggregate;
mod card;
mod combined;
mod explain;
mod fit;
mod node;
mod normalise;
mod normalised;
mod rank;
pub mod weights;

pub mod combine;
pub mod normal;
pub mod outrank;

pub use aggregate::{AggregateError, aggregate};
pub use card::{PeriodScores, Ranking, Scorecard};
pub use explain::Explanation;
pub use fit::{Fit, Learned};
pub use normalise::normalise;
pub use rank::rank;

use crate::finding::{Finding, Findings};
use crate::framework::spec::is_chosen;
use crate::framework::{Body, Framework, Item};
use crate::observe::{Column, Observations};
use crate::recipe::BasedOn;

/// Scores observations with a framework; what has to be learned is learned from the same data.
///
/// ```
/// use chuan::check::{CheckOptions, Checker};
/// use chuan::framework::{FileFormat, Framework};
///
/// let framework = Framework::parse(r#"
///     code = "demo"
///     title = "Demo"
///     [[node]]
///     code = "total"
///     [[indicator]]
///     code = "a"
///     parent = "total"
///     weight = 3
///     [[indicator]]
///     code = "b"
///     parent = "total"
///     weight = 1
/// "#, FileFormat::Toml).unwrap();
/// let mut checker = Checker::new(&framework, CheckOptions::default());
/// checker.read_csv("data.csv", "unit,a,b\n40,1,0\n42,0,1\n".as_bytes())?;
/// let card = chuan::score::score(&framework, &checker.finish().observations);
/// let total = framework.find("total").unwrap();
/// let scores: Vec<_> = card.periods()[0].score(total).iter().collect();
/// assert_eq!(scores, [Some(0.75), Some(0.25)]);
/// # Ok::<(), chuan::observe::ReadError>(())
/// ```
pub fn score(framework: &Framework, observations: &Observations) -> Scorecard {
    score_with(framework, observations, &Fit::default())
}

/// Scores observations with what was learned from others, such as a base year. What the fit does
/// not know is learned from the observations.
pub fn score_with(framework: &Framework, observations: &Observations, fit: &Fit) -> Scorecard {
    let mut findings = Findings::new();
    let mut learned = fit.clone();
    let periods = (0..observations.periods().len())
        .map(|period| {
            let run = Run { framework, observations, period };
            run.score(&mut learned, &mut findings)
        })
        .collect();
    Scorecard::new(framework, observations, periods, learned, framework.graded(findings))
}

/// The scoring of one period.
pub(crate) struct Run<'a> {
    pub(crate) framework: &'a Framework,
    pub(crate) observations: &'a Observations,
    pub(crate) period: usize,
}

impl Run<'_> {
    fn score(&self, fit: &mut Fit, findings: &mut Findings) -> PeriodScores {
        let units = self.observations.units().len();
        let items = self.framework.items().len();
        let mut scores = PeriodScores::empty(
            self.observations.periods().get(self.period).copied().flatten(),
            (0..units).filter(|u| self.observations.is_observed(self.period, *u)).collect(),
            items,
            units,
        );
        for id in self.framework.order() {
            let Some(item) = self.framework.item(*id) else { continue };
            let value = match &item.body {
                Body::Indicator(_) => self
                    .observations
                    .column(self.period, *id)
                    .cloned()
                    .unwrap_or_else(|| Column::absent(units)),
                Body::Node(node) => self.node_values(item, node, &scores, findings),
            };
            let column = self.apply_scorer(item, &value, fit, findings);
            let shown = item
                .node()
                .and_then(|node| node.rounding)
                .map(|rounding| column.map(|score| Some(rounding.rounding().apply(score))));
            scores.set(*id, value, column, shown);
        }
        scores.rankings = self
            .framework
            .rankings()
            .iter()
            .filter_map(|spec| {
                let node = self.framework.find(spec.node.as_str())?;
                let values = match spec.on {
                    BasedOn::Rounded => scores.shown(node),
                    BasedOn::Unrounded => scores.score(node),
                };
                let units = self.observations.units().iter();
                let eligible = units.map(|unit| unit.ranked && is_chosen(unit, &spec.filter));
                let values: Vec<Option<f64>> = values
                    .iter()
                    .zip(eligible)
                    .map(|(value, eligible)| value.filter(|_| eligible))
                    .collect();
                Some(Ranking { node, ranks: rank(&values, spec.order, spec.ties) })
            })
            .collect();
        scores
    }

    fn apply_scorer(
        &self,
        item: &Item,
        value: &Column,
        fit: &mut Fit,
        findings: &mut Findings,
    ) -> Column {
        if let Some(method) = normalised::normalisation(&item.scorer) {
            return self.normalised(item, &method, value, fit, findings);
        }
        let learned = item.scorer.learns().then(|| {
            let period = self.observations.periods().get(self.period).copied().flatten();
            fit.learned(&item.code, period, value)
        });
        if learned.is_some_and(|learned| learned.count > 0 && learned.is_constant()) {
            findings.push(self.no_spread(item));
        }
        let mut column = Column::absent(value.len());
        for (unit, number) in value.iter().enumerate() {
            let Some(number) = number else { continue };
            let score = normalise(number, item, learned.as_ref());
            if score.is_none() && learned.is_none() {
                findings.push(self.outside(unit, item, number));
            }
            column.set(unit, score);
        }
        column
    }

    pub(crate) fn period_text(&self) -> Option<std::sync::Arc<str>> {
        let period = self.observations.periods().get(self.period).copied().flatten()?;
        Some(period.to_string().into())
    }

    /// The beginning of a finding about a unit and an item; its rule is set last.
    pub(crate) fn about(&self, unit: usize, item: &Item) -> About {
        About {
            unit: self
                .observations
                .units()
                .get(unit)
                .map(|unit| unit.code.to_string())
                .unwrap_or_default(),
            item: item.code.to_string(),
            period: self.period_text(),
            value: None,
        }
    }
}

/// The subject of a finding.
pub(crate) struct About {
    unit: String,
    item: String,
    period: Option<std::sync::Arc<str>>,
    value: Option<String>,
}

impl About {
    pub(crate) fn value(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }

    pub(crate) fn rule_is(self, rule: &'static crate::finding::Rule) -> Finding {
        let mut finding = Finding::new(rule).unit(self.unit).indicator(self.item);
        finding.period = self.period;
        finding.value = self.value;
        finding
    }
}

#[cfg(test)]
mod tests;

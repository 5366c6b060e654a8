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

/// # Names of methods, here and elsewhere
#[doc = include_str!("methods.md")]
pub mod methods {}

mod aggregate;
mod aggregate_columns;
mod bands;
mod card;
mod combined;
mod effective;
mod explain;
mod fit;
mod learning;
mod line;
mod means;
mod node;
mod normalise;
mod normalised;
mod prepare;
mod rank;
mod trace;
mod trend;
mod weigh;
pub mod weights;

pub mod combine;
pub mod normal;
pub mod outrank;

pub use aggregate::{AggregateError, aggregate};
pub use aggregate_columns::aggregate_columns;
pub use bands::{bands, rank_within};
pub use card::{PeriodScores, Ranking, Scorecard};
pub use effective::WeightOf;
pub use explain::Explanation;
pub use fit::{Fit, Learned};
pub use learning::{Learning, NotMergeable};
pub use normalise::normalise;
pub use prepare::Steps;
pub use rank::rank;
pub use trace::Trace;
pub use trend::TrendOf;

use crate::finding::{Finding, Findings, catalogue};
use crate::framework::{Body, Framework, Item, ItemId};
use crate::observe::{Column, Observations};
use crate::period::Period;
use crate::recipe::{BasedOn, LearnFrom, Scorer, WeightSet};
use line::{Line, Scored};

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
///
/// ```
/// use chuan::check::{CheckOptions, Checker};
/// use chuan::framework::{FileFormat, Framework};
/// use chuan::score::{score, score_with};
///
/// let text = r#"{ "code": "t", "title": "T", "indicator": [{ "code": "a", "scorer": "min_max" }] }"#;
/// let framework = Framework::parse(text, FileFormat::Json).unwrap();
/// let observe = |data: &str| {
///     let mut checker = Checker::new(&framework, CheckOptions::default());
///     checker.read_csv("data.csv", data.as_bytes()).unwrap();
///     checker.finish().observations
/// };
/// let base = score(&framework, &observe("unit,a\nx,0\ny,10\n"));
/// let later = score_with(&framework, &observe("unit,a\nx,5\n"), base.fit());
/// let a = framework.find("a").unwrap();
/// assert_eq!(later.periods()[0].score(a).get(0), Some(0.5));
/// ```
pub fn score_with(framework: &Framework, observations: &Observations, fit: &Fit) -> Scorecard {
    Engine::new(framework, observations, fit.clone(), None).score()
}

/// Scores observations with other weights than those of the framework; what the set does not list
/// keeps its own, and what it lists with 0 counts for nothing.
///
/// ```
/// use chuan::check::{CheckOptions, Checker};
/// use chuan::framework::{FileFormat, Framework};
/// use chuan::recipe::WeightSet;
/// use chuan::score::{Fit, score_weighted};
///
/// let framework = Framework::parse(r#"
///     code = "demo"
///     title = "Demo"
///     node = [{ code = "total" }]
///     indicator = [{ code = "a", parent = "total" }, { code = "b", parent = "total" }]
/// "#, FileFormat::Toml).unwrap();
/// let mut checker = Checker::new(&framework, CheckOptions::default());
/// checker.read_csv("data.csv", "unit,a,b\n40,1,0\n".as_bytes())?;
/// let set: WeightSet = serde_json::from_str(r#"{"code": "no-b", "weights": {"b": 0}}"#).unwrap();
/// let card = score_weighted(&framework, &checker.finish().observations, &Fit::default(), &set);
/// let total = framework.find("total").unwrap();
/// assert_eq!(card.periods()[0].score(total).get(0), Some(1.0));
/// # Ok::<(), chuan::observe::ReadError>(())
/// ```
pub fn score_weighted(
    framework: &Framework,
    observations: &Observations,
    fit: &Fit,
    weights: &WeightSet,
) -> Scorecard {
    Engine::new(framework, observations, fit.clone(), Some(weights)).score()
}

/// What a scoring can be asked for beside the framework.
///
/// ```
/// use chuan::score::ScoreOptions;
///
/// let options = ScoreOptions::default().weight_set("experts");
/// assert_eq!(options.weight_set.as_deref(), Some("experts"));
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct ScoreOptions {
    /// What was learned before. What it does not know is learned from the observations.
    pub fit: Fit,
    /// The set of weights of the framework that takes the place of the weights of the items.
    pub weight_set: Option<String>,
    /// Which of the completed tables is scored, from 0, where gaps are filled by draws
    /// ([`Imputation::Multiple`](crate::recipe::Imputation::Multiple)); none for what is expected.
    pub replicate: Option<u32>,
}

impl ScoreOptions {
    /// The same with what was learned before.
    #[must_use]
    pub fn fit(mut self, fit: Fit) -> Self {
        self.fit = fit;
        self
    }

    /// The same with a set of weights of the framework.
    #[must_use]
    pub fn weight_set(mut self, code: impl Into<String>) -> Self {
        self.weight_set = Some(code.into());
        self
    }

    /// The same with one of the completed tables, from 0.
    #[must_use]
    pub fn replicate(mut self, number: u32) -> Self {
        self.replicate = Some(number);
        self
    }

    /// The set of weights that is chosen.
    pub(crate) fn chosen<'f>(
        &self,
        framework: &'f Framework,
    ) -> Result<Option<&'f WeightSet>, ScoreError> {
        let Some(code) = &self.weight_set else { return Ok(None) };
        let sets = &framework.spec().weight_sets;
        let found = sets.iter().find(|set| set.code == *code.as_str());
        let unknown = || {
            let known = sets.iter().map(|set| set.code.to_string()).collect();
            ScoreError::UnknownWeightSet { code: code.clone(), known }
        };
        found.map(Some).ok_or_else(unknown)
    }
}

/// Why a scoring could not be done as asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ScoreError {
    /// The framework has no such set of weights.
    #[error("the framework has no set of weights `{code}`{}", there(.known))]
    UnknownWeightSet {
        /// What was asked for.
        code: String,
        /// What there is.
        known: Vec<String>,
    },
}

fn there(known: &[String]) -> String {
    if known.is_empty() { String::new() } else { format!("; there are {}", known.join(", ")) }
}

/// Scores observations as asked for.
///
/// # Errors
/// A set of weights that the framework does not have.
///
/// ```
/// use chuan::check::{CheckOptions, Checker};
/// use chuan::framework::{FileFormat, Framework};
/// use chuan::score::{ScoreOptions, score_as};
///
/// let framework = Framework::parse(r#"
///     code = "demo"
///     title = "Demo"
///     node = [{ code = "total" }]
///     indicator = [{ code = "a", parent = "total" }, { code = "b", parent = "total" }]
///     weight_set = [{ code = "experts", weights = { a = 3, b = 1 } }]
/// "#, FileFormat::Toml).unwrap();
/// let mut checker = Checker::new(&framework, CheckOptions::default());
/// checker.read_csv("data.csv", "unit,a,b\n40,1,0\n".as_bytes())?;
/// let observations = checker.finish().observations;
/// let options = ScoreOptions::default().weight_set("experts");
/// let card = score_as(&framework, &observations, &options).unwrap();
/// let total = framework.find("total").unwrap();
/// assert_eq!(card.periods()[0].score(total).get(0), Some(0.75));
/// assert!(score_as(&framework, &observations, &ScoreOptions::default().weight_set("x")).is_err());
/// # Ok::<(), chuan::observe::ReadError>(())
/// ```
pub fn score_as(
    framework: &Framework,
    observations: &Observations,
    options: &ScoreOptions,
) -> Result<Scorecard, ScoreError> {
    let chosen = options.chosen(framework)?;
    let engine = Engine::new(framework, observations, options.fit.clone(), chosen);
    Ok(Engine { replicate: options.replicate, ..engine }.score())
}

/// The scoring of all periods, item by item: so that what is learned may come from any of them.
pub(crate) struct Engine<'a> {
    pub(crate) framework: &'a Framework,
    pub(crate) observations: &'a Observations,
    pub(crate) fit: Fit,
    pub(crate) findings: Findings,
    pub(crate) weight_set: Option<&'a WeightSet>,
    pub(crate) replicate: Option<u32>,
}

impl<'a> Engine<'a> {
    fn new(
        framework: &'a Framework,
        observations: &'a Observations,
        fit: Fit,
        weight_set: Option<&'a WeightSet>,
    ) -> Self {
        let findings = Findings::new();
        Self { framework, observations, fit, findings, weight_set, replicate: None }
    }

    fn score(mut self) -> Scorecard {
        let framework = self.framework;
        let (fit, findings) = (&mut self.fit, &mut self.findings);
        let prepared =
            prepare::prepare(framework, self.observations, self.replicate, fit, findings);
        let periods = self.observations.periods().iter();
        let mut scores: Vec<PeriodScores> = periods
            .zip(prepared)
            .map(|(period, prepared)| {
                let (items, units) = (framework.items().len(), self.observations.units().len());
                PeriodScores::empty(*period, prepared, items, units)
            })
            .collect();
        for id in framework.order() {
            let Some(item) = framework.item(*id) else { continue };
            let values = self.values(*id, item, &mut scores);
            let columns = self.scored(item, &values);
            let rounding = item.node().and_then(|node| node.rounding);
            for ((scores, value), scored) in scores.iter_mut().zip(values).zip(columns) {
                let shown = rounding.map(|rounding| {
                    scored.column().map(|score| Some(rounding.rounding().apply(score)))
                });
                scores.set(*id, value, scored, shown);
            }
        }
        for scores in &mut scores {
            scores.rankings = self.rankings(scores);
        }
        let Self { fit, findings, weight_set, .. } = self;
        let findings = framework.graded(findings);
        Scorecard::new(framework, self.observations, scores, fit, findings)
            .weighted_by(weight_set.map(|set| set.code.to_string()))
    }

    pub(crate) fn run(&self, period: usize) -> Run<'a> {
        Run { framework: self.framework, observations: self.observations, period }
    }

    fn period(&self, number: usize) -> Option<Period> {
        self.observations.periods().get(number).copied().flatten()
    }

    pub(crate) fn period_text(&self, number: usize) -> Option<std::sync::Arc<str>> {
        self.run(number).period_text()
    }

    /// The values of an item before its scorer, period by period.
    fn values(&mut self, id: ItemId, item: &Item, scores: &mut [PeriodScores]) -> Vec<Column> {
        let node = match &item.body {
            Body::Indicator(_) => return scores.iter_mut().map(|s| s.take_value(id)).collect(),
            Body::Node(node) => node,
        };
        let weights = self.weigh(item, node, scores);
        let mut values = Vec::with_capacity(scores.len());
        for (number, (scores, weights)) in scores.iter_mut().zip(weights).enumerate() {
            let has_weights = weights.is_some();
            scores.set_weights(id, weights.unwrap_or_default());
            values.push(if has_weights {
                self.run(number).node_values(id, item, node, scores, &mut self.findings)
            } else {
                Column::absent(self.observations.units().len())
            });
        }
        values
    }

    /// The scores of an item, period by period.
    fn scored(&mut self, item: &Item, values: &[Column]) -> Vec<Scored> {
        if item.scorer.learns() && !self.has_base(item, values) {
            return values.iter().map(|value| Column::absent(value.len()).into()).collect();
        }
        let method = normalised::normalisation(&item.scorer);
        let numbered = values.iter().enumerate();
        numbered
            .map(|(number, value)| match (&method, &item.scorer) {
                (Some(method), _) => self.normalised(item, method, number, values).into(),
                (None, Scorer::MinMax { .. } | Scorer::ZScore { .. }) => {
                    self.on_a_line(item, number, value, values)
                }
                (None, Scorer::Identity) => value.clone().into(),
                _ => self.apply_scorer(item, number, value).into(),
            })
            .collect()
    }

    /// Whether the base period of an item is known or observed; said where it is not.
    fn has_base(&mut self, item: &Item, values: &[Column]) -> bool {
        let LearnFrom::Base(base) = item.fit else { return true };
        let periods = self.observations.periods();
        let place = periods.iter().position(|period| *period == Some(base));
        let taught = place.and_then(|place| values.get(place)).is_some_and(|v| v.present() > 0);
        if taught || self.fit.knows_always(&item.code) || values.is_empty() {
            return true;
        }
        self.findings.push(self.no_base(item, base));
        false
    }

    /// The finding that there are no data of the period from which an item learns.
    fn no_base(&self, item: &Item, base: Period) -> Finding {
        Finding::new(&catalogue::NO_BASE_PERIOD)
            .indicator(item.code.as_str())
            .with("base", base.to_string())
    }

    /// Scores that depend on the ends or the moments of the values.
    fn on_a_line(
        &mut self,
        item: &Item,
        number: usize,
        value: &Column,
        values: &[Column],
    ) -> Scored {
        let when = prepare::when(item.fit, self.period(number));
        let taught = || prepare::taught(item.fit, number, self.observations.periods(), values);
        let ends = normal::Extent::of(value);
        let (constant, line) = match &item.scorer {
            Scorer::ZScore { divisor, mean, sd } => {
                let learned = self.fit.learned(&item.code, when, taught);
                let constant = learned.count > 0 && learned.is_constant();
                (constant, Line::z_score(&learned, *divisor, [*mean, *sd], item.direction()))
            }
            Scorer::MinMax { to } => {
                let learned = self.fit.extent(&item.code, when, || match item.fit {
                    LearnFrom::Period => ends,
                    _ => normal::Extent::of(&taught()),
                });
                let constant = learned.is_some_and(|learned| learned.is_constant());
                (constant, learned.and_then(|ends| Line::min_max(ends, *to, item.direction())))
            }
            _ => (false, None),
        };
        if ends.is_some() && constant {
            self.findings.push(self.run(number).no_spread(item));
        }
        match (ends, line) {
            (Some(ends), Some(line)) => Scored::on(line, value.clone(), ends),
            _ => Column::absent(value.len()).into(),
        }
    }

    /// Scores that each value has by itself.
    fn apply_scorer(&mut self, item: &Item, number: usize, value: &Column) -> Column {
        let run = self.run(number);
        let mut scores = Vec::with_capacity(value.len());
        for (unit, number) in value.iter().enumerate() {
            let score = number.and_then(|number| normalise(number, item, None));
            if let (Some(number), None) = (number, score) {
                self.findings.push(run.outside(unit, item, number));
            }
            scores.push(score.unwrap_or(f64::NAN));
        }
        Column::from_cells(scores)
    }

    fn rankings(&self, scores: &PeriodScores) -> Vec<Ranking> {
        let specs = self.framework.rankings().iter();
        specs
            .filter_map(|spec| {
                let node = self.framework.find(spec.node.as_str())?;
                let column = match spec.on {
                    BasedOn::Rounded => scores.shown(node),
                    BasedOn::Unrounded => scores.score(node),
                };
                let mut values = vec![None; column.len()];
                for unit in &scores.included {
                    if let Some(cell) = values.get_mut(*unit) {
                        *cell = column.get(*unit);
                    }
                }
                let units = self.observations.units();
                Some(bands::ranking(spec, node, scores.period(), units, &values))
            })
            .collect()
    }
}

/// One period of a scoring.
pub(crate) struct Run<'a> {
    pub(crate) framework: &'a Framework,
    pub(crate) observations: &'a Observations,
    pub(crate) period: usize,
}

impl Run<'_> {
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

//! Learning from data in parts: what each part teaches can be stored and merged, in any order.

use super::fit::Fit;
use super::normal::Extent;
use super::normalised::{normalisation, with_reference};
use super::prepare::{prepare, when};
use super::treat::learn;
use crate::finding::Findings;
use crate::framework::{Framework, Item};
use crate::id::Code;
use crate::observe::{Column, Observations};
use crate::period::Period;
use crate::recipe::{LearnFrom, Scorer, Treatment};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;
use thiserror::Error;

/// Why a framework cannot be learned from data in parts.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{item}` cannot be learned from parts: {reason}")]
#[non_exhaustive]
pub struct NotMergeable {
    /// The item.
    pub item: String,
    /// What stands in the way.
    pub reason: &'static str,
}

/// What a part of the data teaches about the indicators of a framework.
///
/// Parts may be years, groups of units, or whatever a cluster has cut the data into, each unit of a
/// period in one part. Merged parts give the same [`Fit`], bit by bit, as all data together. What is
/// kept are the values of the indicators that learn, sorted and without their units, because ranks,
/// quantiles and treatments need all of them.
///
/// ```
/// use chuan::check::{CheckOptions, Checker};
/// use chuan::framework::{FileFormat, Framework};
/// use chuan::score::{Learning, score};
///
/// let text = r#"{ "code": "t", "title": "T", "indicator": [{ "code": "a", "scorer": "z_score" }] }"#;
/// let framework = Framework::parse(text, FileFormat::Json).unwrap();
/// let observe = |data: &str| {
///     let mut checker = Checker::new(&framework, CheckOptions::default());
///     checker.read_csv("data.csv", data.as_bytes()).unwrap();
///     checker.finish().observations
/// };
/// let north = Learning::of(&framework, &observe("unit,a\nx,1\ny,2\n"))?;
/// let south = Learning::of(&framework, &observe("unit,a\nz,9\n"))?;
/// let whole = observe("unit,a\nx,1\ny,2\nz,9\n");
/// assert_eq!(&south.merge(&north).fit(&framework), score(&framework, &whole).fit());
/// # Ok::<(), chuan::score::NotMergeable>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(from = "Vec<Sample>", into = "Vec<Sample>")]
pub struct Learning {
    samples: BTreeMap<(Code, Option<Period>), Values>,
}

/// What is known of an indicator in a period.
#[derive(Debug, Clone, PartialEq, Default)]
struct Values {
    /// Before treatment, rising.
    sorted: Vec<f64>,
    /// That of the unit of reference, where the scorer has one.
    reference: Option<f64>,
}

/// The form in which it is stored.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sample {
    item: Code,
    period: Option<Period>,
    values: Vec<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reference: Option<f64>,
}

impl From<Vec<Sample>> for Learning {
    fn from(samples: Vec<Sample>) -> Self {
        let mut learning = Self::default();
        for Sample { item, period, values, reference } in samples {
            learning.add((item, period), &Values { sorted: values, reference });
        }
        learning
    }
}

impl From<Learning> for Vec<Sample> {
    fn from(learning: Learning) -> Self {
        let sample = |((item, period), values): ((Code, Option<Period>), Values)| Sample {
            item,
            period,
            values: values.sorted,
            reference: values.reference,
        };
        learning.samples.into_iter().map(sample).collect()
    }
}

impl Learning {
    /// What observations teach.
    ///
    /// # Errors
    /// A framework in which something that is learned depends on more than the values of one
    /// indicator: gaps filled from other units, indicators left out for lack of data, nodes that
    /// learn from the scores of their children.
    pub fn of(framework: &Framework, observations: &Observations) -> Result<Self, NotMergeable> {
        possible(framework)?;
        let prepared =
            prepare(framework, observations, None, &mut Fit::default(), &mut Findings::new());
        let mut learning = Self::default();
        for (period, prepared) in observations.periods().iter().zip(prepared) {
            for (id, item, _) in framework.indicators().filter(|(_, item, _)| learns(item)) {
                let values = match prepared.steps.get(&id) {
                    Some(steps) => Some(steps.changed()),
                    None => prepared.values.get(&id),
                };
                let Some(values) = values else { continue };
                let included = || prepared.included.iter().filter_map(|unit| values.get(*unit));
                let reference = match &item.scorer {
                    Scorer::DistanceToReference { unit, .. } => {
                        let mut units = observations.units().iter();
                        let place = units.position(|other| other.code == *unit.as_str());
                        place
                            .filter(|place| prepared.included.contains(place))
                            .and_then(|place| values.get(place))
                    }
                    _ => None,
                };
                let sorted: Vec<f64> = included().collect();
                if !sorted.is_empty() {
                    let key = (item.code.clone(), *period);
                    learning.add(key, &Values { sorted, reference });
                }
            }
        }
        Ok(learning)
    }

    fn add(&mut self, key: (Code, Option<Period>), values: &Values) {
        let known = self.samples.entry(key).or_default();
        known.sorted.extend(values.sorted.iter().filter(|value| value.is_finite()));
        known.sorted.sort_unstable_by(f64::total_cmp);
        known.reference = known.reference.or(values.reference);
    }

    /// What two parts teach together.
    #[must_use]
    pub fn merge(mut self, other: &Self) -> Self {
        for (key, values) in &other.samples {
            self.add(key.clone(), values);
        }
        self
    }

    /// What has to be known to score with a framework: the same that is learned from all parts
    /// together.
    #[must_use]
    pub fn fit(&self, framework: &Framework) -> Fit {
        let mut fit = Fit::default();
        for (_, item, indicator) in framework.indicators().filter(|(_, item, _)| learns(item)) {
            let of_item = || self.samples.iter().filter(|((code, _), _)| *code == item.code);
            let mut columns: BTreeMap<Option<Period>, (Column, Option<f64>)> = of_item()
                .map(|((_, period), values)| {
                    let column = values.sorted.iter().copied().map(Some).collect();
                    (*period, (column, values.reference))
                })
                .collect();
            let preparation = &indicator.preparation;
            if preparation.treat != Treatment::None {
                let before = columns.clone();
                for (period, (column, reference)) in &mut columns {
                    let curve = fit.curve(&item.code, when(preparation.treat_fit, *period), || {
                        learn(&pooled(preparation.treat_fit, *period, &before), &preparation.treat)
                            .0
                    });
                    *column = curve.apply(column);
                    *reference = reference.and_then(|value| curve.value(value));
                }
            }
            if !item.scorer.learns() {
                continue;
            }
            let method = normalisation(&item.scorer);
            for (period, (_, reference)) in &columns {
                let when = when(item.fit, *period);
                let taught = || pooled(item.fit, *period, &columns);
                match &method {
                    None if matches!(item.scorer, Scorer::MinMax { .. }) => {
                        let _ = fit.extent(&item.code, when, || Extent::of(&taught()));
                    }
                    None => {
                        let _ = fit.learned(&item.code, when, || Cow::Owned(taught()));
                    }
                    Some(method) => {
                        // The reference stands first, so that it has a place.
                        let with: Column =
                            std::iter::once(*reference).chain(taught().iter()).collect();
                        let with = if reference.is_some() { with } else { taught() };
                        let place = |_: &str| reference.map(|_| 0);
                        let _ = fit.scale(&item.code, when, || {
                            let method = with_reference(method, |base| {
                                columns.get(&Some(base)).map(|(column, _)| Cow::Borrowed(column))
                            });
                            method.fit_with(&with, item.direction(), place)
                        });
                    }
                }
            }
        }
        fit
    }
}

/// The values from which a period learns.
fn pooled(
    from: LearnFrom,
    period: Option<Period>,
    columns: &BTreeMap<Option<Period>, (Column, Option<f64>)>,
) -> Column {
    let at = |period| columns.get(&period).map(|(column, _)| column.clone()).unwrap_or_default();
    match from {
        LearnFrom::Period => at(period),
        LearnFrom::Base(base) => at(Some(base)),
        LearnFrom::All => columns.values().flat_map(|(column, _)| column.iter()).collect(),
    }
}

fn learns(item: &Item) -> bool {
    let treats =
        |indicator: &crate::framework::Indicator| indicator.preparation.treat != Treatment::None;
    item.scorer.learns() || item.indicator().is_some_and(treats)
}

/// Refuses what cannot be learned from parts.
fn possible(framework: &Framework) -> Result<(), NotMergeable> {
    let refuse = |item: &Item, reason| Err(NotMergeable { item: item.code.to_string(), reason });
    let drops = framework.spec().screen.as_ref().is_some_and(|s| s.indicators.is_some());
    for (_, item) in framework.iter() {
        if let Some(indicator) = item.indicator()
            && learns(item)
        {
            if indicator.preparation.impute.compares() {
                return refuse(item, "its gaps are filled from other units");
            }
            if drops {
                return refuse(item, "it may be left out for lack of data");
            }
        }
        if let Some(node) = item.node() {
            if item.scorer.learns() {
                return refuse(item, "its scorer compares the values of the node");
            }
            if node.weights.learns() {
                return refuse(item, "its weights depend on the scores of the children");
            }
        }
    }
    Ok(())
}

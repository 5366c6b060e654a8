//! What scorers learn from the units before they can score one.

use super::normal::{Extent, Fitted};
use super::treat::Curve;
use crate::id::Code;
use crate::number;
use crate::number::decimals::compare;
use crate::observe::Column;
use crate::period::Period;
use crate::recipe::Divisor;
use foldhash::fast::FixedState;
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What was learned, by item and period: ends of scales, limits of treatments, weights. It can be
/// stored, and applied to other data: so a base year is [frozen](Self::frozen).
///
/// The statistics of a column do not depend on the order of the units: sums are exact.
///
/// ```
/// use chuan::score::Fit;
///
/// let fit = Fit::default();
/// let stored = serde_json::to_string(&fit).unwrap();
/// assert_eq!(serde_json::from_str::<Fit>(&stored).unwrap(), fit);
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(from = "Vec<Entry>", into = "Vec<Entry>")]
pub struct Fit {
    /// By item, for a handful of periods each: codes are quicker hashed than compared.
    known: IndexMap<Code, BTreeMap<When, Parameters>, FixedState>,
}

/// For which periods something holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum When {
    /// For every period.
    Always,
    /// For one; `None` for observations without a period.
    In(Option<Period>),
}

/// What is known of one item.
#[derive(Debug, Clone, PartialEq, Default)]
struct Parameters {
    /// Of min-max.
    extent: Option<Extent>,
    /// Of z-scores; older fits have it of min-max too.
    learned: Option<Learned>,
    /// Of the scorers that learn more.
    fitted: Option<Fitted>,
    /// What a treatment does.
    curve: Option<Curve>,
    /// Weights of the children.
    weights: Option<IndexMap<Code, f64>>,
}

impl Parameters {
    /// Takes over what is not known yet.
    fn complete(&mut self, other: &Self) {
        self.extent = self.extent.or(other.extent);
        self.learned = self.learned.or(other.learned);
        self.curve = self.curve.or(other.curve);
        if self.fitted.is_none() {
            self.fitted.clone_from(&other.fitted);
        }
        if self.weights.is_none() {
            self.weights.clone_from(&other.weights);
        }
    }
}

/// The form in which a fit is stored.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    item: Code,
    /// The period that was learned from; `None` for observations without a period.
    period: Option<Period>,
    /// Whether it holds for every period.
    #[serde(default)]
    frozen: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    extent: Option<Extent>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    learned: Option<Learned>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    fitted: Option<Fitted>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    curve: Option<Curve>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    weights: Option<IndexMap<Code, f64>>,
}

impl From<Vec<Entry>> for Fit {
    fn from(entries: Vec<Entry>) -> Self {
        let mut fit = Self::default();
        for Entry { item, period, frozen, extent, learned, fitted, curve, weights } in entries {
            let when = if frozen { When::Always } else { When::In(period) };
            let parameters = Parameters { extent, learned, fitted, curve, weights };
            fit.entry(&item, when).complete(&parameters);
        }
        fit
    }
}

impl From<Fit> for Vec<Entry> {
    fn from(fit: Fit) -> Self {
        let entry = |item: &Code, when: When, parameters: Parameters| {
            let Parameters { extent, learned, fitted, curve, weights } = parameters;
            let (period, frozen) = match when {
                When::Always => (None, true),
                When::In(period) => (period, false),
            };
            Entry { item: item.clone(), period, frozen, extent, learned, fitted, curve, weights }
        };
        // In the order of the codes, whatever was learned first.
        let mut items: Vec<_> = fit.known.into_iter().collect();
        items.sort_by(|(one, _), (other, _)| one.cmp(other));
        items
            .into_iter()
            .flat_map(|(item, known)| {
                let entries = known.into_iter().map(|(when, known)| entry(&item, when, known));
                entries.collect::<Vec<_>>()
            })
            .collect()
    }
}

/// Statistics of a column.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Learned {
    /// How many numbers there are.
    pub count: usize,
    /// The smallest.
    pub min: f64,
    /// The largest.
    pub max: f64,
    /// Their mean.
    pub mean: f64,
    /// Sum of the squared deviations from the mean.
    pub squares: f64,
}

impl Learned {
    /// The statistics of a column.
    ///
    /// ```
    /// use chuan::observe::Column;
    /// use chuan::recipe::Divisor;
    /// use chuan::score::Learned;
    ///
    /// let column: Column = [Some(2.0), None, Some(4.0)].into_iter().collect();
    /// let learned = Learned::from(&column);
    /// assert_eq!((learned.min, learned.max, learned.mean), (2.0, 4.0, 3.0));
    /// assert_eq!(learned.sd(Divisor::Population), Some(1.0));
    /// ```
    pub fn from(column: &Column) -> Self {
        let mut numbers: Vec<f64> = column.numbers().collect();
        let count = numbers.len();
        let Some(Extent { min, max }) = Extent::of_values(&numbers) else {
            // Infinities would not survive being stored.
            return Self { count, min: 0.0, max: 0.0, mean: 0.0, squares: 0.0 };
        };
        let mean = number::sum_of(&numbers) / count as f64;
        for x in &mut numbers {
            *x = (*x - mean) * (*x - mean);
        }
        Self { count, min, max, mean, squares: number::sum_of(&numbers) }
    }

    /// The standard deviation; absent when there are too few numbers.
    pub fn sd(&self, divisor: Divisor) -> Option<f64> {
        let n = match divisor {
            Divisor::Sample => self.count.checked_sub(1)?,
            Divisor::Population => self.count,
        };
        (n > 0).then(|| (self.squares / n as f64).sqrt())
    }

    /// Whether all numbers are equal, as decimals.
    pub fn is_constant(&self) -> bool {
        compare(self.min, self.max).is_eq()
    }
}

impl Fit {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// What is known of an item for every period, or else for one.
    fn about<T>(
        &self,
        item: &Code,
        when: When,
        part: impl Fn(&Parameters) -> Option<T>,
    ) -> Option<T> {
        let known = self.known.get(item)?;
        let at = |when| known.get(&when).and_then(&part);
        at(When::Always).or_else(|| at(when))
    }

    /// Whether anything is known of an item for every period.
    pub(super) fn knows_always(&self, item: &Code) -> bool {
        self.known.get(item).is_some_and(|known| known.contains_key(&When::Always))
    }

    fn entry(&mut self, item: &Code, when: When) -> &mut Parameters {
        self.known.entry(item.clone()).or_default().entry(when).or_default()
    }

    /// What is known of an item; learned from the column when nothing is. A column without numbers
    /// teaches nothing that should be kept.
    pub(super) fn learned<'c>(
        &mut self,
        item: &Code,
        when: When,
        column: impl FnOnce() -> Cow<'c, Column>,
    ) -> Learned {
        if let Some(learned) = self.about(item, when, |known| known.learned) {
            return learned;
        }
        let learned = Learned::from(&column());
        if learned.count > 0 {
            self.entry(item, when).learned = Some(learned);
        }
        learned
    }

    /// The ends of the values of an item that are known, or those that are learned now.
    pub(super) fn extent(
        &mut self,
        item: &Code,
        when: When,
        learn: impl FnOnce() -> Option<Extent>,
    ) -> Option<Extent> {
        let known = self.about(item, when, |known| {
            let of = |learned: Learned| Extent { min: learned.min, max: learned.max };
            known.extent.or(known.learned.map(of))
        });
        if known.is_some() {
            return known;
        }
        let extent = learn()?;
        self.entry(item, when).extent = Some(extent);
        Some(extent)
    }

    /// The scale of an item that is known, or the one that is learned now.
    pub(super) fn scale<E>(
        &mut self,
        item: &Code,
        when: When,
        learn: impl FnOnce() -> Result<Fitted, E>,
    ) -> Result<Fitted, E> {
        if let Some(fitted) = self.about(item, when, |known| known.fitted.clone()) {
            return Ok(fitted);
        }
        let fitted = learn()?;
        self.entry(item, when).fitted = Some(fitted.clone());
        Ok(fitted)
    }

    /// What the treatment of an item does that is known, or the one that is learned now.
    pub(super) fn curve(
        &mut self,
        item: &Code,
        when: When,
        learn: impl FnOnce() -> Curve,
    ) -> Curve {
        if let Some(curve) = self.about(item, when, |known| known.curve) {
            return curve;
        }
        let curve = learn();
        self.entry(item, when).curve = Some(curve);
        curve
    }

    /// The weights of the children of an item that are known, or those that are learned now.
    pub(super) fn weights<E>(
        &mut self,
        item: &Code,
        when: When,
        learn: impl FnOnce() -> Result<IndexMap<Code, f64>, E>,
    ) -> Result<IndexMap<Code, f64>, E> {
        if let Some(weights) = self.about(item, when, |known| known.weights.clone()) {
            return Ok(weights);
        }
        let weights = learn()?;
        self.entry(item, when).weights = Some(weights.clone());
        Ok(weights)
    }

    /// What was learned from one period, to be used for all: the frozen base year. What was frozen
    /// before stays frozen.
    #[must_use]
    pub fn frozen(&self, base: Option<Period>) -> Self {
        let mut frozen = Self::default();
        for (item, known) in &self.known {
            for of in [When::Always, When::In(base)] {
                if let Some(parameters) = known.get(&of) {
                    frozen.entry(item, When::Always).complete(parameters);
                }
            }
        }
        frozen
    }

    /// What either of two fits knows; what both know is taken from this one.
    #[must_use]
    pub fn or(mut self, other: &Self) -> Self {
        for (item, known) in &other.known {
            for (when, parameters) in known {
                self.entry(item, *when).complete(parameters);
            }
        }
        self
    }
}

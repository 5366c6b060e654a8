//! What scorers learn from the units before they can score one.

use super::normal::Fitted;
use crate::id::Code;
use crate::number;
use crate::number::decimals::compare;
use crate::observe::Column;
use crate::period::Period;
use crate::recipe::Divisor;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What was learned, by item and period. It can be stored, and applied to other data: so a base
/// year is [frozen](Self::frozen).
///
/// The statistics of a column do not depend on the order of the units: sums are exact.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(from = "Vec<Entry>", into = "Vec<Entry>")]
pub struct Fit {
    /// For every period.
    frozen: BTreeMap<Code, Learned>,
    by_period: BTreeMap<(Code, Option<Period>), Learned>,
    /// The same for the scorers that learn more than statistics.
    frozen_scales: BTreeMap<Code, Fitted>,
    scales: BTreeMap<(Code, Option<Period>), Fitted>,
}

/// The form in which a fit is stored.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Entry {
    item: Code,
    /// The period that was learned from; `None` for observations without a period.
    period: Option<Period>,
    /// Whether it holds for every period.
    #[serde(default)]
    frozen: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    learned: Option<Learned>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    fitted: Option<Fitted>,
}

impl From<Vec<Entry>> for Fit {
    fn from(entries: Vec<Entry>) -> Self {
        let mut fit = Self::default();
        for entry in entries {
            let key = (entry.item.clone(), entry.period);
            match (entry.learned, entry.frozen) {
                (Some(learned), true) => drop(fit.frozen.insert(entry.item.clone(), learned)),
                (Some(learned), false) => drop(fit.by_period.insert(key.clone(), learned)),
                (None, _) => {}
            }
            match (entry.fitted, entry.frozen) {
                (Some(fitted), true) => drop(fit.frozen_scales.insert(entry.item, fitted)),
                (Some(fitted), false) => drop(fit.scales.insert(key, fitted)),
                (None, _) => {}
            }
        }
        fit
    }
}

impl From<Fit> for Vec<Entry> {
    fn from(fit: Fit) -> Self {
        let entry = |item, period: Option<Option<Period>>, learned, fitted| Entry {
            item,
            period: period.flatten(),
            frozen: period.is_none(),
            learned,
            fitted,
        };
        let frozen = fit.frozen.into_iter();
        let by_period = fit.by_period.into_iter();
        let frozen_scales = fit.frozen_scales.into_iter();
        let scales = fit.scales.into_iter();
        frozen
            .map(|(item, learned)| entry(item, None, Some(learned), None))
            .chain(
                by_period.map(|((item, at), learned)| entry(item, Some(at), Some(learned), None)),
            )
            .chain(frozen_scales.map(|(item, fitted)| entry(item, None, None, Some(fitted))))
            .chain(scales.map(|((item, at), fitted)| entry(item, Some(at), None, Some(fitted))))
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
        let numbers = column.numbers();
        let count = numbers.clone().count();
        if count == 0 {
            // Infinities would not survive being stored.
            return Self { count, min: 0.0, max: 0.0, mean: 0.0, squares: 0.0 };
        }
        let mean = number::sum(numbers.clone()) / count as f64;
        Self {
            count,
            min: numbers.clone().fold(f64::INFINITY, f64::min),
            max: numbers.clone().fold(f64::NEG_INFINITY, f64::max),
            mean,
            squares: number::sum(numbers.map(|x| (x - mean) * (x - mean))),
        }
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
    /// What is known of an item in a period; learned from the column when nothing is. A column
    /// without numbers teaches nothing that should be kept.
    pub(super) fn learned(
        &mut self,
        item: &Code,
        period: Option<Period>,
        column: &Column,
    ) -> Learned {
        if let Some(learned) = self.frozen.get(item) {
            return *learned;
        }
        let key = (item.clone(), period);
        if let Some(learned) = self.by_period.get(&key) {
            return *learned;
        }
        let learned = Learned::from(column);
        if learned.count > 0 {
            self.by_period.insert(key, learned);
        }
        learned
    }

    /// The scale of an item that is known in a period, or the one that is learned now.
    pub(super) fn scale<E>(
        &mut self,
        item: &Code,
        period: Option<Period>,
        learn: impl FnOnce() -> Result<Fitted, E>,
    ) -> Result<Fitted, E> {
        if let Some(fitted) = self.frozen_scales.get(item) {
            return Ok(fitted.clone());
        }
        let key = (item.clone(), period);
        if let Some(fitted) = self.scales.get(&key) {
            return Ok(fitted.clone());
        }
        let fitted = learn()?;
        self.scales.insert(key, fitted.clone());
        Ok(fitted)
    }

    /// What was learned from one period, to be used for all: the frozen base year. What was frozen
    /// before stays frozen.
    #[must_use]
    pub fn frozen(&self, base: Option<Period>) -> Self {
        let mut frozen = self.frozen.clone();
        for ((item, period), learned) in &self.by_period {
            if *period == base {
                frozen.entry(item.clone()).or_insert(*learned);
            }
        }
        let mut frozen_scales = self.frozen_scales.clone();
        for ((item, period), fitted) in &self.scales {
            if *period == base {
                frozen_scales.entry(item.clone()).or_insert_with(|| fitted.clone());
            }
        }
        Self { frozen, by_period: BTreeMap::new(), frozen_scales, scales: BTreeMap::new() }
    }
}

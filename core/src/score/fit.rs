//! What scorers learn from the units before they can score one.

use crate::id::Code;
use crate::number;
use crate::observe::Column;
use crate::period::Period;
use crate::recipe::Divisor;
use serde::{Deserialize, Serialize};

/// What was learned, by item and period. It can be stored, and applied to other data: so a base
/// year is frozen.
///
/// The statistics of a column do not depend on the order of the units: sums are exact.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Fit {
    entries: Vec<Entry>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Entry {
    item: Code,
    /// The period that the statistics are used for; `None` for all.
    period: Option<Period>,
    learned: Learned,
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
        let mean = if count == 0 { 0.0 } else { number::sum(numbers.clone()) / count as f64 };
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

    /// Whether all numbers are equal.
    pub fn is_constant(&self) -> bool {
        self.min == self.max
    }
}

impl Fit {
    /// What is known of an item in a period; learned from the column when nothing is.
    pub(super) fn learned(
        &mut self,
        item: &Code,
        period: Option<Period>,
        column: &Column,
    ) -> Learned {
        let fits = |entry: &&Entry| {
            entry.item == *item && (entry.period.is_none() || entry.period == period)
        };
        if let Some(entry) = self.entries.iter().find(fits) {
            return entry.learned;
        }
        let learned = Learned::from(column);
        self.entries.push(Entry { item: item.clone(), period, learned });
        learned
    }

    /// What was learned from one period, to be used for all: the frozen base year.
    #[must_use]
    pub fn frozen(&self, base: Option<Period>) -> Self {
        let entries = self
            .entries
            .iter()
            .filter(|entry| entry.period == base)
            .map(|entry| Entry { period: None, ..entry.clone() })
            .collect();
        Self { entries }
    }
}

//! Values of one item over time: of one unit, and of all.

use crate::framework::ItemId;
use crate::observe::{Column, Observations};
use crate::period::Period;
use crate::score::Scorecard;
use chrono::{Datelike, NaiveDate};

/// A value and when it held.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Point {
    /// The period.
    pub period: Period,
    /// The end of the period in years, see [`years`].
    pub at: f64,
    /// The value.
    pub value: f64,
}

impl Point {
    /// A value of a period; none for a period without an end.
    pub fn new(period: Period, value: f64) -> Option<Self> {
        Some(Self { period, at: end(&period)?, value })
    }
}

/// The end of a day in years: the end of 2022 is 2023.0, so years differ by whole numbers.
///
/// ```
/// let day = |text: &str| text.parse().unwrap();
/// assert_eq!(chuan::track::years(day("2022-12-31")), 2023.0);
/// assert_eq!(chuan::track::years(day("2021-01-01")), 2021.0 + 1.0 / 365.0);
/// ```
#[must_use]
pub fn years(day: NaiveDate) -> f64 {
    let days = if day.leap_year() { 366.0 } else { 365.0 };
    f64::from(day.year()) + f64::from(day.ordinal()) / days
}

/// The end of a period in years; none for a period without an end.
pub(super) fn end(period: &Period) -> Option<f64> {
    period.last_day().map(years)
}

/// Values of one item: of every unit in every period that has ended.
#[derive(Debug, Clone, Default)]
pub struct Panel {
    periods: Vec<Period>,
    times: Vec<f64>,
    columns: Vec<Column>,
}

impl Panel {
    /// Values as observed, in the periods that had ended by a day.
    pub fn observed(observations: &Observations, item: ItemId, as_of: NaiveDate) -> Self {
        let columns =
            observations.periods().iter().enumerate().filter_map(|(number, period)| {
                Some(((*period)?, observations.column(number, item)?))
            });
        Self::new(columns.map(|(period, column)| (period, column.clone())), as_of)
    }

    /// Scores, unrounded, in the periods that had ended by a day.
    pub fn scored(card: &Scorecard, item: ItemId, as_of: NaiveDate) -> Self {
        let columns = card.periods().iter();
        Self::new(
            columns.filter_map(|scores| Some((scores.period()?, scores.score(item).clone()))),
            as_of,
        )
    }

    /// Columns by period. Of periods with the same end the shortest is taken.
    pub fn new(columns: impl IntoIterator<Item = (Period, Column)>, as_of: NaiveDate) -> Self {
        let ended = |period: &Period| period.last_day().is_some_and(|last| last <= as_of);
        let mut all: Vec<(Period, Column)> =
            columns.into_iter().filter(|(period, _)| ended(period)).collect();
        all.sort_by_key(|(period, _)| (period.last_day(), std::cmp::Reverse(period.first_day())));
        all.dedup_by_key(|(period, _)| period.last_day());
        let mut panel = Self::default();
        for (period, column) in all {
            let Some(at) = end(&period) else { continue };
            panel.periods.push(period);
            panel.times.push(at);
            panel.columns.push(column);
        }
        panel
    }

    /// The periods, rising.
    pub fn periods(&self) -> &[Period] {
        &self.periods
    }

    /// The ends of the periods, in years.
    pub fn times(&self) -> &[f64] {
        &self.times
    }

    /// The values of a period, by its number.
    pub fn column(&self, period: usize) -> Option<&Column> {
        self.columns.get(period)
    }

    /// How many units there are.
    pub fn units(&self) -> usize {
        self.columns.iter().map(Column::len).max().unwrap_or(0)
    }

    /// The same with the values of some units only; units keep their numbers.
    #[must_use]
    pub fn only(&self, keep: impl Fn(usize) -> bool) -> Self {
        let column = |column: &Column| {
            let values = column.iter().enumerate();
            values.map(|(unit, value)| value.filter(|_| keep(unit))).collect()
        };
        Self {
            periods: self.periods.clone(),
            times: self.times.clone(),
            columns: self.columns.iter().map(column).collect(),
        }
    }

    /// The values of a unit, in the order of time.
    pub fn series(&self, unit: usize) -> Vec<Point> {
        let rows = self.periods.iter().zip(&self.times).zip(&self.columns);
        rows.filter_map(|((period, at), column)| {
            Some(Point { period: *period, at: *at, value: column.get(unit)? })
        })
        .collect()
    }
}

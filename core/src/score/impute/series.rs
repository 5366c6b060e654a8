//! Gaps of a series filled from other times of the same unit.

use crate::observe::Column;

/// Where the value of a cell comes from: the places of the times it was computed from.
///
/// Both are the cell's own time for an observation, the same other time for one that was carried,
/// and two different times for one on a line between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Source {
    /// The earlier time.
    pub from: usize,
    /// The later time.
    pub to: usize,
}

impl Source {
    pub(super) fn at(time: usize) -> Self {
        Self { from: time, to: time }
    }
}

/// The columns of one indicator at several times, with their gaps filled.
#[derive(Debug, Clone, PartialEq)]
pub struct ImputedSeries {
    /// A column for each time.
    pub columns: Vec<Column>,
    /// For each time and unit where the value comes from; absent where there is still none.
    pub sources: Vec<Vec<Option<Source>>>,
}

impl ImputedSeries {
    /// Where the value of a unit at a time comes from.
    #[must_use]
    pub fn source(&self, time: usize, unit: usize) -> Option<Source> {
        self.sources.get(time)?.get(unit).copied().flatten()
    }

    /// Whether the value of a unit at a time was filled in.
    #[must_use]
    pub fn is_filled(&self, time: usize, unit: usize) -> bool {
        self.source(time, unit).is_some_and(|source| source != Source::at(time))
    }

    /// Fills the gaps of every unit by a function of its series, which gets a time and the value
    /// and source there, if it knows them.
    pub(super) fn fill(
        columns: &[Column],
        mut value: impl FnMut(usize, &[(usize, f64)], usize) -> Option<(f64, Source)>,
    ) -> Self {
        let units = columns.iter().map(Column::len).max().unwrap_or(0);
        let mut filled = Self {
            columns: columns.to_vec(),
            sources: columns.iter().map(|column| vec![None; column.len()]).collect(),
        };
        let mut seen = Vec::with_capacity(columns.len());
        for unit in 0..units {
            seen.clear();
            let series = columns.iter().enumerate();
            seen.extend(series.filter_map(|(time, column)| Some((time, column.get(unit)?))));
            let cells = filled.columns.iter_mut().zip(&mut filled.sources).enumerate();
            for (time, (column, sources)) in cells {
                let Some(source) = sources.get_mut(unit) else { continue };
                if column.get(unit).is_some() {
                    *source = Some(Source::at(time));
                } else if let Some((x, from)) =
                    value(time, &seen, unit).filter(|(x, _)| x.is_finite())
                {
                    column.set(unit, Some(x));
                    *source = Some(from);
                }
            }
        }
        filled
    }
}

/// How gaps of a series are filled, in the unit of the values (COINr's `impute_panel`).
///
/// ```
/// use chuan::observe::Column;
/// use chuan::score::impute::{SeriesRule, impute_series};
///
/// let years: Vec<Column> =
///     [Some(2.0), None, Some(6.0)].map(|value| [value].into_iter().collect()).into();
/// let filled = |rule| impute_series(&[2020.0, 2021.0, 2022.0], &years, rule).columns[1].get(0);
/// assert_eq!(filled(SeriesRule::Latest { max_steps: None }), Some(2.0));
/// assert_eq!(filled(SeriesRule::Linear), Some(4.0));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SeriesRule {
    /// The last earlier observation.
    Latest {
        /// How many times it may lie back; without it, any number.
        max_steps: Option<usize>,
    },
    /// The last earlier observation; before the first one, the first.
    Constant,
    /// On the straight line over time between the observations before and after; outside of them,
    /// the nearest. A series with one observation stays as it is.
    Linear,
    /// As `Linear`; a series with one observation has that value at every time.
    LinearConstant,
}

/// Fills the gaps of every unit from its own observations at other times (COINr's
/// `impute_panel`), in the unit of the values. A series without an observation stays empty.
///
/// `columns` are those of one indicator, one for each of the `times`, which rise. Times count as
/// numbers where a line is drawn, and as steps for `max_steps`.
///
/// ```
/// use chuan::observe::Column;
/// use chuan::score::impute::{SeriesRule, Source, impute_series};
///
/// let columns: Vec<Column> =
///     [Some(10.0), None, None, Some(16.0)].map(|x| [x].into_iter().collect()).into();
/// let times = [2015.0, 2016.0, 2017.0, 2018.0];
/// let latest = impute_series(&times, &columns, SeriesRule::Latest { max_steps: Some(1) });
/// assert_eq!(latest.columns[1].get(0), Some(10.0));
/// assert_eq!(latest.columns[2].get(0), None);
/// let linear = impute_series(&times, &columns, SeriesRule::Linear);
/// assert_eq!(linear.columns[2].get(0), Some(14.0));
/// assert_eq!(linear.source(2, 0), Some(Source { from: 0, to: 3 }));
/// assert!(linear.is_filled(2, 0) && !linear.is_filled(3, 0));
/// ```
#[must_use]
pub fn impute_series(times: &[f64], columns: &[Column], rule: SeriesRule) -> ImputedSeries {
    ImputedSeries::fill(columns, |time, seen, _| {
        let split = seen.partition_point(|(at, _)| *at < time);
        let before = split.checked_sub(1).and_then(|place| seen.get(place));
        let after = seen.get(split);
        let carried = |(at, x): (usize, f64)| (x, Source::at(at));
        match rule {
            SeriesRule::Latest { max_steps } => before
                .filter(|(at, _)| max_steps.is_none_or(|max| time - at <= max))
                .copied()
                .map(carried),
            SeriesRule::Constant => before.or(after).copied().map(carried),
            SeriesRule::Linear if seen.len() < 2 => None,
            SeriesRule::Linear | SeriesRule::LinearConstant => match (before, after) {
                (Some((from, low)), Some((to, high))) => {
                    let (start, end) = (times.get(*from)?, times.get(*to)?);
                    let share = (times.get(time)? - start) / (end - start);
                    Some((low + share * (high - low), Source { from: *from, to: *to }))
                }
                (before, after) => before.or(after).copied().map(carried),
            },
        }
    })
}

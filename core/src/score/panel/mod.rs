//! Change over time: one number for a series.

use crate::number::sum;
use crate::observe::Column;
use serde::{Deserialize, Serialize};

/// How a series becomes one number.
///
/// `first` and `last` are the first and the last observation, `t` their times. Times have a unit of
/// the caller's choice, most often years; rates are for one such unit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(tag = "method", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Trend {
    /// `last - first`, in the unit of the values.
    Change,
    /// The compound annual growth rate, `(last / first)^(1 / (t_last - t_first)) - 1`; 0 when both
    /// are equal. A share: 0.05 for five percent.
    Cagr,
    /// The slope of the least-squares line, in units of the values for a unit of time.
    Slope,
    /// COINr's `prc_change`: the slope of the least-squares line for so much time as percent of the
    /// line at the first observation; with two observations the change between them as percent of
    /// the first, for so much time. 0 when all are equal.
    PercentChange {
        /// So many units of time; 10 for change in a decade.
        #[serde(default = "one")]
        per: f64,
    },
}

fn one() -> f64 {
    1.0
}

impl Trend {
    /// The trend of one series, given as pairs of time and value in rising order of time.
    ///
    /// Absent values are left out. With fewer than two observations there is no trend; nor is there
    /// one where the formula has none, such as a growth rate from 0 or across a change of sign.
    ///
    /// ```
    /// use chuan::score::panel::Trend;
    ///
    /// let series = [(2018.0, Some(100.0)), (2019.0, None), (2020.0, Some(121.0))];
    /// assert_eq!(Trend::Change.of(series), Some(21.0));
    /// assert!((Trend::Cagr.of(series).unwrap() - 0.1).abs() < 1e-12);
    /// assert_eq!(Trend::Slope.of(series), Some(10.5));
    /// assert_eq!(Trend::PercentChange { per: 10.0 }.of(series), Some(105.0));
    /// assert_eq!(Trend::Cagr.of([(2018.0, Some(0.0)), (2019.0, Some(1.0))]), None);
    /// ```
    pub fn of(&self, series: impl IntoIterator<Item = (f64, Option<f64>)>) -> Option<f64> {
        let seen: Vec<(f64, f64)> =
            series.into_iter().filter_map(|(time, value)| Some((time, value?))).collect();
        let [(from, first), .., (to, last)] = *seen.as_slice() else { return None };
        let equal = seen.iter().all(|(_, value)| *value == first);
        let trend = match self {
            Self::Change => last - first,
            Self::Cagr if first == last => 0.0,
            Self::Cagr => (last / first).powf(1.0 / (to - from)) - 1.0,
            Self::Slope => line(&seen).0,
            Self::PercentChange { .. } if equal => 0.0,
            Self::PercentChange { per } if seen.len() == 2 => {
                (last - first) * 100.0 / first * (per / (to - from))
            }
            Self::PercentChange { per } => {
                let (slope, mean_time, mean) = line(&seen);
                slope * per / (mean + slope * (from - mean_time)) * 100.0
            }
        };
        Some(trend).filter(|trend| trend.is_finite())
    }
}

/// Slope of the least-squares line, and the mean time and value through which it goes.
fn line(seen: &[(f64, f64)]) -> (f64, f64, f64) {
    let n = seen.len() as f64;
    let mean_time = sum(seen.iter().map(|(time, _)| *time)) / n;
    let mean = sum(seen.iter().map(|(_, value)| *value)) / n;
    let products = sum(seen.iter().map(|(time, value)| (time - mean_time) * (value - mean)));
    let squares = sum(seen.iter().map(|(time, _)| (time - mean_time) * (time - mean_time)));
    (products / squares, mean_time, mean)
}

/// The trend of every unit, by the formula and in the unit that [`Trend`] states. `columns` has one column for
/// each of the `times`, which rise; a unit with fewer than two observations has none. (COINr's `get_trends`;
/// least squares: Legendre 1805.)
///
/// ```
/// use chuan::observe::Column;
/// use chuan::score::panel::{Trend, trends};
///
/// let columns: Vec<Column> = [[Some(1.0), None], [Some(3.0), Some(5.0)]]
///     .map(|year| year.into_iter().collect())
///     .into();
/// let change: Vec<_> = trends(&[2020.0, 2021.0], &columns, Trend::Change).iter().collect();
/// assert_eq!(change, [Some(2.0), None]);
/// ```
#[must_use]
pub fn trends(times: &[f64], columns: &[Column], trend: Trend) -> Column {
    let units = columns.iter().map(Column::len).max().unwrap_or(0);
    (0..units)
        .map(|unit| {
            trend.of(times.iter().zip(columns).map(|(time, column)| (*time, column.get(unit))))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_there_is_no_trend() {
        assert_eq!(Trend::Change.of([(1.0, Some(3.0)), (2.0, None)]), None);
        assert_eq!(Trend::Cagr.of([(1.0, Some(-3.0)), (2.5, Some(3.0))]), None);
        assert_eq!(Trend::Cagr.of([(1.0, Some(0.0)), (2.0, Some(0.0))]), Some(0.0));
        assert_eq!(Trend::Slope.of([(1.0, Some(0.0)), (1.0, Some(2.0))]), None);
        assert_eq!(trends(&[], &[], Trend::Change), Column::absent(0));
    }

    #[test]
    fn percent_of_the_fitted_line() {
        let flat = [(1.0, Some(4.0)), (2.0, Some(4.0)), (3.0, Some(4.0))];
        assert_eq!(Trend::PercentChange { per: 1.0 }.of(flat), Some(0.0));
        // The line is 10 + 2 (t - 2018).
        let line = [(2018.0, Some(10.0)), (2019.0, Some(12.0)), (2020.0, Some(14.0))];
        assert_eq!(Trend::PercentChange { per: 10.0 }.of(line), Some(200.0));
    }
}

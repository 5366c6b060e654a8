//! Where a series is going, how sure that is, and how probable it makes a target.

use super::distribution::{normal_quantile, t_cdf, t_quantile};
use super::goal::Goal;
use super::pace::Axis;
use super::series::Point;
use crate::number::median;
use crate::recipe::Interval;

/// How a series is carried on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ForecastMethod {
    /// The line of Theil and Sen.
    #[default]
    TheilSen,
    /// Exponential smoothing with a damped trend, for evenly spaced values.
    DampedTrend,
}

/// How forecasts are made.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct ForecastOptions {
    /// The method.
    pub method: ForecastMethod,
    /// The share of cases that the interval is to hold.
    pub level: f64,
    /// With fewer values there is no forecast; never fewer than four.
    pub min_points: usize,
    /// Whether values between two ends move on the logit scale.
    pub bounded: bool,
}

impl Default for ForecastOptions {
    fn default() -> Self {
        Self { method: ForecastMethod::TheilSen, level: 0.8, min_points: FEWEST, bounded: true }
    }
}

/// With fewer values there is never a forecast.
const FEWEST: usize = 4;

/// A forecast.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Forecast {
    /// The method.
    pub method: ForecastMethod,
    /// The scale on which it was made.
    pub axis: Axis,
    /// How many values it rests on.
    pub points: usize,
    /// The value expected.
    pub value: f64,
    /// The lower end of the interval.
    pub low: f64,
    /// The upper end of the interval.
    pub high: f64,
    /// The share of cases that the interval holds.
    pub level: f64,
    /// The place expected, on the axis.
    pub place: f64,
    /// The standard error of the place; 0 where the values lie exactly on the line.
    pub error: f64,
    /// Degrees of freedom.
    pub freedom: u32,
}

/// Why there is no forecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoForecast {
    /// Too few values.
    TooFew {
        /// How many there are.
        have: usize,
        /// How many are needed.
        need: usize,
    },
    /// The target is due already.
    Due,
    /// The values are not evenly spaced, or the due date is not a whole number of steps away.
    Uneven,
    /// The values are words.
    NotNumbers,
    /// Nobody is observed.
    NoData,
}

impl Forecast {
    /// The probability that a value is at most `value`, by the t distribution about the place.
    #[must_use]
    pub fn below(&self, value: f64) -> f64 {
        let away = self.axis.on(value) - self.place;
        if self.error > 0.0 {
            return t_cdf(away / self.error, self.freedom).unwrap_or(0.5);
        }
        if away >= 0.0 { 1.0 } else { 0.0 }
    }

    /// The probability that a goal is met; 0 or 1 where the values lie exactly on the line.
    #[must_use]
    pub fn probability(&self, goal: &Goal, whole: bool) -> f64 {
        if self.error > 0.0 {
            return goal.probability(|value| self.below(value), whole).clamp(0.0, 1.0);
        }
        let value = if whole { self.value.round() } else { self.value };
        if goal.is_met(value) { 1.0 } else { 0.0 }
    }
}

/// Carries a series on to a time.
///
/// The place expected is that of the line or of the smoothing. The interval of the line of Theil and
/// Sen is the prediction interval of a regression about that line: `place ± t(n−2) · s ·
/// √(1 + 1/n + (T−t̄)²/Σ(t−t̄)²)` with `s² = Σe²/(n−2)`; that of the smoothing has
/// `s · √(1 + Σ c²)`, `c_j = α + β(φ+…+φ^j)`, `j < h` (Hyndman, Koehler, Ord and Snyder, "Forecasting
/// with Exponential Smoothing", 2008, chapter 6). On the logit scale both are carried back, so the
/// interval never leaves the range. Where the aim or a value lies at an end the scale is linear.
///
/// ```
/// use chuan::period::Period;
/// use chuan::track::{ForecastOptions, Goal, Point, forecast};
///
/// let point = |(year, value)| Point::new(Period::from_year(year).unwrap(), value).unwrap();
/// let share = [(2018, 31.0), (2019, 35.5), (2020, 34.0), (2021, 42.0), (2022, 47.5), (2023, 49.0)];
/// let points: Vec<Point> = share.map(point).into();
/// let options = ForecastOptions::default();
/// let expected = forecast(&points, 2026.0, 60.0, Default::default(), &options).unwrap();
/// assert!((expected.value - 55.25).abs() < 1e-9);
/// let probability = expected.probability(&Goal::AtLeast(60.0), false);
/// assert!(probability > 0.02 && probability < 0.2);
/// assert!(forecast(&points[..3], 2026.0, 60.0, Default::default(), &options).is_err());
/// ```
///
/// # Errors
/// Why there is none: see [`NoForecast`].
pub fn forecast(
    points: &[Point],
    due: f64,
    aim: f64,
    range: Interval,
    options: &ForecastOptions,
) -> Result<Forecast, NoForecast> {
    let need = options.min_points.max(FEWEST);
    let last = points.last().filter(|_| points.len() >= need);
    let last = last.ok_or(NoForecast::TooFew { have: points.len(), need })?;
    if due <= last.at {
        return Err(NoForecast::Due);
    }
    let values = points.iter().map(|point| point.value).chain([aim]);
    let axis = if options.bounded { Axis::for_values(range, values) } else { Axis::Linear(range) };
    let times: Vec<f64> = points.iter().map(|point| point.at).collect();
    let places: Vec<f64> = points.iter().map(|point| axis.on(point.value)).collect();
    let (place, error) = match options.method {
        ForecastMethod::TheilSen => {
            let line = theil_sen(&times, &places, options.level);
            let line = line.ok_or(NoForecast::TooFew { have: points.len(), need })?;
            (line.at(due), spread(&times, &places, &line, due))
        }
        ForecastMethod::DampedTrend => {
            let steps = steps(&times, due).ok_or(NoForecast::Uneven)?;
            let smoothing = Smoothing::fitted(&places);
            let smoothing = smoothing.ok_or(NoForecast::TooFew { have: points.len(), need })?;
            smoothing.ahead(&places, steps)
        }
    };
    let freedom = u32::try_from(points.len() - 2).unwrap_or(u32::MAX);
    let reach = t_quantile(f64::midpoint(1.0, options.level), freedom);
    let half = reach.map_or(f64::INFINITY, |t| t * error);
    let half = if error > 0.0 { half } else { 0.0 };
    Ok(Forecast {
        method: options.method,
        axis,
        points: points.len(),
        value: axis.back(place),
        low: axis.back(place - half),
        high: axis.back(place + half),
        level: options.level,
        place,
        error,
        freedom,
    })
}

/// A line, and the interval of its slope.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Line {
    /// The slope, a year.
    pub slope: f64,
    /// The value at time 0.
    pub intercept: f64,
    /// The lower end of the interval of the slope.
    pub low: f64,
    /// The upper end of the interval of the slope.
    pub high: f64,
    /// The middle time and the middle value, through which it runs.
    pub middle: (f64, f64),
}

impl Line {
    /// The value at a time.
    #[must_use]
    pub fn at(&self, time: f64) -> f64 {
        self.middle.1 + self.slope * (time - self.middle.0)
    }
}

/// The line of Theil and Sen: the median of the slopes between all pairs of values of different
/// times, through the median time and the median value. The interval of the slope is Sen's (Journal
/// of the American Statistical Association 63 (1968) 1379), with his correction for ties; the ends
/// are slopes between two values. None without two times.
///
/// ```
/// let line = chuan::track::theil_sen(&[1.0, 2.0, 3.0, 4.0], &[1.0, 2.5, 2.0, 4.0], 0.95).unwrap();
/// assert_eq!((line.slope, line.low, line.high), (0.875, -0.5, 2.0));
/// ```
#[must_use]
pub fn theil_sen(times: &[f64], values: &[f64], level: f64) -> Option<Line> {
    let both = || times.iter().copied().zip(values.iter().copied());
    let mut slopes = Vec::new();
    for (n, (t, y)) in both().enumerate() {
        slopes.extend(both().take(n).filter(|(u, _)| *u != t).map(|(u, z)| (y - z) / (t - u)));
    }
    slopes.sort_by(f64::total_cmp);
    let sorted = |values: &[f64]| {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        sorted
    };
    let slope = median(&slopes)?;
    let middle = (median(&sorted(times))?, median(&sorted(values))?);
    let n = times.len().min(values.len()) as f64;
    let pairs = slopes.len() as f64;
    let ties = |values: &[f64]| {
        let sorted = sorted(values);
        let groups = sorted.chunk_by(|a, b| a == b).map(|group| group.len() as f64);
        groups.map(|k| k * (k - 1.0) * (2.0 * k + 5.0)).sum::<f64>()
    };
    let variance = (n * (n - 1.0) * (2.0 * n + 5.0) - ties(times) - ties(values)) / 18.0;
    let z = normal_quantile(f64::midpoint(1.0, level))?;
    let half = z * variance.max(0.0).sqrt();
    let at = |place: f64, before: f64| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped to the numbers of the slopes"
        )]
        let number = (place.round_ties_even() - before).clamp(0.0, pairs - 1.0) as usize;
        slopes.get(number).copied()
    };
    Some(Line {
        slope,
        intercept: middle.1 - slope * middle.0,
        low: at((pairs - half) / 2.0, 1.0)?.min(slope),
        high: at((pairs + half) / 2.0, 0.0)?.max(slope),
        middle,
    })
}

/// The standard error of a prediction about a line.
fn spread(times: &[f64], places: &[f64], line: &Line, due: f64) -> f64 {
    let n = times.len() as f64;
    let mean = times.iter().sum::<f64>() / n;
    let across: f64 = times.iter().map(|t| (t - mean) * (t - mean)).sum();
    let scale = places.iter().fold(0.0_f64, |most, place| most.max(place.abs()));
    let errors = times.iter().zip(places).map(|(t, place)| place - line.at(*t));
    // What is left of values on a line is noise of the arithmetic.
    let noise = scale * 1e-12;
    let squares: f64 = errors.filter(|e| e.abs() > noise).map(|e| e * e).sum();
    let away = (due - mean) * (due - mean) / across;
    (squares / (n - 2.0) * (1.0 + 1.0 / n + away)).sqrt()
}

/// How many steps ahead a time is, when the times are evenly spaced.
fn steps(times: &[f64], due: f64) -> Option<u32> {
    let (first, last) = (times.first()?, times.last()?);
    let step = (last - first) / (times.len() - 1) as f64;
    // Months and quarters are not all of one length.
    let near = |a: f64, b: f64| (a - b).abs() < 0.02 * step.max(0.1);
    let even = times.iter().enumerate().all(|(n, t)| near(*t, first + step * n as f64));
    let ahead = (due - last) / step;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "1 to 1000")]
    let steps = ahead.round().clamp(1.0, 1000.0) as u32;
    (even && near(ahead * step, f64::from(steps) * step)).then_some(steps)
}

/// Exponential smoothing with additive errors and a damped additive trend:
/// `ŷ = l + φb`, `l ← l + φb + αe`, `b ← φb + βe`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Smoothing {
    /// Smoothing of the level, `0 < α ≤ 1`.
    pub alpha: f64,
    /// Smoothing of the trend, `0 ≤ β ≤ α`.
    pub beta: f64,
    /// Damping, `0 < φ < 1`.
    pub phi: f64,
    /// The level before the first value.
    pub level: f64,
    /// The trend before the first value.
    pub trend: f64,
}

impl Smoothing {
    /// The parameters with the least squares of errors one step ahead, of a fixed grid: α of 0.1 to
    /// 0.9, β of 0 to α in fifths, φ of 0.8, 0.9 and 0.98. The level before the first value is that of
    /// the line of Theil and Sen, its trend the slope. Of equal ones the first, so the steadier.
    pub fn fitted(values: &[f64]) -> Option<Self> {
        let times: Vec<f64> = (1..=values.len()).map(|n| n as f64).collect();
        let line = theil_sen(&times, values, 0.8)?;
        let mut best: Option<(f64, Self)> = None;
        for phi in [0.8, 0.9, 0.98] {
            for tenth in 1..10 {
                for fifth in 0..=5 {
                    let alpha = f64::from(tenth) / 10.0;
                    let beta = alpha * f64::from(fifth) / 5.0;
                    let (level, trend) = (line.at(0.0), line.slope);
                    let one = Self { alpha, beta, phi, level, trend };
                    let squares = one.run(values).2;
                    if best.is_none_or(|(least, _)| squares < least) {
                        best = Some((squares, one));
                    }
                }
            }
        }
        best.map(|(_, one)| one)
    }

    /// Level and trend after the last value, and the sum of squared errors one step ahead.
    #[must_use]
    pub fn run(&self, values: &[f64]) -> (f64, f64, f64) {
        let (mut level, mut trend, mut squares) = (self.level, self.trend, 0.0);
        for value in values {
            let expected = level + self.phi * trend;
            let error = value - expected;
            level = expected + self.alpha * error;
            trend = self.phi * trend + self.beta * error;
            squares += error * error;
        }
        (level, trend, squares)
    }

    /// The value expected some steps after the last, and its standard error; the variance of errors
    /// is `Σe²/(n−2)`.
    ///
    /// ```
    /// use chuan::track::Smoothing;
    /// let smoothing = Smoothing { alpha: 0.6, beta: 0.12, phi: 0.9, level: 31.0, trend: 4.0 };
    /// let (value, _) = smoothing.ahead(&[31.0, 35.5, 34.0, 42.0, 47.5, 49.0], 1);
    /// assert!((value - 50.976219870858735).abs() < 1e-12); // statsmodels 0.15.0
    /// ```
    #[must_use]
    pub fn ahead(&self, values: &[f64], steps: u32) -> (f64, f64) {
        let (level, trend, squares) = self.run(values);
        let (mut damped, mut power, mut sum) = (0.0, 1.0, 0.0);
        for step in 0..steps {
            if step > 0 {
                let c = self.alpha + self.beta * damped;
                sum += c * c;
            }
            power *= self.phi;
            damped += power;
        }
        let freedom = (values.len().max(3) - 2) as f64;
        (level + damped * trend, (squares / freedom * (1.0 + sum)).sqrt())
    }
}

//! Whether the pace so far is enough: ratios of what was done to what was needed.

use super::series::Point;
use crate::recipe::Interval;
use serde::{Deserialize, Serialize};

/// How the pace so far is set against the pace that is needed. `b` at `t0` is the baseline, `x` at
/// `t` the latest value, `T` at `t1` the target; times in years.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Measure {
    /// The share of the way that is done, over the share of the time that is gone, on a straight
    /// path: `((x−b)/(T−b)) / ((t−t0)/(t1−t0))`.
    Path,
    /// The compound annual growth rate over the one that was needed from the start:
    /// `((x/b)^(1/(t−t0)) − 1) / ((T/b)^(1/(t1−t0)) − 1)`. Refused for values of zero and for a
    /// change of sign.
    Cagr,
    /// The mean annual change over the last `years` (or since the baseline, where that is later),
    /// over the one that was needed from the start, `(T−b)/(t1−t0)`.
    Recent {
        /// How many years back.
        years: f64,
    },
    /// The mean annual change since the baseline over the one that is needed from now on,
    /// `(T−x)/(t1−t)`.
    Needed,
    /// [`Path`](Self::Path) on the scale of `ln((v−low)/(high−v))`, for values between two ends:
    /// the last percent are as hard as the first. Refused for values at an end.
    Logit,
    /// The share of the way that will be done when due, `(x̂−b)/(T−b)`, where `x̂` lies on the line of
    /// least squares, each value weighted by its distance in years from the first, plus one.
    Anticipated,
}

impl Measure {
    /// The name used in results.
    pub fn name(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Cagr => "cagr",
            Self::Recent { .. } => "recent",
            Self::Needed => "needed",
            Self::Logit => "logit",
            Self::Anticipated => "anticipated",
        }
    }
}

/// Why there is no ratio.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PaceProblem {
    /// No time lies between baseline and latest value, or between baseline and due date.
    NoTime,
    /// The baseline is not dated.
    NoDate,
    /// No baseline is stated, and there is only one value.
    NoBase,
    /// Baseline and target are the same value.
    NothingToDo,
    /// The baseline met the target, the latest value does not.
    Lost,
    /// A value is zero, so there is no growth rate.
    Zero,
    /// The values are not all of one sign, so there is no growth rate.
    Sign,
    /// A value lies at an end of its range, or the range has no two ends.
    Bound,
    /// There are too few values.
    TooFew,
}

impl PaceProblem {
    /// The name used in results.
    pub fn name(self) -> &'static str {
        match self {
            Self::NoTime => "no_time",
            Self::NoDate => "no_date",
            Self::NoBase => "no_base",
            Self::NothingToDo => "nothing_to_do",
            Self::Lost => "lost",
            Self::Zero => "zero",
            Self::Sign => "sign",
            Self::Bound => "bound",
            Self::TooFew => "too_few",
        }
    }
}

/// From where to where, and how far one has come.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Way {
    /// The baseline and its time, in years.
    pub base: (f64, f64),
    /// The latest value and its time.
    pub latest: (f64, f64),
    /// The target and the end of the due date.
    pub aim: (f64, f64),
}

impl Way {
    /// The value that a straight path has at a time.
    #[must_use]
    pub fn planned(&self, at: f64) -> f64 {
        let (b, t0) = self.base;
        let (aim, t1) = self.aim;
        b + (aim - b) * (at - t0) / (t1 - t0)
    }

    /// The share of the way that is done; none where there is no way.
    #[must_use]
    pub fn achieved(&self) -> Option<f64> {
        let way = self.aim.0 - self.base.0;
        (way != 0.0).then(|| (self.latest.0 - self.base.0) / way)
    }

    /// ESCAP's current status index, `10 (x−b)/(T−b)`: 0 at the baseline, 10 at the target, negative
    /// after a regress.
    #[must_use]
    pub fn current_status(&self) -> Option<f64> {
        self.achieved().map(|share| 10.0 * share)
    }

    fn spans(&self) -> Result<(f64, f64), PaceProblem> {
        let (gone, whole) = (self.latest.1 - self.base.1, self.aim.1 - self.base.1);
        if gone > 0.0 && whole > 0.0 { Ok((gone, whole)) } else { Err(PaceProblem::NoTime) }
    }

    fn on(&self, f: impl Fn(f64) -> f64) -> Self {
        let on = |(value, at): (f64, f64)| (f(value), at);
        Self { base: on(self.base), latest: on(self.latest), aim: on(self.aim) }
    }
}

/// The ratio of the pace so far to the pace needed: 1 is just enough, below 0 is the wrong way.
///
/// `points` are the values so far, in the order of time, and `range` the values that can occur; only
/// some measures look at them.
///
/// ```
/// use chuan::track::{Measure, Way, pace};
///
/// // 100 in year 0, 130 in year 5, 250 wanted in year 15.
/// let way = Way { base: (100.0, 0.0), latest: (130.0, 5.0), aim: (250.0, 15.0) };
/// let ratio = |measure| pace(measure, &way, &[], Default::default()).unwrap();
/// assert!((ratio(Measure::Path) - 0.6).abs() < 1e-12);
/// assert!((ratio(Measure::Cagr) - 0.8552727046482494).abs() < 1e-12);
/// assert!((ratio(Measure::Needed) - 0.5).abs() < 1e-12);
/// ```
///
/// # Errors
/// Why there is none: see [`PaceProblem`].
pub fn pace(
    measure: Measure,
    way: &Way,
    points: &[Point],
    range: Interval,
) -> Result<f64, PaceProblem> {
    let (gone, whole) = way.spans()?;
    let ((b, t0), (x, t), (aim, t1)) = (way.base, way.latest, way.aim);
    if aim == b {
        return Err(PaceProblem::NothingToDo);
    }
    let needed = (aim - b) / whole;
    let ratio = match measure {
        Measure::Path => (x - b) / gone / needed,
        Measure::Cagr => {
            if b == 0.0 || x == 0.0 || aim == 0.0 {
                return Err(PaceProblem::Zero);
            }
            if x / b < 0.0 || aim / b < 0.0 {
                return Err(PaceProblem::Sign);
            }
            // exp(ln a / t) − 1 without loss where growth is slow.
            let growth = |to: f64, over: f64| ((to / b).ln() / over).exp_m1();
            growth(x, gone) / growth(aim, whole)
        }
        Measure::Recent { years } => {
            let since = (t - years).max(t0);
            let earlier = points.iter().rev().find(|point| point.at <= since && point.at < t);
            let (value, at) = earlier
                .filter(|point| point.at >= t0)
                .map_or((b, t0), |point| (point.value, point.at));
            (x - value) / (t - at) / needed
        }
        Measure::Needed => {
            if t1 <= t {
                return Err(PaceProblem::NoTime);
            }
            if aim == x {
                return Err(PaceProblem::NothingToDo);
            }
            ((x - b) / gone) / ((aim - x) / (t1 - t))
        }
        Measure::Logit => {
            let axis = Axis::logit(range).ok_or(PaceProblem::Bound)?;
            if ![b, x, aim].into_iter().all(|value| axis.takes(value)) {
                return Err(PaceProblem::Bound);
            }
            let way = way.on(|value| axis.on(value));
            return pace(Measure::Path, &way, &[], Interval::default());
        }
        Measure::Anticipated => {
            let expected = weighted_line(points, t1).ok_or(PaceProblem::TooFew)?;
            (expected - b) / (aim - b)
        }
    };
    if ratio.is_finite() { Ok(ratio) } else { Err(PaceProblem::NoTime) }
}

/// The value at a time on the line of least squares in which later values count for more.
fn weighted_line(points: &[Point], at: f64) -> Option<f64> {
    let first = points.first()?.at;
    let (mut w, mut wt, mut wy) = (0.0, 0.0, 0.0);
    for point in points {
        let (weight, time) = (point.at - first + 1.0, point.at - first);
        w += weight;
        wt += weight * time;
        wy += weight * point.value;
    }
    let (mean_t, mean_y) = (wt / w, wy / w);
    let (mut stt, mut sty) = (0.0, 0.0);
    for point in points {
        let (weight, time) = (point.at - first + 1.0, point.at - first - mean_t);
        stt += weight * time * time;
        sty += weight * time * (point.value - mean_y);
    }
    (stt > 0.0).then(|| mean_y + sty / stt * (at - first - mean_t))
}

/// The scale on which values move.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Axis {
    /// As they are; what is extrapolated is kept within the range.
    Linear(Interval),
    /// `ln((v−low)/(high−v))`.
    Logit {
        /// Lower end.
        low: f64,
        /// Upper end.
        high: f64,
    },
}

impl Axis {
    /// The logit scale of a range with two ends.
    pub fn logit(range: Interval) -> Option<Self> {
        let (low, high) = (range.min?, range.max?);
        (low < high).then_some(Self::Logit { low, high })
    }

    /// The logit scale where the range has two ends and no value lies at one of them.
    pub fn for_values(range: Interval, mut values: impl Iterator<Item = f64>) -> Self {
        match Self::logit(range) {
            Some(axis) if values.all(|value| axis.takes(value)) => axis,
            _ => Self::Linear(range),
        }
    }

    /// Whether a value has a place on it.
    #[must_use]
    pub fn takes(&self, value: f64) -> bool {
        match *self {
            Self::Linear(_) => value.is_finite(),
            Self::Logit { low, high } => low < value && value < high,
        }
    }

    /// The place of a value.
    #[must_use]
    pub fn on(&self, value: f64) -> f64 {
        match *self {
            Self::Linear(_) => value,
            Self::Logit { low, .. } if value <= low => f64::NEG_INFINITY,
            Self::Logit { high, .. } if value >= high => f64::INFINITY,
            Self::Logit { low, high } => ((value - low) / (high - value)).ln(),
        }
    }

    /// The value of a place, within the range.
    #[must_use]
    pub fn back(&self, place: f64) -> f64 {
        match *self {
            Self::Linear(range) => place
                .max(range.min.unwrap_or(f64::NEG_INFINITY))
                .min(range.max.unwrap_or(f64::INFINITY)),
            Self::Logit { low, high } => low + (high - low) / (1.0 + (-place).exp()),
        }
    }

    /// The name used in results.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Linear(_) => "linear",
            Self::Logit { .. } => "logit",
        }
    }
}

//! What a target asks of a value.

use crate::framework::Indicator;
use crate::framework::spec::{Compare, CriterionStatus, Scale, Stage, TargetSpec};
use crate::number::decimals::compare;
use crate::recipe::Direction;
use chrono::NaiveDate;
use std::cmp::Ordering;

/// How a range such as "15-20 %" is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RangeReading {
    /// The easier end is the target: at least 15 where higher is better.
    #[default]
    Easier,
    /// The harder end is the target: at least 20 where higher is better.
    Harder,
    /// The value has to lie within both ends.
    Within,
}

/// What is asked of a value. Values are compared as decimals, so 59.99999999999999 is 60.
///
/// ```
/// use chuan::track::Goal;
///
/// assert!(Goal::AtLeast(0.3).is_met(0.1 + 0.2));
/// assert!(!Goal::MoreThan(2.0).is_met(2.0));
/// assert!(Goal::Within(15.0, 20.0).is_met(20.0));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Goal {
    /// `≥`
    AtLeast(f64),
    /// `>`
    MoreThan(f64),
    /// `≤`
    AtMost(f64),
    /// `<`
    LessThan(f64),
    /// `=`
    Exactly(f64),
    /// From the first to the second, both included.
    Within(f64, f64),
}

impl Goal {
    /// What a target asks for; none where it is not complete.
    pub fn of(target: &TargetSpec, indicator: &Indicator, reading: RangeReading) -> Option<Self> {
        let value = target.value;
        Some(match target.compare {
            Compare::AtLeast | Compare::Count => Self::AtLeast(value?),
            Compare::MoreThan => Self::MoreThan(value?),
            Compare::AtMost | Compare::Rank => Self::AtMost(value?),
            Compare::LessThan => Self::LessThan(value?),
            Compare::Exactly => Self::Exactly(value?),
            Compare::Completed => Self::AtLeast(complete(indicator)?),
            Compare::Range => {
                let (low, high) = (target.low?, target.high?);
                match (reading, indicator.direction) {
                    (RangeReading::Within, _) => Self::Within(low, high),
                    (RangeReading::Easier, Direction::Higher) => Self::AtLeast(low),
                    (RangeReading::Harder, Direction::Higher) => Self::AtLeast(high),
                    (RangeReading::Easier, _) => Self::AtMost(high),
                    (RangeReading::Harder, _) => Self::AtMost(low),
                }
            }
        })
    }

    /// Whether a value meets it.
    #[must_use]
    pub fn is_met(&self, value: f64) -> bool {
        let is = |limit: f64| compare(value, limit);
        match *self {
            Self::AtLeast(limit) => is(limit) != Ordering::Less,
            Self::MoreThan(limit) => is(limit) == Ordering::Greater,
            Self::AtMost(limit) => is(limit) != Ordering::Greater,
            Self::LessThan(limit) => is(limit) == Ordering::Less,
            Self::Exactly(limit) => is(limit) == Ordering::Equal,
            Self::Within(low, high) => is(low) != Ordering::Less && is(high) != Ordering::Greater,
        }
    }

    /// The value that the path leads to, for one who starts from `from`: the limit, or the end of
    /// the range that is nearer.
    #[must_use]
    pub fn aim(&self, from: f64) -> f64 {
        match *self {
            Self::AtLeast(limit)
            | Self::MoreThan(limit)
            | Self::AtMost(limit)
            | Self::LessThan(limit)
            | Self::Exactly(limit) => limit,
            Self::Within(low, high) if (from - low).abs() <= (from - high).abs() => low,
            Self::Within(_, high) => high,
        }
    }

    /// How far a value is from meeting it, in the unit of the values; 0 when it is met, and when
    /// it is only the limit itself that is not enough.
    #[must_use]
    pub fn gap(&self, value: f64) -> f64 {
        if self.is_met(value) { 0.0 } else { (self.aim(value) - value).abs() }
    }

    /// The probability that a value meets it, for one whose distribution function is given. The
    /// distribution has no atoms, so an exact value has probability 0, unless values are `whole`:
    /// then it stands for all that rounds to it.
    #[must_use]
    pub fn probability(&self, below: impl Fn(f64) -> f64, whole: bool) -> f64 {
        let half = if whole { 0.5 } else { 0.0 };
        match *self {
            Self::AtLeast(limit) => 1.0 - below(limit - half),
            Self::MoreThan(limit) => 1.0 - below(limit + half),
            Self::AtMost(limit) => below(limit + half),
            Self::LessThan(limit) => below(limit - half),
            Self::Exactly(limit) => below(limit + half) - below(limit - half),
            Self::Within(low, high) => below(high + half) - below(low - half),
        }
    }

    /// The sign that stands before the value, and the value or both ends.
    pub fn written(&self, mut show: impl FnMut(f64) -> String) -> String {
        let (sign, value) = match *self {
            Self::AtLeast(value) => ("≥", value),
            Self::MoreThan(value) => (">", value),
            Self::AtMost(value) => ("≤", value),
            Self::LessThan(value) => ("<", value),
            Self::Exactly(value) => ("=", value),
            Self::Within(low, high) => return format!("{}–{}", show(low), show(high)),
        };
        format!("{sign}\u{a0}{}", show(value))
    }
}

/// The value of an indicator that is done.
fn complete(indicator: &Indicator) -> Option<f64> {
    match indicator.scale {
        Scale::YesNo | Scale::Ratio => Some(1.0),
        Scale::Percent => Some(100.0),
        Scale::Ordinal => indicator.options.len().checked_sub(1).map(|last| last as f64),
        Scale::Status => Some(f64::from(CriterionStatus::Met as u8)),
        _ => indicator.range.max,
    }
}

/// A target as it was on a day.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct InForce {
    /// The target with the values of that day.
    pub target: TargetSpec,
    /// How far it had come.
    pub stage: Option<Stage>,
    /// Since when; none where it has no history.
    pub since: Option<NaiveDate>,
}

/// The target as it was on a day; none when its history begins later.
///
/// ```
/// use chuan::framework::spec::{Stage, TargetSpec};
/// use chuan::track::in_force;
///
/// let target: TargetSpec = serde_json::from_str(r#"{
///     "period": "2025", "value": 60,
///     "history": [{ "on": "2022-05-28", "stage": "questioned", "value": 60 },
///                 { "on": "2022-08-05", "stage": "decided", "value": 50 }]
/// }"#).unwrap();
/// let on = |day: &str| in_force(&target, day.parse().unwrap());
/// assert!(on("2022-05-01").is_none());
/// assert_eq!(on("2022-06-01").unwrap().target.value, Some(60.0));
/// assert_eq!(on("2022-12-31").unwrap().stage, Some(Stage::Decided));
/// ```
pub fn in_force(target: &TargetSpec, day: NaiveDate) -> Option<InForce> {
    let mut now = InForce { target: target.clone(), stage: target.stage, since: None };
    if target.history.is_empty() {
        return Some(now);
    }
    now.stage = None;
    for event in target.history.iter().filter(|event| event.on <= day) {
        now.stage = Some(event.stage);
        now.since = Some(event.on);
        now.target.value = event.value.or(now.target.value);
        now.target.low = event.low.or(now.target.low);
        now.target.high = event.high.or(now.target.high);
    }
    now.stage.is_some().then_some(now)
}

//! How targets stand.

use super::forecast::{Forecast, NoForecast};
use super::goal::Goal;
use super::pace::{Measure, PaceProblem};
use super::rating::{Grade, Rating};
use super::series::Point;
use super::stress::Stress;
use crate::framework::ItemId;
use crate::framework::spec::{Evidence, Stage};
use crate::period::Period;
use crate::register::Unit;
use chrono::NaiveDate;

/// How all targets stand on a day.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Tracking {
    /// The day.
    pub as_of: NaiveDate,
    /// The method that was asked for.
    pub rating: Rating,
    /// The units: of the register, or of the data where it is open.
    pub units: Vec<Unit>,
    /// The results: by indicator, target, unit and part.
    pub targets: Vec<Tracked>,
}

impl Tracking {
    /// The unit that a result is about.
    pub fn unit(&self, target: &Tracked) -> Option<&Unit> {
        self.units.get(target.unit?)
    }

    /// How many results have a status, for each status that occurs, the best first. The parts of a
    /// breakdown are not counted, the whole is.
    pub fn counts(&self) -> Vec<(Status, usize)> {
        let mut counts = std::collections::BTreeMap::new();
        for target in self.targets.iter().filter(|target| target.heading.is_none()) {
            *counts.entry(target.status).or_insert(0) += 1;
        }
        counts.into_iter().collect()
    }
}

/// How a target stands for a unit.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Tracked {
    /// The indicator that is followed.
    pub item: ItemId,
    /// The indicator with which the target stands, where this is a part of its breakdown.
    pub heading: Option<ItemId>,
    /// The number of the target in the list of that indicator.
    pub target: usize,
    /// Number of the unit in [`Tracking::units`]; none where the target is for units of which none is
    /// known.
    pub unit: Option<usize>,
    /// When it is due.
    pub due: Period,
    /// What is asked for; none before the target was set.
    pub goal: Option<Goal>,
    /// Out of how many, for ranks and counts.
    pub of: Option<u32>,
    /// How far the target had come on the day.
    pub stage: Option<Stage>,
    /// Since when it was so.
    pub since: Option<NaiveDate>,
    /// Where things stood at the beginning.
    pub base: Option<Base>,
    /// The latest value by the day, and not after the due date.
    pub latest: Option<Point>,
    /// How it stands.
    pub status: Status,
    /// How far the latest value is from what is asked, in the unit of the values.
    pub gap: Option<f64>,
    /// The pace so far, or why there is none.
    pub pace: Result<Pace, PaceProblem>,
    /// The value expected when due, or why there is none.
    pub forecast: Result<Forecast, NoForecast>,
    /// The probability of meeting it, where there is a forecast.
    pub probability: Option<f64>,
    /// The pace demanded against those that were shown.
    pub stress: Option<Stress>,
    /// For a breakdown, how the parts stand.
    pub parts: Option<Parts>,
}

/// Where things stood at the beginning.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Base {
    /// The value.
    pub value: f64,
    /// When; none where the framework does not say.
    pub period: Option<Period>,
    /// Whether the framework states it; else it is the first value observed.
    pub stated: bool,
    /// What it rests on, where it is stated.
    pub evidence: Option<Evidence>,
}

/// The pace so far.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Pace {
    /// The measure that was used.
    pub measure: Measure,
    /// The one that was asked for and could not be used, and why.
    pub instead_of: Option<(Measure, PaceProblem)>,
    /// The ratio.
    pub ratio: f64,
    /// The share of the way that is done.
    pub achieved: Option<f64>,
    /// The value that a straight path has at the time of the latest value.
    pub planned: f64,
    /// The mean annual change since the baseline.
    pub yearly: f64,
    /// The annual change that is needed from the latest value on; none when it is due.
    pub needed: Option<f64>,
}

/// How the parts of a breakdown stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Parts {
    /// How many meet the target by their latest value.
    pub met: usize,
    /// How many do not.
    pub not_met: usize,
    /// Of how many nothing is known.
    pub unknown: usize,
    /// How many have to; all, unless it is a count.
    pub needed: usize,
}

/// How a target stands, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Status {
    /// The latest value meets it.
    Met,
    /// Not met, and the pace is enough.
    OnTrack,
    /// Not met, and the pace is nearly enough.
    Moderate,
    /// Not met, the right way, too slow.
    Limited,
    /// Not met, the wrong way.
    MovingAway,
    /// Not met, and nothing can be said of the pace.
    NotMet,
    /// Due, and not met by the value of that time.
    Missed,
    /// Due, and there is no value of that time.
    Overdue,
    /// There is no value.
    NoData,
    /// On the day it was not set yet.
    NotSet,
    /// It is for units of which none is known.
    NoUnit,
}

impl Status {
    /// The name used in results.
    pub fn name(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::OnTrack => "on_track",
            Self::Moderate => "moderate",
            Self::Limited => "limited",
            Self::MovingAway => "moving_away",
            Self::NotMet => "not_met",
            Self::Missed => "missed",
            Self::Overdue => "overdue",
            Self::NoData => "no_data",
            Self::NotSet => "not_set",
            Self::NoUnit => "no_unit",
        }
    }
}

impl From<Grade> for Status {
    fn from(grade: Grade) -> Self {
        match grade {
            Grade::OnTrack => Self::OnTrack,
            Grade::Moderate => Self::Moderate,
            Grade::Limited => Self::Limited,
            Grade::MovingAway => Self::MovingAway,
        }
    }
}

#![doc = include_str!("targets.md")]

mod cohort;
mod distribution;
mod follow;
mod forecast;
mod goal;
mod meeting;
mod milestone;
mod pace;
mod position;
mod rating;
mod result;
mod series;
mod stress;
mod table;
mod to_do;
mod words;

#[cfg(test)]
mod tests;

pub use cohort::{CohortPeriod, cohorts};
pub use distribution::{normal_cdf, normal_quantile, t_cdf, t_quantile};
pub use follow::{TrackOptions, track};
pub use forecast::{
    Forecast, ForecastMethod, ForecastOptions, Line, NoForecast, Smoothing, forecast, theil_sen,
};
pub use goal::{Goal, InForce, RangeReading, in_force};
pub use meeting::{
    Meeting, MeetingMilestone, NotJoined, WhyNotJoined, WorkingTask, meeting_milestones,
};
pub use milestone::{FollowUp, Milestone, MilestoneState, NoFollowUp, milestones};
pub use pace::{Axis, Measure, PaceProblem, Way, pace};
pub use position::{Position, positions};
pub use rating::{Grade, Rating};
pub use result::{Base, Pace, Parts, Status, Tracked, Tracking};
pub use series::{Panel, Point, years};
pub use stress::{Reach, Stress, stress};
pub use table::{
    Cell, Table, cohorts_table, history_table, meeting_milestones_table, milestones_table,
    positions_table,
};

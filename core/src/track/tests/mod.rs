mod laws;
mod meeting;
mod methods;
mod milestones;
mod reference;
mod rollout;
mod targets;
mod to_do;

use super::Point;
use crate::period::Period;

/// Values by year.
pub(super) fn points(values: &[(i32, f64)]) -> Vec<Point> {
    let point = |(year, value): &(i32, f64)| Point::new(Period::from_year(*year)?, *value);
    values.iter().filter_map(point).collect()
}

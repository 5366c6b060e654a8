//! Where a unit stands among its peers, over time.

use super::series::Panel;
use crate::number::decimals::compare;
use crate::observe::Column;
use crate::period::Period;
use crate::recipe::Direction;
use std::cmp::Ordering;

/// Where a unit stood in one period. Distances are how much the value would have to improve, in the
/// unit of the values; negative where it is better already.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Position {
    /// The period.
    pub period: Period,
    /// The value.
    pub value: f64,
    /// The rank among the peers, itself included; units with the same value share the best one.
    pub rank: usize,
    /// How many peers there are with a value, itself included.
    pub among: usize,
    /// The share of the other peers that it is better than, in percent; equal ones count half. None
    /// without others.
    pub percentile: Option<f64>,
    /// Number of the unit that leads; of several the first.
    pub leader: usize,
    /// Distance to the leader.
    pub to_leader: f64,
    /// Distance to the mean of the peers, itself included.
    pub to_mean: f64,
    /// Number of the unit with the next better value, and the distance to it; none for the leader.
    pub next: Option<(usize, f64)>,
}

/// Where a unit stands in every period in which it has a value.
///
/// `peers` says which units it is compared with; it is always one of them. Values are compared as
/// decimals.
///
/// ```
/// use chuan::observe::Column;
/// use chuan::period::Period;
/// use chuan::recipe::Direction;
/// use chuan::track::{Panel, positions};
///
/// let column: Column = [Some(52.0), Some(16.0), None, Some(40.0)].into_iter().collect();
/// let year = Period::from_year(2022).unwrap();
/// let panel = Panel::new([(year, column)], "2023-01-01".parse().unwrap());
/// let all = positions(&panel, 0, |_| true, Direction::Lower);
/// assert_eq!((all[0].rank, all[0].among, all[0].leader), (3, 3, 1));
/// assert_eq!((all[0].to_leader, all[0].next), (36.0, Some((3, 12.0))));
/// ```
pub fn positions(
    panel: &Panel,
    unit: usize,
    peers: impl Fn(usize) -> bool,
    direction: Direction,
) -> Vec<Position> {
    let all = panel.periods().iter().enumerate();
    all.filter_map(|(number, period)| {
        position(panel.column(number)?, *period, unit, &peers, direction)
    })
    .collect()
}

fn position(
    column: &Column,
    period: Period,
    unit: usize,
    peers: &impl Fn(usize) -> bool,
    direction: Direction,
) -> Option<Position> {
    let value = column.get(unit)?;
    let sign = if direction == Direction::Lower { -1.0 } else { 1.0 };
    let better = |a: f64, b: f64| compare(sign * a, sign * b);
    let there = || {
        let values = column.iter().enumerate();
        values
            .filter(|(other, _)| *other == unit || peers(*other))
            .filter_map(|(other, value)| value.map(|value| (other, value)))
    };
    let among = there().count();
    let ahead = there().filter(|(_, other)| better(*other, value).is_gt()).count();
    let equal = there().filter(|(_, other)| better(*other, value).is_eq()).count() - 1;
    let behind = among - ahead - equal - 1;
    let (leader, best) = there().fold(None, |best: Option<(usize, f64)>, one| match best {
        Some(best) if better(one.1, best.1) != Ordering::Greater => Some(best),
        _ => Some(one),
    })?;
    let next = there().filter(|(_, other)| better(*other, value).is_gt()).fold(
        None,
        |next: Option<(usize, f64)>, one| match next {
            Some(next) if better(one.1, next.1) != Ordering::Less => Some(next),
            _ => Some(one),
        },
    );
    let mean = there().map(|(_, value)| value).sum::<f64>() / among as f64;
    let away = |other: f64| sign * (other - value) + 0.0;
    Some(Position {
        period,
        value,
        rank: ahead + 1,
        among,
        percentile: (among > 1)
            .then(|| 100.0 * (behind as f64 + equal as f64 / 2.0) / (among - 1) as f64),
        leader,
        to_leader: away(best),
        to_mean: away(mean),
        next: next.map(|(other, value)| (other, away(value))),
    })
}

//! Where an item could be moved, and what that costs.

use super::super::model::{Item, Position, Test};
use super::super::truth::Truth;
use crate::framework::spec::{CostSpec, CriterionStatus};

/// A place that an item could be moved to.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) to: Position,
    /// The truth of each test there.
    pub(super) truths: Vec<Truth>,
    pub(super) cost: f64,
    /// How far it is, where that is known: of equal costs the nearest is taken.
    distance: f64,
}

/// The places that differ in what they meet, each the cheapest of its kind; staying is not listed.
pub(super) fn of(item: &Item, cost: CostSpec) -> Vec<Candidate> {
    let (fixed, per_unit) = match cost {
        CostSpec::Fixed(fixed) => (fixed, 0.0),
        CostSpec::Split(split) => (split.fixed, split.per_unit),
    };
    let here: Vec<Truth> = item.tests.iter().map(|test| test.of(item.at)).collect();
    let mut found: Vec<Candidate> = Vec::new();
    for to in places(item) {
        let truths: Vec<Truth> = item.tests.iter().map(|test| test.of(to)).collect();
        if truths == here {
            continue;
        }
        let distance = match (item.at, to) {
            (Position::Value(from, _), Position::Value(to, _))
            | (Position::Rank(from), Position::Rank(to)) => (to - from).abs(),
            (Position::Criteria(from, _), Position::Criteria(to, _)) => {
                f64::from(from.abs_diff(to))
            }
            _ => 0.0,
        };
        // Every criterion of a tally is a change of its own.
        let cost = match to {
            Position::Criteria(..) => fixed * distance,
            _ => fixed + per_unit * distance,
        };
        let candidate = Candidate { to, truths, cost, distance };
        match found.iter_mut().find(|known| known.truths == candidate.truths) {
            Some(known) => {
                let dearer = candidate.cost.total_cmp(&known.cost);
                if dearer.then(candidate.distance.total_cmp(&known.distance)).is_lt() {
                    *known = candidate;
                }
            }
            None => found.push(candidate),
        }
    }
    found
}

fn places(item: &Item) -> Vec<Position> {
    let mut places = Vec::new();
    for test in &item.tests {
        match test {
            Test::Compare(_, threshold) => {
                let (above, below) = match item.whole {
                    true => ((threshold.floor() + 1.0, 0), (threshold.ceil() - 1.0, 0)),
                    false => ((*threshold, 1), (*threshold, -1)),
                };
                let at = (*threshold, 0);
                let (low, high) = item.range;
                for (value, nudge) in [at, above, below] {
                    let inside = match nudge {
                        1 => value >= low && value < high,
                        -1 => value > low && value <= high,
                        _ => value >= low && value <= high,
                    };
                    if inside && (!item.whole || value.fract() == 0.0) {
                        places.push(Position::Value(value, nudge));
                    } else if inside {
                        places.push(Position::Value(value.ceil(), 0));
                    }
                }
            }
            Test::Status(_) => {
                let reachable = [
                    CriterionStatus::Met,
                    CriterionStatus::NotMet,
                    CriterionStatus::BasicallyMet,
                    CriterionStatus::Exceeding,
                ];
                places.extend(reachable.map(Position::Status));
            }
            Test::Rank(at_most) => {
                let (at, after) = (f64::from(*at_most), f64::from(*at_most) + 1.0);
                places.extend([Position::Rank(at), Position::Rank(after)]);
            }
            Test::Criteria(needed) => {
                for count in [*needed, needed.saturating_sub(1)] {
                    if f64::from(count) <= item.range.1 {
                        places.push(Position::Criteria(count, count));
                    }
                }
            }
        }
    }
    places
}

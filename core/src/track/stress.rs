//! Whether a target can be met at a pace that anybody has ever shown.

use super::goal::Goal;
use super::pace::Axis;
use super::series::Panel;
use crate::number::quantile;
use crate::recipe::Interval;

/// The pace that a target demands, set against the paces that units have shown.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Stress {
    /// The scale on which the pace is measured.
    pub axis: Axis,
    /// The change a year, on the axis, that is needed from now on.
    pub demanded: f64,
    /// Over how many years paces were measured.
    pub window: f64,
    /// How many paces there are: one a unit and window.
    pub paces: usize,
    /// The share of the paces that were slower, in percent; a pace that is equal counts half.
    pub percentile: f64,
    /// How many units have shown a pace at all.
    pub units: usize,
    /// How many of them have ever been as fast as is demanded.
    pub managed: usize,
    /// What the paces of the 50th, 75th and 90th percentile would reach by the due date.
    pub reach: [Reach; 3],
}

/// What a pace would reach.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Reach {
    /// The percentile of the pace; the higher the better.
    pub percentile: f64,
    /// The pace, on the axis, a year.
    pub pace: f64,
    /// The value by the due date.
    pub value: f64,
    /// Whether that meets the target.
    pub meets: bool,
}

/// The percentiles that are carried on.
const PERCENTILES: [f64; 3] = [50.0, 75.0, 90.0];

/// Sets the pace that a goal demands from `(value, time)` to `due` against all paces in a panel.
///
/// A pace is the change between two values of a unit, over the years between them; a window is a pair
/// of values at least as far apart as is left until the due date, or as the panel is long where that
/// is less, and of such pairs with the same begin only the nearest. So a burst of one year is not set
/// against a way of ten. Percentiles run in the direction of the target and are of type 7. Values
/// between two ends move on the logit scale, unless one of them, or the aim, lies at an end; then
/// everything is linear. None where the goal is met, nothing is left of the time, or nobody has shown
/// a pace.
pub fn stress(
    panel: &Panel,
    (value, now): (f64, f64),
    goal: &Goal,
    due: f64,
    range: Interval,
) -> Option<Stress> {
    let left = due - now;
    if left <= 0.0 || goal.is_met(value) {
        return None;
    }
    let aim = goal.aim(value);
    let all: Vec<_> = (0..panel.units()).map(|unit| panel.series(unit)).collect();
    let values = all.iter().flatten().map(|point| point.value);
    let axis = Axis::for_values(range, values.chain([value, aim]));
    let up = if aim >= value { 1.0 } else { -1.0 };
    let demanded = (axis.on(aim) - axis.on(value)) / left;
    let length = panel.times().last()? - panel.times().first()?;
    // A hair less, so that months of unequal length do not decide.
    let window = left.min(length);
    let mut paces = Vec::new();
    let (mut units, mut managed) = (0, 0);
    for series in &all {
        let before = paces.len();
        for (n, from) in series.iter().enumerate() {
            let to = series.iter().skip(n + 1).find(|to| to.at - from.at >= window - 0.01);
            let Some(to) = to else { break };
            paces.push(up * (axis.on(to.value) - axis.on(from.value)) / (to.at - from.at));
        }
        let own = paces.get(before..).unwrap_or_default();
        units += usize::from(!own.is_empty());
        managed += usize::from(own.iter().any(|pace| at_least(*pace, up * demanded)));
    }
    let slower = paces.iter().filter(|pace| !at_least(**pace, up * demanded)).count() as f64;
    let equal = paces
        .iter()
        .filter(|pace| crate::number::decimals::compare(**pace, up * demanded).is_eq())
        .count();
    paces.sort_by(f64::total_cmp);
    let reach = PERCENTILES.map(|percentile| {
        let pace = quantile(&paces, percentile / 100.0)?;
        let value = axis.back(axis.on(value) + up * pace * left);
        Some(Reach { percentile, pace: up * pace, value, meets: goal.is_met(value) })
    });
    let [Some(half), Some(quarter), Some(tenth)] = reach else { return None };
    Some(Stress {
        axis,
        demanded,
        window,
        paces: paces.len(),
        percentile: 100.0 * (slower + equal as f64 / 2.0) / paces.len() as f64,
        units,
        managed,
        reach: [half, quarter, tenth],
    })
}

fn at_least(pace: f64, demanded: f64) -> bool {
    crate::number::decimals::compare(pace, demanded).is_ge()
}

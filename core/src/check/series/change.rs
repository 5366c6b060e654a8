//! `OBS-411`: a value differs from the one before it by more than the framework finds plausible.

use super::Found;
use super::table::{Cell, Table, written};
use crate::finding::{Argument, catalogue};
use crate::number::decimals::compare;

pub(super) fn check(table: &Table<'_>, found: &mut Vec<Found>) {
    for series in table.series() {
        for pair in series.windows(2) {
            if let [before, now] = pair {
                judge(table, before, now, found);
            }
        }
    }
}

fn judge(table: &Table<'_>, before: &Cell, now: &Cell, found: &mut Vec<Found>) {
    let Some(plausible) = table.item(now).and_then(|item| item.indicator()).map(|i| i.plausible)
    else {
        return;
    };
    let moved = (now.value - before.value).abs();
    let exceeds = |limit: f64| compare(moved, limit).is_gt();
    // Of a value of zero nothing is a share.
    let share =
        plausible.change.filter(|share| before.value != 0.0 && exceeds(share * before.value.abs()));
    let step = plausible.step.filter(|step| exceeds(*step));
    let limit: Argument = match (share, step) {
        (Some(share), _) => format!("{} %", written(share * 100.0)).into(),
        (None, Some(step)) => step.into(),
        (None, None) => return,
    };
    let period = table.period(before).map(|period| period.to_string()).unwrap_or_default();
    let finding = table
        .finding(&catalogue::IMPLAUSIBLE_CHANGE, now)
        .with("before_period", period)
        .with("before", before.value)
        .with("limit", limit);
    found.push(Found::about(now, finding));
}

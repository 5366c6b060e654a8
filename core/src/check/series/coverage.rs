//! `OBS-601` to `OBS-604`: what ought to be there and is not.

use super::Found;
use super::table::{Cell, Table};
use crate::finding::{Finding, catalogue};
use crate::framework::spec::CoverageSpec;
use crate::framework::{Indicator, ItemId};
use crate::period::Period;
use crate::register::Unit;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn check(table: &Table<'_>, found: &mut Vec<Found>) {
    let Some(coverage) = &table.framework.spec().coverage else { return };
    for (place, period) in table.periods.iter().enumerate() {
        let seen = Seen::of(table, place);
        if seen.cells.is_empty() {
            continue;
        }
        if coverage.units {
            units(table, *period, &seen, found);
        }
        if coverage.indicators {
            indicators(table, *period, &seen, found);
        }
        if let Some(attribute) = &coverage.group {
            groups(table, *period, &seen, (attribute, coverage), found);
        }
    }
    if coverage.periods {
        gaps(table, found);
    }
}

/// What has a value in a period, whatever the layer.
struct Seen<'a> {
    cells: BTreeSet<(&'a str, ItemId)>,
    units: BTreeSet<&'a str>,
    items: BTreeSet<ItemId>,
}

impl<'a> Seen<'a> {
    fn of(table: &Table<'a>, period: usize) -> Self {
        let cells: BTreeSet<(&str, ItemId)> = table
            .cells()
            .iter()
            .filter(|cell| cell.period == period)
            .filter_map(|cell| Some((table.units.get(cell.unit)?.code.as_str(), cell.item)))
            .collect();
        let units = cells.iter().map(|(unit, _)| *unit).collect();
        let items = cells.iter().map(|(_, item)| *item).collect();
        Self { cells, units, items }
    }
}

/// The units of the register that exist in a period.
fn existing<'a>(table: &Table<'a>, period: Option<Period>) -> impl Iterator<Item = &'a Unit> {
    let (first, last) = match period {
        Some(period) => (Some(period.first_day()), period.last_day()),
        None => (None, None),
    };
    let units = table.framework.register().units().iter();
    units.filter(move |unit| unit.exists_between(first, last))
}

fn about(finding: Finding, period: Option<Period>) -> Finding {
    finding.period(period.map_or_else(|| "-".to_owned(), |period| period.to_string()))
}

fn units(table: &Table<'_>, period: Option<Period>, seen: &Seen<'_>, found: &mut Vec<Found>) {
    for unit in existing(table, period).filter(|unit| !seen.units.contains(unit.code.as_str())) {
        let finding = Finding::new(&catalogue::MISSING_UNIT).unit(unit.code.as_str());
        found.push(Found::nowhere(about(finding, period)));
    }
}

/// The indicators that are to have values in a period.
fn expected<'a>(
    table: &Table<'a>,
    period: Option<Period>,
) -> impl Iterator<Item = (ItemId, &'a str)> {
    let fits =
        move |indicator: &Indicator| period.is_none_or(|period| indicator.frequency.fits(&period));
    table
        .framework
        .indicators()
        .filter(move |(_, item, indicator)| {
            item.scored && indicator.required != Some(false) && fits(indicator)
        })
        .map(|(id, item, _)| (id, item.code.as_str()))
}

fn indicators(table: &Table<'_>, period: Option<Period>, seen: &Seen<'_>, found: &mut Vec<Found>) {
    for (_, code) in expected(table, period).filter(|(id, _)| !seen.items.contains(id)) {
        let finding = Finding::new(&catalogue::MISSING_INDICATOR).indicator(code);
        found.push(Found::nowhere(about(finding, period)));
    }
}

/// Shares of values present, group by group, against those of all the others.
fn groups(
    table: &Table<'_>,
    period: Option<Period>,
    seen: &Seen<'_>,
    (attribute, coverage): (&str, &CoverageSpec),
    found: &mut Vec<Found>,
) {
    let items: BTreeSet<ItemId> =
        expected(table, period).map(|(id, _)| id).filter(|id| seen.items.contains(id)).collect();
    let listed: Vec<&Unit> = if table.framework.register().is_open() {
        table.units.iter().filter(|unit| seen.units.contains(unit.code.as_str())).collect()
    } else {
        existing(table, period).collect()
    };
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for unit in listed {
        let Some(group) = unit.attribute(attribute) else { continue };
        let present =
            items.iter().filter(|item| seen.cells.contains(&(unit.code.as_str(), **item))).count();
        let count = counts.entry(group).or_default();
        *count = (count.0 + present, count.1 + items.len());
    }
    let all = counts.values().fold((0, 0), |all, one| (all.0 + one.0, all.1 + one.1));
    for (group, (present, asked)) in counts {
        let (others, of) = (all.0 - present, all.1 - asked);
        if asked == 0 || of == 0 {
            continue;
        }
        let (share, rest) = (present as f64 / asked as f64, others as f64 / of as f64);
        if crate::number::decimals::compare(rest - share, coverage.group_gap).is_gt() {
            let percent = |share: f64| (share * 1000.0).round() / 10.0;
            let finding = Finding::new(&catalogue::INCOMPLETE_GROUP)
                .value(group)
                .with("group", group)
                .with("attribute", attribute)
                .with("share", percent(share))
                .with("others", percent(rest));
            found.push(Found::nowhere(about(finding, period)));
        }
    }
}

/// Periods that are lacking between two values of a series.
fn gaps(table: &Table<'_>, found: &mut Vec<Found>) {
    for series in table.series() {
        for pair in series.windows(2) {
            if let [before, after] = pair {
                gap(table, before, after, found);
            }
        }
    }
}

/// Days and open spans have no period that has to follow.
const LONGEST_GAP: usize = 10_000;

fn gap(table: &Table<'_>, before: &Cell, after: &Cell, found: &mut Vec<Found>) {
    let (Some(from), Some(to)) = (table.period(before), table.period(after)) else { return };
    let mut missing = 0;
    let mut at = from.next();
    while let Some(period) = at.filter(|period| *period < to) {
        missing += 1;
        if missing > LONGEST_GAP {
            break;
        }
        at = period.next();
    }
    if missing > 0 {
        let mut finding = table
            .finding(&catalogue::MISSING_PERIOD, after)
            .with("count", missing)
            .with("before", from.to_string())
            .with("after", to.to_string());
        finding.value = None;
        found.push(Found::about(after, finding));
    }
}

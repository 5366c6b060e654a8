//! `OBS-413`: a value lies far from the others of its series, or of all units in its period.
//!
//! The robust z-score is `0.6745 · |x − median| / MAD`, where MAD is the median of the distances
//! from the median and 0.6745 makes it comparable with a standard deviation (B. Iglewicz and
//! D. C. Hoaglin, How to Detect and Handle Outliers, 1993; they advise a limit of 3.5). Below five
//! values, or when more than half of them are equal, there is no such score.

use super::Found;
use super::table::{Cell, Table};
use crate::finding::{Bilingual, catalogue};
use crate::framework::spec::PlausibleSpec;
use crate::number::decimals::compare;
use crate::number::{median, sorted};

const FEWEST: usize = 5;
const NORMAL: f64 = 0.6745;

const OWN_SERIES: Bilingual =
    Bilingual { vi: "các kỳ khác của đơn vị", en: "the other periods of the unit" };
const OTHER_UNITS: Bilingual =
    Bilingual { vi: "các đơn vị khác trong kỳ", en: "the other units in the period" };

pub(super) fn check(table: &Table<'_>, found: &mut Vec<Found>) {
    if any(table, |plausible| plausible.outlier) {
        for series in table.series() {
            judge(table, &series, |plausible| plausible.outlier, OWN_SERIES, found);
        }
    }
    if any(table, |plausible| plausible.outlier_among_units) {
        for units in table.grouped(|cell| (cell.layer, cell.item, cell.period)) {
            judge(table, &units, |plausible| plausible.outlier_among_units, OTHER_UNITS, found);
        }
    }
}

fn any(table: &Table<'_>, limit: fn(&PlausibleSpec) -> Option<f64>) -> bool {
    table.framework.indicators().any(|(_, _, indicator)| limit(&indicator.plausible).is_some())
}

fn judge(
    table: &Table<'_>,
    cells: &[Cell],
    limit: fn(&PlausibleSpec) -> Option<f64>,
    among: Bilingual,
    found: &mut Vec<Found>,
) {
    let indicator = cells.first().and_then(|cell| table.item(cell)).and_then(|i| i.indicator());
    let Some(limit) = indicator.and_then(|indicator| limit(&indicator.plausible)) else { return };
    if cells.len() < FEWEST {
        return;
    }
    let Some(middle) = median(&sorted(cells.iter().map(|cell| cell.value))) else { return };
    let distances = cells.iter().map(|cell| (cell.value - middle).abs());
    let Some(spread) = median(&sorted(distances)).filter(|spread| *spread > 0.0) else { return };
    for cell in cells {
        let z = NORMAL * (cell.value - middle).abs() / spread;
        if compare(z, limit).is_gt() {
            let finding = table
                .finding(&catalogue::OUTLIER, cell)
                .with("among", among)
                .with("median", middle)
                .with("z", (z * 10.0).round() / 10.0);
            found.push(Found::about(cell, finding));
        }
    }
}

//! `OBS-421`: a stated total is not the sum of its parts.

use super::Found;
use super::table::{Cell, Table};
use crate::finding::catalogue;
use crate::framework::ItemId;
use crate::number;
use crate::number::decimals::{compare, snap};
use std::collections::HashMap;

pub(super) fn check(table: &Table<'_>, found: &mut Vec<Found>) {
    let totals: Vec<(ItemId, Vec<ItemId>, f64)> = table
        .framework
        .indicators()
        .filter_map(|(id, _, indicator)| {
            let total = indicator.total.as_ref()?;
            let parts = total.of.iter().filter_map(|code| table.framework.find(code.as_str()));
            Some((id, parts.collect(), total.tolerance))
        })
        .collect();
    if totals.is_empty() {
        return;
    }
    for cells in table.grouped(|cell| (cell.layer, cell.unit, cell.period)) {
        let by_item: HashMap<ItemId, &Cell> = cells.iter().map(|cell| (cell.item, cell)).collect();
        for (id, parts, tolerance) in &totals {
            let Some(stated) = by_item.get(id) else { continue };
            // With a part missing nothing is known of the sum.
            let values: Option<Vec<f64>> =
                parts.iter().map(|part| by_item.get(part).map(|cell| cell.value)).collect();
            let Some(values) = values else { continue };
            let sum = number::sum(values);
            let difference = snap(stated.value - sum);
            if compare(difference.abs(), *tolerance).is_gt() {
                let finding = table
                    .finding(&catalogue::TOTAL_MISMATCH, stated)
                    .with("stated", stated.value)
                    .with("sum", snap(sum))
                    .with("difference", snap_to(difference, stated.value, sum));
                found.push(Found::about(stated, finding));
            }
        }
    }
}

/// The difference without the digits that are only an error of binary fractions.
fn snap_to(difference: f64, a: f64, b: f64) -> f64 {
    let scale = a.abs().max(b.abs()).max(1.0);
    let unit = 10f64.powi(scale.log10().ceil() as i32 - 12);
    snap((difference / unit).round() * unit)
}

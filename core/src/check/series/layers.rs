//! `OBS-431`: a value stands in a layer while an earlier one has none for it.

use super::Found;
use super::table::Table;
use crate::finding::catalogue;
use crate::text::clean;
use std::collections::BTreeSet;

pub(super) fn check(table: &Table<'_>, found: &mut Vec<Found>) {
    let declared: Vec<_> = table.framework.spec().data.layers.iter().map(|l| clean(l)).collect();
    if declared.len() < 2 {
        return;
    }
    let place = |layer: usize| {
        let name = table.layers.get(layer)?;
        declared.iter().position(|declared| **declared == **name)
    };
    // A layer that the data do not have at all is not what a single value lacks.
    let used: BTreeSet<usize> = table.cells().iter().filter_map(|cell| place(cell.layer)).collect();
    for cells in table.grouped(|cell| (cell.item, cell.unit, cell.period)) {
        let present: BTreeSet<usize> = cells.iter().filter_map(|cell| place(cell.layer)).collect();
        let Some(last) = present.last() else { continue };
        let missing = used.iter().find(|layer| *layer < last && !present.contains(layer));
        let Some(missing) = missing.and_then(|layer| declared.get(*layer)) else { continue };
        let at = cells.iter().find(|cell| place(cell.layer) == Some(*last));
        let (Some(cell), Some(layer)) = (at, declared.get(*last)) else { continue };
        let finding = table
            .finding(&catalogue::LAYER_SKIPPED, cell)
            .with("layer", &**layer)
            .with("missing", &**missing);
        found.push(Found::about(cell, finding));
    }
}

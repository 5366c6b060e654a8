//! `OBS-412`: a value stays exactly the same for more periods in a row than is plausible.

use super::Found;
use super::table::Table;
use crate::finding::catalogue;
use crate::number::decimals::compare;

pub(super) fn check(table: &Table<'_>, found: &mut Vec<Found>) {
    for series in table.series() {
        let item = series.first().and_then(|cell| table.item(cell));
        let Some(least) = item.and_then(|i| i.indicator()).and_then(|i| i.plausible.constant)
        else {
            continue;
        };
        for run in series.chunk_by(|a, b| compare(a.value, b.value).is_eq()) {
            if run.len() < least {
                continue;
            }
            let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
            let since = table.period(first).map(|period| period.to_string()).unwrap_or_default();
            let finding = table
                .finding(&catalogue::REPEATED_VALUE, last)
                .with("count", run.len())
                .with("first", since);
            found.push(Found::about(last, finding));
        }
    }
}

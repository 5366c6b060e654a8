//! Tables of indicators and units beside a framework file.

mod cells;
mod coinr;
mod columns;
mod file;
mod indicators;
#[cfg(test)]
mod tests;
mod units;

pub use coinr::from_coinr;

use super::compile::RowPlaces;
use super::source::{Path, Places};
use super::spec::{FrameworkSpec, TableSpec};
use crate::finding::{Argument, Finding, Findings, Place, catalogue};
use cells::Cells;
use columns::Columns;
use file::Table;
use std::sync::Arc;

/// Adds the rows of the tables to the spec; what has been read is then part of the spec itself.
pub(super) fn read(
    folder: Option<&std::path::Path>,
    spec: &mut FrameworkSpec,
    places: &Places,
    rows: &mut RowPlaces,
    findings: &mut Findings,
) {
    let tables = std::mem::take(&mut spec.tables);
    if let Some(table) = &tables.indicators {
        let source = Source { table, key: "indicators", places, folder };
        let opened = source.open(indicators::KEYS, findings);
        rows.lost |= opened.is_none();
        if let Some((table, columns)) = opened {
            columns.report_unused(&table, indicators::KEYS, findings);
            rows.columns = columns.headers(&table, indicators::PATHS);
            for row in 0..table.records.len() {
                let Some(mut cells) = Cells::of(&table, &columns, row, findings) else { continue };
                if let Some(indicator) = indicators::read(&mut cells) {
                    spec.indicators.push(indicator);
                    rows.indicators.push(cells.place());
                }
            }
        }
    }
    if let Some(table) = &tables.units {
        let source = Source { table, key: "units", places, folder };
        let opened = source.open(units::KEYS, findings);
        rows.lost |= opened.is_none();
        if let Some((table, columns)) = opened {
            rows.unit_columns = columns.headers(&table, &[]);
            let register = spec.register.get_or_insert_default();
            for row in 0..table.records.len() {
                let Some(mut cells) = Cells::of(&table, &columns, row, findings) else { continue };
                if let Some(unit) = units::read(&mut cells) {
                    register.units.push(unit);
                    rows.units.push(cells.place());
                }
            }
        }
    }
}

/// A key that a column can stand for, with other names for it.
type Key = (&'static str, &'static [&'static str]);

/// A table as the framework names it.
struct Source<'a> {
    table: &'a TableSpec,
    key: &'static str,
    places: &'a Places,
    folder: Option<&'a std::path::Path>,
}

impl Source<'_> {
    /// The table and what its columns stand for.
    fn open(&self, keys: &'static [Key], findings: &mut Findings) -> Option<(Table, Columns)> {
        let path = self.folder.map_or_else(
            || std::path::PathBuf::from(self.table.file()),
            |folder| folder.join(self.table.file()),
        );
        let table = match Table::read(&path) {
            Ok(table) => table,
            Err(fault) => {
                let at = match fault.line {
                    Some(line) => {
                        let mut place = Place::in_file(Some(path.display().to_string().into()));
                        place.line = Some(line);
                        place
                    }
                    None => self.place(&["file"]),
                };
                let detail = super::lint::both(fault.vi, fault.en);
                findings.push(fault_of(self.table.file(), at, detail));
                return None;
            }
        };
        let open_ended = self.key == "units";
        let columns = Columns::of(&table, self, keys, open_ended, findings)?;
        Some((table, columns))
    }

    /// Where the framework says something about the table.
    fn place(&self, keys: &[&str]) -> Place {
        let path = Path::default().key("tables").key(self.key);
        self.places.of(&keys.iter().fold(path, |path, key| path.key(key)))
    }
}

fn fault_of(file: &str, place: Place, detail: Argument) -> Finding {
    Finding::new(&catalogue::TABLE).at(place).with("file", file).with("detail", detail)
}

/// The place of a record of a table.
fn place_of(file: &Arc<str>, record: u64, line: u64) -> Place {
    Place::in_record(Some(file.clone()), record, line)
}

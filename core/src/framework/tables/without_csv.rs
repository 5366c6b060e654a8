//! Tables in a build that reads no CSV: refused, not passed over.

use crate::finding::{Finding, Findings, catalogue};
use crate::framework::compile::RowPlaces;
use crate::framework::source::{Path, Places};
use crate::framework::spec::FrameworkSpec;

pub(in crate::framework) fn read(
    _folder: Option<&std::path::Path>,
    spec: &mut FrameworkSpec,
    places: &Places,
    _rows: &mut RowPlaces,
    findings: &mut Findings,
) {
    let tables = [("indicators", &spec.tables.indicators), ("units", &spec.tables.units)];
    for (key, table) in tables {
        let Some(table) = table else { continue };
        findings.push(
            Finding::new(&catalogue::TABLE)
                .at(places.of(&Path::default().key("tables").key(key)))
                .with("file", table.file())
                .with("detail", "this build of Chuan reads no CSV (feature `csv`)"),
        );
    }
}

//! Rules `OBS-`: what is wrong with observations, record by record, in one pass. What [data files](data) look
//! like has a page of its own.
//!
//! ```
//! use chuan::check::{CheckOptions, Checker};
//! use chuan::framework::{FileFormat, Framework};
//!
//! let framework = Framework::parse(
//!     "code = 'demo'\ntitle = 'Demo'\n[[indicator]]\ncode = 'share'\nscale = 'percent'\n",
//!     FileFormat::Toml,
//! ).unwrap();
//! let mut checker = Checker::new(&framework, CheckOptions::default());
//! checker.read_csv("data.csv", "unit,indicator,period,value\n40,share,2022,101\n".as_bytes())?;
//! let checked = checker.finish();
//! let codes: Vec<&str> = checked.findings.iter().map(|finding| finding.code()).collect();
//! assert_eq!(codes, ["OBS-402"]);
//! # Ok::<(), chuan::observe::ReadError>(())
//! ```

mod accepted;
mod custom;
pub mod data;
mod exceptions;
mod fast;
mod first;
#[cfg(feature = "csv")]
mod input;
mod keys;
mod layout;
mod parse;
#[cfg(all(test, feature = "csv", feature = "encodings"))]
mod properties;
#[cfg(all(fuzzing, feature = "csv", feature = "encodings"))]
#[doc(hidden)]
pub mod properties;
#[cfg(feature = "csv")]
mod repair;
mod row;
mod series;
mod value;
mod words;

pub use accepted::AcceptedValue;
#[cfg(feature = "csv")]
pub use repair::{Repair, RepairKind, Replace, Row, repair};
pub use words::status_of;

use crate::finding::{Finding, Findings, Place, Severity, catalogue};
use crate::framework::Framework;
use crate::framework::spec::DateFormat;
use crate::number::NumberFormat;
use crate::observe::{Builder, Encoding, Form, Observations, ReadError, Record, Records};
use crate::period::Period;
use crate::register::{Unit, UnitId};
use crate::text::{clean, suggest};
use indexmap::{IndexMap, IndexSet};
use std::sync::Arc;

/// More columns than any spreadsheet can have are no table.
const MOST_COLUMNS: usize = 20_000;

/// How observations are read and checked; what is not said here is said by the framework.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct CheckOptions {
    /// Number format.
    pub numbers: Option<NumberFormat>,
    /// Form of dates and periods.
    pub dates: Option<DateFormat>,
    /// The period of files that have no column for it. An empty cell of such a column is an error.
    pub period: Option<Period>,
    /// The layer to be kept, where files hold several: `self`, `appraised`, `decided` …
    pub layer: Option<String>,
    /// Columns by the names that the files use, before those of the framework.
    pub columns: IndexMap<String, String>,
    /// Delimiter of CSV files; detected unless said.
    pub delimiter: Option<u8>,
    /// Encoding of text files; found out unless said.
    pub encoding: Option<Encoding>,
    /// The sheet of a workbook: its name, or its number from 1.
    pub sheet: Option<String>,
    /// The row of a sheet in which the header stands, from 1.
    pub header_row: Option<u32>,
    /// How many findings are kept; all are counted.
    pub max_findings: usize,
    /// How many findings of one rule in one file are kept.
    pub max_per_rule: usize,
    /// Whether accepted observations are kept for scoring; a check alone needs less memory.
    pub keep: bool,
    /// How many threads check a CSV file; 0 for as many as the machine has. Results never depend on
    /// it.
    pub threads: usize,
    /// How many bytes of a CSV file are read at a time; 0 for what is usual. Results never depend on
    /// it.
    pub chunk: usize,
    /// Whether accepted values are kept with their places, for [`Checker::accepted`].
    pub places: bool,
}

impl Default for CheckOptions {
    fn default() -> Self {
        Self {
            numbers: None,
            dates: None,
            period: None,
            layer: None,
            columns: IndexMap::new(),
            delimiter: None,
            encoding: None,
            sheet: None,
            header_row: None,
            max_findings: usize::MAX,
            max_per_rule: usize::MAX,
            keep: true,
            threads: 0,
            chunk: 0,
            places: false,
        }
    }
}

/// What became of a check.
#[derive(Debug)]
#[non_exhaustive]
pub struct Checked {
    /// Everything that was found, in the order of files and records.
    pub findings: Findings,
    /// The records that are right, as columns; empty when they were not to be kept.
    pub observations: Observations,
    /// The files, in the order in which they were read.
    pub files: Vec<FileSummary>,
}

/// What was read from a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct FileSummary {
    /// Name, as given.
    pub name: String,
    /// Data records, rows left out as footers included.
    pub records: u64,
    /// Records without an error.
    pub accepted: u64,
    /// Records with an error.
    pub rejected: u64,
    /// Rows left out: totals, footers, repeated headers.
    pub left_out: u64,
    /// What was found out about the file, where it was read as an [`Input`](crate::observe::Input).
    pub form: Option<Form>,
}

/// Checks files against a framework, one after another, as one body of data.
pub struct Checker<'f> {
    framework: &'f Framework,
    options: CheckOptions,
    findings: Findings,
    files: Vec<FileSummary>,
    builder: Builder,
    keys: keys::Keys,
    /// Keys that were given again, until their first places are found.
    again: Vec<first::Again>,
    /// Files that can be read once more.
    #[cfg_attr(not(feature = "csv"), expect(dead_code, reason = "files are read with `csv`"))]
    sources: Vec<first::Source>,
    /// By number of the unit in the builder, its place in the register.
    places: Vec<u32>,
    /// The other way round.
    numbers: Vec<u32>,
    caches: row::Caches,
    /// What the fast way knows of them.
    #[cfg(feature = "csv")]
    knowledge: Option<fast::Knowledge>,
    /// Names of the layers; the empty one is that of records without a layer.
    layers: IndexSet<String>,
    /// Accepted values, each with the number of its layer, until it is known which one counts.
    kept: Vec<row::Accepted>,
    /// Records that are wrong for their text alone, in order: read a second time they look right.
    spoilt: Vec<(u32, u32)>,
    /// The same with their places, for rules that hold values against each other.
    cells: Vec<series::Cell>,
    /// Tallies with their places, until they are handed over.
    tallies: Vec<accepted::PlacedTally>,
    /// The texts beside values, until they are handed over.
    texts: Vec<accepted::Texts>,
    /// How many cells were handed over.
    given: usize,
    exceptions: exceptions::Exceptions,
    /// File by file, the columns in which values stand.
    value_columns: Vec<layout::ValueColumns>,
}

impl<'f> Checker<'f> {
    /// A checker for a framework.
    pub fn new(framework: &'f Framework, options: CheckOptions) -> Self {
        let findings =
            Findings::with_limit(options.max_findings).at_most_per_rule(options.max_per_rule);
        Self {
            framework,
            options,
            findings,
            files: Vec::new(),
            builder: Builder::new(),
            keys: keys::Keys::new(framework.items().len(), framework.register().units().len()),
            again: Vec::new(),
            sources: Vec::new(),
            places: Vec::new(),
            numbers: Vec::new(),
            caches: row::Caches::default(),
            #[cfg(feature = "csv")]
            knowledge: None,
            layers: IndexSet::new(),
            kept: Vec::new(),
            spoilt: Vec::new(),
            cells: Vec::new(),
            tallies: Vec::new(),
            texts: Vec::new(),
            given: 0,
            exceptions: exceptions::Exceptions::default(),
            value_columns: Vec::new(),
        }
    }

    /// Reads and checks a CSV file; `name` is what findings call it.
    ///
    /// Where a file can be opened a second time, [`read_csv_file`](Self::read_csv_file) needs less
    /// memory.
    ///
    /// # Errors
    /// When the source cannot be read. What is wrong with the data is a finding, not an error.
    #[cfg(feature = "csv")]
    pub fn read_csv(&mut self, name: &str, input: impl std::io::Read) -> Result<(), ReadError> {
        self.read_chunks(name, input, None)
    }

    /// Reads and checks a CSV file that can be opened once more: that is done when keys occur twice,
    /// to find out where they were met first.
    ///
    /// # Errors
    /// When the source cannot be read. What is wrong with the data is a finding, not an error.
    #[cfg(feature = "csv")]
    pub fn read_csv_file(
        &mut self,
        name: &str,
        input: impl std::io::Read,
        again: impl Fn() -> std::io::Result<Box<dyn std::io::Read>> + Send + 'static,
    ) -> Result<(), ReadError> {
        self.read_chunks(name, input, Some(Box::new(again)))
    }

    /// Reads and checks records.
    ///
    /// # Errors
    /// When the source cannot be read.
    pub fn read(&mut self, name: &str, records: &mut dyn Records) -> Result<(), ReadError> {
        let fault = |source| ReadError::Io { file: name.to_owned(), source };
        let file: Arc<str> = name.into();
        self.files.push(FileSummary { name: name.to_owned(), ..FileSummary::default() });
        let Some(header) = records.header().map_err(fault)? else {
            self.report(Finding::new(&catalogue::EMPTY_FILE).at(Place::in_file(Some(file))));
            return Ok(());
        };
        let mut record = Record::default();
        let mut any = false;
        let second = &mut || {
            any = records.next(&mut record)?;
            Ok(any.then(|| record.clone()))
        };
        let Some((layouts, header, _)) = self.lay_out(header, &file, second).map_err(fault)? else {
            return Ok(());
        };
        let mut reader = row::Reader::new(self, &layouts, file.clone(), &header);
        while records.next(&mut record).map_err(fault)? {
            any = true;
            reader.read(&record);
        }
        if !any {
            self.report(Finding::new(&catalogue::NO_RECORDS).at(Place::in_file(Some(file))));
        }
        Ok(())
    }

    /// What the columns of a file mean, the header, and whether that takes in the `second` row of the
    /// file, which is asked for only where the first alone is no header; none when it cannot be read.
    fn lay_out(
        &mut self,
        header: Record,
        file: &Arc<str>,
        second: &mut dyn FnMut() -> std::io::Result<Option<Record>>,
    ) -> std::io::Result<Option<(layout::Layouts, Record, bool)>> {
        if header.len() > MOST_COLUMNS {
            let finding = Finding::new(&catalogue::TOO_MANY_COLUMNS)
                .with("found", header.len())
                .with("most", MOST_COLUMNS);
            let line = Some(header.line());
            self.report(finding.at(Place { line, ..Place::in_file(Some(file.clone())) }));
            return Ok(None);
        }
        let (layout, findings) =
            layout::Layout::of(&header, self.framework, &self.options, Some(file));
        let joined = if layout.is_none() { self.join(&header, file, second)? } else { None };
        let both = joined.is_some();
        let (layout, findings, header) = match joined {
            Some((layout, findings, joined)) => (Some(layout), findings, joined),
            None => (layout, findings, header),
        };
        for finding in findings {
            self.report(finding);
        }
        let Some(layout) = layout else { return Ok(None) };
        if let (true, Some(summary)) = (both, self.files.last_mut()) {
            summary.records += 1;
            summary.left_out += 1;
        }
        self.value_columns.resize_with(self.files.len(), Default::default);
        if let Some(columns) = self.value_columns.last_mut() {
            *columns = layout.value_columns();
        }
        Ok(Some((layout::Layouts::new(layout), header, both)))
    }

    /// A header whose names stand in two rows, as one: what its columns mean, what is to be said, and
    /// the names; none where the second row does not make a header of the first.
    fn join(
        &self,
        header: &Record,
        file: &Arc<str>,
        second: &mut dyn FnMut() -> std::io::Result<Option<Record>>,
    ) -> std::io::Result<Option<(layout::Layout, Vec<Finding>, Record)>> {
        let (framework, options) = (self.framework, &self.options);
        let known = |name: &str| row::is_known(name, framework, options);
        let names_units = |name: &str| {
            let meant = layout::mapped(name, framework, options);
            words::Role::of(meant.as_deref().unwrap_or(name)) == Some(words::Role::Unit)
        };
        let names: Vec<String> = layout::names_in(header).collect();
        let Some(record) = second()? else { return Ok(None) };
        // What states a unit is data.
        let row = row::SecondRow::of(&record, &names).filter(|row| !row.says_below(names_units));
        let Some((row, joined)) = row.and_then(|row| Some((row.shown(), row.joined(&known)?)))
        else {
            return Ok(None);
        };
        let joined = row::as_record(&joined, header.line());
        let (layout, mut findings) = layout::Layout::of(&joined, framework, options, Some(file));
        let (number, line) = (record.number().max(1), record.line());
        let place = Place::in_record(Some(file.clone()), number, line);
        findings.push(Finding::new(&catalogue::SECOND_HEADER_ROW).value(row).at(place));
        Ok(layout.map(|layout| (layout, findings, joined)))
    }

    /// The number of a unit of the register.
    fn number_of(&mut self, id: UnitId, unit: &Unit) -> usize {
        let number = self.builder.unit(id.0, unit);
        for (list, at, value) in
            [(&mut self.places, number, id.index()), (&mut self.numbers, id.index(), number)]
        {
            if list.len() <= at {
                list.resize(at + 1, u32::MAX);
            }
            if let Some(cell) = list.get_mut(at) {
                *cell = value as u32;
            }
        }
        number
    }

    /// The number of a unit within keys: its place in the register, or its own number where the
    /// register is open.
    fn key_of(&self, unit: usize) -> u32 {
        self.places.get(unit).copied().unwrap_or(unit as u32)
    }

    /// The place of a record, as a finding in another file shows it.
    fn shown_place(&self, file: u32, record: u64, from: u32) -> String {
        match self.files.get(file as usize) {
            Some(other) if file != from => format!("{record} ({})", other.name),
            _ => record.to_string(),
        }
    }

    /// The files that were read so far. A record that is right but for keys that were given before
    /// counts as accepted or rejected only when the check has [ended](Self::finish).
    pub fn files(&self) -> &[FileSummary] {
        &self.files
    }

    /// Ends the check.
    pub fn finish(mut self) -> Checked {
        self.settle();
        self.check_series();
        let layer = self.choose_layer();
        for accepted in std::mem::take(&mut self.kept) {
            if Some(accepted.layer) == layer {
                accepted.deliver(&mut self.builder);
            }
        }
        Checked { findings: self.findings, observations: self.builder.finish(), files: self.files }
    }

    /// Ends the check and gives the observations of several layers, in the order asked for, from
    /// files that were read once. Those of what is returned first are empty: no layer stands for all.
    ///
    /// ```
    /// use chuan::check::{CheckOptions, Checker};
    /// use chuan::framework::{FileFormat, Framework};
    ///
    /// let framework = Framework::parse(
    ///     "code = 'demo'\ntitle = 'Demo'\n[[indicator]]\ncode = 'points'\n",
    ///     FileFormat::Toml,
    /// ).unwrap();
    /// let csv = "unit,layer,points\ntea,self,72\ntea,appraised,68\nrice,self,50\n";
    /// let mut checker = Checker::new(&framework, CheckOptions::default());
    /// checker.read_csv("data.csv", csv.as_bytes())?;
    /// let (checked, layers) = checker.finish_layers(&["self", "appraised"]);
    /// assert!(checked.findings.is_empty());
    /// assert_eq!((layers[0].units().len(), layers[1].units().len()), (2, 1));
    /// # Ok::<(), chuan::observe::ReadError>(())
    /// ```
    pub fn finish_layers(mut self, layers: &[&str]) -> (Checked, Vec<Observations>) {
        self.settle();
        self.check_series();
        let wanted: Vec<Option<usize>> =
            layers.iter().map(|layer| self.find_layer(layer)).collect();
        let mut builders = vec![self.builder.clone(); layers.len()];
        for accepted in std::mem::take(&mut self.kept) {
            for (builder, layer) in builders.iter_mut().zip(&wanted) {
                if Some(accepted.layer) == *layer {
                    accepted.deliver(builder);
                }
            }
        }
        let observations = builders.into_iter().map(Builder::finish).collect();
        let none = Observations::default();
        (Checked { findings: self.findings, observations: none, files: self.files }, observations)
    }

    /// The rules that hold values against each other.
    fn check_series(&mut self) {
        if !series::wanted(self.framework)
            || (self.cells.is_empty() && self.framework.spec().coverage.is_none())
        {
            return;
        }
        let cells = std::mem::take(&mut self.cells);
        let layers = self.layers.iter().map(String::as_str).collect();
        let (units, periods) = (self.builder.units(), self.builder.periods());
        let table = series::Table::new(self.framework, units, periods, layers, cells);
        for found in series::check(&table) {
            self.report_found(found);
        }
    }

    fn report_found(&mut self, series::Found { origin, cell, rule, mut finding }: series::Found) {
        if let Some(origin) = origin {
            let file = self.files.get(origin.file as usize).map(|file| file.name.as_str().into());
            finding.place = Place::in_record(file, origin.record, origin.line);
            let columns = self.value_columns.get(origin.file as usize);
            finding.place.column =
                cell.and_then(|item| columns.and_then(|columns| columns.of(item)));
            finding = exceptions::weigh(finding, rule.as_deref(), self.exceptions.at(origin));
        }
        self.report_as(finding, rule.is_some());
    }

    /// The layer that is kept: the one asked for, or the only one there is.
    fn choose_layer(&mut self) -> Option<usize> {
        if let Some(wanted) = self.options.layer.clone() {
            return self.find_layer(&wanted);
        }
        if self.layers.len() <= 1 {
            return Some(0);
        }
        if self.options.keep {
            let names: Vec<&str> = self.layers.iter().map(|name| shown(name)).collect();
            self.report(Finding::new(&catalogue::SEVERAL_LAYERS).with("layers", names.join(", ")));
        }
        None
    }

    /// The number of a layer by its name; one that no record has is reported.
    fn find_layer(&mut self, wanted: &str) -> Option<usize> {
        let found = self.layers.get_index_of(&*clean(wanted));
        if found.is_none() && !self.layers.is_empty() {
            let names = || self.layers.iter().map(String::as_str);
            let finding = Finding::new(&catalogue::UNKNOWN_LAYER)
                .value(wanted)
                .with("layers", names().map(shown).collect::<Vec<_>>().join(", "))
                .suggest_if(suggest(wanted, names()));
            self.report(finding);
        }
        found
    }

    /// Counts a finding with the severity that the framework gives it; `true` for an error.
    fn report(&mut self, finding: Finding) -> bool {
        self.report_as(finding, false)
    }

    /// The same; a rule that the framework writes itself has its own severity.
    fn report_as(&mut self, mut finding: Finding, own: bool) -> bool {
        if !own || finding.rule() != &catalogue::CUSTOM_RULE {
            finding.severity = self.framework.severity_of(finding.rule());
        }
        let is_error = finding.severity == Severity::Error;
        self.findings.push(finding);
        is_error
    }
}

fn shown(layer: &str) -> &str {
    if layer.is_empty() { "-" } else { layer }
}

#[cfg(test)]
#[cfg(feature = "csv")]
mod tests;

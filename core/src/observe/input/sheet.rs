//! Sheets of workbooks as records.

use super::damage::Damage;
use super::{Form, Heading, InputOptions, ReadSeek};
use crate::number::NumberFormat;
use crate::observe::{Record, Records};
use calamine::{Data, DataRef, ExcelDateTime, Ods, Reader, SheetVisible, Xls, Xlsb, Xlsx};
use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Where a header is looked for.
const FIRST_ROWS: usize = 30;
/// More cells than that are not held in memory.
const MOST_CELLS: usize = 20_000_000;

type File<'a> = Box<dyn ReadSeek + 'a>;
/// Cells with something in them, row by row, from 0.
type Cells = BTreeMap<u32, Vec<(u32, String)>>;

enum Workbook<'a> {
    Xlsx(Xlsx<File<'a>>),
    Xlsb(Xlsb<File<'a>>),
    Xls(Xls<File<'a>>),
    Ods(Ods<File<'a>>),
}

fn broken(error: impl std::fmt::Display) -> Damage {
    Damage::Broken(error.to_string())
}

/// Opens a workbook and finds the sheet and its header.
#[allow(clippy::type_complexity, reason = "two ways to fail: the system, and the file")]
pub(super) fn open(
    file: File<'_>,
    kind: &'static str,
    options: &InputOptions,
    judge: &dyn Fn(&Record) -> Heading,
    rows: Option<Arc<AtomicU64>>,
) -> io::Result<Result<(Form, SheetRecords), Damage>> {
    Ok(read(file, kind, options, judge, rows))
}

fn read(
    file: File<'_>,
    kind: &'static str,
    options: &InputOptions,
    judge: &dyn Fn(&Record) -> Heading,
    rows: Option<Arc<AtomicU64>>,
) -> Result<(Form, SheetRecords), Damage> {
    let mut book = match kind {
        "xlsx" => Workbook::Xlsx(Xlsx::new(file).map_err(broken)?),
        "xlsb" => Workbook::Xlsb(Xlsb::new(file).map_err(broken)?),
        "ods" => Workbook::Ods(Ods::new(file).map_err(broken)?),
        _ => Workbook::Xls(Xls::new(file).map_err(broken)?),
    };
    let sheets = book.sheets();
    let candidates: Vec<&String> = match &options.sheet {
        None => sheets.iter().filter(|(_, visible)| *visible).map(|(name, _)| name).collect(),
        Some(wanted) => vec![chosen(&sheets, wanted)?],
    };
    let mut best: Option<(usize, &String, u32, Heading)> = None;
    for name in candidates {
        let first = book.cells(name, options.numbers, FIRST_ROWS)?;
        for (row, cells) in &first {
            if options.header_row.is_some_and(|wanted| wanted != row + 1) {
                continue;
            }
            let mut heading = judge(&record(cells, 0, width(cells), false));
            // The names may stand in two rows: groups of columns above, columns below.
            if let (false, Some((_, below))) = (heading.whole, first.range(row + 1..).next()) {
                let under = judge(&record(below, 0, width(below), false));
                let names = joined(cells, below, &under.known);
                let both = judge(&record(&names, 0, width(&names), false));
                if both.whole && !under.whole {
                    heading = Heading { score: both.score - 1, two_rows: true, ..both };
                }
            }
            // A row of which nothing is known is still a header where there is no better one.
            if best.as_ref().is_none_or(|(score, ..)| heading.score > *score) {
                best = Some((heading.score, name, *row, heading));
            }
        }
    }
    let Some((_, name, header_row, heading)) = best else {
        return Ok((Form { kind, ..Form::default() }, SheetRecords::empty()));
    };
    let name = name.clone();
    let mut cells = book.cells(&name, options.numbers, usize::MAX)?;
    cells.retain(|row, _| *row >= header_row);
    if !heading.whole || heading.two_rows {
        widen(&mut cells);
    }
    let filled = fill(&mut cells, &book.merged(&name)?, header_row, &heading.shared);
    let form = Form {
        kind,
        sheets: sheets.len(),
        sheet: Some(name),
        header_row: Some(u64::from(header_row) + 1),
        filled,
        ..Form::default()
    };
    Ok((form, SheetRecords::new(cells, rows)))
}

fn chosen<'s>(sheets: &'s [(String, bool)], wanted: &str) -> Result<&'s String, Damage> {
    let by_number =
        wanted.parse::<usize>().ok().and_then(|number| sheets.get(number.checked_sub(1)?));
    let found = sheets.iter().find(|(name, _)| name == wanted).or(by_number);
    found.map(|(name, _)| name).ok_or_else(|| {
        let names: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
        Damage::Broken(format!("there is no sheet `{wanted}`, but: {}", names.join(", ")))
    })
}

impl Workbook<'_> {
    /// The sheets, and whether they can be seen.
    fn sheets(&self) -> Vec<(String, bool)> {
        let sheets = match self {
            Self::Xlsx(book) => book.sheets_metadata(),
            Self::Xlsb(book) => book.sheets_metadata(),
            Self::Xls(book) => book.sheets_metadata(),
            Self::Ods(book) => book.sheets_metadata(),
        };
        let visible = |sheet: &calamine::Sheet| sheet.visible == SheetVisible::Visible;
        sheets.iter().map(|sheet| (sheet.name.clone(), visible(sheet))).collect()
    }

    /// The cells of the first rows that hold something.
    fn cells(&mut self, sheet: &str, numbers: NumberFormat, rows: usize) -> Result<Cells, Damage> {
        let mut cells = Gathered { cells: Cells::new(), rows, count: 0 };
        match self {
            Self::Xlsx(book) => {
                // A sheet of macros or a chart has no cells.
                let Ok(mut reader) = book.worksheet_cells_reader(sheet) else {
                    return Ok(Cells::new());
                };
                while let Some(cell) = reader.next_cell().map_err(broken)? {
                    if !cells.add(cell.get_position(), text_of(cell.get_value(), numbers))? {
                        break;
                    }
                }
            }
            Self::Xlsb(book) => {
                let Ok(mut reader) = book.worksheet_cells_reader(sheet) else {
                    return Ok(Cells::new());
                };
                while let Some(cell) = reader.next_cell().map_err(broken)? {
                    if !cells.add(cell.get_position(), text_of(cell.get_value(), numbers))? {
                        break;
                    }
                }
            }
            Self::Xls(book) => {
                cells.range(&book.worksheet_range(sheet).map_err(broken)?, numbers)?
            }
            Self::Ods(book) => {
                cells.range(&book.worksheet_range(sheet).map_err(broken)?, numbers)?
            }
        }
        let mut cells = cells.cells;
        for row in cells.values_mut() {
            row.sort_by_key(|(column, _)| *column);
        }
        Ok(cells)
    }

    /// The regions of merged cells; known for .xlsx only.
    fn merged(&mut self, sheet: &str) -> Result<Vec<calamine::Dimensions>, Damage> {
        match self {
            Self::Xlsx(book) => book.merge_cells_by_sheet_name(sheet).map_err(broken),
            _ => Ok(Vec::new()),
        }
    }
}

struct Gathered {
    cells: Cells,
    rows: usize,
    count: usize,
}

impl Gathered {
    /// Adds a cell; `false` when no more rows are wanted.
    fn add(&mut self, (row, column): (u32, u32), text: Option<String>) -> Result<bool, Damage> {
        let Some(text) = text else { return Ok(true) };
        if !self.cells.contains_key(&row) && self.cells.len() >= self.rows {
            return Ok(false);
        }
        self.count += 1;
        if self.count > MOST_CELLS {
            return Err(Damage::Broken(format!("the sheet has more than {MOST_CELLS} cells")));
        }
        self.cells.entry(row).or_default().push((column, text));
        Ok(true)
    }

    fn range(
        &mut self,
        range: &calamine::Range<Data>,
        numbers: NumberFormat,
    ) -> Result<(), Damage> {
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, data) in range.used_cells() {
            let place = (top.saturating_add(row as u32), left.saturating_add(column as u32));
            if !self.add(place, text_of(&DataRef::from_data(data), numbers))? {
                break;
            }
        }
        Ok(())
    }
}

/// Cells of both kinds of readers as one.
trait FromData<'a> {
    fn from_data(data: &'a Data) -> Self;
}

impl<'a> FromData<'a> for DataRef<'a> {
    fn from_data(data: &'a Data) -> Self {
        match data {
            Data::Int(number) => Self::Int(*number),
            Data::Float(number) => Self::Float(*number),
            Data::String(text) => Self::SharedString(text),
            Data::Bool(truth) => Self::Bool(*truth),
            Data::DateTime(time) => Self::DateTime(*time),
            Data::DateTimeIso(text) => Self::DateTimeIso(text.clone()),
            Data::DurationIso(text) => Self::DurationIso(text.clone()),
            Data::Error(error) => Self::Error(error.clone()),
            Data::Empty => Self::Empty,
        }
    }
}

/// A cell as a file of text would have it; none where it is empty.
fn text_of(cell: &DataRef<'_>, numbers: NumberFormat) -> Option<String> {
    let text = match cell {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => localised(number.to_string(), numbers),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::DateTime(time) => moment(time, numbers),
        DataRef::DateTimeIso(text) => match text.split_once('T') {
            Some((date, time)) if time.trim_matches(['0', ':', '.', 'Z']).is_empty() => {
                date.to_owned()
            }
            _ => text.clone(),
        },
        DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// A number as data in a format would have it.
fn localised(plain: String, format: NumberFormat) -> String {
    match format {
        NumberFormat::Vi => plain.replace('.', ","),
        // `1.234` could also be a thousand; a further zero makes it a decimal for certain.
        NumberFormat::Auto => match plain.split_once('.') {
            Some((_, decimals)) if decimals.len() == 3 => plain + "0",
            _ => plain,
        },
        _ => plain,
    }
}

/// A date, with the time where there is one.
fn moment(time: &ExcelDateTime, numbers: NumberFormat) -> String {
    if time.is_duration() {
        return localised(time.as_f64().to_string(), numbers);
    }
    let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) {
        return date;
    }
    format!("{date}T{hour:02}:{minute:02}:{second:02}")
}

/// Writes the value of a merged cell into every row that it covers, in columns where that is its
/// meaning; how many were filled.
fn fill(cells: &mut Cells, merged: &[calamine::Dimensions], header: u32, shared: &[bool]) -> u64 {
    let mut filled = 0;
    for region in merged {
        let ((top, column), (bottom, _)) = (region.start, region.end);
        let wanted = shared.get(column as usize) == Some(&true);
        if !wanted || top <= header || bottom <= top {
            continue;
        }
        let Some(value) = cells
            .get(&top)
            .and_then(|row| row.iter().find(|(at, _)| *at == column).map(|(_, text)| text.clone()))
        else {
            continue;
        };
        // Rows without anything else in them are no rows.
        for (_, row) in cells.range_mut(top + 1..=bottom) {
            if row.iter().all(|(at, _)| *at != column) {
                row.push((column, value.clone()));
                row.sort_by_key(|(column, _)| *column);
                filled += 1;
            }
        }
    }
    filled
}

/// A header whose names go on in the row below is as wide as that.
fn widen(cells: &mut Cells) {
    let mut rows = cells.values_mut();
    if let (Some(header), Some(below)) = (rows.next(), rows.next())
        && let Some((last, _)) = below.last().filter(|(last, _)| *last + 1 > width(header))
    {
        header.push((*last, String::new()));
    }
}

/// Two rows of names as one: of the lower row what means something, else the upper.
fn joined(upper: &[(u32, String)], lower: &[(u32, String)], known: &[bool]) -> Vec<(u32, String)> {
    let below = lower.iter().filter(|(column, _)| known.get(*column as usize) == Some(&true));
    let mut cells: BTreeMap<u32, String> = upper.iter().cloned().collect();
    cells.extend(below.cloned());
    cells.into_iter().collect()
}

fn width(cells: &[(u32, String)]) -> u32 {
    cells.last().map_or(0, |(column, _)| column + 1)
}

/// The cells of a row as a record of so many fields; with one field more for what stands beyond.
fn record(cells: &[(u32, String)], row: u32, width: u32, beyond: bool) -> Record {
    let mut record = Record { line: u64::from(row) + 1, ..Record::default() };
    write(&mut record, cells, width, beyond);
    record
}

fn write(record: &mut Record, cells: &[(u32, String)], width: u32, beyond: bool) {
    let mut cells = cells.iter().peekable();
    for column in 0..width {
        let text = cells.next_if(|(at, _)| *at == column).map_or("", |(_, text)| text.as_str());
        record.push(text.as_bytes());
    }
    if beyond {
        record.push(cells.next().map_or("", |(_, text)| text.as_str()).as_bytes());
    }
}

/// The rows of a sheet from its header on. The line of a record is its row in the sheet.
pub(crate) struct SheetRecords {
    rows: std::collections::btree_map::IntoIter<u32, Vec<(u32, String)>>,
    width: u32,
    /// Whether something stands to the right of the header.
    beyond: bool,
    number: u64,
    count: Option<Arc<AtomicU64>>,
}

impl SheetRecords {
    fn empty() -> Self {
        Self::new(Cells::new(), None)
    }

    fn new(cells: Cells, count: Option<Arc<AtomicU64>>) -> Self {
        let width = cells.first_key_value().map_or(0, |(_, header)| width(header));
        let beyond = cells.values().any(|row| self::width(row) > width);
        Self { rows: cells.into_iter(), width, beyond, number: 0, count }
    }
}

impl Records for SheetRecords {
    fn header(&mut self) -> io::Result<Option<Record>> {
        let header = self.rows.next();
        Ok(header.map(|(row, cells)| record(&cells, row, self.width, self.beyond)))
    }

    fn next(&mut self, record: &mut Record) -> io::Result<bool> {
        let Some((row, cells)) = self.rows.next() else { return Ok(false) };
        record.clear();
        write(record, &cells, self.width, self.beyond);
        self.number += 1;
        record.number = self.number;
        record.line = u64::from(row) + 1;
        if let Some(count) = &self.count {
            count.fetch_add(1, Ordering::Relaxed);
        }
        Ok(true)
    }
}

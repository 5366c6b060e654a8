//! Rows that are neither data nor totals: a second row of the header, the header of another table.

use super::{Outcome, Reader};
use crate::check::layout::{Body, Layout, find_indicator, mapped};
use crate::check::words::Role;
use crate::check::{CheckOptions, parse};
use crate::finding::{Finding, catalogue};
use crate::framework::Framework;
use crate::number::{self, NumberFormat};
use crate::observe::Record;
use crate::text::clean;

/// More tables in one file than that are not read.
const MOST_TABLES: usize = 64;
/// How much of a row a message shows.
const SHOWN: usize = 60;

impl Reader<'_, '_> {
    /// Whether the columns are no longer those that the file began with.
    #[cfg(feature = "csv")]
    pub(in crate::check) fn is_laid_out_anew(&self) -> bool {
        self.laid_out_anew
    }

    /// What becomes of a row for its shape alone; none when it has to be read as data.
    pub(super) fn examine_shape(&mut self, record: &Record) -> Option<Outcome> {
        if record.number() == 1
            && !self.laid_out_anew
            && let Some(outcome) = self.second_header_row(record)
        {
            return Some(outcome);
        }
        if self.may_be_header(record)
            && let Some(outcome) = self.another_header(record)
        {
            return Some(outcome);
        }
        self.passing_over.then_some(Outcome::LeftOut)
    }

    /// A row of units of measure, or of parts of columns, that stands right below the header.
    fn second_header_row(&mut self, record: &Record) -> Option<Outcome> {
        let layout = self.layout;
        if record.len() != layout.width {
            return None;
        }
        let second = SecondRow::of(record, &layout.names)?;
        // What states a unit, a period or a value is data, however much of it is missing.
        let holds = |index: usize| second.says.contains(&index);
        let cell = |index: usize| second.fields.get(index).map_or("", String::as_str);
        let is_period = |index: usize| parse::period(cell(index), self.dates).is_ok();
        let is_value = |index: &usize| number::parse(cell(*index), NumberFormat::Auto).is_ok();
        if holds(layout.unit.index)
            || layout.period.as_ref().is_some_and(|column| is_period(column.index))
        {
            return None;
        }
        let nameless = second.says.iter().any(|index| second.is_nameless(*index));
        match &layout.body {
            Body::Long { indicator, value } => {
                if holds(indicator.index) && self.item(cell(indicator.index)).is_some()
                    || is_value(&value.index)
                {
                    return None;
                }
            }
            Body::Wide { cells } => {
                let values = cells.iter().map(|(column, _)| column.index);
                let periods = nameless && second.says.iter().all(|index| is_period(*index));
                if !periods
                    && values.clone().any(|index| is_value(&index) && !self.known(cell(index)))
                {
                    return None;
                }
            }
        }
        let renamed = second.says.iter().any(|index| self.names_another(&second, *index));
        if !nameless && !renamed {
            let finding = Finding::new(&catalogue::SECOND_HEADER_ROW).value(second.shown());
            self.report(record, None, finding);
            return Some(Outcome::LeftOut);
        }
        let known = |name: &str| self.known(name);
        let header = second.joined(&known).map(|names| as_record(&names, record.line()));
        let layout = header.as_ref().and_then(|header| self.layout_of(header));
        let (Some(header), Some(layout)) = (header, layout) else {
            let finding = Finding::new(&catalogue::DIVIDED_COLUMNS).value(second.shown());
            self.report(record, None, finding);
            self.leave_plan(record);
            self.passing_over = true;
            return Some(Outcome::LeftOut);
        };
        let finding = Finding::new(&catalogue::SECOND_HEADER_ROW).value(second.shown());
        self.report(record, None, finding);
        self.lay_out_anew(layout, &header, record);
        Some(Outcome::LeftOut)
    }

    /// Whether the second row names something that the first row does not mean.
    fn names_another(&self, second: &SecondRow, index: usize) -> bool {
        let item = |name: &str| find_indicator(self.checker.framework, name);
        let (Some(name), Some(field)) = (second.names.get(index), second.fields.get(index)) else {
            return false;
        };
        item(field).is_some_and(|below| item(name) != Some(below))
    }

    fn known(&self, name: &str) -> bool {
        is_known(name, self.checker.framework, &self.checker.options)
    }

    fn layout_of(&self, header: &Record) -> Option<Layout> {
        Layout::of(header, self.checker.framework, &self.checker.options, None).0
    }

    fn may_be_header(&self, record: &Record) -> bool {
        may_be_header(record, &self.layout.unit.name)
    }

    /// The header of another table, or that of the first one once more.
    fn another_header(&mut self, record: &Record) -> Option<Outcome> {
        if record.fields().eq(self.header.iter().map(Vec::as_slice)) {
            // The caller knows what that is.
            self.passing_over &= self.tables >= MOST_TABLES;
            return None;
        }
        let (framework, options) = (self.checker.framework, &self.checker.options);
        let (names, layout) = header_of(record, framework, options)?;
        let columns = shortened(&names.join(", "));
        self.tables += 1;
        match layout.filter(|_| self.tables < MOST_TABLES) {
            Some(layout) => {
                let finding = Finding::new(&catalogue::ANOTHER_TABLE).with("columns", columns);
                self.report(record, None, finding);
                self.lay_out_anew(layout, record, record);
                self.passing_over = false;
            }
            None => {
                let finding = Finding::new(&catalogue::TABLE_NOT_READ).with("columns", columns);
                self.report(record, None, finding);
                self.leave_plan(record);
                self.passing_over = true;
            }
        }
        Some(Outcome::LeftOut)
    }

    /// From this record on, columns mean what another header says.
    fn lay_out_anew(&mut self, layout: Layout, header: &Record, record: &Record) {
        let number = self.file_number;
        if let Some(columns) = self.checker.value_columns.get_mut(number) {
            columns.extend(layout.value_columns());
        }
        self.layout = self.layouts.add(layout);
        self.header = header.fields().map(<[u8]>::to_vec).collect();
        if let Some((_, columns)) = &mut self.own_rules {
            *columns = self.layout.fields();
        }
        self.leave_plan(record);
    }

    /// What was planned for the file holds no longer.
    fn leave_plan(&mut self, record: &Record) {
        self.laid_out_anew = true;
        #[cfg(feature = "csv")]
        if let Some(source) = self.checker.sources.last_mut()
            && source.file as usize == self.file_number
        {
            source.until = source.until.min(record.number());
        }
        #[cfg(not(feature = "csv"))]
        let _ = record;
    }
}

/// Whether a name of a column means something.
pub(in crate::check) fn is_known(
    name: &str,
    framework: &Framework,
    options: &CheckOptions,
) -> bool {
    Role::of(name).is_some()
        || mapped(name, framework, options).is_some()
        || find_indicator(framework, name).is_some()
}

/// Whether one of the fields is the name of a column of units. It is asked of every record that is
/// read thoroughly, and so looks at letters first.
pub(in crate::check) fn may_be_header(record: &Record, unit: &str) -> bool {
    record.fields().any(|field| {
        field == unit.as_bytes()
            || (matches!(field.len(), 4..=24)
                && field.first().is_some_and(|first| b"uUdDmMpP\xc4".contains(first))
                && !field.iter().any(u8::is_ascii_digit)
                && std::str::from_utf8(field)
                    .is_ok_and(|name| Role::of(&clean(name)) == Some(Role::Unit)))
    })
}

/// The fields of a record, tidy; none where one is no text.
fn cells(record: &Record) -> Option<Vec<String>> {
    let cell = |field| Some(clean(std::str::from_utf8(field).ok()?).into_owned());
    record.fields().map(cell).collect()
}

/// The names in a record that is a header, and the layout where it has the columns it needs; none
/// where it is data.
pub(in crate::check) fn header_of(
    record: &Record,
    framework: &Framework,
    options: &CheckOptions,
) -> Option<(Vec<String>, Option<Layout>)> {
    let mut names = cells(record)?;
    names.retain(|name| !name.is_empty());
    let (layout, _) = Layout::of(record, framework, options, None);
    let right = |name: &String| {
        is_known(name, framework, options)
            || (layout.is_some() && !name.bytes().any(|byte| byte.is_ascii_digit()))
    };
    (names.len() >= 2 && names.iter().all(right)).then_some((names, layout))
}

/// A row that stands below a header, and where it says something of its own.
pub(in crate::check) struct SecondRow {
    names: Vec<String>,
    fields: Vec<String>,
    says: Vec<usize>,
}

impl SecondRow {
    /// None where it says nothing, or is no text.
    pub(in crate::check) fn of<N: AsRef<str>>(record: &Record, names: &[N]) -> Option<Self> {
        let fields = cells(record)?;
        let names: Vec<String> = names.iter().map(|name| name.as_ref().to_owned()).collect();
        // A merged cell may repeat the name above it.
        let says: Vec<usize> = (0..fields.len())
            .filter(|index| fields.get(*index).is_some_and(|field| !field.is_empty()))
            .filter(|index| fields.get(*index) != names.get(*index))
            .collect();
        (!says.is_empty() && fields.len() == names.len()).then_some(Self { names, fields, says })
    }

    fn is_nameless(&self, index: usize) -> bool {
        self.names.get(index).is_some_and(String::is_empty)
    }

    /// Whether it says something in a column whose name is such.
    pub(in crate::check) fn says_below(&self, is_such: impl Fn(&str) -> bool) -> bool {
        self.says.iter().any(|index| self.names.get(*index).is_some_and(|name| is_such(name)))
    }

    /// The names of both rows as one header; none where it is not certain what a column is.
    pub(in crate::check) fn joined(&self, known: &dyn Fn(&str) -> bool) -> Option<Vec<String>> {
        let mut joined = self.names.clone();
        for index in &self.says {
            let (name, field) = (joined.get_mut(*index)?, self.fields.get(*index)?);
            match (known(name), known(field)) {
                // Two names, or a part of something.
                (true, true) => return None,
                (false, false) if name.is_empty() => return None,
                (false, true) => name.clone_from(field),
                _ => {}
            }
        }
        // A name with a part of its own goes on over the columns without one.
        let says = |index: usize| self.says.contains(&index);
        let is_known = |index: usize| self.names.get(index).is_some_and(|name| known(name));
        let divided = (0..self.names.len())
            .any(|at| says(at) && is_known(at) && says(at + 1) && self.is_nameless(at + 1));
        (!divided).then_some(joined)
    }

    /// The row as a message shows it.
    pub(in crate::check) fn shown(&self) -> String {
        let said = self.says.iter().filter_map(|index| self.fields.get(*index));
        shortened(&said.map(String::as_str).collect::<Vec<_>>().join(", "))
    }
}

/// A header made of texts.
pub(in crate::check) fn as_record(names: &[String], line: u64) -> Record {
    let mut record = Record { line, ..Record::default() };
    for name in names {
        record.push(name.as_bytes());
    }
    record
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

//! Repairs that cannot be wrong.
//!
//! A repair changes how a field is written, never what it says: letters are composed (NFC), white
//! space around a field goes, the letters that look like Đ become Đ where names of units stand, and
//! a number that can only be read with the other decimal mark gets the one of the file. Everything
//! else is left for people, who may hand over replacements of their own.

use super::layout::{Body, ColumnOf, Layout};
use super::{CheckOptions, layout, row};
use crate::framework::spec::Scale;
use crate::framework::{Framework, ItemId};
use crate::number::{self, NumberError, NumberFormat};
use crate::observe::input::{Body as Form, InputOptions};
use crate::observe::{CsvOptions, CsvRecords, Input, ReadError, Record, Records};
use crate::text::{mend_eth, nfc};
use std::io;

/// Why a field was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum RepairKind {
    /// White space around the field is gone.
    Spaces,
    /// Its letters are composed.
    Composed,
    /// A letter that looks like Đ is one.
    LetterD,
    /// A decimal mark is that of the file.
    DecimalMark,
    /// A replacement that was handed over.
    Replaced,
}

impl RepairKind {
    /// The word for it in logs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Spaces => "spaces",
            Self::Composed => "composed",
            Self::LetterD => "letter_d",
            Self::DecimalMark => "decimal_mark",
            Self::Replaced => "replaced",
        }
    }
}

/// One field that was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Repair {
    /// Number of the column, from 0.
    pub column: usize,
    /// As it was.
    pub before: String,
    /// As it is.
    pub after: String,
    /// Why; several reasons may meet.
    pub kinds: Vec<RepairKind>,
}

/// A row with its repairs: `number` 0 is the header.
#[derive(Debug)]
#[non_exhaustive]
pub struct Row<'r> {
    /// The name of the file; that in an archive behind a slash.
    pub file: &'r str,
    /// The fields as they were, with the number of the record and its line.
    pub record: &'r Record,
    /// What changes.
    pub repairs: &'r [Repair],
    /// What stands between fields.
    pub delimiter: u8,
}

impl Row<'_> {
    /// The fields as they are after the repairs.
    pub fn fields(&self) -> impl Iterator<Item = &[u8]> {
        self.record.fields().enumerate().map(|(column, field)| {
            let repair = self.repairs.iter().find(|repair| repair.column == column);
            repair.map_or(field, |repair| repair.after.as_bytes())
        })
    }
}

/// Replacements that somebody asked for: the field of a record by the name of its column, and what
/// is written in it.
pub type Replace<'a> = &'a dyn Fn(&str, &Record, &str, &str) -> Option<String>;

/// Reads a file as it comes and hands over every row with its repairs, the header first. `replace`
/// is asked about fields with a name of the file, the record, the column and what is written.
///
/// ```
/// use chuan::check::{CheckOptions, repair};
/// use chuan::framework::{FileFormat, Framework};
/// use chuan::observe::Input;
///
/// let framework = Framework::parse(
///     "code = 'demo'\ntitle = 'Demo'\n[[indicator]]\ncode = 'x'\n",
///     FileFormat::Toml,
/// ).unwrap();
/// let mut fields = Vec::new();
/// let input = Input::stream("unit;x\n Ðà Nẵng;0,727\n".as_bytes());
/// repair(&framework, &CheckOptions::default(), "a.csv", input, &|_, _, _, _| None, &mut |row| {
///     fields.extend(row.fields().map(|field| String::from_utf8_lossy(field).into_owned()));
///     Ok(())
/// })?;
/// assert_eq!(fields, ["unit", "x", "Đà Nẵng", "0.727"]);
/// # Ok::<(), chuan::observe::ReadError>(())
/// ```
///
/// # Errors
/// When the file cannot be read to its end, damage included: half a file is not repaired.
pub fn repair(
    framework: &Framework,
    options: &CheckOptions,
    name: &str,
    input: Input<'_>,
    replace: Replace<'_>,
    take: &mut dyn FnMut(&Row<'_>) -> io::Result<()>,
) -> Result<(), ReadError> {
    let reading = InputOptions {
        encoding: options.encoding,
        sheet: options.sheet.clone(),
        header_row: options.header_row,
        numbers: options.numbers.unwrap_or(framework.spec().data.numbers),
    };
    let judge = |record: &Record| super::input::heading(record, framework, options);
    let numbers = reading.numbers;
    let result = input.tables(&reading, &judge, &mut |table| {
        let file = match &table.inside {
            Some(inside) => format!("{name}/{inside}"),
            None => name.to_owned(),
        };
        match table.body {
            Form::Text(text) => {
                let (delimiter, reader) = super::input::delimited(text.reader, options.delimiter)?;
                let csv = CsvOptions::with_delimiter(Some(delimiter));
                let mut records = CsvRecords::new(reader, csv);
                let of = Table { framework, options, numbers, file: &file, delimiter };
                of.repair(&mut records, replace, take)
            }
            #[cfg(feature = "excel")]
            Form::Rows(mut records) => {
                let of = Table { framework, options, numbers, file: &file, delimiter: b',' };
                of.repair(&mut records, replace, take)
            }
            Form::Damaged(damage) => Err(damage.into_io()),
        }
    });
    result.map_err(|source| ReadError::Io { file: name.to_owned(), source })
}

struct Table<'t> {
    framework: &'t Framework,
    options: &'t CheckOptions,
    numbers: NumberFormat,
    file: &'t str,
    delimiter: u8,
}

/// What a column holds, as far as repairs care.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Content {
    Name,
    /// Values of a long file; whose they are stands in another column.
    Values,
    Numbers,
    Other,
}

impl Table<'_> {
    fn repair(
        &self,
        records: &mut dyn Records,
        replace: Replace<'_>,
        take: &mut dyn FnMut(&Row<'_>) -> io::Result<()>,
    ) -> io::Result<()> {
        let Some(header) = records.header()? else { return Ok(()) };
        let mut repairs = Vec::new();
        for (column, field) in header.fields().enumerate() {
            repairs.extend(std::str::from_utf8(field).ok().and_then(|field| plain(column, field)));
        }
        take(&self.row(&header, &repairs))?;
        let (layout, _) = Layout::of(&header, self.framework, self.options, None);
        let (mut contents, mut indicator) = self.meaning(layout.as_ref());
        let mut names: Vec<String> = layout::names_in(&header).collect();
        let mut unit = layout.map(|layout| layout.unit.name);
        let mut record = Record::default();
        while records.next(&mut record)? {
            // Another table has columns of its own.
            if row::may_be_header(&record, unit.as_deref().unwrap_or_default())
                && let Some((_, layout)) = row::header_of(&record, self.framework, self.options)
            {
                (contents, indicator) = self.meaning(layout.as_ref());
                names = layout::names_in(&record).collect();
                unit = layout.map(|layout| layout.unit.name).or(unit);
            }
            repairs.clear();
            for (column, field) in record.fields().enumerate() {
                let Ok(field) = std::str::from_utf8(field) else { continue };
                let content = contents.get(column).copied().unwrap_or(Content::Other);
                let is_number = match content {
                    Content::Numbers => true,
                    Content::Values => self.is_number(&record, indicator.as_ref()),
                    Content::Name | Content::Other => false,
                };
                let mut found = plain(column, field);
                let written = found.as_ref().map_or(field, |repair| repair.after.as_str());
                let other = if content == Content::Name { letter_d(written) } else { None };
                let other = other.or_else(|| is_number.then(|| self.decimal(written)).flatten());
                let other = other.or_else(|| {
                    let after = replace(self.file, &record, names.get(column)?, written)?;
                    Some((after, RepairKind::Replaced))
                });
                if let Some((after, kind)) = other {
                    let repair = found.get_or_insert_with(|| Repair {
                        column,
                        before: field.to_owned(),
                        after: String::new(),
                        kinds: Vec::new(),
                    });
                    repair.after = after;
                    repair.kinds.push(kind);
                }
                repairs.extend(found);
            }
            take(&self.row(&record, &repairs))?;
        }
        Ok(())
    }

    fn row<'r>(&'r self, record: &'r Record, repairs: &'r [Repair]) -> Row<'r> {
        Row { file: self.file, record, repairs, delimiter: self.delimiter }
    }

    /// What columns hold, and the one of indicators.
    fn meaning(&self, layout: Option<&Layout>) -> (Vec<Content>, Option<ColumnOf>) {
        let indicator = layout.and_then(|layout| match &layout.body {
            Body::Long { indicator, .. } => Some(indicator.clone()),
            Body::Wide { .. } => None,
        });
        (layout.map(|layout| self.contents(layout)).unwrap_or_default(), indicator)
    }

    fn contents(&self, layout: &Layout) -> Vec<Content> {
        let mut contents = vec![Content::Other; layout.width];
        let mut set = |column: &ColumnOf, content| {
            if let Some(cell) = contents.get_mut(column.index) {
                *cell = content;
            }
        };
        set(&layout.unit, Content::Name);
        if let Some(name) = &layout.name {
            set(name, Content::Name);
        }
        match &layout.body {
            Body::Long { value, .. } => set(value, Content::Values),
            Body::Wide { cells } => {
                for (column, item) in cells {
                    if self.has_numbers(*item) {
                        set(column, Content::Numbers);
                    }
                }
            }
        }
        contents
    }

    fn has_numbers(&self, item: ItemId) -> bool {
        let indicator = self.framework.item(item).and_then(|item| item.indicator());
        indicator.is_some_and(|i| i.scale != Scale::Status && !i.scale.is_worded())
    }

    fn is_number(&self, record: &Record, indicator: Option<&ColumnOf>) -> bool {
        let field = indicator.and_then(|column| record.field(column.index));
        let Some(written) = field.and_then(|field| std::str::from_utf8(field).ok()) else {
            return false;
        };
        let found = layout::find_indicator(self.framework, &crate::text::clean(written));
        found.is_some_and(|item| self.has_numbers(item))
    }

    /// A number that is one only with the other decimal mark.
    fn decimal(&self, written: &str) -> Option<(String, RepairKind)> {
        match number::parse(written, self.numbers).err()? {
            NumberError::DecimalComma { canonical, .. } => {
                Some((canonical, RepairKind::DecimalMark))
            }
            NumberError::DecimalPoint { canonical, .. } => {
                Some((canonical.replace('.', ","), RepairKind::DecimalMark))
            }
            _ => None,
        }
    }
}

/// White space around a field, and letters that are not composed.
fn plain(column: usize, field: &str) -> Option<Repair> {
    let trimmed =
        field.trim_matches(|c: char| c.is_whitespace() || c == '\u{200b}' || c == '\u{feff}');
    let composed = nfc(trimmed);
    let mut kinds = Vec::new();
    if trimmed.len() != field.len() {
        kinds.push(RepairKind::Spaces);
    }
    if *composed != *trimmed {
        kinds.push(RepairKind::Composed);
    }
    (!kinds.is_empty()).then(|| Repair {
        column,
        before: field.to_owned(),
        after: composed.into_owned(),
        kinds,
    })
}

/// Letters that look like Đ, in the name of a unit.
fn letter_d(written: &str) -> Option<(String, RepairKind)> {
    let mended: String = written.chars().map(mend_eth).collect();
    (mended != written).then_some((mended, RepairKind::LetterD))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::framework::FileFormat;

    const FRAMEWORK: &str = "code = 'demo'\ntitle = 'Demo'\n[[indicator]]\ncode = 'share'\n\
        [[indicator]]\ncode = 'plan'\nscale = 'yes_no'\n";

    fn changes(text: &str, numbers: NumberFormat) -> Vec<String> {
        let framework = Framework::parse(FRAMEWORK, FileFormat::Toml).unwrap();
        let options = CheckOptions { numbers: Some(numbers), ..CheckOptions::default() };
        let mut changes = Vec::new();
        let input = Input::stream(text.as_bytes());
        repair(&framework, &options, "a.csv", input, &|_, _, _, _| None, &mut |row| {
            for repair in row.repairs {
                let kinds: Vec<&str> = repair.kinds.iter().map(|kind| kind.as_str()).collect();
                changes.push(format!(
                    "{}:{} [{}] [{}] {}",
                    row.record.number(),
                    row.record.line(),
                    repair.before,
                    repair.after,
                    kinds.join("+")
                ));
            }
            Ok(())
        })
        .unwrap();
        changes
    }

    #[test]
    fn only_what_cannot_be_wrong_is_changed() {
        let text = "unit , period,share,plan,note\n\
            Ðà Nẵng,2022,\"0,727\",x,Ðặng\n\
            \u{a0}Kha\u{301} ,2022,\"1,234\",\"1,5\",\"1.234,5\"\n\
            40,2022,n/a,12 %,\n";
        assert_eq!(
            changes(text, NumberFormat::En),
            [
                "0:1 [unit ] [unit] spaces",
                "0:1 [ period] [period] spaces",
                "1:2 [Ðà Nẵng] [Đà Nẵng] letter_d",
                "1:2 [0,727] [0.727] decimal_mark",
                "2:3 [\u{a0}Kha\u{301} ] [Khá] spaces+composed",
            ]
        );
    }

    #[test]
    fn numbers_get_the_mark_of_the_file_and_what_is_ambiguous_stays() {
        let text =
            "unit;indicator;value\na;share;0.7271\na;plan;0.7271\nb;share;1.234\nc;share;1.234,5\n";
        assert_eq!(changes(text, NumberFormat::Vi), ["1:2 [0.7271] [0,7271] decimal_mark"]);
        assert!(changes(text, NumberFormat::Auto).is_empty());
    }

    #[test]
    fn a_damaged_file_is_not_repaired() {
        let framework = Framework::parse(FRAMEWORK, FileFormat::Toml).unwrap();
        let input = Input::stream(&b"%PDF-1.7"[..]);
        let done = repair(
            &framework,
            &CheckOptions::default(),
            "a.csv",
            input,
            &|_, _, _, _| None,
            &mut |_| Ok(()),
        );
        assert!(done.is_err());
    }
}

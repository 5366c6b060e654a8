//! One record against the framework.

mod shape;
mod shared;
mod values;

pub(super) use shape::{SecondRow, as_record, is_known};
#[cfg(feature = "csv")]
pub(super) use shape::{header_of, may_be_header};

use super::accepted::Texts;
#[cfg(feature = "csv")]
use super::fast::{LONGEST_RECORD, Note};
use super::first::MOST_WAITING;
use super::layout::{Body, ColumnOf, Layout, Layouts};
use super::series::{self, Origin};
use super::{Checker, custom, exceptions, parse, words};
use crate::finding::{Finding, Place, catalogue};
use crate::framework::spec::{CriterionStatus, DateFormat, Scale};
use crate::framework::{Item, ItemId, Language};
use crate::number::NumberFormat;
use crate::observe::{Builder, Record};
use crate::period::Period;
use crate::text::{Suggester, clean};
use foldhash::fast::FixedState;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

type Cache<V> = HashMap<Box<[u8]>, V, FixedState>;

/// What texts were found to stand for, so that each is looked up once.
#[derive(Debug, Default)]
pub(super) struct Caches {
    /// By unit as written and number of the period.
    pub(super) units: HashMap<u32, Cache<usize>, FixedState>,
    items: Cache<ItemId>,
    periods: Cache<(Period, usize)>,
    unknown_units: Unknown,
    unknown_items: Unknown,
    /// The codes of all indicators, once one is not found.
    near_items: Option<Suggester>,
}

/// What was not found, with what may be meant. To look for that is slow, and a file with the
/// wrong codes has a great many: for more than [`MOST_UNKNOWN`] different texts nothing is sought.
#[derive(Debug, Default)]
struct Unknown {
    texts: Cache<Option<String>>,
}

const MOST_UNKNOWN: usize = 10_000;

impl Unknown {
    fn suggestion(&mut self, text: &str, seek: impl FnOnce() -> Option<String>) -> Option<String> {
        if let Some(known) = self.texts.get(text.as_bytes()) {
            return known.clone();
        }
        if self.texts.len() >= MOST_UNKNOWN {
            return None;
        }
        let suggestion = seek();
        self.texts.insert(text.as_bytes().into(), suggestion.clone());
        suggestion
    }
}

/// A value or tally that is right.
#[derive(Debug, Clone, Copy)]
pub(super) struct Accepted {
    pub(super) layer: usize,
    pub(super) unit: usize,
    pub(super) item: ItemId,
    pub(super) period: usize,
    pub(super) what: What,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum What {
    Value(f64),
    Tally(CriterionStatus, u32),
}

impl Accepted {
    pub(super) fn deliver(self, builder: &mut Builder) {
        match self.what {
            What::Value(value) => builder.push(self.unit, self.item, self.period, value),
            What::Tally(status, count) => {
                builder.push_tally(self.unit, self.item, self.period, (status, count));
            }
        }
    }
}

/// Reads the records of one file.
pub(super) struct Reader<'r, 'f> {
    pub(super) checker: &'r mut Checker<'f>,
    layouts: &'r Layouts,
    /// The one that holds now.
    layout: &'r Layout,
    /// Whether it is another one than that of the header.
    laid_out_anew: bool,
    /// How many headers of other tables were met.
    tables: usize,
    /// Within a table that cannot be read.
    passing_over: bool,
    file: Arc<str>,
    pub(super) file_number: usize,
    header: Vec<Vec<u8>>,
    numbers: NumberFormat,
    dates: DateFormat,
    default_period: Option<Period>,
    /// The unit of the record in hand, once it is known.
    unit: Option<usize>,
    /// Whether values are kept with their places.
    pub(super) placed: bool,
    /// How many keys were waiting when the record in hand began.
    waiting: usize,
    /// For rules of the framework over single values: the language, and the columns.
    own_rules: Option<(Language, Vec<(String, usize)>)>,
}

impl<'r, 'f> Reader<'r, 'f> {
    pub(super) fn new(
        checker: &'r mut Checker<'f>,
        layouts: &'r Layouts,
        file: Arc<str>,
        header: &Record,
    ) -> Self {
        let layout = &layouts.layout;
        let data = &checker.framework.spec().data;
        let placed = checker.options.places || series::wanted(checker.framework);
        let own_rules =
            custom::over_rows(checker.framework).then(|| (Language::default(), layout.fields()));
        Self {
            numbers: checker.options.numbers.unwrap_or(data.numbers),
            dates: checker.options.dates.unwrap_or(data.dates),
            default_period: checker.options.period.or(data.period),
            file_number: checker.files.len().saturating_sub(1),
            header: header.fields().map(<[u8]>::to_vec).collect(),
            checker,
            layouts,
            layout,
            laid_out_anew: false,
            tables: 0,
            passing_over: false,
            file,
            unit: None,
            placed,
            waiting: 0,
            own_rules,
        }
    }

    pub(super) fn read(&mut self, record: &Record) {
        self.begin();
        let outcome = self.examine(record);
        self.count(&outcome);
    }

    fn begin(&mut self) {
        self.unit = None;
        self.waiting = self.checker.again.len();
    }

    /// Says that a file ends within this record, if it does.
    #[cfg(feature = "csv")]
    pub(super) fn note_cut_off(&mut self, record: &Record) {
        if record.len() < self.layout.width {
            let finding = Finding::new(&catalogue::CUT_OFF)
                .with("found", record.len())
                .with("expected", self.layout.width);
            self.report(record, None, finding);
        }
    }

    /// The same for a record whose form is wrong.
    #[cfg(feature = "csv")]
    pub(super) fn read_noted(&mut self, record: &Record, note: Note) {
        self.begin();
        let column = |number: u32| {
            let index = number as usize;
            self.layout.names.get(index).map(|name| ColumnOf { index, name: name.clone() })
        };
        let (rule, column) = match note {
            Note::Stray(number) => (&catalogue::STRAY_QUOTE, column(number)),
            Note::Unclosed(number) => (&catalogue::UNCLOSED_QUOTE, column(number)),
            Note::TooLong => (&catalogue::RECORD_TOO_LONG, None),
        };
        let mut finding = Finding::new(rule);
        if let Note::TooLong = note {
            finding = finding.with("most", LONGEST_RECORD);
        } else if let Some(field) = column.as_ref().and_then(|c| record.field(c.index)) {
            let field = field.get(..field.len().min(200)).unwrap_or_default();
            let shown = String::from_utf8_lossy(field);
            finding = finding.value(shown.lines().next().unwrap_or_default());
        } else {
            finding = finding.value("");
        }
        let is_error = self.report(record, column.as_ref(), finding);
        let outcome = match note {
            Note::Stray(_) if !is_error => self.examine(record),
            _ => Outcome::Rejected,
        };
        self.count(&outcome);
    }

    fn count(&mut self, outcome: &Outcome) {
        let checker = &mut *self.checker;
        let waiting = checker.again.get_mut(self.waiting..).unwrap_or_default();
        let open = !waiting.is_empty() && matches!(outcome, Outcome::Accepted);
        waiting.iter_mut().for_each(|key| key.open = open);
        if let Some(summary) = checker.files.last_mut() {
            summary.records += 1;
            match outcome {
                // Whether its keys contradict what was said before is not known yet.
                Outcome::Accepted if open => {}
                Outcome::Accepted => summary.accepted += 1,
                Outcome::Rejected => summary.rejected += 1,
                Outcome::LeftOut => summary.left_out += 1,
            }
        }
        if checker.again.len() >= MOST_WAITING {
            checker.settle();
        }
    }

    fn place(&self, record: &Record) -> Place {
        Place::in_record(Some(self.file.clone()), record.number(), record.line())
    }

    fn report(&mut self, record: &Record, column: Option<&ColumnOf>, finding: Finding) -> bool {
        let finding = self.placed_at(record, column, finding);
        self.checker.report(finding)
    }

    /// The same for a rule that the framework writes itself.
    fn report_own(&mut self, record: &Record, column: &ColumnOf, finding: Finding) -> bool {
        let finding = self.placed_at(record, Some(column), finding);
        self.checker.report_as(finding, true)
    }

    fn placed_at(
        &self,
        record: &Record,
        column: Option<&ColumnOf>,
        mut finding: Finding,
    ) -> Finding {
        if finding.unit.is_none() {
            let unit = self.unit.and_then(|number| self.checker.builder.code_of(number));
            finding.unit = unit.map(|code| code.as_str().into());
        }
        let mut place = self.place(record);
        place.column = column.map(|column| column.name.clone());
        finding.at(place)
    }

    fn examine(&mut self, record: &Record) -> Outcome {
        if let Some(outcome) = self.examine_shape(record) {
            return outcome;
        }
        let layout = self.layout;
        if record.len() != layout.width {
            let finding = Finding::new(&catalogue::COLUMN_COUNT)
                .value(record.len().to_string())
                .with("found", record.len())
                .with("expected", layout.width);
            return Outcome::of(!self.report(record, None, finding));
        }
        if record.fields().eq(self.header.iter().map(Vec::as_slice)) {
            self.report(record, None, Finding::new(&catalogue::REPEATED_HEADER));
            return Outcome::LeftOut;
        }
        let mut right = Right { shared: true, cells: true };
        self.check_text(record, &mut right);
        if !right.shared {
            let record = u32::try_from(record.number()).unwrap_or(u32::MAX);
            self.checker.spoilt.push((self.file_number as u32, record));
        }
        if let Some((column, written)) = self.footer(record) {
            let finding = Finding::new(&catalogue::FOOTER_ROW).value(written);
            self.report(record, Some(column), finding);
            return Outcome::LeftOut;
        }
        self.read_exceptions(record);
        self.check_required(record, &mut right);
        let shared = self.read_shared(record, &mut right.shared);
        match &layout.body {
            Body::Long { indicator, value } => {
                right.shared &= self.read_long(record, &shared, (indicator, value), right.shared);
            }
            Body::Wide { cells } => {
                for (column, item) in cells {
                    right.cells &= self.read_cell(record, &shared, (column, *item), right.shared);
                }
            }
        }
        Outcome::of(right.shared && right.cells)
    }

    /// Whether texts beside values are kept.
    pub(super) fn keeps_texts(&self) -> bool {
        let layout = self.layout;
        let columns = [&layout.reported_on, &layout.source, &layout.evidence, &layout.note];
        self.checker.options.places && columns.iter().any(|column| column.is_some())
    }

    /// Keeps the texts beside the values of a record.
    pub(super) fn note_texts(&mut self, record: &Record) {
        let of = (self.file_number as u32, record.number());
        if !self.keeps_texts() || self.checker.texts.last().is_some_and(|texts| texts.of == of) {
            return;
        }
        let layout = self.layout;
        let said = |column: &Option<ColumnOf>| {
            text(record, column.as_ref()?)
                .filter(|text| !text.is_empty())
                .map(|text| (*text).into())
        };
        let date = |written: Box<str>| parse::date(&written, self.dates);
        self.checker.texts.push(Texts {
            of,
            reported_on: said(&layout.reported_on).and_then(date),
            source: said(&layout.source),
            evidence: said(&layout.evidence),
            note: said(&layout.note),
        });
    }

    fn origin(&self, record: &Record) -> Origin {
        Origin { file: self.file_number as u32, record: record.number(), line: record.line() }
    }

    /// The rules that the record sets aside.
    fn read_exceptions(&mut self, record: &Record) {
        let layout = self.layout;
        let Some(column) = &layout.exception else { return };
        let Some(written) = text(record, column).filter(|text| !text.is_empty()) else { return };
        let (exceptions, findings) = exceptions::read(&written, self.checker.framework);
        for finding in findings {
            self.report(record, Some(column), finding);
        }
        self.checker.exceptions.note(self.file_number as u32, record.number(), exceptions);
    }

    /// Every field must be UTF-8 and should be NFC.
    fn check_text(&mut self, record: &Record, right: &mut Right) {
        for (index, field) in record.fields().enumerate() {
            if field.is_ascii() && !field.contains(&0) {
                continue;
            }
            let name = || ColumnOf {
                index,
                name: self.layout.names.get(index).cloned().unwrap_or_default(),
            };
            if field.contains(&0) {
                let column = name();
                let shown = String::from_utf8_lossy(field).replace('\0', "\u{2400}");
                let finding = Finding::new(&catalogue::NUL_BYTE).value(shown);
                let is_error = self.report(record, Some(&column), finding);
                right.note(self.layout.is_cell(index), is_error);
                continue;
            }
            match std::str::from_utf8(field) {
                Err(_) => {
                    let column = name();
                    let shown = String::from_utf8_lossy(field).into_owned();
                    let finding = Finding::new(&catalogue::INVALID_UTF8).value(shown);
                    let is_error = self.report(record, Some(&column), finding);
                    right.note(self.layout.is_cell(index), is_error);
                }
                Ok(text) => {
                    let normal = match is_nfc_quick(text.chars()) {
                        IsNormalized::Yes => true,
                        IsNormalized::No => false,
                        IsNormalized::Maybe => text.nfc().eq(text.chars()),
                    };
                    if !normal {
                        let column = name();
                        let finding = Finding::new(&catalogue::NOT_NFC)
                            .value(text)
                            .suggest(text.nfc().collect::<String>());
                        let is_error = self.report(record, Some(&column), finding);
                        right.note(self.layout.is_cell(index), is_error);
                    }
                }
            }
        }
    }

    /// The mark of a row that is a total or a footer: the word stands where the unit should, or in
    /// the column of names where no unit is given.
    fn footer(&self, record: &Record) -> Option<(&'r ColumnOf, String)> {
        let layout = self.layout;
        // What was a unit before is one now; so the words are looked at only once a unit.
        let field = record.field(layout.unit.index).unwrap_or_default();
        if self.checker.caches.units.values().any(|units| units.contains_key(field)) {
            return None;
        }
        let unit = text(record, &layout.unit)?;
        let (column, written) = match &layout.name {
            Some(column) if unit.is_empty() => (column, text(record, column)?),
            _ => (&layout.unit, unit),
        };
        // A unit may really have such a name.
        let is_unit = || self.checker.framework.register().find_exact(&written, None).is_some();
        (words::is_footer(&written) && !is_unit()).then(|| (column, written.into_owned()))
    }

    fn check_required(&mut self, record: &Record, right: &mut Right) {
        let layout = self.layout;
        for column in &layout.required {
            if !is_empty(record, column) || self.may_be_empty(record, column) {
                continue;
            }
            let finding = Finding::new(&catalogue::MISSING_REQUIRED).value("");
            let is_error = self.report(record, Some(column), finding);
            right.note(layout.is_cell(column.index), is_error);
        }
    }

    /// An indicator may say that its values need not be there; and a status may stand in the column
    /// of statuses.
    fn may_be_empty(&mut self, record: &Record, column: &ColumnOf) -> bool {
        let Body::Long { indicator, value } = &self.layout.body else { return false };
        if column.index != value.index {
            return false;
        }
        let Some(id) = text(record, indicator).and_then(|code| self.item(&code)) else {
            return false;
        };
        let item = self.checker.framework.item(id).and_then(Item::indicator);
        item.is_some_and(|indicator| {
            indicator.required == Some(false)
                || (indicator.scale == Scale::Status && self.has_status(record))
        })
    }

    fn has_status(&self, record: &Record) -> bool {
        self.layout.status.as_ref().is_some_and(|column| !is_empty(record, column))
    }
}

/// Whether a record is right so far: in the parts that all its values share, and in its cells. A
/// wrong cell of a wide record spoils itself only.
struct Right {
    shared: bool,
    cells: bool,
}

impl Right {
    fn note(&mut self, in_cell: bool, is_error: bool) {
        let part = if in_cell { &mut self.cells } else { &mut self.shared };
        *part &= !is_error;
    }
}

enum Outcome {
    Accepted,
    Rejected,
    LeftOut,
}

impl Outcome {
    fn of(right: bool) -> Self {
        if right { Self::Accepted } else { Self::Rejected }
    }
}

/// A field as clean text: NFC, without white space around it; none when it is not UTF-8.
fn text<'a>(record: &'a Record, column: &ColumnOf) -> Option<Cow<'a, str>> {
    let field = record.field(column.index)?;
    let text = std::str::from_utf8(field).ok()?;
    let plain = text.bytes().all(|byte| byte.is_ascii_graphic());
    Some(if plain { Cow::Borrowed(text) } else { clean(text) })
}

/// Whether a field holds nothing but white space, no-break spaces included.
fn is_empty(record: &Record, column: &ColumnOf) -> bool {
    // Nearly every field begins with a sign that is no white space, and one look decides.
    let begins = record.field(column.index).and_then(<[u8]>::first);
    !begins.is_some_and(u8::is_ascii_graphic)
        && text(record, column).is_some_and(|text| text.is_empty())
}

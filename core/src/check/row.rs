//! One record against the framework.

use super::keys::Key;
use super::layout::{Body, ColumnOf, Layout, find_indicator};
use super::{Checker, parse, value, words};
use crate::finding::{Finding, Place, catalogue};
use crate::framework::spec::{CriterionStatus, DateFormat};
use crate::framework::{Item, ItemId};
use crate::id::Code;
use crate::number::NumberFormat;
use crate::observe::{Builder, Record};
use crate::period::Period;
use crate::register::{Lookup, Unit, UnitId};
use crate::text::{Text, clean, suggest};
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
    units: HashMap<u32, Cache<usize>, FixedState>,
    items: Cache<ItemId>,
    periods: Cache<(Period, usize)>,
}

/// A value or tally that is right.
#[derive(Debug, Clone, Copy)]
pub(super) struct Accepted {
    pub(super) layer: usize,
    unit: usize,
    item: ItemId,
    period: usize,
    what: What,
}

#[derive(Debug, Clone, Copy)]
enum What {
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
    checker: &'r mut Checker<'f>,
    layout: &'r Layout,
    file: Arc<str>,
    file_number: usize,
    header: Vec<Vec<u8>>,
    numbers: NumberFormat,
    dates: DateFormat,
    default_period: Option<Period>,
    /// The unit of the record in hand, once it is known.
    unit: Option<usize>,
}

/// The parts that all values of a record share, as far as they are right.
struct Shared {
    unit: Option<usize>,
    period: Option<(Option<Period>, usize)>,
    layer: usize,
}

impl<'r, 'f> Reader<'r, 'f> {
    pub(super) fn new(
        checker: &'r mut Checker<'f>,
        layout: &'r Layout,
        file: Arc<str>,
        header: &Record,
    ) -> Self {
        let data = &checker.framework.spec().data;
        Self {
            numbers: checker.options.numbers.unwrap_or(data.numbers),
            dates: checker.options.dates.unwrap_or(data.dates),
            default_period: checker.options.period.or(data.period),
            file_number: checker.files.len().saturating_sub(1),
            header: header.fields().map(<[u8]>::to_vec).collect(),
            checker,
            layout,
            file,
            unit: None,
        }
    }

    pub(super) fn read(&mut self, record: &Record) {
        self.unit = None;
        let outcome = self.examine(record);
        if let Some(summary) = self.checker.files.last_mut() {
            summary.records += 1;
            match outcome {
                Outcome::Accepted => summary.accepted += 1,
                Outcome::Rejected => summary.rejected += 1,
                Outcome::LeftOut => summary.left_out += 1,
            }
        }
    }

    fn place(&self, record: &Record) -> Place {
        Place::in_record(Some(self.file.clone()), record.number(), record.line())
    }

    fn report(&mut self, record: &Record, column: Option<&ColumnOf>, mut finding: Finding) -> bool {
        if finding.unit.is_none() {
            let unit = self.unit.and_then(|number| self.checker.builder.code_of(number));
            finding.unit = unit.map(|code| code.as_str().into());
        }
        let mut place = self.place(record);
        place.column = column.map(|column| column.name.clone());
        self.checker.report(finding.at(place))
    }

    fn examine(&mut self, record: &Record) -> Outcome {
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
        let mut right = self.check_text(record);
        if self.is_footer(record) {
            let written = text(record, &layout.unit).unwrap_or_default().into_owned();
            let finding = Finding::new(&catalogue::FOOTER_ROW).value(written);
            self.report(record, Some(&layout.unit), finding);
            return Outcome::LeftOut;
        }
        right &= self.check_required(record);
        let shared = self.read_shared(record, &mut right);
        match &layout.body {
            Body::Long { indicator, value } => {
                right &= self.read_long(record, &shared, indicator, value, right);
            }
            Body::Wide { cells } => {
                for (column, item) in cells {
                    right &= self.read_cell(record, &shared, column, *item);
                }
            }
        }
        Outcome::of(right)
    }

    /// Every field must be UTF-8 and should be NFC.
    fn check_text(&mut self, record: &Record) -> bool {
        let mut right = true;
        for (index, field) in record.fields().enumerate() {
            if field.is_ascii() {
                continue;
            }
            let name = || ColumnOf {
                index,
                name: self.layout.names.get(index).cloned().unwrap_or_default(),
            };
            match std::str::from_utf8(field) {
                Err(_) => {
                    let column = name();
                    let shown = String::from_utf8_lossy(field).into_owned();
                    let finding = Finding::new(&catalogue::INVALID_UTF8).value(shown);
                    right &= !self.report(record, Some(&column), finding);
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
                        right &= !self.report(record, Some(&column), finding);
                    }
                }
            }
        }
        right
    }

    fn is_footer(&self, record: &Record) -> bool {
        // What was a unit before is one now; so the words are looked at only once a unit.
        let field = record.field(self.layout.unit.index).unwrap_or_default();
        let known = self.checker.caches.units.values().any(|units| units.contains_key(field));
        !known
            && text(record, &self.layout.unit).is_some_and(|written| {
                words::is_footer(&written)
                    && !matches!(
                        self.checker.framework.register().find(&written, None),
                        Lookup::Found(_)
                    )
            })
    }

    fn check_required(&mut self, record: &Record) -> bool {
        let mut right = true;
        let layout = self.layout;
        for column in &layout.required {
            if !is_empty(record, column) {
                continue;
            }
            if let Body::Long { indicator, value } = &layout.body {
                // An indicator may say that its values need not be there.
                if column.index == value.index
                    && text(record, indicator)
                        .and_then(|code| self.item(&code))
                        .and_then(|id| self.checker.framework.item(id))
                        .and_then(Item::indicator)
                        .is_some_and(|indicator| indicator.required == Some(false))
                {
                    continue;
                }
            }
            let finding = Finding::new(&catalogue::MISSING_REQUIRED).value("");
            right &= !self.report(record, Some(column), finding);
        }
        right
    }

    fn read_shared(&mut self, record: &Record, right: &mut bool) -> Shared {
        let layout = self.layout;
        let period = match &layout.period {
            None => Some((self.default_period, self.checker.builder.period(self.default_period))),
            Some(column) => match text(record, column).filter(|text| !text.is_empty()) {
                None => None,
                Some(written) => self.read_period(record, column, &written, right),
            },
        };
        let unit = text(record, &layout.unit)
            .filter(|text| !text.is_empty())
            .and_then(|written| self.read_unit(record, &written, period.as_ref(), right));
        self.unit = unit;
        if let Some(column) = &layout.reported_on {
            if let Some(written) = text(record, column).filter(|text| !text.is_empty()) {
                if !parse::is_date(&written, self.dates) {
                    let finding = Finding::new(&catalogue::BAD_DATE)
                        .value(&*written)
                        .with("expected", parse::date_forms(self.dates))
                        .suggest_if(parse::suggested_date(&written));
                    *right &= !self.report(record, Some(column), finding);
                }
            }
        }
        let layer = layout.layer.as_ref().and_then(|column| text(record, column));
        let layer = self.layer(layer.as_deref().filter(|layer| !layer.is_empty()));
        Shared { unit, period, layer }
    }

    fn layer(&mut self, name: Option<&str>) -> usize {
        let layers = &mut self.checker.layers;
        layers.iter().position(|layer| layer.as_deref() == name).unwrap_or_else(|| {
            layers.push(name.map(str::to_owned));
            layers.len() - 1
        })
    }

    fn read_period(
        &mut self,
        record: &Record,
        column: &ColumnOf,
        written: &str,
        right: &mut bool,
    ) -> Option<(Option<Period>, usize)> {
        if let Some((period, number)) = self.checker.caches.periods.get(written.as_bytes()) {
            return Some((Some(*period), *number));
        }
        match parse::period(written, self.dates) {
            Ok(period) => {
                let number = self.checker.builder.period(Some(period));
                self.checker.caches.periods.insert(written.as_bytes().into(), (period, number));
                Some((Some(period), number))
            }
            Err(_) => {
                let finding = Finding::new(&catalogue::BAD_PERIOD)
                    .value(written)
                    .period(written)
                    .with("expected", parse::PERIOD_FORMS)
                    .suggest_if(parse::suggested_period(written));
                *right &= !self.report(record, Some(column), finding);
                None
            }
        }
    }

    fn read_unit(
        &mut self,
        record: &Record,
        written: &str,
        period: Option<&(Option<Period>, usize)>,
        right: &mut bool,
    ) -> Option<usize> {
        let timeless = self.checker.framework.register().is_timeless();
        let in_period = match period {
            Some((_, number)) if !timeless => *number as u32,
            _ => u32::MAX,
        };
        let cached = self.checker.caches.units.get(&in_period);
        if let Some(number) = cached.and_then(|units| units.get(written.as_bytes())) {
            return Some(*number);
        }
        let framework = self.checker.framework;
        let register = framework.register();
        let number = if register.is_open() {
            self.open_unit(record, written)
        } else {
            match register.find(written, period.and_then(|(period, _)| period.as_ref())) {
                Lookup::Found(id) => {
                    register.unit(id).map(|unit| self.checker.builder.unit(id.0, unit))
                }
                other => {
                    let finding = self.unit_finding(written, other, period);
                    *right &= !self.report(record, Some(&self.layout.unit), finding);
                    None
                }
            }
        };
        if let Some(number) = number {
            let units = self.checker.caches.units.entry(in_period).or_default();
            units.insert(written.as_bytes().into(), number);
        }
        number
    }

    /// A unit that only the data know, with the name that stands beside its code.
    fn open_unit(&mut self, record: &Record, written: &str) -> Option<usize> {
        let code = Code::new(written).ok()?;
        let name = self.layout.name.as_ref().and_then(|column| text(record, column));
        let unit = Unit {
            code,
            name: name.and_then(|name| Text::plain(&*name).ok()),
            kind: None,
            list: None,
            parent: None,
            valid_from: None,
            valid_to: None,
            successor: None,
            ranked: true,
            attributes: indexmap::IndexMap::new(),
        };
        Some(self.checker.builder.unit(0, &unit))
    }

    fn unit_finding(
        &self,
        written: &str,
        lookup: Lookup,
        period: Option<&(Option<Period>, usize)>,
    ) -> Finding {
        let register = self.checker.framework.register();
        let code = |id: &UnitId| register.unit(*id).map(|unit| unit.code.to_string());
        match lookup {
            Lookup::NotValid(id) => {
                let unit = register.unit(id);
                let period = period.and_then(|(period, _)| *period).map(|p| p.to_string());
                Finding::new(&catalogue::UNIT_NOT_VALID)
                    .value(written)
                    .unit(unit.map_or(written, |unit| unit.code.as_str()))
                    .period(period.unwrap_or_default())
                    .with("detail", unit.map(validity).unwrap_or_default())
            }
            Lookup::Ambiguous(ids) => {
                let codes: Vec<String> = ids.iter().filter_map(code).collect();
                Finding::new(&catalogue::AMBIGUOUS_UNIT)
                    .value(written)
                    .with("candidates", codes.join(", "))
            }
            Lookup::Unknown { suggestion } => Finding::new(&catalogue::UNKNOWN_UNIT)
                .value(written)
                .unit(written)
                .with("list", register.list().unwrap_or("-"))
                .suggest_if(suggestion),
            Lookup::Found(_) => Finding::new(&catalogue::UNKNOWN_UNIT).value(written),
        }
    }

    /// The indicator or node that a text names, by code or exact name.
    fn item(&mut self, written: &str) -> Option<ItemId> {
        if let Some(item) = self.checker.caches.items.get(written.as_bytes()) {
            return Some(*item);
        }
        let framework = self.checker.framework;
        let found = find_indicator(framework, written).or_else(|| framework.find(written))?;
        self.checker.caches.items.insert(written.as_bytes().into(), found);
        Some(found)
    }

    fn read_long(
        &mut self,
        record: &Record,
        shared: &Shared,
        indicator: &ColumnOf,
        value: &ColumnOf,
        right: bool,
    ) -> bool {
        let Some(written) = text(record, indicator).filter(|text| !text.is_empty()) else {
            return false;
        };
        let framework = self.checker.framework;
        let status_given = self.layout.status.as_ref().is_some_and(|c| !is_empty(record, c));
        let found = self.item(&written).and_then(|id| framework.item(id).map(|item| (id, item)));
        let known = match found {
            Some((id, item)) if item.indicator().is_some() || status_given => Some((id, item)),
            _ => None,
        };
        let Some((id, item)) = known else {
            let codes = framework.indicators().map(|(_, item, _)| item.code.as_str());
            let finding = Finding::new(&catalogue::UNKNOWN_INDICATOR)
                .value(&*written)
                .indicator(&*written)
                .suggest_if(suggest(&written, codes));
            self.report(record, Some(indicator), finding);
            return false;
        };
        if item.indicator().is_none() {
            return self.read_tally(record, shared, (id, item), value, right);
        }
        let mut cell_right = self.check_frequency(record, shared, item);
        let read = match text(record, value).filter(|text| !text.is_empty()) {
            None => None,
            Some(written) => self.read_value(record, value, &written, item, &mut cell_right),
        };
        cell_right &= self.note_key(record, shared, (id, item), 0);
        if let (true, true, Some(number)) = (right, cell_right, read) {
            self.keep(shared, id, What::Value(number));
        }
        cell_right
    }

    fn read_cell(
        &mut self,
        record: &Record,
        shared: &Shared,
        column: &ColumnOf,
        id: ItemId,
    ) -> bool {
        let Some(item) = self.checker.framework.item(id) else { return true };
        let Some(written) = text(record, column) else { return false };
        if written.is_empty() {
            if item.indicator().is_some_and(|indicator| indicator.required == Some(true)) {
                let finding = Finding::new(&catalogue::MISSING_REQUIRED)
                    .value("")
                    .indicator(item.code.as_str());
                return !self.report(record, Some(column), finding);
            }
            return true;
        }
        let mut right = self.check_frequency(record, shared, item);
        let read = self.read_value(record, column, &written, item, &mut right);
        right &= self.note_key(record, shared, (id, item), 0);
        if let (true, Some(number)) = (right, read) {
            self.keep(shared, id, What::Value(number));
        }
        right
    }

    fn read_tally(
        &mut self,
        record: &Record,
        shared: &Shared,
        (id, item): (ItemId, &Item),
        value: &ColumnOf,
        right: bool,
    ) -> bool {
        let Some(column) = self.layout.status.as_ref() else { return false };
        let status = text(record, column).unwrap_or_default();
        let status = match value::read_status(&status) {
            Ok(status) => status,
            Err(finding) => {
                self.report(record, Some(column), finding.indicator(item.code.as_str()));
                return false;
            }
        };
        let Some(written) = text(record, value).filter(|text| !text.is_empty()) else {
            return false;
        };
        let Some(count) = written.parse::<u32>().ok() else {
            let finding = Finding::new(&catalogue::TALLY_NOT_WHOLE)
                .value(&*written)
                .indicator(item.code.as_str());
            self.report(record, Some(value), finding);
            return false;
        };
        let new = self.note_key(record, shared, (id, item), status as u32 + 1);
        if right && new {
            self.keep(shared, id, What::Tally(status, count));
        }
        new
    }

    fn check_frequency(&mut self, record: &Record, shared: &Shared, item: &Item) -> bool {
        let Some((Some(period), _)) = shared.period else { return true };
        let Some(indicator) = item.indicator() else { return true };
        if indicator.frequency.fits(&period) {
            return true;
        }
        let finding = Finding::new(&catalogue::PERIOD_FREQUENCY)
            .value(period.to_string())
            .period(period.to_string())
            .indicator(item.code.as_str())
            .with("frequency", parse::frequency_word(indicator.frequency));
        !self.report(record, self.layout.period.as_ref(), finding)
    }

    fn read_value(
        &mut self,
        record: &Record,
        column: &ColumnOf,
        written: &str,
        item: &Item,
        right: &mut bool,
    ) -> Option<f64> {
        let indicator = item.indicator()?;
        match value::read(written, item, indicator, self.numbers) {
            Ok((number, None)) => Some(number),
            // Where the framework only warns of such values, they are used.
            Ok((number, Some(doubt))) => {
                let doubt = doubt.indicator(item.code.as_str());
                let is_error = self.report(record, Some(column), doubt);
                *right &= !is_error;
                (!is_error).then_some(number)
            }
            Err(finding) => {
                let finding = finding.indicator(item.code.as_str());
                *right &= !self.report(record, Some(column), finding);
                None
            }
        }
    }

    /// Notes what the record is about; `false` when that was given before.
    fn note_key(
        &mut self,
        record: &Record,
        shared: &Shared,
        (id, item): (ItemId, &Item),
        part: u32,
    ) -> bool {
        let (Some(unit), Some((period, number))) = (shared.unit, shared.period) else {
            return true;
        };
        let key = Key {
            unit: unit as u32,
            item: id,
            period: number as u32,
            part: (shared.layer as u32) << 8 | part,
        };
        let Some((file, first)) = self.checker.keys.note(key, self.file_number, record.number())
        else {
            return true;
        };
        let first = match self.checker.files.get(file) {
            Some(other) if file != self.file_number => format!("{first} ({})", other.name),
            _ => first.to_string(),
        };
        let finding = Finding::new(&catalogue::DUPLICATE_KEY)
            .indicator(item.code.as_str())
            .period(period.map_or_else(|| "-".to_owned(), |period| period.to_string()))
            .with("first", first);
        !self.report(record, None, finding)
    }

    fn keep(&mut self, shared: &Shared, item: ItemId, what: What) {
        if !self.checker.options.keep {
            return;
        }
        if let (Some(unit), Some((_, period))) = (shared.unit, shared.period) {
            self.checker.kept.push(Accepted { layer: shared.layer, unit, item, period, what });
        }
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

fn is_empty(record: &Record, column: &ColumnOf) -> bool {
    record.field(column.index).is_some_and(|field| field.iter().all(u8::is_ascii_whitespace))
}

/// When a unit existed, and what it became.
fn validity(unit: &Unit) -> String {
    let from = unit.valid_from.map_or(String::new(), |date| date.to_string());
    let to = unit.valid_to.map_or(String::new(), |date| date.to_string());
    match &unit.successor {
        Some(successor) => format!("{from}..{to} → {successor}"),
        None => format!("{from}..{to}"),
    }
}

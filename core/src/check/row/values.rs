//! The values of a record: one of a long file, or every cell of a wide one.

use super::super::accepted::PlacedTally;
use super::super::fast::{Slot, Spot};
use super::super::first::{About, Again};
use super::super::keys::{Before, First, Key};
use super::super::layout::{ColumnOf, find_indicator};
use super::super::series::Cell;
use super::super::{custom, exceptions, parse, value, words};
use super::shared::Shared;
use super::{Accepted, Caches, Reader, What, is_empty, text};
use crate::finding::{Finding, Severity, catalogue};
use crate::framework::spec::Scale;
use crate::framework::{Item, ItemId};
use crate::observe::Record;
use crate::period::Period;
use crate::text::Suggester;

impl Reader<'_, '_> {
    /// The indicator or node that a text names, by code or exact name.
    pub(super) fn item(&mut self, written: &str) -> Option<ItemId> {
        if let Some(item) = self.checker.caches.items.get(written.as_bytes()) {
            return Some(*item);
        }
        if self.checker.caches.unknown_items.texts.contains_key(written.as_bytes()) {
            return None;
        }
        let framework = self.checker.framework;
        let found = find_indicator(framework, written).or_else(|| framework.find(written))?;
        self.checker.caches.items.insert(written.as_bytes().into(), found);
        Some(found)
    }

    pub(super) fn read_long(
        &mut self,
        record: &Record,
        shared: &Shared,
        (indicator, value): (&ColumnOf, &ColumnOf),
        right: bool,
    ) -> bool {
        // What is empty or no text has been reported.
        let Some(written) = text(record, indicator).filter(|text| !text.is_empty()) else {
            return true;
        };
        let framework = self.checker.framework;
        let status_given = self.has_status(record);
        let found = self.item(&written).and_then(|id| framework.item(id).map(|item| (id, item)));
        let known = match found {
            Some((id, item)) if item.indicator().is_some() || status_given => Some((id, item)),
            _ => None,
        };
        let Some((id, item)) = known else {
            let Caches { unknown_items, near_items, .. } = &mut self.checker.caches;
            let suggestion = unknown_items.suggestion(&written, || {
                let codes = || framework.indicators().map(|(_, item, _)| item.code.as_str());
                let near = near_items.get_or_insert_with(|| Suggester::new(codes()));
                near.nearest(&written).and_then(|number| codes().nth(number)).map(str::to_owned)
            });
            let finding = Finding::new(&catalogue::UNKNOWN_INDICATOR)
                .value(&*written)
                .indicator(&*written)
                .suggest_if(suggestion);
            return !self.report(record, Some(indicator), finding);
        };
        if item.indicator().is_none() {
            return self.read_tally(record, shared, (id, item), value, right);
        }
        let is_status = item.indicator().is_some_and(|i| i.scale == Scale::Status);
        let value = match &self.layout.status {
            Some(status) if is_status && is_empty(record, value) => status,
            _ => value,
        };
        let mut cell_right = self.check_frequency(record, shared, item);
        let read = match text(record, value).filter(|text| !text.is_empty()) {
            None => None,
            Some(written) => self.read_value(record, value, &written, item, &mut cell_right),
        };
        self.settle_value(record, shared, (value, id, item), right, &mut cell_right, read);
        cell_right
    }

    pub(super) fn read_cell(
        &mut self,
        record: &Record,
        shared: &Shared,
        (column, id): (&ColumnOf, ItemId),
        shared_right: bool,
    ) -> bool {
        let Some(item) = self.checker.framework.item(id) else { return true };
        let Some(written) = text(record, column) else { return true };
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
        self.settle_value(record, shared, (column, id, item), shared_right, &mut right, read);
        right
    }

    fn read_tally(
        &mut self,
        record: &Record,
        shared: &Shared,
        (id, item): (ItemId, &Item),
        count: &ColumnOf,
        right: bool,
    ) -> bool {
        let Some(column) = self.layout.status.as_ref() else { return false };
        let written = text(record, column).unwrap_or_default();
        let Some(status) = words::status_of(&written) else {
            let finding = value::not_a_status(&written).indicator(item.code.as_str());
            return !self.report(record, Some(column), finding);
        };
        let Some(written) = text(record, count).filter(|text| !text.is_empty()) else {
            return true;
        };
        let Ok(number) = written.parse::<u32>() else {
            let finding = Finding::new(&catalogue::TALLY_NOT_WHOLE)
                .value(&*written)
                .indicator(item.code.as_str());
            return !self.report(record, Some(count), finding);
        };
        let part = (status as u32 + 1, Some(f64::from(number)));
        if self.note_key(record, shared, id, part, right) && right {
            self.keep(shared, id, What::Tally(status, number));
            if let (true, Some(unit), Some((_, period))) =
                (self.checker.options.places, shared.unit, shared.period)
            {
                let origin = self.origin(record);
                let tally = PlacedTally {
                    layer: shared.layer,
                    item: id,
                    unit,
                    period,
                    status,
                    count: number,
                    origin,
                };
                self.checker.tallies.push(tally);
                self.note_texts(record);
            }
        }
        true
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
        let reading = value::read(written, item, indicator, self.numbers);
        if let Some(finding) = reading.finding {
            let finding = finding.indicator(item.code.as_str());
            *right &= !self.report(record, Some(column), finding);
        }
        reading.number
    }

    /// Notes what the record is about, and with which value; whether that may be kept. What was
    /// given before waits until it is known whether the values are the same. A record that is wrong
    /// gives nothing: the one that mends it may follow.
    fn note_key(
        &mut self,
        record: &Record,
        shared: &Shared,
        id: ItemId,
        (part, value): (u32, Option<f64>),
        right: bool,
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
        let spot = if part == 0 { self.spot(shared.layer, unit, id, period) } else { None };
        let (file, value) = (self.file_number as u32, value.unwrap_or(f64::NAN));
        let checker = &mut *self.checker;
        let here = First::new(file, record.number(), value);
        let before = match right {
            true => checker.keys.note(key, spot, here),
            false => checker.keys.before(key, spot),
        };
        let about = match before {
            None => return true,
            Some(Before::At(key, first)) => About::Other(Box::new((key, first))),
            Some(Before::Somewhere(spot)) => About::Spot(spot),
        };
        checker.again.push(Again {
            about,
            value,
            file,
            record: record.number(),
            line: record.line(),
            position: checker.findings.len(),
            open: false,
        });
        checker.framework.severity_of(&catalogue::DUPLICATE_KEY) != Severity::Error
    }

    /// The bit of a key.
    fn spot(
        &self,
        layer: usize,
        unit: usize,
        item: ItemId,
        period: Option<Period>,
    ) -> Option<Spot> {
        let slot = Slot::of(period)?;
        self.checker.keys.spot(layer, item, slot, self.checker.key_of(unit))
    }

    /// Shows a value that is right so far to the rules of the framework, notes its key, and keeps it.
    fn settle_value(
        &mut self,
        record: &Record,
        shared: &Shared,
        (column, id, item): (&ColumnOf, ItemId, &Item),
        shared_right: bool,
        right: &mut bool,
        read: Option<f64>,
    ) {
        if let (true, true, Some(value), Some(_)) = (shared_right, *right, read, &self.own_rules) {
            *right &= self.judge(record, shared, (column, id, item), value);
        }
        let whole = shared_right && *right;
        let (true, true, Some(value)) =
            (self.note_key(record, shared, id, (0, read), whole && read.is_some()), whole, read)
        else {
            return;
        };
        self.keep(shared, id, What::Value(value));
        if let (true, Some(unit), Some((_, period))) = (self.placed, shared.unit, shared.period) {
            let origin = self.origin(record);
            let layer = shared.layer;
            self.checker.cells.push(Cell { layer, item: id, unit, period, value, origin });
            self.note_texts(record);
        }
    }

    /// The rules of the framework over single values; `false` when one of them is an error.
    fn judge(
        &mut self,
        record: &Record,
        shared: &Shared,
        (column, id, item): (&ColumnOf, ItemId, &Item),
        value: f64,
    ) -> bool {
        let (Some((language, columns)), Some(unit)) = (&self.own_rules, shared.unit) else {
            return true;
        };
        let checker = &self.checker;
        let Some(unit) = checker.builder.units().get(unit) else { return true };
        let texts: Vec<_> = columns
            .iter()
            .map(|(name, index)| {
                let column = ColumnOf { index: *index, name: std::sync::Arc::default() };
                (name.as_str(), text(record, &column).unwrap_or_default())
            })
            .collect();
        let row = custom::Row {
            unit,
            item: id,
            indicator: item.code.as_str(),
            period: shared.period.and_then(|(period, _)| period),
            value,
            layer: checker.layers.get_index(shared.layer).map_or("", String::as_str),
            fields: texts.iter().map(|(name, text)| (*name, &**text)).collect(),
        };
        let exceptions = checker.exceptions.of(self.file_number as u32, record.number());
        let found: Vec<Finding> = custom::judge_row(checker.framework, language, &row)
            .into_iter()
            .map(|(rule, finding)| {
                let finding = finding
                    .value(text(record, column).unwrap_or_default())
                    .indicator(item.code.as_str());
                exceptions::weigh(finding, Some(rule.code.as_str()), exceptions)
            })
            .collect();
        let mut right = true;
        for finding in found {
            right &= !self.report_own(record, column, finding);
        }
        right
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

//! What all values of a record share: unit, period, layer.

use super::super::layout::ColumnOf;
use super::super::parse;
use super::{Reader, text};
use crate::finding::{Finding, catalogue};
use crate::id::Code;
use crate::observe::Record;
use crate::period::Period;
use crate::register::{Lookup, Unit, UnitId};
use crate::text::{Text, clean, suggest};

/// The parts that all values of a record share, as far as they are right.
pub(super) struct Shared {
    pub(super) unit: Option<usize>,
    pub(super) period: Option<(Option<Period>, usize)>,
    pub(super) layer: usize,
}

impl Reader<'_, '_> {
    pub(super) fn read_shared(&mut self, record: &Record, right: &mut bool) -> Shared {
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
        if let Some(column) = &layout.reported_on
            && let Some(written) = text(record, column).filter(|text| !text.is_empty())
            && parse::date(&written, self.dates).is_none()
        {
            let finding = Finding::new(&catalogue::BAD_DATE)
                .value(&*written)
                .with("expected", parse::date_forms(self.dates))
                .suggest_if(parse::suggested_date(&written));
            *right &= !self.report(record, Some(column), finding);
        }
        let layer = layout.layer.as_ref().and_then(|column| text(record, column));
        if let (Some(column), Some(layer)) = (&layout.layer, layer.as_deref()) {
            *right &= self.check_layer(record, column, layer);
        }
        let layer = self.layer(layer.as_deref().unwrap_or_default());
        Shared { unit, period, layer }
    }

    /// A framework may declare which layers there are.
    fn check_layer(&mut self, record: &Record, column: &ColumnOf, layer: &str) -> bool {
        let listed = &self.checker.framework.spec().data.layers;
        if listed.is_empty() || listed.iter().any(|name| *clean(name) == *layer) {
            return true;
        }
        let finding = Finding::new(&catalogue::LAYER_NOT_LISTED)
            .value(layer)
            .with("layers", listed.join(", "))
            .suggest_if(suggest(layer, listed.iter().map(String::as_str)));
        !self.report(record, Some(column), finding)
    }

    /// The number of a layer; records without one form a layer as well.
    fn layer(&mut self, name: &str) -> usize {
        let layers = &mut self.checker.layers;
        match layers.get_index_of(name) {
            Some(number) => number,
            None => layers.insert_full(name.to_owned()).0,
        }
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
        let register = self.checker.framework.register();
        let number = if register.is_open() {
            match self.open_unit(record, written) {
                Some(number) => Some(number),
                None => {
                    let finding = self.unit_finding(written, None, period);
                    *right &= !self.report(record, Some(&self.layout.unit), finding);
                    None
                }
            }
        } else {
            match register.find_exact(written, period.and_then(|(period, _)| period.as_ref())) {
                Some(Lookup::Found(id)) => self.listed_unit(id),
                // In its right period the name or code may well be clear.
                Some(Lookup::Ambiguous(_)) if period.is_none() => None,
                other => {
                    let out_of_time = match other {
                        Some(Lookup::NotValid(id)) => Some(id),
                        _ => None,
                    };
                    let finding = self.unit_finding(written, other, period);
                    if self.report(record, Some(&self.layout.unit), finding) {
                        *right = false;
                        return None;
                    }
                    // The framework makes less of it. It is said of every record, so nothing is
                    // cached.
                    return out_of_time.and_then(|id| self.listed_unit(id));
                }
            }
        };
        if let Some(number) = number {
            let units = self.checker.caches.units.entry(in_period).or_default();
            units.insert(written.as_bytes().into(), number);
        }
        number
    }

    fn listed_unit(&mut self, id: UnitId) -> Option<usize> {
        let unit = self.checker.framework.register().unit(id)?;
        Some(self.checker.number_of(id, unit))
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
        &mut self,
        written: &str,
        lookup: Option<Lookup>,
        period: Option<&(Option<Period>, usize)>,
    ) -> Finding {
        let register = self.checker.framework.register();
        let code = |id: &UnitId| register.unit(*id).map(|unit| unit.code.to_string());
        match lookup {
            Some(Lookup::NotValid(id)) => {
                let unit = register.unit(id);
                let period = period.and_then(|(period, _)| *period).map(|p| p.to_string());
                Finding::new(&catalogue::UNIT_NOT_VALID)
                    .value(written)
                    .unit(unit.map_or(written, |unit| unit.code.as_str()))
                    .period(period.unwrap_or_default())
                    .with("detail", unit.map(validity).unwrap_or_default())
            }
            Some(Lookup::Ambiguous(ids)) => {
                let codes: Vec<String> = ids.iter().filter_map(code).collect();
                Finding::new(&catalogue::AMBIGUOUS_UNIT)
                    .value(written)
                    .with("candidates", codes.join(", "))
            }
            _ => {
                let unknown = &mut self.checker.caches.unknown_units;
                let suggestion = unknown.suggestion(written, || register.suggestion(written));
                Finding::new(&catalogue::UNKNOWN_UNIT)
                    .value(written)
                    .unit(written)
                    .with("list", register.list().unwrap_or("-"))
                    .suggest_if(suggestion)
            }
        }
    }
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

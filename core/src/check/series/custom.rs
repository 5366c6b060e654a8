//! `OBS-701` over units and series: rules that the framework writes itself.

use super::Found;
use super::table::{Cell, Table};
use crate::check::custom::{Attributes, report};
use crate::framework::spec::Over;
use crate::framework::{CustomRule, Language, Variable};
use crate::period::Period;

pub(super) fn check(table: &Table<'_>, found: &mut Vec<Found>) {
    let rules = || table.framework.rules().iter();
    let language = Language::default();
    if rules().any(|rule| rule.over == Over::Unit) {
        for cells in table.grouped(|cell| (cell.layer, cell.unit, cell.period)) {
            for rule in rules().filter(|rule| rule.over == Over::Unit) {
                over_unit(table, rule, &language, &cells, found);
            }
        }
    }
    if rules().any(|rule| rule.over == Over::Series) {
        for cells in table.series() {
            for rule in rules().filter(|rule| rule.over == Over::Series) {
                over_series(table, rule, &language, &cells, found);
            }
        }
    }
}

fn over_unit(
    table: &Table<'_>,
    rule: &CustomRule,
    language: &Language,
    cells: &[Cell],
    found: &mut Vec<Found>,
) {
    let Some(first) = cells.iter().min_by_key(|cell| cell.origin) else { return };
    let Some(unit) = table.units.get(first.unit) else { return };
    let period = table.period(first);
    let written = period.map(|period| period.to_string());
    let attributes = Attributes::of(unit);
    let values = cells
        .iter()
        .filter_map(|cell| table.item(cell).map(|item| (item.code.as_str(), cell.value)))
        .collect();
    let scope = [
        ("unit", Variable::Text(unit.code.as_str())),
        ("attributes", attributes.variable()),
        ("period", written.as_deref().map_or(Variable::Absent, Variable::Text)),
        ("year", year(period)),
        ("values", Variable::NumberByName(values)),
    ];
    if let Some(mut finding) = report(rule, &rule.judge(language, &scope)) {
        finding = finding.unit(unit.code.as_str());
        finding.period = written.map(Into::into);
        found.push(Found::by_rule(rule, first.origin, None, finding));
    }
}

fn over_series(
    table: &Table<'_>,
    rule: &CustomRule,
    language: &Language,
    cells: &[Cell],
    found: &mut Vec<Found>,
) {
    let Some(last) = cells.last() else { return };
    let (Some(unit), Some(item)) = (table.units.get(last.unit), table.item(last)) else { return };
    if !rule.is_about(last.item) {
        return;
    }
    let attributes = Attributes::of(unit);
    let periods: Vec<Period> = cells.iter().filter_map(|cell| table.period(cell)).collect();
    let scope = [
        ("unit", Variable::Text(unit.code.as_str())),
        ("attributes", attributes.variable()),
        ("indicator", Variable::Text(item.code.as_str())),
        ("values", Variable::Numbers(cells.iter().map(|cell| cell.value).collect())),
        ("periods", Variable::Texts(periods.iter().map(ToString::to_string).collect())),
        ("years", Variable::Wholes(periods.iter().map(|p| i64::from(p.year())).collect())),
    ];
    if let Some(mut finding) = report(rule, &rule.judge(language, &scope)) {
        finding = finding.unit(unit.code.as_str()).indicator(item.code.as_str());
        finding.period = table.period(last).map(|period| period.to_string().into());
        found.push(Found::by_rule(rule, last.origin, Some(last.item), finding));
    }
}

fn year(period: Option<Period>) -> Variable<'static> {
    period.map_or(Variable::Absent, |period| Variable::Whole(i64::from(period.year())))
}

//! From what was observed to the values that are scored: denomination, screening, imputation, change,
//! treatment, for all periods at once.

mod impute;
mod screen;
mod steps;

pub use steps::Steps;

use super::fit::{Fit, When};
use super::screen::Screened;
use super::treat::learn;
use super::{denominate::denominate, normal::Growth};
use crate::finding::{Bilingual, Finding, Findings, catalogue};
use crate::framework::{Framework, ItemId, Preparation};
use crate::id::Code;
use crate::observe::{Column, Observations};
use crate::period::Period;
use crate::recipe::{Change, ChangeMeasure, Denomination, Imputation, LearnFrom, Treatment};
use chrono::Datelike;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The columns of the indicators in one period.
pub(super) type Table = BTreeMap<ItemId, Column>;

/// What is ready to be scored in one period.
#[derive(Debug, Clone, Default)]
pub(super) struct Prepared {
    /// The values that are scored.
    pub(super) values: Table,
    /// How they came about, for indicators of which something was done.
    pub(super) steps: BTreeMap<ItemId, Steps>,
    /// Numbers of the units observed, rising.
    pub(super) observed: Vec<usize>,
    /// Numbers of those that are scored.
    pub(super) included: Vec<usize>,
    /// What screening found, for every unit; empty without screening.
    pub(super) screened: Vec<Option<Screened>>,
    /// The number of the grade of coverage of every unit; empty without grades.
    pub(super) grades: Vec<Option<usize>>,
    /// Indicators of which too few units have a value.
    pub(super) dropped: Vec<ItemId>,
}

/// Prepares the observations of all periods.
pub(super) fn prepare(
    framework: &Framework,
    observations: &Observations,
    replicate: Option<u32>,
    fit: &mut Fit,
    findings: &mut Findings,
) -> Vec<Prepared> {
    let units = observations.units().len();
    let mut periods: Vec<Prepared> = (0..observations.periods().len())
        .map(|period| {
            let observed = observations.observed(period);
            let values = framework
                .indicators()
                .filter_map(|(id, ..)| Some((id, observations.column(period, id)?.clone())))
                .collect();
            Prepared { values, included: observed.clone(), observed, ..Prepared::default() }
        })
        .collect();
    let touched: Vec<(ItemId, &Code, &Preparation)> = framework
        .indicators()
        .map(|(id, item, indicator)| (id, &item.code, &indicator.preparation))
        .filter(|(.., preparation)| !preparation.is_none())
        .collect();
    if touched.is_empty() && framework.spec().screen.is_none() {
        return periods;
    }
    let kitchen = Kitchen { framework, observations, units };
    kitchen.observe(&touched, &mut periods);
    kitchen.denominate(&touched, &mut periods, findings);
    kitchen.screen(screen::Moment::BeforeImputation, &mut periods, findings);
    kitchen.impute(&touched, replicate, &mut periods);
    kitchen.screen(screen::Moment::AfterImputation, &mut periods, findings);
    kitchen.change(&touched, &mut periods);
    kitchen.treat(&touched, &mut periods, fit, findings);
    periods
}

/// Where values are prepared.
struct Kitchen<'a> {
    framework: &'a Framework,
    observations: &'a Observations,
    units: usize,
}

impl Kitchen<'_> {
    fn period(&self, number: usize) -> Option<Period> {
        self.observations.periods().get(number).copied().flatten()
    }

    fn code(&self, unit: usize) -> String {
        self.observations.units().get(unit).map(|unit| unit.code.to_string()).unwrap_or_default()
    }

    /// The beginning of a finding about a period, and an item in it.
    fn about(
        &self,
        rule: &'static crate::finding::Rule,
        item: Option<&str>,
        period: usize,
    ) -> Finding {
        let mut finding = Finding::new(rule);
        if let Some(item) = item {
            finding = finding.indicator(item);
        }
        finding.period = self.period(period).map(|period| period.to_string().into());
        finding
    }

    fn observe(&self, touched: &[(ItemId, &Code, &Preparation)], periods: &mut [Prepared]) {
        for prepared in periods {
            for (id, ..) in touched {
                let values =
                    prepared.values.entry(*id).or_insert_with(|| Column::absent(self.units));
                prepared.steps.insert(*id, Steps::observed(values.clone()));
            }
        }
    }

    fn denominate(
        &self,
        touched: &[(ItemId, &Code, &Preparation)],
        periods: &mut [Prepared],
        findings: &mut Findings,
    ) {
        // Numbers in the register are text: each attribute is read once.
        let mut registered: BTreeMap<&str, Column> = BTreeMap::new();
        for (id, code, preparation) in touched {
            for (number, prepared) in periods.iter_mut().enumerate() {
                let (name, denominators, factor) = match &preparation.denominate {
                    Denomination::Ratio { denominator, scale_factor } => {
                        let other = self.framework.find(denominator.as_str());
                        let column = other.and_then(|id| self.observations.column(number, id));
                        (denominator.as_str(), column.cloned().unwrap_or_default(), *scale_factor)
                    }
                    Denomination::Register { attribute, scale_factor } => {
                        let column = registered.entry(attribute);
                        let column = column.or_insert_with(|| self.registered(attribute));
                        (attribute.as_str(), column.clone(), *scale_factor)
                    }
                    Denomination::None => continue,
                };
                let Some(values) = prepared.values.get_mut(id) else { continue };
                let divided = denominate(values, &denominators, factor);
                for (unit, (before, after)) in values.iter().zip(divided.iter()).enumerate() {
                    if before.is_some() && after.is_none() {
                        findings.push(
                            self.about(&catalogue::NO_DENOMINATOR, Some(code.as_str()), number)
                                .unit(self.code(unit))
                                .with("denominator", name),
                        );
                    }
                }
                *values = divided;
                if let Some(steps) = prepared.steps.get_mut(id) {
                    steps.denominated = Some(values.clone());
                }
            }
        }
    }

    /// The numbers of an attribute of the register.
    fn registered(&self, attribute: &str) -> Column {
        let number = |text: Option<&str>| text.and_then(|text| text.trim().parse().ok());
        self.observations.units().iter().map(|unit| number(unit.attribute(attribute))).collect()
    }

    fn impute(
        &self,
        touched: &[(ItemId, &Code, &Preparation)],
        replicate: Option<u32>,
        periods: &mut [Prepared],
    ) {
        let methods: Vec<(ItemId, &Imputation)> = touched
            .iter()
            .map(|(id, _, preparation)| (*id, &preparation.impute))
            .filter(|(_, method)| **method != Imputation::None)
            .collect();
        if methods.is_empty() {
            return;
        }
        // Methods that look at other indicators see them before any gap was filled.
        let before: Vec<Table> = periods.iter().map(|prepared| prepared.values.clone()).collect();
        let filler = impute::Filler::new(self.framework, self.observations, &before, replicate);
        for (id, method) in methods {
            for ((prepared, before), filled) in
                periods.iter_mut().zip(&before).zip(filler.fill(id, method))
            {
                let (Some(filled), Some(before)) = (filled, before.get(&id)) else { continue };
                let mut cells = before.cells().to_vec();
                let mut marks = vec![false; self.units];
                // Nobody is made up of whom nothing is known in the period.
                for unit in &prepared.included {
                    if let (Some(cell), Some(mark), Some(value)) =
                        (cells.get_mut(*unit), marks.get_mut(*unit), filled.cells().get(*unit))
                        && cell.is_nan()
                        && !value.is_nan()
                    {
                        *cell = *value;
                        *mark = true;
                    }
                }
                let column = Column::from_finite(cells);
                if let Some(steps) = prepared.steps.get_mut(&id) {
                    steps.imputed = Some(column.clone());
                    steps.filled = marks;
                }
                prepared.values.insert(id, column);
            }
        }
    }

    fn change(&self, touched: &[(ItemId, &Code, &Preparation)], periods: &mut [Prepared]) {
        for (id, _, preparation) in touched {
            let Some(change) = &preparation.growth else { continue };
            let levels: Vec<Column> = periods
                .iter()
                .map(|prepared| prepared.values.get(id).cloned().unwrap_or_default())
                .collect();
            for (number, prepared) in periods.iter_mut().enumerate() {
                let column = self
                    .earlier(change, number)
                    .and_then(|earlier| {
                        let years = year(self.period(number)?) - year(self.period(earlier)?);
                        let growth = growth(change, years);
                        let now = levels.get(number)?;
                        let changes = growth.column(now, levels.get(earlier)?);
                        Some(changes.map(|x| Some(x * outer_factor(change))))
                    })
                    .unwrap_or_else(|| Column::absent(self.units));
                if let Some(steps) = prepared.steps.get_mut(id) {
                    steps.changed = Some(column.clone());
                }
                prepared.values.insert(*id, column);
            }
        }
    }

    /// The period with which one is compared.
    fn earlier(&self, change: &Change, number: usize) -> Option<usize> {
        let periods = self.observations.periods();
        let own = self.period(number)?;
        if let Some(base) = change.base {
            return periods.iter().position(|period| *period == Some(base));
        }
        let before = periods.iter().enumerate().take(number);
        let alike = before.filter(|(_, period)| period.is_some_and(|p| p.kind() == own.kind()));
        let places: Vec<usize> = alike.map(|(place, _)| place).collect();
        places.len().checked_sub(change.back).and_then(|place| places.get(place)).copied()
    }

    fn treat(
        &self,
        touched: &[(ItemId, &Code, &Preparation)],
        periods: &mut [Prepared],
        fit: &mut Fit,
        findings: &mut Findings,
    ) {
        for (id, code, preparation) in touched {
            if preparation.treat == Treatment::None {
                continue;
            }
            let columns: Vec<Column> = periods
                .iter()
                .map(|prepared| prepared.values.get(id).cloned().unwrap_or_default())
                .collect();
            for (number, prepared) in periods.iter_mut().enumerate() {
                let Some(values) = columns.get(number).filter(|values| values.present() > 0) else {
                    continue;
                };
                let of = self.period(number);
                let mut outcome = None;
                let curve = fit.curve(code, when(preparation.treat_fit, of), || {
                    let taught = taught(
                        preparation.treat_fit,
                        number,
                        self.observations.periods(),
                        &columns,
                    );
                    let (curve, found) = learn(&taught, &preparation.treat);
                    outcome = Some(found);
                    curve
                });
                if outcome == Some(super::treat::Outcome::Undetermined) {
                    findings.push(self.untreated(code.as_str(), number));
                }
                let treated = curve.apply(values);
                if let Some(steps) = prepared.steps.get_mut(id) {
                    steps.treated = Some(treated.clone());
                }
                prepared.values.insert(*id, treated);
            }
        }
    }

    fn untreated(&self, code: &str, period: usize) -> Finding {
        let finding = self.about(&catalogue::NOT_TREATED, Some(code), period);
        match finding.period {
            Some(_) => finding,
            None => finding.with("period", Bilingual { vi: "số liệu này", en: "these data" }),
        }
    }
}

/// For which periods something holds that was learned in one.
pub(super) fn when(from: LearnFrom, period: Option<Period>) -> When {
    match from {
        LearnFrom::Period => When::In(period),
        _ => When::Always,
    }
}

/// The column from which a period learns; empty when the base period is not there.
pub(super) fn taught<'c>(
    from: LearnFrom,
    number: usize,
    periods: &[Option<Period>],
    columns: &'c [Column],
) -> Cow<'c, Column> {
    let at = |number: Option<usize>| {
        number.and_then(|number| columns.get(number)).map_or_else(Cow::default, Cow::Borrowed)
    };
    match from {
        LearnFrom::Base(base) => at(periods.iter().position(|period| *period == Some(base))),
        LearnFrom::All if columns.len() > 1 => {
            Cow::Owned(columns.iter().flat_map(Column::iter).collect())
        }
        _ => at(Some(number)),
    }
}

/// The beginning of a period in years, as a number.
pub(super) fn year(period: Period) -> f64 {
    let first = period.first_day();
    let days = if first.leap_year() { 366.0 } else { 365.0 };
    f64::from(first.year()) + f64::from(first.ordinal0()) / days
}

fn growth(change: &Change, years: f64) -> Growth {
    match change.measure {
        ChangeMeasure::Difference | ChangeMeasure::None => Growth::Difference,
        ChangeMeasure::Relative => Growth::Relative { factor: change.factor },
        ChangeMeasure::Log => Growth::Log,
        ChangeMeasure::Compound => Growth::Compound { periods: years },
    }
}

/// The factor, where the measure does not take it in.
fn outer_factor(change: &Change) -> f64 {
    if change.measure == ChangeMeasure::Relative { 1.0 } else { change.factor }
}

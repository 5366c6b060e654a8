//! Which units and indicators have enough data, and grades of coverage.

use super::{Kitchen, Prepared};
use crate::finding::{Argument, Findings, catalogue};
use crate::framework::ItemId;
use crate::framework::spec::{ScreenAfter, ScreenSpec};
use crate::number::decimals::compare;
use crate::number::{self, NumberFormat};
use crate::observe::Column;
use crate::recipe::Screening;
use crate::score::node::both;
use crate::score::screen::{
    Availability, Forced, Reason, Screened, availability, grades, screen, short_of,
};

/// Before or after gaps are filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    BeforeImputation,
    AfterImputation,
}

impl Kitchen<'_> {
    /// Screens all periods, if this is the moment for it.
    pub(super) fn screen(&self, moment: Moment, periods: &mut [Prepared], findings: &mut Findings) {
        let Some(rules) = &self.framework.spec().screen else { return };
        if (rules.after == ScreenAfter::Impute) != (moment == Moment::AfterImputation) {
            return;
        }
        let looked_at = self.looked_at(rules);
        for (number, prepared) in periods.iter_mut().enumerate() {
            self.units(rules, &looked_at, number, prepared, findings);
            self.indicators(rules, &looked_at, number, prepared, findings);
        }
    }

    /// The indicators that are looked at.
    fn looked_at(&self, rules: &ScreenSpec) -> Vec<ItemId> {
        if rules.of.is_empty() {
            return self.framework.counted_indicators();
        }
        let items = rules.of.iter().filter_map(|code| self.framework.find(code.as_str()));
        let mut below: Vec<ItemId> =
            items.flat_map(|item| self.framework.counted_below(item)).collect();
        below.sort_unstable();
        below.dedup();
        below
    }

    fn units(
        &self,
        rules: &ScreenSpec,
        looked_at: &[ItemId],
        number: usize,
        prepared: &mut Prepared,
        findings: &mut Findings,
    ) {
        let found = availability(&self.columns(rules, looked_at, number, prepared));
        let nothing = Availability {
            columns: looked_at.len(),
            missing: looked_at.len(),
            ..Availability::default()
        };
        let rule = match (rules.available, rules.non_zero) {
            (None, None) => Screening::None,
            (Some(threshold), None) => Screening::ByMissing { threshold },
            (None, Some(threshold)) => Screening::ByZeros { threshold },
            (Some(missing), Some(zeros)) => Screening::ByBoth { missing, zeros },
        };
        let units = self.observations.units();
        let forced: Vec<Option<Forced>> = units
            .iter()
            .map(|unit| {
                let force = rules.forced.iter().find(|force| force.unit == unit.code)?;
                Some(Forced { keep: force.keep, reason: force.reason.clone() })
            })
            .collect();
        let found: Vec<Availability> =
            (0..units.len()).map(|unit| found.get(unit).copied().unwrap_or(nothing)).collect();
        let judged = screen(&found, &rule, &forced);
        let measures = Measures::of(self, rules, number, prepared);
        prepared.screened = vec![None; units.len()];
        for unit in &prepared.observed {
            let Some(mut verdict) = judged.get(*unit).cloned() else { continue };
            if verdict.kept
                && !matches!(verdict.reason, Reason::Forced { .. })
                && let Some(place) = measures.fails(*unit)
            {
                let measure = rules.measures.get(place).map(|m| m.of.to_string());
                verdict = Screened {
                    kept: false,
                    reason: Reason::BelowBar {
                        measure: measure.unwrap_or_default(),
                        value: measures.value(place, *unit),
                    },
                };
            }
            if !verdict.kept {
                findings.push(
                    self.about(&catalogue::UNIT_SCREENED, None, number)
                        .unit(self.code(*unit))
                        .with("detail", said(&verdict.reason)),
                );
            }
            if let Some(cell) = prepared.screened.get_mut(*unit) {
                *cell = Some(verdict);
            }
        }
        if !rules.grades.is_empty() {
            prepared.grades = grades(&measures.columns, &measures.bars, &rules.grades);
        }
        let keep: Vec<bool> =
            prepared.screened.iter().map(|s| s.as_ref().is_some_and(|s| s.kept)).collect();
        prepared.included.retain(|unit| keep.get(*unit) == Some(&true));
        for column in prepared.values.values_mut() {
            *column = column.iter().zip(&keep).map(|(x, keep)| x.filter(|_| *keep)).collect();
        }
    }

    /// The columns that are looked at, at the moment that the rules name.
    fn columns(
        &self,
        rules: &ScreenSpec,
        looked_at: &[ItemId],
        number: usize,
        prepared: &Prepared,
    ) -> Vec<Column> {
        let none = || Column::absent(self.units);
        looked_at
            .iter()
            .map(|id| match rules.after {
                ScreenAfter::Observe => {
                    self.observations.column(number, *id).cloned().unwrap_or_else(none)
                }
                _ => prepared.values.get(id).cloned().unwrap_or_else(none),
            })
            .collect()
    }

    /// Leaves out indicators of which too few of the units kept have a value.
    fn indicators(
        &self,
        rules: &ScreenSpec,
        looked_at: &[ItemId],
        number: usize,
        prepared: &mut Prepared,
        findings: &mut Findings,
    ) {
        let Some(least) = rules.indicators else { return };
        let columns = self.columns(rules, looked_at, number, prepared);
        let units = prepared.included.len();
        for (id, column) in looked_at.iter().zip(&columns) {
            let there = prepared.included.iter().filter(|unit| column.get(**unit).is_some());
            let share = there.count() as f64 / units.max(1) as f64;
            if units == 0 || compare(share, least).is_ge() {
                continue;
            }
            let code = self.framework.item(*id).map(|item| item.code.to_string());
            findings.push(
                self.about(&catalogue::INDICATOR_SCREENED, code.as_deref(), number)
                    .with("share", Argument::Number(number::decimals::snap(share)))
                    .with("least", least),
            );
            prepared.dropped.push(*id);
            prepared.values.insert(*id, Column::absent(self.units));
        }
    }
}

/// The reason in words.
fn said(reason: &Reason) -> Argument {
    let show = |share: f64, format| number::format(number::decimals::snap(share), None, format);
    let (vi, en) = match reason {
        Reason::Enough => ("đủ số liệu".to_owned(), "enough data".to_owned()),
        Reason::NoData => ("không có số liệu".to_owned(), "there are no data".to_owned()),
        Reason::TooManyMissing { share } => (
            format!("chỉ có {} số chỉ tiêu có giá trị", show(*share, NumberFormat::Vi)),
            format!("a share of {} of the indicators has a value", show(*share, NumberFormat::En)),
        ),
        Reason::TooManyZeros { share } => (
            format!("chỉ có {} số giá trị khác 0", show(*share, NumberFormat::Vi)),
            format!("a share of {} of the values is not zero", show(*share, NumberFormat::En)),
        ),
        Reason::BelowBar { measure, value: Some(value) } => (
            format!("`{measure}` là {}, chưa đạt mức yêu cầu", show(*value, NumberFormat::Vi)),
            format!("`{measure}` is {}, below the bar", show(*value, NumberFormat::En)),
        ),
        Reason::BelowBar { measure, value: None } => {
            (format!("không có `{measure}`"), format!("there is no `{measure}`"))
        }
        Reason::Forced { reason } => (reason.clone(), reason.clone()),
    };
    both(vi, en)
}

/// What is measured of the units, and the bars.
struct Measures {
    columns: Vec<Column>,
    bars: Vec<f64>,
}

impl Measures {
    fn of(kitchen: &Kitchen<'_>, rules: &ScreenSpec, number: usize, prepared: &Prepared) -> Self {
        let columns = rules
            .measures
            .iter()
            .map(|measure| {
                let id = kitchen.framework.find(measure.of.as_str());
                let Some(id) = id else { return Column::absent(kitchen.units) };
                let is_node = kitchen.framework.item(id).is_some_and(|item| item.node().is_some());
                if !is_node {
                    let column = kitchen.observations.column(number, id);
                    return column.cloned().unwrap_or_else(|| Column::absent(kitchen.units));
                }
                let below = kitchen.framework.counted_below(id);
                let columns = kitchen.columns(rules, &below, number, prepared);
                availability(&columns).iter().map(Availability::share).collect()
            })
            .collect();
        Self { columns, bars: rules.measures.iter().map(|measure| measure.at_least).collect() }
    }

    fn value(&self, measure: usize, unit: usize) -> Option<f64> {
        self.columns.get(measure)?.get(unit)
    }

    /// The first measure of which a unit does not reach the bar.
    fn fails(&self, unit: usize) -> Option<usize> {
        short_of(&self.columns, unit, &self.bars)
    }
}

//! Values and the thresholds that they are compared with.

use super::context::Case;
use super::result::{RequirementResult, Subject};
use super::truth::Truth;
use crate::framework::ItemId;
use crate::framework::spec::{Reads, RelativeThreshold, Threshold};
use crate::number::decimals::compare;
use crate::period::Period;
use crate::register::Unit;
use crate::text::Text;
use chrono::Months;
use std::cmp::Ordering;

/// A comparison: its sign, and the orders of value and threshold in which it holds.
pub(super) type Comparison<'t> = (&'static str, &'t Option<Threshold>, &'static [Ordering]);

/// A threshold for one unit.
#[derive(Default)]
pub(super) struct Limit {
    /// None when it is not set.
    pub(super) value: Option<f64>,
    /// Who is to set it.
    pub(super) waiting_for: Option<Text>,
}

impl Limit {
    fn of(value: Option<f64>) -> Self {
        Self { value, waiting_for: None }
    }
}

impl Case<'_> {
    /// The value of an item; with a window the last one observed in it.
    pub(super) fn value(
        &self,
        item: ItemId,
        reads: Option<Reads>,
        unit: usize,
        within_months: Option<u32>,
    ) -> Option<f64> {
        let reads = self.context.reads(item, reads);
        let mut periods = self.window(within_months).into_iter();
        periods.find_map(|period| self.column_in(period, item, reads)?.get(unit))
    }

    /// The periods whose observations count, the latest first: this one, and with a window those
    /// that ended in it.
    pub(super) fn window(&self, within_months: Option<u32>) -> Vec<usize> {
        let end = |period: Period| period.last_day().unwrap_or(period.first_day());
        let periods = self.observations.periods();
        let own = periods.get(self.period).copied().flatten();
        let start = within_months.zip(own).and_then(|(months, own)| {
            let reference = self.context.as_of.unwrap_or_else(|| end(own));
            reference.checked_sub_months(Months::new(months))
        });
        let Some(start) = start else { return vec![self.period] };
        let in_time = |number: &usize| {
            periods.get(*number).copied().flatten().is_some_and(|period| end(period) >= start)
        };
        (0..=self.period).rev().filter(in_time).collect()
    }

    pub(super) fn compare_value(
        &self,
        id: ItemId,
        value: Option<f64>,
        (sign, threshold, holds): Comparison<'_>,
        number: usize,
        unit: &Unit,
    ) -> Option<RequirementResult> {
        let limit = self.threshold(threshold.as_ref()?, id, number, unit);
        let item = self.framework.item(id)?;
        let verdict = match (value, limit.value) {
            (Some(value), Some(threshold)) => holds.contains(&compare(value, threshold)).into(),
            _ => Truth::Undetermined,
        };
        let subject = Subject::Value {
            code: item.code.clone(),
            name: item.name.clone(),
            comparison: sign,
            value,
            threshold: limit.value,
            waiting_for: limit.waiting_for,
        };
        Some(RequirementResult::new(subject, verdict))
    }

    /// A comparison with a number.
    pub(super) fn compared(
        &self,
        id: ItemId,
        value: Option<f64>,
        sign: &'static str,
        holds: &'static [Ordering],
        threshold: f64,
    ) -> Option<RequirementResult> {
        let item = self.framework.item(id)?;
        let verdict = value
            .map_or(Truth::Undetermined, |value| holds.contains(&compare(value, threshold)).into());
        let subject = Subject::Value {
            code: item.code.clone(),
            name: item.name.clone(),
            comparison: sign,
            value,
            threshold: Some(threshold),
            waiting_for: None,
        };
        Some(RequirementResult::new(subject, verdict))
    }

    /// The threshold for a unit.
    pub(super) fn threshold(
        &self,
        threshold: &Threshold,
        id: ItemId,
        number: usize,
        unit: &Unit,
    ) -> Limit {
        match threshold {
            Threshold::Fixed(value) => Limit::of(Some(*value)),
            Threshold::By(table) => {
                let mut keys = table.by.iter().filter_map(|by| match by {
                    "period" => self.scores.period().map(|period| period.to_string()),
                    attribute => unit.attribute(attribute).map(str::to_owned),
                });
                let listed = keys.find_map(|key| table.values.get(&key).copied());
                let value = listed.or(table.otherwise);
                let waiting_for = table.set_by.clone().filter(|_| value.is_none());
                Limit { value, waiting_for }
            }
            Threshold::Relative(relative) => {
                let base = self.base(relative, id, number, unit);
                Limit::of(base.map(|base| relative.times * base + relative.plus))
            }
            Threshold::Delegated(delegated) => {
                Limit { value: None, waiting_for: Some(delegated.set_by.clone()) }
            }
        }
    }

    /// The value that a relative threshold starts from.
    fn base(
        &self,
        relative: &RelativeThreshold,
        id: ItemId,
        number: usize,
        unit: &Unit,
    ) -> Option<f64> {
        let item = match &relative.criterion {
            Some(code) => self.framework.find(code.as_str())?,
            None => id,
        };
        let reads = self.context.reads(item, None);
        let at = |period: usize| self.column_in(period, item, reads)?.get(number);
        let during = |wanted: Period| {
            let periods = self.observations.periods();
            let exact = periods.iter().position(|known| *known == Some(wanted));
            exact.or_else(|| {
                periods.iter().position(|known| known.is_some_and(|known| known.includes(&wanted)))
            })
        };
        if let Some(attribute) = &relative.of_attribute {
            return at(during(unit.attribute(attribute)?.parse().ok()?)?);
        }
        match relative.of.as_deref() {
            Some("same") => at(self.period),
            None if relative.criterion.is_some() => at(self.period),
            Some("previous") | None => (0..self.period).rev().find_map(at),
            Some("first") => (0..=self.period).find_map(at),
            Some(period) => at(during(period.parse().ok()?)?),
        }
    }

    /// Whether a unit stands high enough.
    pub(super) fn place_needed(
        &self,
        id: ItemId,
        reads: Reads,
        (rank, share): (Option<u32>, Option<f64>),
        number: usize,
    ) -> Vec<RequirementResult> {
        let place = self.place(id, reads, number);
        // The rank by the scheme's own node needs no name.
        let item = self.framework.item(id).filter(|_| self.node() != Some(id));
        let needed = |at_most: Option<f64>, share: Option<f64>| {
            let verdict = place.zip(at_most).map_or(Truth::Undetermined, |(place, at_most)| {
                compare(place.rank, at_most).is_le().into()
            });
            let subject = Subject::Rank {
                code: item.map(|item| item.code.clone()),
                name: item.and_then(|item| item.name.clone()),
                rank: place.map(|place| place.rank),
                at_most: at_most.map(|at_most| at_most as u32),
                share,
            };
            RequirementResult::new(subject, verdict)
        };
        let by_rank = rank.map(|rank| needed(Some(f64::from(rank)), None));
        let by_share = share.map(|share| {
            let last = place.map(|place| self.last_of_share(share, place.of));
            needed(last, Some(share))
        });
        by_rank.into_iter().chain(by_share).collect()
    }
}

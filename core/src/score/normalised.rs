//! Scorers that are normalisations of whole columns.

use super::Learned;
use super::normal::{Band, Normalisation, Reference, Unfit};
use super::prepare::{taught, when};
use super::{Engine, Run};
use crate::finding::{Finding, catalogue};
use crate::framework::Item;
use crate::number::decimals::compare;
use crate::observe::Column;
use crate::period::Period;
use crate::recipe::Scorer;
use std::borrow::Cow;

/// The normalisation that a scorer stands for; none for those that [`normalise`](super::normalise)
/// computes itself.
pub(super) fn normalisation(scorer: &Scorer) -> Option<Normalisation> {
    Some(match scorer {
        Scorer::Scaled { lower, upper, factor } => {
            Normalisation::Scaled { lower: *lower, upper: *upper, factor: *factor }
        }
        Scorer::Rank { ties } => Normalisation::Rank { ties: *ties },
        Scorer::Borda { ties } => Normalisation::Borda { ties: *ties },
        Scorer::PercentileRank { ties, form, to } => {
            Normalisation::PercentileRank { ties: *ties, form: *form, to: *to }
        }
        Scorer::DistanceToMax { to } => Normalisation::DistanceToMax { to: *to },
        Scorer::DistanceToReference { unit, cap, to } => {
            Normalisation::DistanceToReference { unit: unit.clone(), cap: *cap, to: *to }
        }
        Scorer::DistanceToTarget { target, cap, to } => {
            Normalisation::DistanceToTarget { target: *target, cap: *cap, to: *to }
        }
        Scorer::FractionOfMax { to } => Normalisation::FractionOfMax { to: *to },
        Scorer::PercentileGoalposts { lower, upper, cap, to } => {
            Normalisation::PercentileGoalposts { lower: *lower, upper: *upper, cap: *cap, to: *to }
        }
        Scorer::Band { inside, zero, to } => {
            Normalisation::Band(Band { inside: *inside, zero: *zero, to: *to })
        }
        Scorer::TwoSided { centre, to } => Normalisation::TwoSided { centre: *centre, to: *to },
        Scorer::Ampi { reference } => Normalisation::Ampi { reference: *reference },
        Scorer::Piecewise { knots, outside } => {
            Normalisation::Piecewise { knots: knots.clone(), outside: *outside }
        }
        Scorer::MeanBands { threshold, spread, scores } => {
            Normalisation::MeanBands { threshold: *threshold, spread: *spread, scores: *scores }
        }
        Scorer::Categories { table } => Normalisation::Categories { table: table.clone() },
        _ => return None,
    })
}

/// The same with the mean of a base period in place of its name; `base` knows the values of a period.
pub(super) fn with_reference<'c>(
    method: &Normalisation,
    base: impl FnOnce(Period) -> Option<Cow<'c, Column>>,
) -> Cow<'_, Normalisation> {
    let Normalisation::Ampi { reference: Reference::Base(period) } = method else {
        return Cow::Borrowed(method);
    };
    let learned = base(*period).map(|column| Learned::from(&column));
    match learned.filter(|learned| learned.count > 0) {
        Some(learned) => {
            Cow::Owned(Normalisation::Ampi { reference: Reference::Value(learned.mean) })
        }
        None => Cow::Borrowed(method),
    }
}

impl Engine<'_> {
    /// Scores a column by a normalisation, with what is known of the item or learned from the units.
    pub(super) fn normalised(
        &mut self,
        item: &Item,
        method: &Normalisation,
        number: usize,
        values: &[Column],
    ) -> Column {
        let Some(value) = values.get(number) else { return Column::default() };
        if value.present() == 0 {
            return Column::absent(value.len());
        }
        let run = self.run(number);
        let observations = self.observations;
        let place = |code: &str| observations.units().iter().position(|unit| unit.code == *code);
        let fitted = if item.scorer.learns() {
            let period = observations.periods().get(number).copied().flatten();
            self.fit.scale(&item.code, when(item.fit, period), || {
                let periods = observations.periods();
                let taught = taught(item.fit, number, periods, values);
                let method = with_reference(method, |base| {
                    let place = periods.iter().position(|period| *period == Some(base))?;
                    values.get(place).map(Cow::Borrowed)
                });
                method.fit_with(&taught, item.direction(), place)
            })
        } else {
            method.fit_with(value, item.direction(), place)
        };
        let fitted = match fitted {
            Ok(fitted) => Some(fitted),
            Err(Unfit::Constant | Unfit::TooFew | Unfit::Empty) => {
                self.findings.push(run.no_spread(item));
                return Column::absent(value.len());
            }
            Err(Unfit::NoReference) if self.lacks_base(item) => return Column::absent(value.len()),
            Err(_) => None,
        };
        let mut column = Column::absent(value.len());
        for (unit, number) in value.iter().enumerate() {
            let Some(number) = number else { continue };
            let score = fitted.as_ref().and_then(|fitted| fitted.apply(number));
            if score.is_none() && !is_left_out(method, number) {
                self.findings.push(run.outside(unit, item, number));
            }
            column.set(unit, score);
        }
        column
    }
}

impl Engine<'_> {
    /// Whether a scale has its reference in a period of which there are no data; said once.
    fn lacks_base(&mut self, item: &Item) -> bool {
        let Scorer::Ampi { reference: Reference::Base(base) } = &item.scorer else { return false };
        let said = |finding: &Finding| {
            finding.code() == catalogue::NO_BASE_PERIOD.code
                && finding.indicator.as_deref() == Some(item.code.as_str())
        };
        if !self.findings.iter().any(said) {
            self.findings.push(self.no_base(item, *base));
        }
        true
    }
}

impl Run<'_> {
    /// The finding that a value has no score.
    pub(super) fn outside(&self, unit: usize, item: &Item, number: f64) -> Finding {
        let option = item.indicator().filter(|indicator| indicator.scale.is_worded());
        let written = match option.and_then(|indicator| indicator.option_of(number)) {
            Some(option) => option.code.to_string(),
            None => crate::number::format(number, None, crate::number::NumberFormat::En),
        };
        self.about(unit, item).value(written).rule_is(&catalogue::OUTSIDE_SCORER)
    }
}

/// Whether the framework itself says that a value has no score.
fn is_left_out(method: &Normalisation, value: f64) -> bool {
    match method {
        Normalisation::Categories { table } => {
            table.iter().any(|row| row.score.is_none() && compare(row.value, value).is_eq())
        }
        _ => false,
    }
}

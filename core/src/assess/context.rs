//! What all evaluations share, and one scheme in one period.

use crate::framework::spec::{
    CriterionStatus, Reads, Requirement, SchemeSpec, ShareRounding, is_chosen,
};
use crate::framework::{Framework, ItemId};
use crate::number::decimals::snap;
use crate::observe::{Column, Observations};
use crate::recipe::{BasedOn, Direction, Order, Ties};
use crate::score::{PeriodScores, Scorecard};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The place of a unit, and how many units were ranked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Place {
    pub(super) rank: f64,
    pub(super) of: usize,
}

/// Scheme, period, item, and whether its value and not its score is ranked.
type PlacesKey = (usize, usize, ItemId, bool);

/// What all evaluations share.
pub(super) struct Context<'a> {
    pub(super) framework: &'a Framework,
    pub(super) observations: &'a Observations,
    pub(super) card: &'a Scorecard,
    pub(super) as_of: Option<NaiveDate>,
    places: BTreeMap<PlacesKey, Vec<Option<Place>>>,
}

impl<'a> Context<'a> {
    pub(super) fn new(
        framework: &'a Framework,
        observations: &'a Observations,
        card: &'a Scorecard,
        as_of: Option<NaiveDate>,
    ) -> Self {
        let places = BTreeMap::new();
        let mut context = Self { framework, observations, card, as_of, places };
        let mut places = BTreeMap::new();
        for (number, scheme) in framework.schemes().iter().enumerate() {
            let asked = context.ranked(scheme);
            for period in 0..card.periods().len() {
                let Some(case) = context.case(number, period) else { continue };
                for (item, reads, of_scheme) in &asked {
                    let key = (number, period, *item, *reads == Reads::Value);
                    let ranked = || case.places(*item, *reads, *of_scheme);
                    places.entry(key).or_insert_with(ranked);
                }
            }
        }
        context.places = places;
        context
    }

    pub(super) fn case(&self, scheme: usize, period: usize) -> Option<Case<'_>> {
        let spec = self.framework.schemes().get(scheme)?;
        Some(Case {
            context: self,
            framework: self.framework,
            observations: self.observations,
            scores: self.card.periods().get(period)?,
            scheme: spec,
            number: scheme,
            period,
            counts: &spec.counts_as_met,
        })
    }

    /// The items whose ranks a scheme asks for, and whether it is the scheme's node.
    fn ranked(&self, scheme: &SchemeSpec) -> Vec<(ItemId, Reads, bool)> {
        let find = |code: &crate::id::Code| self.framework.find(code.as_str());
        let mut asked = Vec::new();
        let by_level = (scheme.levels.iter())
            .any(|level| level.rank_at_most.is_some() || level.rank_share_at_most.is_some());
        if let (true, Some(node)) = (by_level, scheme.node.as_ref().and_then(find)) {
            asked.push((node, scheme.reads.unwrap_or(Reads::Score), true));
        }
        let mut stack: Vec<&Requirement> =
            scheme.levels.iter().flat_map(|level| &level.requirements).collect();
        stack.extend(scheme.caps.iter().map(|cap| &cap.unless));
        while let Some(requirement) = stack.pop() {
            stack.extend(requirement.parts());
            let by_rank =
                requirement.rank_at_most.is_some() || requirement.rank_share_at_most.is_some();
            if let (true, Some(item)) = (by_rank, requirement.criterion.as_ref().and_then(find)) {
                asked.push((item, self.reads(item, requirement.reads), false));
            }
        }
        asked
    }

    /// What is read of an item: an indicator as observed and the score of a node, unless said.
    pub(super) fn reads(&self, item: ItemId, stated: Option<Reads>) -> Reads {
        let is_indicator =
            || self.framework.item(item).is_some_and(|item| item.indicator().is_some());
        stated.unwrap_or_else(|| if is_indicator() { Reads::Value } else { Reads::Score })
    }
}

/// One scheme in one period, with the statuses that count as met.
#[derive(Clone, Copy)]
pub(super) struct Case<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) framework: &'a Framework,
    pub(super) observations: &'a Observations,
    pub(super) scores: &'a PeriodScores,
    pub(super) scheme: &'a SchemeSpec,
    pub(super) number: usize,
    pub(super) period: usize,
    pub(super) counts: &'a [CriterionStatus],
}

impl<'a> Case<'a> {
    pub(super) fn with_counts<'b>(self, counts: &'b [CriterionStatus]) -> Case<'b>
    where
        'a: 'b,
    {
        Case { counts, ..self }
    }

    pub(super) fn in_period(&self, period: usize) -> Option<Case<'a>> {
        self.context.case(self.number, period)
    }

    pub(super) fn by_scheme(&self, scheme: usize) -> Option<Case<'a>> {
        self.context.case(scheme, self.period)
    }

    fn is_indicator(&self, item: ItemId) -> bool {
        self.context.framework.item(item).is_some_and(|item| item.indicator().is_some())
    }

    /// The column of values that is compared, in any period.
    pub(super) fn column_in(
        &self,
        period: usize,
        item: ItemId,
        reads: Reads,
    ) -> Option<&'a Column> {
        let scores = self.context.card.periods().get(period)?;
        Some(match (reads, self.scheme.on) {
            // What was filled in or moved for the score is no evidence of a level.
            (Reads::Value, _) if self.is_indicator(item) => scores.observed(item),
            (Reads::Value, _) => scores.raw(item),
            (Reads::Score, BasedOn::Rounded) => scores.shown(item),
            (Reads::Score, BasedOn::Unrounded) => scores.score(item),
        })
    }

    /// Ranks: those of the framework's ranking, else among all units, or among their equals.
    fn places(&self, item: ItemId, reads: Reads, of_scheme: bool) -> Vec<Option<Place>> {
        let count = self.observations.units().len();
        let stated = self.scores.rankings().iter().any(|ranking| ranking.node == item);
        if stated && self.scheme.rank_within.is_none() && reads == Reads::Score {
            let ranks: Vec<Option<f64>> =
                (0..count).map(|unit| self.scores.rank(item, unit)).collect();
            let of = ranks.iter().flatten().count();
            return ranks.into_iter().map(|rank| Some(Place { rank: rank?, of })).collect();
        }
        let lower_is_better =
            (self.framework.item(item)).is_some_and(|item| item.direction() == Direction::Lower);
        let order = match (self.scheme.order, of_scheme) {
            (Some(order), true) => order,
            (None, true) => Order::HighestFirst,
            (_, false) if reads == Reads::Value && lower_is_better => Order::LowestFirst,
            (_, false) => Order::HighestFirst,
        };
        let ties = self.scheme.ties.unwrap_or(Ties::Min);
        let Some(column) = self.column_in(self.period, item, reads) else {
            return vec![None; count];
        };
        let within = self.scheme.rank_within.as_deref();
        let mut groups: BTreeMap<Option<&str>, Vec<usize>> = BTreeMap::new();
        for (number, unit) in self.observations.units().iter().enumerate() {
            // Whom the scheme does not concern takes no place from others.
            let concerned = within.is_none() || is_chosen(unit, &self.scheme.filter);
            let group = within.map(|attribute| unit.attribute(attribute));
            match group {
                None => groups.entry(None).or_default().push(number),
                Some(Some(value)) if concerned => {
                    groups.entry(Some(value)).or_default().push(number);
                }
                Some(_) => {}
            }
        }
        let mut places = vec![None; count];
        for members in groups.into_values() {
            let values: Vec<Option<f64>> = members.iter().map(|unit| column.get(*unit)).collect();
            let of = values.iter().flatten().count();
            let ranks = crate::score::rank(&values, order, ties);
            for (unit, rank) in members.into_iter().zip(ranks) {
                if let (Some(place), Some(rank)) = (places.get_mut(unit), rank) {
                    *place = Some(Place { rank, of });
                }
            }
        }
        places
    }

    /// The place of a unit, where the scheme asks for it.
    pub(super) fn place(&self, item: ItemId, reads: Reads, unit: usize) -> Option<Place> {
        let key = (self.number, self.period, item, reads == Reads::Value);
        self.context.places.get(&key)?.get(unit).copied().flatten()
    }

    /// The last place that belongs to a share of so many units.
    pub(super) fn last_of_share(&self, share: f64, of: usize) -> f64 {
        let exact = snap(of as f64 * share / 100.0);
        match self.scheme.share_rounding {
            ShareRounding::HalfUp => (exact + 0.5).floor(),
            ShareRounding::Up => exact.ceil(),
            ShareRounding::Down => exact.floor(),
        }
    }
}

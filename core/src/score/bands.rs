//! Ranks of the units of a period, within groups, and the bands they fall into.

use super::statistics::quantile;
use super::{Ranking, rank};
use crate::framework::ItemId;
use crate::framework::spec::{BandSpec, RankingSpec, Threshold, is_chosen};
use crate::number::decimals::compare;
use crate::period::Period;
use crate::recipe::{Order, Ties};
use crate::register::Unit;
use std::collections::BTreeMap;

/// Ranks units by their values, group by group where the ranking says so; `None` for a unit that
/// takes no part.
pub(super) fn ranking(
    spec: &RankingSpec,
    node: ItemId,
    period: Option<Period>,
    units: &[Unit],
    values: &[Option<f64>],
) -> Ranking {
    let mut ranking =
        Ranking { node, ranks: vec![None; units.len()], bands: vec![None; units.len()] };
    let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (number, unit) in units.iter().enumerate() {
        let eligible = unit.ranked && is_chosen(unit, &spec.filter);
        // A unit without the attribute belongs to no group.
        let group = match &spec.within {
            Some(attribute) => unit.attribute(attribute),
            None => Some(""),
        };
        if let Some(group) = group.filter(|_| eligible && values.get(number) != Some(&None)) {
            groups.entry(group).or_default().push(number);
        }
    }
    for members in groups.into_values() {
        let of: Vec<Option<f64>> =
            members.iter().map(|unit| values.get(*unit).copied().flatten()).collect();
        let ranks = rank(&of, spec.order, spec.ties);
        for (unit, rank) in members.iter().zip(&ranks) {
            if let Some(cell) = ranking.ranks.get_mut(*unit) {
                *cell = *rank;
            }
        }
        if spec.bands.is_empty() {
            continue;
        }
        let bands = Bands::new(spec, &of);
        // Quotas count places, whatever the tie rule of the ranks is: all equals share the first.
        let places = match spec.ties {
            Ties::Min => ranks,
            _ => rank(&of, spec.order, Ties::Min),
        };
        for (at, unit) in members.iter().enumerate() {
            let place = places.get(at).copied().flatten();
            let value = of.get(at).copied().flatten();
            if let (Some(cell), Some(unit), Some(place), Some(value)) =
                (ranking.bands.get_mut(*unit), units.get(*unit), place, value)
            {
                *cell = bands.of(unit, period, place, value);
            }
        }
    }
    ranking
}

/// The bands of a ranking with their limits among so many units.
struct Bands<'a> {
    spec: &'a RankingSpec,
    /// The last place, where the band is a quota.
    places: Vec<Option<f64>>,
    /// The quantile, where the band has one.
    quantiles: Vec<Option<f64>>,
}

impl<'a> Bands<'a> {
    fn new(spec: &'a RankingSpec, values: &[Option<f64>]) -> Self {
        let mut sorted: Vec<f64> = values.iter().flatten().copied().collect();
        sorted.sort_unstable_by(f64::total_cmp);
        let count = sorted.len() as f64;
        let (mut before, mut shares) = (0.0, 0.0);
        let mut quota = |band: &BandSpec| {
            if let Some(number) = band.count {
                before += f64::from(number);
                Some(before)
            } else if let Some(share) = band.share {
                shares += share;
                Some(before + count * shares)
            } else {
                None
            }
        };
        let places = spec.bands.iter().map(&mut quota).collect();
        let at = |share: f64| match spec.order {
            Order::HighestFirst => quantile(&sorted, share),
            Order::LowestFirst => quantile(&sorted, 1.0 - share),
        };
        let quantiles = spec.bands.iter().map(|band| band.quantile.and_then(at)).collect();
        Self { spec, places, quantiles }
    }

    /// The number of the first band that a unit reaches.
    fn of(&self, unit: &Unit, period: Option<Period>, place: f64, value: f64) -> Option<usize> {
        let reaches = |limit: f64| match self.spec.order {
            Order::HighestFirst => compare(value, limit).is_ge(),
            Order::LowestFirst => compare(value, limit).is_le(),
        };
        self.spec.bands.iter().zip(self.places.iter().zip(&self.quantiles)).position(
            |(band, (last, quantile))| {
                let by_place = last.is_none_or(|last| compare(place, last).is_le());
                let by_quantile = band.quantile.is_none() || quantile.is_some_and(&reaches);
                let by_score = match &band.from {
                    None => true,
                    Some(limit) => limit_of(limit, unit, period).is_some_and(&reaches),
                };
                by_place && by_quantile && by_score
            },
        )
    }
}

/// A limit, by period or attribute where it says so.
fn limit_of(limit: &Threshold, unit: &Unit, period: Option<Period>) -> Option<f64> {
    match limit {
        Threshold::Fixed(value) => Some(*value),
        Threshold::By(table) => {
            let mut keys = table.by.iter().filter_map(|by| match by {
                "period" => period.map(|period| period.to_string()),
                attribute => unit.attribute(attribute).map(str::to_owned),
            });
            keys.find_map(|key| table.values.get(&key).copied()).or(table.otherwise)
        }
        // Bands of a ranking have no other kind: it is refused with the framework.
        Threshold::Relative(_) | Threshold::Delegated(_) => None,
    }
}

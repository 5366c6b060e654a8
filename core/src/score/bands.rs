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
    // Where there are no bands none is kept.
    let banded = if spec.bands.is_empty() { 0 } else { units.len() };
    let mut ranking = Ranking { node, ranks: Vec::new(), bands: vec![None; banded] };
    let eligible = |unit: &Unit| unit.ranked && is_chosen(unit, &spec.filter);
    let in_one_group = spec.within.is_none() && spec.bands.is_empty();
    if in_one_group && units.iter().all(eligible) {
        ranking.ranks = rank(values, spec.order, spec.ties);
        return ranking;
    }
    ranking.ranks = vec![None; units.len()];
    let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (number, unit) in units.iter().enumerate() {
        // A unit without the attribute belongs to no group.
        let group = match &spec.within {
            Some(attribute) => unit.attribute(attribute),
            None => Some(""),
        };
        if let Some(group) = group.filter(|_| eligible(unit) && values.get(number) != Some(&None)) {
            groups.entry(group).or_default().push(number);
        }
    }
    for members in groups.into_values() {
        let of = of_units(values, &members);
        put(&mut ranking.ranks, &members, rank(&of, spec.order, spec.ties));
        if spec.bands.is_empty() {
            continue;
        }
        let found = in_bands(&of, &spec.bands, spec.order, |limit, at| {
            let unit = members.get(at).and_then(|unit| units.get(*unit))?;
            limit_of(limit, unit, period)
        });
        put(&mut ranking.bands, &members, found);
    }
    ranking
}

/// The values of some units.
fn of_units(values: &[Option<f64>], units: &[usize]) -> Vec<Option<f64>> {
    units.iter().map(|unit| values.get(*unit).copied().flatten()).collect()
}

/// Puts what was found of some units in its places.
fn put<T>(into: &mut [Option<T>], units: &[usize], found: Vec<Option<T>>) {
    for (unit, found) in units.iter().zip(found) {
        if let Some(cell) = into.get_mut(*unit) {
            *cell = found;
        }
    }
}

/// Ranks units inside their groups; a unit without a group has no rank. In places, by the
/// formulas of [`rank`](fn@rank) (COINr's `get_results` with `use_group`).
///
/// ```
/// use chuan::recipe::{Order, Ties};
/// use chuan::score::rank_within;
///
/// let values = [Some(5.0), Some(7.0), Some(6.0), Some(9.0)];
/// let groups = [Some(0), Some(0), Some(1), None];
/// let ranks = rank_within(&values, &groups, Order::HighestFirst, Ties::Min);
/// assert_eq!(ranks, [Some(2.0), Some(1.0), Some(1.0), None]);
/// ```
#[must_use]
pub fn rank_within(
    values: &[Option<f64>],
    groups: &[Option<u32>],
    order: Order,
    ties: Ties,
) -> Vec<Option<f64>> {
    let mut members: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (unit, group) in groups.iter().enumerate().take(values.len()) {
        if let Some(group) = group {
            members.entry(*group).or_default().push(unit);
        }
    }
    let mut ranks = vec![None; values.len()];
    for members in members.into_values() {
        put(&mut ranks, &members, rank(&of_units(values, &members), order, ties));
    }
    ranks
}

/// The band of every unit, as its place in the list: the first one that it reaches. None for a unit
/// without a value, and for one that reaches no band.
///
/// A band is so many places (`count`), such a share of them (`share`), a score from which it is reached
/// (`from`), or a quantile of the scores (`quantile`, type 7); limits are compared as decimals, and
/// count as reached. Quotas count after those of the bands before; units with equal scores share the
/// best of their places. A limit that depends on a period or an attribute is reached by nobody here:
/// that is for rankings of a framework.
///
/// Sources: UNDP, *Human Development Report*, technical notes (cut-offs); PAPI (four groups by quantiles of the
/// year); rules of classification that award shares of places.
///
/// ```
/// use chuan::framework::spec::BandSpec;
/// use chuan::recipe::Order;
/// use chuan::score::bands;
///
/// let list: Vec<BandSpec> = serde_json::from_str(
///     r#"[{ "code": "best", "count": 1 }, { "code": "good", "from": 60 }, { "code": "other" }]"#,
/// )?;
/// let values = [Some(60.0), Some(80.0), Some(59.9), None];
/// assert_eq!(bands(&values, &list, Order::HighestFirst), [Some(1), Some(0), Some(2), None]);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn bands(values: &[Option<f64>], bands: &[BandSpec], order: Order) -> Vec<Option<usize>> {
    in_bands(values, bands, order, |limit, _| match limit {
        Threshold::Fixed(value) => Some(*value),
        _ => None,
    })
}

/// The bands of units, where `limit` knows what a limit is for the unit at a place.
fn in_bands(
    values: &[Option<f64>],
    bands: &[BandSpec],
    order: Order,
    limit: impl Fn(&Threshold, usize) -> Option<f64>,
) -> Vec<Option<usize>> {
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
    // The last place, where a band is a quota; the score, where it is a quantile.
    let last: Vec<Option<f64>> = bands.iter().map(&mut quota).collect();
    let at = |share: f64| match order {
        Order::HighestFirst => quantile(&sorted, share),
        Order::LowestFirst => quantile(&sorted, 1.0 - share),
    };
    let quantiles: Vec<Option<f64>> = bands.iter().map(|band| band.quantile.and_then(at)).collect();
    // Quotas count places, whatever the tie rule of the ranks is: all equals share the first.
    let places = rank(values, order, Ties::Min);
    let of = |(unit, (place, value)): (usize, (Option<f64>, &Option<f64>))| {
        let (place, value) = (place?, (*value)?);
        let reaches = |limit: f64| match order {
            Order::HighestFirst => compare(value, limit).is_ge(),
            Order::LowestFirst => compare(value, limit).is_le(),
        };
        bands.iter().zip(last.iter().zip(&quantiles)).position(|(band, (last, quantile))| {
            let by_place = last.is_none_or(|last| compare(place, last).is_le());
            let by_quantile = band.quantile.is_none() || quantile.is_some_and(reaches);
            let by_score = match &band.from {
                None => true,
                Some(from) => limit(from, unit).is_some_and(reaches),
            };
            by_place && by_quantile && by_score
        })
    };
    places.into_iter().zip(values).enumerate().map(of).collect()
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

//! Gaps of a series filled by what the group did.

use super::{Centre, ImputedSeries, Source};
use crate::observe::Column;

/// Fills a gap with the unit's last earlier observation, multiplied by the growth of its group
/// since: `x(s) × g(t) / g(s)`, in the unit of the values. (The imputation of the Digital Economy
/// and Society Index 2022, where the group is the European Union.)
///
/// `columns` are those of one indicator, one for each time; `groups` names the group of every unit,
/// and `group_values` the value of each group at each time: a published aggregate, or what
/// [`group_series`] computes. A gap stays without an earlier observation not more than `max_steps`
/// times back, without a group, where the group has no value at either time, and where its value
/// was 0.
///
/// ```
/// use chuan::observe::Column;
/// use chuan::score::impute::impute_growth;
///
/// let columns: Vec<Column> = [Some(0.1), None].map(|x| [x].into_iter().collect()).into();
/// let union = vec![Some(0.2), Some(0.3)];
/// let imputed = impute_growth(&columns, &[Some(0)], &[union], None);
/// assert!((imputed.columns[1].get(0).unwrap() - 0.15).abs() < 1e-15);
/// assert!(imputed.is_filled(1, 0));
/// ```
#[must_use]
pub fn impute_growth(
    columns: &[Column],
    groups: &[Option<u32>],
    group_values: &[Vec<Option<f64>>],
    max_steps: Option<usize>,
) -> ImputedSeries {
    ImputedSeries::fill(columns, |time, seen, unit| {
        let group = usize::try_from((*groups.get(unit)?)?).ok()?;
        let values = group_values.get(group)?;
        let (from, own) = seen.iter().rev().find(|(at, _)| *at < time)?;
        if max_steps.is_some_and(|max| time - from > max) {
            return None;
        }
        let (now, then) = ((*values.get(time)?)?, (*values.get(*from)?)?);
        Some((own * now / then, Source::at(*from)))
    })
}

/// The mean or the median of every group at every time, over the units that have a value: a list
/// for each of the first `count` groups. Absent where no unit of the group has one.
///
/// Units with gaps change what a group consists of; where that matters, state the values of the
/// group from another source.
///
/// ```
/// use chuan::observe::Column;
/// use chuan::score::impute::{Centre, group_series};
///
/// let columns: [Column; 1] = [[Some(1.0), Some(5.0), Some(9.0)].into_iter().collect()];
/// let series = group_series(&columns, &[Some(0), Some(0), None], 2, Centre::Mean);
/// assert_eq!(series, [vec![Some(3.0)], vec![None]]);
/// ```
#[must_use]
pub fn group_series(
    columns: &[Column],
    groups: &[Option<u32>],
    count: usize,
    centre: Centre,
) -> Vec<Vec<Option<f64>>> {
    let mut members: Vec<Vec<f64>> = vec![Vec::new(); count];
    let mut series: Vec<Vec<Option<f64>>> = vec![Vec::with_capacity(columns.len()); count];
    for column in columns {
        members.iter_mut().for_each(Vec::clear);
        for (value, group) in column.iter().zip(groups) {
            let (Some(value), Some(group)) = (value, group) else { continue };
            let place = usize::try_from(*group).ok();
            if let Some(group) = place.and_then(|place| members.get_mut(place)) {
                group.push(value);
            }
        }
        for (group, values) in series.iter_mut().zip(&mut members) {
            group.push(centre.of(values));
        }
    }
    series
}

//! Gaps filled from the same column.

use super::{Centre, Imputed};
use crate::observe::Column;

/// Fills every gap with the mean or the median of the column, in its unit. A column without any
/// value stays as it is. (OECD and JRC, *Handbook*, step 3.)
///
/// ```
/// use chuan::score::impute::{Centre, impute_column};
///
/// let column = [Some(1.0), None, Some(4.0)].into_iter().collect();
/// let imputed = impute_column(&column, Centre::Mean);
/// assert_eq!(imputed.column.get(1), Some(2.5));
/// assert_eq!(imputed.filled, [false, true, false]);
/// ```
#[must_use]
pub fn impute_column(column: &Column, centre: Centre) -> Imputed {
    let mut numbers: Vec<f64> = column.numbers().collect();
    let centre = centre.of(&mut numbers);
    Imputed::fill(column, |_| centre)
}

/// Fills every gap with one value, in the unit of the column; with none, nothing. (OECD and JRC, *Handbook*,
/// step 3.)
///
/// ```
/// use chuan::score::impute::impute_value;
///
/// let column = [Some(1.0), None].into_iter().collect();
/// assert_eq!(impute_value(&column, Some(0.0)).column.get(1), Some(0.0));
/// assert_eq!(impute_value(&column, None).filled, [false, false]);
/// ```
#[must_use]
pub fn impute_value(column: &Column, value: Option<f64>) -> Imputed {
    Imputed::fill(column, |_| value)
}

/// Fills every gap with the mean or the median of the column inside the unit's group, in its unit.
///
/// (OECD and JRC, *Handbook*, step 3; COINr's `i_mean_grp` and `i_median_grp`.)
///
/// `groups` names the group of every unit. A unit without a group keeps its gap, and so does one
/// in a group without a value.
///
/// ```
/// use chuan::score::impute::{Centre, impute_groups};
///
/// let column = [Some(1.0), None, Some(9.0), None, None].into_iter().collect();
/// let groups = [Some(0), Some(0), Some(1), None, Some(2)];
/// let imputed = impute_groups(&column, &groups, Centre::Mean);
/// assert_eq!(imputed.column.get(1), Some(1.0));
/// assert_eq!(imputed.filled, [false, true, false, false, false]);
/// ```
#[must_use]
pub fn impute_groups(column: &Column, groups: &[Option<u32>], centre: Centre) -> Imputed {
    let mut members: Vec<(u32, f64)> =
        column.iter().zip(groups).filter_map(|(value, group)| Some(((*group)?, value?))).collect();
    // Stable, so that the values of a group stay in the order of the units.
    members.sort_by_key(|(group, _)| *group);
    let centres: Vec<(u32, f64)> = members
        .chunk_by(|a, b| a.0 == b.0)
        .filter_map(|group| {
            let mut numbers: Vec<f64> = group.iter().map(|(_, value)| *value).collect();
            Some((group.first()?.0, centre.of(&mut numbers)?))
        })
        .collect();
    Imputed::fill(column, |unit| {
        let group = (*groups.get(unit)?)?;
        let place = centres.binary_search_by_key(&group, |(group, _)| *group).ok()?;
        centres.get(place).map(|(_, centre)| *centre)
    })
}

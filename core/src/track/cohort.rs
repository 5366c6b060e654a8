//! Roll-out: units that began together, compared over time.

use super::series::Panel;
use crate::number::median;
use crate::period::Period;
use crate::register::Unit;
use std::collections::BTreeMap;

/// What the units of a cohort had in one period.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CohortPeriod {
    /// The cohort: the value of the attribute; none for units without it.
    pub cohort: Option<String>,
    /// The period.
    pub period: Period,
    /// How many units the cohort has.
    pub units: usize,
    /// How many of them have a value.
    pub observed: usize,
    /// Their mean.
    pub mean: f64,
    /// Their median.
    pub median: f64,
    /// The smallest value.
    pub least: f64,
    /// The largest value.
    pub most: f64,
    /// The mean change since the first period of the panel, over the units that have a value in both.
    pub change: Option<f64>,
    /// The change, less that of the units of no cohort, or of the last one where every unit is in a
    /// cohort: the difference in differences. None for those units themselves.
    pub against_rest: Option<f64>,
}

/// Units by the value of an attribute (`smart_city = "pilot"`, or the year in which each began), over
/// the periods of a panel. Cohorts are in the order of their names, units without the attribute last.
///
/// The difference in differences compares; it does not prove that the roll-out is the cause.
pub fn cohorts(panel: &Panel, units: &[Unit], attribute: &str) -> Vec<CohortPeriod> {
    let mut groups: BTreeMap<(bool, Option<&str>), Vec<usize>> = BTreeMap::new();
    for (number, unit) in units.iter().enumerate() {
        let cohort = unit.attribute(attribute);
        groups.entry((cohort.is_none(), cohort)).or_default().push(number);
    }
    let first = panel.column(0);
    let change = |column: usize, members: &[usize]| {
        let column = panel.column(column)?;
        let both = members.iter().filter_map(|unit| Some(column.get(*unit)? - first?.get(*unit)?));
        mean(&both.collect::<Vec<_>>())
    };
    let rest = groups.len().checked_sub(1).filter(|others| *others > 0);
    let rest = rest.and_then(|_| groups.last_key_value());
    let mut all = Vec::new();
    for ((is_rest, cohort), members) in &groups {
        for (number, period) in panel.periods().iter().enumerate() {
            let Some(column) = panel.column(number) else { continue };
            let mut values: Vec<f64> =
                members.iter().filter_map(|unit| column.get(*unit)).collect();
            values.sort_by(f64::total_cmp);
            let (Some(average), Some(middle)) = (mean(&values), median(&values)) else { continue };
            let (Some(least), Some(most)) = (values.first(), values.last()) else { continue };
            let own = change(number, members);
            let other = rest
                .filter(|((without, name), _)| (without, name) != (is_rest, cohort))
                .and_then(|(_, members)| change(number, members));
            all.push(CohortPeriod {
                cohort: cohort.map(str::to_owned),
                period: *period,
                units: members.len(),
                observed: values.len(),
                mean: average,
                median: middle,
                least: *least,
                most: *most,
                change: own,
                against_rest: own.zip(other).map(|(own, other)| own - other),
            });
        }
    }
    all
}

fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

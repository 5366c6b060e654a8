//! Grades of coverage: how a unit stands by several measures at once.

use crate::framework::spec::GradeSpec;
use crate::number::decimals::compare;
use crate::observe::Column;
use crate::score::statistics::quantile;

/// The grade of every unit, as its place in the list of grades; none for a unit of which nothing was
/// measured, or only zeros, and for one that reaches no grade.
///
/// A grade is reached when every measure reaches its limit, the limit included. `bars` hold one number
/// for each measure: with `above` the limits of a grade are quantiles (type 7) of the units that meet
/// all bars, with `below` of those that do not, with `bar` the bars themselves. Measures are in their
/// own units. Source: Blavatnik Index of Public Administration (2024), methodology.
///
/// ```
/// use chuan::framework::spec::GradeSpec;
/// use chuan::observe::Column;
/// use chuan::score::screen::grades;
///
/// let count: Column = [30.0, 10.0, 30.0, 0.0].map(Some).into_iter().collect();
/// let share: Column = [0.9, 0.5, 0.4, 0.0].map(Some).into_iter().collect();
/// let list: Vec<GradeSpec> = serde_json::from_str(
///     r#"[{ "code": "A", "above": 0.5 }, { "code": "B", "bar": true }, { "code": "C" }]"#,
/// )?;
/// assert_eq!(grades(&[count, share], &[10.0, 0.5], &list), [Some(0), Some(1), Some(2), None]);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn grades(measures: &[Column], bars: &[f64], grades: &[GradeSpec]) -> Vec<Option<usize>> {
    let units = measures.iter().map(Column::len).max().unwrap_or(0);
    let measured = |unit: &usize| {
        measures.iter().any(|column| column.get(*unit).is_some_and(|value| value > 0.0))
    };
    let pool: Vec<usize> = (0..units).filter(measured).collect();
    let (above, below): (Vec<usize>, Vec<usize>) =
        pool.iter().partition(|unit| short_of(measures, **unit, bars).is_none());
    let at = |units: &[usize], share: f64| -> Option<Vec<f64>> {
        let limit = |column: &Column| {
            let mut values: Vec<f64> = units.iter().filter_map(|u| column.get(*u)).collect();
            values.sort_unstable_by(f64::total_cmp);
            quantile(&values, share)
        };
        measures.iter().map(limit).collect()
    };
    // A grade whose limits nobody sets is reached by nobody.
    let limits: Vec<Option<Vec<f64>>> = grades
        .iter()
        .map(|grade| match (grade.above, grade.below, grade.bar) {
            (Some(share), ..) => at(&above, share),
            (None, Some(share), _) => at(&below, share),
            (None, None, true) => Some(bars.to_vec()),
            (None, None, false) => Some(Vec::new()),
        })
        .collect();
    let mut found = vec![None; units];
    for unit in pool {
        let reached = |limits: &Option<Vec<f64>>| {
            limits.as_ref().is_some_and(|limits| short_of(measures, unit, limits).is_none())
        };
        if let Some(cell) = found.get_mut(unit) {
            *cell = limits.iter().position(reached);
        }
    }
    found
}

/// The first measure of which a unit does not reach its limit; none where no limits are set.
pub(in crate::score) fn short_of(
    measures: &[Column],
    unit: usize,
    limits: &[f64],
) -> Option<usize> {
    measures.iter().zip(limits).position(|(column, limit)| {
        column.get(unit).is_none_or(|value| compare(value, *limit).is_lt())
    })
}

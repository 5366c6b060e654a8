//! From the columns of the children to the column of their node.

use super::combine::{Children, Combined, Gaps, Note, Remark};
use super::line::Source;
use super::means::means;
use super::{AggregateError, aggregate};
use crate::observe::Column;
use crate::recipe::Aggregation;

/// Aggregates the children of all units: [`aggregate`](fn@aggregate) for each, to the same bits, after
/// the rule for gaps has said who gets a result. Notes tell which child was negative, or zero, under
/// a geometric or harmonic mean.
///
/// Formulas: OECD and JRC, *Handbook on Constructing Composite Indicators* (2008), step 7. In the unit
/// of the children. The directions of the children do not count: they are scores.
///
/// ```
/// use chuan::observe::Column;
/// use chuan::recipe::Aggregation;
/// use chuan::score::aggregate_columns;
/// use chuan::score::combine::{Children, Gaps};
///
/// let a: Column = [Some(4.0), Some(2.0)].into_iter().collect();
/// let b: Column = [Some(1.0), None].into_iter().collect();
/// let children = Children::new([&a, &b], &[1.0, 3.0])?;
/// let mean = aggregate_columns(&children, Aggregation::Arithmetic, &Gaps::SKIP);
/// assert_eq!(mean.column, [Some(1.75), Some(2.0)].into_iter().collect());
/// # Ok::<(), chuan::score::combine::CombineError>(())
/// ```
#[must_use]
pub fn aggregate_columns(
    children: &Children<'_>,
    aggregation: Aggregation,
    gaps: &Gaps,
) -> Combined {
    if aggregation == Aggregation::Arithmetic {
        let sources: Vec<Source<'_>> = children.columns.iter().copied().map(Source::from).collect();
        if let Some(column) = means(&sources, &children.weights, gaps) {
            return Combined { column, notes: Vec::new() };
        }
    }
    let mut combined = Combined { column: Column::absent(children.units()), notes: Vec::new() };
    let mut values = Vec::with_capacity(children.len());
    for unit in 0..children.units() {
        let (value, note) = one(children, aggregation, gaps, unit, &mut values);
        combined.column.set(unit, value);
        combined.notes.extend(note);
    }
    combined
}

/// The result of one unit.
fn one(
    children: &Children<'_>,
    aggregation: Aggregation,
    gaps: &Gaps,
    unit: usize,
    values: &mut Vec<Option<f64>>,
) -> (Option<f64>, Option<Note>) {
    values.clear();
    values.extend(children.columns.iter().map(|column| column.get(unit)));
    let present = values.iter().flatten().count();
    if !gaps.allows(present, values.len()) {
        return (None, None);
    }
    match aggregate(values, &children.weights, aggregation, gaps.rule, gaps.substitute) {
        Ok((value, zero)) => (value, zero.map(|child| Note { unit, child, remark: Remark::Zero })),
        Err(AggregateError::Negative { place, .. }) => {
            (None, Some(Note { unit, child: place, remark: Remark::Negative }))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recipe::MissingRule;
    use proptest::prelude::*;

    fn cell() -> impl Strategy<Value = Option<f64>> {
        prop_oneof![
            1 => Just(None),
            3 => (-1000_i32..1000).prop_map(|x| Some(f64::from(x) / 10.0)),
            3 => (0.0..100.0_f64).prop_map(Some),
            1 => (-1e12..1e12_f64).prop_map(Some),
            1 => Just(Some(0.0)),
        ]
    }

    proptest! {
        #[test]
        fn many_units_at_a_time_are_each_on_its_own(
            table in (1_usize..8, 4_usize..40).prop_flat_map(|(children, units)| {
                proptest::collection::vec(proptest::collection::vec(cell(), units), children)
            }),
            weights in proptest::collection::vec(prop_oneof![Just(1.0), Just(0.0), 0.1..3.0_f64], 8),
            rule in prop_oneof![
                Just(MissingRule::Skip),
                Just(MissingRule::Propagate),
                Just(MissingRule::Substitute),
            ],
            at_least in proptest::option::of(0.0..1.0_f64),
            repeat in 1_usize..30,
        ) {
            let columns: Vec<Column> = table
                .iter()
                .map(|cells| cells.iter().copied().cycle().take(cells.len() * repeat).collect())
                .collect();
            let gaps = Gaps { rule, substitute: 12.5, at_least };
            let children = Children::new(&columns, &weights[..columns.len()]).unwrap();
            let found = aggregate_columns(&children, Aggregation::Arithmetic, &gaps).column;
            let mut values = Vec::new();
            for unit in 0..children.units() {
                let (alone, _) = one(&children, Aggregation::Arithmetic, &gaps, unit, &mut values);
                prop_assert_eq!(
                    found.get(unit).map(f64::to_bits),
                    alone.filter(|x| x.is_finite()).map(f64::to_bits)
                );
            }
        }
    }
}

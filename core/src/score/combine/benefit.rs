//! Benefit of the doubt over the children of a node.

use super::{Children, CombineError, Combined, Gaps, Note, Remark};
use crate::observe::Column;
use crate::recipe::ShareBounds;
use crate::score::weights::{BenefitOptions, WeightError, benefit_of_the_doubt};

/// The score of every unit with the weights that are best for it, see
/// [`benefit_of_the_doubt`]. The weights of the children play no part.
///
/// A unit with an absent child has no result and limits no other, whatever the rule for gaps, unless
/// the child is substituted. So it is with a unit that has a negative child, and a note says so.
pub(super) fn benefit(
    children: &Children<'_>,
    shares: &[ShareBounds],
    gaps: &Gaps,
) -> Result<Combined, CombineError> {
    let filled = children.filled(gaps);
    let columns: Vec<Column> =
        filled.unwrap_or_else(|| children.columns.iter().map(|column| (*column).clone()).collect());
    let mut notes = Vec::new();
    let mut left_out = children.enough(gaps).into_iter().map(|enough| !enough).collect::<Vec<_>>();
    for (unit, out) in left_out.iter_mut().enumerate() {
        let negative = columns.iter().position(|c| c.get(unit).is_some_and(|score| score < 0.0));
        if let Some(child) = negative {
            notes.push(Note { unit, child, remark: Remark::Negative });
            *out = true;
        }
    }
    let columns: Vec<Column> = columns
        .iter()
        .map(|column| column.iter().zip(&left_out).map(|(x, out)| x.filter(|_| !*out)).collect())
        .collect();
    let options = BenefitOptions { shares: shares.to_vec() };
    let columns: Vec<&Column> = columns.iter().collect();
    let benefits = benefit_of_the_doubt(&columns, &options).map_err(|error| match error {
        WeightError::Unsolved { place } => CombineError::Unsolved { unit: place },
        WeightError::Empty => CombineError::Count { what: "columns", expected: 1, found: 0 },
        _ => CombineError::Parameter("shares"),
    })?;
    let column = benefits.iter().map(|benefit| Some(benefit.as_ref()?.score)).collect();
    Ok(Combined { column, notes })
}
